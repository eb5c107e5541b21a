"""What is kept of a conversation's turn: the question, and where the quotes stand.

Each time a turn is shown, its quotes are cut out of the stored articles again and
compared with the digest taken when they were found, so that a quote on the page is
verbatim, or says that it is not, and shows the words that were found.

It is read back by `rag.page.quotes.kept_turns`.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from rag.asking.confidence import status_of
from rag.asking.wording.names import names_among
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
    Part,
    Span,
    Status,
)

MAX_LABELS = 20
MAX_REFERENCES = 20
CONFIDENCE_DIGITS = 3


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
            None where no reader marked them there.
        above: The same in the headings over each quote, as characters of these.
        marks: Further sentences of each quote's passage that belong to the answer.
        parts: What each part of the question found; empty where it asks one thing.
        overview: How many articles an overview left out; None for any other answer.
        also_in: Where other articles say the same as each quote.
        differences: The numbers and dates in which quotes differ.
        quoted: What each quote said when it was found.
        within: What was asked, as people call it; nothing where all was.
        names: The same as it is asked again.
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
    above: tuple[Span | None, ...] = ()
    marks: tuple[tuple[Span, ...], ...] = ()
    parts: tuple[Part, ...] = ()
    overview: int | None = None
    also_in: tuple[tuple[Reference, ...], ...] = ()
    differences: tuple[Sides, ...] = ()
    quoted: tuple[Words | None, ...] = ()
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

    @property
    def said_words(self) -> tuple[Span | None, ...]:
        """The answer's own words in each quote; what may be none has none."""
        return self.answers if self.answered else ()

    @property
    def said_above(self) -> tuple[Span | None, ...]:
        """The answer's own words in headings; what may be none has none."""
        return self.above if self.answered else ()

    @property
    def said_marks(self) -> tuple[tuple[Span, ...], ...]:
        """What else is marked beside each quote; nothing where nothing was found."""
        return self.marks if self.status != "not_found" else ()

    @property
    def first_words(self) -> tuple[list[str], list[str]]:
        """The question's words that the first passage has, and those it lacks."""
        reason = self.reasons[0] if self.reasons else None
        return reason.part(self.words) if reason else ([], [])

    @property
    def unsaid_names(self) -> list[str]:
        """Names and figures of the question that the first quote's passage lacks."""
        lacks = self.first_words[1]
        return names_among([*self.missing_terms, *lacks], self.meant)

    def to_json(self) -> dict[str, object]:
        """Write the turn to be kept."""
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
            "b": [_span_json(span) for span in self.answers],
            "h": [_span_json(span) for span in self.above],
            "k": [[[span.start, span.end] for span in some] for some in self.marks],
            "t": [[part.asked, part.status, part.number] for part in self.parts],
            "o": self.overview,
            "e": [list(map(str, also)) for also in self.also_in],
            "d": [sides_json(sides) for sides in self.differences],
            "s": [list(astuple(words)) if words else None for words in self.quoted],
            "i": list(self.within),
            "n": list(self.names),
            "g": list(self.across) if self.across else None,
        }


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
        threshold: The confidence, 0 to 1, from which it counts as one; None takes it
            as it says itself.
        literal: Whether the question was to be taken as it stands.
        within: What was asked, as people call it.
        names: The same as it is asked again.
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
        above=tuple(citation.above for citation in answer.citations),
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
            tuple(map(refer_to_quote, citation.also_in[:MAX_REFERENCES]))
            for citation in answer.citations
        ),
        differences=tuple(map(sides_of, answer.differences)),
        quoted=tuple(
            Words(each.title, each.section, each.page, each.passage)
            for each in answer.citations
        ),
        within=tuple(within[:MAX_LABELS]),
        names=tuple(names),
        across=answer.across,
    )


def _span_json(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _confidence(answer: Answer) -> float | None:
    return None if answer.overview else round(answer.confidence, CONFIDENCE_DIGITS)


def _status(answer: Answer | AnswerPart, threshold: float | None) -> Status:
    if threshold is None:
        return answer.status
    return status_of(answer.confidence, answer.related, threshold)
