"""What the page says, in the language of whoever reads it.

The code says it in English, and that is the key (gettext): `_("Add articles")`. How it
is said in another language stands in LANGUAGE.po beside this file; what doesn't stays
English. The language belongs to a request and all that is done for it; in other threads
it is English.
"""

import gettext as standard
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date as day
from functools import cache
from html import escape
from importlib.resources import files
from io import BytesIO
from typing import Any, Self

from rag.text.language_names import direction_of, language_name

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "ar": "العربية", "zh": "中文"}
"""Each in its own words, by its code."""

COOKIE = "quotewell-language"
"""What keeps the one that was chosen."""

SCRIPTS = ("/assets/", "/words/reasons.py")
"""What the page's scripts say is told by where it stands."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")
_reader: ContextVar[str] = ContextVar("reader", default=ENGLISH)


def language() -> str:
    """Give the code of the language that is spoken now."""
    return _reader.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language in what is done inside."""
    token = _reader.set(code)
    try:
        yield
    finally:
        _reader.reset(token)


def preferred(accepted: str) -> str:
    """Choose a language by an Accept-Language header (RFC 9110, 12.5.4).

    Example:
        >>> preferred("fr;q=0.9, zh-CN;q=0.8, en;q=0.7"), preferred("")
        ('zh', 'en')
    """
    ranked = sorted(map(_ranked, accepted.split(",")), key=lambda each: -each[0])
    known = (code for quality, code in ranked if quality > 0 and code in LANGUAGES)
    return next(known, ENGLISH)


def _ranked(item: str) -> tuple[float, str]:
    tag, _, quality = "".join(item.lower().split()).partition(";q=")
    code = tag.partition("-")[0]
    try:
        return (float(quality) if quality else 1.0), code
    except ValueError:
        return 0.0, code


@cache
def _catalog(code: str) -> standard.NullTranslations:
    if code == ENGLISH:
        return standard.NullTranslations()
    # Here, since Babel takes a moment that the page's start can do without.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    packed = BytesIO()
    with files("rag.page.words").joinpath(f"{code}.po").open("rb") as file:
        write_mo(packed, read_po(file, locale=code))
    packed.seek(0)
    return standard.GNUTranslations(packed)


@cache
def script_words(code: str) -> dict[str, Any]:
    """Give what the page's scripts say in a language, by the English of it."""
    if code == ENGLISH:
        return {}
    from babel.messages.pofile import read_po

    with files("rag.page.words").joinpath(f"{code}.po").open("rb") as file:
        messages = list(read_po(file, locale=code))
    return {
        each.id if isinstance(each.id, str) else each.id[0]: each.string
        for each in messages
        if any(where in path for path, _ in each.locations for where in SCRIPTS)
    }


def _(english: str, /, **given: object) -> str:
    """Say something; `given` fills the places that have these names in braces."""
    said = _catalog(language()).gettext(english)
    return said.format(**given) if given else said


def ngettext(one: str, many: str, n: int, /, **given: object) -> str:
    """Say something of `n` things, which stands in the place named `{n}`."""
    said = _catalog(language()).ngettext(one, many, n)
    return said.format(n=number(n), **given)


def N_(english: str) -> str:  # noqa: N802  # as gettext's tools know it
    """Note that something is said later, by `_` of what stands here."""
    return english


def number(value: int) -> str:
    """Write a number: 1,234."""
    if language() == ENGLISH:
        return f"{value:,}"
    from babel.numbers import format_decimal

    return format_decimal(value, locale=language(), numbering_system="latn")


def date(iso: str) -> str:
    """Write the day of an ISO 8601 time; in English as it is, 2026-03-18.

    What names no day, a year, a month or what is no date at all, stays as it is.
    """
    if (named := _DAY.match(iso)) is None or language() == ENGLISH:
        return named[0] if named else iso
    from babel.dates import format_date

    try:
        return format_date(day.fromisoformat(named[0]), locale=language())
    except ValueError:
        return named[0]


def date_html(iso: str) -> str:
    """Write a date as `date` does, in HTML: no line breaks inside it."""
    return f'<time datetime="{escape(iso)}">{escape(date(iso))}</time>'


def isolated(text: str) -> str:
    """Keep the direction of what articles and people say, in a plain text (UAX 9)."""
    return f"\u2068{text}\u2069" if direction_of(language()) == "rtl" else text


def name_of(code: str) -> str:
    """Name a language to the reader (Unicode CLDR); its code where it has no name."""
    if language() == ENGLISH:
        return language_name(code)
    from babel import Locale

    return str(Locale(language()).languages.get(code, code))


class Later(str):
    """English that was said in a thread of its own, and can be said to readers yet."""

    __slots__ = ("say",)
    say: Callable[[], str]

    def __new__(cls, say: Callable[[], str]) -> Self:
        """Say it in English now, and remember how it is said."""
        with speaking(ENGLISH):
            made = super().__new__(cls, say())
        made.say = say
        return made
