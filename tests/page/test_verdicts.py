"""Verdicts over HTTP and in answers: recorded, shown again, exported."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from rag.asking.assistant import Assistant
from rag.building.indexing import build_index
from rag.judging.conversations import KeptTurn
from rag.judging.question_sets import read_question_set
from rag.judging.verdicts import NOWHERE, JudgedPlace, Kind, Verdict
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.page.http.verdicts_api import question_set
from rag.page.quotes.answer import answer_html
from rag.page.quotes.conversations import turn_html
from rag.page.quotes.cutting import Quote
from rag.page.quotes.judged import (
    cut_turn,
    elsewhere,
    kind_at,
    replaced_by,
    verdicts_of,
)
from rag.page.quotes.packing import make_pack
from rag.page.quotes.references import Reference
from rag.page.quotes.turns import AskedTurn, KeptQuote, remember
from rag.page.quotes.verdicts import verdicts_html
from rag.page.service import Service
from rag.types import Article, Paragraph
from tests.fakes import WordEncoder
from tests.served import wait_until

MOON = Reference("tides", 1, 12, 35, 0, 53)
QUOTE = Quote(1, MOON, "Tides", None, None, "", "The Moon pulls the sea.", "", True)
TURN = AskedTurn("Why?", None, "answered", (), (KeptQuote(MOON),))
RIGHT = Verdict(
    1,
    "Why?",
    "right",
    JudgedPlace("tides", 1, 12, 35, "The Moon pulls the sea."),
    "2026",
)
HERE = replace(
    RIGHT, id=2, kind="here", place=JudgedPlace("tides", 2, 37, 53, "They fall.")
)
FALL = replace(
    RIGHT, id=4, kind="here", place=JudgedPlace("tides", 2, 37, 47, "They fall.")
)
NONE = replace(RIGHT, id=3, kind="none", place=NOWHERE)


@pytest.fixture
def client(page):
    """Give a client, and a journal that is empty afterwards."""
    with httpx.Client(base_url=page.url) as talking:
        yield talking
        for verdict in talking.get("/api/verdicts").json():
            talking.delete(f"/api/verdicts/{verdict['id']}")


def best(client) -> dict:
    """Ask, and give the first citation."""
    body = {"question": "How fast did the CR450 go in tests?"}
    return client.post("/api/ask", json=body).json()["citations"][0]


def judge(client, kind="right", question="How fast?", quote=None):
    """Record a verdict on the first citation, or on another quote."""
    if quote is None:
        found = best(client)
        place = f"{found['paragraph']}:{found['start']}-{found['end']}"
        quote = f"{found['article_id']}:{place}"
    body = {"question": question, "kind": kind, "quote": quote}
    return client.post("/api/verdicts", json=body)


def test_verdict_keeps_the_words_of_the_quote(client):
    """What is recorded holds the article's own words at that place."""
    assert judge(client).status_code == 201
    (verdict,) = client.get("/api/verdicts").json()
    assert verdict["place"]["quote"] == best(client)["quote"]


def test_verdict_can_be_taken_back(client):
    """A verdict that is taken back is gone; taking it back twice is 404."""
    path = f"/api/verdicts/{judge(client).json()['id']}"
    assert client.delete(path).status_code == 204
    assert client.delete(path).status_code == 404
    assert client.get("/api/verdicts").json() == []


@pytest.mark.parametrize(
    ("kind", "quote", "status"),
    [
        ("right", "", 422),
        ("none", "tides:1:2-3", 422),
        ("right", "nothing:1:2-3", 404),
        ("right", "../x:1:2-3", 422),
        ("maybe", "", 422),
    ],
)
def test_verdicts_that_do_not_fit_are_refused(client, kind, quote, status):
    """A verdict needs a quote of a known article, and "none" has none."""
    answer = judge(client, kind, quote=quote)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "message"}


def test_a_verdict_is_on_a_question(client):
    """Spaces are none: `evaluate --verdicts` couldn't ask it."""
    assert judge(client, "none", " ", "").status_code == 422
    assert client.get("/api/verdicts").json() == []


def test_empty_place_is_no_quote(client):
    """A place that holds no words can't be judged."""
    article = best(client)["article_id"]
    assert judge(client, quote=f"{article}:1:5-5").status_code == 400


