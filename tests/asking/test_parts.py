"""Questions taken apart by their form."""

import re
from collections.abc import Iterator

import pytest

from rag.asking.wording.parts import AskedPart, parts_of

TAKEN_APART = """
# A question behind another, with what its pronoun stands for.
What is the CR450 and how fast is it?
    What is the CR450 | What is the CR450?
    how fast is it | How fast is the CR450?
Who founded Lima, and when was Quito founded?
    Who founded Lima | Who founded Lima?
    when was Quito founded | When was Quito founded?
What is a monorail and does it hang?
    What is a monorail | What is a monorail?
    does it hang | Does a monorail hang?
Who sang and who danced?
    Who sang | Who sang?
    who danced | Who danced?
# A question word alone asks the same.
When was it built, and where?
    When was it built | When was it built?
    where | Where was it built?
Who wrote it, and when?
    Who wrote it | Who wrote the article?
    when | When was the article published?
After whom was the town named, and when?
    After whom was the town named | After whom was the town named?
    when | When was the town named?
# What was asked about stands behind "is" or "was".
How tall is the old tower and when was it built?
    How tall is the old tower | How tall is the old tower?
    when was it built | When was the old tower built?
When was the road finished in Lima, and where does it end?
    When was the road finished in Lima | When was the road finished in Lima?
    where does it end | Where does the road end?
When was the road finished by Ann, and when was she born?
    When was the road finished by Ann | When was the road finished by Ann?
    when was she born | When was Ann born?
# A noun that isn't said again.
What are the tools of a smith and which ones are sold?
    What are the tools of a smith | What are the tools of a smith?
    which ones are sold | Which tools of a smith are sold?
How many hats did they make, and how many were sold?
    How many hats did they make | How many hats did they make?
    how many were sold | How many hats were sold?
How many hats did they make, and how many coats were sold?
    How many hats did they make | How many hats did they make?
    how many coats were sold | How many coats were sold?
# Whose jobs these are, the same part says.
Which firms left Lima and how many people lost their jobs?
    Which firms left Lima | Which firms left Lima?
    how many people lost their jobs | How many people lost their jobs?
Which firms left Lima and when did its people come?
    Which firms left Lima | Which firms left Lima?
    when did its people come | When did Lima's people come?
# What follows belongs to both.
When and where was it built?
    When | When was it built?
    where | Where was it built?
Which cities and which companies use drones?
    Which cities | Which cities use drones?
    which companies | Which companies use drones?
Which colour and how is the roof kept?
    Which colour | Which colour?
    how is the roof kept | How is the roof kept?
# Said again of another source or time, with a comma or without.
How high is it according to Ann, and according to Bo?
    according to Ann | How high is it according to Ann?
    according to Bo | How high is it according to Bo?
# What counts them asks nothing.
1. Who sang? 2) Who danced?
    1. Who sang? | Who sang?
    2) Who danced? | Who danced?
- Who sang? • Who danced?
    - Who sang? | Who sang?
    • Who danced? | Who danced?
# Two things compared.
Compare the CR450 and the Fuxing
    the CR450 | What is the CR450?
    the Fuxing | What is the Fuxing?
What is the difference between rain and hail?
    rain | What is rain?
    hail | What is hail?
How do owls and bats differ?
    owls | What are owls?
    bats | What are bats?
How does Lima compare to Quito?
    Lima | What is Lima?
    Quito | What is Quito?
Compare what Watt built and what Savery sold
    what Watt built | What Watt built?
    what Savery sold | What Savery sold?
Which is larger, the green or the red house?
    the green house | The green house is larger?
    the red house | The red house is larger?
# Questions one after another.
What is rain? How fast is it?
    What is rain? | What is rain?
    How fast is it? | How fast is rain?
When was the bridge built? By whom?
    When was the bridge built? | When was the bridge built?
    By whom? | By whom was the bridge built?
What is rain?!? How fast is it??
    What is rain?!? | What is rain?
    How fast is it?? | How fast is rain?
# What is said to whom is asked is no part.
Could you tell me who sang and who danced?
    who sang | Who sang?
    who danced | Who danced?
What did they say when he sang and who danced?
    What did they say when he sang | What did they say when he sang?
    who danced | Who danced?
"""


def taken_apart() -> Iterator[tuple[str, list[list[str]]]]:
    """Give each question and its parts, as they are written and as they are asked."""
    for case in re.split(r"\n(?! )", re.sub(r"# .*\n", "", TAKEN_APART).strip()):
        question, *parts = case.split("\n")
        yield question, [part.strip().split(" | ") for part in parts]


@pytest.mark.parametrize(("question", "parts"), [*taken_apart()])
def test_a_question_of_several_things_is_taken_apart(
    question: str, parts: list[list[str]]
) -> None:
    """Each part stands beside what the person wrote of it."""
    found = parts_of(question, "en")
    assert [[part.written, part.question] for part in found] == parts


@pytest.mark.parametrize(
    "question",
    [
        "How fast is the CR450?",
        "Who wrote the article?",
        "Which city has trains and factories?",
        "What are the pros and cons of drones?",
        "Which cities and companies are named?",
        "Which is larger, Lima and Callao or Quito?",
        "I read about rain. What is it?",
        "What is the name of the train that won and that is fast?",
        "Who and what?",
        "When, where and why was it built?",
        "Why?",
        "Why is the CR450 fast?!?",
        "Why is the CR450 fast? ?",
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
    german = parts_of("1. Was ist Regen? 2. Was ist Wind?", "de")
    assert [part.question for part in german] == ["Was ist Regen?", "Was ist Wind?"]


def test_too_many_parts_are_one_question() -> None:
    """Each part costs a search, so that there is a limit."""
    some = " and ".join(["what is rain"] * 12)
    assert len(parts_of(some, "en")) == 12
    assert parts_of(f"{some} and what is hail", "en") == ()


@pytest.mark.parametrize(
    ("question", "describes"),
    [
        ("What is a monorail?", True),
        ("What are the Two Sessions?", True),
        ("What is the CR450?", True),
        ("What is the price?", False),
        ("What is its price?", False),
        ("What is rain in Lima?", False),
        ("Who is Ann?", False),
    ],
)
def test_what_a_thing_is_may_take_several_sentences(question: str, describes: bool):
    """As a side of a comparison does; one fact about it doesn't."""
    assert AskedPart("it", question).describes is describes
    assert AskedPart("it", question, is_side=True).describes


@pytest.mark.parametrize(
    ("question", "are_sides"),
    [
        ("Compare Lima and Quito", True),
        ("Which is larger, Lima or Quito?", True),
        ("When and where was it built?", False),
    ],
)
def test_what_is_compared_are_sides(question: str, are_sides: bool):
    """Each is searched for by itself."""
    assert [each.is_side for each in parts_of(question, "en")] == [are_sides] * 2
