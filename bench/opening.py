"""The models that come installed, and libraries made with them."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rag.asking.assistant import Assistant
from rag.asking.opening import open_assistant, open_encoder, open_reranker
from rag.asking.ranking.reranking import Reranker
from rag.building.indexing import publish_articles
from rag.judging.question_sets import QuestionSet
from rag.judging.set_indexes import index_set
from rag.library.library import Library
from rag.models.encoder import keep_export
from rag.roles import Encoder
from rag.settings import Settings
from rag.types import Article


@dataclass(frozen=True, slots=True)
class Models:
    """An encoder that is exported already, what reranks, and a folder for indexes."""

    folder: Path
    encoder: Encoder
    reranker: Reranker | None

    def assistant(self, questions: QuestionSet, name: str) -> Assistant:
        """Index a set in a folder of that name, or take over the index in it."""
        library = index_set(questions, self.folder / name, self.encoder)
        return Assistant(library, self.encoder, self.reranker)

    def alone(self, article: Article) -> Assistant:
        """Index an article, all by itself."""
        return self.assistant(QuestionSet(article.title, (article,), ()), article.id)


@contextmanager
def opened(folder: Path | None, reader: str | None = None) -> Iterator[Models]:
    """Open the models; without a folder the indexes are for this once."""
    with tempfile.TemporaryDirectory() as temporary:
        settings = Settings(folder or Path(temporary), reader=reader)
        encoder = open_encoder(settings)
        keep_export(encoder)
        yield Models(settings.index, encoder, open_reranker(settings, encoder))


def make_assistant(folder: Path, articles: Sequence[Article]) -> Assistant:
    """Index articles, and open them as a program does that starts now."""
    encoder = open_encoder(Settings(folder))
    publish_articles(Library(folder), articles, encoder)
    keep_export(encoder)
    return open_assistant(Settings(folder))
