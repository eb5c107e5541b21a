"""Looking after the library in a real browser: articles, folders, and the index."""

import re
import threading
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Route, expect

from rag.library.folders import follow_folder
from tests.fakes import WordEncoder
from tests.served import SlowEncoder, keep_starter, served, settle, wait_until

pytestmark = pytest.mark.browser
TIDES = "# Tides\n\nThe Moon pulls the sea.\n\nCoasts differ in their tides.\n"


@pytest.fixture
def own_page(serve_copy):
    """Serve a page with a second article beside the starter."""
    with serve_copy("tides", add_tides) as page:
        yield page


def add_tides(page) -> None:
    """Add it, the starter by hand."""
    keep_starter(page)
    page.service.upkeep.add(TIDES.encode(), "tides.md")


@pytest.fixture
def tides(own_page) -> str:
    """Give the id of the second article."""
    return own_page.service.upkeep.shelf()[1].stored.id


@pytest.fixture
def reader(door, own_page, tides):
    """Give someone who looks at the library of a page of this test's own."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    expect(titles(reader)).to_have_count(2)
    return reader


def titles(reader):
    """Find the titles of all articles in the list."""
    return reader.page.locator("#shelf a.title")


def row(reader, article_id: str):
    """Find an article's row in the list."""
    return reader.page.locator(f'#shelf tr[data-id="{article_id}"]')


def test_article_is_renamed_in_place(reader, tides):
    """A new title is written into the list and stands in citations."""
    row(reader, tides).locator("button.rename").click()
    reader.page.keyboard.type("New & <b>bold</b>")
    reader.page.keyboard.press("Enter")
    expect(titles(reader).last).to_have_text("New & <b>bold</b>")
    reader.page.click("#tab-ask-button")
    answer = reader.ask("What pulls the sea?")
    expect(answer.locator("a.cite").first).to_contain_text("New & <b>bold</b>")


TOUCHING = """(rows) => rows.flatMap((row) => {
  const acts = [...row.querySelector(".actions").children];
  const boxes = acts.map((each) => each.getBoundingClientRect());
  const title = row.querySelector("th");
  const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
  const touched = [];
  while (texts.nextNode()) {
    const words = document.createRange();
    words.selectNode(texts.currentNode);
    for (const line of words.getClientRects())
      if (boxes.some((box) => box.right > line.left && box.left < line.right
          && box.bottom > line.top && box.top < line.bottom))
        touched.push(words.toString());
  }
  return touched;
})"""


def test_a_title_has_the_room_of_what_is_done_with_it(door, own_page, tides):
    """Which stands at the end of the line below, and touches no word of that.

    Also in a narrow window, and where a source is read beside it.
    """
    title = "How the harbour of the old town was dug"
    own_page.service.upkeep.rename(tides, title)
    reader = door.let_in(own_page.url)
    for language in ("en", "ar", "zh"):
        reader.open(f"?lang={language}").show_library()
        shown = row(reader, tides).locator("a.title")
        expect(shown).to_have_text(title)
        assert shown.evaluate("(title) => title.getClientRects().length") == 1
        rows = reader.page.locator("#shelf tbody tr")
        assert rows.evaluate_all(TOUCHING) == []
        reader.look({"width": 880, "height": 700})
        assert rows.evaluate_all(TOUCHING) == []
        reader.look({"width": 1160, "height": 700})
        shown.click()
        expect(reader.page.locator("body")).to_have_class(re.compile("beside"))
        assert rows.evaluate_all(TOUCHING) == []
        reader.look()


def test_a_refused_title_is_said_in_a_sentence(reader, tides):
    """As a refused tag is; it begins with a capital."""
    row(reader, tides).locator("button.rename").click()
    reader.page.keyboard.press("Delete")
    reader.page.keyboard.press("Enter")
    outcome = reader.page.locator("#library .outcomes li")
    expect(outcome).to_have_text("A title has 1 to 200 characters, this one 0")
    row(reader, tides).locator("input.pick").check()
    reader.page.locator("#new-tag").fill("a, b")
    reader.page.click("#add-tag")
    expect(outcome).to_contain_text("A tag has 1 to 40 characters and no comma")
    expect(reader.page.locator("#new-tag")).to_have_value("a, b")
    assert len(reader.faults) == 2  # the two answers of 400, which the console tells
    reader.faults.clear()


def test_a_refusal_goes_when_what_was_refused_is_done(reader, tides):
    """Else it would seem to be of the new title."""
    for title, said in (("", 1), ("Ebb", 0)):
        row(reader, tides).locator("button.rename").click()
        reader.page.locator("input.new-title").fill(title)
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator("#library .outcomes li")).to_have_count(said)
    reader.faults.clear()  # the answer of 400


