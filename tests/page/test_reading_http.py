"""What an open source asks for over HTTP: pages, their pictures, words in them."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from rag.errors import ReadError
from rag.page.library import pdf_pages
from rag.page.quotes.pdf_layout import PdfLayout, has_pages, pieces_of
from rag.types import Article, Paragraph
from tests.pdf_files import Line, pdf_file
from tests.served import added

PAGES = [
    [
        Line(72, 90, "The old mill grinds rye on Mondays."),
        Line(72, 300, "The mayor of the village has a key to it, and nobody else"),
        Line(72, 312, "does. It is made of iron & brass."),
    ],
    [Line(100, 400, "The bakery of the village sells pretzels at dawn.")],
]
BAKERY = "The bakery of the village sells pretzels at dawn."


@pytest.fixture(scope="module")
def mill(page) -> str:
    """Add a PDF of two pages; gives its id."""
    return added(page, pdf_file(PAGES, "/Title (Mill)"), "mill.pdf")


def place(page, article_id: str, words: str) -> dict:
    """Ask for the panel with these words as the open quote."""
    text = page.service.find(article_id).text
    start = text.index(words)
    return {"quotes": [f"{article_id}:1:{start}-{start + len(words)}"], "pages": True}


def test_a_pdf_opens_as_pages_and_anything_else_as_text(page, client, mill) -> None:
    """Room for pages where there are some and they are wanted, and text otherwise."""
    wanted = place(page, mill, BAKERY)
    assert 'class="text leaves"' in client.post("/panel", json=wanted).text
    plain = client.post("/panel", json=wanted | {"pages": False}).text
    assert f'<mark class="active">{BAKERY}</mark>' in plain
    tides = added(page, b"# Tides\n\nThe Moon pulls the sea.\n", "tides.md")
    quotes = {"quotes": [f"{tides}:1:0-20"], "pages": True}
    assert "leaves" not in client.post("/panel", json=quotes).text
    refused = client.post(f"/pages/{tides}", json=quotes)
    assert (refused.status_code, refused.json()["error"]) == (422, "unreadable_file")
    assert "read it as text" in refused.json()["message"]


def test_a_pdf_behind_other_bytes_opens_as_pages(page, client) -> None:
    """What read it tells how it is drawn, too."""
    data = b"sent by the printer\n" + pdf_file(PAGES)
    added = page.service.upkeep.add(data, "printed.pdf").stored.id
    assert client.get(f"/pages/{added}/2.png").status_code == 200


def test_what_belongs_to_the_quote_is_marked_with_it(page, client, mill) -> None:
    """In the text and on the page; a place that is none is refused."""
    wanted = place(page, mill, BAKERY)
    end = int(wanted["quotes"][0].rpartition("-")[2])
    text = page.service.find(mill).text
    wanted["marks"] = [f"{end - 5}-{end}"]
    wanted["quotes"] = [wanted["quotes"][0].replace(f"-{end}", f"-{end - 5}")]
    plain = client.post("/panel", json=wanted | {"pages": False}).text
    assert f'<mark class="also">{text[end - 5 : end]}</mark>' in plain
    assert '<g class="also">' in client.post(f"/pages/{mill}/2", json=wanted).text
    for wrong in ("5", "5-", "-5", "a-b", "1-2-3", "1" * 10 + "-5"):
        refused = client.post("/panel", json=wanted | {"marks": [wrong]})
        assert refused.status_code == 422


def test_an_answer_with_named_quotes_opens_its_source(page, client, mill) -> None:
    """Twenty are the most of its own; what was named comes before them."""
    wanted = place(page, mill, BAKERY)
    wanted["quotes"] *= 23
    assert client.post("/panel", json=wanted).status_code == 200
    assert client.post(f"/pages/{mill}", json=wanted).json()["page"] == 2


def test_pages_are_told_with_the_one_of_the_quote(page, client, mill) -> None:
    """Two of 612 by 792 points; the bakery is on the second."""
    told = client.post(f"/pages/{mill}", json=place(page, mill, BAKERY)).json()
    assert told == {"sizes": [[612.0, 792.0], [612.0, 792.0]], "page": 2}


def test_a_quote_is_marked_where_it_is_drawn(page, client, mill) -> None:
    """Its one line begins 100 points from the left and stands at 400 from the top."""
    wanted = place(page, mill, BAKERY)
    svg = client.post(f"/pages/{mill}/2", json=wanted).text
    (group,) = re.findall(r'<g class="active">(.*?)</g>', svg)
    ((x, y, height),) = re.findall(
        r'x="([\d.]+)" y="([\d.]+)".*?height="([\d.]+)"', group
    )
    assert float(x) == pytest.approx(100, abs=1)
    assert float(y) < 400 < float(y) + float(height) + 1
    assert '<g class="active">' not in client.post(f"/pages/{mill}/1", json=wanted).text


def test_a_pages_words_are_the_articles(page, client, mill) -> None:
    """Each paragraph's text is its own, character for character, and is escaped."""
    svg = client.post(f"/pages/{mill}/1", json=place(page, mill, BAKERY)).text
    text = page.service.find(mill).text
    assert "iron</text> <text" in svg
    assert "&amp;</text>" in svg
    found = re.findall(r'<g class="para" data-start="(\d+)"[^>]*>(.*?)</g>', svg)
    assert len(found) == 2
    for start, inside in found:
        words = re.sub("<[^>]+>", "", inside).replace("&amp;", "&")
        assert text[int(start) :].startswith(words)
        assert words.endswith(".")


