"""What the page is about: one library, one model, one assistant, one rebuild job."""

import json
import logging
import threading
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from rag.asking.assistant import Assistant
from rag.building.indexing import prepare_library
from rag.errors import (
    EmptyLibraryError,
    IndexMissingError,
    JournalAwayError,
    QuotewellError,
)
from rag.judging.conversations import Conversations, KeptTurn
from rag.judging.journal_home import JournalHome
from rag.judging.opening import open_journal
from rag.judging.pins import Pins
from rag.judging.verdicts import NOWHERE, Kind, Verdict, Verdicts
from rag.library.fetching import fetch
from rag.library.library import Library
from rag.library.scope import Choice
from rag.library.starter import STARTER_ARTICLE, STARTER_QUESTIONS
from rag.page.desk.desk import Desk
from rag.page.engine import BEING_BUILT, NO_ARTICLE, Engine, Readiness
from rag.page.library.pdf_pages import PdfPages
from rag.page.library.upkeep import Fetch, Upkeep
from rag.page.map.layout import Maps
from rag.page.quotes.judged import judged_place, replaced_by, standing
from rag.page.quotes.kept_turns import parse_turn
from rag.page.quotes.references import Reference
from rag.page.quotes.turns import AskedTurn, Conversed, remember
from rag.suggesting.suggestions import mix_starters
from rag.types import Answer, Article, Turn

log = logging.getLogger(__name__)

MAX_EXAMPLES = 4


@dataclass(frozen=True, slots=True)
class Manner:
    """How a question is to be answered: see `Assistant.ask` and `remember`."""

    top_k: int | None = None
    threshold: float | None = None
    literal: bool = False


DEFAULT_MANNER = Manner()


