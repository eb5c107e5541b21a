"""Questions made from sentences: which are asked, and which are better not."""

from collections.abc import Callable, Iterator, Sequence

import pytest

from rag.readers import read_article
from rag.suggesting.making import (
    KINDS,
    Proposal,
    propose,
    propose_title,
    propose_topics,
)
from rag.suggesting.making.phrases import PHRASES
from rag.text.passages import split_passages
from rag.types import Article, Passage
from tests.fakes import WordEncoder

Make = Callable[[Article, Sequence[Passage]], Iterator[Proposal]]

ASKED = {
    "The Kestrel Bridge is a footbridge that crosses the Tarn.": [
        ("what", "What is the Kestrel Bridge?")
    ],
    "Mira Solano was a Chilean astronomer who measured comets.": [
        ("what", "Who was Mira Solano?")
    ],
    "Over dinner they met Mira Solano, a Chilean astronomer, on the pier.": [
        ("who", "Who is Mira Solano?")
    ],
    "ShipLog, a book of all landings in the isles, lies open to everybody.": [
        ("what", "What is ShipLog?")
    ],
    "Velden is the largest harbour in the Orlan Isles.": [
        ("which", "What is the largest harbour in the Orlan Isles?"),
        ("what", "What is Velden?"),
    ],
    "Trains stop at Velden, the largest harbour in the Orlan Isles, twice a day.": [
        ("which", "What is the largest harbour in the Orlan Isles?")
    ],
    "Over dinner they met the Chilean astronomer Mira Solano on the pier.": [
        ("who", "Who is Mira Solano?")
    ],
    "Velden has more than 40 lighthouses, most of them of wood.": [
        ("figure", "How many lighthouses does Velden have?")
    ],
    "Velden has a population of 12,400 and a harbour.": [
        ("figure", "What is the population of Velden?")
    ],
    "The TX9 has reached a test speed of 310 km/h, more than any other.": [
        ("figure", "What test speed has the TX9 reached?")
    ],
    "There are about 40 lighthouses in the Orlan Isles, most of them of wood.": [
        ("figure", "How many lighthouses are there in the Orlan Isles?")
    ],
    "More than 300 families live on the Orlan Isles, most of them by the sea.": [
        ("figure", "How many families live on the Orlan Isles?")
    ],
    "Velden, a town of the Orlan Isles, has three harbours, two of them small.": [
        ("figure", "How many harbours does Velden have?")
    ],
    "The Kestrel Bridge was built in 1931 by two brothers.": [
        ("when", "When was the Kestrel Bridge built?")
    ],
    "In May 1931, the Kestrel Bridge was opened to walkers.": [
        ("when", "When was the Kestrel Bridge opened to walkers?")
    ],
    "Mira Solano left the harbour of Velden in 1911.": [
        ("when", "When did Mira Solano leave the harbour of Velden?")
    ],
    "However, Mira Solano left the harbour of Velden in 1911.": [
        ("when", "When did Mira Solano leave the harbour of Velden?")
    ],
    "The Kestrel Bridge was designed by the Chilean Ana Rey.": [
        ("who", "Who designed the Kestrel Bridge?")
    ],
    "In 1911, Mira Solano discovered the comet of Velden, the second of that year.": [
        ("when", "When did Mira Solano discover the comet of Velden?"),
        ("who", "Who discovered the comet of Velden?"),
    ],
    "The Kestrel Bridge is closed to cyclists because its deck is only a metre wide.": [
        ("why", "Why is the Kestrel Bridge closed to cyclists?")
    ],
    "The Kestrel Bridge is located in the south of the Orlan Isles.": [
        ("where", "Where is the Kestrel Bridge located?")
    ],
    "The Velden fever is transmitted by small flies that breed in cisterns.": [
        ("how", "How is the Velden fever transmitted?")
    ],
    "The Kestrel Bridge is known as the Thread among those who fear it.": [
        ("use", "What is the Kestrel Bridge known as?")
    ],
    "The Velden lamp is used to warn ships in fog.": [
        ("use", "What is the Velden lamp used for?")
    ],
    "The Velden lamp consists of a mirror and two flames.": [
        ("does", "What does the Velden lamp consist of?")
    ],
    "The Velden lamp requires two litres of whale oil a night.": [
        ("does", "What does the Velden lamp require?")
    ],
}
NOT_ASKED = {
    "points to what was said before": "It is a footbridge that crosses the river.",
    "says nothing of which bridge": "The bridge is a structure that crosses the river.",
    "may be one of many": "The old bridge was built in 1931 by two brothers.",
    "any bridge, at any time": "A wooden footbridge was built in 1931 by two brothers.",
    "says nothing of which region": "The Kestrel Bridge is cool in the region because "
    "of its shade.",
    "whose title was cut": "In May 1931, Ana Rey joined the crew of Velden as Dr. Rey.",
    "a heading above it": "Fevers\nThe Velden fever is spread by flies.",
    "words in quotes": "Velden is a ``dry'' town for all who live and work in it.",
    "defines nothing": "Velden is an example of what fishing towns once were.",
    "who or what, it can't be told": "Mira Solano is a legend of the Orlan Isles.",
    "nobody did it": "Fort Velden was joined by a road to Fort Orlan.",
    "a step of an experiment": "The Velden lamp was used to warm the samples in it.",
    "whose premiere": "When was the show's Chilean premiere held in 1931 they asked.",
    "what happened, not what is": "The Lantern Days were a great success in May.",
    "not a sentence": "Table 4: Velden, 1931, 84 m, closed | Orlan, 1940",
    "too short": "Velden is a town.",
}


