"""Numerals that items of lists are numbered with, besides digits."""

BULLET = "-"
"""What stands for any picture that marks an item."""

MAX_DIGITS = 9
"""What has more is no number that anybody counts to."""

MAX_ROMAN = 3_999
_ROMANS = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_LETTERS = ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"]


def number_in(text: str | None, default: int) -> int:
    """Read the number in an attribute, which may be missing or hold anything.

    Example:
        >>> number_in("3", 1), number_in("-3", 1), number_in(None, 1)
        (3, 1, 1)
    """
    is_number = text is not None and text.isdecimal() and len(text) <= MAX_DIGITS
    return int(text) if text and is_number else default


def numeral(number: int, form: str) -> str:
    """Write a number as the first one of its kind shows: "1", "a", "A", "i" or "I".

    Example:
        >>> numeral(28, "A"), numeral(4, "i"), numeral(3, "1")
        ('BB', 'iv', '3')
    """
    write = {"a": _letters, "i": _roman}.get(form.lower(), str)
    text = write(number)
    return text.upper() if form.isupper() else text


def _letters(number: int) -> str:
    """Write a number as a, b, …, z, aa, bb, as office programs do; digits below 1."""
    if number < 1:
        return str(number)
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1)


def _roman(number: int) -> str:
    """Write a number in small Roman numerals; digits where there are none for it."""
    if not 0 < number <= MAX_ROMAN:
        return str(number)
    text = ""
    for value, letters in zip(_ROMANS, _ROMAN_LETTERS, strict=True):
        text += letters * (number // value)
        number %= value
    return text
