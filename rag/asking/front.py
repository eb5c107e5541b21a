"""Title, author and date of an article, quoted from where its text states them.

What is known of an article may come from a file's properties or from a person, too;
only what stands in the text is quoted.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rag.asking.wording.front_questions import Field
from rag.readers.plain.dates import every_date
from rag.readers.plain.names import author_from_biography
from rag.readers.plain.statements import read_statement
from rag.text.passages import front_sentences, paragraph_sentences
from rag.types import Article, Hit, Passage, Sentence, Span

_AUTHOR_PARTS = re.compile(r" · |;\s+")
"""Joins the names of a byline that has something else between them."""

STATED_SCORE = 1.0
"""The score of a quote that no comparison chose: a whole match."""


STATED = 0.97
"""The probability that such a quote answers. Tops of fourteen layouts state 31 names,
dates and titles, and all are found (`tests/asking/test_front.py`): by Laplace's rule of
succession the next one is with 32 of 33."""

STATING = 4
"""Among so many first paragraphs are lines of author and date: two may stand before
them (`rag.readers.plain.headings.MAX_RUN`), and each may have one of its own."""

BYLINES = 25
"""Among so many first paragraphs authors are looked for who have each a line."""

MAX_ARTICLES = 100
"""So many are looked at where any may be meant: reading one takes up to 1 ms."""


def stated_hits(article: Article, fields: Sequence[Field]) -> list[Hit]:
    """Quote the lines of an article that state what is asked for.

    Args:
        article: The article.
        fields: What is asked for.

    Returns:
        A hit for each that the text states, in the order asked: its line, with just
        the name, date or title as the answer's words. A line that states several of
        them comes once, with the words from the first of them to the last; where
        authors have each a line all lines are marked.
    """
    found: dict[Sentence, Hit] = {}
    for hit in (hit for field in fields for hit in _hits(article, field)):
        known = found.get(hit.sentence)
        found[hit.sentence] = _joined(known, hit) if known else hit
    return list(found.values())


def _hits(article: Article, field: Field) -> list[Hit]:
    if hit := _first_hit(article, field):
        return [hit]
    return _bylines(article) if field == "author" else []


def _bylines(article: Article) -> list[Hit]:
    """Quote the lines that begin with an author, as over a paper, if all are in them.

    Their addresses stand between them.
    """
    names = _AUTHOR_PARTS.split(article.author) if article.author else []
    tops = article.paragraphs[:BYLINES]
    turns = article.page_turns()
    lines = [line for top in tops for line in paragraph_sentences(article, top, turns)]
    said = [article.text[line.start : line.end] for line in lines]
    own = [n for n, each in enumerate(said) if _begins_with_one(names, each)]
    found = [[_find(name, said[n]) for n in own] for name in names]
    if not own or not all(map(any, found)):
        return []
    among = lines[own[0] : own[-1] + 1]
    first, *others = (lines[n] for n in own)
    passage = _passage(article, Span(first.start, lines[own[-1]].end), among)
    end = max(each[0].end for each in found if each[0])
    hit = _hit(passage, first, Span(0, end))
    return [replace(hit, marks=tuple(others))]


def _begins_with_one(names: Iterable[str], line: str) -> bool:
    """Tell whether a line begins with one of the names, and is no sentence on it."""
    places = (_find(name, line) for name in names)
    return not line.endswith(".") and any(p and p.start == 0 for p in places)


def _joined(hit: Hit, other: Hit) -> Hit:
    spans = [span for span in (hit.words, other.words) if span]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    return replace(hit, words=Span(start, end))


def _places(article: Article, field: Field) -> Iterator[Passage]:
    """Go through the lines that may state something, from the top.

    They are the front's, those that a standfirst parts from it, and a closing one that
    says who the author is.
    """
    if front := article.front:
        yield _passage(article, front, front_sentences(article, front))
    turns = article.page_turns()
    *_, last = article.paragraphs
    for each in (*article.paragraphs[:STATING], last):
        text = article.text[each.start : each.end]
        is_closing = each is last and author_from_biography(text) == article.author
        if _only_states(text) or (is_closing and field == "author"):
            lines = paragraph_sentences(article, each, turns)
            yield _passage(article, Span(each.start, each.end), lines)


def _only_states(text: str) -> bool:
    """Tell whether each line of a paragraph states author, date or the like."""
    rows = text.split("\n")
    return all(read_statement(row, 0, is_first=False).span for row in rows)


def _passage(article: Article, place: Span, lines: Sequence[Sentence]) -> Passage:
    return Passage(
        article_id=article.id,
        start=place.start,
        end=place.end,
        text=article.text[place.start : place.end],
        context=article.title,
        section=None,
        sentences=tuple(lines),
    )


def _first_hit(article: Article, field: Field) -> Hit | None:
    find = {"title": _title, "author": _author, "date": _date}[field]
    for passage in _places(article, field):
        for line in passage.sentences:
            if place := find(article, passage.quote(line)):
                return _hit(passage, line, place)
    return None


def _hit(passage: Passage, line: Sentence, place: Span) -> Hit:
    words = place.moved(line.start)
    return Hit(passage, line, STATED_SCORE, words, probability=STATED)


def _title(article: Article, line: str) -> Span | None:
    return _find(article.title, line)


def _author(article: Article, line: str) -> Span | None:
    if not article.author:
        return None
    parts = _AUTHOR_PARTS.split(article.author)
    places = [place for part in parts if (place := _find(part, line))]
    if len(places) < len(parts):
        return None
    # A line may name them in another order, with what is none between them, as a date.
    return Span(min(p.start for p in places), max(p.end for p in places))


def _date(article: Article, line: str) -> Span | None:
    if not article.date:
        return None
    stated = (each.span for each in every_date(line) if each.iso == article.date)
    # A year alone is no date to `every_date`.
    return next(stated, None) or _find(article.date, line)


def _find(words: str, line: str) -> Span | None:
    """Find words in a line as whole words, whatever space is between them.

    A figure behind a name may be the mark of a note.
    """
    spaced = r"\s+".join(map(re.escape, words.split()))
    match = re.search(rf"(?<!\w){spaced}(?![^\W\d])", line, re.IGNORECASE)
    return Span(*match.span()) if match else None
