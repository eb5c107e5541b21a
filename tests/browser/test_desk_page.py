"""Pinning quotes, and the desk where they lie, in a real browser."""

import io
from pathlib import Path

import docx
import pytest
from playwright.sync_api import expect
from pybtex.database import parse_string

from rag.judging.pins import Asked
from rag.page.quotes.references import parse_reference
from tests.browser.axe import violations
from tests.browser.looks import ALL, ENDS, wrong
from tests.pdf_files import Line, pdf_file
from tests.served import added, served, wait_until

pytestmark = pytest.mark.browser
FILLER = [
    Line(72, 400 + 14 * i, f"Line {i} is of sheep on the hill.") for i in range(20)
]
MILL = [
    [Line(72, 60, "The mill stands above the village."), *FILLER],
    [
        Line(72, 90, "The bakery of the village sells pretzels at dawn, and the"),
        Line(72, 102, "bread of the day before at half its price."),
        Line(72, 300, "The old mill grinds rye on Mondays."),
        *FILLER,
    ],
]
BOATS = [[Line(72, 90, "The boats of the bakery sell pretzels at sea."), *FILLER]]
BAKERY = "What does the bakery of the village sell?"


def document() -> bytes:
    """Write a Word document on a bakery."""
    made = docx.Document()
    made.add_heading("Bakeries", 0)
    made.add_paragraph("The bakery of the harbour sells pretzels to the crews.")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


FILES = (
    ("mill.pdf", pdf_file(MILL, "/Title (The Mill) /Author (Ada Moon)")),
    ("boats.pdf", pdf_file(BOATS, "/Title (Boats)")),
    ("bakeries.docx", document()),
)


@pytest.fixture(scope="module")
def mill(tmp_path_factory):
    """Serve a page with one of the files."""
    with served(tmp_path_factory.mktemp("desk") / "index") as page:
        name, data = FILES[0]
        added(page, data, name)
        yield page


@pytest.fixture
def desk(door, mill):
    """Give someone at a desk with three pins."""
    (stored,) = mill.service.library.articles()
    text = mill.service.find(stored.id).text
    with mill.service.desk.pins.home.writing() as execute:
        execute("DELETE FROM pins")
    for words in ("The mill stands", "sells pretzels at dawn", "grinds rye"):
        start = text.index(words)
        place = f"{stored.id}:1:{start}-{start + len(words)}"
        mill.service.desk.pin(parse_reference(place), Asked(BAKERY))
    reader = at_desk(door.let_in(mill.url))
    expect(reader.page.locator("#pins li.pin")).to_have_count(3)
    return reader


def at_desk(reader):
    """Open the desk by its address; gives who opened it."""
    reader.page.goto(f"{reader.url}?tab=desk")
    reader.page.wait_for_selector("#pins > *")
    return reader


def quotes(reader):
    """Give the words on the desk, in their order."""
    return reader.page.locator("#pins li.pin blockquote")


def saved(reader, group: str, label: str) -> bytes:
    """Save an export of the desk; gives the file."""
    link = reader.page.get_by_role("group", name=group).get_by_text(label, exact=True)
    with reader.page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()


