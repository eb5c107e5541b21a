"""The three states have names, and say how sure they are in plain words."""

import pytest

from rag.asking.states import across_sentence, said_share, state_of
from rag.types import Part


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("answered", "Answers (87% sure)"),
        ("near", "May not answer (87% sure that the first quote does)"),
        ("not_found", "Not found (87% sure that the nearest passage answers)"),
    ],
)
def test_a_state_is_said_with_its_probability(status, said: str):
    """Each says of what it is sure."""
    assert str(state_of(status, 0.871)) == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (1.0, "over 99%"),
        (0.991, "over 99%"),
        (0.99, "99%"),
        (0.0, "under 1%"),
        (0.009, "under 1%"),
        (0.01, "1%"),
    ],
)
def test_no_percentage_claims_to_be_certain(probability: float, said: str):
    """Rounding makes no certainty of a probability."""
    assert said_share(probability) == said


def test_without_a_probability_the_state_stands_alone():
    """What a browser kept before may have none."""
    assert str(state_of("near", None)) == "May not answer"


def test_a_part_without_an_answer_is_said():
    """Of two parts one: the probability would be that one's alone."""
    parts = [Part("what", "answered", 1), Part("when", "near", 2)]
    assert str(state_of("answered", 0.9, parts)) == "Answers in part (1 of 2 parts)"
    assert str(state_of("answered", 0.9, parts[:1])) == "Answers (90% sure)"


def test_languages_of_question_and_quote_are_said():
    """An answer is from an article; of what is none only the nearest is told."""
    assert across_sentence("ar", "zh", "answered") == (
        "Asked in Arabic, answered from an article in Chinese."
    )
    for status in ("near", "not_found"):
        assert across_sentence("es", "en", status) == (
            "Asked in Spanish; the nearest article is in English."
        )
