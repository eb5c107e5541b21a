"""The Gradio page: a conversation, the source beside it, the library, settings."""

import gradio as gr

from rag.page.desk.html import shell_html
from rag.page.library.shelf import SHELL
from rag.page.service import Service
from rag.page.tabs.ask import bind_ask, lay_out_ask, lay_out_source
from rag.page.tabs.conversation import AskEvents
from rag.page.tabs.map import MapEvents, bind_map, lay_out_map
from rag.page.tabs.preferences import Preferences
from rag.page.tabs.settings import bind_settings, lay_out_settings
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
    '<script type="module" src="/style/page.js"></script>'
)
MASTHEAD = (
    '<header class="masthead"><h1 class="name">Quotewell</h1>'
    '<p class="promise">Your articles’ own words, with the place they stand</p>'
    '<p class="live" role="status"></p></header>'
)
THEME = gr.themes.Base(
    font=[gr.themes.LocalFont("Source Sans Pro", weights=(400, 700)), "sans-serif"],
    font_mono=["ui-monospace", "monospace"],
)


def make_blocks(service: Service, settings: Settings) -> gr.Blocks:
    """Lay out the page and bind its events."""
    defaults = Preferences(top_k=settings.top_k)
    blocks = gr.Blocks(title="Quotewell", analytics_enabled=False, fill_width=True)
    with blocks:
        preferences = _browser_state(None, "preferences")
        gr.HTML(MASTHEAD, elem_id="masthead", apply_default_css=False)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask", id="ask", elem_id="tab-ask"):
                ask = lay_out_ask()
            with gr.Tab("Library", id="library", elem_id="tab-library"):
                gr.HTML(SHELL, elem_id="library", apply_default_css=False)
            with gr.Tab("Desk", id="desk", elem_id="tab-desk"):
                gr.HTML(shell_html(), elem_id="desk", apply_default_css=False)
            map_page = lay_out_map()
            with gr.Tab("Settings", id="settings", elem_id="tab-settings"):
                chosen = lay_out_settings(defaults, gated=bool(settings.password))
        lay_out_source()
        bind_ask(ask, preferences, AskEvents(service, defaults))
        bind_map(map_page, MapEvents(service))
        bind_settings(blocks, chosen, preferences, defaults)
    return blocks


def _browser_state(default: object, name: str) -> gr.BrowserState:
    return gr.BrowserState(
        default, storage_key=f"quotewell-{name}", secret=STORAGE_SECRET
    )
