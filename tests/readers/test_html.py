"""Web pages: the article, with its title, author and date, and without the rest."""

import json
import re
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

import rag.readers.web.html
from rag.errors import EmptyFileError
from rag.readers import read_article
from rag.readers.web.markup import read_markup
from rag.types import Article
from tests.articles import paragraphs

PARAGRAPHS = [
    "The river rose by two metres in a single night, and the bridge was closed to all.",
    "Many people came to look at it, and some of them stayed until the next morning.",
    "The mayor said that the old bridge, built in 1880, would be open again by Friday.",
]
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>River in flood | The Paper</title><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-03-12T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>River in flood</h1><p>By Jane Doe, 12 March 2024</p>
<p>{PARAGRAPHS[0]}</p><h2>The crowd</h2><p>{PARAGRAPHS[1]}</p>
<ul><li>one boat</li><li>two boats</li></ul><p>{PARAGRAPHS[2]}</p></article>
<aside><p>Subscribe to our newsletter</p></aside><script>var x = "<p>no</p>";</script>
<footer><p>Copyright 2019 The Paper, all rights reserved</p></footer></body></html>"""


def read(page: str, name: str = "page.html") -> Article:
    """Read a page."""
    return read_article(page.encode(), name)


def test_the_article_is_read_without_menus() -> None:
    """Paragraphs, headings and lists are kept; navigation, asides and footers not."""
    article = read(PAGE)
    expected = [*PARAGRAPHS[:2], "- one boat", "- two boats", PARAGRAPHS[2]]
    assert paragraphs(article) == expected
    assert [p.section for p in article.paragraphs] == [None] + ["The crowd"] * 4


def test_the_page_states_title_author_and_date() -> None:
    """Metadata are taken from the page, and the front quotes what the page shows."""
    article = read(PAGE)
    assert (article.title, article.author) == ("River in flood", "Jane Doe")
    assert (article.date, article.language) == ("2024-03-12", "en")
    assert article.front is not None
    assert "By Jane Doe, 12 March 2024" in article.text[: article.front.end]


@pytest.mark.parametrize(
    ("line", "author"),
    [("By Al Roe · 12 March 2024", "Al Roe"), ("12 March 2024", None)],
)
def test_the_line_of_the_date_may_name_the_author(line: str, author: str) -> None:
    """Where the page says it nowhere else."""
    page = PAGE.replace('<meta name="author" content="Jane Doe">', "")
    article = read(page.replace("By Jane Doe, 12 March 2024", line))
    assert (article.author, article.date) == (author, "2024-03-12")


LEAD = "A night of rain, and what it did to the oldest bridge in the town of Tarn"


SITE = '<meta property="og:title" content="{}">'


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("River in flood - Tarnpedia, the free book", "River in flood"),
        ("River in flood | The Paper", "River in flood"),
        ("River in flood :: The Paper", "River in flood"),
        ("River in floods - The Paper", "River in floods - The Paper"),
        ("River in flood-proof towns", "River in flood-proof towns"),
        ("High river in flood - The Paper", "High river in flood - The Paper"),
    ],
)
def test_the_name_of_the_site_is_not_of_the_title(stated: str, title: str) -> None:
    """It stands behind the words of the page's top heading, and a sign between."""
    head = f"<title>{stated}</title>{SITE.format(stated)}"
    article = read(re.sub("<title>.*</title>", head, PAGE))
    assert article.title == title
    assert article.text.count("\n\nRiver in flood\n") == (title != "River in flood")


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("<h1>The Paper</h1><h2>High water</h2>", "High water"),
        ("<h1>The Paper</h1><h2>The crowd</h2>", "The Paper"),
        ("<h1><a href=/>The Paper</a></h1>", "The Paper - High water"),
        ("<h1>The Paper</h1><h1>High water</h1>", "High water"),
    ],
)
def test_the_name_of_the_site_is_no_title(top: str, title: str) -> None:
    """It may be a heading that leads home, or one with the headline in another."""
    page = PAGE.replace("<h1>River in flood</h1>", top).replace(
        "<h2>The crowd</h2>", ""
    )
    page = page.replace("</title>", "</title>" + SITE.format("The Paper - High water"))
    assert read(page).title == title


