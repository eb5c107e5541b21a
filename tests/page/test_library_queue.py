"""Changes during a build, over HTTP: each is taken, waits its turn, names no path."""

import threading
from pathlib import Path

import httpx
import pytest

from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE
from rag.page.engine import Readiness
from tests.served import SlowEncoder, served, wait_until

TIDES = b"# Tides\n\nThe Moon pulls the sea.\n\nCoasts differ in the height of tides.\n"
OWLS = b"# Owls\n\nOwls fly without a sound.\n"


class Own:
    """A page of this test's own, with two articles, whose builds can be held."""

    def __init__(self, page, encoder: SlowEncoder, client: httpx.Client) -> None:
        self.page, self.encoder, self.client = page, encoder, client
        self.library: Library = page.service.library
        self.starter = self.library.articles()[0].id

    def add(self, data: bytes, name: str) -> str:
        """Add a file; gives its id."""
        answer = self.client.post("/api/articles", params={"name": name}, content=data)
        return answer.json()["id"]

    def hold(self) -> str:
        """Have a build begin that waits in the encoder; gives the id of what is new."""
        self.encoder.go.clear()
        tides = self.add(TIDES, "tides.md")
        wait_until(lambda: self.encoder.is_waiting)
        return tides

    def settle(self) -> None:
        """Let builds go on, and wait until all is done."""
        self.encoder.go.set()
        wait_until(lambda: not self.page.service.job.view.busy)

    def live(self) -> dict[str, object]:
        """Give what every open page is told."""
        return self.client.get("/live").json()

    def titles(self) -> list[str]:
        """Name what is listed."""
        return [each["title"] for each in self.client.get("/api/articles").json()]


@pytest.fixture
def own(tmp_path: Path):
    """Serve it."""
    encoder = SlowEncoder()
    index = tmp_path / "index"
    Library(index).add(STARTER_ARTICLE.read_bytes(), STARTER_ARTICLE.name)
    with (
        served(index, lambda _: encoder) as page,
        httpx.Client(base_url=page.url, timeout=30) as client,
    ):
        yield Own(page, encoder, client)
        encoder.go.set()


def test_every_change_during_a_build_is_taken(own):
    """Added, renamed, tagged, removed: listed at once, indexed in its turn."""
    tides = own.hold()
    owls = own.add(OWLS, "owls.md")
    named = own.client.patch(f"/api/articles/{own.starter}", json={"title": "Start"})
    tagged = own.client.post("/api/tags", json={"articles": [owls], "add": ["bird"]})
    removed = own.client.delete(f"/api/articles/{tides}")
    assert [named.status_code, tagged.status_code, removed.status_code] == [
        200,
        200,
        204,
    ]
    assert own.titles() == ["Start", "owls.md"]
    own.settle()
    assert own.library.pending() == []
    assert own.titles() == ["Start", "Owls"]


def test_every_page_is_told_how_much_cannot_be_asked_yet(own):
    """What isn't found may stand in it. What can't be indexed isn't waited for."""
    assert own.live()["message"] == ""
    own.hold()
    assert own.live()["message"] == "1 article is not searchable yet"
    own.add(OWLS, "owls.md")
    assert own.live()["message"] == "2 articles are not searchable yet"
    own.page.service._engine.readiness = Readiness("loading")
    assert own.live()["message"] == ""
    own.page.service._engine.readiness = Readiness("ready")
    next(own.library.root.glob("articles/owls-*/original.*")).unlink()
    own.settle()
    assert len(own.library.set_aside()) == 1
    assert own.live()["message"] == ""


def test_undo_during_a_build_takes_back_what_it_is_building(own):
    """It interrupts the build, which isn't due any more, and says what it did."""
    own.hold()
    before = own.library.current()
    # Let go first when the errand has come: until then the encoder would hold it up.
    answers: list[httpx.Response] = []
    asking = threading.Thread(
        target=lambda: answers.append(own.client.post("/api/undo"))
    )
    asking.start()
    wait_until(lambda: own.page.service.job._stop.is_set())
    own.encoder.go.set()
    asking.join()
    assert answers[0].json()["message"].startswith("add “tides.md”. 1 article in")
    own.settle()
    assert own.library.current() == before
    assert len(own.titles()) == 1
    assert "Undone:" in own.live()["job"]


