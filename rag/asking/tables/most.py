"""The row of a table with the most or the least, which only the whole table tells.

A question for the most finds a row that fits, and that may be any. So the whole column
is compared; where it can't be told which one is meant, or what else is asked, the row
is no more than near.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.asking.retrieved import Retrieved
from rag.asking.tables.columns import Row, numbers_in, table_at
from rag.asking.wording.cells import cell_asked
from rag.asking.wording.superlatives import Superlative, superlative_of
from rag.library.generation.generation import Generation
from rag.text.terms import content_stems
from rag.types import Article, Hit

ANYBODY = frozenset({"peopl", "person", "one", "thing", "place"})
"""Stems of words that say nothing of which row is meant: "where people spend least"."""

_YEAR = re.compile(r"\byear\b", re.IGNORECASE)

NEAR_SHARE = 0.9
"""What was not compared has this share of the threshold at most: near, not answered."""


def most_of_table(question: str, found: Retrieved, generation: Generation) -> Retrieved:
    """Answer a superlative by the whole table, where a row of one was found first.

    Args:
        question: The question.
        found: What was found for it.
        generation: The index that it was found in.

    Returns:
        The row with the most or the least first, with others as far ahead, or the one
        found as near where that can't be told, and no other row of the table; what was
        found where nothing of the kind is asked.
    """
    asked, first = superlative_of(question), found.hits[0]
    if asked is None or not first.sentence.paragraph:
        return found
    article = generation.article(first.passage.article_id)
    table = table_at(article, first.sentence.paragraph)
    said = content_stems(first.passage.quote(first.sentence), article.language)
    # A row may say itself that its thing is the largest.
    if len(table) < 2 or content_stems(asked.word, article.language) & said:
        return found
    best = _best_rows(question, asked, table, article)
    rest = [hit for hit in found.hits[1:] if not is_of(hit, article, table)]
    if not best:
        most = NEAR_SHARE * found.threshold
        near = replace(first, probability=min(first.probability, most))
        return replace(found, hits=(near, *rest))
    # A reader of one row knows nothing of the others; that it is their table remains.
    sure = replace(first, probability=max(first.probability, found.related))
    hits = [in_place_of(sure, row, generation, question) for row in best]
    return replace(found, hits=(*hits, *rest)[: len(found.hits)])


def _best_rows(
    question: str, asked: Superlative, table: Sequence[Row], article: Article
) -> list[Row]:
    """Choose the rows with the most; none where it isn't sure what is compared."""
    language = article.language
    words = content_stems(question, language) - content_stems(asked.word, language)
    words -= ANYBODY
    column = _column(asked, words, table, language)
    if column is None:
        return []
    meant = [row for row in _meant_rows(words, table, article) if column in row.cells]
    numbers = numbers_in([row.cells[column] for row in meant], language) or []
    known = [number for number in numbers if number is not None]
    if not known:
        return []
    best = max(known) if asked.is_most_in(column) else min(known)
    return [row for row, number in zip(meant, numbers, strict=True) if number == best]


def _meant_rows(
    words: frozenset[str], table: Sequence[Row], article: Article
) -> Iterator[Row]:
    """Leave out the rows that a question's words exclude.

    A word that only some rows have says which are meant; one that is neither in a row
    nor what the table is about asks for more than the table says, and none is.
    """
    titles = (article.title, article.paragraphs[table[0].paragraph - 1].section or "")
    about = content_stems(" ".join([*titles, *table[0].cells]), article.language)
    for row in table:
        if words - about <= content_stems(row.text, article.language):
            yield row


def _column(
    asked: Superlative, words: frozenset[str], table: Sequence[Row], language: str
) -> str | None:
    """Choose the column that is compared; None where several or none may be meant."""
    labels = dict.fromkeys(label for row in table for label in row.cells if label)
    measured = re.compile(rf"\b(?:{asked.measures or '(?!)'})", re.IGNORECASE)
    numeric = [
        label
        for label in labels
        # "Which year had the most boats?" compares no years, as "the latest" does.
        if (measured.search(label) or not _YEAR.search(label))
        and numbers_in([row.cells.get(label, "") for row in table], language)
    ]
    named = _most_named(words, numeric, language)
    fitting = list(filter(measured.search, numeric))
    # "The dearest place to sleep" names how many sleep there, and asks for a price.
    own = fitting if asked.has_one_measure else []
    both = [label for label in named if label in own]
    # "Which has the most?" may mean the only one; "the tallest" no column of prices.
    chosen = both or own or named or fitting or ([] if asked.measures else numeric)
    return chosen[0] if len(chosen) == 1 else None


def _most_named(
    words: frozenset[str], labels: Sequence[str], language: str
) -> list[str]:
    """Keep the labels that have most of the words: "boats 2020" before "boats 2019"."""
    shared = [len(words & content_stems(label, language)) for label in labels]
    most = max(shared, default=0)
    return [each for each, n in zip(labels, shared, strict=True) if n == most > 0]


def is_of(hit: Hit, article: Article, table: Sequence[Row]) -> bool:
    """Tell whether a hit quotes a row of a table of an article."""
    numbers = {row.paragraph for row in table}
    return hit.passage.article_id == article.id and hit.sentence.paragraph in numbers


def in_place_of(found: Hit, row: Row, generation: Generation, question: str) -> Hit:
    """Put another row of a table in the place of the one found: as probable.

    Args:
        found: A hit in the row's article.
        row: The row that answers.
        generation: The index that it was found in.
        question: Says which of its cells is marked.
    """
    # Each paragraph is in a passage.
    number, sentence = next(
        (number, sentence)
        for number in generation.passage_rows(found.passage.article_id)
        for sentence in generation.passages[number].sentences
        if sentence.paragraph == row.paragraph
    )
    passage = generation.passages[number]
    cell = cell_asked(question, passage.quote(sentence))
    return replace(
        found,
        passage=passage,
        sentence=sentence,
        words=cell.place.moved(sentence.start) if cell else None,
        above=None,
        marks=(),
        row=number,
    )
