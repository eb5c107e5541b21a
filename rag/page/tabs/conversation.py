"""What the page's events do: ask, draw the conversation anew, export it."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import gradio as gr

from rag.errors import QuotewellError
from rag.page.quotes.agreeing import cut_also
from rag.page.quotes.answer import (
    EMPTY_WELCOME,
    answer_html,
    notice_html,
    question_html,
    welcome_html,
)
from rag.page.quotes.cutting import cut_quotes
from rag.page.quotes.export import export
from rag.page.quotes.packing import make_pack
from rag.page.quotes.turns import MAX_TURNS, AskedTurn, parse_turns, remember
from rag.page.quotes.verdicts import elsewhere
from rag.page.service import Service
from rag.page.tabs.preferences import Preferences, parse_preferences

log = logging.getLogger(__name__)

UNEXPECTED = "Something went wrong; the reason is in the server’s log."

# What each event gives: the question box, the messages, what the browser keeps, the
# notice, and the welcome. `gr.skip()` leaves one as it is, so they can't be told apart.
Shown = tuple[Any, Any, Any, str, Any]


class Conversation:
    """The events of the Ask page. All state comes from the browser and goes back.

    Args:
        service: Answers.
        defaults: What holds until a person sets something else.
    """

    def __init__(self, service: Service, defaults: Preferences) -> None:
        self.service = service
        self.defaults = defaults

    def ask(
        self,
        question: object,
        kept: object,
        preferences: object,
        literal: bool = False,
    ) -> Shown:
        """Answer a question; what was typed stays in the box if that fails."""
        turns = parse_turns(kept)
        wanted = parse_preferences(preferences, self.defaults)
        text = question if isinstance(question, str) else ""
        try:
            turn = self._answer(text, turns, wanted, literal)
            return ("", *self._drawn([*turns, turn][-MAX_TURNS:]))
        except QuotewellError as error:
            message = str(error)
        except Exception:
            log.exception("a question could not be answered")
            message = UNEXPECTED
        return gr.skip(), gr.skip(), gr.skip(), notice_html(message), gr.skip()

    def ask_literally(self, question: object, kept: object, wanted: object) -> Shown:
        """Answer a question as it stands; what is being typed stays in the box."""
        return (gr.skip(), *self.ask(question, kept, wanted, literal=True)[1:])

    def restore(self, kept: object, preferences: object, request: gr.Request) -> Shown:
        """Draw the conversation again, and ask what the address asks.

        That is `/?q=…`, or `/?q=…&literal=1` for a question to be taken as it stands.
        """
        turns = parse_turns(kept)
        asked = str(request.query_params.get("q") or "").strip()
        literal = request.query_params.get("literal") == "1"
        last = (turns[-1].question, turns[-1].literal) if turns else None
        if asked and (asked, literal) != last:
            return self.ask(asked, kept, preferences, literal)
        return self.redraw(kept)

    def redraw(self, kept: object) -> Shown:
        """Draw the conversation anew, as articles and verdicts are now."""
        turns = parse_turns(kept)
        if not turns:
            # Whoever was quick enough to have asked already keeps the answer.
            return gr.skip(), gr.skip(), gr.skip(), "", self._welcome()
        try:
            messages, _, notice, welcome = self._drawn(turns)
            # What is kept stays: a question may have been asked meanwhile.
            return gr.skip(), messages, gr.skip(), notice, welcome
        except QuotewellError as error:
            notice = notice_html(str(error))
            return gr.skip(), gr.skip(), gr.skip(), notice, gr.skip()

    def start_anew(self) -> Shown:
        """Forget the conversation."""
        return ("", *self._drawn([]))

    def export(self, kept: object, form: str) -> str:
        """Write an evidence pack; gives the file's name and text as JSON."""
        pack = make_pack(
            parse_turns(kept),
            self.service.find,
            self.service.journal.verdicts,
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            generation=self.service.library.current(),
        )
        return json.dumps(asdict(export(pack, form)))

    def _answer(
        self,
        question: str,
        turns: Sequence[AskedTurn],
        wanted: Preferences,
        literal: bool,
    ) -> AskedTurn:
        history = [turn.as_history() for turn in turns]
        answer = self.service.ask(question, history, wanted.top_k, literal)
        return remember(answer, wanted.threshold, literal)

    def _drawn(self, turns: Sequence[AskedTurn]) -> tuple[Any, Any, str, str]:
        messages: list[dict[str, str]] = []
        for turn in turns:
            messages.append({"role": "user", "content": question_html(turn)})
            messages.append({"role": "assistant", "content": self._answer_html(turn)})
        welcome = "" if turns else self._welcome()
        return messages, [turn.to_json() for turn in turns], "", welcome

    def _welcome(self) -> str:
        if not self.service.library.articles():
            return EMPTY_WELCOME
        return welcome_html(self.service.examples())

    def _answer_html(self, turn: AskedTurn) -> str:
        find = self.service.find
        verdicts = self.service.journal.verdicts(turn.question)
        named = elsewhere(verdicts, turn.references)
        cut = cut_quotes([*named, *turn.references], find)
        found = len(named)
        also = cut_also(turn, find)
        return answer_html(turn, cut[found:], verdicts, cut[:found], also)
