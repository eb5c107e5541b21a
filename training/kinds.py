"""The two readers that are trained: the first, and the second, of many languages."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from rag.models.files import find_model
from training.network import Network, PieceNetwork, body_of
from training.tokens import Pieces, Tokens, WordPieces


@dataclass(frozen=True, slots=True)
class Kind:
    """What a reader reads, and how its network is made, with a share of dropout."""

    tokens: Tokens
    network: Callable[[float], Network]


def kind_of(second: bool) -> Kind:
    """Give the first reader, or the second."""
    if second:
        pieces = Pieces()
        return Kind(pieces, lambda dropout: PieceNetwork(pieces.model, dropout))
    folder = find_model(None).folder
    return Kind(WordPieces(), lambda dropout: Network(body_of(folder), dropout))


def add_kind(parser: argparse.ArgumentParser) -> None:
    """Let a command line name the second reader."""
    parser.add_argument(
        "--second", action="store_true", help="the reader of many languages"
    )
