"""How good whole answers are, on labels of our own: each part, point and reason.

    python -m bench.answers ../shared

`tests/asking/answers.jsonl` has questions of ten kinds on the real article and on some
of the question sets', with the sentences that answer each of their parts, by digest.
Every article is a library of its own, and a follow-up is asked after its history.
Those that are kept for the end ("held"), on articles of their own, are asked with
`--held` alone.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from bench.answer_scores import Outcome, Question, quote_of, row
from bench.opening import Models, opened
from bench.reporting import table
from rag.asking.assistant import Assistant
from rag.judging.question_sets import read_question_set
from rag.readers import read_article
from rag.types import Article, Turn

QUESTIONS = Path(__file__).parents[1] / "tests" / "asking" / "answers.jsonl"

_read_set = cache(read_question_set)


def read_questions() -> Iterator[Question]:
    """Read the labelled questions."""
    for line in QUESTIONS.read_text("utf-8").splitlines():
        fields = json.loads(line)
        parts = {p["asks"]: frozenset(p["sentences"]) for p in fields["parts"]}
        yield Question(**fields | {"parts": parts})


def title_of(question: Question) -> str:
    """Say which table a question belongs in: each hundred was kept at another time."""
    hundred = int(question.id.rpartition("-")[2]) // 100
    return f"Kept for the end, {hundred}01 on:" if question.held else "To build on:"


def read_labelled(name: str, shared: Path) -> Article:
    """Read an article that questions name: "article", or "SET:TITLE", or "SET:ID"."""
    set_name, _, wanted = name.partition(":")
    if not wanted:
        (path,) = (shared / set_name).glob("*.txt")
        return read_article(path.read_bytes(), path.name)
    articles = _read_set(shared / "eval" / set_name).articles
    return next(a for a in articles if wanted in (a.id, a.title))


def ask(assistant: Assistant, asked: Question) -> Outcome:
    """Ask the questions before it, each after the last, and then the question."""
    history: list[Turn] = []
    for earlier in asked.history:
        history.append(Turn(earlier, assistant.ask(earlier, history).read_as))
    answer = assistant.ask(asked.question, history)
    return Outcome(asked, answer.status, tuple(map(quote_of, answer.citations)))


def ask_all(
    questions: Sequence[Question], shared: Path, models: Models
) -> list[Outcome]:
    """Ask each question of its article, which is indexed by itself."""
    outcomes: list[Outcome] = []
    for name in dict.fromkeys(question.article for question in questions):
        assistant = models.alone(read_labelled(name, shared))
        outcomes += [ask(assistant, q) for q in questions if q.article == name]
    return outcomes


def report(outcomes: Sequence[Outcome]) -> list[str]:
    """Write the table: a row for each kind, in the order of the labels, and for all."""
    kinds = dict.fromkeys(outcome.asked.kind for outcome in outcomes)
    rows = [row(kind, [o for o in outcomes if o.asked.kind == kind]) for kind in kinds]
    return table([*rows, row("all", outcomes)])


def main() -> None:
    """Print the figures of what is built on and, if wanted, of what is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="folder of the articles")
    parser.add_argument("--held", action="store_true", help="ask the kept ones, too")
    parser.add_argument("--index", type=Path, help="keep the indexes in this folder")
    given = parser.parse_args()
    questions = [q for q in read_questions() if given.held or not q.held]
    for title in dict.fromkeys(map(title_of, questions)):
        asked = [question for question in questions if title_of(question) == title]
        with opened(given.index) as models:
            outcomes = ask_all(asked, given.shared, models)
        print(title, "", *report(outcomes), sep="\n")


if __name__ == "__main__":
    main()
