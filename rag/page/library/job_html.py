"""The one rebuild as HTML: a bar while it runs, a sentence when it has ended."""

from collections.abc import Sequence
from html import escape
from math import ceil

from rag.page.library.job import JobView
from rag.page.quotes.answer import question_links_html
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
        "done": "The index is up to date.",
        "undone": "Undone:",
        "redone": "Redone:",
        "cancelled": "Cancelled.",
        "failed": "The index could not be rebuilt.",
    }[view.state]
    said = f"<strong>{heading}</strong> {escape(view.message)}"
    return f'<p class="{view.state}">{said}</p>{_changed_html(view.changed)}'


def _bar_html(view: JobView) -> str:
    """Show which step a rebuild is at, how far, and how long it will still take."""
    step = view.step
    if view.state == "cancelling":
        return '<label for="bar">Cancelling…</label><progress id="bar"></progress>'
    if step is None or not step.total:
        name = _said(step) if step else "Preparing"
        return f'<label for="bar">{name}…</label><progress id="bar"></progress>'
    # Which page it is says how far that is, too.
    done = "" if step.name == "pages" else f"{step.done:,} of {step.total:,}"
    left = "" if view.left_s is None else time_left(view.left_s)
    far = " · ".join(filter(None, (done, left)))
    return (
        f'<label for="bar">{_said(step)} <span>{far}</span></label>'
        f'<progress id="bar" value="{step.done}" max="{step.total}"></progress>'
    )


def _said(step: Step) -> str:
    said = step.said
    return escape(said[:1].upper() + said[1:])


def time_left(seconds: float) -> str:
    """Say how long something will still take, as roughly as it is known.

    >>> [time_left(seconds) for seconds in (3, 42, 130)]
    ['a few seconds to go', 'about 45 s to go', 'about 3 min to go']
    """
    if seconds <= FEW_S:
        return "a few seconds to go"
    if seconds < 60:
        return f"about {5 * ceil(seconds / 5)} s to go"
    if seconds < 3600:
        return f"about {ceil(seconds / 60)} min to go"
    return f"about {seconds / 3600:.1f} h to go"


def _changed_html(questions: Sequence[str]) -> str:
    """Name the judged questions that are answered otherwise now; links ask them."""
    if not questions:
        return ""
    return (
        '<p class="lead">These questions, which you judged, are answered otherwise '
        f"now:</p>{question_links_html(questions)}"
    )
