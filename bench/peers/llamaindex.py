"""LlamaIndex: its default vector store, with its Hugging Face embeddings."""

from pathlib import Path

from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from bench.peers.protocol import TOP_K, Corpus, Peer


class LlamaIndex(Peer):
    def __init__(self, model: str) -> None:
        self.embedding = HuggingFaceEmbedding(model_name=model, device="cpu")

    def build(self, corpus: Corpus, folder: Path) -> None:
        pairs = zip(corpus.ids, corpus.passages, strict=True)
        nodes = [TextNode(id_=name, text=text) for name, text in pairs]
        index = VectorStoreIndex(nodes, embed_model=self.embedding)
        index.storage_context.persist(str(folder))

    def open(self, folder: Path) -> None:
        storage = StorageContext.from_defaults(persist_dir=str(folder))
        index = load_index_from_storage(storage, embed_model=self.embedding)
        self.retriever = index.as_retriever(similarity_top_k=TOP_K)

    def ask(self, question: str) -> list[str]:
        return [found.node_id for found in self.retriever.retrieve(question)]
