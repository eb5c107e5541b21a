"""The library while it is built: what is changed, cancelled, undone and followed."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rag.library.library import Library
from rag.library.starter import STARTER_ARTICLE
from tests.browser.axe import violations
from tests.browser.looks import ENDS, wrong
from tests.served import SlowEncoder, served, settle, wait_until

pytestmark = pytest.mark.browser
TIDES = "# Tides\n\nThe Moon pulls the sea.\n\nCoasts differ in the height of tides.\n"
SHOTS = os.environ.get("QUOTEWELL_SHOTS")


@pytest.fixture
def encoder() -> SlowEncoder:
    """Give an encoder that can be made to wait."""
    return SlowEncoder()


@pytest.fixture
def page(tmp_path: Path, encoder: SlowEncoder):
    """Serve a page with one article, which was added by a person."""
    index = tmp_path / "index"
    Library(index).add(STARTER_ARTICLE.read_bytes(), STARTER_ARTICLE.name)
    with served(index, lambda _: encoder) as page:
        yield page
        encoder.go.set()


def test_undo_and_redo_say_what_they_do(door, page):
    """Named on their buttons before they are pressed; each makes way for the other."""
    reader = door.let_in(page.url).open()
    reader.show_library()
    undo, redo = (reader.page.locator(f"#{name}") for name in ("undo", "redo"))
    for button in (undo, redo):
        expect(button).to_be_hidden()
    reader.choose("tides.md", TIDES)
    expect(undo).to_have_text("Undo: add “Tides”")
    line = reader.page.locator("#library .outcomes li")
    expect(line).to_have_attribute("data-state", "searchable")
    undo.click()
    expect(line).to_have_count(0)  # "tides.md searchable" isn't true any more
    expect(redo).to_have_text("Redo: add “Tides”")
    expect(reader.page.locator("#shelf a.title")).to_have_count(1)
    redo.click()
    expect(reader.page.locator("#shelf a.title")).to_have_count(2)
    expect(redo).to_be_hidden()
    expect(undo).to_be_focused()
    expect(reader.page.locator("#library .job")).to_contain_text("Redone:")
    assert violations(reader) == []


def test_a_title_shows_at_once_while_an_index_is_built(door, page, encoder):
    """In the list, at a quote that is there already, and in what can be asked."""
    reader = door.let_in(page.url).open()
    answer = reader.ask("What is embodied AI?")
    reader.show_library()
    encoder.go.clear()
    reader.choose("tides.md", TIDES)
    wait_until(lambda: encoder.is_waiting)
    reader.page.locator("#shelf button.rename").first.click()
    reader.page.keyboard.type("A name of my own")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#shelf .title").first).to_have_text("A name of my own")
    reader.page.click("#tab-ask-button")
    status = reader.page.locator(".masthead .live")
    expect(status).to_have_text("1 article is not searchable yet")
    expect(answer.locator("a.cite").first).to_contain_text("A name of my own")
    reader.page.click("#scope-button")
    expect(reader.page.locator("#scope-list")).to_contain_text("A name of my own")
    assert encoder.is_waiting


# What overlaps the line that says how the page is.
COVERED = """(line) => {
  const own = line.getBoundingClientRect();
  const others = "#tabs .tab-container button, .masthead .name, .promise, #open-talks";
  return [...document.querySelectorAll(others)].filter((each) => {
    const box = each.getBoundingClientRect();
    return each.checkVisibility() && box.right > own.left && box.left < own.right
      && box.bottom > own.top && box.top < own.bottom;
  }).map((each) => each.textContent);
}"""


def test_what_cannot_be_asked_yet_is_said_beside_all_else(door, starter_page):
    """In a line of its own on a phone, where the source has all of the window."""
    reader = door.let_in(starter_page.url)

    def tell(route):
        told = route.fetch().json() | {"message": "200 articles are not searchable yet"}
        route.fulfill(json=told)

    reader.page.route("**/live", tell)
    for language in ("en", "ar"):
        reader.open(f"?lang={language}")
        status = reader.page.locator(".masthead .live")
        expect(status).to_contain_text("200")
        for width in (1280, 900, 390):
            reader.look({"width": width, "height": 700})
            assert status.evaluate(COVERED) == []
            assert status.evaluate("(line) => line.scrollWidth <= line.clientWidth")
    reader.ask("What is embodied AI?").locator("a.cite").first.click()
    expect(status).to_be_hidden()


def test_cancelling_is_said_before_the_server_has_noticed(door, page, encoder):
    """The button at once, the bar at the next look; then it can be built again.

    What was added waits only while something is built.
    """
    reader = door.let_in(page.url).open()
    reader.show_library()
    encoder.go.clear()
    reader.choose("tides.md", TIDES)
    job = reader.page.locator("#library .job")
    cancel = reader.page.locator("#cancel-rebuild")
    expect(job).to_contain_text("Encoding")
    cancel.click()
    expect(cancel).to_be_disabled()
    expect(job).to_contain_text("Cancelling…")
    assert violations(reader) == []
    encoder.go.set()
    expect(job).to_contain_text("Cancelled.")
    expect(cancel).to_be_hidden()
    outcome = reader.page.locator(".outcomes li")
    expect(outcome).to_have_text("tides.mdnot searchable yet")
    reader.page.click("#rebuild")
    expect(reader.page.locator("#shelf a.title")).to_have_count(2)
    expect(outcome).to_contain_text("searchableAsk only this")


def test_a_folder_is_followed_from_the_page(door, page, tmp_path):
    """Chosen, looked into, its lost and refused files told, removed, and left again."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "ants.txt").write_text("Ants carry leaves.")
    (folder / "bees.txt").write_text("Bees dance in the hive.")
    (folder / "empty.txt").write_text("")
    reader = door.let_in(page.url).open()
    reader.show_library()
    reader.page.get_by_text("Follow a folder").click()
    path = reader.page.get_by_label("Its path on this machine")
    path.fill("notes")
    path.press("Enter")
    told = reader.page.locator("#library .outcomes li")
    expect(told).to_contain_text("isn't a whole path")
    assert "422" in reader.faults.pop()
    path.fill(str(folder))
    path.press("Enter")
    expect(told.first).to_contain_text("2 new, 0 changed, 0 as before")
    expect(told.nth(1)).to_contain_text("empty.txt holds no text")
    row = reader.page.locator("#library .folders li")
    expect(row.locator(".state")).to_have_text("2 files")
    expect(reader.page.locator("#shelf a.title")).to_have_count(3)
    (folder / "ants.txt").unlink()
    row.get_by_role("button", name="Look again").click()
    expect(told.first).to_contain_text("1 gone, their articles kept")
    expect(row.locator(".state")).to_have_text("2 files, of which 1 is gone")
    expect(reader.page.locator("#shelf .pending")).to_have_text(
        "its file is gone from the folder"
    )
    assert violations(reader) == []
    shoot(reader, "folder")
    row.get_by_role("button", name="Remove the articles").click()
    expect(reader.page.locator("#shelf a.title")).to_have_count(2)
    row.get_by_role("button", name="Stop following").click()
    expect(row).to_have_count(0)
    expect(reader.page.locator("#shelf a.title")).to_have_count(2)


def test_what_is_under_way_can_be_read_by_all(door, page, encoder):
    """While an index is built: axe-core finds nothing, nothing is beyond the edge."""
    page.service.upkeep.add(TIDES.encode(), "tides.md")
    settle(page)
    reader = door.let_in(page.url).open()
    reader.show_library()
    encoder.go.clear()
    reader.choose("owls.txt", "Owls fly without a sound.")
    expect(reader.page.locator("#library .job")).to_contain_text("Encoding")
    other = Library(page.service.library.root)
    other.remove(other.articles()[1].id)
    gone = reader.page.locator("#shelf tr.gone")
    expect(gone).to_contain_text(
        "Removed “Tides”. It answers until the index is built."
    )
    expect(reader.page.locator("#undo")).to_have_text("Undo: remove “Tides”")
    assert wrong(reader, ENDS) == []
    for name, look in ENDS.items():
        reader.look(**look)
        shoot(reader, f"queue, {name}")
    gone.get_by_role("button").click()
    expect(gone).to_have_count(0)


def shoot(reader, name: str) -> None:
    """Keep a picture, where somebody wants to look at it."""
    if SHOTS:
        reader.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