def test_from_files_to_a_page_with_footnotes(door, own_page):
    """Add three files, ask one, pin three quotes with notes, come back, export."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    reader.page.set_input_files(
        "#files",
        [{"name": name, "mimeType": "", "buffer": data} for name, data in FILES],
    )
    lines = reader.page.locator("#library .outcomes li")
    expect(lines.filter(has_text="searchable")).to_have_count(3)
    line = lines.filter(has_text="mill.pdf")
    line.get_by_role("button", name="Ask only this").click()
    expect(reader.page.locator("#scope-button")).to_contain_text("Only The Mill")
    answer = reader.ask(BAKERY)
    mark = reader.page.locator("#sources .leaf .marks .active rect").first
    expect(mark).to_be_in_viewport()
    expect(reader.page.locator("#sources .page-number")).to_have_value("2")

    first = answer.locator("button.pin").first
    first.click()
    answer.get_by_label("Note").fill("On bread")
    reader.page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(first).to_be_focused()
    answer.locator("button.pin").nth(1).press("Enter")
    expect(answer.locator(".pin-note input")).to_be_focused()
    reader.page.keyboard.type("Look at this again")
    reader.page.keyboard.press("Enter")
    expect(answer.locator(".pin-note")).to_have_count(0)
    reader.select(2, "mill", "rye")
    reader.page.get_by_role("button", name="Pin", exact=True).last.click()
    expect(reader.page.locator("#sources .pin-note input")).to_be_focused()
    reader.page.keyboard.type("On rye")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".pin-note")).to_have_count(0)
    reader.page.context.close()

    again = door.let_in(own_page.url).open()
    again.page.click("#tab-desk-button")
    expect(again.page.locator("#pins .note")).to_have_text(
        ["On bread", "Look at this again", "On rye"]
    )
    expect(quotes(again).first).to_contain_text("The bakery of the village sells")
    expect(quotes(again).last).to_have_text("mill grinds rye")
    assert again.page.url.endswith("/?tab=desk")
    again.page.reload()
    expect(again.page.locator("#pins .note")).to_have_count(3)

    html = saved(again, "For writing", "HTML").decode()
    assert html.count('role="doc-noteref"') == html.count("<li id=") == 3
    assert "Ada Moon, <cite>The Mill</cite>, p. 2, ¶" in html
    page = docx.Document(io.BytesIO(saved(again, "For writing", "Word")))
    written = [each.text for each in page.paragraphs]
    assert "mill grinds rye" in written
    assert "On rye" in written
    bib = parse_string(saved(again, "Bibliography", "BibTeX").decode(), "bibtex")
    (entry,) = bib.entries.values()
    assert entry.fields["title"] == "{The Mill}"
    assert str(entry.persons["author"][0]) == "Moon, Ada"


def test_an_empty_desk_says_how_to_pin(door, mill):
    """There is nothing to find or to export; axe-core finds nothing wrong."""
    with mill.service.desk.pins.home.writing() as execute:
        execute("DELETE FROM pins")
    empty = at_desk(door.let_in(mill.url))
    expect(empty.page.locator("#pins")).to_contain_text("Press “Pin” at a quote")
    expect(empty.page.locator("#desk .desk-bar")).to_be_hidden()
    assert wrong(empty, ALL) == []


def test_a_filled_desk_in_each_of_its_states(desk):
    """As it is, while a note is written, found, taken away, and beside its source."""
    page = desk.page
    assert wrong(desk, ALL) == []
    page.locator("#pins button.edit").first.click()
    assert wrong(desk, ALL) == []
    page.keyboard.type("For chapter 2")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#pins .note")).to_have_text("For chapter 2")
    page.locator("#desk-words").fill("RYE mill")
    expect(page.locator("#desk .desk-said")).to_have_text("1 of 3 quotes")
    expect(quotes(desk).locator("visible=true")).to_have_text(["grinds rye"])
    assert wrong(desk, ALL) == []
    page.locator("#desk-words").fill("")
    page.locator("#pins button.remove").nth(1).click()
    expect(page.locator("#pins .gone button")).to_be_focused()
    assert wrong(desk, ALL) == []
    page.keyboard.press("Enter")
    expect(quotes(desk)).to_have_count(3)
    page.locator("#pins a.source").nth(1).click()
    mark = page.locator("#sources .leaf .marks .active rect").first
    expect(mark).to_be_in_viewport()
    assert wrong(desk, ALL) == []


def test_the_desk_by_keyboard(desk):
    """Moved by buttons and by Alt and arrows, the focus goes along; undone; read."""
    page = desk.page
    page.locator("#pins button.down").first.press("Enter")
    expect(quotes(desk)).to_have_text(
        ["sells pretzels at dawn", "The mill stands", "grinds rye"]
    )
    down = page.locator("#pins li.pin").nth(1).locator("button.down")
    expect(down).to_be_focused()
    expect(page.locator("#desk .desk-said")).to_have_text("Now 2 of 3")
    page.keyboard.press("Alt+ArrowDown")
    expect(quotes(desk).last).to_have_text("The mill stands")
    # At the end there is no way down.
    expect(page.locator("#pins button.up").last).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(quotes(desk)).to_have_text(
        ["The mill stands", "sells pretzels at dawn", "grinds rye"]
    )
    expect(page.locator("#desk .desk-said")).to_have_text("Now 1 of 3")
    page.locator("#pins button.edit").first.press("Enter")
    page.keyboard.type("Not kept")
    page.keyboard.press("Escape")
    expect(page.locator("#pins form")).to_have_count(0)
    expect(page.locator("#pins button.edit").first).to_be_focused()
    expect(page.locator("#pins .note")).to_have_count(0)
    # What is said of a place stays as long as it is so.
    expect(page.locator("#desk .desk-said")).to_have_text("Now 1 of 3")
    page.locator("#pins button.remove").last.press("Enter")
    expect(page.locator("#pins .gone button")).to_be_focused()
    expect(quotes(desk)).to_have_count(2)
    expect(page.locator("#desk .desk-said")).to_have_text("")
    page.keyboard.press("Enter")
    expect(page.locator("#pins button.remove").last).to_be_focused()
    source = page.locator("#pins a.source").last
    source.press("Enter")
    # It is told what it leads back to before it is seen, and can be left.
    expect(page.locator("#sources .back")).to_be_visible()
    expect(page.locator("#sources .back")).to_have_text("Back to the desk")
    page.keyboard.press("Escape")
    expect(source).to_be_focused()
    assert "tab=desk" in page.url


def test_a_note_that_is_written_stays_while_quotes_move(desk):
    """Drawn anew, the list has it again, where its quote now is."""
    page = desk.page
    row = page.locator("#pins li.pin", has_text="The mill stands")
    row.locator("button.edit").click()
    page.keyboard.type("For chapter 2")
    row.locator("button.down").click()
    expect(quotes(desk).nth(1)).to_have_text("The mill stands")
    note = row.get_by_label("Note", exact=True)
    expect(note).to_have_value("For chapter 2")
    assert desk.asks_to_stay()
    page.locator("#pins button.remove").last.click()
    expect(page.locator("#pins .gone button")).to_be_focused()
    note.press("Control+Enter")
    expect(row.locator(".note")).to_have_text("For chapter 2")
    expect(page.locator("#pins form")).to_have_count(0)
    row.locator("button.edit").click()
    assert not desk.asks_to_stay()


def test_a_note_is_kept_once_by_a_double_click(desk):
    """Its second press finds nothing to keep, and no fault."""
    page, kept = desk.page, []
    page.on("request", lambda request: kept.append(request.method))
    row = page.locator("#pins li.pin").first
    row.locator("button.edit").click()
    page.keyboard.type("For chapter 2")
    row.locator("form").evaluate("(form) => [1, 2].map(() => form.requestSubmit())")
    expect(row.locator(".note")).to_have_text("For chapter 2")
    row.locator("button.down").click()  # which comes after both
    expect(quotes(desk).nth(1)).to_have_text("The mill stands")
    assert kept.count("PATCH") == 1


def test_a_note_that_is_begun_while_a_quote_moves_keeps_the_focus(desk):
    """What moved has it only where nobody writes."""
    page = desk.page
    row = page.locator("#pins li.pin", has_text="grinds rye")
    down = page.locator("#pins button.down").first
    with desk.late("**/desk", lambda: down.press("Enter")):
        row.locator("button.edit").press("Enter")
        page.keyboard.type("For chapter")
    expect(quotes(desk).nth(1)).to_have_text("The mill stands")
    page.keyboard.type(" 2")
    expect(row.get_by_label("Note", exact=True)).to_have_value("For chapter 2")


def test_a_desk_that_comes_while_a_button_is_pressed_loses_no_click(mill, desk):
    """Drawn between press and release, it would have another button there."""
    page, pins = desk.page, mill.service.desk.pins
    page.locator("#pins button.edit").last.hover()
    with desk.late("**/desk", lambda: pins.note(pins.all()[0].id, "From elsewhere")):
        page.mouse.down()
    page.mouse.up()
    expect(page.locator("#pins form textarea")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pins")).to_contain_text("From elsewhere")


def test_undo_of_the_last_quote_keeps_the_focus(mill, desk):
    """The list is drawn anew for each change, also where no quote is left."""
    page, lists = desk.page, []
    for pin in mill.service.desk.pins.all()[1:]:
        mill.service.desk.pins.remove(pin.id)
    expect(quotes(desk)).to_have_count(1)
    page.on("response", lambda it: it.url.endswith("/desk") and lists.append(it))
    page.locator("#pins button.remove").press("Enter")
    # The one that it asks for itself, and the one that comes to every page.
    wait_until(lambda: page.wait_for_timeout(50) or len(lists) > 1)
    lists[1].finished()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(page.locator("#pins .gone button")).to_be_focused()


def test_a_desk_that_a_proxy_refuses_says_so(desk):
    """In words, above the list as it was."""
    page = desk.page
    page.route("**/desk", lambda route: route.fulfill(status=502), times=1)
    page.locator("#pins button.remove").last.click()
    expect(page.locator("#desk .desk-said")).to_have_text("The server answered 502")
    expect(quotes(desk)).to_have_count(2)
    desk.faults.clear()  # the browser logs the answer


def test_a_list_that_comes_after_a_newer_one_is_left(mill, desk):
    """Made before a removal, and drawn after it, it would take the way back away."""
    page, pins = desk.page, mill.service.desk.pins
    first = pins.all()[0].id
    with desk.late("**/desk", lambda: pins.note(first, "From elsewhere")):
        page.locator("#pins button.remove").last.click()
        expect(page.locator("#pins .gone")).to_contain_text("Removed")
    expect(page.locator("#pins .gone")).to_contain_text("Removed")
    expect(quotes(desk)).to_have_count(2)


def test_a_pin_is_seen_on_every_page(door, mill, desk):
    """Pressed in another window's answer, there on this desk; and taken back."""
    other = door.let_in(mill.url).open()
    answer = other.ask(BAKERY)
    pin = answer.locator("button.pin").first
    pin.click()
    expect(quotes(desk)).to_have_count(4)
    third = door.let_in(mill.url).open(other.page.url.removeprefix(mill.url))
    again = third.answers.last.locator("button.pin").first
    expect(again).to_have_attribute("aria-pressed", "true")
    again.click()
    expect(quotes(desk)).to_have_count(3)
    expect(pin).to_have_attribute("aria-pressed", "false")


