"""What an answer shows of what was found."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.asking.composing import compose
from rag.asking.confidence import READ_THRESHOLD, Features
from rag.asking.retrieved import Retrieved
from rag.asking.wording.parts import AskedPart
from rag.types import AnswerPart, Hit, Passage, Sentence, Span

LEAST = READ_THRESHOLD


def hit(place: int, probability: float) -> Hit:
    """Make a hit of a sentence at a place, and of the passage that it is."""
    sentence = Sentence(place, place + 1, 1)
    passage = Passage("a", place, place + 1, "x", "", None, (sentence,))
    return Hit(passage, sentence, score=1.0, probability=probability)


def found(*hits: Hit, related: float = 1.0) -> Retrieved:
    """Make what a search found that a reader read."""
    return Retrieved(hits, Features(0.0, 0.0, 0.0, 0.0, answers=0.0), related, ())


def part(written: str) -> AskedPart:
    """Make a part of a question."""
    return AskedPart(written, f"{written}?")


def test_a_passage_is_shown_only_while_it_may_answer() -> None:
    """What is under the threshold is left out, wherever it stands in the order."""
    sure, filler, likely = hit(1, LEAST + 0.005), hit(2, LEAST - 0.001), hit(3, LEAST)
    composed = compose(found(sure, filler, likely), [], None)
    assert composed.hits == (sure, likely)
    assert (composed.status, composed.confidence) == ("answered", LEAST + 0.005)
    assert composed.parts == ()


def test_a_number_of_passages_is_a_number() -> None:
    """Who names one gets so many, fillers included."""
    hits = hit(1, 0.9), hit(2, 0.1), hit(3, 0.1)
    assert compose(found(*hits), [], 2).hits == hits[:2]


def test_a_passage_far_behind_the_best_is_left_out() -> None:
    """Odds of 9 to 1 leave what has less than 8.28 to 1, which is 0.892."""
    sure, behind, near = hit(1, 0.9), hit(2, 0.891), hit(3, 0.893)
    assert compose(found(sure, behind, near), [], None).hits == (sure, near)


def test_what_is_certain_stands_alone() -> None:
    """Nothing has nearly its odds but what is as certain."""
    certain, sure = hit(1, 1.0), hit(2, 0.99)
    assert compose(found(certain, sure), [], None).hits == (certain,)


def test_where_sentences_answer_together_what_has_one_is_shown() -> None:
    """Whatever its probability; what has none is left out, however likely."""
    first, second, third = hit(1, 0.9), hit(2, 0.9), hit(3, 0.1)
    together = (
        replace(first, is_chosen=True),
        replace(second, is_chosen=False),
        replace(third, is_chosen=True),
    )
    assert compose(found(*together), [], None).hits == together[::2]


def test_a_near_miss_has_what_is_half_as_likely() -> None:
    """Odds of 1 to 3 leave what has less than 1 to 6, which is 0.143."""
    best, behind, near = hit(1, 0.25), hit(2, 0.142), hit(3, 0.144)
    composed = compose(found(best, behind, near), [], None)
    assert composed.hits == (best, near)
    assert composed.status == "near"


def test_where_nothing_is_on_the_subject_the_nearest_are_shown() -> None:
    """As many as are read, however little they answer."""
    hits = [hit(place, 0.1 - place / 100) for place in range(4)]
    composed = compose(found(*hits, related=0.0), [], None)
    assert composed.hits == tuple(hits[:3])
    assert composed.status == "not_found"


def test_each_part_has_its_own_quote() -> None:
    """In the order of the parts; a part that nothing answers has none."""
    who, when, why = hit(7, 0.8), hit(3, 0.9), hit(5, 0.2)
    own = replace(found(when, related=0.9), own_threshold=0.4)
    parts = [
        (part("who"), found(who, related=0.95)),
        (part("when"), own),
        (part("why"), found(why, related=0.1)),
    ]
    composed = compose(found(hit(9, 0.1)), parts, None)
    assert composed.hits == (who, when)
    assert composed.status == "answered"
    # Those of the surest part.
    assert (composed.confidence, composed.related) == (0.9, 0.9)
    assert composed.threshold == 0.4
    usual = found(who).threshold
    assert composed.parts == (
        AnswerPart("who", "answered", 1, 0.8, 0.95, usual),
        AnswerPart("when", "answered", 2, 0.9, 0.9, 0.4),
        AnswerPart("why", "not_found", None, 0.2, 0.1, usual),
    )


def test_a_part_that_is_near_keeps_its_quote() -> None:
    """It is shown, and said to be near."""
    parts = [(part("who"), found(hit(1, 0.9))), (part("why"), found(hit(2, 0.1)))]
    composed = compose(found(hit(9, 0.9)), parts, None)
    assert [one.number for one in composed.parts] == [1, 2]
    assert composed.parts[1].status == "near"


def test_one_quote_may_answer_two_parts() -> None:
    """It stands once, and both point at it; a third has its own."""
    both, other = hit(1, 0.9), hit(2, 0.9)
    parts = [
        (part("who"), found(both)),
        (part("when"), found(both)),
        (part("why"), found(other)),
    ]
    composed = compose(found(hit(9, 0.9)), parts, None)
    assert composed.hits == (both, other)
    assert [one.number for one in composed.parts] == [1, 1, 2]


def test_a_quote_is_a_sentence_of_an_article() -> None:
    """At one place of another article, or in one passage, there is another quote."""
    here, behind = hit(1, 0.9), replace(hit(1, 0.9), sentence=Sentence(2, 3, 1))
    there = replace(here, passage=replace(here.passage, article_id="b"))
    for other in (behind, there):
        parts = [(part("who"), found(here)), (part("when"), found(other))]
        assert compose(found(here), parts, None).hits == (here, other)


def test_a_sentence_that_says_it_all_is_one_answer() -> None:
    """It stands alone, and as sure as the surest question that found it."""
    who, when = found(hit(1, 0.8)), found(hit(1, 0.9), related=0.95)
    parts = [(part("who"), who), (part("when"), when)]
    composed = compose(found(hit(4, 0.6), hit(5, 0.6)), parts, None)
    assert composed.hits == when.hits
    assert (composed.confidence, composed.related) == (0.9, 0.95)
    assert composed.status == "answered"
    assert composed.parts == ()


def test_a_sentence_that_says_it_all_is_as_the_whole_question_found_it() -> None:
    """Where it did: with that one's marks, and its confidence if it is surer."""
    both = found(hit(1, 0.8), related=0.9)
    parts = [(part("who"), both), (part("when"), both)]
    whole = found(hit(4, 0.95), hit(1, 0.6), related=0.97)
    composed = compose(whole, parts, None)
    assert composed.hits == whole.hits[1:]
    assert (composed.confidence, composed.related) == (0.95, 0.97)
    assert compose(whole, parts, 3).hits == (whole.hits[1], whole.hits[0])
    assert compose(whole, parts, 1).hits == whole.hits[1:]


