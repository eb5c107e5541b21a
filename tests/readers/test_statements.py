"""Lines that state an author or a date: credits, lines of issue, datelines."""

import pytest

from rag.readers.plain.statements import is_issue, read_lead, read_statement
from tests.articles import BODY, read


@pytest.mark.parametrize(
    ("line", "author", "date"),
    [
        ("Text: Jo Doe", "Jo Doe", None),
        ("Words by Jo Doe and Al Roe", "Jo Doe and Al Roe", None),
        ("Tested by Jo Doe, 2 May 2024", "Jo Doe", "2024-05-02"),
        ("Tarn Times, 2 May 2024. Text: Jo Doe", "Jo Doe", "2024-05-02"),
        ("Tarn Times, issue 9. Tested by Jo Doe", "Jo Doe", None),
        (f"{'Tarn ' * 11}Times. Tested by Jo Doe", "Jo Doe", None),
        (f"{'Tarn ' * 12}Times. Tested by Jo Doe", None, None),
        ("Text: the river rose", None, None),
        ("Words: 1,200", None, None),
        ("Tested by the council of Tarn", None, None),
        ("Context: Jo Doe", None, None),
        ("By Bo Sun", "Bo Sun", None),
        ("By Bo Sun and Sun Li, 2 May 2024", "Bo Sun and Sun Li", "2024-05-02"),
        (
            "By Ann Le Roe, Bo Le et El Sul, le 2 mai 2024",
            "Ann Le Roe, Bo Le et El Sul",
            "2024-05-02",
        ),
        ("By Bo Sun | Sun 2 May 2024", "Bo Sun", "2024-05-02"),
        ("By Jo Doe, on Sun, May 2, 2024", "Jo Doe", "2024-05-02"),
        ("Posted by Jo Doe on May 2, 2024", "Jo Doe", "2024-05-02"),
        ("Submitted by Jo Doe, 2 May 2024", "Jo Doe", "2024-05-02"),
        ("Posted on May 2, 2024 by Jo Doe", "Jo Doe", "2024-05-02"),
        ("Published May 2, 2024 by a crew of nine", None, None),
        ("Jo Doe · May 2, 2024 · 4 min read", "Jo Doe", "2024-05-02"),
        ("By Jo Doe | 2 May 2024 | 14-minute read", "Jo Doe", "2024-05-02"),
        ("By Jo Doe, 2 May 2024. Reading time: 9 minutes", "Jo Doe", "2024-05-02"),
        ("Propos recueillis par Jo Doe", "Jo Doe", None),
        ("Das Gespräch führten Jo Doe und Al Roe", "Jo Doe und Al Roe", None),
        ("Текст: Иван Лесной", "Иван Лесной", None),
        ("Текст: река поднялась ночью до самого моста", None, None),
        ("حوار: ليلى البحري", "ليلى البحري", None),
        ("حوار: ماذا قال حارس الجسر القديم", None, None),
        ("بقلم ليلى البحري", "ليلى البحري", None),
        ("塔恩报记者 王水", "王水", None),
        ("塔恩报记者 王水 摄", None, None),
        ("塔恩报記者 王水 攝", None, None),
    ],
)
def test_a_credit_names_the_author(
    line: str, author: str | None, date: str | None
) -> None:
    """Alone or last on a line of a few words, and only by names of people."""
    stated = read_statement(line, 0, is_first=False)
    assert (stated.author, stated.date) == (author, date)
    assert (stated.span is None) == (author is None)


def test_a_credit_may_be_part_of_a_title() -> None:
    """On the first line, behind other words."""
    assert read_statement("Two boats. Words by Jo Doe", 0, is_first=True).span is None
    assert read_statement("2 May 2024, by Night Boat", 0, is_first=True).author is None
    assert read_statement("Words by Jo Doe", 0, is_first=True).author == "Jo Doe"


