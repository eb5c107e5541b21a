"""Checks of the installation and the library; each finding says what mends it."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from rag.encoder import load_encoder
from rag.errors import QuotewellError
from rag.library import Library
from rag.onnx_encoder import EXPORTS
from rag.settings import Settings
from rag.types import Article, Encoder, Passage

PACKAGES = ("sentence-transformers", "faiss-cpu", "gradio", "numpy")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, and whether it is as it should be."""

    ok: bool
    text: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Check packages, model, every original and the index in use, one after another."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    yield Finding(True, f"Python {platform.python_version()}, {versions}")
    library = Library(settings.index)
    yield from _guarded(lambda: _originals(library))
    try:
        encoder = load_encoder(settings.model, settings.index / EXPORTS)
    except QuotewellError as error:
        yield Finding(False, str(error))
        return
    identity = encoder.identity
    yield Finding(True, f"model {identity.name}, weights {identity.sha256[:12]}…")
    yield from _guarded(lambda: _index(library, encoder))


def _guarded(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Pass a check's findings on; the error that ends it is one more."""
    try:
        yield from check()
    except QuotewellError as error:
        yield Finding(False, str(error))


def _originals(library: Library) -> Iterator[Finding]:
    stored = library.articles()
    for article in stored:
        if not library.is_intact(article):
            yield Finding(
                False,
                f"the file of {article.id} was changed or is missing; remove the "
                f"article and add {article.name} again",
            )
    yield Finding(True, f"{len(stored)} articles in {library.root}")


def _index(library: Library, encoder: Encoder) -> Iterator[Finding]:
    generation = library.open(encoder.identity)
    number = generation.manifest.number
    if number != library.current():
        yield Finding(
            False,
            f"generation {library.current()} is damaged and {number} is used instead; "
            "run `quotewell rebuild`",
        )
    for stored in library.pending():
        state = (
            "was removed but is still indexed" if stored.removed else "isn't indexed"
        )
        yield Finding(False, f"{stored.id} {state}; run `quotewell rebuild`")
    total = len(generation.passages)
    verbatim = sum(
        _is_verbatim(article, generation.passages[row])
        for article in generation.articles
        for row in generation.passage_rows(article.id)
    )
    yield Finding(
        verbatim == total,
        f"generation {number}: {verbatim} of {total} passages stand word for word in "
        "their articles" + ("" if verbatim == total else "; run `quotewell rebuild`"),
    )


def _is_verbatim(article: Article, passage: Passage) -> bool:
    inside = all(
        passage.start <= sentence.start < sentence.end <= passage.end
        for sentence in passage.sentences
    )
    return inside and article.text[passage.start : passage.end] == passage.text
