"""A quote that has what excludes a word of the question."""

import pytest

from rag.asking.wording.opposites import (
    affirms,
    is_of_other_size,
    is_of_other_version,
    names_another,
    names_deputy,
    repeats_error,
)

EAST = "Quito, in East Avalon, has two monorails."


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Which city in West Avalon has two?", EAST),
        ("Which city in western Avalon has two?", EAST),
        ("Who made the first Avalonian car?", "The second Avalonian car is Roe's."),
        ("Which Korean automakers met?", "It met a Dutch automaker."),
        ("When is the next hearing?", "An earlier hearing was in May."),
        ("When was the previous hearing?", "The next hearing is in May."),
        ("What is the largest LAKE?", "The smallest lakes are cold."),
        ("Which month is the wettest?", "The driest month is May."),
        ("Who was Lee's father?", "Her mother, Ann, sang."),
        ("Who was the father of Lee?", "Her mother, Ann, sang."),
        ("Which town has eleven bridges?", "It has twenty bridges."),
        ("Who was the seventh king?", "Lee was the eighth king."),
        ("Who came on Monday?", "Lee came on Friday."),
        ("What does a child ticket cost?", "It is 9 for an adult ticket."),
        ("What do adult tickets cost?", "It is 4 for kids tickets."),
        ("Who won the junior race?", "Lee won the senior race."),
        ("When does the indoor pool open?", "The outdoor pool opens at 9."),
        ("How many rural homes are dry?", "Of urban homes 9 are dry."),
        ("What is the gross wage?", "The net wage is 9."),
        ("When is it open on weekend mornings?", "It is on weekday mornings."),
        ("What are the winter hours?", "The summer hours are 9 to 5."),
        ("When is the spring fair?", "The autumn fair is on 9 May."),
        ("What may Canadian passports say?", "UK passports say it."),
    ],
)
def test_what_excludes_a_word_of_the_question_is_another(
    question: str, quote: str
) -> None:
    """Of the same thing: of what the word behind it names, or of nothing."""
    assert names_another(question, quote, quote)


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("Which city in East Avalon has two?", EAST),
        ("Which city in eastern Avalon has two?", EAST),
        ("Which western city has two?", EAST),
        ("Which western cars are there?", "It has eastern carpets."),
        ("Is West Avalon or East Avalon larger?", EAST),
        ("What is the biggest lake?", "The largest lake is Lima."),
        ("Which Korean city is it?", "It met a Dutch automaker in Seoul."),
        ("Who came on Monday morning?", EAST),
        ("Who came?", EAST),
        ("1989?", EAST),
        ("Is it more or less dear than a tram?", "It is a more dear one."),
        ("Which lake is the wettest?", "The driest month is May."),
        ("Who was season four of?", "Season five was Lee's."),
        ("Who was Lee's mother?", "Her mother, Ann, sang."),
        ("Who was Lee's father?", "The son of Owen; his mother, Ann, sang."),
        ("Who was Lee's son?", "Her mother, Ann, sang."),
        ("What do British passports say?", "UK passports say it."),
        ("Who was first?", "Lee won the race, and second was Moen."),
        ("Which lake lies to the west?", "The east lake is cold."),
        ("Is it in the west?", "It lies in the east."),
        ("Was she the first woman there?", "She was the second woman there."),
        ("And is the lake in West Avalon?", "It lies in East Avalon."),
    ],
)
def test_what_the_question_does_not_exclude_is_none(question: str, quote: str) -> None:
    """What means the same, is of another thing, or is asked for itself."""
    assert not names_another(question, quote, quote)


def test_a_word_that_the_passage_has_is_not_excluded() -> None:
    """It may be what the quote speaks of; a word of its headings is enough."""
    passage = f"Of West Avalon. {EAST}"
    assert not names_another("Which city in West Avalon has two?", passage, EAST)
    assert not names_another("Which in West Avalon?", f"{EAST} Lima is west", EAST)


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("How high is it?", "An earlier version of this article said 9 m.", True),
        ("How high is it?", "In earlier versions of the story it was 9 m.", True),
        ("What was corrected?", "An earlier version of this article said 9 m.", False),
        ("What did the first version say?", "A previous version of this page", False),
        ("How high is it?", "An earlier version of this bridge was of wood.", False),
    ],
)
def test_what_was_wrong_answers_only_who_asks_for_it(
    question: str, quote: str, expected: bool
) -> None:
    """A correction has the question's words, and the wrong figure."""
    assert repeats_error(question, quote) is expected


SOME = "Lima has a monorail, and in 1901 so had Quito."