def test_the_way_back_leads_to_the_desk_where_the_pin_is_gone(door, mill, desk):
    """Removed in another window meanwhile: to the first quote that is there."""
    page = desk.page
    page.locator("#pins a.source").last.press("Enter")
    expect(page.locator("#sources .back")).to_be_visible()
    other = at_desk(door.let_in(mill.url))
    other.page.locator("#pins button.remove").last.click()
    expect(quotes(other)).to_have_count(2)
    page.evaluate("document.dispatchEvent(new Event('quotewell:changed'))")
    expect(quotes(desk)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator("#pins a.source").first).to_be_focused()


def test_a_pin_leads_back_to_its_conversation(door, mill, desk):
    """Its question opens it, on the Ask page, where it was asked; Back comes back."""
    other = door.let_in(mill.url).open()
    other.ask(BAKERY).locator("button.pin").first.click()
    for number in range(3):
        other.ask(f"Who rang the bell at {number} o'clock?")
    link = desk.page.locator("#pins a.talk").last
    expect(link).to_have_text(f"“{BAKERY}”")
    link.click()
    asked = desk.page.locator("#chat .asked").first
    expect(asked).to_have_text(BAKERY)
    expect(asked).to_be_in_viewport()
    pressed = desk.answers.first.locator("button.pin").first
    expect(pressed).to_have_attribute("aria-pressed", "true")
    # The source shows where the quote stands.
    opened = desk.answers.first.locator("a.cite[aria-current]")
    expect(opened).to_have_count(1)
    desk.page.go_back()
    expect(quotes(desk).first).to_be_visible()
    # And once more, of the conversation that is there already.
    link.click()
    expect(asked).to_be_in_viewport()
    expect(opened).to_have_count(1)


