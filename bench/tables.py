"""How well cells of tables are found: every kind of table in every format.

    python -m bench.tables

Of each question the first quote must hold the cell that is asked for and the name of
its row. All files are one library, so that each is asked beside all others.
"""

import re

from bench.opening import opened
from rag.judging.question_sets import QuestionSet
from rag.readers import read_article
from tests.table_cases import Asked
from tests.table_files import labelled


def is_right(quote: str, asked: Asked) -> bool:
    """Tell whether a quote holds the cell and its row's name, as whole words."""
    wanted = (asked.cell, *asked.row)
    return all(re.search(rf"\b{re.escape(words)}\b", quote) for words in wanted)


def main() -> None:
    """Name the questions whose quote is wrong, and count the others."""
    made = labelled()
    articles = tuple(read_article(one.data, one.name) for one in made)
    questions = [(one.name, asked) for one in made for asked in one.case.asked]
    right = 0
    with opened(None) as models:
        assistant = models.assistant(QuestionSet("tables", articles, ()), "tables")
        for name, asked in questions:
            answer = assistant.ask(asked.question)
            quote = answer.citations[0].quote if answer.citations else ""
            if is_right(quote, asked):
                right += 1
            else:
                print(f"{name}: {asked.question} {asked.cell}\n    {quote}")
    print(f"{len(made)} tables: {right} of {len(questions)} first quotes are right")


if __name__ == "__main__":
    main()
