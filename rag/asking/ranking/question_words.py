"""Which of a question's words are where: in a passage, or in no article at all."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.late_interaction import matched_words
from rag.asking.ranking.query import Query
from rag.library.generation.lexical import UNSTATED, LexicalIndex
from rag.library.generation.nearest import each_row
from rag.text.passages.contexts import has_hint
from rag.text.question_language import script_of
from rag.text.terms import Term, index_terms

_APART = re.compile(r"\d|^[\u30a1-\u30ff]+$")
"""Figures, and katakana, in which Japanese writes names from elsewhere."""
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]+")
# Japanese puts them behind words, as endings, too.
_PARTICLES = re.compile(r"\A[\u3041-\u309f]+|[\u3041-\u309f]+\Z")

ASKING = frozenset({"happen", "happens", "happened", "happening", "حدث", "حدثت"})
"""What asks, and is no news where articles lack it: hardly a sentence says it."""

TRUSTED = 0.5
"""From this trust on a word is also matched by another one of like meaning."""


class QuestionWords:
    """The words of one question, looked up among those of the passages.

    Args:
        query: The question.
        lexical: The words of the passages, each with its headings.
    """

    def __init__(self, query: Query, lexical: LexicalIndex) -> None:
        self._query = query
        self._lexical = lexical

    def in_passages(self, rows: Sequence[int], before: str = "") -> NDArray[np.bool_]:
        """Tell which passage, its headings included, has which term: (rows, terms).

        Args:
            rows: The passages.
            before: What stands before each stem in the index.
        """
        terms = self._query.terms
        places = np.asarray(rows)
        found = np.zeros((len(rows), len(terms)), dtype=bool)
        for number, term in enumerate(terms):
            # A word has a stem for each language of the library: any of them will do.
            for stem in term.stems:
                found[:, number] |= self._lexical.has(before + stem, places)
        return found

    def shares(self, rows: Sequence[int], found: NDArray[np.bool_]) -> list[float]:
        """Weigh the words that each passage has against those it lacks.

        Words that only its hint has are neither: they ask for author or date, which it
        states. A question of such words alone lacks nothing.

        Args:
            rows: The passages.
            found: Which terms they have, shape (rows, terms).
        """
        # Content words that a passage is found by though its text doesn't have them.
        is_content = [not term.stop for term in self._query.terms]
        unstated = self.in_passages(rows, UNSTATED) & np.array(is_content, dtype=bool)
        return [self._share(*each) for each in zip(unstated, found, strict=True)]

    def _share(self, unstated: NDArray[np.bool_], found: NDArray[np.bool_]) -> float:
        if not unstated.any():
            return word_share(self._rarity, found)
        share = word_share(np.where(unstated, 0, self._rarity), found)
        return share if self._rarity[~unstated].any() else 1.0

    def lacks_name(self, found: NDArray[np.bool_]) -> float:
        """Say what share of the question's names and figures a passage lacks.

        What asks for one thing by its name is seldom answered by a text on another,
        however like it is; 0 where the question has neither.

        Args:
            found: Which terms it has, shape (terms,).
        """
        names = self._names
        return 1 - float(found[names].mean()) if names.any() else 0.0

    def has_all(self, found: NDArray[np.bool_], but: Callable[[Term], bool]) -> bool:
        """Tell whether a passage has all content words but those passed over.

        Args:
            found: Which terms it has, shape (terms,).
            but: Says which it needn't have.
        """
        return all(
            is_there or not term.is_content or but(term)
            for is_there, term in zip(found, self._query.terms, strict=True)
        )

    @cached_property
    def _names(self) -> NDArray[np.bool_]:
        """Tell which terms are figures, or names by how they are written, (terms,)."""
        query = self._query
        is_latin = script_of(query.text) == "Latin"
        # Translated names have other letters; in German every noun has a capital.
        has_capitals = not query.is_across and query.language != "de"
        return np.array(
            [
                term.is_content
                and (
                    bool(_APART.search(term.text))
                    or (term.text.isascii() and not is_latin)
                    or (has_capitals and number > 0 and term.text[0].isupper())
                )
                for number, term in enumerate(query.terms)
            ],
            dtype=bool,
        )

    def matched_and_missing(
        self, candidate: Candidate, found: NDArray[np.bool_]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Name the words that a passage has, itself or in other words, and the others.

        A passage that is read with a hint has no other words: its tokens would match
        the hint's.
        """
        query = self._query
        has = set(np.flatnonzero(found).tolist())
        # By the second model's pieces all resembles all a little.
        by_tokens = query.trust >= TRUSTED and not query.is_second
        if by_tokens and not has_hint(candidate.passage.context):
            best = candidate.interaction.best
            has.update(matched_words(best, query.encoded.offsets, query.terms))
        content = [
            (number in has, term.text)
            for number, term in enumerate(query.terms)
            if term.is_content and term.text.lower() not in ASKING
        ]
        matched = dict.fromkeys(text for is_there, text in content if is_there)
        missing = dict.fromkeys(text for is_there, text in content if not is_there)
        return tuple(matched), () if query.is_across else tuple(missing)

    def nowhere(
        self, title: str = "", among: Sequence[range] | None = None
    ) -> tuple[str, ...]:
        """Name the words that no article has; of another language that is no news.

        Args:
            title: An article's title that the index leaves out.
            among: The passages of the articles that are asked; None are all.
        """
        query = self._query
        if query.is_across:
            return ()
        own = {*index_terms(title, query.language)}
        rows = None if among is None else each_row(among)

        def knows(stem: str) -> bool:
            if stem in own:
                return True
            if rows is None:
                return self._lexical.knows(stem)
            return bool(self._lexical.has(stem, rows).any())

        return tuple(missing_words(query.text, query.terms, knows))

    @cached_property
    def _rarity(self) -> NDArray[np.float32]:
        """Give each term's IDF, that of its commonest stem; 0 for stop words."""
        # A word's stem in a language that it isn't of is in few passages or none, and
        # would make any word rare.
        rarity = [
            0.0 if term.stop else min(map(self._lexical.idf, term.stems))
            for term in self._query.terms
        ]
        return np.array(rarity, dtype=np.float32)


