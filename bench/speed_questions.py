"""A question's time and memory: beside the plain pipeline, by parts, eight at once."""

import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from pkgutil import resolve_name
from statistics import median
from typing import Any, TypeVar
from unittest.mock import patch

import faiss
import numpy as np
import torch

from bench.speed_plain import Plain
from bench.workers import Program, Worker
from rag.assistant import Assistant
from rag.encoder import keep_export, load_encoder
from rag.indexing import publish_articles
from rag.library import Library
from rag.onnx_encoder import EXPORTS
from rag.types import Answer, Article

T = TypeVar("T")
Parts = dict[str, float]

CLIENTS = 8

STAGES = (
    ("encode", "rag.onnx_encoder.OnnxEncoder.encode_question"),
    ("encode", "rag.sentence_models.SentenceEncoder.encode_question"),
    ("analyse the question", "rag.query.find_terms"),
    ("dense", "rag.vectors.VectorIndex.search"),
    ("lexical", "rag.candidates._by_words"),
    ("lexical, sentences", "rag.candidates._coverages"),
    ("fusion", "rag.candidates.fuse"),
    ("late interaction", "rag.candidates._interactions"),
    ("rerank", "rag.reranking.LateInteractionReranker.judge"),
)


@dataclass(frozen=True, slots=True)
class Times:
    """Of the same questions, in ms: medians over the rounds of p50 and of p95."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Ours and plain, which has all threads, as it is by default, or only one."""

    passages: int
    ours: Times
    plain: Times
    plain_one: Times


@dataclass(frozen=True, slots=True)
class Together:
    """Eight askers at once: medians over the rounds, and errors of all rounds."""

    per_second: float
    p50: float
    p95: float
    errors: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """Ours and plain, as in `Compared`."""

    ours: Together
    plain: Together
    plain_one: Together


def make_assistant(folder: Path, articles: Sequence[Article]) -> Assistant:
    """Index articles, or open the index that is there, with an exported encoder.

    Args:
        folder: The library.
        articles: What it is made of.
    """
    library = Library(folder)
    encoder = load_encoder(None, folder / EXPORTS)
    if library.current() is None:
        publish_articles(library, articles, encoder)
        keep_export(encoder)
    # Opened anew, so that it answers as a program does that starts now.
    return Assistant(library, load_encoder(None, folder / EXPORTS))


def make_larger(
    source: Path, folder: Path, articles: Sequence[Article], copies: int
) -> Assistant:
    """Index every article several times, with the vectors that are there already.

    Args:
        source: The library that has each article once.
        folder: The larger library, made where it isn't there yet.
        articles: What the source is made of.
        copies: How often each article is to be in it.
    """
    if not folder.is_dir():
        shutil.copytree(source, folder)
        many = [
            replace(article, id=f"{article.id}-{number}")
            for number in range(copies)
            for article in articles
        ]
        encoder = load_encoder(None, folder / EXPORTS)
        # Its starter questions would take minutes, and nothing here looks at them.
        with patch("rag.starter_questions.ROUNDS", ()):
            publish_articles(Library(folder), many, encoder)
    return make_assistant(folder, articles)


def make_before(folder: Path) -> Assistant:
    """Open a library as it was before there were exports: torch reads the questions."""
    return Assistant(Library(folder), load_encoder())


def make_plain(assistant: Assistant, model: Any) -> Plain:
    """Give the plain pipeline the same passages and vectors."""
    generation = assistant.generation()
    texts = [passage.text for passage in generation.passages]
    return Plain(model, texts, generation.passage_vectors.rows(0, len(texts)))


