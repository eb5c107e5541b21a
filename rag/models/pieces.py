"""Texts cut into pieces of words, by a vocabulary of SentencePiece."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

NORMAL, NO_PIECE, CONTROL = 1, 2, 3
"""Kinds of pieces: of text, what no piece has, and what no text has."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's pieces: ids, and their ranges in the text."""

    ids: list[int]
    offsets: list[tuple[int, int]]


def cut(
    vocabulary: "SentencePieceProcessor", text: str, most: int | None = None
) -> Pieces:
    """Cut a text into pieces, of which a long one has so many at most."""
    found = vocabulary.encode(text, return_type="offset_mapping")
    # A piece has the spaces before it in its range, which are no part of a word.
    own = [
        (end - len(text[start:end].lstrip() or text[start:end]), end)
        for start, end in found["offsets"][:most]
    ]
    return Pieces(found["ids"][:most], own)


def vocabulary_of(
    names: Sequence[str],
    scores: Sequence[float],
    kinds: Sequence[int],
    like: "SentencePieceProcessor",
) -> "SentencePieceProcessor":
    """Make a vocabulary of pieces.

    It is written in the wire format of Protocol Buffers, as SentencePiece reads it; the
    code that comes with that wants a version of another package which few have.

    Args:
        names: The pieces; what begins a word begins with U+2581.
        scores: The logarithm of how probable each is.
        kinds: What each is; one is `NO_PIECE`.
        like: Another vocabulary, which makes one of like signs in the same way.
    """
    from sentencepiece import SentencePieceProcessor

    written = [
        _written(1, _piece(*one)) for one in zip(names, scores, kinds, strict=True)
    ]
    # The kind of the model, and which piece stands for what no other has.
    written.append(_written(2, b"\x18\x01\xc0\x02" + _varint(kinds.index(NO_PIECE))))
    written.append(_written(3, _field(3, like.serialized_model_proto())))
    return SentencePieceProcessor(model_proto=b"".join(written))


def _piece(name: str, score: float, kind: int) -> bytes:
    """Write a piece: its text, its score in four bytes, and its kind."""
    rest = struct.pack("<BfBB", 2 << 3 | 5, score, 3 << 3, kind)
    return _written(1, name.encode()) + rest


def _written(field: int, content: bytes) -> bytes:
    """Write a field that has a length."""
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    """Write a number, seven bits a byte, the lowest first.

    >>> _varint(300).hex()
    'ac02'
    """
    low, rest = number & 127, number >> 7
    return bytes([low | 128]) + _varint(rest) if rest else bytes([low])


def _field(wanted: int, message: bytes) -> bytes:
    """Find a field in a message whose fields all have a length."""
    at, tag, content = 0, 0, b""
    while tag >> 3 != wanted:
        tag, at = _read(message, at)
        length, at = _read(message, at)
        content, at = message[at : at + length], at + length
    return content


def _read(message: bytes, at: int) -> tuple[int, int]:
    """Read a number, and give the place behind it, too.

    >>> _read(bytes.fromhex("ac02"), 0)
    (300, 2)
    """
    number, shift, byte = 0, 0, 128
    while byte & 128:
        byte = message[at]
        number |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
    return number, at
