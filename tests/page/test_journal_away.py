"""A page whose journal is in PostgreSQL, and what it does while that is away."""

import io
import json
import re
import zipfile

import httpx
import pytest

from tests.page.test_conversations_http import QUESTION, ask
from tests.served import served, wait_until


@pytest.fixture(scope="module")
def pages(postgres, tmp_path_factory):
    """Serve two pages of one library, as two machines do."""
    index = tmp_path_factory.mktemp("library") / "index"
    with (
        served(index, journal=postgres.address) as one,
        served(index, journal=postgres.address) as other,
    ):
        yield one, other


@pytest.fixture
def clients(pages):
    """Give a client of each page."""
    here, there = (httpx.Client(base_url=page.url, timeout=60) for page in pages)
    with here, there:
        yield here, there


def judged(client: httpx.Client) -> dict:
    """Ask, and call the first quote right."""
    found = client.post("/api/ask", json={"question": QUESTION}).json()["citations"][0]
    place = f"{found['paragraph']}:{found['start']}-{found['end']}"
    quote = f"{found['article_id']}:{place}"
    body = {"question": QUESTION, "kind": "right", "quote": quote}
    assert client.post("/api/verdicts", json=body).status_code == 201
    assert client.post("/api/pins", json={"quote": quote}).status_code == 201
    return found


def told(client: httpx.Client) -> tuple[str, ...]:
    """Give what an open page is told of verdicts, conversations and pins."""
    live = client.get("/live").json()
    return live["verdicts"], live["conversations"], live["pins"]


def test_what_one_page_keeps_the_other_shows(pages, clients, postgres):
    """And is told of; the exports have it, and nothing is in the folder."""
    here, there = clients
    before = told(there)
    found = judged(here)
    talk, _ = ask(here, pages[0], QUESTION)
    wait_until(lambda: not set(before) & set(told(there)))
    assert QUESTION in there.get(f"/conversations/{talk}").text
    assert [each["question"] for each in there.get("/api/verdicts").json()] == [
        QUESTION
    ]
    (pin,) = there.get("/api/pins").json()
    assert pin["pin"]["quote"]["quote"] == found["quote"]
    packed = zipfile.ZipFile(io.BytesIO(there.get("/api/verdicts/set.zip").content))
    row = json.loads(packed.read("questions.jsonl"))
    assert (row["question"], row["answers"]) == (QUESTION, [found["quote"]])
    exported = there.get(f"/api/conversations/{talk}/export", params={"form": "json"})
    assert found["quote"] in exported.text
    assert ask(there, pages[1], "Who makes it?", {"c": talk}) == (talk, "")
    whole = here.get(f"/api/conversations/{talk}").json()
    assert whole["turns"][1]["read_as"] == "Who makes embodied AI?"
    names = {path.name for path in pages[0].service.library.root.glob("journal*")}
    assert names == {"journal.json"}


def test_an_answer_is_shown_that_cannot_be_kept(pages, clients, postgres):
    """With its quotes, whose source opens; kept is the next one, when that can be."""
    here, _ = clients
    talk, _ = ask(here, pages[0], QUESTION)
    before = told(here)
    postgres.stop()
    try:
        kept, notice = ask(here, pages[0], "Who makes embodied AI?", {"c": talk})
        assert kept == ""
        assert '<section class="turn" data-id="0" ' in notice
        assert "<blockquote" in notice
        assert "This answer is not kept: the journal at postgresql://" in notice
        assert "Connection refused); start it" in notice
        assert postgres.address not in notice
        (href, *_) = re.findall(r'href="(/articles/[^"]+)"', notice)
        id_, paragraph, place = re.search(
            r"/articles/([^?]+)\?p=(\d+)&amp;s=([\d-]+)", href
        ).groups()
        wanted = {"quotes": [f"{id_}:{paragraph}:{place}"], "question": QUESTION}
        assert here.post("/panel", json=wanted).status_code == 200
        assert told(here) == before
        assert here.get("/readyz").status_code == 200
        said = here.get("/api/conversations")
        assert said.status_code == 503
        assert "start it, or name another" in said.json()["message"]
    finally:
        postgres.start()
    assert ask(here, pages[0], "Who makes it?", {"c": talk}) == (talk, "")
    assert len(here.get(f"/api/conversations/{talk}").json()["turns"]) == 2
