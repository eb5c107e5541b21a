"""Which lines of plain text are headings: better one missed than a sentence taken."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from math import inf

from rag.readers.plain.labels import is_credit
from rag.readers.plain.layout import Unit
from rag.readers.plain.lines import ends_sentence, is_body, is_labelled, width
from rag.readers.plain.parts import (
    LEAST_PARTS,
    PARTS,
    is_numeral,
    numerals_in_order,
    part_rank,
    without_marks,
)
from rag.readers.plain.questions import asks, over_others
from rag.readers.plain.statements import OPENING_QUOTES
from rag.text.asides import is_furniture

BARE_LEVEL = 2
"""The level of an unmarked heading; the article's title is level 1."""

MAX_HEADING_COLUMNS = 80
MAX_HEADING_WORDS = 12
MAX_VALUES = 8
MAX_RUN = 2
"""A heading and its subheading; more bare lines in a row are a list."""

_UNDERLINES = {"=": 1, "-": 2, "~": 3}
_LEAST_MARKS = {"#": 1, "=": 2}
MAX_MARKS = 6
_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")
_CLAUSE = re.compile(r"(?:\d{1,3}\.|\(\d{1,2}\))\s+\S")
_LETTERED = re.compile(r"\([a-z]\)\s")
LEAST_LIKE = 2
"""A single other heading does not tell how a text heads its parts."""

_NOT_HEADING = re.compile(
    r"https?://|www\.|\S@\S|[|=;\t。！？；]"
    r"|[ .…·]{3}\d{1,4}$"  # as contents lead to a page
)
_LABEL = re.compile(
    r"(?!\d+:\d)\w+\s*[:：]\s*[^A-Z\W]|[\w ]+[:：]\s*[$€£¥₹]"
    r"|(?i:abstract|index terms|key ?words)\s*[:—–-]\s*\w"
)
_YEARS = re.compile(r"(?:1\d|20)\d\d(?:\s*[-–—]\s*(?:1\d|20)\d\d)?")
_QUOTED = re.compile(r"[\"“‘'„«「](?P<words>[^\"“”„«»「」]+)[\"”’'“»」]")
_OPEN_ENDS = (":", ",", ";", "：", "，", "、", "；")
_OPEN_WORDS = frozenset({
    "a", "an", "and", "as", "or", "says", "than", "that", "the", "to", "which", "whose",
    "writes",
})  # fmt: skip
"""No heading ends so; a sentence does that goes on in what is quoted below it."""


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading's own words, without marks, and its level from 1 to 6."""

    start: int
    end: int
    level: int


def marked_heading(unit: Unit) -> FoundHeading | None:
    """Read a heading that says so: underlined, counted, "# Markdown", "== wiki ==".

    Args:
        unit: A unit of plain text.

    Returns:
        The heading, or None.
    """
    if unit.underline in _UNDERLINES:
        return FoundHeading(unit.start, unit.end, _UNDERLINES[unit.underline])
    if unit.is_counted:
        return FoundHeading(unit.start, unit.end, BARE_LEVEL)
    return _between_marks(unit) if unit.is_apart else None


def _between_marks(unit: Unit) -> FoundHeading | None:
    """Read "# Markdown" and "== wiki ==": marks are taken off each end, in one pass."""
    mark = unit.text[:1]
    rest = unit.text.lstrip(mark)
    level = len(unit.text) - len(rest)
    if not _LEAST_MARKS.get(mark, inf) <= level <= MAX_MARKS:
        return None
    words = rest.lstrip()
    bare = words.rstrip(mark)
    is_closed = len(bare) < len(words)
    # "#tag" and "==> x" are no headings.
    if not (is_closed if mark == "=" else rest[:1].isspace()):
        return None
    start = unit.end - len(words)
    return FoundHeading(start, start + max(1, len(bare.rstrip())), level)


