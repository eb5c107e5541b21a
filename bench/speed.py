"""How fast Quotewell is beside plain sentence-transformers + FAISS, and beside peers.

    pip install -e ".[test,bench]"
    python -m bench.speed ../shared

runs everything, in half an hour on two quiet cores, and writes `speed.md` and its
plots into bench/results. The first run installs the peers, each in an environment of
its own in the user's cache (7 GB). `--without peers page` leaves parts out, `--rounds 1
--articles 2` makes a small trial of all.

All have the same weights, passages and questions. What is compared runs in turn, a
round of the one after a round of the other, and medians of the rounds are reported, so
that whatever else the machine does falls on all. Times depend on it all the same: read
the ratios first.
"""

import argparse
import math
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import cycle, islice
from pathlib import Path
from unittest.mock import patch

from sentence_transformers import SentenceTransformer

from bench import speed_peers_report as peers_report
from bench import speed_plots as plots
from bench import speed_report as report
from bench.environments import default_cache
from bench.page_speed import measure_page
from bench.speed_build import TEXTS, compare_quality, compare_reading
from bench.speed_peers import compare_peers
from bench.speed_plain import load_model
from bench.speed_questions import (
    compare,
    crowd,
    make_assistant,
    make_before,
    make_larger,
    make_plain,
    memory_over,
    profile,
)
from bench.speed_start import Starter
from rag.assistant import Assistant
from rag.chunking import passage_input
from rag.library import Library
from rag.onnx_encoder import EXPORTS
from rag.page.render import answer_html
from rag.page.turns import cut_quotes, remember
from rag.question_sets import QuestionSet, read_question_set
from rag.starter import STARTER_QUESTIONS
from rag.types import Answer, Article

ARTICLE = Path("article/new-quality-productive-forces.txt")
SET = Path("eval/squad2")
RESULTS = Path("bench/results")
REPORT = "speed.md"
ROUNDS = 7
MANY_PASSAGES = 10_000
QUESTIONS = 20
CROWD_QUESTIONS = 64
QUALITY_QUESTIONS = 1500
MANY_QUESTIONS = 2000
MEMORY_STEPS = 4


@dataclass(frozen=True)
class Bench:
    """What the parts share; whatever takes time is made when it is first needed.

    `work` holds libraries and indexes, `cache` the peers' environments, `out` gets the
    plots; only the first `articles` of the set are used, None is all.
    """

    shared: Path
    work: Path
    cache: Path
    out: Path
    rounds: int
    articles: int | None

    @cached_property
    def model(self) -> SentenceTransformer:
        """The weights in sentence-transformers."""
        return load_model()

    @cached_property
    def questions(self) -> QuestionSet:
        """The set, or what its first articles can answer of it."""
        whole = read_question_set(self.shared / SET)
        articles = whole.articles[: self.articles]
        ids = {article.id for article in articles}
        questions = tuple(
            q for q in whole.questions if ids.issuperset(q.relevant + q.near)
        )
        return replace(whole, articles=articles, questions=questions)

    @cached_property
    def asked(self) -> list[str]:
        """Answerable questions, in an order of chance."""
        sample = self.questions.sample(len(self.questions.questions))
        return [q.question for q in sample.questions if q.answerable]

    @cached_property
    def real(self) -> Assistant:
        """A library of the one real article, read as a person's file is read."""
        library = Library(self.work / "real")
        path = self.shared / ARTICLE
        article: Article = library.read(library.add(path.read_bytes(), path.name))
        return make_assistant(self.work / "real", [article])

    @cached_property
    def some(self) -> Assistant:
        """A library of the set's articles."""
        return make_assistant(self.work / "some", self.questions.articles)

    @cached_property
    def many(self) -> Assistant:
        """A library of the set's articles, so often that it has `MANY_PASSAGES`."""
        folders = self.work / "some", self.work / "many"
        copies = math.ceil(MANY_PASSAGES / len(self.some.generation().passages))
        return make_larger(*folders, self.questions.articles, copies)


def questions_part(bench: Bench) -> Iterator[str]:
    """Compare times of a question in three libraries, and say where ours go."""
    pairs = (
        (bench.real, STARTER_QUESTIONS * 4),
        (bench.some, bench.asked[:QUESTIONS]),
        (bench.many, bench.asked[:QUESTIONS]),
    )
    compared = [
        compare(ours, make_plain(ours, bench.model), asked, bench.rounds)
        for ours, asked in pairs
    ]
    yield from report.question_table(compared, bench.rounds)
    some, many = (f"{one.passages:,} passages" for one in compared[1:])
    profiled = {
        f"{some}, before": make_before(bench.work / "some"),
        some: bench.some,
        many: bench.many,
    }
    asked = bench.asked[:QUESTIONS]
    parts = profile(list(profiled.values()), asked, _render, bench.rounds)
    columns = dict(zip(profiled, parts, strict=True))
    yield from report.profile_table(columns)
    yield from plots.question_parts(columns, bench.out)


