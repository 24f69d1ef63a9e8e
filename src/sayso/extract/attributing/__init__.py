"""Parts that attributions are made of."""
