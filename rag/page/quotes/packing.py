"""A conversation's quotes gathered for an evidence pack, cut anew as the page does."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.judging.evidence import (
    EvidencePack,
    EvidenceQuote,
    EvidenceTurn,
    sha256_of_text,
)
from rag.judging.verdicts import Verdict
from rag.page.quotes.agreeing import cut_also, difference_text
from rag.page.quotes.cutting import (
    FindArticle,
    Quote,
    cut_quotes,
    without_surroundings,
)
from rag.page.quotes.turns import AskedTurn
from rag.page.quotes.verdicts import elsewhere, kind_at, says_none
from rag.types import Span


def make_pack(
    turns: Sequence[AskedTurn],
    find: FindArticle,
    verdicts_on: Callable[[str], Sequence[Verdict]],
    made: str,
    generation: int | None,
) -> EvidencePack:
    """Gather what a conversation quoted; quotes of removed articles are left out.

    Args:
        turns: The conversation.
        find: Gives the article of an id, or None where it has left the library.
        verdicts_on: Gives the verdicts on a question.
        made: The time, ISO 8601.
        generation: Number of the index in use.
    """
    packed = tuple(_turn(turn, find, verdicts_on(turn.question)) for turn in turns)
    return EvidencePack(made, generation, packed)


def _turn(
    turn: AskedTurn, find: FindArticle, verdicts: Sequence[Verdict]
) -> EvidenceTurn:
    # What a person named as the answer comes first, as on the page.
    references = [*elsewhere(verdicts, turn.references), *turn.references]
    answers = dict(zip(turn.references, turn.said_words, strict=False))
    above = dict(zip(turn.references, turn.said_above, strict=False))
    marks = dict(zip(turn.references, turn.said_marks, strict=False))
    also = cut_also(turn, find)
    cut = cut_quotes(references, find)
    quotes: list[EvidenceQuote] = []
    for item in cut if turn.overview is None else without_surroundings(cut):
        if not isinstance(item, Quote):
            continue
        place = item.reference
        quote = _quote(item, find, verdicts, answers.get(place))
        quotes.append(
            replace(
                quote, marks=marks.get(place, ()), answer_in_section=above.get(place)
            )
        )
        quotes += [
            replace(
                _quote(each, find, verdicts, None), number=item.number, is_also=True
            )
            for each in also.get(place, ())
        ]
    return EvidenceTurn(
        question=turn.question,
        read_as=turn.read_as,
        status=turn.status,
        missing_terms=turn.missing_terms,
        quotes=tuple(quotes),
        unanswered=says_none(verdicts),
        parts=turn.parts,
        confidence=turn.confidence,
        overview=turn.overview,
        differences=_differences(turn, find, len(references) - len(turn.references)),
    )


def _differences(turn: AskedTurn, find: FindArticle, before: int) -> tuple[str, ...]:
    """Say what differs, by the numbers that the quotes have behind those before."""
    cut = cut_quotes(turn.references, find)
    numbered = [
        replace(item, number=item.number + before) if isinstance(item, Quote) else item
        for item in cut
    ]
    said = (difference_text(sides, numbered) for sides in turn.differences)
    return tuple(filter(None, said)) if turn.answered else ()


def _quote(
    quote: Quote, find: FindArticle, verdicts: Sequence[Verdict], answer: Span | None
) -> EvidenceQuote:
    reference = quote.reference
    # For its hash: `verify` says by it whether anything else there has changed.
    article = find(reference.article_id)
    return EvidenceQuote(
        number=quote.number,
        article_id=reference.article_id,
        title=quote.title,
        section=quote.section,
        paragraph=reference.paragraph,
        page=quote.page,
        time_s=quote.time_s,
        start=reference.start,
        end=reference.end,
        before=quote.before,
        quote=quote.text,
        after=quote.after,
        quote_sha256=sha256_of_text(quote.text),
        article_sha256=sha256_of_text(article.text) if article else "",
        verbatim=quote.verbatim,
        verdict=kind_at(verdicts, reference),
        is_doubtful=quote.is_doubtful,
        answer_start=answer.start if answer else None,
        answer_end=answer.end if answer else None,
    )
