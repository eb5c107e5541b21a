"""Keeping the library over HTTP: addresses, folders, undo, compact, facts."""

import threading
from functools import partial
from pathlib import Path

import httpx
import pytest

from rag.building.indexing import build_index
from rag.errors import FetchError
from rag.library.fetching import Fetched, fetch
from rag.library.folders import follow_folder
from rag.library.library import Library
from rag.page.library.shelf import facts_html
from tests.archives import packed
from tests.fakes import WordEncoder
from tests.library.test_fetching import PAGE, allow, site  # noqa: F401 - a fixture
from tests.served import keep_starter, served, settle, wait_until

OWLS = b"# Owls\n\nOwls fly without a sound.\n"
TIDES = b"# Tides\n\nThe Moon pulls the sea.\n\nCoasts differ in the height of tides.\n"


@pytest.fixture
def own(tmp_path):
    """Serve a page of this test's own, which may fetch from this machine."""
    local = partial(fetch, is_allowed=allow, max_bytes=1000)
    with served(tmp_path / "index", fetch_page=local) as running:
        yield running


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    """Give a client of a page that refuses all that it is asked for."""
    local = partial(fetch, is_allowed=allow, max_bytes=1000)
    index = tmp_path_factory.mktemp("index")
    with (
        served(index, fetch_page=local) as running,
        httpx.Client(base_url=running.url, timeout=30) as talking,
    ):
        yield talking


@pytest.fixture
def client(own):
    """Give a client of the page."""
    with httpx.Client(base_url=own.url, timeout=30) as talking:
        yield talking


def add(client, data=TIDES, name="tides.md") -> str:
    """Add a file over HTTP; gives its id."""
    answer = client.post("/api/articles", params={"name": name}, content=data)
    return answer.json()["id"]


def test_address_is_fetched_and_can_be_asked(own, client, site):  # noqa: F811
    """The page's words are found, and its address stands as the file's name."""
    answer = client.post("/api/addresses", json={"url": f" {site}/page "})
    assert answer.status_code == 201
    assert answer.json()["name"] == f"{site}/page"
    settle(own)
    best = own.service.ask("How do owls fly?").citations[0]
    assert best.quote == "Owls fly without a sound."
    again = client.post("/api/addresses", json={"url": f"{site}/page"})
    assert again.json()["known"]


def test_an_archive_is_several_articles(client):
    """The answer names each that was added, and why another was not."""
    data = packed({"a.md": OWLS, "b.md": TIDES, "c.md": " "})
    answer = client.post("/api/articles", params={"name": "x.zip"}, content=data).json()
    listed = client.get("/api/articles").json()
    assert [answer["id"], *answer["more"]] == [each["id"] for each in listed[-2:]]
    assert [reason.split()[0] for reason in answer["refused"]] == ["x.zip/c.md"]
    assert not answer["known"]
    given = client.get(f"/api/articles/{answer['id']}/original")
    assert given.content == OWLS
    assert 'filename="a.md"' in given.headers["content-disposition"]
    again = client.post("/api/articles", params={"name": "x.zip"}, content=data).json()
    assert again["known"]


@pytest.mark.parametrize(
    ("url", "status", "said"),
    [
        ("{site}/large", 422, "more than the limit"),
        ("{site}/missing", 422, "status 404"),
        ("{site}/inside", 422, "not on the public internet"),
        ("http://10.0.0.1/", 422, "not on the public internet"),
        ("http://[::ffff:10.0.0.1]/", 422, "not on the public internet"),
        ("file:///etc/passwd", 422, "no address that starts with http"),
        ("/etc/passwd", 422, "no address that starts with http"),
        ("x" * 2001, 422, "at most 2000"),
    ],
)
def test_addresses_that_are_refused(refusing, site, url, status, said):  # noqa: F811
    """Each is an error in the one shape, and nothing is added."""
    answer = refusing.post("/api/addresses", json={"url": url.format(site=site)})
    assert answer.status_code == status
    assert said in answer.json()["message"]
    assert len(refusing.get("/api/articles").json()) == 1


