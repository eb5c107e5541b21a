"""The map over HTTP: each session's own question, whatever its browser sends."""

import json

import httpx
import pytest

from rag.errors import JournalAwayError
from rag.judging.conversations import KeptTurn
from tests.served import keep_starter, served, wait_until

TITLE = "<script>alert(1)</script> ${7*7}"
QUESTION = "What is embodied AI?"


def draw(page, conversation="", shown=""):
    """Ask for the map; gives the plot, what stands beside it, and what is shown."""
    place = json.dumps({"c": conversation, "in": []})
    number = next(
        number
        for number, function in page.blocks.fns.items()
        if getattr(function.fn, "__qualname__", "") == "MapEvents.draw"
    )
    body = {"fn_index": number, "data": [place, shown], "session_hash": "x"}
    answer = httpx.post(f"{page.url}gradio_api/run/predict", json=body)
    assert answer.status_code == 200
    return answer.json()["data"]


def ask(page, *questions):
    """Ask in a new conversation; gives its id."""
    conversation = ""
    for question in questions:
        conversation = page.service.converse(conversation, question).conversation
    return conversation


def keep(page, references):
    """Keep a turn with some references; gives the conversation."""
    answer = json.dumps({"q": "Why?", "c": references})
    return page.service.conversations.add("", KeptTurn("Why?", None, answer))


def test_map_needs_no_question(page):
    """All passages are drawn, and the page says what to do to be among them."""
    plot, beside, _ = draw(page)
    assert plot["type"] == "plotly"
    drawn = page.service.maps.current()
    (trace,) = json.loads(plot["plot"])["data"]
    assert len(trace["x"]) == len(drawn.points) > 1
    assert "Ask one" in beside


def test_map_needs_no_journal(page, monkeypatch):
    """While what was asked can't be read, the passages are drawn all the same."""

    def turns(_):
        raise JournalAwayError("the journal is away")

    monkeypatch.setattr(page.service.conversations, "turns", turns)
    plot, beside, _ = draw(page, "1" * 16)
    assert plot["type"] == "plotly"
    assert "Ask one" in beside


def test_latest_question_is_placed(page):
    """Of a conversation the last question is drawn, with all its citations."""
    conversation = ask(page, "An earlier question?", QUESTION)
    plot, beside, _ = draw(page, conversation)
    question, cited = json.loads(plot["plot"])["data"][-2:]
    assert len(question["x"]) == 1
    quotes = page.service.last_turn(conversation).quotes
    assert sorted(cited["text"]) == [str(n + 1) for n in range(len(quotes))]
    assert QUESTION in beside
    assert "An earlier question?" not in beside


def test_a_map_has_the_question_of_its_own_conversation(page):
    """What was asked in another one isn't on it, though both share the passages."""
    mine = ask(page, "What is embodied AI? Unheard")
    assert "Unheard" in json.dumps(draw(page, mine))
    assert "Unheard" not in json.dumps(draw(page))
    assert "Unheard" not in json.dumps(draw(page, ask(page, QUESTION)))


def test_what_is_shown_is_not_sent_again(page):
    """Coming back to the tab draws nothing anew, another question does."""
    _, _, shown = draw(page)
    again = draw(page, shown=shown)
    assert [value.get("__type__") for value in again] == ["update"] * 3
    assert not any("value" in value for value in again)
    plot, _, other = draw(page, ask(page, QUESTION), shown)
    assert plot["plot"]
    assert other != shown


@pytest.mark.parametrize("references", [[5, None, "x"], ["../x:1:1-2"], "x"])
def test_whatever_was_kept_is_drawn(page, references):
    """References that aren't are left out; a conversation that isn't there is none."""
    plot, _, _ = draw(page, keep(page, references))
    assert plot["type"] == "plotly"
    plot, beside, _ = draw(page, "0123")
    assert "Ask one" in beside


def test_references_out_of_an_article_are_drawn_as_gone(page):
    """A forged citation names no passage, and the map is drawn without it."""
    forged = ["nothing:1:1-2", "nothing:9999999:0-999999999"]
    plot, beside, _ = draw(page, keep(page, forged))
    assert json.loads(plot["plot"])["data"][-1]["x"] == []
    assert beside.count("no longer in the library") == 2


def test_hostile_article_is_text(tmp_path):
    """Markup in a title or passage reaches the page as text."""
    with served(tmp_path) as page:
        keep_starter(page)
        page.service.upkeep.add(b"Glass melts at heat.", "glass.txt", TITLE)
        wait_until(lambda: len(page.service.maps.current().articles) == 2)
        plot, beside, _ = draw(page)
        assert "<script" not in beside
        assert "&lt;script&gt;alert(1)" in beside
        traces = json.loads(plot["plot"])["data"]
        assert len(traces) == 2
        for trace in traces:
            trace.pop("customdata")
            assert "script" not in json.dumps(trace)


def test_empty_library_says_what_to_do(tmp_path):
    """Without an article there is no plot but a word on how to get one."""
    with served(tmp_path) as page:
        for entry in page.service.upkeep.shelf():
            page.service.upkeep.remove(entry.stored.id)
        wait_until(lambda: not page.service.job.view.busy)
        wait_until(lambda: draw(page)[0] is None)
        _, beside, shown = draw(page)
        assert "Add an article under Library" in beside
        assert shown == ""
