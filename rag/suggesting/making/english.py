"""Questions from English sentences, each by the sentence's own pattern.

Word order is never guessed: a question is formed only where the subject stays in its
place, or the verb that moves before it is known.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rag.suggesting.making.things import ask_things
from rag.suggesting.making.wording import NAME, Wording, is_name, join
from rag.suggesting.making.words import (
    BASE,
    BY_SOMEBODY,
    DOES,
    MONTHS,
    PAST,
    QUANTITIES,
)


@dataclass(frozen=True, slots=True)
class Template:
    """A pattern of sentences, and the question in whose braces its groups are put.

    Group `s` is the subject, which must be able to stand alone; `r` and `n` are further
    pieces of the sentence, which must be plain; `v` is a verb, of which `{base}` and
    `{past}` are forms, and `{do}` is the helper of group `have`.
    """

    kind: str
    pattern: re.Pattern[str]
    question: str


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_MONTH = _any(tuple(month.capitalize() for month in MONTHS))
_YEAR = r"(?:1\d{3}|20\d{2})"
_DATE = (
    rf"(?:(?:the )?(?:early |late |mid-?)?(?:(?:{_MONTH}) (?:\d{{1,2}}, ?)?|"
    rf"\d{{1,2}} (?:{_MONTH}) )?(?:{_YEAR}s?|\d{{1,2}}(?:st|nd|rd|th) century))"
)
_DATE_END = (
    rf"(?:in|on|since|from) {_DATE}(?: (?:to|until) {_DATE})?"
    r"(?=[,.;]|$| and | by | after | at | with | to )"
)
_COUNT = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|a hundred|a thousand)(?: (?:hundred|thousand|million|billion))?"
)
_NUMBER = (
    r"(?i:(?:more than|over|about|around|nearly|almost|approximately|roughly|some|at "
    rf"least|up to|fewer than|less than|only) )?(?:[$€£¥] ?)?(?i:{_COUNT})"
)
_THINGS = (
    r"(?P<n>(?:[a-z][\w-]* ){0,3}?(?:[a-z][\w-]*s|people|men|women|children))"
    r"(?=[,.;]| (?:in|on|at|and|with|that|which|for|from|to|as|who) )"
)
_ADVERB = (
    r"(?:also |often |usually |generally |commonly |sometimes |now |still |officially "
    r"|currently |mainly |primarily |mostly |typically |widely |first |originally )?"
)
_ASIDE = r"(?:, (?:an?|the|who|which) [^,;:]+,)?"
_S = rf"(?P<s>[^,;:]+?){_ASIDE}"
_BE, _WAS = r"(?P<be>is|are|was|were)", r"(?P<be>was|were)"
_DONE, _DID = rf"{_ADVERB}(?P<v>{_any(PAST)})", rf"{_ADVERB}(?P<v>{_any(BASE)})"
_CLAUSE = r"(?P<r>(?:[^,;.]|[,.](?=\d))*)(?=[,;]|\.?$)"
_PLAIN = r"(?:[^,;:]|,(?=\d))+"
_BEFORE_DATE = r"(?P<r>[^,;]*?)"
_MANY_DO = r"(?:are|were|have|had|live|lived|died|work|worked|speak|voted|attended)"
_AGENT = rf"by (?:the )?(?:(?!of )[a-z]+ ){{0,3}}{NAME}"
_HOW = (
    "transmitted|spread|treated|diagnosed|measured|prevented|produced|formed|calculated"
    "|defined|detected|elected|chosen|appointed"
)
_USED = (
    "known for|best known for|famous for|responsible for|made up of|composed of"
    "|divided into|named after|based on|made of|characterized by|known as"
)
_DO = {"has": "does", "have": "do", "had": "did"}

# fmt: off
_TABLE = (
    ("figure", rf"{_S} {_ADVERB}(?P<have>has|have|had) {_NUMBER} {_THINGS}",
     "how many {n} {do} {s} have"),
    ("figure", rf"[Tt]here (?P<be>are|were) {_NUMBER} {_THINGS} "
     r"(?P<r>(?:in|on|at|for) [^,;:]+)", "how many {n} {be} there {r}"),
    ("figure", rf"{_NUMBER} (?P<r>(?:[a-z-]+ )+?{_MANY_DO} {_PLAIN})", "how many {r}"),
    ("figure", rf"{_S} (?P<h>has|have) an? (?P<n>(?:[a-z-]+ ){{0,2}}"
     rf"(?:{_any(QUANTITIES)})) of {_NUMBER}", "what is the {n} of {s}"),
    ("figure", rf"{_S} (?P<h>has|have) (?P<p>reached|achieved) an? "
     rf"(?P<n>(?:[a-z-]+ ){{0,2}}(?:{_any(QUANTITIES)})) of {_NUMBER}",
     "what {n} {h} {s} {p}"),
    ("when", rf"{_S} {_WAS} {_DONE}{_BEFORE_DATE} {_DATE_END}",
     "when {be} {s} {v} {r}"),
    ("when", rf"(?:In|On) {_DATE},? {_S} {_WAS} {_DONE}{_CLAUSE}",
     "when {be} {s} {v} {r}"),
    ("when", rf"{_S} {_DID}{_BEFORE_DATE} {_DATE_END}", "when did {s} {base} {r}"),
    ("when", rf"(?:In|On) {_DATE},? {_S} {_DID}{_CLAUSE}", "when did {s} {base} {r}"),
    ("who", rf"{_S} {_WAS} {_ADVERB}(?P<v>{_any(BY_SOMEBODY)}) {_AGENT}",
     "who {past} {s}"),
    ("who", rf"(?:(?:In|On) {_DATE},? )?(?P<s>{NAME}){_ASIDE} {_ADVERB}"
     rf"(?P<v>{_any(BY_SOMEBODY)}) (?P<r>(?:an?|the|[A-Z])[^,;]*)", "who {past} {r}"),
    ("where", rf"{_S} {_BE} {_ADVERB}(?:located|situated|headquartered) "
     r"(?:in|on|at|near|between|within|along)", "where {be} {s} located"),
    ("why", rf"{_S} (?P<be>is|are|was|were|can|could|cannot|must|should) "
     r"(?P<r>[^,]+?),? (?:because|due to|owing to)\b", "why {be} {s} {r}"),
    ("how", rf"{_S} (?P<be>is|are) {_ADVERB}(?P<p>{_HOW}) "
     r"(?:by|with|through|via|using|as) ", "how {be} {s} {p}"),
    ("use", rf"{_S} (?P<be>is|are) {_ADVERB}used (?:to|for) ",
     "what {be} {s} used for"),
    ("use", rf"{_S} {_BE} {_ADVERB}(?P<p>{_USED}) ", "what {be} {s} {p}"),
    ("does", rf"{_S} {_ADVERB}(?P<v>{_any(DOES)}) (?!that |no )(?:\S+ ){{2,}}",
     "what does {s} {base}"),
)
# fmt: on
TEMPLATES = tuple(
    Template(kind, re.compile(pattern), question) for kind, pattern, question in _TABLE
)


def ask_english(sentence: str, wording: Wording) -> Iterator[tuple[str, str]]:
    """Give the kinds and the questions that a sentence answers.

    Args:
        sentence: The sentence, without brackets.
        wording: What its article tells of words.

    Example:
        >>> text = "The CR450 is a train that runs at 450 km/h."
        >>> list(ask_english(text, Wording("", text)))
        [('what', 'What is the CR450?')]
    """
    yield from ask_things(sentence, wording)
    # A sentence may answer several: when something was found, and who found it.
    for template in TEMPLATES:
        match = template.pattern.match(sentence)
        question = _fill(template.question, match, wording) if match else None
        if question is not None:
            yield template.kind, question


def _fill(question: str, match: re.Match[str], wording: Wording) -> str | None:
    """Put a sentence's pieces into a question, None where one can't stand there."""
    pieces = match.groupdict()
    if (chunk := pieces.get("s")) is not None:
        subject = wording.subject(chunk)
        if subject is None or not _fits(subject, question, pieces):
            return None
        pieces["s"] = subject
    for name in pieces.keys() & {"n", "r"}:
        # Nothing need stand between a verb and its date.
        if not pieces[name].strip():
            continue
        piece = wording.rest(pieces[name].strip())
        if not piece or re.search(_YEAR, piece):
            return None
        pieces[name] = piece
    verb = pieces.get("v", "")
    pieces["base"] = BASE.get(verb) or DOES.get(verb)
    pieces["past"] = PAST.get(verb, verb)
    pieces["do"] = _DO.get(pieces.get("have", ""))
    return join([question.format(**pieces)])


def _fits(subject: str, question: str, pieces: Mapping[str, str]) -> bool:
    """Tell whether a subject goes with the question's verb.

    What was once true of "a bridge" may have been of any; "does" wants one thing.
    """
    is_past = "did" in question or pieces.get("be") in ("was", "were", "could")
    if is_past and subject.startswith(("a ", "an ")):
        return any(map(is_name, subject.split()))
    return "does" not in question or not subject.endswith("s")
