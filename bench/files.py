"""How fast files are read: a folder of small ones, and a long, dense PDF.

    python -m bench.files [--files 500] [--pages 1100]

All are of our own making. The folder is read as `quotewell add DIR` reads it, the PDF
as any file is; nothing is indexed.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from time import perf_counter

from bench.reporting import table
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.readers import read_article
from tests.pdf_files import Line, pdf_file
from tests.table_files import docx, html, labelled, markdown

SEED = 7
LINES, CHARS = 66, 118
WORDS = (
    "the council of the town said that its bridge was closed in spring and that the "
    "river had risen over the lower road so nobody came to the market for a week until "
    "workers built a wall from stones which were left there by the people of the mill"
)
WRITERS = (("txt", markdown), ("md", markdown), ("html", html), ("docx", docx))


def small_files(count: int) -> Iterator[tuple[str, bytes]]:
    """Write so many files, a page long each: TXT, MD, HTML and DOCX in turn."""
    for number, made, (form, write) in zip(
        range(count), cycle(labelled()), cycle(WRITERS), strict=False
    ):
        data = write(made.case)
        if form != "docx":  # unlike any other
            data = data.replace(b"council", b"council of %d" % number)
        yield f"{number}.{form}", data


def dense_report(pages: int) -> bytes:
    """Write a PDF of full pages: headings in bold, 66 lines of 118 characters."""
    rng = Random(SEED)
    return pdf_file([_page(rng, number) for number in range(1, pages + 1)])


def _page(rng: Random, number: int) -> list[Line]:
    lines = [Line(50, 30, "Report of the council", 8), Line(300, 770, str(number), 8)]
    lines.append(Line(50, 50, f"Section {number}", 12, is_bold=True))
    for row in range(LINES):
        text = " ".join(rng.choices(WORDS.split(), k=30))[:CHARS].rstrip()
        end = "." if rng.random() < 0.2 else ""
        lines.append(Line(50, 64 + 10.5 * row, text + end, 9))
    return lines


def measure(files: int, pages: int) -> Iterator[str]:
    """Read both; gives a row of the table for each."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "files")
        folder.mkdir()
        for name, data in small_files(files):
            (folder / name).write_bytes(data)
        seconds, busy = _timed(lambda: follow_folder(Library(Path(temporary)), folder))
    yield f"{files} small files | {seconds:.1f} | {busy:.1f} | {files / seconds:.1f}"
    report = dense_report(pages)
    seconds, busy = _timed(lambda: read_article(report, "report.pdf"))
    yield f"{pages} dense pages | {seconds:.1f} | {busy:.1f} | {pages / seconds:.1f}"


def _timed(do: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds that something takes, by the clock and of all processes."""
    before, started = sum(os.times()[:4]), perf_counter()
    do()
    return perf_counter() - started, sum(os.times()[:4]) - before


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--pages", type=int, default=1100)
    given = parser.parse_args()
    rows = measure(given.files, given.pages)
    print(*table("read | s | s of all cores | a second", rows), sep="\n")


if __name__ == "__main__":
    main()
