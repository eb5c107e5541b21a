"""Rows whose words stand in another order, as in other languages.

A verb ends the clause in German, Turkish and Japanese, and what asks stands anywhere in
a Chinese question. A reader that learns from English alone takes their places in
English for granted (Ahmad et al. 2019, "On Difficulties of Cross-Lingual Transfer with
Order Differences").
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from training.batches import Row
from training.tokens import WORD

MOST_MOVED = 6.0
"""Words change places that are less than so many apart."""

BACKWARDS = 0.25
"""The share of orders in which each clause is turned round: what English puts behind a
noun or a verb, as "of the sea", Japanese, Korean and Turkish put before it."""

CLOSING = frozenset(".,;:?!)")
"""What parts clauses behind a word, and stays where it is."""


class Order:
    """One order of words, for all rows of a group.

    Args:
        names: Every piece, by its number.
        random: Chooses the order.
    """

    def __init__(self, names: Sequence[str], random: Random) -> None:
        self._names = names
        self._random = random
        self._reach = random.uniform(0, MOST_MOVED)
        self._sign = -1 if random.random() < BACKWARDS else 1

    def __call__(self, row: Row) -> Row:
        """Move words within their clauses; those of the answer stay together."""
        middle, end = row.passage_start - 1, len(row.ids) - 1
        asked, read = self._ordered(row, 1, middle), self._ordered(row, middle + 1, end)
        places = [0, *asked, middle, *read, end]
        return replace(
            row,
            ids=[row.ids[place] for place in places],
            first=places.index(row.first),
            last=places.index(row.last),
        )

    def _ordered(self, row: Row, begin: int, end: int) -> list[int]:
        """Give the places from one to another in their new order."""
        places: list[int] = []
        clause: list[list[int]] = []
        for word in self._words(row, begin, end):
            if self._closes(row, word[0]):
                places += self._moved(clause) + word
                clause = []
            else:
                clause.append(word)
        return places + self._moved(clause)

    def _words(self, row: Row, begin: int, end: int) -> Iterator[list[int]]:
        """Give words as the places of their pieces, the answer as one."""
        word: list[int] = []
        for place in range(begin, end):
            begins = self._names[row.ids[place]].startswith(WORD)
            inside = row.first < place <= row.last
            parts = begins or place == row.first or self._closes(row, place)
            if word and not inside and (parts or place == row.last + 1):
                yield word
                word = []
            word.append(place)
        if word:
            yield word

    def _closes(self, row: Row, place: int) -> bool:
        """Tell whether a piece parts clauses: none within a word, as in 3,000, does."""
        following = self._names[row.ids[place + 1]]
        ends = following.startswith((WORD, "<", *CLOSING))
        signs = {*self._names[row.ids[place]].strip(WORD)}
        return ends and bool(signs) and signs <= CLOSING

    def _moved(self, clause: list[list[int]]) -> list[int]:
        keys = [
            self._sign * number + self._random.uniform(0, self._reach)
            for number in range(len(clause))
        ]
        moved = sorted(range(len(clause)), key=keys.__getitem__)
        return [place for number in moved for place in clause[number]]
