"""Durations, times of day, dates, lengths and shares: asked and said, in languages."""

import pytest

from rag.asking.wording.figures_asked import states_asked, unit_behind
from rag.asking.wording.kinds import KindAsked
from rag.asking.wording.kinds_asked import _asked_by, asks_kind, lacks_kind
from rag.asking.wording.measures_asked import MEASURES

(
    PRICE, WEIGHT, SHORT, DURATION, CLOCK, DAY, METRES, DISTANCE, HEIGHT, SPEED, SHARE,
    VOLUME, AREA, DEGREES, PHONE,
) = MEASURES  # fmt: skip
ASKED = [
    (PRICE, [
        "Was kostet Eintritt?", "Was kostet das denn?", "Wie viele Euro braucht man?",
        "Wie hoch ist die Miete?", "Welcher Preis gilt?", "Wie viel verdienen sie?",
        "Ça coûte combien ?", "C'est combien ?", "Combien ça coûte ?",
        "À combien revient le billet ?", "Quel est le prix du billet ?", "Quel tarif ?",
        "Combien gagne la présidente ?", "Combien d'euros faut-il ?",
        "¿Cuánto vale la Torrens?", "¿Cuánto hay que pagar?", "¿Qué precio tiene?",
        "¿Cuál es el precio?", "¿Cuánto gana?", "Quanto si paga?", "Che prezzo ha?",
        "Qual è il prezzo?", "Quanto guadagnano?", "Quanto fica?", "Qual é o preço?",
        "Какова цена билета?", "Почём билет?", "Сколько получает врач?",
        "Hoe duur is het?", "Hoeveel verdient ze?", "Jaka jest cena?",
        "票价是多少？", "料金は？", "いくらかかりますか？", "いくらしますか？",
    ]),
    (WEIGHT, [
        "Il pèse combien ?", "Quel est le poids du sac ?", "¿Qué peso tiene?",
        "Qual è il peso?", "Wie schwer ist der Sack?", "Какой вес у мешка?",
        "Hoe zwaar is de zak?", "Ile waży worek?", "重さは？",
        "¿Cuántos kilos caben?",
        "Wie viele Tonnen waren es?", "Combien de grammes ?", "几公斤？",
    ]),
    (SHORT, [
        "Wie viele Minuten dauert es?", "Combien d'heures ?", "¿Cuántas horas?",
        "Quanti minuti?", "Quantos minutos?", "Сколько минут?", "Hoeveel uren?",
        "Ile godzin?", "多少分钟？", "几个小时？", "バスで何分？", "何時間ですか？",
    ]),
    (DURATION, [
        "Wie lange dauert es?", "¿Cuánto dura?", "¿Cuánto tiempo lleva?",
        "Quanto dura?",
        "Per quanto tempo?", "Quanto demora?", "Pendant combien de temps ?",
        "Il dure combien ?", "Сколько времени это займёт?", "Как долго?",
        "Hoe lang duurt het?", "Jak długo?", "Ile trwa?", "كم من الوقت؟",
        "要多久？",
        "多长时间？", "どのくらいの期間ですか？", "Wie viele Jahre war er da?",
        "Quanti anni ha regnato?", "Сколько лет он правил?", "几天？", "几个月？",
        "Hoeveel weken?", "Ile dni?", "Combien de siècles ?",
    ]),
    (CLOCK, [
        "Um wie viel Uhr öffnet es?", "Zu welcher Uhrzeit?",
        "À quelle heure ouvre-t-il ?",
        "¿A qué hora abre?", "A que horas abre?", "A che ora apre?", "Hoe laat is het?",
        "O której godzinie?", "O której otwierają?", "Во сколько открывается?",
        "В котором часу?", "До скольки работает?", "في أي ساعة؟", "几点开门？",
        "何時に終わりますか？", "開店は何時？",
    ]),
    (DAY, [
        "An welchem Tag?", "Welches Datum?", "Quel jour ?", "Quelle date ?",
        "¿Qué día?",
        "Em que dia?", "In che data?", "Che giorno?", "Какого числа?", "В какой день?",
        "Welke dag?", "Którego dnia?", "哪天？", "几月几号？", "何曜日ですか？",
        "何日ですか？",
    ]),
    (METRES, [
        "Wie viele Meter sind es?", "Combien de kilomètres ?", "¿Cuántos metros?",
        "Quanti chilometri?", "Quantos quilômetros?", "Сколько метров?",
        "Hoeveel kilometer?", "多少公里？", "何メートル？", "Ile metrów?",
    ]),
    (DISTANCE, [
        "Wie weit ist es?", "Wie lang ist der Tunnel?", "À quelle distance ?",
        "Quelle est la longueur du tunnel ?", "¿A qué distancia?", "¿Cuánto mide?",
        "A che distanza?", "Quanto è lungo?", "Qual comprimento? Que comprimento?",
        "Какой длины тоннель?", "Как далеко?", "На каком расстоянии?", "Hoe ver?",
        "Hoe lang is de tunnel?", "Jak daleko?", "多远？", "長さは？",
        "距離はどのくらい？",
    ]),
    (HEIGHT, [
        "Wie tief ist das Becken?", "Wie hoch ist die Hecke?", "Quelle hauteur ?",
        "¿Qué altura tiene?", "Che profondità ha?", "Quanto è alto?", "Que altura tem?",
        "Какой высоты дом?", "На какой высоте?", "Hoe hoog is het?", "Jak wysoka jest?",
        "多深？", "高さは？", "標高はいくら？",
    ]),
    (SPEED, [
        "Wie schnell fährt er?", "Mit welcher Geschwindigkeit?", "À quelle vitesse ?",
        "¿A qué velocidad?", "A que velocidade?", "A che velocità?",
        "С какой скоростью?", "Hoe snel is hij?", "Jak szybko jedzie?",
        "时速是多少？",
        "速度は？",
    ]),
    (SHARE, [
        "Wie viel Prozent waren es?", "Welcher Anteil?", "Quel pourcentage ?",
        "Quelle part ?", "¿Qué porcentaje?", "Que percentagem?", "Che percentuale?",
        "Какой процент?", "Сколько процентов?", "Hoeveel procent?", "Welk aandeel?",
        "Ile procent?", "占多少？", "割合は？", "何パーセント？", "كم نسبة؟",
    ]),
    (VOLUME, [
        "Wie viele Liter?", "Combien de litres ?", "¿Cuántos litros?", "Quanti litri?",
        "Сколько литров?", "Hoeveel liter?", "多少升？", "何リットル？",
    ]),
    (AREA, [
        "Wie viele Hektar?", "Combien d'hectares ?", "¿Cuántas hectáreas?",
        "Сколько гектаров?", "多少公顷？", "Hoeveel hectare?",
    ]),
    (DEGREES, [
        "Wie viele Grad?", "Welche Temperatur?", "Quelle est la température ?",
        "¿Qué temperatura?", "Che temperatura?", "Какая температура?", "几度？",
        "最高気温は何度か。", "気温は？",
    ]),
    (PHONE, [
        "Wie ist die Telefonnummer?", "À quel numéro appeler ?",
        "Il faut appeler quel numéro ?", "¿Cuál es el número de teléfono?",
        "¿A qué número hay que llamar?", "Qual è il numero di telefono?",
        "Какой номер телефона?", "По какому телефону?", "Wat is het telefoonnummer?",
        "Jaki jest numer telefonu?", "電話番号は？", "电话是多少？",
    ]),
]  # fmt: skip
SAID = [
    (WEIGHT, ["3 kg", "3 тонны", "三公斤", "ein Zentner"]),
    (SHORT, [
        "3 Minuten", "trois heures", "3 минуты", "三分钟", "3 h", "0:45",
        "ein Tag",
    ]),
    (DURATION, [
        "3 Jahre", "tres días", "trois semaines", "3 месяца", "三年", "3 min",
        "0:45",
        "von 1920 bis 1930", "für immer", "jusqu'en mai", "seit 1990",
        "все лето, летом",
        "515 миллионов лет", "drei Monate", "due ore", "3 tygodnie", "eine Nacht",
    ]),
    (CLOCK, [
        "10.30", "10:30", "9 h", "um 9 Uhr", "à midi", "de 10 a 14", "a las siete",
        "alle sette", "às sete", "в полночь", "утром", "om negen uur", "o szóstej",
        "三点", "午前", "gegen Mittag", "fermé", "8 p.m.", "o'clock",
        "bei Sonnenaufgang",
    ]),
    (DAY, [
        "am 3. Mai", "le 3", "lundi", "el domingo", "in maggio", "3 мая", "в среду",
        "op zondag", "w piątek", "5月3日", "三月", "星期三", "金曜", "morgen",
        "сегодня",
        "zu Ostern", "à Noël", "3/5", "terça-feira", "يناير", "ayer",
    ]),
    (METRES, [
        "3 m", "3 Kilometer", "tres metros", "3 м", "三公里", "3メートル",
        "drei Meilen",
    ]),
    (DISTANCE, [
        "3 km", "10 Minuten", "gleich nebenan", "附近",
        "doppelt, drei mal so weit",
    ]),
    (HEIGHT, [
        "3 m", "knietief", "drei Stockwerke", "三层", "so hoch wie er",
    ]),
    (SPEED, [
        "3 km/h", "90 km h", "时速三百", "drei Knoten", "à l'heure", "im Schritt",
    ]),
    (SHARE, [
        "3 %", "drei Prozent", "la moitié", "треть", "百分之三", "三成",
        "ein Drittel", "uno de cada tres", "die Mehrheit", "alle",
    ]),
    (VOLUME, ["3 Liter", "3 l", "三升", "ein Fass"]),
    (AREA, ["3 ha", "3 Hektar", "三亩", "3 km²"]),
    (DEGREES, ["39 °C", "39.3℃", "drei Grad", "三十度", "unter null"]),
    (PHONE, ["0664 12345", "12 34 56", "112"]),
]  # fmt: skip
ANOTHER = [
    (PRICE, "3 Meter"), (WEIGHT, "45 centímetros"), (SHORT, "3 Euro"),
    (DURATION, "Es kostet 3 Euro."), (DURATION, "un tempo arrivava qui"),
    (DURATION, "1912"),
    (CLOCK, "3 Euro"), (CLOCK, "stop"), (DAY, "3 Euro"), (METRES, "90 Kubikmeter"),
    (METRES, "3 Quadratmeter"), (METRES, "20 Minuten"), (METRES, "三平方米"),
    (METRES, "3 km/h"), (DISTANCE, "3 Euro"), (HEIGHT, "90 Kubikmeter"),
    (HEIGHT, "47 decibelios"), (SPEED, "3 Meter"), (SHARE, "690 euros"),
    (VOLUME, "27"), (AREA, "3 Meter"), (DEGREES, "3 Meter"), (PHONE, "par téléphone"),
]  # fmt: skip