def test_a_double_click_pins_once(door, mill, desk):
    """Without an error; the note's field has the focus, and Escape closes it."""
    reader = door.let_in(mill.url).open()
    pin = reader.ask(BAKERY).locator("button.pin").first
    pin.dblclick()
    note = reader.answers.last.locator(".pin-note input")
    expect(note).to_be_focused()
    expect(pin).to_have_attribute("aria-pressed", "true")
    expect(quotes(desk)).to_have_count(4)
    expect(pin).to_have_text("Pin")
    note.press("Escape")
    expect(note).to_have_count(0)
    expect(pin).to_be_focused()
    # Two presses of a key, before the first is over.
    pin.evaluate("(button) => [0, 1].forEach(() => button.click())")
    expect(pin).to_have_attribute("aria-pressed", "false")
    expect(quotes(desk)).to_have_count(3)


def test_a_note_takes_no_focus_from_what_is_typed_meanwhile(door, mill, desk):
    """Who pins a quote and asks on at once is not interrupted."""
    reader = door.let_in(mill.url).open()
    pin = reader.ask(BAKERY).locator("button.pin").first
    box = reader.page.locator("#question textarea")
    with reader.late("**/api/pins", pin.click):
        box.press_sequentially("Who ra")
    expect(reader.answers.last.locator(".pin-note input")).to_be_visible()
    reader.page.keyboard.type("ng?")
    expect(box).to_have_value("Who rang?")


def test_a_removal_takes_no_focus_from_what_is_typed_meanwhile(desk):
    """Nor does what brings the quote back."""
    page, box = desk.page, desk.page.locator("#desk-words")
    remove = page.locator("#pins button.remove").last
    with desk.late("**/api/pins/*", remove.click):
        box.press("Space")
    with desk.late("**/api/pins/*/restore", page.locator("#pins .gone button").click):
        box.press("Space")
    expect(quotes(desk)).to_have_count(3)
    expect(box).to_be_focused()
    expect(box).to_have_value("  ")


