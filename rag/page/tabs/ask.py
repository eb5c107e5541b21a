"""The Ask page: the conversation on the left, the source on the right."""

from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from rag.page.quotes.panel import empty_panel_html
from rag.page.tabs.conversation import Conversation
from rag.settings import MAX_QUESTION_CHARS

KEYS = (
    "<p><kbd>Esc</kbd> to the answer · <kbd>1</kbd>–<kbd>9</kbd> open a quote · "
    "<kbd>n</kbd> <kbd>p</kbd> next, previous</p>"
)
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


def lay_out_ask() -> AskParts:
    """Lay out the conversation and the source."""
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


def bind_ask(
    blocks: gr.Blocks,
    ask: AskParts,
    kept: gr.BrowserState,
    preferences: gr.BrowserState,
    events: Conversation,
) -> None:
    """Bind what happens on it.

    Args:
        blocks: The page.
        ask: The parts to bind.
        kept: The conversation as the browser keeps it.
        preferences: The settings as the browser keeps them.
        events: What to do.
    """
    # For scripts: pressed where a verdict or a changed library asks for drawing anew,
    # and to take a question to be asked as it stands.
    redraw = gr.Button("Redraw", elem_id="redraw", visible="hidden")
    literally = gr.Textbox(elem_id="literally", visible="hidden", submit_btn=True)
    shown = [ask.question, ask.chat, kept, ask.notice, ask.welcome]
    for trigger, event, given in (
        (ask.question.submit, events.ask, [ask.question, kept, preferences]),
        (literally.submit, events.ask_literally, [literally, kept, preferences]),
        (redraw.click, events.redraw, [kept]),
        (ask.anew.click, events.start_anew, []),
        (blocks.load, events.restore, [kept, preferences]),
    ):
        # Asking goes around Gradio's queue: half the time to the answer. What changes
        # while the conversation is being drawn anew is drawn after it.
        trigger(
            event,
            given,
            shown,
            trigger_mode="always_last" if event == events.redraw else None,
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        )
    _bind_exports(ask.exports, kept, events)


def _bind_exports(
    buttons: Sequence[gr.Button], kept: gr.BrowserState, events: Conversation
) -> None:
    # Only a script can save a file in the browser: it takes the text out of here.
    file = gr.Textbox(visible="hidden")
    for button in buttons:
        form = str(button.value).lower()
        button.click(
            lambda turns, form=form: events.export(turns, form),
            [kept],
            [file],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
        ).then(None, [file], None, js=SAVE_FILE, queue=False)
