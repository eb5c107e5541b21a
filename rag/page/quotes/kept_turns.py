"""Turns as they are read back from the journal.

Nothing of it is trusted: the file may have been written by another version, or another
program.
"""

import json
from itertools import chain, repeat

from rag.library.scope import MAX_WITHIN
from rag.page.quotes.cutting import Words
from rag.page.quotes.differing import parse_differences
from rag.page.quotes.reasons import MAX_TERMS, parse_reason
from rag.page.quotes.references import Reference, parse_reference
from rag.page.quotes.turns import MAX_LABELS, MAX_REFERENCES, AskedTurn, KeptQuote
from rag.settings import MAX_QUESTION_CHARS
from rag.types import Part, Span, Status

MAX_TERM_CHARS = 60
MAX_MARKS = 20
MAX_COUNT = 10**6
MAX_CODE_CHARS = 3

_STATUSES: dict[str, Status] = {
    "answered": "answered",
    "near": "near",
    "not_found": "not_found",
    "True": "answered",
}


def parse_turn(text: str) -> AskedTurn | None:
    """Read a turn that was kept; whatever of it doesn't fit the form is left out."""
    try:
        return read_turn(json.loads(text))
    except ValueError:
        return None


def read_turn(item: object) -> AskedTurn | None:
    """Read what `AskedTurn.to_json` gave; None where it is no turn at all."""
    if not isinstance(item, dict) or not isinstance(item.get("q"), str):
        return None
    found = _parse_quotes(item)
    quotes = tuple(quote for quote in found if quote)
    # What differs is told by the places of the quotes.
    is_whole = len(quotes) == len(found)
    read_as = item.get("r")
    return AskedTurn(
        question=item["q"][:MAX_QUESTION_CHARS],
        read_as=read_as[:MAX_QUESTION_CHARS] if isinstance(read_as, str) else None,
        status=_parse_status(item.get("a")),
        missing_terms=_terms(item.get("m")),
        quotes=quotes,
        literal=item.get("l") is True,
        confidence=_probability(item.get("p")),
        words=_terms(item.get("w")),
        parts=tuple(part for part in map(_parse_part, _list(item.get("t"))) if part),
        overview=_count(item.get("o")),
        differences=parse_differences(item.get("d"), len(quotes)) if is_whole else (),
        across=_parse_languages(item.get("g")),
        within=_strings(item.get("i"))[:MAX_LABELS],
        names=_strings(item.get("n"))[:MAX_WITHIN],
    )


def _parse_quotes(item: dict[str, object]) -> list[KeptQuote | None]:
    """Read the quotes; None for one without a place, which takes the rest along."""
    places = _list(item.get("c"))[:MAX_REFERENCES]
    # Turns that were kept before there were reasons have none.
    others = (chain(_list(item.get(name)), repeat(None)) for name in "ybhkes")
    return [_parse_quote(*each) for each in zip(places, *others, strict=False)]


def _parse_quote(place: object, *known: object) -> KeptQuote | None:
    reason, answer, above, marks, also_in, words = known
    if (found := parse_reference(place)) is None:
        return None
    return KeptQuote(
        found,
        parse_reason(reason),
        _parse_span(answer),
        _parse_span(above),
        _parse_spans(marks),
        _parse_references(also_in),
        _parse_words(words),
    )


def _parse_status(value: object) -> Status:
    # Turns that were kept before there were three have true or false.
    return _STATUSES.get(str(value), "not_found")


def _parse_references(value: object) -> tuple[Reference, ...]:
    found = map(parse_reference, _list(value)[:MAX_REFERENCES])
    return tuple(place for place in found if place)


def _parse_span(value: object) -> Span | None:
    match value:
        case [int(start), int(end)] if 0 <= start < end:
            return Span(start, end)
    return None


def _parse_spans(value: object) -> tuple[Span, ...]:
    spans = map(_parse_span, _list(value)[:MAX_MARKS])
    return tuple(span for span in spans if span)


def _parse_languages(value: object) -> tuple[str, str] | None:
    match value:
        case [str(asked), str(answered)]:
            return asked[:MAX_CODE_CHARS], answered[:MAX_CODE_CHARS]
    return None


def _parse_part(value: object) -> Part | None:
    match value:
        case [str(asked), str(status), int() | None as number]:
            return Part(asked[:MAX_QUESTION_CHARS], _parse_status(status), number)
    return None


def _parse_words(value: object) -> Words | None:
    match value:
        case [str(title), str() | None as section, int() | None as page, str(passage)]:
            return Words(title, section, page, passage)
    return None


def _strings(value: object) -> tuple[str, ...]:
    return tuple(each for each in _list(value) if isinstance(each, str))


def _terms(value: object) -> tuple[str, ...]:
    return tuple(term[:MAX_TERM_CHARS] for term in _strings(value)[:MAX_TERMS])


def _probability(value: object) -> float | None:
    # True and false are numbers to Python.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= 1 else None


def _count(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= MAX_COUNT else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
