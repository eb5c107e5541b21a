"""The desk as a page for a writer: quotes with footnotes that say whose they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.page.desk.entries import DeskEntry

TITLE = "Quotes"
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Footnote:
    """What stands below: author, title and place, where it is, and what is wrong.

    `before` and `after` are what is said on both sides of the title; `remark` is empty
    where the article still says the quote.
    """

    before: str
    title: str
    after: str
    address: str | None
    remark: str


@dataclass(frozen=True, slots=True)
class NotedQuote:
    """A quote of the page, as paragraphs of lines, with a person's note and a footnote.

    `number` is the footnote's, from 1; `language` ISO 639-1, or empty.
    """

    number: int
    paragraphs: tuple[tuple[str, ...], ...]
    note: tuple[tuple[str, ...], ...]
    footnote: Footnote
    language: str = ""


def noted_quotes(entries: Sequence[DeskEntry]) -> list[NotedQuote]:
    """Number the quotes of the desk, each with its footnote."""
    return [
        NotedQuote(
            number,
            paragraphs_of(entry.pin.quote.quote),
            paragraphs_of(entry.pin.note),
            _footnote(entry),
            entry.language,
        )
        for number, entry in enumerate(entries, start=1)
    ]


def paragraphs_of(text: str) -> tuple[tuple[str, ...], ...]:
    r"""Take a text apart into paragraphs, and these into lines.

    Example:
        >>> paragraphs_of("One\ntwo.\n\nThree.")
        (('One', 'two.'), ('Three.',))
    """
    parts = (part.split("\n") for part in _BLANK_LINE.split(text))
    lines = (
        tuple(" ".join(line.split()) for line in part if line.strip()) for part in parts
    )
    return tuple(part for part in lines if part)


def _footnote(entry: DeskEntry) -> Footnote:
    work = entry.work
    after = [work.date or "", *entry.place.parts]
    remark = "" if entry.holds else f"Pinned {entry.pin.created[:10]}; {entry.state}."
    return Footnote(
        before=f"{work.author}, " if work.author else "",
        title=work.title,
        after="".join(f", {part}" for part in after if part) + ".",
        address=work.address,
        remark=remark,
    )
