"""The list that a question for all of one is nearest to, whatever its items say.

No item stands for the others, and what stands over them may be short, so the passage
that is nearest is often another. English only: what is asked for is told by words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from rag.asking.confidence import logistic
from rag.asking.lists.article_lists import ArticleList, ArticleLists, is_within
from rag.asking.lists.asked import HOW_TO, is_of_another, items_meeting
from rag.asking.ranking.marking import Form
from rag.asking.ranking.query import Query
from rag.asking.retrieved import Retrieved
from rag.asking.wording.english import MODAL, denies
from rag.asking.wording.superlatives import superlative_of
from rag.library.generation.generation import Generation
from rag.models.output import unit
from rag.roles import QuestionEncoder
from rag.settings import MAX_QUOTE_CHARS
from rag.types import Passage

MOST_LISTS = 3
"""So many lists are compared, as many as passages are read."""

INTERCEPT, NEARER, APART = -0.64, 21.3, 8.7
"""The log-odds that a list answers, and what they gain by how much nearer it is, as a
cosine, than the nearest passage, and than the next list. Fitted on 121 questions for
several things to 56 articles of our own; of each eight articles', by a fit on the
others', 38 of 49 lists that are asked for are called answers, and 6 that aren't."""

# Several sentences may say what happens, and no list does.
_HAPPENS = re.compile(r"\W*what\s+happens\b", re.IGNORECASE)
# "How can I tell that it's done?" asks for a sign.
_TELLS = re.compile(r"\b(?:tell|know|see|recogni[sz]e|find\s+out)\b", re.IGNORECASE)
# "What should I pack?", "Walk me through the steps": all of it is asked for.
_ALL = re.compile(
    r"\W*(?:(?:please\s+)?(?:walk|talk|take|run)\s+me\s+through\b"
    r"|(?:(?:can|could)\s+you\s+)?(?:show|tell|give|list)\s+(?:me\s+)?(?:all|every)"
    rf"|what\s+(?:(?:do|am|are)\s+(?:i|we)|(?:{MODAL})\s+(?:i|we|you|one))\b"
    rf"|who\s+(?:{MODAL})\s+not\b|where\s+(?:{MODAL})\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NearestList:
    """A list, among those of its article, and how sure it answers, from 0 to 1.

    `row` is the passage that led to it.
    """

    lists: ArticleLists
    listed: ArticleList
    row: int
    probability: float


def nearest_list(
    query: Query,
    form: Form,
    generation: Generation,
    rows: Sequence[int],
    encoder: QuestionEncoder,
) -> NearestList | None:
    """Find the list that is nearest to a question, by the first model.

    Args:
        query: The question.
        form: What kind of answer it wants.
        generation: The index.
        rows: The passages to look at, best first, at least one.
        encoder: The model that made its vectors.

    Returns:
        The nearest of the first `MOST_LISTS` that passages are of; None where there is
        none, or a part of one is asked for.
    """
    question, vector = query.text, query.encoded.vector
    if query.is_second or not _is_for_all(question, form) or superlative_of(question):
        return None
    are_steps = HOW_TO.match(question) is not None

    def likeness(lists: ArticleLists, listed: ArticleList) -> float:
        # Of what stands over it and of its items: each alone is like many questions.
        of_items = lists.rows_of(listed)
        every = generation.passage_vectors.rows(of_items.start, of_items.stop)
        items = float(unit(every.mean(axis=0)) @ vector)
        if not listed.title:
            return items
        over = encoder.encode_question(listed.title).vector
        return (float(over @ vector) + items) / 2

    of_it = (
        (lists, listed, row)
        for lists, listed, row in _lists_at(generation, rows)
        if listed.denies == denies(question) and (listed.is_numbered or not are_steps)
    )
    found = [(likeness(*at[:2]), *at) for at in islice(of_it, MOST_LISTS)]
    if not found:
        return None
    (most, lists, listed, row), *others = sorted(found, key=lambda each: -each[0])
    passage = max(generation.first.cosines(each, vector)[0] for each in rows)
    other = others[0][0] if others else 0.0
    surely = logistic(INTERCEPT + NEARER * (most - passage) + APART * (most - other))
    return NearestList(lists, listed, row, surely)


def _is_for_all(question: str, form: Form) -> bool:
    """Tell whether all of something is asked for, or all steps of doing it."""
    if form == "list":
        return _HAPPENS.match(question) is None
    if HOW_TO.match(question):
        return _TELLS.search(question) is None
    return _ALL.match(question) is not None


def _lists_at(
    generation: Generation, rows: Sequence[int]
) -> Iterator[tuple[ArticleLists, ArticleList, int]]:
    """Find the lists that passages are of, or announce."""
    seen: set[tuple[str, int]] = set()
    for row in rows:
        passage = generation.passages[row]
        lists = ArticleLists(generation, passage.article_id)
        for edge in (passage.sentences[0], passage.sentences[-1]):
            listed = lists.at(edge.paragraph)
            if listed and (key := (passage.article_id, listed.first)) not in seen:
                seen.add(key)
                yield lists, listed, row


def with_nearest_list(
    query: Query,
    form: Form,
    found: Retrieved,
    nearest: NearestList,
    is_beside: Callable[[Passage, str], bool],
) -> Retrieved | None:
    """Quote the nearest list first, where it answers, and surer than what is first.

    Args:
        query: The question.
        form: What kind of answer it wants.
        found: What was found for it, the passage that led to the list among it.
        nearest: The list.
        is_beside: Tells whether a quote of a passage isn't what is asked for.

    Returns:
        The same with the list, None where that doesn't come first.
    """
    lists, listed, first = nearest.lists, nearest.listed, found.hits[0]
    if form == "list" and is_of_another(query, found, listed, lists.subject):
        return None
    (own,) = (hit for hit in found.hits if hit.row == nearest.row)
    items = items_meeting(query, form, listed, lists.subject)
    whole = lists.quoted_items(items, own) if items else lists.quoted(listed, own)
    quote = whole.passage.quote(whole.sentence)
    if len(quote) > MAX_QUOTE_CHARS or is_beside(whole.passage, quote):
        return None
    surely = max(nearest.probability, first.probability)
    if surely > nearest.probability and not is_within(first, whole):
        return None
    rest = [replace(h, is_chosen=False) for h in found.hits if not is_within(h, whole)]
    chosen = replace(found, hits=(replace(whole, probability=surely), *rest))
    return chosen if chosen.status == "answered" else None
