"""The page in Chinese and in Arabic, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from rag.library.library import Library
from rag.page.words.below import articles_said
from rag.page.words.reasons import REASONS, said
from rag.page.words.saying import speaking
from tests.browser.looks import PHONE
from tests.page.test_words import FORMAT_NAMES
from tests.served import served, wait_until

pytestmark = pytest.mark.browser
TIDES = "# 潮汐\n\n月球吸引海水，形成潮汐。\n\n各地的潮差不同。\n"
QUESTION = "月球吸引海水吗？"
ELSE = "谁发明了面包机？"
NAMES = FORMAT_NAMES | {
    "Quotewell", "English", "JSON", "BibTeX", "RIS", "CSL", "SHA", "UTC", "zip", "md",
    "Moon", "Ada", "Sun", "Bo",
}  # fmt: skip
"""Said as they are in any language: names, forms of files, and how authors are put."""

SEEN = """() => {
  // Gradio's own sliders; and ids of articles, as the address names them.
  const BY_OTHERS = ".slider_input_container, .head, #scope-list label";
  const said = [];
  const CODE = "code, kbd, script, style, [lang]:not(html, a)";
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const of = text.parentElement;
    if (of.checkVisibility() && !of.closest(CODE)) said.push(text.data);
  }
  const names = ["aria-label", "placeholder", "title"];
  for (const each of document.querySelectorAll("main *, dialog *"))
    if (each.checkVisibility() && !each.closest(BY_OTHERS))
      said.push(...names.map((name) => each.getAttribute(name) ?? ""));
  return said;
}"""
BEYOND = """() => {
  const isOwn = (each) => each.matches("input, textarea, .hidden, .js-plotly-plot *");
  const seen = [...document.querySelectorAll("body *")].filter(
    (each) => each.checkVisibility() && !isOwn(each) && !each.closest("svg"));
  return Math.max(...seen.map((each) => {
    const { left, right, width } = each.getBoundingClientRect();
    return width > 1 ? Math.max(-left, right - innerWidth) : 0;
  }));
}"""
TABS = ("ask", "library", "desk", "map", "settings")


@pytest.fixture
def chinese(door, tmp_path):
    """Give a Chinese reader of a library with a Chinese article and no other."""
    Library(tmp_path / "index").add(TIDES.encode(), "潮汐.md")
    with served(tmp_path / "index") as page:
        yield door.let_in(page.url, locale="zh-CN").open()


def english_left(reader) -> set[str]:
    """Give the words in Latin letters that are seen, names apart."""
    text = " ".join(reader.page.evaluate(SEEN))
    return set(re.findall(r"[A-Za-z]{2,}", text)) - NAMES


def test_no_english_is_left_while_asking(chinese):
    """Welcome, answers, sources, conversations and what to ask are Chinese."""
    page = chinese.page
    assert english_left(chinese) == set()
    answer = chinese.ask(QUESTION)
    answer.locator(".why summary").first.click()
    answer.locator("button.pin").first.click()
    page.wait_for_selector(".pin-note")
    assert english_left(chinese) == set()
    page.click(".pin-note .no")
    chinese.ask(ELSE).locator(".judge.none").click()
    page.wait_for_selector("#chat .judge.none.on")
    page.click("#sources .find-open")
    page.fill("#sources .find input", "潮")
    expect(page.locator("#sources .find .count")).to_have_text(re.compile("找到"))
    assert english_left(chinese) == set()
    page.click("#open-talks")
    page.click("#talks .delete")
    assert english_left(chinese) == set()
    page.click("#talks .keep")
    page.click("#talks .close")
    page.click("#scope-button")
    page.click("#scope-list input[type=checkbox]")
    assert english_left(chinese) == set()


def test_no_english_is_left_in_the_other_tabs(chinese):
    """Library, desk, map and settings are Chinese, with all that opens in them."""
    page = chinese.page
    chinese.ask(QUESTION).locator("button.pin").first.click()
    page.click(".pin-note .no")
    chinese.answers.last.locator(".judge.right").first.click()
    chinese.show_library()
    page.wait_for_selector("#judged li")
    page.click("#shelf button.facts")
    page.click("#shelf form.details >> xpath=ancestor::details >> summary")
    for way in page.locator("#library .side summary").all():
        way.click()
    page.click("#shelf input.pick")
    assert english_left(chinese) == set()
    page.click("#compact")
    page.wait_for_selector("#compacting .plan:not(:empty)")
    assert english_left(chinese) == set()
    page.click("#keep")
    page.click("#shelf button.facts")
    chinese.choose("月亮.txt", "月亮很圆。")
    expect(page.locator("#library .outcomes li")).to_contain_text("可搜索")
    assert english_left(chinese) - {"txt"} == set()
    page.click("#shelf tr[data-at='1'] button.remove")
    page.wait_for_selector("#shelf .gone")
    assert english_left(chinese) - {"txt"} == set()
    page.click("#tab-desk-button")
    page.click("#pins button.edit")
    assert english_left(chinese) == set()
    page.click("#tab-map-button")
    page.wait_for_selector("#map-plot [data-ready]")
    assert english_left(chinese) - {"txt"} == set()
    page.click("#tab-settings-button")
    assert english_left(chinese) == set()


def test_arabic_stands_from_right_to_left(door, starter_page):
    """The name is at the right, the tabs at the left, an English quote as it is.

    In the library, too, it ends with its full stop; the arrow of Sort is off its words.
    """
    reader = door.let_in(starter_page.url, locale="ar-EG").open()
    page = reader.page
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    name = page.locator(".masthead .name").bounding_box()
    tab = page.locator("#tab-settings-button").bounding_box()
    assert tab["x"] + tab["width"] < 640 < name["x"]
    answer = reader.ask("What is embodied AI?")
    passage = answer.locator(".passage").first
    expect(passage).to_have_attribute("dir", "ltr")
    box = passage.bounding_box()
    source = page.locator("#source-column").bounding_box()
    assert source["x"] == 0
    assert source["width"] <= box["x"]
    direction = "each => getComputedStyle(each).direction"
    assert page.locator("#sources article").evaluate(direction) == "ltr"
    assert page.locator("#chat .state").last.evaluate(direction) == "rtl"
    aligned = "each => getComputedStyle(each).textAlign"
    assert page.locator("#sources .title").evaluate(aligned) == "start"
    assert page.locator("#chat .asked").last.evaluate(aligned) == "right"
    answer.locator("button.judge.right").first.click()
    reader.show_library()
    style = "each => getComputedStyle(each)"
    quote = page.locator("#judged blockquote").first
    assert quote.evaluate(f"each => ({style})(each).unicodeBidi") == "plaintext"
    order = page.locator("#shelf-order")
    assert order.evaluate(f"each => ({style})(each).backgroundPositionX") == "8px"


FIRST_IS_LEFT = """(of, text) => {
  const all = document.createTreeWalker(of, NodeFilter.SHOW_TEXT);
  while (all.nextNode() && !all.currentNode.data.includes(text));
  const at = all.currentNode.data.indexOf(text);
  const [first, last] = [at, at + text.length - 1].map((place) => {
    const range = document.createRange();
    range.setStart(all.currentNode, place);
    range.setEnd(all.currentNode, place + 1);
    return range.getBoundingClientRect().x;
  });
  return first < last;
}"""


def test_each_part_of_a_line_has_its_own_direction_in_arabic(door, starter_page):
    """A title is before its heading, a star before its question, a year before its day.

    What is typed ends with its full stop, whichever way it is written.
    """
    reader = door.let_in(starter_page.url, locale="ar").open()
    page = reader.page

    def is_right_of(one: str, other: str) -> bool:
        boxes = [page.locator(each).bounding_box() for each in (one, other)]
        return boxes[0]["x"] > boxes[1]["x"]

    answer = reader.ask("How fast did the CR450 go in tests?")
    expect(page.locator("#sources .trail bdi")).to_have_count(3)
    answer.locator("button.pin").first.click()
    typed = "each => getComputedStyle(each).unicodeBidi"
    assert page.locator(".pin-note input").evaluate(typed) == "plaintext"
    page.click(".pin-note .no")
    page.click("#tab-desk-button")
    assert is_right_of("#pins .source bdi >> nth=0", "#pins .source bdi >> nth=1")
    page.click("#pins button.edit")
    assert page.locator("#pins textarea").evaluate(typed) == "plaintext"
    page.click("#pins button.remove")
    page.click("#tab-map-button")
    page.wait_for_selector("#map-beside .asked")
    assert is_right_of("#map-beside .asked .swatch", "#map-beside .asked bdi")
    page.click("#map-beside .as-list summary")
    expect(page.locator("#map-beside .as-list a").nth(1)).to_contain_text("· \u2068")
    reader.show_library()
    page.click("#shelf button.facts")
    page.click("#shelf form.details >> xpath=ancestor::details >> summary")
    hint = page.locator("#shelf form.details")
    assert hint.evaluate(FIRST_IS_LEFT, "2026-03-18")


def test_an_arabic_title_stands_before_its_heading_in_english(door, tmp_path):
    """What is written from right to left doesn't turn the line that it stands in."""
    mills = "# طواحين الهواء\n\n## البداية\n\nبنيت أولى الطواحين لطحن الحبوب.\n"
    Library(tmp_path / "index").add(mills.encode(), "mills.md")
    with served(tmp_path / "index") as page:
        reader = door.let_in(page.url).open()
        reader.ask("متى بنيت أولى الطواحين؟")
        for part in ("#chat .where > span", "#sources .trail bdi"):
            parts = reader.page.locator(part)
            assert parts.nth(0).bounding_box()["x"] < parts.nth(1).bounding_box()["x"]


