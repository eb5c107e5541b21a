"""What the browser keeps of a conversation: questions and where the quotes stand.

No text of an article is kept. Each time a turn is shown, its quotes are cut out of the
stored articles again and compared with the digest taken when they were found, so that
a quote on the page is verbatim, or says that it is not.

Everything that comes back from a browser is parsed here and nowhere trusted.
"""

from dataclasses import dataclass
from itertools import chain, repeat

from rag.asking.confidence import status_of
from rag.asking.wording.names import names_among
from rag.page.quotes.differing import (
    Sides,
    parse_differences,
    sides_json,
    sides_of,
)
from rag.page.quotes.reasons import MAX_TERMS, Reason, parse_reason, reason_of, words_of
from rag.page.quotes.references import (
    Reference,
    parse_reference,
    refer,
    refer_to_mention,
)
from rag.settings import MAX_QUESTION_CHARS
from rag.types import (
    Answer,
    AnswerPart,
    Part,
    Span,
    Status,
    Turn,
)

MAX_TURNS = 20
MAX_REFERENCES = 20
MAX_TERM_CHARS = 60
MAX_MARKS = 20
CONFIDENCE_DIGITS = 3
MAX_COUNT = 10**6
MAX_CODE_CHARS = 3

_STATUSES: dict[str, Status] = {
    "answered": "answered",
    "near": "near",
    "not_found": "not_found",
    "True": "answered",
}


@dataclass(frozen=True, slots=True)
class AskedTurn:
    """A question, how it was answered, and references to the quotes.

    Args:
        question: As it was asked.
        read_as: As it was read, where that differs.
        status: Whether the first quote counts as an answer.
        missing_terms: The question's words that no article has.
        references: Where the quotes stand, best first.
        literal: A person had it taken as it stands, whatever was asked before.
        confidence: The probability, 0 to 1, that the first quote answers.
        words: The question's words, which a passage has or lacks.
        reasons: Why each quote was found, in the order of `references`.
        answers: The answer's own words in each quote, as characters of the article,
            None where no reader marked them.
        marks: Further sentences of each quote's passage that belong to the answer.
        parts: What each part of the question found; empty where it asks one thing.
        overview: How many articles an overview left out; None for any other answer.
        also_in: Where other articles say the same as each quote.
        differences: The numbers and dates in which quotes differ.
        across: The languages of question and first quote, where these differ.
    """

    question: str
    read_as: str | None
    status: Status
    missing_terms: tuple[str, ...]
    references: tuple[Reference, ...]
    literal: bool = False
    confidence: float | None = None
    words: tuple[str, ...] = ()
    reasons: tuple[Reason | None, ...] = ()
    answers: tuple[Span | None, ...] = ()
    marks: tuple[tuple[Span, ...], ...] = ()
    parts: tuple[Part, ...] = ()
    overview: int | None = None
    also_in: tuple[tuple[Reference, ...], ...] = ()
    differences: tuple[Sides, ...] = ()
    across: tuple[str, str] | None = None

    @property
    def answered(self) -> bool:
        """Whether the first quote counts as an answer."""
        return self.status == "answered"

    @property
    def said_words(self) -> tuple[Span | None, ...]:
        """The answer's own words in each quote; what may be none has none."""
        return self.answers if self.answered else ()

    @property
    def said_marks(self) -> tuple[tuple[Span, ...], ...]:
        """What else is marked beside each quote; what may be no answer has nothing."""
        return self.marks if self.answered else ()

    @property
    def unsaid_names(self) -> list[str]:
        """Names and figures of the question that the first quote's passage lacks."""
        reason = self.reasons[0] if self.reasons else None
        has = reason.has if reason else ()
        lacks = [word for word, has in zip(self.words, has, strict=False) if not has]
        return names_among([*self.missing_terms, *lacks], self.read_as or self.question)

    def to_json(self) -> dict[str, object]:
        """Write the turn for the browser to keep."""
        return {
            "q": self.question,
            "r": self.read_as,
            "a": self.status,
            "m": list(self.missing_terms),
            "c": [str(reference) for reference in self.references],
            "l": self.literal,
            "p": self.confidence,
            "w": list(self.words),
            "y": [str(reason or "") for reason in self.reasons],
            "b": [[span.start, span.end] if span else None for span in self.answers],
            "k": [[[span.start, span.end] for span in some] for some in self.marks],
            "t": [[part.asked, part.status, part.number] for part in self.parts],
            "o": self.overview,
            "e": [list(map(str, also)) for also in self.also_in],
            "d": [sides_json(sides) for sides in self.differences],
            "g": list(self.across) if self.across else None,
        }

    def as_history(self) -> Turn:
        """Give the turn as the assistant wants to know it."""
        return Turn(self.question, self.read_as)


