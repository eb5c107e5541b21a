"""Questions taken apart by their form."""

import pytest

from rag.asking.wording.parts import MAX_PARTS, parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        # A question behind another, with what its pronoun stands for.
        (
            "What is the CR450 and how fast is it?",
            [
                ("What is the CR450", "What is the CR450?"),
                ("how fast is it", "How fast is the CR450?"),
            ],
        ),
        (
            "Who founded Lima, and when was Quito founded?",
            [
                ("Who founded Lima", "Who founded Lima?"),
                ("when was Quito founded", "When was Quito founded?"),
            ],
        ),
        (
            "What is a monorail and does it hang?",
            [
                ("What is a monorail", "What is a monorail?"),
                ("does it hang", "Does a monorail hang?"),
            ],
        ),
        (
            "Who sang and who danced?",
            [("Who sang", "Who sang?"), ("who danced", "Who danced?")],
        ),
        # A question word alone asks the same.
        (
            "When was it built, and where?",
            [
                ("When was it built", "When was it built?"),
                ("where", "Where was it built?"),
            ],
        ),
        (
            "Who wrote it, and when?",
            [
                ("Who wrote it", "Who wrote the article?"),
                ("when", "When was the article published?"),
            ],
        ),
        # What follows belongs to both.
        (
            "When and where was it built?",
            [("When", "When was it built?"), ("where", "Where was it built?")],
        ),
        (
            "Which cities and which companies use drones?",
            [
                ("Which cities", "Which cities use drones?"),
                ("which companies", "Which companies use drones?"),
            ],
        ),
        # Two things compared.
        (
            "Compare the CR450 and the Fuxing",
            [
                ("the CR450", "What is the CR450?"),
                ("the Fuxing", "What is the Fuxing?"),
            ],
        ),
        (
            "What is the difference between rain and hail?",
            [("rain", "What is rain?"), ("hail", "What is hail?")],
        ),
        (
            "How do owls and bats differ?",
            [("owls", "What are owls?"), ("bats", "What are bats?")],
        ),
        (
            "How does Lima compare to Quito?",
            [("Lima", "What is Lima?"), ("Quito", "What is Quito?")],
        ),
        # Questions one after another.
        (
            "What is rain? How fast is it?",
            [
                ("What is rain?", "What is rain?"),
                ("How fast is it?", "How fast is rain?"),
            ],
        ),
    ],
)
def test_a_question_of_several_things_is_taken_apart(
    question: str, parts: list[tuple[str, str]]
) -> None:
    """Each part stands beside what the person wrote of it."""
    found = parts_of(question, "en")
    assert [(part.written, part.question) for part in found] == parts


@pytest.mark.parametrize(
    "question",
    [
        "How fast is the CR450?",
        "Which city has trains and factories?",
        "What are the pros and cons of drones?",
        "Which cities and companies are named?",
        "Which is larger, Lima and Callao or Quito?",
        "I read about rain. What is it?",
        "What is the name of the train that won and that is fast?",
        "Who and what?",
        "Why?",
        "and how fast is it?",
    ],
)
def test_a_question_of_one_thing_stays_whole(question: str) -> None:
    """An "and" alone takes nothing apart."""
    assert parts_of(question, "en") == ()


def test_other_languages_know_questions_one_after_another() -> None:
    """The forms are English; marks are not."""
    chinese = parts_of("\u96e8\u662f\u4ec0\u4e48\uff1f\u98ce\u5462\uff1f", "zh")
    assert [part.question for part in chinese] == [
        "\u96e8\u662f\u4ec0\u4e48\uff1f",
        "\u98ce\u5462\uff1f",
    ]
    assert parts_of("Was ist Regen and how fast is it?", "de") == ()


def test_too_many_parts_are_one_question() -> None:
    """Each part costs a search, so that there is a limit."""
    some = " and ".join(["what is rain"] * MAX_PARTS)
    assert len(parts_of(some, "en")) == MAX_PARTS
    assert parts_of(f"{some} and what is hail", "en") == ()