@pytest.mark.parametrize(
    ("stated", "top", "title"),
    [
        ("High water - Tarn", "<h1>Rivers</h1><h3>High water</h3>", "High water"),
        ("“High” water… | Tarn", '<h1>"High" water...</h1>', '"High" water...'),
        ("Opinion | High water", "<h4>Opinion</h4><h2>High water</h2>", "High water"),
        ("Opinion | High water", "<h2>High water</h2>{}<h4>Opinion</h4>", "High water"),
        ("Tarn - Flood | A | The Times", "<h1>Tarn – Flood</h1>", "Tarn – Flood"),
        ("High water - Tarn", "<ul><li><h2>High water</h2></ul>", "High water"),
        # What leads elsewhere is the headline only if it has the longest part.
        ("High water - Tarn", "<h1><a href=#>High water</a></h1>", "High water"),
        ("Tarn - High water", "<h1><a href=/>Tarn</a></h1>", "Tarn - High water"),
        # Of a part that is neither first nor longest: it may be a section's name.
        ("High water - Tarn - X", "<h2>Tarn</h2>", "High water - Tarn - X"),
        ("Tarn - High water", "<h2>Tarn</h2>", "Tarn"),
        ("A - B - C - D - E - F - G - High water", "<h2>High water</h2>", "High water"),
    ],
)
def test_a_heading_that_the_page_states_is_its_title(
    stated: str, top: str, title: str
) -> None:
    """Whatever else is a heading there; the last one above the text, as it stands."""
    page = PAGE.replace("<h2>The crowd</h2>", "").replace("<h1>River in flood</h1>", "")
    page = page.replace("River in flood | The Paper</title>", f"{stated}</title>")
    above, _, below = top.partition("{}")
    page = page.replace("</title>", "</title>" + SITE.format(stated))
    page = page.replace("<article>", f"<article>{above}")
    assert read(page.replace("<ul><li>one", f"{below}<ul><li>one")).title == title


@pytest.mark.parametrize(
    ("site", "title"),
    [("Tarn", "High water"), ("TARN", "High water"), ("Flood", "High water » Tarn")],
)
def test_a_site_that_names_itself_is_not_of_the_title(site: str, title: str) -> None:
    """Also where no heading has the other words."""
    stated = "<title>High water » Tarn</title>" + SITE.format("High water » Tarn")
    name = f'<meta property="og:site_name" content="{site}">'
    assert read(re.sub("<title>.*</title>", stated + name, PAGE)).title == title


@pytest.mark.parametrize(
    ("stated", "shown", "author"),
    [
        ("Jane Doe", "By Jane C. Doe", "Jane Doe"),
        ("Jane C Doe", "By Jane C. Doe", "Jane C. Doe"),
        ("Jane Doe May", "By Jane Doe May 3, 2024", "Jane Doe"),
        ("Jane Doe May", "By Jane Doe May", "Jane Doe May"),
        ("Jane Doe May", "</p><p>Jane Doe</p><p>May 2024", "Jane Doe"),
        ("Jane Doe Friday; May", "By Jane Doe Friday, May 3, 2024", "Jane Doe"),
        ("Jane Doe May", "By the editors", "Jane Doe May"),
        ("Jane Doe; JANE DOE; Bo Roe", "By Jane Doe", "Jane Doe; Bo Roe"),
        ("Username", "Username", None),
        ("Authority control; Jane Doe", "By Jane Doe", "Jane Doe"),
        ("责任编辑：王水; Jane Doe", "By Jane Doe", "Jane Doe"),
        ("Фото Ивана Лесного; Jane Doe", "By Jane Doe", "Jane Doe"),
        ("Fotos: Bo Roe", "Fotos: Bo Roe", None),
        ("Фотиев", "Фотиев", "Фотиев"),
        ("Jane Doe · Tarn News", "By Jane Doe", "Jane Doe"),
        ("Jane Doe · Bo Roe", "By Jane Doe", "Jane Doe · Bo Roe"),
        ("Tarn News", "By Tarn News", "Tarn News"),
        ("Jane Doe •", "By Jane Doe", "Jane Doe"),
        ("•; Jane Doe", "By Jane Doe", "Jane Doe"),
        ("Jane Doe; Jdoe Example", "Jane Doe | jdoe@tarn.example", "Jane Doe"),
        ("Jane Doe; Bo Roe", "Jane Doe | bo@tarn.example", "Jane Doe; Bo Roe"),
        ("Jane Doe; Bo Example", "Jane Doe, Bo Example", "Jane Doe; Bo Example"),
        ("Jane Doe; Staff Writer", "Jane Doe, Staff Writer", "Jane Doe"),
        ("Staff Writer; Jane Doe", "Staff Writer", "Staff Writer; Jane Doe"),
        ("Jane Doe", "By Jane Doe and Bo Roe", "Jane Doe; Bo Roe"),
        ("Jane Doe; Al Poe", "By Jane Doe and Bo Roe", "Jane Doe; Al Poe"),
        ("Jane Doe; Bo Roe", "By Bo Roe and Jane Doe", "Jane Doe; Bo Roe"),
        ("Jane Doe", "Jane Doe and Bo Roe", "Jane Doe"),
        ("Jane Doe", "By Jane Doe</p><p>By Jane Doe and Bo Roe", "Jane Doe"),
        ("Jane Doe", "By Al Poe and Bo Roe", "Jane Doe"),
    ],
)
def test_authors_are_named_as_the_page_names_them(
    stated: str, shown: str, author: str | None, monkeypatch
) -> None:
    """What trafilatura takes for a name may lack points, and have a month behind it."""
    found = rag.readers.web.html.bare_extraction

    def stating(*args, **options):
        document = found(*args, **options)
        document.author, document.sitename = stated, "tarn.example"
        return document

    monkeypatch.setattr(rag.readers.web.html, "bare_extraction", stating)
    page = PAGE.replace("By Jane Doe, 12 March 2024", shown)
    # Another process would know nothing of it.
    assert rag.readers.web.html.read(page.encode()).author == author


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("Table of Contents", "Page"),
        ("The contents of a mill", "The contents of a mill"),
    ],
)
def test_a_heading_over_contents_is_no_title(heading: str, title: str) -> None:
    """It comes first in a book of one page, which may have no title."""
    page = PAGE.replace("<h1>River in flood</h1>", f"<h2>{heading}</h2>")
    assert read(re.sub("<title>.*</title>", "", page)).title == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<p class=MsoTitle>Boats<h1>Rivers</h1>", "Boats"),
        ('<p class="c3 title" id="h.a1">Boats<h1>Rivers</h1>', "Boats"),
        ('<p class="title">Boats<h1>Rivers</h1>', "Rivers"),
        ("<div class=MsoTitle>Boats</div><h1>Rivers</h1>", "Rivers"),
        ("<section class=MsoTitle>Boats</section><h1>Rivers</h1>", "Rivers"),
    ],
)
def test_a_paragraph_in_the_style_of_titles_is_the_title(head: str, title: str) -> None:
    """As Word and Google Docs write it, above parts that have headings."""
    texts = (f"<p>{text}" for text in PARAGRAPHS)
    article = read(f"<html><body>{head}{'<h1>Dams</h1>'.join(texts)}")
    assert article.title == title
    trails = [p.section for p in article.paragraphs]
    assert trails[-3:] == ["Rivers" if title == "Boats" else None, "Dams", "Dams"]


