"""Asking, reading the sources, and moving between them, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from rag.library.starter import STARTER_QUESTIONS
from tests.served import added, keep_starter, wait_until

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"


def test_question_gets_quotes_that_open_their_places(reader):
    """The best one by itself beside the answer, each by its numbered citation."""
    answer = reader.ask(QUESTION)
    expect(answer.locator(".best .said")).to_contain_text("CR450")
    expect(answer.locator("a.cite").first).to_have_text(re.compile(r"1.*¶ \d+"))
    assert answer.locator("a.cite").count() == 5
    expect(reader.marked).to_have_text(answer.locator(".best .said").inner_text())
    expect(reader.marked).to_be_in_viewport()
    quote = answer.locator("blockquote").nth(1)
    quote.locator("a.cite").click()
    expect(reader.marked).to_have_text(quote.locator(".said").inner_text())
    expect(reader.marked).to_be_in_viewport()
    expect(reader.page.locator("#sources p.active")).to_be_focused()
    expect(quote.locator("a.cite")).to_have_attribute("aria-current", "true")
    assert middle(reader, ".trail") == pytest.approx(middle(reader, ".ways"), abs=4)


def middle(reader, name: str) -> float:
    """Tell how far down the middle of a thing above the source stands."""
    box = reader.page.locator(f"#sources {name}").bounding_box()
    return box["y"] + box["height"] / 2


COUNT_FRAMES = """
  window.asked = 0;
  const draw = requestAnimationFrame;
  window.requestAnimationFrame = (change) => (window.asked++, draw(change));
"""


def test_a_page_at_rest_draws_next_to_nothing(door, starter_page):
    """Once all is there it asks for a frame a second, and not in each for another."""
    reader = door.let_in(starter_page.url)
    reader.page.add_init_script(COUNT_FRAMES)
    reader.open()

    def asked_meanwhile() -> int:
        before = reader.page.evaluate("window.asked")
        reader.page.wait_for_timeout(600)
        return reader.page.evaluate("window.asked") - before

    wait_until(lambda: asked_meanwhile() <= 3)


def test_question_may_be_faster_than_the_page(door, starter_page):
    """What is asked before the page's own scripts have come is answered too."""
    reader = door.let_in(starter_page.url)
    held = []
    reader.page.route("**/style/page.js", lambda route: held.append(route))
    reader.page.goto(reader.url, wait_until="commit")
    reader.page.fill("#question textarea", QUESTION)
    reader.page.press("#question textarea", "Enter")
    (script,) = held
    script.continue_()
    expect(reader.answers.locator(".best .said")).to_contain_text("CR450")


EVENT = "**/gradio_api/run/predict*"


def test_a_slow_answer_is_said_to_be_on_its_way(reader):
    """After a moment, and no longer than until it is there."""
    held = []
    reader.page.route(EVENT, lambda route: held.append(route), times=1)
    reader.page.fill("#question textarea", QUESTION)
    reader.page.press("#question textarea", "Enter")
    waits = reader.page.locator("#scope .waits")
    expect(waits).to_have_text("Looking for the answer…")
    held[0].continue_()
    expect(reader.answers).to_have_count(1)
    expect(waits).to_be_empty()


def test_a_question_that_gets_nowhere_says_so_and_stays(reader):
    """It can be asked again as it stands."""
    page = reader.page
    page.route(EVENT, lambda route: route.fulfill(status=503, json={}), times=1)
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    waits = page.locator("#scope .waits")
    expect(waits).to_have_text("The question didn’t get through: ask it again.")
    expect(page.locator("#question textarea")).to_have_value(QUESTION)
    page.press("#question textarea", "Enter")
    expect(reader.answers).to_have_count(1)
    expect(waits).to_be_empty()
    reader.faults.clear()  # the browser logs the 503


def test_what_is_typed_survives_a_reload_until_it_is_asked(reader):
    """Gradio reloads the page when its server is there again."""
    box = reader.page.locator("#question textarea")
    box.fill(QUESTION)
    reader.page.reload()
    expect(box).to_have_value(QUESTION)
    reader.ask(QUESTION)
    reader.page.reload()
    expect(reader.answers).to_have_count(1)
    expect(box).to_have_value("")


