"""Questions of plain text: each heads its own answer, or none does."""

import pytest

from rag.readers.plain.questions import asks, over_others
from tests.articles import BODY, headings, read

OPENS = "It opens on 14 May 2026, if the weather holds."
CUT = "When will the bridge open?\n{}\n\nWhat did it cost?\n{}\n\nWho pays for it?\n{}"
APART = CUT.replace("?\n", "?\n\n")
SPACED = APART.replace("\n\nWh", "\n\n\nWh")
SHORT = (OPENS, "Eleven million crowns.", "The state does, with two thirds.")
LONG = (f"{OPENS} {BODY}", f"Eleven million crowns. {BODY}", f"The state does. {BODY}")
ASKED = ["When will the bridge open?", "What did it cost?", "Who pays for it?"]


def sections(text: str) -> list[str | None]:
    """Read a text below a title, and give the section of each paragraph."""
    return [p.section for p in read(f"The mayor speaks\n\n{text}\n").paragraphs]


@pytest.mark.parametrize("answers", [SHORT, LONG])
@pytest.mark.parametrize("layout", [CUT, APART])
@pytest.mark.parametrize(
    ("asker", "answerer"), [("", ""), ("Q: ", "A: "), ("INTERVIEWER: ", "MAYOR: ")]
)
def test_no_answer_stands_under_the_first_question(
    layout: str, answers: tuple[str, ...], asker: str, answerer: str
) -> None:
    """It has the title above it, the others have no more space: none is a heading."""
    text = layout.format(*(answerer + answer for answer in answers))
    for question in ASKED:
        text = text.replace(question, asker + question)
    assert sections(text) == [None] * 6


@pytest.mark.parametrize("intro", ["", f"{BODY}\n\n\n"])
def test_questions_that_are_all_spaced_head_their_answers(intro: str) -> None:
    """One with a short answer is a paragraph, and so are the others then."""
    above: list[str | None] = [None] if intro else []
    assert sections(intro + SPACED.format(*LONG)) == above + ASKED
    mixed = (LONG[0], SHORT[1], LONG[2])
    assert sections(intro + SPACED.format(*mixed)) == above + [None] * 6


FIRST = f"When will it open?\n\n{BODY}\n\n"


@pytest.mark.parametrize(
    "other",
    [
        f"{'Well, ' * 9}what did it cost, and who will have to pay for it?\n\n{BODY}",
        "What did it cost? Eleven million crowns.",
        f"What did\nit cost? Eleven\n{BODY}",
        f"You had none. What did it cost?\n{BODY}\n{BODY} It was so",
        f"2. What did it cost? {BODY}",
        "花了多少钱？一千万。",
        "كم كلفة الجسر؟ أحد عشر مليونا.",
        f"It is dear. Is it not?\n\n{BODY}",
    ],
)
def test_a_paragraph_that_asks_is_no_answer(other: str) -> None:
    """However long it is, and whatever stands in it: so the first is no heading."""
    assert set(sections(FIRST + other)) == {None}


@pytest.mark.parametrize(
    "other", ["It is dear. Is it not? It is.", "He said: “Is it?” Then he left it."]
)
def test_an_answer_may_have_a_question_in_it(other: str) -> None:
    """It may also quote one."""
    assert set(sections(FIRST + other)) == {"When will it open?"}


def test_what_who_asks_says_is_no_answer() -> None:
    """It may be no question, and is told by the name before it."""
    first = f"Editor: When will it open?\n\n\n{BODY}\n\n"
    assert set(sections(f"{first}Mayor: So it is.")) == {"Editor: When will it open?"}
    assert set(sections(f"{first}Editor: Tell me more.")) == {None}
    wide = first.replace(":", "：", 1)
    assert set(sections(f"{wide}Editor：Tell me more.")) == {None}


@pytest.mark.parametrize(
    "heading", ["The costs", "Costs\n-----", "# Costs", "Who?\n----"]
)
def test_a_section_of_other_questions_is_another(heading: str) -> None:
    """What heads it is no question, or marked: what stands below is not the first's."""
    text = f"{FIRST}{heading}\n\n{BODY}\n\nWhat did it cost?\n\nEleven."
    assert sections(text)[0] == "When will it open?"
    assert "When will it open?" not in sections(text)[1:]


def test_a_heading_below_a_question_begins_no_section() -> None:
    """What is asked under it would still be under that question."""
    text = f"When will it open?\n\nThe days\n\n{BODY}\n\nWhat did it cost?\n\nEleven."
    assert sections(text) == [None, "The days", "The days", "The days"]


def test_a_marked_question_stays_a_heading() -> None:
    """As the author has it, whatever is asked below."""
    text = f"# When will it open?\n\n{BODY}\n\nWhat did it cost?\n\nEleven."
    assert headings(read(f"The mayor speaks\n\n{text}")) == [(1, "When will it open?")]


NAMED = f"Old bridges\n\n{BODY}\n\nNew bridges\n\n{BODY}"


def test_a_question_between_other_headings_stands_by_itself() -> None:
    """It is one as these are, unless another is asked before the next of them."""
    text = f"{NAMED}\n\nWhat of the fish?\n\n{BODY}\n\n{{}}\n\nThe end\n\n{BODY}"
    assert sections(text.format("They are old."))[2] == "What of the fish?"
    assert sections(text.format("Who knows?"))[2] == "New bridges"
    after = f"{text.format('They are old.')}\n\nWho knows?"
    assert sections(after)[2] == "What of the fish?"


@pytest.mark.parametrize(
    ("text", "is_asking"),
    [
        ("Who pays?", True),
        ("谁付钱？", True),
        ("من يدفع؟", True),
        ("Who pays? The state.", True),
        ("Who pays?the-state", False),
        ("谁付钱？国家。", True),
        ("من يدفع؟ الدولة.", True),
        ("So it is. Who pays?", True),
        ("So it\nis. Who pays?", True),
        ("它很旧。谁付钱？", True),
        ("So it is. Who pays? \nThe state.", True),
        ("So it is.\nWho pays?\nThe state.", False),
        ("Q. Who pays? The state.", True),
        ("Dr. Ott says. Who pays? The state.", False),
        ("It is! Who pays? The state.", False),
        ("It is… Who pays? The state.", False),
        ("它很旧。谁付钱？国家。", False),
        ("它很旧！谁付钱？国家。", False),
        ("The state pays.", False),
    ],
)
def test_a_paragraph_asks_at_its_end_or_first(text: str, is_asking: bool) -> None:
    """By its last sentence, its first line or its first sentence."""
    assert asks(text) == is_asking


@pytest.mark.parametrize(
    ("levels", "asked", "none"),
    [
        ({0: 2}, {0}, {0}),
        ({0: 2, 2: 2}, {0}, set()),
        ({0: 2, 2: 1}, {0}, set()),
        ({0: 2, 2: 3}, {0}, {0}),
        ({0: 3, 2: 2}, {0, 2}, {0, 2}),
        # The highest of the questions tells.
        ({0: 3, 1: 2, 2: 3}, {0, 1}, {0, 1}),
        ({}, set(), set()),
    ],
)
def test_sections_end_with_what_is_no_deeper(
    levels: dict[int, int], asked: set[int], none: set[int]
) -> None:
    """A question at 3 is asked in the last section, if any."""
    texts = ["When?", "In May.", "Costs", "How much?"]
    assert over_others(texts, levels, asked) == none
