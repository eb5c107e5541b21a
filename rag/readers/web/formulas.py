"""Formulas of a page (MathML 3, 3.3 and 3.4): what of them is raised, or a fraction."""

from dataclasses import dataclass

from rag.readers.phrase import Phrase
from rag.types import LookKind

FORMULA = "math"
_FRACTION = "mfrac"
_ROOT = "msqrt"
_SCRIPTS: dict[str, tuple[LookKind | None, ...]] = {
    _FRACTION: (None, None),
    "msup": (None, "raised"),
    "msub": (None, "lowered"),
    "msubsup": (None, "lowered", "raised"),
}
"""How the parts of these elements are set, in their order."""


@dataclass(slots=True)
class _Element:
    """One that is open, how it is set, and how many parts it has had."""

    tag: str
    look: LookKind | None
    parts: int = 0


class Formula:
    """Follows the tags of a formula, and sets its parts as they are shown.

    Usage:
        formula.open("math", phrase)
        formula.is_in_parts
        formula.close("math", phrase)
    """

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._depth = 0

    @property
    def is_in_parts(self) -> bool:
        """Whether white space that comes now only parts tags."""
        return self._depth > 0

    def open(self, tag: str, phrase: Phrase) -> None:
        """Take a start tag; outside of formulas it changes nothing."""
        if not self._open and tag != FORMULA:
            return
        look = self._next_part(phrase)
        if look:
            phrase.begin(look)
        # 1 1/2 is not 11/2.
        if tag == _FRACTION and phrase.ends_number:
            phrase.write(" ")
        elif tag == _ROOT:
            phrase.write("√")
        self._open.append(_Element(tag, look))
        self._depth += tag in _SCRIPTS

    def _next_part(self, phrase: Phrase) -> LookKind | None:
        """Count a part of the element that is open, and tell how it is set."""
        if not self._open:
            return None
        around = self._open[-1]
        around.parts += 1
        if around.tag == _FRACTION and around.parts == len(_SCRIPTS[_FRACTION]):
            phrase.write("/")
        looks = _SCRIPTS.get(around.tag, ())
        return looks[around.parts - 1] if around.parts <= len(looks) else None

    def close(self, tag: str, phrase: Phrase) -> None:
        """Take an end tag; one of an element that isn't the last to be open is none."""
        if self._open and self._open[-1].tag == tag:
            self._end_last(phrase)

    def end(self, phrase: Phrase) -> None:
        """End the formula wherever it is, as the end of a line does."""
        while self._open:
            self._end_last(phrase)

    def _end_last(self, phrase: Phrase) -> None:
        element = self._open.pop()
        self._depth -= element.tag in _SCRIPTS
        if element.look:
            phrase.end(element.look)
