"""Followed folders over HTTP: chosen at the machine, looked into, left again."""

from pathlib import Path

import httpx
import pytest

from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.page.quotes.kept_turns import parse_turn
from tests.served import keep_starter, served, settle


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of two notes."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "ants.txt").write_text("Ants carry leaves.")
    (folder / "bees.txt").write_text("Bees dance in the hive.")
    return folder.resolve()


@pytest.fixture
def own(tmp_path: Path):
    """Serve a page of this test's own."""
    with served(tmp_path / "index") as page:
        keep_starter(page)
        yield page


@pytest.fixture
def client(own):
    """Give a client of the page."""
    with httpx.Client(base_url=own.url, timeout=30) as talking:
        yield talking


def names(client) -> list[str]:
    """Name the files of the articles but the starter's."""
    return sorted(each["name"] for each in client.get("/api/articles").json()[1:])


def test_a_folder_is_followed_from_the_page(own, client, folder):
    """Its files become articles that can be asked; spaces around its path are none."""
    found = client.put("/api/folders", json={"path": f" {folder}/ "})
    assert (found.status_code, found.json()["added"]) == (200, ["ants.txt", "bees.txt"])
    assert client.get("/api/folders").json() == [
        {"path": str(folder), "files": 2, "is_there": True, "gone": 0}
    ]
    settle(own)
    assert own.service.ask("Do bees dance?").citations[0].quote.startswith("Bees dance")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("notes", "isn't a whole path"),
        ("./notes", "isn't a whole path"),
        ("{folder}/ants.txt", "is a file; add it, or give its folder"),
        ("{folder}/missing", "No such file"),
        ("{index}", "is a library of Quotewell"),
        ("{index}/articles", "is a library of Quotewell"),
    ],
)
def test_what_is_no_folder_to_follow(own, client, folder, path, said):
    """It is told why, and nothing is followed."""
    path = path.format(folder=folder, index=own.service.library.root)
    answer = client.put("/api/folders", json={"path": path})
    assert answer.status_code == 422
    assert said in answer.json()["message"]
    assert client.get("/api/folders").json() == []


@pytest.mark.attack
def test_who_does_not_sit_at_the_machine_chooses_none(client, folder, monkeypatch):
    """Whoever else reaches the page is told what does; what is followed goes on."""
    monkeypatch.setattr("rag.page.http.folders_api.is_own", lambda _: False)
    answer = client.put("/api/folders", json={"path": str(folder)})
    assert answer.status_code == 403
    assert "quotewell add DIR" in answer.json()["message"]
    assert client.get("/api/folders").json() == []
    assert names(client) == []


@pytest.mark.attack
def test_a_request_that_claims_to_come_from_elsewhere(client, folder):
    """What says that it was passed on isn't this machine's user's."""
    answer = client.put(
        "/api/folders",
        json={"path": str(folder)},
        headers={"x-forwarded-for": "203.0.113.7"},
    )
    assert answer.status_code == 403
    foreign = client.put(
        "/api/folders",
        json={"path": str(folder)},
        headers={"origin": "http://evil.example"},
    )
    assert foreign.status_code == 403


def test_files_that_are_gone_are_said_and_removed_when_wanted(own, client, folder):
    """In the list of folders and at the article; looking again alone removes none."""
    client.put("/api/folders", json={"path": str(folder)})
    settle(own)
    (folder / "ants.txt").unlink()
    assert client.get("/api/folders").json()[0]["gone"] == 1
    shelf = client.get("/shelf").text
    assert "2 files, of which 1 is gone" in shelf
    assert shelf.count("its file is gone from the folder") == 1
    looked = client.post("/api/folders", json={"path": str(folder)}).json()
    assert (looked["vanished"], names(client)) == (
        ["ants.txt"],
        ["ants.txt", "bees.txt"],
    )
    client.post("/api/folders", json={"path": str(folder), "prune": True})
    assert names(client) == ["bees.txt"]
    settle(own)
    assert own.service.library.pending() == []
    assert "is gone" not in client.get("/shelf").text


def test_a_folder_that_is_away_has_lost_no_file(own, client, folder, tmp_path):
    """Its disk may not be in: nothing is called gone, and rebuilding goes on."""
    client.put("/api/folders", json={"path": str(folder)})
    settle(own)
    folder.rename(tmp_path / "away")
    listed = client.get("/api/folders").json()[0]
    assert (listed["is_there"], listed["gone"]) == (False, 0)
    assert "the folder is not there now" in client.get("/shelf").text
    client.post("/api/rebuild")
    settle(own)
    assert "(No such file or directory); check" in client.get("/live").json()["job"]
    assert names(client) == ["ants.txt", "bees.txt"]


