"""How an answer is printed for a person."""

from rag.asking.agreeing.agreement import say_difference
from rag.asking.overviews import heading_of
from rag.asking.states import STATE_SENTENCES, across_sentence, state_of
from rag.asking.wording.names import names_among
from rag.cli.terminal import say, say_passage
from rag.types import Answer, AnswerPart, Citation, Hit, Span


def print_answer(answer: Answer, *, explain: bool = False) -> None:
    """Print an answer for a person: each passage with its quote marked, its place."""
    if answer.overview:
        _print_overview(answer)
        return
    _print_state(answer)
    for part in answer.parts:
        _print_part(part)
    if answer.parts:
        say()
    _print_differences(answer)
    for citation in answer.citations:
        _print_passage(citation)
        say(f"    — {citation.title} · {citation.label()}")
        for mention in citation.also_in:
            say(f"      also in {mention.title} · {mention.label()}")
        if citation.number == 1 and answer.status == "answered":
            _print_unsaid_names(answer, citation.hit)
        if explain:
            _print_explanation(citation.hit)
        say()


def _print_overview(answer: Answer) -> None:
    """Print key sentences, without what stands around them."""
    say(f"{heading_of(answer)}:")
    say()
    for citation in answer.citations:
        whole = Span(0, len(citation.quote))
        say_passage(f"[{citation.number}] ", citation.quote, whole)
        say(f"    — {citation.title} · {citation.label()}")
        say()


def _print_part(part: AnswerPart) -> None:
    """Say which passage answers a part of the question."""
    if part.number is None:
        say(f"{part.asked}: the articles don't answer this part.")
    elif part.status == "answered":
        say(f"{part.asked}: see [{part.number}].")
    else:
        say(f"{part.asked}: [{part.number}] is on this, but may not answer it.")


def _print_state(answer: Answer) -> None:
    """Say how it was read, what it is, and where that is no answer, what is lacking."""
    if answer.read_as:
        say(f"Read as: {answer.read_as}")
    say(f"{state_of(answer.status, answer.confidence, answer.parts)}")
    if answer.across:
        say(across_sentence(*answer.across, answer.status))
    if answer.status != "answered":
        say(STATE_SENTENCES[answer.status])
        _print_lacking(answer)
        say("The nearest passages:")
    say()


def _print_lacking(answer: Answer) -> None:
    """Name the words that no article has, and of a near miss what its passage has."""
    if answer.missing_terms:
        say(f"Words they don't have: {', '.join(answer.missing_terms)}.")
    if answer.status == "near":
        hit = answer.citations[0].hit
        lacks = [w for w in hit.missing_terms if w not in answer.missing_terms]
        if hit.matched_terms:
            say(f"The first passage has: {', '.join(hit.matched_terms)}.")
        if lacks:
            say(f"It lacks: {', '.join(lacks)}.")


def _print_differences(answer: Answer) -> None:
    titles = {citation.number: citation.title for citation in answer.citations}
    for each in answer.differences:
        pairs = zip(each.said, each.numbers, strict=True)
        say(say_difference((said, titles[number], number) for said, number in pairs))
        say()


def _print_passage(citation: Citation) -> None:
    # The quote's place is counted in the article.
    marked = (span.moved(-citation.passage_start) for span in citation.marked)
    say_passage(f"[{citation.number}] ", citation.passage, *marked)


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
