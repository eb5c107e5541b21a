"""What several articles say takes one place, and what differs stands side by side."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.asking.agreeing.agreement import Agreed, agree_on, say_difference
from rag.asking.assistant import Assistant
from rag.asking.composing import Composed
from rag.asking.retrieval import Retriever
from rag.building.indexing import build_index
from rag.library.generation.generation import Generation
from rag.library.library import Library
from rag.types import Answer, AnswerPart, Article, Disagreement, Hit, Span
from tests.fakes import WordEncoder

RAN = "The Velden train ran at 450 km/h in a test near Jinan."
SLOWER = RAN.replace("450", "420")
SLOWEST = RAN.replace("450", "390")
OWLS = "Owls hunt mice at night, and no train is near."
QUESTION = "How fast did the Velden train run in a test near Jinan?"


def opened(folder: Path, texts: Sequence[str]) -> Library:
    """Index an article of each text, titled by letters."""
    library = Library(folder / "index")
    for number, text in enumerate(texts):
        # Other words behind, or they would be one article.
        filler = f"\n\nNothing{number} else."
        name = "ABCDEFGHIJ"[number]
        library.add(f"{text}{filler}".encode(), f"{name}.txt", f"Article {name}")
    build_index(library, WordEncoder(dimension=4096))
    return library


def ask(folder: Path, *texts: str, top_k: int = 5) -> Answer:
    """Ask about the train."""
    assistant = Assistant(opened(folder, texts), WordEncoder(dimension=4096))
    return assistant.ask(QUESTION, top_k=top_k)


class Found:
    """The best sentence of each article, in the order of the articles.

    Args:
        folder: Where the index goes.
        texts: Each article's first sentence.
    """

    def __init__(self, folder: Path, *texts: str) -> None:
        encoder = WordEncoder(dimension=4096)
        self.generation: Generation = opened(folder, texts).open(encoder.identity)
        found = Retriever(self.generation, encoder).search(QUESTION, 20).hits
        first = {hit.passage.article_id: hit for hit in reversed(found)}
        ids = [entry.id for entry in self.generation.manifest.articles]
        self.hits: list[Hit] = []
        for article_id in ids:
            hit = first[article_id]
            self.hits.append(replace(hit, sentence=hit.passage.sentences[0]))

    def quote_two(self, place: int) -> None:
        """Quote the first two sentences of a passage together."""
        first, second = self.hits[place].passage.sentences[:2]
        whole = replace(first, end=second.end)
        self.hits[place] = replace(self.hits[place], sentence=whole)

    def mark(self, place: int, words: str) -> None:
        """Mark the answer's words in a hit, as a reader does that is sure of them."""
        passage = self.hits[place].passage
        start = passage.start + passage.text.index(words)
        self.hits[place] = replace(
            self.hits[place],
            words=Span(start, start + len(words)),
            probability=0.9,
        )

    def agree(
        self, question: str = QUESTION, top_k: int = 5, shows: int | None = None
    ) -> Agreed:
        """Take together what was found, of which so much is shown."""
        shown = Composed(tuple(self.hits[:shows]), "answered", 1.0, 1.0)
        return agree_on(shown, self.hits, self.generation, question, top_k)

    def letters(self, agreed: Agreed) -> list[str]:
        """Write each hit as its article's letter, with those that say the same."""
        groups = zip(agreed.hits, agreed.same, strict=True)
        return ["".join(self._letter(h) for h in (hit, *same)) for hit, same in groups]

    def _letter(self, hit: Hit) -> str:
        return self.generation.title(hit.passage.article_id)[-1]


def said(agreed: Agreed) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """Give numbers and words of each difference."""
    return [(each.numbers, each.said) for each in agreed.differences]


def test_five_articles_that_say_the_same_take_one_place(tmp_path: Path):
    """One leads, four are named behind it with their places, and others follow."""
    answer = ask(tmp_path, RAN, RAN, RAN, RAN, RAN, OWLS)
    first, *others = answer.citations
    assert first.quote == RAN
    titles = {first.title, *(also.title for also in first.also_in)}
    assert titles == {f"Article {letter}" for letter in "ABCDE"}
    for also in first.also_in:
        assert (also.quote, also.start, also.end) == (RAN, 0, len(RAN))
        assert also.permalink == f"/articles/{also.article_id}?p=1&s=0-{len(RAN)}#p1"
    assert "Article F" in {citation.title for citation in others}
    assert [c.number for c in answer.citations] == [1, *range(2, len(others) + 2)]
    assert answer.differences == ()


