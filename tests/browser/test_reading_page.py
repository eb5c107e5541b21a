"""Reading on from a quote: the strip, long articles, pages, links to keep."""

import pytest
from playwright.sync_api import expect

from rag.page.quotes.article import WINDOW_CHARS
from tests.pdf_files import Line, pdf_file
from tests.served import added, keep_starter, settle

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"
PHONE = {"width": 390, "height": 844}
SIZE = {"width": 1280, "height": 800}


def test_long_article_is_read_on_to_both_ends(door, own_page):
    """What lies beyond the window of a huge article comes by links, and by key."""
    filler = "Sheep graze on the hill and the shepherd sleeps in the grass. " * 30
    texts = [f"Note {number}. {filler}" for number in range(1, 181)]
    texts[89] = "The ferry to Ulva leaves at noon."
    assert len("\n\n".join(texts)) > 1.5 * WINDOW_CHARS
    added(own_page, "\n\n".join(["# Hills", *texts]).encode(), "hills.md")
    reader = door.let_in(own_page.url).open()
    reader.ask("When does the ferry to Ulva leave?")
    expect(reader.marked).to_have_text("The ferry to Ulva leaves at noon.")
    source = reader.page.locator("#sources")
    expect(source.locator("#p180")).to_have_count(0)
    source.get_by_role("link", name="Further in the article").click()
    expect(source.locator("#p180")).to_have_count(1)
    expect(source.get_by_role("link", name="Further")).to_have_count(0)
    earlier = source.get_by_role("link", name="Earlier in the article")
    while earlier.count():
        number = earlier.get_attribute("data-paragraph")
        earlier.focus()
        reader.page.keyboard.press("Enter")
        expect(source.locator(f"#p{number}")).to_be_focused()
    expect(source.locator("#p1")).to_contain_text("Note 1.")
    reader.page.keyboard.press("1")
    expect(reader.marked).to_have_text("The ferry to Ulva leaves at noon.")
    expect(reader.marked).to_be_in_viewport()


def test_finding_makes_a_range_for_each_place(door, own_page):
    """Not for each of all paragraphs, nor does it gather these for each place."""
    texts = [f"Note {number}: a ferry leaves." for number in range(1, 41)]
    texts[19] = "The mail boat goes to Ulva."
    added(own_page, "\n\n".join(["# Hills", *texts]).encode(), "hills.md")
    reader = door.let_in(own_page.url).open()
    reader.ask("Where does the mail boat go?")
    source = reader.page.locator("#sources")
    source.locator(".text").press("/")
    reader.page.evaluate(
        """() => {
          window.made = 0;
          const make = document.createRange.bind(document);
          document.createRange = () => (window.made++, make());
        }"""
    )
    reader.page.keyboard.type("ferry")
    expect(source.locator(".count")).to_have_text("39 found")
    assert reader.page.evaluate("window.made") <= 39
    reader.page.keyboard.press("Enter")
    expect(source.locator(".count")).to_have_text("20 of 39")
    found = "(name) => [...CSS.highlights.get(name)].map(String)"
    assert reader.page.evaluate(found, "found") == ["ferry"] * 39
    assert reader.page.evaluate(found, "found-now") == ["ferry"]


def test_a_name_above_a_column_is_found_in_its_cells(door, own_page):
    """The text has it in each row, where the page doesn't show it again."""
    added(own_page, b"Boat,Crew\nAda,4\nBo,7\n", "boats.csv")
    reader = door.let_in(own_page.url).open()
    reader.ask("What crew does the boat Bo have?")
    expect(reader.page.locator("#sources thead")).to_have_text("BoatCrew")
    reader.page.locator("#sources .text").press("/")
    reader.page.keyboard.type("crew")
    expect(reader.page.locator("#sources .count")).to_have_text("2 found")
    seen = (
        "[...CSS.highlights.get('found')].map((it) => it.getClientRects().length > 0)"
    )
    assert reader.page.evaluate(seen) == [True, True]


