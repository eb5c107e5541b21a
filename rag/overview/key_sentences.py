"""The sentences of an article that say what it is about, in its own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from rag.overview.centrality import choose, lexrank
from rag.overview.standing import Standing, standing
from rag.text.asides import is_aside
from rag.text.passages.contexts import has_hint
from rag.types import Article, Passage, Vectors

MAX_QUOTES = 14
SENTENCES_A_QUOTE = 4
"""An article gives a quote for each four sentences begun, and at most fourteen. Of the
187 points of 26 labelled overviews these cover 156, twelve at most 151 and sixteen 155;
a quote for each three sentences, and twelve at most, 154 with more that are on none."""

MAX_SENTENCES = 1_000
"""Of a longer article every second sentence takes part, or every third: stretches of
all would take the square of their number, in time and memory."""

FIRST_IN_PARAGRAPH = 0.6
FIRST_IN_SECTION = 0.3
"""What is added to the worth of a sentence that opens a paragraph or section, against 1
for the most central one: where a sentence stands tells what it is for (Edmundson 1969,
"New Methods in Automatic Extracting"). Without either 29 of the 45 points are covered
and 31 of 67 quotes are on none; without that of sections 36 and 19, with half of that
for a paragraph 36 and 19, with twice of both 37 and 18."""


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

    They are central among all its sentences, unlike each other, and one from each of
    as many stretches of it. None is of the front, of notes or references, and none
    leans on the sentence before it unless all do.

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
    # Where all lean, those that lean are chosen from: an overview is better than none.
    best = max(line.standing for line in lines)
    count = min(MAX_QUOTES, ceil(len(lines) / SENTENCES_A_QUOTE))
    rows = np.array([line.row for line in lines])
    scores = lexrank(vectors[rows])
    chosen = choose(
        scores / scores.max() + _place_worth(lines),
        vectors[rows],
        np.array([line.standing == best for line in lines]),
        count,
    )
    return tuple(int(rows[number]) for number in chosen)


def _lines(article: Article, passages: Sequence[Passage]) -> list[_Line]:
    """List the sentences that take part."""
    lines: list[_Line] = []
    row = 0
    for passage in passages:
        sentences = () if _is_apart(passage) else passage.sentences
        for number, sentence in enumerate(sentences, row):
            stands = standing(passage.quote(sentence), article.language)
            lines.append(_Line(number, passage.section, sentence.paragraph, stands))
        row += len(passage.sentences)
    lines = [line for line in lines if line.standing is not Standing.NO_SENTENCE]
    rows = {paragraph.number for paragraph in article.paragraphs if paragraph.is_row}
    # A long table would be central to whatever it is in. Some articles are but one.
    return [line for line in lines if line.paragraph not in rows] or lines


def _is_apart(passage: Passage) -> bool:
    """Tell whether a passage says who wrote the article, or leads away from it."""
    return has_hint(passage.context) or is_aside(passage.text, passage.section)


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