def _each(
    rows: list[tuple[KindAsked, list[str]]],
) -> list[tuple[KindAsked, str]]:
    return [(kind, text) for kind, texts in rows for text in texts]


@pytest.mark.parametrize(("kind", "question"), _each(ASKED))
def test_a_measure_is_asked_for(kind: KindAsked, question: str) -> None:
    """By its name or its unit, in any of the languages."""
    assert kind in _asked_by(question)
    assert asks_kind(question, MEASURES)


@pytest.mark.parametrize(("kind", "text"), _each(SAID))
def test_a_measure_is_said(kind: KindAsked, text: str) -> None:
    """In many more ways than it is asked for."""
    assert kind.said.search(text)


@pytest.mark.parametrize(("kind", "text"), ANOTHER)
def test_another_measure_is_none(kind: KindAsked, text: str) -> None:
    """Whatever number it has."""
    assert not kind.said.search(text)


@pytest.mark.parametrize(
    "question",
    [
        "有多少年轻人？", "多少天才？", "几分店？", "Quanti anni ha Ada?",
        "何人いますか？",
        "Сколько лет ему?", "Wie viele Grammys gewann sie?", "何度も来ましたか？",
        "Wie hoch ist der Anteil der Frauen?", "罗店镇全镇面积是多大？",
        "Wie viele Jahreskarten gibt es?", "Сколько часовен построили?",
        "Wie viele Tagesgäste kamen?", "Wie viele Fußballfelder?",
        "距離をRとすると距離はR+hとなるか", "Wer kam?",
    ],
)  # fmt: skip
def test_other_questions_ask_for_no_measure(question: str) -> None:
    """Young people are no years, and an age is no duration."""
    assert not asks_kind(question, MEASURES)


