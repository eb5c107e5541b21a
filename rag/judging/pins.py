"""Pins: quotes that a person keeps on a desk, in an order of their own, with notes.

A pin holds its quote's words, place and hashes as evidence does, and what was known of
the article. So it stays word for word when the article changes or goes, and whoever
shows it can say so.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rag.disk import is_unicode
from rag.errors import JournalError, PinNotFoundError
from rag.judging.evidence import EvidenceQuote
from rag.judging.journal_file import JournalFile, checksum_of
from rag.judging.works import Work

MAX_NOTE_CHARS = 2000
REMOVED_FOR = timedelta(days=1)
"""A removed pin can be brought back for so long."""

# Of one place one pin: other words at it are those of another reading.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS pins (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote_sha256 TEXT NOT NULL,
  kept TEXT NOT NULL,
  question TEXT NOT NULL,
  conversation TEXT NOT NULL,
  note TEXT NOT NULL,
  created TEXT NOT NULL,
  removed TEXT,
  checksum TEXT NOT NULL,
  UNIQUE (article_id, start, "end", quote_sha256)
) STRICT
"""
_ADD = """
INSERT INTO pins (position, article_id, start, "end", quote_sha256, kept, question,
  conversation, note, created, checksum)
VALUES ((SELECT coalesce(max(position), 0) + 1 FROM pins),
  ?, ?, ?, ?, ?, ?, ?, '', ?, ?)
ON CONFLICT DO UPDATE SET removed = NULL RETURNING id
"""
_LISTED = """
SELECT id, kept, question, conversation, note, created FROM pins
WHERE removed IS NULL AND (id = ?1 OR ?1 IS NULL) ORDER BY position, id
"""
_FOUND = "SELECT kept, question FROM pins WHERE id = ? AND removed IS NULL"
_SUMMED = "SELECT kept, question, note, checksum FROM pins"
_ORDER = "SELECT id FROM pins ORDER BY position, id"


@dataclass(frozen=True, slots=True)
class Pin:
    """A quote on the desk, the article that it is of, and what a person noted.

    `question` and `conversation` (its id) say where it was pinned, empty where it was
    in no answer.
    """

    id: int
    quote: EvidenceQuote
    work: Work
    question: str
    conversation: str
    note: str
    created: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that brought a quote up, and its conversation's id."""

    question: str = ""
    conversation: str = ""


