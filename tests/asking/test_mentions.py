"""Whether something is mentioned, answered by the sentence that has it."""

from dataclasses import replace
from typing import cast

import pytest

from rag.asking.conversation import Asking, mentioning
from rag.asking.front import STATED
from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.types import Hit, Passage, Sentence, Span
from tests.asking.test_readings import found

LINES = ("Cranes stand still.", "The old tide  mill turns.")


def hit_of(*lines: str, number: int = 0) -> Hit:
    """Find the first sentence of a passage of some lines."""
    text, sentences, start = "\n".join(lines), [], 0
    for line in lines:
        sentences.append(Sentence(start, start + len(line), 1))
        start += len(line) + 1
    passage = Passage(f"a{number}", 0, len(text), text, "", None, tuple(sentences))
    words = Span(0, 3)
    return Hit(passage, sentences[0], 0.5, words=words, probability=0.3)


def near(*hits: Hit, probability: float = 0.01) -> Retrieved:
    """Give what was found, with hits of one probability."""
    hits = tuple(replace(hit, probability=probability) for hit in hits)
    return replace(found(probability), hits=hits)


def test_the_first_sentence_that_has_it_comes_first():
    """It answers, with whatever white space is in it; the others stay behind it."""
    other, has = hit_of("No mill."), hit_of(*LINES, number=1)
    hits = mentioning(near(other, has), "Tide Mill").hits
    assert hits[0].passage.quote(hits[0].sentence) == LINES[1]
    assert (hits[0].probability, hits[0].words) == (STATED, None)
    assert [hit.passage.article_id for hit in hits] == ["a1", "a0"]


def test_its_own_sentence_keeps_its_words():
    """Where the sentence that was found has it, nothing else is quoted of it."""
    (hit,) = mentioning(near(hit_of("Cranes stand.", "Cranes fall.")), "cranes").hits
    assert (hit.sentence.start, hit.words) == (0, Span(0, 3))


@pytest.mark.parametrize(
    "topic", ["crane", "cranes", "a crane", "any cranes", "the old tide mills"]
)
def test_one_or_several_of_it_are_the_same(topic: str):
    """And so is "a crane", where it is no name."""
    (hit,) = mentioning(near(hit_of(*LINES)), topic).hits
    assert hit.probability == STATED


@pytest.mark.parametrize(
    "topic", ["Crane", "ranes", "mill tide", "olds tide mill", "Lima", "the", "a"]
)
def test_what_no_sentence_has_word_for_word_stays_as_it_is(topic: str):
    """A part of a word is none, and the order counts."""
    given = near(hit_of(*LINES))
    assert mentioning(given, topic) is given


def test_an_answer_stays_as_it_is():
    """What answers already may say more than that it is there."""
    given = near(hit_of("It sank."), hit_of(*LINES), probability=0.99)
    assert mentioning(given, "cranes") is given


class Known:
    """Finds what is known to be found for a question."""

    def __init__(self, known: dict[str, Retrieved]) -> None:
        self._known = known

    def search(self, question: str, *given: object) -> Retrieved:
        """Give what is found for a question."""
        return self._known[question]


@pytest.mark.parametrize(
    ("matched", "is_answer"),
    [
        (("named",), False),
        (("named", "Firms"), True),
        ((), True),  # it may say so in other words
    ],
)
def test_an_answer_has_more_than_the_words_for_the_article(
    matched: tuple[str, ...], is_answer: bool
):
    """That something else is named is none to which firms are."""
    hit = replace(hit_of(*LINES), matched_terms=matched, probability=0.9)
    whole = replace(found(0.9), hits=(hit,))
    known = Known({"Which firms?": found(0.1), "Which firms are named?": whole})
    asking = Asking(cast("Retriever", known), ["en"], top_k=5)
    best = asking.search("Which firms are named?")
    assert (best.hits == whole.hits) is is_answer
