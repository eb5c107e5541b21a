"""The answer as a JSON object: the contract of `ask --json`, `evaluate` and the API."""

from typing import Any

from rag.asking.states import state_of
from rag.types import Answer, Citation, Mention


def answer_object(answer: Answer) -> dict[str, Any]:
    """Turn an answer into the object that other programs read."""
    return {
        "question": answer.question,
        "read_as": answer.read_as,
        "language": answer.language or None,
        "status": answer.status,
        "state": None
        if answer.overview
        else str(state_of(answer.status, answer.confidence, answer.parts)),
        "overview": answer.overview,
        "left_out": answer.left_out,
        # Digits beyond these say nothing, and change from one processor to another. An
        # overview is asked for, not found: there is nothing to be sure of.
        "confidence": None if answer.overview else round(answer.confidence, 4),
        "related": None if answer.overview else round(answer.related, 4),
        "missing_terms": list(answer.missing_terms),
        "elapsed_ms": round(answer.elapsed_ms, 2),
        "parts": [
            {
                "asked": part.asked,
                "status": part.status,
                "confidence": round(part.confidence, 4),
                "number": part.number,
            }
            for part in answer.parts
        ],
        "citations": [_citation_object(citation) for citation in answer.citations],
        "differences": [
            {"numbers": list(each.numbers), "said": list(each.said)}
            for each in answer.differences
        ],
    }


def _citation_object(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        **_quote_object(citation),
        "language": citation.language or None,
        "answer_start": citation.answer.start if citation.answer else None,
        "answer_end": citation.answer.end if citation.answer else None,
        "answer_in_section": [citation.above.start, citation.above.end]
        if citation.above
        else None,
        "marks": [[mark.start, mark.end] for mark in citation.marks],
        "passage": citation.passage,
        "score": round(citation.score, 6),
        "permalink": citation.permalink,
        "also_in": [
            _quote_object(mention) | {"permalink": mention.permalink}
            for mention in citation.also_in
        ],
    }


def _quote_object(quote: Citation | Mention) -> dict[str, Any]:
    """Give what is said of every quote: whose it is, where it stands, and its words."""
    return {
        "article_id": quote.article_id,
        "title": quote.title,
        "section": quote.section,
        "paragraph": quote.paragraph,
        "page": quote.page,
        "time_s": quote.time_s,
        "doubtful": quote.is_doubtful,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.quote,
    }
