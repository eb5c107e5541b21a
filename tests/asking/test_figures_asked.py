"""Numbers, times and prices that are asked for, in ten languages."""

import pytest

from rag.asking.wording.figures_asked import asks_number, has_number, states_asked


@pytest.mark.parametrize(
    "question",
    [
        "How many boats came?",
        "How old is the bridge?",
        "What percentage of boats sank?",
        "Wie viele Boote kamen?",
        "Wieviel wiegt es?",
        "Wie hoch ist der Turm?",
        "Was kostet das Boot?",
        "Welche Temperatur hatte das Wasser?",
        "¿Cuántas barcas llegaron?",
        "¿Qué porcentaje se hundió?",
        "Quantos barcos vieram?",
        "Quanti anni ha il ponte?",
        "Combien de bateaux sont venus ?",
        "Quel âge a le pont ?",
        "Сколько лодок пришло?",
        "Какой процент утонул?",
        "كم قاربا جاء؟",
        "来了多少条船？",
        "有几个人？",
        "塔有多高？",
        "いくつありますか？",
        "何人来ましたか？",
        "何メートルですか？",
        "What is the top speed of the boat?",
        "Wie schnell ist das Boot?",
        "Mit welcher Geschwindigkeit fuhr es?",
        "Wie ist die Höhe des Turms?",
        "¿A qué velocidad iba?",
        "¿Cuál es la altura de la torre?",
        "A que velocidade ia?",
        "Qual é a altura da torre?",
        "A che altezza volava?",
        "Qual è l’altezza della torre?",
        "À quelle vitesse allait-il ?",
        "Quelle est la hauteur de la tour ?",
        "Какова скорость лодки?",
        "Какова наибольшая глубина моря?",
        "С какой скоростью шла лодка?",
        "На какой высоте стоит башня?",
        "ما هي سرعة القارب؟",
        "ما ارتفاع البرج؟",
        "塔的高度是什么？",
        "塔の高さは？",
        "塔の高さはいくらですか？",
    ],
)
def test_a_number_is_asked_for(question: str) -> None:
    """It is stated by figures or by words for them, and by nothing else."""
    assert asks_number(question)
    assert has_number("Was kostet es?", "Es kostet 3 Euro.")
    assert not states_asked(question, "Es war schön.")


@pytest.mark.parametrize(
    "question",
    [
        "Who came?",
        "How did it end?",
        "Wie heißt das Boot?",
        "Wie geht das?",
        "¿Quién vino?",
        "¿Cuánto dura?",
        "Quanto tempo dura?",
        "Combien de temps dure-t-il ?",
        "Кто пришёл?",
        "Сколько времени прошло?",
        "كم مدة الرحلة؟",
        "لكم الشكر",
        "谁来了？",
        "几乎没有",
        "誰が来ましたか？",
        "何がありますか？",
        "Welche Insel hat Höhe?",
        "¿Qué velocidad es mejor?",
        "Какова причина скорости?",
        "ما هي السرعة؟",
        "速度是谁的？",
        "塔の高さは誰が測りましたか？",
    ],
)
def test_no_number_is_asked_for(question: str) -> None:
    """A length may be said by its unit alone, as "a day" is."""
    assert not asks_number(question)


@pytest.mark.parametrize(
    "text",
    [
        "Es waren 3.",
        "Half of it.",
        "Fifteen came.",
        "Zwölf kamen.",
        "Zweihundert kamen.",
        "Fünfzig kamen.",
        "Keiner kam.",
        "Vinieron siete.",
        "La mitad vino.",
        "Vinieron dieciséis.",
        "Seize bateaux.",
        "Dezesseis barcos.",
        "Two billion came.",
        "None came.",
        "Un millón vino.",
        "Vinieron miles de barcos.",
        "Ningún barco vino.",
        "Um milhão veio.",
        "Milhares vieram.",
        "Nenhum veio.",
        "Mille bateaux.",
        "Aucun bateau.",
        "Vennero due barche.",
        "Vennero quaranta barche.",
        "Vennero novantadue barche.",
        "Ventuno vennero.",
        "Ottantotto vennero.",
        "Duecento vennero.",
        "Cinquemila vennero.",
        "Un milione venne.",
        "Centinaia vennero.",
        "Nessuna venne.",
        "Семьдесят лодок.",
        "Семидесяти лодок.",
        "Девяносто лодок.",
        "Никто не пришёл.",
        "Vieram quatro.",
        "Ils étaient vingt.",
        "Une dizaine.",
        "Erano otto.",
        "Пришли двое.",
        "Двадцать пять лодок.",
        "جاء ثلاثة رجال.",
        "والأربعون قاربا.",
        "سفينتين كبيرتين.",
        "来了三条船。",
        "百人が来た。",
    ],
)
def test_a_number_may_be_a_word(text: str) -> None:
    """Of any of the languages, whichever asked."""
    assert states_asked("How many came?", text)


