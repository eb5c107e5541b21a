"""Whom "he" or "she" may stand for."""

import pytest

from rag.asking.wording.persons import person_in, persons_among, who_before
from rag.types import Turn


@pytest.mark.parametrize(
    ("question", "before", "asked"),
    [
        ("Why did she resign?", ["Who led the mine?"], "Who led the mine?"),
        ("And why did she resign?", ["And who led it?"], "who led it?"),
        ("Where was his house?", ["Who is the mayor?"], "Who is the mayor?"),
        # Who asks for a person by name asks for no other.
        ("Why did she resign?", ["Who is Ada Moen?"], None),
        ("Why did it close?", ["Who led the mine?"], None),
        ("Why did they resign?", ["Who led the mine?"], None),
        ("Why did she resign?", ["How deep is the mine?"], None),
        ("Why did she resign?", [], None),
        # Between the two it must still be about her.
        ("Who paid her?", ["Who led it?", "Why did she go?"], "Who led it?"),
        ("Who paid her?", ["Who led it?", "How deep is it?"], None),
        ("Who paid her?", ["Who led it?", "Who led Tarn?"], "Who led Tarn?"),
    ],
)
def test_the_last_question_for_a_person_is_looked_for(
    question: str, before: list[str], asked: str | None
):
    """Where a pronoun may stand for the one whom its answer names."""
    assert who_before(question, [Turn(one) for one in before]) == asked


def test_a_question_is_taken_as_it_was_read():
    """So that it finds its answer by itself."""
    turn = Turn("Who led it?", read_as="Who led the mine?")
    assert who_before("Why did she go?", [turn]) == "Who led the mine?"


def test_only_the_last_turns_are_looked_at():
    """As many as say what the talk is about."""
    turns = [Turn("Who led it?"), *[Turn("Why did she go?")] * 8]
    assert who_before("Who paid her?", turns) is None
    assert who_before("Who paid her?", turns[:-1]) == "Who led it?"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ada Moen", "Ada Moen"),
        ("the engineer Ada Moen, of Tarn", "Ada Moen"),
        ("her brother", None),
        ("NATO and Ada Moen", "Ada Moen"),
        ("Per Lund, then Ada Moen", "Ada Moen"),  # he was asked about
        ("Per Lund", None),
        ("", None),
    ],
)
def test_an_answer_names_a_person(words: str, name: str | None):
    """The first that can be one and isn't in the question."""
    assert person_in(words, "Who succeeded Per Lund?") == name


@pytest.mark.parametrize(
    ("subjects", "pronoun", "persons"),
    [
        (["Ada Moen", "the mayor of Tarn"], "he", ["Ada Moen", "the mayor of Tarn"]),
        (["CO2", "NATO", "the Argo", "Per Lund"], "him", ["Per Lund"]),
        (["CO2", "NATO", "the Argo"], "his", []),
        (["CO2", "NATO", "the Argo"], "she", ["the Argo"]),
        (["the Argo"], "her", ["the Argo"]),
        (["the Argo", "Ada Moen"], "her", ["Ada Moen"]),
    ],
)
def test_a_thing_is_no_person(subjects: list[str], pronoun: str, persons: list[str]):
    """By digits, capitals throughout or an article; but ships are called she."""
    assert persons_among(subjects, pronoun) == persons
