"""Choosing what to ask, and the library's tags, in a real browser."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.looks import BOTH, wrong
from tests.served import added, keep_starter, wait_until

pytestmark = pytest.mark.browser
TEXTS = {
    "owls.txt": "Owls fly without a sound. Their feathers have soft edges.",
    "geese.txt": "Geese fly far. Their feathers have oil on them.",
}
ASKED = "What do feathers have?"


@pytest.fixture
def birds(serve_copy):
    """Serve a page with two articles beside the starter."""
    with serve_copy("birds", add_birds) as page:
        assert len(page.service.every_article()) == 3
        yield page


def add_birds(page) -> None:
    """Add them, the starter by hand."""
    keep_starter(page)
    for name, text in TEXTS.items():
        page.service.upkeep.add(text.encode(), name)


def titles(answer) -> set[str]:
    """Name the articles that an answer quotes, or says that they say the same."""
    named = answer.locator("a.cite, a.also").evaluate_all(
        "links => links.map(link => (link.title || link.textContent).split(' ·')[0])"
    )
    return set(named)


def test_a_copied_link_asks_what_was_asked(door, birds):
    """Each answer's own, whatever is chosen by now."""
    reader = door.let_in(birds.url).open()
    page = reader.page
    page.evaluate(
        "navigator.clipboard.writeText = async (text) => (window.copied = text)"
    )
    page.click("#scope-button")
    page.get_by_label("Geese").check()
    page.keyboard.press("Escape")
    reader.ask(ASKED)
    geese = page.evaluate("location.search").partition("in=")[2].partition("&")[0]
    page.click("#scope-all")
    reader.ask(ASKED)
    for answer, names in ((0, [geese]), (1, [])):
        reader.answers.nth(answer).locator(".copy-link").click()
        link = page.wait_for_function("window.copied").json_value()
        assert parse_qs(urlsplit(link).query).get("in", []) == names
        page.evaluate("window.copied = null")


def test_what_to_ask_closes_when_the_keyboard_leaves_it(door, birds):
    """Behind its last choice comes the question, and nothing covers the answers."""
    page = door.let_in(birds.url).open().page
    page.locator("#scope-button").press("Enter")
    page.locator("#scope-list input[type=checkbox]").last.press("Tab")
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator("#scope-list")).to_be_hidden()
    expect(page.locator("#scope-button")).to_have_attribute("aria-expanded", "false")


def test_one_article_is_asked_in_one_gesture(door, birds):
    """By keyboard; it is seen, in the address, and kept with the conversation."""
    reader = door.let_in(birds.url).open()
    page = reader.page
    page.locator("#scope-button").press("Enter")
    expect(page.locator("#scope-list label")).to_have_count(3)
    assert wrong(reader, BOTH) == []
    page.keyboard.type("gee")
    expect(page.locator("#scope-list label")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator("#scope-button .chosen")).to_have_text("Only Geese")
    # It is chosen once more, and nothing where no name is typed.
    for typed in ("gee", ""):
        page.locator("#scope-button").press("Enter")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.locator("#question textarea")).to_be_focused()
        expect(page.locator("#scope-button .chosen")).to_have_text("Only Geese")
    assert "in=geese-" in page.url
    answer = reader.ask(ASKED)
    assert titles(answer) == {"Geese"}
    expect(answer.locator(".within")).to_have_text("Asked only: Geese")
    assert wrong(reader, BOTH) == []
    other = door.let_in(birds.url).open(f"?c={conversation(page)}")
    expect(other.page.locator("#scope-button .chosen")).to_have_text("Only Geese")
    other.page.click("#scope-all")
    assert "Owls" in titles(other.ask(ASKED))


def test_what_is_gone_can_be_taken_out_of_what_is_asked(door, birds):
    """The page says what happened, and the list has it among what is chosen."""
    reader = door.let_in(birds.url).open("?in=geese-gone&in=tag:none")
    page = reader.page
    page.locator("#question textarea").fill(ASKED)
    page.keyboard.press("Enter")
    expect(page.locator("#notice")).to_contain_text("Choose something else")
    page.click("#scope-button")
    chosen = page.locator("#scope-list label:has(:checked)")
    expect(chosen).to_have_text(["geese-gone", "tag:none"])
    for _ in range(2):
        chosen.first.click()
    expect(chosen).to_have_count(0)
    page.keyboard.press("Escape")
    page.locator("#question textarea").press("Enter")
    expect(page.locator("#chat .asked")).to_have_text([ASKED])


