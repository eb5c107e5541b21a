"""Programs in turn: builds of the same corpus, and the same questions.

Each is a process (`bench.peers`). A round of one follows a round of the other, for the
builds as for the questions; every round of questions starts the processes anew, so it
gives a cold start as well, and asks a slice of the questions that no other round asks.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bench.workers import Program, Worker
from rag.evaluation import contains_answer
from rag.onnx_encoder import EXPORTS
from rag.question_sets import LabelledQuestion

T = TypeVar("T")
Built = dict[str, Any]
NEEDED = ("quotewell", "plain")
"""What the others are compared with."""


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


class PeerRace:
    """All programs on the same corpus; a peer that fails is named, and left out.

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
                if program.module in NEEDED:
                    raise
                self.programs.remove(program)
                self.failures.append((program.title, str(error)))
        return done

    def build(self, corpora: Sequence[Path]) -> Iterator[list[dict[str, Built]]]:
        """Build the first corpus once, which stays, then all of them in every round."""
        with ExitStack() as stack:
            workers: dict[str, Worker] = {}

            def first(program: Program) -> Built:
                worker = workers[program.module] = Worker(program)
                stack.callback(worker.close)
                folder = self.folder(program)
                shutil.rmtree(folder, ignore_errors=True)  # another run's may be there
                built = worker.request(
                    "build", corpus=str(corpora[0]), folder=str(folder)
                )
                size = worker.request("size", folder=str(folder))
                export = worker.request("size", folder=str(folder / EXPORTS))
                return built | size | {"export_bytes": export["bytes"]}

            def again(program: Program, corpus: Path) -> Built:
                with tempfile.TemporaryDirectory(dir=self.work) as folder:
                    return workers[program.module].request(
                        "build", corpus=str(corpus), folder=f"{folder}/index"
                    )

            yield [self.each(first)]
            for _ in range(self.rounds):
                yield [self.each(partial(again, corpus=corpus)) for corpus in corpora]

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
