"""Which of a question's words are where, in an index of a few terms."""

from dataclasses import replace
from math import log

import numpy as np
import pytest

from rag.asking.ranking.candidates import Candidate
from rag.asking.ranking.late_interaction import Interaction
from rag.asking.ranking.query import prepare
from rag.asking.ranking.question_words import (
    QuestionWords,
    missing_words,
    word_share,
)
from rag.library.generation.lexical import UNSTATED, LexicalIndex
from rag.library.generation.manifest import LanguageEntry
from rag.text.terms import find_terms
from rag.types import Passage, Sentence
from tests.fakes import WordEncoder

TITLE = "Cats"
HINT = "Cats\nauthor: who wrote this article: Jo Doe"
WROTE = ["jo", "wrote", UNSTATED + "wrote", "who", UNSTATED + "who"]
"""A passage that names Jo: it is found by "who wrote", but doesn't say it."""


def words_of(
    question: str, *passages: list[str], codes: tuple[str, ...] = ("en",)
) -> QuestionWords:
    """Look a question's words up among the terms of some passages."""
    languages = [LanguageEntry(code, 1, 1.0) for code in codes]
    query = prepare(question, WordEncoder(), languages)
    return QuestionWords(query, LexicalIndex.build(passages))


def share(words: QuestionWords, row: int = 0) -> float:
    """Say what share of the question a passage has."""
    return words.shares([row], words.in_passages([row]))[0]


def test_each_passage_has_its_own_words():
    """A row for each passage in the order asked for, a column for each word."""
    words = words_of("owls sing", ["owl", "fly"], ["whale", "sing"], ["sea"])
    assert words.in_passages([1, 0]).tolist() == [[False, True], [True, False]]


def test_a_word_is_there_by_any_of_its_stems():
    """A German passage has "national" whole, an English one cut to "nation"."""
    words = words_of("national", ["nation"], ["national"], ["sea"], codes=("en", "de"))
    assert words.in_passages([0, 1, 2]).tolist() == [[True], [True], [False]]


def test_a_word_is_as_rare_as_its_commonest_stem():
    """In English "national" is in three of four passages, as a German word in none."""
    parks = [["nation", name] for name in ("owl", "whale", "lake")]
    words = words_of("national owls clocks", *parks, ["bruck"], codes=("en", "de"))
    # IDF of a word that 3, 1 or 0 of 4 passages have.
    common, rare, unknown = log(1 + 1.5 / 3.5), log(1 + 3.5 / 1.5), log(1 + 4.5 / 0.5)
    expected = (common + rare) / (common + rare + unknown)
    assert share(words) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who wrote it?", 1.0),  # the hint says who
        ("Who wrote of Jo?", 1.0),  # and Jo is named
        ("Who wrote of dragons?", 0.0),  # dragons alone are asked for
        ("Who is it?", 0.0),  # stop words ask for nothing that a hint could say
    ],
)
def test_words_of_a_hint_are_neither_there_nor_lacking(question: str, expected: float):
    """What a passage is only found by says nothing of the other words."""
    assert share(words_of(question, WROTE, ["sea"])) == expected


def test_each_passage_has_its_own_share():
    """Jo's has one of two words, as its hint says who; the others lack "wrote", too.

    One passage of three has "jo" and one has "owl"; none says "wrote".
    """
    words = words_of("Who wrote of Jo and owls?", WROTE, ["sea"], ["owl"])
    rows = [2, 1, 0]
    found = words.in_passages(rows)
    one, none = log(1 + 2.5 / 1.5), log(1 + 3.5 / 0.5)
    assert words.shares(rows, found) == pytest.approx(
        [one / (2 * one + none), 0.0, 0.5]
    )


def test_stop_words_weigh_nothing():
    """The passage has no "the", and all that is asked for."""
    assert share(words_of("the sea", ["sea"], ["the"])) == 1.0


def test_rare_words_make_most_of_the_share():
    """The found words weigh 3 and 0.5 of 5."""
    weights = np.array([3.0, 1.5, 0.5], dtype=np.float32)
    assert word_share(weights, np.array([True, False, True])) == pytest.approx(0.7)


def test_a_question_without_content_words_has_no_share():
    """Nothing looked for is nothing found."""
    assert word_share(np.zeros(0, np.float32), np.zeros(0, np.bool_)) == 0.0


def test_common_words_have_a_share_too():
    """Words of little weight, 0.2 and 0.2, are compared like any others."""
    weights = np.array([0.2, 0.2], dtype=np.float32)
    assert word_share(weights, np.array([True, False])) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("trust", "context", "missing"),
    [
        (1.0, TITLE, ()),
        (0.5, TITLE, ()),
        (0.49, TITLE, ("feline",)),
        (1.0, HINT, ("feline",)),
    ],
)
def test_other_words_match_by_meaning_where_it_is_trusted(
    trust: float, context: str, missing: tuple[str, ...]
):
    """From half trust on; and never in a passage whose hint may be what is alike."""
    query = prepare("feline boxes", WordEncoder(), [LanguageEntry("en", 1, 1.0)])
    words = QuestionWords(
        replace(query, trust=trust), LexicalIndex.build([["cat", "box"]])
    )
    passage = Passage("cats", 0, 9, "Cat boxes", context, None, (Sentence(0, 9, 1),))
    # [CLS] feline boxes [SEP]; "feline" is like "cat", "boxes" is like nothing.
    best = np.array([0.0, 0.8, 0.1, 0.0], dtype=np.float32)
    interaction = Interaction(0.0, np.zeros(1, np.float32), best)
    candidate = Candidate(0, passage, 0.0, (), interaction, np.zeros(1, np.float32))
    found = words.in_passages([0])[0]
    there, lacking = words.matched_and_missing(candidate, found)
    assert lacking == missing
    assert "boxes" in there


