"""Stumps of questions, completed by the question before them."""

import pytest

from rag.asking.wording.ellipsis import completed, is_stump, owns, with_noun


@pytest.mark.parametrize(
    ("stump", "first", "whole"),
    [
        ("where", "When was it built", "where was it built"),
        ("in which town", "What year did he die", "in which town did he die"),
        ("when", "Who founded the club", "when was the club founded"),
        ("when", "Who wrote the songs", "when were the songs written"),
        ("when", "Which cities did they attack", "when did they attack cities"),
        ("where", "How many people did it kill", "where did it kill people"),
        ("where", "How many birds did it kill", "where did it kill birds"),
        ("where", "How fast did it run", "where did it run"),
        ("why", "In which battle did he die", "why did he die"),
        ("who by", "When was it built", "by whom was it built"),
        ("where", "Who lives there", "Who lives there, and where"),
        ("for how long", "May I ring it", "for how long may I ring it"),
        ("when", "Did it burn", "when did it burn"),
        ("which bell", "May I ring it", "May I ring it, and which bell"),
        ("when", "Who worked for the mill", "Who worked for the mill, and when"),
        ("when", "Who resigned as mayor", "Who resigned as mayor, and when"),
        ("when", "Who died first", "Who died first, and when"),
    ],
)
def test_a_stump_is_completed(stump: str, first: str, whole: str):
    """With the verb of the first, made passive where that asks for the one who did."""
    assert is_stump(stump)
    assert completed(stump, first) == whole


@pytest.mark.parametrize(
    ("part", "first", "whole"),
    [
        ("which ones are sold", "What are the hats", "which hats are sold"),
        ("how many were sold", "How many hats were made", "how many hats were sold"),
        ("how many were sold", "Who made hats", "how many were sold"),
        ("where was it", "How many hats were made", "where was it"),
    ],
)
def test_a_noun_is_said_again(part: str, first: str, whole: str):
    """Behind "which" or "how many", where the first question counts or lists it."""
    assert with_noun(part, first) == whole


@pytest.mark.parametrize("part", ["when did he die", "who coined it", "the town"])
def test_a_whole_question_is_no_stump(part: str):
    """It has a verb of its own, or no question word."""
    assert not is_stump(part)


@pytest.mark.parametrize(
    ("part", "is_owned"),
    [
        ("who lost his way", True),
        ("how many lost their way", True),
        ("how many goats lost their way", True),
        ("which goats have lost their way", True),
        ("how many had to leave their barns", True),
        ("how many goats were forced to leave their barns", True),
        ("how many of their goats ran", False),
        ("how many were their goats", False),
        ("which goats did they sell with their barns", False),
        ("what burnt their barns", False),
        ("when did Tarn burn their barns", False),
    ],
)
def test_a_possessive_may_be_of_what_is_asked_for(part: str, is_owned: bool):
    """Of those who did it: the question word is the subject."""
    assert owns(part) is is_owned
