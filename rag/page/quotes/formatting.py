"""How an article's words look: as its source shows them, as far as that is known.

Only elements that are written here come into the page, around words that are escaped:
no author's markup does. What is set around words never changes them, so that a place
in the article is the same place on the page.
"""

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from urllib.parse import urlsplit

from rag.page.quotes.tables import (
    CellRange,
    cells_by_form,
    cells_by_looks,
    rows_by_form,
)
from rag.text.line_breaks import MAX_LEVELS, levels
from rag.types import Article, Paragraph, Span, TextLook

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})

_ITEM = re.compile(r"(?P<dash>[-*•] )|\(?(?:\d{1,3}|[a-z])[.)] ")
_ELEMENTS = {
    "strong": ("<strong>", "</strong>"),
    "emphasis": ("<em>", "</em>"),
    # What `u` holds are the words of the question.
    "underline": ('<span class="underlined">', "</span>"),
    "code": ("<code>", "</code>"),
    "strike": ("<s>", "</s>"),
    # What `sup` holds is none of the article's text: our numbers stand in it.
    "raised": ('<span class="raised">', "</span>"),
    "lowered": ('<span class="lowered">', "</span>"),
}
_UNSEEN = ('<span class="unseen">', "</span>")

Write = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Wrap:
    """Markup around a range of an article's text; `sign` is none of its text."""

    start: int
    end: int
    before: str
    after: str
    sign: str = ""


class Formats:
    """What is known of how an article's blocks look.

    Args:
        article: The article.
    """

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._looks: dict[int, list[TextLook]] = defaultdict(list)
        blocks = sorted(
            [paragraph.start for paragraph in article.paragraphs]
            + [heading.start for heading in article.headings]
        )
        for look in article.looks:
            row = bisect(blocks, look.start) - 1
            if row >= 0:
                self._looks[blocks[row]].append(look)
        self._notes: dict[str, list[Paragraph]] = defaultdict(list)
        for paragraph in article.paragraphs:
            for look in self._looks.get(paragraph.start, ()):
                if look.kind == "note" and look.start == paragraph.start:
                    self._notes[look.detail].append(paragraph)
        self._rows = set(rows_by_form(article))

    def has(self, start: int, kind: str) -> bool:
        """Tell whether a block has a look."""
        return any(look.kind == kind for look in self._looks.get(start, ()))

    def cells(self, paragraph: Paragraph) -> list[CellRange]:
        """Give the cells of a table's row, in order; none of another paragraph."""
        looks = [
            look
            for look in self._looks.get(paragraph.start, ())
            if look.kind in ("cell", "head")
        ]
        if not looks and paragraph.start in self._rows:
            looks = list(cells_by_form(self._text, paragraph))
        return cells_by_looks(sorted(looks, key=lambda look: look.start), paragraph.end)

    def depth(self, paragraph: Paragraph) -> int | None:
        """Tell how deep in lists an item stands, from 0; None where it is none."""
        for look in self._looks.get(paragraph.start, ()):
            if look.kind == "item":
                return max(0, min(MAX_LEVELS, int(look.detail)))
        if not _ITEM.match(self._text, paragraph.start, paragraph.end):
            return None
        above = self._text.rfind("\n", 0, paragraph.start) + 1
        return levels(paragraph.start - above)

    def wraps(self, block: Span | Paragraph) -> list[Wrap]:
        """Give the markup within a block, the outer before the inner."""
        looks = sorted(
            self._looks.get(block.start, ()), key=lambda k: (k.start, -k.end)
        )
        wraps = [wrap for look in looks for wrap in self._wraps(look, block.start)]
        item = _ITEM.match(self._text, block.start, block.end)
        if item and item["dash"]:
            bullet = ('<span class="bullet">', "</span>")
            wraps.append(Wrap(item.start(), item.end(), *bullet))
        return wraps

    def _wraps(self, look: TextLook, block_start: int) -> Iterator[Wrap]:
        if look.kind in _ELEMENTS:
            yield Wrap(look.start, look.end, *_ELEMENTS[look.kind])
        elif look.kind == "link" and is_safe(look.detail):
            yield Wrap(look.start, look.end, _link_html(look.detail), "</a>")
        elif look.kind == "note":
            yield from self._note(look, block_start)

    def _note(self, look: TextLook, block_start: int) -> Iterator[Wrap]:
        """Write the sign of a note, a way to it where it is not the note itself."""
        number = self._note_below(look)
        is_way = number is not None and look.start != block_start
        before = f'<a class="to-note" href="#p{number}">' if is_way else "<span>"
        after = "</a>" if is_way else "</span>"
        if look.start == look.end:
            sign = f"<sup>{before}{escape(look.detail)}{after}</sup>"
            yield Wrap(look.start, look.end, "", "", sign)
            return
        # "[^1]": the label alone is seen.
        label = self._text.find(look.detail, look.start, look.end)
        yield Wrap(look.start, label, *_UNSEEN)
        raised = f'{before}<span class="raised">', f"</span>{after}"
        yield Wrap(label, label + len(look.detail), *raised)
        yield Wrap(label + len(look.detail), look.end, *_UNSEEN)

    def _note_below(self, look: TextLook) -> int | None:
        """Number the paragraph of a note: the next of its label, or else the last.

        Labels begin anew with each page or chapter of some files.
        """
        notes = self._notes.get(look.detail, ())
        below = (note.number for note in notes if note.start > look.start)
        return next(below, notes[-1].number if notes else None)


