"""How well files are read, side by side with pandoc, pdftotext and kreuzberg.

    python -m bench.readers FOLDER [--kreuzberg PYTHON]

A file counts that has its words beside it, in a `.txt` of the same name. Others read
where they are installed. Ours is the article below its title and byline.
"""

import argparse
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from statistics import mean, median

from bench.measuring import timed
from bench.reporting import table
from rag.errors import QuotewellError
from rag.readers import read_article

PATIENCE_S = 120
READS = {
    "pandoc": (".html", ".docx", ".odt", ".rtf", ".epub", ".md", ".csv"),
    "pdftotext": (".pdf",),
}
KREUZBERG = (
    "import sys, kreuzberg as k; print(k.extract_file_sync(sys.argv[1]).content)"
)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def judged(text: str, expected: str) -> tuple[float, float, float]:
    """Compare words; those of Chinese and Japanese are their characters.

    Returns:
        The share of the expected words that was found, the share that is right of all
        that was given (a header may stand in each row), and their harmonic mean.

    >>> judged("A B b b", "a b c d")
    (0.5, 1.0, 0.6666666666666666)
    """
    given, due = (Counter(_WORD.findall(t.casefold())) for t in (text, expected))
    found = (given & due).total() / due.total()
    right = sum(given[word] for word in due) / (given.total() or 1)
    return found, right, 2 * found * right / (found + right or 1)


def ours(path: Path) -> str:
    """Read a file as `quotewell add` does."""
    article = read_article(path.read_bytes(), path.name)
    return article.text[article.front.end if article.front else 0 :]


def run(command: list[str], path: Path) -> str:
    """Let a program read a file, and give what it prints."""
    words = [str(path) if word == "FILE" else word for word in command]
    done = subprocess.run(words, capture_output=True, timeout=PATIENCE_S, check=True)
    return done.stdout.decode("utf-8", "replace")


def readers(python: str, suffix: str) -> dict[str, Callable[[Path], str]]:
    """Give those that are installed and read such files, by name."""
    commands = {
        "pandoc": ["pandoc", "-t", "plain", "--wrap=none", "FILE"],
        "pdftotext": ["pdftotext", "FILE", "-"],
        "kreuzberg": [python, "-c", KREUZBERG, "FILE"],
    }
    return {"quotewell": ours} | {
        name: partial(run, command)
        for name, command in commands.items()
        if shutil.which(command[0]) and suffix in READS.get(name, (suffix,))
    }


def compared(name: str, read: Callable[[Path], str], paths: Sequence[Path]) -> str:
    """Let a reader read files; gives a row of means, which names those that failed."""
    shares, times, failed = [], [], []
    for path in paths:
        try:
            text, seconds = timed(partial(read, path))
        except (QuotewellError, subprocess.SubprocessError):
            text, seconds = "", 0.0
            failed.append(path.name)
        shares.append(judged(text, path.with_suffix(".txt").read_text("utf-8")))
        times.append(1000 * seconds)
    cells = [f"{mean(share):.3f}" for share in zip(*shares, strict=True)]
    return " | ".join([name, *cells, f"{median(times):.0f}", ", ".join(failed) or "–"])


def rows(folder: Path, python: str) -> Iterator[str]:
    """Read all files of a folder; gives a row for each ending and reader."""
    beside = [p for p in folder.iterdir() if p.with_suffix(".txt").exists()]
    files = sorted(beside, key=lambda path: (path.suffix, path.name))
    for suffix, group in groupby(files, lambda path: path.suffix):
        paths = list(group)
        for name, read in readers(python, suffix).items() if suffix != ".txt" else ():
            yield compared(f"{len(paths)} {suffix}: {name}", read, paths)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kreuzberg", metavar="PYTHON", default="")
    given = parser.parse_args()
    print(
        *table(
            "read | found | right | F1 | ms | failed",
            rows(given.folder, given.kreuzberg),
        ),
        sep="\n",
    )


if __name__ == "__main__":
    main()
