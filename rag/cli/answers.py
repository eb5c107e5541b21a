"""How an answer is printed for a person."""

from rag.asking.agreement import say_difference
from rag.cli.terminal import say, say_passage
from rag.text.terms import names_among
from rag.types import Answer, Citation, Hit, Span


def print_answer(answer: Answer, *, explain: bool = False) -> None:
    """Print an answer for a person: each passage with its quote marked, its place."""
    _print_verdict(answer)
    if explain:
        say(f"Probability that the articles answer it: {answer.confidence:.0%}")
        say()
    _print_differences(answer)
    for citation in answer.citations:
        _print_passage(citation)
        say(f"    — {citation.title} · {citation.label()}")
        for mention in citation.also_in:
            say(f"      also in {mention.title} · {mention.label()}")
        if citation.number == 1 and answer.status != "not_found":
            _print_unsaid_names(answer, citation.hit)
        if explain:
            _print_explanation(citation.hit)
        say()


def _print_verdict(answer: Answer) -> None:
    if answer.read_as:
        say(f"Read as: {answer.read_as}")
        say()
    if answer.status == "answered":
        return
    if answer.status == "near":
        say("The articles are on this, but may not answer it.")
    else:
        say("The articles don't answer this.")
    if answer.missing_terms:
        say(f"Words they don't have: {', '.join(answer.missing_terms)}.")
    say("The nearest passages:")
    say()


def _print_differences(answer: Answer) -> None:
    titles = {citation.number: citation.title for citation in answer.citations}
    for each in answer.differences:
        pairs = zip(each.said, each.numbers, strict=True)
        say(say_difference((said, titles[number], number) for said, number in pairs))
        say()


def _print_passage(citation: Citation) -> None:
    # The quote's place is counted in the article.
    first = citation.passage_start
    quote = Span(citation.start - first, citation.end - first)
    say_passage(f"[{citation.number}] ", citation.passage, quote)


def _print_unsaid_names(answer: Answer, best: Hit) -> None:
    """Warn of names and figures of the question that the answer doesn't have."""
    words = [*answer.missing_terms, *best.missing_terms]
    names = names_among(words, answer.read_as or answer.question)
    if names:
        say(f"    Not in this passage: {', '.join(names)}.")


def _print_explanation(hit: Hit) -> None:
    """Say why a passage was found, and what it lacks."""
    say(f"    matched: {', '.join(hit.matched_terms) or 'no word'}")
    if hit.missing_terms:
        say(f"    missing: {', '.join(hit.missing_terms)}")
    ranks = [f"{rank} by {retriever}" for retriever, rank in hit.ranks]
    say(f"    rank {', '.join(ranks)}; score {hit.score:.3f}")