def test_nothing_runs_over_in_arabic(door, starter_page):
    """On each tab all stands within the window, and the name beside the tabs."""
    reader = door.let_in(starter_page.url, locale="ar").open()
    reader.look(**PHONE)
    reader.ask("How fast did the CR450 go in tests?")
    for tab in TABS:
        reader.page.click(f"#tab-{tab}-button")
        for look in (PHONE, {}):
            reader.look(**look)
            # What is drawn anew for another size takes its time.
            wait_until(
                lambda: (
                    reader.page.wait_for_timeout(50)
                    or reader.page.evaluate(BEYOND) <= 1
                )
            )
            first = reader.page.locator("#tab-ask-button").bounding_box()
            title = reader.page.locator(".masthead .name").bounding_box()
            assert first["x"] + first["width"] <= title["x"]


def test_the_language_is_chosen_on_the_page(door, starter_page):
    """A choice in the settings is shown there and outlives a reload.

    It is against the browser's language, until that is chosen again.
    """
    reader = door.let_in(starter_page.url, locale="zh-CN").open()
    page = reader.page
    page.click("#tab-settings-button")
    current = page.locator("#languages [aria-current]")
    expect(current).to_have_text(["跟随浏览器"])
    page.click("#languages a[lang=en]")
    expect(page.locator("#tab-ask-button")).to_have_text("Ask")
    expect(current).to_have_text(["English"])
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(starter_page.url)
    expect(page.locator("#welcome h2")).to_have_text("What would you like to know?")
    expect(page.locator("#scope-button .chosen")).to_have_text("All articles")
    page.click("#tab-settings-button")
    page.click("#languages a:not([lang])")
    expect(page.locator("#tab-ask-button")).to_have_text("提问")
    expect(current).to_have_text(["跟随浏览器"])
    expect(page.locator("#scope-button .chosen")).to_have_text("所有文章")


