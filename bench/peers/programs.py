"""The programs that are compared: Quotewell, a plain script, and peers.

    python -m bench.peers.programs NAME MODEL FOLDER

has one build a library of passages in a folder, or open the one that is there, and
answer questions; it reads these and writes replies in JSON. The peers are used the way
their own documentation shows, with their defaults. Each imports what it needs by
itself: no other has to have that, or to wait for it.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bench.measuring import memory_mb, timed

TOP_K = 5
Ask = Callable[[str], list[str]]
"""Gives the ids of the nearest passages, best first."""

Passages = Mapping[str, str]
"""By their ids; none where a library is there."""


def quotewell(_model: str, folder: Path, _passages: Passages) -> Ask:
    """Quotewell itself, whose library is there: its answers are cited passages."""
    from rag.asking.opening import open_assistant
    from rag.settings import Settings

    assistant = open_assistant(Settings(folder))

    def ask(question: str) -> list[str]:
        citations = assistant.ask(question, top_k=TOP_K).citations
        return [f"{c.article_id}:{c.passage_start}" for c in citations]

    return ask


def plain(model: str, folder: Path, passages: Passages) -> Ask:
    """A plain script: sentence-transformers and a flat FAISS index, nothing else."""
    import faiss
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(model, device="cpu")
    encode = partial(encoder.encode, normalize_embeddings=True, show_progress_bar=False)
    vectors_file, ids_file = str(folder / "passages.faiss"), folder / "ids.json"
    if passages:
        folder.mkdir(exist_ok=True)
        vectors = encode(list(passages.values()))
        built = faiss.IndexFlatIP(vectors.shape[1])
        built.add(vectors)
        faiss.write_index(built, vectors_file)
        ids_file.write_text(json.dumps(list(passages)), "utf-8")
    index = faiss.read_index(vectors_file)
    ids = json.loads(ids_file.read_text("utf-8"))

    def ask(question: str) -> list[str]:
        _, rows = index.search(encode([question]), TOP_K)
        return [ids[row] for row in rows[0] if row >= 0]

    return ask


def langchain(model: str, folder: Path, passages: Passages) -> Ask:
    """LangChain's FAISS store, with its embeddings for sentence-transformers."""
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings

    embeddings = HuggingFaceEmbeddings(
        model_name=model,
        model_kwargs={"device": "cpu"},
        encode_kwargs={"normalize_embeddings": True},
    )
    if passages:
        texts, ids = list(passages.values()), list(passages)
        FAISS.from_texts(texts, embeddings, ids=ids).save_local(str(folder))
    store = FAISS.load_local(
        str(folder), embeddings, allow_dangerous_deserialization=True
    )
    search = partial(store.similarity_search, k=TOP_K)
    return lambda question: [document.id for document in search(question)]


def llamaindex(model: str, folder: Path, passages: Passages) -> Ask:
    """LlamaIndex' default vector store, with its Hugging Face embeddings."""
    from llama_index import core
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    embedding = HuggingFaceEmbedding(model_name=model, device="cpu")
    if passages:
        nodes = [TextNode(id_=name, text=text) for name, text in passages.items()]
        built = core.VectorStoreIndex(nodes, embed_model=embedding)
        built.storage_context.persist(str(folder))
    storage = core.StorageContext.from_defaults(persist_dir=str(folder))
    index = core.load_index_from_storage(storage, embed_model=embedding)
    retrieve = index.as_retriever(similarity_top_k=TOP_K).retrieve
    return lambda question: [found.node_id for found in retrieve(question)]


def txtai(model: str, folder: Path, passages: Passages) -> Ask:
    """The embeddings database of txtai, with the texts in it."""
    from txtai import Embeddings

    if passages:
        built = Embeddings(path=model, content=True, gpu=False)
        built.index(passages.items())
        built.save(str(folder))
    embeddings = Embeddings()
    embeddings.load(str(folder))
    return lambda question: [row["id"] for row in embeddings.search(question, TOP_K)]


PROGRAMS = {f.__name__: f for f in (quotewell, plain, langchain, llamaindex, txtai)}


def main() -> None:
    """Do what is asked for; what libraries print must not come into the reply."""
    reply = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    _, name, model, folder = sys.argv
    passages, questions = json.load(sys.stdin)
    ask, replies = PROGRAMS[name](model, Path(folder), passages), []
    for question in questions:
        ids, seconds = timed(partial(ask, question))
        replies.append({"ids": ids, "ms": seconds * 1000, "at": time.monotonic()})
    json.dump({"replies": replies, "peak_mb": memory_mb("VmHWM")}, reply)


if __name__ == "__main__":
    main()
