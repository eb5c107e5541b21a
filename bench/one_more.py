"""Measure how soon one more article can be asked, in a small library on the page.

    python -m bench.one_more

A page is served with the models that come installed and a library of twenty articles.
Files of several formats are sent to it, one by one, each with other words. Printed are
the median milliseconds from sending a file until it was stored, until its index was in
use, until a search found it, and what the build spent on each step. `--rounds N` sends
N of each format.
"""

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
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
WORDS = ("tide", "harbour", "lantern", "orchard", "glacier", "violin", "beacon")

Times = dict[str, float]
"""Milliseconds, by what they were spent on."""


def told(number: int) -> list[str]:
    """Write three paragraphs that no other article has."""
    words = [f"{word}{number}" for word in WORDS]
    return [
        f"The {words[0]} of the {words[1]} rises twice a day, and people wait for it.",
        f"A {words[2]} stands in the {words[3]}, where a {words[4]} has left stones.",
        f"Whoever hears the {words[5]} at night looks for the {words[6]} on the hill.",
    ]


def markdown(number: int) -> bytes:
    """Make a file that is read in the server's own process."""
    return "\n\n".join([f"# Number {number}", *told(number)]).encode()


def html(number: int) -> bytes:
    """Make a page, which is read apart."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in told(number))
    return f"<html><body><article><h1>Number {number}</h1>{body}".encode()


def pdf(number: int) -> bytes:
    """Make a PDF, which is read apart."""
    lines = [Line(72, 100 + 40 * n, text) for n, text in enumerate(told(number))]
    return pdf_file([[Line(72, 60, f"Number {number}", 18), *lines]])


def archive(number: int) -> bytes:
    """Make an archive of one file."""
    return packed({f"number-{number}.md": markdown(number).decode()})


FILES: dict[str, Callable[[int], bytes]] = {
    "md": markdown,
    "html": html,
    "pdf": pdf,
    "zip": archive,
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
            number = 0
            # One of each first, which loads what is loaded but once.
            for turn in range(rounds + 1):
                for ending, make in FILES.items():
                    number += 1
                    times = send(page, client, f"{number}.{ending}", make(number))
                    if turn:
                        done[ending].append(times)
    for ending, each in done.items():
        yield ending, medians(each)


def medians(rounds: Sequence[Mapping[str, float]]) -> Times:
    """Give the median of what was spent on each thing, nothing counting as 0.

    >>> medians([{"a": 1.0}, {"a": 3.0, "b": 4.0}, {"a": 2.0}])
    {'a': 2.0, 'b': 0.0}
    """
    names = dict.fromkeys(name for times in rounds for name in times)
    return {name: median(t.get(name, 0.0) for t in rounds) for name in names}


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    for ending, times in measure(parser.parse_args().rounds):
        print(f"{ending}: " + ", ".join(f"{n} {t:.0f} ms" for n, t in times.items()))


if __name__ == "__main__":
    main()
