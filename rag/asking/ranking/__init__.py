"""Passages for a question, and their order: candidates first, then a closer look."""
