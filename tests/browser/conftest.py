"""A real browser, and a reader who uses the page with it."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import (
    APIResponse,
    Browser,
    BrowserContext,
    Locator,
    Page,
    Route,
    ViewportSize,
    expect,
)
from playwright.sync_api import TimeoutError as NothingAsked

from rag.page.tabs.script import PAGE_SCRIPT
from tests.made_once import folder_of_run, made_once
from tests.served import served, wait_until

if TYPE_CHECKING:
    from rag.page.serving import ServedPage

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # All pages in one process, as among many tabs: a third less to do for each.
    "--renderer-process-limit=1",
)
# A busy machine draws a page in seconds; no test is about how fast it does.
expect.set_options(timeout=20_000)
# Gradio's boxes cut off what is too wide, so that the document itself stays narrow. A
# field scrolls what is typed, and Plotly keeps its rulers outside of the window.
BEYOND_THE_EDGE = """() => {
  const own = "input, textarea, .hidden, .js-plotly-plot, .js-plotly-plot *";
  const right = (each) => {
    const { left, width } = each.getBoundingClientRect();
    // Words in a drawing scroll nothing, and have a width of their own to say so.
    const content = each instanceof SVGElement ? 0 : each.scrollWidth;
    return left + Math.max(width, content);
  };
  const seen = [...document.querySelectorAll("body *")].filter(
    (each) => each.checkVisibility() && !each.matches(own));
  // Less than a pixel scrolls nothing.
  return Math.floor(Math.max(...seen.map(right)) - window.innerWidth);
}"""
# The page asks which colours the system has when it is opened. Gradio fades some.
THEME = f"""async () => {{
  if (document.querySelector("#question"))
    (await {PAGE_SCRIPT}).setTheme("system");
  for (const each of document.getAnimations())
    if (each instanceof CSSTransition) each.finish();
}}"""
# What a button says in its label's place may be gone before anybody has looked again.
NOTE_LABELS = """(button) => {
  window.labels = [];
  const note = () => window.labels.push(button.textContent);
  new MutationObserver(note).observe(button, { childList: true });
}"""
SIZE: ViewportSize = {"width": 1280, "height": 800}
STORAGE = "local_storage,indexeddb,cache_storage,service_workers"
WINDOWED = ("chromium", "chromium-browser", "google-chrome", "chrome")
# It draws the same pages without a window around each, in a fifth less time.
SHELL = "chromium-headless-shell"


def chromium(names: Sequence[str] = (SHELL, *WINDOWED)) -> str | None:
    """Find Chromium: where QUOTEWELL_CHROMIUM says, or the first name on the path."""
    named = os.environ.get("QUOTEWELL_CHROMIUM")
    found = (shutil.which(name) for name in (named, *names) if name)
    return next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """Start the system's own Chromium, without anything that calls home."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium; install it, or name it in QUOTEWELL_CHROMIUM")
    return {"executable_path": path, "args": list(QUIET)}


STATE = """() => ({
    focus: document.activeElement.outerHTML.slice(0, 200),
    body: document.body.className,
    noted: history.state,
    current: [...document.querySelectorAll("#chat a.cite")].map((a) => a.ariaCurrent),
    dialogs: document.querySelectorAll("dialog[open]").length,
})"""


@dataclass
class Reader:
    """Someone with the page open, who notes what a page must never do."""

    page: Page
    url: str
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note errors on the console, and requests that leave for elsewhere."""
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self._on_request(request.url))

    def _on_console(self, message) -> None:
        if message.type == "error":
            self.faults.append(message.text)

    def _on_request(self, url: str) -> None:
        if not url.startswith((self.url, "data:", "blob:")):
            self.faults.append(f"outside request: {url}")

    def open(self, path: str = "") -> "Reader":
        """Open the page and wait until it can be used."""
        self.page.goto(self.url + path)
        self.page.wait_for_selector("#question textarea")
        self.page.wait_for_selector("#welcome h2, #chat .asked", state="attached")
        return self

    def look(
        self,
        viewport: ViewportSize = SIZE,
        color_scheme: Literal["light", "dark"] = "light",
        device_scale_factor: int = 1,
    ) -> None:
        """Show the page in a window of this size, on a system of these colours."""
        self.page.set_viewport_size(viewport)
        if device_scale_factor != 1:
            # Until the size is set again; a window can't change its own.
            enlarged = viewport | {"deviceScaleFactor": device_scale_factor}
            session = self.page.context.new_cdp_session(self.page)
            session.send(
                "Emulation.setDeviceMetricsOverride", enlarged | {"mobile": False}
            )
        self.page.emulate_media(color_scheme=color_scheme)
        self.page.evaluate(THEME)

    @contextmanager
    def late(self, address: str, change: Callable[[], object]) -> Iterator[None]:
        """Have what the page is given after a change come behind all else inside."""
        held: list[tuple[Route, APIResponse]] = []
        self.page.route(
            address, lambda route: held.append((route, route.fetch())), times=1
        )
        try:
            with self.page.expect_request(address):
                change()
        except NothingAsked as none:
            raise AssertionError(f"asked for nothing: {self.state()}") from none
        wait_until(lambda: self.page.wait_for_timeout(50) or held)
        yield
        ((late, made_before),) = held
        with self.page.expect_response(address) as answered:
            late.fulfill(response=made_before)
        answered.value.finished()
        # And is drawn, were it so.
        self.page.evaluate("() => new Promise(requestAnimationFrame)")

    def state(self) -> dict[str, object]:
        """Give what decides where a key goes, and what it does there."""
        return self.page.evaluate(STATE)

    def ask(self, question: str) -> Locator:
        """Ask, and wait for the answer."""
        before = self.answers.count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        answer = self.answers.nth(before)
        answer.locator(".source, .refusal").first.wait_for()
        return answer

    @property
    def answers(self) -> Locator:
        """All answers of the conversation."""
        return self.page.locator("#chat [data-testid=bot]")

    @property
    def marked(self) -> Locator:
        """The quote that is marked in the source."""
        return self.page.locator("#sources mark.active")

    def press(
        self, button: Locator, said: str, press: Callable[[], object] | None = None
    ) -> None:
        """Press a button, and wait until its label has this in it, for a moment."""
        button.evaluate(NOTE_LABELS)
        (press or button.click)()
        has = "(said) => labels.some((label) => label.includes(said))"
        self.page.wait_for_function(has, arg=said)

    def select(self, leaf: int, first: str, last: str) -> None:
        """Select words on a page of the open PDF by mouse."""
        words = self.page.locator(f'#sources .leaf[data-page="{leaf}"] text')
        from_ = words.get_by_text(first, exact=True).bounding_box()
        to = words.get_by_text(last, exact=True).bounding_box()
        mouse = self.page.mouse
        mouse.move(from_["x"], from_["y"] + from_["height"] / 2)
        mouse.down()
        mouse.move(to["x"] + to["width"] - 1, to["y"] + to["height"] / 2, steps=8)
        mouse.up()

    def show_library(self) -> None:
        """Go to the library and wait for its list."""
        self.page.click("#tab-library-button")
        self.page.wait_for_selector("#shelf :is(table, .blank)")

    def choose(self, name: str, text: str, where: str = "#files") -> None:
        """Choose a file of this text to be added, by default on the library's tab."""
        file = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
        self.page.set_input_files(where, [file])

    def sideways(self) -> float:
        """Tell by how many pixels anything reaches beyond the window's right edge."""
        return self.page.evaluate(BEYOND_THE_EDGE)

    def asks_to_stay(self) -> bool:
        """Tell whether the browser would ask before the page is left."""
        leaving = 'new Event("beforeunload", { cancelable: true })'
        return not self.page.evaluate(f"dispatchEvent({leaving})")


