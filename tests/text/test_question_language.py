"""The language of a question, in one of the articles' or another."""

import pytest

from rag.text.question_language import question_language, script_of


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie hoch ist der Turm?", "de"),
        ("¿Cuándo se construyó la torre?", "es"),
        ("cuando se construyo la torre", "es"),
        ("Quando a torre foi construída?", "pt"),
        ("Когда построили башню?", "ru"),
        ("متى بني البرج؟", "ar"),
        ("塔是什么时候建的？", "zh"),
        ("塔はいつ建てられましたか", "ja"),
        ("WiFi 6 的速度是多少？", "zh"),
        ("Internet2是什么", "zh"),
    ],
)
def test_another_language_than_the_articles_is_heard(question: str, language: str):
    """In a library of English articles; also where a Latin name is in the question."""
    assert question_language(question, ["en"]) == language


@pytest.mark.parametrize(
    "question",
    [
        "Who was Johann Sebastian Bach?",
        "Schadenfreude?",
        "what is the Museo del Prado",
        "La La Land",
        "Was Beethoven deaf?",
        "1989?",
        "Who founded 华为?",
        "Who founded 华为公司?",
    ],
)
def test_english_stays_english(question: str):
    """Foreign names and single words don't make a question foreign."""
    assert question_language(question, ["en"]) == "en"


def test_it_is_in_a_language_of_the_articles_where_it_can_be():
    """Each of two languages is heard, and a third one all the same."""
    both = ["en", "zh"]
    assert question_language("How high is the tower?", both) == "en"
    assert question_language("塔有多高？", both) == "zh"
    assert question_language("Какова высота башни?", both) == "ru"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Какова высота башни?", "ru"),
        ("متى بني البرج؟", "ar"),
        ("탑은 얼마나 높나요?", "ko"),
    ],
)
def test_a_script_of_the_articles_alone_is_theirs(question: str, language: str):
    """Where no other language that is heard is written so, nothing is compared."""
    assert question_language(question, [language]) == language


def test_a_script_that_no_listed_language_has_is_the_articles():
    """Of Greek letters nothing is known: the question is taken for the articles'."""
    assert question_language("Πότε χτίστηκε ο πύργος;", ["el"]) == "el"
    assert question_language("Ποιος είναι ο 李白;", ["el"]) == "el"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("WiFi是什么", "Han"),  # three signs beside four letters
        ("iPhone是什么", "Han"),  # and beside six
        ("Android是什么", "Latin"),
        ("是什么", "Han"),
        ("What?", "Latin"),
        ("1989?", None),
    ],
)
def test_a_sign_counts_as_two_letters(text: str, script: str | None):
    """It is a word, or most of one."""
    assert script_of(text) == script


def test_small_words_of_both_languages_leave_it_where_it_is():
    """A Dutch question to German articles has to have more Dutch small words."""
    assert question_language("Wanneer werd de toren gebouwd?", ["de"]) == "nl"
    assert question_language("Konrad Adenauer in Bonn", ["de"]) == "de"


def test_one_small_word_more_is_not_enough(monkeypatch: pytest.MonkeyPatch):
    """Spanish has three here, Portuguese two: what tells languages is asked."""
    asked: list[str] = []

    def rank(text: str) -> list[tuple[str, float]]:
        asked.append(text)
        return [("es", 0.0), ("pt", -9.0)]

    monkeypatch.setattr("py3langid.rank", rank)
    assert question_language("cuando se construyo la torre", ["en"]) == "es"
    assert asked == ["cuando se construyo la torre"]


def test_another_script_is_read_as_a_language_that_is_written_so():
    """What looks most like Arabic isn't, as nobody writes that in Latin letters."""
    latin = {"de", "en", "es", "fr", "it", "nl", "pl", "pt", "tr"}
    assert question_language("www", ["zh"]) in latin


@pytest.mark.parametrize(
    ("question", "among"),
    [
        ("How high is the tower?", "en"),
        ("Wie hoch ist der Turm?", "de"),
        ("¿Cuándo se construyó la torre y por qué?", "en"),
        ("Warum ist der Turm so hoch und wer hat ihn gebaut?", "en"),
        ("塔有多高？", "en"),
        ("塔はいつ建てられましたか", "en"),
        ("Какова высота башни?", "en"),
    ],
)
def test_what_tells_languages_is_loaded_only_where_it_is_needed(
    monkeypatch: pytest.MonkeyPatch, question: str, among: str
):
    """It takes 75 MB; script, kana and small words tell these."""
    asked: list[str] = []
    monkeypatch.setattr("py3langid.rank", asked.append)
    assert question_language(question, [among])
    assert asked == []
