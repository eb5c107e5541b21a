"""The rows of a table that meet what a question asks of them.

"Which inns allow dogs?" and "Which rooms cost under £130?" are answered by some rows,
and a row that has the words may say no, or a higher price. English only.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.asking.lists.article_lists import ArticleLists
from rag.asking.ranking.marking import form_of
from rag.asking.retrieved import Retrieved
from rag.asking.tables.columns import Row, table_at
from rag.asking.tables.conditions import ALLOWS, conditions_of
from rag.asking.tables.most import ANYBODY, NEAR_SHARE, is_of
from rag.asking.wording.english import AUX, BEFORE, MODAL
from rag.asking.wording.limits import limits_in, without_limits
from rag.asking.wording.superlatives import superlative_of
from rag.library.generation.generation import Generation
from rag.text.terms import content_stems
from rag.types import Article, Hit

MOST_ROWS = 40
"""So many rows are quoted; of more, those that are found by their words."""

MOST_LOOKS = 3
"""Among so many hits a table is looked for, as many as are read."""

# What asks for rows, not for a cell of one: "Does the inn allow dogs?".
_ASKS = re.compile(
    rf"\W*(?:please\s+)?(?:(?:{BEFORE}\s+)?(?:which|what\s+(?!{AUX}\b)\w+|whose)"
    rf"|what\s+(?:(?:are|were)\s+the|(?:do|{MODAL})\s+(?:i|we|you|one))|who|where"
    r"|list|name|(?:show|give|tell)\s+me|find|how\s+many|(?:is|are|was|were)\s+there"
    r"|(?:do|does|did|is|are)\s+any)\b",
    re.IGNORECASE,
)
# "Inns with more than 20 beds".
_NOUNS = re.compile(
    r"\W*(?:\w+\s+){0,2}?\w+s\s+(?:that|which|who|whose|with|in|from|for|at|on)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|every|each)\b", re.IGNORECASE)
# "Who is Swedish?" may be one or several: "Which city is in Sweden?" is one.
_ONE_OR_MORE = re.compile(r"\W*(?:who|what)\b", re.IGNORECASE)
# What says nothing of which rows are meant, nor of what.
_ASKING = ANYBODY | content_stems(
    "all any cost costing each every find give list many name open pay price priced "
    "show tell",
    "en",
)


def rows_meeting(question: str, found: Retrieved, generation: Generation) -> Retrieved:
    """Quote the rows that meet what is asked of them, where one of a table is found.

    Args:
        question: The question.
        found: What was found for it.
        generation: The index that it was found in.

    Returns:
        All such rows in one passage, each marked, first; the one found as near where
        none is such. What was found where nothing is asked of a row, or it can't be
        told what.
    """
    is_asked = _ASKS.match(question) or (_NOUNS.match(question) and limits_in(question))
    is_most = superlative_of(question) is not None
    if not is_asked or is_most or found.status == "not_found":
        return found
    for place, hit in enumerate(found.hits[:MOST_LOOKS]):
        article = generation.article(hit.passage.article_id)
        table = _table_of(hit, article)
        meeting = _meeting(question, hit, table, article.language)
        if meeting is None or len(meeting) > MOST_ROWS:
            continue
        is_of_all = not _unsaid(question, table, article)
        # Behind what was found first, all that is asked has to be there.
        if place == 0 or (meeting and is_of_all):
            chosen = _in_one(hit, meeting, is_of_all, found, generation)
            rest = [each for each in found.hits if not is_of(each, article, table)]
            rest = [replace(each, is_chosen=False) for each in rest if each is not hit]
            return replace(found, hits=(chosen, *rest))
    return found


def _in_one(
    hit: Hit,
    meeting: Sequence[Row],
    is_of_all: bool,
    found: Retrieved,
    generation: Generation,
) -> Hit:
    """Quote rows in the place of a hit, or make it near where there are none.

    As of a superlative, a reader of one row knows nothing of the others. But what is
    said nowhere, as of a town that no row has, asks for more than the table says.
    """
    if not meeting:
        most = NEAR_SHARE * found.threshold
        return replace(hit, probability=min(hit.probability, most))
    if is_of_all:
        hit = replace(hit, probability=max(hit.probability, found.related))
    lists = ArticleLists(generation, hit.passage.article_id)
    return lists.quoted_items([row.paragraph for row in meeting], hit)


def _meeting(
    question: str, hit: Hit, table: Sequence[Row], language: str
) -> list[Row] | None:
    """Choose the rows that meet all that is asked; None where that can't be told."""
    conditions = conditions_of(question, table, language) if table else None
    if conditions is None:
        return None
    meeting = conditions.meeting(table)
    if conditions.told or form_of(question) == "list" or _ALL.search(question):
        return meeting
    # Of what may be one the row that was found tells whether it is by these cells.
    is_found = not {*_quoted(hit)}.isdisjoint(row.paragraph for row in meeting)
    is_several = len(meeting) > 1 and _ONE_OR_MORE.match(question)
    return meeting if is_found and is_several else None


def _table_of(hit: Hit, article: Article) -> list[Row]:
    """Read the table that a quote is of, or has: a whole one may be quoted."""
    tables = (table_at(article, number) for number in _quoted(hit))
    return next(filter(None, tables), [])


def _quoted(hit: Hit) -> list[int]:
    """Give the numbers of the paragraphs that a hit quotes."""
    start, end = hit.sentence.start, hit.sentence.end
    return [s.paragraph for s in hit.passage.sentences if start <= s.start < end]


def _unsaid(question: str, table: Sequence[Row], article: Article) -> frozenset[str]:
    """Collect the words of a question that neither a table nor its titles have."""
    section = article.paragraphs[table[0].paragraph - 1].section
    said = [article.title, section or "", *(row.text for row in table)]
    asked = content_stems(without_limits(question), "en")
    return asked - _ASKING - ALLOWS - content_stems("\n".join(said), "en")