def test_whoever_passes_words_over_lacks_them_not() -> None:
    """Stop words are no lack; of two other words one is there, one passed over."""
    words = words_of("the owls sing", ["owl"])
    (found,) = words.in_passages([0])
    assert words.has_all(found, lambda term: term.text == "sing")
    assert not words.has_all(found, lambda term: False)


def test_what_no_article_has_is_named():
    """As the question spells it; a word that a passage is only found by is missing."""
    words = words_of("Who wrote of OWLS and Clocks?", WROTE, ["owl"])
    assert words.nowhere() == ("wrote", "Clocks")
    assert words.nowhere("On the clock") == ("wrote",)


def test_only_the_asked_articles_have_words():
    """What another one says is news of those that are asked."""
    words = words_of("Do owls eat mice?", ["owl"], ["mice"], ["eat", "owl"])
    assert words.nowhere() == ()
    assert words.nowhere("", [range(1)]) == ("eat", "mice")
    assert words.nowhere("", [range(1), range(2, 3)]) == ("mice",)


def test_missing_words_are_spelled_as_in_the_question():
    """Only content words are missing, each once, and never a stop word."""
    question = "Did Zürich's TUNNELS or tunnels flood the Bridge?"
    missing = missing_words(
        question, find_terms(question, "en"), {"bridg"}.__contains__
    )
    assert missing == ["Zürich", "TUNNELS", "tunnels", "flood"]


def test_a_word_known_by_any_of_its_stems_is_not_missing():
    """A German passage's stem will do for a word that was read as English."""
    question = "towers"
    terms = find_terms(question, "en", ["de"])
    assert missing_words(question, terms, {"tow"}.__contains__) == []


def test_missing_chinese_is_named_in_whole_words():
    """Characters known singly but in no known pair are missing, and stand together."""
    question = "火星大桥"
    known = {"火", "星", "大", "桥", "大桥"}
    missing = missing_words(question, find_terms(question, "zh"), known.__contains__)
    assert missing == ["火星"]


def test_characters_that_stand_alone_are_words():
    """Behind a stop word as at the beginning; of a pair each is only a part."""
    single = find_terms("为什么高", "zh")
    assert missing_words("为什么高", single, set().__contains__) == ["高"]
    pair = find_terms("火星", "zh")
    assert missing_words("火星", pair, {"火", "星"}.__contains__) == ["火星"]


def test_nothing_is_missing_of_a_question_without_words():
    """A mark of punctuation is no word."""
    assert missing_words("?", [], set().__contains__) == []


def lacks_name(
    question: str, language: str, passage: list[str], *, is_across: bool = False
) -> float:
    """Say what share of a question's names a passage lacks."""
    query = prepare(question, WordEncoder(), [LanguageEntry(language, 1, 1.0)])
    index = LexicalIndex.build([passage])
    words = QuestionWords(replace(query, is_across=is_across), index)
    return words.lacks_name(words.in_passages([0])[0])


@pytest.mark.parametrize(
    ("question", "language", "passage", "expected"),
    [
        ("¿Vio Ana la torre en 1889?", "es", ["ana"], 0.5),  # and not 1889
        ("¿Vio Ana la torre en 1889?", "es", ["ana", "1889"], 0.0),
        ("Torre de Pisa", "es", ["sea"], 1.0),  # any first word has a capital
        ("wo steht der Turm", "de", ["sea"], 0.0),
        ("Steht der Turm noch?", "de", ["sea"], 0.0),  # so has any German noun
        ("Когда вышел WiFi?", "ru", ["sea"], 1.0),
        ("パリの人口は？", "ja", ["sea"], 1.0),
        ("人口は？", "ja", ["sea"], 0.0),
    ],
)
def test_names_are_told_by_how_they_are_written(question, language, passage, expected):
    """Figures, other letters, katakana and capitals; what has none lacks none."""
    assert lacks_name(question, language, passage) == expected


def test_across_languages_a_capital_is_no_name_that_is_lacking():
    """A name has other letters in another language; a figure hasn't."""
    asked = "¿Vio Ana la torre en 1889?"
    assert lacks_name(asked, "es", ["1889"], is_across=True) == 0.0
    assert lacks_name(asked, "es", ["ana"], is_across=True) == 1.0


@pytest.mark.parametrize(
    ("question", "known", "missing"),
    [
        ("塔は何メートルですか", {"塔は", "ート"}, ["何メートル"]),
        ("バックライトは？", {"ライ", "イト", "ック"}, ["バックライト"]),
        ("塔の高さはどれくらい？", {"塔の"}, ["高"]),
        ("いつ？", set(), []),
    ],
)
def test_missing_words_of_japanese_are_whole(question, known, missing):
    """Katakana as far as it goes, and nothing that only joins words."""
    terms = find_terms(question, "ja")
    assert missing_words(question, terms, known.__contains__) == missing
