"""The top of an article: title, author and date, and nothing that is a sentence."""

import pytest

from rag.readers.plain.dates import find_date
from rag.readers.plain.names import authors_over_addresses
from rag.types import Span
from tests.articles import BODY, paragraphs, read

SHORT = "Read to the council of the town of Tarn, and to all who had come"


@pytest.mark.parametrize(
    ("top", "author", "date"),
    [
        ("By Jane Doe\nMarch 12, 2024\n\n", "Jane Doe", "2024-03-12"),
        ("March 12, 2024 · Reuters\n\n", "Reuters", "2024-03-12"),
        ("Author: Jane Doe\nDate: 2024-03-12\n\n", "Jane Doe", "2024-03-12"),
        ("Published: 12 March 2024\n\n", None, "2024-03-12"),
        ("By Jane Doe | Updated 12 March 2024, 10:30\n\n", "Jane Doe", "2024-03-12"),
        ("By Jane Doe and Al Roe, 2024-03-12\n", "Jane Doe and Al Roe", "2024-03-12"),
        ("Von Max Roe\n12. März 2024\n\n", "Max Roe", "2024-03-12"),
        ("Por María García\n12 de marzo de 2024\n\n", "María García", "2024-03-12"),
        ("Par Jean Roe, publié le 12 mars 2024\n\n", "Jean Roe", "2024-03-12"),
        ("作者：张三\n2024年3月12日\n\n", "张三", "2024-03-12"),
        ("著者：山田太郎\n公開日：2024年3月12日\n\n", "山田太郎", "2024-03-12"),
        ("Date: March 2024\n\n", None, "2024-03"),
        ("Date: 2024\n\n", None, "2024"),
        (
            "By Jane Doe | Tarn | Updated: 2024-03-12 9:20\n",
            "Jane Doe · Tarn",
            "2024-03-12",
        ),
        ("By Jane Doe | 12 | 2024-03-12\n", "Jane Doe", "2024-03-12"),
        (
            "Report 2024/3 | Made known on 12 March 2024 | Lead author: Jane Doe\n",
            "Jane Doe",
            "2024-03-12",
        ),
        ("A report to the town | By Jane Doe\n", "Jane Doe", None),
        ("date 2024-03-12 ", None, "2024-03-12"),
        ("Published: 12 March 2024. ", None, "2024-03-12"),
    ],
)
def test_author_and_date_are_read(top: str, author: str | None, date: str) -> None:
    """What stands above the text is its front; the text is the first paragraph."""
    article = read(top + BODY)
    assert (article.author, article.date) == (author, date)
    assert article.front is not None
    assert article.text[: article.front.end] == top.rstrip()
    assert article.text[article.paragraphs[0].start :] == BODY


@pytest.mark.parametrize(
    "text",
    [
        "On March 12, 2024 the river rose by two metres.",
        "By March 12, 2024 the river had risen by two metres.",
        "Date 2025-03-18 was a Tuesday, and the river rose.",
        "12 March 2024 was a dark day for the town by the river.",
        "Published in 1999 by a small press, the book was soon forgotten.",
        "By the river there was a town, and in the town there was a bridge.",
        "Source: the committee decided in its long meeting of Monday that nothing"
        " at all should be done about the old bridge.",
        "Waterloo, 18 June 1815, was the end of it all, as most people say today.",
    ],
)
def test_a_sentence_is_no_front(text: str) -> None:
    """A first sentence that holds a date or begins with "By" stays a sentence."""
    article = read(f"{text}\n\n{BODY}")
    assert article.front is None
    assert article.text[: article.paragraphs[0].end] == text


def test_title_and_byline_are_one_front() -> None:
    """Title, author and date make one range at the top."""
    article = read(f"River in flood\n\nBy Jane Doe\nMarch 12, 2024\n\n{BODY}")
    assert article.title == "River in flood"
    assert article.front is not None
    assert article.text[: article.front.end].endswith("March 12, 2024")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Jo Doe1,*, Al Roe2 and Bo Sun1,3", "Jo Doe · Al Roe · Bo Sun"),
        ("J. van der Doe¹²; A. Roe³*", "J. van der Doe · A. Roe"),
        ("Jo Doe*† & Al Roe‡", "Jo Doe · Al Roe"),
        ("Jo Doe1, Al Roe, Bo Sun2", "Jo Doe · Al Roe · Bo Sun"),
        ("Jo Doe1, Al Roe", None),
        ("Jo Doe1", None),
        ("Jo Doe, Al Roe", None),
        ("Old Harbour 98, New Harbour 95", None),
        ("Harwick1, Penvale2", None),
        ("Jo Doe1, the old bridge2", None),
    ],
)
def test_marks_of_notes_tell_a_papers_authors(line: str, author: str | None) -> None:
    """More than half of several names have one; a score or a note has no such names."""
    article = read(f"# Tides\n\n{line}\n\n{BODY}", "x.md")
    assert article.author == author
    assert article.text[article.paragraphs[0].start :] == (
        BODY if author else f"{line}\n\n{BODY}"
    )


