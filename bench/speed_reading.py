"""Reading passages, against the plain script, and what reading in bfloat16 changes."""

from collections.abc import Callable, Iterator
from statistics import median
from unittest.mock import patch

from sentence_transformers import SentenceTransformer

from bench.measuring import in_turn, timed
from bench.opening import make_assistant
from bench.reporting import section, table
from bench.setup import Setup
from rag.judging.evaluation import ask_all
from rag.judging.reporting import report
from rag.models.files import find_model
from rag.models.onnx import EXPORTS, OnnxEncoder
from rag.models.sentence import load_sentence_encoder
from rag.settings import core_count
from rag.text.passages import passage_input

TEXTS = 32
"""How many are read a round."""


def reading_part(setup: Setup) -> Iterator[str]:
    """Read the same texts in every way in turn."""
    rounds, passages = setup.rounds, setup.some.generation().passages
    texts = [passage_input(passage) for passage in passages[:TEXTS]]
    encoder = load_sentence_encoder(find_model(None))
    export = next((setup.work / "some" / EXPORTS).iterdir())
    exported = OnnxEncoder(export, core_count())
    plain = SentenceTransformer(str(find_model(None).folder), device="cpu")
    ways: list[Callable[[], object]] = [
        lambda: list(encoder.encode_passages(texts)),
        lambda: list(exported.encode_passages(texts)),
        lambda: plain.encode(texts, show_progress_bar=False),
    ]
    # The bench has not the patience for the hundreds of texts that this is meant for.
    with patch("rag.models.sentence.SORTED_TEXTS", TEXTS):
        ways[0]()  # the trial
        measures = [lambda way=way: timed(way)[1] for way in ways]
        seconds = list(map(median, in_turn(measures, rounds)))
    kind = "bfloat16" if encoder._reduced else "float32"
    yield from section(
        f"Reading passages ({rounds} rounds)", f"A build's trial chose {kind}."
    )
    names = (f"Quotewell: {kind}", "Quotewell's export: float32", "plain: float32")
    yield from table(
        " | ratio | passages a second",
        (
            f"{name} | {seconds[-1] / each:.2f} | {len(texts) / each:.1f}"
            for name, each in zip(names, seconds, strict=True)
        ),
    )


def quality_part(setup: Setup) -> Iterator[str]:
    """Compare what is found after reading in float32 and in bfloat16."""
    sample = setup.questions.sample(setup.size(1500, 20))
    firsts, shares = [], []
    for precision in ("float32", "bfloat16"):
        # Whatever a trial says.
        reduced = patch(
            "rag.models.sentence.prefers_reduced",
            return_value=precision == "bfloat16",
        )
        with reduced:
            assistant = make_assistant(setup.work / precision, sample.articles)
        asked = list(ask_all(sample, assistant, "article"))
        firsts.append([one.answer.citations[0].passage for one in asked])
        found = report(sample, "article", setup.some.generation(), asked)
        shares.append((found.hit_at_1 or 0.0, found.sentence_at_1 or 0.0))
    count = len(sample.questions)
    named = zip(("hit@1", "sentence@1"), *shares, strict=True)
    yield f"## Quality in bfloat16 ({count:,} questions of squad2, article scope)"
    yield from table(
        " | difference, points | float32 | bfloat16",
        (
            f"{name} | {(reduced - full) * 100:+.2f} | {full:.4f} | {reduced:.4f}"
            for name, full, reduced in named
        ),
    )
    moved = sum(a != b for a, b in zip(*firsts, strict=True))
    yield from [f"{moved} of the questions get another first passage.", ""]