def made_of(
    text: str, title: str, language: str = "en", make: Make = propose
) -> list[Proposal]:
    """Make questions from a text."""
    article = read_article(text.encode(), "story.md")
    assert article.language == language
    assert article.title == title
    encoder = WordEncoder()
    return list(make(article, split_passages(article, encoder.count_tokens, 64)))


def in_english(sentence: str) -> str:
    """Put a sentence into an article that is surely English."""
    return (
        f"# Notes\n\n{sentence}\n\nThere was much else that they had seen, and on the "
        "way home they talked of it: of herring, lamps, and the weather in Velden.\n"
    )


@pytest.mark.parametrize("sentence", ASKED)
def test_a_sentence_makes_its_question(sentence: str):
    """In an article with nothing else to ask, each pattern makes the one question."""
    made = made_of(in_english(sentence), "Notes")
    assert [(each.kind, each.question) for each in made] == ASKED[sentence]
    assert {each.kind for each in made} <= set(KINDS)


@pytest.mark.parametrize("sentence", NOT_ASKED.values(), ids=NOT_ASKED)
def test_other_sentences_make_none(sentence: str):
    """Where the words can't stand alone, or say little, nothing is asked."""
    assert made_of(in_english(sentence), "Notes") == []


def test_a_question_has_its_sentences_range():
    """The range, cut from the article, is the sentence that must answer."""
    sentence = "The Kestrel Bridge is a footbridge that crosses the Tarn."
    text = in_english(f"They walked far that day. {sentence} They slept well.")
    (made,) = made_of(text, "Notes")
    article = read_article(text.encode(), "story.md")
    assert article.text[made.start : made.end] == sentence


def test_what_stands_in_brackets_is_left_out():
    """Neither brackets nor what is in them comes into the question."""
    sentence = "The Kestrel Bridge (opened 1931) is a footbridge that crosses the Tarn."
    (made,) = made_of(in_english(sentence), "Notes")
    assert made.question == "What is the Kestrel Bridge?"


