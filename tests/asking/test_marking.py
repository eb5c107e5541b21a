"""What is marked beside the best sentence."""

from dataclasses import replace

import numpy as np
import pytest

from rag.asking.ranking import marking
from rag.asking.ranking.marking import (
    Doubles,
    MarkCoefficients,
    Sentences,
    chances,
    choose,
    evidence_of,
    form_of,
    most_expected,
)
from tests.asking.making import floats, passage


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
        ("Name the manager of the mill.", "fact"),
        ("Please name the mayor in charge.", "fact"),
        ("List the new deputy mayor at Lima.", "fact"),
        ("Mention the author of it.", "fact"),
        ("Name the managers of the mill.", "list"),
        ("Name the mills near Lima in Peru.", "list"),
        ("Name the cleanest river with cod in Peru.", "list"),
        ("List the young people at Lima.", "list"),
        ("Name the manager.", "list"),
        ("What is the CR450 like?", "description"),
        ("Describe the CR450.", "description"),
        ("And what about Lima?", "description"),
        ("How fast is it?", "fact"),
        ("How many cities are there?", "fact"),
        ("What is the CR450?", "fact"),
        ("Which city has monorails?", "fact"),
        ("Which of them drives the van?", "fact"),
        ("Which of us drives?", "fact"),
        ("Which of the two drives the van?", "fact"),
        ("Which of the cities have robots?", "list"),
        ("What drives the mill?", "fact"),
        ("What shows that it is old?", "fact"),
        ("What mills grind rye?", "list"),
        ("What mills then?", "list"),
        ("What will cities pay for it?", "fact"),
        ("What would cities pay for it?", "fact"),
        ("Who wrote the article?", "fact"),
        ("What was his wife called?", "fact"),
        ("Which company makes steel?", "fact"),
        ("What happens inside them?", "list"),
        ("What tension in newtons has it?", "fact"),
        ("Which old boats in Tarn sail?", "list"),
        ("Which data do you keep?", "list"),
        ("the fee for each term", "list"),
        ("How much does it cost in every town?", "list"),
        ("How much does each town pay?", "list"),
        ("How many boats has each of them?", "list"),
        ("the votes: give a breakdown by party", "list"),
        ("sales year by year", "list"),
        ("How far is it town by boat?", "fact"),
        ("When was the breakdown of talks?", "fact"),
        ("What does it cost each term?", "fact"),
        ("How far do we see everything?", "fact"),
        ("Warum ist er so leicht?", "fact"),
    ],
)
def test_the_form_says_what_kind_of_answer_is_wanted(question: str, form: str) -> None:
    """By its first words, in English."""
    assert form_of(question) == form


SEVERAL = "people|men|women|children|staff|crew|cast|team|data|criteria|equipment"


@pytest.mark.parametrize("several", SEVERAL.split("|"))
def test_several_may_be_named_by_a_word_without_an_s(several: str) -> None:
    """They are a list, unlike one who is named so: "the cook"."""
    assert form_of(f"Name the {several} of the Argo.") == "list"
    assert form_of("Name the cook of the Argo.") == "fact"


def two_passages() -> list[Doubles]:
    """Gather what is known of a passage that was read, and of one that wasn't."""
    read = Sentences(
        passage("Storms come.", "They last."),
        cosines=floats(0.5, 0.7),
        likeness=floats(0.6, 1.0),
        gains=floats(-0.2, 0.1),
    )
    unread = Sentences(
        passage("It rained.", "Rain fell.", "It stopped.", paragraphs=(1, 1, 2)),
        cosines=floats(0.8, 0.1, 0.2),
        likeness=floats(0.3, 0.2, 0.1),
        gains=None,
    )
    return evidence_of([read, unread], lead=1)


def test_the_evidence_is_of_each_sentence() -> None:
    """The lead is like itself, which tells nothing; all are measured by the nearest."""
    first, second = two_passages()
    # lead, likeness, behind the 0.8, gain, unread, opens, points back, announced
    assert first == pytest.approx(
        np.array([[0, 0.6, 0.3, -0.2, 0, 1, 0, 0], [1, 0, 0.1, 0.1, 0, 0, 1, 0]])
    )
    # "It" opens a passage and a paragraph: there is nothing that it points back to.
    assert second == pytest.approx(
        np.array(
            [
                [0, 0.3, 0.0, 0, 1, 1, 0, 0],
                [0, 0.2, 0.7, 0, 1, 0, 0, 0],
                [0, 0.1, 0.6, 0, 1, 0, 0, 0],
            ]
        )
    )


