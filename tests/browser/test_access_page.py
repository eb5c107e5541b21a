"""The page can be used by everyone: axe-core's rules, zoom, and what is said aloud."""

import pytest
from playwright.sync_api import expect

from rag.library.folders import follow_folder
from tests.browser.axe import violations
from tests.served import keep_starter, wait_until

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"
WINDOWS = pytest.mark.parametrize(
    ("window", "scale"),
    [({"width": 390, "height": 844}, 3), ({"width": 640, "height": 400}, 2)],
    ids=["phone", "zoomed to 200 %"],
)


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
    wait_until(lambda: not own_page.service.job.view.busy)
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_laden_library(door, laden, scheme):
    """Ways to add, details, outcomes, removals, folders and dialog are clean."""
    reader = door.let_in(laden.url, color_scheme=scheme).open()
    show_all_of_the_library(reader)
    assert violations(reader) == []
    reader.page.keyboard.press("Escape")
    reader.page.click("#compact")
    expect(reader.page.locator("#compacting")).to_be_visible()
    assert violations(reader) == []


@WINDOWS
def test_laden_library_fits_its_width(door, laden, window, scale):
    """Long names break, and nothing scrolls sideways."""
    context = {"viewport": window, "device_scale_factor": scale}
    reader = door.let_in(laden.url, **context).open()
    show_all_of_the_library(reader)
    assert reader.sideways() <= 0
    reader.page.keyboard.press("Escape")
    reader.page.click("#compact")
    expect(reader.page.locator("#compact-now")).to_be_in_viewport()
    assert reader.sideways() <= 0


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
    expect(focused).to_have_text("Undo")
    press("Enter")
    expect(reader.page.locator("#shelf .title").first).to_have_text("Renamed")
    expect(focused).to_have_class("remove")
    wait_until(lambda: not laden.service.job.view.busy)
    expect(reader.page.locator("#compact")).to_be_enabled()
    reader.page.locator("#compact").focus()
    press("Enter")
    expect(focused).to_have_text("Keep everything")
    press("Escape")
    expect(reader.page.locator("#compacting")).to_be_hidden()


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


@WINDOWS
def test_all_is_in_reach_in_small_windows(door, starter_page, window, scale):
    """On each tab nothing is cut off sideways, and the last thing is in reach."""
    context = {"viewport": window, "device_scale_factor": scale}
    reader = door.let_in(starter_page.url, **context).open()
    assert reader.sideways() <= 0
    last_of = {
        "ask": "#anew",
        "library": "#shelf button.remove",
        "map": "#map-beside .as-list summary",
        "settings": "#theme label",
    }
    reader.ask(QUESTION).locator("a.cite").first.click()
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


@pytest.mark.parametrize("width", [390, 1280])
def test_what_has_the_focus_is_ringed_whole(door, starter_page, width):
    """A citation, a checkbox and what resets a setting; no box cuts a side off."""
    reader = door.let_in(starter_page.url, viewport={"width": width, "height": 800})
    reader.open().ask(QUESTION)
    page = reader.page
    for tab, name in (
        ("ask", "#chat a.cite"),
        ("library", "#shelf input.pick"),
        ("settings", "#top-k .reset-button"),
    ):
        page.click(f"#tab-{tab}-button")
        thing = page.locator(name).first
        page.keyboard.press("Tab")  # a ring is for who uses keys
        thing.focus()
        assert thing.evaluate(CUT_OFF) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_nobody_typed_is_faint(door, starter_page, scheme):
    """The hint in a field isn't taken for words in it."""
    reader = door.let_in(starter_page.url, color_scheme=scheme).open()
    reader.page.click("#scope-button")
    field = reader.page.locator("#scope-list input[type=search]")
    field.fill("typed")
    typed, hint = field.evaluate(
        "(field) => [getComputedStyle(field), getComputedStyle(field, '::placeholder')]"
        ".map((each) => each.color)"
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
