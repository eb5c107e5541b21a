"""Quotewell itself: it reads the articles, and its answers are cited passages."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.peers.protocol import TOP_K, Corpus, Peer
from rag.asking.opening import open_assistant, open_encoder
from rag.library.library import Library
from rag.models.encoder import keep_export
from rag.settings import Settings


class Quotewell(Peer):
    def __init__(self, model: str) -> None:
        self.builder: Any = None

    def build(self, corpus: Corpus, folder: Path) -> None:
        # An answer needs neither, so a cold start doesn't wait for them.
        from rag.building.indexing import publish_articles
        from rag.readers import read_article

        articles = [
            replace(
                read_article(text.encode(), "document.txt", title=title),
                id=name,
                source=name,
            )
            for name, title, text in corpus.articles
        ]
        # The first build exports the model, too.
        self.builder = self.builder or open_encoder(Settings(folder))
        _forget_trials(self.builder.first)
        publish_articles(Library(folder), articles, self.builder)
        keep_export(self.builder)

    def open(self, folder: Path) -> None:
        self.assistant = open_assistant(Settings(folder))
        self.assistant.generation()

    def ask(self, question: str) -> list[str]:
        self.citations = self.assistant.ask(question, top_k=TOP_K).citations
        return [f"{c.article_id}:{c.passage_start}" for c in self.citations]

    def sentence(self) -> str:
        return self.citations[0].quote


def _forget_trials(encoder: Any) -> None:
    """Have each build find out who reads faster, as one in a new process does."""
    encoder._is_export_faster = None
    if encoder._whole is not None:
        encoder._whole._reduced = None