def test_names_above_the_title_are_no_authors() -> None:
    """They may be what the article is about."""
    assert read(f"Jo Doe1, Al Roe2\n\n{BODY}").author is None


def test_labels_around_the_author_belong_to_the_front() -> None:
    """A source's address and number between title and author are no paragraphs."""
    top = "River in flood\n\nhttps://example.org/1\n\nDOI: 10.1/2\nAuthors: Roe, M.\n\n"
    article = read(top + BODY)
    assert article.author == "Roe, M"
    assert len(article.paragraphs) == 1


@pytest.mark.parametrize(
    ("closing", "author"),
    [
        ("Jo Doe is a Graz-based economics writer.", "Jo Doe"),
        ("Jo Doe was a harbour pilot for years. She writes here on Mondays.", "Jo Doe"),
        ("Jo Doe is a pilot. He also writes for the Tarn Times.", "Jo Doe"),
        ("Jo Doe writes on rivers for the Tarn Times.", "Jo Doe"),
        ("Jo Doe was a harbour pilot for years. She lives in Tarn.", None),
        ("Jo Doe wrote to the Tarn Times.", None),
        ("Jo Doe writes letters.", None),
        ("(Reporting by Jo Doe in Tarn and Al Roe; editing by Bo Sun)",
         "Jo Doe · Al Roe"),
        ("Reporting by Jo Doe in Old Tarn, Al Roe", "Jo Doe · Al Roe"),
        ("Reporting by Jo Doe; Editing by Bo Sun", "Jo Doe"),
        ("(Additional reporting by Jo Doe.)", "Jo Doe"),
        ("(Editing by Bo Sun)", None),
        ("Reporting by the council was late.", None),
    ],
)  # fmt: skip
def test_a_closing_line_tells_who_wrote(closing: str, author: str | None) -> None:
    """One that writes, or that reported, not one that edited or is written of."""
    article = read(f"{BODY}\n\n{closing}")
    assert (article.author, len(article.paragraphs)) == (author, 2)


CLOSING = "Jo Harper was a harbour pilot for thirty years."


@pytest.mark.parametrize(
    ("below", "author"),
    [
        (f"Jo Harper\n\n{BODY}", "Jo Harper"),
        (f"Jo Harper\n2 May 2024\n\n{BODY}", "Jo Harper"),
        (f"Jo Harper\n\n2 May 2024\n\n{BODY}", "Jo Harper"),
        (f"Jo Harper\n\n{BODY}\n\n{CLOSING}", "Jo Harper"),
        (f"J. Harper\n\n{BODY}\n\nJ. is a letter of old, as everybody knows here.",
         "J. Harper"),
        # It is in the text, in a line like it, in capitals, or over no text.
        (f"Jo Harper\n\n{BODY}\n\nIt was Harper who closed it.", None),
        (f"Jo Harper\n\n{BODY}\n\n{CLOSING}\n\n{BODY}", None),
        (f"Jo Harper\n\n{BODY}\n\nIt was Jo who closed it.", None),
        (f"River Depths\n\n{BODY}", None),
        (f"Old Boats\n\n{BODY}\n\nNew Sails\n\n{BODY}", None),
        (f"JO HARPER\n\n{BODY}", None),
        (f"Jo Harper\n\nThe oars\n\n{BODY}", None),
        (f"Jo Harper\nThe oars\n\n{BODY}", None),
        ("Jo Harper\n\n2 May 2024", None),
        (f"Jo Harper 2\n\n{BODY}", None),
        (f"By Al Roe\n\nJo Harper\n\n{BODY}", "Al Roe"),
        (f"Jo Harper, Al Roe and Bo Sund\n\n{BODY}", "Jo Harper · Al Roe · Bo Sund"),
        (f"Jo Harper and the oars\n\n{BODY}", None),
        (f"Jo Harper\nInstitute of Rivers, Tarn\n\n{BODY}", "Jo Harper"),
        (f"Jo Harper\nTarn School\nUniversity of Tarn\n\n{BODY}", "Jo Harper"),
        (f"Jo Harper\nInstitute of Oars\n\nAbstract\n\n{BODY}", "Jo Harper"),
        (f"Jo Harper\nInstitute of Rivers, Tarn.\n\n{BODY}", None),
    ],
)  # fmt: skip
def test_a_name_right_below_the_title_is_the_authors(
    below: str, author: str | None
) -> None:
    """Where nothing else in the text has its words: a heading's are in its text."""
    article = read(f"Why nobody mends it\n\n{below}")
    assert article.author == author
    text = [article.text[h.start : h.end] for h in article.headings]
    assert author is None or author not in text


