"""Every error that Quotewell raises on purpose.

    QuotewellError
    ├── QuestionError            no question, or too long a one
    │   └── ScopeError           what is to be asked isn't there
    ├── ReadError                a file that can't become an article
    │   ├── EmptyFileError
    │   ├── UnsupportedFormatError
    │   ├── UnreadableError
    │   ├── FileTooLargeError
    │   └── FetchError
    ├── LibraryError             what the library can't do
    │   ├── EmptyLibraryError
    │   ├── ArticleNotFoundError
    │   ├── LibraryBusyError
    │   └── StoreError           the store of the originals can't be used
    ├── GenerationError          a generation that can't be opened
    │   ├── IndexMissingError
    │   ├── IndexDamagedError
    │   ├── IndexMismatchError
    │   └── EngineError          the engine beside the library can't be used
    ├── ModelError               an encoder or reranker that can't be loaded
    ├── EvaluationError          a question set that can't be read
    ├── JournalError             what the journal can't do
    │   ├── JournalAwayError     it can't be read or written
    │   ├── ConversationNotFoundError
    │   └── PinNotFoundError
    ├── EvidenceError            a file that is no evidence pack
    └── ServeError               a page that can't be served

A message is one line: what happened, what was got and what was expected, and what
mends it. Entry points print it and exit with status 1; they never show a traceback.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class QuotewellError(Exception):
    """Base of all errors raised on purpose.

    Args:
        reason: What happened, for whoever handles the error to say in other words.
        mend: What mends it; empty where the reason says that, too.
    """

    def __init__(self, reason: str, mend: str = "") -> None:
        # One line for whoever prints it, both parts for whoever words it anew.
        super().__init__(f"{reason}; {mend}" if mend else reason)
        self.reason = reason
        self.mend = mend


class QuestionError(QuotewellError):
    """The question is empty, without words or longer than the limit."""


class ScopeError(QuestionError):
    """The article, tag or folder that is to be asked isn't there."""


class ReadError(QuotewellError):
    """A file, an upload or standard input can't become an article."""


class EmptyFileError(ReadError):
    """The file holds no text."""


class UnsupportedFormatError(ReadError):
    """The file is binary, or of a format that no reader knows."""


class UnreadableError(ReadError):
    """The file's characters make no text: its font or its encoding is unknown."""


class FileTooLargeError(ReadError):
    """The file is over the size limit."""


class FetchError(ReadError):
    """A page can't be fetched from the web."""


class LibraryError(QuotewellError):
    """The library can't do what was asked of it."""


class EmptyLibraryError(LibraryError):
    """There is no article to ask."""


class ArticleNotFoundError(LibraryError):
    """No article has that id."""


class LibraryBusyError(LibraryError):
    """Another process is writing to this library."""


class StoreError(LibraryError):
    """The object store that holds the articles' files can't be reached or used."""


REBUILD = "run `quotewell rebuild`"
"""What mends an index; the articles are what it is made of."""


class GenerationError(QuotewellError):
    """A generation of the index can't be opened."""


class IndexMissingError(GenerationError):
    """No generation has been published yet."""


class IndexDamagedError(GenerationError):
    """A generation's files are missing, cut short or changed."""


class IndexMismatchError(GenerationError):
    """The index was made by another model, dimension or format."""


class EngineError(GenerationError):
    """The engine that searches the library's vectors can't be reached or used."""


class ModelError(QuotewellError):
    """A model is not installed, not found, or not the one that was promised."""


class EvaluationError(QuotewellError):
    """A question set is missing or malformed."""


class JournalError(QuotewellError):
    """The journal can't do what was asked of it."""


class JournalAwayError(JournalError):
    """The journal can't be read or written: its file, or its database."""


class ConversationNotFoundError(JournalError):
    """No conversation has that id."""


class PinNotFoundError(JournalError):
    """No pin has that id."""


class EvidenceError(QuotewellError):
    """A file is no evidence pack, or one of another format."""


class ServeError(QuotewellError):
    """The page can't be served as asked."""


@contextmanager
def extra(name: str, user: str, kind: type[QuotewellError]) -> Iterator[None]:
    """Import what only an extra of this package brings.

    Args:
        name: What the extra is called.
        user: What needs it, as the message says.
        kind: What is raised where it isn't installed.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise kind(
            f"{user} needs the package {error.name}, which isn't installed",
            f'run `pip install "quotewell[{name}]"`',
        ) from error
