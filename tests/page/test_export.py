"""A conversation is exported with its places, and every form can be read back."""

from dataclasses import replace

import pytest

from rag.judging.evidence import read_pack, shown_by
from rag.judging.verdicts import NOWHERE, JudgedPlace, Verdict
from rag.judging.verifying import verify_pack
from rag.page.quotes.cutting import Words
from rag.page.quotes.export import export
from rag.page.quotes.packing import make_pack
from rag.page.quotes.references import Reference, digest_of
from rag.page.quotes.turns import AskedTurn, KeptQuote
from rag.types import Article, Paragraph, Span

TEXT = "Tides rise. The Moon pulls the sea.\n\nThey fall <b>again</b>."
ARTICLE = Article("tides", "Tides *high*", TEXT, (Paragraph(1, 0, 35, "Why", 3, 65),))
MOON = Reference("tides", 1, 12, 35, 0, 35, digest_of("The Moon pulls the sea."))
GONE = Reference("gone", 1, 0, 5, 0, 5)
ASKED = AskedTurn(
    "Why </script>?", None, "answered", (), (KeptQuote(MOON), KeptQuote(GONE))
)
REFUSED = AskedTurn("Who?", None, "not_found", ("quasar",), (KeptQuote(MOON),))
RIGHT = Verdict(
    1,
    "Why?",
    "right",
    JudgedPlace("tides", 1, 12, 35, "The Moon pulls the sea."),
    "2026",
)


def find(article_id: str) -> Article | None:
    """Give the one article that there is."""
    return ARTICLE if article_id == "tides" else None


@pytest.fixture
def pack():
    """Give the evidence of a conversation of two turns."""
    made = "2026-01-02T03:04:05+00:00"
    return make_pack([ASKED, REFUSED], find, lambda _: [RIGHT], made, 7)


def test_quotes_carry_words_place_and_verdict(pack):
    """A quote stands with what is around it, where it stands, and what was said."""
    (quote,) = pack.turns[0].quotes
    assert (quote.before, quote.quote) == ("Tides rise. ", "The Moon pulls the sea.")
    assert (quote.section, quote.page, quote.paragraph) == ("Why", 3, 1)
    assert (quote.verbatim, quote.verdict) == (True, "right")


def test_paragraphs_and_items_are_lines_as_on_the_page():
    """A line end where a text was only wrapped is none."""
    text = "It has\nparts:\n\n- a <valve>\n- a pump"
    article = Article("pump", "Pump", text, (Paragraph(1, 0, 35),))
    quote = Reference("pump", 1, 0, 13, 0, 35, digest_of(text[:13]))
    turn = AskedTurn("What has it?", None, "answered", (), (KeptQuote(quote),))
    pack = make_pack([turn], lambda _: article, lambda _: (), "2026", 7)
    html = export(pack, "html").text
    assert "<mark>It has parts:</mark><br>- a &lt;valve&gt;<br>- a pump</p>" in html
    lines = export(pack, "markdown").text.splitlines()
    at = lines.index("> **It has parts:**\\")
    assert lines[at + 1 : at + 3] == ["> \\- a \\<valve\\>\\", "> \\- a pump"]


def test_refusal_is_kept_as_one(pack):
    """A question that nothing answered is evidence of that."""
    assert pack.turns[1].status == "not_found"
    assert pack.turns[1].missing_terms == ("quasar",)


@pytest.mark.parametrize("form", ["html", "markdown", "json", "other"])
def test_every_form_is_read_back_and_holds(pack, form):
    """Whatever was exported verifies against the library that it came from."""
    exported = export(pack, form)
    again = read_pack(exported.text.encode())
    assert again == pack
    assert [finding.holds for finding in verify_pack(again, find)] == [True, True]


def named(kind: str, start: int, end: int) -> Verdict:
    """Judge a place of the article."""
    return Verdict(
        2, "Why?", kind, JudgedPlace("tides", 1, start, end, TEXT[start:end]), ""
    )


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_what_was_named_and_judged_is_in_the_pack(form):
    """A quote that a person named comes first; that nothing answers is said."""
    verdicts = [named("here", 0, 11), Verdict(3, "Why?", "none", NOWHERE, "")]
    pack = make_pack([ASKED], find, lambda _: verdicts, "2026-01-02T03:04:05", 7)
    exported = export(pack, form).text
    (turn,) = read_pack(exported.encode()).turns
    assert [quote.quote for quote in turn.quotes] == [
        "Tides rise.",
        "The Moon pulls the sea.",
    ]
    assert [quote.verdict for quote in turn.quotes] == ["here", None]
    assert turn.unanswered
    assert [finding.holds for finding in verify_pack(pack, find)] == [True, True]
    if form != "json":
        assert "marked as the answer" in exported
        assert "Judged: the articles don’t answer it." in exported


EDITED = replace(
    ARTICLE, text=f"By the sea.\n\n{TEXT}", paragraphs=(Paragraph(1, 13, 48),)
)


