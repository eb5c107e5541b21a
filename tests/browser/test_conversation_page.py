"""Conversations stay whole and apart, in a real browser."""

import pytest
from playwright.sync_api import expect

from rag.judging.journal_file import FILE_NAME
from tests.browser.axe import violations
from tests.served import added, keep_starter, settle, wait_until

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"
OTHER = "What is embodied AI?"
NEXT = "This one is asked next."


def address_of(reader) -> str:
    """Give where a reader is, without the server's address."""
    return reader.page.evaluate("location.search")


def test_two_pages_of_a_conversation_lose_no_turn(door, starter_page):
    """What one page asks comes to the other by itself, in another browser, too."""
    one = door.let_in(starter_page.url).open()
    one.ask(QUESTION)
    two = door.let_in(starter_page.url).open(address_of(one))
    expect(two.page.locator("#chat .asked")).to_have_text([QUESTION])
    three = door.let_in(starter_page.url).open()
    two.ask(OTHER)
    one.ask("Who makes it?")
    asked = [QUESTION, OTHER, "Who makes it?"]
    for reader in (one, two):
        expect(reader.page.locator("#chat .asked")).to_have_text(asked)
    expect(three.page.locator("#chat .asked")).to_have_count(0)
    one.page.reload()
    expect(one.page.locator("#chat .asked")).to_have_text(asked)


def test_answer_outlives_a_drawing_that_comes_late(door, own_page):
    """A conversation drawn anew before a question, and shown after, loses nothing."""
    reader = door.let_in(own_page.url).open()
    page = reader.page
    reader.ask(QUESTION)
    right = reader.answers.first.locator(".judge.right").first
    with reader.late("**/conversations/*?after=0", right.click):
        page.fill("#question textarea", OTHER)
        page.press("#question textarea", "Enter")
        page.wait_for_timeout(300)
    expect(page.locator("#chat .asked")).to_have_text([QUESTION, OTHER])


def asked_while(reader, question: str, meanwhile) -> None:
    """Ask, and have the answer come only after something else was done."""
    box = reader.page.locator("#question textarea")
    box.fill(question)
    with reader.late("**/run/predict*", lambda: box.press("Enter")):
        meanwhile()


def test_what_is_typed_while_an_answer_comes_stays(reader):
    """It is the next question; what was asked leaves the box."""
    box = reader.page.locator("#question textarea")
    asked_while(reader, QUESTION, lambda: box.fill(OTHER))
    expect(reader.page.locator("#chat .asked")).to_have_text([QUESTION])
    expect(box).to_have_value(OTHER)
    box.press("Enter")
    expect(reader.page.locator("#chat .asked")).to_have_text([QUESTION, OTHER])
    expect(box).to_have_value("")


def test_a_question_that_is_sent_while_an_answer_comes_is_asked_next(reader):
    """The page says so; one that is sent twice or changed meanwhile does not wait."""
    box = reader.page.locator("#question textarea")
    said = reader.page.locator("#scope .waits")

    def send() -> None:
        box.press("Enter")
        expect(said).not_to_contain_text(NEXT)
        box.fill("Who makes")
        box.press("Enter")
        expect(said).to_contain_text(NEXT)
        box.fill(OTHER)
        expect(said).not_to_contain_text(NEXT)
        box.press("Enter")
        expect(said).to_contain_text(NEXT)

    asked_while(reader, QUESTION, send)
    expect(reader.page.locator("#chat .asked")).to_have_text([QUESTION, OTHER])
    expect(box).to_have_value("")
    expect(said).to_be_empty()


def test_a_link_that_asks_literally_meanwhile_is_asked_so_next(reader):
    """What stands in the box stays there."""
    reader.ask("What is embodied AI?")
    reader.ask("Who makes it?")
    link = reader.page.get_by_role("link", name="Ask it literally")
    asked_while(reader, OTHER, link.click)
    expect(reader.answers).to_have_count(4)
    expect(reader.answers.nth(3).locator(".read-as")).to_have_text("Asked literally")


