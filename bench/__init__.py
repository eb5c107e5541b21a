"""Measurements, each one command; README.md beside this says what each tells."""
