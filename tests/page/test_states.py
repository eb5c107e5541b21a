"""What an answer is said to be, on the page and in exports; which quote is bright."""

from dataclasses import replace

import pytest

from rag.judging.evidence import read_pack
from rag.judging.verdicts import NOWHERE, JudgedPlace, Kind, Verdict
from rag.page.quotes.answer import answer_html
from rag.page.quotes.export import export
from rag.page.quotes.judged import cut_turn
from rag.page.quotes.packing import make_pack
from rag.page.quotes.panel import Opened, panel_html
from rag.page.quotes.references import Reference, digest_of
from rag.page.quotes.turns import AskedTurn, KeptQuote
from rag.types import Article, Paragraph, Part
from tests.page.test_render import text_of

TEXT = "Tides rise. The Moon pulls. The Sun helps. They fall again."
ARTICLE = Article("tides", "Tides", TEXT, (Paragraph(1, 0, 59),))


def refer(quote: str) -> Reference:
    """Refer to a sentence, the whole text being its passage."""
    start = TEXT.index(quote)
    return Reference("tides", 1, start, start + len(quote), 0, 59, digest_of(quote))


MOON, SUN = refer("The Moon pulls."), refer("The Sun helps.")
TURN = AskedTurn(
    "Why?", None, "answered", (), (KeptQuote(MOON), KeptQuote(SUN)), confidence=0.87
)


def judged(kind: Kind, place: Reference) -> Verdict:
    """Judge a sentence."""
    quote = TEXT[place.start : place.end]
    where = JudgedPlace("tides", 1, place.start, place.end, quote)
    return Verdict(1, "Why?", kind, where, "")


NONE = Verdict(2, "Why?", "none", NOWHERE, "")
ELSEWHERE = judged("here", refer("They fall again."))


def shown(turn: AskedTurn, *verdicts: Verdict) -> str:
    """Show an answer as the page does."""
    named, own = cut_turn(turn, verdicts, lambda _: ARTICLE)
    return answer_html(turn, own, verdicts, named)


def test_what_was_not_asked_is_not_said_to_lack_the_answer():
    """Of a part of the articles only that part doesn't answer."""
    lost = replace(TURN, status="not_found")
    assert "The articles don’t answer this." in shown(lost)
    asked = shown(replace(lost, within=("Tides",)))
    assert "The articles that were asked don’t answer this." in asked
    assert "The articles don’t" not in asked


def bright(html: str) -> list[str]:
    """Give the sentences whose quotes are bright."""
    blocks = html.split("<blockquote ")[1:]
    return [
        text_of(block.partition('class="said">')[2].partition("</strong>")[0])
        for block in blocks
        if " bright" in block.partition(">")[0]
    ]


@pytest.mark.parametrize(
    ("status", "look", "said"),
    [
        ("answered", "state answered", "Answers 87% sure"),
        ("near", "state near refusal", "May not answer 87% sure that the first"),
        ("not_found", "state not_found refusal", "Not found 87% sure that the near"),
    ],
)
def test_each_state_is_said_first_and_has_a_look_of_its_own(status, look, said):
    """In words, with the probability; only an answer is bright."""
    html = shown(replace(TURN, status=status))
    assert html.startswith(f'<div class="{look}">')
    assert text_of(html).startswith(said)
    assert bright(html) == (["The Moon pulls."] if status == "answered" else [])


def test_what_was_called_wrong_is_not_bright():
    """It says so in the place of the state; another quote's verdict changes nothing."""
    html = shown(TURN, judged("wrong", MOON))
    assert bright(html) == []
    assert '<blockquote class="best judged-wrong">' in html
    assert text_of(html).startswith(
        "Judged wrong by you; Quotewell said: Answers (87% sure)"
    )
    other = shown(TURN, judged("wrong", SUN))
    assert bright(other) == ["The Moon pulls."]
    assert text_of(other).startswith("Answers 87% sure")


@pytest.mark.parametrize("kind", ["right", "here"])
def test_what_a_person_named_is_the_bright_one(kind):
    """Among the quotes given, or elsewhere; what was found is no longer bright."""
    html = shown(TURN, judged(kind, SUN))
    assert bright(html) == ["The Sun helps."]
    assert text_of(html).startswith("Answers as you judged")
    assert bright(shown(TURN, ELSEWHERE)) == ["They fall again."]


@pytest.mark.parametrize("status", ["near", "not_found"])
def test_a_persons_mark_makes_an_answer_of_what_was_none(status):
    """Nothing is said to be lacking then."""
    turn = replace(TURN, status=status, missing_terms=("quasar",))
    html = shown(turn, ELSEWHERE)
    assert text_of(html).startswith("Answers as you judged")
    assert "quasar" not in html
    assert bright(html) == ["They fall again."]