def test_the_line_of_the_date_is_no_item_of_a_list() -> None:
    """As the foot of a page may say it, in a list of what else is to be known."""
    page = PAGE.replace("<p>By Jane Doe, 12 March 2024</p>", "")
    page = page.replace(
        "<footer>", "<footer><ul><li>Last edited on 12 March 2024.</ul>"
    )
    article = read(page)
    assert article.text.startswith(
        "River in flood\n\nLast edited on 12 March 2024.\n\n"
    )


@pytest.mark.parametrize(
    ("link", "part", "is_whole"),
    [("", "", True), (link := " <a href=#>So</a>", "", True), (link, "<div>", False)],
)
def test_a_page_without_links_is_a_document(
    link: str, part: str, is_whole: bool
) -> None:
    """Nothing is beside it, and nothing left out, be it as short as a greeting.

    With links, too, what stands in the part with the text is of it.
    """
    lines = ["Dear all,", f"{part}{PARAGRAPHS[0]}{link}", PARAGRAPHS[1]]
    page = f"<html><body><h1>River in flood</h1><p>{'<p>'.join(lines)}"
    found = paragraphs(read(f"{page}{part and '</div>'}<p>Jane Doe, mayor"))
    assert (found[0] == "Dear all,", found[-1] == "Jane Doe, mayor") == (is_whole,) * 2


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (["By Jo Doe, chair"], "Jo Doe"),
        (["Of the river", "By Jo Doe"], "Jo Doe"),
        (["How a night of rain closed the oldest bridge", "By Jo Doe"], "Jo Doe"),
        ([PARAGRAPHS[2], "By Jo Doe"], None),
        (["Of the river"], None),
    ],
)
def test_a_line_below_the_title_names_the_author(lines: list[str], author: str) -> None:
    """Where nothing else does; below a sentence of the text it may sign a quote."""
    page = "".join(f"<p>{line}" for line in [*lines, *PARAGRAPHS])
    article = read(f"<html><body><h1>River in flood</h1>{page}")
    assert article.author == author


@pytest.mark.parametrize(
    ("title", "site", "found"),
    [
        ("Storm at 18.00", "", "Storm at 18.00"),
        ("Storm at 18.00", " | The Paper", "Storm at 18.00"),
        ("Storm at six", " | The Paper", "Storm at six"),
        ("The Paper", " | Storm at 18.00", "The Paper"),
        ("The Paper", f" | Six</title>{SITE.format('Six')}", "Six"),
    ],
)
def test_a_title_may_have_a_full_stop(title: str, site: str, found: str) -> None:
    """Without a heading of the first level; below stands one of another part."""
    text = "".join(f"<p>{each}" for each in PARAGRAPHS)
    page = f"<title>{title}{site}</title><body><article>{text}</article><h2>More</h2>"
    assert read(f"<html>{page}<a href=/>Home</a>").title == found


