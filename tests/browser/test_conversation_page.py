"""Conversations stay whole and apart, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.served import wait_until

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"
OTHER = "What is embodied AI?"


def test_two_people_never_see_each_others_conversation(door, starter_page):
    """What one asks shows on no page of another, open before or opened after."""
    one = door.let_in(starter_page.url).open()
    two = door.let_in(starter_page.url).open()
    one.ask(QUESTION)
    two.ask(OTHER)
    three = door.let_in(starter_page.url).open()
    for reader, asked in ((one, [QUESTION]), (two, [OTHER]), (three, [])):
        expect(reader.page.locator("#chat .asked")).to_have_text(asked)
        reader.page.reload()
        expect(reader.page.locator("#welcome h2, #chat .asked")).to_have_count(1)
        expect(reader.page.locator("#chat .asked")).to_have_text(asked)


def test_answer_outlives_a_drawing_that_comes_late(door, starter_page):
    """A conversation drawn anew before a question, and shown after, loses nothing."""
    reader = door.let_in(starter_page.url).open()
    page = reader.page
    reader.ask(QUESTION)
    held = []
    events = "**/gradio_api/run/predict*"
    page.route(events, lambda route: held.append((route, route.fetch())), times=1)
    page.evaluate("document.querySelector('#redraw').click()")
    wait_until(lambda: page.wait_for_timeout(20) or bool(held))
    reader.ask(OTHER)
    [(route, answer)] = held
    with page.expect_response(events):
        route.fulfill(response=answer)
    expect(page.locator("#chat .asked")).to_have_text([QUESTION, OTHER])
    page.reload()
    expect(page.locator("#chat .asked")).to_have_text([QUESTION, OTHER])


def test_welcome_that_comes_late_hides_no_answer(door, starter_page):
    """Drawn before the first question and shown after its answer, it stays away."""
    reader = door.let_in(starter_page.url).open()
    page = reader.page
    held = []
    events = "**/gradio_api/run/predict*"
    page.route(events, lambda route: held.append((route, route.fetch())), times=1)
    page.evaluate("document.querySelector('#redraw').click()")
    wait_until(lambda: page.wait_for_timeout(20) or bool(held))
    reader.ask(QUESTION)
    [(route, answer)] = held
    with page.expect_response(events):
        route.fulfill(response=answer)
    expect(page.locator("#welcome h2")).to_have_count(1)
    expect(page.locator("#welcome")).to_be_hidden()
    expect(page.locator("#chat .asked")).to_have_text([QUESTION])


def test_empty_library_leads_to_where_articles_are_added(door, own_page):
    """With nothing to ask the page says so, and its button opens the library."""
    reader = door.let_in(own_page.url).open()
    for entry in own_page.service.upkeep.shelf():
        own_page.service.upkeep.remove(entry.stored.id)
    expect(reader.page.locator("#welcome h2")).to_have_text("The library is empty")
    reader.page.get_by_role("button", name="Go to the library").press("Enter")
    expect(reader.page.locator("#shelf .blank")).to_be_visible()
    reader.choose("owls.txt", "Owls fly without a sound.")
    expect(reader.page.locator("#shelf a.title")).to_have_count(1)
    reader.page.click("#tab-ask-button")
    expect(reader.page.locator("#welcome h2")).to_have_text(
        "What would you like to know?"
    )