def test_only_public_addresses_in_production(tmp_path):
    """A page that is served as people serve it fetches nothing of this machine."""
    with served(tmp_path) as page:
        answer = httpx.post(f"{page.url}api/addresses", json={"url": page.url})
        assert answer.status_code == 422
        assert "not on the public internet" in answer.json()["message"]


def test_what_is_no_article_is_refused(tmp_path):
    """A picture behind an address is refused as a picture in a file is."""

    def picture(url: str) -> Fetched:
        return Fetched(b"GIF89a\x01\x00\x01\x00\x00\x00\x00", url)

    with served(tmp_path, fetch_page=picture) as page:
        url = {"url": "http://pictures.example/owl"}
        answer = httpx.post(f"{page.url}api/addresses", json=url)
        assert (answer.status_code, answer.json()["error"]) == (
            415,
            "unsupported_format",
        )
        assert "a GIF image" in answer.json()["message"]


def test_slow_addresses_hold_up_nobody(tmp_path):
    """While four are fetched a fifth is told to wait, and the page answers."""
    go = threading.Event()

    def slow(url: str) -> Fetched:
        assert go.wait(30)
        raise FetchError(f"{url} was slow")

    with served(tmp_path, fetch_page=slow) as page, httpx.Client() as client:
        statuses: list[int] = []

        def send() -> None:
            url = {"url": "http://slow.example"}
            answer = httpx.post(f"{page.url}api/addresses", json=url, timeout=60)
            statuses.append(answer.status_code)

        threads = [threading.Thread(target=send) for _ in range(5)]
        for thread in threads:
            thread.start()
        wait_until(lambda: statuses == [409])
        assert client.get(f"{page.url}live").status_code == 200
        go.set()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [409, 422, 422, 422, 422]


def test_same_file_twice_is_one_article(own, client):
    """The second time it is said to be known."""
    params = {"name": "tides.md"}
    first = client.post("/api/articles", params=params, content=TIDES).json()
    params = {"name": "ebb.md"}
    second = client.post("/api/articles", params=params, content=TIDES).json()
    assert (first["known"], second["known"]) == (False, True)
    assert first["id"] == second["id"]


def test_removed_article_is_restored(own, client):
    """That one comes back, whatever else has changed meanwhile."""
    tides = add(client)
    settle(own)
    client.delete(f"/api/articles/{tides}")
    settle(own)
    owls = add(client, b"Owls fly without a sound.", "owls.txt")
    assert client.post(f"/api/articles/{tides}/restore").json()["id"] == tides
    settle(own)
    assert own.service.find(tides) is not None
    assert own.service.find(owls) is not None
    assert client.post("/api/articles/nothing/restore").status_code == 404


def test_that_the_starter_left_is_said_with_what_came(own, client):
    """Once: the next article comes alone."""
    left = "The article that was here to try has left."
    add(client)
    settle(own)
    assert f"1 article in 1 passage is searchable. {left}" in told(client)
    add(client, b"Owls fly without a sound.", "owls.txt")
    settle(own)
    assert left not in told(client)


def told(client) -> str:
    """Give what the job has to say to all pages."""
    return client.get("/live").json()["job"]


def test_undo_says_which_answers_moved(own, client):
    """A judged question that only the undone article answered is named to all."""
    add(client)
    settle(own)
    question = "What pulls the sea?"
    client.post("/api/verdicts", json={"question": question, "kind": "none"})
    undone = client.post("/api/undo").json()
    assert undone["changed"] == [question]
    live = client.get("/live").json()["job"]
    assert "Undone:" in live
    assert "remove “Innovation" in live  # the starter left with it, and is back
    assert question in live


