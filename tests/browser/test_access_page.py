"""The page can be used by everyone: axe-core's rules, zoom, and what is said aloud."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"


def violations(reader) -> list[str]:
    """Name what axe-core finds wrong with the page as it is now."""
    found = Axe().run(reader.page).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(door, own_page, scheme):
    """Welcome, answer, refusal, library with verdicts and permalink are clean."""
    reader = door.let_in(own_page.url, color_scheme=scheme).open()
    assert violations(reader) == []
    answer = reader.ask(QUESTION)
    answer.locator(".judge.right").first.click()
    expect(reader.marked).to_be_visible()
    assert violations(reader) == []
    reader.ask("Who juggled xylophones?")
    expect(reader.answers.last.locator(".refusal")).to_be_visible()
    assert violations(reader) == []
    reader.show_library()
    expect(reader.page.locator("#judged li")).to_have_count(1)
    assert violations(reader) == []
    reader.page.click("#tab-settings-button")
    expect(reader.page.locator("#top-k")).to_be_visible()
    assert violations(reader) == []
    article = own_page.service.upkeep.shelf()[0].stored.id
    reader.page.goto(f"{own_page.url}articles/{article}?p=1&s=0-9#p1")
    assert violations(reader) == []


def test_answers_are_said_aloud(reader):
    """The conversation is a log, whose additions a screen reader announces."""
    reader.ask(QUESTION)
    log = reader.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_contain_text("CR450")


def test_zoom_of_200_percent_leaves_all_in_reach(door, starter_page):
    """At twice the size on a small laptop nothing is cut off sideways."""
    window = {"width": 640, "height": 400}
    reader = door.let_in(
        starter_page.url, viewport=window, device_scale_factor=2
    ).open()
    reader.ask(QUESTION).locator("a.cite").first.click()
    expect(reader.marked).to_be_in_viewport()
    assert reader.sideways() <= 0


def test_everything_has_a_visible_focus(reader):
    """Tab reaches links and buttons, and each shows an outline there."""
    reader.ask(QUESTION)
    reader.page.locator("a.cite").first.focus()
    for _ in range(6):
        reader.page.keyboard.press("Tab")
        outline = reader.page.evaluate(
            "getComputedStyle(document.activeElement).outlineStyle"
        )
        assert outline != "none"


def test_reduced_motion_moves_nothing(door, starter_page):
    """Whoever asks for less motion gets no transition."""
    reader = door.let_in(starter_page.url, reduced_motion="reduce").open()
    assert reader.page.evaluate(
        "[...document.querySelectorAll('*')].every(element => "
        "parseFloat(getComputedStyle(element).transitionDuration) < 0.01)"
    )
