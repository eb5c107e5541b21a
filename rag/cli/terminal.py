"""What the command line shows: answers, JSON and progress bars."""

import json
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from rag.analysis import names_among
from rag.answer_json import answer_object
from rag.types import Answer, Citation, Hit, Progress

WIDTH = 80
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def print_json(answer: Answer) -> None:
    """Print an answer as one JSON object."""
    print(json.dumps(answer_object(answer), ensure_ascii=False, indent=2))


def print_answer(answer: Answer, *, explain: bool = False) -> None:
    """Print an answer for a person: each passage with its quote marked, its place."""
    if answer.read_as:
        print(f"Read as: {answer.read_as}\n")
    if answer.status == "not_found":
        print("The articles don't answer this.")
        if answer.missing_terms:
            print(f"Words they don't have: {', '.join(answer.missing_terms)}.")
        print("The nearest passages:\n")
    if explain:
        print(f"Probability that the articles answer it: {answer.confidence:.0%}\n")
    for citation in answer.citations:
        print(f"{_passage(citation)}\n    {_place(citation)}")
        if citation.number == 1 and answer.status == "answered":
            _print_unsaid_names(answer, citation.hit)
        if explain:
            print(textwrap.indent(_explanation(citation.hit), "    "))
        print()


def _print_unsaid_names(answer: Answer, best: Hit) -> None:
    """Warn of names and figures of the question that the answer doesn't have."""
    words = [*answer.missing_terms, *best.missing_terms]
    names = names_among(words, answer.read_as or answer.question)
    if names:
        print(f"    Not in this passage: {', '.join(names)}.")


def _place(citation: Citation) -> str:
    section = f" · {citation.section}" if citation.section else ""
    page = f", page {citation.page}" if citation.page else ""
    return f"— {citation.title}{section}, ¶ {citation.paragraph}{page}"


def _explanation(hit: Hit) -> str:
    """Say why a passage was found, and what it lacks."""
    lines = [f"matched: {', '.join(hit.matched_terms) or 'no word'}"]
    if hit.missing_terms:
        lines.append(f"missing: {', '.join(hit.missing_terms)}")
    ranks = [f"{rank} by {retriever}" for retriever, rank in hit.ranks]
    lines.append(f"rank {', '.join(ranks)}; score {hit.score:.3f}")
    return "\n".join(lines)


def _passage(citation: Citation) -> str:
    start = citation.start - citation.passage_start
    end = citation.end - citation.passage_start
    text = citation.passage
    opening, closing = (BOLD, PLAIN) if sys.stdout.isatty() else ("»", "«")
    marked = f"{text[:start]}{opening}{text[start:end]}{closing}{text[end:]}"
    label = f"[{citation.number}] "
    return textwrap.fill(
        marked, WIDTH, initial_indent=label, subsequent_indent=" " * len(label)
    )


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Show a bar on stderr, if that is a terminal, moved by calling what this gives."""
    with tqdm(desc=label, disable=None, leave=False, file=sys.stderr) as bar:

        def move(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield move