def test_cells_are_selected_with_the_names_of_their_columns(door, own_page):
    """All of them, also the first, before which nothing is seen; one cell is itself."""
    id_ = added(own_page, b"Boat,Crew,Wood\nAda,4,oak\nBo,7,elm\n", "boats.csv")
    text = own_page.service.find(id_).text
    reader = door.let_in(own_page.url).open()
    reader.ask("What crew does the boat Bo have?")
    mouse = reader.page.mouse
    cells = reader.page.locator("#sources tr.row", has_text="Ada").locator("td")
    expect(cells).to_have_count(3)
    for first, last, chosen in (
        (0, 2, "Boat: Ada; Crew: 4; Wood: oak"),
        (1, 2, "Crew: 4; Wood: oak"),
        (0, 0, "Ada"),
    ):
        reader.page.evaluate("getSelection().removeAllRanges()")  # or it is dragged
        begin, end = cells.nth(first).bounding_box(), cells.nth(last).bounding_box()
        height = begin["y"] + begin["height"] / 2
        mouse.move(begin["x"] + 2, height)
        mouse.down()
        mouse.move(end["x"] + end["width"] - 2, height)
        mouse.up()
        place = reader.page.evaluate(
            "import('/style/selection.js').then(({ selection }) => selection())"
        )
        assert text[place["start"] : place["end"]] == chosen


def test_finding_backwards_begins_with_the_last_place_before_the_quote(door, own_page):
    """Also where there is none behind it; forwards it begins anew from the top."""
    texts = [f"Note {number}: a ferry leaves." for number in range(1, 4)]
    texts.append("The mail boat goes to Ulva.")
    added(own_page, "\n\n".join(["# Hills", *texts]).encode(), "hills.md")
    reader = door.let_in(own_page.url).open()
    reader.ask("Where does the mail boat go?")
    source = reader.page.locator("#sources")
    for key, place in (("Shift+Enter", "3 of 3"), ("Enter", "1 of 3")):
        source.locator(".text").press("/")
        reader.page.keyboard.type("ferry")
        reader.page.keyboard.press(key)
        expect(source.locator(".count")).to_have_text(place)
        reader.page.keyboard.press("Escape")


def test_enter_finds_though_the_places_are_on_their_way(door, own_page):
    """It leads to the first of them; where they are refused the line says why."""
    texts = ["The mail boat goes to Ulva."]
    texts += [f"Note {number}: a ferry leaves." for number in range(1, 4)]
    added(own_page, "\n\n".join(["# Hills", *texts]).encode(), "hills.md")
    reader = door.let_in(own_page.url).open()
    reader.ask("Where does the mail boat go?")
    source = reader.page.locator("#sources")
    source.locator(".text").press("/")
    field, count = source.locator(".find input"), source.locator(".find .count")
    with reader.late("**/find/*", lambda: field.fill("ferry")):
        field.press("Enter")
    expect(count).to_have_text("1 of 3")
    refusal = {"status": 503, "json": {"error": "index", "message": "the disk is away"}}
    reader.page.route("**/find/*", lambda it: it.fulfill(**refusal), times=1)
    field.fill("boat")
    expect(count).to_have_text("The disk is away")
    field.press("Enter")
    expect(count).to_have_text("1 of 1")
    # Closed and opened again, nothing is marked yet, and nothing is said.
    for key in ("Escape", "/"):
        reader.page.keyboard.press(key)
    expect(field).to_be_focused()
    expect(count).to_be_empty()
    # What is closed as soon as it is typed marks nothing.
    field.fill("note")
    field.press("Escape")
    reader.page.wait_for_timeout(500)
    assert reader.page.evaluate("CSS.highlights.get('found').size") == 0
    reader.faults.clear()  # the browser logs the answer


LONG_AGO = """(many) => {
  const log = document.querySelector("#chat [role=log]");
  const turn = log.querySelector(".turn").cloneNode(true);
  turn.dataset.id = 0;
  const cite = turn.querySelector("a.cite").outerHTML;
  const place = (n) => cite.replace(/s=\\d+-\\d+/, `s=${n}-${n + 1}`);
  const cites = Array.from({ length: many }, (_, n) => place(n));
  turn.querySelector("[data-testid=bot]").innerHTML = cites.join("");
  log.prepend(turn);
}"""


def test_sources_open_in_a_long_conversation(reader):
    """It has quoted more of an article than a source marks; the latest are marked."""
    reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()
    reader.page.evaluate(LONG_AGO, 600)
    answer = reader.answers.last
    answer.locator("a.cite").nth(1).click()
    said = answer.locator(".said").nth(1).inner_text()
    expect(reader.marked).to_have_text(said)
    expect(reader.page.locator("#sources .tick.past")).to_have_count(500)


