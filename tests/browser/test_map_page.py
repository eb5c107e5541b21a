"""The map of the library, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import SIZED, wrong
from tests.served import keep_starter, wait_until

pytestmark = pytest.mark.browser
QUESTION = "How fast did the CR450 go in tests?"
GLASS = b"# Glass\n\nSand melts to glass at great heat.\n\nIt is blown into bottles.\n"
SIZES = [(1280, 800), (390, 844)]


def show_map(reader) -> None:
    """Go to the map and wait until its points are drawn."""
    reader.page.click("#tab-map-button")
    expect(reader.page.locator("#map-plot .point").first).to_be_visible()
    expect(reader.page.locator("#map-plot [data-ready]")).to_have_attribute(
        "aria-label", re.compile("Map: .*passages")
    )


def points(reader) -> list[list[dict]]:
    """Give where each point of each trace is on the screen, and what it carries."""
    return reader.page.evaluate(
        """() => {
          const plot = document.querySelector("#map-plot .js-plotly-plot");
          const box = plot.getBoundingClientRect();
          const { _offset: left } = plot._fullLayout.xaxis;
          const { _offset: top } = plot._fullLayout.yaxis;
          return plot.data.map((trace) => trace.x.map((x, n) => ({
            x: box.left + left + plot._fullLayout.xaxis.d2p(x),
            y: box.top + top + plot._fullLayout.yaxis.d2p(trace.y[n]),
            values: trace.customdata?.[n],
          })));
        }"""
    )


def passage_of(page, link: str) -> str:
    """Cut a passage out of its article by its address."""
    article, start, end = re.search(
        r"/articles/(.+)\?p=\d+&s=(\d+)-(\d+)", link
    ).groups()
    return page.service.find(article).text[int(start) : int(end)]


def test_map_shows_passages_question_and_citations(reader, starter_page):
    """Every passage is a point, the question a star, citations numbers; axe is clean.

    The window that is opened fails if anything is fetched from outside.
    """
    answer = reader.ask(QUESTION)
    cited = answer.locator("a.cite").count()
    show_map(reader)
    passages = len(starter_page.service.maps.current().points)
    expect(reader.page.locator("#map-plot .point")).to_have_count(passages + 1 + cited)
    numbers = reader.page.locator("#map-plot .textpoint").all_text_contents()
    assert sorted(numbers) == [str(n + 1) for n in range(cited)]
    expect(reader.page.locator("#map-beside .asked")).to_contain_text(QUESTION)
    expect(reader.page.locator("#map-beside .share")).to_have_text(
        re.compile(r"The two axes show \d+ % of the differences between passages\.")
    )
    assert wrong(reader, SIZED) == []


def test_plotly_is_fetched_for_the_map_alone(door, starter_page):
    """Whoever only asks doesn't wait for the plot's large script."""
    reader = door.let_in(starter_page.url)
    fetched = []
    reader.page.on("request", lambda request: fetched.append(request.url))
    reader.open().page.wait_for_load_state("networkidle")
    assert not [url for url in fetched if "PlotlyPlot" in url]
    show_map(reader)
    assert [url for url in fetched if "PlotlyPlot" in url]


def test_click_on_a_point_opens_its_passage(reader, starter_page):
    """Named under the mouse, and marked in the source; Escape leads back each time."""
    show_map(reader)
    # One that no other covers.
    [trace] = points(reader)
    lone = max(trace, key=lambda point: gap(point, trace))
    link = lone["values"][0]
    reader.page.mouse.move(lone["x"], lone["y"])
    card = reader.page.locator("#map-card p")
    expect(card).to_have_text(lone["values"][1:])
    reader.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    # Plotly knows what is pressed by what was pointed at.
    reader.page.mouse.move(5, 5)
    reader.page.mouse.move(lone["x"], lone["y"])
    expect(card).to_have_text(lone["values"][1:])
    reader.page.mouse.click(lone["x"], lone["y"])
    expect(reader.page.locator("#sources .perma")).to_have_attribute("href", link)
    marks = "".join(reader.page.locator("#sources mark.active").all_inner_texts())
    assert squeezed(marks) == squeezed(passage_of(starter_page, link))
    expect(reader.marked.first).to_be_in_viewport()
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator("#map-plot [data-ready]")).to_be_focused()


def test_all_points_are_seen_beside_what_is_read(reader):
    """The plot makes room, and has it again behind Escape."""
    show_map(reader)
    [trace] = points(reader)
    last = max(trace, key=lambda point: point["x"])
    reader.page.mouse.click(last["x"], last["y"])
    expect(reader.page.locator("#sources .perma")).to_have_count(1)
    left = reader.page.locator("#source-column").bounding_box()["x"]
    assert last["x"] > left

    def rightmost() -> float:
        reader.page.wait_for_timeout(50)
        return max(point["x"] for point in points(reader)[0])

    wait_until(lambda: rightmost() < left)
    reader.page.keyboard.press("Escape")
    wait_until(lambda: abs(rightmost() - last["x"]) < 1)


def gap(point: dict, others: list[dict]) -> float:
    """Measure how far the nearest other point is, in pixels."""
    return min(
        (point["x"] - other["x"]) ** 2 + (point["y"] - other["y"]) ** 2
        for other in others
        if other is not point
    )


def squeezed(text: str) -> str:
    """Leave out white space, which paragraphs part differently."""
    return "".join(text.split())


def test_click_on_a_citation_opens_its_quote(reader):
    """A number leads to its quote in the answer, though a passage lies below it."""
    answer = reader.ask(QUESTION)
    show_map(reader)
    cited = points(reader)[-1]
    lone = max(cited, key=lambda point: gap(point, cited))
    reader.page.mouse.click(lone["x"], lone["y"])
    number = int(lone["values"][1].partition(".")[0])
    said = answer.locator(".said").nth(number - 1).inner_text()
    expect(reader.marked).to_have_text(said)
    expect(reader.page.locator("#chat a.cite[aria-current]")).to_contain_text(
        str(number)
    )


def test_citations_open_by_keyboard(reader):
    """The listed citation opens its quote in the answer; Escape comes back to it."""
    answer = reader.ask(QUESTION)
    show_map(reader)
    link = reader.page.locator("#map-beside .spots a").nth(1)
    link.focus()
    reader.page.keyboard.press("Enter")
    said = answer.locator(".said").nth(1).inner_text()
    expect(reader.marked).to_have_text(said)
    expect(answer.locator("a.cite").nth(1)).to_have_attribute("aria-current", "true")
    expect(reader.page.locator("#sources p.active")).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(link).to_be_focused()
    reader.page.keyboard.press("3")
    expect(reader.marked).to_have_text(answer.locator(".said").nth(2).inner_text())


def test_a_digit_in_a_field_beside_the_map_is_typed(reader):
    """It opens a citation anywhere else."""
    answer = reader.ask(QUESTION)
    show_map(reader)
    reader.page.keyboard.press("1")
    first = answer.locator(".said").first.inner_text()
    expect(reader.marked).to_have_text(first)
    expect(reader.marked).to_be_visible()  # drawn for the map, too, not only before it
    reader.page.keyboard.press("/")
    field = reader.page.locator("#sources form.find input")
    field.press("2")
    expect(field).to_have_value("2")
    expect(field).to_be_focused()
    expect(reader.marked).to_have_text(first)


def test_a_list_that_is_opened_before_the_plot_comes_is_filled(reader, starter_page):
    """Its points come from the plot, whose script is large."""
    held = []
    reader.page.route("**/PlotlyPlot*.js", lambda route: held.append(route))
    reader.page.click("#tab-map-button")
    reader.page.click("#map-beside .as-list summary")
    links = reader.page.locator("#map-beside .as-list a")
    expect(links).to_have_count(0)
    wait_until(lambda: reader.page.wait_for_timeout(50) or held)
    for route in held:
        route.continue_()
    expect(links).to_have_count(len(starter_page.service.maps.current().points))


def test_points_are_a_list_too(reader, starter_page):
    """For those who don't see the plot each passage is a link, under its article."""
    show_map(reader)
    summary = reader.page.locator("#map-beside summary")
    summary.focus()
    reader.page.keyboard.press("Enter")
    links = reader.page.locator("#map-beside .as-list a")
    drawn = starter_page.service.maps.current()
    expect(links).to_have_count(len(drawn.points))
    links.nth(2).focus()
    reader.page.keyboard.press("Enter")
    place = reader.page.locator("#sources .perma")
    expect(place).to_have_attribute("href", drawn.points[2].reference.permalink)
    reader.page.keyboard.press("Escape")
    expect(links.nth(2)).to_be_focused()


