"""What is marked beside the best sentence."""

import numpy as np
import pytest

from rag.asking.ranking.marking import NEAR_BEST, form_of, further_sentences


@pytest.mark.parametrize(
    ("question", "form"),
    [
        ("Why is the train so light?", "reason"),
        ("But why is it light?", "reason"),
        ("How does it save energy?", "reason"),
        ("How is steel made?", "reason"),
        ("Explain the role of the state.", "reason"),
        ("What led to the crisis?", "reason"),
        ("What was the main reason for it?", "reason"),
        ("Which industries are named?", "list"),
        ("What kinds of trains are there?", "list"),
        ("What are the benefits?", "list"),
        ("Name the cities.", "list"),
        ("In which cities do robots work?", "list"),
        ("Give some examples of it.", "list"),
        ("How fast is it?", "fact"),
        ("How many cities are there?", "fact"),
        ("What is the CR450?", "fact"),
        ("Which city has monorails?", "fact"),
        ("Who wrote the article?", "fact"),
        ("What was his wife called?", "fact"),
        ("Warum ist er so leicht?", "fact"),
    ],
)
def test_the_form_says_what_kind_of_answer_is_wanted(question: str, form: str) -> None:
    """By its first words, in English."""
    assert form_of(question) == form


@pytest.mark.parametrize("form", ["list", "reason"])
def test_what_scores_nearly_as_much_is_marked(form: str) -> None:
    """Before the best and behind it, within the distance; the best itself never."""
    within = NEAR_BEST[form]  # type: ignore[index]
    near, far = 0.9 - within + 0.01, 0.9 - within - 0.01
    scores = np.array([near, 0.1, 0.9, far, near], np.float32)
    question = {"list": "Name the cities.", "reason": "Why?"}[form]
    assert further_sentences(question, scores) == [0, 4]


def test_a_fact_has_one_sentence() -> None:
    """However near another comes."""
    assert further_sentences("How fast is it?", np.array([0.9, 0.9], np.float32)) == []
