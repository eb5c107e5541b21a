"""Tables in an open source: names of columns stand above them, once."""

import re

from rag.page.quotes.article import View, article_html
from rag.types import Article, Paragraph
from tests.articles import read

SPREAD = """Boat,Crew,Port
Ada,4,Velden
Bo,,Sund
"""
PAGE = """<!DOCTYPE html><title>Fleet</title><article><h1>Fleet</h1>
<p>The fleet of the two towns was counted in the spring, boat by boat, by the guild.</p>
<table><tr><th>Boat</th><th>Crew</th></tr>
<tr><td colspan="2">North & west</td></tr>
<tr><td>Ada</td><td>4</td></tr><tr><td>Bo</td><td>7</td></tr></table></article>"""


def shown(article: Article) -> list[list[str]]:
    """Give what is seen of the cells of each row."""
    html = re.sub(r'<span class="unseen">.*?</span>', "", article_html(article, View()))
    rows = re.findall(r"<tr[ >].*?</tr>", html)
    cells = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in cells]


def test_names_of_columns_stand_above_them_once() -> None:
    """As in the source; an empty cell keeps its column."""
    assert shown(read(SPREAD, "boats.csv")) == [
        ["Boat", "Crew", "Port"],
        ["Ada", "4", "Velden"],
        ["Bo", "", "Sund"],
    ]
    html = article_html(read(SPREAD, "boats.csv"), View())
    assert '<thead><tr><th scope="col">Boat</th>' in html


def test_a_row_over_a_table_names_no_column_and_is_said_once() -> None:
    """Each row below it has its name in the text, to be quoted alone."""
    article = read(PAGE, "fleet.html")
    assert "North & west; Boat: Ada; Crew: 4" in article.text
    assert shown(article) == [
        ["Boat", "Crew"],
        ["North &amp; west"],
        ["Ada", "4"],
        ["Bo", "7"],
    ]


def test_a_column_whose_cells_do_not_share_a_name_has_none() -> None:
    """Nor has one that stands in no other row; names of others keep their place."""
    rows = "<tr><td>Note: dry</td><td>1</td></tr><tr><td>Sign: wet</td><td>2</td></tr>"
    page = PAGE.replace("</table>", "</table><p>By their signs:</p><table>" + rows)
    *_, first, second = shown(read(page, "fleet.html"))
    assert (first, second) == (["Note: dry", "1"], ["Sign: wet", "2"])
    odd = "<tr><td>Ada</td><td>1</td></tr><tr><td>Bo</td><td>2</td><td>Now: wet</td>"
    page = PAGE.replace("</table>", f"</table><p>By their notes:</p><table>{odd}</tr>")
    *_, first, second = shown(read(page, "fleet.html"))
    assert (first, second) == (["Ada", "1"], ["Bo", "2", "Now: wet"])
    lone = "Boat,Crew\nAda,4\n"
    assert shown(read(lone, "boats.csv")) == [["Boat: Ada", "Crew: 4"]]
    corner = read(",2023,2024\nTar,5,8\nRope,6,9\n", "stores.csv")
    assert shown(corner) == [
        ["", "2023", "2024"],
        ["Tar", "5", "8"],
        ["Rope", "6", "9"],
    ]


def test_rows_that_no_reader_told_of_have_their_cells() -> None:
    """Told by form: as many cells in lines below each other."""

    def rows(*lines: str) -> list[list[str]]:
        text, paragraphs, at = "\n".join(lines), [], 0
        for number, line in enumerate(lines, 1):
            paragraphs.append(Paragraph(number, at, at + len(line)))
            at += len(line) + 1
        return shown(Article("x", "X", text, tuple(paragraphs)))

    assert rows("eel | 31 | fresh", "cod | 4 | dried") == [
        ["eel", "31", "fresh"],
        ["cod", "4", "dried"],
    ]
    assert rows("eel | 31 | fresh", "cod | 4") == []
    assert rows("eel | 31", "cod | 4 | dried") == []
