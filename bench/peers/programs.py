"""The programs that are compared: Quotewell, a plain script, and peers.

The peers are used the way their own documentation shows, with their defaults. Each
imports what it needs when it is made: no other has to have that, or to wait for it.
"""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from bench.peers.processes import Ask, Corpus, Made

TOP_K = 5


def quotewell(_model: str) -> Made:
    """Quotewell itself: it reads the articles, and its answers are cited passages."""
    from rag.asking.opening import open_assistant, open_encoder
    from rag.library.library import Library
    from rag.models.encoder import keep_export
    from rag.settings import Settings

    encoders = []

    def build(corpus: Corpus, folder: Path) -> None:
        # An answer needs neither, so a cold start doesn't wait for them.
        from rag.building.indexing import publish_articles
        from rag.readers import read_article

        articles = []
        for name, title, text in corpus.articles:
            article = read_article(text.encode(), "document.txt", title=title)
            articles.append(replace(article, id=name, source=name))
        if not encoders:  # the first build exports the model, too
            encoders.append(open_encoder(Settings(folder)))
        (encoder,) = encoders
        # Each build finds out who reads faster, as one in a new process does.
        encoder.first._is_export_faster = None
        if encoder.first._whole is not None:
            encoder.first._whole._reduced = None
        publish_articles(Library(folder), articles, encoder)
        keep_export(encoder)

    def open_(folder: Path) -> Ask:
        assistant = open_assistant(Settings(folder))
        assistant.generation()

        def ask(question: str) -> list[str]:
            citations = assistant.ask(question, top_k=TOP_K).citations
            return [f"{c.article_id}:{c.passage_start}" for c in citations]

        return ask

    return Made(build, open_)


def plain(model: str) -> Made:
    """A plain script: sentence-transformers and a flat FAISS index, nothing else."""
    import faiss
    from sentence_transformers import SentenceTransformer

    encoder = SentenceTransformer(model, device="cpu")
    options = {"normalize_embeddings": True, "show_progress_bar": False}
    encode = partial(encoder.encode, **options)

    def build(corpus: Corpus, folder: Path) -> None:
        write_plain(corpus, encode(corpus.passages), folder)

    def open_(folder: Path) -> Ask:
        index = faiss.read_index(str(folder / "passages.faiss"))
        ids, _ = json.loads((folder / "texts.json").read_text("utf-8"))

        def ask(question: str) -> list[str]:
            _, rows = index.search(encode([question]), TOP_K)
            return [ids[row] for row in rows[0] if row >= 0]

        return ask

    return Made(build, open_)


def write_plain(corpus: Corpus, vectors: np.ndarray, folder: Path) -> None:
    """Save what the plain script opens, of vectors of length 1, shape (n, d)."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    folder.mkdir(parents=True, exist_ok=True)
    faiss.write_index(index, str(folder / "passages.faiss"))
    texts = json.dumps([corpus.ids, corpus.passages])
    (folder / "texts.json").write_text(texts, "utf-8")


def langchain(model: str) -> Made:
    """LangChain's FAISS store, with its embeddings for sentence-transformers."""
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings

    embeddings = HuggingFaceEmbeddings(
        model_name=model,
        model_kwargs={"device": "cpu"},
        encode_kwargs={"normalize_embeddings": True},
    )

    def build(corpus: Corpus, folder: Path) -> None:
        store = FAISS.from_texts(corpus.passages, embeddings, ids=corpus.ids)
        store.save_local(str(folder))

    def open_(folder: Path) -> Ask:
        store = FAISS.load_local(
            str(folder), embeddings, allow_dangerous_deserialization=True
        )
        search = store.similarity_search
        return lambda question: [d.id for d in search(question, k=TOP_K)]

    return Made(build, open_)


def llamaindex(model: str) -> Made:
    """LlamaIndex' default vector store, with its Hugging Face embeddings."""
    from llama_index import core
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    embedding = HuggingFaceEmbedding(model_name=model, device="cpu")

    def build(corpus: Corpus, folder: Path) -> None:
        pairs = zip(corpus.ids, corpus.passages, strict=True)
        nodes = [TextNode(id_=name, text=text) for name, text in pairs]
        index = core.VectorStoreIndex(nodes, embed_model=embedding)
        index.storage_context.persist(str(folder))

    def open_(folder: Path) -> Ask:
        storage = core.StorageContext.from_defaults(persist_dir=str(folder))
        index = core.load_index_from_storage(storage, embed_model=embedding)
        retrieve = index.as_retriever(similarity_top_k=TOP_K).retrieve
        return lambda question: [found.node_id for found in retrieve(question)]

    return Made(build, open_)


def txtai(model: str) -> Made:
    """The embeddings database of txtai, with the texts in it."""
    from txtai import Embeddings

    def build(corpus: Corpus, folder: Path) -> None:
        embeddings = Embeddings(path=model, content=True, gpu=False)
        embeddings.index(zip(corpus.ids, corpus.passages, strict=True))
        embeddings.save(str(folder))

    def open_(folder: Path) -> Ask:
        embeddings = Embeddings()
        embeddings.load(str(folder))
        search = embeddings.search
        return lambda question: [row["id"] for row in search(question, TOP_K)]

    return Made(build, open_)
