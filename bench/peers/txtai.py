"""Txtai: its embeddings database, with the texts in it."""

from pathlib import Path

from txtai import Embeddings

from bench.peers.protocol import TOP_K, Corpus, Found, serve


class Txtai:
    """An embeddings database."""

    def __init__(self, model: str) -> None:
        self.model = model

    def build(self, corpus: Corpus, folder: Path) -> None:
        """Index and save the passages."""
        embeddings = Embeddings(path=self.model, content=True, gpu=False)
        embeddings.index(zip(corpus.ids, corpus.passages, strict=True))
        embeddings.save(str(folder))

    def open(self, folder: Path) -> None:
        """Load what was saved."""
        self.embeddings = Embeddings()
        self.embeddings.load(str(folder))

    def ask(self, question: str) -> Found:
        """Find the nearest passages."""
        return Found([row["id"] for row in self.embeddings.search(question, TOP_K)])


if __name__ == "__main__":
    serve(Txtai)
