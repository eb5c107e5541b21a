"""From a question to hits and their confidence, with an encoder that counts words."""

from collections.abc import Sequence
from dataclasses import replace
from math import log
from pathlib import Path

import pytest

from rag.asking.confidence import THRESHOLD, Features
from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.query import Query
from rag.asking.ranking.reranking import (
    CrossEncoderReranker,
    LateInteractionReranker,
    Read,
    Reranked,
)
from rag.asking.retrieval import Retriever
from rag.asking.retrieved import Retrieved, joined
from rag.errors import ArticleNotFoundError
from rag.library.library import Library
from rag.types import Hit, Span
from tests.asking.making import indexed
from tests.fakes import ByLength, WordEncoder

ARTICLES = {
    "animals.md": """# Animals

## Owls

Owls fly without a sound at night. Their feathers have soft edges.

## Whales

Whales sing long songs in the deep sea. A song lasts half an hour.
""",
    "tides.md": """# Tides

The Moon pulls on the ocean. The sea rises twice a day in most places.
""",
    "bruecken.md": """# Brücken

Die Bauarbeiter errichteten die alten Brücken der Stadt aus rotem Sandstein. Im
Winter wurden die Bögen mit Holz gestützt, damit sie nicht einstürzten.
""",
    "tea.md": """# 茶园

茶农在春天采摘嫩叶。山上的雾气让茶叶更加清香。

工人把新鲜的叶子放在竹筛上晾干。
""",
}


@pytest.fixture(scope="module")
def encoder() -> WordEncoder:
    """Give an encoder whose places are so many that no two words share one."""
    return WordEncoder(dimension=4096)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, encoder: WordEncoder) -> Library:
    """Index the articles once."""
    return indexed(tmp_path_factory.mktemp("library"), encoder, ARTICLES)


@pytest.fixture(scope="module")
def retriever(library: Library, encoder: WordEncoder) -> Retriever:
    """Give a retriever for them."""
    return Retriever(library.open(encoder.identity), encoder)


def id_of(library: Library, name: str) -> str:
    """Look up an article's id by the name of its file."""
    return next(item.id for item in library.articles() if item.name == name)


def quote(hit: Hit) -> str:
    """Give the sentence of a hit."""
    return hit.passage.quote(hit.sentence)


def is_answered(found: Retrieved) -> bool:
    """Tell whether the first hit counts as an answer."""
    return found.confidence >= THRESHOLD


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What do whales sing in the deep sea?", "Whales sing long songs"),
        ("How long does a song of whales last?", "A song lasts half an hour."),
        ("Do owls have feathers with soft edges?", "Their feathers have soft edges."),
        ("What pulls on the ocean?", "The Moon pulls on the ocean."),
    ],
)
def test_the_sentence_with_the_words_answers(
    retriever: Retriever, question: str, expected: str
) -> None:
    """It is the first hit's sentence, and the question counts as answered."""
    found = retriever.search(question, 5)
    assert quote(found.hits[0]).startswith(expected)
    assert is_answered(found)


@pytest.mark.parametrize(
    "question",
    [
        "How do volcanoes erupt?",
        "Which painter invented cubism?",
        "Why was Rome divided?",
        "Welcher Komponist schrieb neun Sinfonien?",
        "电脑怎样计算？",
    ],
)
def test_other_subjects_are_not_answered(retriever: Retriever, question: str) -> None:
    """The nearest passages are shown all the same, as no answer."""
    found = retriever.search(question, 5)
    assert found.hits
    assert not is_answered(found)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Woraus wurden die alten Brücken errichtet?", "Die Bauarbeiter errichteten"),
        ("Womit stützten sie im Winter den Bogen?", "Im\nWinter wurden die Bögen"),
        ("wie hielten die bruecken im winter den bögen stand", "Im\nWinter wurden"),
    ],
)
def test_a_german_article_is_found_by_its_words(
    retriever: Retriever, question: str, expected: str
) -> None:
    """Whatever their endings, and beside articles in other languages."""
    first = retriever.search(question, 5).hits[0]
    assert quote(first).startswith(expected)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("茶农什么时候采摘嫩叶？", "茶农在春天采摘嫩叶。"),
        ("什么让茶叶更加清香？", "山上的雾气让茶叶更加清香。"),
        ("叶子放在哪里晾干？", "工人把新鲜的叶子放在竹筛上晾干。"),
    ],
)
def test_a_chinese_article_is_found_by_its_words(
    retriever: Retriever, question: str, expected: str
) -> None:
    """Words without spaces between them are found by their characters."""
    found = retriever.search(question, 5)
    assert quote(found.hits[0]) == expected
    assert is_answered(found)


