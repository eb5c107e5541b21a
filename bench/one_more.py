"""Measure how soon one more article can be asked, in a small library on the page.

    python -m bench.one_more

A page is served with the models that come installed and a library of twenty articles.
Printed are, for each format, the median milliseconds from sending a file until it was
stored, until its index was in use, until a search found it, and what each step took.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import httpx

from bench.growth import articles, paragraphs
from rag.asking.opening import open_encoder
from rag.building.indexing import build_index
from rag.library.library import Library
from rag.page.serving import ServedPage
from rag.settings import Settings
from rag.suggesting.suggestions import make_starters
from tests.archives import packed
from tests.pdf_files import Line, pdf_file
from tests.served import served, wait_until

ARTICLES = 20
ROUNDS = 5
PATIENCE_S = 60.0
SETS = Path(__file__).parents[2] / "shared" / "eval"
LOOK_S = 0.002
TOLD = (
    "The tide# of the harbour# rises twice a day, and people wait for it.",
    "A lantern# stands in the orchard#, where a glacier# has left stones.",
    "Whoever hears the violin# at night looks for the beacon# on the hill.",
)
"""Words that no other article has, with its number for `#`."""

Times = dict[str, float]
"""Milliseconds, by what they were spent on."""


def files(number: int) -> dict[str, bytes]:
    """Make an article in each format: Markdown is read in the server's own process."""
    title, paragraphs = f"Number {number}", [t.replace("#", str(number)) for t in TOLD]
    text = "\n\n".join([f"# {title}", *paragraphs])
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    lines = [Line(72, 100 + 40 * n, text) for n, text in enumerate(paragraphs)]
    return {
        "md": text.encode(),
        "html": f"<html><body><article><h1>{title}</h1>{body}".encode(),
        "pdf": pdf_file([[Line(72, 60, title, 18), *lines]]),
        "zip": packed({f"number-{number}.md": text}),
    }


def send(page: ServedPage, client: httpx.Client, name: str, data: bytes) -> Times:
    """Send a file, and watch the server until it is searchable."""
    number = name.partition(".")[0]
    before = page.service.library.current()
    took: Times = defaultdict(float)
    started = time.perf_counter()
    client.post("/api/articles", params={"name": name}, content=data).raise_for_status()
    seen = time.perf_counter()
    took["stored"] = (seen - started) * 1000
    while page.service.library.current() == before:
        step, now = page.service.job.view.step, time.perf_counter()
        took[step.name if step else "settling"] += (now - seen) * 1000
        seen = now
        assert now - started < PATIENCE_S, page.service.job.view
        time.sleep(LOOK_S)
    took["in use"] = (time.perf_counter() - started) * 1000
    question = {"question": f"What rises at the harbour{number}?"}
    found = client.post("/api/search", json=question).json()
    assert f"harbour{number}" in str(found), found
    took["searchable"] = (time.perf_counter() - started) * 1000
    wait_until(lambda: not page.service.job.view.busy)
    took["all done"] = (time.perf_counter() - started) * 1000
    return took


def measure(rounds: int) -> Iterator[tuple[str, Times]]:
    """Send files of each format in turn; gives the medians of each."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        library = Library(index)
        for number, data in enumerate(articles(ARTICLES, paragraphs(SETS))):
            library.add(data, f"article-{number}.md")
        build_index(library, open_encoder(Settings(index=index)), suggest=make_starters)
        settings = Settings(index=index)
        with (
            served(index, lambda _: open_encoder(settings)) as page,
            httpx.Client(base_url=page.url, timeout=PATIENCE_S) as client,
        ):
            done: dict[str, list[Times]] = defaultdict(list)
            # One of each first, which loads what is loaded but once.
            for turn in range(rounds + 1):
                for number, ending in enumerate(files(0), 10 * turn):
                    data = files(number)[ending]
                    times = send(page, client, f"{number}.{ending}", data)
                    if turn:
                        done[ending].append(times)
    for ending, each in done.items():
        names = dict.fromkeys(name for times in each for name in times)
        # A step that was not seen took no time.
        yield ending, {n: median(times.get(n, 0.0) for times in each) for n in names}


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    for ending, times in measure(parser.parse_args().rounds):
        print(f"{ending}: " + ", ".join(f"{n} {t:.0f} ms" for n, t in times.items()))


if __name__ == "__main__":
    main()
