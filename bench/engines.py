"""A library's vectors on disk, in Milvus Lite and on a Milvus server, side by side.

    python -m bench.engines ../shared

Of questions of public sets it says how many get the same first passage in an engine as
on disk, with all models; and of larger libraries (`bench.growth_library`) how fast they
are written and asked, late interaction giving the order. The server is the one that the
tests run (`tests.milvus_server`), on the same machine.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import eq
from pathlib import Path
from statistics import mean

from bench.growth_library import Copies
from bench.measuring import percentiles, timed, times_ms
from bench.opening import Models, opened
from bench.reporting import section, table
from bench.setup import Setup, write_report
from rag.asking.assistant import Assistant
from rag.judging.question_sets import QuestionSet
from rag.library.engine import EngineAddress, adopt
from rag.library.library import Library
from tests.milvus_server import milvus_server

WARM_UP = 20
DISK = "disk"


@contextmanager
def servers() -> Iterator[dict[str, str | None]]:
    """Give what serves each home, while it runs: none on disk, a nameless one in Lite."""
    with milvus_server() as port:
        yield {DISK: None, "Lite": "", "server": f"http://127.0.0.1:{port}"}


def open_at(server: str | None, folder: Path) -> Library:
    """Open a library, in an engine unless there is no server."""
    if server is not None:
        adopt(folder, EngineAddress(server, folder.name.replace("-", "_")))
    return Library(folder)


def answers_part(setup: Setup) -> list[str]:
    """Compare the first passages of answers, with all models."""
    rows = []
    with servers() as homes, opened(setup.work / "models") as models:
        for name in ("squad2", "xquad_en"):
            questions = setup.read(name).sample(setup.size(500, 10))
            rows.append(agreement(models, questions, homes))
    title = "The same first passage as on disk, share of questions"
    return section(title, "", table(rows, "", ",", ".1%"))


def agreement(
    models: Models, questions: QuestionSet, homes: Mapping[str, str | None]
) -> dict[str, object]:
    """Say of how many questions each engine gives the same first passage."""
    row: dict[str, object] = {
        "set": questions.name,
        "questions": len(questions.questions),
    }
    expected = first_passages(models.assistant(questions, questions.name), questions)
    for home, server in homes.items():
        if home != DISK:
            name = f"{questions.name}-{home}"
            # Its vectors are taken over, so that nothing but the home differs.
            shutil.copytree(models.folder / questions.name, models.folder / name)
            open_at(server, models.folder / name)
            found = first_passages(models.assistant(questions, name), questions)
            row[home] = mean(map(eq, found, expected))
    return row


def first_passages(
    assistant: Assistant, questions: QuestionSet
) -> list[tuple[str, int] | None]:
    """Say where the first passage of each answer lies."""
    answers = [assistant.ask(one.question).citations for one in questions.questions]
    return [(c[0].article_id, c[0].passage_start) if c else None for c in answers]


def speed_part(setup: Setup) -> list[str]:
    """Compare how fast libraries are written and asked."""
    asked = setup.asked(WARM_UP + setup.size(200, 10))
    with servers() as homes:
        rows = [
            {"home": home}
            | speed(
                setup.some, asked, size, open_at(server, setup.work / f"{home}-{size}")
            )
            for size in setup.size((1000, 10_000), (300,))
            for home, server in homes.items()
        ]
    title = "Speed, late interaction giving the order"
    return section(title, "", table(rows, "", ",", ",.0f", ".1f"))


def speed(
    base: Assistant, asked: Sequence[str], size: int, library: Library
) -> dict[str, object]:
    """Write a library of so many passages in its home, and ask it."""
    copies = Copies(base.generation(), size)
    _, written_s = timed(lambda: copies.publish(library))
    assistant = Assistant(library, base.encoder)
    times_ms(assistant.ask, asked[:WARM_UP])
    times = percentiles(times_ms(assistant.ask, asked[WARM_UP:]))
    return {
        "passages": copies.passages,
        "written, passages/s": copies.passages / written_s,
        "question p50, ms": times.p50,
        "p95, ms": times.p95,
    }


PARTS = {"answers": answers_part, "speed": speed_part}
HEADING = (
    "A library in an engine",
    "The machine is shared, so ratios are sounder than times. Writing is a build but "
    "for reading and encoding: words, overviews and vectors, made-up ones among them.",
)

if __name__ == "__main__":
    write_report(__doc__, "engines", HEADING, PARTS)
