"""Sentences on what is asked for that don't say which or who it is."""

import pytest

from rag.asking.wording.unnamed import leaves_unnamed


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What was the ship called?", "He was lost with his ship."),
        ("What is Ada's great-granddaughter called?", "One was Ada."),
        ("What was the name of the old judge?", "In May the judge saw it."),
        ("Name of the boy who broke it", "A boy broke it on Friday."),
        ("names of three more members", "The members died."),
        ("They won, but what were their names?", "The first to win were three."),
        ("What is her name?", "She came in May."),
    ],
)
def test_a_name_that_is_asked_for_has_a_capital(question: str, sentence: str) -> None:
    """No day is one, nor a sentence's first word, and not what the question names."""
    assert leaves_unnamed(question, sentence)
    assert not leaves_unnamed(question, f"{sentence[:-1]} with Vega Rask.")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is the pigment called?", "It has biliverdin in it."),
        ("What did the captain say?", "The captain said no."),
        ("What is the captain doing?", "The captain sleeps."),
        ("What was her name for it?", "She called it a thing."),
    ],
)
def test_other_things_need_no_capital(question: str, sentence: str) -> None:
    """Or aren't asked for."""
    assert not leaves_unnamed(question, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A ship cut it.",
        "A large grey ship's anchor cut it.",
        "Another ship and some ship or other came.",
    ],
)
def test_any_of_a_kind_is_not_told_apart(sentence: str) -> None:
    """However it is described."""
    assert leaves_unnamed("Which ship cut it?", sentence)
    assert leaves_unnamed("which ship is it", sentence)
    assert not leaves_unnamed("What ship cut it?", sentence)
    assert leaves_unnamed("Which ship has cut it?", sentence)
    assert not leaves_unnamed("Which boat cut it?", sentence)
    assert not leaves_unnamed("Which of ship cut it?", sentence.replace("ship", "of"))
    assert not leaves_unnamed("Which ship parts cut it?", sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A ship called vega cut it.",
        "A ship, the vega, cut it.",
        "A ship (vega) cut it.",
        "A ship of the navy cut it.",
        "One ship cut it.",
        "The vega is a ship. It cut it.",
        "The vega was some ship.",
        "A ship cut it, and the ship was vega.",
        "Four ship types cut it: the vega and others.",
        "A ship of Vega Rask cut it.",
        "A ship cut it, and Vega Rask saw that.",
    ],
)
def test_one_of_a_kind_may_be_told_apart(sentence: str) -> None:
    """By its name, what follows, or what else is said of it."""
    assert not leaves_unnamed("Which ship cut it?", sentence)


def test_so_many_of_a_kind_are_not_told_apart() -> None:
    """But a month or a day has no other name."""
    assert leaves_unnamed("Which three firms came?", "It began with three firms.")
    assert not leaves_unnamed("Which firms came?", "It began with three local firms.")
    assert not leaves_unnamed("Which three men came?", "It began with three men.")
    assert not leaves_unnamed("Which month was it?", "It took a month from May.")
    assert not leaves_unnamed("Which day was it?", "It took a day.")


@pytest.mark.parametrize(
    ("question", "sentence", "leaves"),
    [
        ("Who accused Moen?", "Moen was accused of theft.", True),
        ("Who has accused Moen?", "Moen has been wrongly accused of theft.", True),
        ("Who built it?", "It was built in 1920.", True),
        ("Who accused Moen?", "Moen was accused by a clerk.", False),
        ("Who accused Moen?", "A clerk accused Moen.", False),
        ("Who accused Moen?", "A clerk accused Moen, who was accused before.", False),
        ("Who is accused?", "Moen is accused of theft.", False),
        ("Who wrote it?", "It was written in 1920.", False),
        ("Who accused Moen?", "Moen was late.", False),
        ("When was Moen accused?", "Moen was accused in May.", False),
    ],
)
def test_what_was_done_says_not_by_whom(question, sentence, leaves) -> None:
    """Where it is only said that it was."""
    assert leaves_unnamed(question, sentence) is leaves