def test_pages_of_another_server_are_told(tmp_path):
    """Of what is judged on one, and taken back; not of what is as it was."""
    here, there = (Service(Library(tmp_path), pytest.fail) for _ in range(2))
    others = there.desk_version, there.conversations.version()
    told = [there.verdicts_version]
    verdict = here.judge("How fast?", "none")
    told.append(there.verdicts_version)
    assert here.journal.remove(verdict.id)
    told += [there.verdicts_version, there.verdicts_version]
    assert len(set(told)) == 3
    assert told[2] == told[3]
    assert (there.desk_version, there.conversations.version()) == others


class Notes:
    """A followed folder of one note, and the service of a page over it."""

    asked = "Do bees dance?"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "notes"
        self._folder.mkdir()
        self._library = Library(folder / "index")
        self.write("Bees dance in the hive.")
        encoder = WordEncoder()
        self.service = Service(self._library, lambda: Assistant(self._library, encoder))
        self.service.start()
        wait_until(lambda: self.service.readiness.state == "ready")

    def write(self, text: str) -> None:
        """Put a text in the place of the note's, and have it found."""
        (self._folder / "bees.txt").write_text(text)
        follow_folder(self._library, self._folder)
        build_index(self._library, WordEncoder())

    def ask(self) -> Reference:
        """Ask, and say where the first quote stands."""
        (quote, *_) = remember(self.service.ask(self.asked)).quotes
        return quote.place

    def judge(self, kind: Kind) -> None:
        """Judge the first quote."""
        self.service.judge(self.asked, kind, self.ask())

    def shown(self, kept: KeptTurn) -> str:
        """Show an answer as it is now."""
        return turn_html(kept, self.service.find, self.service.verdicts_on)


@pytest.fixture
def notes(tmp_path):
    """Follow a note."""
    notes = Notes(tmp_path)
    yield notes
    notes.service.upkeep.servers.stop()


@pytest.mark.parametrize(
    "text",
    [
        "Bees dance in the hive. They show the way.",
        "Spring is here. Bees dance in the hive.",
    ],
)
def test_a_verdict_follows_its_words_through_an_edit(notes, text):
    """In the answer of before, in that of now and in the list; never beside them."""
    before = remember(notes.service.ask(notes.asked))
    notes.judge("right")
    notes.write(text)
    after = remember(notes.service.ask(notes.asked))
    assert before.quotes[0].place.article_id != after.quotes[0].place.article_id
    for turn in (before, after):
        html = notes.shown(KeptTurn(notes.asked, None, json.dumps(turn.to_json())))
        assert html.count('class="judge right on"') == 1
        assert html.count('<strong class="said">Bees dance in the hive.') == 1
        assert "You marked this" not in html
    listed = verdicts_html(notes.service.verdicts(), notes.service.find)
    assert "no longer in the article" not in listed
    assert f'data-quote="{after.quotes[0].place.short}"' in listed


def test_a_verdict_after_an_edit_replaces_the_one_before(notes):
    """On the same words; it is shown in the answer of before, too."""
    before = remember(notes.service.ask(notes.asked))
    notes.judge("right")
    notes.write("Spring is here. Bees dance in the hive.")
    notes.judge("wrong")
    assert [each.kind for each in notes.service.verdicts()] == ["wrong"]
    assert len(notes.service.journal.verdicts()) == 1
    html = notes.shown(KeptTurn(notes.asked, None, json.dumps(before.to_json())))
    assert "Judged wrong" in html
    turns = make_pack([before], notes.service.find, notes.service.verdicts, "", 1).turns
    assert [quote.verdict for quote in turns[0].quotes] == ["wrong"]


def test_a_follow_up_is_judged_as_it_was_read(notes):
    """The same words that follow something else are another question."""
    turn = remember(notes.service.ask(notes.asked))
    bees = replace(turn, question="And how?", read_as="How do bees dance?")
    wasps = replace(turn, question="And how?", read_as="How do <wasps> dance?")
    notes.service.judge("How do bees dance?", "right", turn.quotes[0].place)
    for each, count in ((bees, 1), (wasps, 0)):
        html = notes.shown(KeptTurn("And how?", None, json.dumps(each.to_json())))
        assert html.count('class="judge right on"') == count
    assert 'data-meant="How do &lt;wasps&gt; dance?"' in html
    find, verdicts = notes.service.find, notes.service.verdicts
    packed = make_pack([bees, wasps], find, verdicts, "", 1).turns
    assert [each.quotes[0].verdict for each in packed] == ["right", None]


