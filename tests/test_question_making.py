"""Questions made from sentences: which are asked, and which are better not."""

import pytest

from rag.chunking import split_passages
from rag.question_making import KINDS, Proposal, propose
from rag.readers import read_article
from tests.fakes import WordEncoder

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
    "Velden is the largest harbour in the Orlan Isles.": [
        ("which", "What is the largest harbour in the Orlan Isles?"),
        ("what", "What is Velden?"),
    ],
    "Trains stop at Velden, the largest harbour in the Orlan Isles, twice a day.": [
        ("which", "What is the largest harbour in the Orlan Isles?")
    ],
    "People gather for the Lantern Days—the yearly feasts of the Orlan Isles—in May.": [
        ("what", "What are the Lantern Days?")
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
    "The Kestrel Bridge is 84 metres long and two wide.": [
        ("figure", "How long is the Kestrel Bridge?")
    ],
    "Herring exports from Velden rose by 5.2 percent in 2019, as in 2018.": [
        ("figure", "By how much did herring exports from Velden rise in 2019?")
    ],
    "The Kestrel Bridge was built in 1931 by two brothers.": [
        ("when", "When was the Kestrel Bridge built?")
    ],
    "In May 1931, the Kestrel Bridge was opened to walkers.": [
        ("when", "When was the Kestrel Bridge opened to walkers?")
    ],
    "Mira Solano discovered the comet of Velden in 1911.": [
        ("when", "When did Mira Solano discover the comet of Velden?")
    ],
    "The Kestrel Bridge was designed by the Chilean engineer Ana Rey.": [
        ("who", "Who designed the Kestrel Bridge?")
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
    "The Velden fever is caused by a bacterium of the soil.": [
        ("cause", "What causes the Velden fever?")
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
    "a heading above it": "Fevers\nThe Velden fever is caused by a bacterium.",
    "words in quotes": "Velden is a ``dry'' town for all who live and work in it.",
    "defines nothing": "Velden is an example of what fishing towns once were.",
    "who or what, it can't be told": "Mira Solano is a legend of the Orlan Isles.",
    "nobody did it": "Fort Velden was joined by a road to Fort Orlan.",
    "a step of an experiment": "The Velden lamp was used to warm the samples in it.",
    "not a sentence": "Table 4: Velden, 1931, 84 m, closed | Orlan, 1940",
    "too short": "Velden is a town.",
}


def made_of(text: str, title: str, language: str = "en") -> list[Proposal]:
    """Make questions from a text."""
    article = read_article(text.encode(), "story.md")
    assert article.language == language
    assert article.title == title
    encoder = WordEncoder()
    return list(propose(article, split_passages(article, encoder.count_tokens, 64)))


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
