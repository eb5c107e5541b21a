"""Adding to the library in a real browser: files, addresses, texts, one by one."""

import threading
import time

import pytest
from playwright.sync_api import expect

from rag.errors import FetchError
from rag.library.fetching import Fetched
from rag.steps import advance, pause, within
from tests.served import SlowEncoder, served

pytestmark = pytest.mark.browser
TIDES = "# Tides\n\nThe Moon pulls the sea.\n\nCoasts differ in their tides.\n"
OWLS = "Owls fly without a sound.\n\nTheir feathers are soft.\n"
PAGE = f"<!doctype html><title>On owls</title><p>{OWLS}</p>".encode()
DROP = """files => {
  const data = new DataTransfer();
  for (const [name, text, times = 1] of files)
    data.items.add(new File([text.repeat(times)], name));
  const event = new DragEvent("drop", {dataTransfer: data, bubbles: true});
  document.querySelector("#library .drop").dispatchEvent(event);
}"""


@pytest.fixture
def reader(door, own_page):
    """Give someone who looks at the library of a page of this test's own."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    return reader


def lines(reader):
    """Find what is said of each thing that is added."""
    return reader.page.locator("#library .outcomes li")


def drop(reader, *files: tuple) -> None:
    """Drop files of these names and texts, or of one so many times, on the library."""
    reader.page.evaluate(DROP, files)


def refused(reader) -> None:
    """Forget that the browser logs a refused request."""
    assert len(reader.faults) == 1
    assert "the server responded with a status of 4" in reader.faults.pop()


def test_added_file_can_be_asked(reader):
    """A file takes the starter's place, and its words are found and shown."""
    reader.choose("tides.md", TIDES)
    expect(lines(reader)).to_contain_text("tides.mdsearchable")
    expect(reader.page.locator("#shelf a.title")).to_have_text("Tides")
    expect(reader.page.locator("#library .job")).to_contain_text("1 article ")
    reader.page.click("#tab-ask-button")
    answer = reader.ask("What pulls the sea?")
    expect(answer.locator(".said").first).to_have_text("The Moon pulls the sea.")
    expect(reader.marked).to_have_text("The Moon pulls the sea.")


def test_each_dropped_file_has_its_own_outcome(reader):
    """What is read, known or refused is told line by line, and summed up."""
    drop(reader, ("owls.txt", OWLS))
    expect(lines(reader)).to_contain_text("owls.txtsearchable")
    drop(reader, ("empty.txt", ""), ("tides.md", TIDES), ("same.txt", OWLS))
    expect(lines(reader).nth(0)).to_contain_text("empty.txt holds no text")
    expect(lines(reader).nth(0)).to_have_class("failed")
    expect(lines(reader).nth(1)).to_contain_text("tides.mdsearchable")
    expect(lines(reader).nth(2)).to_contain_text("same.txtalready in the library")
    expect(reader.page.locator("#library .sum")).to_have_text(
        "Of 3: 1 searchable, 1 already in the library, 1 refused"
    )
    refused(reader)


def test_what_can_be_pressed_in_a_line_looks_so(reader):
    """As a link does, and its state doesn't."""
    drop(reader, ("owls.txt", OWLS))
    link = reader.page.locator("#library .drop .link")
    colour = link.evaluate("(link) => getComputedStyle(link).color")
    expect(lines(reader).locator("button")).to_have_css("color", colour)
    expect(lines(reader).locator("span").nth(1)).not_to_have_css("color", colour)


def test_progress_of_each_file_is_told(door, tmp_path):
    """A file that is being read says so while the next one waits for its turn.

    Of so many none is offered to be asked alone.
    """
    go = threading.Event()

    with served(tmp_path) as page:
        add = page.service.upkeep.add

        def slow(*given):
            assert go.wait(30)
            return add(*given)

        page.service.upkeep.add = slow
        reader = door.let_in(page.url).open()
        reader.show_library()
        names = [f"{letter}.txt" for letter in "abcdef"]
        drop(reader, *((name, f"A text named {name}.") for name in names))
        for number, state in enumerate(("being read", "being read", "waiting")):
            expect(lines(reader).nth(number)).to_have_text(names[number] + state)
        go.set()
        for number, name in enumerate(names):
            expect(lines(reader).nth(number)).to_contain_text(f"{name}searchable")
        expect(lines(reader).get_by_role("button")).to_have_count(0)
        drop(reader, *((name, f"A text named {name}.") for name in names[1:]))
        expect(lines(reader).get_by_role("button")).to_have_count(5)


