"""What the tools give: an answer, or a part of an article, as MCP describes it."""

from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from rag.asking.overviews import heading_of
from rag.asking.quoting import cut_quote
from rag.asking.states import STATE_SENTENCES, across_sentence, state_of
from rag.judging.evidence import sha256_of_text
from rag.types import Answer, Article, Citation, Mention, Span, Status

ADVICE: dict[Status, str] = {
    "answered": "Any further quotes may answer it, too.",
    "near": "Don't present the quotes as an answer without saying so.",
    "not_found": "Don't present the quotes as an answer.",
}
Q = TypeVar("Q", bound="_Quoted")


class _Result(BaseModel):
    """What a tool gives; MCP describes it to programs by its fields."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


class _Quoted(_Result):
    citation: str
    article: str
    title: str
    paragraph: int
    page: int | None
    time_s: int | None
    start: int
    end: int
    quote: str
    quote_sha256: str


class SaidElsewhere(_Quoted):
    """A sentence of another article that says the same, at its place."""


class FoundDifference(_Result):
    """A number or date in which quotes differ: their numbers, and what each says."""

    numbers: tuple[int, ...]
    said: tuple[str, ...]


class FoundQuote(_Quoted):
    """A sentence of an article, word for word, and the passage that it stands in.

    `start` and `end` count characters of the article, as do `answer_start` and
    `answer_end`, the answer's own words in the quote, where they were marked, and
    `marks`, further sentences of the passage that belong to the answer. `answer_above`
    are the answer's own words where a heading over the quote has them. The hashes are
    SHA-256, of the quote and of the article's whole text, encoded as UTF-8. `also_in`
    are other articles that say the same.
    """

    number: int
    language: str | None
    answer_above: str | None
    answer_start: int | None
    answer_end: int | None
    marks: tuple[tuple[int, int], ...]
    article_sha256: str
    passage: str
    also_in: tuple[SaidElsewhere, ...] = ()


class FoundPart(_Result):
    """One of several things that a question asks; `number` is its quote's, if any."""

    asked: str
    status: Status
    number: int | None


class Found(_Result):
    """What the articles say to a question.

    `read_as` is the question with its misspelt words mended, None where it was taken
    as it stands. `status` is "answered", "near" or "not_found"; `confidence`, 0 to 1,
    is the probability that they answer it; `missing_terms` are words of the question
    that no article has. Of a question that asks several things `parts` says which quote
    answers which. The quotes of an `overview` are key sentences in the order of the
    text: no confidence applies. Where `differences` name quotes, tell the person both
    numbers or dates.
    """

    question: str
    read_as: str | None
    status: Status
    message: str
    confidence: float | None
    overview: bool
    missing_terms: tuple[str, ...]
    parts: tuple[FoundPart, ...]
    quotes: tuple[FoundQuote, ...]
    differences: tuple[FoundDifference, ...] = ()


class ReadPassage(_Result):
    """A part of an article's text, and how much there is in all."""

    article: str
    title: str
    start: int
    end: int
    text: str
    text_sha256: str
    article_chars: int
    paragraphs: int


def found_of(answer: Answer, read: Callable[[str], Article]) -> Found:
    """Give what an answer says.

    Args:
        answer: The answer.
        read: Gives an article by its id.
    """
    return Found(
        question=answer.question,
        read_as=answer.read_as,
        status=answer.status,
        message=_message(answer),
        # An overview is asked for, not found: there is nothing to be sure of.
        confidence=None if answer.overview else round(answer.confidence, 4),
        overview=answer.overview,
        missing_terms=answer.missing_terms,
        parts=tuple(map(FoundPart.model_validate, answer.parts)),
        quotes=tuple(_quote(each, read(each.article_id)) for each in answer.citations),
        differences=tuple(map(FoundDifference.model_validate, answer.differences)),
    )


def _message(answer: Answer) -> str:
    if answer.overview:
        return f"{heading_of(answer)}."
    state = state_of(answer.status, answer.confidence, answer.parts)
    sentence = STATE_SENTENCES[answer.status]
    across = across_sentence(*answer.across, answer.status) if answer.across else ""
    said = (f"{state}.", across, sentence, ADVICE[answer.status])
    return " ".join(filter(None, said))


def _quote(citation: Citation, article: Article) -> FoundQuote:
    # Again, since this is the article that is hashed: the index may be a newer one.
    quote = cut_quote(article, citation.hit)
    above, section = citation.above, citation.section or ""
    return _quoted(
        FoundQuote,
        citation,
        quote,
        number=citation.number,
        language=citation.language or None,
        answer_above=section[above.start : above.end] if above else None,
        answer_start=citation.answer.start if citation.answer else None,
        answer_end=citation.answer.end if citation.answer else None,
        marks=tuple((mark.start, mark.end) for mark in citation.marks),
        article_sha256=sha256_of_text(article.text),
        passage=citation.passage,
        also_in=tuple(
            _quoted(SaidElsewhere, mention, mention.quote)
            for mention in citation.also_in
        ),
    )


def _quoted(kind: type[Q], said: Citation | Mention, quote: str, **more: object) -> Q:
    return kind(
        citation=f"{said.title} · {said.label()}",
        article=said.article_id,
        title=said.title,
        paragraph=said.paragraph,
        page=said.page,
        time_s=said.time_s,
        start=said.start,
        end=said.end,
        quote=quote,
        quote_sha256=sha256_of_text(quote),
        **more,
    )


def passage_of(article: Article, place: Span) -> ReadPassage:
    """Give a part of an article's text."""
    text = article.text[place.start : place.end]
    return ReadPassage(
        article=article.id,
        title=article.title,
        start=place.start,
        end=place.end,
        text=text,
        text_sha256=sha256_of_text(text),
        article_chars=len(article.text),
        paragraphs=len(article.paragraphs),
    )