def test_a_block_knows_the_part_that_it_stands_in() -> None:
    """The innermost that is open; what was closed but never opened closes none."""
    page = "0<body>1<div>2<p>2</p>2</div></section>1<main>3<td>4</td></main>1"
    blocks = read_markup(page).blocks
    assert [block.home for block in blocks] == [int(block.text) for block in blocks]


def test_a_title_is_no_byline() -> None:
    """Though it begins as one."""
    text = "".join(f"<p>{each}" for each in PARAGRAPHS)
    article = read(f"<html><body><h1>By Slow Train</h1>{text}")
    assert (article.title, article.author) == ("By Slow Train", None)


OFFER = "Whoever lost a boat may choose a new one. The offer ends on 31 May 2024."


@pytest.mark.parametrize(
    "added",
    [
        [OFFER],
        [f"{LEAD}, is told here.", "It ends on 31 May 2024."],
        [f"{LEAD}, is told here: Jane Doe saw it."],
    ],
)
def test_a_sentence_of_the_text_is_no_byline(added: list[str]) -> None:
    """It stays where it is, though it has a date, or the author's name."""
    page = re.sub('<meta property="article.*?>', "", PAGE)
    page = page.replace("<p>By Jane Doe, 12 March 2024</p>", "")
    last = f"<p>{PARAGRAPHS[2]}</p>"
    below = "".join(f"<p>{each}</p>" for each in added)
    article = read(page.replace(last, f"{below}{last}"))
    assert paragraphs(article)[-len(added) - 1 :] == [*added, PARAGRAPHS[2]]
    assert article.date is None


@pytest.mark.parametrize(
    "lines",
    [
        "<span>By Al Roe and Bo Tarn</span><br>March 12, 2024, 9:42 a.m. GMT",
        "<span>By Al Roe and Bo Tarn</span> March 12, 2024 <i>Updated 6 hours ago</i>",
        "By Al Roe and Bo Tarn<br>March 12, 2024, and it rains",
    ],
)
def test_a_byline_of_several_lines_names_the_authors(lines: str) -> None:
    """Each may state one thing; when all was changed is said with the date, too."""
    page = PAGE.replace('<meta name="author" content="Jane Doe">', "")
    line = "<p>By Jane Doe, 12 March 2024</p>"
    article = read(page.replace(line, f"<div class=meta>{lines}</div>"))
    assert article.author == "Al Roe and Bo Tarn"
    assert [article.text.count(words) for words in ("River in", "By Al Roe")] == [1, 1]


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        (f"<p>{LEAD}</p><p>By Jane Doe</p><p>12 March 2024</p>", [LEAD]),
        (f"<p>{LEAD}</p><p>By Jane Doe | 12 March 2024</p>", [LEAD]),
        (
            f"<p>{LEAD}, they say.</p><p>By Jane Doe, 12 March 2024</p>",
            [f"{LEAD}, they say."],
        ),
        (f"<p>{LEAD}</p><p>By Jane Doe</p><p>12 March 2024 at 9</p>", [LEAD]),
        (f"<p>{LEAD}</p><p>By Jane Doe, 12 March 2024</p><p>* *</p>", [LEAD, "* *"]),
    ],
)
def test_a_byline_below_a_lead_is_there_once(below: str, kept: list[str]) -> None:
    """It is in the front, as the title is, and no paragraph."""
    article = read(PAGE.replace("<p>By Jane Doe, 12 March 2024</p>", below))
    assert paragraphs(article)[: len(kept) + 1] == [*kept, PARAGRAPHS[0]]
    counts = map(article.text.count, ("River in flood", "Jane Doe", "12 March 2024"))
    assert list(counts) == [1, 1, 1]


def test_a_byline_of_front_lines_is_there_once() -> None:
    """Of two of them, too, and where one holds the other."""
    lines = ("Jane Doe", "12 March 2024", LEAD, "12 March 2024, Jane Doe")
    below = "".join(f"<p>{line}</p>" for line in lines)
    page = PAGE.replace("<p>By Jane Doe, 12 March 2024</p>", below)
    for title in ("River in flood", "Doe"):
        article = read(page.replace("River in flood", title))
        assert article.title == title
        assert paragraphs(article)[:2] == [LEAD, PARAGRAPHS[0]]


@pytest.mark.parametrize(("between", "is_kept"), [(6, False), (7, True)])
def test_the_authors_name_far_below_stays(between: int, is_kept: bool) -> None:
    """There it may be a signature: the title is the first of eight blocks."""
    lines = "".join(f"<p>{LEAD} and {i}</p>" for i in range(between))
    page = PAGE.replace("<p>By Jane Doe, 12 March 2024</p>", f"{lines}<p>Jane Doe</p>")
    assert ("Jane Doe" in paragraphs(read(page))) == is_kept


