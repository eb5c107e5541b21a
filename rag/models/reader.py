"""Readers: models that read a question and a passage together, and mark the answer.

The one that ships is trained by `training/` and runs as ONNX, without torch. Any
extractive question-answering model on this machine can take its place by name.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.disk import sha256_of
from rag.errors import ModelError
from rag.models.files import default_folder
from rag.models.onnx import TOKENIZER, open_session
from rag.models.windows import Scores, WindowReader, scores_of
from rag.settings import core_count

if TYPE_CHECKING:
    from tokenizers import Encoding

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

    if not WEIGHTS.is_file() or sha256_of(WEIGHTS) != SHA256:
        raise ModelError(
            f"the reader {WEIGHTS} is missing or was changed; install Quotewell anew, "
            "or leave the reader out with --reader none"
        )
    tokenizer = Tokenizer.from_file(str(default_folder() / TOKENIZER))
    return WindowReader(tokenizer, OnnxModel(WEIGHTS), LANGUAGES)


class OnnxModel:
    """The scores of a window, by onnxruntime; safe to use from many threads.

    Args:
        path: The model: ids, mask and types to spans (1, t, 2) and answers (1,).
    """

    def __init__(self, path: Path) -> None:
        # It takes 1.15 times as long, and with VNNI twice as long for nothing.
        self._session = open_session(
            path, min(THREADS, core_count()), unsigned=int8_overflows()
        )

    def __call__(self, window: "Encoding") -> Scores:
        """Score the tokens of a window."""
        ids = np.array([window.ids])
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.array([window.type_ids]),
        }
        (spans,), (answers,) = self._session.run(None, feed)
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