def test_way_back_on_a_narrow_window(door, starter_page):
    """The source covers the page there, and its button leads back to the map."""
    window = {"width": 390, "height": 844}
    reader = door.let_in(starter_page.url, viewport=window).open()
    reader.ask(QUESTION)
    show_map(reader)
    reader.page.locator("#map-beside .spots a").first.click()
    expect(reader.marked).to_be_in_viewport()
    assert reader.sideways() <= 0
    reader.page.get_by_role("button", name="Back to the map").click()
    expect(reader.page.locator("#map-beside .spots a").first).to_be_focused()


# A finger finds what was drawn last, which is not yet what a script has scrolled.
BACK_UP = """() => {
  scrollTo(0, 0);
  const drawn = () => new Promise(requestAnimationFrame);
  return drawn().then(drawn);
}"""


def test_fingers_open_points_and_scroll_the_page(door, starter_page):
    """On a phone a tap opens a passage, and a swipe over the plot moves the page."""
    phone = {
        "viewport": {"width": 390, "height": 700},
        "is_mobile": True,
        "has_touch": True,
    }
    reader = door.let_in(starter_page.url, **phone).open()
    show_map(reader)
    swipe_up(reader, 150, 400)
    reader.page.wait_for_function("scrollY > 100")
    expect(reader.page.locator("#sources .perma")).to_have_count(0)
    reader.page.evaluate(BACK_UP)
    [trace] = points(reader)
    lone = max(trace, key=lambda point: gap(point, trace))
    reader.page.touchscreen.tap(lone["x"], lone["y"])
    place = reader.page.locator("#sources .perma")
    expect(place).to_have_attribute("href", lone["values"][0])


