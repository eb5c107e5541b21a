"""What sentences say only together: pointing back, asking."""

import numpy as np
import pytest

from rag.asking.ranking.beside import beside_of
from rag.asking.ranking.discourse import (
    ASKING_SHARE,
    answers_in,
    as_answered,
    as_read_on,
    asks,
    pointing_back,
)
from tests.asking.making import passage


@pytest.mark.parametrize(
    "opening",
    ["This", "They", "“Its", "these", "Such", "Of these", "Most of them", "Among them"],
)
def test_what_points_back_is_told_by_its_first_word(opening: str):
    """Where a sentence of the same paragraph stands before it."""
    lines = (f"{opening} rain fell.", "Storms come.", f"{opening} rain fell.")
    assert pointing_back(passage(*lines)) == [2]
    assert pointing_back(passage(*lines, paragraphs=(1, 1, 2))) == []


def test_a_word_that_only_begins_so_does_not_point_back():
    """An "itch" is no "it", "Theseus" no "these"."""
    lines = "Rain.", "Itches come.", "Theseus fell.", "Of storms few came."
    assert pointing_back(passage(*lines)) == []


@pytest.mark.parametrize(
    ("before", "sentence", "points"),
    [
        ("Joan B. Elwer won.", "Elwer's team is the best.", True),
        ("It was Joan Elwer.", "Elwer won.", True),
        ("It was Elwer.", "Elwer won.", False),
        ("It was Joan Elwer.", "Joan won.", False),
        ("It was old Elwer.", "Elwer won.", False),
        ("It was Joan Elwerson.", "Elwer won.", False),
        ("It was Joan McElwer.", "Elwer won.", False),
        ("It was Team II.", "II won.", False),
    ],
)
def test_a_last_name_points_back_to_the_full_one(
    before: str, sentence: str, points: bool
):
    """Which says more than it does; the first name alone may be another's."""
    assert pointing_back(passage(before, sentence)) == [1] * points


@pytest.mark.parametrize(
    ("before", "sentence", "points"),
    [
        ("Moen: It rained.", "I stayed in.", True),
        ("Dr. Ada P. O’Moen: It rained.", "My boat sank.", True),
        ("Øystein: It rained.", "“I stayed in.", True),
        ("Abstract: It rained.", "We stayed in.", False),
        ("Ada: It rained.", "I-95 was closed.", False),
        ("Ada said that it rained.", "I stayed in.", False),
        ("Ada said: It rained.", "I stayed in.", False),
        ("The One Whom All Know: It rained.", "I stayed in.", False),
        ("Ada: It rained.", "In May it rained.", False),
        ("Ada: It rained.", "i stayed in.", False),
    ],
)
def test_who_speaks_is_named_before_it(before: str, sentence: str, points: bool):
    """Where a turn begins; "I" goes on with it."""
    assert pointing_back(passage(before, sentence)) == [1] * points


def read_on(*lines: str, paragraphs: tuple[int, ...] = ()) -> list[float]:
    """Read on sentences that match by 0.6, 0.2 and 0.1, rounded."""
    scores = np.array([0.6, 0.2, 0.1], np.float32)
    return as_read_on(passage(*lines, paragraphs=paragraphs), scores).round(2).tolist()


def test_what_points_back_matches_by_what_it_points_to():
    """Its own words or the ones before it, the better; others match by their own."""
    assert read_on("Storms come.", "These are caused by heat.", "Rain falls.") == [
        pytest.approx(0.6),
        pytest.approx(0.6),
        pytest.approx(0.1),
    ]
    assert read_on("It rains.", "Storms come.", "They last.") == pytest.approx(
        [0.6, 0.2, 0.2]
    )


def test_it_points_one_sentence_back_and_no_further():
    """The third has the second's own match, not what that was given."""
    assert read_on("Storms come.", "They last.", "These end.") == pytest.approx(
        [0.6, 0.6, 0.2]
    )


