"""What a question calls its source, by its form alone."""

import re

import pytest

from rag.asking.wording.named_sources import content_words, named_sources, of_any


@pytest.mark.parametrize(
    "marked",
    [
        "How wide is it according to [the Gazette]?",
        "According to [Jo Doe] what did it cost?",
        "In [the harbour report], who paid?",
        "Does [the wire report] mention Lima?",
        "What does [the Gazette] even say about Lima?",
        "what [the Gazette] says about Lima?",
        "Which ports does [the Gazette] list?",
        "What is [Tide's piece] about?",
        "Summarise [the piece by Jo Doe].",
        "What does [the end of the tide survey] say about Lima?",
        "Who wrote [the harbour article]?",
        "Summarise [the tide diary]!",
        "What's [the lease] about?",
        "Give me the main points of [the mayor's long last speech].",
        "Does [“Tides”] mention Lima?",
    ],
)
def test_the_article_can_stand_for_a_source(marked: str):
    """For what is in brackets; what is left is of the article, by its form."""
    before, written, behind = re.split(r"[][]", marked)
    named = named_sources(f"{before}{written}{behind}")
    asked = f"{before}the article{behind.rstrip('?!.')}?"
    assert (written, asked) in [(one.written, one.asked) for one in named]


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the harbour report?",
        "How thick is the harbour paper?",
        "Was the tide article long?",
        "What does the author say about Lima?",
        "Does it mention Lima?",
        "Who read the article on tides to the harbour council of Lima in May?",
        "What did the harbour build?",
        "Who signed the lease?",
        "Who wrote the letter?",
        "What is the lease?",
        "Summarise the lease of the mill",
        "What is the harbour report about and who paid?",
        "What happened in the investigation of a claim?",
        "How wide is it?",
    ],
)
def test_what_is_no_source_by_its_form_is_none(question: str):
    """A text that is asked about itself or told of, any article's author, a pronoun."""
    assert not list(named_sources(question))


def test_a_source_is_told_by_noun_title_or_subject():
    """A noun of texts makes it one, quotation marks a title, "on" what it is about."""
    (named,) = named_sources("What is the study on old tides about?")
    assert (named.is_text, named.is_on, named.title) == (True, True, None)
    assert named.words == content_words("study old tides")
    (named,) = named_sources("What is the lease about?")
    assert (named.is_text, named.title) == (True, None)
    (named,) = named_sources("What is the study by Jo Doe about?")
    assert (named.is_text, named.is_on) == (True, False)
    (named,) = named_sources("How wide is it, according to Jo Doe?")
    assert (named.is_text, named.title) == (False, None)
    (named,) = named_sources('Does "Tides" mention Lima?')
    assert (named.is_text, named.title) == (False, "Tides")


@pytest.mark.parametrize(
    ("question", "is_all"),
    [
        ("According to the Gazette?", True),
        ("And in the tide paper?", True),
        ("And what does the Gazette say?", True),
        ("But what does the Gazette say about it?", True),
        ("What does the Gazette say about that?", True),
        ("What does the tide paper say?", False),
        ("And what does the Gazette say about Lima?", False),
        ("And how wide is it according to the Gazette?", False),
    ],
)
def test_a_question_may_be_nothing_but_its_source(question: str, is_all: bool):
    """Then the one before is meant; "What does it say?" alone asks for an overview."""
    assert {one.is_all for one in named_sources(question)} == {is_all}


def test_a_name_has_eight_words_at_most():
    """What is longer is a clause."""
    eight = " ".join(f"Port{n}" for n in range(8))
    assert list(named_sources(f"Is it so according to {eight}?"))
    assert not list(named_sources(f"Is it so according to {eight} Bo?"))
    assert list(named_sources(f"Does {eight} mention Lima?"))
    assert not list(named_sources(f"Does {eight} Bo mention Lima?"))


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("How wide is it according to the Times of May?", "How wide is it?"),
        ("According to Jo Doe, how wide is it?", "How wide is it?"),
        ("How wide is it?", "How wide is it?"),
        ("What did they do according to plan, and why?",) * 2,
    ],
)
def test_whom_a_question_is_asked_of_is_left_out(question: str, left: str):
    """Before all of it or behind; what is within may be no source."""
    assert of_any(question) == left