def test_where_authors_work_is_of_the_front() -> None:
    """It is no heading of the text below."""
    top = "Why nobody mends it\n\nJo Harper\nInstitute of Oars"
    article = read(f"{top}\n\n{BODY}")
    assert article.front == Span(0, len(top))
    assert [paragraph.section for paragraph in article.paragraphs] == [None]
    # What is named in the text is of the text.
    assert read(f"{top}\n\n{BODY}\n\nInstitute of Sails").front == article.front


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Log of the Petrel, written by Jo Doe", "Jo Doe"),
        ("Log of the Petrel - By Jo Doe and Al Roe", "Jo Doe · Al Roe"),
        ("Log of the Petrel, by the crew", None),
        ("Log of the Petrel sunk by Jo Doe", None),
        ("Log of the Petrel, by Jo Doe\n\nBy Bo Sun", "Bo Sun"),
    ],
)
def test_a_title_may_end_with_its_author(title: str, author: str | None) -> None:
    """All of it stays the title; a byline below goes before."""
    article = read(f"{title}\n\n{BODY}")
    assert (article.title, article.author) == (title.partition("\n")[0], author)


def test_a_name_below_no_title_is_no_authors() -> None:
    """It is the title, or a heading."""
    assert read(f"Jo Harper\n\n{BODY}").author is None


EDGE = " " * 16


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (f"{EDGE}No. 14\n{EDGE}12 March 2024\n{EDGE}Not before noon", "2024-03-12"),
        (f"{EDGE}12 March 2024\n{EDGE}No. 14", "2024-03-12"),
        (f"{EDGE}No. 14\n{EDGE[1:]}12 March 2024", None),
        (f"{EDGE}No. 14\n{EDGE}Not before 12 March 2024", None),
        (f"{EDGE}No. 14\n{EDGE}12 March 2024\n\nTIDES, MARCH 2024", "2024-03-12"),
        (f"{EDGE}No. 14\n{EDGE}12 March 2024\n\nTIDES, MAY 2024", None),
    ],
)
def test_a_date_may_stand_at_the_right_edge(lines: str, date: str | None) -> None:
    """Among lines of a letterhead, all of them far in; a heading may say the month."""
    assert read(f"The old bridge\n\n{SHORT}\n\n{lines}\n\n{BODY}").date == date


@pytest.mark.parametrize(
    "top",
    [
        "Home > News > Rivers\n\nRiver in flood\n\nBy Jane Doe",
        "Skip to content\nHome > News > Rivers\nRiver in flood\nBy Jane Doe",
        "THE VALE POST\nHome | News | Sport\n\nRiver in flood\nBy Jane Doe",
        "River in flood\nBy Jane Doe",
    ],
)
def test_a_sites_lines_above_the_title_are_none(top: str) -> None:
    """They are in the front, so that no paragraph is made of them."""
    article = read(f"{top}\n\nShare   Save\n\n{BODY}")
    assert (article.title, article.author) == ("River in flood", "Jane Doe")
    assert article.front is not None
    assert article.text[: article.front.end] == top
    assert article.text[article.paragraphs[0].start :] == f"Share   Save\n\n{BODY}"


def test_buttons_part_no_byline_from_the_text() -> None:
    """Nor what a standfirst parts from the title."""
    top = f"River in flood\n\n{SHORT}\n\nBy Jane Doe\n9 June 2021"
    article = read(f"{top}\n\nShare   2 comments\n\n{BODY}")
    assert (article.title, article.author) == ("River in flood", "Jane Doe")
    assert article.date == "2021-06-09"


