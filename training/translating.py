"""Texts put into other languages, piece by piece.

The second encoder's vectors of pieces mean the same in 16 languages: the nearest to
that of an English "when" are those of the Italian, the Russian and the Arabic one. A
reader that learns from English texts, and from the same where each piece gives way to
the nearest of another language, reads those languages, as far as they put words alike.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from random import Random

import numpy as np
import torch
from numpy.typing import NDArray

from training.batches import Row
from training.tokens import Pieces

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

TRANSLATED = 0.6
"""The share of groups that are translated."""

ONE_SIDE = 0.15
"""The share of these of which only the questions are, or only the passages: to be asked
in one language of another."""

KEPT = 0.1
"""The share of pieces that stay as they are, as names and borrowed words do."""

BLOCK = 1000
"""Pieces that are compared with all others at once."""


class Translator:
    """Puts texts into other languages, piece by piece.

    Args:
        pieces: All pieces.
        used: Those that the texts have.
    """

    def __init__(self, pieces: Pieces, used: Sequence[int]) -> None:
        scripts = np.array([script_of(name) for name in pieces.names])
        letters = [_letters(name) for name in pieces.names]
        own = [piece for piece in used if scripts[piece] == "LATIN"]
        vectors = torch.from_numpy(pieces.vectors)
        self._others = {
            script: dict(
                _nearest(own, np.flatnonzero(scripts == script), vectors, letters)
            )
            for script in SCRIPTS
        }

    def __call__(self, rows: list[Row], random: Random) -> list[Row]:
        """Translate the rows of a group, or leave them: the same piece alike in all."""
        if random.random() >= TRANSLATED:
            return rows
        (script,) = random.choices([*SCRIPTS], [*SCRIPTS.values()])
        others, chosen = self._others[script], {}
        side = random.choice("qp") if random.random() < ONE_SIDE else "qp"
        for row in rows:
            asked = range(1, row.passage_start - 1) if "q" in side else ()
            read = range(row.passage_start, len(row.ids) - 1) if "p" in side else ()
            for place in (*asked, *read):
                piece = row.ids[place]
                if piece not in chosen:
                    is_kept = random.random() < KEPT or piece not in others
                    chosen[piece] = piece if is_kept else random.choice(others[piece])
                row.ids[place] = chosen[piece]
        return rows


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
    return piece.strip("\u2581").lower()


def _nearest(
    own: Sequence[int],
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
            near = others[places[values >= LEAST_ALIKE].numpy()].tolist()
            usable = [one for one in near if not _is_form(letters[piece], letters[one])]
            if usable:
                yield piece, usable[:NEAREST]


def _is_form(one: str, other: str) -> bool:
    """Tell whether two pieces are forms of one word, not the same in two languages."""
    stem = one[: max(4, len(one) - 2)]
    return one == other or (len(one) > 3 and other.startswith(stem))