NOT_ASKED = Asked()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What of a pin is never changed."""

    quote: EvidenceQuote
    work: Work


class Pins:
    """The pins of one library. Safe to use from many threads and processes.

    Args:
        path: The journal's file; it is made with the first record.
    """

    def __init__(self, path: Path) -> None:
        self._file = JournalFile(
            path, "pins", lambda database: database.execute(_SCHEMA)
        )

    def add(self, quote: EvidenceQuote, work: Work, asked: Asked = NOT_ASKED) -> Pin:
        """Pin a quote at the end; one that is pinned already is the same pin.

        One that was removed and can still be brought back is, with its note.

        Raises:
            JournalError: It can't be written.
        """
        kept = json.dumps(asdict(_Kept(quote, work)), ensure_ascii=False)
        row = (
            *(quote.article_id, quote.start, quote.end, quote.quote_sha256),
            *(kept, asked.question, asked.conversation, _now()),
            checksum_of((kept, asked.question, "")),
        )
        with self._file.writing() as database:
            (pin_id,) = database.execute(_ADD, row).fetchone()
        return self.get(pin_id)

    def all(self) -> list[Pin]:
        """List the pins in the person's order.

        One that another program has spoilt is left out; `problems` names it.

        Raises:
            JournalError: They can't be read.
        """
        return self._listed(None)

    def _listed(self, pin_id: int | None) -> list[Pin]:
        rows = self._file.read(
            lambda database: database.execute(_LISTED, (pin_id,)).fetchall()
        )
        return [pin for pin in map(_pin, rows) if pin]

    def get(self, pin_id: int) -> Pin:
        """Give one pin.

        Raises:
            PinNotFoundError: There is none of that id.
        """
        for pin in self._listed(pin_id):
            return pin
        raise _not_found(pin_id)

    def note(self, pin_id: int, note: str) -> Pin:
        """Put another note in the place of a pin's.

        Raises:
            PinNotFoundError: There is none of that id.
            JournalError: The note is too long.
        """
        note = note.strip()
        if len(note) > MAX_NOTE_CHARS or not is_unicode(note):
            raise JournalError(
                f"a note has up to {MAX_NOTE_CHARS} characters of text, this one "
                f"{len(note)}"
            )
        with self._changing() as database:
            found = database.execute(_FOUND, (pin_id,)).fetchone()
            if found is None:
                raise _not_found(pin_id)
            database.execute(
                "UPDATE pins SET note = ?, checksum = ? WHERE id = ?",
                (note, checksum_of((*found, note)), pin_id),
            )
        return self.get(pin_id)

    def remove(self, pin_id: int) -> None:
        """Take a pin from the desk; `restore` brings it back, for a day.

        Raises:
            PinNotFoundError: There is none of that id.
        """
        now = datetime.now(UTC)
        with self._changing() as database:
            old = (now - REMOVED_FOR).isoformat()
            database.execute("DELETE FROM pins WHERE removed < ?", (old,))
            found = database.execute(
                "UPDATE pins SET removed = ? WHERE id = ? AND removed IS NULL",
                (now.isoformat(), pin_id),
            )
            if not found.rowcount:
                raise _not_found(pin_id)

    def restore(self, pin_id: int) -> Pin:
        """Bring a pin back to where it was.

        Raises:
            PinNotFoundError: There is none of that id any more.
        """
        with self._changing() as database:
            database.execute("UPDATE pins SET removed = NULL WHERE id = ?", (pin_id,))
        return self.get(pin_id)

    def move(self, pin_id: int, before: int | None = None) -> None:
        """Move a pin before another one, or to the end.

        Raises:
            PinNotFoundError: There is none of one of the ids.
        """
        with self._changing() as database:
            ids = [found for (found,) in database.execute(_ORDER)]
            database.executemany(
                "UPDATE pins SET position = ? WHERE id = ?",
                enumerate(_moved(ids, pin_id, before)),
            )

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._file.writing() as database:
            # From here on nobody else writes: what is read first still holds then.
            database.execute("BEGIN IMMEDIATE")
            yield database

    def problems(self) -> list[str]:
        """Say which pins are not what was kept.

        Raises:
            JournalError: They can't be read.
        """
        rows = self._file.read(lambda database: database.execute(_SUMMED).fetchall())
        return [
            f"a pin of the question {question!r} was changed; pin its quote anew"
            for kept, question, note, checksum in rows
            if checksum != checksum_of((kept, question, note))
        ]


def _moved(ids: Sequence[int], pin_id: int, before: int | None) -> list[int]:
    """Give ids in their order, one of them moved before another, or to the end."""
    for wanted in (pin_id, before):
        if wanted is not None and wanted not in ids:
            raise _not_found(wanted)
    if before == pin_id:
        return list(ids)
    others = [each for each in ids if each != pin_id]
    at = len(others) if before is None else others.index(before)
    return [*others[:at], pin_id, *others[at:]]


def _pin(row: tuple[int, str, str, str, str, str]) -> Pin | None:
    # Imported here: the command line asks without it, and starts sooner.
    from pydantic import TypeAdapter

    pin_id, text, question, conversation, note, created = row
    try:
        kept = TypeAdapter(_Kept).validate_json(text, strict=True)
    except ValueError:
        return None
    return Pin(pin_id, kept.quote, kept.work, question, conversation, note, created)


def _not_found(pin_id: int) -> PinNotFoundError:
    return PinNotFoundError(f"no pin {pin_id}; it may have been removed for good")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
