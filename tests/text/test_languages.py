"""What depends on the language: telling it, stems, stop words, spellings."""

import pytest

from rag.text.languages import (
    choose_language,
    detect_language,
    fold,
    possible_languages,
    stem,
    stop_words,
    without_accents,
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The bridge was closed because the river had risen overnight.", "en"),
        ("Die Brücke wurde gesperrt, weil der Fluss über Nacht stieg.", "de"),
        ("Мост закрыли, потому что река ночью вышла из берегов.", "ru"),
        ("أُغلق الجسر لأن النهر ارتفع خلال الليل.", "ar"),
        ("因为河水一夜之间上涨，大桥被封闭了。", "zh"),
        ("川の水が一晩で増えたため、橋は閉鎖された。", "ja"),
    ],
)
def test_a_sentence_is_enough_to_tell_its_language(text, language):
    """One sentence in a script and vocabulary of its own is told from all others."""
    assert detect_language(text) == language


def test_a_script_of_its_own_tells_a_language_without_lists():
    """Of Georgian neither stems nor stop words are known; its letters are enough."""
    assert detect_language("ხიდი დაიკეტა, რადგან მდინარე ღამით ადიდდა.") == "ka"


def test_detection_answers_with_two_letter_codes():
    """Dialects that have no ISO 639-1 code aren't an answer, whatever the text."""
    for text in ("侬好，阿拉是上海人。", "doi:10.1000/182", "xqzt"):
        assert len(detect_language(text)) == 2


def test_a_question_is_in_one_of_the_languages_given():
    """Words that many languages share are settled by what the library holds."""
    assert choose_language("Restaurant in Berlin?", ("ru", "de")) == "de"
    assert choose_language("Restaurant in Berlin?", ("ru",)) == "ru"


@pytest.mark.parametrize("name", ["Heron", "vessel", "Turku"])
def test_a_name_is_in_the_first_language_that_it_may_be_in(name: str):
    """And in none of another script; what is plainly in one is in that."""
    assert possible_languages(name, ("en", "de", "ru")) == ["en", "de"]
    assert choose_language(name, ("ru", "de", "en")) == "de"
    assert choose_language(name, ("ru", "en", "de")) == "en"
    assert possible_languages("Sonntag um zehn", ("en", "de")) == ["de"]
    assert possible_languages("harbour opening hours", ("de", "en")) == ["en"]


def test_text_without_letters_takes_the_default():
    """Digits are in no language: English, or else the first that may be."""
    assert detect_language("1234 !") == "en"
    assert choose_language("1234 !", ("de", "fr")) == "de"
    assert choose_language("1234 !", ("fr", "de")) == "fr"


def test_middle_of_a_long_text_decides():
    """What is in another language before and behind it doesn't name the article."""
    around = "This article is also available in other languages. " * 1200
    body = "Die Brücke wurde gesperrt, weil der Fluss gestiegen war. " * 400
    assert detect_language(around + body + around) == "de"


@pytest.mark.parametrize("text", ["Kafka, Brod, Werfel", "Mario Rossi, Roma"])
def test_names_leave_the_language_open(text):
    """What could well be in another language is taken for English."""
    assert detect_language(text) == "en"


def test_inflections_share_a_stem():
    """Singular and plural meet, in several languages."""
    assert stem("towers", "en") == stem("tower", "en")
    assert stem("brücken", "de") == stem("brücke", "de")
    assert stem("тоннели", "ru") == stem("тоннель", "ru")


def test_stems_have_no_accents():
    """Someone who types without accents finds the word that has them."""
    assert stem("évêque", "fr") == stem("eveque", "fr")


def test_a_language_without_a_stemmer_keeps_the_word():
    """Ukrainian has no Snowball stemmer; nothing is cut off, nothing fails."""
    assert stem("мости", "uk") == "мости"


def test_stop_words_carry_no_content():
    """Question words are stop words; nouns aren't, common as they may be."""
    assert {"what", "who", "the"} <= stop_words("en")
    assert not {"computer", "research", "tower"} & stop_words("en")
    assert {"wer", "für", "fur"} <= stop_words("de")
    assert stop_words("xx") == frozenset()


def test_spellings_of_one_word_are_folded_together():
    """Case, width, ligatures, foreign digits and invisible signs make no difference."""
    assert fold("ＡＢＣ") == "abc"
    assert fold("Straße") == fold("STRASSE") == "strasse"
    assert fold("ofﬁce") == "office"
    assert fold("٢٠٢٤") == "2024"
    assert fold("co\u00adoperate") == "cooperate"


def test_marks_that_make_another_letter_stay():
    """Accents go, but kana voicing, which makes another sound, stays."""
    assert without_accents("Ångström") == "Angstrom"
    assert without_accents("がぎ") == "がぎ"


def test_a_list_of_names_is_in_no_language_that_hardly_anybody_writes():
    """Volapük and Aragonese, of which neither stems nor stop words are known."""
    rows = "Crop: Hops; 2018: 285\nCrop: Barley; 2018: 645\nCrop: Oats; 2018: 474\n"
    assert detect_language(rows * 9) == "en"
    riders = "Pos: 1; Rider: Olano\nPos: 2; Rider: Virenque\n"
    assert detect_language(riders * 9) == "en"
