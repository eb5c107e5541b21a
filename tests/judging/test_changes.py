"""Which judged questions a rebuild answers otherwise."""

from rag.errors import EmptyLibraryError
from rag.judging.changes import MAX_QUESTIONS, FirstQuote, first_quotes, moved
from rag.types import Answer

MOON = FirstQuote("tides", "The Moon pulls the sea.")
SUN = FirstQuote("tides", "The Sun pulls too.")


def refuse(question: str) -> Answer:
    """Answer that nothing answers."""
    return Answer(question, "not_found", 0.1, 0.1, (), 1.0)


def test_only_what_moved_is_named():
    """A question with the same first quote isn't named, others are, in order."""
    before = {"Why?": MOON, "Who?": None, "When?": SUN, "What?": MOON}
    after = {"Why?": MOON, "Who?": SUN, "When?": None, "What?": SUN}
    assert moved(before, after) == ("Who?", "When?", "What?")


def test_question_that_could_not_be_asked_again_is_not_named():
    """Without an answer afterwards nothing can be said."""
    assert moved({"Why?": MOON}, {}) == ()


def test_refusal_quotes_nothing_first():
    """What isn't answered has no first quote, whatever lies nearest."""
    assert first_quotes(refuse, ["Why?"]) == {"Why?": None}


def test_failure_is_left_out():
    """A question that fails, as in an empty library, says nothing."""

    def fail(_: str) -> Answer:
        raise EmptyLibraryError("empty")

    assert first_quotes(fail, ["Why?"]) == {}


def test_number_of_questions_is_bounded():
    """A long journal doesn't hold up a rebuild."""
    questions = [f"Question {number}?" for number in range(MAX_QUESTIONS + 5)]
    assert len(first_quotes(refuse, questions)) == MAX_QUESTIONS