@pytest.mark.parametrize(
    "text",
    [
        "Es kamen viele, und eine sang.",
        "Alle achteten auf das Boot.",
        "Once they came.",
        "Die einzige in Leipzig.",
        "Im letzten Jahrhundert.",
        "Vinieron muchas una vez.",
        "Los científicos vinieron.",
        "Пришла семья сотрудника.",
        "Due to rain nobody came.",
        "Ils sont venus un jour.",
        "Пришли все стороной.",
        "جاء رجل واحد.",
        "来了一些人。",
    ],
)
def test_one_is_no_number(text: str) -> None:
    """In most languages it is said of anything."""
    assert not states_asked("How many came?", text)


@pytest.mark.parametrize(
    ("question", "priced"),
    [
        ("Was kostet es?", True),
        ("Wie teuer ist es?", True),
        ("¿Cuánto cuesta?", True),
        ("Combien coûte-t-il ?", True),
        ("Сколько стоит?", True),
        ("这个多少钱？", True),
        ("いくらですか？", True),
        ("بكم هذا؟", True),
        ("Wie viele sind es?", False),
    ],
)
def test_a_price_is_of_money(question: str, priced: bool) -> None:
    """Other numbers are none, where a price is asked for."""
    assert states_asked(question, "3 Boote") is not priced
    for price in ("3 €", "3 Dollar", "3 рубля", "3 دولار", "3元", "￥3"):
        assert states_asked(question, price) is priced


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("When did it open?", "It opened in spring."),
        ("How long did it take?", "It took a week."),
        ("Wann öffnet es?", "Es öffnet am Montag."),
        ("In welchem Jahr war das?", "Im Jahr danach."),
        ("¿Cuándo abre?", "Abre en enero."),
        ("Quando abriu?", "Em março."),
        ("Quand ouvre-t-il ?", "En août."),
        ("Когда открыли мост?", "Весной."),
        ("В каком году?", "В тот год."),
        ("¿Cuándo abrió?", "El lunes."),
        ("¿Cuándo abrió?", "En otoño."),
        ("Quando abriu?", "Em novembro."),
        ("Quando abriu?", "Na terça-feira."),
        ("Quando aprì?", "In gennaio."),
        ("Quando aprì?", "Di lunedì."),
        ("Quando aprì?", "Giorni dopo."),
        ("Quand a-t-il ouvert ?", "Au printemps."),
        ("Quand a-t-il ouvert ?", "Lundi."),
        ("Quand a-t-il ouvert ?", "En été."),
        ("Когда?", "В марте."),
        ("Когда?", "В пятницу."),
        ("متى فتح الجسر؟", "في يناير."),
        ("什么时候开门？", "星期一。"),
        ("いつ開きましたか？", "金曜。"),
        ("متى فتح الجسر؟", "في الصيف."),
        ("什么时候开门？", "秋天。"),
        ("いつ開きましたか？", "去年の春。"),
        ("どれくらいかかりますか？", "数時間。"),
    ],
)
def test_a_time_may_be_named(question: str, text: str) -> None:
    """By a month, a season or a unit; what has none of them states no time."""
    assert states_asked(question, text)
    assert states_asked(question, "1912")
    assert not states_asked(question, "Boot.")
    assert not states_asked("Wer kam?", text)


@pytest.mark.parametrize(
    "text", ["Due to rain it sank.", "La ventana.", "Вентиль.", "Accento.", "Trentino."]
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    """Italian "due" is English, too, and numbers begin as other words do."""
    assert not has_number("Quante barche?", text)


def test_french_was_is_no_summer() -> None:
    """It is written as one."""
    assert not states_asked("Quand ?", "Il a été ouvert.")


def test_a_part_is_no_hour() -> None:
    """In Russian they begin alike."""
    assert states_asked("Когда?", "Через час.")
    assert not states_asked("Когда?", "Это часть моста.")


@pytest.mark.parametrize(
    ("question", "named", "stated"),
    [
        ("CR450的速度是多少？", "CR450很快。", "CR450的时速是450公里。"),
        ("Wie viele kamen 2019?", "2019 kamen sie.", "2019 kamen 12019."),
        ("Wann fuhr der CR450?", "Der CR450 fuhr.", "Der CR450 fuhr 2024."),
        (
            "Wie oft fährt die U5 und wie viele fahren?",
            "Die U5 fährt.",
            "U5: 5 Züge.",
        ),
    ],
)
def test_a_figure_of_the_question_answers_nothing(
    question: str, named: str, stated: str
):
    """Nor does the name that it is part of; another one does, though it holds that."""
    assert not states_asked(question, named)
    assert states_asked(question, stated)
