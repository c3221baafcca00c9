"""Everything that can break around the gallery, broken on purpose while visitors are in it."""
