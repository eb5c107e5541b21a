"""Where a quoted text begins a new line when it is shown."""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

INDENT = "  "
"""What an item stands further in by, for each list that it is within."""

MAX_LEVELS = 4
"""What stands further in, as the speakers of a play may, is shown so far in."""

PARAGRAPH = re.compile(r"\n\s*\n\s*")
ITEM_SIGNS = "-*+•‣◦▪–—·●■○□►➢✓✔✗✘☐☑☒❑❖◆\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
"""The last are Word's, as it copies them: "•", "▪", "➢", "✓" and "❖" in its fonts."""

# "・写真", "●写真", "1、照片", "（1）照片", "①照片"; "一、" is a heading's.
WIDE_ITEM = (
    r"(?:[・●○■□◆◇◎▲△▶►➤](?=[^\W_a-z]|[「『（“《〈【])"
    r"|(?:[\d０-９]{1,2}[、．]|（[\d０-９]{1,2}）|[①-⑳])(?=\S))"
)
"""Begins an item without white space behind it, in Chinese and Japanese."""

_LABEL = r"[A-Z][\w’'-]{0,24}+(?: [\w’'-]{1,24}+){0,3}+\.?:"
ITEM = rf"(?:(?:[{ITEM_SIGNS}]|\(?(?:\d{{1,3}}[.)]|[a-zA-Z]\))|{_LABEL})\s|{WIDE_ITEM})"
"""What begins an item of a list: "-", "2.", "(a)", or its label: "Price:", "Pos.:"."""

SHOWN_CHARS = 60

LEAST_LINES = 3
"""Of fewer lines any form may be chance."""

SHORT_CHARS = 55
"""In a book of songs all verse has lines up to that, and one wrapped paragraph."""

_ITEM = re.compile(ITEM)
_WRAP = re.compile(rf"\n(?!\s*{ITEM})")
# "Oslo 3.1% [2.9-3.4]", "Rye bread ..... €2.50 a loaf". Each of the figures matches in
# one way and for good: else a line of many that isn't one would take for ever.
_ROW = re.compile(
    r"[^\W\d_][^\d?!\n]{0,60}?[\s.]\W{0,3}\d\S*+(?:\s(?:[^\s\d]*+\d\S*+|[%°€$£–—-]))*+"
    r"(?:\s[^\W\d_]\S{0,11}){0,2}"
)
_FIRST_SIGN = re.compile(r"[^\W_]")


def levels(spaces: int) -> int:
    """Tell within how many lists an item is shown, by the white space before it.

    Example:
        >>> levels(0), levels(4), levels(40)
        (0, 2, 4)
    """
    return min(spaces // len(INDENT), MAX_LEVELS)


def unwrapped(text: str) -> str:
    r"""Put spaces for the line ends that are only where a text was wrapped.

    Args:
        text: Some of an article, of one paragraph or several.

    Returns:
        As many characters. A line ends before each paragraph and each item of a list,
        with what that is indented by, and where a table without signs, verse or an
        address has its lines.

    Example:
        >>> unwrapped("It rained\nall day.\n\nOf use:\n- eels\n- cod")
        'It rained all day. \nOf use:\n- eels\n- cod'
    """
    shown, at = "", 0
    for gap in PARAGRAPH.finditer(text):
        # An item stands as far in as the list does that it is of.
        indent = gap[0].rpartition("\n")[2] if _ITEM.match(text, gap.end()) else ""
        filled = " " * (len(gap[0]) - 1 - len(indent))
        shown += f"{_unwrapped(text[at : gap.start()])}{filled}\n{indent}"
        at = gap.end()
    return shown + _unwrapped(text[at:])


def unwrapped_parts(*parts: str) -> list[str]:
    r"""Unwrap a text that comes in parts.

    Example:
        >>> unwrapped_parts("Of ", "use:\n", "- eels")
        ['Of ', 'use:\n', '- eels']
    """
    whole = unwrapped("".join(parts))
    edges = accumulate(map(len, parts), initial=0)
    return [whole[start:end] for start, end in pairwise(edges)]


def _unwrapped(paragraph: str) -> str:
    rows = [row.strip() for row in paragraph.strip().split("\n")]
    return (
        paragraph if are_rows(rows) or _are_meant(rows) else _WRAP.sub(" ", paragraph)
    )


def are_rows(rows: Sequence[str]) -> bool:
    """Tell whether lines are a table's that no signs tell as one.

    Args:
        rows: A paragraph's lines, without white space at their ends.

    Returns:
        Whether all are a name with its figures, but for one or two that head them, and
        these are `LEAST_LINES` at least.

    Example:
        >>> are_rows(["Town in %", "Oslo 3", "Lima 4", "Bari 6"])
        True
    """
    are = [_ROW.fullmatch(row) is not None for row in rows]
    below = are[1:] if all(are[1:2]) else are[2:]
    return len(below) >= LEAST_LINES and all(below)


def in_one_line(text: str) -> str:
    r"""Give the beginning of a text, `SHOWN_CHARS` at most, to be known again by.

    Example:
        >>> in_one_line("One\nline"), len(in_one_line("word " * 20))
        ('One line', 60)
    """
    text = " ".join(text.split())
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS].rstrip()}…"


def _are_meant(rows: Sequence[str]) -> bool:
    """Tell whether lines are verse's or an address's: short, and each begins anew."""
    are_short = len(rows) >= LEAST_LINES and max(map(len, rows)) <= SHORT_CHARS
    return are_short and all(_begins_anew(*pair) for pair in pairwise(rows))


def _begins_anew(above: str, row: str) -> bool:
    first = _FIRST_SIGN.search(row)
    if first is None or first[0].islower():
        return False
    # Most letters are neither: there what stands above must be set off from it.
    return first[0].isupper() or first[0].isdigit() or not above[-1:].isalnum()
