"""Text in the making, and how parts of it look.

Readers tidy the white space of what they read. So parts are counted in characters that
are no white space: these stay, and the looks can be put onto the tidied text.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from rag.readers.tables import Cell
from rag.types import LookKind, TextLook


class Phrase:
    """Collects text, and which parts of it look like what.

    Usage:
        phrase = Phrase()
        with phrase.looking("strong"):
            phrase.write("River ")
        phrase.write("rose.")
        tidied = " ".join(phrase.text.split())
        looks = phrase.looks_in(tidied)
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._solid = 0
        self._begun: list[tuple[LookKind, str, int]] = []
        self._looks: list[TextLook] = []

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, text: str) -> None:
        """Add text."""
        self._parts.append(text)
        self._solid += solid_chars(text)

    def begin(self, kind: LookKind, detail: str = "") -> None:
        """Let what follows look so, until the `end` of this kind."""
        self._begun.append((kind, detail, self._solid))

    def end(self, kind: LookKind) -> None:
        """End the last part of a kind; one that was never begun has no end."""
        for at in range(len(self._begun) - 1, -1, -1):
            if self._begun[at][0] == kind:
                _, detail, start = self._begun.pop(at)
                if start < self._solid:
                    self._looks.append(TextLook(start, self._solid, kind, detail))
                return

    def turn(self, looks: Mapping[LookKind, str]) -> None:
        """Let what follows look so and not otherwise, each kind with its detail."""
        for kind, detail, _ in tuple(self._begun):
            if looks.get(kind) != detail:
                self.end(kind)
        begun = {kind for kind, _, _ in self._begun}
        for kind, detail in looks.items():
            if kind not in begun:
                self.begin(kind, detail)

    @contextmanager
    def looking(self, kind: LookKind, detail: str = "") -> Iterator[None]:
        """Let what is written inside look so."""
        self.begin(kind, detail)
        yield
        self.end(kind)

    def continued(self) -> "Phrase":
        """Give a new one, in which what was begun here goes on."""
        following = Phrase()
        following._begun = [(kind, detail, 0) for kind, detail, _ in self._begun]
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
        begun = [
            TextLook(start, self._solid, kind, detail)
            for kind, detail, start in self._begun
            if start < self._solid
        ]
        at = [place for place, letter in enumerate(text) if not letter.isspace()]
        moved = (_in_text(look, at, after) for look in self._looks + begun)
        return [look for look in moved if look]


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


def solid_chars(text: str) -> int:
    """Count the characters that are no white space.

    Example:
        >>> solid_chars("a river")
        6
    """
    return len("".join(text.split()))


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
