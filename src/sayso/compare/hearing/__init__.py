"""The parts of `compare/figures.py`, `naming.py`, `framing.py` and `course.py`."""
