"""Which reading of a question wins over the question as it stands."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.asking.confidence import Features
from rag.asking.readings import Understood, best_reading, is_better
from rag.asking.retrieved import Retrieved
from rag.asking.wording.followups import FollowUp, Sense
from rag.types import Hit, Passage, Sentence


def found(confidence: float, *matched: str) -> Retrieved:
    """Make what a search found: one hit with these matched words."""
    sentence = Sentence(0, 1, 1)
    passage = Passage("a", 0, 1, "x", "", None, (sentence,))
    hit = Hit(
        passage, sentence, score=1.0, matched_terms=matched, probability=confidence
    )
    return Retrieved((hit,), Features(0.0, 0.0, 0.0, 0.0), confidence, ())


def leaning(own: Sequence[str], *, incomplete: bool) -> FollowUp:
    """Make a follow-up with these own words."""
    return FollowUp((Sense("reading", "reading"),), frozenset(own), incomplete)


def test_incomplete_question_needs_any_gain():
    """More is better; as much is not."""
    question = leaning(["fast"], incomplete=True)
    literal = found(0.5)
    assert is_better(found(0.501), literal, question)
    assert not is_better(found(0.5), literal, question)


def test_short_question_needs_a_clear_gain():
    """A reading must beat what is found without it by more than a tenth."""
    question = leaning(["fast"], incomplete=False)
    literal = found(0.5)
    assert is_better(found(0.61, "Fast"), literal, question)
    assert not is_better(found(0.59, "Fast"), literal, question)


@pytest.mark.parametrize(
    ("own", "matched", "incomplete", "wins"),
    [
        (["park", "small"], ["park"], False, False),
        (["park", "small"], ["park", "small"], False, True),
        (["park"], ["park", "train"], False, True),
        (["park", "small"], ["park"], True, True),
        (["park", "small"], ["train"], True, False),
        (["small"], ["train"], True, True),
        ([], ["train"], True, True),
    ],
)
def test_own_words_must_be_found(
    own: list[str], matched: list[str], incomplete: bool, wins: bool
):
    """All of a short question, some of an incomplete one unless it has only one."""
    question = leaning(own, incomplete=incomplete)
    assert is_better(found(0.9, *matched), found(0.1), question) is wins


def test_the_first_hit_has_the_own_words():
    """What stands further down is no answer to them."""
    first, second = (found(0.9, word).hits[0] for word in ("train", "park"))
    both = replace(found(0.9), hits=(first, second))
    assert not is_better(both, found(0.1), leaning(["park"], incomplete=False))
    assert is_better(both, found(0.1), leaning(["train"], incomplete=False))


def test_across_languages_no_word_is_asked_for():
    """The articles have none of the question's; only one that leans is read so."""
    for incomplete in (True, False):
        question = leaning(["park", "small"], incomplete=incomplete)
        won = is_better(found(0.9), found(0.1), question, is_across=True)
        assert won is incomplete
    question = leaning(["park"], incomplete=True)
    assert not is_better(found(0.5), found(0.5), question, is_across=True)


def test_of_equal_readings_the_plainest_wins():
    """The first of two that find as much; a third finds less than the question."""
    tried = [Understood(found(share), name) for share, name in ((0.4, "less"),)]
    question = leaning([], incomplete=True)
    assert best_reading(tried, found(0.5), question, is_across=False) is None
    tried += [Understood(found(0.9), name) for name in ("plain", "longer")]
    best = best_reading(tried, found(0.5), question, is_across=False)
    assert best is not None
    assert best.read_as == "plain"


@pytest.mark.parametrize(("own", "place"), [(["park"], 2), ([], 0)])
def test_the_sentence_is_the_one_that_the_own_words_chose(own: list[str], place: int):
    """Of the same passage; a question without words of its own chooses none."""
    reading = found(0.9, "park")
    other = replace(reading.hits[0], sentence=Sentence(2, 3, 1))
    tried = [Understood(reading, "plain")]
    literal = replace(found(0.1), hits=(replace(other, probability=0.1),))
    best = best_reading(tried, literal, leaning(own, incomplete=True), is_across=False)
    assert best is not None
    assert best.found.hits[0].sentence.start == place