def test_files_that_are_sent_keep_their_lines(reader, own_page):
    """However much is added meanwhile; each outcome is told, a refusal, too."""
    go = threading.Event()
    add = own_page.service.upkeep.add

    def slow(data, name, *given):
        assert name != "blank.txt" or go.wait(30)
        return add(data, name, *given)

    own_page.service.upkeep.add = slow
    drop(reader, ("blank.txt", " "))
    expect(lines(reader)).to_have_text("blank.txtbeing read")
    drop(reader, ("tides.md", TIDES))
    expect(lines(reader).nth(1)).to_contain_text("tides.mdsearchable")
    drop(reader, ("owls.txt", OWLS))
    expect(lines(reader).nth(1)).to_contain_text("owls.txtsearchable")
    expect(lines(reader)).to_have_count(2)
    go.set()
    expect(lines(reader).nth(0)).to_contain_text("blank.txt holds no text")
    refused(reader)
    drop(reader, ("tides.md", TIDES))
    expect(lines(reader)).to_have_count(1)


def test_dragged_words_go_into_the_question(reader):
    """As the browser puts them there; files are added, and open nowhere else."""
    is_taken = reader.page.evaluate(
        """() => ["text", "file"].map((kind) => {
          const dataTransfer = new DataTransfer();
          if (kind === "file") dataTransfer.items.add(new File(["Owls."], "owls.txt"));
          else dataTransfer.setData("text/plain", "What pulls the sea?");
          const how = { dataTransfer, bubbles: true, cancelable: true };
          const field = document.querySelector("#question textarea");
          return !field.dispatchEvent(new DragEvent("drop", how));
        })"""
    )
    assert is_taken == [False, True]


def test_words_with_a_picture_of_them_are_pasted_as_words(reader):
    """As office programs copy them; what is a file alone is added."""
    is_taken = reader.page.evaluate(
        """() => [["plain", "html"], []].map((types) => {
          const clipboardData = new DataTransfer();
          clipboardData.items.add(new File(["Owls."], "owls.txt"));
          for (const type of types) clipboardData.setData(`text/${type}`, "owls");
          const how = { clipboardData, bubbles: true, cancelable: true };
          const field = document.querySelector("#question textarea");
          return !field.dispatchEvent(new ClipboardEvent("paste", how));
        })"""
    )
    assert is_taken == [False, True]


def test_a_scan_tells_its_page_and_can_be_stopped(reader, own_page):
    """The line says which page is read; after Stop it says what is kept."""

    def endless(data: bytes, name: str, title: str | None) -> None:
        with within("pages", 40, name):
            advance(6)
            while True:
                pause()
                time.sleep(0.01)

    own_page.service.upkeep.add = endless
    reader.choose("fax.txt", "A scan.")
    expect(lines(reader)).to_contain_text("fax.txtpage 7 of 40 of fax.txt")
    stop = lines(reader).get_by_role("button", name="Stop reading fax.txt")
    stop.press("Enter")
    expect(reader.page.locator("#library .outcomes")).to_be_focused()
    expect(lines(reader)).to_contain_text("stopped; pages that OCR has read are kept")
    expect(lines(reader)).to_have_class("failed")
    expect(lines(reader).get_by_role("button")).to_have_count(0)
    refused(reader)