def test_a_quote_of_two_sentences_is_compared_by_the_second(tmp_path: Path):
    """By that it was found; the first says who "it" is."""
    found = Found(tmp_path, f"It rained. {RAN}", SLOWER)
    found.quote_two(0)
    assert said(found.agree()) == [((1, 2), ("450 km/h", "420 km/h"))]


def test_a_quote_of_two_sentences_is_compared_by_the_one_with_the_words(tmp_path: Path):
    """Its second may lead up to nothing, and is no other article's."""
    found = Found(tmp_path, f"{RAN} It rained.", f"{RAN} It snowed.", SLOWER)
    found.quote_two(0)
    found.quote_two(1)
    assert found.letters(found.agree()) == ["A", "B", "C"]
    for place, words in enumerate(["450 km/h", "450 km/h", "420 km/h"]):
        found.mark(place, words)
    assert found.letters(found.agree()) == ["AB", "C"]
    assert said(found.agree()) == [((1, 2), ("450 km/h", "420 km/h"))]


def test_one_article_that_repeats_itself_keeps_its_places(tmp_path: Path):
    """Only what another article says is taken together."""
    text = f"{RAN}\n\n{'Owls hunt mice at night. ' * 40}\n\n{RAN}"
    answer = ask(tmp_path, text, OWLS)
    assert [c.quote for c in answer.citations].count(RAN) == 2
    assert all(citation.also_in == () for citation in answer.citations)


def test_numbers_that_differ_stand_side_by_side(tmp_path: Path):
    """The second comes directly behind the first, though another was better."""
    found = Found(tmp_path, RAN, OWLS, SLOWER, SLOWEST, RAN)
    agreed = found.agree()
    assert found.letters(agreed) == ["AE", "C", "D", "B"]
    first = RAN.index("450")
    words = (Span(first, first + len("450 km/h")),) * 3
    assert agreed.differences == (
        Disagreement((1, 2, 3), words, ("450 km/h", "420 km/h", "390 km/h")),
    )


def test_what_says_the_same_as_a_side_goes_behind_that(tmp_path: Path):
    """420 in two articles is one side of the difference."""
    found = Found(tmp_path, RAN, SLOWER, SLOWER)
    agreed = found.agree()
    assert found.letters(agreed) == ["A", "BC"]
    assert said(agreed) == [((1, 2), ("450 km/h", "420 km/h"))]


def test_one_difference_is_in_one_place(tmp_path: Path):
    """The third differs from the first in another number: nothing is said of it."""
    one = RAN.replace("test", "test of 3 hours")
    found = Found(
        tmp_path, one, one.replace("450", "420"), one.replace("3 hours", "4 hours")
    )
    agreed = found.agree()
    assert found.letters(agreed) == ["A", "B", "C"]
    assert said(agreed) == [((1, 2), ("450 km/h", "420 km/h"))]


def test_a_side_has_no_sides_of_its_own(tmp_path: Path):
    """The third differs from the second alone, which stands beside the first."""
    one = RAN.replace("test", "test of 3 hours")
    other = one.replace("450", "420")
    found = Found(tmp_path, one, OWLS, other, other.replace("3 hours", "4 hours"))
    agreed = found.agree()
    assert found.letters(agreed) == ["A", "C", "B", "D"]
    assert said(agreed) == [((1, 2), ("450 km/h", "420 km/h"))]


def test_a_side_keeps_no_other_from_its_own_difference(tmp_path: Path):
    """The last differs from the third, and stands behind a side of the first."""
    bus = "The Velden bus ran at 90 km/h in a race near Jinan."
    found = Found(tmp_path, RAN, SLOWER, bus, bus.replace("90", "80"))
    assert said(found.agree()) == [
        ((1, 2), ("450 km/h", "420 km/h")),
        ((3, 4), ("90 km/h", "80 km/h")),
    ]


