"""What is kept of a conversation's turn: the question, and where the quotes stand.

Each time a turn is shown, its quotes are cut out of the stored articles again and
compared with the digest taken when they were found, so that a quote on the page is
verbatim, or says that it is not, and shows the words that were found.

It is read back by `rag.page.quotes.kept_turns`.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from rag.asking.confidence import as_strict, status_of
from rag.asking.wording.names import names_among
from rag.judging.conversations import KeptTurn
from rag.page.quotes.cutting import Words
from rag.page.quotes.differing import (
    Sides,
    sides_json,
    sides_of,
)
from rag.page.quotes.reasons import MAX_TERMS, Reason, reason_of, words_of
from rag.page.quotes.references import (
    Reference,
    refer,
    refer_to_quote,
)
from rag.types import (
    Answer,
    AnswerPart,
    Citation,
    Part,
    Span,
    Status,
)

MAX_LABELS = 20
MAX_REFERENCES = 20
CONFIDENCE_DIGITS = 3


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A quote of an answer, as it is kept.

    Args:
        place: Where it stands.
        reason: Why it was found, None where no retriever says.
        answer: The answer's own words in it, as characters of the article, None where
            no reader marked them there.
        above: The same in the headings over it, as characters of these.
        marks: Further sentences of its passage that belong to the answer.
        also_in: Where other articles say the same.
        words: What it said when it was found.
    """

    place: Reference
    reason: Reason | None = None
    answer: Span | None = None
    above: Span | None = None
    marks: tuple[Span, ...] = ()
    also_in: tuple[Reference, ...] = ()
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class AskedTurn:
    """A question, how it was answered, and what is kept of the quotes.

    Args:
        question: As it was asked.
        read_as: As it was read, where that differs.
        status: Whether the first quote counts as an answer.
        missing_terms: The question's words that no article it asked has.
        quotes: The quotes, best first.
        literal: A person had it taken as it stands, whatever was asked before.
        confidence: The probability, 0 to 1, that the first quote answers.
        words: The question's words, which a passage has or lacks.
        parts: What each part of the question found; empty where it asks one thing.
        overview: How many articles an overview left out; None for any other answer.
        differences: The numbers and dates in which quotes differ.
        within: What was asked, as people call it; nothing where all was.
        names: The same as it is asked again.
        across: The languages of question and first quote, where these differ.
    """

    question: str
    read_as: str | None
    status: Status
    missing_terms: tuple[str, ...]
    quotes: tuple[KeptQuote, ...]
    literal: bool = False
    confidence: float | None = None
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    overview: int | None = None
    differences: tuple[Sides, ...] = ()
    within: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    across: tuple[str, str] | None = None

    @property
    def meant(self) -> str:
        """The question as it was read: "And how old?" is another in each talk."""
        return self.read_as or self.question

    @property
    def answered(self) -> bool:
        """Whether the first quote counts as an answer."""
        return self.status == "answered"

    def shown(self, quote: KeptQuote) -> KeptQuote:
        """Leave of a quote what may be shown: what may be no answer has no words.

        And where nothing was found, nothing is marked.
        """
        if self.answered:
            return quote
        marks = quote.marks if self.status == "near" else ()
        return replace(quote, answer=None, above=None, marks=marks)

    @property
    def first_words(self) -> tuple[list[str], list[str]]:
        """The question's words that the first passage has, and those it lacks."""
        reason = self.quotes[0].reason if self.quotes else None
        return reason.part(self.words) if reason else ([], [])

    @property
    def unsaid_names(self) -> list[str]:
        """Names and figures of the question that the first quote's passage lacks."""
        lacks = self.first_words[1]
        return names_among([*self.missing_terms, *lacks], self.meant)

    def to_json(self) -> dict[str, object]:
        """Write the turn to be kept, with a list of each thing known of its quotes."""
        quotes = self.quotes
        return {
            "q": self.question,
            "r": self.read_as,
            "a": self.status,
            "m": list(self.missing_terms),
            "c": [str(each.place) for each in quotes],
            "l": self.literal,
            "p": self.confidence,
            "w": list(self.words),
            "y": [str(each.reason or "") for each in quotes],
            "b": [_span_json(each.answer) for each in quotes],
            "h": [_span_json(each.above) for each in quotes],
            "k": [list(map(_span_json, each.marks)) for each in quotes],
            "t": [[part.asked, part.status, part.number] for part in self.parts],
            "o": self.overview,
            "e": [list(map(str, each.also_in)) for each in quotes],
            "d": [sides_json(sides) for sides in self.differences],
            "s": [list(astuple(q.words)) if q.words else None for q in quotes],
            "i": list(self.within),
            "n": list(self.names),
            "g": list(self.across) if self.across else None,
        }


@dataclass(frozen=True, slots=True)
class Conversed:
    """The conversation that has a turn; or the turn, and why none could keep it."""

    conversation: str
    unkept: KeptTurn | None = None
    problem: str = ""


def remember(
    answer: Answer,
    threshold: float | None = None,
    literal: bool = False,
    within: Sequence[str] = (),
    names: Sequence[str] = (),
) -> AskedTurn:
    """Reduce an answer to what is kept of it.

    Args:
        answer: The answer.
        threshold: The confidence, 0 to 1, from which it counts as one, as strict as
            that is in English; None takes it as it says itself.
        literal: Whether the question was to be taken as it stands.
        within: What was asked, as people call it.
        names: The same as it is asked again.
    """
    # Why a sentence is in an overview, no question's words and no retriever say.
    words = () if answer.overview else words_of([c.hit for c in answer.citations])
    return AskedTurn(
        question=answer.question,
        read_as=answer.read_as,
        status=_status(answer, threshold) if answer.citations else "not_found",
        missing_terms=answer.missing_terms[:MAX_TERMS],
        quotes=tuple(
            _kept(citation, None if answer.overview else words)
            for citation in answer.citations
        ),
        literal=literal,
        confidence=_confidence(answer),
        words=words,
        parts=tuple(
            Part(
                part.asked,
                _status(part, threshold) if part.number else "not_found",
                part.number,
            )
            for part in answer.parts
        ),
        overview=answer.left_out if answer.overview else None,
        differences=tuple(map(sides_of, answer.differences)),
        within=tuple(within[:MAX_LABELS]),
        names=tuple(names),
        across=answer.across,
    )


def _kept(citation: Citation, words: Sequence[str] | None) -> KeptQuote:
    """Reduce a quote to what is kept of it.

    `words` are the question's, None of an overview.
    """
    return KeptQuote(
        refer(citation),
        None if words is None else reason_of(citation.hit, words),
        citation.answer,
        citation.above,
        citation.marks,
        tuple(map(refer_to_quote, citation.also_in[:MAX_REFERENCES])),
        Words(citation.title, citation.section, citation.page, citation.passage),
    )


def _span_json(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _confidence(answer: Answer) -> float | None:
    return None if answer.overview else round(answer.confidence, CONFIDENCE_DIGITS)


def _status(answer: Answer | AnswerPart, threshold: float | None) -> Status:
    if threshold is None:
        return answer.status
    if answer.threshold is not None:
        threshold = as_strict(threshold, answer.threshold)
    return status_of(answer.confidence, answer.related, threshold)
