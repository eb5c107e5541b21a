"""Reasons that are asked for and given, in eleven languages."""

import pytest

from rag.asking.wording.reasons_asked import asks_why, says_why


@pytest.mark.parametrize(
    "question",
    [
        "Why did the mill close?",
        "And why did it close?",
        "When it rained, why did it close?",
        "Warum schloss die Mühle?",
        "Und weshalb?",
        "Waarom sloot de molen?",
        "Pourquoi le moulin a-t-il fermé ?",
        "Perché il mulino ha chiuso?",
        "¿Por qué cerró el molino?",
        "Por que fechou o moinho?",
        "Porque fechou o moinho?",
        "E porquê?",
        "Mas porque fechou?",
        "Почему закрылась мельница?",
        "Dlaczego młyn zamknięto?",
        "لماذا أغلقت الطاحونة؟",
        "磨坊为什么关门？",
        "為何關門？",
        "なぜ閉まったのですか。",
        "閉まったのはどうしてですか。",
        "Aus welchem Grund schloss sie?",
        "Om welke reden sloot hij?",
        "Pour quelle raison a-t-il fermé ?",
        "Per quale motivo?",
        "¿A qué se debe?",
        "A que se deve?",
        "По какой причине?",
        "Z jakiego powodu?",
        "关门的原因是什么？",
        "什么原因？",
        "理由は何ですか。",
    ],
)
def test_a_reason_is_asked_for(question: str) -> None:
    """By the word that asks, wherever it stands in most languages."""
    assert asks_why(question)


@pytest.mark.parametrize(
    "question",
    [
        "When did the mill close?",
        "Who said why it closed?",
        "Wann schloss die Mühle?",
        "O moinho fechou porque chovia?",
        "Wer kam und warum?",
        "¿Quién vino y por qué?",
        "这座磨坊被称为什么？",
        "它被命名为何？",
        "改名为什么的磨坊？",
        "どうしていますか。",
    ],
)
def test_something_else_is_asked_for(question: str) -> None:
    """In Chinese the same signs ask what something is called."""
    assert not asks_why(question)


@pytest.mark.parametrize(
    "text",
    [
        "It closed because it rained.",
        "It closed, as it rained.",
        "Sie schloss, weil es regnete.",
        "Da es regnete, schloss sie.",
        "Aufgrund des Regens schloss sie.",
        "Der Hauptgrund war der Regen.",
        "Sie schloss, um Korn zu sparen.",
        "Es liegt am Regen.",
        "De molen sloot omdat het regende.",
        "Hij sloot om graan te sparen.",
        "Il a fermé parce qu'il pleuvait.",
        "Il a fermé pour réparer la roue.",
        "Comme il pleuvait, il a fermé.",
        "C'est dû à la pluie.",
        "Il a fermé, car la roue cassa.",
        "Ha chiuso perché pioveva.",
        "Ha chiuso per riparare la ruota.",
        "Cerró porque llovía.",
        "Cerró para reparar la rueda.",
        "Como llovía, cerró.",
        "Se debe a la lluvia.",
        "Fechou por causa da chuva.",
        "Deve-se à chuva.",
        "Она закрылась из-за дождя.",
        "Для ремонта её закрыли.",
        "Zamknięto go, ponieważ padało.",
        "أغلقت بسبب المطر.",
        "磨坊因下雨关门。",
        "下雨，故关门。",
        "雨が降ったため閉まった。",
        "雨だから。",
    ],
)
def test_a_text_gives_a_reason(text: str) -> None:
    """By the words that tell one."""
    assert says_why(text)


@pytest.mark.parametrize(
    "text",
    [
        "It closed in May.",
        "It closed, for example, in May.",
        "Sie schloss im Mai um 9 Uhr, zu früh.",
        "Der Untergrund war nass.",
        "Er las Adana.",
        "De molen sloot om 9 uur te laat.",
        "Il a fermé en mai pour toujours.",
        "Ha chiuso per sempre.",
        "Cerró en mayo para siempre.",
        "Debe cerrar en mayo.",
        "Она закрылась в мае.",
        "Młyn zamknięto w maju.",
        "أغلقت في مايو.",
        "磨坊五月关门，故事结束了。",
        "目的地是磨坊。",
        "五月から閉まっている。",
        "新聞によりますと閉まった。",
    ],
)
def test_a_text_gives_none(text: str) -> None:
    """When and where are no reason."""
    assert not says_why(text)
