"""Programs in turn: builds of the same corpora, and the same questions.

Each is a process (`bench.peers`). A round of one follows a round of the other, for the
builds as for the questions; every round of questions starts the processes anew, so it
gives a cold start as well, and asks questions that no other round asks.
"""

import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.measuring import medians, percentiles
from bench.peers.programs import OURS, PLAIN, PeerFailedError, Program, Worker
from bench.reporting import MEBIBYTE
from rag.disk import size_of
from rag.judging.evaluation import contains_answer
from rag.judging.question_sets import LabelledQuestion
from rag.models.onnx import EXPORTS

Questions = Sequence[LabelledQuestion]


class Asked(NamedTuple):
    """A round of questions: percentiles in ms, cold start in s, most memory in MB."""

    p50: float
    p95: float
    cold_s: float
    memory_mb: float


@dataclass(slots=True)
class Run:
    """What a program has shown so far: by round, and what was right by question.

    `export_mb` of the `disk_mb` are a model that is exported once for a library,
    whatever its size. `sentences` stays empty where the program gives none.
    """

    program: Program
    folder: Path
    disk_mb: float = 0.0
    export_mb: float = 0.0
    build_s: dict[Path, list[float]] = field(default_factory=lambda: defaultdict(list))
    rounds: list[Asked] = field(default_factory=list)
    hits: list[bool] = field(default_factory=list)
    sentences: list[bool] = field(default_factory=list)

    def build(self, worker: Worker, corpus: Path, folder: Path) -> None:
        """Build a corpus in a folder that isn't there yet."""
        built = worker.request("build", corpus=str(corpus), folder=str(folder))
        self.build_s[corpus].append(built["seconds"])

    def ask(self, warm: Questions, asked: Questions, texts: Mapping[str, str]) -> None:
        """Start the program, ask it, and judge what it finds; see `Race.ask`."""
        started = time.perf_counter()
        with Worker(self.program, threads=1) as worker:
            worker.request("open", folder=str(self.folder))
            worker.request("ask", question=warm[0].question)
            cold_s = time.perf_counter() - started
            for question in warm[1:]:
                worker.request("ask", question=question.question)
            found = [worker.request("ask", question=q.question) for q in asked]
            memory_mb = worker.memory_mb("VmHWM")
        times = percentiles([reply["seconds"] * 1000 for reply in found])
        self.rounds.append(Asked(*times, cold_s, memory_mb))
        for question, reply in zip(asked, found, strict=True):
            first, sentence = reply["ids"][0], reply["sentence"]
            self.hits.append(is_right(question, first, texts[first]))
            if sentence is not None:
                self.sentences.append(is_right(question, first, sentence))


class Figures(NamedTuple):
    """Medians over the rounds, as in `Asked`; shares of all questions.

    `whole` and `few` are the passages that were built in a second, of all passages and
    of few.
    """

    p50: float
    p95: float
    cold_s: float
    memory_mb: float
    whole: float
    few: float
    hit_at_1: float
    sentence_at_1: float | None


def sum_up(run: Run, passages: Mapping[Path, int]) -> Figures:
    """Sum up; `passages` are those of each corpus, the whole one first."""
    whole, few = (n / median(run.build_s[path]) for path, n in passages.items())
    sentence = mean(run.sentences) if run.sentences else None
    return Figures(*medians(run.rounds), whole, few, mean(run.hits), sentence)


class Race:
    """All programs on the same corpora; a peer that fails is named, and left out."""

    def __init__(
        self,
        programs: Sequence[Program],
        work: Path,
        failures: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._work = work
        self.runs = [Run(p, work / p.module) for p in programs]
        self.failures = list(failures)

    def _each(self, work: Callable[[Run], None]) -> None:
        """Do something with every program, in turn."""
        for run in list(self.runs):
            try:
                work(run)
            except PeerFailedError as error:
                # The others are compared with these two.
                if run.program in (OURS, PLAIN):
                    raise
                self.runs.remove(run)
                self.failures.append((run.program.title, str(error)))

    def build(self, corpora: Sequence[Path], rounds: int) -> None:
        """Build the first corpus once, which stays, then all of them in every round."""
        workers: dict[Program, Worker] = {}

        def first(run: Run) -> None:
            worker = stack.enter_context(Worker(run.program))
            workers[run.program] = worker
            shutil.rmtree(run.folder, ignore_errors=True)  # another time's may be there
            run.build(worker, corpora[0], run.folder)
            run.build_s.clear()  # warming up doesn't count
            run.disk_mb = size_of(run.folder) / MEBIBYTE
            run.export_mb = size_of(run.folder / EXPORTS) / MEBIBYTE

        def again(run: Run, corpus: Path) -> None:
            with TemporaryDirectory(dir=self._work) as name:
                run.build(workers[run.program], corpus, Path(name, "index"))

        with ExitStack() as stack:
            self._each(first)
            for corpus in list(corpora) * rounds:
                self._each(lambda run, corpus=corpus: again(run, corpus))

    def ask(self, warm: Questions, asked: Questions, texts: Mapping[str, str]) -> None:
        """Ask a round of questions, `warm` ones first, which aren't timed.

        `texts` are the passages' own words, by id: what is found is judged by them.
        """
        self._each(lambda run: run.ask(warm, asked, texts))


def is_right(question: LabelledQuestion, passage_id: str, words: str) -> bool:
    """Tell whether words of a passage are of a relevant article, with an answer."""
    article = passage_id.rpartition(":")[0]
    return article in question.relevant and contains_answer(words, question.answers)
