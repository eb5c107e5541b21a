"""The Ask page: the conversation on the left, the source on the right."""

from dataclasses import dataclass

import gradio as gr

from rag.page.tabs.conversation import AskEvents
from rag.page.tabs.script import PAGE_SCRIPT
from rag.page.words.saying import N_, _
from rag.readers.formats import SUFFIXES

# Where the page is, a script says; the server answers with the conversation's id.
WITH_PLACE = f"""async (question, place, wanted) =>
  [question, (await {PAGE_SCRIPT}).beginAsking(question), wanted]"""
SHOW = f"async id => {{ (await {PAGE_SCRIPT}).asked(id); }}"
NOT_ASKED = f"async () => {{ (await {PAGE_SCRIPT}).notAsked(); }}"


def _head_html() -> str:
    find = _("Find conversations")
    return f"""\
<div class="talk-bar">
 <button type="button" id="open-talks" aria-haspopup="dialog">\
{_("Conversations")}</button>
 <span class="talk-name"></span>
 <button type="button" id="anew">{_("New conversation")}</button>
</div>
<dialog id="talks" aria-labelledby="talks-title">
 <header><h2 id="talks-title">{_("Conversations")}</h2>
 <button type="button" class="close">{_("Close")}</button></header>
 <input type="search" aria-label="{find}" maxlength="200"
  placeholder="{_("Find a word that was asked or quoted")}">
 <div class="list"></div>
</dialog>"""


def _log_html() -> str:
    label = _("Conversation")
    return (
        f'<div role="log" aria-live="polite" aria-label="{label}" tabindex="0"></div>'
    )


def _scope_html() -> str:
    find = _("Find an article, tag or folder")
    return f"""\
<div class="scope">
 <button type="button" id="scope-button" aria-haspopup="dialog" aria-expanded="false"
  aria-controls="scope-list" data-before="{_("Ask: ")}"><span class="hidden">\
{_("What to ask: ")}</span>
  <span class="chosen">{_("All articles")}</span></button>
 <button type="button" id="scope-all" hidden>{_("Ask all")}</button>
 <button type="button" id="add-here">{_("Add an article")}</button>
 <input id="files-here" type="file" multiple hidden accept="{",".join(SUFFIXES)}">
</div>
<div id="scope-list" role="dialog" aria-label="{_("What to ask")}" hidden>
 <input type="search" aria-label="{find}"
  placeholder="{find}">
 <div class="choices"></div>
</div>
<div class="adding"><p class="sum" role="status"></p>
 <ul class="outcomes" tabindex="0" aria-label="{_("What became of each")}" hidden>\
</ul></div>
<p class="too-long" role="status"></p>
<p class="waits" role="status"></p>"""


def _below_html() -> str:
    return f"""\
<div class="below">
 <span class="exports">{_("Export as")}
  <a class="export" data-form="html">HTML</a>
  <a class="export" data-form="markdown">Markdown</a>
  <a class="export" data-form="json">JSON</a></span>
 <p class="keys">{_(KEYS)}</p>
</div>"""


KEYS = N_(
    "<kbd>Esc</kbd> to the answer · <kbd>1</kbd>–<kbd>9</kbd> open a quote · "
    "<kbd>n</kbd> <kbd>p</kbd> next, previous"
)


@dataclass(frozen=True, slots=True)
class AskParts:
    """The parts of the Ask page that events read or write."""

    question: gr.Textbox
    notice: gr.HTML


def lay_out_ask() -> AskParts:
    """Lay out the conversation and the source."""
    with gr.Row(elem_id="room"), gr.Column(min_width=320, elem_id="conversation"):
        gr.HTML(_head_html(), elem_id="talk-head", apply_default_css=False)
        gr.HTML(_log_html(), elem_id="chat", apply_default_css=False)
        welcome = f'<section class="welcome" aria-label="{_("Welcome")}"></section>'
        gr.HTML(welcome, elem_id="welcome", apply_default_css=False)
        gr.HTML(_scope_html(), elem_id="scope", apply_default_css=False)
        question = _question_box()
        notice = gr.HTML(
            elem_id="notice",
            apply_default_css=False,
            html_template='<div role="alert">${value}</div>',
        )
        gr.HTML(_below_html(), elem_id="below", apply_default_css=False)
    return AskParts(question, notice)


def lay_out_source() -> None:
    """Lay out the source, which stands beside the conversation and any other tab."""
    with gr.Column(elem_id="source-column"):
        # A script says what it is for, and fills it.
        panel = f'<section class="panel" aria-label="{_("Source")}"></section>'
        gr.HTML(panel, elem_id="sources", apply_default_css=False)


def _question_box() -> gr.Textbox:
    # Without a `max_length`: it would cut what is pasted, and say nothing.
    return gr.Textbox(
        elem_id="question",
        label=_("Your question"),
        show_label=False,
        container=False,
        placeholder=_("Ask your articles a question"),
        lines=1,
        max_lines=4,
        autofocus=True,
        submit_btn=_("Ask"),
    )


def bind_ask(ask: AskParts, preferences: gr.BrowserState, events: AskEvents) -> None:
    """Bind what happens on it.

    Args:
        ask: The parts to bind.
        preferences: The settings as the browser keeps them.
        events: What to do.
    """
    # For scripts: to send a question, and to say where.
    sent_box = gr.Textbox(elem_id="sent", visible="hidden", submit_btn=True)
    place = gr.Textbox(visible="hidden")
    asked = gr.Textbox(visible="hidden")
    for box in (ask.question, sent_box):
        # Asking goes around Gradio's queue: half the time to the answer.
        sent = box.submit(
            events.ask,
            [box, place, preferences],
            [asked, ask.notice],
            queue=False,
            show_progress="hidden",
            api_visibility="private",
            js=WITH_PLACE,
        )
        sent.success(None, [asked], None, js=SHOW, queue=False)
        sent.failure(None, None, None, js=NOT_ASKED, queue=False)
