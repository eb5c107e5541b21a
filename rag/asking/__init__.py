"""A question to an answer with citations."""