def test_there_is_no_third_page(page, client, mill) -> None:
    """Neither words nor picture; the answer says so."""
    answer = client.post(f"/pages/{mill}/3", json=place(page, mill, BAKERY))
    assert (answer.status_code, answer.json()["error"]) == (422, "unreadable_file")
    drawn = client.get(f"/pages/{mill}/3.png")
    assert "has 2 pages" in drawn.json()["message"]
    assert client.get("/pages/nothing/1.png").status_code == 404


def test_thumbnails_are_drawn_together(page, client, mill, monkeypatch) -> None:
    """Two pages, each small, of one reading; of a page that isn't there, none."""
    made: list[dict[str, int]] = []
    make = page.service.pdf_pages._make

    def remember(article_id, module, wanted, limit_s):
        made.append(wanted)
        return make(article_id, module, wanted, limit_s)

    monkeypatch.setattr(page.service.pdf_pages, "_make", remember)
    widths = []
    for number in (2, 1):
        answer = client.get(f"/pages/{mill}/{number}.png", params={"width": 160})
        assert answer.status_code == 200, answer.text
        widths.append(Image.open(BytesIO(answer.content)).width)
    assert widths == [160, 160]
    assert made == [{"page": 1, "width": 160, "count": 12}]
    missing = client.get(f"/pages/{mill}/3.png", params={"width": 160})
    assert missing.status_code == 422
    assert "there are 2 pages, and no 3" in missing.json()["message"]


def test_a_picture_is_drawn_once_for_a_width(page, client, mill, monkeypatch) -> None:
    """The next width above the one asked for; a browser may keep it for a day."""
    answer = client.get(f"/pages/{mill}/1.png", params={"width": 610})
    shown = Image.open(BytesIO(answer.content))
    assert shown.size == pytest.approx((900, 900 * 792 / 612), abs=1)
    assert answer.headers["content-type"] == "image/png"
    assert "max-age=86400" in answer.headers["cache-control"]
    monkeypatch.setattr(pdf_pages, "make_apart", pytest.fail)
    again = client.get(f"/pages/{mill}/1.png", params={"width": 900})
    assert again.content == answer.content


def test_pages_that_are_laid_out_wait_for_no_others(page, mill) -> None:
    """While another PDF is being read, which may take a minute."""
    pages = pdf_pages.PdfPages(page.service.upkeep.catalogue)
    article = page.service.find(mill)
    layout = pages.layout(article)
    slow, go = threading.Event(), threading.Event()
    make = pages._make

    def wait(*given):
        slow.set()
        assert go.wait(30)
        return make(*given)

    pages._make = wait
    other = replace(article, text=f"{article.text} ")  # as after another build
    with ThreadPoolExecutor() as threads:
        threads.submit(pages.layout, other)
        assert slow.wait(30)
        again = threads.submit(pages.layout, article)
        try:
            assert again.result(timeout=30) is layout
        finally:
            go.set()


def test_words_are_found_with_their_boxes(page, client, mill) -> None:
    """A village is on both pages; the second stands at 400 points from the top."""
    wanted = {"words": "VILLAGE", "pages": True}
    first, second = client.post(f"/find/{mill}", json=wanted).json()
    assert (first["page"], second["page"]) == (1, 2)
    (box,) = second["boxes"]
    assert box["top"] < 400 < box["bottom"] + 1
    assert 100 < box["left"] < box["right"] < 300
    text = page.service.find(mill).text
    assert text[second["start"] : second["end"]] == "village"
    plain = client.post(f"/find/{mill}", json={"words": "village"}).json()
    assert [each["paragraph"] for each in plain] == [2, 3]
    assert plain[0]["boxes"] == []
    assert client.post("/find/nothing", json={"words": "x"}).status_code == 404


def test_places_of_another_text_are_never_shown(page, mill, monkeypatch) -> None:
    """Where the index has a text that the reader doesn't read, its pages stay shut."""
    article = page.service.find(mill)
    pages = pdf_pages.PdfPages(page.service.upkeep.catalogue)
    made = pages._make(mill, "pdf.places", {}, 60) | {"sha256": "0" * 64}
    monkeypatch.setattr(pages, "_make", lambda *_: made)
    with pytest.raises(ReadError, match="indexed by another version: rebuild"):
        pages.layout(article)


