"""Numerals that items of lists are numbered with, besides digits."""

BULLET = "-"
"""What stands for any picture that marks an item."""

MAX_ROMAN = 3_999
_ROMANS = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN_LETTERS = ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"]


def number_in(text: str | None, default: int) -> int:
    """Read the number in an attribute, which may be missing or hold anything.

    Example:
        >>> number_in("3", 1), number_in("-3", 1), number_in(None, 1)
        (3, 1, 1)
    """
    return int(text) if text and text.isdecimal() else default


def letters(number: int) -> str:
    """Write a number as a, b, …, z, aa, bb, as office programs do; digits below 1.

    Example:
        >>> letters(2), letters(28)
        ('b', 'bb')
    """
    if number < 1:
        return str(number)
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1)


def roman(number: int) -> str:
    """Write a number in small Roman numerals; digits where there are none for it.

    Example:
        >>> roman(1994)
        'mcmxciv'
    """
    if not 0 < number <= MAX_ROMAN:
        return str(number)
    text = ""
    for value, numeral in zip(_ROMANS, _ROMAN_LETTERS, strict=True):
        text += numeral * (number // value)
        number %= value
    return text
