"""The number or date in which two quotes differ that are about the same thing.

Either they say the same else, word for word or nearly, or both answer the question by
the words that a reader marked, of one unit. A name must be in both: "It was founded in
1998." may be said of any two towns.
"""

from functools import cached_property

from rag.asking.agreeing.likeness import differing
from rag.asking.agreeing.phrasing import (
    Phrasing,
    is_value,
    phrase_around,
    read_figure,
    read_phrasing,
)
from rag.library.generation.generation import Generation
from rag.types import Hit, Sentence, Span

MAX_ANSWER_WORDS = 6
"""Of a longer answer only the number is shown, with its unit: a longer one is a clause,
and the quote stands beside it."""


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
        quote = self.hit.passage.quote(self.sentence)
        return read_phrasing(quote, self.language)

    @property
    def mark(self) -> Span | None:
        """The answer's words in the sentence, where a reader marked them."""
        words, first = self.hit.words, self.sentence.start
        return Span(words.start - first, words.end - first) if words else None


def _with_words(hit: Hit) -> Sentence:
    inside = (
        sentence
        for sentence in hit.passage.sentences
        if hit.words and sentence.start <= hit.words.start < sentence.end
    )
    return next(inside, hit.sentence)


def contrast(one: Quoted, other: Quoted, question: str) -> tuple[Span, Span] | None:
    """Find the words, as ranges in their articles, in which two quotes differ.

    Args:
        one: A quote.
        other: One of another article, in the same language.
        question: The question that both were found for.
    """
    asked = read_phrasing(question, one.language).names
    in_both = set(one.phrasing.keys) & set(other.phrasing.keys)
    if not (one.phrasing.names | asked) & in_both:
        return None
    spans = differing(one.phrasing, other.phrasing)
    if spans is None and asked and asked <= in_both:
        spans = _marked(one, other)
    if spans is None:
        return None
    found = [_shown(*pair) for pair in zip((one, other), spans, strict=True)]
    return (found[0], found[1]) if found[0] and found[1] else None


def _marked(one: Quoted, other: Quoted) -> tuple[Span, Span] | None:
    """Compare the answers that a reader marked, where each is one number or date."""
    marks = one.mark, other.mark
    if marks[0] is None or marks[1] is None:
        return None
    figures = read_figure(one.phrasing, marks[0]), read_figure(other.phrasing, marks[1])
    if figures[0] is None or figures[1] is None:
        return None
    # Of another year, or out of so many, it may be another thing.
    is_of_same = _values_beside(one, marks[0]) == _values_beside(other, marks[1])
    differs = is_of_same and figures[0].contradicts(figures[1])
    return (marks[0], marks[1]) if differs else None


def _values_beside(quoted: Quoted, mark: Span) -> set[str]:
    """Give the numbers and dates of a sentence outside the answer's words."""
    return {
        key
        for term, key in zip(quoted.phrasing.terms, quoted.phrasing.keys, strict=True)
        if is_value(term) and not _overlap(Span(term.start, term.end), mark)
    }


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(quoted: Quoted, span: Span) -> Span | None:
    """Give the words to be shown; None where the answer's words are others."""
    mark, phrasing = quoted.mark, quoted.phrasing
    if mark is not None and not _overlap(span, mark):
        return None
    is_short = mark is not None and (
        len(phrasing.text[mark.start : mark.end].split()) <= MAX_ANSWER_WORDS
    )
    # A reader may have left out the unit.
    has_unit = mark is not None and any(
        map(str.isalpha, phrasing.text[mark.start : mark.end])
    )
    shown = (
        mark
        if mark is not None and is_short and has_unit
        else phrase_around(phrasing.text, span, phrasing.language)
    )
    first = quoted.sentence.start
    return Span(first + shown.start, first + shown.end)
