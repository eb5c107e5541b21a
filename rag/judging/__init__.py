"""Conversations, verdicts, evidence, what answers otherwise, and how good answers are."""
