"""The answer as a JSON object: the contract of `ask --json`, `evaluate` and the API."""

from typing import Any

from rag.types import Answer, Citation, Mention


def answer_object(answer: Answer) -> dict[str, Any]:
    """Turn an answer into the object that other programs read."""
    return {
        "question": answer.question,
        "read_as": answer.read_as,
        "status": answer.status,
        # Digits beyond these say nothing, and change from one processor to another.
        "confidence": round(answer.confidence, 4),
        "related": round(answer.related, 4),
        "missing_terms": list(answer.missing_terms),
        "elapsed_ms": round(answer.elapsed_ms, 2),
        "citations": [_citation_object(citation) for citation in answer.citations],
        "differences": [
            {"numbers": list(each.numbers), "said": list(each.said)}
            for each in answer.differences
        ],
    }


def _citation_object(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "article_id": citation.article_id,
        "title": citation.title,
        "section": citation.section,
        "paragraph": citation.paragraph,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "answer_start": citation.answer.start if citation.answer else None,
        "answer_end": citation.answer.end if citation.answer else None,
        "passage": citation.passage,
        "score": round(citation.score, 6),
        "permalink": citation.permalink,
        "also_in": [_mention_object(mention) for mention in citation.also_in],
    }


def _mention_object(mention: Mention) -> dict[str, Any]:
    return {
        "article_id": mention.article_id,
        "title": mention.title,
        "section": mention.section,
        "paragraph": mention.paragraph,
        "page": mention.page,
        "start": mention.start,
        "end": mention.end,
        "quote": mention.quote,
        "permalink": mention.permalink,
    }
