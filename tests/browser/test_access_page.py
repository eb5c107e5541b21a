"""The page can be used by everyone: axe-core's rules, zoom, and what is said aloud."""

import re

import pytest
from playwright.sync_api import expect

from rag.library.folders import follow_folder
from tests.browser.axe import violations
from tests.browser.looks import BOTH, ENLARGED, PHONE, wrong
from tests.served import keep_starter, settle, wait_until

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"
SMALL = {"phone": PHONE | {"device_scale_factor": 3}, "200 %": ENLARGED}


def test_axe_finds_nothing(door, own_page):
    """Welcome, answer, refusal, library with verdicts and permalink are clean."""
    reader = door.let_in(own_page.url).open()
    assert wrong(reader, BOTH) == []
    answer = reader.ask(QUESTION)
    answer.locator(".judge.right").first.click()
    expect(reader.marked).to_be_visible()
    assert wrong(reader, BOTH) == []
    reader.ask("Who juggled xylophones?")
    expect(reader.answers.last.locator(".refusal")).to_be_visible()
    assert wrong(reader, BOTH) == []
    reader.show_library()
    expect(reader.page.locator("#judged li")).to_have_count(1)
    assert wrong(reader, BOTH) == []
    reader.page.click("#tab-settings-button")
    expect(reader.page.locator("#top-k")).to_be_visible()
    assert wrong(reader, BOTH) == []
    article = own_page.service.upkeep.shelf()[0].stored.id
    reader.page.goto(f"{own_page.url}articles/{article}?p=1&s=0-9#p1")
    assert wrong(reader, BOTH | SMALL) == []


@pytest.fixture
def laden(own_page, tmp_path):
    """Serve a library that has something of everything."""
    keep_starter(own_page)
    upkeep = own_page.service.upkeep
    upkeep.add(b"Owls fly without a sound.", f"{'a-long-name-' * 9}.txt", "Owls")
    upkeep.add(b"The Moon pulls the sea.", "tides.txt", "Tides" * 30)
    folder = tmp_path / ("followed-" * 12)
    folder.mkdir()
    (folder / "ants.txt").write_text("Ants carry leaves.")
    follow_folder(own_page.service.library, folder)
    own_page.service.job.note_change()
    own_page.service.judge("What pulls the sea?", "none")
    settle(own_page)
    return own_page


def show_all_of_the_library(reader) -> None:
    """Open, remove and refuse, until all that the library can show is there."""
    page = reader.page
    reader.show_library()
    expect(page.locator("#shelf button.remove")).to_have_count(4)
    for summary in page.locator("#library summary").all():
        summary.click()
    page.locator("#shelf button.facts").first.click()
    expect(page.locator("#shelf dl.known")).to_be_visible()
    with page.expect_console_message(lambda message: "422" in message.text):
        reader.choose(f"{'empty-' * 20}.txt", "")
    reader.faults.clear()
    page.locator("#shelf button.remove").nth(2).click()
    expect(page.locator("#library .job a")).to_have_text("What pulls the sea?")
    expect(page.locator("#shelf .gone")).to_be_visible()
    page.locator("#shelf button.rename").last.click()
    expect(page.locator("input.new-title")).to_be_visible()


def test_laden_library_can_be_read_by_all(door, laden):
    """Ways to add, details, outcomes, removals, folders, dialog: long names break."""
    reader = door.let_in(laden.url).open()
    show_all_of_the_library(reader)
    assert wrong(reader, BOTH | SMALL) == []
    reader.page.keyboard.press("Escape")
    reader.page.click("#compact")
    expect(reader.page.locator("#compacting")).to_be_visible()
    assert wrong(reader, BOTH | SMALL) == []
    for look in SMALL.values():
        reader.look(**look)
        expect(reader.page.locator("#compact-now")).to_be_in_viewport()