def is_safe(address: str) -> bool:
    """Tell whether an address may be a link's: of the web or of mail.

    Example:
        >>> is_safe("https://example.org"), is_safe("javascript:alert(1)")
        (True, False)
    """
    try:
        return urlsplit(address.strip()).scheme.lower() in SAFE_SCHEMES
    except ValueError:
        return False


def _link_html(address: str) -> str:
    shown = escape(address.strip())
    return (
        f'<a class="outside" href="{shown}" title="{shown}" target="_blank" '
        'rel="noopener noreferrer nofollow">'
    )


def write_wrapped(
    text: str, start: int, end: int, wraps: Sequence[Wrap], write: Write
) -> str:
    """Write a range of a text, with the markup that lies in it.

    Args:
        text: The article's text.
        start: The range's first character.
        end: The character after its last.
        wraps: Markup; each piece between its edges is put into all that hold it.
        write: Escapes words.

    Example:
        >>> write_wrapped("a b", 0, 3, [Wrap(2, 3, "<em>", "</em>")], escape)
        'a <em>b</em>'
    """
    order = sorted(wraps, key=lambda wrap: wrap.start)  # keeps the outer before
    edges = {start, end}
    edges.update(e for wrap in order for e in (wrap.start, wrap.end) if start < e < end)
    signs = _signs(order)
    around: list[Wrap] = []
    written, following = "", 0
    for first, last in pairwise(sorted(edges)):
        while following < len(order) and order[following].start <= first:
            around.append(order[following])
            following += 1
        # What has ended holds no later piece: the work is that of what is open.
        around = [wrap for wrap in around if wrap.end >= last]
        written += _piece_html(write(text[first:last]), around) + signs[last]
    return written


def _piece_html(words: str, around: Sequence[Wrap]) -> str:
    before = "".join(wrap.before for wrap in around)
    after = "".join(wrap.after for wrap in reversed(around))
    return f"{before}{words}{after}"


def _signs(wraps: Iterable[Wrap]) -> defaultdict[int, str]:
    """Give the signs that stand behind a word, once each, by where it ends."""
    signs: defaultdict[int, str] = defaultdict(str)
    for wrap in wraps:
        signs[wrap.start] += wrap.sign
    return signs


def signs_at(wraps: Iterable[Wrap], start: int) -> str:
    """Write the signs that stand before a block's first word."""
    return "".join(wrap.sign for wrap in wraps if wrap.start == start)


def hidden(spans: Iterable[Span]) -> list[Wrap]:
    """Hide ranges that are in the text and not in its source."""
    return [Wrap(span.start, span.end, *_UNSEEN) for span in spans]
