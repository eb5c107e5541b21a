"""How fast Quotewell is beside plain sentence-transformers + FAISS + Gradio.

    python -m bench.speed ../shared --out bench/results/speed.md

Both have the same weights, passages and questions. What is compared runs in turn, a
round of the one after a round of the other, and medians of the rounds are reported, so
that whatever else the machine does falls on both. Times depend on it all the same:
read the ratios first.
"""

import argparse
import platform
import shlex
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import torch

from bench.speed_build import TEXTS, Reading, compare_reading
from bench.speed_plain import load_model
from bench.speed_questions import (
    CLIENTS,
    ROUNDS,
    Compared,
    Crowd,
    compare,
    crowd,
    make_assistant,
    make_larger,
    make_plain,
    profile,
    resident_mb,
)
from bench.speed_start import ROUNDS as START_ROUNDS
from bench.speed_start import Start, compare_starts
from rag.assistant import Assistant
from rag.chunking import passage_input
from rag.library import Library
from rag.page.render import answer_html
from rag.page.turns import cut_quotes, remember
from rag.question_sets import QuestionSet, read_question_set
from rag.starter import STARTER_QUESTIONS
from rag.types import Answer, Article

ARTICLE = Path("article/new-quality-productive-forces.txt")
SET = Path("eval/squad2")
COPIES = 20
QUESTIONS = 20
CROWD_QUESTIONS = 32
MANY_QUESTIONS = 2000
PACKAGES = (
    "sentence-transformers",
    "torch",
    "onnxruntime",
    "faiss-cpu",
    "gradio",
    "bm25s",
)
FEATURES = ("avx2", "avx512_f", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8")


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory before and after many questions, in MB."""

    questions: int
    before_mb: float
    after_mb: float


def main() -> None:
    """Measure everything, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--out", type=Path, default=Path("bench/results/speed.md"))
    parser.add_argument("--work", type=Path, help="keep libraries here for next time")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        work = arguments.work or Path(
            stack.enter_context(tempfile.TemporaryDirectory())
        )
        arguments.out.parent.mkdir(parents=True, exist_ok=True)
        lines: list[str] = []
        for line in measure(arguments.shared, work):
            lines.append(line)
            arguments.out.write_text("\n".join(lines) + "\n", "utf-8")


def measure(shared: Path, work: Path) -> Iterator[str]:
    """Run all comparisons, and give a part of the report after each."""
    questions = read_question_set(shared / SET)
    asked = _answerable(questions)
    model = load_model()
    real = make_assistant(work / "real", [_real_article(shared, work)])
    some = make_assistant(work / "some", questions.articles)
    many = make_larger(work / "some", work / "many", questions.articles, COPIES)
    yield from _head(shared)
    # Ours has one; with more, waiting for a busy core would count against plain.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    compared = [
        compare(real, make_plain(real, model), STARTER_QUESTIONS * 4),
        compare(some, make_plain(some, model), asked[:QUESTIONS]),
        compare(many, make_plain(many, model), asked[:QUESTIONS]),
    ]
    yield from _question_table(compared)
    parts = [_profile(a, asked[:QUESTIONS]) for a in (some, many)]
    yield from _profile_table(compared[1:], parts)
    starts = compare_starts(work / "real", make_plain(real, model), work)
    yield from _start_table(*starts)
    together = crowd(some, make_plain(some, model), asked[:CROWD_QUESTIONS])
    yield from _crowd_table(together)
    torch.set_num_threads(threads)
    texts = [passage_input(p) for p in some.generation().passages]
    # The bench has not the patience for the thousands of texts that this is meant for.
    with patch("rag.sentence_models.SORTED_TEXTS", TEXTS):
        yield from _reading_table(compare_reading(texts, model))
    yield from _memory_lines(_memory(real, STARTER_QUESTIONS))


def _answerable(questions: QuestionSet) -> list[str]:
    return [q.question for q in questions.sample(2000).questions if q.answerable]


def _real_article(shared: Path, work: Path) -> Article:
    """Read the real article as a person's file is read."""
    library = Library(work / "real")
    path = shared / ARTICLE
    return library.read(library.add(path.read_bytes(), path.name))


def _profile(assistant: Assistant, questions: Sequence[str]) -> list[tuple[str, float]]:
    def render(answer: Answer) -> str:
        turn = remember(answer, 0.0)
        return answer_html(turn, cut_quotes(turn.references, assistant.article))

    profile(assistant, questions[:5], render)
    return profile(assistant, questions, render)


