"""What is marked beside the best sentence."""

import numpy as np
import pytest

from rag.asking.ranking.marking import NEAR_BEST, Form, form_of, further_sentences
from rag.types import Passage, Sentence


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
        ("Which industries?", "list"),
        ("What kinds of trains are there?", "list"),
        ("What are the benefits?", "list"),
        ("Name the cities.", "list"),
        ("In which cities do robots work?", "list"),
        ("Give some examples of it.", "list"),
        ("What is the CR450 like?", "description"),
        ("Describe the CR450.", "description"),
        ("And what about Lima?", "description"),
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


def passage(*lines: str, paragraphs: tuple[int, ...] = ()) -> Passage:
    """Make a passage of these sentences, all of one paragraph unless said."""
    text, sentences = "", []
    for number, line in enumerate(lines):
        paragraph = paragraphs[number] if paragraphs else 1
        sentences.append(Sentence(len(text), len(text) + len(line), paragraph))
        text += f"{line} "
    return Passage("a", 0, len(text), text, "", None, tuple(sentences))


FOUR = passage("One.", "Two.", "Three.", "Four.")


@pytest.mark.parametrize("form", ["list", "reason", "description"])
def test_what_scores_nearly_as_much_is_marked(form: Form) -> None:
    """Just within the distance yes, just beyond no, the best itself never."""
    within = NEAR_BEST[form]
    scores = np.array([0.9 - within + 0.01, 0.1, 0.9, 0.9 - within - 0.01], np.float32)
    assert further_sentences(form, FOUR, scores) == [0]


def test_a_fact_has_one_sentence() -> None:
    """However near another comes."""
    scores = np.full(4, 0.9, np.float32)
    assert further_sentences("fact", FOUR, scores) == []


@pytest.mark.parametrize(("form", "marks"), [("reason", [2]), ("description", [])])
def test_only_a_reason_goes_on(form: Form, marks: list[int]) -> None:
    """What another sentence adds to the best one is marked, however little it has."""
    added = passage("It rained.", "The dam was old.", "In addition, it leaked.")
    scores = np.array([0.0, 1.0, 0.0], np.float32)
    assert further_sentences(form, added, scores) == marks
