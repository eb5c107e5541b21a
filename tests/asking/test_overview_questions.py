"""Which questions ask for an overview, by their form alone."""

import pytest

from rag.asking.wording.overview_questions import (
    OverviewQuestion,
    overview_question,
    overview_request,
)
from rag.settings import MAX_QUESTION_CHARS

OF_ALL = """
What is it about?
What's this about
what is the article about?
So what is this article all about?
What are these articles about?
Summarize
Summarise the article, please.
please summarize this text in three sentences
Can you summarize it for me?
Give me a short summary
A brief overview of the article, please
tl;dr
What are the main points?
What are the key takeaways of this article?
List the key ideas
What is the gist?
Sum it up
What does the article say?
Tell me about this article
What is the main idea of the text?
What is the topic of the article?
What is the review about?
What is the main argument of the author?
Summarize the commentary
Summarize this speech
Worum geht es?
Worum geht es in dem Artikel?
Fasse den Artikel kurz zusammen
Was sind die wichtigsten Punkte?
Gib mir einen Überblick
De quoi parle cet article ?
Résume l’article
Quels sont les points clés ?
¿De qué trata el artículo?
Resume el texto
¿Cuáles son los puntos principales?
Sobre o que é o artigo?
Resuma o texto
Quais são os pontos principais?
О чём эта статья?
О чем идёт речь в статье?
Кратко перескажи статью
Каковы основные мысли?
这篇文章讲了什么？
总结一下
主要内容是什么？
這篇文章主要講什麼？
何について書かれていますか？
この記事を要約してください
主なポイントは何ですか
عن ماذا يتحدث المقال؟
لخص المقال
ما هي النقاط الرئيسية؟
"""
OF_SOMETHING = {
    "What is the CR450 about?": "the cr450",
    "Summarize the part on trains": "the part on trains",
    "What are the main points of the first section?": "the first section",
    "Please summarise “High Tides”.": "high tides",
    "Give me an overview of the article High Tides": "the article high tides",
    "Worum geht es in „Ebbe und Flut“?": "ebbe und flut",
    "¿De qué trata el capítulo tres?": "el capítulo tres",
}
NOT_AT_ALL = """
What is a summary?
Who wrote it, and when?
What about it?
How about the trains?
What is embodied AI?
What does it say?
What does it say about robots?
Explain it
Tell me about the CR450
What are the key industries?
What is important about it now?
Why is it about speed?
Which main cities are named?
Give me the main reasons
When was the article written?
What is the title of the article?
Who is the author of this article?
Is it about China?
List the cities
What is China doing about pollution?
How many main points are there?
What did the report say about 6G?
What is the main language?
Wovon lebt die Stadt?
Was ist das wichtigste Produkt?
De quoi est fait le train ?
¿De qué color es el tren?
什么是具身智能？
文章是什么时候写的？
何年に書かれましたか
كم سرعة القطار؟
"""


@pytest.mark.parametrize("question", OF_ALL.strip().split("\n"))
def test_an_overview_of_all_is_asked_for(question: str):
    """Nothing is named, or no more than "the article"."""
    assert overview_question(question) == OverviewQuestion()


@pytest.mark.parametrize(
    ("question", "is_of_one"),
    [
        ("What is it about?", True),
        ("Summarize this article", True),
        ("Worum geht es in diesem Artikel?", True),
        ("Résume cet article", True),
        ("这篇文章讲什么？", True),
        ("Summarize", False),
        ("Summarize these articles", False),
        ("What are they about?", False),
        ("Summarize all of it", False),
        ("Summarize the library", False),
        ("这些文章讲什么？", False),
    ],
)
def test_one_article_is_told_from_several(question: str, is_of_one: bool):
    """By pronouns and plurals."""
    asked = overview_question(question)
    assert asked is not None
    assert (asked.named, asked.is_of_one) == (None, is_of_one)


@pytest.mark.parametrize(("question", "named"), OF_SOMETHING.items())
def test_what_is_named_is_told(question: str, named: str):
    """Whether that is an article's title is not for the form to say."""
    assert overview_question(question) == OverviewQuestion(named)


@pytest.mark.parametrize("question", NOT_AT_ALL.strip().split("\n"))
def test_other_questions_are_left_alone(question: str):
    """They ask for what a sentence says."""
    assert overview_question(question) is None


@pytest.mark.parametrize(
    ("named", "title", "expected"),
    [
        ("high tides", "High Tides", True),
        ("high tides", "The High Tides!", True),
        ("the high tides", "High Tides", True),
        ("the article high tides", "High Tides", True),
        ("the paper called high tides", "“High Tides”", True),
        ("tides", "High Tides", False),
        ("high tides", "Tides", False),
        ("it", "", False),
        (None, "High Tides", False),
    ],
)
def test_a_title_is_named_as_people_do(named: str | None, title: str, expected: bool):
    """By all its words, whatever stands around them."""
    assert OverviewQuestion(named).names(title) is expected


@pytest.mark.parametrize(
    ("named", "title", "expected"),
    [
        ("argo", "Argo: the ferry in figures", True),
        ("argo ferries", "Argo: the ferry in figures", True),
        ("argo sails", "Argo: the ferry in figures", False),
        ("the ferry", "Argo: the ferry in figures", True),
        ("the sails", "Argo: the ferry in figures", False),
        ("the", "The Argo", False),
        (None, "Argo", False),
    ],
)
def test_a_title_is_named_by_a_name_in_it(
    named: str | None, title: str, expected: bool
):
    """All that is named must be there, and more than an article with a plain word."""
    assert OverviewQuestion(named).is_part_of(title) is expected


@pytest.mark.parametrize(
    "title",
    [
        "Tides",
        "Why do tides turn?",
        "What we know about tides",
        "The Tides: A History, please",
        "“Tides” & <b>Floods</b>",
        "L’eau en hiver",
        "什么是潮汐？",
    ],
)
def test_the_request_of_a_title_names_it(title: str):
    """What the page asks for an article's overview is read as that."""
    asked = overview_question(overview_request(title) or "")
    assert asked is not None
    assert asked.names(title)


def test_a_request_is_no_longer_than_a_question_may_be():
    """A title that leaves no room has none."""
    room = MAX_QUESTION_CHARS - len("What is “” about?")
    assert len(overview_request("t" * room) or "") == MAX_QUESTION_CHARS
    assert overview_request("t" * (room + 1)) is None
