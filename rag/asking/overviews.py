"""Overviews: an article's key sentences, or a few of each article of a library."""

from collections.abc import Sequence
from math import ceil

import numpy as np

from rag.asking.conversation import Asking
from rag.asking.quoting import cite
from rag.asking.wording.overview_questions import overview_question
from rag.library.generation.generation import Generation
from rag.types import Answer, Hit, Turn

LIBRARY_ARTICLES = 8
LIBRARY_QUOTES = 2
"""Of several articles the newest give so many quotes each: with 16 an overview is read
at a glance, and no longer than an answer may be (20)."""

NO_SCORE = 0.0
"""Quotes of an overview are in the order of the text, none better than another."""


def find_overview(
    question: str,
    generation: Generation,
    articles: Sequence[str] | None = None,
    top_k: int | None = None,
) -> Answer | None:
    """Answer a question that asks for an overview; how long that takes isn't known yet.

    Args:
        question: The question.
        generation: What is asked; it has an article.
        articles: Ask only the articles of these ids; None asks all.
        top_k: How many sentences at most; None gives as many as are telling.

    Returns:
        None where the question is another, or where no article has a sentence to give.

    Raises:
        ArticleNotFoundError: No article has one of the ids.
    """
    meant = _articles_meant(question, generation, articles)
    room = ceil(top_k / LIBRARY_QUOTES) if top_k else LIBRARY_ARTICLES
    shown = meant[-min(room, LIBRARY_ARTICLES) :]
    most = LIBRARY_QUOTES if len(meant) > 1 else top_k
    hits = [hit for each in shown for hit in _hits(generation, each, most)][:top_k]
    if not hits:
        return None
    return Answer(
        question=question,
        status="answered",
        confidence=1.0,
        related=1.0,
        missing_terms=(),
        elapsed_ms=0.0,
        citations=cite(hits, generation),
        overview=True,
        left_out=len(meant) - len({hit.passage.article_id for hit in hits}),
    )


def article_talked_of(
    question: str, earlier: Sequence[Turn], generation: Generation, asking: Asking
) -> str | None:
    """Tell which article an overview of "it" is to be of: what was quoted last.

    Args:
        question: The question.
        earlier: The turns before it, oldest first, as `about_questions` leaves them.
        generation: What is asked.
        asking: Asks it.

    Returns:
        The article's id; None where the question is another, or nothing was quoted, or
        only one article is asked.

    Raises:
        ArticleNotFoundError: No article has one of the ids that are asked.
    """
    asked = overview_question(question)
    are_several = asking.retriever.is_of_several(asking.articles)
    if not earlier or asked is None or not asked.is_of_one or not are_several:
        return None
    *before, last = earlier
    overview = find_overview(last.question, generation, asking.articles)
    if overview:
        return overview.citations[0].article_id
    found = asking.understand(last.question, before).found
    return None if found.status == "not_found" else found.hits[0].passage.article_id


def about_questions(history: Sequence[Turn]) -> list[Turn]:
    """Leave out the turns that asked for an overview of all: they name no subject.

    Example:
        >>> about_questions([Turn("Summarize it"), Turn("What is a tide?")])
        [Turn(question='What is a tide?', read_as=None)]
    """
    asked = [(turn, overview_question(turn.question)) for turn in history]
    return [turn for turn, asks in asked if asks is None or asks.named is not None]


def heading(titles: Sequence[str], left_out: int = 0) -> str:
    """Say what an overview is of.

    Args:
        titles: The titles of the articles that it quotes, each once.
        left_out: How many more articles there are.

    Example:
        >>> heading(["Tides"])
        'Overview of Tides, in its own sentences'
        >>> heading(["Tides", "Moons"], left_out=3)
        'Overview of the newest 2 of 5 articles, in their own sentences'
    """
    if not titles:  # what was kept may be of articles that have gone
        return "Overview"
    if len(titles) == 1 and not left_out:
        return f"Overview of {titles[0]}, in its own sentences"
    count = f"{len(titles)} articles"
    if left_out:
        count = f"the newest {len(titles)} of {len(titles) + left_out} articles"
    return f"Overview of {count}, in their own sentences"


def heading_of(answer: Answer) -> str:
    """Say what an answer that is an overview is of."""
    titles = {citation.article_id: citation.title for citation in answer.citations}
    return heading(list(titles.values()), answer.left_out)


def _articles_meant(
    question: str, generation: Generation, articles: Sequence[str] | None
) -> list[str]:
    """List the articles that a question asks an overview of, oldest first."""
    asked = overview_question(question)
    if asked is None:
        return []
    titles = generation.manifest.titles
    if articles is not None:
        chosen = {each: generation.title(each) for each in articles}
        titles = {each: titles[each] for each in titles if each in chosen}
    if asked.named is None:
        return [*titles]
    named = [each for each in titles if asked.names(titles[each])]
    # "Summarize the ferry" may name one article of several by a word of its title; of
    # one alone "the results" are a part.
    parts = [each for each in titles if asked.is_part_of(titles[each])]
    is_name = len(titles) > 1 or not asked.named.startswith("the ")
    return named or (parts if len(parts) == 1 and is_name else [])


def _hits(generation: Generation, article_id: str, most: int | None) -> list[Hit]:
    """Find an article's key sentences, in the order of the text."""
    first = generation.all_sentence_rows(generation.passage_rows(article_id)).start
    chosen = sorted(generation.overview(article_id)[:most])
    return [_hit(generation, first + row) for row in chosen]


def _hit(generation: Generation, sentence_row: int) -> Hit:
    row = int(generation.passages_of_sentences(np.array([sentence_row]))[0])
    passage = generation.passages[row]
    number = sentence_row - generation.sentence_rows(row).start
    return Hit(passage, passage.sentences[number], NO_SCORE)
