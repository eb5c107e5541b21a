"""What the parts of `bench.speed` share: how much is measured, questions, libraries."""

import math
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bench.opening import make_assistant
from bench.peers.plain import Plain
from bench.peers.protocol import Corpus
from rag.asking.assistant import Assistant
from rag.asking.opening import open_encoder
from rag.building.indexing import publish_articles
from rag.judging.question_sets import LabelledQuestion, QuestionSet, read_question_set
from rag.library.generation.generation import Generation
from rag.library.library import Library
from rag.models.files import find_model
from rag.settings import Settings
from rag.text.passages import passage_input
from rag.types import Article

ARTICLE = Path("article/new-quality-productive-forces.txt")
SET = Path("eval/squad2")
QUICK_ARTICLES = 2


@dataclass(frozen=True)
class Setup:
    """Questions and libraries; whatever takes time is made when it is first needed.

    `shared` has the article and the sets, `work` gets libraries and indexes; `quick` is
    a trial of everything on little.
    """

    shared: Path
    work: Path
    quick: bool

    def size(self, full: int, quick: int) -> int:
        """Choose how much is measured."""
        return quick if self.quick else full

    @property
    def rounds(self) -> int:
        """How often what is compared takes turns."""
        return self.size(7, 1)

    @cached_property
    def questions(self) -> QuestionSet:
        """The set, or what its first articles can answer of it."""
        whole = read_question_set(self.shared / SET)
        articles = whole.articles[: QUICK_ARTICLES if self.quick else None]
        ids = {article.id for article in articles}
        questions = (q for q in whole.questions if ids.issuperset(q.relevant + q.near))
        return replace(whole, articles=articles, questions=tuple(questions))

    @cached_property
    def answerable(self) -> list[LabelledQuestion]:
        """Answerable questions, in an order of chance."""
        sample = self.questions.sample(len(self.questions.questions))
        return [q for q in sample.questions if q.answerable]

    def asked(self, count: int) -> list[str]:
        """Give the first answerable questions."""
        return [q.question for q in self.answerable[:count]]

    @cached_property
    def real(self) -> Assistant:
        """A library of the one real article, read as a person's file is read."""
        library = Library(self.work / "real")
        path = self.shared / ARTICLE
        article = library.originals.read(library.add(path.read_bytes(), path.name))
        return make_assistant(self.work / "real", [article])

    @cached_property
    def some(self) -> Assistant:
        """A library of the set's articles."""
        return make_assistant(self.work / "some", self.questions.articles)

    @cached_property
    def many(self) -> Assistant:
        """The set's articles again and again, with the vectors that are there."""
        articles = self.questions.articles
        times = math.ceil(self.size(10_000, 200) / len(self.some.generation().passages))
        copies = [replace(a, id=f"{a.id}-{n}") for n in range(times) for a in articles]
        folder = self.work / "many"
        if not folder.is_dir():
            shutil.copytree(self.work / "some", folder)
            publish_articles(Library(folder), copies, open_encoder(Settings(folder)))
        return make_assistant(folder, copies)


def make_corpus(generation: Generation, articles: Sequence[Article]) -> Corpus:
    """Give articles, and their passages as the library has them."""
    rows = [row for a in articles for row in generation.passage_rows(a.id)]
    passages = [generation.passages[row] for row in rows]
    return Corpus(
        articles=[(a.id, a.title, a.text) for a in articles],
        ids=[f"{p.article_id}:{p.start}" for p in passages],
        passages=[passage_input(p) for p in passages],
        sentences=[[p.quote(s) for s in p.sentences] for p in passages],
    )


def make_plain(assistant: Assistant) -> Plain:
    """Give the plain script the same passages, vectors and weights."""
    generation = assistant.generation()
    corpus = make_corpus(generation, list(generation.articles))
    plain = Plain(str(find_model(None).folder))
    plain.fill(corpus, generation.passage_vectors.rows(0, len(corpus.ids)))
    return plain