def test_renaming_can_be_left_off(reader, tides):
    """Esc keeps the title, and the button has the focus again."""
    button = row(reader, tides).locator("button.rename")
    button.click()
    reader.page.keyboard.type("Something else")
    reader.page.keyboard.press("Escape")
    expect(titles(reader).last).to_have_text("Tides")
    expect(button).to_be_focused()


def test_renaming_that_is_only_begun_holds_no_list_up(reader, own_page, tides):
    """Who goes on elsewhere has the title back, and sees what comes."""
    row(reader, tides).locator("button.rename").click()
    expect(reader.page.locator("input.new-title")).to_be_focused()
    reader.page.click("#shelf-words")
    expect(titles(reader).last).to_be_visible()
    own_page.service.upkeep.rename(tides, "Ebb")
    expect(titles(reader).last).to_have_text("Ebb")


def test_keys_of_an_input_method_are_not_the_pages(reader, tides):
    """Enter takes, and Esc leaves, what it proposes; neither ends the renaming."""
    row(reader, tides).locator("button.rename").click()
    field = reader.page.locator("input.new-title")
    field.fill("潮汐")
    for key in ("Enter", "Escape"):
        field.dispatch_event("keydown", {"key": key, "isComposing": True})
    expect(field).to_have_value("潮汐")
    field.press("Enter")
    expect(titles(reader).last).to_have_text("潮汐")


def test_renaming_is_asked_once(reader, tides):
    """Who presses the button again goes on with what was typed."""
    button = row(reader, tides).locator("button.rename")
    button.click()
    field = reader.page.locator("input.new-title")
    field.fill("Ebb")
    button.click()
    expect(field).to_have_value("Ebb")
    expect(field).to_be_focused()


def test_articles_are_found_by_what_is_said_of_them(reader):
    """Not by the words of the buttons in their rows."""
    for words, many in (("rename", 0), ("TIDES", 1), ("details", 0)):
        reader.page.fill("#shelf-words", words)
        expect(reader.page.locator("#shelf tbody tr:visible")).to_have_count(many)


def test_an_article_that_is_opened_by_keyboard_can_be_read_on(reader):
    """The focus is at its top, and Escape leads back to the list."""
    reader.show_library()
    titles(reader).first.press("Enter")
    expect(reader.page.locator("#sources .byline")).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(titles(reader).first).to_be_focused()


def test_the_way_back_leads_to_a_title_that_was_drawn_anew(reader, own_page):
    """While its article was read, and once more when it has the focus."""
    page, upkeep = reader.page, own_page.service.upkeep
    first = own_page.service.library.articles()[0].id
    titles(reader).last.click()
    expect(page.locator("#sources .text h2")).to_have_text("Tides")
    upkeep.rename(first, "Elsewhere")
    expect(page.locator("#shelf")).to_contain_text("Elsewhere")
    page.keyboard.press("Escape")
    expect(titles(reader).last).to_be_focused()
    upkeep.rename(first, "Nowhere")
    expect(page.locator("#shelf")).to_contain_text("Nowhere")
    expect(titles(reader).last).to_be_focused()


def test_details_that_a_proxy_refuses_say_so(reader, tides):
    """In their place below the row."""
    reader.page.route("**/shelf/*", refuse, times=1)
    row(reader, tides).locator("button.facts").click()
    known = reader.page.locator("#shelf tr.known td")
    expect(known).to_have_text("The server answered 502")
    reader.faults.clear()  # the browser logs the answer


def test_a_list_that_comes_late_leaves_what_is_typed(reader, own_page, tides):
    """The server's answer may be on its way when somebody begins to type a title."""
    page, upkeep = reader.page, own_page.service.upkeep
    first = own_page.service.library.articles()[0].id
    with reader.late("**/shelf", lambda: upkeep.rename(first, "Elsewhere")):
        row(reader, tides).locator("button.rename").click()
        page.locator("input.new-title").fill("Ebb")
    expect(page.locator("input.new-title")).to_have_value("Ebb")
    page.keyboard.press("Enter")
    expect(page.locator("#shelf")).to_contain_text("Elsewhere")
    expect(page.locator("#shelf")).to_contain_text("Ebb")


