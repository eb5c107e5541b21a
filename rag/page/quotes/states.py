"""What an answer is, said above it: its state, how sure that is, and what is lacking.

Pure functions to HTML; whatever comes from a person passes through `escape`. What a
person said of an answer comes before what Quotewell makes of it.
"""

from collections.abc import Sequence
from html import escape
from typing import Literal

from rag.asking.states import STATE_NAMES, STATE_SENTENCES, State
from rag.judging.evidence import EvidenceQuote, EvidenceTurn
from rag.judging.verdicts import Kind, Verdict
from rag.page.quotes.cutting import Cut, reference_of
from rag.page.quotes.judged import is_named, kind_at, says_none
from rag.page.quotes.turns import AskedTurn
from rag.page.words.below import across_said, listed, state_said
from rag.page.words.saying import N_, _
from rag.types import Status

Look = Literal["answered", "near", "not_found", "wrong"]

AS_JUDGED = N_("as you judged")
OF_THOSE_ASKED = N_("The articles that were asked don’t answer this.")


def state_html(turn: AskedTurn, cut: Cut, verdicts: Sequence[Verdict]) -> str:
    """Say what the answer to a question is.

    Args:
        turn: The question and how it was answered.
        cut: Its quotes.
        verdicts: What was said of this question's answers before.
    """
    state, look = _state(turn, cut, verdicts)
    sure = f' <span class="sure">{escape(state.sure)}</span>' if state.sure else ""
    refused = " refusal" if look in ("near", "not_found") else ""
    across = _across_html(turn) if not turn.parts else ""
    lacking = _lacking_html(turn) if refused and state.sure != _(AS_JUDGED) else ""
    return (
        f'<div class="state {look}{refused}"><p class="verdict"><strong>'
        f"{escape(state.name)}</strong>{sure}</p>{across}{lacking}</div>"
    )


def _state(
    turn: AskedTurn, cut: Cut, verdicts: Sequence[Verdict]
) -> tuple[State, Look]:
    first = map(reference_of, cut[:1])
    return judged_state(
        state_said(turn.status, turn.confidence, turn.parts),
        turn.status,
        named=any(is_named(verdict.kind) for verdict in verdicts),
        none=says_none(verdicts),
        wrong=any(kind_at(verdicts, place) == "wrong" for place in first),
    )


def judged_state(
    found: State, status: Status, *, named: bool, none: bool, wrong: bool
) -> tuple[State, Look]:
    """Give the state and its look, as a person judged it or else as it was found.

    Args:
        found: What Quotewell found.
        status: The same, for programs.
        named: The person named a quote as the answer.
        none: The person said that the articles don't answer.
        wrong: The person called the first quote wrong.
    """
    if named:
        return State(_(STATE_NAMES["answered"]), _(AS_JUDGED)), "answered"
    if none:
        return State(_(STATE_NAMES["not_found"]), _(AS_JUDGED)), "not_found"
    if wrong and status == "answered":
        by_whom = _("by you; Quotewell said: {found}", found=found)
        return State(_("Judged wrong"), by_whom), "wrong"
    return found, status


def exported_state(turn: EvidenceTurn) -> State:
    """Give the state of a turn of an evidence pack, as the page says it."""
    kinds = [quote.verdict for quote in turn.quotes]
    state, __ = judged_state(
        state_said(turn.status, turn.confidence, turn.parts),
        turn.status,
        named=any(map(is_named, kinds)),
        none=turn.unanswered,
        wrong=kinds[:1] == ["wrong"],
    )
    return state


def is_bright(quote: EvidenceQuote, turn: EvidenceTurn) -> bool:
    """Tell whether a quote of a pack is bright, as `look_of` does for the page."""
    if turn.is_pinned:
        return True
    if turn.overview is not None:  # of its quotes none is better than another
        return quote.verdict != "wrong"
    if any(is_named(each.verdict) for each in turn.quotes):
        return is_named(quote.verdict)
    if turn.status != "answered" or turn.unanswered or quote.verdict == "wrong":
        return False
    numbers = [part.number for part in turn.parts if part.status == "answered"]
    return quote.number in (numbers or [1])


def _across_html(turn: AskedTurn) -> str:
    """Say in which language was asked, where the quotes are in another."""
    if turn.across is None:
        return ""
    return f'<p class="across">{escape(across_said(*turn.across, turn.status))}</p>'


def _lacking_html(turn: AskedTurn) -> str:
    """Say what the articles don't have, and of a near miss what its passage has."""
    lines = f'<p class="about">{refusal_said(turn)}</p>'
    lines += words_html(_("Not in the articles"), turn.missing_terms)
    if turn.status == "near":
        has, lacks = turn.first_words
        lines += words_html(_("The first passage has"), has)
        alone = [word for word in lacks if word not in turn.missing_terms]
        lines += words_html(_("It lacks"), alone)
    return lines


def refusal_said(turn: AskedTurn | EvidenceTurn) -> str:
    """Say that the articles don't answer, or may not: all, or those that were asked."""
    is_part = turn.within and turn.status == "not_found"
    sentence = _(OF_THOSE_ASKED if is_part else STATE_SENTENCES[turn.status])
    return sentence.replace("'", "’")


def words_html(label: str, words: Sequence[str]) -> str:
    """Say in a line which words are meant, if there are any."""
    if not words:
        return ""
    said = listed(f"<strong>{escape(word)}</strong>" for word in words)
    line = _("{label}: {words}.", label=escape(label), words=said)
    return f'<p class="missing">{line}</p>'


def look_of(kind: str, judged: Kind | None, verdicts: Sequence[Verdict]) -> str:
    """Choose a quote's classes: one is bright, what a person named before all else.

    Args:
        kind: What the quote is by itself, "best" where it answers.
        judged: What was said of it.
        verdicts: What was said of this question's answers before.

    Example:
        >>> look_of("best", None, ()), look_of("best", "wrong", ())
        ('best bright', 'best judged-wrong')
    """
    if judged == "wrong":
        return f"{kind} judged-wrong"
    is_any_named = any(is_named(verdict.kind) for verdict in verdicts)
    found = kind == "best" and not is_any_named and not says_none(verdicts)
    return f"{kind} bright" if found or is_named(judged) else kind