def test_undo_of_what_came_during_a_build_is_done_at_once(own):
    """The build goes on, and has what it began with."""
    own.hold()
    own.add(OWLS, "owls.md")
    answer = own.client.post("/api/undo")
    assert answer.json()["message"].startswith("add “owls.md”.")
    assert own.encoder.is_waiting
    assert "tides.md" in own.titles()
    own.settle()
    assert own.titles()[1:] == ["Tides"]


def test_what_undo_and_redo_do_is_said_before(own):
    """On every page and over HTTP; a change ends redo."""
    tides = own.add(TIDES, "tides.md")
    own.settle()
    assert own.client.get("/api/undo").json() == {"undo": "add “Tides”", "redo": ""}
    own.client.post("/api/undo")
    live = own.live()
    assert (live["undo"], live["redo"]) == ("", "add “Tides”")
    redone = own.client.post("/api/redo").json()
    assert redone["message"].startswith("add “Tides”. 2 articles in")
    assert "Redone:" in own.live()["job"]
    assert own.page.service.find(tides) is not None
    own.client.post("/api/undo")
    assert "Undone:" in own.live()["job"]
    own.client.post("/api/tags", json={"articles": [own.starter], "add": ["x"]})
    assert (own.live()["redo"], own.live()["job"]) == ("", "")
    refused = own.client.post("/api/redo")
    assert refused.status_code == 400
    assert "something else was changed since" in refused.json()["message"]


def test_redo_of_what_waited_is_built(own):
    """Undone before it was indexed, redone, searchable."""
    own.encoder.go.clear()
    own.hold()
    own.add(OWLS, "owls.md")
    own.client.post("/api/undo")
    own.settle()
    own.client.post("/api/redo")
    own.settle()
    assert own.titles()[1:] == ["Tides", "Owls"]
    assert own.library.pending() == []


def test_a_title_shows_at_once_everywhere(own):
    """In the list, in quotes, in the chooser and in the article, before it is built."""
    own.add(OWLS, "owls.md")
    own.hold()
    before = own.live()["titles"]
    own.client.patch(f"/api/articles/{own.starter}", json={"title": "A new name"})
    assert own.live()["titles"] != before
    asked = own.client.post("/api/ask", json={"question": "What is embodied AI?"})
    assert asked.json()["citations"][0]["title"] == "A new name"
    assert "A new name" in [
        choice["label"] for choice in own.client.get("/api/scopes").json()
    ]
    within = {"question": "What is embodied AI?", "within": ["a new name"]}
    assert own.client.post("/api/ask", json=within).status_code == 200
    assert own.titles()[0] == "A new name"
    assert own.page.service.find(own.starter).title == "A new name"
    assert own.encoder.is_waiting


def test_a_title_of_another_program_shows_at_once(own):
    """What another process says of an article needs no rebuild either."""
    shelf = own.live()["shelf"]
    Library(own.library.root).rename(own.starter, "From elsewhere")
    assert own.live()["shelf"] != shelf
    assert own.titles() == ["From elsewhere"]


def test_who_asks_while_another_program_builds_is_told_that_it_waits(own, monkeypatch):
    """No page waits for ever, no path is told, and in its turn it is done."""
    monkeypatch.setattr("rag.page.library.going.TURN_S", 0.05)
    own.add(TIDES, "tides.md")
    own.settle()
    other = Library(own.library.root)
    with other.building():
        undo = own.client.post("/api/undo")
        compact = own.client.post("/api/compact")
        assert own.live()["busy"]
    assert (undo.status_code, compact.status_code) == (202, 202)
    for answer in (undo, compact):
        assert "waits its turn" in answer.json()["message"]
        assert str(own.library.root) not in answer.text
    own.settle()
    assert len(own.titles()) == 1
    assert own.client.get("/api/compact").json()["generations"] == 0


def test_cancel_is_said_before_the_build_has_noticed(own):
    """Every page sees it at its next look."""
    own.hold()
    own.client.delete("/api/rebuild")
    assert "Cancelling…" in own.live()["job"]
    own.settle()
    assert "Cancelled." in own.live()["job"]
    assert [s.name for s in own.library.pending()] == ["tides.md"]
