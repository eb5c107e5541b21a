"""What an article is made of, and what it is divided into to be found."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open character range in an article's stored text."""

    start: int
    end: int

    def moved(self, by: int) -> "Span":
        """Give the same range counted from elsewhere.

        >>> Span(2, 5).moved(10)
        Span(start=12, end=15)
        """
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether both have a character in common.

        >>> Span(2, 5).overlaps(Span(4, 9)), Span(2, 5).overlaps(Span(5, 9))
        (True, False)
        """
        return self.start < other.end and other.start < self.end


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

    def page_of(self, position: int, turns: Sequence[tuple[int, int]]) -> int | None:
        """Give the page of a character of it.

        Args:
            position: The character.
            turns: The pages that begin within paragraphs (`Article.page_turns`).
        """
        begun = bisect(turns, position, key=lambda turn: turn[0])
        start, page = turns[begun - 1] if begun else (0, self.page)
        return page if start > self.start else self.page


LookKind = Literal[
    "strong", "emphasis", "underline", "code", "strike", "raised", "lowered", "link",
    "note", "item", "listing", "quotation", "cell", "head", "page",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextLook:
    """How a range of the text looks in its source.

    "item" (of a list), "listing" (of a program) and "quotation" are whole paragraphs;
    "cell" and "head" are the cells of a table's row; a "page" begins within a
    paragraph, at an empty range. `detail` is a link's address, a note's label, a cell's
    column, from 0, how deep in lists an item is, from 0, or a page's number. The sign
    of a note may be in no text: its range is empty.
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

    def paragraph(self, number: int) -> Paragraph | None:
        """Give the paragraph of a number from 1; None of the front, 0, or of none."""
        is_one = 0 < number <= len(self.paragraphs)
        return self.paragraphs[number - 1] if is_one else None

    def paragraph_at(self, position: int) -> Paragraph | None:
        """Give the last paragraph that has begun at a character; None before all."""
        index = bisect(self.paragraphs, position, key=lambda each: each.start)
        return self.paragraphs[index - 1] if index else None

    def page_turns(self) -> list[tuple[int, int]]:
        """Give where pages begin within paragraphs, and which, in order."""
        turns = (look for look in self.looks if look.kind == "page")
        return sorted((look.start, int(look.detail)) for look in turns)

    def page_at(self, position: int) -> int | None:
        """Give the page of a character of a paragraph, where pages are known."""
        paragraph = self.paragraph_at(position)
        return paragraph.page_of(position, self.page_turns()) if paragraph else None

    def section_of(self, paragraph: int) -> str | None:
        """Give the headings over a paragraph, by its number from 1, if it has any."""
        found = self.paragraph(paragraph)
        return found.section if found else None

    def doubts(self, paragraph: int) -> bool:
        """Tell whether a paragraph, by its number from 1, may be misread."""
        found = self.paragraph(paragraph)
        return found is not None and found.is_doubtful


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

    def quote(self, sentence: Sentence | Span) -> str:
        """Cut a sentence of this passage, or words of one, out of its text."""
        return self.text[sentence.start - self.start : sentence.end - self.start]

    def quotes(self) -> list[str]:
        """Cut out each sentence."""
        return [self.quote(sentence) for sentence in self.sentences]

    def said_over(self, words: Span | None) -> str:
        """Cut words out of the headings over it; none where there are none."""
        return (self.section or "")[words.start : words.end] if words else ""


@dataclass(frozen=True, slots=True)
class StarterQuestion:
    """A question to begin with, and the range of the sentence that answers it."""

    question: str
    start: int
    end: int