def test_a_question_without_an_answered_part_is_one_question() -> None:
    """It may have been taken apart where it shouldn't have been."""
    whole, nothing = found(hit(4, 0.9)), found(hit(1, 0.1))
    composed = compose(whole, [(part("who"), nothing), (part("when"), nothing)], None)
    assert composed.hits == whole.hits
    assert composed.parts == ()


def test_with_a_number_the_parts_quotes_come_first() -> None:
    """Then what the whole question found, each once; a part's quote is never cut."""
    who, when, other = hit(1, 0.9), hit(2, 0.9), hit(3, 0.1)
    parts = [(part("who"), found(who)), (part("when"), found(when))]
    whole = found(when, other, hit(4, 0.1))
    assert compose(whole, parts, 3).hits == (who, when, other)
    few = compose(whole, parts, 1)
    assert few.hits == (who, when)
    assert [one.number for one in few.parts] == [1, 2]


BOTH, ONE, OTHER = "Ann and Bo sang.", "Ann won.", "Bo lost."


def told(said: str, *texts: str, at: int = 0, marked: str = "") -> Retrieved:
    """Make what found one sentence of a passage that has those texts."""
    text, sentences = " ".join(texts), []
    for one in texts:
        start = at + text.index(one)
        sentences.append(Sentence(start, start + len(one), 1))
    passage = Passage("a", at, at + len(text), text, "", None, tuple(sentences))
    by_text = dict(zip(texts, sentences, strict=True))
    marks = (by_text[marked],) if marked else ()
    return found(
        replace(hit(0, 0.9), passage=passage, sentence=by_text[said], marks=marks)
    )


