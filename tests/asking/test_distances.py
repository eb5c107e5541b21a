"""How far words are from each other, and which spellings are of one word."""

import numpy as np
import pytest

from rag.asking.spelling.distances import edit_distances, is_same_word


@pytest.mark.parametrize(
    ("word", "other", "steps"),
    [
        ("owl", "owl", 0),
        ("owl", "howl", 1),  # added
        ("owl", "ow", 1),  # dropped
        ("owl", "owe", 1),  # changed
        ("owl", "olw", 1),  # swapped
        ("owl", "wolves", 4),
        ("ca", "abc", 3),  # what was swapped isn't parted again
        ("owl", "sea", 3),
        ("häuser", "hauser", 1),
    ],
)
def test_steps_to_another_word(word: str, other: str, steps: int):
    """As counted by hand, either way."""
    assert edit_distances(word, np.array([other])).whole.tolist() == [steps]
    assert edit_distances(other, np.array([word])).whole.tolist() == [steps]


def test_all_words_are_compared_at_once():
    """Each with its own length, in the given order."""
    words = np.array(["trains", "rain", "t", "strains"])
    assert edit_distances("train", words).whole.tolist() == [1, 1, 4, 2]


@pytest.mark.parametrize(
    ("stem", "steps"),
    [("product", 1), ("prodct", 0), ("prod", 0), ("produkt", 2), ("whale", 5)],
)
def test_a_stem_is_compared_with_the_nearest_beginning(stem: str, steps: int):
    """Of "prodctive" that is "prodct", or less."""
    assert edit_distances("prodctive", np.array([stem])).stem.tolist() == [steps]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("criticise", "criticize"),
        ("organisations", "organizations"),
        ("analysed", "analyzed"),
        ("criticised", "criticizes"),
        ("colour", "color"),
        ("behavioural", "behavioral"),
        ("centres", "centers"),
        ("travelled", "traveled"),
        ("catalogue", "catalog"),
        ("defence", "defense"),
        ("programmes", "programs"),
        ("paediatric", "pediatric"),
        ("judgement", "judgment"),
        ("grey", "gray"),
        ("aluminium", "aluminum"),
    ],
)
def test_british_and_american_spellings_are_of_one_word(british: str, american: str):
    """Whichever of them is typed."""
    assert is_same_word(british, american)
    assert is_same_word(american, british)


@pytest.mark.parametrize(
    ("word", "other"),
    [("rise", "rice"), ("four", "for"), ("whale", "while"), ("advise", "advice")],
)
def test_other_words_are_other_words(word: str, other: str):
    """However near they are."""
    assert not is_same_word(word, other)
