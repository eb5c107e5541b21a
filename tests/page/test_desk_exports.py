"""The desk as files: each form has its name, and evidence can be read back."""

import io
import json
from dataclasses import replace

import docx
import pytest

from rag.judging.evidence import read_pack
from rag.judging.verifying import verify_pack
from rag.page.desk.entries import desk_entries
from rag.page.desk.exports import DeskForm, desk_file, desk_pack
from tests.page.test_desk_pages import ARTICLE, GONE, MOON, TEXT, WORK, entries_of

MADE = "2026-11-26T10:20:30+00:00"


def saved(form: DeskForm) -> tuple[str, bytes]:
    """Save two pins, of which one's article has gone; gives name and content."""
    file = desk_file(entries_of(MOON, GONE), form, MADE, 4)
    return file.name, file.data


@pytest.mark.parametrize(
    ("form", "name", "begins"),
    [
        ("html", "quotes.html", b"<!doctype html>"),
        ("markdown", "quotes.md", b"# Quotes\n"),
        ("bibtex", "references.bib", b"@misc{moon2026tides,"),
        ("ris", "references.ris", b"TY  - ELEC\r\n"),
        ("csl", "references.json", b"[\n {\n"),
        ("evidence-html", "quotewell-202611261020.html", b"<!doctype html>"),
        ("evidence-markdown", "quotewell-202611261020.md", b"# Evidence\n"),
        ("evidence-json", "quotewell-202611261020.json", b"{"),
    ],
)
def test_each_form_has_its_name(form: DeskForm, name: str, begins: bytes):
    """That of its program; evidence is named by the minute in which it was made."""
    given, data = saved(form)
    assert given == name
    assert data.startswith(begins)


def test_the_document_is_named_and_opened():
    """Under a title; both quotes are in it."""
    name, data = saved("docx")
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    assert name == "quotes.docx"
    assert (paragraphs[0].style.name, paragraphs[0].text) == ("Title", "Quotes")
    assert sum(each.style.name == "Quote" for each in paragraphs) == 2


def test_evidence_says_what_holds_and_what_was_noted():
    """Numbered as on the desk, titled as the articles are now; no answer is claimed."""
    pack = desk_pack(entries_of(MOON, GONE), MADE, 4)
    assert (pack.made, pack.generation) == (MADE, 4)
    quotes = [turn.quotes[0] for turn in pack.turns]
    assert [
        (each.number, each.title, each.verbatim, each.quote_sha256) for each in quotes
    ] == [
        (1, "Tides & *more*", True, MOON.quote.quote_sha256),
        (2, "Gone", False, GONE.quote.quote_sha256),
    ]
    assert [(turn.is_pinned, turn.note) for turn in pack.turns] == [
        (True, "- for\nchapter 2\n\n1. & <i>3"),
        (True, ""),
    ]


def test_evidence_says_where_quotes_stand_now():
    """Their file was edited since: the pack holds in what took the article's place."""
    heir = replace(ARTICLE, id="heir", text=f"Well. {TEXT}", paragraphs=())
    entries = desk_entries([MOON, GONE], {"tides": heir}.get, lambda _: WORK)
    pack = desk_pack(entries, MADE, 4)
    moon, gone = verify_pack(pack, {"heir": heir}.get)
    assert (moon.quote.article_id, moon.quote.start, moon.holds) == ("heir", 19, True)
    assert (gone.quote.article_id, gone.quote.start, gone.holds) == ("gone", 5, False)
    html = desk_file(entries, "evidence-html", MADE, 4).data.decode()
    assert "characters 19–51 · verbatim" in html
    assert "characters 5–8 · no longer in the library" in html


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_evidence_is_read_back(form: str):
    """Whatever form it was saved in, the same is checked later."""
    _, data = saved(f"evidence-{form}")
    assert read_pack(data) == desk_pack(entries_of(MOON, GONE), MADE, 4)


def test_pinned_evidence_stands_under_its_question_and_its_note():
    """No state of an answer is said between them and the quote."""
    html = desk_file(
        entries_of(replace(MOON, note="mine & yours")), "evidence-html", MADE, 4
    ).data.decode()
    assert html.partition("<blockquote>")[0].endswith(
        "<section><h2>Why?</h2><p>mine &amp; yours</p>"
    )


def test_the_bibliography_has_each_work_once():
    """Two quotes of one article are one work."""
    file = desk_file(entries_of(MOON, MOON, GONE), "csl", MADE, 4)
    assert [each["title"] for each in json.loads(file.data)] == [
        "Tides & *more*",
        "Gone",
    ]