@pytest.mark.parametrize(
    ("question", "text", "states"),
    [
        ("Quanti abbonati ha?", "Nel 2020 hanno lasciato 9.600 euro.", False),
        ("Quanti abbonati ha?", "Ha 9.600 abbonati.", True),
        ("Quantas abelhas?", "Etiquetas de dois milímetros.", False),
        ("Wie viele Boote?", "Im Jahr 2019 kamen drei.", True),
        ("Wie viele Boote?", "Es ist 3,5 Meter lang.", False),
        ("几个人？", "走了三公里。", False),
        ("几个人？", "来了三个。", True),
        ("Wie viele Karten?", "Es gibt 300 Jahreskarten.", True),
        ("Wie viele Karten?", "Seit 3 Jahren.", False),
        ("Сколько человек?", "Это заняло 5 минут.", False),
        # A share may be one.
        ("Wie viele Boote?", "20 Prozent der Boote.", True),
        # What is counted may be the unit itself.
        ("Wie viele Meter?", "3 Meter", True),
    ],
)
def test_what_measures_counts_no_things(question: str, text: str, states: bool) -> None:
    """A count stands before what is counted, or alone."""
    assert states_asked(question, text) is states


@pytest.mark.parametrize(
    ("words", "rest", "unit"),
    [
        ("17", " Sekunden vor Schluss", " Sekunden"),
        ("noch 17", "秒结束", "秒结"),
        ("17 Sekunden", " vor", ""),
        ("Ulm", " 1990", ""),
        ("17", ", als", ""),
    ],
)
def test_the_word_behind_a_number_is_its_unit(words: str, rest: str, unit: str) -> None:
    """Where words end with a number."""
    assert unit_behind(words, rest) == unit


def test_a_time_of_day_needs_no_number() -> None:
    """Though "how much o'clock" is asked by a word for numbers."""
    assert states_asked("Um wie viel Uhr?", "Mittags.")
    assert not lacks_kind("Um wie viel Uhr?", "Mittags.")
    assert not states_asked("Um wie viel Uhr?", "Für 3 Euro.")