def swipe_up(reader, x: int, y: int) -> None:
    """Draw a finger 240 pixels up from a point of the screen."""
    finger = reader.page.context.new_cdp_session(reader.page)

    def touch(kind: str, *at: int) -> None:
        touches = [{"x": x, "y": y - moved} for moved in at]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    touch("touchStart", 0)
    for moved in range(0, 240, 15):
        touch("touchMove", moved)
        reader.page.wait_for_timeout(16)
    # A finger that rests first doesn't leave the page rolling on.
    reader.page.wait_for_timeout(200)
    touch("touchMove", moved)
    touch("touchEnd")


RESIZE = """async () => {
  let told = 0;
  addEventListener("resize", () => (told += 1));
  const plot = document.querySelector("#map-plot .js-plotly-plot");
  plot.parentElement.style.width = "400px";
  await new Promise((done) => setTimeout(done, 500));
  return told;
}"""


def test_map_follows_the_library(door, own_page):
    """An article that comes while the map is open is drawn, with a shape of its own."""
    reader = door.let_in(own_page.url).open()
    show_map(reader)
    rows = reader.page.locator("#map-beside tbody tr")
    expect(rows).to_have_count(1)
    keep_starter(own_page)
    own_page.service.upkeep.add(GLASS, "glass.md")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("Glass")
    first, second = points(reader)
    assert len(second) == len(own_page.service.maps.current().points) - len(first)
    # Drawn anew, it is told but once that it has another size.
    assert reader.page.evaluate(RESIZE) == 1


def test_each_window_has_its_own_question(door, own_page):
    """Two people on one page: neither sees what the other asked."""
    first = door.let_in(own_page.url).open()
    second = door.let_in(own_page.url).open()
    first.ask("Who invented xylophones?")
    show_map(first)
    expect(first.page.locator("#map-beside .asked")).to_contain_text("xylophones")
    show_map(second)
    expect(second.page.locator("#map-beside")).to_contain_text("None yet")
    assert "xylophones" not in second.page.content()


BROKEN = """() => [...document.querySelectorAll("#map-beside tbody :is(th, td)")]
  .flatMap((cell) => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const broken = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode())
      for (const word of text.data.matchAll(/\\S+/g)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (range.getClientRects().length > 1) broken.push(word[0]);
      }
    return broken;
  })"""


def test_words_of_titles_stay_whole(door, own_page):
    """Beside the map titles break between words, in each column and size of window."""
    for name in ("Computational complexity", "Telecommunications infrastructure"):
        own_page.service.upkeep.add(GLASS + name.encode(), f"{name}.md", name)
    reader = door.let_in(own_page.url).open()
    show_map(reader)
    alike = reader.page.locator("#map-beside tbody td:last-child")
    for width, height in SIZES:
        reader.page.set_viewport_size({"width": width, "height": height})
        expect(alike.filter(has_text="Computational").first).to_be_visible()
        assert reader.page.evaluate(BROKEN) == []


def test_words_beside_the_map_scroll_by_themselves(door, starter_page):
    """In a low window the wheel leads to the last of them, and the map stays."""
    window = {"width": 1280, "height": 500}
    reader = door.let_in(starter_page.url, viewport=window).open()
    reader.ask(QUESTION)
    show_map(reader)
    last = reader.page.locator("#map-beside summary")
    expect(last).not_to_be_in_viewport()
    reader.page.mouse.move(1100, 300)
    reader.page.mouse.wheel(0, 9999)
    expect(last).to_be_in_viewport()
    expect(reader.page.locator("#map-plot")).to_be_in_viewport(ratio=1)


def test_theme_changes_the_map_at_once(reader):
    """Dark needs no new plot: it lies on the page's own colours."""
    show_map(reader)
    plot = reader.page.locator("#map-plot [data-ready]")
    plot.evaluate("plot => { plot.stayed = true; }")
    reader.page.evaluate("import('/style/page.js').then(it => it.setTheme('dark'))")
    sheet = "getComputedStyle(document.querySelector('#map-plot')).backgroundColor"
    assert reader.page.evaluate(sheet) == "rgb(30, 34, 33)"
    fill = "getComputedStyle(document.querySelector('#map-plot .bglayer')).fill"
    assert reader.page.evaluate(fill) != "rgb(255, 255, 255)"
    assert plot.evaluate("plot => plot.stayed")
