"""Quotewell, a plain script, and other programs on the same passages and weights.

Each is a process (`bench.peers`). A round of one follows a round of the other; every
round builds anew, starts the processes anew, so that it gives a cold start as well, and
asks questions that no other round asks.
"""

import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from bench.measuring import in_turn, percentiles
from bench.peers.processes import Corpus, run
from bench.reporting import section, table
from bench.setup import Setup, corpus_of
from rag.disk import size_of
from rag.judging.evaluation import is_right
from rag.judging.question_sets import LabelledQuestion

REQUIREMENTS = Path(__file__).parent / "requirements.txt"
_PINS = dict(line.split("==") for line in REQUIREMENTS.read_text("utf-8").split())

OURS, PLAIN = "bench.peers.programs:quotewell", "bench.peers.programs:plain"
HERE = {
    OURS: f"Quotewell {version('quotewell')}",
    PLAIN: f"plain sentence-transformers {version('sentence-transformers')} + FAISS",
}
PEERS = {
    "bench.peers.programs:langchain": f"LangChain + FAISS {_PINS['langchain-core']}",
    "bench.peers.programs:llamaindex": f"LlamaIndex {_PINS['llama-index-core']}",
    "bench.peers.programs:txtai": f"txtai {_PINS['txtai']}",
}
"""The functions that make programs, and the names of these in the table."""

WARM_UP = 5
MEBIBYTE = 2**20


class Round(NamedTuple):
    """Of a round: percentiles in ms, cold start in s, the most memory in MB.

    `built` are the passages built a second, `disk_mb` is what the library takes.
    """

    p50: float
    p95: float
    cold_s: float
    memory_mb: float
    built: float
    disk_mb: float


COLUMNS = (
    ("question p50, ms", ".1f"),
    ("p95, ms", ".1f"),
    ("cold start, s", ".2f"),
    ("memory, MB", ".0f"),
    ("built, passages a second", ".1f"),
    ("on disk, MB", ".1f"),
)


@dataclass(frozen=True, slots=True)
class Runner:
    """A program, and what all are given: a corpus, and questions for each round.

    The first questions of a round are not timed. `texts` are the passages' own words,
    by id: what is found is judged by them. `hits` are all judgements so far.
    """

    program: str
    python: str
    folder: Path
    corpus: Corpus
    texts: Mapping[str, str]
    rounds: Iterator[Sequence[LabelledQuestion]]
    hits: list[bool] = field(default_factory=list)

    def round(self) -> Round:
        """Build and ask; the library that is asked is the one that was built first."""
        shutil.rmtree(self.folder, ignore_errors=True)
        do, library = partial(run, self.program, self.python), self.folder / "0"
        seconds = do(folder=self.folder, corpus=self.corpus)
        asked, started = next(self.rounds), time.monotonic()
        questions = [labelled.question for labelled in asked]
        replies = do(threads=1, folder=library, questions=questions)
        self.hits.extend(map(self._is_right, asked[WARM_UP:], replies[WARM_UP:]))
        return Round(
            *percentiles([reply["ms"] for reply in replies[WARM_UP:]]),
            cold_s=replies[0]["at"] - started,
            memory_mb=replies[-1]["peak_mb"],
            built=len(self.corpus.ids) / seconds,
            disk_mb=size_of(library) / MEBIBYTE,
        )

    def _is_right(
        self, labelled: LabelledQuestion, reply: Mapping[str, Sequence[str]]
    ) -> bool:
        first = reply["ids"][0]
        return is_right(labelled, first.rpartition(":")[0], self.texts[first])


def peers_part(setup: Setup) -> list[str]:
    """Run all programs, and compare them."""
    corpus, count = corpus_of(setup.some), setup.size(43, 4)
    own_words = (passage.text for passage in setup.some.generation().passages)
    texts = dict(zip(corpus.ids, own_words, strict=True))
    warm, rest = setup.answerable[:WARM_UP], setup.answerable[WARM_UP:]
    rounds = [
        [*warm, *rest[start : start + count]]
        for start in range(0, setup.rounds * count, count)
    ]
    programs = HERE | (PEERS if setup.peers else {})
    runners = []
    for program in programs:
        python = setup.peers if program in PEERS and setup.peers else sys.executable
        folder = setup.work / "peers" / program.rpartition(":")[2]
        runners.append(Runner(program, python, folder, corpus, texts, iter(rounds)))
    figures = in_turn([runner.round for runner in runners], setup.rounds)
    hits = [mean(runner.hits) for runner in runners]
    return section(
        f"Beside peers ({setup.rounds} rounds)",
        f"The same {len(corpus.ids)} passages, weights and {len(runners[0].hits)} "
        "questions, the best five asked for; one thread to answer, as many to build as "
        "each takes by default. Each program is a process, used with its defaults. "
        "In brackets the ratio to plain. *Cold start* is from the command to the first "
        "answer, without a page; *hit@1*: the first passage contains an annotated "
        "answer. On disk Quotewell keeps the exported model, too, which its first "
        "build makes; that warms each program up, and is not in the times.",
        compared_programs(list(programs.values()), figures, hits),
    )


def compared_programs(
    titles: Sequence[str], figures: Sequence[Round], hits: Sequence[float]
) -> list[str]:
    """Write a row for each program, compared with the plain one, the second."""
    rows = []
    for title, found, hit in zip(titles, figures, hits, strict=True):
        ratios = zip(found, figures[1], COLUMNS, strict=True)
        cells = {
            name: f"{value:{form}} ({value / plain:.2f})"
            for value, plain, (name, form) in ratios
        }
        rows.append({"": title} | cells | {"hit@1": f"{hit:.3f}"})
    return table(rows, "")
