"""Quotewell, a plain script, and other programs on the same passages and weights.

Each is a process (`bench.peers`). A round of one follows a round of the other, for the
builds as for the questions; every round of questions starts the processes anew, so it
gives a cold start as well, and asks a slice of the questions that no other round asks.
"""

import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import numpy as np

from bench.peers.protocol import Corpus
from bench.workers import Program, Worker, find_programs
from rag.assistant import Assistant
from rag.chunking import passage_input
from rag.evaluation import contains_answer
from rag.question_sets import LabelledQuestion, QuestionSet
from rag.types import Article

T = TypeVar("T")

QUESTIONS_A_ROUND = 43
"""Seven rounds ask 301."""

BUILD_PASSAGES = 96
"""So many at least are read in a round of builds, in whole articles."""

WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A round of questions: cold start in s, times in ms, memory in MB, what is right.

    `hits` and `sentences` tell for each question whether the first passage and its
    sentence are right; no sentences where the program gives none.
    """

    cold_s: float
    times_ms: list[float]
    memory_mb: float
    hits: list[bool]
    sentences: list[bool]


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """Medians over the rounds, and shares of all questions.

    `once_s` is what a build does once for a library, whatever its size (the export).
    """

    program: Program
    passages_per_second: float
    once_s: float
    disk_bytes: int
    p50_ms: float
    p95_ms: float
    cold_s: float
    memory_mb: float
    hit_at_1: float
    sentence_at_1: float | None


@dataclass(frozen=True, slots=True)
class PeerComparison:
    """Figures of the programs, ours first, plain second; others that failed, and why.

    `passages` were searched, `built` read in a round of builds, `questions` asked.
    """

    figures: list[PeerFigures]
    failures: list[tuple[str, str]]
    passages: int
    built: int
    questions: int
    rounds: int


class PeerRace:
    """All programs on the same corpus; one that fails is named, and left out.

    Args:
        programs: What is compared, ours first, plain second.
        work: A folder for corpora and indexes.
        rounds: How many rounds of builds, and of questions.
    """

    def __init__(self, programs: Sequence[Program], work: Path, rounds: int) -> None:
        self.programs = list(programs)
        self.work = work
        self.rounds = rounds
        self.failures: list[tuple[str, str]] = []

    def each(self, work: Callable[[Program], T]) -> dict[str, T]:
        """Do something with every program, in turn; by module."""
        done: dict[str, T] = {}
        for program in list(self.programs):
            try:
                done[program.module] = work(program)
            except RuntimeError as error:
                self.programs.remove(program)
                self.failures.append((program.title, str(error)))
        return done

    def build(self, whole: Path, sample: Path) -> Iterator[dict[str, dict[str, Any]]]:
        """Build the whole corpus once, which stays, and the sample in every round."""
        with ExitStack() as stack:
            workers: dict[str, Worker] = {}

            def first(program: Program) -> dict[str, Any]:
                worker = workers[program.module] = Worker(program)
                stack.callback(worker.close)
                folder = str(self.folder(program))
                built = worker.request("build", corpus=str(whole), folder=folder)
                return built | worker.request("size", folder=folder)

            def again(program: Program) -> dict[str, Any]:
                with tempfile.TemporaryDirectory(dir=self.work) as folder:
                    return workers[program.module].request(
                        "build", corpus=str(sample), folder=f"{folder}/index"
                    )

            yield self.each(first)
            for _ in range(self.rounds):
                yield self.each(again)

    def folder(self, program: Program) -> Path:
        """Name a program's index of the whole corpus."""
        return self.work / f"peer-{program.module}"

    def ask(
        self, slices: Sequence[Sequence[LabelledQuestion]], judge: "Judge"
    ) -> Iterator[dict[str, Asked]]:
        """Ask a slice of the questions in every round, the first slice to warm up."""
        warm, *others = slices
        for questions in others:
            yield self.each(lambda p, q=questions: self._asked(p, warm, q, judge))

    def _asked(
        self,
        program: Program,
        warm: Sequence[LabelledQuestion],
        questions: Sequence[LabelledQuestion],
        judge: "Judge",
    ) -> Asked:
        started = time.perf_counter()
        worker = Worker(program, threads=1)
        try:
            worker.request("open", folder=str(self.folder(program)))
            for number, question in enumerate(warm):
                worker.request("ask", question=question.question)
                if number == 0:
                    cold_s = time.perf_counter() - started
            found = [worker.request("ask", question=q.question) for q in questions]
            memory = worker.request("memory")["peak_mb"]
        finally:
            worker.close()
        return Asked(
            cold_s=cold_s,
            times_ms=[reply["ms"] for reply in found],
            memory_mb=memory,
            hits=[
                judge.is_right(q, reply["ids"][0])
                for q, reply in zip(questions, found, strict=True)
            ],
            sentences=[
                judge.is_right(q, reply["ids"][0], reply["sentence"])
                for q, reply in zip(questions, found, strict=True)
                if reply["sentence"] is not None
            ],
        )


