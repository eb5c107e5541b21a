"""The row of a table that a question names whole.

"White" and "White, dimmed" are as like "the white lamp", but only one is named by it.
"""

from rag.asking.ranking.reranking import Judged
from rag.asking.wording.cells import labels_of, words_named


def named_first(question: str, judged: list[Judged]) -> list[Judged]:
    """Put first the row of which a question says most words, in whole cells.

    Args:
        question: The question.
        judged: Passages, best first, at least one.

    Returns:
        The same where the first quote is no row, no other one of its table that was
        read is said more, or several are said as much.
    """
    first = judged[0]
    labels = labels_of(first.quote)
    if not labels:
        return judged
    rows = [
        one
        for one in judged
        if one.read
        and one.passage.article_id == first.passage.article_id
        and labels_of(one.quote) == labels
    ]
    counts = [words_named(question, one.quote) for one in rows]
    most = max(counts, default=0)
    if not most or counts.count(most) > 1:
        return judged
    best = rows[counts.index(most)]
    return [best, *(one for one in judged if one is not best)]