@pytest.mark.parametrize(
    ("byline", "date"),
    [
        ("Tides of Tarn, no. 7, June 2024", "2024-06"),
        ("Tides of Tarn, 3 June 2024", "2024-06-03"),
        ("Tides of Tarn, June 2023", "2023-06"),
        ("Tides of Tarn", None),
        ("Tides of Tarn, 1 January 2024", "2024-01-01"),
        ("Tides of Tarn, no. 2024/01/01", "2024-01-01"),
        (f"Tides of June 2024{' and Tarn' * 20}ia", "2024-06"),
        (f"Tides of June 2024{' and Tarn' * 20}ian", None),
    ],
)
def test_a_year_is_not_taken_for_its_first_day(
    byline: str, date: str | None, monkeypatch
) -> None:
    """A month that is shown near the top counts, else the page has no date.

    It is shown in a line of two hundred characters at most.
    """
    found = rag.readers.web.html.bare_extraction

    def guessing(*args, **options):
        document = found(*args, **options)
        document.date = "2024-01-01"
        return document

    monkeypatch.setattr(rag.readers.web.html, "bare_extraction", guessing)
    page = re.sub('<meta property="article.*?>', "", PAGE)
    page = page.replace("<p>By Jane Doe, 12 March 2024</p>", f"<p>{byline}</p>")
    # Another process would know nothing of the guess.
    assert rag.readers.web.html.read(page.encode()).date == date


CHANGED = '<meta property="article:modified_time" content="2024-05-20T10:00:00Z">'
STATED = '<script>{"datePublished": "2024-03-12T08:00"}</script>'
SAME = CHANGED.replace("modified", "published")
LATER = '<time datetime="2024-05-20">Updated 20 May 2024</time>'


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ('By Jo Doe, <time datetime="2024-03-12">12 March 2024</time>', "2024-03-12"),
        (f"{LATER}</p><p><time>12 March 2024</time>", "2024-03-12"),
        (STATED, "2024-03-12"),
        # None is told, or none that is earlier, or is a day; others are of the text.
        (LATER, "2024-05-20"),
        ("Last updated: 2 May 2024", "2024-05-20"),
        ("Tarn, 18 June 1815", "2024-05-20"),
        ("By Jo Doe, 31 December 1990", "2024-05-20"),
        ("By Jo Doe, 1 January 1991", "1991-01-01"),
        (f"{STATED}{STATED.replace('03-12', '01-01')}", "2024-05-20"),
        (f"{SAME}<p>By Jo Doe, 12 March 2024</p>", "2024-05-20"),
        ("By Jo Doe, June 2024", "2024-05-20"),
        ("By Jo Doe, May 2024", "2024-05-20"),
        ("Since 12 March 2024 the bridge has been closed", "2024-05-20"),
    ],
)
def test_the_day_of_a_change_is_not_that_of_publication(line: str, date: str) -> None:
    """Which the page shows, or states elsewhere; it is taken where that isn't told."""
    page = re.sub('<meta property="article.*?>', CHANGED, PAGE)
    assert read(page.replace("By Jane Doe, 12 March 2024", line)).date == date


def test_another_day_is_taken_as_found() -> None:
    """Whether or not the page shows it."""
    page = PAGE.replace("<p>By Jane Doe, 12 March 2024</p>", "<p>June 2024</p>")
    assert read(page).date == "2024-03-12"


def test_a_page_saved_as_one_file_is_read() -> None:
    """Of a page and its pictures in one file the page is read."""
    message = MIMEMultipart("related")
    message["From"] = "<Saved by a browser>"
    message.attach(MIMEText(PAGE, "html", "utf-8"))
    message.attach(MIMEText("body {}", "css"))
    article = read_article(message.as_bytes(), "page.mhtml")
    assert article.title == "River in flood"
    assert paragraphs(article)[0] == PARAGRAPHS[0]


def test_a_page_is_known_by_its_content() -> None:
    """A page named .txt is read as a page."""
    assert read(PAGE, "page.txt").title == "River in flood"


def test_a_page_in_another_encoding_is_decoded_as_it_says() -> None:
    """The encoding named in the page holds where the page isn't UTF-8."""
    page = PAGE.replace("utf-8", "windows-1251").replace("The crowd", "Толпа")
    article = read_article(page.encode("cp1251"), "page.html")
    assert article.paragraphs[1].section == "Толпа"


@pytest.mark.parametrize(
    ("label", "codec"), [("x-sjis", "cp932"), ("ks_c_5601-1987", "cp949")]
)
def test_a_page_is_decoded_by_any_name_that_the_standard_knows(label, codec) -> None:
    """A damaged byte in a page of an old encoding costs that character alone."""
    page = PAGE.replace("utf-8", label).replace("The crowd", "川の人").encode(codec)
    article = read_article(page.replace(b"<footer>", b"\xff<footer>"), "page.txt")
    assert article.paragraphs[1].section == "川の人"


