"""What Quotewell is compared with: sentence-transformers, FAISS and Gradio, plainly.

As a program it is a whole app, for cold starts:

    python -m bench.speed_plain PASSAGES.json INDEX.faiss PORT
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

from rag.model_files import find_model

if TYPE_CHECKING:
    from rag.types import Vectors

TOP_K = 5


def load_model() -> SentenceTransformer:
    """Load the same weights as Quotewell does."""
    return SentenceTransformer(str(find_model(None).folder), device="cpu")


class Plain:
    """Passages, a flat index, and the nearest of them to a question.

    Args:
        model: The encoder.
        passages: Their texts.
        vectors: Their unit vectors, shape (n, d).
    """

    def __init__(
        self,
        model: SentenceTransformer,
        passages: Sequence[str],
        vectors: "Vectors",
    ) -> None:
        self.model = model
        self.passages = passages
        self.index = faiss.IndexFlatIP(vectors.shape[1])
        self.index.add(np.ascontiguousarray(vectors))

    def ask(self, question: str) -> list[str]:
        """Give the nearest passages."""
        vector = self.model.encode(
            [question], normalize_embeddings=True, show_progress_bar=False
        )
        _, rows = self.index.search(vector, min(TOP_K, len(self.passages)))
        return [self.passages[row] for row in rows[0]]


def main() -> None:
    """Serve the plain app: load everything, then open the page."""
    passages_path, index_path, port = sys.argv[1:]
    import gradio

    passages = json.loads(Path(passages_path).read_text("utf-8"))
    index = faiss.read_index(index_path)
    plain = Plain(load_model(), passages, index.reconstruct_n(0, index.ntotal))
    with gradio.Blocks() as blocks:
        question = gradio.Textbox()
        answer = gradio.Textbox()
        question.submit(
            lambda text: "\n\n".join(plain.ask(text)), question, answer, api_name="ask"
        )
    blocks.launch(server_name="127.0.0.1", server_port=int(port), quiet=True)


if __name__ == "__main__":
    main()