def test_a_tab_keeps_its_language_until_it_is_loaded_again(reader):
    """No answer, refusal, list or part comes in what another tab chose."""
    page = reader.page
    other = page.context.new_page()
    other.goto(f"{reader.url}?lang=zh")
    expect(other.locator("#welcome h2")).to_have_text("您想知道什么？")
    page.fill("#question textarea", "…")
    page.press("#question textarea", "Enter")
    expect(page.locator("#notice")).to_contain_text("The question has no words")
    answer = reader.ask("What is embodied AI?")
    expect(answer.locator(".state strong")).to_have_text("Answers")
    expect(page.locator("#sources .perma")).to_have_text("Open as a page")
    reader.show_library()
    expect(page.locator("#shelf caption")).to_have_text("1 article")
    page.click("#tab-desk-button")
    expect(page.locator("#pins")).to_contain_text("Nothing is pinned yet.")
    page.click("#tab-map-button")
    expect(page.locator("#map-beside")).to_contain_text("passages")
    page.reload()
    expect(page.locator("#tab-ask-button")).to_have_text("提问")


def test_another_language_says_the_same_conversation(reader):
    """It asks the same, too, and stays on the page where it was chosen."""
    page = reader.page
    page.click("#scope-button")
    page.locator("#scope-list input[type=checkbox]").first.check()
    page.keyboard.press("Escape")
    question = "What is embodied AI?"
    reader.ask(question)
    page.click("#tab-settings-button")
    before = page.evaluate("location.search")
    page.click("#languages a[lang=zh]")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page.locator("#top-k")).to_be_visible()
    page.click("#tab-ask-button")
    expect(page.locator("#chat .asked")).to_have_text([question])
    asked = page.evaluate("location.search")
    assert asked == before.replace("&tab=settings", "")
    assert "in=" in asked


