"""The file of the journal, `journal.sqlite` beside the index: SQLite, and its errors.

What people said of answers and what they asked are tables in it. Safe to use from many
threads and processes; what was written is on the disk when the writing ended.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from rag.errors import JournalError

T = TypeVar("T")
FILE_NAME = "journal.sqlite"
BUSY_TIMEOUT_S = 5.0

_MENDS = {  # https://www.sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY: "another process keeps it; try again",
    sqlite3.SQLITE_FULL: "free some space",
    sqlite3.SQLITE_CORRUPT: "move it away to start a new one",
    sqlite3.SQLITE_NOTADB: "move it away to start a new one",
}
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
_PRIMARY_CODE = 0xFF
_HAS_TABLE = "SELECT 1 FROM sqlite_master WHERE name = ?"


class JournalFile:
    """The tables of one kind of records.

    Args:
        path: The SQLite file; it is made with the first record.
        table: A table of theirs.
        prepare: Makes their tables where they aren't there.
    """

    def __init__(
        self, path: Path, table: str, prepare: Callable[[sqlite3.Connection], object]
    ) -> None:
        self._path = path
        self._table = table
        self._prepare = prepare

    def exists(self) -> bool:
        """Tell whether anything was ever written."""
        return self._path.exists()

    def read(self, work: Callable[[sqlite3.Connection], list[T]]) -> list[T]:
        """Read from the file; nothing where nothing was written yet.

        Raises:
            JournalError: The file can't be read.
        """
        if not self.exists():
            return []
        with self._explained("read", f"make it readable in {self._path.parent}"):
            try:
                return self._read_with("mode=rw", work)
            except sqlite3.OperationalError as error:
                if _code(error) not in _UNWRITABLE:
                    raise
            # To read beside writers SQLite makes a file. In a folder where none can be
            # made nobody writes either, and what is there is read as it lies.
            return self._read_with("mode=ro&immutable=1", work)

    def _read_with(
        self, options: str, work: Callable[[sqlite3.Connection], list[T]]
    ) -> list[T]:
        """Read by a connection with these options (https://www.sqlite.org/uri.html)."""
        uri = f"{self._path.absolute().as_uri()}?{options}"
        with closing(
            sqlite3.connect(uri, timeout=BUSY_TIMEOUT_S, uri=True)
        ) as database:
            # A process that was killed while it made the file left one without a table.
            has = database.execute(_HAS_TABLE, (self._table,)).fetchone()
            return work(database) if has else []

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write to the file: all that the block writes, or nothing where it fails.

        Raises:
            JournalError: The file can't be written.
        """
        with self._explained("written", f"make {self._path.parent} writable"):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with (
                closing(
                    sqlite3.connect(self._path, timeout=BUSY_TIMEOUT_S)
                ) as database,
                database,
            ):
                # The page reads verdicts while a command, or another page, writes them.
                database.execute("PRAGMA journal_mode = WAL")
                self._prepare(database)
                yield database

    @contextmanager
    def _explained(self, done: str, mend: str) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            mend = _MENDS.get(_code(error), mend)
            message = f"{self._path} can't be {done} ({error}); {mend}"
            raise JournalError(message) from error


def _code(error: Exception) -> int:
    """Give SQLite's primary result code of an error; 0 where it has none."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE


def checksum_of(row: Sequence[str | int | None]) -> str:
    """Hash all that a record says; verdicts of earlier versions have none."""
    return hashlib.sha256(json.dumps(list(row)).encode()).hexdigest()