class Judge:
    """Tells what is right: a passage of a relevant article with an annotated answer.

    Args:
        texts: The passages' own words, by id.
    """

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def is_right(
        self, question: LabelledQuestion, found: str, sentence: str | None = None
    ) -> bool:
        """Judge a passage by its id, or a sentence of it."""
        if found.rpartition(":")[0] not in question.relevant:
            return False
        text = self.texts[found] if sentence is None else sentence
        return contains_answer(text, question.answers)


def compare_peers(
    assistant: Assistant, questions: QuestionSet, work: Path, cache: Path, rounds: int
) -> PeerComparison:
    """Install the peers, and run all programs.

    Args:
        assistant: Answers from a library of the set's articles.
        questions: The set.
        work: A folder for corpora and indexes.
        cache: Where the peers' environments are, or are to be.
        rounds: How many rounds of builds, and of questions.
    """
    programs, failures = find_programs(cache)
    whole = make_corpus(assistant, questions.articles)
    sample = make_corpus(assistant, _first_articles(assistant, questions))
    paths = work / "whole.json", work / "sample.json"
    for path, corpus in zip(paths, (whole, sample), strict=True):
        path.write_text(json.dumps(asdict(corpus)), "utf-8")
    asked = [
        q for q in questions.sample(len(questions.questions)).questions if q.answerable
    ]
    starts = range(WARM_UP, WARM_UP + rounds * QUESTIONS_A_ROUND, QUESTIONS_A_ROUND)
    slices = [asked[:WARM_UP], *(asked[s : s + QUESTIONS_A_ROUND] for s in starts)]
    race = PeerRace(programs, work, rounds)
    first, *builds = race.build(*paths)
    texts = {
        name: passage.text
        for name, passage in zip(
            whole.ids, assistant.generation().passages, strict=True
        )
    }
    rounds_asked = list(race.ask(slices, Judge(texts)))
    return PeerComparison(
        figures=[
            _figures(
                program,
                first[program.module],
                [b[program.module]["seconds"] for b in builds],
                [a[program.module] for a in rounds_asked],
                len(sample.passages),
            )
            for program in race.programs
        ],
        failures=[*failures, *race.failures],
        passages=len(whole.passages),
        built=len(sample.passages),
        questions=sum(map(len, slices[1:])),
        rounds=rounds,
    )


def make_corpus(assistant: Assistant, articles: Sequence[Article]) -> Corpus:
    """Give articles, and their passages as the library has them."""
    generation = assistant.generation()
    rows = [row for a in articles for row in generation.passage_rows(a.id)]
    passages = [generation.passages[row] for row in rows]
    return Corpus(
        articles=[(a.id, a.title, a.text) for a in articles],
        ids=[f"{p.article_id}:{p.start}" for p in passages],
        passages=[passage_input(p) for p in passages],
        sentences=[[p.quote(s) for s in p.sentences] for p in passages],
    )


def _first_articles(assistant: Assistant, questions: QuestionSet) -> list[Article]:
    """Take articles until they have `BUILD_PASSAGES`."""
    chosen: list[Article] = []
    passages = 0
    for article in questions.articles:
        if passages < BUILD_PASSAGES:
            chosen.append(article)
            passages += len(assistant.generation().passage_rows(article.id))
    return chosen


def _figures(
    program: Program,
    first: dict[str, Any],
    seconds: Sequence[float],
    rounds: Sequence[Asked],
    built: int,
) -> PeerFigures:
    hits = [hit for one in rounds for hit in one.hits]
    sentences = [right for one in rounds for right in one.sentences]
    return PeerFigures(
        program=program,
        passages_per_second=built / median(seconds),
        once_s=first["once_s"],
        disk_bytes=first["bytes"],
        p50_ms=median(float(np.percentile(one.times_ms, 50)) for one in rounds),
        p95_ms=median(float(np.percentile(one.times_ms, 95)) for one in rounds),
        cold_s=median(one.cold_s for one in rounds),
        memory_mb=median(one.memory_mb for one in rounds),
        hit_at_1=sum(hits) / len(hits),
        sentence_at_1=sum(sentences) / len(sentences) if sentences else None,
    )
