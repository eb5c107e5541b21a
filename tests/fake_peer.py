"""A program that needs no model: it finds the passages that have a question's word."""

import json
import sys
from pathlib import Path

from bench.peers.processes import Ask, Corpus, Found, Made


def fake(_model: str) -> Made:
    """Make a program that keeps passages in a file."""
    return Made(_build, _open)


def _build(corpus: Corpus, folder: Path) -> None:
    folder.mkdir()
    texts = dict(zip(corpus.ids, corpus.passages, strict=True))
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")


def _open(folder: Path) -> Ask:
    """Read them, or end as a program ends whose library fails."""
    if not (folder / "texts.json").exists():
        sys.exit("it never was built")
    texts = json.loads((folder / "texts.json").read_text("utf-8"))

    def ask(question: str) -> Found:
        sys.stdout.write("what a library prints is no reply\n")
        words = set(question.split())
        return Found(
            [name for name, text in texts.items() if words & set(text.split())]
        )

    return ask
