"""What `bench.speed` and `bench.growth` share: command line, report, libraries."""

import argparse
import math
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from bench.opening import make_assistant
from bench.peers.processes import Corpus
from bench.peers.programs import write_plain
from bench.reporting import RESULTS, made_by, write
from rag.asking.assistant import Assistant
from rag.asking.opening import open_encoder
from rag.building.indexing import publish_articles
from rag.judging.question_sets import LabelledQuestion, QuestionSet, read_question_set
from rag.library.generation.generation import Generation
from rag.library.library import Library
from rag.settings import Settings
from rag.text.passages import passage_input
from rag.types import Article

ARTICLE = Path("article/new-quality-productive-forces.txt")
SET = Path("eval/squad2")
QUICK_ARTICLES = 2
T = TypeVar("T")


@dataclass(frozen=True)
class Setup:
    """Questions and libraries; whatever takes time is made when it is first needed.

    `shared` has the article and the sets, `work` gets libraries and indexes; `quick` is
    a trial of everything on little; `peers` is the Python that has the peers, if any.
    """

    shared: Path
    work: Path
    quick: bool
    peers: str | None = None

    def size(self, full: T, quick: T) -> T:
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

    def plain(self, assistant: Assistant) -> Path:
        """Save a library's passages and vectors as the plain script opens them."""
        generation, folder = assistant.generation(), self.work / "plain"
        corpus = make_corpus(generation, list(generation.articles))
        vectors = generation.passage_vectors.rows(0, len(corpus.ids))
        write_plain(corpus, vectors, folder)
        return folder


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


def write_report(
    about: str,
    name: str,
    heading: Sequence[str],
    parts: Mapping[str, Callable[[Setup], Iterator[str]]],
) -> None:
    """Measure the parts that the command line wants; write the report after each.

    Args:
        about: What the command's help says.
        name: Of the module in `bench`, and of its report in `results`.
        heading: The report's title, and what holds for all of it.
        parts: Each gives the lines of a section.
    """
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="has article/ and eval/")
    parser.add_argument("--only", nargs="+", choices=parts, default=list(parts))
    parser.add_argument("--without", nargs="+", choices=parts, default=[])
    parser.add_argument("--quick", action="store_true", help="try everything out")
    parser.add_argument("--work", type=Path, help="keep libraries here for next time")
    parser.add_argument("--peers", metavar="PYTHON", help="whose environment has them")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        setup = Setup(given.shared, work, given.quick, given.peers)
        # The report of a mere trial replaces no other.
        out = Path(tempfile.mkdtemp("-trial")) if given.quick else RESULTS
        title, text = heading
        lines = [f"# {title}", "", made_by(f"bench.{name}"), "", text, ""]
        for part in given.only:
            if part not in given.without:
                lines.extend(parts[part](setup))
                write(out / f"{name}.md", lines)
