"""One frozen record of everything that can be configured.

Entry points make it, from the environment and from flags; nothing below them reads
either.

    settings = Settings.from_env(os.environ)
    settings = replace(settings, top_k=3)
"""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import ServeError

MAX_QUESTION_CHARS = 500
MAX_QUOTE_CHARS = 5000
"""A quote is a sentence, a list or some paragraphs, not a whole article."""

MEBIBYTE = 2**20
MAX_FILE_BYTES = 20 * MEBIBYTE
DEFAULT_TOP_K = 5
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
MAX_PORT = 2**16 - 1
MAX_TOP_K = 20
NO_READER = "none"
NO_SECOND_MODEL = "none"


def state_folder() -> Path:
    """Give the folder for what is kept of a person, not of a library.

    On Linux that is `$XDG_STATE_HOME/quotewell`, or `~/.local/state/quotewell`.
    """
    from platformdirs import user_state_path

    return user_state_path("quotewell", appauthor=False)


def core_count() -> int:
    """Count the cores that this process may use: a container may have only some."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the library lies, which model reads it, and how the page is served.

    Args:
        index: Folder of the library (articles and generations).
        model: Name or path of a sentence-transformers model; None is the one that
            comes installed with Quotewell.
        reranker: Name or path of a sentence-transformers CrossEncoder that gives the
            final order; None is late interaction, which needs no second model.
        reader: Name or path of a question-answering model that reads the best passages;
            None is the one that comes with Quotewell, "none" leaves reading out.
        second_model: Name or path of a sentence-transformers model of many languages,
            for what the first doesn't know; None is the one that comes installed,
            "none" leaves it out.
        top_k: Number of passages in an answer, 1 to 20; None shows those that may
            answer, `DEFAULT_TOP_K` at most.
        host: Address that the page listens on.
        port: Port that the page listens on, 1 to 65535.
        password: What the page asks for; None asks for none, and serves this machine
            only.
        open_browser: Open the page in a browser when it is served.
        journal: Database of the journal, postgresql://USER:PASSWORD@HOST:PORT/DB; None
            is a file beside the index.
        state: Folder for what is kept of a person, not of a library.
    """

    index: Path = Path("index")
    model: str | None = None
    reranker: str | None = None
    reader: str | None = None
    second_model: str | None = None
    top_k: int | None = None
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    password: str | None = field(default=None, repr=False)
    open_browser: bool = True
    journal: str | None = field(default=None, repr=False)
    state: Path = field(default_factory=state_folder)

    @classmethod
    def from_env(
        cls, env: MutableMapping[str, str], index: Path = Path("index")
    ) -> "Settings":
        """Read `QUOTEWELL_INDEX`, the models, and how to serve.

        That is `QUOTEWELL_MODEL`, `_RERANKER`, `_READER`, `_SECOND_MODEL`, and `_HOST`,
        `_PORT`, `_PASSWORD` and `_JOURNAL`. What has a password is taken out, so that
        no program that is started later (a browser is) gets it along.

        Args:
            env: The environment.
            index: Folder of the library where none is named.

        Raises:
            ServeError: The port is none.
        """
        port = env.get("QUOTEWELL_PORT")
        return cls(
            index=Path(env.get("QUOTEWELL_INDEX") or index),
            # An empty variable is none: one that is inherited can at least be blanked.
            model=env.get("QUOTEWELL_MODEL") or None,
            reranker=env.get("QUOTEWELL_RERANKER") or None,
            reader=env.get("QUOTEWELL_READER") or None,
            second_model=env.get("QUOTEWELL_SECOND_MODEL") or None,
            host=env.get("QUOTEWELL_HOST") or DEFAULT_HOST,
            port=_port(port) if port else DEFAULT_PORT,
            password=env.pop("QUOTEWELL_PASSWORD", None) or None,
            journal=env.pop("QUOTEWELL_JOURNAL", None) or None,
        )


def _port(text: str) -> int:
    # The length first: of thousands of digits `int` makes an error of its own.
    if text.isdecimal() and len(text) <= len(str(MAX_PORT)):
        port = int(text)
        if 1 <= port <= MAX_PORT:
            return port
    raise ServeError(f"QUOTEWELL_PORT is {text!r}; set it to 1 to {MAX_PORT}")