def find_headings(units: Sequence[Unit]) -> dict[int, FoundHeading]:
    """Find the headings among the units of a text.

    A bare line is one when it is short, begins as a name or a sentence does, ends
    without punctuation, and a paragraph follows it: alone, or with one subheading
    between. A question is one only where more space stands above it than below, and
    where no other under the same heading is a paragraph.

    Args:
        units: All units of a text, in order.

    Returns:
        Headings by the index of their unit.
    """
    found = {i: h for i, unit in enumerate(units) if (h := marked_heading(unit))}
    numerals = numerals_in_order(units)
    is_bare = [
        i not in found and (i in numerals or _is_bare_heading(units, i))
        for i in range(len(units))
    ]
    each = groupby(range(len(units)), key=is_bare.__getitem__)
    # A signature is followed by nothing, verse and lists by more short lines.
    runs = [run for bare, run in ((b, list(r)) for b, r in each) if bare]
    ends = len(units) - 1
    runs = [r for r in runs if r[-1] < ends and may_be_headed(units, r[-1] + 1)]
    short = [_from_part(units, run) for run in runs]
    short = [run for run in short if run]
    heads = [units[i].text for run in short for i in run]
    # More than two are a list, whose last may head what follows it.
    last = [run[-1:] for run in runs if not _from_part(units, run)]
    apart = [r for r in last if _is_spaced(units, *r) or _is_like(units[r[0]], heads)]
    found |= dict(_run_headings(units, short + apart))
    found |= _spoken_headings(units, found)
    levels = {i: heading.level for i, heading in found.items()}
    asked = [i for i in found if asks(units[i].text) and not marked_heading(units[i])]
    none = over_others([unit.text for unit in units], levels, asked)
    return {i: heading for i, heading in found.items() if i not in none}


def _from_part(units: Sequence[Unit], run: list[int]) -> list[int]:
    """Give the headings of a run of bare lines, if it is no list.

    They are two at most, and the chapter's number above them: "CHAPTER I", its name,
    and what that is. A book may have its title above that.
    """
    parts = [n for n, i in enumerate(run) if part_rank(units[i].text)]
    if len(run) <= MAX_RUN or len(parts) != 1:
        return run if len(run) <= MAX_RUN else []
    below = run[parts[0] :]
    return below if len(below) <= MAX_RUN + 1 else []


def _spoken_headings(
    units: Sequence[Unit], found: dict[int, FoundHeading]
) -> dict[int, FoundHeading]:
    """Find the questions and quotations that head a part as other bare lines do.

    Those of an interview or a dialogue are more than its headings, and chapters may
    hold dialogue.
    """
    like = [i for i, heading in found.items() if _is_named(units[i], heading)]
    spoken = [i for i in range(1, len(units)) if _is_spoken(units, i, found)]
    if len(like) < max(LEAST_LIKE, len(spoken)):
        return {}
    return {i: FoundHeading(units[i].start, units[i].end, BARE_LEVEL) for i in spoken}


def _is_named(unit: Unit, heading: FoundHeading) -> bool:
    """Tell whether a heading is one of words alone, without a mark or number."""
    is_bare = marked_heading(unit) is None and heading.level == BARE_LEVEL
    is_numbered = part_rank(unit.text) or is_numeral(unit.text)
    return is_bare and not (is_numbered or _NUMBER.match(unit.text))


def _is_spoken(units: Sequence[Unit], i: int, found: dict[int, FoundHeading]) -> bool:
    """Tell whether a unit is a question or quotation over a text, in no dialogue."""
    unit, above, below = units[i], units[i - 1], units[i + 1 : i + 2]
    quoted = _QUOTED.fullmatch(unit.text)
    is_question = unit.text.endswith(("?", "？"))
    bare = quoted["words"] if quoted else unit.text.rstrip("?？")
    return (
        (quoted is not None or is_question)
        and unit.is_apart
        and i not in found
        and not above.text.endswith(_OPEN_ENDS)
        and ends_sentence(above.text)
        and looks_like_heading(bare)
        and len(below) == 1
        and not below[0].text.startswith(tuple(OPENING_QUOTES))
        and may_be_headed(units, i + 1)
    )


