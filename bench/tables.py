"""How well cells of tables are found: every kind of table in every format.

    python -m bench.tables

Of each question the first quote must hold the cell that is asked for and the name of
its row, and the answer's own words should be that cell. All files are one library, so
that each is asked beside all others.
"""

import re

from bench.opening import opened
from rag.judging.question_sets import QuestionSet
from rag.readers import read_article
from rag.types import Citation
from tests.table_cases import Asked
from tests.table_files import labelled


def is_right(quote: str, asked: Asked) -> bool:
    """Tell whether a quote holds the cell and its row's name, as whole words."""
    wanted = (asked.cell, *asked.row)
    return all(re.search(rf"\b{re.escape(words)}\b", quote) for words in wanted)


def is_marked(citation: Citation, asked: Asked) -> bool:
    """Tell whether the answer's own words are the cell."""
    words = citation.answer
    return words is not None and citation.hit.passage.quote(words) == asked.cell


def main() -> None:
    """Name the questions whose quote or words are wrong, and count the others."""
    made = labelled()
    articles = tuple(read_article(one.data, one.name) for one in made)
    questions = [(one.name, asked) for one in made for asked in one.case.asked]
    right = marked = 0
    with opened(None) as models:
        assistant = models.assistant(QuestionSet("tables", articles, ()), "tables")
        for name, asked in questions:
            found = assistant.ask(asked.question).citations[:1]
            is_quoted = any(is_right(each.quote, asked) for each in found)
            has_words = any(is_marked(each, asked) for each in found)
            right += is_quoted
            marked += has_words
            if not (is_quoted and has_words):
                quotes = [each.quote for each in found]
                print(f"{name}: {asked.question} {asked.cell}\n    {quotes}")
    print(f"{len(made)} tables: {right} of {len(questions)} first quotes are right,")
    print(f"and {marked} have the cell marked")


if __name__ == "__main__":
    main()
