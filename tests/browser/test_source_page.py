"""The source as it looks: a PDF's own pages, and texts formatted as their files are."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.looks import BOTH, DARK, ENDS, PHONE, wrong
from tests.pdf_files import Line, pdf_file
from tests.scans import saved, scanned
from tests.served import added, served, wait_until

pytestmark = pytest.mark.browser
FILLER = [
    Line(72, 60 + 14 * i, f"Line {i} is of sheep on the hill.") for i in range(45)
]
PAGES = [
    FILLER,
    FILLER,
    [
        Line(72, 90, "The bakery of the village sells pretzels at dawn, and the"),
        Line(72, 102, "bread of the day before at half its price."),
        Line(72, 300, "The old mill grinds rye on Mondays."),
        *FILLER[22:],
    ],
]
BAKERY = "What does the bakery of the village sell?"
BOATS = "When do the boats leave the harbour?"
HARBOUR = """# Harbour

## Boats

The boats leave the harbour at six, says the [board](https://example.org/board).[^1]

## Market

- *fresh* mackerel
- eels, **smoked**

| fish | price |
|---|---|
| eel | 31 crowns |

## Weather

The weather is read out at `noon` from the tower of the harbour.

[^1]: Not on Sundays, when the crews of the boats sleep.
"""
ON_PHONE = PHONE | DARK


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """Serve a PDF of three pages, a Markdown file and a scan; gives the page."""
    with served(tmp_path_factory.mktemp("sources")) as page:
        files = (
            (pdf_file(PAGES, "/Title (Mill)"), "mill.pdf"),
            (HARBOUR.encode(), "h.md"),
            (saved(scanned(skew=1), "PNG"), "river.png"),
        )
        for data, name in files:
            added(page, data, name)
        yield page


def is_marked_in_view(reader) -> None:
    """Wait until the open quote is marked on its page, within what is seen of it."""
    mark = reader.page.locator("#sources .leaf .marks .active rect").first
    expect(mark).to_be_in_viewport()


def test_a_citation_opens_the_page_of_a_pdf(door, sources):
    """Sharp, its words marked and found, turned by key; its text is a click away."""
    reader = door.let_in(sources.url, device_scale_factor=2).open()
    reader.ask(BAKERY)
    is_marked_in_view(reader)
    source = reader.page.locator("#sources")
    leaf = source.locator('.leaf[data-page="3"]')
    expect(leaf.locator("img")).to_have_js_property("complete", True)
    across = leaf.locator("img").evaluate(
        "each => [each.naturalWidth, each.clientWidth]"
    )
    assert across[0] >= 2 * across[1]
    expect(source.locator(".page-number")).to_have_value("3")
    # Far from the view nothing is drawn.
    expect(source.locator('.leaf[data-page="1"] img')).to_have_count(0)
    assert violations(reader) == []
    source.locator(".text").press("/")
    reader.page.keyboard.type("LINE 3 is")
    reader.page.keyboard.press("Enter")
    expect(source.locator(".count")).to_have_text("1 of 2")
    expect(source.locator('.leaf[data-page="1"] .found-now')).to_be_in_viewport()
    reader.page.keyboard.press("Enter")
    expect(source.locator('.leaf[data-page="2"] .found-now')).to_be_in_viewport()
    assert violations(reader) == []
    reader.page.keyboard.press("Escape")
    expect(source.locator(".found rect")).to_have_count(0)
    source.get_by_role("button", name="Next page").press("Enter")
    expect(source.locator(".page-number")).to_have_value("3")
    source.get_by_role("button", name="Text", exact=True).press("Enter")
    expect(reader.marked).to_be_in_viewport()
    reader.page.keyboard.press("1")  # it is kept
    expect(reader.marked).to_be_in_viewport()
    expect(leaf).to_have_count(0)


def test_a_place_is_shown_on_a_page_whose_words_are_on_their_way(door, sources):
    """The page near the open one is asked for before somebody goes there."""
    reader = door.let_in(sources.url).open()
    source, held = reader.page.locator("#sources"), []
    reader.page.route("**/pages/*/2", lambda route: held.append(route), times=1)
    reader.ask(BAKERY)
    is_marked_in_view(reader)
    wait_until(lambda: reader.page.wait_for_timeout(50) or bool(held))
    reader.page.get_by_role("button", name="Larger").click()  # than the window
    source.locator(".text").press("/")
    reader.page.keyboard.type("Line 42 is")
    reader.page.keyboard.press("Enter")
    expect(source.locator(".count")).to_have_text("1 of 3")
    reader.page.keyboard.press("Enter")
    expect(source.locator(".count")).to_have_text("2 of 3")
    held[0].continue_()
    found = source.locator('.leaf[data-page="2"] .found-now')
    expect(found).to_be_in_viewport()


def test_a_scan_opens_as_its_page(door, sources):
    """The words that OCR read are marked on the picture; their text is a click away."""
    reader = door.let_in(sources.url).open()
    answer = reader.ask("When will the old bridge be open again?")
    answer.locator("a.cite").first.click()
    is_marked_in_view(reader)
    source = reader.page.locator("#sources")
    expect(source.locator(".leaf.drawn")).to_have_count(1)
    # The quote is on both of its lines.
    expect(source.locator(".marks .active rect")).to_have_count(2)
    assert wrong(reader, ENDS) == []
    source.get_by_role("button", name="Text", exact=True).press("Enter")
    expect(reader.marked).to_contain_text("open again by Friday")


@pytest.mark.parametrize("window", [{}, ON_PHONE], ids=["wide", "phone, dark"])
def test_a_permalink_shows_the_page_without_script(door, sources, window):
    """Sharp, with the quote in view however low it stands; its text is a link away."""
    mill = sources.service.upkeep.shelf()
    (article_id,) = (each.stored.id for each in mill if each.stored.name == "mill.pdf")
    text = sources.service.find(article_id).text
    start = text.index("Line 42 is of sheep")
    link = f"articles/{article_id}?p=1&s={start}-{start + 19}#p1"
    asked = []
    reader = door.let_in(
        sources.url, device_scale_factor=2, java_script_enabled=False, **window
    )
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.goto(sources.url + link, wait_until="networkidle")
    mark = reader.page.locator(".marks .active rect")
    expect(mark).to_be_in_viewport()
    pictures = [url for url in asked if ".png" in url]
    assert len(pictures) == 1
    across = 2 * reader.page.locator(".leaf").bounding_box()["width"]
    assert int(pictures[0].partition("width=")[2]) >= across
    reader.page.get_by_role("link", name="Next page").click()
    expect(reader.page.locator(".ways")).to_contain_text("p. 2 of 3")
    reader.page.get_by_role("link", name="Text").click()
    expect(reader.page.locator("mark.active")).to_have_text("Line 42 is of sheep")


def test_a_permalinks_page_can_be_used_by_all(door, sources):
    """Neither as a page nor as text has it what keeps anybody out."""
    reader = door.let_in(sources.url).open()
    answer = reader.ask(BAKERY)
    link = answer.locator("a.cite").first.get_attribute("href")
    for address in (link, link.replace("#", "&view=text#")):
        reader.page.goto(sources.url.rstrip("/") + address)
        expect(reader.page.locator(".ways")).to_be_visible()
        for look in ENDS.values():
            reader.look(**look)
            assert violations(reader) == []
            assert reader.sideways() <= 0
            for each in reader.page.locator(".ways a").all():
                assert each.bounding_box()["height"] >= 24


def test_words_of_a_page_are_selected_as_the_answer(door, sources):
    """What is selected on the picture is a place in the text, to be judged as any."""
    reader = door.let_in(sources.url).open()
    answer = reader.ask(BAKERY)
    is_marked_in_view(reader)
    reader.select(3, "mill", "rye")
    reader.page.click("#sources .mark-here")
    expect(answer.locator(".named .said")).to_have_text("mill grinds rye")


def test_pages_on_a_phone(door, sources):
    """A page fits the window, in dark; its size is changed by thumb, it leads back."""
    reader = door.let_in(sources.url, **ON_PHONE).open()
    answer = reader.ask(BAKERY)
    answer.locator("a.cite").first.click()
    is_marked_in_view(reader)
    assert reader.sideways() <= 0
    assert violations(reader) == []
    # Large enough for a finger, over nothing that is needed.
    larger = reader.page.get_by_role("button", name="Larger")
    box = larger.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    assert box["y"] > 600
    leaf = reader.page.locator("#sources .leaf").first
    before = leaf.bounding_box()["width"]
    larger.click()
    assert leaf.bounding_box()["width"] == pytest.approx(1.25 * before, abs=1)
    expect(reader.page.locator("#sources .thumbs")).to_be_hidden()
    assert violations(reader) == []
    reader.page.locator("#sources .back").click()
    expect(answer.locator("a.cite").first).to_be_focused()


def test_a_broken_page_is_read_as_text(door, sources, monkeypatch):
    """Where pages can't be laid out the text opens, with the reason above it."""
    from rag.errors import ReadError

    def fail(*_):
        raise ReadError("mill.pdf was not read within 60 s")

    monkeypatch.setattr(sources.service.pdf_pages, "layout", fail)
    reader = door.let_in(sources.url).open()
    reader.ask(BAKERY)
    expect(reader.page.locator("#sources .no-pages")).to_contain_text("within 60 s")
    expect(reader.marked).to_be_in_viewport()
    reader.faults.clear()  # the console notes the answer's status


TABLET = {"viewport": {"width": 820, "height": 1180}}
FERRY = [
    Line(72, 60, "The ferry", 24),
    Line(72, 90, "Where it begins", 14),
    *[line._replace(y=line.y + 60) for line in FILLER[:8]],
    Line(72, 240, "Where it lands", 14),
    Line(72, 260, "It lands below the mill, where the river is slow."),
    Line(72, 285, "What it carries", 14),
    Line(72, 310, "The ferry carries forty wagons across the river."),
    *FILLER[22:],
]


@pytest.fixture(scope="module")
def ferry(tmp_path_factory):
    """Serve a PDF with headings."""
    with served(tmp_path_factory.mktemp("ferry")) as page:
        added(page, pdf_file([FERRY]), "ferry.pdf")
        yield page


@pytest.mark.parametrize("window", [{}, PHONE, TABLET], ids=["wide", "phone", "tablet"])
def test_an_outline_opens_below_its_button_and_in_the_window(door, ferry, window):
    """Nothing of it is cut off, and its button stays in sight to close it."""
    reader = door.let_in(ferry.url, **window).open()
    reader.ask("What does the ferry carry?").locator("a.cite").first.click()
    is_marked_in_view(reader)
    outline = reader.page.locator("#sources .outline")
    outline.locator("summary").click()
    button = outline.locator("summary").bounding_box()
    menu = outline.locator("nav").bounding_box()
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= reader.page.viewport_size["width"]
    assert menu["y"] >= button["y"] + button["height"]


def test_numbers_of_paragraphs_are_whole_on_a_tablet(door, sources):
    """They stand in the margin, which must have room for them, or are not shown."""
    reader = door.let_in(sources.url, **TABLET).open()
    reader.ask(BOATS).locator("a.cite").first.click()
    expect(reader.marked).to_be_in_viewport()
    left = reader.page.locator("#sources .para").first.evaluate(
        """(para) => para.getBoundingClientRect().left
          + parseFloat(getComputedStyle(para, "::before").left)"""
    )
    assert left >= 0


@pytest.mark.parametrize("window", [{}, ON_PHONE], ids=["wide", "phone, dark"])
def test_a_formatted_article_is_read_and_searched(door, sources, window):
    """Outline, finding, notes and links work by keyboard; no link opens unasked."""
    reader = door.let_in(sources.url, **window).open()
    reader.ask(BOATS).locator("a.cite").first.click()
    expect(reader.marked).to_be_in_viewport()
    source = reader.page.locator("#sources")
    expect(source.locator("em")).to_have_text("fresh")
    expect(source.locator("td").first).to_have_text("fish: eel; ")
    assert violations(reader) == []
    summary = source.locator(".outline summary")
    summary.press("Enter")
    assert violations(reader) == []
    source.get_by_role("button", name="Weather").press("Enter")
    heading = source.get_by_role("heading", name="Weather")
    expect(heading).to_be_focused()
    heading.press("/")
    reader.page.keyboard.type("boats")
    reader.page.keyboard.press("Enter")
    expect(source.locator(".count")).to_have_text("2 of 3")
    reader.page.keyboard.press("Shift+Enter")
    expect(source.locator(".count")).to_have_text("1 of 3")
    found = "[...CSS.highlights.get('found-now')].map(String)"
    assert reader.page.evaluate(found) == ["Boats"]
    assert violations(reader) == []
    reader.page.keyboard.press("Escape")
    source.locator("a.to-note").press("Enter")
    expect(source.locator("#p6")).to_be_focused()
    link = source.get_by_role("link", name="board")
    link.press("Enter")
    dialog = reader.page.get_by_role("dialog")
    expect(dialog).to_contain_text("https://example.org/board")
    assert violations(reader) == []
    reader.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    assert reader.sideways() <= 0


def test_thumbnails_lead_to_pages(door, sources):
    """Drawn when in view, one is current, arrows go on, and it can be shut."""
    reader = door.let_in(sources.url).open()
    reader.ask(BAKERY)
    is_marked_in_view(reader)
    source = reader.page.locator("#sources")
    thumbs = source.locator(".thumbs button")
    expect(thumbs).to_have_count(3)
    expect(source.locator('.thumbs [aria-current="page"]')).to_have_text("3")
    expect(thumbs.nth(0).locator("img")).to_have_js_property("naturalWidth", 160)
    thumbs.nth(0).click()
    expect(source.locator(".page-number")).to_have_value("1")
    thumbs.nth(0).press("ArrowDown")
    expect(source.locator(".page-number")).to_have_value("2")
    expect(thumbs.nth(1)).to_be_focused()
    assert violations(reader) == []
    source.get_by_role("button", name="Thumbnails").click()
    expect(source.locator(".thumbs")).to_be_hidden()
    reader.page.reload()
    reader.page.locator("#chat a.cite").first.click()
    is_marked_in_view(reader)
    expect(source.locator(".thumbs")).to_be_hidden()


def test_marked_words_stay_in_view_on_a_larger_page(door, sources):
    """At every size on the way there, and back; where they were scrolled to."""
    reader = door.let_in(sources.url).open()
    reader.ask(BAKERY)
    page = reader.page
    mark = page.locator("#sources .leaf .marks .active rect").first
    is_marked_in_view(reader)
    page.locator("#sources .leaves").evaluate("(leaves) => leaves.scrollBy(0, -300)")
    top = mark.bounding_box()["y"]
    for name in ["Larger"] * 4 + ["Smaller"] * 4:
        page.get_by_role("button", name=name).click()
        expect(mark).to_be_in_viewport(ratio=0.4)
    assert abs(mark.bounding_box()["y"] - top) < 2


def test_the_view_that_is_shown_can_be_read_under_the_pointer(door, sources):
    """Where it was just pressed."""
    reader = door.let_in(sources.url).open()
    reader.ask(BAKERY)
    is_marked_in_view(reader)
    reader.page.locator('#sources .view[aria-pressed="true"]').hover()
    assert wrong(reader, BOTH) == []


def test_a_page_that_is_not_there_is_the_last(door, sources):
    """The field says where one is."""
    reader = door.let_in(sources.url).open()
    reader.ask(BAKERY)
    is_marked_in_view(reader)
    field = reader.page.locator("#sources .page-number")
    field.fill("9")
    field.press("Enter")
    expect(field).to_have_value("3")
    field.fill("")
    field.press("Enter")
    expect(field).to_have_value("3")


def test_code_and_a_table_without_signs_keep_their_look(door, own_page):
    """One in letters of one width, the other in its lines; no other text is."""
    rows = "\n".join(["Share of children", "Oslo 3", "Lima 4", "Quito 5", "Bari 6"])
    text = f"# Towns\n\nAsk `count` for it.\n\n{rows}\n"
    town = added(own_page, text.encode(), "towns.md")
    page = door.let_in(own_page.url).page
    page.goto(f"{own_page.url}articles/{town}")
    style = """(each) => {
      const { fontFamily, whiteSpace } = getComputedStyle(each);
      return [fontFamily, whiteSpace];
    }"""
    looks = [
        page.locator(f".text {one}").first.evaluate(style)
        for one in ("code", ".lines", ".para:not(.lines)")
    ]
    assert ["monospace" in font for font, _ in looks] == [True, False, False]
    assert [space for _, space in looks] == ["normal", "pre-line", "normal"]
