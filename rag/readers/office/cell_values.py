"""Values of a workbook's cells, written as the program shows them.

Of the formats of numbers (ECMA-376, part 1, 18.8.31) what changes the meaning is kept:
percent, decimals, thousands, leading zeros, a currency or unit; dates are written as in
ISO 8601. What has figures in several places (fractions, powers of ten, numbers of
phones), or a condition, is written plainly.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

_FIGURES = re.compile(
    r'(?:"[^"]*"|\[[^<>=\]][^\]]*\]|\\.|[_*].|[^#0?"\[\\_*])*+([#0?][#0?,. ]*)'
)
_LITERAL = re.compile(
    r'"([^"]*)"|\[\$([^-\]]*)[^\]]*\]|\\(.)|[_*].|\[[^\]]*\]|([^"\\\[])'
)
_BESIDE_PARTS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_SIGN = 4
"""The group of a character that stands for itself without quotes."""

_THOUSANDS = re.compile(r",+(?=\.|$)")
"""Each comma behind the last place, or the last before the point, divides by 1,000."""

_GENERAL = "General"
_ANY_SIZE = Context(prec=999)


def shown(value: object, number_format: str = _GENERAL) -> str:
    """Write a cell's value.

    Example:
        >>> shown(0.125, "0.0%"), shown(1234.5, "#,##0.00"), shown(3, '0" km"')
        ('12.5%', '1,234.50', '3 km')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    if isinstance(value, datetime):
        clock = _clock(value.time(), number_format) if value.time() != time() else ""
        return f"{_day(value.date(), number_format)} {clock}".rstrip()
    if isinstance(value, time):
        return _clock(value, number_format)
    if isinstance(value, timedelta):
        hours, rest = divmod(value, timedelta(hours=1))
        return f"{hours}{_clock((datetime.min + rest).time(), number_format)[2:]}"
    # A formula that no program has worked out yet has none.
    return str(value) if isinstance(value, (str, date)) else ""


def _day(value: date, number_format: str) -> str:
    """Write a date as far as it is shown: many a cell has a month, or a year."""
    shown_parts = _BESIDE_PARTS.sub("", number_format).lower()
    has_day = "d" in shown_parts or "y" not in shown_parts
    return value.isoformat()[: 10 if has_day else 7 if "m" in shown_parts else 4]


def _clock(value: time, number_format: str) -> str:
    """Write a time of day, with its seconds where they are shown."""
    places = ("s.0", "milliseconds"), ("s", "seconds"), ("", "minutes")
    return value.isoformat(
        next(n for sign, n in places if sign in number_format.lower())
    )


def _number(value: float, number_format: str) -> str:
    positive, _, _ = number_format.partition(";")
    figures = _FIGURES.match(positive)
    if figures is None or _FIGURES.match(positive, figures.end()):
        return f"{value:.15g}"
    is_percent = any(m[_SIGN] == "%" for m in _LITERAL.finditer(positive))
    places = figures[1].rstrip()
    digits = _digits(value * (100 if is_percent else 1), places)
    before, after = positive[: figures.start(1)], positive[figures.end() :]
    spaces = figures[1][len(places) :]
    return f"{_literal(before)}{digits}{spaces}{_literal(after)}".strip()


def _digits(value: float, places: str) -> str:
    """Write a number into places such as "#,##0.0"."""
    bare = _THOUSANDS.sub("", places)
    value /= 1000 ** (len(places) - len(bare))
    whole, _, decimals = bare.partition(".")
    count = sum(decimals.count(sign) for sign in "0#?")
    grouping = "," if "," in whole else ""
    digits = f"{_rounded(value, count):{grouping}f}"
    if "#" in decimals:
        digits = digits.rstrip("0").rstrip(".")
    if grouping:
        return digits
    head, point, tail = digits.partition(".")
    return head.zfill(whole.count("0") + (value < 0)) + point + tail


def _rounded(value: float, places: int) -> Decimal:
    """Round as a person does who sees fifteen digits: 0.125 to 0.13, 1.005 to 1.01."""
    # A number of more digits has none behind the point.
    seen = f"{value:.15g}" if abs(value) < 1e15 else value
    last = Decimal(1).scaleb(-places)
    return Decimal(seen).quantize(last, ROUND_HALF_UP, _ANY_SIZE)


def _literal(part: str) -> str:
    """Give the characters that a format shows beside the figures."""
    return "".join("".join(filter(None, m.groups())) for m in _LITERAL.finditer(part))
