"""What the Ask page's events do: answer a question in the conversation that is open."""

import json
import logging
import re
from dataclasses import dataclass

from rag.errors import QuotewellError, ScopeError
from rag.library.scope import MAX_WITHIN
from rag.page.quotes.answer import notice_html
from rag.page.quotes.conversations import turn_html
from rag.page.quotes.turns import Conversed
from rag.page.service import Manner, Service
from rag.page.tabs.preferences import Preferences, parse_preferences
from rag.page.words.reasons import said
from rag.page.words.saying import N_, _, number

log = logging.getLogger(__name__)

UNEXPECTED = N_("Something went wrong; the reason is in the server’s log.")

TOO_MANY = N_(
    "Too much is chosen to be asked: {many}, where at most {most} can be. Give them a "
    "tag, and choose that."
)

CHOOSE = N_("{why}. Choose something else, or ask all.")

KEY = re.compile(r"[0-9a-f]{32}")

# What each event gives: the conversation that has the turn, and the notice.
Shown = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AskPlace:
    """In which conversation a question is asked, and of what; `key` is its own.

    `literal`: whether it is asked as it stands.
    """

    conversation: str = ""
    within: tuple[str, ...] = ()
    key: str = ""
    literal: bool = False


def parse_place(value: object) -> AskPlace:
    """Read {"c": ID, "in": [NAME, …], "key": KEY, "literal": BOOL}, where that fits."""
    try:
        told = json.loads(value) if isinstance(value, str) else None
    except ValueError:
        told = None
    told = told if isinstance(told, dict) else {}
    conversation, within, key = told.get("c"), told.get("in"), told.get("key")
    names = within if isinstance(within, list) else []
    return AskPlace(
        conversation if isinstance(conversation, str) else "",
        tuple(name for name in names if isinstance(name, str)),
        key if isinstance(key, str) and KEY.fullmatch(key) else "",
        told.get("literal") is True,
    )


class AskEvents:
    """The events of the Ask page. The server keeps what was asked and answered.

    Args:
        service: Answers, and keeps the turns.
        defaults: What holds until a person sets something else.
    """

    def __init__(self, service: Service, defaults: Preferences) -> None:
        self.service = service
        self.defaults = defaults

    def ask(self, question: object, place: object, preferences: object) -> Shown:
        """Answer a question. A script puts it back in its box if that fails."""
        wanted = parse_preferences(preferences, self.defaults)
        text = question if isinstance(question, str) else ""
        asked = parse_place(place)
        manner = Manner(wanted.top_k, wanted.threshold, asked.literal)
        if (many := len(asked.within)) > MAX_WITHIN:
            most = number(MAX_WITHIN)
            return "", notice_html(_(TOO_MANY, many=number(many), most=most))
        try:
            done = self.service.converse(
                asked.conversation, text, manner, asked.within, asked.key
            )
        except ScopeError as error:
            # What mends it is for who types names.
            return "", notice_html(_(CHOOSE, why=said(error.reason)))
        except QuotewellError as error:
            return "", notice_html(said(str(error)))
        except Exception:
            log.exception("a question could not be answered")
            return "", notice_html(_(UNEXPECTED))
        return done.conversation, self._unkept_html(done)

    def _unkept_html(self, done: Conversed) -> str:
        """Show a turn that no conversation has, and say why; "" where one has it."""
        if done.unkept is None:
            return ""
        told = _("This answer is not kept: {problem}").format(problem=done.problem)
        service = self.service
        return turn_html(done.unkept, service.find, lambda _: ()) + notice_html(told)
