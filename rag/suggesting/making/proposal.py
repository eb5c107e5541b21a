"""A question that may be kept, and what its answer must be."""

from dataclasses import dataclass

KINDS = (
    "heading", "figure", "which", "when", "where", "who", "why", "how", "use", "what",
    "does", "short", "year", "section", "name", "title",
)  # fmt: skip
"""Kinds of questions, those that people like best to be asked first."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question, and the range of the text in which the answering sentence must lie.

    That is the sentence which it was made from, all that a heading stands above, or the
    whole article; `carries` is a text that the answering sentence must have.
    """

    question: str
    start: int
    end: int
    kind: str
    paragraph: int
    carries: str = ""
