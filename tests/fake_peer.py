"""A peer that needs no model: it finds the passages that have a question's word."""

import json
import sys
from pathlib import Path

from bench.peers.protocol import Corpus, Peer


class FakePeer(Peer):
    """Passages in a file."""

    def __init__(self, model: str) -> None:
        """It needs no model."""

    def build(self, corpus: Corpus, folder: Path) -> None:
        """Keep ids and passages."""
        folder.mkdir()
        texts = dict(zip(corpus.ids, corpus.passages, strict=True))
        (folder / "texts.json").write_text(json.dumps(texts), "utf-8")

    def open(self, folder: Path) -> None:
        """Read them, or end as a peer ends whose library fails."""
        if not (folder / "texts.json").exists():
            sys.exit("it never was built")
        self.texts = json.loads((folder / "texts.json").read_text("utf-8"))

    def ask(self, question: str) -> list[str]:
        """Give the passages that have a word of the question, in their order."""
        sys.stdout.write("what a library prints is no reply\n")
        words = set(question.split())
        return [name for name, text in self.texts.items() if words & set(text.split())]
