"""A library's vectors on disk, in Milvus Lite and on a Milvus server, side by side.

    python -m bench.engines ../shared/eval

Of questions of public sets it says how many get the same first passage in an engine as
on disk, with all models; and of larger libraries (`bench.growth_library`) how fast they
are written and asked, late interaction giving the order. The server is the one that the
tests run (`tests.milvus_server`), on the same machine.
"""

import argparse
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import mean

from bench.growth_library import Copies
from bench.measuring import percentiles, timed, times_ms
from bench.opening import Models, opened
from bench.reporting import folder_for_results, head, section, table_of, write
from rag.asking.assistant import Assistant
from rag.building.indexing import publish_articles
from rag.judging.question_sets import QuestionSet, read_question_set
from rag.library.engine import EngineAddress, adopt
from rag.library.library import Library
from tests.milvus_server import milvus_server

PACKAGES = ("faiss-cpu", "pymilvus", "milvus-lite", "milvus")
SETS = ("squad2", "xquad_en")
WARM_UP = 20
KEPT_TOKENS = 32
QUESTIONS = 200
ENGINES = ("Lite", "server")
AGREEMENT_FORMS = {"set": "", "questions": ",", **dict.fromkeys(ENGINES, ".1%")}
SPEED_FORMS = {
    "home": "",
    "passages": ",",
    "written, passages/s": ",.0f",
    "question p50, ms": ".1f",
    "p95, ms": ".1f",
}
CAVEAT = (
    "The machine is shared, so ratios are sounder than times. Writing is a build but "
    "for reading and encoding: words, overviews and vectors, made-up ones among them."
)

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
    models: Models, asked: Sequence[str], size: int, home: str, library: Library
) -> dict[str, float | str]:
    """Write a library of so many passages in a home, and ask it."""
    base = Library(models.folder / SETS[0]).open(models.encoder.identity)
    copies = Copies(base, size, KEPT_TOKENS, library.home)
    as_of = library.snapshot().as_of
    _, written_s = timed(lambda: library.publish(copies.fill, as_of))
    assistant = Assistant(library, models.encoder)
    times_ms(assistant.ask, asked[:WARM_UP])
    times = percentiles(times_ms(assistant.ask, asked[WARM_UP:]))
    figures = (home, copies.passages, copies.passages / written_s, *times)
    return dict(zip(SPEED_FORMS, figures, strict=True))


def main() -> None:
    """Compare the answers, then the speed; write the report after each part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    given = parser.parse_args()
    path = folder_for_results(False) / "engines.md"
    lines = head("A library in an engine", "bench.engines", PACKAGES, CAVEAT)
    with homes() as places, opened(None) as models:
        rows = []
        for name in SETS:
            questions = read_question_set(given.sets / name).sample(given.questions)
            rows.append(agreement(models, questions, name, places))
        lines += section("The same first passage as on disk, share of questions")
        lines += table_of(AGREEMENT_FORMS, rows)
        write(path, lines)
        asked = [q.question for q in questions.questions][: WARM_UP + QUESTIONS]
        rows = [
            speed(models, asked, size, home, give(models.folder / f"{home}-{size}"))
            for size in given.sizes
            for home, give in places.items()
        ]
        lines += section("Speed, late interaction giving the order")
        lines += table_of(SPEED_FORMS, rows)
        write(path, lines)


if __name__ == "__main__":
    main()
