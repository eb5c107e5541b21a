"""Words of articles, files and people never run and never fetch, in a real browser."""

import re
import shutil
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import expect

from rag.judging.pins import Asked
from rag.library.folders import follow_folder
from rag.library.stored_article import clean_title
from rag.page.desk.exports import desk_file
from rag.page.quotes.export import export
from rag.page.quotes.packing import make_pack
from rag.page.quotes.references import Reference
from rag.page.quotes.turns import AskedTurn, KeptQuote
from tests.browser.payloads import PAYLOADS
from tests.made_once import folder_of_run, made_once
from tests.served import keep_starter, served

pytestmark = pytest.mark.browser
# What nobody sees, as the sign that turns a line round, is left out of titles.
TITLES = frozenset(map(clean_title, PAYLOADS))
HIT = "window.hits = 0; window.hit = () => { window.hits += 1; }; window.alert = hit;"


def text_of(payload: str) -> bytes:
    """Make an article whose words are a payload."""
    heading = payload.replace("\n", " ")
    return f"{heading}\n\nSome words, {payload} and more.\n\n{payload}\n".encode()


@pytest.fixture(scope="module")
def hostile_index(tmp_path_factory):
    """Give a library with an article for each payload: name, title and text."""
    return made_once(folder_of_run(tmp_path_factory) / "hostile", fill_with_payloads)


def fill_with_payloads(index: Path) -> None:
    """Send a page what is hostile, as anybody may, until all of it is indexed."""
    with served(index) as page, httpx.Client(base_url=page.url, timeout=60) as client:
        keep_starter(page)
        for number, payload in enumerate(PAYLOADS):
            # A name with control characters is refused (tests/test_api.py).
            name = re.sub(r"[\x00-\x1f\x7f]", " ", f"{number}{payload}.txt")[:200]
            added = client.post(
                "/api/articles", params={"name": name}, content=text_of(payload)
            )
            assert added.status_code == 201, added.text
            path = f"/api/articles/{added.json()['id']}"
            assert client.patch(path, json={"title": payload}).status_code == 200


@pytest.fixture
def hostile(hostile_index, tmp_path):
    """Serve a hostile library of this test's own."""
    with served(shutil.copytree(hostile_index, tmp_path / "hostile")) as page:
        assert page.service.library.pending() == []
        yield page


def test_there_are_enough_payloads():
    """The list is long, and nothing stands in it twice."""
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 60


@pytest.fixture
def reader(door, hostile):
    """Give someone with the hostile page open, who counts what runs."""
    reader = door.let_in(hostile.url)
    reader.page.add_init_script(HIT)
    yield reader.open()
    assert reader.page.evaluate("window.hits") == 0


def squeezed(texts) -> list[str]:
    """Make one space of each run of white space."""
    return [" ".join(text.split()) for text in texts]


def test_library_shows_all_payloads_as_words(reader, hostile):
    """Titles, file names and details of all articles are what was given."""
    reader.show_library()
    expect(reader.page.locator("#shelf tbody tr")).to_have_count(len(PAYLOADS) + 1)
    titles = squeezed(reader.page.locator("#shelf .title").all_inner_texts())
    assert set(titles) >= TITLES
    reader.page.evaluate(
        "document.querySelectorAll('#shelf button.facts').forEach(it => it.click())"
    )
    known = reader.page.locator("#shelf dl.known")
    expect(known).to_have_count(len(PAYLOADS) + 1)
    links = squeezed(known.locator("a[download]").all_inner_texts())
    names = [entry.stored.name for entry in hostile.service.upkeep.shelf()]
    assert links == squeezed(f"Download {name}" for name in names)


def test_removed_and_judged_payloads_are_words(reader, hostile):
    """So are they in the way back, the verdicts, and what an index changed."""
    payload = "<img src=x onerror=hit()>"
    hostile.service.judge(payload, "none")
    reader.show_library()
    expect(reader.page.locator("#judged .question")).to_have_text(payload)
    titles = [entry.title for entry in hostile.service.upkeep.shelf()]
    row = reader.page.locator("#shelf tbody tr").nth(titles.index(payload))
    row.locator("button.remove").click()
    expect(reader.page.locator("#shelf .gone")).to_contain_text(payload)
    expect(reader.page.locator("#library .job a")).to_have_text(payload)