def test_a_verdict_on_words_that_an_edit_took_stays_where_they_were(notes):
    """It is none on what stands there now."""
    notes.judge("right")
    notes.write("Bees sleep in the hive.")
    assert notes.service.verdicts() == notes.service.journal.verdicts()
    assert kind_at(notes.service.verdicts(), notes.ask()) is None


def test_export_has_what_was_judged_before_an_edit(notes, tmp_path):
    """Of the article that the library has now."""
    notes.judge("right")
    notes.write("Spring is here. Bees dance in the hive.")
    service = notes.service
    packed = question_set(service.journal, service.every_article(), service.find)
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    (asked,) = read_question_set(tmp_path).questions
    assert asked.answers == ("Bees dance in the hive.",)
    assert asked.relevant == (notes.ask().article_id,)


def test_list_shows_question_and_quote(client):
    """The library's list holds the question, the verdict and the quote."""
    judge(client, question="How fast?")
    listed = client.get("/verdicts").text
    assert "How fast?" in listed
    assert best(client)["quote"] in listed


def test_export_is_a_question_set(client, tmp_path):
    """The exported set can be read by the evaluation, answers and refusals in it."""
    judge(client, question="How fast?")
    judge(client, "none", "Who sang?", "")
    judge(client, "wrong", "What else?")
    packed = client.get("/api/verdicts/set.zip").content
    zipfile.ZipFile(io.BytesIO(packed)).extractall(tmp_path)
    questions = read_question_set(tmp_path).questions
    assert [(q.question, q.answerable) for q in questions] == [
        ("How fast?", True),
        ("Who sang?", False),
    ]
    rows = (tmp_path / "questions.jsonl").read_text("utf-8").splitlines()
    assert json.loads(rows[0])["answers"] == [best(client)["quote"]]


def test_pressed_button_shows_what_was_said():
    """It names the verdict, which it takes back; the other one is not."""
    html = answer_html(TURN, [QUOTE], [RIGHT])
    assert f'class="judge right on" aria-pressed="true" data-id="{RIGHT.id}">' in html
    assert 'class="judge wrong" aria-pressed="false">' in html
    wrong = answer_html(TURN, [QUOTE], [replace(RIGHT, kind="wrong")])
    assert 'class="judge right" aria-pressed="false">' in wrong
    assert 'class="judge wrong on" aria-pressed="true"' in wrong


def test_what_was_named_elsewhere_is_no_answer_of_those_asked():
    """Where other articles alone were asked; of a tag nobody knows here what it has."""
    tides = Article("tides", "Tides", "They fall. The Moon pulls.", ())
    owls = Article("owls", "Owls", "Owls fly.", ())
    find = {each.id: each for each in (tides, owls, replace(owls, id="wolves"))}
    find |= {"tides-of-before": tides}
    cases = {"": 2, "tides": 2, "owls": 1, "owls tides": 2, "tag:x": 2}
    cases |= {"tides-of-before": 2, "wolves": 1}
    for names, kept in cases.items():
        turn = replace(TURN, names=tuple(names.split()))
        assert len(verdicts_of(turn, lambda _: [HERE, NONE], find.get)) == kept


def test_of_some_articles_nobody_learns_that_none_answers():
    """It would stand over an answer of the others; what was said can be taken back."""
    some = replace(TURN, within=("Tides",))
    assert 'class="judge none"' in answer_html(TURN, [QUOTE])
    assert "judge none" not in answer_html(some, [QUOTE])
    assert 'class="judge none on"' in answer_html(some, [QUOTE], [NONE])


def test_named_answer_stands_before_what_was_found():
    """A place that a person named as the answer is shown first when asked again."""
    other = replace(QUOTE, text="They fall.")
    html = answer_html(TURN, [QUOTE], [HERE], [other])
    assert html.index("You marked this") < html.index("They fall.")
    assert html.index("They fall.") < html.index("The Moon")


def test_refusal_that_was_confirmed_is_pressed():
    """That nothing answers can be said, and shows when asked again."""
    assert 'class="judge none on"' in answer_html(TURN, [QUOTE], [NONE])


