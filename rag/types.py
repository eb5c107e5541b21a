"""The records that move through Quotewell.

Positions are half-open character ranges ``text[start:end]`` in an article's stored
text, counted in Unicode code points, so a quote can always be cut out again.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from urllib.parse import quote as percent_encoded

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Status = Literal["answered", "near", "not_found"]
MISREAD = "may be misread"
"""Stands with the place of what reads as no language, wherever that is quoted."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open character range in an article's stored text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the text, with its level from 1 (the largest) to 6."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `number` counts from 1, `section` is its trail of headings.

    `time_s` is when it is said, in seconds from the start. A table's row (`is_row`) is
    one sentence, whatever stands in its cells. It `is_doubtful` where its page reads as
    no language: a font or an encoding was unknown, or a scan too bad.
    """

    number: int
    start: int
    end: int
    section: str | None = None
    page: int | None = None
    time_s: int | None = None
    is_row: bool = False
    is_doubtful: bool = False


LookKind = Literal[
    "strong", "emphasis", "code", "strike", "raised", "lowered", "link", "note",
    "listing", "quotation", "cell", "head",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextLook:
    """How a range of the text looks in its source.

    "listing" (of a program) and "quotation" are whole paragraphs; "cell" and "head" are
    the cells of a table's row. `detail` is a link's address, a note's label, or a
    cell's column, from 0. The sign of a note may be in no text: its range is empty.
    """

    start: int
    end: int
    kind: LookKind
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is stored: its text, and where its parts lie in that text.

    `front` is the range at the top that states title, author or date: it is not a
    paragraph, and makes the passage that answers "who wrote it, and when?". `looks` say
    how parts of the text look in its source, as far as that is known.
    """

    id: str
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    headings: tuple[Heading, ...] = ()
    front: Span | None = None
    date: str | None = None
    author: str | None = None
    source: str = ""
    language: str = "en"
    looks: tuple[TextLook, ...] = ()

    def doubts(self, paragraph: int) -> bool:
        """Tell whether a paragraph, by its number from 1, may be misread."""
        is_one = 0 < paragraph <= len(self.paragraphs)
        return is_one and self.paragraphs[paragraph - 1].is_doubtful


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, with the paragraph (0: the front) it stands in."""

    start: int
    end: int
    paragraph: int
    page: int | None = None
    time_s: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is found: whole paragraphs, or sentences of a long one.

    `context` (title and headings) goes to the encoder and the lexical index with the
    text, and never into a quote.
    """

    article_id: str
    start: int
    end: int
    text: str
    context: str
    section: str | None
    sentences: tuple[Sentence, ...]

    def quote(self, sentence: Sentence) -> str:
        """Cut a sentence of this passage out of its text."""
        return self.text[sentence.start - self.start : sentence.end - self.start]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question, best sentence first in mind.

    `probability` (0 to 1) is that of the passage answering. `words` is the answer
    itself in the sentence, None where no reader marked it; `marks` are further
    sentences that the answer has, in the order of the text. `ranks` maps each
    retriever's name to this passage's rank (from 1) in its list. `row` is the passage's
    row in the index, None of what wasn't found there.
    """

    passage: Passage
    sentence: Sentence
    score: float
    words: Span | None = None
    marks: tuple[Sentence, ...] = ()
    ranks: tuple[tuple[str, int], ...] = ()
    matched_terms: tuple[str, ...] = ()
    missing_terms: tuple[str, ...] = ()
    probability: float = 0.0
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands in its article, and how that is said to people.

    Args:
        article_id: The article.
        paragraph: The paragraph's number, from 1; 0 is the front.
        start: The quote's first character.
        end: The character after its last.
        section: The trail of headings over it, where known.
        page: The page, from 1, where known.
        time_s: When it is said, in seconds from the start, where known.
        is_doubtful: Whether the page reads as no language, and so may be misread.
    """

    article_id: str
    paragraph: int
    start: int
    end: int
    section: str | None = field(default=None, kw_only=True)
    page: int | None = field(default=None, kw_only=True)
    time_s: int | None = field(default=None, kw_only=True)
    is_doubtful: bool = field(default=False, kw_only=True)

    @property
    def parts(self) -> tuple[str, ...]:
        """Name what is known of it, the largest first: ("Causes", "p. 3", "¶ 4").

        A time is written as players show it: "0:12:31".
        """
        parts = (
            self.section or "",
            f"p. {self.page}" if self.page is not None else "",
            "" if self.time_s is None else str(timedelta(seconds=self.time_s)),
            # The front is no paragraph that anybody could count to.
            f"¶ {self.paragraph}" if self.paragraph else "top of the article",
            MISREAD if self.is_doubtful else "",
        )
        return tuple(part for part in parts if part)

    def label(self) -> str:
        """Name it in one line.

        >>> Place("tides", 4, 10, 90, section="Causes", page=3).label()
        'Causes · p. 3 · ¶ 4'
        """
        return " · ".join(self.parts)

    @property
    def permalink(self) -> str:
        """The address that opens the article at the quote.

        >>> Place("tides", 4, 10, 90).permalink
        '/articles/tides?p=4&s=10-90#p4'
        """
        # The server never sees what follows the #, so the query says the place again.
        path = percent_encoded(self.article_id, safe="")
        place = f"p={self.paragraph}&s={self.start}-{self.end}"
        return f"/articles/{path}?{place}#p{self.paragraph}"


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
    None where no reader marked them. `marks` are further sentences of the passage that
    belong to the answer, as ranges in the article and in its order; `also_in` are other
    articles that say the same.
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
    question's, ISO 639-1, or empty where that was of no account.
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

    @property
    def across(self) -> tuple[str, str] | None:
        """The languages of the question and of the first quote, where these differ."""
        first = self.citations[0].language if self.citations else ""
        is_known = self.language and first
        return (self.language, first) if is_known and self.language != first else None


@dataclass(frozen=True, slots=True)
class StarterQuestion:
    """A question to begin with, and the range of the sentence that answers it."""

    question: str
    start: int
    end: int
