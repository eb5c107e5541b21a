"""The passages as points."""
