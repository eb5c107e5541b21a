"""How well cells of tables are found: every kind of table in every format.

    python -m bench.tables

Of each question the first quote must hold the cell that is asked for and the name of
its row. All files are one library, so that each is asked beside all others.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from bench.opening import Models, opened
from bench.reporting import table
from rag.judging.question_sets import QuestionSet
from rag.readers import read_article
from tests.table_cases import Asked
from tests.table_files import Labelled, labelled


@dataclass(frozen=True, slots=True)
class Found:
    """What a question got: its first quote, and whether that is right."""

    asked: Asked
    made: Labelled
    status: str
    quote: str

    @property
    def right(self) -> bool:
        """Whether the quote holds the cell and its row's name."""
        wanted = (self.asked.cell, *self.asked.row)
        return all(re.search(rf"\b{re.escape(w)}\b", self.quote) for w in wanted)


def ask_all(cases: Sequence[Labelled], models: Models) -> Iterator[Found]:
    """Index all files, and ask each question of the whole library."""
    articles = tuple(read_article(made.data, made.name) for made in cases)
    assistant = models.assistant(QuestionSet("tables", articles, ()), "tables")
    for made in cases:
        for asked in made.case.asked:
            answer = assistant.ask(asked.question)
            quote = answer.citations[0].quote if answer.citations else ""
            yield Found(asked, made, answer.status, quote)


def report(found: Sequence[Found]) -> list[str]:
    """Write a row for each format, each kind, and all."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for name in (lambda made: made.form, lambda made: made.case.kind, lambda _: "all"):
        for one in found:
            groups[name(one.made)].append(one)
    rows = [
        {
            "tables": name,
            "questions": len(group),
            "first quote right": mean(one.right for one in group),
            "said to be answered": mean(one.status == "answered" for one in group),
        }
        for name, group in groups.items()
    ]
    return table(rows, "", ",", ".3f")


def main() -> None:
    """Print the table, and if wanted what fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="name what fails")
    given = parser.parse_args()
    with opened(None) as models:
        found = list(ask_all(labelled(), models))
    print(*report(found), sep="\n")
    for one in found if given.list else ():
        if not one.right:
            print(f"{one.made.name}: {one.asked.question} {one.asked.cell}")
            print(f"    {one.status}: {one.quote}")


if __name__ == "__main__":
    main()
