"""What a person said of an answer, beside what the answer quotes and where that stands.

Pure functions of records; how it is shown is in `rag.page.quotes.verdicts`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.judging.evidence import FindArticle
from rag.judging.verdicts import NOWHERE, JudgedPlace, Kind, Verdict
from rag.page.quotes.cutting import Cut, Quote, Words, cut_quote, reference_of
from rag.page.quotes.references import Reference, refer_to_quote, words_at
from rag.page.quotes.turns import AskedTurn
from rag.types import Article

VerdictsOn = Callable[[str], Sequence[Verdict]]


def verdict_at(verdicts: Sequence[Verdict], reference: Reference) -> Verdict | None:
    """Give what was said of the quote at a place, None where nothing was."""
    here = _range(reference)
    return next((item for item in verdicts if _range(item.place) == here), None)


def kind_at(verdicts: Sequence[Verdict], reference: Reference) -> Kind | None:
    """Give the kind of what was said of the quote at a place."""
    verdict = verdict_at(verdicts, reference)
    return verdict.kind if verdict else None


def is_named(kind: str | None) -> bool:
    """Tell whether a person said that a quote is the answer."""
    return kind in ("right", "here")


def standing(verdicts: Sequence[Verdict], find: FindArticle) -> list[Verdict]:
    """Give verdicts with the places where what they judge stands now.

    Args:
        verdicts: The verdicts, as they were recorded.
        find: Gives the article of an id, or None where it has left the library.
    """
    return [replace(each, place=_place_now(each.place, find)) for each in verdicts]


def _place_now(place: JudgedPlace, find: FindArticle) -> JudgedPlace:
    """Give where a quote stands; where its words don't any more, where they did."""
    if place == NOWHERE:
        return place
    now = reference_of(_cut_judged(place, find))
    return JudgedPlace(now.article_id, now.paragraph, now.start, now.end, place.quote)


def _cut_judged(
    place: JudgedPlace, find: FindArticle, number: int = 1
) -> Quote | Reference:
    words = Words("", None, None, place.quote)
    return cut_quote(refer_to_quote(place), find, words, number)


def verdicts_of(
    turn: AskedTurn, verdicts_on: VerdictsOn, find: FindArticle
) -> Sequence[Verdict]:
    """List what was said of a turn's answers; what was named is of those it asked.

    Args:
        turn: The question and how it was answered.
        verdicts_on: Gives the verdicts on a question, `standing`.
        find: Gives the article of an id, or None where it has left the library.
    """
    return [
        verdict
        for verdict in verdicts_on(turn.meant)
        if not is_named(verdict.kind)
        or _may_be_of(turn.names, verdict.place.article_id, find)
    ]


def _may_be_of(names: Sequence[str], article_id: str, find: FindArticle) -> bool:
    """Tell whether an article may be one of those that names choose."""
    if not names or article_id in names:
        return True
    # What a tag or a folder holds isn't known here; and an id may be that of before.
    asked = map(find, names)
    return any(article is None or article.id == article_id for article in asked)


def elsewhere(verdicts: Sequence[Verdict], shown: Cut) -> list[JudgedPlace]:
    """Give the places that a person named as the answer and that aren't shown."""
    known = {_range(reference_of(item)) for item in shown}
    return [
        verdict.place
        for verdict in verdicts
        if is_named(verdict.kind) and _range(verdict.place) not in known
    ]


def cut_turn(
    turn: AskedTurn, verdicts: Sequence[Verdict], find: FindArticle
) -> tuple[Cut, Cut]:
    """Cut what a person named as the answer to a turn, and the turn's own quotes.

    Args:
        turn: The question and how it was answered.
        verdicts: What was said of this question's answers, `standing`.
        find: Gives the article of an id, or None where it has left the library.

    Returns:
        The named ones that aren't among its own, and its own, numbered on from these.
    """
    own = own_quotes(turn, find)
    places = elsewhere(verdicts, own)
    named = [_cut_judged(place, find, at) for at, place in enumerate(places, start=1)]
    return named, [_numbered_on(item, len(named)) for item in own]


def own_quotes(turn: AskedTurn, find: FindArticle) -> Cut:
    """Cut a turn's own quotes, numbered from 1."""
    return [
        cut_quote(quote.place, find, quote.words, number)
        for number, quote in enumerate(turn.quotes, start=1)
    ]


def _numbered_on(cut: Quote | Reference, before: int) -> Quote | Reference:
    if isinstance(cut, Quote):
        return replace(cut, number=cut.number + before)
    return cut


def _range(place: JudgedPlace | Reference) -> tuple[str, int, int]:
    """Give what tells one place from another."""
    return place.article_id, place.start, place.end


def replaced_by(verdict: Verdict, others: Sequence[Verdict]) -> list[Verdict]:
    """Give those of a question's verdicts that judge what a later one does."""
    return [
        each
        for each in others
        if each.id < verdict.id and _range(each.place) == _range(verdict.place)
    ]


def judged_place(article: Article, reference: Reference) -> JudgedPlace:
    """Give what is to be judged at a place of an article.

    Raises:
        JournalError: The place holds no quote, or a very long one.
    """
    paragraph, start, end = reference.paragraph, reference.start, reference.end
    words = words_at(article, reference)
    return JudgedPlace(article.id, paragraph, start, end, words)


def says_none(verdicts: Sequence[Verdict]) -> bool:
    """Tell whether somebody said that the articles don't answer."""
    return any(verdict.kind == "none" for verdict in verdicts)
