"""The parts that the comparison of claims is made of."""