def test_who_goes_elsewhere_while_an_answer_comes_stays_there(reader):
    """The conversation that was asked in has it when one comes back."""
    page = reader.page
    reader.ask(QUESTION)
    first = page.url
    page.click("#anew")
    reader.ask(OTHER)
    second = page.url
    box, said = page.locator("#question textarea"), page.locator("#scope .waits")

    def go_back():
        box.fill("Who sold it?")
        box.press("Enter")
        expect(said).not_to_be_empty()
        page.go_back()
        expect(page.locator("#chat .asked")).to_have_text([QUESTION])

    asked_while(reader, "Who makes it?", go_back)
    expect(said).to_be_empty()
    page.wait_for_timeout(500)
    assert page.url == first
    expect(page.locator("#chat .asked")).to_have_text([QUESTION])
    expect(box).to_have_value("Who sold it?")  # what waited isn't asked of another
    page.go_forward()
    expect(page.locator("#chat .asked")).to_have_text([OTHER, "Who makes it?"])
    assert page.url == second


def test_an_answer_that_cannot_be_kept_is_shown(door, own_page):
    """Behind the others, with why it isn't kept, and its source opens."""
    reader = door.let_in(own_page.url).open()
    reader.ask(QUESTION)
    journal = own_page.service.library.root / FILE_NAME
    journal.unlink()
    journal.mkdir()
    answer = reader.ask(OTHER)
    expect(reader.page.locator("#chat .asked")).to_have_text([QUESTION, OTHER])
    notice = reader.page.locator("#notice")
    expect(notice).to_contain_text("This answer is not kept: ")
    expect(notice).to_contain_text("can't be read")
    said = answer.locator(".said").first.inner_text()
    answer.locator("a.cite").first.click()
    expect(reader.marked).to_have_text(said)
    # What is asked next is kept, in a conversation of its own: the file is another.
    journal.rmdir()
    reader.page.fill("#question textarea", "Who makes it?")
    reader.page.press("#question textarea", "Enter")
    expect(reader.page.locator("#chat .asked")).to_have_text(["Who makes it?"])
    expect(notice).to_have_text("")
    assert all("the server responded with a status of" in it for it in reader.faults)
    reader.faults.clear()


def test_conversations_are_found_named_and_deleted_by_keyboard(door, own_page):
    """A word of a quote finds one; Back and Reload come back to where one was."""
    reader = door.let_in(own_page.url).open()
    page, press = reader.page, reader.page.keyboard.press
    reader.ask(QUESTION)
    first = page.url
    page.locator("#anew").press("Enter")
    reader.ask(OTHER)
    page.go_back()
    expect(page.locator("#chat .asked")).to_have_text([QUESTION])
    assert page.url == first
    page.locator("#open-talks").press("Enter")
    talks = page.locator("#talks a.talk")
    expect(talks).to_have_text([OTHER, QUESTION])
    assert violations(reader) == []
    page.keyboard.type("tests?")
    expect(talks).to_have_text([QUESTION])
    page.locator("#talks button.rename").press("Enter")
    page.keyboard.type("The train")
    press("Enter")
    expect(talks).to_have_text(["The train"])
    expect(page.locator("#talk-head .talk-name")).to_have_text("The train")
    expect(page).to_have_title("The train · Quotewell")
    page.locator("#talks button.delete").press("Enter")
    expect(page.locator("#talks .keep")).to_be_focused()
    page.locator("#talks .delete-now").press("Enter")
    expect(talks).to_have_count(0)
    press("Escape")
    expect(page.locator("#welcome h2")).to_be_visible()
    # Who deleted it knows that.
    expect(page.locator("#welcome .notice")).to_have_count(0)


def test_a_question_in_a_conversation_that_is_gone_begins_another(door, own_page):
    """And says so, as a question that leans on the one before is read otherwise."""
    reader = door.let_in(own_page.url).open()
    page = reader.page
    reader.ask(QUESTION)
    before = address_of(reader)
    page.route("**/live", lambda route: route.abort())  # so that nobody tells of it
    (talk,) = own_page.service.conversations.all()
    own_page.service.conversations.remove(talk.id)
    page.locator("#question textarea").fill(OTHER)
    page.keyboard.press("Enter")
    expect(page.locator("#welcome .notice")).to_contain_text("this is a new one")
    expect(page.locator("#chat .asked")).to_have_text([OTHER])
    assert address_of(reader) != before
    reader.faults.clear()  # the page that isn't reached


