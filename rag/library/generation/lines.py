"""What the lines of a generation's files stand for, as records."""

from dataclasses import dataclass
from typing import Any

from rag.types import (
    Article,
    Heading,
    Paragraph,
    Passage,
    Sentence,
    Span,
    StarterQuestion,
    TextLook,
)


@dataclass(frozen=True, slots=True)
class SentenceTerms:
    """The lexical terms of each sentence of a passage, read in a language."""

    language: str
    sentences: tuple[tuple[str, ...], ...]


def decode_article(raw: dict[str, Any]) -> Article:
    """Make an article of a line."""
    # JSON has lists for tuples, and articles are compared with what was read anew.
    front = raw["front"]
    return Article(
        **raw
        | {
            "paragraphs": tuple(Paragraph(**part) for part in raw["paragraphs"]),
            "headings": tuple(Heading(**part) for part in raw["headings"]),
            "looks": tuple(TextLook(**part) for part in raw["looks"]),
            "front": Span(**front) if front else None,
        }
    )


def decode_passage(raw: dict[str, Any]) -> Passage:
    """Make a passage with its sentences of a line."""
    sentences = tuple(Sentence(**part) for part in raw["sentences"])
    return Passage(**raw | {"sentences": sentences})


def decode_terms(raw: dict[str, Any]) -> SentenceTerms:
    """Make the terms of a passage's sentences of a line."""
    return SentenceTerms(raw["language"], tuple(map(tuple, raw["sentences"])))


def decode_starters(raw: list[dict[str, Any]]) -> tuple[StarterQuestion, ...]:
    """Make an article's questions to begin with of a line."""
    return tuple(StarterQuestion(**question) for question in raw)