def test_a_list_that_comes_while_a_button_is_pressed_loses_no_click(
    reader, own_page, tides
):
    """Drawn between press and release, it would have another button there."""
    page, upkeep = reader.page, own_page.service.upkeep
    first = own_page.service.library.articles()[0].id
    row(reader, tides).locator("button.rename").hover()
    with reader.late("**/shelf", lambda: upkeep.rename(first, "Elsewhere")):
        page.mouse.down()
    page.mouse.up()
    expect(page.locator("input.new-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#shelf")).to_contain_text("Elsewhere")


def test_a_list_that_comes_after_a_newer_one_is_left(reader, own_page, tides):
    """Made before a removal, and drawn after it, it would take the way back away."""
    page, upkeep = reader.page, own_page.service.upkeep
    first = own_page.service.library.articles()[0].id
    with reader.late("**/shelf", lambda: upkeep.rename(first, "Elsewhere")):
        row(reader, tides).locator("button.remove").click()
        expect(page.locator("#shelf")).to_contain_text("Elsewhere")
    expect(titles(reader)).to_have_count(1)
    settle(own_page)
    expect(page.locator("#library .job")).to_contain_text("1 article ")
    expect(page.locator("#shelf .gone")).to_contain_text("Removed “Tides”.")


def test_a_list_that_does_not_come_is_asked_for_again(reader, own_page):
    """Whether the way to the server is cut or the server says that it can't."""
    page, upkeep = reader.page, own_page.service.upkeep
    first = own_page.service.library.articles()[0].id
    for title, fail in (("Ebb", cut), ("Flood", refuse)):
        page.route("**/shelf", fail, times=1)
        upkeep.rename(first, title)
        expect(page.locator("#shelf")).to_contain_text(title)
    assert len(reader.faults) == 2
    reader.faults.clear()  # the browser logs both


def cut(route: Route) -> None:
    """Answer nothing, as where the network fails."""
    route.abort()


def refuse(route: Route) -> None:
    """Answer as a proxy does while its server starts."""
    route.fulfill(status=502)


def test_removal_is_undone_where_it_was_made(reader, own_page, tides):
    """In the place of the removed article stands a way back, which has the focus."""
    row(reader, tides).locator("button.remove").click()
    gone = reader.page.locator("#shelf .gone")
    expect(gone).to_contain_text("Removed “Tides”.")
    expect(gone.locator("button")).to_be_focused()
    settle(own_page)
    expect(reader.page.locator("#library .job")).to_contain_text("1 article ")
    expect(gone).to_be_visible()
    reader.page.keyboard.press("Enter")
    expect(titles(reader).last).to_have_text("Tides")
    expect(gone).to_have_count(0)


def test_a_removal_takes_no_focus_from_what_is_typed_meanwhile(reader, tides):
    """Nor does what brings the article back."""
    box = reader.page.locator("#shelf-words")
    remove = row(reader, tides).locator("button.remove")
    gone = reader.page.locator("#shelf .gone")
    with reader.late("**/api/articles/*", remove.click):
        box.press("Space")
    expect(gone).to_be_visible()
    with reader.late("**/api/articles/*/restore", gone.locator("button").click):
        box.press("Space")
    expect(titles(reader).last).to_have_text("Tides")
    expect(box).to_be_focused()
    expect(box).to_have_value("  ")


def test_what_is_known_of_an_article_is_not_asked_for_once_it_is_removed(reader, tides):
    """The server would answer that there is none."""
    page, held = reader.page, []
    page.route("**/shelf/*", lambda route: held.append(route), times=1)
    row(reader, tides).locator("button.facts").click()
    wait_until(lambda: page.wait_for_timeout(50) or held)
    with page.expect_event("requestfailed", lambda it: f"/shelf/{tides}" in it.url):
        row(reader, tides).locator("button.remove").click()
    expect(page.locator("#shelf .gone")).to_be_visible()
    expect(page.locator("#shelf tr.known")).to_have_count(0)


def test_several_removals_stay_in_their_places(reader, own_page):
    """Each is offered back where it stood, however sorted, and above an empty list."""
    page, listed = reader.page, reader.page.locator("#shelf tbody tr")
    for name in ("Owls", "Apes"):
        own_page.service.upkeep.add(f"{name} fly at night.".encode(), f"{name}.txt")
    expect(titles(reader)).to_have_count(4)
    listed.first.locator("button.facts").click()
    page.select_option("#shelf-order", "title")
    for left in (3, 2):
        page.locator("#shelf button.remove").nth(2).click()
        expect(titles(reader)).to_have_count(left)
        settle(own_page)
        expect(page.locator("#library .job")).to_contain_text(f"{left} articles")
    shown = ("Apes", "Innovation", "SHA-256", "Removed “Owls”", "Removed “Tides”")
    expect(listed).to_contain_text(shown)
    page.select_option("#shelf-order", "added")
    expect(listed).to_contain_text([*shown[1:3], shown[0], *shown[3:]])
    for left in (1, 0):
        page.locator("#shelf button.remove").first.click()
        expect(titles(reader)).to_have_count(left)
    expect(page.locator("#shelf")).to_contain_text("The library is empty")
    expect(page.locator("#shelf .gone")).to_have_count(4)


