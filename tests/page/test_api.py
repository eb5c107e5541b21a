"""The API over HTTP: the contract's answers, and errors of one shape."""

import httpx
import pytest
from pydantic import ValidationError

from rag.page.http.api import Question
from rag.page.http.routes import make_router
from tests.served import keep_starter, routes_of, served, wait_until


def test_ask_gives_the_contract_object(client):
    """An answer is the object that `quotewell ask --json` prints."""
    body = {"question": "What is embodied AI?", "top_k": 2}
    answer = client.post("/api/ask", json=body).json()
    assert answer["question"] == "What is embodied AI?"
    assert answer["status"] in ("answered", "not_found")
    first, second = answer["citations"]
    assert (first["number"], second["number"]) == (1, 2)
    assert first["quote"] in first["passage"]
    assert first["end"] - first["start"] == len(first["quote"])


def test_ask_takes_the_questions_before(client):
    """A conversation's earlier questions may come along."""
    body = {"question": "And where?", "history": ["Who welds in the dark?"]}
    assert client.post("/api/ask", json=body).status_code == 200


def test_literal_question_is_not_read_from_those_before(client):
    """A follow-up is read from its history, unless it is to be taken as it stands."""
    body = {"question": "Who makes it?", "history": ["What is embodied AI?"]}
    read_as = [
        client.post("/api/ask", json=body | literal).json()["read_as"]
        for literal in ({}, {"literal": True})
    ]
    assert read_as == ["Who makes embodied AI?", None]


@pytest.mark.parametrize(
    ("field", "most", "one_more"),
    [
        ("within", ["moon.txt"] * 1000, ["moon.txt"] * 1001),
        ("within", ["x" * 300], ["x" * 301]),
        ("within", ["x"], [""]),
        ("history", ["Why?"] * 20, ["Why?"] * 21),
    ],
)
def test_nobody_asks_for_more_than_a_person_would(field, most, one_more):
    """A thousand names of up to 300 characters, and twenty questions before."""
    Question(question="Why?", **{field: most})
    with pytest.raises(ValidationError):
        Question(question="Why?", **{field: one_more})


def test_only_what_is_named_is_asked(own_client):
    """By title or tag, in questions and searches; undo takes the tag back."""
    client, moon = own_client
    assert client.post(
        "/api/tags", json={"articles": [moon], "add": ["sky"], "remove": []}
    ).json() == {moon: ["sky"]}
    assert "sky" in [item["label"] for item in client.get("/api/scopes").json()]
    for name in ("moon.txt", "tag:sky", moon):
        body = {"question": "What is embodied AI?", "top_k": 9, "within": [name]}
        asked = client.post("/api/ask", json=body).json()["citations"]
        found = client.post("/api/search", json=body).json()
        assert {item["article_id"] for item in (*asked, *found)} == {moon}
    listed = {item["id"]: item["tags"] for item in client.get("/api/articles").json()}
    assert listed[moon] == ["sky"]
    client.post("/api/undo")
    unknown = client.post("/api/ask", json={"question": "Why?", "within": ["tag:sky"]})
    assert (unknown.status_code, unknown.json()["error"]) == (422, "scope")
    assert "no article, tag or folder is called" in unknown.json()["message"]


def test_articles_are_removed_together(own_client):
    """All that are named go at once, and undo brings them back."""
    client, moon = own_client
    ids = [item["id"] for item in client.get("/api/articles").json()]
    assert moon in ids
    assert client.post("/api/removals", json={"articles": ids}).status_code == 204
    assert client.get("/api/articles").json() == []


@pytest.fixture
def own_client(tmp_path):
    """Serve the starter article and another; gives a client, and the other's id."""
    with served(tmp_path / "index") as page:
        keep_starter(page)
        moon = page.service.upkeep.add(b"The Moon pulls the sea.", "moon.txt").stored.id
        wait_until(lambda: not page.service.job.view.busy)
        with httpx.Client(base_url=page.url, timeout=60) as talking:
            yield talking, moon


def test_search_gives_passages_best_first(client):
    """A search gives the citations alone."""
    found = client.post("/api/search", json={"question": "robots", "top_k": 3}).json()
    assert [item["number"] for item in found] == [1, 2, 3]
    scores = [item["score"] for item in found]
    assert scores == sorted(scores, reverse=True)


def test_articles_are_listed_with_their_figures(client):
    """The list names each article with its counts, language and date."""
    (article,) = client.get("/api/articles").json()
    assert article["name"] == "innovation-in-china.md"
    assert article["language"] == "en"
    assert article["date"] == "2025-03-18"
    assert article["passages"] > 0 < article["words"]
    assert "What is DeepSeek?" in article["questions"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/ask", {}),
        ("/api/ask", {"question": ""}),
        ("/api/ask", {"question": "   "}),
        ("/api/ask", {"question": 5}),
        ("/api/ask", {"question": "x" * 501}),
        ("/api/ask", {"question": "x", "top_k": 0}),
        ("/api/ask", {"question": "x", "top_k": 21}),
        ("/api/ask", {"question": "x", "history": ["y"] * 21}),
        ("/api/ask", {"question": "x", "literal": 2}),
        ("/api/search", {"question": None}),
        ("/api/search", ["question"]),
    ],
)
def test_wrong_questions_are_422(client, path, body):
    """What can't be asked is refused in words, never with a server error."""
    answer = client.post(path, json=body)
    assert answer.status_code == 422
    assert set(answer.json()) == {"error", "message"}


def test_wrong_method_and_address_have_the_shape_too(client):
    """A method or address that doesn't exist is an object like the others."""
    for answer in (client.get("/api/ask"), client.get("/api/nothing")):
        assert answer.status_code in (404, 405)
        assert set(answer.json()) == {"error", "message"}