@pytest.fixture(scope="session")
def starter_page(starter_index, real_encoder, tmp_path_factory):
    """Serve the starter article with the real model, for tests that don't change it."""
    index = shutil.copytree(starter_index, tmp_path_factory.mktemp("page") / "index")
    with served(index, lambda _: real_encoder) as page:
        yield page


@pytest.fixture
def serve_copy(tmp_path_factory, tmp_path):
    """Give what serves a test a copy of a library, which is filled and indexed once.

    Indexing takes longer than all the rest of a page's start.
    """

    @contextmanager
    def serve(name: str, fill: "Callable[[ServedPage], object]"):
        def make(index: Path) -> None:
            with served(index) as page:
                fill(page)

        made = made_once(folder_of_run(tmp_path_factory) / f"page of {name}", make)
        with served(shutil.copytree(made, tmp_path / "index")) as page:
            yield page

    return serve


@pytest.fixture
def own_page(tmp_path):
    """Serve a page of this test's own."""
    with served(tmp_path / "index") as page:
        yield page


@dataclass
class Windows:
    """Windows of the browser that are used again, each as another person's.

    The page's scripts, which they have loaded and compiled, stay: half of an opening.
    """

    browser: Browser
    kept: list[BrowserContext] = field(default_factory=list)

    def open(self, number: int, url: str) -> Page:
        """Open a page in one of them, in which nobody has been at this address."""
        while number >= len(self.kept):
            self._add()
        window = self.kept[number]
        page = window.new_page()
        storage = {"origin": url.rstrip("/"), "storageTypes": STORAGE}
        window.new_cdp_session(page).send("Storage.clearDataForOrigin", storage)
        return page

    def _add(self) -> None:
        window = self.browser.new_context(viewport=SIZE)
        window.new_page()  # with its last page the window would be gone
        window.on("close", lambda closed: self.kept.remove(closed))
        self.kept.append(window)

    def leave(self) -> None:
        """Close what was opened, and forget who was there."""
        for window in self.kept:
            for page in window.pages[1:]:
                page.close()
            window.clear_cookies()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Give the windows that all tests share."""
    return Windows(browser)


@dataclass
class Door:
    """Opens pages, each for another person, who has seen nothing yet."""

    windows: Windows
    readers: list[Reader] = field(default_factory=list)
    others: list[BrowserContext] = field(default_factory=list)

    def let_in(self, url: str, *, first: bool = False, **context) -> Reader:
        """Open a page in a window of its own, or in the `first` one that comes here."""
        if not first and context.keys() <= {"viewport", "color_scheme"}:
            page = self.windows.open(len(self.readers) - len(self.others), url)
            page.set_viewport_size(context.get("viewport", SIZE))
            page.emulate_media(color_scheme=context.get("color_scheme"))
        else:
            window = {"viewport": SIZE} | context
            self.others.append(self.windows.browser.new_context(**window))
            page = self.others[-1].new_page()
        reader = Reader(page, url)
        reader.watch()
        self.readers.append(reader)
        return reader


@pytest.fixture
def door(windows: Windows) -> Iterator[Door]:
    """Give windows, and fail if one asked the outside or logged an error."""
    opened = Door(windows)
    yield opened
    faults = [fault for reader in opened.readers for fault in reader.faults]
    for window in opened.others:
        window.close()
    windows.leave()
    assert faults == []


@pytest.fixture
def reader(door: Door, starter_page) -> Reader:
    """Give someone with the starter page open."""
    return door.let_in(starter_page.url).open()
