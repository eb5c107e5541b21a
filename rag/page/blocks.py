"""The Gradio page: a conversation, the source beside it, the library, settings."""

from dataclasses import dataclass

import gradio as gr

from rag.assistant import MAX_TOP_K
from rag.page.conversation import Conversation
from rag.page.panel import empty_panel_html
from rag.page.preferences import THEMES, Preferences, parse_preferences
from rag.page.service import Service
from rag.page.shelf import SHELL
from rag.settings import MAX_QUESTION_CHARS, Settings

# Gradio encrypts what the browser keeps with this, and tells it to every page: it
# protects nothing. A fixed one lets a conversation survive a restart of the server.
STORAGE_SECRET = "quotewell"  # noqa: S105
HEAD = (
    '<link rel="stylesheet" href="/style/type.css">'
    '<link rel="stylesheet" href="/style/reading.css">'
    '<link rel="stylesheet" href="/style/page.css">'
    '<script type="module" src="/style/page.js"></script>'
)
MASTHEAD = (
    '<header class="masthead"><h1 class="name">Quotewell</h1>'
    '<p class="promise">Your articles’ own words, with the place they stand</p>'
    '<p class="live" role="status"></p></header>'
)
KEYS = (
    "<p><kbd>Esc</kbd> to the answer · <kbd>1</kbd>–<kbd>9</kbd> open a quote · "
    "<kbd>n</kbd> <kbd>p</kbd> next, previous</p>"
)
THRESHOLD_HINT = (
    "How sure Quotewell must be that the best passage answers, from 0 to 1. Higher: it "
    "says “the articles don’t answer this” more often, and errs less when it answers."
)
THEME = gr.themes.Base(
    font=[gr.themes.LocalFont("Source Sans Pro", weights=(400, 700)), "sans-serif"],
    font_mono=["ui-monospace", "monospace"],
)
SET_THEME = "theme => window.quotewell.setTheme(theme)"
SAVE_FILE = "file => window.quotewell.saveFile(file)"
FORMS = ("HTML", "Markdown", "JSON")


@dataclass(frozen=True, slots=True)
class AskParts:
    """The parts of the Ask page that events read or write."""

    question: gr.Textbox
    chat: gr.Chatbot
    notice: gr.HTML
    welcome: gr.HTML
    exports: tuple[gr.Button, ...]
    anew: gr.Button


@dataclass(frozen=True, slots=True)
class SettingsParts:
    """The inputs of the Settings page."""

    top_k: gr.Slider
    threshold: gr.Slider
    theme: gr.Radio


def make_blocks(service: Service, settings: Settings) -> gr.Blocks:
    """Lay out the page and bind its events."""
    defaults = Preferences(top_k=settings.top_k)
    blocks = gr.Blocks(title="Quotewell", analytics_enabled=False, fill_width=True)
    with blocks:
        kept = _browser_state([], "conversation")
        preferences = _browser_state(None, "preferences")
        gr.HTML(MASTHEAD, elem_id="masthead", apply_default_css=False)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask", id="ask", elem_id="tab-ask"):
                ask = _lay_out_ask()
            with gr.Tab("Library", id="library", elem_id="tab-library"):
                gr.HTML(SHELL, elem_id="library", apply_default_css=False)
            with gr.Tab("Settings", id="settings", elem_id="tab-settings"):
                chosen = _lay_out_settings(defaults)
        _bind_conversation(blocks, ask, kept, preferences, service, defaults)
        _bind_settings(blocks, chosen, preferences, defaults)
    return blocks


def _browser_state(default: object, name: str) -> gr.BrowserState:
    return gr.BrowserState(
        default, storage_key=f"quotewell-{name}", secret=STORAGE_SECRET
    )


def _lay_out_ask() -> AskParts:
    with gr.Row(elem_id="room"):
        with gr.Column(scale=5, min_width=320, elem_id="conversation"):
            chat = _chatbot()
            welcome = gr.HTML(elem_id="welcome", apply_default_css=False)
            question = _question_box()
            notice = gr.HTML(
                elem_id="notice",
                apply_default_css=False,
                html_template='<div role="alert">${value}</div>',
            )
            with gr.Row(elem_id="below"):
                gr.HTML(KEYS, elem_id="keys", apply_default_css=False)
                exports = tuple(
                    gr.Button(form, elem_classes="export", min_width=0)
                    for form in FORMS
                )
                anew = gr.Button("New conversation", elem_id="anew", min_width=0)
        with gr.Column(scale=6, min_width=320, elem_id="source-column"):
            gr.HTML(
                f'<section class="panel" aria-label="Source">{empty_panel_html()}'
                "</section>",
                elem_id="sources",
                apply_default_css=False,
            )
    return AskParts(question, chat, notice, welcome, exports, anew)


