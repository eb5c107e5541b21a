"""Conversations as HTML: their turns, and the list of all.

Pure functions; whatever a person or an article said passes through `escape`.
"""

from collections.abc import Sequence
from html import escape

from rag.judging.conversations import Conversation, KeptTurn
from rag.judging.evidence import FindArticle
from rag.page.quotes.agreeing import cut_also
from rag.page.quotes.answer import answer_html, question_html
from rag.page.quotes.buttons import act_html, button_html
from rag.page.quotes.judged import VerdictsOn, cut_turn, verdicts_of
from rag.page.quotes.kept_turns import parse_turn
from rag.page.quotes.turns import AskedTurn
from rag.page.words.saying import _, date_html, ngettext


def turn_html(kept: KeptTurn, find: FindArticle, verdicts_on: VerdictsOn) -> str:
    """Show a question and its answer, as articles and verdicts are now."""
    turn = parse_turn(kept.answer)
    if turn is None:  # the file was changed by another program
        turn = AskedTurn(kept.question, kept.read_as, "not_found", (), ())
    verdicts = verdicts_of(turn, verdicts_on, find)
    named, own = cut_turn(turn, verdicts, find)
    answer = answer_html(turn, own, verdicts, named, cut_also(turn, find))
    return (
        f'<section class="turn" data-id="{kept.id}" data-meant="{escape(turn.meant)}">'
        f'<div data-testid="user">{question_html(turn)}</div>'
        f'<div data-testid="bot">{answer}</div></section>'
    )


def conversations_html(found: Sequence[Conversation], words: str) -> str:
    """List conversations, the latest first, each with a link and what to do with it."""
    if not found:
        said = _("Nothing was asked yet.")
        if words:
            said = _("No conversation has these words.")
        return f'<p class="none">{said}</p>'
    return f'<ul class="talks">{"".join(map(_item_html, found))}</ul>'


def recent_html(found: Sequence[Conversation]) -> str:
    """Link to the conversations that went on last, to go on with; none says nothing."""
    if not found:
        return ""
    items = "".join(
        f'<li><a class="talk" href="/?c={each.id}">{escape(each.name)}</a></li>'
        for each in found
    )
    return (
        f'<h3>{_("Go on with")}</h3><ul class="recent">{items}</ul>'
        f"{button_html('all-talks', _('All conversations'))}"
    )


def _item_html(found: Conversation) -> str:
    name = escape(found.name)
    turns = ngettext("{n} question", "{n} questions", found.turns)
    export = _("Export")
    file = f"/api/conversations/{found.id}/export?form=html"
    return (
        f'<li data-id="{found.id}"><a class="talk" href="/?c={found.id}">{name}</a>'
        f'<span class="when">{date_html(found.updated)} · {turns}</span>'
        f'<span class="acts">{act_html("rename", _("Rename"), name)}'
        f'<a class="save" download href="{file}" aria-label="{export} {name}">'
        f"{export}</a>"
        f"{act_html('delete', _('Delete'), name)}</span></li>"
    )
