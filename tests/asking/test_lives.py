"""When somebody was born or died, as texts on people say it."""

import pytest

from rag.asking.wording.lives import (
    find_life,
    is_age_of_another,
    is_birth,
    tells_no_life,
)

ADA = "Ada Moen (3 May 1903 – 9 June 1987) wrote plays."


@pytest.mark.parametrize(
    ("question", "sentence", "date"),
    [
        ("When was Ada Moen born?", ADA, "3 May 1903"),
        ("When was Moen born?", ADA, "3 May 1903"),
        ("When did Ada Moen die?", ADA, "9 June 1987"),
        ("In what year did she die?", ADA, "9 June 1987"),
        ("And which day was he born?", ADA, "3 May 1903"),
        ("When did they die?", ADA, "9 June 1987"),
        ("What is the date on which Moen died? When did Moen die?", ADA, "9 June 1987"),
        ("When was Moen born?", "Moen, (1903-1987) wrote.", "1903"),
        ("When was Moen born?", "Moen ( ca. 1903 — 1987 ) wrote.", "ca. 1903"),
        ("When was Moen born?", "Moen (Oslo; 1903–1987) wrote.", "1903"),
        ("When did Nero die?", "Nero (37 AD – 68 AD) sang.", "68 AD"),
        ("When did Moen die?", "Lie (1900–1950) and Moen (1903–1987) sang.", "1987"),
        ("When was Moen born?", "So did Moen (b. 1903).", "1903"),
        ("When was Moen born?", "So did Moen (born 3 May 1903, Oslo).", "3 May 1903"),
        ("When did Moen die?", "So did Moen (d. 1987).", "1987"),
        ("When did Moen die?", "So did Moen (died 1987).", "1987"),
        # Another date, another's, no life, or no question for one.
        ("When did Moen die?", "So did Moen (b. 1903).", None),
        ("When was Moen born?", "So did Moen (d. 1987).", None),
        ("When did Lie die?", ADA, None),
        ("When did Ada die?", ADA, None),
        ("When was Moen born?", "Moen (r. 1903–1987) ruled.", None),
        ("When was Moen born?", "Moen (reigned 1903–1987) ruled.", None),
        ("When was Moen born?", "Moen (1903) ruled.", None),
        ("When was Moen born?", "Moen 1903–1987", None),
        ("When was Moen crowned?", ADA, None),
        ("Where did Moen die?", ADA, None),
    ],
)
def test_a_life_is_found_in_brackets(
    question: str, sentence: str, date: str | None
) -> None:
    """Behind the name that is asked for, of which the last word counts."""
    found = find_life(question, sentence)
    assert (found and sentence[found.start : found.end]) == date


@pytest.mark.parametrize(
    ("question", "sentence", "is_told"),
    [
        ("When was Moen born?", "Moen came to Oslo in 1920.", False),
        ("When was Moen born?", "Moen died in 1987.", False),
        ("When was Moen born?", "At Moen's birth in 1903 it rained.", True),
        ("When was Moen born?", ADA, True),
        ("When did Moen die?", "Moen was born in 1903.", False),
        ("When did Moen die?", "Moen was shot in 1987.", True),
        ("When did Moen die?", "The late Moen was buried in 1987.", True),
        ("When did Moen die?", ADA, True),
        ("When did Moen leave?", "Moen came to Oslo in 1920.", True),
        ("Where was Moen born?", "Moen came to Oslo in 1920.", False),
        ("Where was Moen born?", "Moen was born in Oslo.", True),
        ("Where did Moen die?", "Moen came to Oslo in 1920.", False),
        ("Where did Moen die?", "Moen was born in Oslo.", False),
        ("Where did Moen die?", "Moen was shot in Oslo.", True),
        ("Where was Moen born?", "Moen (Oslo, 1903 - Rome, 1987) wrote.", True),
        ("Where did Moen live?", "Moen came to Oslo in 1920.", True),
    ],
)
def test_a_birth_or_death_has_a_word_for_it(
    question: str, sentence: str, is_told: bool
) -> None:
    """Or the brackets; a year may be that of anything."""
    assert tells_no_life(question, sentence) == (not is_told)


@pytest.mark.parametrize(
    ("question", "before", "date"),
    [
        ("When did Moen first paint?", "Moen was born in Oslo in ", "1920"),
        ("When did Moen first paint?", "Born in Old Oslo on the ", "3 May 1920"),
        ("What year did Moen paint?", "Moen was ", "born about 1920"),
    ],
)
def test_a_date_of_birth_is_none_of_anything_else(question, before, date) -> None:
    """Whatever place stands between."""
    assert is_birth(question, before, date)


@pytest.mark.parametrize(
    ("question", "before", "date"),
    [
        ("When was Moen born?", "Moen was born in Oslo in ", "1920"),
        ("When did Moen first paint?", "Born in Oslo, she first painted in ", "1920"),
        ("When did Moen first paint?", "Reborn in ", "1920"),
        ("When did Moen live?", "Moen was born in ", "1920"),
        ("When did hip hop begin?", "Hip hop was born in Oslo in ", "1920"),
        ("When was hip hop created?", "Hip hop was born in Oslo in ", "1920"),
        ("When did Moen paint?", "Moen, born in Oslo. " + "In Rome " * 10, "1920"),
    ],
)
def test_what_is_said_of_a_date_counts(question, before, date) -> None:
    """Births that are asked for, and what was done later."""
    assert not is_birth(question, before, date)


@pytest.mark.parametrize(
    ("question", "words", "behind", "is_other"),
    [
        ("How old is Ada Moen?", "forty-year", "-old Per Lund came.", True),
        ("How old is Ada Moen?", "forty-year-old", " tall miller Per came.", True),
        ("How old was Moen?", "forty", "-year-old Per came.", True),
        ("How old is Ada Moen?", "forty-year", "-old Per Moen came.", False),
        ("How old is Ada Moen?", "forty-year", "-old miller came.", False),
        ("How old is Ada Moen?", "forty", ", and Per Lund came.", False),
        ("How old is the mill?", "forty-year", "-old Per Lund came.", False),
        ("Who is Ada Moen?", "forty-year", "-old Per Lund came.", False),
    ],
)
def test_an_age_is_whose_name_follows(question, words, behind, is_other) -> None:
    """Not of everybody who is named."""
    assert is_age_of_another(question, words, behind) is is_other
