"""Pages of short blocks, and how much of what was found in a page its blocks show."""

import json
import re

import pytest
from trafilatura.settings import Document

import rag.readers.web.html
from rag.readers import read_article
from rag.readers.web.blocks import MarkupBlock
from rag.readers.web.shown import plain_words, shown_share
from rag.types import Article
from tests.articles import looks, paragraphs, rows
from tests.readers.test_html import PARAGRAPHS

NAV = "<nav><a href=/>Home</a> <a href=/all>Everything</a></nav>"


def read(title: str, body: str, head: str = "") -> Article:
    """Read a page of that title."""
    head = f'<meta charset="utf-8"><title>{title}</title>{head}'
    page = f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"
    return read_article(page.encode(), "page.html")


def parts(article: Article) -> list[tuple[str | None, str]]:
    """Give an article's paragraphs, each behind its section."""
    sections = (p.section for p in article.paragraphs)
    return list(zip(sections, paragraphs(article), strict=True))


def table(names: str, cells: list[tuple[object, object]]) -> str:
    """Write a table of two columns."""
    one, two = names.split()
    body = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in cells)
    return f"<table><tr><th>{one}</th><th>{two}</th></tr>{body}</table>"


def items(tag: str, texts: str) -> str:
    """Write a list."""
    return f"<{tag}>{''.join(f'<li>{text}</li>' for text in texts.split('|'))}</{tag}>"


def test_rows_of_a_list_page_stand_under_their_headings() -> None:
    """Of a wiki's page with one paragraph over a table, and without its menu."""
    lead = (
        "These are the towers of churches that are known for how high they are above "
        "the square in front."
    )
    towns = ("Ulm", "Wien", "Riga", "Lund", "Bern", "Gent", "Metz", "Bath")
    heights = [(town, f"{161 - 9 * i} m") for i, town in enumerate(towns)]
    links = "<a href=/b>List of bridges</a>|<a href=/l>List of lights</a>"
    article = read(
        "List of church towers - Wiki",
        f'<div id="mw-head">{items("ul", "<a href=/>Main page</a>")}</div>'
        f'<div id="content"><h1>List of church towers</h1><p>{lead}</p>'
        f"<h2>Towers</h2>{table('Town Height', heights)}"
        f"<h2>See also</h2>{items('ul', links)}"
        f"<h2>References</h2>{items('ol', 'Doe. Towers.|Roe. Spires.')}</div>",
    )
    assert article.title == "List of church towers"
    expected = [f"Town: {town}; Height: {height}" for town, height in heights]
    assert parts(article)[:9] == [(None, lead), *(("Towers", row) for row in expected)]
    assert rows(article) == expected
    assert "References" in (article.paragraphs[-1].section or "")
    assert paragraphs(article)[9:] == ["1. Doe. Towers.", "2. Roe. Spires."]
    assert "Main page" not in article.text


def test_a_table_between_short_paragraphs_keeps_its_columns() -> None:
    """And both headings are sections; the menu is left out."""
    lead = "Measles is an illness that spreads fast, and that a vaccine prevents."
    cases = [(2010 + i, 100 + 37 * i) for i in range(10)]
    article = read(
        "Measles",
        f"{NAV}<article><h1>Measles</h1><p>{lead}</p><h2>Cases by year</h2>"
        f"{table('Year Cases', cases)}<h2>Method</h2><p>They are counted weekly.</p>"
        "</article>",
    )
    by_year = [("Cases by year", f"Year: {y}; Cases: {n}") for y, n in cases]
    method = ("Method", "They are counted weekly.")
    assert parts(article) == [(None, lead), *by_year, method]


def test_a_recipe_keeps_headings_and_numbers() -> None:
    """Though only its first line is as long as a line of text."""
    lead = "A plain loaf that needs no kneading and one bowl."
    article = read(
        "Oat bread",
        f"{NAV}<main><h1>Oat bread</h1><p>{lead}</p>"
        f"<h2>Ingredients</h2>{items('ul', '300 g oats|1 tsp salt|7 g yeast')}"
        f"<h2>Method</h2>{items('ol', 'Mix it.|Let it rest.|Bake it.')}"
        "<h2>Storage</h2><p>It keeps for a week.</p></main>",
    )
    given = [("Ingredients", f"- {text}") for text in ("300 g oats", "1 tsp salt")]
    done = [("Method", text) for text in ("1. Mix it.", "2. Let it rest.")]
    last = [("Method", "3. Bake it."), ("Storage", "It keeps for a week.")]
    yeast = [("Ingredients", "- 7 g yeast")]
    assert parts(article) == [(None, lead), *given, *yeast, *done, *last]


def test_questions_of_an_interview_stay_bold() -> None:
    """Each question and each answer is a paragraph, and the questions look as such."""
    lead = "Ada Roe has baked in the same street for forty years."
    talk = [
        ("When did you begin?", "In 1980, as a girl."),
        ("Who taught you?", "An aunt of mine."),
        ("What do you bake?", "Rye, and little else."),
        ("Will you retire?", "Not at sixty, no."),
    ]
    text = "".join(f"<p><b>{asked}</b></p><p>{said}</p>" for asked, said in talk)
    article = read("Talk", f"{NAV}<article><h1>Talk</h1><p>{lead}</p>{text}</article>")
    assert paragraphs(article) == [lead, *(line for pair in talk for line in pair)]
    bold = [words for kind, words, _ in looks(article) if kind == "strong"]
    assert bold == [asked for asked, _ in talk]


