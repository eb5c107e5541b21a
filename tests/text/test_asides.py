"""Reference lists and navigation are told by their heading or by their form."""

import pytest

from rag.text.asides import is_aside, is_furniture


@pytest.mark.parametrize(
    "text",
    [
        "[12] Doe, J., Ash, A. et al. Songs of whales. 2017.",
        "Doe, J. (2019). Songs of whales. Journal of Tides, 12(3), 45–67.",
        '^ "Songs of whales". Tide News. 12 March 2019. Retrieved 3 April 2020.',
        "Doe, J. Songs of whales. Ocean University Press, 1999.",
        "Whales and others: Ash et al. 2019, 1045–1067.",
        "Whales and others: Ash et al. 2019, 12:3-9.",
        "3. Whales. 2019. https://example.org/whales",
        "1. Doe, J. Songs. 1999.\n2. Ash, A. Tides. 2001.\nand others",
    ],
)
def test_an_entry_has_a_year_and_two_more_signs(text: str):
    """Numbers, initials, journals, addresses; of several lines two in three do."""
    assert is_aside(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "According to Ash et al. (2019), whales sing longer songs [12].",
        "In 2019 J. Doe met A. Ash in Graz.",
        "Ash et al. (2019) counted 10–20 whales of age 5–10.",
        "1. In 2019 the company sold 200–300 ships.",
        "Doe, J. Songs of whales.",
        "Doe, J. et al. Songs of whales. Journal of Tides.",
        "1. In 2019, 200–300 ships were sold: 20–30 a month.",
        "The war of 1939–1945 was described by the historian A. Ash.",
        "1. Doe, J. Songs. 1999.\nWhales sing.\nThey do so for hours.",
        "1. Doe, J. Songs. 1999." + " It is read to this day." * 20,
    ],
)
def test_a_sentence_that_cites_is_none(text: str):
    """However it does; nor is a long text that begins like an entry."""
    assert not is_aside(text, None)


@pytest.mark.parametrize(("chars", "expected"), [(400, True), (401, False)])
def test_an_entry_has_400_characters_at_most(chars: int, expected: bool):
    """With number, initials, journal and year; one letter more makes it a text."""
    begun = "1. Doe, J. Songs. Journal of Tides. 1999. "
    assert is_aside(begun + "a" * (chars - len(begun)), None) is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Adam, 3", "Bo, Jo, 4, 12–14", "- “Cod,” 7"], True),
        (["Adam, 3", "Bo, see Jo", "Cod (a fish), 7."], True),
        ([f"Bo, see {'J' * 60}", "Cod, 7", "Dab, 8"], True),
        ([f"Bo, see {'J' * 61}", "Cod, 7", "Dab, 8"], False),
        (["I see that you do.", "I see that they do.", "I see it all."], False),
        # Two are too few, and others than two thirds.
        (["Adam, 3", "Bo, 4, 12"], False),
        (["Adam, 3", "Bo, 4, 12", "Cod, 7", "and cod", "it is so"], False),
        (["Adam, 3", "Bo, 4, 12", "Cod, 7", "Dab, 8", "and", "it is"], True),
        # Out of their order, but for one in four, they are somebody's list.
        (["Bo, 4, 12", "Adam, 3", "Cod, 7"], False),
        (["Bo, 4, 12", "Adam, 3", "Cod, 7", "Dab, 8", "Eel, 9"], True),
        (["Bo, 4, 12", "Adam, 3", "Cod, 7", "Dab, 8"], False),
        # These may be people's ages, and figures and years others are none of pages.
        (["Adam, 31", "Bo, 42", "Cod, 7"], False),
        (["Adam 3, 4", "Bo 4, 12", "Cod 7, 8"], False),
        (["Adam 3", "Bo 4", "Cod, 7, 8"], False),
        (["Adam, 12345, 3", "Bo, 12345, 4", "Cod, 12345, 7"], False),
        ([f"{'A' * 100}, 3", "Bo, 4, 12", "Cod, 7"], True),
        ([f"{'A' * 101}, 3", "Bo, 4, 12", "Cod, 7"], False),
    ],
)
def test_an_index_has_names_with_pages_in_their_order(lines: list[str], expected: bool):
    """Three lines at least, of which one has several, or leads to another."""
    assert is_aside("\n".join(lines), None) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Home | News | Contact us",
        "News › Science › Whales",
        "Skip to main content",
        "Related articles\nHome | News | Sport",
        "Home | News | Sport\n\nShare   Save   Print",
        "© 2024 The Tide. All rights reserved.",
        "Home | News of today | Sport",
        "Home > News of today > Sport",
        "Share   Save   Comments (47)",
        "Read more: Why whales sing",
        "Privacy policy",
    ],
)
def test_navigation_is_short_and_known_or_has_parted_items(text: str):
    """Each line of it."""
    assert is_aside(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "Home is where the heart is.",
        "Whales",
        "Copyright protects authors.",
        "Owls | Whales",
        "Home | News of the day | Sport",
        "Skip to main content\nWhales sing.",
        "The score was high | it was never as high again | so they say",
        "Share on the market was lost by each of the firms that sold no ships.",
    ],
)
def test_a_short_text_is_not_navigation(text: str):
    """What only resembles it in part stays."""
    assert not is_aside(text, None)