def test_what_says_that_nothing_answers_fits_what_was_found():
    """Of an answer it is a correction, of a refusal a confirmation."""
    assert ">None of these answers it</button>" in answer_html(TURN, [QUOTE])
    refused = answer_html(replace(TURN, status="not_found"), [QUOTE])
    assert ">Right, nothing answers it</button>" in refused


def test_places_are_told_apart():
    """Only the quote at exactly that place has the verdict."""
    assert kind_at([RIGHT], MOON) == "right"
    assert kind_at([RIGHT], replace(MOON, end=34)) is None
    assert [item.start for item in elsewhere([RIGHT, HERE, NONE], [MOON])] == [37]


def test_a_verdict_replaces_earlier_ones_alone():
    """Two people may judge a quote at once: the last of their verdicts stays."""
    later = replace(RIGHT, id=9, kind="wrong")
    assert replaced_by(later, [HERE, later, RIGHT]) == [RIGHT]
    assert replaced_by(RIGHT, [HERE, later, RIGHT]) == []


def test_what_was_named_keeps_its_words():
    """Whatever stands in its place now, and where its article is gone."""
    moved = Article("tides-2", "Tides", "Now: They fall.", (Paragraph(1, 0, 15),))
    other = Article("tides-2", "Tides", "x" * 60, ())
    cases = ((moved, True, 5), (other, False, 37), (None, False, 37))
    turn = replace(TURN, quotes=())
    for article, verbatim, start in cases:
        (named,), own = cut_turn(turn, [FALL], lambda _, found=article: found)
        assert isinstance(named, Quote)
        assert (named.text, named.verbatim) == ("They fall.", verbatim)
        assert (named.reference.start, named.gone, own) == (start, article is None, [])
    html = answer_html(turn, own, [FALL], [named])
    assert (
        '<span class="number">1</span> <span class="where"><span>¶ 2</span></span></a>'
        in html
    )
    assert 'title="¶ 2"' in html


def test_list_says_where_a_quote_no_longer_stands():
    """A verdict on an article that changed or left keeps its words and says so."""
    changed = Article("tides", "Tides", "x" * 60, ())
    assert "no longer in the article" in verdicts_html([RIGHT], lambda _: changed)
    assert "was removed" in verdicts_html([RIGHT], lambda _: None)


def test_list_says_places_as_an_answer_does():
    """Title, section, page and paragraph; a judged title is at the top."""
    text = "Tides rise. The Moon pulls the sea."
    article = Article("tides", "Tides", text, (Paragraph(1, 0, 35, "Why", 3),))
    html = verdicts_html([RIGHT], lambda _: article)
    where = " · ".join(f"<bdi>{each}</bdi>" for each in ("Tides", "Why", "p. 3", "¶ 1"))
    assert f">{where}</a>" in html
    top = replace(RIGHT, place=JudgedPlace("tides", 0, 0, 5, "Tides"))
    html = verdicts_html([top], lambda _: article)
    assert "><bdi>Tides</bdi> · <bdi>top of the article</bdi></a>" in html


def test_list_offers_the_opposite_where_a_quote_stands():
    """Right becomes wrong and wrong right; one on other words can't be changed."""
    text = "Tides rise. The Moon pulls the sea."
    article = Article("tides", "Tides", text, ())
    for kind, opposite in (("right", "wrong"), ("here", "wrong"), ("wrong", "right")):
        html = verdicts_html([replace(RIGHT, kind=kind)], lambda _: article)
        assert f'data-kind="{opposite}" data-quote="tides:1:12-35"' in html
    changed = Article("tides", "Tides", "x" * 60, ())
    for verdict, found in ((RIGHT, changed), (RIGHT, None), (NONE, article)):
        html = verdicts_html([verdict], lambda _, found=found: found)
        assert "data-kind" not in html


def test_list_leads_to_the_question():
    """A judged question is a link that asks it, to be judged anew."""
    html = verdicts_html([replace(NONE, question="Why & how?")], lambda _: None)
    assert 'href="/?q=Why%20%26%20how%3F">Why &amp; how?</a>' in html


def test_list_escapes_what_people_wrote():
    """A question with markup is shown as text."""
    evil = replace(NONE, question="<img src=x onerror=alert(1)>")
    assert "<img" not in verdicts_html([evil], lambda _: None)
