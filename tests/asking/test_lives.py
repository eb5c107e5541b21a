"""When somebody was born or died, as texts on people say it."""

import pytest

from rag.asking.wording.lives import find_life, tells_no_life

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
        ("Where was Moen born?", "Moen came to Oslo in 1920.", True),
    ],
)
def test_a_birth_or_death_has_a_word_for_it(
    question: str, sentence: str, is_told: bool
) -> None:
    """Or the brackets; a year may be that of anything."""
    assert tells_no_life(question, sentence) == (not is_told)
