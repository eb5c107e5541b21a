"""Rich text (RTF) as tokens: groups, control words and bytes of text.

The syntax is that of Microsoft's Rich Text Format Specification 1.9.1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPEN, CLOSE, STAR = "{", "}", "*"

SIGNS = {
    "tab": " ",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "~": "\xa0",
    "_": "-",
}
"""Control words and symbols that stand for characters."""

_SILENT = (
    "colortbl pict objclass objdata objname xe tc rxe revtbl nonesttables"
    " shprslt ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn template operator company"
    " subject keywords comment doccomm category manager hlinkbase revtim printim"
    " buptim atnid atnauthor"
)
SILENT = frozenset(_SILENT.split())
"""Destinations whose text nobody sees; so are unknown ones that may be ignored."""

SHOWN = frozenset({"shpinst", "shptxt", "nesttableprops", "moMath", "moMathPara"})
"""Destinations that may be ignored, but hold text."""

_RUNNING_HEADS = "header headerl headerr headerf footer footerl footerr footerf"
RUNNING_HEADS = frozenset(_RUNNING_HEADS.split())
PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "\n", "\r"})

_TOKEN = re.compile(
    # The space that ends a control word belongs to it; line breaks are no text.
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A brace, a control word or symbol with its number, or bytes of text (no word)."""

    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    r"""Divide a rich text file; the bytes of its pictures are passed over.

    Example:
        >>> [token.word or token.data for token in tokens(rb"{\b0 caf\'e9}")]
        ['{', 'b', b'caf', b'\xe9', '}']
    """
    at = 0
    while match := _TOKEN.match(data, at):
        at = match.end()
        kind = match.lastgroup
        if kind in ("word", "number"):
            number = int(match["number"]) if match["number"] else None
            word = match["word"].decode("ascii")
            # Its number says how many bytes follow, which may be braces and
            # backslashes.
            if word == "bin":
                at += max(0, number or 0)
            yield Token(word, number)
        elif kind == "hex":
            yield Token(data=bytes([int(match["hex"], 16)]))
        # A brace or backslash behind a backslash is text, maybe half of a character.
        elif kind == "text" or match["symbol"] in (b"{", b"}", b"\\"):
            yield Token(data=match["text"] or match["symbol"])
        elif kind:
            yield Token(match[kind].decode("latin-1"))
