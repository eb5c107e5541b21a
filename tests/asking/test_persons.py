"""Whom "he" or "it" may stand for."""

import pytest

from rag.asking.wording.persons import (
    AHEAD_CHARS,
    asked_before,
    is_called_otherwise,
    named_in,
    persons_among,
)
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
        (
            "How old was he?",
            ["Who was Ada Moen's husband?"],
            "Who was Ada Moen's husband?",
        ),
        # A thing is asked for with its kind.
        ("How deep is it?", ["Which mine is the oldest?"], "Which mine is the oldest?"),
        ("Is its owner rich?", ["What mine did he buy?"], "What mine did he buy?"),
        ("How deep is it?", ["What is the oldest mine?"], None),
        ("How deep are they?", ["Which mines are old?"], None),
        # "Why?" is about the same.
        ("How deep is it?", ["Which mine is it?", "Why?"], "Which mine is it?"),
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
    assert asked_before(question, [Turn(one) for one in before]) == asked


def test_a_question_is_taken_as_it_was_read():
    """So that it finds its answer by itself."""
    turn = Turn("Who led it?", read_as="Who led the mine?")
    assert asked_before("Why did she go?", [turn]) == "Who led the mine?"


def test_only_the_last_turns_are_looked_at():
    """As many as say what the talk is about."""
    turns = [Turn("Who led it?"), *[Turn("Why did she go?")] * 8]
    assert asked_before("Who paid her?", turns) is None
    assert asked_before("Who paid her?", turns[:-1]) == "Who led it?"


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
    assert named_in(words, "Who succeeded Per Lund?") == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Tarn", "Tarn"),
        ("the Orby mine", "the Orby mine"),
        ("the old one", None),
        ("one of the mines that Per Lund sold", None),  # that is too much
        ("Haldon", None),  # it was asked about
    ],
)
def test_an_answer_names_a_thing(words: str, name: str | None):
    """Where one of its kind was asked for: the whole answer."""
    assert named_in(words, "Which mine did Haldon buy?") == name


HER = "Ada Moen came first. In May she led the mine. "


@pytest.mark.parametrize(
    ("name", "pronoun", "text", "is_other"),
    [
        ("Ada Moen", "he", HER, True),
        ("Ada Moen", "her", HER, False),
        ("Ada Moen", "his", HER.replace("she", "he"), False),
        ("Ada Moen", "she", HER.replace("she", "he"), True),
        # Who is called so first behind the given name; others may be named between.
        ("Ada Moen", "he", f"{HER}Ada Moen and Per Lund: he sang.", False),
        ("Ada Moen", "he", f"{HER * 2}Ada Moen and Per Lund: he sang.", False),
        ("Ada Moen", "he", f"{HER * 3}Ada Moen and Per Lund: he sang.", True),
        ("Ada Moen", "he", "Per Moen came. She sang.", False),
        # In another paragraph, or far off, nothing is said of her.
        ("Ada Moen", "he", HER.replace(". In", ".\n\nIn"), False),
        ("Ada Moen", "he", f"Ada{' ' * AHEAD_CHARS}she", True),
        ("Ada Moen", "he", f"Ada {' ' * AHEAD_CHARS}she", False),
        # What is named three times and never called so is no person.
        ("Haldon", "she", "Haldon is old. Haldon is rich. Haldon fell.", True),
        ("Haldon", "she", "Haldon is old. Haldon is rich.", False),
        (
            "Haldon",
            "she",
            "Haldon is old. Haldon is rich. Haldon fell. She sang.",
            False,
        ),
        ("the mayor", "he", "The mayor came. She led the mine.", False),
        # Who is called so is no "it", but what is named beside one may be.
        ("Ada Moen", "it", HER, True),
        ("Ada Moen", "its", HER.replace("she", "it"), False),
        ("Haldon", "it", "Haldon is old. He came. Haldon is rich. It fell.", False),
        ("Haldon", "it", "Haldon is old. He came.", True),
        ("Mr Lund", "it", "", True),
        # Titles tell.
        ("Mr Lund", "she", "", True),
        ("Mrs Lund", "he", "", True),
        ("Mrs. Lund", "she", "", False),
        ("Sir Per Lund", "his", "", False),
    ],
)
def test_a_text_tells_whether_somebody_is_he_or_she(
    name: str, pronoun: str, text: str, is_other: bool
):
    """By what it says behind the name, unless nothing does."""
    assert is_called_otherwise(name, pronoun, text) is is_other


@pytest.mark.parametrize(
    ("subjects", "pronoun", "persons"),
    [
        (["Ada Moen", "the mayor of Tarn"], "he", ["Ada Moen", "the mayor of Tarn"]),
        (["CO2", "NATO", "the Argo", "Per Lund"], "him", ["Per Lund"]),
        (["CO2", "NATO", "the Argo"], "his", []),
        (["CO2", "NATO", "the Argo"], "she", ["the Argo"]),
        (["the Argo"], "her", ["the Argo"]),
        (["Port Orby", "Orby School", "Ada Orby"], "he", ["Ada Orby"]),
        (["the Argo", "Ada Moen"], "her", ["Ada Moen"]),
    ],
)
def test_a_thing_is_no_person(subjects: list[str], pronoun: str, persons: list[str]):
    """By digits, capitals throughout or an article; but ships are called she."""
    assert persons_among(subjects, pronoun) == persons
