"""Prices, weights, ages, births and deaths: asked for and said, in ten languages."""

import pytest

from rag.asking.wording.figures_asked import has_number, states_asked
from rag.asking.wording.kinds_asked import KINDS, lacks_kind

PRICE, WEIGHT, AGE, BIRTH, DEATH = range(5)
ASKED = {
    PRICE: [
        "How much does the boat cost?",
        "Was kostet das Boot?",
        "Was hat das Boot gekostet?",
        "Wie viel hat das neue Boot gekostet?",
        "Wieviel kosten die Boote?",
        "Wie teuer ist das Boot?",
        "¿Cuánto cuesta el barco?",
        "¿Cuánto ha costado el barco?",
        "Quanto custa o barco?",
        "Quanto è costata la barca?",
        "Combien a coûté le bateau ?",
        "Сколько стоит лодка?",
        "Сколько тогда стоила лодка?",
        "Hoeveel kost de boot?",
        "Hoeveel heeft de boot gekost?",
        "كم كلّف القارب؟",
        "كم سعر القارب؟",
        "بكم هذا القارب؟",
        "这条船多少钱？",
        "船の値段はいくらですか？",
        "これはいくらですか？",
    ],
    WEIGHT: [
        "How heavy is the boat?",
        "How much does the boat weigh?",
        "Wie schwer ist das Boot?",
        "Wie viel wiegt das Boot?",
        "¿Cuánto pesa el barco?",
        "Quanto pesa un orso marino?",
        "Combien pèse le bateau ?",
        "Сколько весит лодка?",
        "Hoeveel weegt de boot?",
        "كم يزن القارب؟",
        "这条船多重？",
    ],
    AGE: [
        "How old is Ada?",
        "Wie alt ist Ada?",
        "¿Cuántos años tiene Ada?",
        "Quantos anos tem Ada?",
        "Quanti anni ha Ada?",
        "Quel âge a Ada ?",
        "Сколько Аде лет?",
        "Сколько лет Аде?",
        "Hoe oud is Ada?",
        "كم عمر آدا؟",
        "阿达今年多大年纪？",
        "阿达几岁？",
        "アダは何歳ですか？",
    ],
    BIRTH: [
        "When was Ada born?",
        "Wann wurde Ada geboren?",
        "¿Cuándo nació Ada?",
        "Quando nasceu Ada?",
        "Quando è nata Ada?",
        "Quand Ada est-elle née ?",
        "Когда Ада родилась?",
        "Wanneer is Ada geboren?",
        "متى ولدت آدا؟",
        "متى وُلد آدم؟",
        "阿达什么时候出生？",
        "アダはいつ生まれましたか？",
    ],
    DEATH: [
        "When did Ada die?",
        "Wann ist Ada gestorben?",
        "Wann starb Ada?",
        "¿Cuándo murió Ada?",
        "Quando morreu Ada?",
        "Quando è morta Ada?",
        "Quand Ada est-elle morte ?",
        "Когда Ада умерла?",
        "Wanneer stierf Ada?",
        "متى توفيت آدا؟",
        "阿达是哪一年去世的？",
        "アダはいつ亡くなりましたか？",
    ],
}
SAID = {
    PRICE: ["3 €", "$3", "3 Euro", "3 dollars", "3 рубля", "3 دولار", "3元", "3ドル"],
    WEIGHT: [
        "3 kg", "3t", "3 Kilo", "three grams", "3 Tonnen", "3 Pfund", "3 libras",
        "3 кг", "3 тонны", "3 كيلو", "3 غرام", "3公斤", "3吨", "3キロ", "3トン",
    ],
    AGE: [
        "85 years", "85-jährig", "85 años", "85 ans", "85 anni", "85 лет", "85 jaar",
        "85 سنة", "85岁", "85歳", "born 1941", "Ada, 85, sails", "阿达（85）",
        "515 Millionen Jahre", "515 millones de años", "fünfzigjährig",
    ],
    BIRTH: [
        "born 1941", "* 1941", "1941 geboren", "nació en 1941", "nasceu", "è nata",
        "née en 1941", "родилась", "ولدت", "مواليد 1941", "1941年出生", "生于1941年",
        "生まれ", "(1941–2001)", "(1941-)", "kam zur Welt",
    ],
    DEATH: [
        "died", "her death", "† 2001", "starb", "gestorben", "murió", "morreu",
        "mort en 2001", "décédée", "умерла", "توفيت", "去世", "死亡", "stierf",
        "(1941–2001)", "(1941-99)",
    ],
}  # fmt: skip
NEITHER = ["Ada 3", "3 Boote", "3 mal", "3 лодки", "3 قوارب", "3条船", "il programma"]


def asked() -> list[tuple[int, str]]:
    """Give all questions with the kind that they ask for."""
    return [(kind, question) for kind, each in ASKED.items() for question in each]


@pytest.mark.parametrize(("kind", "question"), asked())
def test_what_is_of_another_kind_lacks_it(kind: int, question: str) -> None:
    """Each question asks for one kind, which is said in any of the languages."""
    assert [k.asked.search(question) is not None for k in KINDS] == [
        place == kind for place in range(len(KINDS))
    ]
    for text in SAID[kind]:
        assert not lacks_kind(question, text), text
    for text in NEITHER:
        assert lacks_kind(question, text), text


@pytest.mark.parametrize(
    "question",
    [
        "How much water does it hold?",
        "How long did she live?",
        "Wie viele Boote gibt es?",
        "Was ist schwer?",
        "Wann öffnet das alte Museum?",
        "¿Cuántos años dura?",
        "Quanto dura?",
        "Сколько лет назад это было?",
        "何人いますか？",
        "議席数はいくらか？",
        "多重结合的多重度是什么？",
        "كم عدد القوارب؟",
    ],
)
def test_other_questions_ask_for_none(question: str) -> None:
    """How many or when it is may be any number or time."""
    assert not lacks_kind(question, "Ada 3")


def test_a_number_or_time_of_another_kind_is_none() -> None:
    """It neither states what is asked, nor is it the number."""
    assert not has_number("Quanto pesa un orso?", "Un orso vive 20 anni.")
    assert has_number("Quanto pesa un orso?", "Un orso pesa 200 kg.")
    assert not states_asked("Когда родился Костин?", "Он приехал в 1960 году.")
    assert states_asked("Когда родился Костин?", "Он родился в 1940 году.")
