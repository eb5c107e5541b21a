"""Conversations, verdicts, evidence, what answers otherwise, how good answers are."""
