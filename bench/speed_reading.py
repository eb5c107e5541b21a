"""Reading passages: against the plain script, and against the machine's own limit.

Quality beside it: the same questions on an index that was read in float32, and on one
that was read in bfloat16.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from statistics import median
from typing import Any
from unittest.mock import patch

import torch

from bench.measuring import in_turn, timed
from bench.reporting import section, table
from bench.speed_setup import Setup, make_assistant, make_plain
from rag.judging.evaluation import ask_all
from rag.judging.reporting import report
from rag.models.files import find_model
from rag.models.onnx import EXPORTS, OnnxEncoder, core_count
from rag.models.sentence import load_sentence_encoder
from rag.text.passages import passage_input

TEXTS = 32
"""How many are read a round."""

PEAK_SIZES = (512, 1024, 2048)
"""Rows of the square matrices; the peak is that of the size that does best."""

WINDOW_TOKENS = 256
"""What the model reads of a text."""

PRECISIONS = (torch.float32, torch.bfloat16)


def reading_part(setup: Setup) -> Iterator[str]:
    """Read the same texts in every way in turn; every round measures the peaks, too."""
    generation, rounds = setup.some.generation(), setup.sizes.rounds
    texts = [passage_input(passage) for passage in generation.passages[:TEXTS]]
    encoder = load_sentence_encoder(find_model(None))
    export = next((setup.work / "some" / EXPORTS).iterdir())
    exported = OnnxEncoder(export, core_count())
    plain = make_plain(setup.some).model
    ways: list[Callable[[], object]] = [
        lambda: list(encoder.encode_passages(texts)),
        lambda: list(exported.encode_passages(texts)),
        lambda: plain.encode(texts, show_progress_bar=False),
    ]
    # The bench has not the patience for the hundreds of texts that this is meant for.
    with patch("rag.models.sentence.SORTED_TEXTS", TEXTS):
        ways[0]()  # the trial
        seconds = _median_seconds([*ways, *_products()], rounds)
    peaks = peak_gflops(seconds[len(ways) :])
    tokens = sum(min(n, WINDOW_TOKENS) for n in encoder.count_tokens(texts))
    is_reduced = bool(encoder._reduced)
    kind = "bfloat16" if is_reduced else "float32"
    yield from section(
        f"Reading passages ({rounds} rounds)",
        f"A build's trial chose {kind}. The machine's matrix products reach "
        f"{peaks[0]:.0f} GFLOP/s in float32 and {peaks[1]:.0f} in bfloat16, in the "
        "same rounds; shares are of the peak in the same precision.",
    )
    names = [f"Quotewell: {kind}", "Quotewell's export: float32", "plain: float32"]
    limits = [peaks[is_reduced], peaks[0], peaks[0]]
    figures = zip(names, seconds, limits, strict=False)
    yield from reading_table(list(figures), len(texts), _gflop(plain, tokens))


def _median_seconds(works: list[Callable[[], object]], rounds: int) -> list[float]:
    measures = [lambda work=work: timed(work)[1] for work in works]
    return [median(seconds) for seconds in in_turn(measures, rounds)]


def _products() -> Iterator[Callable[[], object]]:
    """Give products of matrices, of each size in both precisions, warmed up."""
    for size in PEAK_SIZES:
        for precision in PRECISIONS:
            matrix = torch.rand(size, size).to(precision)
            torch.mm(matrix, matrix)
            yield partial(torch.mm, matrix, matrix)


def peak_gflops(seconds: Sequence[float]) -> list[float]:
    """Give the most GFLOP/s in each precision.

    Args:
        seconds: Of products of matrices, as `_products` gives them.
    """
    return [
        max(2 * n**3 / s / 1e9 for n, s in zip(PEAK_SIZES, column, strict=True))
        for column in (seconds[0::2], seconds[1::2])
    ]


def _gflop(plain: Any, tokens: int) -> float:
    """Count what reading tokens takes: the weights dominate, whatever the lengths."""
    parameters = plain[0].model.named_parameters()
    weights = sum(p.numel() for name, p in parameters if "embed" not in name)
    return 2 * weights * tokens / 1e9


def reading_table(
    figures: Sequence[tuple[str, float, float]], texts: int, gflop: float
) -> list[str]:
    """Compare reading passages, and say what share of the limit is reached.

    Args:
        figures: Names, seconds to read the texts, and limits in GFLOP/s; plain is last.
        texts: How many were read.
        gflop: What that takes.
    """
    rows = (
        f"{name} | {figures[-1][1] / s:.2f} | {gflop / s / limit:.2f} "
        f"| {texts / s:.1f} | {gflop / s:.0f}"
        for name, s, limit in figures
    )
    return table(" | ratio | share of the peak | passages a second | GFLOP/s", rows)


def quality_part(setup: Setup) -> Iterator[str]:
    """Compare what is found after reading in float32 and in bfloat16."""
    sample = setup.questions.sample(setup.sizes.quality_questions)
    generation, firsts, reports = setup.some.generation(), [], []
    for precision in ("float32", "bfloat16"):
        is_reduced = precision == "bfloat16"
        # Whatever a trial says.
        with patch("rag.models.sentence.prefers_reduced", return_value=is_reduced):
            assistant = make_assistant(setup.work / precision, sample.articles)
        asked = list(ask_all(sample, assistant, "article"))
        firsts.append([one.answer.citations[0].passage for one in asked])
        reports.append(report(sample, "article", generation, asked))
    count = len(sample.questions)
    yield f"## Quality in bfloat16 ({count:,} questions of squad2, article scope)"
    yield from quality_table(
        {
            "hit@1": [one.hit_at_1 or 0.0 for one in reports],
            "sentence@1": [one.sentence_at_1 or 0.0 for one in reports],
        }
    )
    moved = sum(a != b for a, b in zip(*firsts, strict=True))
    yield from [f"{moved} of the questions get another first passage.", ""]


def quality_table(shares: Mapping[str, Sequence[float]]) -> list[str]:
    """Compare shares in float32 and in bfloat16."""
    rows = (
        f"{name} | {(reduced - full) * 100:+.2f} points | {full:.4f} | {reduced:.4f}"
        for name, (full, reduced) in shares.items()
    )
    return table(" | difference | float32 | bfloat16", rows)
