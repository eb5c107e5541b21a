"""The text of a PDF's page joined to runs: characters that follow each other."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat

import numpy as np

from rag.readers.pdf.glyphs import HYPHENS, Glyphs, is_blank
from rag.readers.pdf.ligatures import LETTERS, TH
from rag.readers.pdf.runs import HYPHEN, MIN_OVERLAP, Run
from rag.readers.pdf.stretches import (
    GAP_EMS,
    SAME_PLACE_EMS,
    Glyph,
    Stretch,
    stretches_of,
)
from rag.text.line_breaks import ITEM_SIGNS

TOUCHING_EMS = 0.05
"""A character nearer than this to a run is its next, though PDFium saw a line end: it
does before some raised figures (14 of 45 that a browser set). A space is 0.25 em."""

MAX_ALIKE = 50
"""So many of the last runs with one text are compared: a page may have nothing else."""

_LIGATURES = str.maketrans(LETTERS | {"ﬅ": "st", "ﬆ": "st"})
_TAKEN_APART = re.compile(f"[\ufb00-\ufb06{TH}\ud800-\udfff\U00010000-\U0010ffff]")
_SIGNS = f"{ITEM_SIGNS}._…"
"""Bullets and leaders may be higher or lower than the line that they are on, and so
may be raised figures: it is as high as most of what is else on it."""

_LAST_OF_ONE_UNIT = "\uffff"
_Place = tuple[int, float, float]


def runs_of(glyphs: Glyphs, page: int) -> list[tuple[int, list[Run]]]:
    """Join the characters of a page to runs, those of one direction together.

    Args:
        glyphs: What `glyphs.page_glyphs` reads.
        page: The page's number, from 1.

    Returns:
        For each direction of writing, the most used first, its quarter turns, and runs
        in the order in which they are drawn, turned upright. Ligatures are taken apart,
        and the halves of characters beyond 16 bits put together.
    """
    turned: dict[int, list[Run]] = {}
    drawn: dict[str, list[Run]] = {}
    for turn, run in _runs(glyphs, page):
        alike = drawn.setdefault(run.text, [])
        # A line may be drawn twice, as characters may: with a shadow, or by mistake.
        if not any(_is_same_place(run, other) for other in alike[-MAX_ALIKE:]):
            alike.append(run)
            turned.setdefault(turn, []).append(run)
    # What most of a page is set in is its text; the rest stands beside it.
    return sorted(turned.items(), key=lambda item: len(item[1]), reverse=True)


def _is_same_place(one: Run, other: Run) -> bool:
    reach = SAME_PLACE_EMS * one.size
    shifts = (one.x0 - other.x0, one.x1 - other.x1, (one.middle - other.middle) / 2)
    return max(map(abs, shifts)) < reach


def _runs(glyphs: Glyphs, page: int) -> Iterator[tuple[int, Run]]:
    written = _Written.of(glyphs, page)
    draft: _Draft | None = None
    for stretch in stretches_of(glyphs):
        if draft and stretch.is_after_end and draft.touches(stretch.first):
            draft.end = stretch.start  # without the line end
        elif draft and (stretch.is_after_end or not draft.takes(stretch.first)):
            yield from written.finished(draft)
            draft = None
        draft = draft or _Draft.at(stretch)
        if stretch.may_be_again and draft.has(stretch.first):
            draft.pass_over(stretch)
        else:
            draft.add(stretch)
    if draft:
        yield from written.finished(draft)


@dataclass(slots=True)
class _Draft:
    """A run in the making.

    `parts` are the places of its characters among the page's, and `end` is where the
    next part begins: a blank before a character is the run's. From `plain` on not all
    are bold.
    """

    turn: int
    left: float
    right: float
    bottom: float
    top: float
    end: int
    parts: list[slice] = field(default_factory=list)
    places: dict[tuple[int, int], list[_Place]] = field(default_factory=dict)
    sizes: Counter[float] = field(default_factory=Counter)
    heights: Counter[tuple[float, float]] = field(default_factory=Counter)
    bold_chars: int = 0
    plain: int | None = None

    @classmethod
    def at(cls, stretch: Stretch) -> "_Draft":
        first = stretch.first
        edges = (first.left, first.right, first.bottom, first.top)
        return cls(first.turn, *edges, stretch.start)

    def takes(self, glyph: Glyph) -> bool:
        """Tell whether a character goes on with this run, in either direction."""
        shared = min(self.top, glyph.top) - max(self.bottom, glyph.bottom)
        lower = min(self.top - self.bottom, glyph.top - glyph.bottom)
        # Scripts from right to left go on to the left.
        gap = max(glyph.left - self.right, self.left - glyph.right)
        is_near = shared >= MIN_OVERLAP * lower and gap <= GAP_EMS * glyph.size
        return glyph.turn == self.turn and is_near

    def touches(self, glyph: Glyph) -> bool:
        """Tell whether a character stands at the end of this run, with no space."""
        gap = abs(glyph.left - self.right)
        return self.takes(glyph) and gap < TOUCHING_EMS * glyph.size

    def add(self, stretch: Stretch) -> None:
        first = stretch.first
        self.parts.append(slice(self.end, stretch.end))
        self.end = stretch.end
        self.sizes[first.size] += stretch.count
        self.bold_chars += first.is_bold * stretch.count
        if self.plain is None and not first.is_bold:
            self.plain = stretch.start
        self.left = min(self.left, stretch.left)
        self.right = max(self.right, stretch.right)
        self.bottom = min(self.bottom, first.bottom)
        self.top = max(self.top, first.top)
        is_sign = chr(first.code) in _SIGNS
        self.heights[first.bottom, first.top] += 1 if is_sign else stretch.count

    def pass_over(self, stretch: Stretch) -> None:
        """Leave a character out, but for the blanks before it."""
        self.parts.append(slice(self.end, stretch.start))
        self.end = stretch.end

    def has(self, glyph: Glyph) -> bool:
        """Tell whether a character was drawn here before, as to look bold.

        The letters of a ligature, as "ff", have one place, but also one text object.
        """
        reach = SAME_PLACE_EMS * (next(iter(self.sizes), glyph.size) or 1.0)
        x, y = (glyph.left + glyph.right) / 2, (glyph.bottom + glyph.top) / 2
        cell = round(x / reach)
        # Most stand to the right of all that were drawn before.
        steps = () if x - reach >= self.right else (-1, 0, 1)
        # A neighbour within reach may be in the next cell.
        near = (self.places.get((glyph.code, cell + step), ()) for step in steps)
        for drawn_by, a, b in chain(*near):
            is_same_place = abs(x - a) < reach and abs(y - b) < 2 * reach
            is_apart = drawn_by != glyph.drawn_by and drawn_by and glyph.drawn_by
            if is_same_place and is_apart:
                return True
        places = self.places.setdefault((glyph.code, cell), [])
        places.append((glyph.drawn_by, x, y))
        return False


@dataclass(frozen=True, slots=True)
class _Written:
    """What is written on a page, and the number there of each character."""

    page: int
    text: str
    numbers: list[int]

    @classmethod
    def of(cls, glyphs: Glyphs, page: int) -> "_Written":
        codes = glyphs["code"].copy()
        codes[np.isin(codes, HYPHENS)] = ord(HYPHEN)
        codes[is_blank(glyphs)] = ord(" ")
        text = codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
        return cls(page, text, glyphs["index"].tolist())

    def finished(self, draft: _Draft) -> Iterator[tuple[int, Run]]:
        """Give a run: none if nothing but white space is in it."""
        text = "".join(self.text[part] for part in draft.parts)
        numbers = list(chain(*(self.numbers[part] for part in draft.parts)))
        if _TAKEN_APART.search(text):
            pairs = list(_letters(text, numbers))
            text = "".join(letter for letter, _ in pairs)
            numbers = [number for _, number in pairs]
        if not (words := " ".join(text.split())):
            return
        letters = zip(text, numbers, strict=True)
        drawn = tuple(number for letter, number in letters if not letter.isspace())
        plain = None if draft.plain is None else self.numbers[draft.plain]
        bottom, top = draft.heights.most_common(1)[0][0]
        yield (
            draft.turn,
            Run(
                text=words,
                page=self.page,
                x0=draft.left,
                x1=draft.right,
                top=-top,
                bottom=-bottom,
                size=draft.sizes.most_common(1)[0][0],
                is_bold=draft.bold_chars > draft.sizes.total() / 2,
                drawn=drawn,
                bold_chars=len(drawn) if plain is None else bisect_left(drawn, plain),
            ),
        )


def _letters(text: str, numbers: Iterable[int]) -> Iterator[tuple[str, int]]:
    """Take ligatures apart, and put halves of characters together, with numbers."""
    # PDFium gives characters beyond 16 bits as two halves.
    units = text.encode("utf-16-le", "surrogatepass")
    wide = (1 + (character > _LAST_OF_ONE_UNIT) for character in text)
    each = chain.from_iterable(map(repeat, numbers, wide))
    for character in units.decode("utf-16-le", "replace"):
        number = next(each)
        if character > _LAST_OF_ONE_UNIT:
            next(each)
        for letter in character.translate(_LIGATURES):
            yield letter, number
