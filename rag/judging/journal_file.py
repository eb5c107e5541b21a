"""The file of the journal, `journal.sqlite` beside the index: SQLite, and its errors.

What people said of answers and what they asked are tables in it. Safe to use from many
threads and processes; what was written is on the disk when the writing ended.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from rag.errors import JournalAwayError
from rag.judging.journal_home import Execute, JournalHome, Values
from rag.judging.tables import SCHEMA

FILE_NAME = "journal.sqlite"
BUSY_TIMEOUT_S = 5.0
RETRY_S = 0.01
TICK_NS = 50_000_000
"""Two writes within a tick of the system's clock may leave a file of the same time."""

_ANEW = "move it away to start a new one"
_MENDS = {  # https://www.sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY: "another process keeps it; try again",
    sqlite3.SQLITE_FULL: "free some space",
    sqlite3.SQLITE_CORRUPT: _ANEW,
    sqlite3.SQLITE_NOTADB: _ANEW,
    # A table lacks a column: another program, or another version, has made it.
    sqlite3.SQLITE_ERROR: _ANEW,
}
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
_PRIMARY_CODE = 0xFF
_HAS_TABLE = "SELECT 1 FROM sqlite_master WHERE name = ?"


class JournalFile(JournalHome):
    """A journal in a file.

    Args:
        path: The SQLite file; it is made with the first record.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.where = str(path)

    def read(self, table: str, statement: str, values: Values) -> list[Any]:
        """Read rows; see `JournalHome`."""
        if not self.path.exists():
            return []
        with self._explained("read", f"make it readable in {self.path.parent}"):
            try:
                return self._read_with("mode=rw", table, statement, values)
            except sqlite3.OperationalError as error:
                if _code(error) not in _UNWRITABLE:
                    raise
            # To read beside writers SQLite makes a file. In a folder where none can be
            # made nobody writes either, and what is there is read as it lies.
            return self._read_with("mode=ro&immutable=1", table, statement, values)

    def _read_with(
        self, options: str, table: str, statement: str, values: Values
    ) -> list[Any]:
        """Read by a connection with these options (https://www.sqlite.org/uri.html)."""
        uri = f"{self.path.absolute().as_uri()}?{options}"
        with closing(
            sqlite3.connect(uri, timeout=BUSY_TIMEOUT_S, uri=True)
        ) as database:
            # A process that was killed while it made the file left one without a table.
            has = database.execute(_HAS_TABLE, (table,)).fetchone()
            return database.execute(statement, values).fetchall() if has else []

    @contextmanager
    def writing(self) -> Iterator[Execute]:
        """Write all of a block or nothing; see `JournalHome`."""
        with self._explained("written", f"make {self.path.parent} writable"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with (
                closing(sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_S)) as database,
                database,
            ):
                _begin_log(database)
                for statement in SCHEMA:
                    database.execute(statement)
                yield lambda said, **values: database.execute(said, values)

    def token(self) -> object:
        """Give when the file was written last, if all that is written is in it."""
        try:
            status = self.path.stat()
        except OSError:
            return ()
        is_new = abs(time.time_ns() - status.st_mtime_ns) < TICK_NS
        # SQLite's log is there while anybody has the file open.
        if is_new or Path(f"{self.path}-wal").exists():
            return None
        return status.st_mtime_ns, status.st_size

    def problems(self) -> list[str]:
        """Check the file's structure."""
        return [
            f"it is damaged ({text}); move it away to start a new one"
            for (text,) in self.read("verdicts", "PRAGMA integrity_check", {})
            if text != "ok"
        ]

    @contextmanager
    def _explained(self, done: str, mend: str) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            mend = _MENDS.get(_code(error), mend)
            message = f"{self.path} can't be {done} ({error}); {mend}"
            raise JournalAwayError(message) from error


def _begin_log(database: sqlite3.Connection) -> None:
    """Have what is written be logged ahead: the page reads while another writes.

    SQLite doesn't wait, as it does for all else, where two are the first at once.
    """
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(RETRY_S)


def _code(error: Exception) -> int:
    """Give SQLite's primary result code of an error; 0 where it has none."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
