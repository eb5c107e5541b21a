"""The programs that are compared: Quotewell, a plain script, and peers.

The peers are used the way their own documentation shows, with their defaults. Each
imports what it needs when it is made: no other has to have that, or to wait for it.
"""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from bench.peers.processes import Ask, Corpus, Found, Made

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

        def ask(question: str) -> Found:
            citations = assistant.ask(question, top_k=TOP_K).citations
            ids = [f"{c.article_id}:{c.passage_start}" for c in citations]
            return Found(ids, lambda: citations[0].quote)

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
        ids, _, sentences = json.loads((folder / "texts.json").read_text("utf-8"))

        def ask(question: str) -> Found:
            vector = encode([question])
            _, rows = index.search(vector, TOP_K)

            def sentence() -> str:
                # What a script would do that wanted a sentence, too.
                its = sentences[rows[0][0]]
                return its[int(np.argmax(encode(its) @ vector[0]))]

            return Found([ids[row] for row in rows[0] if row >= 0], sentence)

        return ask

    return Made(build, open_)


def write_plain(corpus: Corpus, vectors: np.ndarray, folder: Path) -> None:
    """Save what the plain script opens, of vectors of length 1, shape (n, d)."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    folder.mkdir(parents=True, exist_ok=True)
    faiss.write_index(index, str(folder / "passages.faiss"))
    texts = corpus.ids, corpus.passages, corpus.sentences
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")


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
        return lambda question: Found([d.id for d in search(question, k=TOP_K)])

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
        return lambda question: Found([found.node_id for found in retrieve(question)])

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
        return lambda question: Found([row["id"] for row in search(question, TOP_K)])

    return Made(build, open_)


def chroma(model: str) -> Made:
    """A persistent collection of Chroma, with its embedding function."""
    import chromadb
    from chromadb.utils import embedding_functions

    name, settings = "passages", chromadb.Settings(anonymized_telemetry=False)
    embed = embedding_functions.SentenceTransformerEmbeddingFunction(
        model_name=model, device="cpu", normalize_embeddings=True
    )

    def build(corpus: Corpus, folder: Path) -> None:
        client = chromadb.PersistentClient(str(folder), settings=settings)
        nearest = {"hnsw": {"space": "cosine"}}
        collection = client.create_collection(
            name, embedding_function=embed, configuration=nearest
        )
        collection.add(ids=corpus.ids, documents=corpus.passages)

    def open_(folder: Path) -> Ask:
        client = chromadb.PersistentClient(str(folder), settings=settings)
        query = client.get_collection(name, embedding_function=embed).query
        return lambda question: Found(
            query(query_texts=[question], n_results=TOP_K)["ids"][0]
        )

    return Made(build, open_)


def haystack(model: str) -> Made:
    """The store in memory of Haystack, with its embedders for sentence-transformers."""
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack.utils import ComponentDevice
    from haystack_integrations.components.embedders import sentence_transformers as st

    file = "documents.json"
    options = {
        "model": model,
        "device": ComponentDevice.from_str("cpu"),
        "progress_bar": False,
        "normalize_embeddings": True,
    }
    for_documents = st.SentenceTransformersDocumentEmbedder(**options)

    def build(corpus: Corpus, folder: Path) -> None:
        for_documents.warm_up()
        pairs = zip(corpus.ids, corpus.passages, strict=True)
        documents = [Document(id=name, content=text) for name, text in pairs]
        store = InMemoryDocumentStore(embedding_similarity_function="cosine")
        store.write_documents(for_documents.run(documents)["documents"])
        folder.mkdir(parents=True)
        store.save_to_disk(str(folder / file))

    def open_(folder: Path) -> Ask:
        store = InMemoryDocumentStore.load_from_disk(str(folder / file))
        retriever = InMemoryEmbeddingRetriever(store, top_k=TOP_K)
        for_question = st.SentenceTransformersTextEmbedder(**options)
        for_question.warm_up()

        def ask(question: str) -> Found:
            embedding = for_question.run(question)["embedding"]
            found = retriever.run(query_embedding=embedding)["documents"]
            return Found([document.id for document in found])

        return ask

    return Made(build, open_)