def test_the_bar_of_the_conversation_stays_above_while_an_answer_comes(reader):
    """Once the welcome has gone and nothing is below it yet, it doesn't fall down."""
    head = reader.page.locator("#talk-head")
    top = head.bounding_box()["y"]
    reader.page.evaluate("document.querySelector('.welcome').replaceChildren()")
    expect(reader.page.locator("#welcome")).not_to_be_visible()
    assert head.bounding_box()["y"] == top


def test_citation_of_an_older_answer_opens(reader):
    """A citation works however many questions came after it.

    The newest question stands at the top, also where its answer is a short one.
    """
    first = reader.ask(QUESTION)
    tops = [reader.page.locator("#chat .asked").bounding_box()["y"]]
    for question in ("What is embodied AI?", "Who wrote it?"):
        reader.ask(question)
        last = reader.page.locator("#chat .asked").last
        tops.append(last.bounding_box()["y"])
    assert tops == pytest.approx([tops[0]] * 3, abs=1)
    first.locator("a.cite").first.click()
    expect(reader.marked).to_have_text(first.locator(".best .said").inner_text())


def test_keys_open_step_and_return(reader):
    """Digits open quotes, n and p step, Escape goes back to the citation and on.

    Each press is a step, also where the source of the one before is on its way.
    """
    answer = reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()
    keyboard = reader.page.keyboard
    keyboard.press("Escape")
    expect(answer.locator("a.cite").first).to_be_focused()
    for key, number in (("2", 1), ("n", 2), ("p", 1)):
        keyboard.press(key)
        said = answer.locator(".said").nth(number)
        expect(reader.marked).to_have_text(said.inner_text())
        expect(reader.page.locator("#sources p.active")).to_be_focused()
    keyboard.press("1")
    expect(reader.marked).to_have_text(answer.locator(".said").first.inner_text())
    expect(reader.page.locator("#sources p.active")).to_be_focused()
    with reader.late("**/panel", lambda: keyboard.press("n")):
        keyboard.press("n")
        third = answer.locator(".said").nth(2).inner_text()
        expect(reader.marked).to_have_text(third)
    expect(reader.marked).to_have_text(third)
    keyboard.press("p")
    expect(reader.marked).to_have_text(answer.locator(".said").nth(1).inner_text())
    keyboard.press("Escape")
    expect(answer.locator("a.cite").nth(1)).to_be_focused()
    keyboard.press("Enter")
    expect(reader.page.locator("#sources p.active")).to_be_focused()
    keyboard.press("Escape")
    keyboard.press("Escape")
    expect(reader.page.locator("#question textarea")).to_be_focused()


def test_keys_in_a_dialog_leave_what_lies_behind_it(reader):
    """Neither a quote opens, nor is another gone on to."""
    answer = reader.ask(QUESTION)
    expect(reader.marked).to_be_visible()
    reader.page.click("#open-talks")
    opened = []
    reader.page.on("request", lambda request: opened.append(request.url))
    reader.page.locator("#talks .close").press("2")
    reader.page.locator("#talks .close").press("Enter")
    expect(reader.page.locator("#talks")).to_be_hidden()
    assert not [url for url in opened if url.endswith("/panel")]
    expect(answer.locator("a.cite").first).to_have_attribute("aria-current", "true")


def test_digits_typed_into_the_question_are_text(reader):
    """A question may hold digits."""
    reader.ask(QUESTION)
    reader.page.locator("#question textarea").press_sequentially("2 trains")
    expect(reader.page.locator("#question textarea")).to_have_value("2 trains")


def test_example_asks_without_loading_the_page(reader):
    """A click on an example asks it, and they give way; by key the box is next."""
    reader.page.evaluate("window.stayed = true")
    reader.page.click("a.example >> nth=1")
    expect(reader.page.locator("#chat .asked")).to_have_text("What is embodied AI?")
    assert reader.page.evaluate("window.stayed")
    expect(reader.page.locator("#welcome a.example")).to_have_count(0)
    reader.page.click("#anew")
    expect(reader.page.locator("#anew")).to_be_hidden()
    reader.page.locator("a.example").first.press("Enter")
    expect(reader.page.locator("#chat .asked")).to_have_count(1)
    expect(reader.page.locator("#question textarea")).to_be_focused()


