"""Exporting a loaded encoder, so that questions can be answered without torch.

torch's exporter traces the transformer, onnxruntime fuses what it can. An export is
used only where it gives what the model itself gives on `PROBES`.
"""

import logging
import shutil
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rag.disk import new_folder, remove_leftovers
from rag.errors import ModelError
from rag.models.onnx import (
    MODEL,
    TOKENIZER,
    Export,
    OnnxEncoder,
    optimize,
    write_record,
)
from rag.roles import EncodedText, Encoder

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module
    from transformers import PreTrainedModel, PreTrainedTokenizerFast

log = logging.getLogger(__name__)

MIN_COSINE = 0.9999  # fused sums round otherwise, by less; another graph is off by more
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OPSET = 17  # the first that has layer normalisation as one operation

PROBES = (
    "Who wrote it?",
    "How fast did the train go in its first tests?",
    "Why were the old harbour walls rebuilt, and who paid for them?",
    "What does the law say about data that crosses borders?",
    "which of the two rivers is longer",
    "Wie hoch ist der Turm der alten Kirche?",
    "¿Cuándo se inauguró el puente nuevo?",
    "新质生产力是什么？",
    "Is a temperature of -12.5 °C normal there in April 2021?",
    "Explain how bees find their way home. " * 40,
)
"""Questions of several languages and lengths, the last longer than most windows."""


def write_export(
    path: Path,
    model: "PreTrainedModel",
    tokenizer: "PreTrainedTokenizerFast",
    export: Export,
    reference: Encoder,
) -> OnnxEncoder:
    """Export a transformer to a new folder, and open it.

    Args:
        path: The folder; what is there is replaced.
        model: The transformer, from token ids to token vectors.
        tokenizer: Its tokenizer.
        export: What the export is to be run with.
        reference: The encoder that it must agree with.

    Raises:
        ModelError: It can't be exported, or the export gives other vectors.
    """
    shutil.rmtree(path, ignore_errors=True)
    remove_leftovers(path.parent)  # of one that was killed here, as large as a model
    with new_folder(path) as folder:
        tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
        traced = folder / "traced.onnx"
        with _exporting():
            _trace(model, tokenizer, export.inputs, traced)
            optimize(traced, folder / MODEL)
        traced.unlink()
        write_record(folder, export)
        _check(OnnxEncoder(folder), reference)
    # Opened where it now lies: the folder that was checked has been renamed.
    return OnnxEncoder(path)


def least_cosine(some: Sequence[EncodedText], others: Sequence[EncodedText]) -> float:
    """Compare two encoders' output for the same texts.

    Args:
        some: Output of one encoder.
        others: Output of the other, in the same order.

    Returns:
        The smallest cosine between two vectors of the same text or token, -1 to 1; -1
        where the tokens themselves differ.

    Example:
        Vectors [1, 0] and [0.8, 0.6], equal tokens: 0.8.
    """
    least = 1.0
    for a, b in zip(some, others, strict=True):
        if not (
            np.array_equal(a.offsets, b.offsets) and np.array_equal(a.known, b.known)
        ):
            return -1.0
        cosines = np.sum(a.tokens * b.tokens, axis=1)
        least = min(least, float(a.vector @ b.vector), float(cosines.min()))
    return least


def _check(made: Encoder, reference: Encoder) -> None:
    """Compare on questions one by one, and on passages in batches with padding."""
    questions = least_cosine(
        [made.encode_question(text) for text in PROBES],
        [reference.encode_question(text) for text in PROBES],
    )
    passages = least_cosine(
        list(made.encode_passages(PROBES)), list(reference.encode_passages(PROBES))
    )
    if not min(questions, passages) >= MIN_COSINE:
        raise ModelError(
            f"the exported model gives other vectors: cosine "
            f"{min(questions, passages):.6f}, at least {MIN_COSINE} expected"
        )


def _trace(
    model: "PreTrainedModel",
    tokenizer: "PreTrainedTokenizerFast",
    inputs: Sequence[str],
    path: Path,
) -> None:
    import torch

    examples = tokenizer(
        list(PROBES[:2]), padding=True, return_tensors="pt", verbose=False
    )
    # The exporter traces positional arguments, and attention written out makes a
    # smaller graph than torch's own operation for it.
    attention = model.config._attn_implementation
    model.set_attn_implementation("eager")
    try:
        torch.onnx.export(
            _tokens_of(model, inputs),
            tuple(examples[name] for name in inputs),
            str(path),
            input_names=list(inputs),
            output_names=["tokens"],
            dynamic_axes={
                name: {0: "batch", 1: "length"} for name in [*inputs, "tokens"]
            },
            opset_version=OPSET,
            dynamo=False,  # the newer exporter needs another package, and more time
        )
    finally:
        model.set_attn_implementation(attention)


def _tokens_of(model: "PreTrainedModel", names: Sequence[str]) -> "Module":
    """Wrap a transformer: tensors in the order of `names` in, token vectors out."""
    from torch.nn import Module

    class Tokens(Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *tensors: "Tensor") -> "Tensor":
            output = self.model(**dict(zip(names, tensors, strict=True)))
            vectors: Tensor = output.last_hidden_state
            return vectors

    return Tokens().eval()


@contextmanager
def _exporting() -> Iterator[None]:
    """Export without the libraries' warnings; what goes wrong becomes one line."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Exception as error:  # torch and onnxruntime raise whatever they meet
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ModelError(f"the model can't be exported: {reason}") from error