@pytest.mark.parametrize(
    ("byline", "author"), [("By Jane Doe\n\n", "Jane Doe"), ("", None)]
)
def test_buttons_below_a_title_are_no_author(byline: str, author: str | None) -> None:
    """They stand where a name would, or over one; and the title is none of a site."""
    article = read(f"River in flood\n\nShare   Print\n\n{byline}{BODY}")
    assert (article.title, article.author) == ("River in flood", author)


HEADLINE = "Why nobody mends the old bridge"


@pytest.mark.parametrize(
    ("top", "title"),
    [
        (f"THE SLOW BOAT\n{HEADLINE}\nBy Jane Doe", HEADLINE),
        (f"THE SLOW BOAT\n\n{HEADLINE}\nBy Jane Doe", HEADLINE),
        (f"THE SLOW OLD BOAT\n\n{HEADLINE}\n12 March 2024", HEADLINE),
        ("Why nobody mends\nthe old bridge\nBy Jane Doe", HEADLINE),
        ("WHY NOBODY MENDS\nTHE BRIDGE\nBy Jane Doe", "WHY NOBODY MENDS THE BRIDGE"),
        (f"{'Bridge ' * 21}\nand river\nBy Jane Doe", f"{'Bridge ' * 21}and river"),
    ],
)
def test_the_title_stands_right_above_the_byline(top: str, title: str) -> None:
    """Below a column's name, or in two lines; all of it is the front."""
    article = read(f"{top}\n\n{BODY}")
    assert article.title == title
    assert "2024-03-12" in (article.date or "") or article.author == "Jane Doe"
    assert article.front is not None
    assert article.text[: article.front.end] == top
    assert len(article.paragraphs) == 1


WRAPPED = (
    "The river rose by two metres in\none night, and the bridge was\nclosed at once."
)


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Why nobody mends the old bridge\nof the river", True),
        ("Why nobody mends the old bridge\nOver the Tarn", True),
        # A line that isn't full, a sentence, three lines.
        ("Why nobody mends the old\nof the river", False),
        ("Why nobody mends the old bridge\nof the river.", False),
        ("Why does nobody mend the bridge?\nOver the Tarn", False),
        (f"{HEADLINE}\n{HEADLINE}\nof the river", False),
    ],
)
def test_a_title_may_fill_a_line_and_go_on(top: str, title: bool) -> None:
    """Alone over a text whose lines are as wide."""
    article = read(f"{top}\n\n{WRAPPED}")
    assert (article.title == top.replace("\n", " ")) is title
    if title:
        assert article.front is not None
        assert article.text[: article.front.end] == top
    assert read(top).title != top.replace("\n", " ")


@pytest.mark.parametrize(
    ("top", "title"),
    [
        # A title in capitals, and what says more of it.
        ("RIVERS\nA tale of two bridges\nBy Jane Doe", "RIVERS"),
        (f"THE SLOW AND OLD BOAT\n{HEADLINE}\nBy Jane Doe", "THE SLOW AND OLD BOAT"),
        (f"RIVERS\n\n{HEADLINE}\n\nBy Jane Doe", "RIVERS"),
        (f"RIVERS\n{HEADLINE.upper()}S\nBy night", "X"),
        (f"RIVERS\n{HEADLINE}.\nBy Jane Doe", "RIVERS"),
        (f"RIVERS\n{HEADLINE}\nhttps://example.org", "RIVERS"),
        # What begins anew is a subtitle.
        ("The old bridge\nThe river Tarn\nBy Jane Doe", "The old bridge"),
        ("Old bridges\nThe river Tarn\nBy Jane Doe", "X"),
        ("The old bridge\n1 river\nBy Jane Doe", "X"),
        # The third is no byline.
        ("Why nobody mends\nthe old bridge\nby the river", "X"),
        ("Why nobody mends\nthe old bridge.\nBy Jane Doe", "X"),
        (f"{'Bridge ' * 22}\nand river\nBy Jane Doe", "X"),
        ("Rivers\nby Jane Doe\n12 March 2024", "Rivers"),
        ("WHY NOBODY MENDS\n\nTHE OLD BRIDGE\nBy Jane Doe", "WHY NOBODY MENDS"),
    ],
)
def test_other_lines_above_a_byline_are_no_title(top: str, title: str) -> None:
    """A subtitle, verse, a sentence: then the first line is, or the file's name."""
    assert read(f"{top}\n\n{BODY}").title == title


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("The Old Bridge of the Tarn: the builder\nTranscript", True),
        ("The Old Bridge of the Tarn: the builder\nTranscript\nPart 2", True),
        ("The Old Bridge of the Tarn: the builder\nTranscript\nPart 2\nNew", False),
        ("Bridges of the Tarn\nUnabridged\nNew", False),
        ("Bridges of the Tarn,\nUnabridge", False),
        ("Bridges of the Tarns\nUnabridged\nNew", True),
        ("Bridges of the Tarn\nof old", False),
    ],
)
def test_a_title_may_have_short_lines_below(top: str, title: bool) -> None:
    """One or two, half as wide; they are not of the front."""
    article = read(f"{top}\n\n{BODY}")
    first = top.split("\n")[0]
    assert article.title == (first if title else "X")
    assert article.front == (Span(0, len(first)) if title else None)
    below = article.headings[0] if article.headings else article.paragraphs[0]
    assert below.start == (len(first) + 1 if title else 0)