def start_part(bench: Bench) -> Iterator[str]:
    """Compare starts, and say where their time goes."""
    plain = make_plain(bench.real, bench.model)
    starter = Starter(bench.work / "real", plain, bench.work)
    yield from report.start_table(*starter.compare(bench.rounds), bench.rounds)
    ours, before = starter.stages(bench.rounds)
    yield from report.stage_table(ours, before)
    yield from plots.start_stages(ours, before, bench.out)


def crowd_part(bench: Bench) -> Iterator[str]:
    """Compare eight clients at once."""
    plain = make_plain(bench.some, bench.model)
    asked = bench.asked[:CROWD_QUESTIONS]
    together = crowd(bench.some, plain, asked, bench.rounds)
    yield from report.crowd_table(together, len(asked), bench.rounds)


def reading_part(bench: Bench) -> Iterator[str]:
    """Compare reading passages with the plain script and with the machine's limit."""
    texts = [passage_input(p) for p in bench.some.generation().passages]
    export = next((bench.work / "some" / EXPORTS).iterdir())
    # The bench has not the patience for the hundreds of texts that this is meant for.
    with patch("rag.sentence_models.SORTED_TEXTS", TEXTS):
        reading = compare_reading(texts, bench.model, export, bench.rounds)
    yield from report.reading_table(reading)


def quality_part(bench: Bench) -> Iterator[str]:
    """Compare what is found after reading in float32 and in bfloat16."""
    sample = bench.questions.sample(QUALITY_QUESTIONS)
    yield from report.quality_table(compare_quality(sample, bench.work))


def memory_part(bench: Bench) -> Iterator[str]:
    """Ask many questions, and see what stays in memory."""
    bench.some.generation()  # it is there before another process opens it
    questions = list(islice(cycle(bench.asked), MANY_QUESTIONS))
    found = memory_over(bench.work / "some", questions, MEMORY_STEPS)
    yield from report.memory_table(found, MANY_QUESTIONS)


def peers_part(bench: Bench) -> Iterator[str]:
    """Compare with a plain script and other programs."""
    folders = bench.work, bench.cache
    compared = compare_peers(bench.some, bench.questions, *folders, bench.rounds)
    yield from peers_report.peer_tables(compared)
    yield from plots.peers(compared, bench.out)


def page_part(bench: Bench) -> Iterator[str]:
    """Measure the page in Chromium."""
    speed = measure_page(bench.rounds)
    yield from report.page_table(speed)
    yield from plots.page_turns(speed, bench.out)


PARTS: dict[str, Callable[[Bench], Iterator[str]]] = {
    "peers": peers_part,
    "questions": questions_part,
    "start": start_part,
    "page": page_part,
    "crowd": crowd_part,
    "reading": reading_part,
    "quality": quality_part,
    "memory": memory_part,
}


def _render(assistant: Assistant, answer: Answer) -> str:
    turn = remember(answer, 0.0)
    return answer_html(turn, cut_quotes(turn.references, assistant.article))


def main() -> None:
    """Measure everything, and write the report; each part when it is done."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="has article/ and eval/")
    parser.add_argument("--without", nargs="+", choices=PARTS, default=[])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--articles", type=int, help="use only so many of the set")
    parser.add_argument("--cache", type=Path, default=default_cache())
    parser.add_argument("--work", type=Path, help="keep libraries here for next time")
    parser.add_argument("--out", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    with ExitStack() as stack:
        work = arguments.work or Path(
            stack.enter_context(tempfile.TemporaryDirectory())
        )
        for folder in (work, arguments.out, arguments.cache):
            folder.mkdir(parents=True, exist_ok=True)
        bench = Bench(
            arguments.shared,
            work,
            arguments.cache,
            arguments.out,
            arguments.rounds,
            arguments.articles,
        )
        lines = report.head()
        for name, part in PARTS.items():
            if name not in arguments.without:
                lines.extend(part(bench))
                text = "\n".join(lines).rstrip() + "\n"
                (arguments.out / REPORT).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