@pytest.mark.parametrize(
    "question",
    [
        "Which city does not have a monorail?",
        "Which city doesn’t have a monorail?",
        "which city doesnt have a monorail",
        "Why can't Lima have a monorail?",
        "Which city never had a monorail?",
        "What failed to have a monorail?",
    ],
)
def test_a_question_for_what_is_not_so_is_not_answered_by_what_is(
    question: str,
) -> None:
    """Unless the quote denies anything, in whichever words."""
    assert affirms(question, SOME)
    for denial in (
        *("no", "hasn't", "only one", "fewer", "useless", "unlike", "dropped"),
        *("cancelled", "abandoned", "opposed", "objected", "withdrawn"),
        *("put off", "puts off", "putting off", "postponed", "delays"),
        *("rather than one", "instead of one"),
    ):
        assert not affirms(question, f"{SOME} Callao: {denial}.")


@pytest.mark.parametrize(
    "question",
    [
        "Which city has a monorail?",
        "Didn't Lima have a monorail?",
        "Say whether or not Lima has a monorail.",
        "Which knot is it?",
    ],
)
def test_a_question_that_denies_nothing_may_be_affirmed(question: str) -> None:
    """Nor does one that asks whether it is so."""
    assert not affirms(question, SOME)


@pytest.mark.parametrize(
    "word", ["union", "universal", "until", "lesson", "noon", "object", "opposed to"]
)
def test_not_all_that_begins_so_denies(word: str) -> None:
    """Of words with un- those with uni- and short ones are left out."""
    assert affirms("Which city does not have it?", f"Lima has it: {word}.")


@pytest.mark.parametrize(
    ("question", "quote", "is_deputy"),
    [
        ("Who is the president?", "Ben Mace, vice-president", True),
        ("Who is the President?", "Ben Mace, Vice President", True),
        ("Who is the president?", "Ada Low, president", False),
        ("Who is the president?", "The president met the former president.", False),
        ("Who is the vice-president?", "Ben Mace, vice-president", False),
        ("Who is the director?", "Acting director: Ada Low", True),
        ("Who is the chair?", "Ben Mace, vice-president", False),
        ("Who was the former chair?", "Ada Low, deputy chair", False),
        ("Who was vice president?", "Ben Mace, a former vice president", False),
        ("Who was president?", "Ben Mace, a former vice president", True),
    ],
)
def test_a_deputy_is_another(question: str, quote: str, is_deputy: bool) -> None:
    """So is who was it formerly, unless that is asked for or both are there."""
    assert names_deputy(question, quote) is is_deputy


@pytest.mark.parametrize(
    ("question", "around", "is_other"),
    [
        ("What is new in version 3.0?", "Argo › 3.1 New: tabs", True),
        ("What is new in version 3.1?", "Argo › 3.1 New: tabs", False),
        ("What is new in version 3.1?", "Argo › 3.1.2 New: tabs", True),
        ("What is new in release 3.1?", "Argo › 13.1 New: tabs", True),
        ("What is new in release 3.1?", "Argo 3.1, a fast one", False),
        ("Do versions 3.0 differ from 3.1?", "Argo › 3.1 New: tabs", True),
        ("Did it cost 3.0?", "Argo › 3.1 New: tabs", False),
        ("What is new in version 3?", "Argo › 3.1 New: tabs", False),
    ],
)
def test_a_version_that_is_nowhere_around_is_another(
    question: str, around: str, is_other: bool
) -> None:
    """Its number has dots; what stands over a list says which one that is of."""
    assert is_of_other_version(question, around) is is_other


@pytest.mark.parametrize(
    ("question", "around", "is_other"),
    [
        ("the rent of a one-bedroom flat", "A two-bedroom flat costs 9.", True),
        ("the rent of a one-bedroom flat", "A 2-bedroom flat costs 9.", True),
        ("the rent of a 1-bedroom flat", "A One-bedroomed flat costs 9.", False),
        ("a thirty-day visa", "A 30-day visa and a 60-day one cost 9.", False),
        ("a twenty-day visa", "A 20-day visa costs 9.", False),
        ("a ninety-day visa", "A 90-day visa costs 9.", False),
        ("a ninety-day visa", "A 9-day visa costs 9.", True),
        ("second-year physics", "First-year physics is full.", False),
        ("second-year physics", "Physics is full.", False),
        ("second-year physics", "A one-bedroom flat costs 9.", False),
        ("a four-wheel drive", "A two-door car has four-wheel drive.", False),
    ],
)
def test_what_has_more_rooms_is_another(question, around, is_other) -> None:
    """Where number and thing are one word, and the own number is nowhere around."""
    assert is_of_other_size(question, around, around) is is_other
    assert not is_of_other_size(question, around, "It costs 9.")
    assert not is_of_other_size(question, f"{question} {around}", around)
