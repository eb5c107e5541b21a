"""Values of a workbook's cells, written as the program shows them.

Of the formats of numbers (ECMA-376, part 1, 18.8.31) what changes the meaning is kept:
percent, decimals, thousands, a currency or unit; dates are written as in ISO 8601.
"""

import re
from datetime import date, datetime, time, timedelta

_FIGURES = re.compile(
    r'(?:"[^"]*"|\[[^\]]*\]|\\.|[_*].|[^#0?"\[\\_*])*+([#0?][#0?,. ]*)'
)
_LITERAL = re.compile(
    r'"([^"]*)"|\[\$([^-\]]*)[^\]]*\]|\\(.)|[_*].|\[[^\]]*\]|([^"\\\[])'
)
_GENERAL = "General"


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
        has_time = value.time() != time()
        return value.isoformat(" ", "minutes") if has_time else str(value.date())
    if isinstance(value, time):
        return value.isoformat("minutes")
    # A formula that no program has worked out yet has none.
    return str(value) if isinstance(value, (str, date, timedelta)) else ""


def _number(value: float, number_format: str) -> str:
    positive, _, _ = number_format.partition(";")
    figures = _FIGURES.match(positive)
    if figures is None or number_format == _GENERAL or "E" in positive:
        return f"{value:.15g}"
    is_percent = "%" in positive
    whole, _, decimals = figures[1].rstrip().partition(".")
    count = sum(decimals.count(sign) for sign in "0#?")
    grouping = "," if "," in whole else ""
    digits = f"{value * (100 if is_percent else 1):{grouping}.{count}f}"
    if "#" in decimals:
        digits = digits.rstrip("0").rstrip(".")
    before, after = positive[: figures.start(1)], positive[figures.end() :]
    spaces = figures[1][len(figures[1].rstrip()) :]
    return f"{_literal(before)}{digits}{spaces}{_literal(after)}".strip()


def _literal(part: str) -> str:
    """Give the characters that a format shows beside the figures."""
    return "".join("".join(filter(None, m.groups())) for m in _LITERAL.finditer(part))
