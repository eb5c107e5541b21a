"""Questions for what something is, and the sentences that say it."""

import pytest

from rag.asking.wording.definitions import MAX_WORDS, defined_term, saying_what


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a tide?", "tide"),
        ("what are tides", "tides"),
        ("What was the Great Frost?", "Great Frost"),
        ("What’s “neap tide”?", "neap tide"),
        ("What is it?", None),
        ("What is the height of the pier?", None),
        ("What is the pier's height?", None),
        ("What was wrong?", None),
        ("Who is a pilot?", None),
        ("What is the pier in 2009?", None),
        ("What is ?", None),
        (f"What is {'a ' * MAX_WORDS}tide?", "a a a tide"),
        (f"What is {'b ' * MAX_WORDS}tide?", None),
    ],
)
def test_what_something_is_is_asked_in_few_words(question: str, term) -> None:
    """More words, or such as "of", ask for what of it."""
    assert defined_term(question) == term


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("A neap tide is a low one.", True),
        ("The neap-tide was one of the low ones.", True),
        ("The term “neap tide” is used to refer to the low one.", True),
        ("Neap tide (NT) means little water.", True),
        ("Neap tide, or NT, refers to it.", False),
        ("Neap tide or NT refers to it.", True),
        ("This one is termed neap tide by all.", True),
        ("It is known as a ‘neap tide’.", True),
        ("Each is called a neap tideway.", False),
        ("In May neap tide is a danger.", False),
        ("Neap tide is low here.", False),
        ("Neap tides and boats.", False),
    ],
)
def test_a_sentence_says_what_its_subject_is_or_names_it(sentence, says) -> None:
    """What is said of it amid a sentence, or how it is, is no definition."""
    assert saying_what("What is neap tide?", [sentence]) == [says]


def test_another_question_asks_no_meaning() -> None:
    """Then no sentence is looked at."""
    assert saying_what("How high is a tide?", ["A tide is a rise."]) == []
