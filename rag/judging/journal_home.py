"""What all records of a journal share, wherever that is: in a file or a database.

Statements are written once, in the SQL of both, and name their values (`:name`).
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from rag.errors import JournalAwayError
from rag.judging.tables import VERSIONS

Value = str | int | None
Values = Mapping[str, Value]
Execute = Callable[..., Any]
"""Runs a statement with its values, where it has some; gives a cursor."""

_CHANGED = """
INSERT INTO versions (name, number) VALUES (:name, 1)
ON CONFLICT (name) DO UPDATE SET number = versions.number + 1
"""


class JournalHome(ABC):
    """Where the records of one library are; used by many threads and processes.

    What reads or writes them raises JournalAwayError where that can't be.
    """

    where: str

    def __init__(self) -> None:
        self._token: object = None
        self._versions: Mapping[str, int] = {}

    @abstractmethod
    def read(self, table: str, statement: str, values: Values) -> Sequence[Any]:
        """Read rows; nothing where the table was never written."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[Execute]:
        """Write: all that the block writes, or nothing where it fails."""

    @abstractmethod
    def token(self) -> object:
        """Give what changes before a version may have; None: look each time."""

    def problems(self) -> list[str]:
        """Say what is wrong with the whole, and what mends it."""
        return []

    def version(self, table: str) -> str:
        """Tell a table's states apart; as it was while the journal can't be read."""
        token = self.token()
        if token is None or token != self._token:
            self._token = token  # first: one thread looks, and others don't wait
            with suppress(JournalAwayError):
                rows = self.read(VERSIONS, "SELECT name, number FROM versions", {})
                self._versions = dict(map(tuple, rows))
        return str(self._versions.get(table, ""))

    def forget(self) -> None:
        """Look anew when a version is next asked for."""
        self._token = None


class JournalPart:
    """The records of one kind; what can't be read or written is a JournalAwayError.

    Args:
        home: Where they are.
        table: The table of theirs that was there first.
    """

    def __init__(self, home: JournalHome, table: str) -> None:
        self.home = home
        self._table = table

    def version(self) -> str:
        """Give what changes whenever any process has written to these records."""
        return self.home.version(self._table)

    def _rows(self, statement: str, **values: Value) -> Sequence[Any]:
        return self.home.read(self._table, statement, values)

    @contextmanager
    def _writing(self) -> Iterator[Execute]:
        with self.home.writing() as execute:
            # First: until the end nobody else writes to these records, so that what
            # is read in between still holds then.
            execute(_CHANGED, name=self._table)
            yield execute
        self.home.forget()


def checksum_of(row: Sequence[Value]) -> str:
    """Hash all that a record says."""
    return hashlib.sha256(json.dumps(list(row)).encode()).hexdigest()