def test_a_conversation_that_is_not_there_says_so(door, starter_page):
    """Above what stands in its place; the address names it no longer."""
    reader = door.let_in(starter_page.url).open("?c=none")
    said = reader.page.locator("#welcome .notice")
    expect(said).to_contain_text("This conversation is not there")
    expect(reader.page.locator("#welcome h2")).to_be_visible()
    assert address_of(reader) == ""
    assert violations(reader) == []
    reader.faults.clear()  # it was asked for


def test_a_conversation_that_does_not_come_says_why(door, starter_page):
    """In its place, and in the list; it is drawn when it comes."""
    reader = door.let_in(starter_page.url).open()
    page = reader.page
    reader.ask(QUESTION)
    address = address_of(reader)

    def refuse(route):
        route.fulfill(status=503, json={"message": "the journal is away"})

    page.route("**/conversations?words=*", refuse, times=1)
    page.click("#open-talks")
    expect(page.locator("#talks .list")).to_have_text("The journal is away")
    page.route("**/conversations/*?after=*", refuse, times=1)
    page.goto(starter_page.url + address)
    said = page.locator("#welcome .notice")
    expect(said).to_have_text("The journal is away")
    expect(said).to_be_visible()
    assert address_of(reader) == address
    reader.ask(OTHER)
    expect(page.locator("#chat .asked")).to_have_text([QUESTION, OTHER])
    expect(said).to_have_count(0)
    reader.faults.clear()  # the browser logs both answers


def test_what_did_not_come_is_drawn_when_the_server_is_back(door, starter_page):
    """A conversation that was opened while the way to the server was cut."""
    reader = door.let_in(starter_page.url).open()
    page = reader.page
    reader.ask(QUESTION)
    page.click("#anew")
    talk = page.locator("#welcome a.talk").first
    expect(talk).to_have_text(QUESTION)
    # The page has heard of what was asked: nothing else draws it.
    for _ in range(2):
        with page.expect_response("**/live"):
            page.evaluate("document.dispatchEvent(new Event('quotewell:changed'))")
    cut = ("**/live", "**/conversations/*?after=*")
    for address in cut:
        page.route(address, lambda route: route.abort())
    talk.click()
    stopped = page.locator(".masthead .live")
    expect(stopped).to_contain_text("Quotewell has stopped")
    line = stopped.bounding_box()
    for below in ("#talk-head", "#sources"):
        assert page.locator(below).bounding_box()["y"] >= line["y"] + line["height"]
    # Gradio's own word for that would lie over the tabs.
    toasts = page.locator(".toast-wrap")
    expect(toasts).to_have_css("display", "none")
    expect(page.locator("#chat .asked")).to_have_count(0)
    for address in cut:
        page.unroute(address)
    expect(page.locator("#chat .asked")).to_have_text([QUESTION])
    expect(page.locator(".masthead .live")).to_be_empty()
    reader.faults.clear()  # the browser logs what was cut


def test_a_conversation_that_is_opened_by_key_has_the_focus(reader):
    """The link to it is gone."""
    reader.ask(QUESTION)
    reader.page.click("#anew")
    reader.page.locator("#welcome a.talk").first.press("Enter")
    expect(reader.page.locator("#chat .asked")).to_have_text([QUESTION])
    expect(reader.page.locator("#chat [role=log]")).to_be_focused()


def test_a_double_click_deletes_no_conversation(door, starter_page):
    """Its second press comes where the page asks whether to; a later one counts."""
    reader = door.let_in(starter_page.url).open()
    page = reader.page
    reader.ask(QUESTION)
    page.click("#open-talks")
    talk = page.locator("#talks a.talk[aria-current]").get_attribute("href")
    row = page.locator("#talks li", has=page.locator(f'a[href="{talk}"]'))
    sure = row.locator(".delete-now")
    # Both presses at once, however busy the machine is.
    row.evaluate("""(row) => {
      for (const name of [".delete", ".delete-now"]) {
        const press = new MouseEvent("click", { bubbles: true, detail: 1 });
        row.querySelector(name).dispatchEvent(press);
      }
    }""")
    page.wait_for_timeout(600)
    expect(sure).to_be_visible()
    sure.click()
    expect(row).to_have_count(0)


def listed(reader):
    """Open the list of two conversations, the newer one first."""
    reader.ask(QUESTION)
    reader.page.click("#anew")
    reader.ask(OTHER)
    reader.page.click("#open-talks")
    return reader.page


