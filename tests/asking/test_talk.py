"""What a conversation is about: its names, its subjects, its topics."""

import pytest

from rag.asking.wording.talk import (
    Talk,
    asked_for,
    counted,
    says,
    talk_of,
)
from rag.text.terms import content_terms
from rag.types import Turn


@pytest.mark.parametrize(
    ("text", "thing", "is_said"),
    [
        ("What is CATL's part?", "the CATL", True),
        ("What is catl?", "a CATL", True),
        ("What is CATLs?", "CATL", False),  # a part of a word
        ("What is C++ for?", "C++", True),
        ("What is .NET?", "the .NET", True),
        ("Who is the", "the", True),  # an article alone is all there is to look for
        ("Who is it?", "the CATL", False),
    ],
)
def test_a_text_names_a_thing_with_its_article_or_without(
    text: str, thing: str, is_said: bool
):
    """As whole words, in any case."""
    assert says(text, thing) is is_said


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


def test_who_was_asked_for_is_a_person():
    """By what they are: a name may be a firm's, and a "what" is a thing."""
    turns = [
        Turn("And who is the landlord?"),
        Turn("Who is BYD?"),
        Turn("Who are they?"),
        Turn("Who owns BYD?", "Who is the owner?"),
        Turn("What is the rent?"),
    ]
    talk = talk_of(turns, "en")
    assert talk is not None
    assert talk.persons == {"the landlord", "the owner"}


def subjects(*turns: str | tuple[str, str]) -> tuple[str, ...]:
    """Give what a pronoun may stand for after questions, some of which were read."""
    history = [Turn(t) if isinstance(t, str) else Turn(*t) for t in turns]
    talk = talk_of(history, "en")
    assert talk is not None
    return talk.subjects


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("What is the CR450?", "the CR450"),
        ("What’s the CR450?", "the CR450"),
        ("Who are the Moens like?", "the Moens"),
        ("Tell me more about Tarn.", "Tarn"),
        ("Explain ebb", "ebb"),
        ("What about Tarn?", "Tarn"),
        ("What is Tarn's part in it?", None),
        ("What is made in Tarn?", None),
        ("Who is leaving?", None),
        ("Who's keeping the accounts?", None),
        ("Who is Keating?", "Keating"),
        ("Who is King Harald?", "King Harald"),
        ("What is causing the delay?", None),
        ("What is causing a delay?", None),
        ("What is causing an end?", None),
        ("What is boxing day?", "boxing day"),
        ("What is baking?", "baking"),
        ("What is Tarn known for?", None),
        ("What is Tarn in winter?", "Tarn in winter"),
        ("What is 4.2 in short?", "4.2 in short"),
        ("What is the old one?", None),
        ("How much is the mill?", "the mill"),
        ("How large were boat sales?", None),
        ("How large were Tarn's boats?", "Tarn's boats"),
        ("How much was spent?", None),
        ("How high is the tower now?", None),
        ("How long was the strike expected to last?", None),
        ("Is there a mill?", "the mill"),
        ("Are there any guided tours?", "the guided tours"),
        ("Was there some old mill in the valley of Tarn?", "the old mill"),
        ("Is there a mill in Tarn\nor in Moen?", "the mill"),
        ("Is there a mill that grinds?", None),
        ("Is there a mill now?", None),
        ("Are there any others of it?", "the others"),
        ("Is there an old one?", None),
        ("Are there any more?", None),
        ("Is there a lot of noise?", None),
        ("Is there a reason?", None),
        ("How many mills are there?", None),
        ("Is there bread?", None),
        ("How tall are the painted mills?", "the painted mills"),
        ("How tall are the mills painted?", None),
        ("The bridge?", "the bridge"),
        ("The tower was built in 1889?", None),
        ("The museum opened when?", None),
        ("How large is it?", None),
        ("How many are the mills?", None),
        ("the mills?", "the mills"),
        ("mills?", None),
        ("What is the price of five old mills?", "the price of five old mills"),
        ("What is the price of the five old mills?", None),  # too long
    ],
)
def test_a_question_may_ask_for_a_thing(question: str, thing: str | None) -> None:
    """By its form, in English; what is said of a thing names none."""
    assert asked_for(question) == thing


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # A name alone, with the article that it is never without.
        (["When was the Louvre built?"], ("the Louvre",)),
        (["When was Louvre built?"], ("Louvre",)),
        (["Who left the Louvre for Tarn?"], ()),
        (["Where is it built?"], ()),
        # The first stays where a question leans, and goes where one names another.
        (["What is the Argo?", "How fast is it?"], ("the Argo",)),
        (["What is the Argo?", "What is Tarn?"], ("Tarn",)),
        (["What is the Argo?", "Is the Argo in Tarn?"], ("the Argo",)),
        # "Its speed" is asked of the ship; "and in 2022" of the same again.
        (
            ["What is the Argo?", ("What is its speed?", "What is the Argo's speed?")],
            ("the Argo",),
        ),
        (
            [
                "What was Tarn's profit in 2023?",
                ("And in 2022?", "What was Tarn's profit in 2022?"),
            ],
            ("Tarn's profit in 2022", "Tarn"),
        ),
        # What is of a thing, and several, may be "they" beside "it".
        (
            [
                "What is the Argo?",
                ("Who are its owners?", "Who are the Argo's owners?"),
            ],
            ("the Argo", "the Argo's owners"),
        ),
        (
            ["What is the Argo?", ("What is its sister?", "What is Tarn?")],
            ("Tarn",),
        ),
        # What there is is meant from then on, beside a name in the same question.
        (["What is the Argo?", "Is there a mill in Tarn?"], ("the mill", "Tarn")),
        (
            ["What is the Argo?", "And is there a fee?"],
            ("the fee", "the Argo"),
        ),
        # A fragment names what it is on, read or not.
        (
            ["What happened to the Argo?", ("And the baths?", "And the baths?")],
            ("the Argo", "the baths"),
        ),
        (
            ["What are the baths?", ("What is theirs?", "What is the Argo?")],
            ("the Argo",),
        ),
    ],
)
def test_subjects_stay_until_others_come(
    turns: list[str | tuple[str, str]], expected: tuple[str, ...]
) -> None:
    """The likeliest first."""
    assert subjects(*turns) == expected