def remember(
    answer: Answer, threshold: float | None = None, literal: bool = False
) -> AskedTurn:
    """Reduce an answer to what the browser keeps of it.

    Args:
        answer: The answer.
        threshold: The confidence, 0 to 1, from which it counts as one; None takes it
            as it says itself.
        literal: Whether the question was to be taken as it stands.
    """
    # Why a sentence is in an overview, no question's words and no retriever say.
    hits = [each.hit for each in answer.citations if not answer.overview]
    words = words_of(hits)
    return AskedTurn(
        question=answer.question,
        read_as=answer.read_as,
        status=_status(answer, threshold) if answer.citations else "not_found",
        missing_terms=answer.missing_terms[:MAX_TERMS],
        references=tuple(refer(citation) for citation in answer.citations),
        literal=literal,
        confidence=_confidence(answer),
        words=words,
        reasons=tuple(reason_of(hit, words) for hit in hits),
        answers=tuple(citation.answer for citation in answer.citations),
        marks=tuple(citation.marks for citation in answer.citations),
        parts=tuple(
            Part(
                part.asked,
                _status(part, threshold) if part.number else "not_found",
                part.number,
            )
            for part in answer.parts
        ),
        overview=answer.left_out if answer.overview else None,
        also_in=tuple(
            tuple(map(refer_to_mention, citation.also_in[:MAX_REFERENCES]))
            for citation in answer.citations
        ),
        differences=tuple(map(sides_of, answer.differences)),
        across=answer.across,
    )


def _confidence(answer: Answer) -> float | None:
    return None if answer.overview else round(answer.confidence, CONFIDENCE_DIGITS)


def _status(answer: Answer | AnswerPart, threshold: float | None) -> Status:
    if threshold is None:
        return answer.status
    return status_of(answer.confidence, answer.related, threshold)


def parse_turns(value: object) -> tuple[AskedTurn, ...]:
    """Read what a browser kept; whatever doesn't fit the form is left out."""
    items = value[-MAX_TURNS:] if isinstance(value, list) else []
    turns = [_parse_turn(item) for item in items]
    return tuple(turn for turn in turns if turn is not None)


def _parse_turn(item: object) -> AskedTurn | None:
    if not isinstance(item, dict) or not isinstance(item.get("q"), str):
        return None
    # Turns that were kept before there were reasons have none.
    reasons = map(parse_reason, chain(_list(item.get("y")), repeat(None)))
    found = map(parse_reference, _list(item.get("c"))[:MAX_REFERENCES])
    answers = map(_parse_span, chain(_list(item.get("b")), repeat(None)))
    marks = map(_parse_spans, chain(_list(item.get("k")), repeat(None)))
    also_in = map(_parse_references, chain(_list(item.get("e")), repeat(None)))
    each = list(zip(found, reasons, answers, marks, also_in, strict=False))
    # A reference that is left out takes what is known of it along.
    kept = [known for known in each if known[0]]
    # What differs is told by the places of the quotes.
    is_whole = len(kept) == len(each)
    read_as = item.get("r")
    return AskedTurn(
        question=item["q"][:MAX_QUESTION_CHARS],
        read_as=read_as[:MAX_QUESTION_CHARS] if isinstance(read_as, str) else None,
        status=_parse_status(item.get("a")),
        missing_terms=_terms(item.get("m")),
        references=tuple(place for place, *_ in kept if place),
        literal=item.get("l") is True,
        confidence=_probability(item.get("p")),
        words=_terms(item.get("w")),
        reasons=tuple(why for _, why, *_ in kept),
        answers=tuple(words for _, _, words, *_ in kept),
        marks=tuple(some for _, _, _, some, _ in kept),
        parts=tuple(part for part in map(_parse_part, _list(item.get("t"))) if part),
        overview=_count(item.get("o")),
        also_in=tuple(also for *_, also in kept),
        differences=parse_differences(item.get("d"), len(kept)) if is_whole else (),
        across=_parse_languages(item.get("g")),
    )


def _parse_status(value: object) -> Status:
    # Browsers that kept a conversation before there were three have true or false.
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


def _terms(value: object) -> tuple[str, ...]:
    terms = [term for term in _list(value) if isinstance(term, str)]
    return tuple(term[:MAX_TERM_CHARS] for term in terms[:MAX_TERMS])


def _probability(value: object) -> float | None:
    # True and false are numbers to Python.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= 1 else None


def _count(value: object) -> int | None:
    return value if type(value) is int and 0 <= value <= MAX_COUNT else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
