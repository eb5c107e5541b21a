"""Questions for several things, in ten languages."""

import pytest

from rag.asking.lists.items import is_numbered
from rag.asking.wording.several_asked import asks_for_several


@pytest.mark.parametrize(
    "question",
    [
        "Welche Unterlagen brauche ich?",
        "Welche Gründe gibt es?",
        "Welche alten Länder sind es?",
        "In welchen Ämtern gibt es das?",
        "Was muss ich alles mitbringen?",
        "Was brauche ich dafür?",
        "Wo kann man essen?",
        "Wie geht das Schritt für Schritt?",
        "Welke boten varen?",
        "Quels papiers faut-il ?",
        "Que faut-il apporter ?",
        "Où peut-on manger ?",
        "Quali barche partono?",
        "Cosa devo portare?",
        "Come si fa, passo per passo?",
        "¿Qué multas hay?",
        "¿Cuáles son las multas?",
        "¿Qué necesito?",
        "¿Cómo se hace, paso a paso?",
        "Quais barcos partem?",
        "Que barcos partem?",
        "O que preciso levar?",
        "Какие лодки отходят?",
        "Что нужно взять?",
        "Где можно поесть?",
        "Jakie są łodzie?",
        "Em que projetos se gastou?",
        "ما هي القوارب؟",
        "有哪些船？",
        "需要带什么？",
        "哪里可以吃饭？",
        "操作步骤是什么？",
        "何がありますか。",
        "何が必要ですか。",
        "どんな船がありますか。",
    ],
)
def test_several_things_are_asked_for(question: str) -> None:
    """By the number of the word that asks, or of its noun, or by what one needs."""
    assert asks_for_several(question)


@pytest.mark.parametrize(
    "question",
    [
        "Welche Nummer hat es?",
        "Welche Farbe hat es?",
        "Welches Boot fährt?",
        "Welcher Fahrer kam?",
        "Welchen Wagen nahm er?",
        "Was kostet es?",
        "Welke boot vaart?",
        "Welke haven is het?",
        "Quel bateau part ?",
        "Qui part ?",
        "Est-ce que vous partez ?",
        "Que penses-tu ?",
        "Quale barca parte?",
        "¿Qué es?",
        "¿Por qué barcos?",
        "¿Es verdad que los barcos salen?",
        "¿A qué las vende?",
        "¿Qué mes?",
        "¿Cuál es?",
        "Qual barco parte?",
        "Que mês?",
        "Какая лодка?",
        "Каким поездом?",
        "Jaka łódź?",
        "Jakie miasto?",
        "是哪一艘船？",
        "船は何時に出ますか。",
    ],
)
def test_one_thing_is_asked_for(question: str) -> None:
    """What ends as several do may be one."""
    assert not asks_for_several(question)


@pytest.mark.parametrize(
    ("item", "counts"),
    [("1、桨", True), ("２．桨", True), ("（3）桨", True), ("・櫂", False)],
)
def test_steps_are_counted_in_chinese_and_japanese(item: str, counts: bool) -> None:
    """With the signs that part a number there."""
    assert is_numbered(item) is counts
