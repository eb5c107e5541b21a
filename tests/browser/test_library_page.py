"""Adding, naming and removing articles, and the one rebuild, in a real browser."""

import threading

import pytest
from playwright.sync_api import expect

from tests.fakes import WordEncoder
from tests.served import served

pytestmark = pytest.mark.browser
TIDES = "# Tides\n\nThe Moon pulls the sea.\n\nCoasts differ in their tides.\n"
OWLS = "Owls fly without a sound.\n\nTheir feathers are soft.\n"


def file(name: str, text: str) -> dict:
    """Make a file as a person would choose it."""
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def choose(reader, *files: dict) -> None:
    """Choose files in the library's box."""
    reader.page.set_input_files("#files", list(files))


def test_added_file_can_be_asked(door, own_page):
    """A file is added, indexed by itself, and its words are found and shown."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    choose(reader, file("tides.md", TIDES))
    expect(reader.page.locator("#library .outcomes")).to_contain_text("tides.md: added")
    expect(reader.page.locator("#shelf a.title")).to_have_count(2)
    expect(reader.page.locator("#library .job")).to_contain_text("2 articles")
    reader.page.click("#tab-ask-button")
    answer = reader.ask("What pulls the sea?")
    expect(answer.locator(".said").first).to_have_text("The Moon pulls the sea.")
    expect(reader.marked).to_have_text("The Moon pulls the sea.")


def test_dropped_files_are_added(door, own_page):
    """Files dropped onto the library are added like chosen ones."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    reader.page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "owls.txt"));
          const event = new DragEvent("drop", {dataTransfer: data, bubbles: true});
          document.querySelector("#library .drop").dispatchEvent(event);
        }""",
        OWLS,
    )
    expect(reader.page.locator("#library .outcomes")).to_contain_text("owls.txt: added")


def test_each_file_has_its_own_outcome(door, own_page):
    """A file that can't be read is told apart, and the others are added."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    choose(reader, file("empty.txt", ""), file("tides.md", TIDES))
    lines = reader.page.locator("#library .outcomes li")
    expect(lines.nth(0)).to_contain_text("empty.txt")
    expect(lines.nth(0)).to_have_class("failed")
    expect(lines.nth(1)).to_have_text("tides.md: added")
    # The browser itself logs the refused request.
    assert len(reader.faults) == 1
    assert "422" in reader.faults.pop()


def test_article_is_renamed_in_place(door, own_page):
    """A new title is written into the list and stands in citations."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    reader.page.click("#shelf button.rename")
    reader.page.keyboard.type("New & <b>bold</b>")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#shelf a.title")).to_have_text("New & <b>bold</b>")
    reader.page.click("#tab-ask-button")
    answer = reader.ask("How fast did the CR450 go in tests?")
    expect(answer.locator("a.cite").first).to_contain_text("New & <b>bold</b>")


def test_removing_asks_once_more(door, own_page):
    """One press of Remove removes nothing, a second one does."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    reader.page.click("#shelf button.remove")
    expect(reader.page.locator("#shelf a.title")).to_have_count(1)
    reader.page.click("#shelf button.remove")
    expect(reader.page.locator("#shelf")).to_contain_text("The library is empty")


def test_pasted_text_is_added(door, own_page):
    """A text that is pasted becomes an article with its title."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    reader.page.click("#library .paste summary")
    reader.page.fill("#paste [name=title]", "Owls")
    reader.page.fill("#paste [name=text]", OWLS)
    reader.page.click("#paste button")
    expect(reader.page.locator("#shelf a.title").last).to_have_text("Owls")


def test_removal_is_undone(door, own_page):
    """Undo brings the article back into the list."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    choose(reader, file("tides.md", TIDES))
    expect(reader.page.locator("#shelf a.title")).to_have_count(2)
    expect(reader.page.locator("#rebuild")).to_be_enabled()
    reader.page.locator("#shelf button.remove").last.click()
    reader.page.locator("#shelf button.remove").last.click()
    expect(reader.page.locator("#shelf a.title")).to_have_count(1)
    expect(reader.page.locator("#library .job")).to_contain_text("1 article ")
    reader.page.click("#undo")
    expect(reader.page.locator("#shelf a.title")).to_have_count(2)


class SlowEncoder(WordEncoder):
    """An encoder that can be made to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()
        self.go.set()

    def encode_passages(self, texts):
        """Wait until it may go on."""
        assert self.go.wait(30)
        return super().encode_passages(texts)


def test_all_pages_see_the_one_rebuild_and_can_cancel_it(door, tmp_path):
    """A rebuild started on one page shows on another, which may cancel it."""
    encoder = SlowEncoder()
    with served(tmp_path, lambda _: encoder) as page:
        one = door.let_in(page.url).open()
        two = door.let_in(page.url).open()
        one.show_library()
        two.show_library()
        encoder.go.clear()
        choose(one, file("tides.md", TIDES))
        for reader in (one, two):
            expect(reader.page.locator("#library progress")).to_be_visible()
        # The server has to know before the work may go on.
        with two.page.expect_response(lambda answer: answer.request.method != "GET"):
            two.page.click("#cancel-rebuild")
        encoder.go.set()
        for reader in (one, two):
            expect(reader.page.locator("#library .job")).to_contain_text("Cancelled")
            expect(reader.page.locator("#shelf .pending")).to_be_visible()
        one.page.click("#rebuild")
        expect(two.page.locator("#shelf .pending")).to_have_count(0)


def test_page_says_that_the_model_loads(door, tmp_path):
    """The page can be used while the model loads; the question waits for it."""
    go = threading.Event()

    def load(_):
        assert go.wait(30)
        return WordEncoder()

    with served(tmp_path, load, wait=False) as page:
        reader = door.let_in(page.url).open()
        status = reader.page.locator(".masthead .live")
        expect(status).to_have_text("Loading the model…")
        go.set()
        expect(status).to_have_text("")