def _memory(assistant: Assistant, questions: Sequence[str]) -> Memory:
    before = resident_mb()
    for question in islice(cycle(questions), MANY_QUESTIONS):
        assistant.ask(question)
    return Memory(MANY_QUESTIONS, before, resident_mb())


def _head(shared: Path) -> list[str]:
    capabilities: dict[str, Any] = torch.cpu.get_capabilities()
    features = [name for name in FEATURES if capabilities.get(name)]
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    command = shlex.join(["python", "-m", "bench.speed", str(shared)])
    return [
        "# Speed, beside plain sentence-transformers + FAISS + Gradio",
        "",
        f"Made by `{command}`, on {capabilities['num_physical_cores']} cores of an "
        f"{capabilities['cpu_name']} ({', '.join(features)}), Python "
        f"{platform.python_version()}, {versions}.",
        "Other work ran on the same machine: ratios are sounder than times. All ratios "
        "are ours to plain.",
        "",
    ]


def _start_table(ours: Start, plain: Start) -> list[str]:
    rows = (
        ("page, s", ours.page_s, plain.page_s),
        ("first answer, s", ours.answer_s, plain.answer_s),
        ("most memory, MB", ours.memory_mb, plain.memory_mb),
    )
    return [
        f"## From the command to an answer ({START_ROUNDS} rounds)",
        "| | ratio | ours | plain |",
        "|---|---|---|---|",
        *(f"| {name} | {a / b:.2f} | {a:.2f} | {b:.2f} |" for name, a, b in rows),
        "",
    ]


def _question_table(compared: Sequence[Compared]) -> list[str]:
    rows = [
        f"| {c.passages} | {c.p50 / c.plain_p50:.2f} | {c.p95 / c.plain_p95:.2f} | "
        f"{c.p50:.1f} / {c.p95:.1f} | {c.plain_p50:.1f} / {c.plain_p95:.1f} |"
        for c in compared
    ]
    return [
        f"## A question ({ROUNDS} rounds)",
        "Ours is the whole answer: three retrievers, late interaction, confidence and "
        "citations. Plain is the nearest five passages. Each has one thread.",
        "",
        "| passages | p50 ratio | p95 ratio | ours p50 / p95, ms | plain, ms |",
        "|---|---|---|---|---|",
        *rows,
        "",
    ]


def _profile_table(
    compared: Sequence[Compared], parts: Sequence[list[tuple[str, float]]]
) -> list[str]:
    sizes = " | ".join(f"{c.passages} passages" for c in compared)
    rows = [
        f"| {columns[0][0]} | {' | '.join(f'{ms:.2f}' for _, ms in columns)} |"
        for columns in zip(*parts, strict=True)
    ]
    return [
        "## Where a question's time goes (mean ms)",
        f"| | {sizes} |",
        "|---" * (len(compared) + 1) + "|",
        *rows,
        "",
    ]


def _crowd_table(together: Crowd) -> list[str]:
    c = together
    return [
        f"## {CLIENTS} clients at once ({ROUNDS} rounds)",
        "| | ratio | ours | plain |",
        "|---|---|---|---|",
        f"| questions a second | {c.per_second / c.plain_per_second:.2f} | "
        f"{c.per_second:.0f} | {c.plain_per_second:.0f} |",
        f"| p50, ms | {c.p50 / c.plain_p50:.2f} | {c.p50:.1f} | {c.plain_p50:.1f} |",
        f"| p95, ms | {c.p95 / c.plain_p95:.2f} | {c.p95:.1f} | {c.plain_p95:.1f} |",
        "",
    ]


def _memory_lines(memory: Memory) -> list[str]:
    return [
        "## Memory",
        f"After {memory.questions} questions the process holds {memory.after_mb:.0f} "
        f"MB, before them {memory.before_mb:.0f} MB (with torch and both pipelines).",
        "",
    ]


def _reading_table(reading: Reading) -> list[str]:
    r = reading
    kind = "bfloat16" if r.reduced else "float32"
    return [
        "## Reading passages",
        f"The trial chose {kind}. The machine's matrix products reach "
        f"{r.peak_gflops:.0f} GFLOP/s in float32, in the same rounds.",
        "",
        "| | ratio | ours | plain |",
        "|---|---|---|---|",
        f"| passages a second | {r.per_second / r.plain_per_second:.2f} | "
        f"{r.per_second:.1f} | {r.plain_per_second:.1f} |",
        f"| share of the float32 peak | {r.share / r.plain_share:.2f} | "
        f"{r.share:.2f} | {r.plain_share:.2f} |",
        "",
    ]


if __name__ == "__main__":
    main()
