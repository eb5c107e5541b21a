"""Words of articles, files and people never run and never fetch, in a real browser."""

import re
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.payloads import PAYLOADS
from tests.served import wait_until

pytestmark = pytest.mark.browser
HIT = "window.hits = 0; window.hit = () => { window.hits += 1; }; window.alert = hit;"


def text_of(payload: str) -> bytes:
    """Make an article whose words are a payload."""
    heading = payload.replace("\n", " ")
    return f"{heading}\n\nSome words, {payload} and more.\n\n{payload}\n".encode()


@pytest.fixture
def hostile(own_page):
    """Serve a library with an article for each payload: name, title and text."""
    with httpx.Client(base_url=own_page.url, timeout=60) as client:
        for number, payload in enumerate(PAYLOADS):
            name = f"{number}{payload}.txt"[:200]
            added = client.post(
                "/api/articles", params={"name": name}, content=text_of(payload)
            )
            assert added.status_code == 201, added.text
            path = f"/api/articles/{added.json()['id']}"
            assert client.patch(path, json={"title": payload}).status_code == 200
    wait_until(lambda: not own_page.service.job.view.busy)
    return own_page


def test_there_are_enough_payloads():
    """The list is long, and nothing stands in it twice."""
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


def test_nothing_runs_and_nothing_is_fetched(door, hostile):
    """All payloads, as title, file name, text, question and verdict, stay words."""
    reader = door.let_in(hostile.url)
    reader.page.add_init_script(HIT)
    reader.open()
    reader.show_library()
    expect(reader.page.locator("#shelf tbody tr")).to_have_count(len(PAYLOADS) + 1)
    titles = reader.page.locator("#shelf .title").all_inner_texts()
    squeezed = [" ".join(title.split()) for title in titles]
    for payload in PAYLOADS:
        assert " ".join(payload.split()) in squeezed
    reader.page.click("#tab-ask-button")
    for payload in PAYLOADS[::6]:
        answer = reader.ask(payload)
        answer.locator(".judge.wrong").first.click()
        answer.locator("a.cite").first.click()
        expect(reader.marked).to_be_visible()
    reader.show_library()
    expect(reader.page.locator("#judged li").first).to_be_visible()
    assert reader.page.evaluate("window.hits") == 0


def test_permalinks_of_hostile_articles_are_still(door, hostile):
    """The pages of hostile articles run nothing, and show the words as words."""
    reader = door.let_in(hostile.url)
    reader.page.add_init_script(HIT)
    for entry in hostile.service.upkeep.shelf()[1:]:
        reader.page.goto(f"{hostile.url}articles/{quote(entry.stored.id)}?p=1&s=0-9")
        shown = reader.page.locator("h1.title").inner_text()
        assert " ".join(shown.split()) == " ".join(entry.title.split())
        assert reader.page.evaluate("window.hits") == 0


@pytest.mark.parametrize("payload", PAYLOADS[::8])
def test_questions_by_address_are_words(door, starter_page, payload):
    """A question that comes in a link is shown as it is."""
    reader = door.let_in(starter_page.url)
    reader.page.add_init_script(HIT)
    reader.open(f"?q={quote(payload)}")
    asked = reader.page.locator("#chat .asked")
    expect(asked).to_have_text(re.compile(re.escape(payload.split()[0])))
    assert reader.page.evaluate("window.hits") == 0


def test_file_names_in_outcomes_are_words(door, own_page):
    """The name of a file that is refused is told as text."""
    reader = door.let_in(own_page.url)
    reader.page.add_init_script(HIT)
    reader.open()
    reader.show_library()
    name = "<img src=x onerror=hit()>.txt"
    file = {"name": name, "mimeType": "text/plain", "buffer": b""}
    with reader.page.expect_console_message(lambda message: "422" in message.text):
        reader.page.set_input_files("#files", [file])
    expect(reader.page.locator("#library .outcomes li")).to_contain_text(name)
    assert reader.page.evaluate("window.hits") == 0
    assert "422" in reader.faults.pop()
