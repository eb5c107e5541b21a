"""The blocks of an article as elements: paragraphs, items, rows, listings.

Pure functions; the words in them come written, and so escaped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from rag.page.quotes.formatting import Formats
from rag.page.quotes.tables import CellRange, Columns
from rag.page.words.saying import _
from rag.types import Paragraph, Span

Group = Literal["", "list", "table"]

FEW_EMPTY = 20
MAX_SPAN = 1000
"""A cell spans so many columns at most (HTML, 4.9.11)."""


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """A block in HTML, where it stands in the text, and what it is a part of."""

    start: int
    end: int
    html: str
    group: Group = ""
    head: str = ""
    """The row of names above its table."""


def block_of(
    paragraph: Paragraph,
    formats: Formats,
    cells: Sequence[CellRange],
    columns: Columns,
    *,
    names: Sequence[str],
    words: Callable[[Span], str],
    signs: str,
) -> WrittenBlock:
    """Write a paragraph as what it is.

    Args:
        paragraph: The paragraph.
        formats: How the article looks.
        cells: Its cells, where it is a table's row.
        columns: What that table's columns are called, where its rows repeat it.
        names: Its classes.
        words: Writes the words of a range of it.
        signs: Signs of notes that stand before its words.
    """
    if cells:
        return _row(paragraph, cells, columns, names, words)
    depth = formats.depth(paragraph)
    span = Span(paragraph.start, paragraph.end)
    tag, more, role = "p", [], ""
    group: Group = ""
    if formats.has(paragraph.start, "listing"):
        tag, more = "pre", ["listing"]
    elif depth is not None:
        more, role, group = ["item", f"depth-{depth}"], ' role="listitem"', "list"
    if formats.has(paragraph.start, "quotation"):
        more.append("quotation")
    attributes = _attributes(paragraph, [*names, *more])
    html = f"<{tag} {attributes}{role}>{signs}{words(span)}</{tag}>"
    return WrittenBlock(span.start, span.end, html, group)


def _attributes(paragraph: Paragraph, names: Sequence[str]) -> str:
    number = paragraph.number
    # -1: our script gives it the focus, Tab passes it over.
    return (
        f'id="p{number}" class="{" ".join(names)}" tabindex="-1" '
        f'data-n="{number or ""}" data-start="{paragraph.start}"'
    )


def _row(
    paragraph: Paragraph,
    cells: Sequence[CellRange],
    columns: Columns,
    names: Sequence[str],
    words: Callable[[Span], str],
) -> WrittenBlock:
    """Write a row; what parts its cells is in the cell before."""
    ends = [*(cell.start for cell in cells[1:]), paragraph.end]
    starts = [paragraph.start, *(cell.start for cell in cells[1:])]
    written, column = "", 0
    for cell, start, end in zip(cells, starts, ends, strict=True):
        # Cells without a word are not in the text.
        written += _empty(cell.column - column)
        is_head = cell.is_head and cell.start < cell.end
        tag, scope = ("th", ' scope="col"') if is_head else ("td", "")
        written += f"<{tag}{scope}>{words(Span(start, end))}</{tag}>"
        column = cell.column + 1
    html = f"<tr {_attributes(paragraph, [*names, 'row'])}>{written}</tr>"
    return WrittenBlock(paragraph.start, paragraph.end, html, "table", _head(columns))


def _head(columns: Columns) -> str:
    """Write the names of columns in the row that their source has them in."""
    if not columns:
        return ""
    named = [columns.get(column, "") for column in range(max(columns) + 1)]
    cells = (f'<th scope="col">{escape(n)}</th>' if n else "<td></td>" for n in named)
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def _empty(count: int) -> str:
    """Write cells without words: each, or such as span many; a sheet has thousands."""
    if count <= FEW_EMPTY:
        return "<td></td>" * count
    wide, rest = divmod(count, MAX_SPAN)
    spans = [MAX_SPAN] * wide + [rest] * (rest > 0)
    return "".join(f'<td colspan="{span}"></td>' for span in spans)


def grouped(text: str, blocks: Sequence[WrittenBlock]) -> list[str]:
    """Put items into lists and rows into tables: lines below each other."""
    runs: list[list[WrittenBlock]] = []
    for block in blocks:
        if runs and _is_together(text, runs[-1][-1], block):
            runs[-1].append(block)
        else:
            runs.append([block])
    return [_written(run) for run in runs]


def _written(run: Sequence[WrittenBlock]) -> str:
    html = "".join(block.html for block in run)
    match run[0].group:
        case "list":
            return f'<div class="list" role="list">{html}</div>'
        case "table":
            return (
                f'<div class="table" role="group" aria-label="{_("Table")}" '
                f'tabindex="0"><table>{run[0].head}<tbody>{html}</tbody></table></div>'
            )
        case _:
            return html


def _is_together(text: str, above: WrittenBlock, block: WrittenBlock) -> bool:
    if not block.group or block.group != above.group:
        return False
    # An inner list has a blank line around it, a second table, too.
    return block.group == "list" or text[above.end : block.start] == "\n"