@pytest.mark.parametrize(
    ("article", "start", "verbatim", "said"),
    [
        (EDITED, 25, True, " · characters 25–48 · verbatim"),
        (
            replace(ARTICLE, text="Nothing of the kind, nowhere in here."),
            12,
            False,
            " · characters 12–35 · changed since",
        ),
        (None, 12, False, " · characters 12–35 · no longer in the library"),
    ],
)
@pytest.mark.parametrize("is_named", [False, True])
def test_only_words_that_were_quoted_are_in_the_pack(
    article, start, verbatim, said, is_named
):
    """Where they stand now, or as they were kept; named by a person, too."""
    words = Words("Tides", "Why", 3, TEXT[:35])
    own = KeptQuote(MOON, answer=Span(16, 20), words=words)
    turn = replace(ASKED, quotes=() if is_named else (own,))
    verdicts = [RIGHT] if is_named else []
    pack = make_pack([turn], lambda _: article, lambda _: verdicts, "2026-01-02", 7)
    (quote,) = pack.turns[0].quotes
    assert quote.quote == "The Moon pulls the sea."
    assert (quote.start, quote.verbatim) == (start, verbatim)
    html = export(pack, "html").text
    assert said in html
    assert "<mark>The Moon pulls the sea.</mark>" in html
    assert [finding.holds for finding in verify_pack(pack, lambda _: article)] == [
        verbatim
    ]


@pytest.mark.parametrize(
    ("question", "is_told"),
    [("And why?", True), ("Yes, why?", True), ("Why do tides rise?", False)],
)
def test_reading_of_a_follow_up_is_told(question: str, is_told: bool):
    """Evidence says which question the quotes were found for, if it is another."""
    turn = replace(ASKED, question=question, read_as="Why do tides rise?")
    pack = make_pack([turn], find, lambda _: [], "2026-01-02T03:04:05", 7)
    html = export(pack, "html").text
    assert ("<p>Read as: Why do tides rise?</p>" in html) == is_told


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_place_is_said_as_on_the_page(form):
    """A quote has its section and page; one of the front stands at the top."""
    front = Reference("tides", 0, 0, 5, 0, 5)
    turn = replace(ASKED, quotes=(KeptQuote(MOON), KeptQuote(front)))
    pack = make_pack([turn], find, lambda _: [], "2026-01-02T03:04:05", 7)
    text = export(pack, form).text
    assert " · Why · p. 3 · 0:01:05 · ¶ 1 · characters 12–35 · " in text
    assert "* · top of the article · characters 0–5 · " in text
    assert "¶ 0" not in text


def test_names_say_when_it_was_made(pack):
    """The file's name holds the time, and its form's ending: any other is JSON."""
    endings = {"html": "html", "markdown": "md", "json": "json", "pdf": "json"}
    for form, ending in endings.items():
        assert export(pack, form).name == f"quotewell-202601020304.{ending}"


def test_html_is_one_file_without_script_or_link(pack):
    """The HTML form runs nothing and asks for nothing."""
    html = export(pack, "html", "Tides </script>").text
    assert "<title>Tides &lt;/script&gt; · " in html
    assert "<h1>Tides &lt;/script&gt;</h1>" in html
    assert "default-src 'none'" in html
    assert "Why &lt;/script&gt;?" in html
    assert html.count("</script>") == 1
    assert "src=" not in html.replace("-src ", "")
    assert "href=" not in html


def test_markdown_keeps_words_from_being_markup(pack):
    """Stars and angle brackets of titles and texts are escaped."""
    text = export(pack, "markdown", "*Tides* $5^2").text.partition("<details>")[0]
    assert text.startswith(r"# \*Tides\* \$5\^2" "\n")
    assert r"Tides \*high\*" in text
    assert r"Why \</script\>?" in text
    assert "Tides rise. **The Moon pulls the sea.**" in text


LISTED = "It has:\n\n- boats\n\n  - rafts\n    - big\n- cod\n\n 1. a"


@pytest.mark.parametrize(
    ("form", "written"),
    [
        (
            "html",
            '<mark>It has:<br>- boats<br>  <i class="in"></i>- rafts<br>    '
            '<i class="in"></i><i class="in"></i>- big<br>- cod<br> 1. a</mark>',
        ),
        (
            "markdown",
            "> **It has:\\\n> \\- boats\\\n> \u2003\\- rafts\\\n"
            "> \u2003\u2003\\- big\\\n> \\- cod\\\n> 1\\. a**\n",
        ),
    ],
)
def test_lists_within_lists_are_indented(form, written):
    """And are what was found: no list of Markdown's, and no more letters."""
    end = len(LISTED)
    article = Article("boats", "Boats", LISTED, (Paragraph(1, 0, end),))
    quote = Reference("boats", 1, 0, end, 0, end, digest_of(LISTED))
    turn = AskedTurn("What has it?", None, "answered", (), (KeptQuote(quote),))
    exported = export(
        make_pack([turn], lambda _: article, lambda _: (), "2026", 7), form
    ).text
    assert written in exported
    assert (".in { display" in exported) is (form == "html")
    data = exported.encode()
    (finding,) = verify_pack(read_pack(data), lambda _: article, shown_by(data))
    assert finding.holds


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("html", "<mark>The <b>Moon</b> pulls the sea.</mark>"),
        ("markdown", "**The *Moon* pulls the sea.**"),
        ("json", '"answer_start": 16,'),
    ],
)
def test_the_answers_own_words_are_set_apart(form, written):
    """In the quote, whatever the form; the words stay as they were said."""
    turn = replace(ASKED, quotes=(KeptQuote(MOON, answer=Span(16, 20)),))
    pack = make_pack([turn], find, lambda _: [], "2026-01-02T03:04:05", 7)
    exported = export(pack, form).text
    assert written in exported
    assert read_pack(exported.encode()) == pack


