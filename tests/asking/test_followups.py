"""What a question may mean after others: its form alone, nothing is searched."""

import pytest

from rag.asking.followups import FollowUp, follow_up
from rag.types import Turn

TRAIN = [Turn("What is the CR450?")]


def leaning(question: str, *before: str, language: str = "en") -> FollowUp:
    """Read a question that must be a possible follow-up."""
    found = follow_up(question, [Turn(text) for text in before], language)
    assert found is not None
    return found


def first(question: str, *before: str) -> str:
    """Give the plainest reading of a question after others."""
    return leaning(question, *before).readings[0]


@pytest.mark.parametrize(
    ("before", "question", "reading"),
    [
        ("What is the CR450?", "And how fast is it?", "How fast is the CR450?"),
        ("Who is Ada Byron?", "Where did she live?", "Where did Ada Byron live?"),
        ("Tell me about owls", "Do they sing?", "Do owls sing?"),
        ("What is Rome like?", "What is its river?", "What is Rome's river?"),
        ("Who are the Celts?", "Is their art old?", "Is the Celts' art old?"),
        ("Do trains stop in Jinan?", "Is it far?", "Is Jinan far?"),
        ("Who planned the Louvre?", "Is it old?", "Is the Louvre old?"),
    ],
)
def test_pronoun_gives_way_to_what_was_asked_about(
    before: str, question: str, reading: str
):
    """A thing asked for, or the only name, takes the pronoun's place."""
    assert first(question, before) == reading


@pytest.mark.parametrize(
    ("before", "question", "reading"),
    [
        ("How do owls fly?", "Who hears them?", "Who hears them (owls fly)?"),
        (
            "What is the CR450?",
            "Is this train safe?",
            "Is this train safe (the CR450)?",
        ),
        (
            "How do owls fly?",
            "Which is the best one?",
            "Which is the best one (owls fly)?",
        ),
        ("Do owls fly at night?", "why?", "Why (owls fly at night)?"),
        ("Do owls fly at night?", "So why not?", "Why not (owls fly at night)?"),
        ("How do owls fly?", "What about bats?", "What about bats (owls fly)?"),
        ("How do owls fly?", "feathers", "Feathers (owls fly)"),
    ],
)
def test_topic_is_added_in_brackets(before: str, question: str, reading: str):
    """Where nothing can be put in a word's place, the question keeps its own words."""
    assert first(question, before) == reading


@pytest.mark.parametrize("question", ["What about Wuhan?", "And Wuhan?", "in Wuhan"])
def test_name_takes_the_place_of_a_name(question: str):
    """One name more asks the same of another thing."""
    assert first(question, "What can I see in Jinan?") == "What can I see in Wuhan?"


def test_last_name_gives_way():
    """Of two names the last is exchanged."""
    reading = first("What about Oslo?", "What does Rome share with Milan?")
    assert reading == "What does Rome share with Oslo?"


@pytest.mark.parametrize(
    "question",
    [
        "How fast do trains run in China?",
        "Who built the old stone bridge?",
        "Is it possible to visit the old tower at night?",
        "How long does it take to reach the northern station?",
        "Which carmakers in Europe sell batteries that hold their charge?",
        "Which train that stops here is fast?",
    ],
)
def test_whole_question_stands_alone(question: str):
    """Words enough, and no pronoun for something outside: there is nothing to read."""
    assert follow_up(question, TRAIN, "en") is None


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("Which trains cross with their doors open at night?", True),
        ("Which old trains cross with their doors open at night?", False),
    ],
)
def test_behind_three_words_a_pronoun_stands_for_one_of_them(
    question: str, leans: bool
):
    """Two (trains, cross) leave it open; a third makes the question whole."""
    assert (follow_up(question, TRAIN, "en") is not None) is leans


@pytest.mark.parametrize(
    ("question", "leans"),
    [("Top speed?", True), ("Top speed abroad?", False), ("And the top speed?", True)],
)
def test_two_words_may_lack_their_subject(question: str, leans: bool):
    """Three stand alone."""
    assert (follow_up(question, TRAIN, "en") is not None) is leans


@pytest.mark.parametrize(
    ("thing", "reading"),
    [
        ("the big old stone bridge", "Is the big old stone bridge safe?"),
        ("the big old red stone bridge", "Is it safe (big old red stone bridge)?"),
        ("it (the bridge)", "Is it safe (the bridge)?"),
    ],
)
def test_a_subject_of_five_words_takes_a_pronouns_place(thing: str, reading: str):
    """A longer one, or one that is a pronoun itself, stands in brackets."""
    assert first("Is it safe?", f"What is {thing}?") == reading


