"""Quotewell itself: it reads the articles, and its answers are cited passages."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.peers.protocol import TOP_K, Corpus, Found, serve
from rag.assistant import Assistant
from rag.encoder import keep_export, load_encoder
from rag.library import Library
from rag.onnx_encoder import EXPORTS

if TYPE_CHECKING:
    from rag.types import Encoder


class Quotewell:
    """A library, built and asked; the model is the one that comes installed."""

    def __init__(self, model: str) -> None:
        self.builder: Encoder | None = None

    def build(self, corpus: Corpus, folder: Path) -> None:
        """Read and index the articles; the first time, export the model, too."""
        from rag.indexing import publish_articles
        from rag.readers import read_article

        articles = [
            replace(
                read_article(text.encode(), "document.txt", title=title),
                id=name,
                source=name,
            )
            for name, title, text in corpus.articles
        ]
        encoder = self.builder or load_encoder(None, folder / EXPORTS)
        self.builder = encoder
        _forget_trials(encoder)
        publish_articles(Library(folder), articles, encoder)
        keep_export(encoder)

    def open(self, folder: Path) -> None:
        """Open the library, with the exported encoder."""
        encoder = load_encoder(None, folder / EXPORTS)
        self.assistant = Assistant(Library(folder), encoder)
        self.assistant.generation()

    def ask(self, question: str) -> Found:
        """Answer with citations."""
        citations = self.assistant.ask(question, top_k=TOP_K).citations
        return Found(
            [f"{c.article_id}:{c.passage_start}" for c in citations],
            lambda: citations[0].quote,
        )


def _forget_trials(encoder: Any) -> None:
    """Have each build find out who reads faster, as one in a new process does."""
    encoder._is_export_faster = None
    if encoder._whole is not None:
        encoder._whole._reduced = None


if __name__ == "__main__":
    serve(Quotewell)
