"""Links of a page: contents, which only lead to other parts of it, are left out."""

import pytest

from rag.readers import read_article
from rag.readers.web.links import Links, without_contents
from rag.readers.web.markup import read_markup
from tests.articles import paragraphs

EELS = "Eels are let through the weir at night, when nobody is out in a boat."
LOCKS = "The lock is filled in four minutes, and emptied in five by the same sluice."
LEADING = '<a href="#eels">{}</a> <a href="#lock">{}</a> <a href="#mill">{}</a>'
THREE = f"<p>{LEADING.format('1. Eels?', '2. The lock?', '3. The mill?')}</p>"
TEXT = f"<p>{EELS}</p>"


def kept(body: str) -> list[str]:
    """Give the first words of what is left of a page without its contents."""
    return [b.text.split(" ")[0] for b in without_contents(read_markup(body).blocks)]


@pytest.mark.parametrize(
    "contents",
    [
        THREE,
        '<p>1 <a href="#a">The eels of it</a></p><p><a href="#b">Lock</a></p>'
        '<p><a href="#c">Mill</a></p>',
        '<ul><li><a href="#a">Eels</a></li><li><a href="#b">Lock</a></li>'
        '<li><a href="#c">Mill</a></li></ul>',
    ],
)
def test_contents_are_left_out(contents: str) -> None:
    """They are links to other parts in a row, whether in one block or in several."""
    assert kept(f"{contents}{TEXT}") == ["Eels"]


@pytest.mark.parametrize(
    "links",
    [
        LEADING.format("Eels", "lock", "mill") + " are what people come here to see.",
        '<a href="#eels">Of eels at night</a> <a href="#lock">and of the lock</a>',
        THREE.replace("#", "/"),
    ],
)
def test_other_links_stay(links: str) -> None:
    """Words stand beside them, they are two, or they lead to other pages."""
    assert len(kept(f"<p>{links}</p>{TEXT}")) == 2


def test_links_that_are_not_in_a_row_stay() -> None:
    """A page may lead to its top from each part."""
    up = '<p><a href="#top">Up</a></p>'
    assert kept(f"{up}{up}{TEXT}{up}") == ["Up", "Up", "Eels", "Up"]


@pytest.mark.parametrize(
    ("above", "below", "found"),
    [
        ("<h2>Here</h2>", "<h2>Fish</h2>", ["River", "Fish", "Eels"]),
        ("<h2>Here</h2>", "<h1>Fish</h1>", ["River", "Fish", "Eels"]),
        ("<h2>Here</h2>", "<h3>Fish</h3>", ["River", "Here", "Fish", "Eels"]),
        ("<h2>Here</h2>", "", ["River", "Here", "Eels"]),
        ("<p>Here</p>", "<h2>Fish</h2>", ["River", "Here", "Fish", "Eels"]),
    ],
)
def test_a_heading_goes_with_the_contents_that_it_is_over(
    above: str, below: str, found: list[str]
) -> None:
    """Not where it is over more than these."""
    assert kept(f"<h2>River</h2>{above}{THREE}{below}{TEXT}") == found


def test_the_first_heading_stays() -> None:
    """It may be the title, and contents may end a page."""
    assert kept(f"<h1>River</h1>{THREE}<h1>Fish</h1>{TEXT}") == [
        "River",
        "Fish",
        "Eels",
    ]
    assert kept(f"{TEXT}<h2>Here</h2>{THREE}") == ["Eels", "Here"]


def test_a_page_of_nothing_but_contents_is_kept() -> None:
    """Rather links than nothing at all."""
    assert kept(f"<h1>River</h1>{THREE}") == ["River", "1."]


def test_the_questions_of_a_page_are_read_once() -> None:
    """Those that it begins with only lead to the others, over the answers."""
    asked = ["1. When are the eels of the river let through?", "2. And the boats?"]
    links = LEADING.format(*asked, "3. What does the mill grind?")
    parts = f"<p>{asked[0]}</p><p>{EELS * 3}</p><p>{asked[1]}</p><p>{LOCKS * 3}</p>"
    page = f"<html><head><title>Rivers</title></head><p>{links}</p>{parts}</html>"
    read = paragraphs(read_article(page.encode(), "river.html"))
    assert read == [asked[0], EELS * 3, asked[1], LOCKS * 3]


def test_links_are_counted_anew_for_each_block() -> None:
    """The share is of its text, and links lead where it is mostly made of these."""
    links = Links()
    links.open({"href": "#eels"})
    links.write("Eels")
    links.end("Eels and so on")
    assert (round(links.share, 2), links.leads) == (0.29, 0)
    links.open({"href": "#lock"})
    links.write("Lock")
    links.end("4 Lock")
    assert (round(links.share, 2), links.leads) == (0.67, 0)
    links.open({"href": "#mill"})
    links.write("Mills")
    links.open({"href": "#weir"})
    links.write("Weir")
    links.end("4 Mills Weir")
    assert (links.share, links.leads) == (0.75, 2)
    links.open({})
    links.write("Home")
    links.end("Home")
    assert (links.share, links.leads) == (1.0, 0)
    links.end("")
    assert (links.share, links.leads) == (0.0, 0)


@pytest.mark.parametrize(
    ("heading", "text", "links"),
    [
        ('Eels<a href="#eels">¶</a>', "Eels", []),
        ('<a href="#eels" aria-hidden="true">#</a> Eels', "Eels", []),
        ('Eels <a href="#eels"><b>🔗</b> §</a> of it', "Eels of it", []),
        # Words, and signs that are said with them; code stays code.
        ('<a href="#eels"><code>Eels</code> 2</a>', "Eels 2", ["Eels 2"]),
        ('<a href="#eels"># <b>Eels</b></a>', "# Eels", ["# Eels"]),
        ('Eels <a href="#n">1</a>', "Eels 1", ["1"]),
        # A sign that leads elsewhere, as to an editor, and one that leads nowhere.
        ('Eels <a href="/eels">¶</a>', "Eels ¶", ["¶"]),
        ("Eels <a>¶</a>", "Eels ¶", ["¶"]),
    ],
)
def test_a_sign_by_which_a_heading_leads_to_itself_is_no_text(
    heading: str, text: str, links: list[str]
) -> None:
    """Programs that make pages of manuals put one behind each heading."""
    (block,) = read_markup(f"<h2>{heading}</h2>").blocks
    found = [block.text[x.start : x.end] for x in block.looks if x.kind == "link"]
    codes = [block.text[x.start : x.end] for x in block.looks if x.kind == "code"]
    assert (block.text, found) == (text, links)
    assert codes == ["Eels"] * heading.count("<code>")


def test_such_a_sign_outside_of_headings_is_text() -> None:
    """There it may be a paragraph's, and lead to a part of the law."""
    assert read_markup('<p>Law <a href="#l">§</a>').blocks[0].text == "Law §"


@pytest.mark.parametrize("head", ["", "<title>Eels - Manual</title>"])
def test_such_a_sign_is_not_of_the_title(head: str) -> None:
    """Neither where the page states a title nor where it states none."""
    top = '<h1>Eels<a href="#eels">¶</a></h1>'
    page = f"<html><head>{head}</head><body>{top}<p>{EELS}<p>{LOCKS}</body></html>"
    article = read_article(page.encode(), "eels.html")
    assert (article.title, paragraphs(article)) == ("Eels", [EELS, LOCKS])
