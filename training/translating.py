"""Texts put into other languages, piece by piece.

The second encoder's vectors of pieces mean the same in 16 languages: the nearest to
that of an English "when" are those of the Italian, the Russian and the Arabic one. A
reader that learns from English texts, and from the same where each piece gives way to
the nearest of another language, reads those languages, as far as they put words alike.
What such a language has no word for, as none but those in Latin letters has for "the",
is left out.
"""

import unicodedata
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray

from training.batches import Row
from training.reordering import Order
from training.tokens import WORD, Pieces

SCRIPTS = {
    "LATIN": 5,
    "CYRILLIC": 2,
    "ARABIC": 2,
    "CJK": 2,
    "KANA": 2,
    "HANGUL": 1,
    "THAI": 1,
}
"""Scripts to translate into, by the first word of their characters' names in Unicode,
and how often: eight of the languages are written in Latin letters."""

NEAREST = 4
"""A piece gives way to one of so many, chosen anew for each group."""

LEAST_ALIKE = 0.45
"""Pieces whose vectors have a smaller cosine don't mean the same."""

COMMON = 200
"""So many of the pieces, those that are used most, are mostly words of grammar."""

LEAST_ALIKE_COMMON, BEHIND_BEST = 0.3, 0.08
"""The same of those, whose vectors are less alike ("what", "from"), and by how much
the cosine may be less than that of the nearest."""

TRANSLATED = 0.6
"""The share of groups that are translated."""

ONE_SIDE = 0.15
"""The share of these of which only the questions are, or only the passages: to be asked
in one language of another."""

MOVED = 0.5
"""The share of these whose words stand in another order, too."""

KEPT = 0.1
"""The share of pieces that stay as they are, as names and borrowed words do."""

BLOCK = 1000
"""Pieces that are compared with all others at once."""


class Translator:
    """Puts texts into other languages, piece by piece.

    Args:
        pieces: All pieces.
        used: Those that the texts have, the most used first.
    """

    def __init__(self, pieces: Pieces, used: Sequence[int]) -> None:
        self._names = pieces.names
        scripts = np.array([script_of(name) for name in pieces.names])
        letters = [_letters(name) for name in pieces.names]
        own = [piece for piece in used if scripts[piece] == "LATIN"]
        common = set(own[:COMMON])
        vectors = torch.from_numpy(pieces.vectors)
        self._others = {
            script: dict(
                _nearest(
                    own, common, np.flatnonzero(scripts == script), vectors, letters
                )
            )
            for script in SCRIPTS
        }
        small = {letters[piece] for piece in common if pieces.names[piece].islower()}
        self._grammar = {piece for piece in own if letters[piece] in small}

    def __call__(self, rows: list[Row], random: Random) -> list[Row]:
        """Translate the rows of a group, or leave them: the same piece alike in all."""
        if random.random() >= TRANSLATED:
            return rows
        (script,) = random.choices([*SCRIPTS], [*SCRIPTS.values()])
        side = random.choice("qp") if random.random() < ONE_SIDE else "qp"
        chosen: dict[int, int | None] = {}
        if random.random() < MOVED:
            rows = [*map(Order(self._names, random), rows)]
        return [self._translated(row, script, side, chosen, random) for row in rows]

    def _translated(
        self,
        row: Row,
        script: str,
        side: str,
        chosen: dict[int, int | None],
        random: Random,
    ) -> Row:
        begin = 1 if "q" in side else row.passage_start
        end = len(row.ids) - 1 if "p" in side else row.passage_start - 1
        changed: list[int | None] = [*row.ids]
        for place in range(begin, end):
            piece = row.ids[place]
            if piece == Pieces.between:
                continue
            if piece not in chosen:
                chosen[piece] = self._chosen(piece, script, random)
            changed[place] = chosen[piece]
            if row.first <= place <= row.last and changed[place] is None:
                changed[place] = piece
        return _without_gaps(row, changed)

    def _chosen(self, piece: int, script: str, random: Random) -> int | None:
        """Choose what a piece gives way to; None is nothing."""
        if random.random() < KEPT:
            return piece
        others = self._others[script].get(piece)
        if others:
            return random.choice(others)
        is_left_out = script != "LATIN" and piece in self._grammar
        return None if is_left_out else piece


def _without_gaps(row: Row, changed: Sequence[int | None]) -> Row:
    """Close up a row's pieces; those of the answer have no gaps."""

    def moved(place: int) -> int:
        return place - changed[:place].count(None)

    return replace(
        row,
        ids=[piece for piece in changed if piece is not None],
        passage_start=moved(row.passage_start),
        first=moved(row.first),
        last=moved(row.last),
    )


def script_of(piece: str) -> str:
    """Name the script of a piece, "" where it has none or several.

    Kana may have Chinese characters beside them.
    """
    found = {
        unicodedata.name(character, "").partition(" ")[0]
        for character in piece
        if character.isalpha()
    }
    if found & {"HIRAGANA", "KATAKANA"}:
        return "KANA"
    return found.pop() if len(found) == 1 else ""


def _letters(piece: str) -> str:
    return piece.strip(WORD).lower()


def _nearest(
    own: Sequence[int],
    common: Container[int],
    others: NDArray[np.intp],
    vectors: torch.Tensor,
    letters: Sequence[str],
) -> Iterator[tuple[int, list[int]]]:
    """Find for each piece, if it has any, those of a script that mean the same."""
    theirs = vectors[torch.from_numpy(others)]
    for begin in range(0, len(own), BLOCK):
        block = [*own[begin : begin + BLOCK]]
        found = (vectors[block] @ theirs.T).topk(min(6 * NEAREST, len(others)))
        for piece, values, places in zip(block, *found, strict=True):
            near = [
                (other, alike)
                for other, alike in zip(
                    others[places.numpy()].tolist(), values.tolist(), strict=True
                )
                if not _is_form(letters[piece], letters[other])
            ]
            best = near[0][1] if near else 0.0
            least = LEAST_ALIKE
            if piece in common:
                least = max(LEAST_ALIKE_COMMON, best - BEHIND_BEST)
            usable = [other for other, alike in near if alike >= least]
            if usable:
                yield piece, usable[:NEAREST]


def _is_form(one: str, other: str) -> bool:
    """Tell whether two pieces are forms of one word, not the same in two languages."""
    stem = one[: max(4, len(one) - 2)]
    return one == other or (len(one) > 3 and other.startswith(stem))
