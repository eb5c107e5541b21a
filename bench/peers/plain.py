"""A plain script: sentence-transformers and a flat FAISS index, nothing else."""

import json
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

from bench.peers.protocol import TOP_K, Corpus, Peer


class Plain(Peer):
    def __init__(self, model: str) -> None:
        self.model = SentenceTransformer(model, device="cpu")

    def build(self, corpus: Corpus, folder: Path) -> None:
        self.fill(corpus, self._encode(corpus.passages))
        self.save(folder)

    def fill(self, corpus: Corpus, vectors: np.ndarray) -> None:
        """Index passages by their vectors, of length 1, shape (n, d)."""
        self.texts = corpus.ids, corpus.passages, corpus.sentences
        self.index = faiss.IndexFlatIP(vectors.shape[1])
        self.index.add(np.ascontiguousarray(vectors))

    def save(self, folder: Path) -> None:
        """Write the index and the texts."""
        folder.mkdir(parents=True, exist_ok=True)
        faiss.write_index(self.index, str(folder / "passages.faiss"))
        (folder / "texts.json").write_text(json.dumps(self.texts), "utf-8")

    def open(self, folder: Path) -> None:
        self.index = faiss.read_index(str(folder / "passages.faiss"))
        self.texts = json.loads((folder / "texts.json").read_text("utf-8"))

    def ask(self, question: str) -> list[str]:
        vector = self._encode([question])
        _, rows = self.index.search(vector, TOP_K)
        self.last = vector[0], rows[0][0]
        return [self.texts[0][row] for row in rows[0] if row >= 0]

    def sentence(self) -> str:
        # What a script would do that wanted a sentence, too.
        vector, row = self.last
        sentences = self.texts[2][row]
        return sentences[int(np.argmax(self._encode(sentences) @ vector))]

    def _encode(self, texts: list[str]) -> np.ndarray:
        return self.model.encode(
            texts, normalize_embeddings=True, show_progress_bar=False
        )
