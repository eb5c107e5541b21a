"""How the encoder reads passages, and what is kept of it.

A passage is read once, window by window. The same forward pass gives the vector of the
passage, those of its tokens, and those of its sentences, each the mean of its tokens:
they have seen the words around them, and cost nothing more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rag.library.generation.token_codes import encode as encode_tokens
from rag.models.output import unit
from rag.roles import EncodedText, Encoder
from rag.steps import expect
from rag.text.passages import reading_windows
from rag.text.passages.contexts import with_context
from rag.types import Passage, Span, Vectors


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """A passage as the index keeps it.

    `vector` (d,) and `sentences` (s, d) are of unit length; `codes` (t, bytes) are its
    token vectors (see `token_codes`), those of title and headings first:
    `context_tokens` many; `token_spans` (s, 2) is each sentence's range among them.
    """

    vector: Vectors
    sentences: Vectors
    codes: NDArray[np.uint8]
    token_spans: NDArray[np.int32]
    context_tokens: int


@dataclass(frozen=True, slots=True)
class _ReadWindow:
    """One window's tokens: vectors, and where each begins in the article (t,)."""

    tokens: Vectors
    starts: NDArray[np.int64]
    is_context: NDArray[np.bool_]


def encode_passages(
    passages: Sequence[Passage], encoder: Encoder
) -> Iterator[EncodedPassage]:
    """Encode passages in order, each as soon as it is read.

    Args:
        passages: What to encode.
        encoder: The model.

    Yields:
        One record a passage.
    """
    windows = reading_windows(
        passages, encoder.count_tokens, encoder.identity.max_tokens
    )
    texts = [
        _input(passage, span)
        for passage, spans in zip(passages, windows, strict=True)
        for span in spans
    ]
    expect(len(texts))
    read = encoder.encode_passages(texts)
    for passage, spans in zip(passages, windows, strict=True):
        yield join_windows(passage, spans, [next(read) for _ in spans])


def encode_passages_apart(
    passages: Sequence[Passage], encoder: Encoder
) -> Iterator[EncodedPassage]:
    """Encode passages with a model whose tokens don't add up to sentences.

    Each sentence is encoded by itself, as the passage is; else as `encode_passages`.

    Yields:
        One record a passage.
    """
    quotes = [passage.quote(s) for passage in passages for s in passage.sentences]
    expect(len(quotes))
    read = encoder.encode_passages(quotes)
    wholes = encode_passages(passages, encoder)
    for passage, whole in zip(passages, wholes, strict=True):
        vectors = [next(read).vector for _ in passage.sentences]
        yield replace(whole, sentences=np.stack(vectors))


def _input(passage: Passage, span: Span) -> str:
    return with_context(passage.context, passage.quote(span))


def join_windows(
    passage: Passage, spans: Sequence[Span], encoded: Sequence[EncodedText]
) -> EncodedPassage:
    """Make one record of what was read in one or more windows.

    Args:
        passage: The passage.
        spans: Its windows.
        encoded: What the encoder made of each, the passage's context before it.

    Returns:
        The passage's vector is the mean of its windows', of unit length; the tokens of
        the context are kept once.
    """
    read = [
        _read_window(passage, span, text)
        for span, text in zip(spans, encoded, strict=True)
    ]
    context = read[0].tokens[read[0].is_context]
    own = [window.tokens[~window.is_context] for window in read]
    tokens = np.concatenate([context, *own])
    starts = np.concatenate([window.starts[~window.is_context] for window in read])
    bounds = [(s.start, s.end) for s in passage.sentences]
    # Tokens stand in the order of the text; those of the context come before.
    token_spans = np.searchsorted(starts, bounds).astype(np.int32) + len(context)
    vector = unit(np.mean([text.vector for text in encoded], axis=0))
    return EncodedPassage(
        vector=vector,
        sentences=_sentence_vectors(tokens, token_spans, vector),
        codes=encode_tokens(tokens),
        token_spans=token_spans,
        context_tokens=len(context),
    )


def _read_window(passage: Passage, span: Span, text: EncodedText) -> _ReadWindow:
    """Leave out special tokens, and tell the context's tokens from the text's."""
    before = len(_input(passage, span)) - (span.end - span.start)
    starts, ends = text.offsets[:, 0], text.offsets[:, 1]
    # A special token stands for no text: its range is empty.
    real = ends > starts
    return _ReadWindow(
        tokens=text.tokens[real],
        starts=starts[real] - before + span.start,
        is_context=starts[real] < before,
    )


def _sentence_vectors(
    tokens: Vectors, spans: NDArray[np.int32], passage: Vectors
) -> Vectors:
    """Average each sentence's tokens; one without any takes the passage's vector."""
    means = [
        tokens[start:end].mean(axis=0) if end > start else passage
        for start, end in spans
    ]
    return unit(np.stack(means))
