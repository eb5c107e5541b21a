"""What is quoted only when it is asked for: tops, lines on an author, references."""

import numpy as np
import pytest

from rag.asking.ranking.asides import without_asides
from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.late_interaction import Interaction
from rag.asking.ranking.query import prepare
from rag.building.terms import analyse, make_vocabulary
from rag.library.generation.manifest import LanguageEntry
from rag.text.passages.contexts import TRAIL_SEPARATOR
from rag.types import Passage, Sentence
from tests.fakes import WordEncoder

HINT = "Cats\nauthor: who wrote this article: Jo Doe"


def passage(
    text: str, context: str = "Cats", section: str | None = None, paragraph: int = 2
) -> Passage:
    """Make a passage of one sentence."""
    sentences = (Sentence(0, len(text), paragraph),)
    return Passage("cats", 0, len(text), text, context, section, sentences)


BODY = passage("Owls purr at night.")
FRONT = passage("Cats, by Jo Doe.", HINT, paragraph=0)
CLOSING = passage("Jo Doe keeps owls.", HINT, paragraph=9)
LIFE = passage("Jo Doe is a painter.", HINT, paragraph=1)
INDEX = passage("Cats, 12, 14\nDogs, 16\nOwls, 17")
SOURCES = passage("Doe on cats.", section=f"Cats{TRAIL_SEPARATOR}References")


def kept(question: str, *passages: Passage) -> list[Passage]:
    """Give the passages that stay, for a question in English."""
    terms = [analyse(each, each.context, "en", None) for each in passages]
    lexical = make_vocabulary(terms).passages
    assert lexical is not None
    nothing = Interaction(0.0, np.zeros(1, np.float32), np.zeros(1, np.float32))
    coverage = np.zeros(1, np.float32)
    candidates = [
        Candidate(row, passage, 0.0, (), nothing, coverage)
        for row, passage in enumerate(passages)
    ]
    query = prepare(question, WordEncoder(), [LanguageEntry("en", 1, 1.0)])
    return [each.passage for each in without_asides(query, candidates, lexical)]


def test_the_text_itself_stays_in_its_order():
    """Nothing of it is an aside."""
    other = passage("Cats purr, too.")
    assert kept("Do cats purr?", BODY, other) == [BODY, other]


@pytest.mark.parametrize("aside", [FRONT, CLOSING])
@pytest.mark.parametrize(
    ("question", "stays"),
    [
        ("Is Jo Doe famous?", True),  # two words of three
        ("Is Jo famous?", False),  # one of two is not most
        ("Who of the cats is Jo?", True),  # one of one, without the title's
        ("Are cats here?", False),  # none of none
        ("Do cats purr?", False),  # the title's word is the subject's
        ("Which author wrote on purring?", True),  # words of the hint
        ("Which author purrs?", False),
    ],
)
def test_a_line_on_the_author_stays_for_most_of_a_question(
    aside: Passage, question: str, stays: bool
):
    """At the top of an article as at its end."""
    assert kept(question, aside, BODY) == [*([aside] if stays else []), BODY]


def test_a_question_for_the_author_was_answered_before():
    """What asks by its form and comes here found none: the line says something else."""
    assert kept("Who wrote the article?", FRONT, BODY) == [BODY]


def test_a_life_in_one_paragraph_is_no_line_on_an_author():
    """It is all that the article has."""
    assert kept("Do cats purr?", LIFE, BODY) == [LIFE, BODY]


def test_references_stay_where_they_are_asked_for():
    """They name all subjects and say nothing of any."""
    assert kept("Do cats purr?", SOURCES, BODY) == [BODY]
    assert kept("Which sources are on cats?", SOURCES, BODY) == [SOURCES, BODY]
    assert kept("On which pages are cats?", INDEX, BODY) == [INDEX, BODY]
    assert kept("On what page are cats?", INDEX, BODY) == [INDEX, BODY]
    assert kept("Does a page purr?", INDEX, BODY) == [BODY]


def test_asides_stay_where_nothing_else_is():
    """Better than nothing to show."""
    assert kept("Do cats purr?", SOURCES, FRONT) == [SOURCES, FRONT]
