"""Quotewell, a plain script, and other programs on the same passages and weights.

Each is a process (`bench.peers`). A round of one follows a round of the other; every
round builds anew, starts the processes anew, so that it gives a cold start as well, and
asks questions that no other round asks.
"""

import json
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from bench.measuring import medians, percentiles
from bench.peers.processes import PeerFailedError, Program, run
from bench.reporting import MEBIBYTE, section, table
from bench.setup import Setup, make_corpus
from rag.disk import size_of
from rag.judging.evaluation import is_right
from rag.judging.question_sets import LabelledQuestion
from rag.models.onnx import EXPORTS
from rag.types import Article

REQUIREMENTS = Path(__file__).parent / "requirements.txt"
_PINS = dict(line.split("==") for line in REQUIREMENTS.read_text("utf-8").split())
_MODULE = "bench.peers.programs"

OURS = Program(f"{_MODULE}:quotewell", f"Quotewell {version('quotewell')}")
PLAIN = Program(
    f"{_MODULE}:plain",
    f"plain sentence-transformers {version('sentence-transformers')} + FAISS",
)
PEERS = tuple(
    Program(f"{_MODULE}:{function}", f"{name} {_PINS[package]}")
    for function, name, package in (
        ("langchain", "LangChain + FAISS", "langchain-core"),
        ("llamaindex", "LlamaIndex", "llama-index-core"),
        ("txtai", "txtai", "txtai"),
        ("chroma", "Chroma", "chromadb"),
        ("haystack", "Haystack", "haystack-ai"),
    )
)

FEW_PASSAGES = 48
"""A small build reads so many at least, in whole articles."""

WARM_UP = 5
Questions = Sequence[LabelledQuestion]


class Round(NamedTuple):
    """Percentiles in ms, cold start in s, most memory in MB; passages built a second.

    `whole` are those of the whole corpus, `few` those of a part of it.
    """

    p50: float
    p95: float
    cold_s: float
    memory_mb: float
    whole: float
    few: float


@dataclass(frozen=True, slots=True)
class Task:
    """What all programs do: build corpora, by their number of passages, and answer.

    `warm` are asked first, and not timed. `texts` are the passages' own words, by id:
    what is found is judged by them.
    """

    whole: Path
    few: Path
    passages: tuple[int, int]
    warm: Questions
    texts: Mapping[str, str]


@dataclass(slots=True)
class Runner:
    """What a program has shown so far: by round, and what was right by question.

    `sentences` stays empty where the program gives none; `failed` is why it failed.
    """

    program: Program
    folder: Path
    python: str = sys.executable
    rounds: list[Round] = field(default_factory=list)
    hits: list[bool] = field(default_factory=list)
    sentences: list[bool] = field(default_factory=list)
    failed: str = ""

    @property
    def library(self) -> Path:
        """What the last round built first, of all passages."""
        return self.folder / "0"

    def go(self, task: Task, asked: Questions) -> None:
        """Do a round, unless it failed before.

        Raises:
            PeerFailedError: Where one fails that others are compared with, so does all.
        """
        try:
            if not self.failed:
                self._go(task, asked)
        except PeerFailedError as error:
            if self.program in (OURS, PLAIN):
                raise
            self.failed = str(error)

    def _go(self, task: Task, asked: Questions) -> None:
        """Build both corpora, after a build that only warms up; then ask and judge."""
        shutil.rmtree(self.folder, ignore_errors=True)
        do = partial(run, self.program, self.python)
        corpora = [task.whole, task.whole, task.few]
        _, *seconds = do(folder=self.folder, corpora=corpora)
        questions = [question.question for question in (*task.warm, *asked)]
        started = time.monotonic()
        done = do(threads=1, folder=self.library, questions=questions)
        cold_s = done["replies"][0]["at"] - started
        replies = done["replies"][len(task.warm) :]
        times = percentiles([reply["ms"] for reply in replies])
        built = (n / s for n, s in zip(task.passages, seconds, strict=True))
        self.rounds.append(Round(*times, cold_s, done["peak_mb"], *built))
        for question, reply in zip(asked, replies, strict=True):
            first, sentence = reply["ids"][0], reply["sentence"]
            article = first.rpartition(":")[0]
            self.hits.append(is_right(question, article, task.texts[first]))
            if sentence is not None:
                self.sentences.append(is_right(question, article, sentence))

    def figures(self) -> dict[str, float]:
        """Give medians over the rounds; shares of all questions, if there are any."""
        shares = {"hit@1": self.hits, "sentence@1": self.sentences}
        found = {name: mean(right) for name, right in shares.items() if right}
        return medians(self.rounds)._asdict() | found


