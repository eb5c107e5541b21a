"""Sentences that play the role that a question asks for: aim, finding, definition."""

import pytest

from rag.asking.wording.rhetorical_roles import (
    MAX_TERM_WORDS,
    plays_other_role,
    plays_role,
)

AIM = "What was the aim of the study?"
FOUND = "What did the study find?"
ENDED = "What do the authors conclude?"


@pytest.mark.parametrize(
    "question",
    [
        AIM,
        "What were the main objectives of this paper?",
        "What does the study aim to do?",
        "What did the authors set out to learn?",
        "Why was the trial conducted?",
    ],
)
@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Our aim was to count owls.", True),
        ("The purpose of this study of barn owls was to count them.", True),
        ("Objectives: Owls are rare.", True),
        ("Purpose and scope – Owls are rare.", True),
        ("We set out to count owls.", True),
        ("In 2004 the authors sought to count owls.", True),
        ("To evaluate how owls hunt.", True),
        ("Secondary aims were to count gulls.", False),
        ("Owls aim at mice.", False),
        (
            "The aim of owls in barns and of many other birds of the night is a mouse.",
            False,
        ),
        ("They want to count, to study and to sleep.", False),
        ("Objectives of owls.", False),
    ],
)
def test_what_a_study_was_for(question: str, sentence: str, says: bool):
    """By the word for it, by a label, or by how an abstract begins."""
    assert plays_role(question, sentence) == says


@pytest.mark.parametrize(
    "question",
    [
        FOUND,
        "What did the researchers find out",
        "What are the key findings of the study?",
    ],
)
@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("We found that owls hunt.", True),
        ("In all barns the study showed owls.", True),
        ("Our results suggest that owls hunt.", True),
        ("These data confirmed it.", True),
        ("Results: Owls hunt.", True),
        ("Findings/implications – Owls hunt.", True),
        ("Owls found mice.", False),
        ("The results of owls.", False),
        ("Our aim was to count owls.", False),
    ],
)
def test_what_a_study_found(question: str, sentence: str, says: bool):
    """Whoever is said to have found it, of those who studied."""
    assert plays_role(question, sentence) == says


@pytest.mark.parametrize("question", [ENDED, "What is the conclusion of the paper?"])
@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("We conclude that owls hunt.", True),
        ("In conclusion, owls hunt.", True),
        ("Conclusions: Owls hunt.", True),
        ("The owl concluded its hunt.", False),
        ("We hunt in conclusion.", False),
    ],
)
def test_what_its_authors_conclude(question: str, sentence: str, says: bool):
    """A sentence that begins so does, too."""
    assert plays_role(question, sentence) == says


@pytest.mark.parametrize(
    "question",
    [
        "What did the owl find?",
        "What was the aim of the war?",
        "What did the study cost?",
        "What were the results of the election?",
        "Why was the bridge made?",
    ],
)
def test_what_else_is_asked_has_no_such_sentence(question: str):
    """What is asked of the world isn't said by a study's forms."""
    assert not plays_role(question, "We found owls.")
    assert not plays_other_role(question, "We found owls.")


@pytest.mark.parametrize(
    ("question", "sentence", "is_other"),
    [
        (FOUND, "Our aim was to count owls.", True),
        (ENDED, "We found owls.", True),
        (FOUND, "We conclude that owls hunt.", True),
        (FOUND, "We found owls.", False),
        (FOUND, "Our aim was met: we found owls.", False),
        (FOUND, "Owls hunt.", False),
    ],
)
def test_what_a_study_was_for_is_not_what_it_found(
    question: str, sentence: str, is_other: bool
):
    """A sentence that says both says what is asked for."""
    assert plays_other_role(question, sentence) == is_other


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a tide?", "tide"),
        ("what are tides", "tides"),
        ("What was the Great Frost?", "Great Frost"),
        ("What’s “neap tide”?", "neap tide"),
        ("What is it?", None),
        ("What is the height of the pier?", None),
        ("What is the pier's height?", None),
        ("What was wrong?", None),
        ("Who is a pilot?", None),
        ("What is the pier in 2009?", None),
        ("What is ?", None),
        (f"What is {'a ' * MAX_TERM_WORDS}tide?", "a a a tide"),
        (f"What is {'b ' * MAX_TERM_WORDS}tide?", None),
    ],
)
def test_what_something_is_is_asked_in_few_words(question: str, term: str | None):
    """More words, or such as "of", ask for what of it."""
    named = question.strip(" ?").split("is ")[-1]
    assert plays_role(question, f"{term or named} means something.") == bool(term)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("A neap tide is a low one.", True),
        ("The neap-tide was one of the low ones.", True),
        ("The term “neap tide” is\nused to refer to the low one.", True),
        ("Neap tide (NT) means little water.", True),
        ("Neap tide, or NT, refers to it.", False),
        ("Neap tide or NT refers to it.", True),
        ("This one is termed neap tide by all.", True),
        ("It is known as a ‘neap tide’.", True),
        ("Each is called a neap tideway.", False),
        ("In May neap tide is a danger.", False),
        ("Neap tide is low here.", False),
        ("Neap tides and boats.", False),
    ],
)
def test_a_sentence_says_what_its_subject_is_or_names_it(sentence: str, says: bool):
    """What is said of it amid a sentence, or how it is, is no definition."""
    assert plays_role("What is neap tide?", sentence) == says