def test_page_of_a_pdf_is_named(door, own_page):
    """A quote from a PDF says on which page it stands: in the answer and above it."""
    pages = [
        [Line(72, 90, "The old mill grinds rye on Mondays.")],
        [Line(72, 90, "The bakery of the village sells pretzels at dawn.")],
    ]
    added(own_page, pdf_file(pages, "/Title (Mill)"), "mill.pdf")
    reader = door.let_in(own_page.url).open()
    answer = reader.ask("What does the bakery of the village sell?")
    expect(answer.locator("a.cite").first).to_contain_text("p. 2")
    expect(reader.page.locator("#sources .trail")).to_contain_text("p. 2")


def test_a_source_that_comes_late_gives_way(reader):
    """What was asked for last is shown and current, so that it is what is judged."""
    answer = reader.ask(QUESTION)
    cites, said = answer.locator("a.cite"), answer.locator(".said")
    expect(reader.marked).to_have_text(said.first.inner_text())
    with reader.late("**/panel", cites.nth(1).click):
        cites.nth(2).click()
        expect(reader.marked).to_have_text(said.nth(2).inner_text())
    expect(reader.marked).to_have_text(said.nth(2).inner_text())
    expect(cites.nth(2)).to_have_attribute("aria-current", "true")
    expect(cites.nth(1)).not_to_have_attribute("aria-current", "true")


REFUSALS = {
    "The <b>journal</b> is away": lambda route: route.fulfill(
        status=503, json={"message": "the <b>journal</b> is away"}
    ),
    "The server answered 502": lambda route: route.fulfill(
        status=502, content_type="text/html", body="<h1>nginx</h1>"
    ),
    "The server can't be reached": lambda route: route.abort(),
}


def test_a_source_that_is_refused_says_why(reader):
    """In words, whoever refuses it, and another one opens as before."""
    cites = reader.ask(QUESTION).locator("a.cite")
    expect(reader.marked).to_be_visible()
    for said, refuse in REFUSALS.items():
        reader.page.route("**/panel", refuse, times=1)
        cites.nth(1).click()
        expect(reader.page.locator("#sources .blank")).to_have_text(said)
        cites.nth(0).click()
        expect(reader.marked).to_be_visible()
    reader.faults.clear()  # the browser logs the answers


def test_strip_leads_to_quotes_of_all_answers(reader):
    """Its marks open this answer's quotes, and those of answers before."""
    first = reader.ask("What is embodied AI?")
    said = first.locator(".best .said").inner_text()
    place = first.locator(".best a.cite").get_attribute("href")
    second = reader.ask(QUESTION)
    expect(reader.marked).to_have_text(second.locator(".best .said").inner_text())
    reader.page.locator("#sources .tick.here").first.click()
    expect(reader.page.locator("#sources .go[aria-current]")).not_to_have_text("1")
    cited = second.locator(f'a.cite[href="{place}"]').count()
    if not cited:
        expect(reader.page.locator("#sources .tick.past").first).to_be_visible()
    reader.page.locator(f'#sources .tick[href="{place}"]').click()
    expect(reader.marked).to_have_text(said)


def test_links_and_quotes_are_copied(door, starter_page):
    """Buttons copy what asks the question again, the quotes, and the open place."""
    allowed = ["clipboard-read", "clipboard-write"]
    reader = door.let_in(starter_page.url, permissions=allowed).open()
    answer = reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()

    def copied(selector: str) -> str:
        reader.press(reader.page.locator(selector), "Copied")
        return reader.page.evaluate("navigator.clipboard.readText()")

    quotes = copied("#chat .copy-quotes")
    for said in answer.locator(".said, .marked").all_inner_texts():
        assert f"“{said}”" in quotes
    place = copied("#sources .copy-place")
    assert place in quotes
    link = copied("#chat .copy-link")
    other = door.let_in(starter_page.url)
    other.page.goto(link)
    expect(other.page.locator("#chat .asked")).to_have_text(QUESTION)
    other.page.goto(place)
    expect(other.page.locator("mark.active")).to_have_text(
        answer.locator(".best .said").inner_text()
    )