def test_missing_words_are_named_as_they_were_spelled(retriever: Retriever) -> None:
    """No article knows them; stop words and known words aren't among them."""
    found = retriever.search("Do OWLS of Zürich eat Pizzas at night?", 5)
    assert found.missing_terms == ("Zürich", "eat", "Pizzas")


def test_no_word_is_missing_where_all_are_known(retriever: Retriever) -> None:
    """Endings don't matter: the articles have "fly" and "night"."""
    assert retriever.search("owls flying in the nights", 5).missing_terms == ()


def test_each_hit_tells_what_it_has_and_lacks(retriever: Retriever) -> None:
    """The passage on owls has two of the words, the one on whales the other."""
    hits = retriever.search("feathers of owls and songs", 5).hits
    by_section = {hit.passage.section: hit for hit in hits}
    owls, whales = by_section["Owls"], by_section["Whales"]
    assert owls.matched_terms == ("feathers", "owls")
    assert owls.missing_terms == ("songs",)
    assert whales.matched_terms == ("songs",)
    assert whales.missing_terms == ("feathers", "owls")


def test_a_word_of_the_title_or_heading_is_matched(retriever: Retriever) -> None:
    """Passages are read with them."""
    first = retriever.search("Which animals have soft feathers?", 5).hits[0]
    assert "animals" in first.matched_terms


def test_one_article_can_be_searched(retriever: Retriever, library: Library) -> None:
    """The sea is in two articles; in scope every hit is from the one."""
    tides = id_of(library, "tides.md")
    everywhere = retriever.search("the deep sea", 5).hits
    assert everywhere[0].passage.section == "Whales"
    scoped = retriever.search("the deep sea", 5, articles=[tides]).hits
    assert [hit.passage.article_id for hit in scoped] == [tides]


def test_some_articles_can_be_searched(retriever: Retriever, library: Library) -> None:
    """Those that don't lie beside each other, too: hits of both, and of no other."""
    every = [stored.id for stored in library.articles()]
    chosen = [every[0], every[2]]
    found = {hit.passage.article_id for hit in retriever.search("the", 20).hits}
    assert found == set(every)
    hits = retriever.search("the", 20, articles=chosen).hits
    assert {hit.passage.article_id for hit in hits} == set(chosen)
    assert all(hit.ranks for hit in hits)


def test_what_is_missing_is_missing_in_all_that_is_asked(
    retriever: Retriever, library: Library
) -> None:
    """A word that another article has is lacking there."""
    tides = id_of(library, "tides.md")
    found = retriever.search("songs of the Moon", 5, articles=[tides])
    assert found.missing_terms == ("songs",)
    assert retriever.search("songs of the Moon", 5).missing_terms == ()


def test_an_unknown_article_cannot_be_searched(retriever: Retriever) -> None:
    """The message has its id."""
    with pytest.raises(ArticleNotFoundError, match="nobody"):
        retriever.search("owls", 5, articles=["nobody"])


def test_hits_come_best_first_and_no_more_than_asked(retriever: Retriever) -> None:
    """Scores fall, and the first two of many are the first two of two."""
    many = retriever.search("Do owls sing at night?", 20).hits
    scores = [hit.score for hit in many]
    assert scores == sorted(scores, reverse=True)
    assert len(many) > 2
    assert retriever.search("Do owls sing at night?", 2).hits == many[:2]


def test_confidence_does_not_depend_on_how_many_are_asked_for(
    retriever: Retriever,
) -> None:
    """It is of the best passage alone."""
    one, many = (retriever.search("Do owls fly?", top_k) for top_k in (1, 20))
    assert (one.confidence, one.features) == (many.confidence, many.features)


def test_features_are_those_of_the_best_passage(
    library: Library, encoder: WordEncoder, retriever: Retriever
) -> None:
    """A question that repeats a sentence finds all its words in it."""
    features = retriever.search("The Moon pulls on the ocean.", 5).features
    assert features is not None
    assert features.sentence_maxsim == pytest.approx(1, abs=1e-3)
    assert features.word_share == pytest.approx(1)
    # The sentence's own vector is nearer than the passage's.
    assert features.cosine == pytest.approx(1, abs=1e-3)
    assert features.log_searched == pytest.approx(
        log(library.open(encoder.identity).manifest.passages)
    )


def test_another_reranker_has_the_last_word(
    library: Library, encoder: WordEncoder
) -> None:
    """One that prefers long texts puts them first, whatever the question is."""
    reranker = CrossEncoderReranker(ByLength())
    retriever = Retriever(library.open(encoder.identity), encoder, reranker)
    hits = retriever.search("Do owls fly?", 20).hits
    lengths = [len(hit.passage.text) for hit in hits]
    assert lengths == sorted(lengths, reverse=True)
    assert hits[0].score == lengths[0]


