"""The two readers that are trained: the first, and the second encoder's."""

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from rag.models.files import find_model
from training.batches import Change, Rows
from training.material import Material
from training.network import Network, PieceNetwork
from training.tokens import Pieces, Tokens, WordPieces
from training.translating import Translator


@dataclass(frozen=True, slots=True)
class Kind:
    """What a reader reads, and how its network is made, with a share of dropout."""

    tokens: Tokens
    network: Callable[[float], Network]
    change: Callable[[Material], Change] | None = None

    def rows(self, material: Material) -> Rows:
        """Make what makes rows of some material to learn from."""
        change = self.change(material) if self.change else None
        return Rows(self.tokens, change)


def kind_of(second: bool) -> Kind:
    """Give the first reader, or the second."""
    base = find_model(None).folder
    if not second:
        return Kind(WordPieces(), partial(Network, base))
    pieces = Pieces()
    network = partial(PieceNetwork, base, pieces)
    return Kind(pieces, network, partial(_translator, pieces))


def _translator(pieces: Pieces, material: Material) -> Change:
    asked = (question.text for question in material.questions)
    used = Counter(
        piece
        for text in (*asked, *material.contexts)
        for piece in pieces.encode(text)[0]
    )
    return Translator(pieces, [piece for piece, _ in used.most_common()])


def add_kind(parser: argparse.ArgumentParser) -> None:
    """Let a command line name the second reader."""
    parser.add_argument(
        "--second", action="store_true", help="the second encoder's reader"
    )
