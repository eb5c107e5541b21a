"""Points that end no sentence, in many languages."""

import pytest

from rag.text.abbreviations import goes_on
from rag.text.sentences import WINDOW_CHARS, split_sentences


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # Ordinals.
        ("de", "Der Saal liegt im 3. Stock des Hauses."),
        ("de", "Sie entstand im 19. Jahrhundert in Ulm."),
        ("de", "Im frühen 19. Jahrhundert stand sie noch."),
        ("de", "Er war der 5. Wirt des Hauses."),
        ("de", "Sie gewann gegen den 1. FC Ulm."),
        ("de", "Sie stammt aus dem 17. Jh. und steht noch."),
        ("de", "Sie schließt am 24. Dez. um zwölf."),
        ("da", "Kirken er fra det 19. århundrede."),
        ("cs", "Byl to 2. starosta, nar. v Praze."),
        ("tr", "Bu, 2. Dünya savaşından sonra oldu."),
        ("tr", "Ev 19. yüzyılda yapıldı."),
        # What is cut short, before a small letter or a figure.
        ("fr", "Le pont date du siècle avant J.-C. selon eux."),
        ("it", "La legge n. 5 vale ancora."),
        ("it", "L'art. 5 vale ancora."),
        ("es", "La casa n.º 5 fue vendida."),
        ("pt", "Segundo o n.º 3 do artigo 7.º da lei."),
        ("pl", "Dom z XIX w. kupiec Nowak, ur. w 1820 r. w Łodzi, sprzedał."),
        ("pl", "Leży ok. 5 km dalej, tj. blisko."),
        ("nl", "Dat is veel, d.w.z. te veel."),
        ("ru", "См. рис. 5 и стр. 12, т. е. ниже."),
        ("en", "See Eq. 4 and Tab. 2 in Ch. 3 here."),
        ("en", "Approx. 300 boats came."),
        # Before a name.
        ("fr", "La maison que M. Dupont vendit brûla."),
        ("en", "He lives near Ft. Knox now."),
        ("nl", "Zij kwam met mevr. Smit."),
        ("pl", "Szkoła stoi przy ul. Długiej."),
    ],
)
def test_a_point_may_end_a_word_alone(language: str, text: str) -> None:
    """The sentence goes on."""
    assert len(split_sentences(text, language)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Es waren 12. Danach kamen mehr."),
        ("de", "Er kam auf Platz 3. Die anderen folgten."),
        ("de", "Sie kam im Jahr 1990. Er kam später."),
        ("da", "Der var 12. Så kom flere."),
        ("en", "It scored 5. it was enough."),
        ("en", "It won the 5. Stock rose."),
        ("de", "Das war im 1990. Stock fiel."),  # no ordinal has four figures
        ("de", "Sie gewann 12. Stocklack fehlte."),
        ("pl", "Wyjechał w 1820 r. Potem wrócił."),
        ("ru", "Закон принят им. Потом его отменили."),
        ("fr", "Elle partit en 1990. Monsieur resta."),
        ("en", "He chose plan B. Then he left."),
        ("en", "i saw it. we left."),
        ("en", "She wore a cap. 5 others didn't."),
        ("en", "The game was tied at par. 3 golfers left."),
        ("de", "Die Züge fahren bis 22. Danach nicht mehr."),
        ("de", "Wir kommen am 12. Bis dahin bleibt es so."),
        ("de", "Er nahm den 100. Er fährt oft."),
        ("de", "Es waren 12. Mal war er da, mal nicht."),
        ("pl", "Dałem to im. Potem poszedłem."),
        ("ru", "Я дал им. 5 человек пришли."),
        ("fr", "Il gagne 3 M. Elle aussi."),
        ("es", "Es rica en vitamina D. Su color es rojo."),
        ("pt", "Era um par. 5 pessoas vieram."),
        ("nl", "Hij is arts. 5 mensen kwamen."),
        ("en", "It is shown here (2F ). qPCR was used."),
        ("en", "It weighs 5 g. The other is light."),
    ],
)
def test_other_points_end_sentences(language: str, text: str) -> None:
    """Where what follows begins with a capital, or nothing is cut short."""
    assert len(split_sentences(text, language)) == 2


@pytest.mark.parametrize(
    ("before", "after", "goes"),
    [
        ("siehe Abs.", " 2", True),
        ("siehe (Abs.", " 2", True),
        ("Siehe Abs!", " 2", False),
        ("siehe Abs.", "", False),
        ("siehe Abs.", " Zwei", False),
        ("siehe Fig.", " 2", True),
        ("ein fig.", " 2", False),
        ("das 3.", " Haus", True),
        ("das 300.", " Haus", True),
        ("Das 3.", " Haus", True),
        ("Haus 3.", " Das", False),
        ("n.", "º 5", True),
        ("J.", "-C.", True),
        ("plan B.", " 5 came", False),
        ("plan b.", " then", True),
    ],
)
def test_what_stands_around_a_point_tells(before: str, after: str, goes: bool) -> None:
    """The word before it, in brackets, too, and what follows."""
    assert goes_on(before, after, "de") is goes


def test_no_more_is_joined_than_is_looked_at_at_once() -> None:
    """Else the time would grow with the square of the text."""
    spans = split_sentences("im 3. Stock " * 1_000, "de")
    lengths = [span.end - span.start for span in spans]
    assert max(lengths) > WINDOW_CHARS - 20
    assert max(lengths) < WINDOW_CHARS + 20


def test_a_capital_behind_an_ordinal_is_german() -> None:
    """Elsewhere only names and a few things have one."""
    assert not goes_on("die 3.", " Rose", "da")
    assert goes_on("Bu, 2.", " Dünya", "tr")
    assert not goes_on("Tag 2.", " Dünya", "de")
