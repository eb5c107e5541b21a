"""Which passages of other articles are read, once one answers.

What they say to the question may be the same, or differ: nothing but reading tells.
"""

from collections.abc import Sequence

from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import Reranked
from rag.asking.wording.answer_types import is_open

ELSEWHERE = 3
ELSEWHERE_REACH = 0.6
"""So many passages of other articles are read for what these say to a question that
wants a time, a number or a name, if they are no farther behind the first. That is 0.05
of a passage for a question to squad2 or xquad_en, and 0.26 for one to nq_gold. Of five
events that were built on five differences are told, and within 0.4 four."""


def elsewhere(
    query: Query, candidates: Sequence[Candidate], judged: Sequence[Reranked]
) -> list[int]:
    """Choose what is read of other articles, where the best passage answers.

    Args:
        query: The question.
        candidates: The passages.
        judged: What was made of each, by comparison and, of the best, by reading.

    Returns:
        The places of the best passage of each article of which none was read, best
        first; none where a reason or a list is asked for.
    """
    order = sorted(range(len(judged)), key=lambda place: -judged[place].score)
    best = judged[order[0]] if order else None
    is_answer = best and best.read and best.read.answers >= 0
    if not (best and is_answer) or is_open(query.text):
        return []
    articles = [each.passage.article_id for each in candidates]
    known = {articles[place] for place in order if judged[place].read}
    first: dict[str, int] = {}
    for place in order:
        is_near = best.score - judged[place].score <= ELSEWHERE_REACH
        if is_near and articles[place] not in known:
            first.setdefault(articles[place], place)
    return [*first.values()][:ELSEWHERE]