def test_questions_and_answers_are_words(reader, hostile):
    """Each payload is asked; what is found is full of payloads, and stays words.

    All come to the page as a conversation that is opened, some as they are typed: a
    page draws both from the same answer of the server.
    """
    talk = ""
    for payload in PAYLOADS:
        talk = hostile.service.converse(talk, payload).conversation
    for payload in PAYLOADS[::8]:
        answer = reader.ask(payload)
        asked = reader.page.locator("#chat .asked").last.inner_text()
        assert squeezed([asked]) == squeezed([payload])
        expect(answer.locator("a.cite").first).to_be_visible()
    for answer in reader.answers.all()[:4]:
        answer.locator(".judge.wrong").first.click()
        answer.locator("a.cite").first.click()
        expect(reader.marked).to_be_visible()
    assert reader.page.evaluate("window.hits") == 0
    reader.open(f"?c={talk}")
    expect(reader.answers).to_have_count(len(PAYLOADS))
    asked = reader.page.locator("#chat .asked").all_inner_texts()
    assert squeezed(asked) == squeezed(PAYLOADS)
    expect(
        reader.answers.filter(has=reader.page.locator("a.cite:visible"))
    ).to_have_count(len(PAYLOADS))


CARDS = """() => {
  const plot = document.querySelector("#map-plot [data-ready]");
  return plot.data.filter(({ customdata }) => customdata).flatMap((trace) =>
    trace.customdata.map((customdata, n) => {
      const points = [{ x: trace.x[n], y: trace.y[n], customdata }];
      plot.emit("plotly_hover", { points, event: { clientX: 9, clientY: 9 } });
      return document.querySelector("#map-card p").textContent;
    }));
}"""


def test_map_shows_all_payloads_as_words(reader):
    """So do its cards, and what stands beside it, after a question that is one."""
    reader.page.click("#tab-map-button")
    expect(reader.page.locator("#map-plot [data-ready] .point").first).to_be_visible()
    assert set(squeezed(reader.page.evaluate(CARDS))) >= TITLES
    reader.page.click("#map-beside summary")
    titles = reader.page.locator("#map-beside .as-list h3")
    expect(titles).to_have_count(len(PAYLOADS) + 1)
    assert set(squeezed(titles.all_inner_texts())) >= TITLES
    reader.page.click("#tab-ask-button")
    reader.ask(PAYLOADS[0])
    reader.page.click("#tab-map-button")
    expect(reader.page.locator("#map-beside .asked")).to_contain_text(PAYLOADS[0])


def test_permalinks_of_hostile_articles_are_still(door, hostile):
    """The pages of hostile articles run nothing, and show the words as words."""
    reader = door.let_in(hostile.url)
    reader.page.add_init_script(HIT)
    for entry in hostile.service.upkeep.shelf()[1:]:
        reader.page.goto(f"{hostile.url}articles/{quote(entry.stored.id)}?p=1&s=0-9")
        shown = reader.page.locator("h1.title").inner_text()
        assert " ".join(shown.split()) == " ".join(entry.title.split())
        assert reader.page.evaluate("window.hits") == 0


def test_questions_to_begin_with_are_words(door, own_page, monkeypatch):
    """They may come from any article: as links they are words, and are asked so."""
    monkeypatch.setattr(own_page.service, "examples", lambda _: PAYLOADS)
    reader = door.let_in(own_page.url)
    reader.page.add_init_script(HIT)
    reader.open()
    links = reader.page.locator("#welcome a.example")
    assert squeezed(links.all_inner_texts()) == squeezed(PAYLOADS)
    links.nth(PAYLOADS.index('"><img src=x onerror=hit()>')).click()
    expect(reader.page.locator("#chat .asked")).to_have_text(
        '"><img src=x onerror=hit()>'
    )
    assert reader.page.evaluate("window.hits") == 0


def first_quote(entry, own_page) -> Reference:
    """Refer to the first paragraph of an article."""
    article = own_page.service.find(entry.stored.id)
    first = article.paragraphs[0]
    place = (first.start, first.end)
    return Reference(article.id, first.number, *place, *place)


