"""The same network behind what others use to show a model; each runs in .venv-bench."""
