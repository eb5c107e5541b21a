"""Rows of tables as blocks of text, and where in them the cells are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.types import TextLook

CELL_SEPARATOR = " | "
MAX_ROW_CHARS = 600
"""A table with longer rows is there for the layout: its cells are paragraphs."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, or of a paragraph in it, and its column, from 0."""

    text: str
    looks: tuple[TextLook, ...] = ()
    column: int = 0
    kind: Literal["cell", "head"] = "cell"


def row_texts(cells: list[str]) -> list[str]:
    """Join the cells of a table's row; long ones stay paragraphs of their own.

    Example:
        >>> row_texts(["river", "2 m"])
        ['river | 2 m']
    """
    shown = [cell for cell in cells if cell.strip()]
    is_table = shown and sum(map(len, shown)) <= MAX_ROW_CHARS
    return [CELL_SEPARATOR.join(shown)] if is_table else shown


def row_blocks(cells: Sequence[Cell]) -> list[tuple[str, tuple[TextLook, ...]]]:
    """Join the cells of a row as `row_texts` does; gives each text with its looks."""
    shown = [cell for cell in cells if cell.text.strip()]
    texts = row_texts([cell.text for cell in shown])
    if len(texts) == len(shown) > 1:
        return [(cell.text, cell.looks) for cell in shown]
    return [(text, tuple(row_looks(shown))) for text in texts]


def row_looks(cells: Sequence[Cell]) -> list[TextLook]:
    """Give the looks of cells in the text that `CELL_SEPARATOR` joins them to."""
    looks: list[TextLook] = []
    at = 0
    for cell in cells:
        end = at + len(cell.text)
        looks.append(TextLook(at, end, cell.kind, str(cell.column)))
        looks += [
            replace(look, start=at + look.start, end=at + look.end)
            for look in cell.looks
        ]
        at = end + len(CELL_SEPARATOR)
    return looks