@pytest.mark.parametrize("named", ["iso-2022-jp", "utf-8"])
def test_a_page_of_seven_bits_is_decoded_by_its_escapes(named: str) -> None:
    """Its bytes are those of ASCII, whatever it says of them."""
    page = PAGE.replace("utf-8", named).replace("The crowd", "川の人")
    article = read_article(page.encode("iso2022_jp"), "page.html")
    assert article.paragraphs[1].section == "川の人"
    # A stray escape among other bytes is none of these.
    page = PAGE.replace("The crowd", "Café \x1b$").encode()
    assert "Café" in (read_article(page, "page.html").paragraphs[1].section or "")


TABLES = (
    "<table><tr><th>a<th>b<tr><td>c<td>d<tr><td>e<td>f</table>"
    "<table><tr><td>g<td>h</table>"
)


@pytest.mark.parametrize("name", ["page.html", "page.md"])
def test_the_rows_of_a_table_stand_in_neighbouring_lines(name: str) -> None:
    """As in any other format; a second table stands apart."""
    page = f"<h1>Boats</h1>\n\n<p>There are boats of all kinds.</p>\n\n{TABLES}"
    text = read(page, name).text
    assert text.endswith("kinds.\n\na: c; b: d\na: e; b: f\n\ng: h")


def test_a_table_for_the_layout_has_paragraphs() -> None:
    """They stand apart, as elsewhere."""
    cell = "many words of it " * 40
    page = f"<h1>Boats</h1><table><tr><td>{cell}<td>{cell}</table>"
    assert read(page).text.count("\n\n") == 2


def test_twenty_thousand_nested_tags_leave_the_text() -> None:
    """Depth beyond any parser's limit costs no text."""
    page = f"<html><body>{'<div>' * 20_000}<p>{PARAGRAPHS[0]}{'</div>' * 20_000}"
    assert PARAGRAPHS[0] in read(page).text


def test_one_line_of_three_megabytes_is_read() -> None:
    """A page without a single line break is read within the limits."""
    page = "<html><body><p>" + "river bridge " * 230_000
    assert read(page).text.count("river") == 230_000


def test_a_page_of_scripts_shows_no_text() -> None:
    """The error says that there is nothing to read, and names the file."""
    page = "<html><head><title>App</title></head><script>run()</script></html>"
    with pytest.raises(EmptyFileError, match=r"^page\.html shows no text"):
        read(page)


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("<p>One<p>two<br>three<br><br>four", ["One", "two\nthree", "four"]),
        ("<ol start=3><li>c<li>d</ol><ul><li>e", ["3. c", "4. d", "- e"]),
        ("<ol><li>c<li value=5>d<li>e<li value=x>f", ["1. c", "5. d", "6. e", "7. f"]),
        ("<ol type=a start=2><li>c<li>d", ["b. c", "c. d"]),
        ("<ol type=I><li>c<ol type=i><li>d</ol><li>e", ["I. c", "i. d", "II. e"]),
        ("<ol type=A><li>c</ol><ol type=disc><li>d", ["A. c", "1. d"]),
        (f"<ol start={'9' * 5000}><li>c", ["1. c"]),
        # What is shown before an item without text, or in a cell, is nobody's.
        ("<ol><li>c<li></li></ol><h2>d</h2>", ["1. c", "d"]),
        ("<ol><li></ol>c<ul><li><p></p></ul>d", ["c", "d"]),
        ("<ul><li></li>c</ul>", ["c"]),
        (
            "<ul><li><img alt='a boat out there'></li> is.",
            ["- a boat out there", "is."],
        ),
        (
            "<ul><li><table><tr><th>a<th>b<tr><td>c<td>d</table></ul>e",
            ["a: c; b: d", "e"],
        ),
        (
            "<table><tr><th>a<th>b<tr><td>c<td><ol><li>d<li>e</table><h2>f</h2>",
            ["a: c; b: d e", "f"],
        ),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", ["a: b", "c: d"]),
        (f"<table><tr><td>{'x ' * 400}<td>b</table>", ["x " * 399 + "x", "b"]),
        ("<table role=presentation><tr><td>a<td>b</table>", ["a", "b"]),
        ("<table role=None><tr><th>a<td>b</table>", ["a", "b"]),
        ("<table role=grid><tr><td>a<td>b</table>", ["a: b"]),
        (
            "<table role=none><tr><td>a<table><tr><td>b<td>c</table>d<tr><td>e</table>"
            "<table><tr><td>f<td>g</table>",
            ["a", "b: c", "d", "e", "f: g"],
        ),
        ("<pre>a\n  b</pre>", ["a\n  b"]),
        ("a<video>b</video>c<audio>d</audio><canvas>e</canvas>", ["ac"]),
        (
            "<span><math>x<annotation>x_1</annotation><annotation-xml><ci>x</ci>"
            "</annotation-xml></math></span><span class=katex-html><b>x</b></span>y",
            ["xy"],
        ),
        ("<p>a <style>p{}</style><b>b</b> &amp;&nbsp;c", ["a b &\xa0c"]),
        ("text </p></div> more", ["text", "more"]),
        (
            "<svg><title>x</title><text>A<tspan> b</tspan></text><g>y</g></svg>c",
            ["A b", "c"],
        ),
        ("<p><img alt='a boat'> at sea</p>", ["a boat at sea"]),
        ("<p><img alt='a boat.JPG'>b<img alt=my_boat>c<img alt=a-b-c-d>", ["b c"]),
        ("<p><img alt='my a-b-c-d'><img alt=a-b-c>", ["my a-b-c-d a-b-c"]),
        (r"<p>So <img alt='{\displaystyle a^{2}}'>.", ["So a^{2} ."]),
        ("<p><img alt='a boat out there'> It is.", ["a boat out there", "It is."]),
        ("<p>So <img alt='a boat out there'> is.", ["So a boat out there is."]),
        ("<p><img alt='a boat, a b there'> is.", ["a boat, a b there is."]),
        (r"<p><img alt='x = \sin y + b'> is.", [r"x = \sin y + b is."]),
        ("<ul><li><img alt='a boat out there'> is.", ["- a boat out there is."]),
        (
            "<table><tr><th>a<th>b<tr><td><img alt='a boat out there'> is<td>c</table>",
            ["a: a boat out there is; b: c"],
        ),
        ("<p><img alt='a boat out there'></p>", ["a boat out there"]),
        ("<p>a<noscript><img alt=b>c</noscript>d", ["ad"]),
        ("<noscript>a<p>b</p></noscript>", ["b"]),
        ("<figure><img alt=a><figcaption>b</figcaption></figure>c", ["b", "c"]),
        ("<figure><figcaption>b</figcaption><img alt=a></figure>c", ["b", "c"]),
        ("<figure><figcaption> </figcaption><img alt=a></figure>c", ["a", "c"]),
        ("<figure><img alt=a><p>d</figure><img alt=c>", ["d", "a", "c"]),
        (
            "<figure><figure><img alt=a><figcaption>b</figcaption></figure>"
            "<figure><img alt=c></figure></figure>",
            ["b", "c"],
        ),
        (
            "<figure><figure><img alt=a></figure><figcaption>b</figcaption></figure>"
            "<figure><img alt=c></figure>",
            ["b", "c"],
        ),
        ("<nav><figure><img alt=a><p>c", ["c", "a"]),
    ],
)
def test_markup_is_read_as_it_looks(source: str, blocks: list[str]) -> None:
    """Blocks are what a browser shows on lines of their own."""
    assert [block.text for block in read_markup(source).blocks] == blocks