def test_what_changes_meanwhile_takes_back_no_question(door, own_page):
    """Whether to delete one is asked until it is answered; what came shows then."""
    page = listed(door.let_in(own_page.url).open())
    rows, sure = page.locator("#talks li"), page.locator("#talks .delete-now")
    expect(rows).to_have_count(2)
    rows.nth(1).locator(".delete").click()
    rows.nth(0).locator(".delete").click()
    expect(sure).to_have_count(1)  # one at a time
    expect(rows.nth(1).locator(".delete")).to_be_visible()
    door.let_in(own_page.url).open().ask("Who makes it?")
    # By the second look what the first one told is drawn, were it so.
    for _ in range(2):
        with page.expect_response("**/live"):
            page.evaluate("document.dispatchEvent(new Event('quotewell:changed'))")
    expect(sure).to_be_visible()
    expect(rows).to_have_count(2)
    page.locator("#talks .keep").click()
    expect(rows).to_have_count(3)
    expect(rows.nth(1).locator(".delete")).to_be_focused()
    rows.nth(1).locator(".delete").click()
    page.fill("#talks input[type=search]", "embodied")
    expect(page.locator("#talks a.talk")).to_have_text([OTHER])
    expect(sure).to_have_count(0)


def test_a_conversation_goes_while_another_is_named(door, own_page):
    """Its row, too; what is typed of the other's name stays."""
    page = listed(door.let_in(own_page.url).open())
    rows, name = page.locator("#talks li"), page.locator("#talks .new-title")
    expect(rows).to_have_count(2)
    rows.nth(0).locator(".rename").click()
    name.fill("Half a na")
    rows.nth(1).locator(".delete").click()
    page.locator("#talks .delete-now").press("Enter")
    expect(rows).to_have_count(1)
    expect(name).to_have_value("Half a na")


def test_a_refused_change_of_a_conversation_says_why(reader):
    """In its row, which stays, whether it was to have another name or to go."""
    reader.ask(QUESTION)
    page = reader.page
    page.click("#open-talks")
    row = page.locator("#talks li", has=page.locator("[aria-current]"))
    why = "this folder is read-only; allow writing to it"
    page.route(
        "**/api/conversations/*",
        lambda route: route.fulfill(status=400, json={"message": why}),
        times=2,
    )
    row.locator("button.rename").click()
    page.keyboard.press("Enter")
    expect(row.locator("button.rename")).to_be_focused()
    expect(row.locator(".when")).to_have_text(why)
    row.locator("button.delete").click()
    row.locator(".keep").press("Enter")
    expect(row.locator("button.delete")).to_be_focused()
    expect(row.locator(".when")).not_to_have_text(why)
    row.locator("button.delete").press("Enter")
    row.locator(".delete-now").press("Enter")
    expect(row.locator(".when")).to_have_text(why)
    reader.faults.clear()  # the browser logs both answers


def test_back_and_reload_keep_the_place_on_every_tab(door, own_page):
    """The tab, what is found and sorted, the open quote, and how far it was read."""
    reader = door.let_in(own_page.url).open()
    page = reader.page
    for name in ("ants", "bees", "crabs"):
        own_page.service.upkeep.add(f"{name} walk far.".encode(), f"{name}.txt")
    settle(own_page)
    answer = reader.ask(QUESTION)
    said = answer.locator(".said").nth(1).inner_text()
    answer.locator("a.cite").nth(1).click()
    expect(reader.marked).to_have_text(said)
    reader.show_library()
    page.fill("#shelf-words", "crab")
    expect(page.locator("#shelf tbody tr:visible")).to_have_count(1)
    page.click("#tab-settings-button")
    page.reload()
    expect(page.locator("#top-k")).to_be_visible()
    page.go_back()
    expect(page.locator("#shelf tbody tr:visible")).to_have_count(1)
    page.reload()
    expect(page.locator("#shelf tbody tr:visible")).to_have_count(1)
    expect(page.locator("#shelf-words")).to_have_value("crab")
    page.go_back()
    expect(page.locator("#chat .asked")).to_be_visible()
    expect(reader.marked).to_have_text(said)
    page.reload()
    expect(reader.marked).to_have_text(said)


