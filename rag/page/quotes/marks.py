"""Quotes that are marked in the text of an article, as HTML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.judging.verdicts import Kind
from rag.page.quotes.judged import is_named
from rag.page.quotes.references import Reference
from rag.types import Paragraph, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote to mark: its number (0: unnumbered), its place, and if it is the one.

    `judged` is what a person said of it. `is_also` is of a further sentence that
    belongs to the one.
    """

    number: int
    reference: Reference
    active: bool
    judged: Kind | None = None
    is_also: bool = False


def marks_in(paragraph: Paragraph, marks: Sequence[Mark]) -> list[Mark]:
    """Choose the marks that touch a paragraph."""
    return [
        mark
        for mark in marks
        if mark.reference.start < paragraph.end and paragraph.start < mark.reference.end
    ]


def with_marks(
    part: Span, inside: Sequence[Mark], words: Callable[[int, int], str]
) -> str:
    """Write a part of a paragraph; where quotes overlap, the active one is marked.

    Args:
        part: The part.
        inside: The marks that touch the paragraph.
        words: Writes what stands between two places of the article.
    """
    parts: list[str] = []
    position = part.start
    # The active one first, so that it is kept where quotes overlap.
    order = sorted(inside, key=lambda mark: (not mark.active, mark.reference.start))
    for mark in sorted(_without_overlaps(order), key=lambda m: m.reference.start):
        start = max(mark.reference.start, position)
        end = min(mark.reference.end, part.end)
        if start >= end:
            continue
        parts.append(words(position, start))
        # A quote that goes over several paragraphs has its number in the last.
        number = mark.number if end == mark.reference.end else 0
        parts.append(_mark_html(number, mark, words(start, end)))
        position = end
    return "".join(parts) + words(position, part.end)


def _without_overlaps(marks: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        own = mark.reference
        if all(
            own.end <= other.reference.start or other.reference.end <= own.start
            for other in kept
        ):
            kept.append(mark)
    return kept


def _mark_html(number: int, mark: Mark, html: str) -> str:
    raised = f'<sup class="number">{number}</sup>' if number else ""
    return f'<mark class="{look_of_mark(mark)}">{html}</mark>{raised}'


def look_of_mark(mark: Mark) -> str:
    """Give the classes of a mark."""
    names = ["active" if mark.active else "also" if mark.is_also else "other"]
    names += ["named"] if is_named(mark.judged) else []
    names += ["judged-wrong"] if mark.judged == "wrong" else []
    return " ".join(names)
