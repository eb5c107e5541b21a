"""A library's vectors on disk, in Milvus Lite and on a Milvus server, side by side.

    python -m bench.engines ../shared

Of questions of public sets it says how many get the same first passage in an engine as
on disk, with all models; and of larger libraries (`bench.growth_library`) how fast they
are written and asked, late interaction giving the order. The server is the one that the
tests run (`tests.milvus_server`), on the same machine.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import mean

from bench.growth_library import Copies
from bench.measuring import percentiles, timed, times_ms
from bench.opening import Models, opened
from bench.reporting import section, table_of
from bench.setup import Setup, write_report
from rag.asking.assistant import Assistant
from rag.building.indexing import publish_articles
from rag.judging.question_sets import QuestionSet, read_question_set
from rag.library.engine import EngineAddress, adopt
from rag.library.library import Library
from tests.milvus_server import milvus_server

SETS = ("squad2", "xquad_en")
WARM_UP = 20
KEPT_TOKENS = 32
ENGINES = ("Lite", "server")
SPEED = ("home", "passages", "written, passages/s", "question p50, ms", "p95, ms")

Homes = dict[str, Callable[[Path], Library]]
"""By the name of each home, what gives the library in a folder that home."""


@contextmanager
def homes() -> Iterator[Homes]:
    """Give the three homes, with a server that runs."""

    def in_engine(server: str, folder: Path) -> Library:
        adopt(folder, EngineAddress(server, folder.name.replace("-", "_")))
        return Library(folder)

    with milvus_server() as port:
        yield {
            "disk": Library,
            "Lite": partial(in_engine, ""),
            "server": partial(in_engine, f"http://127.0.0.1:{port}"),
        }


def first_passages(
    assistant: Assistant, questions: Sequence[str]
) -> list[tuple[str, int] | None]:
    """Say where the first passage of each answer lies."""
    answers = [assistant.ask(question).citations for question in questions]
    return [(c[0].article_id, c[0].passage_start) if c else None for c in answers]


def agreement(
    models: Models, questions: QuestionSet, name: str, places: Homes
) -> dict[str, float | str]:
    """Say of how many questions each engine gives the same first passage."""
    asked = [labelled.question for labelled in questions.questions]
    expected = first_passages(models.assistant(questions, name), asked)
    row: dict[str, float | str] = {"set": name, "questions": len(asked)}
    for home in ENGINES:
        folder = models.folder / f"{name}-{home}"
        shutil.copytree(models.folder / name, folder)
        library = places[home](folder)
        publish_articles(library, questions.articles, models.encoder)
        assistant = Assistant(library, models.encoder, models.reranker)
        found = first_passages(assistant, asked)
        same = [one == other for one, other in zip(found, expected, strict=True)]
        row[home] = mean(same)
    return row


def speed(
    base: Assistant, asked: Sequence[str], size: int, home: str, library: Library
) -> dict[str, float | str]:
    """Write a library of so many passages in a home, and ask it."""
    copies = Copies(base.generation(), size, KEPT_TOKENS, library.home)
    as_of = library.snapshot().as_of
    _, written_s = timed(lambda: library.publish(copies.fill, as_of))
    assistant = Assistant(library, base.encoder)
    times_ms(assistant.ask, asked[:WARM_UP])
    times = percentiles(times_ms(assistant.ask, asked[WARM_UP:]))
    figures = (home, copies.passages, copies.passages / written_s, *times)
    return dict(zip(SPEED, figures, strict=True))


def answers_part(setup: Setup) -> Iterator[str]:
    """Compare the first passages of answers, with all models."""
    rows = []
    with homes() as places, opened(setup.work / "models") as models:
        for name in SETS:
            every = read_question_set(setup.shared / "eval" / name)
            rows.append(
                agreement(models, every.sample(setup.size(500, 10)), name, places)
            )
    yield from section("The same first passage as on disk, share of questions")
    yield from table_of(("", ",", ".1%", ".1%"), rows)


def speed_part(setup: Setup) -> Iterator[str]:
    """Compare how fast libraries are written and asked."""
    asked = setup.asked(WARM_UP + setup.size(200, 10))
    with homes() as places:
        rows = [
            speed(setup.some, asked, size, home, give(setup.work / f"{home}-{size}"))
            for size in setup.size((1000, 10_000), (300,))
            for home, give in places.items()
        ]
    yield from section("Speed, late interaction giving the order")
    yield from table_of(("", ",", ",.0f", ".1f", ".1f"), rows)


PARTS = {"answers": answers_part, "speed": speed_part}
HEADING = (
    "A library in an engine",
    "The machine is shared, so ratios are sounder than times. Writing is a build but "
    "for reading and encoding: words, overviews and vectors, made-up ones among them.",
)

if __name__ == "__main__":
    write_report(__doc__, "engines", HEADING, PARTS)
