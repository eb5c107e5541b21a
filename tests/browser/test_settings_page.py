"""Settings, export, and starting anew, in a real browser."""

import pytest
from playwright.sync_api import expect

from rag.judging.evidence import read_pack

pytestmark = pytest.mark.browser
KEPT = "JSON.stringify(localStorage)"
QUESTION = "How fast did the CR450 go in tests?"


def set_number(reader, name: str, value: str) -> None:
    """Type a number beside a slider of the Settings page, until it is kept."""
    # What was kept before is set while the page loads, over what is typed meanwhile.
    reader.page.wait_for_load_state("networkidle")
    reader.page.click("#tab-settings-button")
    box = reader.page.locator(f"#{name} input[type=number]")
    # A test is quicker than any person: it would ask before the setting holds. What the
    # browser keeps tells nothing, as defaults are written there while the page loads.
    with reader.page.expect_response("**/gradio_api/run/**"):
        box.fill(value)
        box.press("Tab")


def test_number_of_passages_holds_and_is_kept(reader):
    """An answer has as many passages as were wanted, after a reload too."""
    set_number(reader, "top-k", "2")
    expect(reader.page.locator("#threshold")).to_contain_text("At first it is 0.58.")
    reader.page.click("#tab-ask-button")
    expect(reader.ask(QUESTION).locator("a.cite")).to_have_count(2)
    reader.page.reload()
    expect(reader.answers).to_have_count(1)
    expect(reader.ask(QUESTION).locator("a.cite")).to_have_count(2)


def test_a_number_out_of_range_is_the_nearest_one(reader):
    """It is kept as it is shown."""
    ends = (("top-k", "99", "20"), ("threshold", "-3", "0"))
    boxes = {
        name: reader.page.locator(f"#{name} input[type=number]") for name, *_ in ends
    }
    for name, typed, kept in ends:
        set_number(reader, name, typed)
        expect(boxes[name]).to_have_value(kept)
    reader.page.reload()
    reader.page.click("#tab-settings-button")
    for name, _, kept in ends:
        expect(boxes[name]).to_have_value(kept)


def test_threshold_decides_what_counts_as_an_answer(reader):
    """With the highest threshold nothing does that nobody has judged."""
    set_number(reader, "threshold", "1")
    reader.page.click("#tab-ask-button")
    asked = "How many years ago was the earliest railway track built?"
    expect(reader.ask(asked).locator(".refusal")).to_be_visible()


def test_theme_is_set_and_kept(reader, starter_page):
    """Dark is dark at once and after a reload, and where no script runs."""
    reader.page.click("#tab-settings-button")
    before = reader.page.evaluate(KEPT)
    reader.page.click("#theme >> text=Dark")
    expect(reader.page.locator("body")).to_have_class("dark")
    reader.page.wait_for_function(f"before => {KEPT} !== before", arg=before)
    reader.page.reload()
    expect(reader.page.locator("body")).to_have_class("dark")
    article = starter_page.service.upkeep.shelf()[0].stored.id
    reader.page.goto(f"{reader.url}articles/{article}")
    background = "getComputedStyle(document.body).backgroundColor"
    assert reader.page.evaluate(background) == "rgb(23, 26, 25)"


def test_export_is_a_pack(reader):
    """What is saved in each form is the conversation, and can be read back."""
    said = reader.ask(QUESTION).locator(".said").first.inner_text()
    buttons = reader.page.locator("a.export")
    expect(buttons).to_have_count(3)
    for button in buttons.all():
        with reader.page.expect_download() as download:
            button.click()
        pack = read_pack(download.value.path().read_bytes())
        assert pack.turns[0].question == QUESTION
        assert pack.turns[0].quotes[0].quote == said


def test_new_conversation_forgets_the_old_one(reader):
    """The page is as at first, its source empty, and the old one is in the list."""
    reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()
    reader.page.click("#anew")
    expect(reader.page.locator("#welcome h2")).to_be_visible()
    expect(reader.answers).to_have_count(0)
    expect(reader.page.locator("#sources .blank")).to_be_visible()
    reader.page.reload()
    expect(reader.page.locator("#welcome h2")).to_be_visible()
    reader.page.click("#open-talks")
    reader.page.locator("#talks a.talk", has_text=QUESTION).first.click()
    expect(reader.page.locator("#chat .asked")).to_have_text([QUESTION])
    expect(reader.marked).to_be_visible()
