"""Conversations over HTTP: drawn, listed, named, deleted, exported, and gated."""

import json

import httpx
import pytest

from rag.judging.evidence import read_pack
from tests.served import keep_starter, served, wait_until

QUESTION = "What is embodied AI?"


def ask(client, page, question, place=None):
    """Ask as the page does; gives the conversation's id and what went wrong."""
    number = next(
        number
        for number, function in page.blocks.fns.items()
        if getattr(function.fn, "__qualname__", "") == "AskEvents.ask"
    )
    body = {"fn_index": number, "session_hash": "x"}
    body["data"] = [question, json.dumps(place or {}), {}]
    answered = client.post("/gradio_api/run/predict", json=body).json()
    conversation, notice = answered["data"]
    return conversation, notice


def test_a_question_begins_a_conversation_and_the_next_goes_on(page, client):
    """Each page draws what it hasn't drawn yet, whoever asked."""
    id_, _ = ask(client, page, QUESTION)
    first = client.get(f"/conversations/{id_}").json()
    assert (first["id"], first["name"], first["within"]) == (id_, QUESTION, [])
    (html,) = first["html"]
    number = html.partition('data-id="')[2].partition('"')[0]
    assert QUESTION in html
    assert "<blockquote" in html
    assert ask(client, page, "Who makes it?", {"c": id_}) == (id_, "")
    (later,) = client.get(f"/conversations/{id_}?after={number}").json()["html"]
    assert "Who makes it?" in later
    assert QUESTION not in later
    whole = client.get(f"/api/conversations/{id_}").json()
    assert [turn["question"] for turn in whole["turns"]] == [QUESTION, "Who makes it?"]
    assert whole["turns"][1]["read_as"] == "Who makes embodied AI?"


def test_a_question_that_is_sent_again_has_one_turn(page, client):
    """By its key, in a new conversation, which has that name, and in one there is."""
    first, again = ("1" * 32, "2" * 32)
    id_, _ = ask(client, page, QUESTION, {"key": first})
    assert id_ == first
    assert ask(client, page, QUESTION, {"key": first}) == (id_, "")
    place = {"c": id_, "key": again}
    assert [ask(client, page, QUESTION, place) for _ in range(2)] == [(id_, "")] * 2
    whole = client.get(f"/api/conversations/{id_}").json()
    assert [turn["question"] for turn in whole["turns"]] == [QUESTION] * 2
    # What is no key of ours names nothing.
    for key in ("1" * 31, "G" * 32, 7):
        other, notice = ask(client, page, QUESTION, {"key": key})
        assert notice == ""
        assert len(other) == 16
        assert other != id_


def test_what_is_asked_is_kept_and_said(page, client):
    """By its name with the conversation, by its title in the turn."""
    (entry,) = page.service.upkeep.shelf()
    id_, _ = ask(client, page, QUESTION, {"in": [entry.stored.id]})
    drawn = client.get(f"/conversations/{id_}").json()
    assert drawn["within"] == [[entry.stored.id, entry.title]]
    assert f"Asked only: {entry.title}" in drawn["html"][0]
    nothing, notice = ask(client, page, QUESTION, {"in": ["tag:none"]})
    assert nothing == ""
    assert "No article, tag or folder is called" in notice
    # More than can be asked is not asked in part.
    nothing, notice = ask(client, page, QUESTION, {"in": [entry.stored.id] * 1001})
    assert nothing == ""
    assert "1,001, where at most 1,000 can be" in notice


def test_a_question_that_fails_begins_nothing(page, client):
    """The reason is said, and no conversation is there."""
    before = len(client.get("/api/conversations").json())
    id_, notice = ask(client, page, "x" * 501)
    assert id_ == ""
    assert "The question has 501 characters, the limit is 500" in notice
    assert len(client.get("/api/conversations").json()) == before