def test_what_comes_behind_it_is_not_what_it_points_to():
    """Of 0.1, 0.5 and 0.9 the second keeps its own match, the better of two."""
    scores = np.array([0.1, 0.5, 0.9], np.float32)
    three = passage("Storms come.", "They last.", "Rain falls.")
    assert as_read_on(three, scores).tolist() == pytest.approx([0.1, 0.5, 0.9])


def test_it_does_not_point_into_another_paragraph():
    """Nor does the first sentence of a passage point anywhere."""
    apart = read_on("Storms come.", "They last.", "Rain falls.", paragraphs=(1, 2, 2))
    assert apart == pytest.approx([0.6, 0.2, 0.1])


def test_the_scores_given_stay_as_they_are():
    """What is read on is a copy: others use the same scores."""
    scores = np.array([0.6, 0.2], np.float32)
    as_read_on(passage("Storms come.", "They last."), scores)
    assert scores.tolist() == pytest.approx([0.6, 0.2])


@pytest.mark.parametrize(
    ("sentence", "is_question"),
    [
        ("Is it safe?", True),
        ("Reader: is it safe?", True),
        ("“Is it safe?”", True),
        ("(Is it safe?)", True),
        ("它安全吗？", True),
        ("هل هو آمن؟", True),
        ("What does “safe” mean?", True),
        ("Is it ‘safe’?", True),
        ("*Is it safe?*", True),
        ("Is it what they call ‘safe?’", True),
        ("It is safe.", False),
        ("They asked, “Is it safe?”", False),
        ("“Is it safe?” she asked.", False),
        ("Is it safe? (Yes.)", False),
        # Of more words than twelve a clause has to ask.
        (f"And boats {'by the quay ' * 3}now?", True),
        (f"And the boats {'by the quay ' * 3}now?", False),
        (f"And so, is the boat {'by the quay ' * 3}?", True),
        (f"Mr. Lie: how was the boat {'by the quay ' * 3}?", True),
        (f"And isn’t the boat {'by the quay ' * 3}?", True),
        (f"He went to see the play {'by the quay ' * 3} Who Is It?", False),
        # That is of English, where others ask in other words.
        (f"Darf man {'am Kai ' * 6}noch baden?", True),
        (f"ماذا عن القوارب {'عند الرصيف ' * 6}؟", True),
        (f"Er fragte, „Darf man {'am Kai ' * 6}baden?“", False),
    ],
)
def test_a_question_is_told_by_its_mark(sentence: str, is_question: bool):
    """What tells of a question, or goes on behind it, asks nothing."""
    assert asks(sentence) is is_question


@pytest.mark.parametrize(
    ("sentence", "is_question"),
    [
        ("To ask the Minister\nwhether it will open.", True),
        ("Ms Hay (North): To ask when it will open.", True),
        ("She came to ask when it will open.", False),
        ("To ask is no shame.", False),
    ],
)
def test_what_is_put_to_a_minister_asks(sentence: str, is_question: bool) -> None:
    """Without a question mark, as parliaments print it."""
    assert asks(sentence) is is_question


@pytest.mark.parametrize(
    ("lines", "paragraphs", "found"),
    [
        (("It is.", "Is it?", "It is.", "So."), (1, 1, 1, 1), {1: [2, 3]}),
        (("Is it?", "It is.", "So.", "No."), (1, 2, 2, 3), {0: [1, 2]}),
        (("Is it?", "It is.", "Is he?", "No."), (1, 1, 1, 1), {0: [1], 2: [3]}),
        (("Is it?", "It is.", "Is he?", "No."), (1, 2, 3, 4), {0: [1], 2: [3]}),
        (("Is it?", "Is he?", "No.", "So."), (1, 2, 3, 4), {0: [2], 1: [2]}),
        (("It is.", "Is it?"), (1, 1), {1: []}),
        (("It is.", "So."), (1, 2), {}),
    ],
)
def test_what_follows_a_question_answers_it(
    lines: tuple[str, ...], paragraphs: tuple[int, ...], found: dict[int, list[int]]
):
    """To the end of its paragraph or to the next question; of two, it answers both."""
    answers = answers_in("", passage(*lines, paragraphs=paragraphs))
    assert {asking: [*behind] for asking, behind in answers.items()} == found


LAMP = "- The lamp of the old port (1904)."


