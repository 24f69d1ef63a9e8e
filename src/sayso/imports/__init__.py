"""What other tools made, brought in: judgements, actors and places from the files that they write."""
