"""Hits of questions that several sentences answer."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import rag.asking.hits
from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.marking import Form, form_of
from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import LateInteractionReranker, Read, Reranked
from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved
from rag.library.generation.generation import Generation
from rag.models.second import EncoderPair
from rag.types import Hit, Passage, Sentence, Span
from tests.asking.making import indexed
from tests.fakes import TranslatingEncoder, WordEncoder

BIRDS = "\n\n".join(
    f"## {name}\n\n{name} are birds of the night. {name} eat soft mice."
    for name in ("Owls", "Nightjars", "Oilbirds", "Potoos")
)
SEA = "Das Meer steigt zweimal am Tag, und der Mond ist daran schuld."
WHICH = "Which birds of the night are there?"


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Index four passages of two sentences each, and one in German."""
    both = EncoderPair(WordEncoder(), TranslatingEncoder({}))
    files = {"birds.md": f"# Birds\n\n{BIRDS}", "meer.txt": SEA}
    library = indexed(tmp_path_factory.mktemp("birds"), both, files)
    return library.open(WordEncoder().identity)


class ReadsAll(LateInteractionReranker):
    """Adds 0.5 to each sentence of what it reads, the first two passages."""

    def judge(self, query: Query, candidates: Sequence[Candidate]) -> list[Reranked]:
        """Judge by comparison, best first already, then read."""
        judged = super().judge(query, candidates)
        best = sorted(range(len(judged)), key=lambda place: -judged[place].score)
        for place in best[:2]:
            one, read = judged[place], Read(1.0, Span(0, 1))
            judged[place] = replace(one, sentences=one.sentences + 0.5, read=read)
        return judged


def test_chosen_sentences_are_quoted_and_marked(
    generation: Generation, monkeypatch: pytest.MonkeyPatch
):
    """Each passage quotes its most probable one, and is shown only if it has one."""
    chosen = [[0], [1, 0], []]
    monkeypatch.setattr(rag.asking.hits, "choose", lambda evidence, lead: chosen[:])
    retriever = Retriever(generation, WordEncoder(), ReadsAll())
    first, second, third, *rest = retriever.search(WHICH, 4).hits
    assert [hit.is_chosen for hit in (first, second, third)] == [True, True, False]
    # Behind those that are looked at nothing is chosen.
    assert [hit.is_chosen for hit in rest] == [False]
    assert (first.sentence, first.marks) == (first.passage.sentences[0], ())
    one, other = second.passage.sentences
    assert (second.sentence, second.marks) == (other, (one,))
    # The words that were read are in the other sentence.
    assert first.words is not None
    assert second.words is None
    assert third.marks == ()


class ReadsOn(LateInteractionReranker):
    """Likes the first sentence, and finds the words in the second: it quotes both."""

    def judge(self, query: Query, candidates: Sequence[Candidate]) -> list[Reranked]:
        """Judge by comparison, then read every passage."""
        judged = []
        for one, candidate in zip(
            super().judge(query, candidates), candidates, strict=True
        ):
            passage = candidate.passage
            start = passage.sentences[-1].start - passage.start
            liked = np.array([1.0, 0.0], np.float32)[: len(passage.sentences)]
            read = Read(1.0, Span(start, start + 1), len(liked) - 1)
            judged.append(replace(one, sentences=liked, read=read))
        return judged


def test_words_are_kept_with_the_sentence_that_has_them(
    generation: Generation, monkeypatch: pytest.MonkeyPatch
):
    """Of two that were quoted together one may be chosen: either, or both apart."""
    monkeypatch.setattr(rag.asking.hits, "choose", lambda e, lead: [[1], [0, 1], []])
    retriever = Retriever(generation, WordEncoder(), ReadsOn())
    first, second, third, *_ = retriever.search(WHICH, 4).hits
    assert first.words is not None
    assert first.words.start == first.sentence.start
    assert second.words is None
    # Nothing of it was chosen: it stays as it was read.
    assert third.words is not None
    assert (third.sentence.start, third.sentence.end) == (
        third.passage.sentences[0].start,
        third.passage.sentences[1].end,
    )


@pytest.mark.parametrize(
    ("chosen", "quotes", "marks", "told"),
    [
        ([0, 2, 1], "It has two uses. It heats.", ["It lights."], [1]),
        ([0, 2], "It has two uses.", ["It lights."], [0]),
        ([1, 2], "It heats.", ["It lights."], [1]),
    ],
)
def test_what_announces_is_quoted_with_the_first_that_it_announces(
    chosen: list[int], quotes: str, marks: list[str], told: list[int], monkeypatch
):
    """If that is chosen; what only stands behind another sentence is marked alone.

    What announces has no words of the answer.
    """
    text = "It has two uses. It heats. It lights."
    places = [(0, 16), (17, 26), (27, 37)]
    sentences = tuple(Sentence(start, end, 1) for start, end in places)
    found = Passage("a", 0, 37, text, "", None, sentences)
    monkeypatch.setattr(rag.asking.hits, "choose", lambda e, lead: [chosen])
    hit = Hit(found, sentences[chosen[0]], 1.0)
    for number, (start, _) in enumerate(places):
        read = replace(hit, words=Span(start, start + 2))
        (marked,) = rag.asking.hits._marked([read], [np.zeros((3, 8))], 0, "list")
        assert found.quote(marked.sentence) == quotes
        assert [found.quote(mark) for mark in marked.marks] == marks
        assert (marked.words is not None) == (number in told)


