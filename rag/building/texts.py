"""The texts of an index: articles and their passages, read or taken over."""

import logging
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from rag.building.before import Before
from rag.errors import QuotewellError, ReadError
from rag.library.generation.manifest import SetAside, program_version
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.readers.apart.workers import WORKERS
from rag.roles import Encoder
from rag.steps import advance, begin
from rag.text.passages import split_passages
from rag.types import Article, Passage

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IndexedTexts:
    """What is to be indexed: articles, and the passages of each.

    `unchanged` holds the ids of those that the previous generation has as they are,
    `set_aside` says why others can't be indexed.
    """

    articles: Sequence[Article]
    passages: Sequence[Sequence[Passage]]
    unchanged: Container[str]
    set_aside: tuple[SetAside, ...] = ()

    def rows(self) -> Iterator[tuple[Article, Passage]]:
        """Go through all passages, in the order of their rows."""
        for article, passages in zip(self.articles, self.passages, strict=True):
            for passage in passages:
                yield article, passage


def read_texts(
    library: Library,
    articles: Sequence[StoredArticle],
    encoder: Encoder,
    before: Before,
    *,
    retry: bool,
) -> IndexedTexts:
    """Read and divide articles of a library.

    One that can't be is set aside, and the others are indexed without it. What was set
    aside before isn't tried again as long as nothing has changed: that can take as long
    as a reader's time limit.

    Args:
        library: Where the articles lie.
        articles: Which ones, as they are to be indexed.
        encoder: Counts the tokens of passages.
        before: What to take unchanged articles over from.
        retry: Try what was set aside before all the same.
    """
    held = {} if retry else library.set_aside()
    trying = _Trying(library)
    begin("reading", len(articles))
    read: list[tuple[StoredArticle, Article]] = []
    with WORKERS.kept():
        for stored in articles:
            if stored.id in held:
                trying.set_aside.append(held[stored.id])
            elif article := trying.run(
                stored, partial(_article, library, stored, before)
            ):
                read.append((stored, article))
            advance()
    begin("splitting", len(read))
    texts: list[_Text] = []
    for stored, article in read:
        divide = partial(_divided, article, encoder, before)
        if text := trying.run(stored, divide):
            texts.append(text)
        advance()
    return _joined(texts, tuple(trying.set_aside))


def split_articles(
    articles: Iterable[Article], encoder: Encoder, before: Before
) -> IndexedTexts:
    """Divide articles into passages, or take over those of unchanged ones.

    Raises:
        ValueError: One can't be divided.
    """
    return _joined([_divided(each, encoder, before) for each in articles], ())


@dataclass(frozen=True, slots=True)
class _Text:
    article: Article
    passages: Sequence[Passage]
    is_unchanged: bool


def _joined(texts: Sequence[_Text], set_aside: tuple[SetAside, ...]) -> IndexedTexts:
    return IndexedTexts(
        articles=[text.article for text in texts],
        passages=[text.passages for text in texts],
        unchanged={text.article.id for text in texts if text.is_unchanged},
        set_aside=set_aside,
    )


class _Trying:
    """Does something with one article after another, and sets aside what fails."""

    def __init__(self, library: Library) -> None:
        self.set_aside: list[SetAside] = []
        self._library = library

    def run(self, stored: StoredArticle, work: Callable[[], T]) -> T | None:
        """Give what comes of it; None sets the article aside, and says why."""
        # Taken before: if the file changes meanwhile, it is tried again.
        before = self._library.originals.state_of(stored)
        try:
            return work()
        except ReadError as error:
            reason = str(error)
        except QuotewellError:  # not the article's fault: a model that doesn't work
            raise
        except Exception as error:  # whatever a text can bring about
            log.warning("%s can't be indexed", stored.id, exc_info=True)
            what = f"{type(error).__name__}: {error}" if str(error) else repr(error)
            reason = (
                f"{stored.name} can't be indexed ({what}); save it as plain text, add "
                "that and remove this"
            )
        self.set_aside.append(SetAside(stored.id, before, program_version(), reason))
        return None


def _article(library: Library, stored: StoredArticle, before: Before) -> Article:
    """Take over an unchanged article, or read its file."""
    known = before.holder(stored)
    return known.article(stored.id) if known else library.originals.read(stored)


def _divided(article: Article, encoder: Encoder, before: Before) -> _Text:
    for known in before.having(article.id):
        # Compared whole: under another title each passage has another context.
        if known.article(article.id) == article:
            rows = known.passage_rows(article.id)
            passages = known.passages[rows.start : rows.stop]
            return _Text(article, passages, known is before.published)
    window = encoder.identity.max_tokens
    return _Text(article, split_passages(article, encoder.count_tokens, window), False)