def test_choices_that_are_on_their_way_are_not_told_to_be_none(door, birds):
    """Nor is what has a name that is typed meanwhile."""
    reader = door.let_in(birds.url).open()
    page, held = reader.page, []
    page.route("**/api/scopes", lambda route: held.append(route))
    page.click("#scope-button")
    page.keyboard.type("gee")
    expect(page.locator("#scope-list .choices")).to_have_text("One moment")
    wait_until(lambda: page.wait_for_timeout(20) or bool(held))
    held[0].continue_()
    expect(page.locator("#scope-list label")).to_have_text(["Geese"])
    page.keyboard.type("se, not here")
    expect(page.locator("#scope-list .choices")).to_have_text("Nothing has this name.")


def test_questions_to_begin_with_are_of_what_is_chosen(door, own_page):
    """They follow each choice, until something is asked."""
    keep_starter(own_page)
    lamps = b"# Lamps\n\nThe Velden lamp is used to warn ships in fog at night.\n"
    lamp = added(own_page, lamps, "lamps.md")
    reader = door.let_in(own_page.url).open(f"?in={lamp}")
    questions = reader.page.locator("#welcome a.example")
    expect(questions).to_have_text(["What is the Velden lamp used for?"])
    reader.page.click("#scope-all")
    expect(questions).not_to_have_count(1)
    reader.page.click("#scope-button")
    reader.page.locator("#scope-list label", has_text="Lamps").click()
    expect(questions).to_have_text(["What is the Velden lamp used for?"])


def conversation(page) -> str:
    """Give the id of the conversation that a page's address names."""
    return page.evaluate("new URLSearchParams(location.search).get('c')")


def test_back_from_a_conversation_asks_all_again(door, birds):
    """The button says what is asked: here what the address says, which is nothing."""
    reader = door.let_in(birds.url).open("?in=geese.txt")
    reader.ask(ASKED)
    talk = conversation(reader.page)
    other = door.let_in(birds.url).open().page
    button = other.locator("#scope-button .chosen")
    expect(button).to_have_text("All articles")
    other.click(f'a.talk[href="/?c={talk}"]')
    expect(button).to_have_text("Only geese.txt")
    other.go_back()
    expect(other.locator("#chat .asked")).to_have_count(0)
    expect(button).to_have_text("All articles")


def test_back_from_what_the_library_chose_asks_all_again(door, birds):
    """The button and the address agree on the way back, where nothing was asked yet."""
    reader = door.let_in(birds.url).open()
    page = reader.page
    button = page.locator("#scope-button .chosen")
    reader.show_library()
    page.locator("#shelf button.ask-only").last.press("Enter")
    expect(button).to_have_text("Only Geese")
    expect(page.locator("#question textarea")).to_be_focused()
    page.go_back()
    page.go_back()
    expect(button).to_be_visible()
    expect(button).to_have_text("All articles")
    assert page.evaluate("location.search") == ""
    page.go_forward()
    page.go_forward()
    expect(button).to_have_text("Only Geese")


def test_the_way_back_leads_to_where_the_library_was_read(door, birds):
    """As far down as one was when one went on to ask; the tabs are in sight there."""
    window = {"width": 1000, "height": 250}
    reader = door.let_in(birds.url, viewport=window).open()
    page = reader.page
    reader.show_library()
    ask = page.locator("#shelf button.ask-only").last
    ask.scroll_into_view_if_needed()
    far = page.evaluate("scrollY")
    assert far > 0
    page.wait_for_function("far => history.state?.scrolled === far", arg=far)
    expect(page.locator("#tab-ask-button")).to_be_in_viewport(ratio=1)
    ask.click()
    expect(page.locator("#scope-button .chosen")).to_have_text("Only Geese")
    page.go_back()
    page.wait_for_function("far => scrollY === far", arg=far)


def test_what_is_asked_stays_where_the_open_conversation_is_opened(door, birds):
    """Again, out of the list of all."""
    reader = door.let_in(birds.url).open("?in=geese.txt")
    reader.ask(ASKED)
    reader.page.click("#open-talks")
    reader.page.click("#talks a.talk[aria-current]")
    expect(reader.page.locator("#talks")).to_be_hidden()
    expect(reader.page.locator("#scope-button .chosen")).to_have_text("Only geese.txt")
    assert "in=geese.txt" in reader.page.url


