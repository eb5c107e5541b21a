"""Text in the making, and how parts of it look.

Readers tidy the white space of what they read. So parts are counted in characters that
are no white space: these stay, and the looks can be put onto the tidied text.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rag.readers.tables import Cell
from rag.types import LookKind, TextLook

_RAISED = str.maketrans("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
_ON_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", "0123456789+-()n")
_EXPONENT = re.compile(r"[0-9+\-−–(),.\s]++|n")
"""What is raised behind a number with no letter but n: what isn't may be "2nd"."""

_ALL_RAISED = re.compile(r"[⁰¹²³⁴-⁹⁺⁻⁽⁾ⁿ,.\s]++")


class Phrase:
    """Collects text, and which parts of it look like what.

    Usage:
        phrase = Phrase()
        phrase.begin("strong")
        phrase.write("River ")
        phrase.end("strong")
        phrase.write("rose.")
        tidied = " ".join(phrase.text.split())
        looks = phrase.looks_in(tidied)

    `ends_number` tells whether a number came last, on the line.
    """

    def __init__(self) -> None:
        self.ends_number = False
        self._parts: list[str] = []
        self._raised_at = 0
        self._solid = 0
        # How often each was begun, and where first: within itself it changes nothing.
        self._begun: dict[tuple[LookKind, str], tuple[int, int]] = {}
        self._looks: list[TextLook] = []

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written but white space."""
        return self._solid == 0

    def write(self, text: str) -> None:
        """Add text; figures raised behind a number are written so: 10⁶ is not 106."""
        if text and ("raised", "") not in self._begun:
            self.ends_number = text[-1].isdigit()
        self._parts.append(text)
        self._solid += solid_chars(text)

    def begin(self, kind: LookKind, detail: str = "") -> None:
        """Let what follows look so, until the `end` of this kind."""
        times, start = self._begun.get((kind, detail), (0, self._solid))
        if kind == "raised" and not times:
            self._raised_at = len(self._parts)
        self._begun[kind, detail] = times + 1, start

    def end(self, kind: LookKind) -> None:
        """End the last part of a kind; one that was never begun has no end."""
        last = next((key for key in reversed(self._begun) if key[0] == kind), None)
        if last is None:
            return
        times, start = self._begun[last]
        if times > 1:
            self._begun[last] = times - 1, start
            return
        del self._begun[last]
        if kind == "raised":
            self._end_raised()
        if start < self._solid:
            self._looks.append(TextLook(start, self._solid, *last))

    def _end_raised(self) -> None:
        """Write what was raised so, behind a number and if all of it can be."""
        parts = self._parts[self._raised_at :]
        if not any(parts):
            return
        # A mark behind a word may come figure by figure.
        self.ends_number &= _EXPONENT.fullmatch("".join(parts)) is not None
        if self.ends_number:
            self._parts[self._raised_at :] = [x.translate(_RAISED) for x in parts]

    def turn(self, looks: Mapping[LookKind, str]) -> None:
        """Let what follows look so and not otherwise, each kind with its detail."""
        for kind, detail in tuple(self._begun):
            if looks.get(kind) != detail:
                self.end(kind)
        begun = {kind for kind, _ in self._begun}
        for kind, detail in looks.items():
            if kind not in begun:
                self.begin(kind, detail)

    def continued(self) -> "Phrase":
        """Give a new one, in which what was begun here goes on."""
        following = Phrase()
        following._begun = {key: (times, 0) for key, (times, _) in self._begun.items()}
        return following

    def note(self, label: str) -> None:
        """Put the sign of a note here, which is no text."""
        self._looks.append(TextLook(self._solid, self._solid, "note", label))

    def cell(self, columns: int = 1, rows: int = 1) -> Cell:
        """Give all that was written as a table's cell, on one line.

        Args:
            columns: How many it spans.
            rows: The same.
        """
        text = " ".join(self.text.split())
        return Cell(text, columns, rows, tuple(self.looks_in(text)))

    def looks_in(self, text: str, after: int = 0) -> list[TextLook]:
        """Give the looks, what was begun among them, as ranges of a text.

        Args:
            text: What was written, in order, or a part of it, with other white space,
                or with something in front.
            after: How many characters that are no white space come before it in what
                was written; below 0, how many stand in front of that in the text.
        """
        return next(self.looks_of([text], after))

    def looks_of(
        self, texts: Iterable[str], after: int = 0
    ) -> Iterator[list[TextLook]]:
        """Give the looks of parts of what was written that follow on each other.

        Args:
            texts: The parts, as `looks_in` takes one.
            after: The same of the first of them.
        """
        begun = [
            TextLook(start, self._solid, *key)
            for key, (_, start) in self._begun.items()
            if start < self._solid
        ]
        coming = deque(sorted(self._looks + begun, key=lambda look: look.start))
        here: list[TextLook] = []
        for text in texts:
            at = [place for place, letter in enumerate(text) if not letter.isspace()]
            end = after + len(at)
            while coming and coming[0].start <= end:
                here.append(coming.popleft())
            moved = (_in_text(look, at, after) for look in here)
            yield [look for look in moved if look and not _is_written(look, text)]
            here = [look for look in here if look.end > end]
            after = end


def as_listing(looks: Iterable[TextLook], text: str) -> list[TextLook]:
    """Take a paragraph that is all code for a listing.

    Example:
        >>> [look.kind for look in as_listing([TextLook(0, 5, "code")], "x = 1")]
        ['listing']
    """
    return [
        replace(look, kind="listing")
        if look.kind == "code" and (look.start, look.end) == (0, len(text))
        else look
        for look in looks
    ]


def on_line(text: str) -> str:
    """Write raised figures as others, which is how programs without looks read them.

    Example:
        >>> on_line("10⁶ eels")
        '106 eels'
    """
    return text.translate(_ON_LINE)


def solid_chars(text: str) -> int:
    """Count the characters that are no white space.

    Example:
        >>> solid_chars("a river")
        6
    """
    return len("".join(text.split()))


def _is_written(look: TextLook, text: str) -> bool:
    """Tell whether signs are raised themselves, and a look would raise them twice."""
    is_raised = look.kind == "raised"
    return is_raised and bool(_ALL_RAISED.fullmatch(text, look.start, look.end))


def _in_text(look: TextLook, at: list[int], after: int) -> TextLook | None:
    """Put a look that counts solid characters onto the places of these in a text."""
    first, last = max(0, look.start - after), min(len(at), look.end - after)
    if look.start == look.end:
        is_inside = 0 < first <= len(at)
        here = at[first - 1] + 1 if is_inside else 0
        return TextLook(here, here, look.kind, look.detail) if is_inside else None
    if first >= last:
        return None
    return TextLook(at[first], at[last - 1] + 1, look.kind, look.detail)
