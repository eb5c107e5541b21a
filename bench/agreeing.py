"""How well answers say what several articles say alike, and where they differ.

    python -m bench.agreeing

`tests/asking/events.jsonl` has six events, each told by a few articles as different
newspapers do, and questions with what each article says to them: those of one letter
say the same, rounded or in other words. All are one library. Two events were built on,
two were looked at before the last rules, and two were asked afterwards ("held").
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench.opening import opened
from bench.reporting import table
from rag.judging.question_sets import QuestionSet
from rag.readers import read_article
from rag.types import Answer

EVENTS = Path(__file__).parents[1] / "tests" / "asking" / "events.jsonl"


@dataclass(frozen=True, slots=True)
class Event:
    """Articles by their titles; questions, each with letter and words by title."""

    asked: str
    articles: Mapping[str, str]
    questions: Mapping[str, Mapping[str, tuple[str, str]]]


def read_events() -> Iterator[Event]:
    """Read the labelled events."""
    for line in EVENTS.read_text("utf-8").splitlines():
        yield Event(**json.loads(line))


def score(says: Mapping[str, tuple[str, str]], answer: Answer) -> Counter[str]:
    """Count what an answer says of articles that say the same, or something else.

    Args:
        says: What each article says, by its title: a letter and its own words.
        answer: What is given to the question.
    """
    letters = Counter(letter for letter, _ in says.values())
    count = Counter(differ=int(len(letters) > 1), same=letters.total() - len(letters))
    for each in answer.differences:
        titles = [answer.citations[number - 1].title for number in each.numbers]
        (first, said), *others = zip(titles, each.said, strict=True)
        for title, words in others:
            one, other = _letter(says, first, said), _letter(says, title, words)
            count["told" if one and other and one != other else "wrongly told"] += 1
    for lead in answer.citations:
        for also in lead.also_in:
            one = _letter(says, lead.title, lead.quote)
            is_same = one and one == _letter(says, also.title, also.quote)
            count["named" if is_same else "wrongly named"] += 1
    return count


def _letter(says: Mapping[str, tuple[str, str]], title: str, quote: str) -> str:
    """Give the letter of what an article says, if it is what is quoted or in that."""
    letter, words = says.get(title, ("", ""))
    words, quote = words.lower(), quote.lower()
    return letter if words and (words in quote or quote in words) else ""


def main() -> None:
    """Ask all, and print a row for each kind of event."""
    events = list(read_events())
    articles = tuple(
        read_article(f"# {title}\n\n{text}".encode(), f"{title}.md")
        for event in events
        for title, text in event.articles.items()
    )
    columns = ("differ", "told", "wrongly told", "same", "named", "wrongly named")
    rows = []
    with opened(None) as models:
        assistant = models.assistant(QuestionSet("events", articles, ()), "events")
        for asked, some in groupby(events, key=lambda event: event.asked):
            each = [q for event in some for q in event.questions.items()]
            count = sum((score(s, assistant.ask(q)) for q, s in each), Counter[str]())
            figures = {column: count[column] for column in columns}
            rows.append({"events": asked, "questions": len(each)} | figures)
    print(*table(rows), sep="\n")


if __name__ == "__main__":
    main()
