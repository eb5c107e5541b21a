"""Answers from whole tables, of which a reader sees only rows."""