def test_the_talk_is_of_the_last_words_of_content() -> None:
    """Six at most, and of what leans also those before; nothing said is no talk."""
    long = "Which very old wooden boats left Tarn harbour before dawn?"
    assert talk_of([Turn(long)], "en") == Talk(
        long, ("Tarn",), ("wooden boats left Tarn harbour before dawn",)
    )
    turns = [Turn("Who built the boats?"), Turn("Why did they sink?")]
    talk = talk_of(turns, "en")
    assert talk is not None
    assert talk.topics == ("built the boats", "sink")
    assert talk_of([Turn("Why?")], "en") is None
    assert talk_of([*turns[:1], Turn("Why?")], "en") == talk_of(turns[:1], "en")


def test_in_other_languages_few_words_lean() -> None:
    """One is asked of what was before; two are not."""
    before = Turn("Was ist ein Leuchtturm?")
    leans = talk_of([before, Turn("Wer hat ihn gebaut?")], "de")
    stands = talk_of([before, Turn("Wer hat die Kirche gebaut?")], "de")
    assert leans is not None
    assert leans.topics == ("Leuchtturm", "gebaut")
    assert stands is not None
    assert stands.topics == ("Kirche gebaut",)


def test_pairs_of_signs_count_for_less() -> None:
    """Those that share a sign with the one before."""
    assert counted(content_terms("die Brücke", "de")) == [1.0]
    assert counted(content_terms("灯塔钟", "zh")) == [1.0, 0.25]