def test_features_are_of_the_passage_that_is_first(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    """The next one says what was asked; the first shares no word with the question."""
    text = "# Animals\n\n## Owls\n\nOwls fly at night.\n\n## Sea\n\nWhales sing.\n"
    library = indexed(tmp_path, encoder, {"animals.md": text})
    retriever = Retriever(
        library.open(encoder.identity), encoder, CrossEncoderReranker(ByLength())
    )
    found = retriever.search("whales sing", 5)
    assert found.hits[0].passage.section == "Owls"
    # Of two it is a deviation behind in both lists of vectors, 0.35 each; the words
    # found one passage, so they have no say.
    behind = pytest.approx(-0.7 - (2 * log(2)) ** 0.5)
    assert found.features == Features(0.0, 0.0, 0.0, log(2), stands_out=behind)


def test_the_searched_passages_alone_are_counted(
    retriever: Retriever, library: Library
) -> None:
    """Of the six passages an article of two has two: chance has fewer tries there."""
    animals = id_of(library, "animals.md")
    everywhere = retriever.search("Do owls fly?", 5).features
    scoped = retriever.search("Do owls fly?", 5, articles=[animals]).features
    assert (everywhere.log_searched, scoped.log_searched) == (log(6), log(2))


def test_words_spread_over_sentences_answer_less_than_in_one(
    retriever: Retriever,
) -> None:
    """The passage has both words, its best sentence one: 0.5 of what is asked."""
    features = retriever.search("feathers fly", 5).features
    assert features.sentence_maxsim == pytest.approx(0.5, abs=1e-3)
    assert features.word_share == pytest.approx(1)


def test_each_word_is_named_once(retriever: Retriever) -> None:
    """However often it is asked for, in hits and in what no article has."""
    found = retriever.search("owls owls pizza pizza 嫩叶", 5)
    best = next(hit for hit in found.hits if hit.passage.section == "Owls")
    assert best.matched_terms == ("owls",)
    assert best.missing_terms == ("pizza", "嫩叶")
    assert found.missing_terms == ("pizza",)


class MarksFourth(LateInteractionReranker):
    """Marks the fourth to sixth character of each passage, and is sure to read."""

    def __init__(self, *, is_sure: bool = True) -> None:
        self._is_sure = is_sure

    def judge(self, query: Query, candidates: Sequence[Candidate]) -> list[Reranked]:
        """Judge by late interaction, and read."""
        read = Read(answers=2.5, words=Span(3, 6), is_sure=self._is_sure)
        return [replace(one, read=read) for one in super().judge(query, candidates)]


def test_what_a_reader_says_comes_along(library: Library, encoder: WordEncoder):
    """The words by their place in the article, and what it thinks of the first."""
    generation = library.open(encoder.identity)
    found = Retriever(generation, encoder, MarksFourth()).search("whales sing", 5)
    assert found.features.answers == 2.5
    for hit in found.hits:
        assert hit.words == Span(hit.passage.start + 3, hit.passage.start + 6)
    assert found.hits[0].passage.start > 0


def test_words_that_are_not_sure_are_not_marked(library: Library, encoder: WordEncoder):
    """What it says of the passage counts all the same."""
    generation = library.open(encoder.identity)
    doubtful = Retriever(generation, encoder, MarksFourth(is_sure=False))
    found = doubtful.search("whales sing", 5)
    assert found.features.answers == 2.5
    assert {hit.words for hit in found.hits} == {None}


def test_without_a_reader_nothing_is_marked(retriever: Retriever):
    """By comparison alone it isn't known which words answer."""
    found = retriever.search("whales sing", 5)
    assert found.features.answers is None
    assert {hit.words for hit in found.hits} == {None}


def found_with(retriever: Retriever, related: float, threshold: float) -> Retrieved:
    """Make what a way finds at a probability, with a threshold of its own."""
    found = retriever.search("Who paints the lighthouse?", 2)
    hits = tuple(replace(hit, probability=related) for hit in found.hits)
    return replace(found, hits=hits, related=related, own_threshold=threshold)


@pytest.mark.parametrize(
    ("own", "other", "leads"),
    [(0.6, 0.9, 0), (0.55, 0.9, 0), (0.4, 0.9, 1), (0.4, 0.45, 1), (0.4, 0.3, 0)],
)
def test_the_language_of_the_question_leads_where_it_says_anything(
    retriever: Retriever, own: float, other: float, leads: int
) -> None:
    """Answered (from .58 on) or near (from .5 on) it does; else whoever is surer."""
    ways = [found_with(retriever, own, 0.58), found_with(retriever, other, 0.58)]
    best = joined(ways, 2)
    assert best.related == (own, other)[leads]
    assert [hit.passage for hit in best.hits][:1] == [ways[leads].hits[0].passage]
    assert len(best.hits) == 2