def test_description_names_every_route(page, client):
    """The OpenAPI document has each route of ours with each of its methods, no more."""
    described = client.get("/api/openapi.json").json()
    ours = {
        (route.path, method.lower())
        for route in routes_of(page.blocks.app)
        if getattr(route, "endpoint", make_router).__module__.startswith("rag.")
        for method in getattr(route, "methods", None) or ()
    }
    assert len(ours) > 25
    assert ours == {
        (path, method)
        for path, methods in described["paths"].items()
        for method in methods
    }


def test_description_says_what_errors_look_like(client):
    """Each route's errors are described by the one shape that they have."""
    described = client.get("/api/openapi.json").json()
    shape = described["components"]["schemas"]["ErrorBody"]
    assert set(shape["properties"]) == set(shape["required"]) == {"error", "message"}
    for methods in described["paths"].values():
        for operation in methods.values():
            assert {"4XX", "5XX"} < set(operation["responses"])
            assert "422" not in operation["responses"]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/shelf", "text/html"),
        ("/verdicts", "text/html"),
        ("/api/verdicts/set.zip", "application/zip"),
        ("/api/articles", "application/json"),
    ],
)
def test_description_says_what_is_given(client, path, media_type):
    """The type that an answer has is the one that is described."""
    described = client.get("/api/openapi.json").json()["paths"][path]["get"]
    assert list(described["responses"]["200"]["content"]) == [media_type]
    assert client.get(path).headers["content-type"].startswith(media_type)


def test_description_says_what_is_sent_and_what_waits(client):
    """A file's bytes are a body; undo, redo and compact may answer that they wait."""
    paths = client.get("/api/openapi.json").json()["paths"]
    body = paths["/api/articles"]["post"]["requestBody"]
    assert list(body["content"]) == ["application/octet-stream"]
    for path in ("/api/undo", "/api/redo", "/api/compact"):
        shape = paths[path]["post"]["responses"]["202"]["content"]["application/json"]
        assert shape["schema"]["$ref"].endswith("/Outcome")


def json_of(text: str) -> dict[str, object]:
    """Give the arguments of a request whose body is this JSON text."""
    headers = {"content-type": "application/json"}
    return {"content": text.encode("utf-8", "surrogatepass"), "headers": headers}


@pytest.mark.attack
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/ask", '{"question": "\\ud800"}'),
        ("POST", "/api/ask", '{"question": "\ud800"}'),
        ("POST", "/api/ask", '{"question": "x", "top_k": 1e999}'),
        ("POST", "/api/ask", '{"question": "x", "top_k": ' + "9" * 9000 + "}"),
        ("POST", "/api/ask", "[" * 200_000),
        ("POST", "/api/ask", '{"question": ' + '{"a":' * 100_000),
        ("POST", "/api/ask", '{"question": ' + "[" * 900 + "]" * 900 + "}"),
        ("POST", "/api/search", '{"question": "x \\udfff"}'),
        ("PATCH", "/api/articles/x", '{"title": "\\ud800"}'),
        ("POST", "/api/folders", '{"path": "\\u0000"}'),
        ("POST", "/api/addresses", '{"url": "http://[::1"}'),
        ("POST", "/api/addresses", '{"url": "http://a\\u0000b/"}'),
        ("POST", "/api/verdicts", '{"question": "\\ud800", "kind": "none"}'),
        ("DELETE", "/api/verdicts/%D9%A3", ""),
        ("POST", "/panel", '{"quotes": ["\\ud800:1:1-2"], "question": "\\ud800"}'),
        ("POST", "/gradio_api/run/predict", "null"),
        ("POST", "/gradio_api/run/predict", '{"data": []}'),
        ("POST", "/gradio_api/run/predict", '{"fn_index": 0, "data": []}'),
        ("POST", "/gradio_api/run/predict", '{"fn_index": 99999, "data": []}'),
        ("POST", "/gradio_api/run/predict", '{"fn_index": -1, "data": []}'),
        ("POST", "/gradio_api/run/nothing", '{"data": []}'),
        ("POST", "/gradio_api/reset", "{}"),
    ],
)  # fmt: skip
def test_odd_bodies_have_an_answer_in_the_one_shape(client, method, path, body):
    """Halves of characters, numbers and depths without end: a 4xx that says why."""
    answer = client.request(method, path, **json_of(body))
    assert 400 <= answer.status_code < 500
    assert set(answer.json()) == {"error", "message"}


@pytest.mark.attack
def test_malformed_forms_have_an_answer_in_the_one_shape(client):
    """No route takes a form, and none fails over one."""
    headers = {"content-type": "multipart/form-data"}
    for path in ("/api/ask", "/api/verdicts", "/panel", "/gradio_api/run/predict"):
        answer = client.post(path, content=b"--x\r\nrubbish", headers=headers)
        assert answer.status_code == 422
        assert set(answer.json()) == {"error", "message"}


@pytest.mark.attack
@pytest.mark.parametrize("name", ["a\0b.txt", "a.t\0t", "a\nb.txt", "x" * 256, ""])
def test_names_that_no_file_has_are_refused(client, name):
    """A name has 1 to 255 characters, and none that can't be seen."""
    answer = client.post("/api/articles", params={"name": name}, content=b"Owls fly.")
    assert answer.status_code == 422
    assert set(answer.json()) == {"error", "message"}


@pytest.mark.attack
@pytest.mark.parametrize("origin", ["http://[::1", "http://[", "//"])
def test_malformed_origins_have_an_answer_in_the_one_shape(client, origin):
    """They are foreign, also where Gradio's own middleware would look at them."""
    answer = client.get("/live", headers={"origin": origin})
    assert (answer.status_code, answer.json()["error"]) == (403, "foreign_origin")