@pytest.mark.parametrize(
    ("lines", "paragraphs", "found"),
    [
        ((LAMP, "It burns oil.", "It is tall."), (1, 1, 1), {0: [1, 2]}),
        ((LAMP, "It burns oil."), (1, 2), {}),
        ((LAMP,), (1,), {}),
        ((LAMP, "- It burns oil."), (1, 1), {}),
        (("The lamp of the port.", "It burns oil."), (1, 1), {}),
        (("- The lamp of the port is lit.", "It burns."), (1, 1), {0: [1]}),
        (("- The lamp of the old port is lit.", "It burns."), (1, 1), {}),
    ],
)
def test_what_an_item_begins_with_is_what_the_rest_is_about(
    lines: tuple[str, ...], paragraphs: tuple[int, ...], found: dict[int, list[int]]
):
    """In a few words, as a catalogue names a thing before it tells of it."""
    answers = answers_in("", passage(*lines, paragraphs=paragraphs))
    assert {label: [*behind] for label, behind in answers.items()} == found


@pytest.mark.parametrize(
    ("own", "best", "beside"),
    [
        ([0.0, 0.5, 0.1], 1, -1),
        ([0.0, 0.1, 0.5], 1, 1),
        ([0.0, 0.1, 0.5], 2, 0),
        ([0.5, 0.1, 0.0], 0, 0),
    ],
)
def test_what_an_item_is_about_is_quoted_with_what_follows(
    own: list[float], best: int, beside: int
):
    """Unless what follows that answers, too."""
    item = passage(LAMP, "Lund made this lamp.", "Oil burns in the lamp.")
    scores = np.array(own, np.float32)
    assert beside_of("Who made it?", item, scores, best, None) == beside


ASKED = "Mr Lund asked the clerk whether the pool was safe."
REPLIED = "She replied that it was."


@pytest.mark.parametrize(
    ("question", "lines", "paragraphs", "found"),
    [
        ("Is it safe?", (ASKED, REPLIED), (1, 1), {0: [1]}),
        ("Is it safe?", (ASKED, REPLIED, "It is new."), (1, 1, 1), {0: [1, 2]}),
        # It is told elsewhere, not at all, or isn't asked.
        ("Is it safe?", (ASKED, REPLIED), (1, 2), {}),
        ("Is it safe?", (ASKED, "It rained."), (1, 1), {}),
        ("Is it safe?", (ASKED,), (1,), {}),
        ("Is it safe?", ("Mr Lund asked for tea.", REPLIED), (1, 1), {}),
        # It asks for something else.
        ("Is it new?", (ASKED, REPLIED), (1, 1), {}),
        # Who asked is told by the telling.
        ("Who asked about the pool?", (ASKED, REPLIED), (1, 1), {}),
        ("Who asked about the pool?", ("Is it?", REPLIED), (1, 1), {0: [1]}),
    ],
)
def test_a_question_that_is_told_is_answered_by_the_reply(
    question: str,
    lines: tuple[str, ...],
    paragraphs: tuple[int, ...],
    found: dict[int, list[int]],
):
    """In minutes of councils, where hardly anything is asked directly."""
    answers = answers_in(question, passage(*lines, paragraphs=paragraphs))
    assert {asking: [*behind] for asking, behind in answers.items()} == found


def test_an_answer_matches_by_its_question():
    """The best of them as well as what asks, if that is better; what asks loses."""
    asked = passage("It is.", "Is it?", "Is he?", "No.", "He is.", "Is she?")
    scores = np.array([0.9, 0.6, 0.5, 0.1, 0.4, 0.2], np.float32)
    lost = 0.6 - ASKING_SHARE, 0.5 - ASKING_SHARE, 0.2 - ASKING_SHARE
    found = as_answered("", asked, scores)
    assert found == pytest.approx([0.9, *lost[:2], 0.3, 0.6, lost[2]])
    scores[4] = 0.7
    found = as_answered("", asked, scores)
    assert found == pytest.approx([0.9, *lost[:2], 0.1, 0.7, lost[2]])
    assert scores[1] == np.float32(0.6)
