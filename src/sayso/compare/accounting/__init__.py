"""The parts of `compare/account.py` and `publishers.py`."""
