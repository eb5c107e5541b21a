"""Chroma: a persistent collection, with its embedding function."""

from pathlib import Path

import chromadb
from chromadb.config import Settings
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

from bench.peers.protocol import TOP_K, Corpus, Peer

COLLECTION = "passages"
SETTINGS = Settings(anonymized_telemetry=False)


class Chroma(Peer):
    def __init__(self, model: str) -> None:
        self.embed = SentenceTransformerEmbeddingFunction(
            model_name=model, device="cpu", normalize_embeddings=True
        )

    def build(self, corpus: Corpus, folder: Path) -> None:
        client = chromadb.PersistentClient(str(folder), settings=SETTINGS)
        collection = client.create_collection(
            COLLECTION,
            embedding_function=self.embed,
            configuration={"hnsw": {"space": "cosine"}},
        )
        collection.add(ids=corpus.ids, documents=corpus.passages)

    def open(self, folder: Path) -> None:
        client = chromadb.PersistentClient(str(folder), settings=SETTINGS)
        self.collection = client.get_collection(
            COLLECTION, embedding_function=self.embed
        )

    def ask(self, question: str) -> list[str]:
        return self.collection.query(query_texts=[question], n_results=TOP_K)["ids"][0]
