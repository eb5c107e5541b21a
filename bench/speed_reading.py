"""Reading passages, against the plain script.

Quality beside it: the same questions on an index that was read in float32, and on one
that was read in bfloat16.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from unittest.mock import patch

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


def reading_part(setup: Setup) -> Iterator[str]:
    """Read the same texts in every way in turn."""
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
        measures = [lambda way=way: timed(way)[1] for way in ways]
        seconds = [median(each) for each in in_turn(measures, rounds)]
    kind = "bfloat16" if encoder._reduced else "float32"
    yield from section(
        f"Reading passages ({rounds} rounds)", f"A build's trial chose {kind}."
    )
    names = [f"Quotewell: {kind}", "Quotewell's export: float32", "plain: float32"]
    yield from reading_table(dict(zip(names, seconds, strict=True)), len(texts))


def reading_table(seconds: Mapping[str, float], texts: int) -> list[str]:
    """Compare how long so many texts took; plain is last."""
    *_, plain = seconds.values()
    rows = (
        f"{name} | {plain / s:.2f} | {texts / s:.1f}" for name, s in seconds.items()
    )
    return table(" | ratio | passages a second", rows)


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
