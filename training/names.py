"""Which pieces of words are names, by the second encoder's vectors.

    python -m training.names --out rag/models/weights

What means the same has like vectors in 16 languages, and in most a name has a capital:
the nearest pieces to 柏林 are "Berlijn" and "Berlin", to 音乐 "music" and "Musik". So a
name is told in languages that write it as any word, or any word as one. The table has a
bit for each piece; its SHA-256, which `rag/models/universal.py` promises, is printed.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from rag.disk import sha256_of
from rag.models.universal import NAMES, UniversalEncoder
from rag.types import Vectors

NEAREST = 5
LEAST_NAMES = 3
"""Of so many nearest words so many have to be names: with two presidents are, too."""

_WORD = re.compile("\u2581[A-Za-zÀ-ÖØ-öø-ÿ][a-zß-öø-ÿ]{2,}")
"""A whole word in Latin letters, with a capital at most."""

BLOCK = 1000
"""Pieces that are compared with all words at once."""


def are_names(pieces: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell of pieces whether they are names.

    A capital counts where the vocabulary lacks the same word without one: German nouns
    have one in a language of sixteen.

    Args:
        pieces: All pieces, those that begin a word with U+2581 before it.
        vectors: Theirs, of unit length, shape (pieces, d).

    Returns:
        Shape (pieces,).
    """
    words = [number for number, piece in enumerate(pieces) if _WORD.fullmatch(piece)]
    small = {pieces[word] for word in words}
    named = torch.tensor(
        [
            pieces[word][1].isupper() and pieces[word].lower() not in small
            for word in words
        ]
    )
    near = _nearest(torch.from_numpy(vectors), torch.tensor(words))
    return np.concatenate([(named[rows].sum(dim=1) >= LEAST_NAMES) for rows in near])


def _nearest(vectors: torch.Tensor, words: torch.Tensor) -> Iterator[torch.Tensor]:
    """Give the nearest words to each piece, itself left out, by blocks of pieces."""
    theirs = vectors[words].T
    for begin in range(0, len(vectors), BLOCK):
        own = torch.arange(begin, min(begin + BLOCK, len(vectors)))
        alike = vectors[own] @ theirs
        alike[own[:, None] == words] = -torch.inf
        yield alike.topk(NEAREST).indices


def all_pieces() -> tuple[list[str], Vectors]:
    """Give the second encoder's pieces, and their vectors of unit length."""
    encoder = UniversalEncoder()
    vocabulary = encoder.vocabulary
    numbers = range(vocabulary.get_piece_size())
    return [*map(vocabulary.id_to_piece, numbers)], encoder.vectors_of(numbers)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    path = parser.parse_args().out / NAMES
    path.write_bytes(np.packbits(are_names(*all_pieces())).tobytes())
    print(path, sha256_of(path))


if __name__ == "__main__":
    main()