@pytest.mark.parametrize(
    ("form", "chosen", "quote", "marks"),
    [
        ("reason", [2], "The lock rusted. It was thus shut.", []),
        ("reason", [2, 0, 1], "The lock rusted. It was thus shut.", ["It rained."]),
        ("list", [2], "It was thus shut.", []),
        ("reason", [1], "The lock rusted.", []),
        ("reason", [3], "So it stayed.", []),
        ("reason", [0], "It rained.", []),
    ],
)
def test_a_reason_that_stands_before_what_follows_from_it_is_quoted_with_that(
    form: Form, chosen: list[int], quote: str, marks: list[str], monkeypatch
):
    """In its paragraph, where a reason is asked for."""
    text = "It rained. The lock rusted. It was thus shut. So it stayed."
    places = [(0, 10, 1), (11, 27, 1), (28, 45, 1), (46, 59, 2)]
    sentences = tuple(Sentence(*each) for each in places)
    found = Passage("a", 0, 59, text, "", None, sentences)
    monkeypatch.setattr(rag.asking.hits, "choose", lambda e, lead: [chosen])
    own = sentences[chosen[0]]
    hit = Hit(found, own, 1.0, words=Span(own.start, own.end))
    (marked,) = rag.asking.hits._marked([hit], [np.zeros((4, 8))], 0, form)
    assert found.quote(marked.sentence) == quote
    assert (marked.words is None) == ("rusted. It" in quote)
    assert [found.quote(mark) for mark in marked.marks] == marks


def test_the_evidence_is_of_three_passages(generation: Generation):
    """With what reading added, where a passage was read."""
    found = Retriever(generation, WordEncoder(), ReadsAll()).search(WHICH, 4)
    assert len(found.evidence) == 3
    gains = [rows[:, 3].tolist() for rows in found.evidence]
    assert gains == [pytest.approx([0.5, 0.5]), pytest.approx([0.5, 0.5]), [0, 0]]
    assert [rows[0, 4] for rows in found.evidence] == [0, 0, 1]
    leads = [rows[:, 0].sum() for rows in found.evidence]
    assert leads == [1, 0, 0]
    # It is the sentence that is quoted first.
    best = found.hits[0].passage.sentences.index(found.hits[0].sentence)
    assert found.evidence[0][best, 0] == 1


def test_a_fact_is_in_one_sentence(generation: Generation):
    """Nothing is chosen beside it, and no evidence gathered."""
    found = Retriever(generation, WordEncoder()).search("Who eats soft mice?", 4)
    assert found.evidence == ()
    assert {hit.is_chosen for hit in found.hits} == {None}
    assert not any(hit.marks for hit in found.hits)


def read_all(folder: Path, text: str, question: str) -> Retrieved:
    """Ask an article of which the first two passages are read."""
    opened = indexed(folder, WordEncoder(), {"a.md": text}).open(WordEncoder().identity)
    return Retriever(opened, WordEncoder(), ReadsAll()).search(question, 4)


@pytest.mark.parametrize(
    ("question", "items", "is_several"),
    [
        ("What may an owl eat?", "- mice\n- frogs", True),
        ("What may an owl eat?", "- mice", False),
        ("What may an owl eat?", "Mice are.\n\nFrogs are.", False),
        ("How many may an owl eat?", "- mice\n- frogs", False),
    ],
)
def test_a_list_that_the_best_sentence_announces_is_marked(
    question: str, items: str, is_several: bool, tmp_path
):
    """Though the question's form asks for one thing; a number is in one sentence."""
    found = read_all(tmp_path, f"# Birds\n\nAn owl may eat:\n\n{items}", question)
    assert form_of(question) == "fact"
    assert bool(found.evidence) == is_several


@pytest.mark.parametrize(
    ("question", "is_several"),
    [("What was fixed?", True), ("What was fixed for owls?", False)],
)
def test_a_list_whose_heading_is_asked_for_is_marked(
    question: str, is_several: bool, tmp_path
):
    """And for no more than that: else the best item answers alone."""
    article = "# News\n\n## 4.2\n\nNew.\n\n## Fixed\n\n- a leak\n- a crash"
    assert bool(read_all(tmp_path, article, question).evidence) == is_several


def test_the_second_model_marks_one_sentence(generation: Generation):
    """Its cosines are on another scale than those that the marks are fitted on."""
    retriever = Retriever(generation, WordEncoder(), None, TranslatingEncoder({}))
    hits = retriever.search(WHICH, 5).hits
    by_language = {generation.article(h.passage.article_id).language: h for h in hits}
    assert by_language["en"].is_chosen is not None
    assert by_language["de"].is_chosen is None