def test_a_page_without_a_long_line_is_read_with_its_structure() -> None:
    """As one of opening hours."""
    hours = table("Day Hours", [(day, "9 to 5") for day in ("Mon", "Tue", "Wed")])
    article = read("Mill", f"{NAV}<main><h1>Mill</h1><h2>Hours</h2>{hours}</main>")
    expected = [
        ("Hours", f"Day: {day}; Hours: 9 to 5") for day in ("Mon", "Tue", "Wed")
    ]
    assert parts(article) == expected


def test_labels_are_not_the_article_that_a_script_shows() -> None:
    """Though together they are almost as long: none of its words is among them."""
    labels = ("Sign in", "Crosswords", "Your account", "Local sport", "Houses to let")
    shown = "".join(f"<div><p>{text} {n}</p></div>" for text in labels for n in "123")
    stated = {"@type": "NewsArticle", "articleBody": " ".join(PARAGRAPHS)}
    script = f"<script type='application/ld+json'>{json.dumps(stated)}</script>"
    article = read("River", f"{NAV}<main>{shown}</main>", script)
    assert paragraphs(article) == [stated["articleBody"]]


@pytest.mark.parametrize(("hidden", "is_enough"), [(99, True), (100, False)])
def test_half_of_what_was_found_is_enough(
    hidden: int, is_enough: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a page that shows less a script shows the rest: 99 characters of 199 here."""
    shown, document = "x" * 99, Document()
    document.text = found = f"{shown} {'y' * hidden}"
    monkeypatch.setattr(
        rag.readers.web.html, "bare_extraction", lambda *_args, **_options: document
    )
    # Another process would know nothing of it.
    draft = rag.readers.web.html.read(f"<p>{shown}</p>".encode())
    assert draft.text == (shown if is_enough else found)


def test_an_article_for_three_sizes_of_screen_is_read_once() -> None:
    """Though trafilatura gives all of it three times, and ours is a third of that."""
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    article = read("River", f"{NAV}<h1>River</h1>{f'<div>{text}</div>' * 3}")
    assert paragraphs(article) == PARAGRAPHS


def test_how_words_are_said_is_not_read_for_what_a_page_lacks() -> None:
    """Readings of Japanese words, which trafilatura writes into the text."""
    said = "<ruby>川<rt>かわ</rt></ruby>の<ruby>水<rt>みず</rt></ruby>が上がり、"
    text = "".join(f"<p>{n}{said * 4}橋は閉鎖された。</p>" for n in "一二三四")
    article = read("川", f"{NAV}<article><h1>川</h1>{text}</article>")
    assert "かわ" not in article.text
    assert paragraphs(article)[0].startswith("一川の水が上がり、")


@pytest.mark.parametrize(
    ("text", "blocks", "share"),
    [
        ("| Ulm | 161 |\nBern", ["Town: Ulm", "Height: 161"], 0.6),
        ("Bern Bern", ["Bern"], 0.5),
        ("Bern\nBern", ["Bern"], 1.0),
        ("Bern", ["Bern", "Bern"], 1.0),
        ("eel weir", ["Eel"], 0.0),
        ("Ulm, abcdefg", ["abcdefg."], 0.7),
        ("河水かわ", ["水わ"], 0.5),
        ("かわわ", ["わ"], 1 / 3),
        ("水Ulm", ["Ulm"], 0.75),
        ("Ulm水", ["Ulm"], 0.75),
        ("10⁶ eels", ["106"], 3 / 7),
        ("| --- |", ["Ulm"], 1.0),
        ("", [], 1.0),
        ("Ulm", [], 0.0),
    ],
)
def test_what_is_shown_is_told_by_the_length_of_words(
    text: str, blocks: list[str], share: float
) -> None:
    """Each as often as it is there, but lines that are there again, and none twice."""
    shown = [MarkupBlock(block, 0, 0.0, False) for block in blocks]
    assert shown_share(text, shown) == pytest.approx(share)


SIGNS = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u2060", "\ufeff"]


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_an_article_with_signs_that_are_not_seen_is_found(sign: str) -> None:
    """In each paragraph, or in the last one, in a part of its own; labels aren't."""
    said = [re.sub(r"(?<=\w\w)(?=\w\w)", sign, text) for text in PARAGRAPHS]
    for lines in (said, [*PARAGRAPHS[:2], said[2]]):
        body = "".join(f"<div><p>{line}</p></div>" for line in lines)
        labels = "<div><p>Sign in now</p></div>"
        article = read("River", f"{NAV}{labels}<h1>River</h1>{body}{labels}")
        assert paragraphs(article) == lines


def test_white_space_parts_words_though_it_is_not_seen() -> None:
    """Spaces that don't break, and line ends, unlike signs within a word."""
    assert plain_words("two\u00a0boats\nro\u00adse") == ["two", "boats", "rose"]


@pytest.mark.parametrize(
    ("title", "heading"),
    [("Riverboats", "River\u00adboats"), ("River\u00adboats", "River\u00adboats")],
)
def test_a_title_with_a_soft_hyphen_is_not_repeated(title: str, heading: str) -> None:
    """The page's own title has none, or has it, too."""
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    article = read(title, f"{NAV}<article><h1>{heading}</h1>{text}</article>")
    assert article.text.replace("\u00ad", "").count("Riverboats") == 1
    assert paragraphs(article) == PARAGRAPHS
