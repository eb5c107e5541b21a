"""The API over HTTP: the contract's answers, and errors of one shape."""

import httpx
import pytest

from tests.served import served


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """Give a client of a page with the starter article."""
    with (
        served(tmp_path_factory.mktemp("index")) as page,
        httpx.Client(base_url=page.url) as talking,
    ):
        yield talking


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
    assert read_as == ["Who makes it (embodied AI)?", None]


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


def test_citation_leads_to_its_page(client):
    """The permalink of a citation opens."""
    found = client.post("/api/search", json={"question": "robots"}).json()
    assert client.get(found[0]["permalink"]).status_code == 200


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


def test_description_names_every_route(client):
    """The OpenAPI document describes the routes that programs may use."""
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.")
    assert set(described["paths"]) >= {"/api/ask", "/api/search", "/api/articles"}