class Service:
    """The page's one door to everything below it: asking, judging, and what it holds.

    Args:
        library: Where articles and index lie.
        load: Opens the assistant; slow, called once, in a thread.
        fetch_page: Fetches a page from the web; only a test names another one.
        home: Where the journal is; None is the library's file.
    """

    def __init__(
        self,
        library: Library,
        load: Callable[[], Assistant],
        fetch_page: Fetch = fetch,
        home: JournalHome | None = None,
    ) -> None:
        self.library = library
        home = home or open_journal(library.root)
        self.journal = Verdicts(home)
        self.conversations = Conversations(home)
        self._engine = Engine(load)
        self.upkeep = Upkeep(library, self._engine, self.journal, fetch_page)
        self.job = self.upkeep.job
        self.maps = Maps(self._engine)
        self.pdf_pages = PdfPages(self.upkeep.catalogue)
        self.desk = Desk(Pins(home), self.find, library.articles)
        self._titled = -1, ""

    def start(self) -> None:
        """Begin to load the model, and build the index where there is none."""
        self.upkeep.servers.start()
        threading.Thread(target=self._prepare, name="load-model", daemon=True).start()

    def _prepare(self) -> None:
        # Before the model: a new library shows its article while that is loaded.
        pending = self._has_pending()
        self._engine.load()
        if self._engine.loaded and (pending or not self._engine.opens()):
            self.job.start()

    def _has_pending(self) -> bool:
        """Give a new library the starter article; tell whether to build the index."""
        try:
            return prepare_library(self.library)
        except QuotewellError as error:
            log.warning("%s", error)
            return False

    @property
    def readiness(self) -> Readiness:
        """Whether the model is there."""
        return self._engine.readiness

    def answering(self) -> Readiness:
        """Tell whether a question can be answered now; may open an index for that."""
        found = self._engine.answering()
        if found.state == "no_index" and self.job.view.busy and self.library.articles():
            found = replace(found, message=BEING_BUILT)
        try:
            self.conversations.history("")
        except JournalAwayError as error:
            return replace(found, message=found.message or str(error))
        return found

    @property
    def verdicts_version(self) -> str:
        """Changes whenever the list of verdicts, or where they stand, may have."""
        return f"{self.journal.version()}-{self.upkeep.version}"

    @property
    def desk_version(self) -> str:
        """Changes whenever what is on the desk, or how it stands, may have."""
        return f"{self.desk.pins.version()}-{self.upkeep.version}"

    @property
    def titles_version(self) -> str:
        """Changes whenever a person has given an article another title."""
        if self._titled[0] != (edition := self.library.edition()):
            titles = json.dumps(self.library.titles(), sort_keys=True)
            self._titled = edition, f"{zlib.crc32(titles.encode()):x}"
        return self._titled[1]

    def converse(
        self,
        conversation_id: str,
        question: str,
        manner: Manner = DEFAULT_MANNER,
        within: Sequence[str] = (),
        key: str = "",
    ) -> Conversed:
        """Answer a question in a conversation, and keep the turn if that can be.

        Args:
            conversation_id: Which; where it isn't there, a new one begins.
            question: The question.
            manner: How it is to be answered.
            within: Names of what to ask; none asks all.
            key: The question's own: sent again, it is answered once. Names a new one.

        Raises:
            QuotewellError: The question, the library or the index doesn't allow it.
        """
        history: Sequence[Turn] = ()
        problem = ""
        try:
            if key and (known := self.conversations.keyed(conversation_id, key)):
                return Conversed(known)
            history = self.conversations.history(conversation_id)
        except JournalAwayError as error:
            problem = str(error)
        answer = self.ask(question, history, manner.top_k, manner.literal, within)
        asked = [label for _, label in self.called(within)], within
        turn = remember(answer, manner.threshold, manner.literal, *asked)
        written = json.dumps(turn.to_json() | {"key": key})
        kept = KeptTurn(turn.question, turn.read_as, written)
        words = [citation.quote for citation in answer.citations]
        # Who waited for the journal in vain doesn't wait for it again.
        if not problem:
            add = self.conversations.add
            try:
                return Conversed(add(conversation_id, kept, within, words, key))
            except JournalAwayError as error:
                problem = str(error)
        return Conversed("", kept, problem)

    def verdicts(self, question: str | None = None) -> list[Verdict]:
        """List verdicts as the journal does, each where its quote stands now.

        Raises:
            JournalAwayError: They can't be read.
        """
        return standing(self.journal.verdicts(question), self.find)

    def verdicts_on(self, question: str) -> list[Verdict]:
        """List what was said of a question's quotes, as far as it can be read."""
        try:
            return self.verdicts(question)
        except JournalAwayError as error:
            log.warning("%s", error)
            return []

    def last_turn(self, conversation_id: str) -> AskedTurn | None:
        """Give the latest turn of a conversation, None where none can be read."""
        try:
            turns = self.conversations.turns(conversation_id)
        except JournalAwayError as error:
            log.warning("%s", error)
            return None
        return parse_turn(turns[-1].answer) if turns else None

    def called(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """Give names with what people call it; before there is an index, as they are.

        An article's is that of what replaced it.
        """
        assistant = self._engine.loaded
        with suppress(QuotewellError):
            if assistant and names:
                return assistant.called(names)
        return [(name, name) for name in names]

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        top_k: int | None = None,
        literal: bool = False,
        within: Sequence[str] = (),
    ) -> Answer:
        """Answer a question as `Assistant.ask` does; waits for the model and an index.

        `within` names what to ask, as `Assistant.within` reads it.

        Raises:
            QuotewellError: The question, the library or the index doesn't allow it.
        """
        assistant = self._engine.assistant()
        try:
            only = assistant.within(within)
            return assistant.ask(question, history, top_k, only, literal)
        except IndexMissingError as error:
            if not self.library.articles():
                raise EmptyLibraryError(NO_ARTICLE) from error
            # Whoever asked need not know that a build is wanted.
            self.job.start()
            raise IndexMissingError(BEING_BUILT) from error

    def choices(self) -> list[Choice]:
        """List what can be asked by itself; nothing where nothing can be asked."""
        try:
            return self._engine.assistant().choices()
        except (EmptyLibraryError, IndexMissingError):
            return []

    def find(self, article_id: str) -> Article | None:
        """Give an indexed article, or what replaced it; None where neither is there."""
        return self.upkeep.catalogue.find(article_id)

    def every_article(self) -> list[Article]:
        """Read all articles that can be asked."""
        assistant = self._engine.assistant()
        return [assistant.article(summary.id) for summary in assistant.articles()]

    def examples(self, within: Sequence[str] = ()) -> Sequence[str]:
        """Give questions to start with, of all articles or those that names choose.

        The starter article's are written by hand: while it is alone, they are given.
        """
        names = {stored.name for stored in self.library.articles()}
        written = STARTER_QUESTIONS if STARTER_ARTICLE.name in names else ()
        if len(names) == 1 and written:
            return written
        return self._mixed(within) or (() if within else written)

    def _mixed(self, within: Sequence[str]) -> list[str]:
        # Not `assistant()`: the page is shown before the model is there.
        if (assistant := self._engine.loaded) is None:
            return []
        try:
            only = assistant.within(within)
            return mix_starters(assistant.generation(), MAX_EXAMPLES, only)
        except QuotewellError as error:
            log.info("no questions to start with: %s", error)
            return []

    def judge(
        self, question: str, kind: Kind, reference: Reference | None = None
    ) -> Verdict:
        """Record what a person says of an answer, with the quote's words.

        Raises:
            ArticleNotFoundError: The article of the quote isn't there.
            QuotewellError: The place holds no quote, or a very long one.
        """
        place = NOWHERE
        if reference is not None:
            article = self._engine.assistant().article(reference.article_id)
            place = judged_place(article, reference)
        verdict = self.journal.record(" ".join(question.split()), kind, place)
        # What was said before an edit, of the same words where they stood then.
        for earlier in replaced_by(verdict, self.verdicts(question)):
            self.journal.remove(earlier.id)
        return verdict
