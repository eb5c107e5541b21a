"""The second reader: it reads what the second encoder finds, in 15 languages.

It begins with multilingual-e5-small (`rag.models.e5`), whose pieces of words and their
vectors it reads, and learned to read from English texts (`training/`), in some of which
words of other languages stand for their own, as the base's vocabulary translates them.
"""

import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from rag.models.e5 import BEGIN, END, INSTALLED, E5Pieces
from rag.models.reader import Feed, OnnxModel, check_weights
from rag.models.universal import UniversalEncoder
from rag.models.windows import (
    OVERLAP,
    QUESTION_TOKENS,
    WINDOW,
    Scores,
    TokenWindow,
    WindowReader,
)
from rag.roles import Encoder

WEIGHTS = Path(__file__).parent / "weights" / "second_reader.onnx"

SHA256 = "256a431bd2d366451ee2224d1f26266db1d4a53820fd39bae783821bcd4d643d"

_ROMAN = {"de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr"}
LANGUAGES = frozenset(_ROMAN | {"ar", "ja", "ko", "ru", "th", "zh"})
"""The second encoder's, Chinese in both scripts as one. It was measured in German,
Spanish, Russian, Arabic, Chinese, Japanese and Portuguese (docs/reader.md)."""


def load_second_reader(encoder: Encoder | None) -> WindowReader | None:
    """Load the reader that stands beside the second encoder that comes installed.

    Its files are checked and loaded when the first passage is to be read.

    Args:
        encoder: The second encoder. Another one, or none, has no reader, nor has a
            system that the package of its base isn't made for.
    """
    if not isinstance(encoder, UniversalEncoder) or not INSTALLED.is_there:
        return None
    pieces = E5Pieces(lambda: encoder.vocabulary)
    return WindowReader(PieceCutter(pieces), PieceModel(pieces), LANGUAGES)


class PieceCutter:
    """Cuts passages into windows of pieces.

    Args:
        pieces: Knows them.
    """

    def __init__(self, pieces: E5Pieces) -> None:
        self._pieces = pieces

    def windows(
        self, question: str, passages: Sequence[str]
    ) -> list[list[TokenWindow]]:
        """Give the windows of each passage, at least one."""
        asked = self._pieces.pieces(question).ids[:QUESTION_TOKENS]
        before = [BEGIN, *asked, END]
        return [list(self._windows(before, passage)) for passage in passages]

    def _windows(self, before: Sequence[int], passage: str) -> Iterator[TokenWindow]:
        pieces = self._pieces.pieces(passage)
        offsets = np.array(pieces.offsets, np.int64).reshape(-1, 2)
        room = WINDOW - len(before) - 1
        # The last one has more than what it shares.
        for first in range(0, max(len(pieces.ids) - OVERLAP, 1), room - OVERLAP):
            own = pieces.ids[first : first + room]
            yield TokenWindow(
                ids=[*before, *own, END],
                type_ids=[0] * len(before) + [1] * (len(own) + 1),
                places=np.arange(len(own)) + len(before),
                offsets=offsets[first : first + room],
            )


class PieceModel:
    """The scores of a window, by onnxruntime; safe to use from many threads.

    Args:
        pieces: Has their vectors.

    Raises:
        ModelError: Of a call, that the file is missing or was changed.
    """

    def __init__(self, pieces: E5Pieces) -> None:
        self._pieces = pieces
        self._lock = threading.Lock()

    def __call__(self, window: TokenWindow) -> Scores:
        """Score the pieces of a window."""
        with self._lock:  # threads that need it at once load it once
            model = self._model
        return model(window)

    @cached_property
    def _model(self) -> OnnxModel:
        check_weights(WEIGHTS, SHA256)
        return OnnxModel(WEIGHTS, self._vectors)

    def _vectors(self, window: TokenWindow) -> Feed:
        return {
            "vectors": self._pieces.vectors_of(window.ids)[None],
            "token_type_ids": np.array([window.type_ids]),
        }
