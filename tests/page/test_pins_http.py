"""The desk over HTTP: pinned, noted, moved, removed, exported, drawn, and gated."""

import io
import json

import docx
import httpx
import pytest
from pybtex.database import parse_string

from rag.judging.evidence import read_pack
from rag.judging.verifying import verify_pack
from rag.page.desk.html import desk_html
from rag.page.quotes.references import digest_of
from rag.settings import MAX_QUOTE_CHARS
from tests.served import added, keep_starter, served, wait_until

MOON = "The Moon <b>pulls</b> the sea."
SUN = "The Sun pulls less."
TEXT = f"Tides\n\n{MOON}\n\n{SUN}\n"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """Serve a page with an article on tides beside the starter."""
    with served(tmp_path_factory.mktemp("desk") / "index") as running:
        keep_starter(running)
        yield running


@pytest.fixture(scope="module")
def article(own):
    """Give the article on tides."""
    return own.service.find(added(own, TEXT.encode(), "tides.txt"))


@pytest.fixture
def client(own):
    """Give a client of the page, whose desk is empty."""
    with httpx.Client(base_url=own.url, timeout=30) as talking:
        # For good: pinned again, what was removed is back with its note.
        with own.service.desk.pins.home.writing() as execute:
            execute("DELETE FROM pins")
        yield talking


def place(article, words: str, paragraph: int = 9) -> str:
    """Refer to some words of the article; whichever paragraph is said."""
    start = article.text.index(words)
    return f"{article.id}:{paragraph}:{start}-{start + len(words)}"


