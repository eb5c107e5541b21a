"""Haystack: its store in memory, with its embedders for sentence-transformers."""

from pathlib import Path

from haystack import Document
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import ComponentDevice
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from bench.peers.protocol import TOP_K, Corpus, Peer

FILE = "documents.json"


class Haystack(Peer):
    def __init__(self, model: str) -> None:
        self.options = {
            "model": model,
            "device": ComponentDevice.from_str("cpu"),
            "progress_bar": False,
            "normalize_embeddings": True,
        }
        self.for_documents: SentenceTransformersDocumentEmbedder | None = None

    def build(self, corpus: Corpus, folder: Path) -> None:
        if self.for_documents is None:
            self.for_documents = SentenceTransformersDocumentEmbedder(**self.options)
            self.for_documents.warm_up()
        pairs = zip(corpus.ids, corpus.passages, strict=True)
        documents = [Document(id=name, content=text) for name, text in pairs]
        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        store.write_documents(self.for_documents.run(documents)["documents"])
        folder.mkdir(parents=True)
        store.save_to_disk(str(folder / FILE))

    def open(self, folder: Path) -> None:
        store = InMemoryDocumentStore.load_from_disk(str(folder / FILE))
        self.retriever = InMemoryEmbeddingRetriever(store, top_k=TOP_K)
        self.for_question = SentenceTransformersTextEmbedder(**self.options)
        self.for_question.warm_up()

    def ask(self, question: str) -> list[str]:
        embedding = self.for_question.run(question)["embedding"]
        found = self.retriever.run(query_embedding=embedding)["documents"]
        return [document.id for document in found]