def test_a_heading_that_asks_is_taken_as_it_stands():
    """It is answered by what stands under it, up to the next heading."""
    text = (
        "# Lamps\n\n## Who lit the lamps of Velden?\n\nThe keepers' children did.\n\n"
        "## What of it?\n\nNobody wrote that down while there was time to.\n"
    )
    (made,) = made_of(text, "Lamps")
    assert (made.kind, made.question) == ("heading", "Who lit the lamps of Velden?")
    article = read_article(text.encode(), "story.md")
    assert article.text[made.start : made.end].strip() == "The keepers' children did."


DEFINED = {
    "de": (
        "Gezeiten",
        "Die Gezeiten sind ein Heben und Senken des Wassers der Meere.",
        "Was sind die Gezeiten?",
    ),
    "es": (
        "Mareas",
        "Las mareas son los cambios periódicos del nivel del agua del mar.",
        "¿Qué son las mareas?",
    ),
    "fr": (
        "Énergie",
        "L’énergie est une grandeur qui mesure ce que peut faire un corps.",
        "Qu’est-ce que l’énergie ?",
    ),
    "it": (
        "Le maree",
        "Le maree sono i movimenti periodici delle acque del mare e dei laghi.",
        "Che cosa sono le maree?",
    ),
    "pt": (
        "A maré",
        "A maré é a subida e a descida das águas do mar durante o dia.",
        "O que é a maré?",
    ),
}
OTHER_SUBJECTS = {
    "de": "Er ist ein alter Mann, der die Boote am Hafen bewacht.",
    "es": "Esto es un viejo relato que cuentan los marineros del puerto.",
    "fr": "Il est un vieux marin qui garde les bateaux dans le port.",
    "it": "Questo è un vecchio racconto che narrano i marinai del porto.",
    "pt": "Ele é um velho marinheiro que guarda os barcos no porto.",
}


@pytest.mark.parametrize("language", DEFINED)
def test_other_languages_get_definitions(language: str):
    """What the title names and a sentence defines is asked for; nothing else is."""
    title, sentence, question = DEFINED[language]
    text = f"# {title}\n\n{OTHER_SUBJECTS[language]} {sentence}\n"
    assert [each.question for each in made_of(text, title, language)] == [question]


def test_a_french_vowel_elides():
    """`que un` is written `qu’un`."""
    text = "# Atome\n\nUn atome est la plus petite partie d’un corps simple.\n"
    (made,) = made_of(text, "Atome", "fr")
    assert made.question == "Qu’est-ce qu’un atome ?"


def test_languages_without_patterns_get_none():
    """A Russian definition is no question's source."""
    text = "# Приливы\n\nПриливы — это подъём воды, вызванный тяготением Луны.\n"
    assert made_of(text, "Приливы", "ru") == []


def topics_of(text: str, title: str, language: str) -> list[tuple[str, str]]:
    """Make the questions that need no grammar: kinds and questions."""
    made = made_of(text, title, language, propose_topics)
    assert {each.kind for each in made} <= set(KINDS)
    return [(each.kind, each.question) for each in made]


YEARS = {
    "en": (
        "The harbour of the town burned down in 1731, and with it went all the ships.",
        "What happened in 1731?",
    ),
    "de": (
        "Der Hafen der Stadt brannte im Jahr 1731 ab, und mit ihm alle Schiffe.",
        "Was geschah im Jahr 1731?",
    ),
    "es": (
        "El puerto de la ciudad ardió en 1731, y con él se quemaron todos los barcos.",
        "¿Qué pasó en 1731?",
    ),
    "fr": (
        "Le port de la ville a brûlé en 1731, et tous les bateaux avec lui.",
        "Que s’est-il passé en 1731 ?",
    ),
    "it": (
        "Il porto della città bruciò nel 1731, e con esso tutte le barche.",
        "Che cosa è successo nel 1731?",
    ),
    "pt": (
        "O porto da cidade ardeu em 1731, e com ele arderam todos os barcos.",
        "O que aconteceu em 1731?",
    ),
    "nl": (
        "De haven van de stad brandde in 1731 af, en met de haven alle schepen.",
        "Wat gebeurde er in 1731?",
    ),
    "ru": (
        "Гавань этого города сгорела в 1731 году, а вместе с ней и все корабли.",
        "Что произошло в 1731 году?",
    ),
    "ar": (
        "احترق ميناء المدينة في عام 1731 واحترقت معه جميع السفن التي كانت فيه.",
        "ماذا حدث في عام 1731؟",
    ),
    "zh": ("1731年，这座城市的港口被烧毁，所有的船也都烧掉了。", "1731年发生了什么？"),
}