def word_share(weights: NDArray[np.float32], found: NDArray[np.bool_]) -> float:
    """Say what share of the question's content words a passage has.

    Args:
        weights: IDF of each content word in the library, shape (n,); a word that the
            library lacks weighs as much as one that a single passage has, or more.
        found: Whether the passage or its title has the word, shape (n,).

    Returns:
        A share from 0 to 1; 0 where the question has no content word.

    Example:
        Weights [3, 1], the first found: 0.75.
    """
    total = float(weights.sum())
    return float(weights[found].sum()) / total if total > 0 else 0.0


def missing_words(
    text: str, terms: Sequence[Term], knows: Callable[[str], bool]
) -> list[str]:
    """Name the content words of a question that no passage has, as it spells them.

    In an unspaced script, neighbouring characters that are in no known pair make one
    word.

    Args:
        text: The question.
        terms: Its terms, from `find_terms`.
        knows: Says whether a stem is in the index.

    Returns:
        The words, each once, in the order of the question.

    Example:
        >>> from rag.text.terms import find_terms
        >>> terms = find_terms("Who built the tower?", "en")
        >>> missing_words("Who built the tower?", terms, {"tower"}.__contains__)
        ['built']
        >>> terms = find_terms("What happened in 1998?", "en")
        >>> missing_words("What happened in 1998?", terms, {"1998"}.__contains__)
        []
    """
    whole = [
        term for term in terms if not term.partial and term.text.lower() not in ASKING
    ]
    wanted = {i for t in whole if not t.stop for i in range(t.start, t.end)}
    known = {
        i for t in whole if any(map(knows, t.stems)) for i in range(t.start, t.end)
    }
    missing = wanted - known
    for word in _KATAKANA.finditer(text):  # which is read in pieces
        if not missing.isdisjoint(range(*word.span())):
            missing.update(range(*word.span()))
    # Neighbouring positions have the same distance from their rank.
    runs = groupby(enumerate(sorted(missing)), key=lambda p: p[1] - p[0])
    places = [[position for _, position in run] for _, run in runs]
    words = (_PARTICLES.sub("", text[p[0] : p[-1] + 1]) for p in places)
    return list(dict.fromkeys(filter(None, words)))
