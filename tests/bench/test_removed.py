"""Libraries without the passages that answer a question."""

import pytest

from bench.removed import PassagesRemoved
from rag.judging.question_sets import LabelledQuestion
from tests.asking.making import indexed
from tests.fakes import WordEncoder

FILES = {
    "owls.txt": "Owls hunt at night in the wood.",
    "mice.txt": "Mice hunt at night in the field.",
    "sea.txt": "The sea is cold.",
}


@pytest.fixture
def without(tmp_path) -> PassagesRemoved:
    """Open three articles of a passage each."""
    encoder = WordEncoder(dimension=4096)
    return PassagesRemoved(
        indexed(tmp_path, encoder, FILES).open(encoder.identity), encoder
    )


def articles(without: PassagesRemoved, *names: str) -> list[str]:
    """Give the ids of articles by their files' names."""
    every = (article.id for article in without._generation.manifest.articles)
    return [each for each in every if each.startswith(names)]


def asked(*relevant: str) -> LabelledQuestion:
    """Ask what these articles answer."""
    return LabelledQuestion(
        "q", "When do they hunt?", ("night",), relevant, True, "", (), (), None
    )


def found(without: PassagesRemoved, question: LabelledQuestion) -> set[str]:
    """Give the first words of what is found."""
    hits = without.search(question.question, 5).hits
    return {hit.passage.text.split()[0] for hit in hits}


def test_only_what_does_not_answer_is_found(without: PassagesRemoved):
    """What has the answer's words and isn't where it is asked for stays."""
    owls = asked(*articles(without, "owls"))
    assert without.keep_wrong(owls, None)
    assert found(without, owls) <= {"Mice", "The"}
    assert "Mice" in found(without, owls)
    both = asked(*articles(without, "owls", "mice"))
    assert without.keep_wrong(both, None)
    assert found(without, both) <= {"The"}


def test_it_may_be_asked_of_some_articles(without: PassagesRemoved):
    """Where nothing of them is left, that is told."""
    owls = articles(without, "owls")
    assert not without.keep_wrong(asked(*owls), owls)
    assert without.keep_wrong(asked(*owls), articles(without, "owls", "sea"))
    assert "Mice" not in found(without, asked(*owls))