@pytest.mark.parametrize(("chars", "expected"), [(120, True), (121, False)])
def test_navigation_has_120_characters_a_line_at_most(chars: int, expected: bool):
    """One letter more, and three parted items are no menu."""
    begun = "Home | News | "
    line = begun + "a" * (chars - len(begun))
    assert is_aside(f"{line}\n{line}", None) is expected


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ("Whales › References", True),
        ("Whales › 7. REFERENCES:", True),
        ("参考文献", True),
        ("References › Whales", False),
        ("References to whales", False),
    ],
)
def test_the_last_heading_tells(section: str, expected: bool):
    """Whatever its number and case; the ones above it don't."""
    assert is_aside("Whales sing.", section) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Home > Business > Companies", True),
        ("News » Science » Whales", True),
        ("Home | News | Sport", True),
        ("Home > Business", False),
        ("Home > Business > Companies that build ships", False),
        ("Salt / Silk / Silver", False),
        ("Monday · 9 June · Bergen", False),
        ("Share   Save   Comments (47)", True),
        ("like 12 · reply", True),
        ("Share   Print   47 comments", True),
        ("47 whales print", False),
        ("Share", False),
        ("Save, share and print", False),
        ("Shareholders print", False),
        ("Read more: Why whales sing", True),
        ("See also : Owls", True),
        ("Read more books", False),
        ("See also", False),
        ("Privacy policy", False),
        ("Advertisement", True),
        ("Advertisements of old", False),
        ("Skip to content", True),
        ("Skip to my house", False),
        (f"Read more: {'whale ' * 8}", True),
        (f"Read more: {'whale ' * 9}", False),
        ("Zum Inhalt springen", True),
        ("Möchten Sie den Artikel teilen?", True),
        ("War dieser Beitrag hilfreich?", True),
        ("Lesen Sie auch: Warum Wale singen", True),
        ("Weiterlesen: Warum Wale singen", True),
        ("Alle Rechte vorbehalten", True),
        ("Den Artikel teilen wir nicht.", False),
        ("Anzeige", True),
        ("Anzeigen der Wale", False),
        ("Saltar al contenido", True),
        ("Compartir en la red", True),
        ("Lee también: Las ballenas", True),
        ("Todos los derechos reservados", True),
        ("Publicidad", True),
        ("Aller au contenu", True),
        ("Partager sur le réseau", True),
        ("À lire aussi : les baleines", True),
        ("Tous droits réservés", True),
        ("Publicité", True),
        ("Читайте также", True),
        ("Поделиться", True),
        ("Все права защищены", True),
        ("Реклама", True),
        ("Реклама китов", False),
        ("اقرأ أيضا", True),
        ("جميع الحقوق محفوظة", True),
        ("تابعونا على", True),
        ("分享到：", True),
        ("分享到的鲸鱼", False),
        ("相关阅读", True),
        ("责任编辑：王水", True),
        ("下一篇", True),
        ("関連記事", True),
        ("無断転載を禁じます", True),
    ],
)
def test_furniture_is_what_heads_no_text(line: str, expected: bool):
    """Buttons, a trail of three, "Read more:"; "See also" may be over a section."""
    assert is_furniture(line) is expected
