"""What a page is made of: its blocks, and how they are added to a draft."""

from collections.abc import Iterable
from dataclasses import dataclass

from rag.readers.builder import DraftBuilder
from rag.types import TextLook


@dataclass(frozen=True, slots=True)
class MarkupBlock:
    """A paragraph (level 0) or heading, the share of it that is links, how it looks.

    `is_apart` tells of a quotation or figure, or of what is set apart as one, but for
    its caption, `home` is the number of the part of the page that it stands in;
    `leads` is how many links to other parts of the page it is, 0 if it is more.
    """

    text: str
    level: int
    link_share: float
    is_around: bool
    looks: tuple[TextLook, ...] = ()
    is_row: bool = False
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
    for each in blocks:
        builder.add(each.text, level=each.level, looks=each.looks, is_row=each.is_row)