@pytest.mark.parametrize(
    ("line", "issue"),
    [
        ("Tarn plc · Press release · 2 May 2023", True),
        ("**Tarn plc | 2 May 2023**", True),
        ("2 May 2023 • No. 5 of the year", True),
        ("2 May 2023", False),
        ("Tarn plc – 2 May 2023", False),
        ("Tarn plc · The day of 2 May 2023", False),
        ("All that the river has done · 2 May 2023", True),
        ("All that the old river has done · 2 May 2023", False),
        ("Tarn plc · 2 May 2023.", False),
    ],
)
def test_a_line_of_issue_has_parts_and_a_date(line: str, issue: bool) -> None:
    """Short ones, one of them nothing but the date, and it names nobody."""
    assert is_issue(line) == issue
    for suffix, mark in (("md", "**"), ("txt", "")):
        text = f"# Nobody mends bridges\n\n{mark}{line.strip('*')}{mark}\n\n{BODY}"
        article = read(text, f"x.{suffix}")
        if issue:
            assert (article.date, article.author) == ("2023-05-02", None)
            assert (article.headings, len(article.paragraphs)) == ((), 1)


def test_a_line_of_issue_may_stand_over_the_title() -> None:
    """Other statements over a line make it no title."""
    text = f"Tarn plc · Press release · 2 May 2023\n\nNobody mends bridges\n\n{BODY}"
    article = read(text)
    assert (article.title, article.date) == ("Nobody mends bridges", "2023-05-02")
    other = read(text.replace(" · ", "\nDate: ", 2), "flood.txt")
    assert other.title == "Flood"


def test_a_kicker_names_no_publisher() -> None:
    """Beside a date; a paper's name does."""
    assert read_statement("2 May 2023 · OPINION", 0, is_first=True).author is None
    assert read_statement("2 May 2023 · OPINIONS", 0, is_first=True).author


@pytest.mark.parametrize(
    ("lead", "date"),
    [
        ("TARN, May 2, 2023 (Tarn News) - ", "2023-05-02"),
        ("TARN, England, May 2, 2023 — ", "2023-05-02"),
        ("Tarn, 2 May 2023 (AP) – ", "2023-05-02"),
        ("TARN, May 2, 2023 /NewsWire/ -- ", "2023-05-02"),
        ("May 2, 2023 (Tarn News) - ", "2023-05-02"),
        (f"Tarn, 2 May 2023 ({'a' * 40}) – ", "2023-05-02"),
        (f"Tarn, 2 May 2023 ({'a' * 41}) – ", None),
        # A chronicle's day, a sentence, no year, no dash.
        ("May 2, 2023 - ", None),
        ("Tarn, May 2, 2023 - ", None),
        ("Here, on the day of May 2, 2023 (a Tuesday) - ", None),
        ("TARN, May 2 (Tarn News) - ", None),
        ("TARN, May 2, 2023 (Tarn News). ", None),
        ("TARN, May 2, 2023 (Tarn News)- ", None),
    ],
)
def test_an_agencys_dateline_has_the_date(lead: str, date: str | None) -> None:
    """It is of the front, and the sentence behind it begins the text."""
    article = read(f"River in flood\n\n{lead}{BODY}")
    assert (article.title, article.date) == ("River in flood", date)
    first = article.text[article.paragraphs[0].start :]
    assert first == (BODY if date else f"{lead}{BODY}")
    assert article.front is not None
    assert (lead.strip() in article.text[: article.front.end]) == (date is not None)


def test_a_dateline_is_short_and_a_sentence_follows() -> None:
    """Its dash stands within 120 characters."""
    near, far = (f"TARN, {'X' * n}, May 2, 2023 - It rose." for n in (97, 98))
    assert read_lead(near, 0).date
    assert not read_lead(far, 0).date
    assert not read_lead("TARN, May 2, 2023 (News) - and it rose.", 0).date


@pytest.mark.parametrize(
    "label", ["Release date", "Date of issue", "Issued", "Issued on"]
)
def test_a_date_of_release_is_the_articles(label: str) -> None:
    """As a date of publication is; the next one isn't."""
    text = f"River in flood\n\n{label}: 2 May 2025\n\n{BODY}"
    assert read(text).date == "2025-05-02"
    other = text.replace(label, "Next release")
    assert read(other).date is None