def test_a_scope_that_is_gone_says_so(door, birds):
    """A link with a tag that nothing has gets one line, and no answer."""
    reader = door.let_in(birds.url).open("?in=tag:brids")
    reader.page.fill("#question textarea", ASKED)
    reader.page.press("#question textarea", "Enter")
    notice = reader.page.locator("#notice [role=alert]")
    expect(notice).to_contain_text("No article, tag or folder is called 'tag:brids'")
    expect(reader.answers).to_have_count(0)


def test_many_are_tagged_found_asked_and_removed(door, birds):
    """A tag is a collection: it narrows the list; undo brings back what was removed."""
    reader = door.let_in(birds.url).open()
    page = reader.page
    reader.show_library()
    rows = page.locator("#shelf tbody tr:visible")
    page.fill("#shelf-words", "txt")
    expect(rows).to_have_count(2)
    page.check("#pick-all")
    expect(page.locator(".how-many")).to_have_text("2 articles chosen")
    page.locator("#pick-none").press("Enter")
    expect(page.locator("#pick-all")).to_be_focused()
    page.keyboard.press("Space")
    page.fill("#new-tag", "birds")
    page.press("#new-tag", "Enter")
    expect(page.locator("#shelf .tag")).to_have_text(["birds", "birds"])
    expect(page.locator("#new-tag")).to_have_value("")
    page.fill("#shelf-words", "")
    expect(rows).to_have_count(3)
    page.locator(".collections button", has_text="birds").press("Enter")
    expect(rows).to_have_count(2)
    expect(page.locator("#shelf caption")).to_have_text("2 of 3 articles")
    page.select_option("#shelf-order", "title")
    expect(rows.locator(".title")).to_have_text(["Geese", "Owls"])
    assert violations(reader) == []
    page.click("#ask-many")
    expect(page.locator("#scope-button .chosen")).to_have_text("Only Owls, Geese")
    page.click("#tab-library-button")
    # What Find leaves out stays chosen, and nothing is done to it.
    page.fill("#shelf-words", "owls")
    expect(page.locator(".how-many")).to_have_text("1 article chosen")
    page.fill("#new-tag", "night")
    page.press("#new-tag", "Enter")
    expect(page.locator("#shelf .tag", has_text="night")).to_have_count(1)
    page.click("#ask-many")
    expect(page.locator("#scope-button .chosen")).to_have_text("Only Owls")
    page.click("#tab-library-button")
    page.fill("#shelf-words", "nothing has this")
    expect(page.locator("#remove-many")).to_be_hidden()
    page.fill("#shelf-words", "")
    expect(page.locator(".how-many")).to_have_text("2 articles chosen")
    page.click("#remove-many")
    expect(page.locator("#shelf tbody tr[data-id]")).to_have_count(1)
    expect(page.locator("#undo")).to_be_enabled()
    page.click("#undo")
    expect(page.locator("#shelf tbody tr[data-id]")).to_have_count(3)


def test_rows_stay_where_they_are_when_one_is_chosen(door, birds):
    """A second press hits the row it was meant for, and the last one is in reach."""
    reader = door.let_in(birds.url).open()
    reader.show_library()
    picks = reader.page.locator("#shelf input.pick")
    for height in (800, 300):
        reader.look({"width": 1000, "height": height})
        picks.last.scroll_into_view_if_needed()
        place = picks.first.bounding_box()
        picks.first.dispatch_event("click")
        expect(reader.page.locator("#ask-many")).to_be_in_viewport(ratio=1)
        assert picks.first.bounding_box() == place
        picks.last.click()
        expect(reader.page.locator(".how-many")).to_have_text("2 articles chosen")
        assert violations(reader) == []
        picks.last.click()
        picks.first.dispatch_event("click")
        expect(reader.page.locator("#ask-many")).to_be_hidden()


def test_an_article_is_added_where_one_asks(door, birds):
    """Chosen on the Ask page it is read there, and can be asked by itself at once."""
    reader = door.let_in(birds.url).open()
    page = reader.page
    reader.choose("moths.txt", "Moths have dust.", "#files-here")
    only = page.locator("#scope .ask-only")
    expect(only).to_be_visible()
    expect(page.locator("#scope .outcomes li")).to_contain_text("searchable")
    assert violations(reader) == []
    only.click()
    expect(page.locator("#scope-button .chosen")).to_have_text("Only Moths")
    assert titles(reader.ask("What do moths have?")) == {"Moths"}


