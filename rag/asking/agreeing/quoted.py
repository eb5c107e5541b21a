"""A hit's sentence, with what is known of it where two are held together."""

import re
from datetime import date
from functools import cached_property

from rag.asking.agreeing.figures import NOWHERE, Figure, read_figure
from rag.asking.agreeing.phrasing import (
    Phrasing,
    amount_of,
    is_of_name,
    is_value,
    key_of,
    read_phrasing,
)
from rag.library.generation.generation import Generation
from rag.readers.plain.dates import every_date
from rag.types import Hit, Sentence, Span

_WORD = re.compile(r"[^\W_]++")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # in ISO 8601; some dates are of a month
BEGINNING_CHARS = 300
"""So much of an article names what it is about: its first sentence or two."""

YEAR_DIGITS = 4
DATED_CHARS = 600
"""So much of it says when that was."""


class Quoted:
    """A hit's sentence; its article and its words are read when they are needed.

    Of a quote of two sentences it is the one that has the answer's words.

    Args:
        hit: What was found.
        generation: The index that it was found in.
    """

    def __init__(self, hit: Hit, generation: Generation) -> None:
        self.hit = hit
        self.sentence = _with_words(hit)
        self._generation = generation

    @cached_property
    def language(self) -> str:
        """The article's language, ISO 639-1."""
        return self._generation.article(self.hit.passage.article_id).language

    @cached_property
    def phrasing(self) -> Phrasing:
        """The sentence's words."""
        return self._read(self.hit.passage.quote(self.sentence))

    @property
    def mark(self) -> Span | None:
        """The answer's words in the sentence, where a reader marked them."""
        words, first = self.hit.words, self.sentence.start
        return Span(words.start - first, words.end - first) if words else None

    @cached_property
    def answer(self) -> Figure | None:
        """The number or date that a reader marked, where it is one."""
        return read_figure(self.phrasing, self.mark) if self.mark else None

    @cached_property
    def answer_words(self) -> frozenset[str]:
        """The keys of the words of content that a reader marked, if it did."""
        mark = self.mark or NOWHERE
        pairs = zip(self.phrasing.terms, self.phrasing.keys, strict=True)
        return frozenset(
            key
            for term, key in pairs
            if not term.stop and Span(term.start, term.end).overlaps(mark)
        )

    @cached_property
    def heading(self) -> Phrasing:
        """The words of the title and the headings over it."""
        return self._read(f"{self._title}\n{self.hit.passage.section or ''}")

    @cached_property
    def near(self) -> frozenset[str]:
        """The keys of the words around it, and that the article begins with."""
        return frozenset(self._read(self.hit.passage.text).keys) | self.beginning

    @cached_property
    def beginning(self) -> frozenset[str]:
        """The keys of the words of title and headings, and of the first sentences."""
        first = self._read(self._text[:BEGINNING_CHARS])
        return frozenset((*first.keys, *self.heading.keys))

    @cached_property
    def days(self) -> list[int]:
        """The days that the article begins with, by their numbers.

        What is marked may be what it differs in.
        """
        mark = self.mark or NOWHERE
        marked = self.phrasing.text[mark.start : mark.end]
        text = self._text[:DATED_CHARS]
        return [
            date.fromisoformat(each.iso).toordinal()
            for each in every_date(text)
            if _DAY.fullmatch(each.iso)
            and text[each.span.start : each.span.end] not in marked
        ]

    def names_in_title(self, other: "Quoted") -> frozenset[str]:
        """Give the keys of the names in the title, told by how both articles write.

        All words of a title may have a capital: a name has one in the text, too, and is
        in neither text without.
        """
        plain = self._words | other._words
        return frozenset(
            term.stems[0]
            for term in self._read(self._title).terms
            if not (term.stop or is_value(term))
            and term.text[0].isupper()
            and term.text in self._words
            and term.text.lower() not in plain
        )

    @cached_property
    def numbers_in_title(self) -> frozenset[str]:
        """The keys of what counts articles, and not things: Lux 5, first quarter, 2021.

        "Five dead" says what both articles may differ in.
        """
        title = self._read(self._title)
        return frozenset(
            key_of(term)
            for term in filter(is_value, title.terms)
            if amount_of([term]) is None
            or is_of_name(title, [term])
            or (term.text.isdigit() and len(term.text) == YEAR_DIGITS)
        )

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text.removeprefix(self._title)))

    @property
    def _title(self) -> str:
        return self._generation.title(self.hit.passage.article_id)

    @property
    def _text(self) -> str:
        return self._generation.article(self.hit.passage.article_id).text

    def _read(self, text: str) -> Phrasing:
        return read_phrasing(text, self.language)


def _with_words(hit: Hit) -> Sentence:
    inside = (
        sentence
        for sentence in hit.passage.sentences
        if hit.words and sentence.start <= hit.words.start < sentence.end
    )
    return next(inside, hit.sentence)