def test_questions_to_begin_with_are_the_librarys(door, own_page):
    """Another article's question comes to an open page by itself, and asks it."""
    reader = door.let_in(own_page.url).open()
    examples = reader.page.locator("#welcome a.example")
    expect(examples).to_have_count(len(STARTER_QUESTIONS))
    keep_starter(own_page)
    text = b"# Lamps\n\nThe Velden lamp is used to warn ships in fog at night.\n"
    own_page.service.upkeep.add(text, "lamps.md")
    expect(examples.first).to_have_text("What is the Velden lamp used for?")
    assert 1 < examples.count() <= 4
    examples.first.press("Enter")
    best = reader.answers.first.locator(".best .said")
    expect(best).to_have_text("The Velden lamp is used to warn ships in fog at night.")
    expect(examples).to_have_count(0)


def test_open_answers_follow_the_library(door, own_page):
    """An open page takes back a quote whose article goes, and gives it again."""
    upkeep = own_page.service.upkeep
    lamps = added(own_page, b"# Lamps\n\nThe Velden lamp warns ships.\n", "lamps.md")
    reader = door.let_in(own_page.url).open()
    best = reader.ask("What does the Velden lamp do?").locator("blockquote").first
    expect(best.locator(".said")).to_have_text("The Velden lamp warns ships.")
    expect(reader.marked).to_be_visible()
    reader.page.fill("#question textarea", "Half a quest")
    upkeep.remove(lamps)
    expect(reader.answers.first.locator(".gone").first).to_be_visible()
    upkeep.restore(lamps)
    expect(best.locator(".said")).to_have_text("The Velden lamp warns ships.")
    expect(reader.marked).to_have_text("The Velden lamp warns ships.")
    expect(reader.page.locator("#question textarea")).to_have_value("Half a quest")
    assert "404" in reader.faults.pop()


def test_all_of_a_list_is_marked_in_the_source(door, own_page):
    """As in the answer: all of it is the quote, each item on its line."""
    notes = b"""# Velden lamps

There are several reasons why the Velden lamps flicker:

- The oil is old.
- The wicks are wet.
- The glass is cracked.
"""
    added(own_page, notes, "lamps.md")
    reader = door.let_in(own_page.url).open()
    best = reader.ask("Why do the Velden lamps flicker?").locator("blockquote").first
    expect(best.locator(".said")).to_contain_text("The glass is cracked.")
    expect(best.locator(".passage br")).to_have_count(3)
    marks = reader.page.locator("#sources mark")
    expect(marks).to_have_count(4)
    expect(marks.last).to_contain_text("The glass is cracked.")
    expect(reader.marked.first).to_be_in_viewport()


def test_source_whose_article_goes_leads_back(door, own_page):
    """On a phone, too, an open source says that its article went, and can be left."""
    window = {"width": 390, "height": 844}
    reader = door.let_in(own_page.url, viewport=window).open()
    answer = reader.ask(QUESTION)
    answer.locator("a.cite").first.click()
    expect(reader.marked).to_be_in_viewport()
    own_page.service.upkeep.remove(own_page.service.upkeep.shelf()[0].stored.id)
    expect(reader.page.locator("#sources")).to_contain_text("no longer in the library")
    reader.page.click("#sources .back")
    expect(answer.locator(".gone").first).to_be_in_viewport()
    assert "404" in reader.faults.pop()


def test_address_asks(door, starter_page):
    """A link with ?q= asks its question, once."""
    reader = door.let_in(starter_page.url).open("?q=What+is+embodied+AI%3F")
    expect(reader.page.locator("#chat .asked")).to_have_text("What is embodied AI?")
    reader.page.reload()
    expect(reader.answers).to_have_count(1)


def test_an_address_with_a_tab_that_is_not_there_asks(door, starter_page):
    """As one of another version, or mistyped; sources open beside the answer."""
    reader = door.let_in(starter_page.url).open("?tab=shelf%22")
    reader.ask(QUESTION)
    expect(reader.marked).to_be_in_viewport()


def test_follow_up_can_be_asked_literally(reader):
    """A link, reached by key, asks the question as it stands; so it stays."""
    reader.ask("What is embodied AI?")
    follow_up = reader.ask("Who makes it?")
    expect(follow_up.locator(".read-as")).to_contain_text("Who makes embodied AI?")
    reader.page.fill("#question textarea", "half a thought")
    link = follow_up.get_by_role("link", name="Ask it literally")
    link.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.answers).to_have_count(3)
    expect(reader.answers.nth(2)).to_contain_text("Asked literally")
    expect(reader.page.locator("#question textarea")).to_have_value("half a thought")
    reader.page.reload()
    expect(reader.answers).to_have_count(3)
    expect(reader.answers.nth(2).locator(".read-as")).to_have_text("Asked literally")
    reader.answers.nth(1).get_by_role("link", name="Ask it literally").click()
    expect(reader.answers).to_have_count(4)


