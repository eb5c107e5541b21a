"""What languages are called in English, and which way they are written."""

from functools import cache
from typing import Literal


@cache
def language_name(code: str) -> str:
    """Give a language's English name (Unicode CLDR), or its code where it has none.

    Example:
        >>> language_name("de")
        'German'
    """
    # Here, since it takes a tenth of a second that the page's start can do without.
    from babel import Locale

    return str(Locale("en").languages.get(code, code))


@cache
def direction_of(code: str) -> Literal["ltr", "rtl"]:
    """Say which way a language is written, by Unicode CLDR; "ltr" where unknown.

    Example:
        >>> direction_of("ar"), direction_of("zh")
        ('rtl', 'ltr')
    """
    from babel import Locale, UnknownLocaleError

    try:
        is_rtl = Locale(code).text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return "ltr"
    return "rtl" if is_rtl else "ltr"
