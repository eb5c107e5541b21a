"""What a page is made of: its blocks, and how they are added to a draft."""

from collections.abc import Iterable
from dataclasses import dataclass

from rag.readers.builder import LINE_GAP, PARAGRAPH_GAP, DraftBuilder
from rag.types import TextLook


@dataclass(frozen=True, slots=True)
class MarkupBlock:
    """A paragraph (level 0) or heading, the share of it that is links, how it looks.

    `goes_on` tells of a row that it isn't the first of its table, `is_apart` of a
    quotation or figure, or of what is set apart as one, but for its caption, `home` is
    the number of the part of the page that it stands in; `leads` is how many links to
    other parts of the page it is, 0 if it is more.
    """

    text: str
    level: int
    link_share: float
    is_around: bool
    looks: tuple[TextLook, ...] = ()
    is_row: bool = False
    goes_on: bool = False
    is_apart: bool = False
    is_caption: bool = False
    home: int = 0
    leads: int = 0


@dataclass(frozen=True, slots=True)
class Markup:
    """What an HTML file shows: its blocks, its title and its language."""

    blocks: tuple[MarkupBlock, ...]
    title: str | None
    language: str | None


def add_markup(builder: DraftBuilder, blocks: Iterable[MarkupBlock]) -> None:
    """Add blocks to a draft."""
    above: MarkupBlock | None = None
    for each in blocks:
        goes_on = each.is_row and each.goes_on and above is not None and above.is_row
        builder.add(
            each.text,
            level=each.level,
            is_row=each.is_row,
            gap=LINE_GAP if goes_on else PARAGRAPH_GAP,
            looks=each.looks,
        )
        above = each
