"""What several articles say, on the page and in exports."""

from dataclasses import replace
from html import escape

import pytest

from rag.judging.evidence import read_pack
from rag.judging.verifying import verify_pack
from rag.page.quotes.agreeing import cut_also
from rag.page.quotes.answer import answer_html
from rag.page.quotes.cutting import Words
from rag.page.quotes.differing import Side
from rag.page.quotes.export import export
from rag.page.quotes.judged import own_quotes
from rag.page.quotes.packing import make_pack
from rag.page.quotes.references import Reference, digest_of
from rag.page.quotes.turns import AskedTurn, KeptQuote
from rag.types import Article, Paragraph, Span
from tests.page.test_render import text_of

FAST = "It ran at 450 km/h."
SLOW = "It ran at 420 km/h."
SPEED = Span(10, 18)
ARTICLES = {
    name: Article(name, title, text, (Paragraph(1, 0, len(text)),))
    for name, title, text in (
        ("a", "Trains & <b>rails</b>", FAST),
        ("b", "Rails", SLOW),
        ("c", "Tracks", FAST),
        ("d", "Owls", "They hunt."),
    )
}


def refer(name: str) -> Reference:
    """Refer to all of an article."""
    text = ARTICLES[name].text
    return Reference(name, 1, 0, len(text), 0, len(text), digest_of(text))


TURN = AskedTurn(
    "How fast?",
    None,
    "answered",
    (),
    (
        KeptQuote(refer("a"), also_in=(refer("c"), Reference("gone", 1, 0, 5, 0, 5))),
        KeptQuote(refer("b")),
        KeptQuote(refer("d")),
    ),
    differences=((Side(0, SPEED), Side(1, SPEED)),),
)
SAID = "These differ: 450 km/h in “Trains & <b>rails</b>” [1], 420 km/h in “Rails” [2]."


def drawn(turn: AskedTurn) -> str:
    """Draw an answer."""
    cut = own_quotes(turn, ARTICLES.get)
    return answer_html(turn, cut, also=cut_also(turn, ARTICLES.get))


def test_other_articles_are_named_behind_the_quote():
    """Each is a link to its place; one that is gone isn't named."""
    html = drawn(TURN)
    link = '<a class="also" href="/articles/c?p=1&amp;s=0-19#p1">Tracks · ¶ 1</a>'
    assert html.count("also in") == 1
    assert f'<p class="also-in">also in {link}</p>' in html
    assert html.index(link) < html.index(SLOW)


def test_an_article_that_changed_no_longer_says_the_same():
    """Other words stand at its place: it isn't named, and they are no evidence."""
    found = ARTICLES | {"c": replace(ARTICLES["c"], text="No train ran here.")}
    assert cut_also(TURN, found.get) == {refer("a"): []}
    pack = make_pack([TURN], found.get, lambda _: [], "2026-01-02T03:04:05", 7)
    assert [each.article_id for each in pack.turns[0].quotes] == ["a", "b", "d"]


def test_what_differs_stands_side_by_side():
    """Both quotes, under a line that says so; what follows stands outside."""
    html = drawn(TURN)
    assert SAID in text_of(html)
    assert "<b>rails</b>" not in html
    inside, _, after = html.partition('<div class="sides">')[2].partition("</div>")
    assert inside.count("<blockquote") == 2
    assert "They hunt." in after
    assert after.index("Further passages") < after.index("They hunt.")


@pytest.mark.parametrize(
    "differences",
    [
        (),
        ((Side(0, Span(10, 30)), Side(1, SPEED)),),
        ((Side(1, Span(90, 95)), Side(2, Span(0, 4))),),
    ],
)
def test_nothing_differs_where_the_words_do_not_stand(differences):
    """A range that a browser changed is outside of its quote."""
    html = drawn(replace(TURN, differences=differences))
    assert "These differ" not in html
    assert html.count("<blockquote") == 3


def test_nothing_differs_where_an_article_has_changed():
    """The quote says that it has; of its numbers nothing is known."""
    changed = replace(refer("b"), digest="0" * 12)
    gone = Reference("gone", 1, 0, 5, 0, 5)
    for other in (changed, gone):
        quotes = map(KeptQuote, (refer("a"), other, refer("d")))
        assert "These differ" not in drawn(replace(TURN, quotes=tuple(quotes)))


def test_what_differs_is_said_in_words_that_have_moved():
    """As they stand by now, each under its own quote."""
    moved = replace(ARTICLES["a"], text=FAST.replace("It", "It. It"))
    words = Words("Trains & <b>rails</b>", None, None, FAST[3:])
    ran = digest_of("ran at 450 km/h.")
    place = Reference("a", 1, 3, len(FAST), 3, len(FAST), ran)
    quotes = (KeptQuote(place, words=words), KeptQuote(refer("b")))
    turn = replace(TURN, quotes=quotes)
    found = ARTICLES | {"a": moved}
    cut = own_quotes(turn, found.get)
    assert f'<p class="differs">{escape(SAID)}</p>' in answer_html(turn, cut)


def test_two_differences_stand_each_by_itself():
    """Three quotes in one, and two in another."""
    quotes = tuple(KeptQuote(refer(name)) for name in "abcba")
    differences = (
        tuple(Side(quote, SPEED) for quote in (0, 1, 2)),
        tuple(Side(quote, SPEED) for quote in (3, 4)),
    )
    html = drawn(replace(TURN, quotes=quotes, differences=differences))
    first, second = html.split('<div class="sides">')[1:]
    assert first.partition("</div>")[0].count("<blockquote") == 3
    assert second.partition("</div>")[0].count("<blockquote") == 2


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_exports_say_it_too(form):
    """Other articles' quotes are evidence like others, and are verified."""
    pack = make_pack([TURN], ARTICLES.get, lambda _: [], "2026-01-02T03:04:05", 7)
    exported = export(pack, form).text
    again = read_pack(exported.encode())
    (turn,) = again.turns
    numbered = [(each.number, each.article_id, each.is_also) for each in turn.quotes]
    assert numbered == [
        (1, "a", False),
        (1, "c", True),
        (2, "b", False),
        (3, "d", False),
    ]
    assert turn.differences == (SAID,)
    held = verify_pack(again, ARTICLES.get)
    assert [finding.holds for finding in held] == [True] * 4
    if form == "html":
        assert "[1] also in Tracks · ¶ 1" in exported
        assert "These differ: 450 km/h in “Trains &amp; &lt;b&gt;" in exported
    if form == "markdown":
        assert "also in Tracks" in exported


def test_export_of_what_is_no_answer_claims_no_difference():
    """As on the page."""
    turn = replace(TURN, status="near")
    pack = make_pack([turn], ARTICLES.get, lambda _: [], "2026-01-02T03:04:05", 7)
    assert pack.turns[0].differences == ()
    assert "These differ" not in drawn(turn)
