"""Which pronouns lean on what was asked before, and the names they may be for."""

import pytest

from rag.asking.wording.pronouns import find_names, find_pronoun, fitting


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
        ("Do trains those men made stop?", "those"),
    ],
)
def test_a_pronoun_is_looked_for_where_little_is_said_before(
    text: str, pronoun: str | None
):
    """Behind more than two words of content it may stand for one of them."""
    found = find_pronoun(text)
    assert (found and found.text) == pronoun


@pytest.mark.parametrize(
    ("question", "pronoun"),
    [
        ("What did Volvo say of its plants?", None),
        ("When did Lund write his report?", None),
        ("Did Lund meet her in Oslo?", "her"),  # another, in one clause
        ("Did Volvo keep it?", "it"),
        ("Does Volvo have this?", "this"),
        ("Who is Per Lund and what did he say?", None),
        ("Who runs Volvo, but where is it based?", None),
        ("Is it Volvo or does it fall?", "it"),  # before the name
        ("Did Lund fall when he jumped?", None),
        ("Did Lund say that it fell?", "it"),  # he is no thing
        ("Who was Lund and did they jump?", "they"),  # he is one
        ("Who were Lund and Moen and did they jump?", None),
        ("Who were Lund and Moen and did he jump?", "he"),
        ("What did Volvo say of their plants?", "their"),
        ("Who is that and what did he say?", "that"),
        ("What did the mayor say of her?", "her"),
    ],
)
def test_a_pronoun_may_stand_for_a_name_of_the_question(
    question: str, pronoun: str | None
):
    """One in a clause before, or whose something is; as many as the pronoun says."""
    found = find_pronoun(question)
    assert (found and found.text) == pronoun


def test_a_pronoun_chooses_among_subjects():
    """What is one for "it", several for "they"; all where none is."""
    assert fitting(["CATL", "CATL's partners"], "it") == ["CATL"]
    assert fitting(["CATL", "CATL's partners"], "they") == ["CATL's partners"]
    assert fitting(["CATL"], "they") == ["CATL"]
