"""The parts that references are read with: names of outlets, documents by their nouns, agreements and laws, links."""