SUBTITLE = "Who was to mend it, and what the town of Tarn did in all these years"


@pytest.mark.parametrize("end", ["", "."])
@pytest.mark.parametrize("title", [HEADLINE, "The Slow Boat", "The boat sails again"])
def test_a_title_may_have_a_subtitle_right_below(title: str, end: str) -> None:
    """However long, and as a sentence ends; it stays in the text."""
    article = read(f"{title}\n{SUBTITLE}{end}\n\n{BODY}")
    assert article.title == title
    assert article.front == Span(0, len(title))


@pytest.mark.parametrize(
    "byline",
    [
        "By Jo Doe\n12 March 2024",
        "\nBy Jo Doe\n12 March 2024",
        "\nBy Jo Doe\nTarn correspondent\n12 March 2024",
    ],
)
def test_a_subtitle_may_part_the_byline_from_the_title(byline: str) -> None:
    """Then it is of the front, as a standfirst is."""
    top = f"{HEADLINE}\n{SUBTITLE}\n{byline}"
    article = read(f"{top}\n\n{BODY}")
    assert article.title == HEADLINE
    assert (article.author, article.date) == ("Jo Doe", "2024-03-12")
    assert article.front == Span(0, len(top))


@pytest.mark.parametrize(
    "top",
    [
        # A sentence, an address, a list, people, no title, and more lines.
        f"It was built by the people of\n{SUBTITLE}",
        f"{HEADLINE}\n12 Tarn Street, in the old town",
        f"{HEADLINE}\n{SUBTITLE.lower()}",
        f"{HEADLINE}\nJo Maria Harper-Lindqvist",
        f"Jo Ann Harper\n{SUBTITLE}",
        f"Old bridges\n{SUBTITLE}",
        f"{HEADLINE}\n{SUBTITLE}\n{SUBTITLE}",
    ],
)
def test_other_lines_over_a_text_are_no_subtitle(top: str) -> None:
    """They are a paragraph with the line above."""
    assert read(f"{top}\n\n{BODY}").title == "X"
    assert read(f"{HEADLINE}\n{SUBTITLE}\n\nRope\n\nOars\n\nSails").title == "X"


@pytest.mark.parametrize("name", ["By Jo Doe", "Jo Doe"])
def test_what_the_author_is_may_stand_below_the_name(name: str) -> None:
    """It parts no date from it; and elsewhere it says nothing."""
    top = f"{HEADLINE}\n\n{name}\nTarn correspondent\n12 March 2024"
    article = read(f"{top}\n\n{BODY}")
    assert (article.author, article.date) == ("Jo Doe", "2024-03-12")
    assert article.front == Span(0, len(top))
    other = read(f"{HEADLINE}\n\n{name}\n12 March 2024\n\nTarn editor\n\n{BODY}")
    assert (other.author, other.date) == ("Jo Doe", "2024-03-12")


@pytest.mark.parametrize("below", ["1. Oars", f"{SHORT}: 1\nTarn: 2", "Oar: 1\n" * 9])
def test_a_title_may_stand_over_clauses_and_values(below: str) -> None:
    """As over a text, where these make one together."""
    title = read(f"The old bridge\n\n{below}\n\nRope\n\nOars\n\nSails").title
    assert title == ("X" if "Oar:" in below else "The old bridge")


