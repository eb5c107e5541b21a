"""Verdicts, evidence, what answers otherwise, and how good answers are."""
