"""What tests of asking are made with: libraries of texts, questions, passages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from rag.asking.ranking.query import Query
from rag.asking.retrieval import Retriever
from rag.building.indexing import build_index
from rag.library.library import Library
from rag.roles import EncodedText, Encoder, Reading
from rag.types import Passage, Sentence
from tests.fakes import WordEncoder


def indexed(folder: Path, encoder: Encoder, files: Mapping[str, str]) -> Library:
    """Index files of these texts, by their names."""
    library = Library(folder)
    for name, text in files.items():
        library.add(text.encode(), name)
    build_index(library, encoder)
    return library


def searching(folder: Path, files: Mapping[str, str]) -> Retriever:
    """Search files of these texts; no two words share a place of their vectors."""
    encoder = WordEncoder(dimension=4096)
    return Retriever(indexed(folder, encoder, files).open(encoder.identity), encoder)


def floats(*values: float) -> np.ndarray:
    """Make an array of single precision."""
    return np.array(values, np.float32)


def query(text: str, trust: float = 1.0, language: str = "en") -> Query:
    """Make a question that was compared already."""
    nothing = EncodedText(
        vector=floats(1),
        tokens=np.zeros((0, 1), np.float32),
        offsets=np.zeros((0, 2), np.int64),
        known=np.zeros(0, bool),
    )
    return Query(text, nothing, (), (), (), floats(), trust, language)


def passage(*lines: str, paragraphs: Sequence[int] = (), start: int = 0) -> Passage:
    """Make a passage of these sentences, all of one paragraph unless said."""
    text, sentences, at = " ".join(lines), [], start
    for number, line in enumerate(lines):
        paragraph = paragraphs[number] if paragraphs else 1
        sentences.append(Sentence(at, at + len(line), paragraph))
        at += len(line) + 1
    return Passage("a", start, start + len(text), text, "", None, tuple(sentences))


TWO = passage("Ab cd.", "Ef gh", start=100)
OFFSETS = ((0, 2), (3, 5), (5, 6), (7, 9), (10, 12))


def reading(
    starts: Sequence[float],
    ends: Sequence[float],
    offsets: Sequence[tuple[int, int]] = OFFSETS,
) -> Reading:
    """Make a reading, if nothing else is said of `TWO`: Ab, cd, ".", Ef, gh."""
    return Reading(
        0.0,
        np.array(starts, np.float32),
        np.array(ends, np.float32),
        np.array(offsets[: len(starts)], np.int64).reshape(-1, 2),
    )
