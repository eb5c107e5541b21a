"""Answers as HTML.

Pure functions to HTML; whatever comes from an article or a person passes through
`escape`.
"""

import json
from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType
from urllib.parse import quote as percent_encoded

from rag.asking.wording.english import capital
from rag.judging.verdicts import Verdict
from rag.page.quotes.agreeing import Also, also_html, side_by_side
from rag.page.quotes.buttons import button_html
from rag.page.quotes.cutting import Cut, Quote, without_surroundings
from rag.page.quotes.judged import verdict_at
from rag.page.quotes.quote_html import AboutQuote, quote_html
from rag.page.quotes.reasons import reason_html
from rag.page.quotes.references import Reference
from rag.page.quotes.states import look_of, state_html, words_html
from rag.page.quotes.turns import AskedTurn
from rag.page.quotes.verdicts import judging_html, none_html
from rag.page.words.below import listed, overview_said
from rag.page.words.saying import N_, _


def _gone_html() -> str:
    return (
        '<blockquote class="gone"><p>'
        f"{_('This article is no longer in the library.')}</p></blockquote>"
    )


def question_html(turn: AskedTurn) -> str:
    """Show the question as it was asked."""
    return f'<p class="asked">{escape(turn.question)}</p>'


Verdicts = Sequence[Verdict]
About = Mapping[Reference, AboutQuote]


def answer_html(
    turn: AskedTurn,
    cut: Cut,
    verdicts: Verdicts = (),
    named: Cut = (),
    also: Also = MappingProxyType({}),
) -> str:
    """Show an answer: the answering sentence first, then the further passages.

    Args:
        turn: The question and how it was answered.
        cut: Its quotes, as `cut_turn` gives them.
        verdicts: What was said of this question's answers before.
        named: Quotes that a person named as the answer, and that aren't in `cut`.
        also: Which other articles say the same as a quote.
    """
    own = _quotes_html(named, "named", "named", verdicts)
    about = _about_quotes(turn, also)
    named_before = _further_html(_("You marked this as the answer"), own)
    asked = _within_html(turn) + _read_as_html(turn)
    if turn.overview is not None:
        return asked + named_before + _overview_html(turn, cut, verdicts)
    head = asked + state_html(turn, cut, verdicts) + named_before
    tools = _tools_html(none_html(verdicts, turn))
    if not turn.answered:
        nearest = _quotes_html(cut, "nearest", "nearest", verdicts, about)
        return head + _further_html(_("Nearest passages"), nearest) + tools
    if turn.parts:
        parts = _parts_html(turn, cut, verdicts, about, len(named))
        return f"{head}{parts}{tools}"
    # What was kept may have lost every quote.
    written = _quotes_html(cut, "best", "further", verdicts, about)
    best, *further = side_by_side(written, turn, cut) or [_gone_html()]
    more = _further_html(_("Further passages"), further)
    lacks = words_html(_("Not in this passage"), turn.unsaid_names)
    return f"{head}{best}{lacks}{more}{tools}"


def _overview_html(turn: AskedTurn, cut: Cut, verdicts: Verdicts) -> str:
    """Show the key sentences, without what stands around them, under what they are."""
    there = [item for item in cut if isinstance(item, Quote)]
    titles = {item.reference.article_id: item.title for item in there}
    label = overview_said(list(titles.values()), turn.overview or 0)
    quotes = _quotes_html(without_surroundings(cut), "key", "key", verdicts)
    return _further_html(label, quotes) + _tools_html("")


NO_PART = N_("The articles don’t answer this part.")
NEAR_PART = N_("May not answer this part:")
SAME_PART = N_("Quote {number} says this, too.")
NEAR_SAME_PART = N_("Quote {number} is on this, but may not answer it.")