def test_library_is_kept_by_keyboard_alone(door, laden):
    """Details, renaming, removing and its undo, and freeing space, without a mouse."""
    reader = door.let_in(laden.url).open()
    reader.show_library()
    expect(reader.page.locator("#shelf button.remove")).to_have_count(4)
    press = reader.page.keyboard.press
    focused = reader.page.locator(":focus")
    reader.page.locator("#shelf button.facts").first.focus()
    press("Enter")
    expect(reader.page.locator("#shelf dl.known")).to_be_visible()
    press("Tab")
    press("Enter")
    reader.page.keyboard.type("Renamed")
    press("Enter")
    expect(reader.page.locator("#shelf .title").first).to_have_text("Renamed")
    expect(focused).to_have_class("rename")
    press("Tab")
    press("Enter")
    expect(focused).to_have_text("Put back")
    press("Enter")
    expect(reader.page.locator("#shelf .title").first).to_have_text("Renamed")
    expect(focused).to_have_class("remove")
    settle(laden)
    expect(reader.page.locator("#compact")).to_be_enabled()
    reader.page.locator("#compact").focus()
    press("Enter")
    expect(focused).to_have_text("Keep everything")
    press("Escape")
    expect(reader.page.locator("#compacting")).to_be_hidden()


def test_undo_has_its_focus_however_slow_its_answer_is(door, own_page):
    """The list that has the article again may be there first; it is drawn again."""
    reader = door.let_in(own_page.url).open()
    page, lists = reader.page, []
    reader.show_library()
    page.locator("#shelf button.remove").press("Enter")
    undo = page.locator("#shelf .gone button")
    expect(undo).to_be_focused()
    page.on("response", lambda it: it.url.endswith("/shelf") and lists.append(it))
    many = len(lists)  # before: the list may be quicker than what is held
    with reader.late("**/restore", lambda: undo.press("Enter")):
        wait_until(lambda: page.wait_for_timeout(50) or len(lists) > many)
    expect(page.locator("#shelf button.remove")).to_be_focused()
    expect(page.locator("#shelf .gone")).to_have_count(0)


def test_outcomes_are_said_aloud(door, own_page):
    """What became of a file, and of the index, stands in live regions."""
    reader = door.let_in(own_page.url).open()
    reader.show_library()
    reader.choose("owls.txt", "Owls fly without a sound.")
    sums = reader.page.locator("#library .sum")
    expect(sums).to_have_attribute("role", "status")
    expect(sums).to_have_text("owls.txt searchable")
    job = reader.page.locator("#library .job")
    expect(job).to_have_attribute("role", "status")
    expect(job).to_contain_text("The index is up to date.")


def test_answers_are_said_aloud(reader):
    """The conversation is a log, whose additions a screen reader announces."""
    reader.ask(QUESTION)
    log = reader.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_contain_text("CR450")


ADDED_ALOUD = """() => {
  window.aloud = [];
  const isSaid = ({ target, addedNodes }) =>
    addedNodes.length && !target.closest("[aria-live]").matches("[aria-live=off]");
  const note = (changes) => window.aloud.push(...changes.filter(isSaid));
  const log = document.querySelector("#chat [role=log]");
  new MutationObserver(note).observe(log, { childList: true, subtree: true });
}"""


def test_of_a_verdict_only_what_it_changes_is_said_aloud(door, own_page):
    """And not the whole answer once more; the next one is."""
    reader = door.let_in(own_page.url).open()
    page = reader.page
    button = reader.ask(QUESTION).locator(".judge.wrong").first
    page.evaluate(ADDED_ALOUD)
    button.press("Enter")
    expect(button).to_have_class("judge wrong on")
    expect(button).to_be_focused()
    said = page.locator(".masthead [role=status].spoken")
    expect(said).to_have_text(re.compile("^Judged wrong by you; Quotewell said: "))
    assert page.evaluate("window.aloud.length") == 0
    reader.ask("What is embodied AI?")
    assert page.evaluate("window.aloud.length") > 0


def test_all_is_in_reach_in_small_windows(door, starter_page):
    """On each tab nothing is cut off sideways, and the last thing is in reach."""
    reader = door.let_in(starter_page.url).open()
    assert wrong(reader, SMALL) == []
    reader.look(**SMALL["phone"])
    reader.ask(QUESTION)
    last_of = {
        "ask": "#anew",
        "library": "#shelf button.remove",
        "map": "#map-beside .as-list summary",
        "settings": "#theme label",
    }
    for look in SMALL.values():
        reader.look(**look)
        reader.page.click("#tab-ask-button")
        reader.page.locator("#chat a.cite").first.click()
        expect(reader.marked).to_be_in_viewport()
        assert reader.sideways() <= 0
        reader.page.click("#sources .back")
        for tab, last in last_of.items():
            reader.page.click(f"#tab-{tab}-button")
            thing = reader.page.locator(last).last
            expect(thing).to_be_visible()
            reader.page.mouse.move(300, 300)
            reader.page.mouse.wheel(0, 9999)
            expect(thing).to_be_in_viewport(ratio=1)
            # The map is drawn anew when its window has another size.
            wait_until(
                lambda: reader.page.wait_for_timeout(50) or reader.sideways() <= 0
            )


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