def _chatbot() -> gr.Chatbot:
    """Show messages of our own escaped HTML, sanitized once more."""
    return gr.Chatbot(
        elem_id="chat",
        label="Conversation",
        show_label=False,
        layout="panel",
        container=False,
        height=None,
        buttons=[],
        autoscroll=False,
        sanitize_html=True,
        render_markdown=False,
        latex_delimiters=[],
        allow_tags=False,
        group_consecutive_messages=False,
        feedback_options=None,
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="question",
        label="Your question",
        show_label=False,
        container=False,
        placeholder="Ask your articles a question",
        lines=1,
        max_lines=4,
        max_length=MAX_QUESTION_CHARS,
        autofocus=True,
        submit_btn="Ask",
    )


def _lay_out_settings(defaults: Preferences) -> SettingsParts:
    with gr.Column(elem_id="settings"):
        top_k = gr.Slider(
            1,
            MAX_TOP_K,
            defaults.top_k,
            step=1,
            label="Passages in an answer",
            info="The best one and the next ones after it.",
            elem_id="top-k",
        )
        threshold = gr.Slider(
            0,
            1,
            defaults.threshold,
            step=0.05,
            label="Answer threshold",
            info=THRESHOLD_HINT,
            elem_id="threshold",
        )
        theme = gr.Radio(
            [(name.capitalize(), name) for name in THEMES],
            value=defaults.theme,
            label="Appearance",
            elem_id="theme",
        )
    return SettingsParts(top_k, threshold, theme)


def _bind_conversation(
    blocks: gr.Blocks,
    ask: AskParts,
    kept: gr.BrowserState,
    preferences: gr.BrowserState,
    service: Service,
    defaults: Preferences,
) -> None:
    events = Conversation(service, defaults)
    # For scripts: pressed where a verdict or a changed library asks for drawing anew,
    # to hand a file to the browser, and to take a question to be asked as it stands.
    redraw = gr.Button("Redraw", elem_id="redraw", visible="hidden")
    file = gr.Textbox(visible="hidden")
    literally = gr.Textbox(elem_id="literally", visible="hidden", submit_btn=True)
    shown = [ask.question, ask.chat, kept, ask.notice, ask.welcome]
    for trigger, event, given in (
        (ask.question.submit, events.ask, [ask.question, kept, preferences]),
        (literally.submit, events.ask_literally, [literally, kept, preferences]),
        (redraw.click, events.redraw, [kept]),
        (ask.anew.click, events.start_anew, []),
        (blocks.load, events.restore, [kept, preferences]),
    ):
        # Asking goes around Gradio's queue: half the time to the answer.
        trigger(
            event,
            given,
            shown,
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
    for button in ask.exports:
        form = str(button.value).lower()
        button.click(
            lambda turns, form=form: events.export(turns, form),
            [kept],
            [file],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        ).then(None, [file], None, js=SAVE_FILE, queue=False)


def _bind_settings(
    blocks: gr.Blocks,
    chosen: SettingsParts,
    preferences: gr.BrowserState,
    defaults: Preferences,
) -> None:
    inputs = [chosen.top_k, chosen.threshold, chosen.theme]

    def keep(top_k: object, threshold: object, theme: object) -> dict[str, object]:
        wanted = {"top_k": top_k, "threshold": threshold, "theme": theme}
        return parse_preferences(wanted, defaults).to_json()

    def restore(value: object) -> tuple[int, float, str]:
        wanted = parse_preferences(value, defaults)
        return wanted.top_k, wanted.threshold, wanted.theme

    for trigger in (chosen.top_k.input, chosen.threshold.input, chosen.theme.input):
        trigger(
            keep,
            inputs,
            [preferences],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
    chosen.theme.change(None, [chosen.theme], None, js=SET_THEME, queue=False)
    blocks.load(
        restore,
        [preferences],
        inputs,
        queue=False,
        show_progress="hidden",
        api_visibility="private",
    )
