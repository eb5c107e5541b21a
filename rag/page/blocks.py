"""The Gradio page: a conversation, the source beside it, and the library."""

import logging
from collections.abc import Sequence

import gradio as gr

from rag.errors import QuotewellError
from rag.page.panel import empty_panel_html
from rag.page.render import answer_html, notice_html, question_html, welcome_html
from rag.page.service import Service
from rag.page.shelf import SHELL
from rag.page.turns import MAX_TURNS, AskedTurn, cut_quotes, parse_turns, remember
from rag.page.verdicts import elsewhere
from rag.settings import MAX_QUESTION_CHARS, Settings

log = logging.getLogger(__name__)

# Gradio encrypts what the browser keeps with this, and tells it to every page: it
# protects nothing. A fixed one lets a conversation survive a restart of the server.
STORAGE_SECRET = "quotewell"  # noqa: S105
STORAGE_KEY = "quotewell-conversation"
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
UNEXPECTED = "Something went wrong; the reason is in the server’s log."
THEME = gr.themes.Base(
    font=[gr.themes.LocalFont("Source Sans Pro", weights=(400, 700)), "sans-serif"],
    font_mono=["ui-monospace", "monospace"],
)

Message = dict[str, str]
Shown = tuple[list[Message], list[dict[str, object]], str, str]


class Conversation:
    """What the page's events do.

    Args:
        service: Answers.
        top_k: Number of passages in an answer.
    """

    def __init__(self, service: Service, top_k: int) -> None:
        self.service = service
        self.top_k = top_k

    def ask(self, question: str, kept: object) -> tuple[str, *Shown]:
        """Answer a question; what was typed stays in the box if that fails."""
        turns = parse_turns(kept)
        try:
            turn = self._answer(question, turns)
        except QuotewellError as error:
            return (question, *self._shown(turns, str(error)))
        except Exception:
            log.exception("a question could not be answered")
            return (question, *self._shown(turns, UNEXPECTED))
        return ("", *self._shown([*turns, turn][-MAX_TURNS:]))

    def restore(self, kept: object, request: gr.Request) -> tuple[str, *Shown]:
        """Draw the conversation again, and ask what the address asks (`/?q=…`)."""
        turns = parse_turns(kept)
        asked = str(request.query_params.get("q") or "").strip()
        if asked and (not turns or turns[-1].question != asked):
            return self.ask(asked, kept)
        return self.redraw(kept)

    def redraw(self, kept: object) -> tuple[str, *Shown]:
        """Draw the conversation anew, as articles and verdicts are now."""
        turns = parse_turns(kept)
        if not turns:
            # Whoever was quick enough to have asked already keeps the answer.
            welcome = welcome_html(self.service.examples())
            return gr.skip(), gr.skip(), gr.skip(), "", welcome
        try:
            return (gr.skip(), *self._shown(turns))
        except QuotewellError as error:
            return gr.skip(), gr.skip(), gr.skip(), notice_html(str(error)), ""

    def _answer(self, question: str, turns: Sequence[AskedTurn]) -> AskedTurn:
        history = [turn.as_history() for turn in turns]
        return remember(self.service.ask(str(question or ""), history, self.top_k))

    def _answer_html(self, turn: AskedTurn) -> str:
        find = self.service.find
        verdicts = self.service.journal.verdicts(turn.question)
        named = elsewhere(verdicts, turn.references)
        cut = cut_quotes([*named, *turn.references], find)
        found = len(named)
        return answer_html(turn, cut[found:], verdicts, cut[:found])

    def _shown(self, turns: Sequence[AskedTurn], notice: str = "") -> Shown:
        messages: list[Message] = []
        for turn in turns:
            messages.append({"role": "user", "content": question_html(turn)})
            messages.append({"role": "assistant", "content": self._answer_html(turn)})
        welcome = "" if turns else welcome_html(self.service.examples())
        kept = [turn.to_json() for turn in turns]
        return messages, kept, notice_html(notice), welcome


def make_blocks(service: Service, settings: Settings) -> gr.Blocks:
    """Lay out the page and bind its events."""
    events = Conversation(service, settings.top_k)
    blocks = gr.Blocks(title="Quotewell", analytics_enabled=False, fill_width=True)
    with blocks:
        kept = gr.BrowserState([], storage_key=STORAGE_KEY, secret=STORAGE_SECRET)
        # Scripts press it where a verdict or a changed library asks for drawing anew.
        redraw = gr.Button("Redraw", elem_id="redraw", visible="hidden")
        gr.HTML(MASTHEAD, elem_id="masthead", apply_default_css=False)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Ask", id="ask", elem_id="tab-ask"):
                question, chat, notice, welcome = _lay_out_ask()
            with gr.Tab("Library", id="library", elem_id="tab-library"):
                gr.HTML(SHELL, elem_id="library", apply_default_css=False)
        shown = [question, chat, kept, notice, welcome]
        # Asking goes around Gradio's queue: half the time to the answer.
        for trigger, event, given in (
            (question.submit, events.ask, [question, kept]),
            (redraw.click, events.redraw, [kept]),
            (blocks.load, events.restore, [kept]),
        ):
            trigger(
                event,
                given,
                shown,
                queue=False,
                show_progress="hidden",
                api_visibility="private",
            )
    return blocks


def _lay_out_ask() -> tuple[gr.Textbox, gr.Chatbot, gr.HTML, gr.HTML]:
    with gr.Row(elem_id="room"):
        with gr.Column(scale=5, min_width=320, elem_id="conversation"):
            chat = gr.Chatbot(
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
            welcome = gr.HTML(elem_id="welcome", apply_default_css=False)
            question = gr.Textbox(
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
            gr.HTML(KEYS, elem_id="keys", apply_default_css=False)
            notice = gr.HTML(
                elem_id="notice",
                apply_default_css=False,
                html_template='<div role="alert">${value}</div>',
            )
        with gr.Column(scale=6, min_width=320, elem_id="source-column"):
            gr.HTML(
                f'<section class="panel" aria-label="Source">{empty_panel_html()}'
                "</section>",
                elem_id="sources",
                apply_default_css=False,
            )
    return question, chat, notice, welcome