@pytest.mark.parametrize("dutch", [0, 1])
def test_other_languages_are_not_compared(tmp_path: Path, dutch: int):
    """The same letters of another language are other words."""
    # Both languages have the stems of this, so that only their names differ.
    found = Found(tmp_path, "Jinan: 450 km.", "Jinan: 450 km.")
    assert found.letters(found.agree()) == ["AB"]
    read = found.generation.article
    one = found.hits[dutch].passage.article_id

    def in_dutch(article_id: str) -> Article:
        article = read(article_id)
        return replace(article, language="nl") if article_id == one else article

    found.generation.article = in_dutch  # type: ignore[method-assign]
    assert found.letters(found.agree()) == ["A", "B"]


def test_what_is_compared_is_the_sentence_that_was_found(tmp_path: Path):
    """It is the second one; the first of each article is about something else."""
    found = Found(tmp_path, f"Owls hunt mice. {RAN}", f"Ships carry tea. {RAN}")
    found.hits = [replace(h, sentence=h.passage.sentences[1]) for h in found.hits]
    assert found.letters(found.agree()) == ["AB"]


def test_what_is_not_shown_does_not_differ(tmp_path: Path):
    """With one citation there is nothing beside it."""
    found = Found(tmp_path, RAN, SLOWER, OWLS)
    agreed = found.agree(top_k=1)
    assert (found.letters(agreed), agreed.differences) == (["A"], ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It was founded in 1998 by monks.", "It was founded in 2001 by monks."),
        (RAN, SLOWER.replace("Velden", "Murtal")),
        (RAN, SLOWER.replace("near", "not near")),
        (RAN, "Far from the Velden there is a hill of 420 km and more in all."),
    ],
)
def test_no_difference_is_claimed_of_two_things(tmp_path: Path, one: str, other: str):
    """No name is in both, another name, a negation, or another sentence altogether."""
    found = Found(tmp_path, one, other)
    agreed = found.agree()
    assert (found.letters(agreed), agreed.differences) == (["A", "B"], ())


def test_vectors_must_be_near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The same sentence about something else is told by what stands around it."""
    found = Found(tmp_path, RAN, RAN, SLOWER)
    monkeypatch.setattr("rag.asking.agreeing.agreement.ALIKE", 1.01)
    agreed = found.agree()
    assert (found.letters(agreed), agreed.differences) == (["A", "B", "C"], ())


@pytest.mark.parametrize(
    ("cosine", "letters"), [(0.7, ["AC", "B"]), (0.69, ["A", "B", "C"])]
)
def test_how_near_vectors_must_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cosine: float, letters: list[str]
):
    """What nobody marked says the same, or differs, from 0.7 on."""
    found = Found(tmp_path, RAN, SLOWER, RAN)
    alike = np.full((3, 3), cosine)
    monkeypatch.setattr("rag.asking.agreeing.agreement._cosines", lambda *_: alike)
    agreed = found.agree()
    assert found.letters(agreed) == letters
    assert bool(agreed.differences) is (cosine == 0.7)


@pytest.mark.parametrize(("top_k", "many"), [(1, 2), (3, 3), (9, 4)])
def test_parts_stand_apart(tmp_path: Path, top_k: int, many: int):
    """Though they say the same; so many are kept, and one for each part at least."""
    found = Found(tmp_path, RAN, RAN, SLOWER, OWLS)
    parts = (AnswerPart("a", "answered", 1, 0.9, 0.9),) * 2
    shown = Composed(tuple(found.hits), "answered", 1.0, 1.0, parts)
    agreed = agree_on(shown, found.hits, found.generation, QUESTION, top_k)
    assert agreed == Agreed(tuple(found.hits[:many]))


def test_what_states_an_article_is_compared_with_nothing(tmp_path: Path):
    """A line of its date isn't indexed, and is its own."""
    found = Found(tmp_path, RAN, RAN, SLOWER)
    found.hits[2] = replace(found.hits[2], row=None)
    assert found.agree(top_k=2) == Agreed(tuple(found.hits[:2]))