def test_a_long_paste_is_said_and_can_be_an_article(door, birds):
    """Nothing is cut: the box says how long it is, and offers to add it."""
    reader = door.let_in(birds.url).open()
    page = reader.page
    text = "Crabs walk sideways. " * 40
    page.fill("#question textarea", text)
    line = page.locator("#scope .too-long")
    expect(line).to_contain_text("up to 500 characters, this one 839")
    assert len(page.input_value("#question textarea")) == len(text)
    # It isn't sent, and so is said once.
    page.press("#question textarea", "Enter")
    page.click("#question .submit-button")
    page.wait_for_timeout(300)
    expect(page.locator("#notice")).to_have_text("")
    assert page.input_value("#question textarea") == text
    line.get_by_role("button").click()
    expect(page.locator("#scope .ask-only")).to_be_visible()
    expect(line).to_be_empty()


def test_a_dropped_file_is_added_where_one_asks(door, birds):
    """Anywhere on the Ask page; a file that is pasted, too."""
    reader = door.let_in(birds.url).open()
    for kind, words in (("drop", "Wasps sting."), ("paste", "Newts swim.")):
        reader.page.evaluate(
            """([kind, words]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([words], `${kind}.txt`));
              const init = { bubbles: true, cancelable: true };
              const event = kind === "drop"
                ? new DragEvent(kind, { ...init, dataTransfer: transfer })
                : new ClipboardEvent(kind, { ...init, clipboardData: transfer });
              document.querySelector("#question textarea").dispatchEvent(event);
            }""",
            [kind, words],
        )
        expect(reader.page.locator("#scope .outcomes li")).to_contain_text(
            f"{kind}.txtsearchable"
        )


def test_a_title_opens_beside_the_library(door, birds):
    """The article is read there, and Escape leads back to its title."""
    reader = door.let_in(birds.url).open()
    page = reader.page
    reader.show_library()
    link = page.locator("#shelf a.title").last
    link.click()
    expect(page.locator("#sources .text h2")).to_have_text("Geese")
    # All of the row is seen, what can be done with it, too.
    column = page.locator("#source-column").bounding_box()
    remove = page.locator("#shelf button.remove").last.bounding_box()
    assert link.bounding_box()["x"] < remove["x"] + remove["width"] <= column["x"]
    assert violations(reader) == []
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    expect(page.locator("#source-column")).to_be_hidden()
    # Another tab has no room for it, and no way back from it.
    link.click()
    expect(page.locator("#source-column")).to_be_visible()
    page.click("#tab-settings-button")
    expect(page.locator("#source-column")).to_be_hidden()
    page.click("#tab-library-button")
    with reader.late("**/panel", link.click):
        page.click("#tab-ask-button")
    expect(page.locator("#sources .blank")).to_be_visible()
    expect(page.locator("#sources .text")).to_have_count(0)


def test_an_answers_card_comes_along_by_key(door, birds):
    """However far down it is, the quote that a key opens is seen in the answer."""
    window = {"width": 1280, "height": 500}
    reader = door.let_in(birds.url, viewport=window).open()
    answer = reader.ask("What is embodied AI?")
    expect(answer.locator("a.cite")).to_have_count(5)
    reader.page.keyboard.press("Escape")
    for key, number in (("5", 4), ("1", 0), ("n", 1)):
        reader.page.keyboard.press(key)
        cite = answer.locator("a.cite").nth(number)
        expect(cite).to_have_attribute("aria-current", "true")
        expect(cite).to_be_in_viewport()


def test_a_tablet_shows_three_passages_and_fingers_hit(door, starter_page):
    """1024 × 768 px: three quotes are seen; what is pressed is 24 px high."""
    window = {"width": 1024, "height": 768}
    reader = door.let_in(starter_page.url, viewport=window, has_touch=True).open()
    answer = reader.ask("What is embodied AI?")
    seen = [
        quote
        for quote in answer.locator(".said").all()
        if quote.bounding_box()["y"] < reader.page.locator("#scope").bounding_box()["y"]
    ]
    assert len(seen) >= 3
    heights = reader.page.locator(
        "#room :is(button, a, summary):visible, #sources :is(button, a.perma):visible"
    ).evaluate_all(
        "all => all.map(each => [each.getBoundingClientRect().height, each.outerHTML])"
    )
    assert [html for height, html in heights if height < 24] == []
