"""The words of a library as a dictionary, to look a misspelt one up in.

The index has stems. Whatever is near one of these is looked for among the words of
the passages that have it, as "prodctive" is far from the stem of "productive".
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from rag.asking.spelling.distances import (
    LEAST_STEM,
    begun_alike,
    edit_distances,
    is_same_word,
)
from rag.library.generation.generation import Generation
from rag.library.generation.lexical import LexicalIndex
from rag.text.languages import fold, without_accents
from rag.text.passages import passage_input

LEAST_CHARS = 4
"""Shorter words have too many neighbours."""

LONG_CHARS = 8
"""From this length on two mistakes are allowed: 80 % of misspelt words have one
(Damerau 1964), and in a short word two make another one."""

MAX_SUFFIX_CHARS = 6
"""So much longer than its stem a word may be: "-ization", say, less the swapped end."""

MAX_SPELLING_STEPS = 3
"""So many letters British and American spellings of a word differ by, with another
ending: "criticised", "criticize"."""

MAX_PASSAGES = 80
"""So many passages are looked at for words. Of 400 words in 6,500 passages, with a
letter swapped, left out or added, 284 are found so, in 5 ms each."""

MAX_FOUND = 2

MAX_SPELLED_OUT = 2_000
"""In so many passages at most the words of an acronym are looked for: all are read, of
544 in 20 to 90 ms of a busy processor."""

_APART = r"[\s-]+(?:(?:and|for|in|of|on|the)\s+){0,2}"

_DENYING = frozenset({"un", "in", "im", "ir", "il", "a", "dis", "non"})

_DEGREE = re.compile(r"(?:er|est)\Z")

_LETTERS = re.compile(r"[^\W\d_]+")


class Dictionary:
    """The words of a generation, or of some of its articles.

    Args:
        generation: The index.
        articles: The ids of the articles, each one in the generation; None for all.
    """

    def __init__(
        self, generation: Generation, articles: Sequence[str] | None = None
    ) -> None:
        self._generation = generation
        self._articles = articles
        self._passages = generation.passages
        self._lexical = generation.passage_terms

    @cached_property
    def _parts(self) -> Sequence[range]:
        if self._articles is None:
            return [range(len(self._passages))]
        return self._generation.rows_of(self._articles)

    def near(self, word: str, mistakes: int) -> list[str]:
        """Find the words that a misspelt one may stand for, the likeliest first.

        Args:
            word: A word that the library doesn't have.
            mistakes: How many letters may be wrong at most.

        Returns:
            At most `MAX_FOUND` words in small letters: British and American spellings
            of the word first, then those with fewer mistakes, with the right first
            letter, and the more frequent.
        """
        typed = without_accents(fold(word))
        if self._lexical is None or not typed.isalpha() or len(typed) < LEAST_CHARS:
            return []
        found = self._words_near(typed, mistakes, self._lexical)
        if not found:
            return []
        steps = edit_distances(typed, np.array(list(found))).whole.tolist()
        # Most are far: to compare spellings takes a hundred times as long as the steps.
        near = [
            (not is_same_word(typed, other), step, other[0] != typed[0], -count, other)
            for (other, count), step in zip(found.items(), steps, strict=True)
            if step <= MAX_SPELLING_STEPS
            and not (_is_opposite(typed, other) or _is_degree(typed, other))
        ]
        allowed = [each for each in near if each[1] <= mistakes or not each[0]]
        return [other for *_, other in sorted(allowed)[:MAX_FOUND]]

    def not_of_others(self, word: str, others: Sequence[str]) -> list[str]:
        """Leave out what a word isn't that begins as another of the library does.

        "бегут" is no slip for "берут" where "бегуны" is a word.

        Args:
            word: A word that the library doesn't have.
            others: Words that it may stand for.
        """
        if self._lexical is None:
            return list(others)
        typed, stems = without_accents(fold(word)), self._lexical.words
        at = int(np.searchsorted(stems, typed))
        beside = (str(stem) for stem in stems[max(0, at - 1) : at + 1])
        longest = max((begun_alike(typed, stem) for stem in beside), default=0)
        return [
            other
            for other in others
            if longest < LEAST_STEM or begun_alike(typed, other) >= longest
        ]

    def spelled_out(self, acronym: str) -> str | None:
        """Find the words that an acronym stands for, where the library only has these.

        Args:
            acronym: Letters, in capitals.

        Returns:
            Words that begin with its letters, in small letters, as the library most
            often has them: once where they have capitals, else twice at least.
        """
        if sum(map(len, self._parts)) > MAX_SPELLED_OUT:
            return None
        words = _APART.join(rf"{letter}\w+" for letter in acronym)
        form = re.compile(rf"\b{words}\b", re.IGNORECASE)
        counts: Counter[str] = Counter()
        for row in chain.from_iterable(self._parts):
            for found in form.findall(self._passages[row].text):
                has_capitals = sum(map(str.isupper, found)) == len(acronym)
                counts[re.sub(r"[\s-]+", " ", found.lower())] += 1 + has_capitals
        [(found, count)] = counts.most_common(1) or [("", 0)]
        return found if count > 1 else None

    def _words_near(
        self, typed: str, mistakes: int, lexical: LexicalIndex
    ) -> Counter[str]:
        """Count the words in passages that have a stem near the word."""
        is_asked = np.zeros(len(lexical), dtype=bool)
        for part in self._parts:
            is_asked[part.start : part.stop] = True
        rows: dict[int, None] = {}
        for stem in _stems_near(typed, mistakes, lexical.words):
            # Not every passage with a stem has the form that is looked for, but a stem
            # farther off may be the one, too.
            share = max(1, (MAX_PASSAGES - len(rows)) // 2)
            found = lexical.rows_with(stem)
            rows.update(dict.fromkeys(found[is_asked[found]][:share].tolist()))
            if len(rows) == MAX_PASSAGES:
                break
        written: Counter[str] = Counter()
        for row in rows:
            written.update(_LETTERS.findall(passage_input(self._passages[row])))
        counts: Counter[str] = Counter()
        # By their length first, which leaves few to be folded.
        for word, count in written.items():
            if abs(len(word) - len(typed)) <= 2:
                counts[without_accents(fold(word))] += count
        return counts


def _stems_near(typed: str, mistakes: int, stems: NDArray[np.str_]) -> list[str]:
    """Choose the stems that a beginning of the word is near, the nearest first.

    Where the first letter is wrong it was swapped, added or left out: another one in
    its place is the rarest mistake (Pollock & Zamora 1984), and to compare all takes
    eight times as long.
    """
    alike = np.concatenate([_beginning(letter, stems) for letter in {*typed[:2]}])
    lengths = np.char.str_len(alike)
    is_long = lengths >= len(typed) - mistakes - MAX_SUFFIX_CHARS
    chosen = alike[is_long & (lengths <= len(typed) + mistakes)]
    if not len(chosen):
        return []
    # One more: a stem may end in another letter than its word, as "happi" does.
    steps = edit_distances(typed, chosen).stem
    near = np.flatnonzero(steps <= mistakes + 1)
    # Of equals the longer: it leaves less of the word open.
    order = np.lexsort((chosen[near], -np.char.str_len(chosen[near]), steps[near]))
    found: list[str] = chosen[near[order]].tolist()
    return found


def _beginning(letter: str, words: NDArray[np.str_]) -> NDArray[np.str_]:
    """Cut the words that begin with a letter out of sorted ones."""
    first, end = np.searchsorted(words, [letter, chr(ord(letter) + 1)])
    return words[first:end]


def _is_opposite(word: str, other: str) -> bool:
    """Tell whether one of two words denies the other: "unimportant", "important"."""
    longer, shorter = sorted((word, other), key=len, reverse=True)
    return longer.removesuffix(shorter) in _DENYING


def _is_degree(word: str, other: str) -> bool:
    """Tell whether two words are degrees of one: "cheaper", "cheapest"."""
    bare = _DEGREE.sub("", word)
    return bare != word and bare == _DEGREE.sub("", other) != other
