"""Questions: beside the plain script, part by part, eight at once, and in memory."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from statistics import median
from typing import TypeVar

import faiss
import pandas as pd
import torch

from bench.measuring import Times, in_turn, medians, percentiles, times_ms
from bench.peers.plain import Plain
from bench.reporting import picture, plot, section, table
from bench.speed_setup import Setup, make_plain
from bench.stages import watch
from rag.asking.assistant import Assistant
from rag.library.library import Library
from rag.library.starter import STARTER_QUESTIONS
from rag.models.encoder import load_encoder
from rag.page.quotes.answer import answer_html
from rag.page.quotes.turns import cut_quotes, remember

T = TypeVar("T")
Ask = Callable[[str], object]
Parts = dict[str, float]
"""Mean ms of a question, by part."""

STAGES = (
    ("encode", "rag.models.onnx.OnnxEncoder.encode_question"),
    ("encode", "rag.models.sentence.SentenceEncoder.encode_question"),
    ("analyse the question", "rag.asking.query.find_terms"),
    ("dense", "rag.library.generation.vectors.VectorIndex.search"),
    ("lexical", "rag.asking.candidates._by_words"),
    ("lexical, sentences", "rag.asking.candidates._coverages"),
    ("fusion", "rag.asking.candidates.fuse"),
    ("late interaction", "rag.asking.candidates._interactions"),
    ("rerank", "rag.asking.reranking.LateInteractionReranker.judge"),
)


def questions_part(setup: Setup) -> Iterator[str]:
    """Compare times of a question in three libraries, and say where ours go."""
    asked = setup.asked(setup.sizes.questions)
    libraries = {
        setup.real: STARTER_QUESTIONS * 4,
        setup.some: asked,
        setup.many: asked,
    }
    yield from section(
        f"A question ({setup.sizes.rounds} rounds)",
        "Ours is the whole answer: three retrievers, late interaction, confidence and "
        "citations, in one thread. Plain is the nearest five passages, in one thread; "
        "with all threads, torch's default, it waits for cores that others use.",
    )
    yield from table(
        "passages | p50 ratio | p95 ratio | p50 ratio, all threads | p95 ratio, all "
        "threads | ours p50 / p95, ms | plain, ms | plain, all threads",
        (
            f"{_passages(ours)} | {question_cells(*_compare(ours, questions, setup))}"
            for ours, questions in libraries.items()
        ),
    )
    yield from _profile(setup, asked)


def _passages(assistant: Assistant) -> str:
    return f"{len(assistant.generation().passages):,}"


def _compare(
    ours: Assistant, questions: Sequence[str], setup: Setup
) -> Iterator[Times]:
    """Ask ours, plain with all threads, and plain with one; medians of the rounds."""
    plain = make_plain(ours)
    measures = three_ways(
        lambda ask: percentiles(times_ms(ask, questions)), ours, plain
    )
    in_turn(measures[:2], 1)  # warms both up
    return map(medians, in_turn(measures, setup.sizes.rounds))


def three_ways(
    measure: Callable[[Ask], T], ours: Assistant, plain: Plain
) -> list[Callable[[], T]]:
    """Give what measures ours, plain with all threads, and plain with one."""

    def plain_one() -> T:
        with one_thread():
            return measure(plain.ask)

    return [partial(measure, ours.ask), partial(measure, plain.ask), plain_one]


@contextmanager
def one_thread() -> Iterator[None]:
    """Have torch and FAISS use one thread, as ours does.

    With more, waiting for a busy core counts against plain.
    """
    threads, searching = torch.get_num_threads(), faiss.omp_get_max_threads()
    torch.set_num_threads(1)
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        faiss.omp_set_num_threads(searching)


def question_cells(ours: Times, plain: Times, plain_one: Times) -> str:
    """Write a row: ratios to plain with one thread and with all, then the times."""
    ratios = [
        f"{mine / theirs:.2f}"
        for other in (plain_one, plain)
        for mine, theirs in zip(ours, other, strict=True)
    ]
    times = [f"{t.p50:.1f} / {t.p95:.1f}" for t in (ours, plain_one, plain)]
    return " | ".join(ratios + times)


def _profile(setup: Setup, asked: Sequence[str]) -> Iterator[str]:
    """Say where a question's time goes; medians over the rounds, asked in turn."""
    some, many = (f"{_passages(one)} passages" for one in (setup.some, setup.many))
    before = Assistant(Library(setup.work / "some"), load_encoder())
    assistants = {f"{some}, before": before, some: setup.some, many: setup.many}
    measures = [partial(_parts, one, asked) for one in assistants.values()]
    with one_thread():
        in_turn(measures, 1)  # warms them up
        found = in_turn(measures, setup.sizes.rounds)
    columns = {
        name: {part: median(one[part] for one in rounds) for part in rounds[0]}
        for name, rounds in zip(assistants, found, strict=True)
    }
    yield from section(
        "Where a question's time goes (ms)",
        "Before the encoder was exported, torch read the questions.",
    )
    yield from profile_table(columns)
    yield from _draw(columns, setup.out / "speed-question.png")


def _parts(assistant: Assistant, questions: Sequence[str]) -> Parts:
    """Ask each question, and add up the parts; what is left over comes last but one."""
    spent: Parts = {name: 0.0 for name, _ in STAGES}

    def add(name: str, began: float, ended: float) -> None:
        spent[name] += ended - began

    with ExitStack() as watched:
        for name, target in STAGES:
            owner, _, attribute = target.rpartition(".")
            watched.callback(watch(resolve_name(owner), attribute, partial(add, name)))
        started = time.perf_counter()
        answers = [assistant.ask(question) for question in questions]
        total = time.perf_counter() - started
    started = time.perf_counter()
    for answer in answers:
        turn = remember(answer, 0.0)
        answer_html(turn, cut_quotes(turn.references, assistant.article))
    spent["the rest"] = total - sum(spent.values())
    spent["render"] = time.perf_counter() - started
    return {name: seconds / len(questions) * 1000 for name, seconds in spent.items()}


def profile_table(columns: Mapping[str, Parts]) -> list[str]:
    """Write a row for each part, and their sum, with a column for each library."""
    frame = pd.DataFrame(columns)
    frame.loc["together"] = frame.sum()
    rows = zip(frame.index, frame.to_numpy(), strict=True)
    return table(
        " | ".join(["", *columns]),
        (" | ".join([name, *(f"{ms:.2f}" for ms in row)]) for name, row in rows),
    )


def _draw(columns: Mapping[str, Parts], path: Path) -> list[str]:
    with plot(path, 1, 1, 9, 2.4) as axis:
        bars = pd.DataFrame(columns).T
        bars.plot.barh(stacked=True, width=0.8, colormap="tab20", ax=axis, xlabel="ms")
        axis.legend(ncols=5, fontsize=7, loc="lower center", bbox_to_anchor=(0.5, 1))
    return picture("A question's time", path)
