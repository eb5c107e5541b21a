"""From articles to a new generation; only text that is new gets encoded."""

import logging
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from rag.building.languages import measure_languages
from rag.building.terms import PassageTerms, analyse, known_terms, make_vocabulary
from rag.building.texts import IndexedTexts, read_texts, split_articles
from rag.errors import EmptyLibraryError, GenerationError, IndexMissingError
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import FORMAT_VERSION, ArticleEntry, Manifest
from rag.library.generation.passage_encoding import EncodedPassage, encode_passages
from rag.library.generation.writer import GenerationWriter, passage_key
from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE
from rag.models.encoder import keep_export
from rag.suggesting.suggestions import make_starters
from rag.text.passages import passage_input
from rag.types import (
    Article,
    Encoder,
    ModelIdentity,
    Passage,
    Progress,
    StarterQuestion,
)

log = logging.getLogger(__name__)


def build_index(
    library: Library,
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    retry: bool = False,
) -> Manifest:
    """Read every article of the library and publish the index made of them.

    Changes made meanwhile wait for the next build. An article that can't be indexed is
    set aside: it stays in the library, and the manifest says why it isn't in the index.

    Args:
        library: Where the articles lie and the index goes.
        encoder: Makes the vectors.
        progress: Called with (passages done, passages to do); may raise to cancel,
            and the index in use stays.
        retry: Try what was set aside before again, though nothing has changed.

    Returns:
        The manifest of the new generation.

    Raises:
        EmptyLibraryError: There is no article, and there never was.
        LibraryBusyError: Another process is building.
    """
    with library.building():
        if not library.articles() and library.current() is None:
            raise EmptyLibraryError(
                "the library has no article; add one with `quotewell add FILE`"
            )
        snapshot = library.snapshot()
        previous = _previous(library, encoder.identity)
        texts = read_texts(library, snapshot.articles, encoder, previous, retry=retry)
        fill = partial(_write, texts, encoder, previous, progress)
        manifest = library.publish(fill, snapshot.as_of)
        keep_export(encoder)
        return manifest


def prepare_library(library: Library) -> bool:
    """Give a library in which nothing was ever added the starter article.

    Returns:
        Whether the index is to be built: none is there that this version reads, or
        the build after a change was stopped.
    """
    if library.is_new():
        library.add(STARTER_ARTICLE.read_bytes(), STARTER_ARTICLE.name)
    return bool(library.pending())


def publish_articles(
    library: Library,
    articles: Sequence[Article],
    encoder: Encoder,
    progress: Progress | None = None,
) -> Manifest:
    """Publish an index of exactly these articles.

    What the generation in use knows of them, passages and vectors, is taken over.

    Args:
        library: Where the index goes.
        articles: What it is made of.
        encoder: Makes the vectors.
        progress: Called with (passages encoded, passages to encode).

    Returns:
        The manifest of the new generation.
    """
    with library.building():
        as_of = library.snapshot().as_of
        previous = _previous(library, encoder.identity)
        texts = split_articles(articles, encoder, previous)
        return library.publish(
            partial(_write, texts, encoder, previous, progress), as_of
        )


def _previous(library: Library, model: ModelIdentity) -> Generation | None:
    """Open the generation to take over from, if it is whole and of this model."""
    try:
        return library.open(model, whole=True)
    except IndexMissingError:
        return None
    except GenerationError as error:
        reason, _, _ = str(error).partition(";")
        log.warning("%s; all articles are read and encoded anew", reason)
        return None


def _write(
    texts: IndexedTexts,
    encoder: Encoder,
    previous: Generation | None,
    progress: Progress | None,
    folder: Path,
) -> Manifest:
    """Write all files but the manifest into the folder, and describe them."""
    passages = [passage for _, passage in texts.rows()]
    known = _known_rows(passages, previous)
    new = [p for p, row in zip(passages, known, strict=True) if row is None]
    terms = _analyse(texts, known, previous)
    with GenerationWriter(folder, encoder.identity.dimension) as writer:
        writer.write_passages(_encoded(known, new, encoder, previous, progress))
        writer.write_texts(texts.articles, texts.passages)
        writer.write_terms(t.own for t in terms)
        writer.write_vocabulary(make_vocabulary(terms))
        writer.finish()
    manifest = Manifest(
        format_version=FORMAT_VERSION,
        number=0,
        parent=0,
        created="",
        model=encoder.identity,
        articles=tuple(
            ArticleEntry(article.id, article.title, len(group))
            for article, group in zip(texts.articles, texts.passages, strict=True)
        ),
        languages=measure_languages(
            texts.articles,
            passages,
            terms,
            encoder,
            previous.manifest.languages if previous else (),
        ),
        passages=len(passages),
        sentences=sum(len(passage.sentences) for passage in passages),
        encoded=len(new),
        set_aside=texts.set_aside,
    )
    draft = Generation(folder, manifest)
    writer.write_starters(_starters(texts, draft, encoder, previous))
    return manifest


def _starters(
    texts: IndexedTexts,
    draft: Generation,
    encoder: Encoder,
    previous: Generation | None,
) -> Iterator[Sequence[StarterQuestion]]:
    """Make each article's questions to begin with, or take over unchanged ones'."""
    both = zip(texts.articles, texts.passages, strict=True)
    new = (pair for pair in both if pair[0].id not in texts.unchanged)
    fresh = make_starters(new, draft, encoder)
    for article in texts.articles:
        if previous is not None and article.id in texts.unchanged:
            yield previous.starters(article.id)
        else:
            yield next(fresh)


def _known_rows(
    passages: Sequence[Passage], previous: Generation | None
) -> list[int | None]:
    """Find each passage's row in the previous generation, None where it is new."""
    if previous is None:
        return [None] * len(passages)
    rows = {key: row for row, key in enumerate(previous.passage_keys.tolist())}
    found = [rows.get(passage_key(passage_input(passage))) for passage in passages]
    # The same text read in another language may fall into other sentences.
    return [
        row
        if row is not None and len(previous.sentence_rows(row)) == len(p.sentences)
        else None
        for p, row in zip(passages, found, strict=True)
    ]


def _encoded(
    known: Sequence[int | None],
    new: Sequence[Passage],
    encoder: Encoder,
    previous: Generation | None,
    progress: Progress | None,
) -> Iterator[EncodedPassage]:
    """Take over what is known and encode the rest, in the order of the rows."""
    fresh = encode_passages(new, encoder, progress)
    for row in known:
        if row is None or previous is None:
            yield next(fresh)
        else:
            yield previous.encoded(row)


def _analyse(
    texts: IndexedTexts, known: Sequence[int | None], previous: Generation | None
) -> list[PassageTerms]:
    """Find the terms of each passage, or take over those of known ones.

    The title of an only article says nothing of its passages: it would be in each, and
    so its words be worth nothing where the text has them.
    """
    is_alone = len(texts.articles) == 1
    return [
        analyse(
            passage,
            passage.context.removeprefix(article.title if is_alone else ""),
            article.language,
            known_terms(row, previous),
        )
        for (article, passage), row in zip(texts.rows(), known, strict=True)
    ]