def test_a_question_word_asks_anew():
    """In capitals, too: only a bare name is put in the place of another."""
    reading = first("WHICH Wuhan?", "What can I see in Jinan?")
    assert reading == "WHICH Wuhan (see in Jinan)?"
    reading = first("Wuhan\nor Oslo?", "What can I see in Jinan?")
    assert reading == "What can I see in Wuhan Oslo?"


def test_that_alone_is_a_pronoun():
    """Behind a verb it stands for what was asked about, behind a noun it joins."""
    assert first("How fast is that?", "What is the CR450?") == "How fast is the CR450?"
    assert first("Is that fast?", "Who is Ada Byron?") == "Is that fast (Ada Byron)?"


def test_first_question_stands_alone():
    """Nothing was asked before, or nothing that says something."""
    assert follow_up("How fast is it?", [], "en") is None
    assert follow_up("How fast is it?", [Turn("Why?")], "en") is None


@pytest.mark.parametrize(
    ("question", "incomplete"),
    [
        ("How fast is it?", True),
        ("What about safety?", True),
        ("Why?", True),
        ("Which one?", True),
        ("How fast?", False),
        ("And the price?", False),
        ("Okay, why?", True),
    ],
)
def test_form_tells_an_incomplete_question(question: str, incomplete: bool):
    """A pronoun, "what about" and a lack of content are signs; shortness is none.

    An opening is no content, even where it is a word that counts elsewhere.
    """
    assert leaning(question, "What is the CR450?").incomplete is incomplete


def test_own_words_are_those_of_content():
    """They are lower case; openings, stop words and borrowed words are not there."""
    found = leaning("And is the Speed of it known?", "What is the CR450?")
    assert found.own_words == {"speed", "known"}


def test_reading_of_the_turn_before_carries_on():
    """A chain of pronouns leads back to the thing that the first one stood for."""
    turns = [*TRAIN, Turn("Is it safe?", read_as="Is the CR450 safe?")]
    found = follow_up("And who builds it?", turns, "en")
    assert found is not None
    assert found.readings[0] == "Who builds the CR450?"


def test_bracket_of_the_turn_before_carries_on():
    """What a reading had in brackets is the talk's topic still, and comes first."""
    turns = [Turn("How do owls fly?"), Turn("Why?", read_as="Why (owls fly)?")]
    found = follow_up("Who hears them?", turns, "en")
    assert found is not None
    assert found.readings[0] == "Who hears them (owls fly)?"


def test_brackets_do_not_pile_up():
    """However long the talk, a reading has one pair of brackets."""
    turn = Turn("How do owls fly?")
    for question in ("Who hears them?", "And why?", "What about bats?", "noise"):
        found = follow_up(question, [turn], "en")
        assert found is not None
        turn = Turn(question, read_as=found.readings[-1])
        assert turn.read_as is not None
        assert turn.read_as.count("(") == 1


def test_question_without_content_is_passed_over():
    """The topic is that of the last question that has one."""
    assert first("Is it old?", "What is Rome?", "why?") == "Is Rome old?"


def test_readings_are_few_and_differ():
    """No more than are worth searching, none twice."""
    turns = [Turn("x", read_as="Why does Rome fall (old empires)?")]
    found = follow_up("Was it late?", turns, "en")
    assert found is not None
    assert len(found.readings) == 3 == len(set(found.readings))


def test_long_topic_is_cut_to_its_last_words():
    """Six words of content are taken over: the six nearest to the end."""
    words = "one1 two2 three3 four4 five5 six6 seven7"
    found = first("why?", f"do {words} meet?")
    assert found == "Why (three3 four4 five5 six6 seven7 meet)?"


@pytest.mark.parametrize(
    ("language", "before", "question", "reading"),
    [
        ("de", "Was ist der Eiffelturm?", "Wie hoch?", "Wie hoch (Eiffelturm)?"),
        ("ar", "ما هو القطار؟", "لماذا؟", "لماذا (القطار)؟"),
        ("zh", "武汉列车", "速度？", "速度 (武汉列车)？"),
    ],
)
def test_other_languages_borrow_the_topic(
    language: str, before: str, question: str, reading: str
):
    """Without lists of words a short question takes the topic in brackets."""
    assert leaning(question, before, language=language).readings == (reading,)


def test_other_languages_know_no_english_openings():
    """What an English opening looks like is a word like others elsewhere."""
    found = leaning("So hoch?", "Was ist der Eiffelturm?", language="de")
    assert found.readings == ("So hoch (Eiffelturm)?",)