LOOKED = """() => {
  window.looked = 0;
  const look = document.querySelector.bind(document);
  document.querySelector = (selector) => {
    if (selector.startsWith("#shelf tr[data-id=")) window.looked += 1;
    return look(selector);
  };
}"""


def test_a_removal_looks_for_the_next_row_alone(reader, own_page):
    """Not for each of all rows behind it, whenever the list is drawn anew."""
    add, page = own_page.service.upkeep.add, reader.page
    ids = [add(f"It is {n}.".encode(), f"{n}.txt").stored.id for n in range(20)]
    expect(titles(reader)).to_have_count(22)
    settle(own_page)
    page.locator("#shelf button.remove").first.click()
    expect(page.locator("#shelf .gone")).to_be_visible()
    settle(own_page)
    expect(page.locator("#library .job")).to_contain_text("21 articles")
    page.evaluate(LOOKED)
    own_page.service.upkeep.rename(ids[0], "Elsewhere")
    expect(page.locator("#shelf")).to_contain_text("Elsewhere")
    assert 0 < page.evaluate("window.looked") < 20


def test_details_and_original(reader, own_page, tides):
    """All that is known is shown below the row, with the file as it was added."""
    button = row(reader, tides).locator("button.facts")
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    known = reader.page.locator("#shelf dl.known")
    for name, value in {
        "Format": "Markdown",
        "Language": "English",
        "Words": "11",
        "Passages": "1",
        "Paragraphs": "2",
    }.items():
        pair = known.locator("div", has=reader.page.get_by_text(name, exact=True))
        expect(pair.locator("dd")).to_have_text(value)
    with reader.page.expect_download() as saved:
        known.locator("a").click()
    assert saved.value.suggested_filename == "tides.md"
    assert Path(saved.value.path()).read_text() == TIDES
    button.click()
    expect(known).to_have_count(0)


def test_details_stay_open_over_a_rebuild(reader, own_page, tides):
    """The list is drawn anew below them, and what was opened is open."""
    row(reader, tides).locator("button.facts").click()
    expect(reader.page.locator("#shelf dl.known")).to_be_visible()
    own_page.service.upkeep.add(b"Owls fly without a sound.", "owls.txt")
    expect(titles(reader)).to_have_count(3)
    expect(reader.page.locator("#shelf dl.known")).to_be_visible()


def test_details_that_are_being_said_stay_over_a_rebuild(reader, own_page, tides):
    """With the focus, until they are saved; then they are shown."""
    page, upkeep = reader.page, own_page.service.upkeep
    first = own_page.service.library.articles()[0].id
    row(reader, tides).locator("button.facts").click()
    page.click("#shelf details.way summary")
    author, save = (
        page.locator(f"form.details {part}") for part in ("input", "button")
    )
    author.first.fill("Moon, Ada")
    save.focus()
    upkeep.rename(first, "Elsewhere")
    expect(page.locator("#shelf")).to_contain_text("Elsewhere")
    expect(author.first).to_have_value("Moon, Ada")
    expect(save).to_be_focused()
    save.click()
    expect(page.locator("#shelf dl.known")).to_contain_text("Moon, Ada")


def test_compact_is_confirmed_first(reader, own_page, tides):
    """It says what goes; nothing goes until that is confirmed."""
    row(reader, tides).locator("button.remove").click()
    expect(reader.page.locator("#library .job")).to_contain_text("1 article ")
    reader.page.click("#compact")
    plan = reader.page.locator("#compacting .plan")
    expect(plan).to_contain_text("1 removed article and 2 earlier indexes")
    expect(reader.page.locator("#keep")).to_be_focused()
    reader.page.click("#keep")
    expect(plan).to_be_hidden()
    assert own_page.service.upkeep.going.compactable().articles == 1
    reader.page.click("#compact")
    reader.page.click("#compact-now")
    expect(reader.page.locator("#library .outcomes")).to_contain_text("Space freed")
    expect(reader.page.locator("#shelf .gone")).to_have_count(0)
    assert own_page.service.upkeep.going.compactable().articles == 0
    reader.page.click("#compact")
    expect(plan).to_contain_text("There is nothing to delete")
    expect(reader.page.locator("#compact-now")).to_be_hidden()