@pytest.mark.parametrize(
    "hiding", ["hidden", "style='display: none'", "style='color:red;VISIBILITY:hidden'"]
)
def test_what_is_not_shown_is_not_of_the_text(hiding: str) -> None:
    """A hidden part ends where it is closed, whatever is left open in it."""
    source = f"<p>One<div {hiding}><div>Two<p>Three</div>Four</div><div>Five</div>"
    shown = [block.text for block in read_markup(source).blocks if not block.is_around]
    assert shown == ["One", "Five"]


def test_the_paragraph_that_leads_in_is_read() -> None:
    """A first paragraph that stands apart, in bold, above the byline isn't lost."""
    lead = "Never before has the river below the old castle been as high as it is now, "
    lead += "they say."
    page = PAGE.replace("</h1>", f"</h1><div class='teaser promo'>{lead}</div>")
    assert lead in paragraphs(read(page))


@pytest.mark.parametrize(
    ("lead", "others", "section"),
    [
        ("The river rose.", "<h3>The crowd</h3>", None),
        ("How a town by the river " + "x " * 6 + "woke", "<h3>The crowd</h3>", None),
        ("How a town by the river " + "x " * 5 + "woke", "<h3>The crowd</h3>", True),
        ("The river rose.", "<h2>The crowd</h2>", True),
        ("What rose?", "<h3>The crowd</h3>", True),
    ],
)
def test_a_heading_that_sums_all_up_heads_no_part(
    lead: str, others: str, section: bool | None
) -> None:
    """A sentence or a long line below the title, with no other heading of its level."""
    page = PAGE.replace("</h1>", f"</h1><h2>{lead}</h2>")
    article = read(page.replace("<h2>The crowd</h2>", others))
    sections = [p.section for p in article.paragraphs]
    assert sections[0] == (lead if section else None)
    assert (paragraphs(article)[0] == lead) is (section is None)


