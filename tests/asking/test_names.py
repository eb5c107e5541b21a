"""Words of a question that are names or figures, by how they are written."""

import pytest

from rag.asking.wording.names import names_among, number_behind, tells_of


def test_names_and_figures_are_chosen_among_words():
    """A capital counts inside a question, a digit or an inner capital anywhere."""
    text = "Trains like the CR400 of eBay in 6G Wuhan 2024 run fast?"
    words = ["Trains", "CR400", "eBay", "6G", "Wuhan", "2024", "fast", "Wuhan"]
    assert names_among(words, text) == ["CR400", "eBay", "6G", "Wuhan", "2024"]
    assert names_among(["McAfee", "sells"], "McAfee sells what?") == ["McAfee"]
    assert names_among(["WHO", "TOWER", "12"], "WHO BUILT TOWER 12?") == ["12"]
    assert names_among([], "") == []


@pytest.mark.parametrize(
    ("question", "sentence", "is_on"),
    [
        ("How many live in Lima?", "In Lima it is nine million.", True),
        ("How many live in Lima?", "Nine million live in Quito.", False),
        ("How many live in Lima?", "Nine million live in its north, Rimac.", None),
        ("How many live in Lima?", "Nine million live there.", None),
        ("How many live in Lima?", "Nine million do.", None),
        ("How many live in the city?", "Nine million live in Quito.", None),
        # What may be written otherwise.
        ("How many live in the UK?", "Nine million live in Quito.", None),
        ("How many live in French towns?", "Nine million live in Quito.", None),
        ("How many Roman towns are there?", "Nine are in Quito.", None),
        ("How many live in Lima?", "Of Chinese in the EU it is nine.", None),
    ],
)
def test_names_tell_what_a_sentence_is_on(question: str, sentence: str, is_on) -> None:
    """Where nothing in it may stand for the one that is asked of."""
    assert tells_of(question, sentence) is is_on


@pytest.mark.parametrize(
    ("question", "sentence", "number"),
    [
        ("How many live in Lima?", "They are Quito (2) and Lima (9.5).", "9.5"),
        ("How many live in Oslo?", "They are Quito (2) and Lima (9.5).", None),
        ("How many live in Lima?", "They are Quito (2) and Lima (now 9).", None),
        ("How many live in Lima?", "They are Quito (2) and New Calima (9).", None),
        ("How many live in Lannoch?", "They are Quito (2) and Lannoch (9).", "9"),
        ("How many did Lee and Moen count?", "Moen (7) did, and Lee (9).", "9"),
        ("How many did Lee count?", "Lee (2019) counted 45.", None),
        ("When did Lee count?", "Lee (2019) counted 45.", "2019"),
        ("In what year did Lee count?", "Lee (2019) counted 45.", "2019"),
        ("When was it in Lima?", "It was in Lima (9).", None),
    ],
)
def test_a_number_may_stand_in_brackets(question: str, sentence: str, number) -> None:
    """Right behind the name."""
    found = number_behind(question, sentence)
    assert (sentence[found.start : found.end] if found else None) == number
