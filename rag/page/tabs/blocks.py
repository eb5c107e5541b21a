"""The Gradio page: a conversation, the source beside it, the library, settings."""

from collections.abc import Callable
from threading import Lock
from typing import Any

import gradio as gr
from gradio.context import Context
from gradio.data_classes import BlocksConfigDict

from rag.page.desk.html import shell_html as desk_shell_html
from rag.page.library.shell import shell_html as library_shell_html
from rag.page.service import Service
from rag.page.tabs.ask import bind_ask, lay_out_ask, lay_out_source
from rag.page.tabs.conversation import AskEvents
from rag.page.tabs.map import MapEvents, bind_map, lay_out_map
from rag.page.tabs.preferences import Preferences
from rag.page.tabs.settings import bind_settings, lay_out_settings
from rag.page.words.saying import ENGLISH, _, language
from rag.settings import Settings

# Gradio encrypts what the browser keeps with this, and tells it to every page: it
# protects nothing. A fixed one lets a conversation survive a restart of the server.
STORAGE_SECRET = "quotewell"  # noqa: S105
HEAD = (
    '<link rel="stylesheet" href="/style/type.css">'
    '<link rel="stylesheet" href="/style/reading.css">'
    '<link rel="stylesheet" href="/style/page.css">'
    '<link rel="stylesheet" href="/style/talks.css">'
    '<link rel="stylesheet" href="/style/library.css">'
    '<link rel="stylesheet" href="/style/map.css">'
    '<link rel="stylesheet" href="/style/print.css" media="print">'
    '<script type="module" src="/style/page.js"></script>'
)
THEME = gr.themes.Base(
    font=[gr.themes.LocalFont("Source Sans Pro", weights=(400, 700)), "sans-serif"],
    font_mono=["ui-monospace", "monospace"],
)


class SpokenBlocks(gr.Blocks):
    """Blocks that Gradio shows to each reader in their language.

    Gradio writes down once what a page is made of, and gives that to all who open it.
    Here the components are those of the reader's language, laid out anew when it is
    first asked for; all that they do is one and the same.

    Args:
        lay_out: Lays out the page in blocks that are open.
    """

    def __init__(self, lay_out: Callable[[gr.Blocks], None]) -> None:
        self._lay_out = lay_out
        self._components: dict[str, list[dict[str, Any]]] = {}
        self._turn = Lock()
        super().__init__(title="Quotewell", analytics_enabled=False, fill_width=True)
        self.app_id = 1  # on all servers: else Gradio loads a page anew on another
        # The same in each language, so that events find what they are about.
        self._first_id = Context.id
        with self:
            lay_out(self)

    @property
    def config(self) -> BlocksConfigDict:
        """What the page is made of, in the reader's language."""
        if language() == ENGLISH:
            return self._config
        with self._turn:
            if language() not in self._components:
                self._components[language()] = self._laid_out()
        return {**self._config, "components": self._components[language()]}

    @config.setter
    def config(self, value: BlocksConfigDict) -> None:
        self._config = value

    def run_startup_events(self) -> None:
        """Start without Gradio's queue, in which no event of the page waits.

        It would look for one a thousand times a second, most of what a page takes at
        rest (docs/measured.md).
        """
        self.is_running = True
        self.create_limiter()  # type: ignore[no-untyped-call]

    def _laid_out(self) -> list[dict[str, Any]]:
        before = Context.id
        blocks = gr.Blocks(analytics_enabled=False)
        Context.id = self._first_id
        try:
            with blocks:
                self._lay_out(blocks)
        finally:
            Context.id = before
        components: list[dict[str, Any]] = blocks.config["components"]
        return components


def make_blocks(service: Service, settings: Settings) -> gr.Blocks:
    """Lay out the page and bind its events."""
    defaults = Preferences(top_k=settings.top_k)

    def lay_out(blocks: gr.Blocks) -> None:
        preferences = gr.BrowserState(
            None, storage_key="quotewell-preferences", secret=STORAGE_SECRET
        )
        gr.HTML(_masthead_html(), elem_id="masthead", apply_default_css=False)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(_("Ask"), id="ask", elem_id="tab-ask"):
                ask = lay_out_ask()
            with gr.Tab(_("Library"), id="library", elem_id="tab-library"):
                shelf = library_shell_html()
                gr.HTML(shelf, elem_id="library", apply_default_css=False)
            with gr.Tab(_("Desk"), id="desk", elem_id="tab-desk"):
                gr.HTML(desk_shell_html(), elem_id="desk", apply_default_css=False)
            map_page = lay_out_map()
            with gr.Tab(_("Settings"), id="settings", elem_id="tab-settings"):
                chosen = lay_out_settings(defaults, gated=bool(settings.password))
        lay_out_source()
        bind_ask(ask, preferences, AskEvents(service, defaults))
        bind_map(map_page, MapEvents(service))
        bind_settings(blocks, chosen, preferences, defaults)

    return SpokenBlocks(lay_out)


def _masthead_html() -> str:
    promise = _("Your articles’ own words, with the place they stand")
    return (
        '<header class="masthead"><h1 class="name">Quotewell</h1>'
        f'<p class="promise">{promise}</p>'
        '<p class="live" role="status"></p>'
        '<p class="spoken hidden" role="status"></p></header>'
    )
