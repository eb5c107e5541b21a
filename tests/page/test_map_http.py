"""The map over HTTP: each session's own question, whatever its browser sends."""

import json

import httpx
import pytest

from tests.served import keep_starter, served, wait_until

TITLE = "<script>alert(1)</script> ${7*7}"
QUESTION = "What is embodied AI?"


def draw(page, kept=(), shown=""):
    """Ask for the map; gives the plot, what stands beside it, and what is shown."""
    number = next(
        number
        for number, function in page.blocks.fns.items()
        if getattr(function.fn, "__qualname__", "") == "MapEvents.draw"
    )
    body = {"fn_index": number, "data": [list(kept), shown], "session_hash": "x"}
    answer = httpx.post(f"{page.url}gradio_api/run/predict", json=body)
    assert answer.status_code == 200
    return answer.json()["data"]


def ask(page, question):
    """Ask as the page does; gives the conversation as the browser keeps it."""
    body = {"fn_index": 0, "data": [question, [], {}], "session_hash": "x"}
    answer = httpx.post(f"{page.url}gradio_api/run/predict", json=body)
    return answer.json()["data"][2]


def test_map_needs_no_question(page):
    """All passages are drawn, and the page says what to do to be among them."""
    plot, beside, _ = draw(page)
    assert plot["type"] == "plotly"
    drawn = page.service.maps.current()
    (trace,) = json.loads(plot["plot"])["data"]
    assert len(trace["x"]) == len(drawn.points) > 1
    assert "Ask one" in beside


def test_latest_question_is_placed(page):
    """Of a conversation the last question is drawn, with all its citations."""
    kept = ask(page, QUESTION)
    earlier = {**kept[0], "q": "An earlier question?", "c": []}
    plot, beside, _ = draw(page, [earlier, *kept])
    question, cited = json.loads(plot["plot"])["data"][-2:]
    assert len(question["x"]) == 1
    assert sorted(cited["text"]) == [str(n + 1) for n in range(len(kept[0]["c"]))]
    assert QUESTION in beside
    assert "An earlier question?" not in beside


def test_two_sessions_never_see_each_other(page):
    """What one has asked is on no other's map, though both share the passages."""
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


@pytest.mark.parametrize("kept", [[5, None, "x"], [{"q": "x", "c": ["../x:1:1-2"]}]])
def test_whatever_a_browser_kept_is_drawn(page, kept):
    """A conversation that isn't one is none; references that aren't are left out."""
    plot, _, _ = draw(page, kept)
    assert plot["type"] == "plotly"


def test_references_out_of_an_article_are_drawn_as_gone(page):
    """A forged citation names no passage, and the map is drawn without it."""
    forged = [{"q": "Why?", "c": ["nothing:1:1-2", "nothing:9999999:0-999999999"]}]
    plot, beside, _ = draw(page, forged)
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