@pytest.mark.parametrize("language", YEARS)
def test_a_year_is_asked_for_in_each_language(language: str):
    """What one sentence alone says to have been in a year."""
    sentence, question = YEARS[language]
    text = f"# 1731\n\n{sentence}\n"
    assert ("year", question) in topics_of(text, "1731", language)


def test_a_year_of_two_sentences_is_not_asked_for():
    """Which of them should answer can't be told."""
    sentence, _ = YEARS["en"]
    text = f"# Fires\n\n{sentence} They had feared it since long before 1731.\n"
    assert topics_of(text, "Fires", "en") == []


def test_a_decade_is_no_year():
    """In Chinese it is written as a year with one more character."""
    text = "# 港口\n\n1730年代，这座城市的港口被烧毁，所有的船也都烧掉了。\n"
    assert topics_of(text, "港口", "zh") == []


NAMES = {
    "en": (
        "On the way they saw the Kestrel Bridge and the house in Port Velden at night.",
        ["What is said about the Kestrel Bridge?", "What is said about Port Velden?"],
    ),
    "de": (
        "Auf dem Weg sahen wir den alten Maler Anton Reber und seinen Großen Wagen.",
        ["Was steht hier über „Maler Anton Reber“?"],
    ),
    "es": (
        "Por el camino vieron la casa vieja de Ana Rey y los barcos del puerto.",
        ["¿Qué se dice sobre «Ana Rey»?"],
    ),
    "fr": (
        "En chemin ils ont vu la vieille maison de Anne Reber et les bateaux du port.",
        ["Que dit-on de « Anne Reber » ?"],
    ),
    "it": (
        "Per strada videro la vecchia casa di Anna Reber e le barche del porto.",
        ["Che cosa si dice di «Anna Reber»?"],
    ),
    "pt": (
        "No caminho eles viram a velha casa de Ana Reber e os barcos do porto.",
        ["O que se diz sobre “Ana Reber”?"],
    ),
    "nl": (
        "Onderweg zagen ze het oude huis van Anna Reber en de schepen in de haven.",
        ["Wat staat er over “Anna Reber”?"],
    ),
    "ru": (
        "По дороге они увидели корабль «Белый Сокол» под флагом «Вольной Гавани».",
        ["Что сказано на тему «Белый Сокол»?"],
    ),
    "ar": (
        "في الطريق إلى المدينة رأوا السفينة القديمة «نجمة البحر» في الميناء.",
        ["ماذا يقال عن «نجمة البحر»؟"],
    ),
    "zh": (
        "他们在路上看见了一艘名叫“白鹰号”的旧船，船长是 Ana Rey。",
        ["关于“Ana Rey”，说了什么？", "关于“白鹰号”，说了什么？"],
    ),
    "ja": (
        "港には「白鷹丸」という古い船があり、船長は「もう帰ろう」と言った。",
        ["「白鷹丸」については？"],
    ),
}


@pytest.mark.parametrize("language", NAMES)
def test_names_are_asked_for_in_each_language(language: str):
    """By capitals, or in other scripts by quotation marks and Latin letters.

    Inflected words and what somebody said are left out.
    """
    sentence, questions = NAMES[language]
    expected = [("name", question) for question in questions]
    assert topics_of(f"# 7\n\n{sentence}\n", "7", language) == expected


