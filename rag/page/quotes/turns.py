"""What the browser keeps of a conversation: questions and where the quotes stand.

No text of an article is kept. Each time a turn is shown, its quotes are cut out of the
stored articles again and compared with the digest taken when they were found, so that
a quote on the page is verbatim, or says that it is not.

Everything that comes back from a browser is parsed here and nowhere trusted.
"""

import hashlib
import re
from dataclasses import dataclass
from itertools import chain, repeat

from rag.asking.confidence import status_of
from rag.page.quotes.reasons import MAX_TERMS, Reason, parse_reason, reason_of, words_of
from rag.settings import MAX_QUESTION_CHARS
from rag.text.terms import names_among
from rag.types import Answer, AnswerPart, Citation, Part, Place, Span, Status, Turn

MAX_TURNS = 20
MAX_REFERENCES = 20
MAX_TERM_CHARS = 60
MAX_MARKS = 20
DIGEST_CHARS = 12
CONFIDENCE_DIGITS = 3
MAX_COUNT = 10**6

_REFERENCE = re.compile(
    r"(?P<id>[\w-]{1,80}):(?P<paragraph>\d{1,7}):(?P<start>\d{1,9})-(?P<end>\d{1,9})"
    r"(?::(?P<first>\d{1,9})-(?P<last>\d{1,9}):(?P<digest>[0-9a-f]{0,12}))?"
)

_STATUSES: dict[str, Status] = {
    "answered": "answered",
    "near": "near",
    "not_found": "not_found",
    "True": "answered",
}


@dataclass(frozen=True, slots=True)
class Reference(Place):
    """Where a quote stands, the passage around it, and what tells it from another."""

    passage_start: int
    passage_end: int
    digest: str = ""

    @property
    def short(self) -> str:
        """The place alone: "ID:4:120-246"."""
        return f"{self.article_id}:{self.paragraph}:{self.start}-{self.end}"

    def __str__(self) -> str:
        """Write it as "ID:4:120-246:80-600:1a2b3c4d5e6f"."""
        return f"{self.short}:{self.passage_start}-{self.passage_end}:{self.digest}"


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
        references=tuple(_refer(citation) for citation in answer.citations),
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
    )


def _confidence(answer: Answer) -> float | None:
    return None if answer.overview else round(answer.confidence, CONFIDENCE_DIGITS)


def _status(answer: Answer | AnswerPart, threshold: float | None) -> Status:
    if threshold is None:
        return answer.status
    return status_of(answer.confidence, answer.related, threshold)


def _refer(citation: Citation) -> Reference:
    return Reference(
        article_id=citation.article_id,
        paragraph=citation.paragraph,
        start=citation.start,
        end=citation.end,
        passage_start=citation.passage_start,
        passage_end=citation.passage_start + len(citation.passage),
        digest=digest_of(citation.quote),
    )


def digest_of(text: str) -> str:
    """Shorten a SHA-256 to what tells an edited quote from an unchanged one."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_CHARS]


def parse_reference(text: object) -> Reference | None:
    """Read a reference, "ID:4:120-246" or with passage and digest, or None."""
    match = _REFERENCE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    start, end = int(match["start"]), int(match["end"])
    return Reference(
        article_id=match["id"],
        paragraph=int(match["paragraph"]),
        start=start,
        end=max(start, end),
        passage_start=int(match["first"] or start),
        passage_end=int(match["last"] or end),
        digest=match["digest"] or "",
    )


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
    # A reference that is left out takes what is known of it along.
    each = zip(found, reasons, answers, marks, strict=False)
    kept = [known for known in each if known[0]]
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
        reasons=tuple(why for _, why, _, _ in kept),
        answers=tuple(words for _, _, words, _ in kept),
        marks=tuple(some for *_, some in kept),
        parts=tuple(part for part in map(_parse_part, _list(item.get("t"))) if part),
        overview=_count(item.get("o")),
    )


def _parse_status(value: object) -> Status:
    # Browsers that kept a conversation before there were three have true or false.
    return _STATUSES.get(str(value), "not_found")


def _parse_span(value: object) -> Span | None:
    match value:
        case [int(start), int(end)] if 0 <= start < end:
            return Span(start, end)
    return None


def _parse_spans(value: object) -> tuple[Span, ...]:
    spans = map(_parse_span, _list(value)[:MAX_MARKS])
    return tuple(span for span in spans if span)


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