def times_ms(ask: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Time each question."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    return times


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


def compare(
    assistant: Assistant, plain: Plain, questions: Sequence[str], rounds: int
) -> Compared:
    """Ask both the same questions, a round of the one after a round of the other."""

    def ask(one: Assistant | Plain) -> list[float]:
        times = times_ms(one.ask, questions)
        return [float(np.percentile(times, q)) for q in (50, 95)]

    ask(assistant)
    ask(plain)
    figures = [_in_turn(ask, assistant, plain) for _ in range(rounds)]
    ours, theirs, theirs_one = (
        Times(*map(median, zip(*column, strict=True)))
        for column in zip(*figures, strict=True)
    )
    return Compared(len(plain.passages), ours, theirs, theirs_one)


def _in_turn(
    measure: Callable[[Assistant | Plain], T], assistant: Assistant, plain: Plain
) -> tuple[T, T, T]:
    """Measure ours, then plain with all threads, then with one."""
    ours, theirs = measure(assistant), measure(plain)
    with one_thread():
        return ours, theirs, measure(plain)


def profile(
    assistants: Sequence[Assistant],
    questions: Sequence[str],
    render: Callable[[Assistant, Answer], object],
    rounds: int,
) -> list[Parts]:
    """Say where a question's time goes: mean ms by part, for each of the assistants.

    They are asked in turn; of each part the median over the rounds is given.
    """

    def ask_all() -> list[Parts]:
        with one_thread():
            return [_parts(one, questions, render) for one in assistants]

    ask_all()
    columns = zip(*(ask_all() for _ in range(rounds)), strict=True)
    return [
        {name: median(parts[name] for parts in column) for name in column[0]}
        for column in columns
    ]


def _parts(
    assistant: Assistant,
    questions: Sequence[str],
    render: Callable[[Assistant, Answer], object],
) -> Parts:
    """Ask each question, and sum up the parts; what is left over comes last but one."""
    spent: Parts = {name: 0.0 for name, _ in STAGES}
    with _watched(spent):
        started = time.perf_counter()
        answers = [assistant.ask(question) for question in questions]
        total = time.perf_counter() - started
    started = time.perf_counter()
    for answer in answers:
        render(assistant, answer)
    spent["the rest"] = total - sum(spent.values())
    spent["render"] = time.perf_counter() - started
    return {name: seconds / len(questions) * 1000 for name, seconds in spent.items()}


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    """Measure each stage while the context is open."""
    patches = []
    for name, target in STAGES:
        module, _, attribute = target.rpartition(".")
        owner: Any = resolve_name(module)
        original = getattr(owner, attribute)

        def timed(*args: Any, _original=original, _name=name, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return _original(*args, **named)
            finally:
                spent[_name] += time.perf_counter() - started

        patches.append(patch.object(owner, attribute, timed))
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()


def crowd(
    assistant: Assistant, plain: Plain, questions: Sequence[str], rounds: int
) -> Crowd:
    """Let eight ask at once, the one and the other in turn."""

    def ask(one: Assistant | Plain) -> Together:
        return _together(one.ask, questions)

    columns = zip(
        *(_in_turn(ask, assistant, plain) for _ in range(rounds)), strict=True
    )
    return Crowd(*(_median(column) for column in columns))


def _together(ask: Callable[[str], object], questions: Sequence[str]) -> Together:
    """Ask from eight threads, each the next question as soon as it has an answer."""
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        asked = [pool.submit(times_ms, ask, [question]) for question in questions]
        wait(asked)
    elapsed = time.perf_counter() - started
    times = [one.result()[0] for one in asked if one.exception() is None]
    p50, p95 = np.percentile(times, [50, 95])
    errors = len(asked) - len(times)
    return Together(len(times) / elapsed, float(p50), float(p95), errors)


def _median(rounds: Sequence[Together]) -> Together:
    return Together(
        median(one.per_second for one in rounds),
        median(one.p50 for one in rounds),
        median(one.p95 for one in rounds),
        sum(one.errors for one in rounds),
    )


def memory_over(library: Path, questions: Sequence[str], steps: int) -> list[float]:
    """Ask a process of its own, and see what stays in its memory, in MB.

    Args:
        library: It answers from this.
        questions: What is asked, one after another.
        steps: How many figures are wanted after the one that follows the first answer.
    """
    program = Program("quotewell", "Quotewell", sys.executable)
    worker = Worker(program)
    try:
        worker.request("open", folder=str(library))
        worker.request("ask", question=questions[0])
        found = [worker.request("memory")["now_mb"]]
        size = len(questions) // steps
        for step in range(steps):
            for question in questions[step * size : (step + 1) * size]:
                worker.request("ask", question=question)
            found.append(worker.request("memory")["now_mb"])
        return found
    finally:
        worker.close()
