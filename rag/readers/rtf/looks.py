"""How the words of a rich text file look: its control words, and pieces of text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rag.readers.draft import clean
from rag.readers.phrase import Phrase
from rag.types import LookKind

LOOKS: dict[str, LookKind] = {
    "b": "strong", "i": "emphasis", "strike": "strike", "striked": "strike",
    "super": "raised", "sub": "lowered", "ulnone": "underline",
}  # fmt: skip
_UNDERLINES = "ul uld uldash uldashd uldashdd uldb ulhwave ulldash ulth ulw ulwave"
LOOKS |= dict.fromkeys(_UNDERLINES.split(), "underline")
"""Control words that change how what follows looks, up to `plain`."""

_OFF = "ulnone"
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"\\]+))', re.I)
_HIGH_HALF = re.compile("[\ud800-\udbff]$")

Looks = Mapping[LookKind, str]
"""Each look that holds, with its detail."""


@dataclass(frozen=True, slots=True)
class RtfPiece:
    """A piece of text and how it looks, or the sign of a note, which is no text."""

    text: str
    looks: Looks = field(default_factory=dict)
    note: str = ""


def turned(looks: Looks, word: str, number: int | None) -> Looks:
    """Follow a control word of `LOOKS`; the number 0 turns it off.

    Example:
        >>> turned({"strong": ""}, "i", None), turned({"strong": ""}, "b", 0)
        ({'strong': '', 'emphasis': ''}, {})
    """
    return changed(looks, LOOKS[word], "" if number != 0 and word != _OFF else None)


def changed(looks: Looks, kind: LookKind, detail: str | None) -> Looks:
    """Set a look, or take it away (None)."""
    others = {key: value for key, value in looks.items() if key != kind}
    return others if detail is None else {**others, kind: detail}


def link_in(instruction: str) -> str | None:
    r"""Give the address that a field's instruction leads to, if it is a link.

    Example:
        >>> link_in('HYPERLINK "https://a.b" \\o "Board"')
        'https://a.b'
    """
    match = _LINK.match(instruction)
    return (match["quoted"] or match["bare"]) if match else None


def phrase_of(pieces: Iterable[RtfPiece]) -> Phrase:
    """Put pieces together; halves of characters beyond 16 bits come one by one."""
    phrase = Phrase()
    half = ""
    for piece in pieces:
        text = half + piece.text
        found = _HIGH_HALF.search(text)
        half = found[0] if found else ""
        phrase.turn(piece.looks)
        phrase.write(clean(_whole(text.removesuffix(half))))
        if piece.note:
            phrase.note(piece.note)
    phrase.write(_whole(half))
    return phrase


def joined(pieces: Iterable[RtfPiece]) -> str:
    r"""Join the text of pieces.

    Example:
        >>> joined([RtfPiece("a "), RtfPiece("\ud83d"), RtfPiece("\ude80")])
        'a \U0001f680'
    """
    return phrase_of(pieces).text.strip()


def _whole(text: str) -> str:
    if text.isascii():
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")
