"""Addresses and telephone numbers: how they are asked for, and how they are written.

No model knows that "office@inn.example" is an e-mail address: by their vectors, and
their words, the two have nothing in common. English only.
"""

import re

from rag.text.terms import Term
from rag.types import Span

_WHAT_IS = r"\bwhat(?:['’]?s|\s+(?:is|are|was))\s+(?:[\w'’.-]+\s+){0,4}?"
_WHOSE = rf"{_WHAT_IS}(?:the|his|her|its|their|your|\w+['’]s)\s+"
# "The e-mail of the clerk", "Ada Moen's phone number", "e-mail?"
_ALONE = (
    r"\A\W*(?:and\s+)?(?:(?:the|his|her|its|their)\s+|(?:[\w.-]+\s+){0,3}\w+['’]s?\s+)?"
)
_OF_WHOM = r"(?:\s+(?:of|for)\b.*|\W*)\Z"
# From the first character of a run alone, not from each of a long one in turn.
EMAIL = r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)*\w"
URL = r"(?:https?://|www\.)\S+\w"
_FORMS = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(written))
    for asked, written in (
        (
            rf"{_WHAT_IS}e-?mail\s+address(?:es)?\b|{_WHOSE}e-?mail{_OF_WHOM}"
            rf"|{_ALONE}e-?mail(?:\s+address)?{_OF_WHOM}"
            r"|\b(?:who|whom|where)\s+(?:do|can|could|should|must|may)\s+(?:i|we|you|one)"
            r"\s+(?:send\s+an?\s+)?e-?mail\b",
            EMAIL,
        ),
        (
            rf"{_WHAT_IS}(?:(?:tele)?phone|fax|mobile|contact|office|emergency|helpline)"
            rf"\s+numbers?\b|{_ALONE}(?:(?:tele)?phone|office)\s+numbers?{_OF_WHOM}"
            r"|\b(?:what|which)\s+number\s+(?:do|does|can|should|must|may)\s"
            r".*\b(?:call|dial|ring)\b",
            r"\+?\(?\d[\d()/ .-]{5,}\d",
        ),
        (
            rf"{_WHOSE}(?:web\s?site|web\s+(?:page|address)|home\s?page|url)\b",
            rf"{URL}|(?<![@\w.-])(?![\w.+-]*@)[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,}}\b"
            r"(?:/\S*\w)?",
        ),
    )
)
MIN_PHONE_DIGITS = 6
"""Local numbers have six or more; years and prices mostly fewer."""

_DATES = re.compile(
    r"(?:1\d|20)\d\d ?- ?(?:1\d|20)\d\d|\d{4}-\d\d-\d\d"
    r"|\d\d?(?P<by>[./])\d\d?(?P=by)(?:\d\d){1,2}"
)

_DIGIT = re.compile(r"\d")
_STEMS = frozenset({
    "e", "email", "mail", "address", "telephon", "phone", "fax", "mobil", "number",
    "call", "dial", "ring", "websit", "web", "site", "page", "home", "homepag", "url",
})  # fmt: skip


def find_contact(question: str, text: str) -> Span | None:
    """Find the address or telephone number that a question asks for.

    Args:
        question: The question.
        text: What may have it.

    Returns:
        The characters of the first one, or None.

    Example:
        >>> find_contact("What is the phone number?", "Call +43 555 0142 by noon.")
        Span(start=5, end=17)
    """
    written = _written(question)
    found = written.finditer(text) if written else ()
    return next((Span(*each.span()) for each in found if _may_be_one(each[0])), None)


def asks_for_contact(question: str) -> bool:
    """Tell whether a question asks for an address or a telephone number.

    Example:
        >>> asks_for_contact("What is her e-mail?"), asks_for_contact("What is e-mail?")
        (True, False)
    """
    return _written(question) is not None


def names_contact(term: Term) -> bool:
    """Tell whether a question's word is of its asking for an address or number."""
    return not _STEMS.isdisjoint(term.stems)


def _written(question: str) -> re.Pattern[str] | None:
    forms = (written for asked, written in _FORMS if asked.search(question))
    return next(forms, None)


def _may_be_one(found: str) -> bool:
    """Tell whether what has only figures in it may be a telephone number."""
    if any(map(str.isalpha, found)):
        return True
    is_long = len(_DIGIT.findall(found)) >= MIN_PHONE_DIGITS
    return is_long and not _DATES.fullmatch(found)
