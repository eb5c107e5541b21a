"""The sentences of an article that say what it is about, in its own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from rag.overview.centrality import choose, lexrank
from rag.overview.standing import Standing, is_about_author, is_back_matter, standing
from rag.types import Article, Passage, Sentence, Vectors

MAX_QUOTES = 10
SENTENCES_A_QUOTE = 5
"""An article gives a quote for each five sentences begun, and at most ten. Of 38 points
that a reader of five articles had written down before, eight quotes covered 27, nine 29
and ten 31."""

MAX_SENTENCES = 2_000
"""Of a longer article every second sentence takes part, or every third: all of them
with all others would take 16 MB and a third of a second for these, which is a fiftieth
of the time to encode them, and the square of that for a shelf of novels."""

LAST_PARAGRAPHS = 2
"""Where a text may say who wrote it."""

FIRST_IN_PARAGRAPH = 0.4
FIRST_IN_SECTION = 0.3
"""What is added to the worth of a sentence that opens a paragraph or section, against 1
for the most central one: where a sentence stands tells what it is for (Edmundson 1969,
"New Methods in Automatic Extracting"). Measured as `centrality.PART_COST` was: 0.2, 0.3
and 0.4 for a paragraph gave 0.329, 0.330 and 0.346; without either it was 0.304."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of the article, with its row among all and how well it stands."""

    row: int
    section: str | None
    paragraph: int
    standing: Standing


def key_sentences(
    article: Article, passages: Sequence[Passage], vectors: Vectors
) -> tuple[int, ...]:
    """Choose an article's key sentences.

    They are central among all its sentences, unlike each other, and from all parts of
    it. None is of the front, of notes or references, and none leans on the sentence
    before it unless all do.

    Args:
        article: The article.
        passages: Its passages, in order.
        vectors: A unit vector for each sentence of these, shape (sentences, d).

    Returns:
        Rows of `vectors`, the most telling sentence first: up to `MAX_QUOTES`, none
        where the article has no sentence.
    """
    lines = _lines(article, passages)
    if not lines:
        return ()
    lines = lines[:: ceil(len(lines) / MAX_SENTENCES)]
    best = max(line.standing for line in lines)
    count = min(MAX_QUOTES, ceil(len(lines) / SENTENCES_A_QUOTE))
    rows = np.array([line.row for line in lines])
    scores = lexrank(vectors[rows])
    chosen = choose(
        scores / scores.max() + _place_worth(lines),
        vectors[rows],
        np.array([line.standing == best for line in lines]),
        _parts([line.section for line in lines], count),
        count,
    )
    return tuple(int(rows[number]) for number in chosen)


def _lines(article: Article, passages: Sequence[Passage]) -> list[_Line]:
    """List the sentences that take part."""
    last = len(article.paragraphs) - LAST_PARAGRAPHS
    each = (
        (passage.section, sentence, passage.quote(sentence))
        for passage in passages
        for sentence in passage.sentences
    )
    lines = [
        _Line(
            row,
            section,
            sentence.paragraph,
            _standing(article, section, sentence, text, last),
        )
        for row, (section, sentence, text) in enumerate(each)
    ]
    return [line for line in lines if line.standing is not Standing.NO_SENTENCE]


def _standing(
    article: Article, section: str | None, sentence: Sentence, text: str, last: int
) -> Standing:
    is_apart = (
        not sentence.paragraph
        or is_back_matter(section)
        or (sentence.paragraph > last and is_about_author(text))
    )
    return Standing.NO_SENTENCE if is_apart else standing(text, article.language)


def _place_worth(lines: Sequence[_Line]) -> NDArray[np.float64]:
    """Say what each sentence is worth by where it stands, shape (n,)."""
    worth = np.zeros(len(lines))
    paragraphs = [line.paragraph for line in lines]
    sections = [line.section for line in lines]
    worth[_firsts(paragraphs)] += FIRST_IN_PARAGRAPH
    worth[_firsts(sections)] += FIRST_IN_SECTION
    return worth


def _firsts(names: Sequence[object]) -> list[int]:
    """Find where each name comes first.

    >>> _firsts(["a", "a", "b", "a"])
    [0, 2]
    """
    return [names.index(name) for name in dict.fromkeys(names)]


def _parts(sections: Sequence[str | None], count: int) -> NDArray[np.int64]:
    """Number each sentence's part of the article, shape (n,), from 0.

    These are its sections; where it has none, or more than there are quotes, stretches
    of like length.
    """
    names = list(dict.fromkeys(sections))
    if 1 < len(names) <= count:
        return np.array([names.index(section) for section in sections])
    return np.arange(len(sections)) * count // len(sections)