CUT_OFF = """(element) => {
  const { outlineStyle, outlineOffset, outlineWidth } = getComputedStyle(element);
  if (outlineStyle === "none") return "no ring";
  const out = parseFloat(outlineOffset) + parseFloat(outlineWidth);
  const own = element.getBoundingClientRect();
  for (let box = element.parentElement; box; box = box.parentElement) {
    const { left, right, top, bottom } = box.getBoundingClientRect();
    if (getComputedStyle(box).overflow === "visible" || own.width === 0) continue;
    if (own.left - out < left || own.right + out > right) return box.outerHTML;
    if (own.top - out < top || own.bottom + out > bottom) return box.outerHTML;
  }
  return "";
}"""


def test_what_has_the_focus_is_ringed_whole(reader):
    """A citation, a checkbox and what sets something; no box cuts a side off."""
    reader.ask(QUESTION)
    page = reader.page
    for tab, name in (
        ("ask", "#chat a.cite"),
        ("library", "#shelf input.pick"),
        ("settings", "#top-k [type=range]"),
        ("settings", "#theme [type=radio]"),
    ):
        page.click(f"#tab-{tab}-button")
        thing = page.locator(name).first
        for look in (PHONE, {}):
            reader.look(**look)
            page.keyboard.press("Tab")  # a ring is for who uses keys
            thing.focus()
            assert thing.evaluate(CUT_OFF) == ""


def test_what_the_source_covers_is_out_of_reach(door, starter_page):
    """In a narrow window Tab stays in it; Escape leads back to the citation."""
    page = door.let_in(starter_page.url, **PHONE).open().page
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    cite = page.locator("#chat a.cite").first
    cite.press("Enter")
    expect(page.locator("#sources .cited.active")).to_be_focused()
    page.locator("#sources .tick").last.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.locator("#tabs :focus").count() == 0
    page.locator("#sources .tick").last.press("Escape")
    expect(cite).to_be_focused()


def test_what_nobody_typed_is_faint(reader):
    """The hint in a field isn't taken for words in it."""
    reader.page.click("#scope-button")
    field = reader.page.locator("#scope-list input[type=search]")
    field.fill("typed")
    for look in BOTH.values():
        reader.look(**look)
        typed, hint = field.evaluate(
            "(field) => [null, '::placeholder']"
            ".map((part) => getComputedStyle(field, part).color)"
        )
        assert typed != hint
        assert violations(reader) == []


MOVING = """[...document.querySelectorAll("*")].filter(element => {
  const { transitionDuration, animationName } = getComputedStyle(element);
  return parseFloat(transitionDuration) > 0.01 || animationName !== "none";
}).map(element => element.outerHTML.slice(0, 100))"""


def test_reduced_motion_moves_nothing(door, starter_page):
    """Whoever asks for less motion gets no transition or animation, on any tab."""
    reader = door.let_in(starter_page.url, reduced_motion="reduce").open()
    reader.ask(QUESTION)
    for tab in ("ask", "library", "map", "settings"):
        reader.page.click(f"#tab-{tab}-button")
        if tab == "map":
            expect(reader.page.locator("#map-plot .point").first).to_be_visible()
        assert reader.page.evaluate(MOVING) == []


def test_tabs_stay_where_they_are(reader):
    """Whichever is chosen: what is aimed at doesn't move."""
    tabs = reader.page.locator("#tabs .tab-container button")
    before = [tab.bounding_box() for tab in tabs.all()]
    reader.page.click("#tab-settings-button")
    expect(reader.page.locator("#settings")).to_be_visible()
    assert [tab.bounding_box() for tab in tabs.all()] == before


def test_a_finger_hits_what_stands_around_the_question(door, starter_page):
    """What is smaller than a finger has more room than is seen."""
    phone = PHONE | {"has_touch": True, "is_mobile": True}
    reader = door.let_in(starter_page.url, **phone).open()
    reader.ask(QUESTION)
    for name in ("#open-talks", "#anew", "#scope-button", "#add-here"):
        assert reader.page.locator(name).bounding_box()["height"] >= 40