def test_added_is_not_yet_searchable(door, tmp_path):
    """A file whose index isn't built is said to wait for it, here and in the list.

    Above a question, too, that is asked meanwhile; the one after it ends that.
    """
    encoder = SlowEncoder()
    with served(tmp_path, lambda _: encoder) as page:
        reader = door.let_in(page.url).open()
        reader.show_library()
        encoder.go.clear()
        drop(reader, ("tides.md", TIDES))
        expect(lines(reader)).to_have_text("tides.mdwaiting for the index")
        expect(reader.page.locator("#shelf .pending")).to_be_visible()
        encoder.go.set()
        expect(lines(reader)).to_contain_text("tides.mdsearchable")
        told = reader.page.locator("#scope .outcomes li")
        encoder.go.clear()
        reader.page.click("#tab-ask-button")
        reader.choose("owls.txt", OWLS, "#files-here")
        expect(told).to_have_text("owls.txtwaiting for the index")
        reader.ask("What pulls the sea?")
        encoder.go.set()
        expect(told).to_contain_text("owls.txtsearchable")
        reader.ask("What is soft?")
        expect(told).to_have_count(0)


def test_what_is_set_aside_is_not_offered_to_be_asked(reader):
    """Its line says why it can't be indexed, and nothing else."""

    def set_aside(route):
        why = {"passages": None, "set_aside": "it is damaged"}
        route.fulfill(json=[each | why for each in route.fetch().json()])

    reader.page.route("**/api/articles", set_aside)
    reader.choose("tides.md", TIDES)
    expect(lines(reader)).to_have_text("tides.mdset aside: it is damaged")


def test_oversized_file_is_refused_unsent(reader):
    """What is over the limit isn't sent, and the limit is named."""
    drop(reader, ("large.txt", "x", 20 * 2**20 + 1))
    expect(lines(reader)).to_have_text("large.txtover the limit of 20 MB")
    expect(reader.page.locator("#shelf a.title")).to_have_count(1)


def test_file_dropped_beside_the_library_is_left_alone(reader):
    """It neither replaces the page nor is added."""
    reader.page.evaluate(DROP.replace("#library .drop", ".masthead"), [["a.txt", "A"]])
    expect(lines(reader)).to_have_count(0)
    expect(reader.page.locator("#shelf a.title")).to_have_count(1)


def test_pasted_text_is_added(reader):
    """A text that is pasted becomes an article with its title."""
    reader.page.click("#library summary:text('Paste text')")
    reader.page.fill("#paste [name=title]", "Owls")
    reader.page.fill("#paste [name=text]", OWLS)
    reader.page.press("#paste button", "Enter")
    expect(lines(reader)).to_contain_text("Owlssearchable")
    expect(reader.page.locator("#shelf a.title").last).to_have_text("Owls")
    expect(reader.page.locator("#paste [name=text]")).to_have_value("")
    # The form is closed, and what opens it has the focus.
    expect(reader.page.locator("#library summary:text('Paste text')")).to_be_focused()


def test_a_text_that_is_being_pasted_is_not_lost_unasked(reader):
    """The browser asks before the page is left or loaded anew, and only then."""
    page = reader.page
    page.click("#library summary:text('Paste text')")
    assert not reader.asks_to_stay()
    page.fill("#paste [name=text]", OWLS)
    assert reader.asks_to_stay()
    page.fill("#paste [name=title]", "Owls")
    page.click("#paste button")
    expect(lines(reader)).to_contain_text("Owlssearchable")
    assert not reader.asks_to_stay()


def test_what_is_typed_while_a_text_is_added_stays(reader):
    """It is the next one: in the form, and in the box of the question."""
    page = reader.page
    page.click("#library summary:text('Paste text')")
    page.fill("#paste [name=title]", "Owls")
    page.fill("#paste [name=text]", OWLS)
    field = page.locator("#paste [name=text]")
    with reader.late("**/api/articles?*", lambda: page.click("#paste button")):
        field.fill(TIDES)
    expect(lines(reader)).to_contain_text("Owlssearchable")
    expect(field).to_have_value(TIDES)
    page.click("#tab-ask-button")
    box = page.locator("#question textarea")
    box.fill("Crabs walk sideways. " * 40)
    with reader.late("**/api/articles?*", lambda: page.click(".add-pasted")):
        box.fill("What do crabs do?")
    expect(page.locator("#scope .outcomes li")).to_contain_text("searchable")
    expect(box).to_have_value("What do crabs do?")


