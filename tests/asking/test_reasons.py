"""What asks why, and what says why by its words."""

import pytest

from rag.asking.wording.reasons import concludes, gives_reason, only_repeats

GIVEN = "It was shut, as the lock had rusted."


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Why was it shut?", True),
        ("And so why was it shut?", True),
        ("If it was new, why was it shut?", True),
        ("For what reason was it shut?", True),
        ("What were the main reasons that it was shut?", True),
        ("Which reason was given?", True),
        ("Who says why it was shut?", False),
        ("When was it shut?", False),
        ("What is reasonable?", False),
        ("How was it shut?", False),
    ],
)
def test_a_reason_is_asked_for(question: str, asks: bool) -> None:
    """At the beginning, or behind what it is asked of."""
    assert gives_reason(question, GIVEN) is asks


@pytest.mark.parametrize(
    ("sentence", "follows"),
    [
        ("So it was shut.", True),
        ("So far it is shut.", False),
        ("Therefore it was shut.", True),
        ("As a result it was shut.", True),
        ("For this reason it was shut.", True),
        ("That is why it was shut.", True),
        ("That is what it was.", False),
        ("They had therefore shut it.", True),
        ("The old men had therefore shut it.", True),
        ("The two old men had therefore shut it.", False),
        ("They had so much of it.", False),
        ("They shut it.", False),
    ],
)
def test_a_sentence_follows_from_another_by_how_it_begins(sentence: str, follows: bool):
    """Or by one of its first words."""
    assert concludes(sentence) is follows


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("It was shut because it had rusted.", True),
        ("It was shut so that nobody fell.", True),
        ("It was shut so as to save coal.", True),
        ("It was shut in order to save coal.", True),
        ("It was shut due to rust.", True),
        ("It was shut owing to rust.", True),
        ("It was saved thanks to Ada.", True),
        ("As a result it was shut.", True),
        ("It was shut for fear of rust.", True),
        ("Rust was the reason.", True),
        ("It had rusted; hence it was shut.", True),
        ("It had rusted and was therefore shut.", True),
        ("It was caused by rust.", True),
        ("It was shut on account of rust.", True),
        ("Ada blamed rust.", True),
        ("It had rusted, which is why it was shut.", True),
        ("It was shut for the sake of quiet.", True),
        ("It was shut since it had rusted.", True),
        ("It was shut, for it had rusted.", True),
        ("It had rusted, so it was shut.", True),
        ("Few came, as it was shut.", False),
        ("Few came because it was shut, and it was shut because of rust.", True),
        ("It was shut because, she said, it had rusted.", True),
        ("It has been shut since 1963.", False),
        ("It has been shut since then.", False),
        ("It has been shut since last year.", False),
        ("It has been shut since May.", False),
        ("It was as old as that, and shut for years.", False),
        ("It was shut and had rusted.", False),
        ("It was shut, for example, by Ada.", False),
        ("It was shut, as usual.", False),
        ("It was shut, for 2 days.", False),
        ("It was shut, for the second time.", False),
    ],
)
def test_a_reason_is_given(text: str, gives: bool) -> None:
    """By a word that does, and not by a time."""
    assert gives_reason("Why was it shut?", text) is gives


@pytest.mark.parametrize(
    ("question", "text", "repeats"),
    [
        ("Why was the lock shut?", "The old lock was shut altogether.", True),
        ("And why was the lock shut?", "The lock, which was old, was shut.", False),
        ("And why was the lock shut?", "The lock, old as oak, was shut.", False),
        ("Why is the lock shut?", "The lock was shut in May.", True),
        ("Why was the lock shut?", "The lock was shut for repairs.", False),
        ("Why was the lock shut?", "The lock was shut amid protests.", False),
        ("Why was the lock shut?", "The lock was shut; it had rusted.", False),
        ("Why was the lock shut?", "The lock was shut. It had rusted.", False),
        ("Why was the lock shut?", "The lock was shut, costing too much.", False),
        ("Why was the lock shut?", "The lock was shut on health grounds.", False),
        ("Why was the lock shut?", "The lock needs care and was shut.", False),
        ("Why was the lock shut?", "The gates had rusted.", False),
        ("Why was the lock shut?", "The lock had rusted.", False),
        ("When was the lock shut?", "The lock was shut in May.", False),
        ("Why lock it?", "They lock it.", False),
        ("Why was it?", "It was.", False),
    ],
)
def test_what_only_repeats_a_question_gives_no_reason(question, text, repeats) -> None:
    """Whatever may tell why does, however loosely."""
    assert only_repeats(question, text) is repeats
