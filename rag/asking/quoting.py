"""The one way to a quote and its citation: cut from the stored article, or refused."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, repeat
from typing import TypeVar

from rag.errors import REBUILD, IndexDamagedError
from rag.library.generation.generation import Generation
from rag.types import Article, Citation, Hit, Mention, Passage, Sentence, Span

Quote = TypeVar("Quote", Citation, Mention)


def stands_in(article: Article, passage: Passage, sentence: Sentence) -> bool:
    """Tell whether a passage and its sentence are in their article, where they say."""
    first, last = passage.start, passage.end
    return (
        article.id == passage.article_id
        # From 0 on: Python would count a negative place from the end, and find a text.
        and 0 <= first <= sentence.start < sentence.end <= last
        # Nor does Python mind an end beyond the text: it gives what is there.
        and last <= len(article.text)
        and article.text[first:last] == passage.text
    )


def cut_quote(article: Article, hit: Hit) -> str:
    """Cut a found sentence out of its stored article: the one way to a quote.

    Args:
        article: The article as the index in use holds it.
        hit: What was found.

    Raises:
        IndexDamagedError: The article doesn't say, or not there, what was found in it.
    """
    if not stands_in(article, hit.passage, hit.sentence):
        raise IndexDamagedError(
            f"what was found in {hit.passage.article_id!r} doesn't stand in the "
            "stored article",
            REBUILD,
        )
    return article.text[hit.sentence.start : hit.sentence.end]


def cite(
    hits: Sequence[Hit],
    generation: Generation,
    same: Sequence[Sequence[Hit]] = (),
    *,
    with_marks: bool = False,
    nowhere: Sequence[str] = (),
) -> tuple[Citation, ...]:
    """Cite hits by what the stored articles say where they were found.

    Args:
        hits: What was found, best first.
        generation: The index that it was found in.
        same: For each, what says the same in other articles; empty where nothing does.
        with_marks: Mark further sentences, too.
        nowhere: Words of the question that no article has.

    Raises:
        IndexDamagedError: An article doesn't say what was found in it.
    """
    shown = hits if with_marks else [replace(hit, marks=()) for hit in hits]
    each = zip(shown, chain(same, repeat(())), strict=False)
    return tuple(
        _citation(number, _without_words(hit, nowhere), others, generation)
        for number, (hit, others) in enumerate(each, 1)
    )


def _without_words(hit: Hit, nowhere: Sequence[str]) -> Hit:
    """Have a hit lack what no article has: at most it says something like that."""
    like = [word for word in hit.matched_terms if word in nowhere]
    matched = tuple(word for word in hit.matched_terms if word not in like)
    missing = (*hit.missing_terms, *like)
    return replace(hit, matched_terms=matched, missing_terms=missing)


def _citation(
    number: int, hit: Hit, same: Sequence[Hit], generation: Generation
) -> Citation:
    article = generation.article(hit.passage.article_id)
    # Counted in the headings as they were found.
    is_same = article.section_of(hit.sentence.paragraph) == hit.passage.section
    return _quoted(
        Citation,
        hit,
        generation,
        number=number,
        passage=hit.passage.text,
        passage_start=hit.passage.start,
        score=hit.score,
        hit=hit,
        language=article.language,
        answer=hit.words,
        above=hit.above if is_same else None,
        marks=tuple(Span(mark.start, mark.end) for mark in hit.marks),
        also_in=tuple(_quoted(Mention, other, generation) for other in same),
    )


def _quoted(
    kind: Callable[..., Quote], hit: Hit, generation: Generation, /, **more: object
) -> Quote:
    """Quote a hit, with its place and article, as a citation or as a mention."""
    passage, sentence = hit.passage, hit.sentence
    article = generation.article(passage.article_id)
    return kind(
        article_id=passage.article_id,
        title=generation.title(passage.article_id),
        section=article.section_of(sentence.paragraph),
        paragraph=sentence.paragraph,
        page=sentence.page,
        time_s=sentence.time_s,
        start=sentence.start,
        end=sentence.end,
        is_doubtful=article.doubts(sentence.paragraph),
        quote=cut_quote(article, hit),
        **more,
    )
