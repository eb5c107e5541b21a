"""Questions for when something happened, and who did it."""

import re

from rag.question_making.template import (
    ADVERB,
    DATE,
    DATE_END,
    NAME,
    REST,
    Match,
    S,
    V,
    template,
)
from rag.question_making.verbs import BASE, BY_SOMEBODY, PAST
from rag.question_making.wording import Wording, is_name, join

MAX_BETWEEN_WORDS = 7

_YEAR = re.compile(r"\d{4}")
_WAS = r"(?P<be>was|were)"
_AGENT = rf"by (?:the )?(?:(?!of )[a-z]+ ){{0,3}}{NAME}"


def _passive(match: Match, wording: Wording) -> str | None:
    """Ask when something was done: "X was founded in 1998"."""
    subject, between = _subject(match["s"], wording), _between(match["m"], wording)
    if match["v"] not in PAST or subject is None or between is None:
        return None
    return join(["when", match["be"], subject, match["v"], between])


def _event(match: Match, wording: Wording) -> str | None:
    """Ask when something happened: "X invaded Y in 1066"."""
    subject, between = _subject(match["s"], wording), _between(match["m"], wording)
    if match["v"] not in BASE or subject is None or between is None:
        return None
    return join(["when did", subject, BASE[match["v"]], between])


def _subject(chunk: str, wording: Wording) -> str | None:
    """Give a subject, None for "a bridge": there may be many, built at any time."""
    subject = wording.subject(chunk)
    if subject is None or any(map(is_name, subject.split())):
        return subject
    return None if subject.startswith(("a ", "an ")) else subject


def _between(text: str, wording: Wording) -> str | None:
    """Give what stands between a verb and its date, None where that isn't plain."""
    if not text.strip():
        return ""
    between = wording.rest(text.strip())
    is_plain = between is not None and len(between.split()) <= MAX_BETWEEN_WORDS
    return between if is_plain and not _YEAR.search(text) else None


def _author(match: Match, wording: Wording) -> str | None:
    """Ask who did it: "X was written by Y"."""
    subject, verb = wording.subject(match["s"]), match["v"]
    if subject is None or verb not in BY_SOMEBODY:
        return None
    return join(["who", PAST[verb], subject])


TEMPLATES = (
    template("when", rf"{S} {_WAS} {ADVERB}{V}(?P<m>[^,;]*?) {DATE_END}", _passive),
    template(
        "when", rf"(?:In|On) {DATE},? {S} {_WAS} {ADVERB}{V}(?P<m>{REST})", _passive
    ),
    template("when", rf"{S} {V}(?P<m>[^,;]*?) {DATE_END}", _event),
    template("when", rf"(?:In|On) {DATE}, {S} {V}(?P<m>{REST})", _event),
    template("who", rf"{S} {_WAS} {ADVERB}{V} {_AGENT}", _author),
)
