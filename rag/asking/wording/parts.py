"""A question that asks several things, taken apart by its form.

"What is the CR450 and how fast is it?" has an answer in two places, and one passage
seldom is both. Each part becomes a question of its own; what the person wrote of it
stays beside it, to be shown. English forms only, and questions one after another in any
language; whatever has no such form is one question.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap

from rag.asking.wording.comparisons import picked_of, question_of, sides_of
from rag.asking.wording.ellipsis import completed, is_stump, subject_of, with_noun
from rag.asking.wording.english import AUX, BE, BEFORE, MARKS, POLITE, WH, capital
from rag.asking.wording.followups import Sense, follow_up
from rag.asking.wording.front_questions import front_question
from rag.types import Turn

MAX_PARTS = 12
"""Each is a retrieval; what asks for more is taken as one question. No more fit in what
may be asked at once, unless most are a few words long."""

# What only counts a question, as in a list that is pasted.
_MARK = re.compile(r"\A(?:\(?\d{1,2}[.)]|[-*•–])\s+")
# With further marks behind its own: of "Is it so?!?" the last asks nothing more.
_SENTENCE = re.compile(
    r"[^?\u061f\uff1f]+[?\u061f\uff1f]+(?:[^\w?\u061f\uff1f]*[?\u061f\uff1f]+)*"
)
# "Which cities and which companies ...": as many words before as after the "and", none
# of them a verb, so that what follows belongs to both.
_SHARED = re.compile(
    rf"(?P<one>(?:{BEFORE}\s+)?(?P<asked>{WH}(?:\s+(?!{AUX}\b)[\w'-]+){{0,3}}?)),?\s+"
    rf"(?:and|or)\s+(?P<before>(?:{BEFORE}\s+)?)(?P<rest>{WH}\b.+)",
    re.IGNORECASE | re.DOTALL,
)
_JOINED = re.compile(
    rf",?\s+(?:and|but)\s+(?=(?:(?:also|then|if\s+so)\s+)?(?:(?:{BEFORE}\s+)?{WH}\b|"
    rf"{AUX}\s+(?:it|he|she|they|there|this|that|these|those|the)\b))",
    re.IGNORECASE,
)
_ASKS_ALONE = re.compile(rf"\S*|{WH}(?:,\s+{WH})+", re.IGNORECASE)
# Of three questions the first two have a comma between them.
_LISTED = re.compile(rf",\s+(?={WH}\s+(?:\w+\s+)?{AUX}\b)", re.IGNORECASE)
# "What happened in 1939 and in 1968?"
_REPEATED = re.compile(
    rf"(?P<asked>{WH}\s.+?)\s+(?P<one>(?P<word>according\s+to|{BEFORE})\s+(?:(?!\band\b|"
    rf"\b{BEFORE}\b).)+?),?\s+and\s+(?P<other>(?P=word)\s+.+)",
    re.IGNORECASE | re.DOTALL,
)
# Of a name or a kind of thing; "What is the price?" asks for one fact.
_PLAIN = rf"(?!(?:the|its?|this|that|{BEFORE})\b)[\w-]++"
_WHAT_IS = re.compile(
    rf"[Ww]hat\s+(?:{BE})\s+(?:an?\s+|[Tt]he\s+(?=[A-Z]|\w*\d))?"
    rf"{_PLAIN}(?:\s++{_PLAIN}){{0,3}}\?"
)
_PERSON = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AskedPart:
    """One thing that a question asks: as it was written, and as it is searched for.

    A side of a comparison wants all that describes it, and so does what a thing is.
    """

    written: str
    question: str
    is_side: bool = False

    @property
    def describes(self) -> bool:
        """Whether several sentences may say it."""
        return self.is_side or _WHAT_IS.fullmatch(self.question) is not None


def parts_of(question: str, language: str) -> tuple[AskedPart, ...]:
    """Take a question apart.

    Args:
        question: The question.
        language: Its language, ISO 639-1.

    Returns:
        Two to `MAX_PARTS` parts in their order; none where it asks one thing.

    Example:
        >>> for part in parts_of("When and where was it built?", "en"):
        ...     print(part.written, "|", part.question)
        When | When was it built?
        where | Where was it built?
        >>> parts_of("Which is larger, Lima and Callao or Quito?", "en")
        ()
    """
    if asked := front_question(question):
        return tuple(starmap(AskedPart, asked.parts())) if len(asked.fields) > 1 else ()
    parts = _several_questions(question, language)
    if len(parts) < 2 and language == "en":
        bare = POLITE.sub("", question.rstrip(MARKS))
        parts = _shared(bare) or _compared(bare) or _joined(bare) or _repeated(bare)
    return parts if 2 <= len(parts) <= MAX_PARTS else ()


def _several_questions(text: str, language: str) -> tuple[AskedPart, ...]:
    """Read questions that stand one after another, each with its own mark."""
    written = [match.group().strip() for match in _SENTENCE.finditer(text)]
    if sum(map(len, written)) < len(text) - len(written):
        return ()  # what stands beside them may change what they mean
    if language != "en":
        return tuple(AskedPart(one, _MARK.sub("", one)) for one in written)
    return tuple(_with_subjects(written))


def _shared(bare: str) -> tuple[AskedPart, ...]:
    match = _SHARED.fullmatch(bare)
    if match is None:
        return ()
    words, size = match["rest"].split(), len(match["asked"].split())
    other, rest = words[:size], words[size:]
    # Behind "their" or "in" no verb comes that both could share.
    if len(rest) < 2 or re.fullmatch(rf"their|its|his|her|an?|{BEFORE}", rest[0], re.I):
        return ()
    if any(re.fullmatch(AUX, word, re.IGNORECASE) for word in other):
        return ()
    shared, second = " ".join(rest), match["before"] + " ".join(other)
    return tuple(
        AskedPart(part, _asked(f"{part} {shared}")) for part in (match["one"], second)
    )


def _compared(bare: str) -> tuple[AskedPart, ...]:
    if picked := picked_of(bare):
        return tuple(AskedPart(one, _asked(said), is_side=True) for one, said in picked)
    sides = sides_of(bare)
    return tuple(
        AskedPart(one, _asked(question_of(one)), is_side=True) for one in sides
    )


def _joined(bare: str) -> tuple[AskedPart, ...]:
    written = _JOINED.split(bare)
    # "Who and what ..." and the like: nothing is asked before the "and".
    if len(written) < 2 or _ASKS_ALONE.fullmatch(written[0]):
        return ()
    return tuple(_with_subjects([*_LISTED.split(written[0]), *written[1:]]))


def _repeated(bare: str) -> tuple[AskedPart, ...]:
    match = _REPEATED.fullmatch(bare)
    if match is None:
        return ()
    return tuple(
        AskedPart(place, _asked(f"{match['asked']} {place}"))
        for place in match.group("one", "other")
    )


def _with_subjects(written: Sequence[str]) -> Iterator[AskedPart]:
    """Put the first part's subject in the place of a pronoun in the later ones."""
    first, *later = written
    yield AskedPart(first, _asked(first))
    before = first.rstrip(MARKS)
    for part in later:
        bare = part.rstrip(MARKS)
        if is_stump(bare):
            asked = _asked(completed(bare, before))
        else:
            asked = _read(_asked(with_noun(bare, before)), before)
        yield AskedPart(part, asked)


def _read(asked: str, first: str) -> str:
    """Read a later part as a follow-up of the first, or of what that asks about."""
    subject = subject_of(first)
    before = [f"What is {subject}?"] if subject else []
    # He or she is somebody by name.
    before.insert(0 if _PERSON.search(asked) else len(before), _asked(first))
    readings: Sequence[Sense] = ()
    for question in before:
        lean = follow_up(asked, [Turn(question)], "en")
        readings = lean.readings if lean is not None and lean.incomplete else ()
        if readings and readings[0].plain != asked:
            break
    return readings[0].searched if readings else asked


def _asked(text: str) -> str:
    return f"{capital(_MARK.sub('', text).rstrip(MARKS))}?"
