"""Txtai: its embeddings database, with the texts in it."""

from pathlib import Path

from txtai import Embeddings

from bench.peers.protocol import TOP_K, Corpus, Peer


class Txtai(Peer):
    def __init__(self, model: str) -> None:
        self.model = model

    def build(self, corpus: Corpus, folder: Path) -> None:
        embeddings = Embeddings(path=self.model, content=True, gpu=False)
        embeddings.index(zip(corpus.ids, corpus.passages, strict=True))
        embeddings.save(str(folder))

    def open(self, folder: Path) -> None:
        self.embeddings = Embeddings()
        self.embeddings.load(str(folder))

    def ask(self, question: str) -> list[str]:
        return [row["id"] for row in self.embeddings.search(question, TOP_K)]
