"""Whether a quote is on the names that are asked of, and on their year."""

from collections.abc import Callable
from functools import partial

import numpy as np

from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import Judged
from rag.asking.spelling.absent import names_an_absent
from rag.asking.wording.named import BY_CAPITALS, ROMAN, find_names
from rag.asking.wording.years import is_of_other_year
from rag.library.generation.generation import Generation
from rag.text.languages import DEFAULT_LANGUAGE
from rag.types import Passage, Span

SAME_MEANING = 0.45
"""From this cosine on two pieces of the second model's are of one thing: "Wien" and
"Vienna" have 0.75, "Deutschland" and "Germany" 0.68, "Quito" and "Lima" 0.21, "Brasil"
and "Argentina" 0.44."""


class NamesAsked:
    """The names in a question, looked for in the articles of an index.

    Args:
        query: The question.
        generation: The index.
    """

    def __init__(self, query: Query, generation: Generation) -> None:
        self._query = query
        self._generation = generation

    def are_absent(self, judged: Judged) -> bool:
        """Tell whether what was read is on other names than asked, or another year."""
        query, passage = self._query, judged.passage
        is_known = query.is_second or query.language == DEFAULT_LANGUAGE
        if judged.read is None or not is_known:
            return False
        language = self._generation.article(passage.article_id).language
        is_across = query.language != language
        is_excused = partial(self._is_excused, judged, is_across=is_across)
        return self.are_of_others(passage, judged.quote, is_excused)

    def are_of_others(
        self,
        passage: Passage,
        quote: str,
        is_excused: Callable[[Span], bool] = lambda word: False,
    ) -> bool:
        """Tell whether names or a year that are asked of are none of an article's.

        Args:
            passage: A passage of the article.
            quote: What is quoted of it.
            is_excused: Tells of a word of the question that it needn't be there.
        """
        text = self._query.text
        article = self._generation.article(passage.article_id)
        says = f"{article.title} {article.author} {article.source} {article.text}"
        names = self._names_in(article.language)
        if names_an_absent(text, names, says, is_excused):
            return True
        around = f"{passage.context} {passage.text}"
        return is_of_other_year(text, says, around, quote)

    def _names_in(self, language: str) -> list[list[Span]]:
        """Find the names in the question that an article of a language would have."""
        query = self._query
        if query.language != language and not {query.language, language} <= ROMAN:
            return []  # each script spells names in its way
        return find_names(query.text, query.language, self._names_known)

    @property
    def _names_known(self) -> list[Span]:
        """The words of the question that the second model takes for names."""
        encoded = self._query.encoded
        if encoded.named is None:
            return []
        return [Span(*place) for place in encoded.offsets[encoded.named].tolist()]

    def _is_excused(self, judged: Judged, word: Span, *, is_across: bool) -> bool:
        """Tell that a word needn't be in an article, by the second model.

        Its vector of a whole name is near that of the same in another language, and of
        what is made of it: "Germany", "немецкий". Those of its parts say nothing.
        """
        query = self._query
        if not query.is_second:
            return False
        starts, ends = query.encoded.offsets.T
        pieces = np.flatnonzero((starts < word.end) & (ends > word.start))
        if len(pieces) != 1:
            return is_across
        (piece,) = pieces
        named = query.encoded.named
        is_name = named is None or named[piece] or query.language in BY_CAPITALS
        best = judged.candidate.interaction.best[piece]
        return not is_name or bool(best >= SAME_MEANING)