def test_conversations_are_listed_found_named_and_deleted(page, client):
    """Every open page is told by a version that it has to look again."""
    id_, _ = ask(client, page, "Which robots weld?")
    versions = {client.get("/live").json()["conversations"]}
    path = f"/api/conversations/{id_}"
    named = client.patch(path, json={"name": "<b>Mine"})
    assert named.json()["name"] == "<b>Mine"
    versions.add(client.get("/live").json()["conversations"])
    listed = client.get("/conversations", params={"words": "weld mine"}).text
    assert f'href="/?c={id_}"' in listed
    assert "&lt;b&gt;Mine" in listed
    assert "<b>" not in listed
    assert client.delete(path).status_code == 204
    versions.add(client.get("/live").json()["conversations"])
    assert len(versions) == 3
    for answer in (
        client.delete(path),
        client.get(path),
        client.get(f"/conversations/{id_}"),
        client.get(f"{path}/export"),
        client.patch(path, json={"name": "x"}),
    ):
        assert (answer.status_code, answer.json()["error"]) == (
            404,
            "conversation_not_found",
        )
    assert "has these words" in client.get("/conversations?words=weld+mine").text


def test_a_conversation_is_exported_as_evidence(page, client):
    """In each form, as a file of its name to be saved that can be read back."""
    id_, _ = ask(client, page, QUESTION)
    headings = {"html": f"<h1>{QUESTION}</h1>", "markdown": f"# {QUESTION}", "json": ""}
    for form, heading in headings.items():
        file = client.get(f"/api/conversations/{id_}/export", params={"form": form})
        assert file.headers["content-type"] == "application/octet-stream"
        saved_as = file.headers["content-disposition"].partition("UTF-8''")[2]
        assert saved_as.startswith(f"{'-'.join(QUESTION.strip('?').split())}-quotewell")
        assert heading in file.text
        assert read_pack(file.content).turns[0].question == QUESTION
    path = f"/api/conversations/{id_}/export?form=exe"
    assert client.get(path).status_code == 422


def test_an_old_quote_whose_article_went_stays_word_for_word(tmp_path):
    """It says that the article is gone, and can't be judged; back, it is verbatim."""
    with served(tmp_path) as page, httpx.Client(base_url=page.url) as client:
        keep_starter(page)
        moon = page.service.upkeep.add(b"The Moon <b>pulls</b> it.", "moon.txt").stored
        wait_until(lambda: page.service.find(moon.id) is not None)
        done = page.service.converse("", "What does the Moon do?", within=[moon.id])
        id_ = done.conversation

        def drawn():
            return client.get(f"/conversations/{id_}").json()["html"][0]

        assert "verbatim" in drawn()
        page.service.upkeep.remove(moon.id)
        wait_until(lambda: page.service.find(moon.id) is None)
        html = drawn()
        assert "The Moon &lt;b&gt;pulls&lt;/b&gt; it." in html
        assert "no longer in the library; these are its words" in html
        assert "verbatim" not in html
        assert 'class="judge right' not in html
        page.service.upkeep.restore(moon.id)
        wait_until(lambda: page.service.find(moon.id) is not None)
        assert "verbatim" in drawn()


def test_conversations_outlive_the_server(tmp_path):
    """They are on its disk, not in a browser."""
    with served(tmp_path) as page:
        id_ = page.service.converse("", QUESTION).conversation
    with served(tmp_path) as page:
        drawn = httpx.get(f"{page.url}conversations/{id_}").json()
        assert QUESTION in drawn["html"][0]


@pytest.mark.attack
def test_with_a_password_only_those_who_are_in_see_conversations(tmp_path):
    """Neither the list nor a conversation, nor a change of one, without the cookie."""
    with served(tmp_path, password="tide pool") as page:
        done = page.service.converse("", "Which secret is this? Unheard")
        id_ = done.conversation
        for method, path in (
            ("GET", "conversations"),
            ("GET", "api/conversations"),
            ("GET", f"conversations/{id_}"),
            ("GET", f"api/conversations/{id_}"),
            ("GET", f"api/conversations/{id_}/export"),
            ("DELETE", f"api/conversations/{id_}"),
            ("GET", "api/scopes"),
        ):
            answer = httpx.request(method, page.url + path)
            assert answer.status_code in (303, 401), path
            assert "Unheard" not in answer.text
        assert len(page.service.conversations.all()) == 1