@pytest.mark.parametrize(
    ("before", "words", "after", "written"),
    [
        ("", "\u6708\u3002", "\u6d77", "<strong>\u6708\u3002</strong>\u6d77"),
        ("\u6f6e", "\u201c\u6708", "", "\u6f6e<strong>\u201c\u6708</strong>"),
        ("Up. ", "The sea.", " Down.", "Up. **The sea.** Down."),
        ("Up", "the sea", ", down.", "Up**the sea**, down."),
        ("", "\u201cThe sea.\u201d", "", "**\u201cThe sea.\u201d**"),
    ],
)
def test_what_is_marked_in_markdown_is_shown_so(pack, before, words, after, written):
    """Asterisks between a letter and a sign would be shown as such; tags aren't."""
    end = len(before) + len(words)
    (turn, *_), (quote, *_) = pack.turns, pack.turns[0].quotes
    named = replace(
        quote, start=len(before), end=end, before=before, quote=words, after=after
    )
    own = replace(pack, turns=(replace(turn, quotes=(named,)),))
    shown = export(own, "markdown").text
    assert f"> {written}\n" in shown
    assert "".join(filter(str.isalnum, words)) in shown_by(shown.encode())


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("html", "Tides *high* · Wh<b>y</b> · p. 3"),
        ("markdown", r"Tides \*high\* · Wh*y* · p. 3"),
        ("json", '"answer_in_section": {'),
    ],
)
def test_the_answers_words_in_a_heading_are_set_apart(form, written):
    """In the place of the quote that they stand over, and of no other."""
    turn = replace(ASKED, quotes=(KeptQuote(MOON, above=Span(2, 3)),))
    pack = make_pack([turn], find, lambda _: [], "2026-01-02T03:04:05", 7)
    exported = export(pack, form).text
    assert exported.count(written) == 1
    assert read_pack(exported.encode()) == pack


@pytest.mark.parametrize("span", [Span(11, 20), Span(16, 36), Span(20, 20)])
def test_words_outside_of_the_quote_are_not_set_apart(span):
    """A range that was kept wrong marks nothing."""
    turn = replace(ASKED, quotes=(KeptQuote(MOON, answer=span),))
    pack = make_pack([turn], find, lambda _: [], "2026-01-02T03:04:05", 7)
    assert "<mark>The Moon pulls the sea.</mark>" in export(pack, "html").text


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_an_overview_is_said_to_be_one(form: str):
    """Its quotes stand under what they are of, without what is around them."""
    turn = replace(ASKED, quotes=(KeptQuote(MOON),), overview=0)
    pack = make_pack([turn], find, lambda _: [], "2026-01-02T03:04:05", 7)
    (quote,) = pack.turns[0].quotes
    assert (quote.before, quote.after) == ("", "")
    text = export(pack, form).text.replace("\\", "")
    assert "Overview of Tides *high*, in its own sentences:" in text
    assert read_pack(export(pack, form).text.encode()) == pack


def test_a_near_miss_is_said_to_be_one():
    """It is neither an answer nor nothing."""
    turn = replace(REFUSED, status="near")
    pack = make_pack([turn], find, lambda _: [], "2026-01-02T03:04:05", 7)
    exported = export(pack, "html").text
    assert "The articles are on this, but may not answer it. Not in the" in exported


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_a_pinned_quote_is_said_to_be_no_answer(form: str):
    """It has the question that it was pinned at, or none, and the person's note."""
    pack = make_pack([ASKED], find, lambda _: [], "2026-01-02T03:04:05", 7)
    pinned = replace(
        pack.turns[0], question="", is_pinned=True, note="for *two*\nand three"
    )
    exported = export(replace(pack, turns=(pinned,)), form).text
    assert read_pack(exported.encode()).turns == (pinned,)
    if form == "html":
        assert "<h2>Pinned</h2><p>for *two*</p><p>and three</p><blockquote>" in exported
        assert "<mark>The Moon" in exported
    if form == "markdown":
        assert "## Pinned\n\nfor \\*two\\*\n\nand three\n\n> " in exported
