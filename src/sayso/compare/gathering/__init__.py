"""The parts of gathering pages to stories."""
