"""What a change of the index has to say: what is searchable, what answers otherwise."""

import logging
from collections.abc import Sequence

from rag.errors import JournalAwayError
from rag.judging.changes import FirstQuotes, first_quotes, moved
from rag.judging.verdicts import Verdicts
from rag.library.generation.manifest import Manifest
from rag.page.engine import Engine
from rag.page.library.job import Outcome
from rag.page.words.below import passages_said
from rag.page.words.reasons import said
from rag.page.words.saying import Later, _, ngettext
from rag.steps import StoppedError

MAX_QUESTIONS = 50
"""So many judged questions, the newest, are asked: a long journal holds up no build."""

log = logging.getLogger(__name__)


class Comparing:
    """Compares the answers to judged questions before and after a change.

    Args:
        engine: Answers.
        journal: Holds the judged questions.
    """

    def __init__(self, engine: Engine, journal: Verdicts) -> None:
        self._engine = engine
        self._journal = journal

    def first_quotes(self) -> FirstQuotes:
        """Ask what was judged; without model or journal there is nothing to compare."""
        if (assistant := self._engine.loaded) is None:
            return {}
        try:
            judged = [item.question for item in self._journal.judged()]
        except JournalAwayError as error:  # what was added is to be asked all the same
            log.warning("%s", error)
            return {}
        return first_quotes(assistant.ask, judged[:MAX_QUESTIONS])

    def outcome(
        self,
        before: FirstQuotes,
        manifest: Manifest | None,
        done: str = "",
        found: Sequence[str] = (),
    ) -> Outcome:
        """Say what came of a change.

        Args:
            before: What `first_quotes` gave before it.
            manifest: That of the index after it.
            done: What it was, said before what is searchable.
            found: What else there is to say, after that.
        """
        message = Later(lambda: _message(done, manifest, found))
        number = manifest.number if manifest else None
        return Outcome(message, self._changed(before), number)

    def _changed(self, before: FirstQuotes) -> tuple[str, ...]:
        # Asking all that was judged may take seconds: who undoes a tag needn't wait.
        if not before:
            return ()
        try:
            return moved(before, self.first_quotes())
        except StoppedError:  # too late: the index is another already, and that is said
            return ()


def _message(done: str, manifest: Manifest | None, found: Sequence[str]) -> str:
    return " ".join(map(said, (done, searchable(manifest), *found))).strip()


def searchable(manifest: Manifest | None) -> str:
    """Say what can be asked of an index."""
    if manifest is None:
        return _("Nothing is searchable yet.")
    sentences = [
        ngettext(
            "{n} article in {passages} is searchable.",
            "{n} articles in {passages} are searchable.",
            len(manifest.articles),
            passages=passages_said(manifest.passages),
        )
    ]
    sentences += [
        _("{article} is set aside: {why}.", article=each.id, why=said(each.reason))
        for each in manifest.set_aside
    ]
    return " ".join(sentences)