def test_compact_says_what_goes_and_what_was_freed(own, client):
    """The removed article and the indexes before this one; then nothing is left."""
    keep_starter(own)
    tides = add(client)
    settle(own)
    client.delete(f"/api/articles/{tides}")
    settle(own)
    planned = client.get("/api/compact").json()
    assert (planned["articles"], planned["generations"]) == (1, 2)
    done = client.post("/api/compact").json()
    assert (done["articles"], done["generations"]) == (1, 2)
    assert 0 < planned["freed_bytes"] <= done["freed_bytes"]
    nothing = {"articles": 0, "generations": 0, "freed_bytes": 0}
    assert client.get("/api/compact").json() == nothing
    assert client.post(f"/api/articles/{tides}/restore").status_code == 404
    assert own.service.ask("What is embodied AI?").citations


def test_followed_folder_is_looked_into_again(own, client, tmp_path: Path):
    """What is new, changed, gone and refused is told; the new is searchable."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "ants.txt").write_text("Ants carry leaves.")
    (folder / "bees.txt").write_text("Bees dance in the hive.")
    (folder / "gnats.txt").write_text("Gnats swarm at dusk.")
    follow_folder(own.service.library, folder)
    path = str(folder.resolve())
    listed = client.get("/api/folders").json()
    assert listed == [{"path": path, "files": 3, "is_there": True, "gone": 0}]
    (folder / "bees.txt").write_text("Bees sleep in the hive.")
    (folder / "gnats.txt").unlink()
    (folder / "owls.md").write_text("Owls fly without a sound.")
    (folder / "empty.txt").write_text("")
    looked = client.post("/api/folders", json={"path": path}).json()
    assert looked["added"] == ["owls.md"]
    assert looked["changed"] == ["bees.txt"]
    assert looked["vanished"] == ["gnats.txt"]
    assert looked["unchanged"] == 1
    assert "empty.txt holds no text" in looked["refused"][0]
    settle(own)
    assert own.service.ask("Do bees sleep?").citations[0].quote.startswith("Bees sleep")


@pytest.mark.parametrize("path", ["/etc", ".", "..", "/", "notes/../../etc"])
def test_no_other_folder_is_read(refusing, path):
    """A browser can't name a folder that the command line didn't add."""
    answer = refusing.post("/api/folders", json={"path": path})
    assert answer.status_code == 400
    assert "quotewell add DIR" in answer.json()["message"]
    assert refusing.get("/api/folders").json() == []
    assert len(refusing.get("/api/articles").json()) == 1


def test_facts_of_an_article(own, client):
    """All that is known is told: counts, size, hash, format and times."""
    tides = add(client)
    settle(own)
    html = client.get(f"/shelf/{tides}").text
    for fact in ("Markdown", "tides.md", f"{len(TIDES)} bytes", "English"):
        assert fact in html
    facts = own.service.upkeep.catalogue.facts(tides)
    assert facts.entry.stored.sha256 in html
    assert (facts.form, facts.pages) == ("Markdown", None)
    assert facts.sentences == 2  # one of each paragraph
    assert client.get("/shelf/nothing").status_code == 404


def test_facts_have_the_questions_to_begin_with(own, client):
    """Each is a link that asks it; an article without any has no such row."""
    lamps = b"# Lamps\n\nThe Velden lamp is used to warn ships in fog at night.\n"
    ids = add(client, lamps, "lamps.md"), add(client)
    settle(own)
    lamp, tides = (client.get(f"/shelf/{each}").text for each in ids)
    assert 'href="/?q=What%20is%20the%20Velden%20lamp%20used%20for%3F"' in lamp
    assert "Questions to begin with" not in tides


def test_facts_are_words(own, client):
    """Markup in an author's or a file's name is escaped."""
    text = b"<title>x</title><meta name=author content='<img src=x>'><p>Owls fly.</p>"
    owls = add(client, text * 3, '"><img src=x>.html')
    settle(own)
    html = facts_html(own.service.upkeep.catalogue.facts(owls))
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html


def test_what_a_rebuild_said_goes_when_another_process_changes_the_index(own, client):
    """It counted the articles of an index that is no longer in use."""
    add(client)
    settle(own)
    assert "searchable" in client.get("/live").json()["job"]
    other = Library(own.service.library.root)
    other.add(b"Owls fly without a sound.\n", "owls.txt")
    build_index(other, WordEncoder())
    assert client.get("/live").json()["job"] == ""
