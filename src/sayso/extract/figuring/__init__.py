"""The parts that figures are read with: numbers, what is counted, what became of it."""
