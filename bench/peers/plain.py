"""A plain script: sentence-transformers and a flat FAISS index, nothing else."""

import json
from pathlib import Path

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

from bench.peers.protocol import TOP_K, Corpus, Found, serve


class Plain:
    """Passages, their sentences, and a flat index of the passages' vectors."""

    def __init__(self, model: str) -> None:
        self.model = SentenceTransformer(model, device="cpu")

    def build(self, corpus: Corpus, folder: Path) -> None:
        """Encode and index the passages."""
        vectors = self._encode(corpus.passages)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        folder.mkdir(parents=True)
        faiss.write_index(index, str(folder / "passages.faiss"))
        texts = {
            "ids": corpus.ids,
            "passages": corpus.passages,
            "sentences": corpus.sentences,
        }
        (folder / "texts.json").write_text(json.dumps(texts), "utf-8")

    def open(self, folder: Path) -> None:
        """Read the index and the texts."""
        self.index = faiss.read_index(str(folder / "passages.faiss"))
        texts = json.loads((folder / "texts.json").read_text("utf-8"))
        self.ids, self.sentences = texts["ids"], texts["sentences"]

    def ask(self, question: str) -> Found:
        """Find the nearest passages."""
        vector = self._encode([question])
        _, rows = self.index.search(vector, TOP_K)
        # What a script would do that wanted a sentence, too; it is not timed.
        return Found(
            [self.ids[row] for row in rows[0] if row >= 0],
            lambda: self._nearest_sentence(vector[0], rows[0][0]),
        )

    def _nearest_sentence(self, question: np.ndarray, row: int) -> str:
        sentences = self.sentences[row]
        return sentences[int(np.argmax(self._encode(sentences) @ question))]

    def _encode(self, texts: list[str]) -> np.ndarray:
        return self.model.encode(
            texts, normalize_embeddings=True, show_progress_bar=False
        )


if __name__ == "__main__":
    serve(Plain)