def test_links_are_copied_over_plain_http_too(door, starter_page):
    """From another machine a browser offers no clipboard; the button works still."""
    reader = door.let_in(starter_page.url)
    reader.page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    )
    reader.open().ask(QUESTION)
    expect(reader.marked).to_be_visible()
    button = reader.page.locator("#sources .copy-place")
    reader.press(button, "Copied")
    expect(button).to_be_focused()
    link = reader.page.locator("#sources .perma").evaluate("link => link.href")
    box = reader.page.locator("#question textarea")
    box.press("Control+V")
    expect(box).to_have_value(link)


def test_a_browser_that_allows_no_copying_says_so(reader):
    """One that keeps the clipboard from a page may still copy what is selected."""
    reader.ask(QUESTION)
    reader.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject('no') }"
    )
    button = reader.page.locator("#chat .copy-link")
    reader.press(button, "Copied")
    reader.page.evaluate("() => { document.execCommand = () => false }")
    reader.press(button, "The browser allows no copying")
    expect(reader.page.locator("textarea.hidden")).to_have_count(0)


def test_a_button_that_is_pressed_twice_has_its_label_again(reader):
    """A double click copies once more; what it told goes as after a single one."""
    reader.ask(QUESTION)
    reader.page.evaluate("navigator.clipboard.writeText = async () => {}")
    button = reader.page.locator("#chat .copy-link")
    reader.press(button, "Copied", button.dblclick)
    reader.page.wait_for_timeout(2500)
    expect(button).to_have_text("Copy link")


def test_places_are_kept_while_another_tab_is_open(door, own_page):
    """An index that is built meanwhile leaves the citation and its source in view."""
    keep_starter(own_page)
    reader = door.let_in(own_page.url, viewport={"width": 1280, "height": 500}).open()
    cite = reader.ask(QUESTION).locator("a.cite").last
    cite.click()
    expect(cite).to_have_attribute("aria-current", "true")
    said = reader.marked.inner_text()
    reader.show_library()
    reader.choose("owls.txt", "Owls fly without a sound.")
    with reader.page.expect_response("**/panel"):
        expect(reader.page.locator("#shelf a.title")).to_have_count(2)
    reader.page.click("#tab-ask-button")
    expect(reader.marked).to_have_text(said)
    expect(reader.marked).to_be_in_viewport()
    expect(cite).to_be_in_viewport()
    # So do an article that is read beside the library, and the way back from it.
    reader.show_library()
    reader.page.locator("#shelf a.title").last.click()
    expect(reader.page.locator("#sources .trail")).to_contain_text("Owls")
    with reader.page.expect_response("**/panel"):
        reader.page.keyboard.press("Escape")
    reader.page.click("#tab-ask-button")
    expect(reader.marked).to_have_text(said)
    expect(reader.marked).to_be_in_viewport()


@pytest.mark.parametrize(
    ("begin", "focused"),
    [("", ".text"), ("/", ".find input"), ("pin", ".pin-note input")],
    ids=["reading", "finding", "noting"],
)
def test_focus_stays_in_a_source_that_is_drawn_anew(door, own_page, begin, focused):
    """With what is typed there, so that keys go on doing what they did."""
    keep_starter(own_page)
    reader = door.let_in(own_page.url).open()
    reader.ask(QUESTION)
    source = reader.page.locator("#sources")
    expect(reader.marked).to_be_visible()
    source.locator(".text").focus()
    if begin == "/":
        reader.page.keyboard.press("/")
    if begin == "pin":
        source.locator("p.active").click(click_count=3)
        expect(source.locator(".pin-here")).to_be_visible()
        source.locator(".pin-here").press("Enter")
    field = source.locator(focused)
    expect(field).to_be_focused()
    if begin:
        field.press_sequentially("trains")
    if begin == "/":
        expect(source.locator(".count")).to_contain_text("found")
    article = own_page.service.library.articles()[0].id
    with reader.page.expect_response("**/panel"):
        own_page.service.upkeep.rename(article, "Elsewhere")
    expect(source.locator(".trail")).to_contain_text("Elsewhere")
    expect(field).to_be_focused()
    if begin:
        expect(field).to_have_value("trains")
    way = source.locator(".find-open")
    expect(way).to_have_attribute("aria-expanded", str(begin == "/").lower())


