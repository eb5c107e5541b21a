"""Chroma: a collection on disk, with its function for sentence-transformers."""

from pathlib import Path

import chromadb
from chromadb.config import Settings
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

from bench.peers.protocol import TOP_K, Corpus, Found, serve

COLLECTION = "passages"


class Chroma:
    """A persistent collection."""

    def __init__(self, model: str) -> None:
        self.embed = SentenceTransformerEmbeddingFunction(
            model_name=model, device="cpu", normalize_embeddings=True
        )

    def build(self, corpus: Corpus, folder: Path) -> None:
        """Index the passages."""
        collection = _client(folder).create_collection(
            COLLECTION,
            embedding_function=self.embed,
            configuration={"hnsw": {"space": "cosine"}},
        )
        collection.add(ids=corpus.ids, documents=corpus.passages)

    def open(self, folder: Path) -> None:
        """Open the collection."""
        self.collection = _client(folder).get_collection(
            COLLECTION, embedding_function=self.embed
        )

    def ask(self, question: str) -> Found:
        """Find the nearest passages."""
        found = self.collection.query(query_texts=[question], n_results=TOP_K)
        return Found(found["ids"][0])


def _client(folder: Path) -> chromadb.ClientAPI:
    settings = Settings(anonymized_telemetry=False)
    return chromadb.PersistentClient(str(folder), settings=settings)


if __name__ == "__main__":
    serve(Chroma)
