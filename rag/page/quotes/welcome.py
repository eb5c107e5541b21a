"""What invites to ask: questions as links, overviews, and the welcome of a new talk.

Pure functions to HTML; whatever comes from an article passes through `escape`.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote as percent_encoded

from rag.asking.wording.overview_questions import ABOUT, overview_request
from rag.page.quotes.buttons import button_html
from rag.page.words.saying import N_, _

TRIAL = N_(
    "These ask an article on innovation in China that is here to try. It leaves when "
    "you add your own."
)


def question_links_html(questions: Sequence[str]) -> str:
    """List questions as links that ask them; nothing where there are none."""
    items = "".join(
        f'<li><a class="example" href="/?q={percent_encoded(question, safe="")}">'
        f"{escape(question)}</a></li>"
        for question in questions
    )
    return f'<ul class="examples">{items}</ul>' if items else ""


def overview_link_html(title: str) -> str:
    """Link to the overview of an article, as a question that asks for it."""
    request = overview_request(title, _(ABOUT))
    if request is None:
        return ""
    label = escape(_("Overview of {title}", title=title))
    return (
        f'<a class="example overview" href="/?q={percent_encoded(request, safe="")}" '
        f'aria-label="{label}">{_("Overview")}</a>'
    )


def welcome_html(questions: Sequence[str], *, is_trial: bool = False) -> str:
    """Say what the page does, with questions to start with.

    Args:
        questions: What to start with.
        is_trial: Whether they ask the article that is there to try.
    """
    does = _(
        "The answer is quoted from your articles, word for word, and each quote opens "
        "its source."
    )
    trial = f'<p class="trial">{_(TRIAL)}</p>' if is_trial and questions else ""
    return (
        f"<h2>{_('What would you like to know?')}</h2><p>{does}</p>"
        f"{trial}{question_links_html(questions)}"
    )


def empty_welcome_html() -> str:
    """Lead to the library while that is empty."""
    return (
        f"<h2>{_('The library is empty')}</h2>"
        f"<p>{_('Add an article, and ask about it a moment later.')}</p>"
        f"{button_html('plain to-library', _('Go to the library'))}"
    )