def test_a_names_answer_must_have_it():
    """The proposal spans the article, and carries the name without its article."""
    sentence, _ = NAMES["en"]
    text = f"# Way\n\n{sentence}\n"
    first, _ = made_of(text, "Way", "en", propose_topics)
    assert first.carries == "Kestrel Bridge"
    article = read_article(text.encode(), "story.md")
    assert (first.start, first.end) == (0, len(article.text))


def test_what_looks_like_a_name_and_is_none():
    """A month, an adjective, and a lone word before others."""
    text = (
        "# Way\n\nThey came back in May, and told the people of South American "
        "birds, of the Spanish coast and of all else that they had seen there.\n"
    )
    assert topics_of(text, "Way", "en") == []


def test_the_commonest_name_of_several_words_comes_first():
    """Then the other ones, then those of one word."""
    text = (
        "# Way\n\nThey went with Velden, and then with Ana Rey to the shore. There "
        "they saw Mira Solano again. It was late when they left Mira Solano.\n"
    )
    assert [question for _, question in topics_of(text, "Way", "en")] == [
        "What is said about Mira Solano?",
        "What is said about Ana Rey?",
        "What is said about Velden?",
    ]


@pytest.mark.parametrize(
    ("language", "sentence", "question"),
    [
        (
            "en",
            "They wrote to the Orlan Board of Trade (OBT) about it and waited.",
            "What does OBT stand for?",
        ),
        (
            "pt",
            "Eles escreveram para a Casa do Comércio Marítimo (CCM) e esperaram.",
            "O que significa CCM?",
        ),
    ],
)
def test_a_short_form_is_asked_for(language: str, sentence: str, question: str):
    """It is made of the initials of the words before it, small ones left out."""
    assert ("short", question) in topics_of(f"# 7\n\n{sentence}\n", "7", language)


def test_other_capitals_in_brackets_are_no_short_form():
    """Their initials are others."""
    text = "# 7\n\nThey wrote to the old board of the trade (XYZ) and waited.\n"
    assert topics_of(text, "7", "en") == []


SAID = "There was nothing else to do but to sit there until the rain was over."


def test_a_heading_is_asked_for_with_its_section():
    """Numbering is left out; one word, or a piece of a sentence, says too little."""
    text = (
        f"# Lamps\n\n## 2.1 Lamps of the north\n\n{SAID}\n\n## Notes\n\n{SAID}\n\n"
        f"## What they had heard of\n\n{SAID}\n"
    )
    (made,) = made_of(text, "Lamps", "en", propose_topics)
    assert made.kind == "section"
    assert made.question == "What is said about “Lamps of the north”?"
    article = read_article(text.encode(), "story.md")
    assert article.text[made.start : made.end].strip() == SAID


def test_a_heading_has_the_quotation_marks_of_its_language():
    """And no second ones."""
    asked = PHRASES["fr"].about_heading("Le vieux port")
    assert asked == "Que dit-on de « Le vieux port » ?"
    assert PHRASES["en"].about_heading("Ports") == "What is said about “Ports”?"


def test_a_language_without_phrases_gets_the_heading_itself():
    """Finnish: the words are searched for as they are."""
    text = (
        "# Satama\n\n## Vanha satama meren rannalla\n\nSiellä ei ollut muuta tekemistä "
        "kuin istua ja odottaa, kunnes sade lakkasi ja kaikki pääsivät kotiin.\n"
    )
    assert topics_of(text, "Satama", "fi") == [
        ("section", "Vanha satama meren rannalla")
    ]


@pytest.mark.parametrize(
    ("text", "carries"),
    [(f"{SAID} So it was with lamps.", "Lamps"), (SAID, "")],
)
def test_the_title_is_asked_for(text: str, carries: str):
    """Its answer must have it if any sentence has."""
    (made,) = made_of(f"# Lamps\n\n{text}\n", "Lamps", "en", propose_title)
    assert (made.kind, made.question) == ("title", "What is said about “Lamps”?")
    assert made.carries == carries