def test_followed_folder_is_looked_into_again(door, own_page, tmp_path):
    """What was found is told, refused files with their reasons; the focus stays."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "ants.txt").write_text("Ants carry leaves.")
    follow_folder(own_page.service.library, folder)
    own_page.service.job.note_change()
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    listed = reader.page.locator("#library .folders li")
    expect(listed).to_contain_text("1 file")
    (folder / "bees.txt").write_text("Bees dance in the hive.")
    (folder / "empty.txt").write_text("")
    again = listed.locator("button.look-again")
    again.press("Enter")
    told = reader.page.locator("#library .outcomes li")
    expect(told.nth(0)).to_contain_text("1 new, 0 changed, 1 as before")
    expect(told.nth(1)).to_contain_text("empty.txt holds no text")
    expect(titles(reader).last).to_have_text("Bees")
    expect(again).to_be_focused()
    listed.locator("button.unfollow").press("Enter")
    expect(listed).to_have_count(0)
    expect(reader.page.locator("#shelf")).to_be_focused()


def test_collections_and_titles_are_in_the_order_of_readers(
    door, own_page, tides, tmp_path
):
    """Tags before folders, from the first letter on, and 9 before 10."""
    for name in ("part 9", "part 10"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ants.txt").write_text(f"Ants carry {name}.")
        follow_folder(own_page.service.library, tmp_path / name)
    upkeep = own_page.service.upkeep
    upkeep.tag([tides], ["tales", "year 10", "year 9"], [])
    ids = [entry.stored.id for entry in upkeep.shelf()]
    for article, title in zip(
        ids, ("Part 10", "Part 9", "Part 1", "Notes"), strict=True
    ):
        upkeep.rename(article, title)
    page = door.let_in(own_page.url).open().page
    page.click("#tab-library-button")
    expect(page.locator(".collections button")).to_have_text(
        ["All 4", "tales 1", "year 9 1", "year 10 1", "part 9/ 1", "part 10/ 1"]
    )
    page.select_option("#shelf-order", "title")
    expect(page.locator("#shelf a.title")).to_have_text(
        ["Notes", "Part 1", "Part 9", "Part 10"]
    )


def test_what_changed_is_told_after_rebuild_and_undo(reader, own_page, tides):
    """Judged questions whose first quote moved are named, each as a link that asks."""
    url = f"{own_page.url}api/verdicts"
    question = "What pulls the sea?"
    httpx.post(url, json={"question": question, "kind": "none"}).raise_for_status()
    job = reader.page.locator("#library .job")
    reader.page.click("#rebuild")
    expect(job).to_contain_text("The index is up to date.")
    expect(job.locator("a")).to_have_count(0)
    row(reader, tides).locator("button.remove").click()
    expect(job.locator("a")).to_have_text([question])
    expect(job).to_contain_text("1 article ")
    reader.page.click("#undo")
    expect(job).to_contain_text("Undone: remove “Tides”.")
    expect(job.locator("a")).to_have_text([question])
    expect(titles(reader)).to_have_count(2)
    job.locator("a").click()
    answer = reader.answers.last.locator(".said").first
    expect(answer).to_have_text("The Moon pulls the sea.")


SAID = """() => {
  window.said = 0;
  const listen = new MutationObserver(() => (window.said += 1));
  listen.observe(document.querySelector("#library .job"), { childList: true });
}"""


def test_what_became_of_a_build_is_said_once(reader, own_page, tides):
    """Also where it names a title with an apostrophe."""
    page = reader.page
    own_page.service.upkeep.rename(tides, "The Moon's tides")
    settle(own_page)
    row(reader, tides).locator("button.remove").click()
    job = page.locator("#library .job")
    expect(job).to_contain_text("1 article ")
    page.click("#undo")
    expect(job).to_contain_text("Undone: remove “The Moon's tides”.")
    settle(own_page)
    page.evaluate(SAID)
    for _ in range(3):
        with page.expect_response("**/live"):
            page.evaluate("document.dispatchEvent(new Event('quotewell:changed'))")
    assert page.evaluate("window.said") == 0


def test_all_pages_see_the_one_rebuild_and_can_cancel_it(door, tmp_path):
    """A rebuild started on one page shows on another, which may cancel it."""
    encoder = SlowEncoder()
    with served(tmp_path, lambda _: encoder) as page:
        one = door.let_in(page.url).open()
        two = door.let_in(page.url).open()
        one.show_library()
        two.show_library()
        encoder.go.clear()
        one.choose("tides.md", TIDES)
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
