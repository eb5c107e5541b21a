"""Numbers and bullets of Word's lists and headings, counted as Word counts them.

The format is ECMA-376, part 1, 17.9 (Numbering).
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from rag.readers.numerals import BULLET, number_in, numeral
from rag.readers.office.docx_words import is_on
from rag.readers.office.xmltree import Element, attribute, child, local

_REFERENCE = re.compile(r"%(\d)")
_FORMS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered, and the style that is on this level.

    `is_legal` says that its number has digits for the levels above it, too.
    """

    start: int
    form: str
    pattern: str
    style: str | None
    is_legal: bool


@dataclass(slots=True)
class _List:
    """The levels of a list, and how far each was counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def count(self, level: int) -> int:
        """Give a level's number; one that was not reached yet is at its start."""
        first = self.levels[level].start if level in self.levels else 1
        return self.counts.get(level, first)

    def advance(self, level: int) -> None:
        """Go to the next number of a level; the levels below it begin anew."""
        is_begun = level in self.counts
        self.counts[level] = self.count(level) + is_begun
        # As Word does below any higher level ([MS-OI29500], lvlRestart); what a list
        # itself says of that is not read.
        for below in [key for key in self.counts if key > level]:
            del self.counts[below]


class Numbering:
    """The lists of a document.

    Args:
        root: The numbering part.
    """

    def __init__(self, root: Element) -> None:
        lists: dict[str | None, _List] = {}
        same = _same_kinds(root)
        self._lists: dict[str, _List] = {}
        self._starts: dict[str, dict[int, int]] = defaultdict(dict)
        for element in root:
            if local(element) == "abstractNum":
                lists[attribute(element, "abstractNumId")] = _List(_levels(element))
            elif local(element) == "num":
                number = attribute(element, "numId") or ""
                kind = attribute(child(element, "abstractNumId"), "val")
                # Lists of one kind share their counts, so that clauses go on.
                self._lists[number] = lists.setdefault(same.get(kind, kind), _List({}))
                self._starts[number] = _starts(element)

    def level_of(self, list_id: str, style: str | None) -> int:
        """Give the level of a list that a style is on, 0 where it says none."""
        found = self._lists.get(list_id, _List({}))
        levels = found.levels.items()
        return next((i for i, level in levels if style and level.style == style), 0)

    def marker(self, list_id: str, level: int) -> str:
        """Count one more item of a list, and give what stands before its text.

        Returns:
            As "2.1", "b)" or, for pictures and what is unknown, "-"; "" where nothing
            is shown.
        """
        found = self._lists.get(list_id)
        # It is an item all the same.
        if found is None or level not in found.levels:
            return BULLET
        # Only once, at the first item: then the list goes on from there.
        start = self._starts[list_id].pop(level, None)
        if start is not None:
            found.counts[level] = start - 1
        found.advance(level)
        own = found.levels[level]
        if own.form == "bullet":
            return BULLET

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = found.levels[at].form if at in found.levels else "decimal"
            if own.is_legal and form != "decimalZero":
                form = "decimal"
            return _numeral(found.count(at), form)

        return _REFERENCE.sub(shown, own.pattern).strip()


def _same_kinds(root: Element) -> dict[str | None, str | None]:
    """Tell of kinds of lists that only name a style which kind has its levels."""
    uses, own = (
        {
            attribute(kind, "abstractNumId"): attribute(child(kind, name), "val")
            for kind in root
            if child(kind, name) is not None
        }
        for name in ("numStyleLink", "styleLink")
    )
    kinds = {style: kind for kind, style in own.items()}
    return {kind: kinds[style] for kind, style in uses.items() if style in kinds}


def _levels(kind: Element) -> dict[int, _Level]:
    return {
        number_in(attribute(element, "ilvl"), 0): _Level(
            start=number_in(attribute(child(element, "start"), "val"), 1),
            form=attribute(child(element, "numFmt"), "val") or "decimal",
            pattern=attribute(child(element, "lvlText"), "val") or "",
            style=attribute(child(element, "pStyle"), "val"),
            is_legal=is_on(child(element, "isLgl")),
        )
        for element in kind
        if local(element) == "lvl"
    }


def _starts(number: Element) -> dict[int, int]:
    """Give the levels that a list begins anew, and at which number."""
    found = {
        number_in(attribute(element, "ilvl"), 0): child(element, "startOverride")
        for element in number
        if local(element) == "lvlOverride"
    }
    return {
        level: number_in(attribute(start, "val"), 1)
        for level, start in found.items()
        if start is not None
    }


def _numeral(number: int, form: str) -> str:
    """Write a number in a form that Word names.

    Example:
        >>> _numeral(4, "lowerRoman"), _numeral(28, "upperLetter"), _numeral(3, "x")
        ('iv', 'BB', '3')
    """
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02}"
    return numeral(number, _FORMS.get(form, "1"))
