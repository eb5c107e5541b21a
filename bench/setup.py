"""What `bench.speed`, `growth` and `engines` share: command line, report, libraries."""

import argparse
import math
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from bench.opening import make_assistant
from bench.peers.processes import Corpus
from bench.peers.programs import write_plain
from bench.reporting import made_by
from rag.asking.assistant import Assistant
from rag.asking.opening import open_encoder
from rag.building.indexing import publish_articles
from rag.judging.question_sets import LabelledQuestion, QuestionSet, read_question_set
from rag.library.library import Library
from rag.settings import Settings
from rag.text.passages import passage_input
from rag.types import Article

RESULTS = Path(__file__).parent / "results"
ARTICLE = Path("article/new-quality-productive-forces.txt")
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

    def read(self, name: str) -> QuestionSet:
        """Read a question set."""
        return read_question_set(self.shared / "eval" / name)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """Articles of squad2."""
        return self.read("squad2").articles[: self.size(None, 2)]

    @cached_property
    def answerable(self) -> list[LabelledQuestion]:
        """The questions that these articles answer, in an order of chance."""
        every = self.read("squad2")
        ids = {article.id for article in self.articles}
        sample = every.sample(len(every.questions)).questions
        return [q for q in sample if q.answerable and ids.issuperset(q.relevant)]

    def asked(self, count: int) -> list[str]:
        """Give the first of them."""
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
        return make_assistant(self.work / "some", self.articles)

    @cached_property
    def many(self) -> Assistant:
        """The set's articles again and again, with the vectors that are there."""
        times = math.ceil(self.size(10_000, 200) / len(self.some.generation().passages))
        copies = [
            replace(a, id=f"{a.id}-{n}") for n in range(times) for a in self.articles
        ]
        folder = self.work / "many"
        if not folder.is_dir():
            shutil.copytree(self.work / "some", folder)
            publish_articles(Library(folder), copies, open_encoder(Settings(folder)))
        return make_assistant(folder, copies)

    def plain(self, assistant: Assistant) -> Path:
        """Save a library's passages and vectors as the plain script opens them."""
        vectors, folder = assistant.generation().passage_vectors, self.work / "plain"
        write_plain(corpus_of(assistant), vectors.rows(0, len(vectors)), folder)
        return folder


def corpus_of(assistant: Assistant) -> Corpus:
    """Give a library's articles, and their passages as it has them."""
    generation = assistant.generation()
    return Corpus(
        articles=[(a.id, a.title, a.text) for a in generation.articles],
        ids=[f"{p.article_id}:{p.start}" for p in generation.passages],
        passages=[passage_input(p) for p in generation.passages],
    )


def write_report(
    about: str,
    name: str,
    heading: Sequence[str],
    parts: Mapping[str, Callable[[Setup], list[str]]],
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
    title, text = heading
    lines = [f"# {title}", "", made_by(f"bench.{name}"), "", text, ""]
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        setup = Setup(given.shared, work, given.quick, given.peers)
        # The report of a mere trial replaces no other.
        folder = Path(tempfile.mkdtemp("-trial")) if given.quick else RESULTS
        for part in [one for one in given.only if one not in given.without]:
            lines += parts[part](setup)
            report = folder / f"{name}.md"
            report.write_text("\n".join(lines).rstrip() + "\n", "utf-8")
            print(report)