def test_a_sum_goes_with_what_it_is_of(reader):
    """Also where something is added on the other page."""
    drop(reader, ("owls.txt", OWLS), ("tides.md", TIDES))
    total = reader.page.locator("#library .sum")
    expect(total).to_have_text("Of 2: 2 searchable")
    reader.page.click("#tab-ask-button")
    reader.choose("ants.txt", "Ants carry leaves.", "#files-here")
    expect(reader.page.locator("#scope .sum")).to_have_text("ants.txt searchable")
    expect(total).to_be_empty()
    expect(lines(reader)).to_have_count(0)


def test_refused_paste_is_kept_to_be_mended(reader):
    """What a person pasted isn't lost when it can't be added."""
    reader.page.click("#library summary:text('Paste text')")
    reader.page.fill("#paste [name=title]", "Nothing")
    reader.page.fill("#paste [name=text]", " \n ")
    reader.page.click("#paste button")
    expect(lines(reader)).to_contain_text("there is no text in it: paste some")
    expect(reader.page.locator("#paste [name=title]")).to_have_value("Nothing")


def test_what_does_not_reach_the_server_says_so(reader):
    """In the page's words: a way that is cut, a proxy whose server starts."""
    reader.page.click("#library summary:text('Paste text')")
    reader.page.fill("#paste [name=title]", "Owls")
    reader.page.fill("#paste [name=text]", OWLS)
    for said, fail in (
        ("the server can't be reached", lambda route: route.abort()),
        ("the server answered 502", lambda route: route.fulfill(status=502)),
    ):
        reader.page.route("**/api/articles?*", fail, times=1)
        reader.page.click("#paste button")
        expect(lines(reader)).to_have_text(f"Owls{said}")
    reader.faults.clear()  # the browser logs both


def add_address(reader, url: str) -> None:
    """Type an address and send it."""
    if not reader.page.locator("#address").is_visible():
        reader.page.click("#library summary:text('Add by address')")
    reader.page.fill("#address [name=url]", url)
    reader.page.press("#address [name=url]", "Enter")


def test_page_is_added_by_its_address(door, tmp_path):
    """It is fetched by the server, told like a file, and can be asked.

    What is typed meanwhile stays, and the focus.
    """
    asked = []
    go = threading.Event()

    def fetch(url: str) -> Fetched:
        asked.append(url)
        assert go.wait(30)
        return Fetched(PAGE, url)

    with served(tmp_path, fetch_page=fetch) as page:
        reader = door.let_in(page.url).open()
        reader.show_library()
        add_address(reader, "owls.example/page")
        address = reader.page.locator("#address [name=url]")
        address.fill("owls.example/next")
        go.set()
        expect(lines(reader)).to_contain_text("https://owls.example/pagesearchable")
        expect(reader.page.locator("#shelf a.title").last).to_have_text("On owls")
        expect(address).to_have_value("owls.example/next")
        assert asked == ["https://owls.example/page"]
        go.clear()
        address.fill("owls.example/page")
        button = reader.page.locator("#address button")
        button.press("Enter")
        expect(button).to_be_disabled()
        reader.page.wait_for_timeout(200)
        go.set()
        expect(lines(reader)).to_contain_text("already in the library")
        expect(address).to_have_value("")
        expect(button).to_be_focused()


def test_refused_address_says_why_and_stays(door, tmp_path):
    """A private address, a missing page: the reason is shown, the address kept."""

    def fetch(url: str) -> Fetched:
        raise FetchError(f"{url} answers with status 404; check the address")

    with served(tmp_path, fetch_page=fetch) as page:
        reader = door.let_in(page.url).open()
        reader.show_library()
        add_address(reader, "http://owls.example/gone")
        expect(lines(reader)).to_contain_text("answers with status 404; check the")
        address = reader.page.locator("#address [name=url]")
        expect(address).to_have_value("http://owls.example/gone")
        refused(reader)


def test_private_address_is_refused(reader, own_page):
    """The server doesn't fetch from itself or its neighbours for anybody."""
    add_address(reader, own_page.url)
    expect(lines(reader)).to_contain_text("not on the public internet")
    refused(reader)
