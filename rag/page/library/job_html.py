"""The one rebuild as HTML: a bar while it runs, a sentence when it has ended."""

from collections.abc import Sequence
from html import escape
from math import ceil

from rag.asking.wording.english import capital
from rag.page.library.job import JobView
from rag.page.quotes.welcome import question_links_html
from rag.page.words.below import step_said
from rag.page.words.reasons import said
from rag.page.words.saying import N_, _, number
from rag.steps import Step

FEW_S = 5.0
"""What takes no longer isn't counted in seconds."""


def job_html(view: JobView) -> str:
    """Show the one rebuild: a bar while it runs, a sentence when it ended."""
    if view.state == "idle":
        return ""
    if view.busy:
        return _bar_html(view)
    heading = {
        "done": N_("The index is up to date."),
        "undone": N_("Undone:"),
        "redone": N_("Redone:"),
        "cancelled": N_("Cancelled."),
        "failed": N_("The index could not be rebuilt."),
    }[view.state]
    words = f"<strong>{_(heading)}</strong> {escape(said(view.message))}"
    return f'<p class="{view.state}">{words}</p>{_changed_html(view.changed)}'


def _bar_html(view: JobView) -> str:
    """Show which step a rebuild is at, how far, and how long it will still take."""
    step = view.step
    if view.state == "cancelling":
        return _unknown_html(_("Cancelling…"))
    if step is None or not step.total:
        name = _said(step) if step else _("Preparing")
        return _unknown_html(_("{step}…", step=name))
    # Which page it is says how far that is, too.
    far = _("{done} of {total}", done=number(step.done), total=number(step.total))
    done = "" if step.name == "pages" else far
    left = "" if view.left_s is None else time_left(view.left_s)
    far = " · ".join(filter(None, (done, left)))
    return (
        f'<label for="bar">{_said(step)} <span>{far}</span></label>'
        f'<progress id="bar" value="{step.done}" max="{step.total}"></progress>'
    )


def _said(step: Step) -> str:
    return escape(capital(step_said(step)))


def _unknown_html(said: str) -> str:
    return f'<label for="bar">{said}</label><progress id="bar"></progress>'


def time_left(seconds: float) -> str:
    """Say how long something will still take, as roughly as it is known.

    >>> [time_left(seconds) for seconds in (3, 42, 130)]
    ['a few seconds to go', 'about 45 s to go', 'about 3 min to go']
    """
    if seconds <= FEW_S:
        return _("a few seconds to go")
    if seconds < 60:
        return _("about {seconds} s to go", seconds=5 * ceil(seconds / 5))
    if seconds < 3600:
        return _("about {minutes} min to go", minutes=ceil(seconds / 60))
    return _("about {hours} h to go", hours=f"{seconds / 3600:.1f}")


def _changed_html(questions: Sequence[str]) -> str:
    """Name the judged questions that are answered otherwise now; links ask them."""
    if not questions:
        return ""
    said = _("These questions, which you judged, are answered otherwise now:")
    return f'<p class="lead">{said}</p>{question_links_html(questions)}'