def test_answers_in_other_words_are_taken_together_and_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Where a reader is sure of them, however far from each other their vectors are."""
    monkeypatch.setattr("rag.asking.agreeing.agreement.ALIKE", 1.01)
    two = [
        f"{speed} km/h is what Velden trains reach near Jinan." for speed in (420, 450)
    ]
    found = Found(tmp_path, RAN, two[0], OWLS, two[1])
    assert found.letters(found.agree()) == ["A", "B", "C", "D"]
    for place, words in ((0, "450 km/h"), (1, "420 km/h"), (3, "450 km/h")):
        found.mark(place, words)
    agreed = found.agree()
    assert found.letters(agreed) == ["AD", "B", "C"]
    assert said(agreed) == [((1, 2), ("450 km/h", "420 km/h"))]


def test_what_is_shown_is_cited_once(tmp_path: Path):
    """The first is of the parts and wasn't found by the whole; the second was."""
    found = Found(tmp_path, RAN, OWLS, "Ships carry tea to Lima.")
    shown = Composed(tuple(found.hits[:2]), "answered", 1.0, 1.0)
    agreed = agree_on(shown, found.hits[1:], found.generation, QUESTION, 5)
    assert found.letters(agreed) == ["A", "B"]


def test_what_differs_comes_beside_though_it_is_no_quote(tmp_path: Path):
    """It is among what was found, and differs from what is shown."""
    found = Found(tmp_path, RAN, OWLS, SLOWER)
    agreed = found.agree(shows=1)
    assert found.letters(agreed) == ["A", "C"]
    assert said(agreed) == [((1, 2), ("450 km/h", "420 km/h"))]


def test_what_is_asked_by_its_name_is_in_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Or around them; what else is asked, the reader has looked for."""
    monkeypatch.setattr("rag.asking.agreeing.agreement.ALIKE", 1.01)
    found = Found(tmp_path, RAN, "Then the Velden reached 420 km/h in its latest run.")
    found.mark(0, "450 km/h")
    found.mark(1, "420 km/h")
    differs = [((1, 2), ("450 km/h", "420 km/h"))]
    assert said(found.agree("How fast is the Velden?")) == differs
    assert said(found.agree("How fast was the Velden train near Wuhan?")) == []


@pytest.mark.parametrize("marked", [0, 1])
def test_one_marked_answer_is_compared_with_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marked: int
):
    """What the other says to the question isn't known."""
    monkeypatch.setattr("rag.asking.agreeing.agreement.ALIKE", 0.0)
    found = Found(
        tmp_path, RAN, "In its latest run the Velden reached 420 km/h near Jinan."
    )
    found.mark(marked, ("450 km/h", "420 km/h")[marked])
    assert said(found.agree()) == []


def test_a_number_beside_the_point_differs_in_nothing(tmp_path: Path):
    """Where a reader marked the place, the speed isn't what was asked for."""
    found = Found(tmp_path, RAN, SLOWER)
    for place in ("Jinan", "Velden train"):
        found.mark(0, place)
        assert said(found.agree()) == []
    found.mark(0, "450 km/h in a test")
    assert said(found.agree()) == [((1, 2), ("450 km/h in a test", "420 km/h"))]
    found.mark(0, "train ran at 450 km/h in a test")
    assert said(found.agree()) == [((1, 2), ("450 km/h", "420 km/h"))]


def test_difference_is_claimed_only_of_answers(tmp_path: Path):
    """Where nothing answers, the nearest passages are shown without a word more."""
    assistant = Assistant(opened(tmp_path, (RAN, SLOWER)), WordEncoder(dimension=4096))
    answered = assistant.ask(RAN)
    assert answered.status == "answered"
    assert [each.numbers for each in answered.differences] == [(1, 2)]
    other = assistant.ask("Who repairs old clocks in Velden?")
    assert other.status != "answered"
    assert other.differences == ()


def test_difference_is_said_in_a_sentence():
    """Words, article and number of each."""
    each = [("450 km/h", "A", 1), ("420 km/h", "B", 2), ("9 km/h", "C", 3)]
    assert say_difference(each) == (
        "These differ: 450 km/h in “A” [1], 420 km/h in “B” [2], 9 km/h in “C” [3]."
    )