def test_judged_quotes_are_words(reader, hostile):
    """The list of verdicts shows questions and quotes that are all payloads."""
    shelf = hostile.service.upkeep.shelf()[1:]
    for entry in shelf:
        hostile.service.judge(entry.title, "right", first_quote(entry, hostile))
    reader.show_library()
    rows = reader.page.locator("#judged li")
    expect(rows).to_have_count(len(shelf))
    asked = rows.locator(".question").all_inner_texts()
    assert squeezed(asked) == squeezed(entry.title for entry in reversed(shelf))
    quotes = rows.locator("blockquote").all_inner_texts()
    kept = hostile.service.journal.verdicts()
    assert squeezed(quotes) == squeezed(verdict.place.quote for verdict in kept)
    rows.first.locator(".change").click()
    expect(rows.first.locator(".said")).to_have_text("wrong")


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_exported_payloads_are_words(door, hostile, form):
    """A pack full of payloads runs and fetches nothing where it is opened."""
    service = hostile.service
    turns = [
        AskedTurn(
            entry.title, f"{entry.title}?", "not_found", (entry.title,),
            (KeptQuote(first_quote(entry, hostile)),),
        )
        for entry in service.upkeep.shelf()[1:]
    ]  # fmt: skip
    pack = make_pack(turns, service.find, lambda _: [], "2026-01-02", 1)
    reader = door.let_in(hostile.url)
    reader.page.add_init_script(HIT)
    reader.page.goto("about:blank")
    reader.page.set_content(export(pack, form).text)
    if form == "html":
        asked = reader.page.locator("h2").all_inner_texts()
        assert squeezed(asked) == squeezed(turn.question for turn in turns)
    assert reader.page.evaluate("window.hits") == 0


def test_pinned_payloads_are_words(reader, hostile):
    """On the desk: quotes, titles, questions and notes; and in its page, too."""
    shelf = hostile.service.upkeep.shelf()[1:]
    desk = hostile.service.desk
    for entry in shelf:
        pin = desk.pin(first_quote(entry, hostile), Asked(entry.title, "c0ffee"))
        desk.pins.note(pin.id, entry.title)
    reader.page.click("#tab-desk-button")
    rows = reader.page.locator("#pins li.pin")
    expect(rows).to_have_count(len(shelf))
    titles = [entry.title for entry in shelf]
    assert squeezed(rows.locator(".note").all_inner_texts()) == squeezed(titles)
    asked = squeezed(rows.locator("a.talk").all_inner_texts())
    assert asked == squeezed(f"“{title}”" for title in titles)
    rows.first.locator("button.remove").click()
    expect(reader.page.locator("#pins .gone")).to_be_visible()
    page = desk_file(desk.entries(), "html", "2026-01-02", 1).data.decode()
    reader.page.goto("about:blank")
    reader.page.set_content(page)
    cited = reader.page.locator("cite").all_inner_texts()
    assert squeezed(cited) == squeezed(titles[1:])


def test_questions_by_address_are_words(door, starter_page):
    """A question that comes in a link is shown as it is, in a conversation anew."""
    reader = door.let_in(starter_page.url)
    reader.page.add_init_script(HIT)
    asked = reader.page.locator("#chat .asked")
    for payload in PAYLOADS[7::24]:
        reader.open(f"?q={quote(payload)}")
        first_word = re.compile(re.escape(payload.split()[0]))
        expect(asked).to_have_text(first_word)
        assert reader.page.evaluate("window.hits") == 0


def test_folder_names_are_words(door, own_page, tmp_path):
    """A followed folder, and what it refuses, may be called anything."""
    folder = tmp_path / "<img src=x onerror=hit()>"
    folder.mkdir()
    (folder / "<svg onload=hit()>.txt").write_text("")
    follow_folder(own_page.service.library, folder)
    reader = door.let_in(own_page.url)
    reader.page.add_init_script(HIT)
    reader.open()
    reader.show_library()
    expect(reader.page.locator(".folders code").last).to_contain_text(folder.name)
    reader.page.click(".look-again")
    told = reader.page.locator("#library .outcomes li")
    expect(told.nth(0)).to_contain_text(folder.name)
    expect(told.nth(1)).to_contain_text("<svg onload=hit()>.txt")
    assert reader.page.evaluate("window.hits") == 0


def test_file_names_in_outcomes_are_words(door, own_page):
    """The name of a file that is refused is told as text."""
    reader = door.let_in(own_page.url)
    reader.page.add_init_script(HIT)
    reader.open()
    reader.show_library()
    name = "<img src=x onerror=hit()>.txt"
    with reader.page.expect_console_message(lambda message: "422" in message.text):
        reader.choose(name, "")
    expect(reader.page.locator("#library .outcomes li")).to_contain_text(name)
    assert reader.page.evaluate("window.hits") == 0
    assert "422" in reader.faults.pop()