def may_be_headed(units: Sequence[Unit], i: int) -> bool:
    """Tell whether what begins there may stand under a heading.

    Args:
        units: Units of plain text.
        i: Which of them: a text, a clause ("1. It rose."), however short, or the first
            of lines with a label ("Price: 3"), which count together.
    """
    unit = units[i]
    is_clause = not unit.underline and _CLAUSE.match(unit.text) is not None
    each = units[i : i + MAX_VALUES]
    values = takewhile(lambda u: not u.is_apart and is_labelled(u.text), each)
    return is_clause or is_body("\n".join(u.text for u in values) or unit.text)


def _is_like(unit: Unit, others: Sequence[str]) -> bool:
    """Tell whether a line is in capitals, as most other headings are."""
    return unit.text.isupper() and 2 * sum(map(str.isupper, others)) > len(others)


def _run_headings(
    units: Sequence[Unit], runs: Sequence[list[int]]
) -> Iterator[tuple[int, FoundHeading]]:
    """Give each heading of the runs of bare lines its level, parts above all others."""
    count = Counter(part_rank(units[i].text) for run in runs for i in run)
    ranks = [rank for rank in PARTS if count[rank] >= LEAST_PARTS]
    for run in runs:
        depth = 0
        for i in run:
            unit = units[i]
            rank = part_rank(unit.text)
            if rank in ranks:
                level = BARE_LEVEL + ranks.index(rank)
            else:
                # The second of two stands under the first, so that neither is lost.
                level = _numbered_level(unit.text) or BARE_LEVEL + depth
                level = min(6, level + len(ranks))
                depth += 1
            yield i, FoundHeading(unit.start, unit.end, level)


def _numbered_level(text: str) -> int | None:
    """Read the level off a number: "2" stands at level 2, "2.1" at 3."""
    match = _NUMBER.match(text)
    return min(6, BARE_LEVEL + match["number"].count(".")) if match else None


def _is_bare_heading(units: Sequence[Unit], i: int) -> bool:
    """Tell whether a unit could be a heading by its looks and the unit before it."""
    text = units[i].text
    # After "They sold:" comes a list, not a section; but a law's first part may.
    is_continued = i > 0 and units[i - 1].text.endswith(_OPEN_ENDS)
    is_continued = is_continued and part_rank(text) is None
    is_continued = is_continued or _is_listed(units, i) or _goes_on(units, i)
    if not units[i].is_apart or is_continued:
        return False
    # In dialogue, too, a question stands alone, but no further from what is above.
    is_question = text.endswith(("?", "？")) and _is_spaced(units, i)
    return looks_like_heading(without_marks(text).rstrip("?？" if is_question else ""))


def _is_listed(units: Sequence[Unit], i: int) -> bool:
    """Tell whether a unit is a clause whose first item follows: "3. It applies to"."""
    below = units[i + 1].text if i + 1 < len(units) else ""
    is_item = _LETTERED.match(below) is not None and not is_body(below)
    return is_item and _CLAUSE.match(units[i].text) is not None


def _goes_on(units: Sequence[Unit], i: int) -> bool:
    """Tell whether a unit is a sentence that goes on in what is set in below it."""
    unit, below = units[i], units[min(i + 1, len(units) - 1)]
    is_open = unit.text.split()[-1].casefold() in _OPEN_WORDS
    return below.indent > unit.indent and (is_open or below.text[:1].islower())


def looks_like_heading(text: str) -> bool:
    """Tell whether a line is short, begins like a heading and has no closing mark.

    Example:
        >>> looks_like_heading("Revamping Traditional Industries")
        True
    """
    if width(text) > MAX_HEADING_COLUMNS or len(text.split()) > MAX_HEADING_WORDS:
        return False
    first, last = text[:1], text[-1:]
    return (
        first.isalnum()
        and not first.islower()
        and (last.isalnum() or last in ")%）》")
        and (any(map(str.isalpha, text)) or _YEARS.fullmatch(text) is not None)
        and not ends_sentence(text)
        and not _NOT_HEADING.search(text)
        and not _LABEL.match(text)
        and not is_credit(text)
        and not is_furniture(text)
    )


def _is_spaced(units: Sequence[Unit], i: int) -> bool:
    """Tell whether more blank lines stand above a unit than below it."""
    below = units[i + 1].blank_before if i + 1 < len(units) else 0
    return units[i].blank_before > below
