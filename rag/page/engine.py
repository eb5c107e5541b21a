"""The models behind the page, loaded in a thread of its own so that the page answers.

Whoever asks before they are there waits for them.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rag.asking.assistant import Assistant
from rag.errors import EngineError, GenerationError, ModelError, QuotewellError
from rag.library.generation.patience import asked
from rag.page.words.saying import N_

log = logging.getLogger(__name__)

BEING_BUILT = N_("The index is being built. Ask again in a moment.")
NO_ARTICLE = N_("The library has no article yet. Add one under Library.")
PATIENCE_S = 60.0
"""How long a question waits for the model."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether questions can be answered, and if not, why."""

    state: Literal["loading", "ready", "failed", "no_index", "no_engine"]
    message: str = ""


class Engine:
    """The one assistant, and the model that it asks with.

    Args:
        load: Opens the assistant, which loads its models; slow, called once.
    """

    def __init__(self, load: Callable[[], Assistant]) -> None:
        self.readiness = Readiness("loading")
        self._load = load
        self._loaded = threading.Event()
        self._assistant: Assistant | None = None

    def load(self) -> None:
        """Load the model; afterwards `readiness` says whether that went well."""
        # In this order: whoever waited reads `readiness` next.
        self.readiness = self._try_to_load()
        self._loaded.set()

    def _try_to_load(self) -> Readiness:
        try:
            self._assistant = self._load()
        except QuotewellError as error:
            log.error("%s", error)
            return Readiness("failed", str(error))
        except Exception:
            # Where this thread ended, each question would wait for its whole patience.
            log.exception("the model could not be loaded")
            return Readiness("failed", N_("See the server's log for the reason."))
        return Readiness("ready")

    @property
    def loaded(self) -> Assistant | None:
        """The assistant, None where there is none (yet)."""
        return self._assistant

    def answering(self) -> Readiness:
        """Tell whether a question can be answered now: with a model and an index."""
        if self._assistant is None:
            return self.readiness
        try:
            generation = self._assistant.generation()
            articles = generation.manifest.articles
            with asked():  # not for longer than a question waits
                generation.passage_vectors.check()
        except EngineError as error:
            return Readiness("no_engine", str(error))
        except QuotewellError as error:
            return Readiness("no_index", str(error))
        return Readiness("ready") if articles else Readiness("no_index", NO_ARTICLE)

    def assistant(self) -> Assistant:
        """Give the assistant; waits for it.

        Raises:
            ModelError: The model takes too long, or can't be loaded.
        """
        if not self._loaded.wait(PATIENCE_S):
            raise ModelError(N_("The model is still loading. Ask again in a moment."))
        if self._assistant is None:
            raise ModelError(f"The model can't be loaded: {self.readiness.message}")
        return self._assistant

    def opens(self) -> bool:
        """Tell whether the index can be used; one of another model or format can't."""
        try:
            self.assistant().generation()
        except GenerationError as error:
            log.warning("the index is rebuilt: %s", error)
            return False
        except QuotewellError as error:
            log.warning("%s", error)
        return True