def test_a_field_to_find_in_stays_though_nothing_is_typed_yet(door, own_page):
    """Else the next digit would open a citation."""
    keep_starter(own_page)
    reader = door.let_in(own_page.url).open()
    reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()
    reader.page.locator("#sources .text").focus()
    reader.page.keyboard.press("/")
    field = reader.page.locator("#sources form.find input")
    expect(field).to_be_focused()
    article = own_page.service.library.articles()[0].id
    with reader.page.expect_response("**/panel"):
        own_page.service.upkeep.rename(article, "Elsewhere")
    expect(reader.page.locator("#sources .trail")).to_contain_text("Elsewhere")
    expect(field).to_be_focused()
    reader.page.keyboard.press("2")
    expect(field).to_have_value("2")


def test_browsers_way_back_leads_from_source_to_answer(door, starter_page):
    """On a phone, Back closes the source over the answer and doesn't leave the page."""
    reader = door.let_in(starter_page.url, viewport=PHONE).open()
    cite = reader.ask(QUESTION).locator("a.cite").nth(1)
    address = reader.page.url
    for leave in (reader.page.go_back, lambda: reader.page.click(".back")):
        cite.click()
        expect(reader.marked).to_be_in_viewport()
        leave()
        expect(reader.page.locator("body.reading")).to_have_count(0)
        expect(reader.marked).not_to_be_in_viewport()
        expect(cite).to_be_focused()
    assert reader.page.url == address


def test_way_back_leads_from_a_source_that_was_open_before_a_reload(door, starter_page):
    """A phone loads a page anew that was long out of sight; one press is enough."""
    reader = door.let_in(starter_page.url, viewport=PHONE).open()
    reader.ask(QUESTION).locator("a.cite").nth(1).click()
    expect(reader.marked).to_be_in_viewport()
    reader.page.reload()
    cite = reader.answers.first.locator("a.cite").nth(1)
    cite.click()
    expect(reader.marked).to_be_in_viewport()
    reader.page.click(".back")
    expect(reader.page.locator("body.reading")).to_have_count(0)
    expect(cite).to_be_focused()


RAN = "The Velden train ran at 450 km/h in a test near Jinan."


@pytest.fixture
def agreeing(own_page) -> str:
    """Serve three articles, two of which say the same; gives the page's address."""
    other = RAN.replace("450", "420")
    texts = f"{RAN} Rain fell.", f"{RAN} Snow fell.", f"{other} Wind blew."
    for name, text in zip("ABC", texts, strict=True):
        own_page.service.upkeep.add(text.encode(), f"{name}.txt", f"Article {name}")
    settle(own_page)
    return own_page.url


def test_other_articles_that_say_the_same_open_too(door, agreeing):
    """A link opens the place beside the answer, or over it, and a button leads back."""
    reader = door.let_in(agreeing).open()
    answer = reader.ask(RAN)
    also = answer.locator("a.also")
    expect(also).to_have_count(1)
    name = also.text_content().split(" · ")[0]
    trail = reader.page.locator("#sources .trail")
    for window in (SIZE, PHONE):
        reader.look(window)
        also.click()
        expect(trail).to_contain_text(name)
        expect(reader.marked).to_have_text(RAN)
        expect(reader.marked).to_be_in_viewport()
        back = reader.page.locator("#sources .back")
        if window == PHONE:
            expect(back).to_have_text("Back to the answer")
            back.click()
            expect(also).to_be_focused()
        answer.locator("a.cite").first.click()
        expect(trail).not_to_contain_text(name)
        expect(reader.marked).to_have_text(RAN)
        reader.page.keyboard.press("Escape")


def test_what_differs_is_side_by_side(door, agreeing):
    """Beside each other where there is room, below each other on a phone."""
    reader = door.let_in(agreeing).open()
    answer = reader.ask(RAN)
    expect(answer.locator(".differs")).to_contain_text("450 km/h in “Article ")
    expect(answer.locator(".differs")).to_contain_text("420 km/h in “Article C")
    sides = answer.locator(".sides blockquote")
    expect(sides).to_have_count(2)
    reader.page.keyboard.press("Escape")  # leaves the source, which covers it
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            reader.look({"width": width, "height": 844}, scheme)
            first, second = (sides.nth(place).bounding_box() for place in (0, 1))
            assert (first["y"] == second["y"]) is (width == 1280)
            assert (first["x"] == second["x"]) is (width == 390)
            assert reader.sideways() <= 0
