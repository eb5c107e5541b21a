"""What English templates are made of: pieces of patterns, and the record of one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.question_making.wording import Wording, join
from rag.question_making.words import MONTHS

Match = re.Match[str]
Ask = Callable[[Match, Wording], str | None]

_MONTH = "|".join(month.capitalize() for month in MONTHS)
_YEAR = r"(?:1\d{3}|20\d{2})"
DATE = (
    rf"(?:(?:the )?(?:early |late |mid-?)?(?:(?:{_MONTH}) (?:\d{{1,2}}, ?)?|"
    rf"\d{{1,2}} (?:{_MONTH}) )?(?:{_YEAR}s?|\d{{1,2}}(?:st|nd|rd|th) century))"
)
DATE_END = (
    rf"(?:in|on|since|from) {DATE}(?: (?:to|until) {DATE})?"
    r"(?=[,.;]|$| and | by | after | at | with | to )"
)
_COUNT = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|a hundred|a thousand)(?: (?:hundred|thousand|million|billion))?"
)
_ROUGHLY = (
    r"(?:(?:more than|over|about|around|nearly|almost|approximately|roughly|some|at "
    r"least|up to|fewer than|less than|only) )?"
)
NUMBER = _ROUGHLY + _COUNT
FIGURE = rf"{_ROUGHLY}(?:[$€£¥] ?)?{_COUNT}"
ADVERB = (
    r"(?:also |often |usually |generally |commonly |sometimes |now |still |officially "
    r"|currently |mainly |primarily |mostly |typically |widely |first |originally )?"
)
S = r"(?P<s>[^,;:]+?)"
B = r"(?P<be>is|are|was|were)"
V = r"(?P<v>[a-z]+)"
REST = r"(?:[^,;.]|[,.](?=\d))*(?=[,;]|\.?$)"
NAME = r"[A-Z][\w’'.-]*(?: (?:(?:of|the|de|von|van|la|le|al|bin) )*[A-Z0-9][\w’'.-]*)*"


@dataclass(frozen=True, slots=True)
class Template:
    """A pattern of sentences, and how to word its question.

    `kind` names what is asked for; `ask` gives None where the pieces can't stand in a
    question; `anywhere` patterns may begin inside a sentence.
    """

    kind: str
    pattern: re.Pattern[str]
    ask: Ask
    anywhere: bool = False


def template(kind: str, pattern: str, ask: Ask, *, anywhere: bool = False) -> Template:
    """Make a template; its pattern begins with the sentence, or `anywhere` in it."""
    start = "" if anywhere else "^"
    return Template(kind, re.compile(start + pattern), ask, anywhere)


def fixed(question: str) -> Ask:
    """Make what words a question around a sentence's subject.

    Args:
        question: Such as "where {be} {s} located", with the pattern's groups in braces.
    """

    def ask(match: Match, wording: Wording) -> str | None:
        subject = wording.subject(match["s"])
        return subject and join([question.format(**match.groupdict() | {"s": subject})])

    return ask