def permalink(asked: dict, **how: str) -> tuple[str, dict[str, str]]:
    """Give the address that opens a quote as a page, and its query."""
    article_id, paragraph, place = asked["quotes"][0].split(":")
    return f"/articles/{article_id}", {"p": paragraph, "s": place, **how}


def test_a_permalink_shows_the_page_of_its_quote(page, client, mill) -> None:
    """The second, the quote marked, in one picture; the text and page 1 are linked."""
    path, query = permalink(place(page, mill, BAKERY))
    answer = client.get(path, params=query)
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    html = answer.text
    pictures = re.findall(r'<img src="(.*?)" srcset="(.*?)"', html)
    ((source, others),) = pictures
    assert source == f"/pages/{mill}/2.png?width=900"
    assert re.findall(r"/(\d).png.width=(\d+) ", others) == [
        ("2", "900"),
        ("2", "1200"),
        ("2", "1800"),
    ]
    assert '<g class="active" id="p1">' in html
    assert "p. 2 of 2" in html
    assert "Next page" not in html
    (start, end) = query["s"].split("-")
    link = f"/articles/{mill}?p=1&amp;s={start}-{end}"
    assert f'<a href="{link}#p1" aria-current=true>Pages</a>' in html
    assert f'<a href="{link}&amp;view=text#p1">Text</a>' in html
    assert f'<a href="{link}&amp;page=1#p1">Previous page</a>' in html
    assert "<script" not in html


def test_a_permalink_leads_on_to_other_pages(page, client, mill) -> None:
    """Page 1 has words and no mark; one that isn't there is the quote's own."""
    path, query = permalink(place(page, mill, BAKERY), page="1")
    html = client.get(path, params=query).text
    assert "p. 1 of 2" in html
    assert "Monda" in html
    assert 'class="active"' not in html
    assert "&amp;page=2#p1" in html
    assert "Previous page" not in html
    # Python makes no number of more than 4,300 digits.
    for nonsense in ("3", "0", "x", "²", "9" * 5000):
        other = client.get(path, params=query | {"page": nonsense})
        assert "p. 2 of 2" in other.text, nonsense[:9]


def test_a_permalinks_text_is_one_switch_away(page, client, mill) -> None:
    """With `view=text` all of it is there, the quote marked, and the pages linked."""
    path, query = permalink(place(page, mill, BAKERY), view="text")
    html = client.get(path, params=query).text
    assert f'<mark class="active">{BAKERY}</mark>' in html
    assert "grinds rye" in html
    assert "<img" not in html
    assert "aria-current=true>Text</a>" in html
    without = client.get(path).text
    assert "grinds rye" in without
    assert ">Pages</a>" not in without


@pytest.mark.parametrize("fails", ["layout", "picture"])
def test_a_permalink_without_pictures_is_text(page, client, mill, monkeypatch, fails):
    """Where the page can't be laid out or drawn, the text says why it stands there."""

    def fail(*_):
        raise ReadError("mill.pdf is <damaged>")

    monkeypatch.setattr(page.service.pdf_pages, fails, fail)
    path, query = permalink(place(page, mill, BAKERY))
    answer = client.get(path, params=query)
    assert answer.status_code == 200
    assert f'<mark class="active">{BAKERY}</mark>' in answer.text
    assert '<p role="status">mill.pdf is &lt;damaged&gt;</p>' in answer.text


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [
        ("a.pdf", 1, True),
        ("a.TIF", 1, True),
        ("a.md", None, False),
        ("A.PPTX", 1, False),
    ],
)
def test_only_pages_that_can_be_drawn_are_pages(name, number, expected) -> None:
    """A PDF's and a picture's; a text has none, and slides are shown as text."""
    paragraph = Paragraph(1, 0, 1, page=number)
    assert has_pages(Article("x", "X", "x", (paragraph,), source=name)) is expected


def layout(boxes: list[tuple[float, float, float, float]]) -> PdfLayout:
    """Lay characters out on a page of 100 by 100 points."""
    import numpy as np

    pages = np.ones(len(boxes), np.int32)
    return PdfLayout([(100.0, 100.0)], pages, np.array(boxes, np.float32))


def test_a_range_has_a_box_for_each_line() -> None:
    """Characters beside each other are one; below, or far to the side, another."""
    found = pieces_of(
        layout(
            [
                (0.10, 0.10, 0.15, 0.20),
                (0.15, 0.11, 0.20, 0.20),  # beside it
                (0.10, 0.25, 0.15, 0.35),  # on the next line
                (0.80, 0.25, 0.85, 0.35),  # in another column
            ]
        ),
        1,
        0,
        4,
    )
    assert [(p.start, p.end) for p in found] == [(0, 2), (2, 3), (3, 4)]
    first = found[0]
    assert (first.left, first.top) == pytest.approx((10, 10))
    assert (first.right, first.bottom) == pytest.approx((20, 20))
