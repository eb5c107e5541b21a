"""A question's time: beside the plain pipeline, by its parts, with eight askers."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import numpy as np

from bench.speed_plain import Plain
from rag.assistant import Assistant
from rag.encoder import keep_export, load_encoder
from rag.indexing import publish_articles
from rag.library import Library
from rag.onnx_encoder import EXPORTS
from rag.types import Article

ROUNDS = 9
CLIENTS = 8

STAGES = (
    ("encode", "rag.onnx_encoder.OnnxEncoder.encode_question"),
    ("analyse the question", "rag.query.find_terms"),
    ("dense", "rag.vectors.VectorIndex.search"),
    ("lexical", "rag.candidates._by_words"),
    ("lexical, sentences", "rag.candidates._coverages"),
    ("fusion", "rag.candidates.fuse"),
    ("late interaction", "rag.candidates._interactions"),
    ("rerank", "rag.reranking.LateInteractionReranker.judge"),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """Times of the same questions, in ms: medians over rounds of p50 and of p95."""

    passages: int
    p50: float
    p95: float
    plain_p50: float
    plain_p95: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """Eight askers at once: questions a second, p50 and p95 in ms, for both."""

    per_second: float
    p50: float
    p95: float
    plain_per_second: float
    plain_p50: float
    plain_p95: float


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
        publish_articles(Library(folder), many, encoder)
    return make_assistant(folder, articles)


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


def compare(assistant: Assistant, plain: Plain, questions: Sequence[str]) -> Compared:
    """Ask both the same questions, a round of the one after a round of the other."""
    rounds: list[list[float]] = []
    times_ms(assistant.ask, questions[:5])
    times_ms(plain.ask, questions[:5])
    for _ in range(ROUNDS):
        ours = times_ms(assistant.ask, questions)
        theirs = times_ms(plain.ask, questions)
        rounds.append(
            [float(np.percentile(t, q)) for t in (ours, theirs) for q in (50, 95)]
        )
    p50, p95, plain_p50, plain_p95 = (
        median(column) for column in zip(*rounds, strict=True)
    )
    return Compared(len(plain.passages), p50, p95, plain_p50, plain_p95)


def profile(
    assistant: Assistant, questions: Sequence[str], render: Callable[[Any], object]
) -> list[tuple[str, float]]:
    """Say where a question's time goes: (part, mean ms), what is left over last."""
    spent: dict[str, float] = {name: 0.0 for name, _ in STAGES}
    with _watched(spent):
        started = time.perf_counter()
        answers = [assistant.ask(question) for question in questions]
        total = time.perf_counter() - started
    started = time.perf_counter()
    for answer in answers:
        render(answer)
    rendering = time.perf_counter() - started
    parts = [*spent.items(), ("the rest", total - sum(spent.values()))]
    parts.append(("render", rendering))
    return [(name, seconds / len(questions) * 1000) for name, seconds in parts]


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    """Measure each stage while the context is open."""
    patches = []
    for name, target in STAGES:
        module, _, attribute = target.rpartition(".")
        owner: Any = _resolve(module)
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


def _resolve(path: str) -> Any:
    """Find a module, or a class in one."""
    from pkgutil import resolve_name

    return resolve_name(path)


def crowd(assistant: Assistant, plain: Plain, questions: Sequence[str]) -> Crowd:
    """Let eight ask at once, the one and the other in turn."""
    rounds = [
        [*_together(assistant.ask, questions), *_together(plain.ask, questions)]
        for _ in range(ROUNDS)
    ]
    return Crowd(*(median(column) for column in zip(*rounds, strict=True)))


def _together(
    ask: Callable[[str], object], questions: Sequence[str]
) -> tuple[float, float, float]:
    """Ask from eight threads: questions a second, p50 and p95 in ms."""
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        times = list(pool.map(lambda q: times_ms(ask, [q])[0], questions))
    elapsed = time.perf_counter() - started
    p50, p95 = np.percentile(times, [50, 95])
    return len(questions) / elapsed, float(p50), float(p95)


def resident_mb() -> float:
    """Give this process's resident memory, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