def test_what_is_found_in_the_library_stays_when_one_comes_back(door, own_page):
    """By its tab, also for a list that is drawn anew; and by the browser's own way."""
    reader = door.let_in(own_page.url).open()
    page, upkeep = reader.page, own_page.service.upkeep
    ants, bees = (
        upkeep.add(f"{name} walk far.".encode(), f"{name}.txt").stored.id
        for name in ("Ants", "Bees")
    )
    settle(own_page)
    reader.show_library()
    words, seen = page.locator("#shelf-words"), page.locator("#shelf tbody tr:visible")
    words.fill("ant")
    expect(seen).to_have_count(1)
    page.click("#tab-ask-button")
    page.click("#tab-library-button")
    upkeep.rename(ants, "Red ants")
    expect(seen).to_contain_text("Red ants")
    expect(words).to_have_value("ant")
    words.fill("bee")
    expect(seen).to_have_attribute("data-id", bees)
    page.go_back()
    page.go_back()
    expect(words).to_have_value("ant")
    expect(seen).to_have_attribute("data-id", ants)


def test_a_source_that_comes_late_is_kept_where_it_was_opened(door, starter_page):
    """Its tab was left by then; Back and Reload show it."""
    reader = door.let_in(starter_page.url).open()
    page = reader.page
    answer = reader.ask(QUESTION)
    expect(reader.marked).to_have_text(answer.locator(".said").first.inner_text())
    second = answer.locator("blockquote").nth(1)
    with reader.late("**/panel", second.locator("a.cite").click):
        page.click("#tab-settings-button")
    expect(page.locator("#top-k")).to_be_visible()
    expect(page.locator("#source-column")).to_be_hidden()
    page.go_back()
    page.reload()
    expect(reader.marked).to_have_text(second.locator(".said").inner_text())


def test_browsers_way_back_leads_from_a_source_to_the_library(door, own_page):
    """As its button does; left by another tab, it leaves no entry of its own."""
    reader = door.let_in(own_page.url).open()
    page = reader.page
    reader.show_library()
    title, text = page.locator("#shelf a.title"), page.locator("#sources .text")
    address = page.url
    for leave in (page.go_back, lambda: page.click(".back")):
        title.click()
        expect(text).to_be_visible()
        leave()
        expect(text).to_be_hidden()
        expect(title).to_be_focused()
        assert page.url == address
    title.click()
    expect(text).to_be_visible()
    page.click("#tab-settings-button")
    expect(page.locator("#top-k")).to_be_visible()
    page.go_back()
    expect(title).to_be_visible()
    page.go_back()
    expect(page.locator("#question textarea")).to_be_visible()


def test_a_conversation_that_goes_leaves_what_is_read_beside_the_library(
    door, own_page
):
    """Deleted in another window; on the way back its own source is no longer there."""
    reader = door.let_in(own_page.url).open()
    page = reader.page
    reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()
    reader.show_library()
    page.click("#shelf a.title")
    title = page.locator("#sources .text .title")
    expect(page.locator("#sources .back")).to_have_text("Back to the library")
    (talk,) = own_page.service.conversations.all()
    own_page.service.conversations.remove(talk.id)
    page.wait_for_function("!location.search.includes('c=')")
    expect(title).to_be_visible()
    page.keyboard.press("Escape")
    page.click("#tab-ask-button")
    expect(page.locator("#welcome h2")).to_be_visible()
    expect(title).to_have_count(0)
    reader.faults.clear()  # the deleted one was asked for once more


def test_an_old_quote_of_a_removed_article_says_so(door, own_page):
    """Its words stay as they were, in the conversation as it is opened again."""
    keep_starter(own_page)
    lamps = added(own_page, b"# Lamps\n\nThe Velden lamp warns ships.\n", "lamps.md")
    reader = door.let_in(own_page.url).open()
    reader.ask("What does the Velden lamp do?")
    own_page.service.upkeep.remove(lamps)
    wait_until(lambda: own_page.service.find(lamps) is None)
    again = door.let_in(own_page.url).open(address_of(reader))
    best = again.answers.first.locator("blockquote").first
    expect(best.locator(".said")).to_have_text("The Velden lamp warns ships.")
    expect(best.locator(".changed")).to_contain_text("no longer in the library")
    for each in (reader, again):
        each.faults.clear()  # its source isn't there to be opened


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
