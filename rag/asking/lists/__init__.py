"""Whole lists and tables, where a question asks for all that one has."""
