"""Texts to terms: what is found again, and where it stands."""

import pytest

from rag.text.terms import (
    content_terms,
    count_words,
    find_terms,
    index_terms,
    weighted_stems,
)


def test_terms_say_where_they_stand():
    """Each term's range cuts its own spelling out of the text."""
    text = "In Zürich, 1,500 naïve cafés — 東京タワー — and हिन्दी."
    for language in ("en", "ja"):
        terms = find_terms(text, language)
        assert [text[t.start : t.end] for t in terms] == [t.text for t in terms]


def test_stop_words_are_marked_and_kept():
    """A question of stop words alone still has terms to search for."""
    terms = find_terms("Who is he", "en")
    assert [(t.text, t.stop) for t in terms] == [
        ("Who", True),
        ("is", True),
        ("he", True),
    ]


def test_stop_words_are_known_without_their_accents():
    """Spanish typed without accents has the same stop words."""
    assert [t.stop for t in find_terms("cómo como", "es")] == [True, True]


def test_numbers_are_one_term_in_every_notation():
    """Separators of thousands go, decimal commas become points."""
    assert index_terms("1,500 1.500 1500", "en") == ["1500"] * 3
    assert index_terms("2,5 2.5", "de") == ["2.5"] * 2
    assert index_terms("1,234.5 1.234,5 1’234.5 1234.5", "de") == ["1234.5"] * 4
    assert index_terms("1,234,567.125 1.234.567,125", "en") == ["1234567.125"] * 2
    assert index_terms("1.234.5 1,234,5", "en") == ["1.234.5"] * 2
    assert index_terms("0.125 0,125", "en") == ["0.125"] * 2
    assert index_terms("0.125,5", "en") == ["0.125.5"]
    assert index_terms("in 2009.", "en") == ["in", "2009"]


def test_chinese_is_indexed_by_characters_and_pairs():
    """Three characters make three single terms and two pairs, in order."""
    assert index_terms("大桥高", "zh") == ["大", "大桥", "桥", "桥高", "高"]


def test_stop_words_divide_chinese():
    """No pair reaches over a stop word, so none is made of half of it."""
    terms = find_terms("为什么高", "zh")
    assert [(t.text, t.stop) for t in terms] == [("为什么", True), ("高", False)]


def test_characters_of_longer_words_are_partial():
    """One that stands alone, after a stop word or a number, is a word."""
    for text, whole in (
        ("大桥高", ["大桥", "桥高"]),
        ("高", ["高"]),
        ("为什么高", ["为什么", "高"]),
        ("2009年", ["2009", "年"]),
        ("为什么大桥", ["为什么", "大桥"]),
    ):
        assert [t.text for t in find_terms(text, "zh") if not t.partial] == whole


@pytest.mark.parametrize(("text", "language"), [("高是什么", "zh"), ("高いそれ", "ja")])
def test_a_stop_word_at_the_end_ends_with_the_text(text: str, language: str):
    """It is two signs long, however long others of its language are."""
    last = find_terms(text, language)[-1]
    assert (last.text, last.start, last.end) == (text[2:], 2, 4)


def test_words_of_content_are_neither_stop_words_nor_partial():
    """Of a pair of characters the pair is one, not the two by themselves."""
    assert [t.text for t in content_terms("为什么大桥", "zh")] == ["大桥"]
    assert [t.text for t in content_terms("Who rowed the boat", "en")] == [
        "rowed",
        "boat",
    ]


@pytest.mark.parametrize("sign", ["a", "7"])
def test_a_word_has_256_characters_at_most(sign: str):
    """Of 600 letters or figures in a row there are two such words and a rest of 88."""
    terms = find_terms(sign * 600, "en")
    assert [t.end - t.start for t in terms] == [256, 256, 88]
    assert len(find_terms(sign * 256, "en")) == 1


def test_words_and_numbers_inside_chinese_stand_alone():
    """A Latin word or a year between Chinese characters is a term by itself."""
    assert index_terms("2009年iPhone", "zh") == ["2009", "年", "iphone"]


def test_combining_marks_stay_inside_the_word():
    """A Hindi word with vowel signs is one term."""
    assert [t.text for t in find_terms("हिन्दी भाषा", "hi")] == ["हिन्दी", "भाषा"]


def test_arabic_is_found_with_and_without_vowel_signs():
    """The vocalised and the plain spelling of a word have one stem."""
    assert index_terms("كَتَبَ", "ar") == index_terms("كتب", "ar")


def test_a_question_has_the_stems_of_every_language_of_the_library():
    """Where the stemmers differ, both stems are looked for; where not, one."""
    (term,) = find_terms("towers", "en", ["de"])
    assert term.stems == ("tower", "tow")
    (name,) = find_terms("Berlin", "en", ["de", "ru"])
    assert name.stems == ("berlin",)


def test_stop_words_and_other_languages_weigh_less():
    """Weights: 1 for a content word, 0.4 for a stop word, half for a foreign stem."""
    terms = find_terms("the towers", "en", ["de"])
    assert weighted_stems(terms) == (
        ["the", "tower", "tow"],
        [0.4, 1.0, 0.5],
    )


def test_no_text_no_terms():
    """Blanks and punctuation have no terms."""
    assert find_terms(" —?! ", "en") == []


def test_words_are_counted_as_people_count_them():
    """By spaces, Chinese and Japanese sign by sign; a dash alone is no word."""
    texts = (
        "The well-known river - it rose.",
        "河水上涨了。",
        "用 Python 写",
        "나는 강을",
    )
    assert list(map(count_words, texts)) == [5, 5, 3, 2]
