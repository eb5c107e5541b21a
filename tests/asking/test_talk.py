"""What a conversation is about: its names, its subjects, its topics."""

import pytest

from rag.asking.wording.talk import (
    Talk,
    find_names,
    find_pronoun,
    fitting,
    is_plural,
    says,
    talk_of,
)
from rag.types import Turn


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Who runs the Wuhan Open Lab?", ["Wuhan Open Lab"]),
        ("Does Wuhan or Ulm-West have BYD?", ["Wuhan", "Ulm-West", "BYD"]),
        ("Trains are fast.", []),  # any first word has a capital
        ("BYD makes cars.", ["BYD"]),
        ("Wuhan, Hubei", ["Hubei"]),
        ("", []),
    ],
)
def test_names_are_runs_of_words_with_capitals(text: str, names: list[str]):
    """From the first of their words to the last; a comma parts two."""
    assert [text[start:end] for start, end in find_names(text)] == names


@pytest.mark.parametrize(
    ("text", "thing", "is_said"),
    [
        ("What is CATL's part?", "the CATL", True),
        ("What is catl?", "a CATL", True),
        ("What is CATLs?", "CATL", False),  # a part of a word
        ("Who is the", "the", True),  # an article alone is all there is to look for
        ("Who is it?", "the CATL", False),
    ],
)
def test_a_text_names_a_thing_with_its_article_or_without(
    text: str, thing: str, is_said: bool
):
    """As whole words, in any case."""
    assert says(text, thing) is is_said


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("How fast is it?", "it"),
        ("Is it possible to fly?", None),  # it stands for nothing
        ("How long does it take?", "it"),
        ("How long does it take to go?", None),
        ("Is it true that it takes a fast old train to win?", None),
        ("Is it true that it takes a very fast old train to win?", "it"),
        ("Do trains in Wuhan stop when they are late?", None),  # for the trains
        ("Do trains know that they stop?", "they"),
        ("Is that fast?", "that"),
        ("Do trains that stop?", None),  # it joins a clause to the trains
    ],
)
def test_a_pronoun_is_looked_for_where_little_is_said_before(
    text: str, pronoun: str | None
):
    """Behind more than two words of content it may stand for one of them."""
    found = find_pronoun(text)
    assert (found and found.text) == pronoun


@pytest.mark.parametrize(
    ("subject", "plural"),
    [
        ("the Two Sessions", True),
        ("a bus", False),
        ("a glass", False),
        ("the crisis", False),
        ("Xi'an and Wuhan", True),
        ("CATL's", False),
    ],
)
def test_several_things_are_told_by_the_end(subject: str, plural: bool):
    """An s that isn't the word's own, or an "and"."""
    assert is_plural(subject) is plural


def test_a_pronoun_chooses_among_subjects():
    """What is one for "it", several for "they"; all where none is."""
    assert fitting(["CATL", "CATL's partners"], "it") == ["CATL"]
    assert fitting(["CATL", "CATL's partners"], "they") == ["CATL's partners"]
    assert fitting(["CATL"], "they") == ["CATL"]


def test_what_was_asked_for_is_the_subject():
    """The last question has a pronoun for it, so the talk is still of the train."""
    turns = [Turn("What is the CR450?"), Turn("And how fast is it?")]
    talk = talk_of(turns, "en")
    assert talk == Talk("And how fast is it?", ("the CR450",), ("the CR450", "fast"))


def test_another_subject_takes_its_place():
    """A name of its own, and no pronoun: the talk is of that."""
    turns = [Turn("What is the CR450?"), Turn("Who founded BYD?")]
    talk = talk_of(turns, "en")
    assert talk == Talk("Who founded BYD?", ("BYD",), ("founded BYD",))


def test_only_the_last_turns_count():
    """What was asked before them is out of mind."""
    turns = [Turn("What is the CR450?"), *[Turn("What of?")] * 8]
    assert talk_of(turns, "en") is None
    assert talk_of(turns[:-1], "en") is not None


def test_nothing_was_said_by_stop_words():
    """They have no content."""
    assert talk_of([Turn("What is it?")], "en") is None
    assert talk_of([], "en") is None