def quoted(
    *sides: Retrieved,
    names: Sequence[str] = ("Ann", "Bo"),
    is_side: Sequence[bool] = (True, True),
) -> list[str]:
    """Compose an answer on Ann and Bo, and give its quotes."""
    each = zip(names, is_side, strict=True)
    asked = [AskedPart(name, f"{name}?", is_one) for name, is_one in each]
    parts = list(zip(asked, sides, strict=True))
    composed = compose(found(hit(1, 0.1)), parts, None)
    return [shown.passage.quote(shown.sentence) for shown in composed.hits]


def test_a_side_is_quoted_by_what_names_it_alone() -> None:
    """Where its passage has that; a side found alone, and parts, stay as they are."""
    bo = told(OTHER, OTHER, at=90)
    both = told(BOTH, BOTH, OTHER, "All won.", ONE)
    assert quoted(both, bo) == [ONE, OTHER]
    assert quoted(both, bo, names=("ann", "BO")) == [ONE, OTHER]
    assert quoted(told(BOTH, BOTH, OTHER), bo) == [BOTH, OTHER]
    assert quoted(told("All sang.", "All sang.", ONE), bo) == ["All sang.", OTHER]
    assert quoted(both, bo, is_side=(True, False)) == [BOTH, OTHER]
    cy = told("Cy came.", "Cy came.", at=200)
    three = quoted(both, bo, cy, names=("Ann", "Bo", "Cy"), is_side=(True,) * 3)
    assert three == [BOTH, OTHER, "Cy came."]


@pytest.mark.parametrize("is_last", [False, True])
def test_a_side_whose_name_is_in_the_others_stays_as_it_is(is_last: bool) -> None:
    """No word tells it apart, so that another sentence may be of either."""
    ann = "Ann", told("Ann Lee sang.", "Ann Lee sang.", ONE)
    lee = "Ann Lee", told("Ann Lee lost.", "Ann Lee lost.", at=90)
    names, sides = zip(*((lee, ann) if is_last else (ann, lee)), strict=True)
    said = ["Ann Lee sang.", "Ann Lee lost."]
    assert quoted(*sides, names=names) == (said[::-1] if is_last else said)


def test_a_side_is_not_quoted_by_what_has_part_of_the_others_name() -> None:
    """It may be the other that is meant there."""
    ann = told("Ann and Bo Lee sang.", "Ann and Bo Lee sang.", "Ann met Lee.", ONE)
    lee = told("Bo Lee lost.", "Bo Lee lost.", at=90)
    assert quoted(ann, lee, names=("Ann", "Bo Lee")) == [ONE, "Bo Lee lost."]


def test_what_is_marked_of_a_side_comes_before_the_rest() -> None:
    """And is marked once: as the sentence that leads."""
    again = "Ann left."
    side = told(BOTH, BOTH, ONE, again, marked=again)
    side = replace(side, hits=(replace(side.hits[0], words=Span(0, 3)),))
    assert quoted(side, told(OTHER, OTHER, at=90)) == [again, OTHER]
    parts = [
        (AskedPart("Ann", "Ann?", is_side=True), side),
        (AskedPart("Bo", "Bo?", is_side=True), told(OTHER, OTHER, at=90)),
    ]
    first, _ = compose(found(hit(1, 0.1)), parts, None).hits
    # Nor does it have the words of the answer that another sentence gave.
    assert (first.marks, first.words) == ((), None)


def test_what_compares_both_sides_is_kept() -> None:
    """Both found the same sentence: nothing else says it so well."""
    side = told(BOTH, BOTH, ONE, OTHER)
    assert quoted(side, side) == [BOTH]
