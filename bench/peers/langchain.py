"""LangChain: its FAISS store, with its embeddings for sentence-transformers."""

from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings

from bench.peers.protocol import TOP_K, Corpus, Peer


class LangChain(Peer):
    def __init__(self, model: str) -> None:
        self.embeddings = HuggingFaceEmbeddings(
            model_name=model,
            model_kwargs={"device": "cpu"},
            encode_kwargs={"normalize_embeddings": True},
        )

    def build(self, corpus: Corpus, folder: Path) -> None:
        store = FAISS.from_texts(corpus.passages, self.embeddings, ids=corpus.ids)
        store.save_local(str(folder))

    def open(self, folder: Path) -> None:
        self.store = FAISS.load_local(
            str(folder), self.embeddings, allow_dangerous_deserialization=True
        )

    def ask(self, question: str) -> list[str]:
        return [d.id for d in self.store.similarity_search(question, k=TOP_K)]