def test_what_is_typed_behind_a_question_is_the_next_one(reader):
    """Though the answer hasn't come; nor is what was sent there after a reload."""
    box = reader.page.locator("#question textarea")
    box.fill(QUESTION)
    box.press("Enter")
    reader.page.keyboard.type("Who")
    expect(reader.answers).to_have_count(1)
    expect(box).to_have_value("Who")
    box.fill(QUESTION)
    box.press("Enter")
    reader.page.reload()
    expect(box).to_have_value("")


def test_literal_address_asks_literally(door, starter_page):
    """The link works by itself, without a conversation."""
    reader = door.let_in(starter_page.url).open("?q=Who+makes+it%3F&literal=1")
    expect(reader.answers.locator(".read-as")).to_have_text("Asked literally")
    reader.page.reload()
    expect(reader.answers).to_have_count(1)


def test_each_quote_says_why(reader):
    """A disclosure, opened by key, tells words and ranks; the probability is open."""
    answer = reader.ask(QUESTION)
    expect(answer.locator(".why")).to_have_count(5)
    first = answer.locator(".why").first
    expect(first.locator("li").first).not_to_be_visible()
    first.locator("summary").focus()
    reader.page.keyboard.press("Enter")
    expect(first).to_contain_text(re.compile(r"Has.*CR450"))
    expect(first).to_contain_text(re.compile(r"Ranked \d+ by passage vectors"))
    expect(first.locator("li").last).to_be_visible()
    expect(answer.locator(".state .sure")).to_have_text(re.compile(r"\d\d% sure"))
    said = answer.locator(".why li").all_text_contents()
    reader.page.reload()
    expect(reader.answers.locator(".why li")).to_have_text(said)


def test_conversation_survives_a_reload(reader):
    """It is drawn again from what the server kept; the browser keeps settings only."""
    said = reader.ask(QUESTION).locator(".said").all_inner_texts()
    reader.page.reload()
    expect(reader.answers).to_have_count(1)
    expect(reader.answers.locator(".said")).to_have_text(said)
    expect(reader.marked).to_have_text(said[0])
    kept = reader.page.evaluate("JSON.stringify(localStorage)")
    assert len(kept) < 500


def test_empty_question_is_told_and_costs_nothing(reader):
    """A line says what to do, until something is typed, and each time anew."""
    box, told = "#question textarea", reader.page.locator("#notice [role=alert]")
    for _ in range(2):
        reader.page.press(box, "Enter")
        expect(told).to_contain_text("empty")
        expect(told).to_be_visible()
        reader.page.fill(box, "What")
        expect(told).to_be_hidden()
        reader.page.fill(box, "")
    expect(reader.answers).to_have_count(0)


def test_permalink_opens_without_javascript(door, reader, starter_page):
    """A citation opened on its own shows the marked passage with scripts off."""
    answer = reader.ask(QUESTION)
    link = answer.locator("a.cite").first.get_attribute("href")
    still = door.let_in(starter_page.url, java_script_enabled=False).page
    still.goto(starter_page.url.rstrip("/") + link)
    mark = still.locator("mark.active")
    expect(mark).to_have_text(answer.locator(".best .said").inner_text())
    expect(mark).to_be_in_viewport()


def test_dark_follows_the_system(door, starter_page):
    """A system set to dark gets light text on a dark ground."""
    reader = door.let_in(starter_page.url, color_scheme="dark").open()
    ground = reader.page.evaluate("getComputedStyle(document.body).backgroundColor")
    red, green, blue = map(int, re.findall(r"\d+", ground)[:3])
    assert max(red, green, blue) < 60


def test_phone_opens_the_source_over_the_answer(door, starter_page):
    """On a phone the source covers the answer, and a button leads back."""
    window = {"width": 390, "height": 844}
    reader = door.let_in(starter_page.url, viewport=window).open()
    answer = reader.ask(QUESTION)
    expect(reader.marked).to_have_count(0)
    answer.locator("a.cite").first.click()
    expect(reader.marked).to_be_in_viewport()
    assert middle(reader, ".back") == pytest.approx(middle(reader, ".ways"), abs=4)
    reader.page.click(".back")
    expect(answer.locator("a.cite").first).to_be_focused()
    expect(reader.marked).not_to_be_in_viewport()