def test_judged_to_answer_nothing_nothing_is_bright():
    """However sure it was."""
    html = shown(TURN, NONE)
    assert text_of(html).startswith("Not found as you judged")
    assert bright(html) == []


def test_of_a_question_in_parts_each_answer_is_bright():
    """And the state says how many of them have one."""
    parts = (
        Part("who", "answered", 1),
        Part("why", "near", 2),
        Part("when", "not_found", None),
    )
    html = shown(replace(TURN, parts=parts))
    assert text_of(html).startswith("Answers in part 1 of 3 parts")
    assert bright(html) == ["The Moon pulls."]
    both = (Part("who", "answered", 1), Part("why", "answered", 2))
    html = shown(replace(TURN, parts=both))
    assert text_of(html).startswith("Answers 87% sure")
    assert bright(html) == ["The Moon pulls.", "The Sun helps."]


@pytest.mark.parametrize(
    ("status", "verdicts", "said", "marked"),
    [
        ("answered", (), "Answers (87% sure)", ["The Moon pulls."]),
        ("near", (), "May not answer (87% sure that the first quote does)", []),
        ("not_found", (), "Not found (87% sure that the nearest passage answers)", []),
        ("answered", (judged("wrong", MOON),), "Judged wrong (by you", []),
        ("answered", (judged("right", SUN),), "(as you judged)", ["The Sun helps."]),
        ("near", (ELSEWHERE,), "Answers (as you judged)", ["They fall again."]),
        ("answered", (NONE,), "Not found (as you judged)", []),
    ],
)
def test_an_export_says_and_marks_the_same(status, verdicts, said, marked):
    """As the page does, in HTML and in Markdown."""
    turn = replace(TURN, status=status)
    pack = make_pack([turn], lambda _: ARTICLE, lambda _: verdicts, "2026", 7)
    html = export(pack, "html").text
    assert said in html
    assert said in export(pack, "markdown").text
    each = html.partition("<section>")[2].split("<mark>")[1:]
    assert [part.partition("</mark>")[0] for part in each] == marked


def test_an_export_says_what_alone_was_asked():
    """Nor does it say of all that they don't answer; the record has it, too."""
    turn = replace(TURN, status="not_found", within=("Tides", "tag:sea"))
    pack = make_pack([turn], lambda _: ARTICLE, lambda _: (), "2026", 7)
    text = export(pack, "html").text
    assert "<p>Asked only: Tides, tag:sea</p>" in text
    assert "The articles that were asked don’t answer this." in text
    assert read_pack(text.encode()) == pack


def test_an_export_says_nothing_to_be_lacking_where_a_person_named_the_answer():
    """As on the page."""
    turn = replace(TURN, status="not_found", missing_terms=("quasar",))
    for verdicts, count in (((), 1), ((ELSEWHERE,), 0), ((NONE,), 1)):
        pack = make_pack([turn], lambda _: ARTICLE, lambda _, v=verdicts: v, "2026", 7)
        html = export(pack, "html").text.partition("<footer>")[0]
        assert html.count("The articles don’t answer this.") == count
        assert html.count("quasar") == count


def test_quotes_of_an_overview_are_marked_alike():
    """All but one that was called wrong."""
    turn = replace(TURN, overview=0, confidence=None)
    pack = make_pack([turn], lambda _: ARTICLE, lambda _: [judged("wrong", SUN)], "", 7)
    html = export(pack, "html").text
    assert "<mark>The Moon pulls.</mark>" in html
    assert "<u>The Sun helps.</u>" in html


def test_the_source_marks_what_was_judged():
    """A wrong quote as wrong, a named one as named, whichever is open."""
    verdicts = (judged("wrong", MOON), judged("right", SUN))
    opened = Opened((MOON, SUN), 0, verdicts=verdicts)
    html = panel_html(ARTICLE, opened)
    assert '<mark class="active judged-wrong">The Moon pulls.</mark>' in html
    assert '<mark class="other named">The Sun helps.</mark>' in html


@pytest.mark.parametrize("kind", ["right", "here"])
def test_what_a_person_named_is_not_said_to_answer_perhaps(kind):
    """Over the passages of what was near stands no doubt that the person has ended."""
    near = replace(TURN, status="near")
    doubt = "may not answer it"
    assert doubt in text_of(shown(near, judged("wrong", MOON)))
    html = text_of(shown(near, judged(kind, SUN)))
    assert "Nearest passages" in html
    assert doubt not in html