def test_a_rebuild_looks_into_all_folders(own, client, folder, tmp_path):
    """New, changed and gone are told for each, and what is there can be asked."""
    other = tmp_path / "more"
    other.mkdir()
    follow_folder(own.service.library, other)
    client.put("/api/folders", json={"path": str(folder)})
    settle(own)
    (other / "owls.txt").write_text("Owls fly without a sound.")
    (folder / "bees.txt").write_text("Bees sleep in the hive.")
    (folder / "ants.txt").unlink()
    client.post("/api/rebuild")
    settle(own)
    job = client.get("/live").json()["job"]
    assert f"{other.resolve()}: 1 new, 0 changed, 0 gone." in job
    assert f"{folder}: 0 new, 1 changed, 1 gone." in job
    assert own.service.ask("Do bees sleep?").citations[0].quote.startswith("Bees sleep")
    assert own.service.ask("Do owls fly?").citations[0].quote.startswith("Owls fly")


def test_a_folder_is_followed_no_longer(own, client, folder):
    """Its articles stay; a second time there is nothing to leave."""
    client.put("/api/folders", json={"path": str(folder)})
    settle(own)
    left = client.delete("/api/folders", params={"path": str(folder)})
    assert left.status_code == 204
    assert client.get("/api/folders").json() == []
    assert names(client) == ["ants.txt", "bees.txt"]
    again = client.delete("/api/folders", params={"path": str(folder)})
    assert (again.status_code, "is not followed" in again.text) == (400, True)
    looked = client.post("/api/folders", json={"path": str(folder)})
    assert looked.status_code == 400


def test_an_article_that_was_removed_is_said_to_answer_still(own, client, folder):
    """Until the index is built; then its line is gone."""
    own.service.library.add(b"Owls fly without a sound.", "owls.txt")
    own.service.job.note_change()
    settle(own)
    library = Library(own.service.library.root)
    owls = library.articles()[-1].id
    library.remove(owls)
    shelf = client.get("/shelf").text
    assert f'<tr class="gone" data-id="{owls}">' in shelf
    assert "Removed “<bdi>Owls</bdi>”. It answers until the index is built." in shelf
    assert owls not in [each["id"] for each in client.get("/api/articles").json()]
    client.post("/api/rebuild")
    settle(own)
    assert "It answers until" not in client.get("/shelf").text


def test_a_quote_of_an_edited_file_says_so_and_leads_to_its_article(
    own, client, folder
):
    """A sentence before it is new: in the answer of before and on the desk."""
    client.put("/api/folders", json={"path": str(folder)})
    settle(own)
    talk = own.service.converse("", "Do bees dance?").conversation
    (turn,) = own.service.conversations.turns(talk)
    place = parse_turn(turn.answer).quotes[0].place
    pin = own.service.desk.pin(place)
    (folder / "bees.txt").write_text("Spring is here. Bees dance in the hive.")
    client.post("/api/folders", json={"path": str(folder)})
    settle(own)
    html = client.get(f"/conversations/{talk}").text
    assert "it still says these words" in html
    assert place.permalink.replace("&", "&amp;") not in html
    (entry,) = own.service.desk.entries()
    assert (entry.pin, entry.state) == (
        pin,
        "verbatim, but it has moved in the article",
    )
    assert entry.place.article_id == own.service.find(place.article_id).id
    now = entry.place
    key = f"{now.article_id}:{now.start}-{now.end}"
    assert client.get("/api/pins/places").json() == {key: pin.id}
    body = {"quote": f"{now.article_id}:1:{now.start}-{now.end}"}
    assert client.post("/api/pins", json=body).json()["id"] == pin.id
    found = client.get(place.permalink)
    assert (found.status_code, "<mark" in found.text) == (200, False)


def test_a_place_in_what_was_edited_is_no_quote_by_itself(own, client, folder):
    """Other words stand there now, and are pinned by nobody who didn't see them."""
    client.put("/api/folders", json={"path": str(folder)})
    settle(own)
    cited = own.service.ask("Do bees dance?").citations[0]
    place = {"quote": f"{cited.article_id}:1:{cited.start}-{cited.end}"}
    assert client.post("/api/pins", json=place).status_code == 201
    (folder / "bees.txt").write_text("Spring is here. Bees dance in the hive.")
    client.post("/api/folders", json={"path": str(folder)})
    settle(own)
    answer = client.post("/api/pins", json=place)
    assert (answer.status_code, answer.json()["message"]) == (
        400,
        "the article has changed since this was found; ask again",
    )
    assert len(client.get("/api/pins").json()) == 1