@pytest.mark.parametrize(
    ("tag", "is_around"),
    [
        ("div class='big comments'", True),
        ("div class='big post-comments'", True),
        ("div class='big related-articles'", True),
        ("div class='big newsletter-box'", True),
        ("div class='big toc'", True),
        ("div id=comments", True),
        ("div class='big has-sidebar'", False),
        ("div class='big category-related'", False),
        ("div class='big shared-river-story-text'", False),
        ("div role=navigation", True),
        ("section role=Complementary", True),
        ("div role=article", False),
        ("dialog", True),
        ("dialog open", False),
        ("p role=navigation", False),
    ],
)
def test_names_and_roles_tell_what_stands_beside_the_text(
    tag: str, is_around: bool
) -> None:
    """Comments, menus and the like, but not what lies around all, nor a line."""
    (block,) = read_markup(f"<{tag}>The river rose.").blocks
    assert block.is_around == is_around


@pytest.mark.parametrize(
    ("source", "blocks"),
    [
        ("a<svg><text>b</text></svg>c", [("a", False), ("b", True), ("c", False)]),
        ("a<select><option>b</option></select>", [("a", False), ("b", True)]),
        ("a<button><p>b</p></button>c", [("a", False), ("b", True), ("c", False)]),
        # Only blanks before it, another one before, and one in a menu.
        ("<p> <button>b<p>c</button>", [("b", True), ("c", False)]),
        ("a<select></select><svg><text>b</text></svg>", [("a", False), ("b", True)]),
        ("<nav>a<svg><text>b</text></svg></nav>", [("a", True), ("b", True)]),
        ("<p>a<svg></p><text>b</text>", [("a", False), ("b", True)]),
    ],
)
def test_words_before_a_drawing_on_their_line_are_not_of_it(
    source: str, blocks: list[tuple[str, bool]]
) -> None:
    """Nor are those before a choice or a button: these alone are around the text."""
    found = [(block.text, block.is_around) for block in read_markup(source).blocks]
    assert found == blocks


def test_an_article_that_is_there_twice_is_read_once() -> None:
    """Of a page that holds its text again, for a small screen, one is read."""
    again = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    twice = PAGE.replace("<aside>", f"<div hidden>{again}</div><aside>")
    assert paragraphs(read(twice)) == paragraphs(read(PAGE))


@pytest.mark.parametrize("start", ["<script>go()</script>", "<style>p {}</style>", ""])
def test_a_page_without_its_first_tags_is_a_page(start: str) -> None:
    """What begins with a script is a page by content, and any tag by its name."""
    page = start + PAGE[PAGE.index("<nav>") :]
    assert paragraphs(read(page))[0] == PARAGRAPHS[0]


def test_an_article_for_readers_without_scripts_is_read() -> None:
    """A page may draw its article by a script, and hold it for who has none."""
    page = PAGE.replace("<article>", "<noscript>").replace("</article>", "</noscript>")
    assert set(PARAGRAPHS) <= set(paragraphs(read(page)))


def test_an_article_that_only_a_script_holds_is_read() -> None:
    """Where the page shows nothing, the article that it states for searchers counts."""
    stated = {"@type": "NewsArticle", "articleBody": " ".join(PARAGRAPHS * 3)}
    script = f"<script type='application/ld+json'>{json.dumps(stated)}</script>"
    page = f"<!DOCTYPE html><html><head>{script}</head><body></body></html>"
    assert PARAGRAPHS[1] in read(page).text


def test_entities_are_not_expanded() -> None:
    """An entity that a file defines stays as it stands: it can't explode."""
    source = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><p>&b; &lt;</p>'
    assert read_markup(source).blocks[-1].text.endswith("&b; <")


@pytest.mark.parametrize(
    ("lines", "are_items"),
    [
        (["2 eels", "3 herons", "9 boats"], True),
        (["Eels: 2", "Boats at the weir: 9", "Toll: a penny"], True),
        (["2 eels", "3 herons"], False),
        (["2 eels", "and herons", "9 boats"], False),
        (["Eels: 2", "Boats at the weir: 9", "Note: It is shut."], False),
        (["Mill House", "3 River Lane", "TA1 2AB Tarn"], False),
        (["The river rose", "And nobody chose", "To go out in a boat"], False),
    ],
)
def test_lines_that_begin_alike_are_paragraphs(
    lines: list[str], are_items: bool
) -> None:
    """Each of a list that breaks part says something of its own."""
    blocks = read_markup(f"<p>All of it:<br><br>{'<br>'.join(lines)}<p>So.").blocks
    found = lines if are_items else ["\n".join(lines)]
    assert [block.text for block in blocks] == ["All of it:", *found, "So."]


def test_looks_stay_with_the_lines_that_they_are_of() -> None:
    """Also where a block is divided."""
    blocks = read_markup("<p>2 eels<br>3 <b>herons</b><br>9 boats").blocks
    looks = [[(k.kind, k.start, k.end) for k in block.looks] for block in blocks]
    assert looks == [[], [("strong", 2, 8)], []]


def test_lines_of_a_listing_stay_together() -> None:
    """They are written so."""
    assert len(read_markup("<pre>2 eels\n3 herons\n9 boats</pre>").blocks) == 1