def _parts_html(
    turn: AskedTurn, cut: Cut, verdicts: Verdicts, about: About, before: int
) -> str:
    """Show each part of a question with its quote, and what no part asked for last.

    The quotes' numbers go on from those of as many `before` them.
    """
    html = ""
    shown: set[int] = set()
    answering = {part.number for part in turn.parts if part.status == "answered"}
    for part in turn.parts:
        is_answered = part.status == "answered"
        html += f'<p class="part">{escape(part.asked)}</p>'
        # What was kept may count quotes that it has lost.
        number = part.number if part.number in range(1, len(cut) + 1) else None
        if number is None:
            html += f'<p class="no-part">{_(NO_PART)}</p>'
        # It stands where it answers, not where it may not.
        elif number in shown or (number in answering and not is_answered):
            said = SAME_PART if is_answered else NEAR_SAME_PART
            same = _(said, number=number + before)
            html += f'<p class="same-part">{same}</p>'
        else:
            if not is_answered:
                html += f'<p class="near-part">{_(NEAR_PART)}</p>'
            kind = "best" if is_answered else "nearest"
            one = cut[number - 1 : number]
            # What may be no answer has no words set apart.
            known = about if is_answered else _without_marks(about)
            html += "".join(_quotes_html(one, kind, kind, verdicts, known))
            shown.add(number)
    rest = [item for number, item in enumerate(cut, 1) if number not in shown]
    return html + _further_html(
        _("Further passages"), _quotes_html(rest, "further", "further", verdicts, about)
    )


def _without_marks(about: About) -> About:
    return {place: AboutQuote(known.below) for place, known in about.items()}


def _about_quotes(turn: AskedTurn, also: Also) -> About:
    """Gather what is known of each quote."""
    known: dict[Reference, AboutQuote] = {}
    for quote in map(turn.shown, turn.quotes):
        why = reason_html(quote.reason, turn.words) if quote.reason else ""
        below = also_html(also.get(quote.place, ())) + why
        known[quote.place] = AboutQuote(below, quote.answer, quote.above, quote.marks)
    return known


def _within_html(turn: AskedTurn) -> str:
    """Say what was asked, where that wasn't all."""
    if not turn.within:
        return ""
    said = _("Asked only: {names}", names=listed(turn.within))
    # For the link that asks again.
    names = escape(json.dumps(turn.names))
    return f'<p class="within" data-names="{names}">{escape(said)}</p>'


def _read_as_html(turn: AskedTurn) -> str:
    """Say how a follow-up was read, with a link that asks it as it stands."""
    if turn.literal:
        return f'<p class="read-as literal">{_("Asked literally")}</p>'
    if not turn.read_as:
        return ""
    said = escape(_("Read as: {question}", question=turn.read_as))
    if turn.read_as == turn.question:
        said = _("Read together with the question before.")
    query = percent_encoded(turn.question, safe="")
    return (
        f'<p class="read-as">{said} '
        f'<a class="literally" href="/?q={query}&amp;literal=1">'
        f"{_('Ask it literally')}</a></p>"
    )


def _further_html(label: str, quotes: Sequence[str]) -> str:
    if not quotes:
        return ""
    return f'<p class="label">{escape(label)}</p>{"".join(quotes)}'


def _quotes_html(
    cut: Cut,
    first_kind: str,
    other_kind: str,
    verdicts: Verdicts,
    about: About = MappingProxyType({}),
) -> list[str]:
    """Write each quote; an article's title stands only where the article changes."""
    written: list[str] = []
    title = ""
    for item in cut:
        kind = other_kind if written else first_kind
        if isinstance(item, Reference):
            written.append(_gone_html())
            continue
        judged = verdict_at(verdicts, item.reference)
        look = look_of(kind, judged.kind if judged else None, verdicts)
        known = about.get(item.found_at, AboutQuote())
        with_title = item.title != title
        written.append(
            quote_html(item, look, known, judging_html(judged), with_title=with_title)
        )
        title = item.title
    return written


def _tools_html(none: str) -> str:
    copy = button_html("copy-quotes", _("Copy quotes"))
    copy += button_html("copy-link", _("Copy link"))
    return f'<p class="tools">{copy}{none}</p>'


def notice_html(message: str) -> str:
    """Say what went wrong and what mends it, under the question."""
    return f'<p class="notice">{escape(capital(message))}</p>'
