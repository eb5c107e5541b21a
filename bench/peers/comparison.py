"""Quotewell, a plain script, and other programs on the same passages and weights.

Each is a process (`bench.peers`). A round of one follows a round of the other; every
round builds anew, starts the processes anew, so that it gives a cold start as well, and
asks questions that no other round asks.
"""

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from bench.measuring import medians, percentiles
from bench.peers.programs import (
    OURS,
    PEERS,
    PLAIN,
    PeerFailedError,
    Program,
    install,
    run,
)
from bench.reporting import MEBIBYTE, section, table
from bench.speed_setup import Setup, make_corpus
from rag.disk import size_of
from rag.judging.evaluation import contains_answer
from rag.judging.question_sets import LabelledQuestion
from rag.models.onnx import EXPORTS
from rag.types import Article

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
    """What all programs do: corpora to build, with their passages, and questions.

    `warm` are asked first, and not timed. `texts` are the passages' own words, by id:
    what is found is judged by them.
    """

    whole: Path
    few: Path
    passages: tuple[int, ...]
    warm: Questions
    texts: Mapping[str, str]


@dataclass(slots=True)
class Runner:
    """What a program has shown so far: by round, and what was right by question.

    `sentences` stays empty where the program gives none.
    """

    program: Program
    folder: Path
    rounds: list[Round] = field(default_factory=list)
    hits: list[bool] = field(default_factory=list)
    sentences: list[bool] = field(default_factory=list)

    @property
    def library(self) -> Path:
        """What the last round built first, of all passages."""
        return self.folder / "0"

    def go(self, task: Task, asked: Questions) -> None:
        """Build both corpora, after a build that only warms up; then ask and judge."""
        shutil.rmtree(self.folder, ignore_errors=True)
        corpora = [task.whole, task.whole, task.few]
        _, *seconds = run(self.program, folder=self.folder, corpora=corpora)
        questions = [question.question for question in (*task.warm, *asked)]
        started = time.monotonic()
        done = run(self.program, threads=1, folder=self.library, questions=questions)
        cold_s = done["replies"][0]["at"] - started
        replies = done["replies"][len(task.warm) :]
        times = percentiles([reply["ms"] for reply in replies])
        built = (n / s for n, s in zip(task.passages, seconds, strict=True))
        self.rounds.append(Round(*times, cold_s, done["peak_mb"], *built))
        for question, reply in zip(asked, replies, strict=True):
            first, sentence = reply["ids"][0], reply["sentence"]
            self.hits.append(is_right(question, first, task.texts[first]))
            if sentence is not None:
                self.sentences.append(is_right(question, first, sentence))

    def figures(self) -> dict[str, float]:
        """Give medians over the rounds; shares of all questions, if there are any."""
        shares = {"hit@1": self.hits, "sentence@1": self.sentences}
        found = {name: mean(right) for name, right in shares.items() if right}
        return medians(self.rounds)._asdict() | found


def is_right(question: LabelledQuestion, passage_id: str, words: str) -> bool:
    """Tell whether words of a passage are of a relevant article, with an answer."""
    article = passage_id.rpartition(":")[0]
    return article in question.relevant and contains_answer(words, question.answers)


def each(runners: list[Runner], work: Callable[[Runner], None]) -> dict[str, str]:
    """Have every program do something, in turn; gives those that failed, with why.

    They are left out from then on, but for the two that others are compared with:
    where one of these fails, so does all.
    """
    failed = {}
    for runner in list(runners):
        try:
            work(runner)
        except PeerFailedError as error:
            if runner.program in (OURS, PLAIN):
                raise
            runners.remove(runner)
            failed[runner.program.title] = str(error)
    return failed


def peers_part(setup: Setup) -> Iterator[str]:
    """Install the peers, run all programs, and compare them."""
    task = _task(setup)
    runners = [Runner(p, setup.work / p.module) for p in (OURS, PLAIN, *PEERS)]
    failed = {}
    if not setup.quick:
        failed = each(runners, lambda one: install(one.program))
    rest, count = iter(setup.answerable[WARM_UP:]), setup.size(43, 4)
    for _ in range(setup.rounds):
        asked = list(islice(rest, count))
        failed |= each(runners, lambda one, asked=asked: one.go(task, asked))
    yield from section(
        f"Beside peers ({setup.rounds} rounds)",
        f"The same {task.passages[0]} passages, weights and {len(runners[0].hits)} "
        "questions, the best five asked for; one thread to answer, as many to build as "
        "each takes by default. Each program is a process in an environment of its "
        "own, used with its defaults. *Cold start* is from the command to the first "
        "answer, without a page. *Build* is in passages a second, of all and of "
        f"{task.passages[1]} of them.",
    )
    figures = {one.program.title: one.figures() for one in runners}
    disk_mb = {one.program.title: size_of(one.library) / MEBIBYTE for one in runners}
    yield from ratio_table(figures, failed)
    yield from figure_table(figures, disk_mb)
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
    corpora = [make_corpus(generation, a) for a in (setup.questions.articles, few)]
    paths = [setup.work / "whole.json", setup.work / "few.json"]
    for path, corpus in zip(paths, corpora, strict=True):
        path.write_text(json.dumps(asdict(corpus)), "utf-8")
    words = (passage.text for passage in generation.passages)
    return Task(
        *paths,
        passages=tuple(len(corpus.ids) for corpus in corpora),
        warm=setup.answerable[:WARM_UP],
        texts=dict(zip(corpora[0].ids, words, strict=True)),
    )


Figures = Mapping[str, Mapping[str, float]]


def ratio_table(figures: Figures, failed: Mapping[str, str]) -> list[str]:
    """Compare programs with the plain one; name those that did not run, and why."""
    plain, rows = figures[PLAIN.title], []
    for title, one in figures.items():
        cells = [f"{one[name] / plain[name]:.2f}" for name in Round._fields]
        cells.append(f"{one['hit@1']:.3f}")
        cells.append(f"{one['sentence@1']:.3f}" if "sentence@1" in one else "–")
        rows.append(" | ".join([title, *cells]))
    return table(
        "ratio to plain | question p50 | p95 | cold start | memory | build | of few "
        "| hit@1 | sentence@1",
        [*rows, *(f"{title} | did not run: {why}" for title, why in failed.items())],
    )


def figure_table(figures: Figures, disk_mb: Mapping[str, float]) -> list[str]:
    """Give what the programs took."""
    form = (
        "{} | {p50:.1f} / {p95:.1f} | {cold_s:.2f} | {memory_mb:.0f} "
        "| {whole:.1f} / {few:.1f} | {disk_mb:.1f}"
    )
    return table(
        " | question p50 / p95, ms | cold start, s | memory, MB | build / of few, "
        "passages a second | on disk, MB",
        (form.format(t, **one, disk_mb=disk_mb[t]) for t, one in figures.items()),
    )
