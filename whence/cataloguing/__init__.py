"""How museums' facts become a catalogue: tidied, judged, counted."""
