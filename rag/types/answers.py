"""What is said to a question: passages that were found, quotes of them, an answer."""

from dataclasses import dataclass, field
from typing import Literal

from rag.types.articles import Passage, Sentence, Span
from rag.types.places import Place

Status = Literal["answered", "near", "not_found"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, best sentence first in mind.

    `probability` (0 to 1) is that of the passage answering. `words` is the answer
    itself in the sentence, None where no reader marked it there; `above` where it is in
    a heading instead, as characters of the passage's `section`; `marks` are further
    sentences that the answer has, in the order of the text. `is_chosen` says whether it
    has any of the sentences that answer together, None where one does. `ranks` maps
    each retriever's name to this passage's rank (from 1) in its list. `row` is the
    passage's row in the index, None of what wasn't found there.
    """

    passage: Passage
    sentence: Sentence
    score: float
    words: Span | None = None
    above: Span | None = None
    marks: tuple[Sentence, ...] = ()
    is_chosen: bool | None = None
    ranks: tuple[tuple[str, int], ...] = ()
    matched_terms: tuple[str, ...] = ()
    missing_terms: tuple[str, ...] = ()
    probability: float = 0.0
    row: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Place):
    """A quote of another article that says what a citation says, at its place."""

    title: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Place):
    """A numbered quote, at the place that it was cut from.

    `language` is the article's, ISO 639-1, or empty where that isn't known. `answer` is
    the range of the answer's own words in the article, within the quote;
    None where no reader marked them there. `above` is their range in `section` where a
    heading has them. `marks` are further sentences of the passage that belong to the
    answer, as ranges in the article and in its order; `also_in` are other articles that
    say the same.
    """

    number: int
    title: str
    quote: str
    passage: str
    passage_start: int
    score: float
    hit: Hit
    language: str = ""
    answer: Span | None = None
    above: Span | None = None
    marks: tuple[Span, ...] = ()
    also_in: tuple[Mention, ...] = ()

    @property
    def marked(self) -> list[Span]:
        """All marked sentences, the quote among them, in the order of the article."""
        quote = Span(self.start, self.end)
        # The best sentence needs not be the first of those that are marked.
        return sorted([quote, *self.marks], key=lambda span: span.start)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A number or date in which citations differ that are about the same thing.

    `numbers` are the citations'; `words` is where each has it in its article, and
    `said` how: "450 km/h".
    """

    numbers: tuple[int, ...]
    words: tuple[Span, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation, and what it was read as.

    That is the question itself where it was read together with those before it, and
    None where it was read alone.
    """

    question: str
    read_as: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things that a question asks, as the person wrote it.

    `number` is the quote's that answers it, or may; None where nothing does.
    """

    asked: str
    status: Status
    number: int | None


@dataclass(frozen=True, slots=True)
class AnswerPart(Part):
    """A part of a question as it was answered, with probabilities as in `Answer`."""

    confidence: float
    related: float
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question: citations, best first, or none that fits.

    `confidence` is the probability (0 to 1) that the first citation answers, `related`
    that of the comparison alone, without a reader. Where `status` is "near" the
    articles say something about it, but not that, as far as can be told; where it is
    "not_found" the citations are the nearest passages, no more. A question that asks
    several things has `parts`, in their order, and `confidence` is that of the surest.
    Those of an `overview` are key sentences in the order of the text, its probabilities
    are 1 and mean nothing, and `left_out` articles had no room in it. `language` is the
    question's, ISO 639-1, or empty where that was of no account. `threshold` is the
    confidence from which the models call it answered, None where none was needed.
    """

    question: str
    status: Status
    confidence: float
    related: float
    missing_terms: tuple[str, ...]
    elapsed_ms: float
    citations: tuple[Citation, ...] = field(default=())
    read_as: str | None = None
    parts: tuple[AnswerPart, ...] = ()
    overview: bool = False
    left_out: int = 0
    differences: tuple[Disagreement, ...] = ()
    language: str = ""
    threshold: float | None = None

    @property
    def across(self) -> tuple[str, str] | None:
        """The languages of the question and of the first quote, where these differ."""
        first = self.citations[0].language if self.citations else ""
        is_known = self.language and first
        return (self.language, first) if is_known and self.language != first else None
