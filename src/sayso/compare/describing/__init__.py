"""The parts of `compare/system.py`."""