def test_short_lines_that_no_text_follows_have_no_title() -> None:
    """As of a poem, or of a list."""
    assert read("Bridges of the Tarn\nMossy\n\nOld\n\nGrey\n\nWet").title == "X"


@pytest.mark.parametrize(
    ("below", "date"),
    [
        (f"{SHORT}\n\n12 March 2024", "2024-03-12"),
        (f"{SHORT}\n\nTarn, Tuesday 12 March 2024", "2024-03-12"),
        (f"{SHORT}\nby its mayor\n\nAs read\n\n12 March 2024", "2024-03-12"),
        (f"{SHORT}\nby its mayor\n\nAs read\n\nTarn\n\n12 March 2024", None),
        (f"{SHORT}\n\nThe bridge was new on 12 March 2024", None),
        (f"{SHORT}\n\nTarn Times, 12 March 2024", "2024-03-12"),
        (f"{SHORT}\n\nJane Doe | 12 March 2024", None),
        (f"{SHORT}\n\n12 March 2024\nTarn", None),
        (f"{'a' * 160}\n\n12 March 2024", "2024-03-12"),
        (f"{'a' * 161}\n\n12 March 2024", None),
        # A diary, or a history.
        (f"{SHORT}\n\n12 March 2024\n\n{BODY}\n\n13 March 2024", None),
    ],
)
def test_a_date_may_stand_a_little_below_the_title(below: str, date: str) -> None:
    """Below two short paragraphs at most; all of these stay paragraphs."""
    article = read(f"The old bridge\n\n{below}\n\n{BODY}")
    assert (article.title, article.date) == ("The old bridge", date)
    assert article.front == Span(0, len("The old bridge"))


BYLINE = "By Jo Doe, editor\n12 March 2024"


@pytest.mark.parametrize("byline", [BYLINE, BYLINE.replace("12", "Tarn, 12")])
@pytest.mark.parametrize(
    "above",
    [
        SHORT,
        f"{SHORT}\n\nAs seen by all",
        "a" * 160,
    ],
)
def test_a_standfirst_may_part_the_byline_from_the_title(above: str, byline: str):
    """All of it is of the front, which goes to where the text begins."""
    text = f"The old bridge\n\n{above}\n\n{byline}\n\n{BODY}"
    article = read(text)
    assert (article.author, article.date) == ("Jo Doe", "2024-03-12")
    assert article.front == Span(0, text.index(BODY) - 2)


@pytest.mark.parametrize(
    "below",
    [
        f"{'a' * 161}\n\n{BYLINE}\n\n{BODY}",
        f"{SHORT}.\n\nAs it was seen.\n\nOr told.\n\n{BYLINE}\n\n{BODY}",
        f"{SHORT}\n\n{BYLINE}\nIt rained all day.\n\n{BODY}",
        f"{SHORT}\n\n{BYLINE}\n\nWet\n\n{BODY}",
        f"{SHORT}\n\n{BYLINE}",
    ],
)
def test_a_byline_further_down_is_not_the_texts(below: str) -> None:
    """Nor one that more is said in, or that no text follows."""
    article = read(f"The old bridge\n\n{below}")
    assert article.author is None
    assert article.front in (None, Span(0, len("The old bridge")))


def test_a_date_below_no_title_is_none_of_the_front() -> None:
    """It may be that of anything."""
    assert read(f"By Jane Doe\n\n{SHORT}\n\n12 March 2024\n\n{BODY}").date is None


