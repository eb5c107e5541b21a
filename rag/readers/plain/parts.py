"""How parts, chapters and sections of plain text are numbered: "CHAPTER I.", "§ 1"."""

import re
from collections.abc import Sequence

from rag.readers.numerals import numeral
from rag.readers.plain.layout import Unit

PARTS = ("part", "chapter")
"""What stands above all other headings of a text, the highest first."""

LEAST_PARTS = 2
"""A single one may name the text: "Part 2: The Bridge"."""

ORDERED = 4
"""Of so many numerals one may be out of order, as scans and hasty authors have them."""

_PART = re.compile(
    r"(?:(?P<part>(?i:part|book|title|teil|buch|titel|partie|livre|titre|parte|libro"
    r"|t[ií]tulo))|(?P<chapter>(?i:chapter|kapitel|chapitre|cap[ií]tulo)))"
    r"\s+(?:[IVXLC]+|\d{1,3}|[A-Z]|(?i:one|two|three|four|five|six|seven|eight|nine|ten))\b"
)
_NUMERAL = re.compile(r"[IVXLC]+\.")
_SIGN = re.compile(r"§(?=§?\s*\d)")


def part_rank(text: str) -> str | None:
    """Tell whether a heading is that of a part or of a chapter.

    Example:
        >>> part_rank("Book Two"), part_rank("CHAPTER I."), part_rank("Partly")
        ('part', 'chapter', None)
    """
    match = _PART.match(text)
    return match.lastgroup if match else None


def is_numeral(text: str) -> bool:
    """Tell whether a line is a Roman numeral with a full stop, and nothing else.

    Example:
        >>> is_numeral("IV."), is_numeral("IV. Eels")
        (True, False)
    """
    return _NUMERAL.fullmatch(text) is not None


def numerals_in_order(units: Sequence[Unit]) -> frozenset[int]:
    """Find the lines that are Roman numerals alone, and count the parts of a text.

    A single one may be an initial, or all that somebody says ("I.").

    Args:
        units: All units of a text, in order.

    Returns:
        Which of them; none unless they are counted from I on in each part, and to II at
        least. One of each `ORDERED` may be missing, or another number may stand there.
    """
    found = [i for i, u in enumerate(units) if u.is_apart and is_numeral(u.text)]
    counted: list[int] = []
    count = most = mistakes = 0
    is_mistaken = False
    for i in found:
        if units[i].text == "I.":
            count = 0
        steps = (n for n in (1, 2) if units[i].text == f"{numeral(count + n, 'I')}.")
        step = next(steps, 0)
        # One that stands in place of another is one mistake, and not two.
        mistakes += step == 0 or (step == 2 and not is_mistaken)
        is_mistaken = step == 0
        count += step
        counted += [i] if step else []
        most = max(most, count)
    is_counted = most >= LEAST_PARTS and ORDERED * mistakes <= len(found)
    return frozenset(counted if is_counted else ())


def without_marks(text: str) -> str:
    """Write a line as other headings are, that begins or ends as only numbered ones do.

    Args:
        text: A line. "CHAPTER I." has its full stop from the number, and so has
            "CHAPTER I. EELS."; other words with one may be a sentence.

    Example:
        >>> without_marks("CHAPTER I."), without_marks("§ 1 Boats")
        ('CHAPTER I', 'S 1 Boats')
    """
    part = _PART.match(text)
    after = text[part.end() :] if part else ""
    is_stopped = after == "." or (after.startswith(". ") and text.isupper())
    return _SIGN.sub("S", text.removesuffix(".") if is_stopped else text)
