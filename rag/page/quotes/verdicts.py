"""Verdicts on the page: what a person said of an answer, shown and listed.

Pure functions to HTML; whatever comes from a person or an article passes through
`escape`.
"""

from collections.abc import Sequence
from html import escape
from urllib.parse import quote as percent_encoded

from rag.judging.evidence import FindArticle
from rag.judging.verdicts import Kind, Verdict
from rag.page.quotes.buttons import button_html
from rag.page.quotes.cutting import Quote, cut_quote
from rag.page.quotes.judged import is_named
from rag.page.quotes.references import Reference, refer_to_quote
from rag.page.quotes.turns import AskedTurn
from rag.page.words.saying import N_, _, ngettext

LABELS: dict[Kind, str] = {
    "right": N_("right"),
    "wrong": N_("wrong"),
    "here": N_("marked as the answer"),
    "none": N_("the articles don’t answer it"),
}


def judging_html(verdict: Verdict | None) -> str:
    """Offer to call a quote right or wrong; what was said is pressed."""
    # Whoever marked just this quote in the source has called it right.
    is_right = verdict is not None and is_named(verdict.kind)
    right = _button("right", _("Right"), verdict if is_right else None)
    wrong = _button("wrong", _("Wrong"), None if is_right else verdict)
    return f'<span class="judging">{right}{wrong}</span>'


def none_html(verdicts: Sequence[Verdict], turn: AskedTurn) -> str:
    """Offer to say that the articles don't answer a question, where all were asked."""
    said = next((each for each in verdicts if each.kind == "none"), None)
    # It would hold for the others, too, when these are asked.
    if turn.within and not said:
        return ""
    label = _("None of these answers it")
    if not turn.answered:
        label = _("Right, nothing answers it")
    return _button("none", label, said)


def _button(kind: Kind, label: str, verdict: Verdict | None) -> str:
    """Write a button, pressed where there is a verdict, which it then takes back."""
    on, known, pressed = "", "", "false"
    if verdict:
        on, known, pressed = " on", f' data-id="{verdict.id}"', "true"
    return (
        f'<button type="button" class="judge {kind}{on}" aria-pressed="{pressed}"'
        f"{known}>{label}</button>"
    )


def verdicts_html(verdicts: Sequence[Verdict], find: FindArticle) -> str:
    """List all verdicts, newest first, each with its quote, place and a way back."""
    if not verdicts:
        return ""
    rows = "".join(_row_html(verdict, find) for verdict in verdicts)
    count = ngettext(
        "{n} verdict, shown when a question is asked again.",
        "{n} verdicts, shown when a question is asked again.",
        len(verdicts),
    )
    return (
        f'<h2>{_("Your verdicts")}</h2><p class="lead">{count} '
        '<a href="/api/verdicts/set.zip" download>'
        f'{_("Export as a question set")}</a></p><ul class="verdicts">{rows}</ul>'
    )


def _row_html(verdict: Verdict, find: FindArticle) -> str:
    question = escape(verdict.question)
    query = percent_encoded(verdict.question, safe="")
    back = escape(_("Take back the verdict on {question}", question=verdict.question))
    cut: Quote | Reference | None = None
    if verdict.kind != "none":
        cut = cut_quote(refer_to_quote(verdict.place), find)
    return (
        f'<li data-id="{verdict.id}"><p class="question"><a class="example" '
        f'href="/?q={query}">{question}</a></p>'
        f'<p class="said {verdict.kind}">{_(LABELS[verdict.kind])}</p>'
        f'{_quote_html(verdict, cut)}<p class="acts">{_change_html(verdict, cut)}'
        f"{button_html('take-back', _('Take back'), back)}</p></li>"
    )


def _change_html(verdict: Verdict, cut: Quote | Reference | None) -> str:
    """Offer the opposite verdict on a quote that still stands."""
    # It would be a verdict on words that nobody has judged.
    if not isinstance(cut, Quote) or not cut.verbatim:
        return ""
    kind, label = "wrong", _("Change to wrong")
    if verdict.kind == "wrong":
        kind, label = "right", _("Change to right")
    question = escape(verdict.question)
    return (
        f'<button type="button" class="change" data-kind="{kind}" '
        f'data-quote="{escape(cut.reference.short)}" data-question="{question}" '
        f'aria-label="{label}: {question}">{label}</button>'
    )


def _quote_html(verdict: Verdict, cut: Quote | Reference | None) -> str:
    if cut is None:
        return ""
    quote = f"<blockquote>{escape(verdict.place.quote)}</blockquote>"
    if not isinstance(cut, Quote):
        return f'{quote}<p class="where"><em>{_("the article was removed")}</em></p>'
    note = "" if cut.verbatim else f" <em>{_('no longer in the article')}</em>"
    link = escape(cut.reference.permalink)
    where = " · ".join(f"<bdi>{escape(part)}</bdi>" for part in cut.where)
    return f'{quote}<p class="where"><a href="{link}">{where}</a>{note}</p>'
