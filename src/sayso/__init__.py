"""sayso: on whose say-so? A ledger of who said what about whom."""

__version__ = "0.1.0"
