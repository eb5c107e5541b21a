"""Reading passages: against the plain script, and against the machine's own limit."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import torch

from rag.model_files import find_model
from rag.sentence_models import load_sentence_encoder

ROUNDS = 7
TEXTS = 16
"""How many are read a round."""

PEAK_SIZE = 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """Passages a second, ours and plain, and the share of the peak that each reaches.

    `reduced` tells whether the trial chose bfloat16; `peak_gflops` is of float32, and
    the shares are of it.
    """

    reduced: bool
    per_second: float
    plain_per_second: float
    peak_gflops: float
    share: float
    plain_share: float


def compare_reading(texts: Sequence[str], plain: Any) -> Reading:
    """Read the same texts with both in turn; every round measures the peak as well.

    Args:
        texts: At least `TEXTS` passages.
        plain: A SentenceTransformer.
    """
    texts = list(texts[:TEXTS])
    encoder = load_sentence_encoder(find_model(None))
    tokens = sum(min(n, 256) for n in encoder.count_tokens(texts))
    # What one passage costs depends little on its length: the weights dominate.
    weights = sum(
        p.numel()
        for name, p in plain[0].model.named_parameters()
        if "embed" not in name
    )
    flop = 2 * weights * tokens
    reads: tuple[Callable[[], object], ...] = (
        lambda: list(encoder.encode_passages(texts)),
        lambda: plain.encode(texts, show_progress_bar=False),
        _multiply,
    )
    reads[0]()
    rows = [[_seconds(read) for read in reads] for _ in range(ROUNDS)]
    ours, theirs, peak = (median(column) for column in zip(*rows, strict=True))
    peak_flops = 2 * PEAK_SIZE**3 / peak
    return Reading(
        reduced=bool(encoder._reduced),
        per_second=len(texts) / ours,
        plain_per_second=len(texts) / theirs,
        peak_gflops=peak_flops / 1e9,
        share=flop / ours / peak_flops,
        plain_share=flop / theirs / peak_flops,
    )


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _multiply() -> None:
    torch.mm(_MATRIX, _MATRIX)


_MATRIX = torch.rand(PEAK_SIZE, PEAK_SIZE)
