"""The parts that the comparison of events is made of."""
