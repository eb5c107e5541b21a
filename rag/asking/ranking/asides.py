"""Passages that are quoted only when they are asked for.

The top of an article and a closing line on its author are read with a hint, so that
whoever asks for the author finds them (`contexts.authorship`); that same hint brings
them near other questions. Reference lists, indexes and navigation name all subjects and
say nothing of any.
"""

import re
from collections.abc import Sequence

import numpy as np

from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.query import Query
from rag.asking.wording.front_questions import front_question
from rag.library.generation.lexical import LexicalIndex
from rag.text.asides import is_aside
from rag.text.passages.contexts import has_hint, stated
from rag.text.terms import Term, index_terms
from rag.types import Passage

_ASKS_FOR_REFERENCES = re.compile(
    r"\b(?:references?|bibliograph\w+|cite[sd]?|citations?|sources?|literature|links?"
    r"|further reading|see also|doi|quellen?|literatur|einzelnachweise?"
    r"|(?:which|what) pages?)\b"
    r"|\b(?:who (?:wrote|authored)|authors? of|published)\b|文献|参考|来源",
    re.IGNORECASE,
)

# What hints ask with, whole: in a passage of a long title its hint is cut short.
_HINT = frozenset(index_terms("author wrote article date written published", "en"))


def without_asides(
    query: Query, candidates: Sequence[Candidate], lexical: LexicalIndex
) -> list[Candidate]:
    """Leave out what a question doesn't ask for, unless nothing else is there.

    Args:
        query: The question.
        candidates: Passages that may answer.
        lexical: The words of the passages, each with its headings and hint.
    """
    wants_references = _ASKS_FOR_REFERENCES.search(query.text) is not None
    # What it asks for by its form would have been quoted already (`front.stated_hits`).
    may_want_front = front_question(query.text) is None

    def is_wanted(candidate: Candidate) -> bool:
        passage = candidate.passage
        if has_hint(passage.context) and _is_on_author(passage):
            return may_want_front and _asks_for(query, passage, candidate.row, lexical)
        return wants_references or not is_aside(passage.text, passage.section)

    return list(filter(is_wanted, candidates)) or list(candidates)


def _is_on_author(passage: Passage) -> bool:
    """Tell whether a passage that states an author is about nothing else.

    A text of one paragraph that begins with a name and says who that is has no line on
    its author: it is a life in short.
    """
    return passage.sentences[0].paragraph != 1


def _asks_for(query: Query, passage: Passage, row: int, lexical: LexicalIndex) -> bool:
    """Tell whether a passage with a hint has most of what a question asks for.

    Its hint's words count ("author", "wrote"), its title's don't: those are the
    subject's, and say as little where they are found as where they aren't.
    """
    title = set(index_terms(stated(passage.context), query.language))

    def is_hint(term: Term) -> bool:
        return not _HINT.isdisjoint(term.stems)

    def is_there(term: Term) -> bool:
        own = set(term.stems) - title
        return any(lexical.has(stem, np.array([row]))[0] for stem in own)

    wanted = [
        term
        for term in query.terms
        if term.is_content and (is_hint(term) or not title.issuperset(term.stems))
    ]
    return 2 * sum(is_hint(t) or is_there(t) for t in wanted) > len(wanted)
