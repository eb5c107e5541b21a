"""Readers: models that read a question and a passage together, and mark the answer.

The one that ships is trained by `training/` and runs as ONNX, without torch. Any
extractive question-answering model on this machine can take its place by name.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.disk import sha256_of
from rag.errors import ModelError
from rag.models.files import default_folder
from rag.models.onnx import TOKENIZER, open_session
from rag.models.windows import (
    Scores,
    TokenizerCutter,
    TokenWindow,
    WindowReader,
    scores_of,
)
from rag.settings import core_count

_FOLDER = Path(__file__).parent / "weights"
WEIGHTS = _FOLDER / "reader.onnx"
PRODUCT = _FOLDER / "product.onnx"
"""Multiplies a row of two uint8 by a column of two int8, and adds up."""

SHA256 = "a7484282d384279f57867a21ebdd4a62b8bf49973398ef492b0c4de4c2efbe98"

LANGUAGES = frozenset({"en"})
"""It was trained on English: of Spanish answers it marks half right, of German ones a
third, and loses 2 points of sentence@1."""

THREADS = 2
"""How many read a window, and of three questions two have only one: without VNNI that
takes 26 ms instead of 42, and eight clients get 3 % fewer answers a second (on two
cores)."""


def load_reader(model: str | None = None) -> WindowReader:
    """Load a reader.

    Args:
        model: A folder or a name in the local Hugging Face cache, of a model for
            extractive question answering; None is the reader that comes with Quotewell.

    Raises:
        ModelError: It isn't there, can't be loaded, or isn't the one promised.
    """
    if model is not None:
        from rag.models.question_answering import load_question_answering

        return WindowReader(*load_question_answering(model))
    from tokenizers import Tokenizer

    check_weights(WEIGHTS, SHA256)
    tokenizer = Tokenizer.from_file(str(default_folder() / TOKENIZER))
    return WindowReader(TokenizerCutter(tokenizer), OnnxModel(WEIGHTS), LANGUAGES)


def check_weights(path: Path, promised: str) -> None:
    """Compare a reader's file with the SHA-256 that is promised.

    Raises:
        ModelError: It is missing or another.
    """
    if not path.is_file() or sha256_of(path) != promised:
        raise ModelError(
            f"the reader {path} is missing or was changed; install Quotewell anew, "
            "or leave the reader out with --reader none"
        )


Feed = dict[str, NDArray[Any]]


def _tokens(window: TokenWindow) -> Feed:
    ids = np.array([window.ids])
    return {
        "input_ids": ids,
        "attention_mask": np.ones_like(ids),
        "token_type_ids": np.array([window.type_ids]),
    }


class OnnxModel:
    """The scores of a window, by onnxruntime; safe to use from many threads.

    Args:
        path: The model: to spans (1, t, 2) and answers (1,).
        feed: Gives its inputs, by their names: ids, mask and types.
    """

    def __init__(
        self, path: Path, feed: Callable[[TokenWindow], Feed] = _tokens
    ) -> None:
        self._feed = feed
        # It takes 1.15 times as long, and with VNNI twice as long for nothing.
        self._session = open_session(
            path, min(THREADS, core_count()), unsigned=int8_overflows()
        )

    def __call__(self, window: TokenWindow) -> Scores:
        """Score the tokens of a window."""
        (spans,), (answers,) = self._session.run(None, self._feed(window))
        return scores_of(spans[:, 0], spans[:, 1], float(answers))


@cache
def int8_overflows() -> bool:
    """Tell whether products of int8 overflow here, found out by one of them.

    x86 without VNNI adds two of them up in 16 bits, which hold 32,767 at most.

    Raises:
        ModelError: `PRODUCT` is missing or was changed.
    """
    most_a, most_b = 255, 127
    row, column = np.array([[most_a] * 2], np.uint8), np.array([[most_b]] * 2, np.int8)
    (product,) = open_session(PRODUCT, 1).run(None, {"a": row, "b": column})
    return int(product[0, 0]) != 2 * most_a * most_b
