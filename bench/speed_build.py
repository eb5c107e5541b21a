"""Reading passages: against the plain script, and against the machine's own limit.

Quality beside it: the same questions on an index that was read in float32, and on one
that was read in bfloat16.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import torch

from bench.speed_questions import make_assistant
from rag.evaluation import ask_all, report
from rag.model_files import find_model
from rag.onnx_encoder import OnnxEncoder, core_count
from rag.question_sets import QuestionSet
from rag.sentence_models import load_sentence_encoder

TEXTS = 32
"""How many are read a round."""

PEAK_SIZES = (512, 1024, 2048)
"""Rows of the square matrices; the peak is that of the size that does best."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read: passages a second, GFLOP/s, and its share of the peak, 0 to 1.

    The peak is that of matrix products in the same precision, with all threads.
    """

    name: str
    per_second: float
    gflops: float
    share: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The plain script and ours, first what the trial chose; peaks in GFLOP/s.

    `reduced` tells whether the trial chose bfloat16.
    """

    reduced: bool
    plain: Reader
    ours: list[Reader]
    peak: float
    reduced_peak: float
    rounds: int


@dataclass(frozen=True, slots=True)
class Quality:
    """The same questions after reading in float32 and in bfloat16; shares of all.

    `moved` is how many questions get another first passage.
    """

    hit_at_1: tuple[float, float]
    sentence_at_1: tuple[float, float]
    moved: int
    questions: int


def compare_reading(
    texts: Sequence[str], plain: Any, export: Path, rounds: int
) -> Reading:
    """Read the same texts in every way in turn; every round measures the peaks, too.

    Args:
        texts: At least `TEXTS` passages.
        plain: A SentenceTransformer.
        export: The same model, exported.
        rounds: How many.
    """
    texts = list(texts[:TEXTS])
    encoder = load_sentence_encoder(find_model(None))
    exported = OnnxEncoder(export, core_count())
    reads: dict[str, Callable[[], object]] = {
        "ours": lambda: list(encoder.encode_passages(texts)),
        "export": lambda: list(exported.encode_passages(texts)),
        "plain": lambda: plain.encode(texts, show_progress_bar=False),
    }
    reads["ours"]()  # the trial
    products = {
        (size, dtype): _product(size, dtype)
        for size in PEAK_SIZES
        for dtype in (torch.float32, torch.bfloat16)
    }
    everything = reads | products
    times: dict[Any, list[float]] = {name: [] for name in everything}
    for _ in range(rounds):
        for name, work in everything.items():
            times[name].append(_seconds(work))
    peak, reduced_peak = (
        max(2 * n**3 / median(times[n, dtype]) for n in PEAK_SIZES) / 1e9
        for dtype in (torch.float32, torch.bfloat16)
    )
    flop = _flop(plain, sum(min(n, 256) for n in encoder.count_tokens(texts)))
    reduced = bool(encoder._reduced)

    def reader(name: str, key: str, limit: float) -> Reader:
        seconds = median(times[key])
        gflops = flop / seconds / 1e9
        return Reader(name, len(texts) / seconds, gflops, gflops / limit)

    kind, limit = ("bfloat16", reduced_peak) if reduced else ("float32", peak)
    return Reading(
        reduced=reduced,
        plain=reader("plain: float32", "plain", peak),
        ours=[
            reader(f"Quotewell: {kind}", "ours", limit),
            reader("Quotewell's export: float32", "export", peak),
        ],
        peak=peak,
        reduced_peak=reduced_peak,
        rounds=rounds,
    )


def compare_quality(questions: QuestionSet, work: Path) -> Quality:
    """Index a set in both precisions, whatever a trial says, and ask its questions."""
    reports, firsts = [], []
    for reduced in (False, True):
        folder = work / ("bfloat16" if reduced else "float32")
        with patch("rag.sentence_models.prefers_reduced", lambda _, r=reduced: r):
            assistant = make_assistant(folder, questions.articles)
        outcomes = list(ask_all(questions, assistant, "article"))
        reports.append(report(questions, "article", assistant.generation(), outcomes))
        firsts.append([one.answer.citations[0].passage for one in outcomes])
    return Quality(
        hit_at_1=(reports[0].hit_at_1 or 0.0, reports[1].hit_at_1 or 0.0),
        sentence_at_1=(
            reports[0].sentence_at_1 or 0.0,
            reports[1].sentence_at_1 or 0.0,
        ),
        moved=sum(a != b for a, b in zip(*firsts, strict=True)),
        questions=len(questions.questions),
    )


def _flop(plain: Any, tokens: int) -> float:
    """Count what reading tokens takes: the weights dominate, whatever the lengths."""
    weights = sum(
        p.numel()
        for name, p in plain[0].model.named_parameters()
        if "embed" not in name
    )
    return float(2 * weights * tokens)


def _product(size: int, dtype: torch.dtype) -> Callable[[], object]:
    matrix = torch.rand(size, size).to(dtype)
    torch.mm(matrix, matrix)
    return lambda: torch.mm(matrix, matrix)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