def peers_part(setup: Setup) -> Iterator[str]:
    """Run all programs, and compare them."""
    task = _task(setup)
    programs = [(one, sys.executable) for one in (OURS, PLAIN)]
    programs += [(one, setup.peers) for one in PEERS if setup.peers]
    runners = [
        Runner(one, setup.work / "peers" / one.function.partition(":")[2], python)
        for one, python in programs
    ]
    rest, count = iter(setup.answerable[WARM_UP:]), setup.size(43, 4)
    for _ in range(setup.rounds):
        asked = list(islice(rest, count))
        for runner in runners:
            runner.go(task, asked)
    yield from section(
        f"Beside peers ({setup.rounds} rounds)",
        f"The same {task.passages[0]} passages, weights and {len(runners[0].hits)} "
        "questions, the best five asked for; one thread to answer, as many to build as "
        "each takes by default. Each program is a process, used with its defaults. "
        "*Cold start* is from the command to the first answer, without a page. *Build* "
        f"is in passages a second, of all and of {task.passages[1]} of them.",
    )
    yield from ratio_table(runners)
    yield from figure_table(runners)
    export_mb = size_of(runners[0].library / EXPORTS) / MEBIBYTE
    yield (
        "*hit@1*: the first passage contains an annotated answer; *sentence@1*: the "
        "sentence put forward does. Plain puts forward the sentence of the first "
        "passage whose own vector is nearest, which its times don't include; a dash is "
        "a program that gives passages only. On disk Quotewell keeps the exported "
        f"model too ({export_mb:.0f} MB), made once for a library by its first build, "
        "which warms each program up and is not in the times."
    )
    yield ""


def _task(setup: Setup) -> Task:
    generation = setup.some.generation()
    few: list[Article] = []
    for article in setup.questions.articles:
        if sum(len(generation.passage_rows(a.id)) for a in few) < FEW_PASSAGES:
            few.append(article)
    whole = make_corpus(generation, setup.questions.articles)
    part = make_corpus(generation, few)
    paths = [setup.work / "whole.json", setup.work / "few.json"]
    for path, corpus in zip(paths, (whole, part), strict=True):
        path.write_text(json.dumps(asdict(corpus)), "utf-8")
    words = (passage.text for passage in generation.passages)
    return Task(
        *paths,
        passages=(len(whole.ids), len(part.ids)),
        warm=setup.answerable[:WARM_UP],
        texts=dict(zip(whole.ids, words, strict=True)),
    )


def ratio_table(runners: Sequence[Runner]) -> list[str]:
    """Compare programs with the plain one, the second; say why one did not run."""
    plain, rows = runners[1].figures(), []
    for runner in runners:
        cells = [f"did not run: {runner.failed}"]
        if not runner.failed:
            one = runner.figures()
            cells = [f"{one[name] / plain[name]:.2f}" for name in Round._fields]
            shares = (one["hit@1"], one.get("sentence@1"))
            cells += ["–" if share is None else f"{share:.3f}" for share in shares]
        rows.append(" | ".join([runner.program.title, *cells]))
    return table(
        "ratio to plain | question p50 | p95 | cold start | memory | build | of few "
        "| hit@1 | sentence@1",
        rows,
    )


def figure_table(runners: Sequence[Runner]) -> list[str]:
    """Give what the programs took, and what their libraries take on disk."""
    form = (
        "{} | {p50:.1f} / {p95:.1f} | {cold_s:.2f} | {memory_mb:.0f} "
        "| {whole:.1f} / {few:.1f} | {:.1f}"
    )
    rows = []
    for one in (runner for runner in runners if not runner.failed):
        disk_mb = size_of(one.library) / MEBIBYTE
        rows.append(form.format(one.program.title, disk_mb, **one.figures()))
    return table(
        " | question p50 / p95, ms | cold start, s | memory, MB | build / of few, "
        "passages a second | on disk, MB",
        rows,
    )
