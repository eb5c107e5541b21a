"""Misspelt words of a question: what the library may know them as."""