def test_scripts_count_as_the_server_does(door, starter_page):
    """Both take the same of a language's six forms."""
    reader = door.let_in(starter_page.url, locale="ar").open()
    said = reader.page.evaluate(
        """numbers => import("/style/words.js").then((words) =>
          numbers.map((n) => words.ngettext("{n} article", "{n} articles", n)))""",
        numbers := [0, 1, 2, 3, 10, 11, 99, 100, 103, 1234],
    )
    with speaking("ar"):
        assert said == list(map(articles_said, numbers))


@pytest.mark.parametrize("code", ["ar", "zh"])
def test_scripts_say_reasons_as_the_server_does(door, starter_page, code):
    """They have the same forms, and tell what differs from them alike."""
    reader = door.let_in(starter_page.url, locale=code).open()
    reasons = [
        *(re.sub(r"{\w+}", "a (b).x", reason) for reason in REASONS),
        "a is {n}\n.bin is a GIF image: add one of .txt instead",
        "a.txt holds nothing in its 3 pages: add another file",
        "reading",
        "so it is",
    ]
    heard = reader.page.evaluate(
        "all => import('/style/words.js').then(({ heard }) => all.map(heard))", reasons
    )
    with speaking(code):
        assert heard == list(map(said, reasons))


def test_a_refused_file_is_told_in_the_readers_language(chinese):
    """Its name comes once, though it doesn't come first."""
    chinese.show_library()
    chinese.choose("空.txt", " ")
    outcome = chinese.page.locator("#library .outcomes li")
    expect(outcome).to_have_text("空.txt 中没有文字：请添加有文字的文件")
    assert "the server responded with a status of 422" in chinese.faults.pop()


def test_a_first_load_in_chinese_stays_small(door, starter_page):
    """One language's words come along, and the whole stays under 700 KB."""
    reader = door.let_in(starter_page.url, locale="zh-CN")
    sizes = {}
    reader.page.on(
        "response",
        lambda found: sizes.update({found.url: found.request.sizes()}),
    )
    reader.open().page.wait_for_load_state("networkidle")
    total = sum(each["responseBodySize"] for each in sizes.values())
    words = [url for url in sizes if "/words/" in url]
    assert [url.removeprefix(starter_page.url) for url in words] == ["words/zh"]
    assert 300_000 < total < 700_000