def pin(client, article, words: str = MOON, **more) -> dict:
    """Pin some words of the article."""
    body = {"quote": place(article, words), **more}
    answer = client.post("/api/pins", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def words_of(client) -> list[str]:
    """List the words on the desk."""
    return [each["pin"]["quote"]["quote"] for each in client.get("/api/pins").json()]


def test_a_quote_is_pinned_with_its_evidence(client, article):
    """Words, place and hashes are the article's own; once however often it is said."""
    made = pin(client, article, question="Why?", conversation="c0ffee", note="mine")
    start = article.text.index(MOON)
    numbers = {each.start: each.number for each in article.paragraphs}
    assert made["quote"]["quote"] == MOON
    assert made["quote"]["paragraph"] == numbers[start]
    assert (made["note"], made["question"], made["conversation"]) == (
        "mine", "Why?", "c0ffee",
    )  # fmt: skip
    assert pin(client, article)["id"] == made["id"]
    (entry,) = client.get("/api/pins").json()
    assert (entry["holds"], entry["state"], entry["gone"]) == (True, "verbatim", False)
    assert entry["pin"]["note"] == "mine"
    key = f"{article.id}:{start}-{start + len(MOON)}"
    assert client.get("/api/pins/places").json() == {key: made["id"]}


@pytest.mark.parametrize(
    ("quote", "status", "reason"),
    [
        ("{id}:1:0-0", 400, f"has 1 to {MAX_QUOTE_CHARS} characters, this place has 0"),
        ("{id}:1:900000-900005", 400, "this place has 0"),
        ("{id}:1:5-7", 400, f"1 to {MAX_QUOTE_CHARS}"),
        ("none:1:0-5", 404, "no article 'none'"),
        ("../x:1:0-5", 422, "doesn't fit"),
        ("", 422, "doesn't fit"),
        ("{id}:2:7-15:7-20:000000000000", 400, "has changed since this was found"),
    ],
)
def test_what_is_no_quote_is_not_pinned(client, article, quote, status, reason):
    """Nothing comes onto the desk, and the reason is said."""
    body = {"quote": quote.format(id=article.id)}
    answer = client.post("/api/pins", json=body)
    assert (answer.status_code, words_of(client)) == (status, [])
    assert reason in answer.json()["message"]


def test_a_quote_is_pinned_if_it_is_what_was_found(client, article):
    """An answer's reference has a digest of the words that were found."""
    start = article.text.index(SUN)
    end = start + len(SUN)
    quote = f"{article.id}:3:{start}-{end}:{start}-{end}:{digest_of(SUN)}"
    assert client.post("/api/pins", json={"quote": quote}).status_code == 201
    assert words_of(client) == [SUN]


def test_a_quote_has_so_many_characters_at_most(client, own):
    """As a judged one; one more is refused."""
    (entry, *_) = own.service.upkeep.shelf()
    for length, status in ((MAX_QUOTE_CHARS, 201), (MAX_QUOTE_CHARS + 1, 400)):
        body = {"quote": f"{entry.stored.id}:1:0-{length}"}
        assert client.post("/api/pins", json=body).status_code == status


def test_pins_are_noted_moved_removed_and_brought_back(client, article):
    """Each change is told to all pages by what they are told anyway."""

    def version():
        return client.get("/live").json()["pins"]

    moon = pin(client, article)["id"]
    sun = pin(client, article, SUN)["id"]
    seen = [version()]
    for change in (
        lambda: client.patch(f"/api/pins/{moon}", json={"note": "for <i>2</i>"}),
        lambda: client.post(f"/api/pins/{sun}/move", json={"before": moon}),
        lambda: client.post(f"/api/pins/{sun}/move", json={}),
        lambda: client.post(f"/api/pins/{sun}/move", json={"before": moon}),
        lambda: client.delete(f"/api/pins/{moon}"),
        lambda: client.post(f"/api/pins/{moon}/restore"),
    ):
        assert change().is_success
        seen.append(version())
    assert len(set(seen)) == 7
    assert words_of(client) == [SUN, MOON]
    html = client.get("/desk").text
    assert html.index("The Sun") < html.index("The Moon &lt;b&gt;pulls&lt;/b&gt;")
    assert '<p class="note">for &lt;i&gt;2&lt;/i&gt;</p>' in html
    assert "<b>pulls" not in html


def test_what_is_not_there_is_said(client):
    """Each change of an unknown pin has one shape of answer."""
    for method, path, body in (
        ("PATCH", "/api/pins/999", {"note": ""}),
        ("POST", "/api/pins/999/move", {}),
        ("POST", "/api/pins/999/restore", None),
        ("DELETE", "/api/pins/999", None),
    ):
        answer = client.request(method, path, json=body)
        assert (answer.status_code, answer.json()["error"]) == (404, "pin_not_found")
    assert client.patch("/api/pins/1", json={"note": "x" * 2001}).status_code == 422
    refused = client.get("/api/pins/export?form=exe")
    assert refused.status_code == 422
    for form in ("docx", "bibtex", "evidence-json"):  # of each kind
        assert f"'{form}'" in refused.json()["message"]
    assert client.get("/desk").text == desk_html([])


def save(client, form: str, name: str) -> bytes:
    """Export the desk; gives the file."""
    file = client.get("/api/pins/export", params={"form": form})
    assert file.headers["content-type"] == "application/octet-stream"
    assert f'filename="{name}' in file.headers["content-disposition"]
    return file.content


def test_the_desk_is_exported_in_each_form(client, article, own):
    """Pages, bibliographies and evidence, each as a file to be saved."""
    pin(client, article, note="mine")
    pin(client, article, SUN, question="Why?")
    details = {"author": "Moon, Ada", "date": "2026-03", "address": "https://e.org/t"}
    path = f"/api/articles/{article.id}/details"
    assert client.put(path, json=details).json() == details
    page = save(client, "html", "quotes.html").decode()
    assert f"Moon, Ada, <cite>{article.title}</cite>, 2026-03, ¶" in page
    markdown = save(client, "markdown", "quotes.md").decode()
    assert "> The Moon \\<b\\>pulls" in markdown
    document = docx.Document(io.BytesIO(save(client, "docx", "quotes.docx")))
    assert MOON in [each.text for each in document.paragraphs]
    bib = parse_string(save(client, "bibtex", "references.bib").decode(), "bibtex")
    (entry,) = bib.entries.values()
    assert entry.fields["date"] == "2026-03"
    assert b"AU  - Moon, Ada\r\n" in save(client, "ris", "references.ris")
    (item,) = json.loads(save(client, "csl", "references.json"))
    assert item["URL"] == "https://e.org/t"
    for form in ("html", "markdown", "json"):
        pack = read_pack(save(client, f"evidence-{form}", "quotewell-"))
        assert [turn.question for turn in pack.turns] == ["", "Why?"]
        assert [turn.note for turn in pack.turns] == ["mine", ""]
        assert [turn.quotes[0].number for turn in pack.turns] == [1, 2]
        found = verify_pack(pack, own.service.find)
        assert [each.message for each in found] == ["verbatim"] * 2
    client.put(path, json={})
    assert b"author" not in save(client, "bibtex", "references.bib")


@pytest.mark.parametrize(
    "details",
    [{"date": "in spring"}, {"address": "javascript:x"}, {"author": "x" * 301}],
)
def test_wrong_details_are_refused(client, article, details):
    """What was said before stays."""
    path = f"/api/articles/{article.id}/details"
    answer = client.put(path, json=details)
    assert answer.status_code in (400, 422)
    assert answer.json()["message"]
    assert client.put("/api/articles/none/details", json={}).status_code == 404
    assert "javascript" not in client.get(f"/shelf/{article.id}").text


def test_details_are_shown_in_the_library(client, article, own):
    """In the list, the facts, the form and the API; no rebuild follows."""
    before = own.service.library.current()
    path = f"/api/articles/{article.id}/details"
    details = {
        "author": '<Ada> "Moon"',
        "date": "2026",
        "address": "https://e.org/?a&b",
    }
    client.put(path, json=details)
    row = "<bdi>&lt;Ada&gt; &quot;Moon&quot;</bdi> · <time"
    assert row in client.get("/shelf").text
    facts = client.get(f"/shelf/{article.id}").text
    assert "<dt>Author</dt><dd>&lt;Ada&gt; &quot;Moon&quot;</dd>" in facts
    assert "<dt>Address</dt><dd>https://e.org/?a&amp;b</dd>" in facts
    assert 'name="author" value="&lt;Ada&gt; &quot;Moon&quot;"' in facts
    assert 'name="date" value="2026"' in facts
    listed = {each["id"]: each for each in client.get("/api/articles").json()}
    assert listed[article.id]["author"] == '<Ada> "Moon"'
    assert listed[article.id]["date"] == "2026"
    assert own.service.library.current() == before
    assert not own.service.job.view.busy
    client.put(path, json={})
    assert "Ada" not in client.get("/shelf").text


def test_a_pin_outlives_its_article_and_the_server(tmp_path):
    """Word for word, with what was known of the article; and says that it is gone."""
    with served(tmp_path) as page, httpx.Client(base_url=page.url) as client:
        keep_starter(page)
        tides = added(page, TEXT.encode(), "tides.txt")
        path = f"/api/articles/{tides}/details"
        client.put(path, json={"author": "Ada Moon"})
        pin(client, page.service.find(tides))
        page.service.upkeep.remove(tides)
        wait_until(lambda: page.service.find(tides) is None)
    with served(tmp_path) as page, httpx.Client(base_url=page.url) as client:
        (entry,) = client.get("/api/pins").json()
        assert entry["pin"]["quote"]["quote"] == MOON
        assert (entry["gone"], entry["work"]["author"]) == (True, "Ada Moon")
        html = client.get("/desk").text
        assert "the article is not in the library" in html
        assert "href" not in html
        assert b"Ada Moon" in save(client, "bibtex", "references.bib")
        page.service.upkeep.restore(tides)
        wait_until(lambda: page.service.find(tides) is not None)
        assert '<span class="verbatim">verbatim</span>' in client.get("/desk").text


@pytest.mark.attack
def test_with_a_password_only_those_who_are_in_see_the_desk(tmp_path):
    """Neither the list nor a file of it, nor a change, without the cookie."""
    with served(tmp_path, password="tide pool") as page:
        (stored,) = page.service.library.articles()
        words = page.service.find(stored.id).text[:20]
        reference = f"{stored.id}:1:0-20"
        for method, path, body in (
            ("GET", "desk", None),
            ("GET", "api/pins", None),
            ("GET", "api/pins/places", None),
            ("GET", "api/pins/export?form=markdown", None),
            ("POST", "api/pins", {"quote": reference}),
            ("PATCH", "api/pins/1", {"note": "x"}),
            ("POST", "api/pins/1/move", {}),
            ("POST", "api/pins/1/restore", None),
            ("DELETE", "api/pins/1", None),
            ("PUT", f"api/articles/{stored.id}/details", {"author": "x"}),
        ):
            answer = httpx.request(method, page.url + path, json=body)
            assert answer.status_code in (303, 401), path
            assert words not in answer.text
        assert page.service.desk.pins.all() == []


@pytest.mark.attack
def test_another_site_pins_nothing(client, article):
    """Its pages are told apart by the origin that a browser sends."""
    for method, path in (("POST", "/api/pins"), ("DELETE", "/api/pins/1")):
        headers = {"origin": "https://evil.example"}
        body = {"quote": place(article, MOON)}
        answer = client.request(method, path, json=body, headers=headers)
        assert answer.status_code == 403
    assert words_of(client) == []


def test_the_desk_is_described(client):
    """In the API's own description, each route with its errors."""
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {
        "/api/pins", "/api/pins/places", "/api/pins/export", "/api/pins/{pin_id}",
        "/api/pins/{pin_id}/move", "/api/pins/{pin_id}/restore",
        "/api/articles/{article_id}/details",
    } <= paths.keys()  # fmt: skip