def test_words_of_a_source_are_pinned_without_a_question(door, mill, desk):
    """Read from the library, where nothing was asked that they could answer."""
    reader = door.let_in(mill.url).open()
    reader.show_library()
    reader.page.click("#shelf a.title")
    reader.page.locator("#sources").get_by_role("button", name="Text").click()
    # The page that was there before has the same words, until the text is drawn.
    words = reader.page.locator("#sources article .para")
    words.filter(has_text="The mill stands above").click(click_count=3)
    expect(reader.page.locator("#sources .pin-here")).to_be_visible()
    expect(reader.page.locator("#sources .mark-here")).to_be_hidden()
    reader.page.locator("#sources .pin-here").press("Enter")
    note = reader.page.locator("#sources .pin-note input")
    expect(note).to_be_focused()
    assert violations(reader) == []
    note.press("Escape")
    expect(note).to_have_count(0)
    expect(reader.page.locator("#sources .text")).to_be_focused()
    expect(quotes(desk).last).to_have_text("The mill stands above the village.")
    expect(desk.page.locator("#pins .from").last).not_to_contain_text("at")


def test_the_desks_script_comes_when_the_desk_is_opened(door, mill):
    """What a first visit loads stays under 700 KB as it is sent, without the desk."""
    reader = door.let_in(mill.url, first=True)
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("Network.enable")
    sizes: list[int] = []
    asked: list[str] = []
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.append(event["encodedDataLength"]),
    )
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open()
    reader.page.wait_for_load_state("networkidle")
    assert 300_000 < sum(sizes) < 700_000
    assert not [url for url in asked if "desk." in url or "details." in url]
    reader.page.click("#tab-desk-button")
    reader.page.wait_for_selector("#pins > *")
    assert [url for url in asked if url.endswith("/style/desk.js")]


def test_what_is_not_pinned_says_why(door, mill):
    """In the place of the button's label, and it isn't pressed."""
    reader = door.let_in(mill.url).open()
    pin = reader.ask(BAKERY).locator("button.pin").first
    said = {"error": "refused", "message": "the disk is full"}
    reader.page.route("**/api/pins", lambda it: it.fulfill(status=400, json=said))
    reader.press(pin, "the disk is full")
    expect(pin).to_have_text("Pin")
    expect(pin).to_have_attribute("aria-pressed", "false")
    reader.faults.clear()  # the console notes the answer's status


def test_an_article_is_described_for_citations(door, own_page):
    """Said in the library by keyboard, seen there and in the bibliography."""
    tides = added(own_page, b"Tides\n\nThe Moon pulls.\n", "tides.txt")
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    row = reader.page.locator(f'#shelf tr[data-id="{tides}"]')
    row.locator("button.facts").press("Enter")
    form = reader.page.locator("form.details")
    reader.page.locator("details:has(form.details) summary").press("Enter")
    form.get_by_label("Author").fill("Moon, Ada")
    form.get_by_label("Date").fill("in May")
    form.get_by_label("Date").press("Enter")
    expect(form.locator(".failed")).to_contain_text("as 2026, 2026-03 or 2026-03-18")
    assert wrong(reader, ENDS) == []
    reader.faults.clear()  # the console notes the answer's status
    form.get_by_label("Date").fill("2026-05")
    form.get_by_label("Date").press("Enter")
    expect(row).to_contain_text("Moon, Ada · 2026-05")
    expect(row.locator("button.facts")).to_be_focused()
    expect(reader.page.locator("dl.known")).to_contain_text("Moon, Ada")


def test_a_pin_of_a_removed_article_stays(door, own_page):
    """Its words are there, it says that the article is gone, and opens nothing."""
    tides = added(own_page, b"Tides\n\nThe Moon pulls.\n", "tides.txt")
    start = own_page.service.find(tides).text.index("The Moon")
    own_page.service.desk.pin(parse_reference(f"{tides}:1:{start}-{start + 15}"))
    reader = at_desk(door.let_in(own_page.url))
    expect(reader.page.locator("#pins .verbatim")).to_have_text("verbatim")
    own_page.service.upkeep.remove(tides)
    changed = reader.page.locator("#pins .changed")
    expect(changed).to_have_text("the article is not in the library")
    expect(quotes(reader)).to_have_text("The Moon pulls.")
    expect(reader.page.locator("#pins a.source")).to_have_count(0)
    assert violations(reader) == []
