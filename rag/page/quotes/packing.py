"""A conversation's quotes gathered for an evidence pack, cut anew as the page does."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from rag.judging.evidence import (
    EvidencePack,
    EvidenceQuote,
    EvidenceTurn,
    FindArticle,
    sha256_of_text,
)
from rag.judging.verdicts import Verdict
from rag.page.quotes.agreeing import cut_also, difference_text
from rag.page.quotes.cutting import Cut, Quote, without_surroundings
from rag.page.quotes.judged import VerdictsOn, cut_turn, kind_at, says_none, verdicts_of
from rag.page.quotes.turns import AskedTurn


def make_pack(
    turns: Sequence[AskedTurn],
    find: FindArticle,
    verdicts_on: VerdictsOn,
    made: str,
    generation: int | None,
) -> EvidencePack:
    """Gather what a conversation quoted, in the words that were found.

    Of a removed article these are as they were kept; those nobody kept are left out.

    Args:
        turns: The conversation.
        find: Gives the article of an id, or None where it has left the library.
        verdicts_on: Gives the verdicts on a question.
        made: The time, ISO 8601.
        generation: Number of the index in use.
    """
    packed = tuple(
        _turn(turn, find, verdicts_of(turn, verdicts_on, find)) for turn in turns
    )
    return EvidencePack(made, generation, packed)


def _turn(
    turn: AskedTurn, find: FindArticle, verdicts: Sequence[Verdict]
) -> EvidenceTurn:
    # What a person named as the answer comes first, as on the page.
    named, own = cut_turn(turn, verdicts, find)
    cut = [*named, *own]
    also = cut_also(turn, find)
    quotes: list[EvidenceQuote] = []
    for item in cut if turn.overview is None else without_surroundings(cut):
        if not isinstance(item, Quote):
            continue
        quote = _quote(item, find, verdicts)
        # Of what has changed nobody knows what is where.
        quotes.append(_marked(quote, item, turn) if item.verbatim else quote)
        quotes += [
            replace(_quote(each, find, verdicts), number=item.number, is_also=True)
            for each in also.get(item.found_at, ())
        ]
    return EvidenceTurn(
        question=turn.question,
        read_as=turn.read_as,
        status=turn.status,
        missing_terms=turn.missing_terms,
        quotes=tuple(quotes),
        unanswered=says_none(verdicts),
        parts=tuple(
            replace(part, number=part.number + len(named)) if part.number else part
            for part in turn.parts
        ),
        confidence=turn.confidence,
        overview=turn.overview,
        differences=_differences(turn, own),
        within=turn.within,
    )


def _differences(turn: AskedTurn, own: Cut) -> tuple[str, ...]:
    """Say what differs, by the numbers that the quotes have."""
    said = (difference_text(sides, own) for sides in turn.differences)
    return tuple(filter(None, said)) if turn.answered else ()


def _marked(packed: EvidenceQuote, quote: Quote, turn: AskedTurn) -> EvidenceQuote:
    """Add the answer's own words in a quote, and what else is marked beside it."""
    known = {each.place: turn.shown(each) for each in turn.quotes}
    if (kept := known.get(quote.reference)) is None:
        return packed
    return replace(
        packed,
        answer_start=kept.answer.start if kept.answer else None,
        answer_end=kept.answer.end if kept.answer else None,
        answer_in_section=kept.above,
        marks=kept.marks,
    )


def _quote(
    quote: Quote, find: FindArticle, verdicts: Sequence[Verdict]
) -> EvidenceQuote:
    # For its hash: `verify` says by it whether anything else there has changed.
    article = find(quote.reference.article_id)
    return EvidenceQuote(
        number=quote.number,
        title=quote.title,
        before=quote.before,
        quote=quote.text,
        after=quote.after,
        quote_sha256=sha256_of_text(quote.text),
        article_sha256=sha256_of_text(article.text) if article else "",
        verbatim=quote.verbatim,
        verdict=kind_at(verdicts, quote.reference),
        **asdict(quote.place),
    )
