"""The names in a question, by how its language writes them."""

import pytest

from rag.asking.wording.named import _SIMPLIFIED, _SOUNDS, find_names, simplified
from rag.types import Span


def names(question: str, language: str, *known: str) -> list[str]:
    """Give the names of a question, the words of each joined by a bar."""
    starts = [question.index(word) for word in known]
    places = [Span(at, at + len(each)) for at, each in zip(starts, known, strict=True)]
    return [
        "|".join(question[word.start : word.end] for word in name)
        for name in find_names(question, language, places)
    ]


@pytest.mark.parametrize(
    ("language", "question", "found"),
    [
        (
            "en",
            "Who saw Ann Lee's bridge in the City of the Moon?",
            "Ann|Lee City|Moon",
        ),
        ("en", "Which Member of Parliament met Ann?", "Ann"),
        ("es", "¿Qué puente hay en Quito, el de Álvaro Ñuñez?", "Quito Álvaro|Ñuñez"),
        ("fr", "Quel pont est le plus vieux de l'Équateur ?", "Équateur"),
        ("it", "Qual è il ponte dell’Umbria?", "Umbria"),
        ("tr", "Köprü Ankara'nın neresinde?", "Ankara"),
        ("pl", "Czyj most stoi w Łodzi?", "Łodzi"),
        ("pt", "Quem fez a ponte de Évora?", "Évora"),
        ("nl", "Wie bouwde de brug van Zwolle?", "Zwolle"),
        ("ru", "Чей мост стоит в Эль-Пасо у Facebook?", "Эль|Пасо Facebook"),
        ("ar", "أين يقع جسر Oslo القديم؟", "Oslo"),
        ("ar", "من بنى الجسر في كيتو؟", "كيتو"),
        ("ar", "من جاء من نيروبي إلى بيرغن؟", "نيروبي بيرغن"),
        ("ko", "Oslo의 다리는 어디에 있습니까?", "Oslo"),
        ("th", "สะพาน Oslo อยู่ที่ไหน", "Oslo"),
        ("ja", "キトとリマの橋、そしてOsloの橋は？", "キト リマ Oslo"),
        ("zh", "在基多和內羅畢，Facebook的桥有多大？", "基多 內羅畢 Facebook"),
        ("zh", "约瑟·马丁和錫安的桥？", "约瑟|马丁 錫安"),
        ("ja", "ジョン・レノンの橋は？", "ジョン|レノン"),
        ("sv", "Vem byggde bron i Lund?", ""),
    ],
)
def test_a_language_writes_names_in_its_way(
    language: str, question: str, found: str
) -> None:
    """By capitals inside, by script, or by characters for sounds alone."""
    assert names(question, language) == found.split()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Wer baute die Brücke in Quito?", "Quito"),
        ("In Quito steht welche Brücke?", "Quito"),
        ("Aus Peru kam wer?", "Peru"),
        ("Wer kam nach New Orleans?", "New|Orleans"),
        ("Was sagte Ada Moen von Lima?", "Ada|Moen Lima"),
        ("Wer baute die Brücke?", ""),
        ("Wer kam bei Ankunft des Zuges?", "Ankunft"),
        ("Wer litt in Gefangenschaft?", ""),
        ("Wer tat es nach Ansicht vieler?", ""),
        ("Wie viele Millionen Menschen leben dort?", ""),
        ("Wie lang ist es in Kilometern?", ""),
        ("Wie hieß damals Moens Brücke?", ""),
        ("Wer baute es in Quito-Brücken?", ""),
        ("Wer nahm die Ada Moen-Brücke?", ""),
    ],
)
def test_german_names_stand_behind_some_words_or_have_two(
    question: str, found: str
) -> None:
    """Each noun has a capital, and of two that are one word the last is a noun."""
    assert names(question, "de") == found.split()


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Is it of the UMC or DECnet?"),
        ("en", "What does the Daily Observer article say?"),
        ("es", "¿Se habla de la OTAN?"),
        ("es", "¿Quito?"),
        ("fr", "Est-ce sur Internet ou en Euros ?"),
        ("fr", "Que paie l'État ?"),
        ("nl", "Waar is het in Nederland?"),
        ("ru", "Где это в России?"),
        ("ja", "スマホのメリットとアメリカは？"),
        ("zh", "在馆里的内部有多大？"),
        ("ar", "من بنى الجسر في المدينة ومن ماذا، وفي مدينة عن أهلها؟"),
        ("zh", "它长达多少米，有多大？多古老？在马路西侧？"),
        ("zh", "宪法基于什么，特别考虑什么？"),
        ("ja", "何がト国でか"),
    ],
)
def test_what_is_written_otherwise_is_no_name(language: str, question: str) -> None:
    """Short forms, signs, and Chinese words of such characters."""
    assert names(question, language) == []


@pytest.mark.parametrize(
    ("language", "question", "known", "found"),
    [
        ("ja", "東京とロンドンの橋は？", ("東京",), "ロンドン 東京"),
        ("ja", "東京とロンドンの橋は？", ("ロンドン", "橋"), "ロンドン ロンドン"),
        ("ja", "日本のロンドンドンは？", ("日本", "ロンドン"), "ロンドンドン"),
        ("ja", "オリンピックは？", ("オリンピック",), ""),
        ("zh", "上海的桥？", ("上海",), "上海"),
        ("th", "สะพานของ เคนยา คือ?", ("เคนยา",), ""),
        ("ja", "ジョン・レノンの橋は？", ("ジョン",), "ジョン|レノン"),
        ("ko", "서울에 다리가 있나요?", ("서울",), "서울"),
        ("ko", "새서울에 다리가 있나요?", ("서울",), ""),
        ("ar", "أين جسر بغداد؟", ("بغداد",), "بغداد"),
        ("ar", "أين جسر بغدادي؟", ("بغداد",), ""),
        ("ar", "أين جسر ببغداد؟", ("بغداد",), ""),
        ("ar", "أين مادّة؟", ("ماد",), ""),
        ("de", "Was zahlte Bayern?", ("Bayern",), "Bayern"),
        ("de", "Wo ist der Wendepunkt, sagte bayern?", ("Wende", "bayern"), ""),
        ("de", "Was ist CR450?", ("CR450",), ""),
        ("es", "¿Qué pagó Baviera?", ("Baviera",), "Baviera"),
        ("es", "¿Baviera qué pagó?", ("Baviera",), ""),
    ],
)
def test_a_model_tells_names_where_a_capital_does_not(
    language: str, question: str, known: tuple[str, ...], found: str
) -> None:
    """Whole words of two characters and more."""
    assert names(question, language, *known) == found.split()


def test_many_capitals_are_a_title_where_nothing_long_is_small() -> None:
    """Katakana have no capitals."""
    assert names("È la Casa di Ada Moen?", "it") == ["Casa", "Ada|Moen"]
    assert names("È la Casa che è di Ada Moen Rossi?", "it") == []
    assert names("Era la Casa di Ada Moen Rossi, dice?", "it") != []
    assert len(names("キト、リマ、オスロ、パリの橋は？", "ja")) == 4


def test_both_scripts_of_chinese_have_the_same_sounds() -> None:
    """Other characters stay as they are."""
    assert simplified("奧斯陸的橋") == "奥斯陆的橋"
    assert {*_SIMPLIFIED.values()} <= {*map(ord, _SOUNDS)}
