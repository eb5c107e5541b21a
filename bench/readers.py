"""How well files are read, side by side with pandoc, pdftotext and kreuzberg.

    python -m bench.readers FOLDER [--kreuzberg PYTHON]

A file counts that has its words beside it, in a `.txt` whose first line is title and
byline: they may be there. Ours is the article below them.
"""

import argparse
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import mean, median

from bench.measuring import timed
from bench.reporting import table
from rag.errors import QuotewellError
from rag.readers import read_article

PATIENCE_S = 120
PANDOC_READS = (".html", ".docx", ".odt", ".rtf", ".epub", ".md", ".csv")
KREUZBERG = (
    "import sys, kreuzberg as k; print(k.extract_file_sync(sys.argv[1]).content)"
)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def judged(text: str, expected: str) -> tuple[float, float, float]:
    """Give the share of expected words that are found, of all that are right, and F1.

    A header may stand in each row; a word of Chinese is a character.
    """
    parts = (text, *expected.split("\n", 1))
    given, front, due = (Counter(_WORD.findall(part.casefold())) for part in parts)
    found = (given & due).total() / due.total()
    right = sum(given[word] for word in due | front) / (given.total() or 1)
    return found, right, 2 * found * right / (found + right or 1)


def ours(path: Path) -> str:
    """Read a file as `quotewell add` does."""
    article = read_article(path.read_bytes(), path.name)
    return article.text[article.front.end if article.front else 0 :]


def run(*command: str | Path) -> str:
    """Let a program read a file, and give what it prints."""
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=True)
    return done.stdout.decode("utf-8", "replace")


def readers(python: str, suffix: str) -> Iterator[tuple[str, Callable[[Path], str]]]:
    """Give those that are installed and read such files, by name."""
    yield "quotewell", ours
    if shutil.which("pandoc") and suffix in PANDOC_READS:
        yield "pandoc", lambda p: run("pandoc", "-t", "plain", "--wrap=none", p)
    if shutil.which("pdftotext") and suffix == ".pdf":
        yield "pdftotext", lambda p: run("pdftotext", p, "-")
    if python:
        yield "kreuzberg", lambda p: run(python, "-c", KREUZBERG, p)


def compared(name: str, read: Callable[[Path], str], paths: Sequence[Path]) -> str:
    """Let a reader read files; gives a row of means, which names those that failed."""
    shares, times, failed = [], [], []
    for path in paths:
        try:
            text, seconds = timed(partial(read, path))
            times.append(1000 * seconds)
        except (QuotewellError, subprocess.SubprocessError):
            text, failed = "", [*failed, path.name]
        shares.append(judged(text, path.with_suffix(".txt").read_text("utf-8")))
    figures = [f"{mean(share):.3f}" for share in zip(*shares, strict=True)]
    return " | ".join(
        [name, *figures, f"{median(times or [0]):.0f}", ", ".join(failed)]
    )


def main() -> None:
    """Print a row for each ending and reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kreuzberg", metavar="PYTHON", default="")
    given, rows = parser.parse_args(), []
    beside = [p for p in given.folder.iterdir() if p.with_suffix(".txt").exists()]
    for suffix in sorted({path.suffix for path in beside} - {".txt"}):
        paths = sorted(path for path in beside if path.suffix == suffix)
        for name, read in readers(given.kreuzberg, suffix):
            rows.append(compared(f"{len(paths)} {suffix}: {name}", read, paths))
    print(*table("files: reader | found | right | F1 | ms | failed", rows), sep="\n")


if __name__ == "__main__":
    main()