def test_a_sites_lines_alone_are_no_front() -> None:
    """They stay a paragraph where nothing is stated below."""
    article = read(f"Home > News > Rivers\n\n{BODY}", "flood.txt")
    assert (article.title, article.front) == ("Flood", None)
    assert len(article.paragraphs) == 2


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-03-18T10:00:00Z", "2025-03-18"),
        ("18. März 2025", "2025-03-18"),
        ("18.3.2025", "2025-03-18"),
        ("3/18/2025", "2025-03-18"),
        ("18/3/2025", "2025-03-18"),
        ("Sept. 3rd, 2024", "2024-09-03"),
        ("1er mars 2025", "2025-03-01"),
        ("18 марта 2025", "2025-03-18"),
        ("18 مارس 2025", "2025-03-18"),
        ("8 فيفري 2025", "2025-02-08"),
        ("ديسمبر 2025", "2025-12"),
        ("2025年3月", "2025-03"),
        ("May 2024", "2024-05"),
        ("3/4/2025", None),
        ("4/3/2025", None),
        ("12/3/2025", None),
        ("2024-02-30", None),
        ("In 2024, 1 000 people", None),
        ("12024-03-12", None),
        ("18 APR\u0130L 2025", None),
        ("18 apr\u0131l 2025", None),
    ],
)
def test_dates_become_iso(text: str, iso: str | None) -> None:
    """Dates of several languages are read; those that mean two days are not."""
    found = find_date(text)
    assert (found and found.iso) == iso


@pytest.mark.parametrize(
    ("rows", "author"),
    [
        ([["Ada Holm", "Per Lie"], ["a@b.org", "p@c.org"]], "Ada Holm · Per Lie"),
        ([["Ada Holm"], ["Tarn University"], ["a@b.org"]], "Ada Holm"),
        (
            [["Ada Holm"], ["a@b.org"], ["Per Lie"], ["Skarv"], ["p@c.org"]],
            "Ada Holm · Per Lie",
        ),
        ([["Ada Holm", "Per Lie"], ["Tarn", "Skarv"]], None),
        ([["Ada Holm", "Per"], ["a@b.org", "p@c.org"]], None),
        ([["Ada Holm", "per Lie"], ["a@b.org", "p@c.org"]], None),
        ([["Ada Holm"], ["a@b.org"], ["in 2024"], ["p@c.org"]], None),
        ([["Ada Holm"], ["a@b.org"], ["Per Lie"]], None),
        ([["a@b.org"]], None),
        ([], None),
    ],
)
def test_authors_stand_over_their_addresses(
    rows: list[list[str]], author: str | None
) -> None:
    """Each column is one's, from the name to the e-mail address."""
    assert authors_over_addresses(rows) == author


@pytest.mark.parametrize(
    "message",
    [
        "12/03/2024, 10:15 - {}",
        "[12.03.24, 10:15:01] {}",
        "3/12/24, 10:15\u202fPM - {}",
        "12/03/2024 à 10:15 - {}",
        "2024/3/12 上午10:15 - {}",
    ],
)
def test_no_message_of_a_chat_is_its_title(message: str) -> None:
    """Nor an author, whatever the first ones say; alone such a line may be a title."""
    said = ["Jo Doe: Are we meeting at the pier?", "Ann: Yes\n\nSee you", f"Jo: {BODY}"]
    article = read("\n".join(map(message.format, said)))
    assert (article.title, article.author, article.front) == ("X", None, None)
    alone = "12/03/2024, 10:15 - We meet at the pier"
    assert read(f"{alone}\n\n{BODY}").title == alone


@pytest.mark.parametrize(
    ("first", "second", "is_talk"),
    [
        ("Ann:", "Bo:", True),
        ("Q:", "A:", True),
        ("问：", "答：", True),
        ("[00:00:05] Ann:", "[00:01:09] Bo:", True),
        ("0:05 Ann:", "(1:09) Bo:", True),
        ("Ann:", "Ann:", False),
        ("Ann:", "She said", False),
        ("Ann", "Bo:", False),
        ("2 Ann:", "Bo:", False),
        (f"{'Ann' * 10}n:", "Bo:", True),
        (f"{'Ann' * 10}nn:", "Bo:", False),
    ],
)
def test_a_transcript_has_no_title(first: str, second: str, is_talk: bool) -> None:
    """Its first line is what somebody says who speaks again, after another."""
    asked = f"{first} Who mends the bridge?"
    talk = f"{asked}\n{second} Nobody does.\n{first} Why?\n{second} {BODY}\n"
    article = read(talk)
    assert (article.title, article.front is None) == (
        ("X", True) if is_talk else (asked.strip(), False)
    )
    assert (paragraphs(article)[0] == asked.strip()) == is_talk


def test_a_title_with_a_label_is_one() -> None:
    """Where its words come again but once: right below it, or as no label."""
    for below in ("Bridges: who mends them", "Bo: Nobody.\nBridges fell.", "Bo: No."):
        title = "Bridges: a look back"
        assert read(f"{title}\n\n{below}\n\n{BODY}").title == title
