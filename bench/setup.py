"""What `bench.speed` and `growth` share: command line, report, libraries."""

import argparse
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from bench.growth_library import ALL_TOKENS, Copies
from bench.opening import make_assistant
from bench.reporting import made_by
from rag.asking.assistant import Assistant
from rag.asking.opening import open_assistant
from rag.judging.question_sets import LabelledQuestion, QuestionSet, read_question_set
from rag.library.library import Library
from rag.settings import Settings
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

    def questions(self, count: int) -> list[LabelledQuestion]:
        """Give some that these articles answer, chosen by chance."""
        every, ids = self.read("squad2"), {article.id for article in self.articles}
        sample = every.sample(len(every.questions)).questions
        own = [q for q in sample if q.answerable and ids.issuperset(q.relevant)]
        return own[:count]

    def asked(self, count: int) -> list[str]:
        """Give the words of these."""
        return [labelled.question for labelled in self.questions(count)]

    @cached_property
    def real(self) -> Assistant:
        """A library of the one real article, read as a person's file is read."""
        library = Library(self.work / "real")
        path = self.shared / ARTICLE
        article = library.originals.read(library.add(path.read_bytes(), path.name))
        return make_assistant(library.root, [article])

    @cached_property
    def some(self) -> Assistant:
        """A library of these articles."""
        return make_assistant(self.work / "some", self.articles)

    @cached_property
    def many(self) -> Assistant:
        """A library of them again and again."""
        library, size = Library(self.work / "many"), self.size(10_000, 200)
        Copies(self.some.generation(), size, ALL_TOKENS).publish(library)
        return open_assistant(Settings(library.root), self.some.encoder)


def write_report(
    about: str,
    name: str,
    heading: Sequence[str],
    parts: Mapping[str, Callable[[Setup], list[str]]],
) -> None:
    """Measure the parts that the command line wants; write the report after each.

    `about` is the command's help, `name` that of the module and its report; `heading`
    is a title and what holds for all of it; each part gives the lines of a section.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("shared", type=Path, help="has article/ and eval/")
    parser.add_argument("--only", nargs="+", choices=parts, default=list(parts))
    parser.add_argument("--quick", action="store_true", help="try everything out")
    parser.add_argument("--peers", metavar="PYTHON", help="whose environment has them")
    given = parser.parse_args()
    # The report of a mere trial replaces no other.
    folder = Path(tempfile.mkdtemp("-trial")) if given.quick else RESULTS
    report, (title, text) = folder / f"{name}.md", heading
    lines = [f"# {title}", "", made_by(f"bench.{name}"), "", text, ""]
    with tempfile.TemporaryDirectory() as work:
        setup = Setup(given.shared, Path(work), given.quick, given.peers)
        for part in given.only:
            lines += parts[part](setup)
            report.write_text("\n".join(lines).rstrip() + "\n", "utf-8")
            print(report)