def test_what_the_lead_announces_is_known() -> None:
    """An item of a list counts double; another passage's announces nothing."""
    lines = "It has two uses.", "- It keeps heat.", "It looks good.", "It is old."
    one, other = (
        Sentences(passage(*lines), floats(0, 0, 0, 0), floats(0, 0, 0, 0), gains=None)
        for _ in range(2)
    )
    first, second = evidence_of([one, other], lead=0)
    assert first[:, -1].tolist() == [0, 2, 1, 0]
    assert second[:, -1].tolist() == [0, 0, 0, 0]
    assert evidence_of([one], lead=1)[0][:, -1].tolist() == [0, 0, 0, 0]


def test_what_the_heading_announces_is_known() -> None:
    """All under it, whichever the best is; not what stands under another."""
    lines = "- It keeps heat.", "It looks good.", "- It is old."
    uses = replace(passage(*lines), context="Huts › Uses")
    one, more, other = (
        Sentences(each, floats(0, 0, 0), floats(0, 0, 0), gains=None)
        # As read from a file: another object.
        for each in (
            uses,
            replace(uses, context=" › ".join(("Huts", "Uses"))),
            replace(uses, context="Huts › Faults"),
        )
    )
    found = evidence_of([one, more, other], lead=1, is_headed=True)
    assert [each[:, -1].tolist() for each in found] == [[2, 1, 2], [2, 1, 2], [0] * 3]
    assert evidence_of([one], lead=1)[0][:, -1].tolist() == [0, 0, 0]


def test_the_probability_is_logistic() -> None:
    """Log-odds of -1 + 2 x 1 are 1, which is 0.731; those of the others are -1."""
    fitted = MarkCoefficients(-1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    first, _ = two_passages()
    assert chances(first, fitted) == pytest.approx(np.array([0.2689, 0.7311]), abs=1e-4)


def test_the_probability_is_that_of_the_fit() -> None:
    """Log-odds: 1.54, -3.55 + 3.584 - 0.767 - 0.746 - 0.84 + 0.38, -3.36 and 4.216."""
    rows = np.array(
        [
            [1, 0, 0, 0, 0, 0, 0, 0],
            [0, 0.8, 0.1, -0.2, 0, 1, 1, 0],
            [0, 0.5, 0, 0, 1, 0, 0, 0],
            [0, 0.5, 0.2, 0, 0, 0, 0, 2],
        ]
    )
    expected = np.array([0.8235, 0.1258, 0.0336, 0.9855])
    assert chances(rows) == pytest.approx(expected, abs=2e-4)


@pytest.mark.parametrize(
    ("probabilities", "chosen"),
    [
        # One gives 0.9 (0.9 + 0.1 x 2/3) = 0.87, two 2/3 x 0.82 + 0.09 = 0.637.
        ([0.1, 0.9], [1]),
        # One gives 0.9 (0.4 + 0.6 x 2/3) = 0.72, two 2/3 x 0.42 + 0.54 = 0.82.
        ([0.9, 0.6], [0, 1]),
        # However little all are worth, nothing would be worth nothing.
        ([0.0, 0.0], [0]),
        # Of equals the first comes first.
        ([0.8, 0.8], [0, 1]),
    ],
)
def test_what_is_expected_to_score_best_is_chosen(
    probabilities: list[float], chosen: list[int]
) -> None:
    """The most probable first."""
    assert most_expected(np.array(probabilities)) == chosen


def test_the_f1_is_expected_over_all_that_may_be_right() -> None:
    """Of two even ones the first: right alone 2/2, with the other 2/3, each 1 in 4."""
    assert marking._expected_f1(np.array([0.5, 0.5]), 1) == pytest.approx(5 / 12)


def test_a_sentence_that_is_hardly_likely_may_be_worth_it() -> None:
    """With 0.4 and 0.4: one gives 0.4 (0.6 + 0.267) = 0.35, two 0.32 + 0.16 = 0.48."""
    assert most_expected(np.array([0.4, 0.4])) == [0, 1]


def test_no_more_is_chosen_than_is_read_as_an_answer() -> None:
    """Though each one is sure."""
    assert len(most_expected(np.full(9, 0.99))) == 8


def test_the_lead_is_always_chosen() -> None:
    """Even where another is surer; each passage's most probable one comes first."""
    nothing, sure = np.zeros((2, 8)), np.zeros((3, 8))
    sure[[2, 1], 0] = 1.0, 0.9
    # With -3.28 + 4.87 x 1 the odds are 5 to 1, with 0.9 they are 3 to 1.
    assert choose([nothing, sure], lead=1) == [[1], [2, 1]]


def test_a_passage_may_have_nothing_that_is_chosen() -> None:
    """Where the lead is sure, and nothing else is."""
    lead = np.zeros((2, 8))
    lead[0, 0] = 1.0
    assert choose([lead, np.zeros((2, 8))], lead=0) == [[0], []]
