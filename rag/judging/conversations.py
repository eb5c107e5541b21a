"""Conversations, kept in the journal: what was asked, where, and what was quoted.

A conversation is named by its first question until a person names it. Its turns are
kept in the order in which they were answered, whichever page asked; what an answer
looks like is the page's business, and is kept as the page wrote it.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rag.disk import is_unicode
from rag.errors import ConversationNotFoundError, JournalError
from rag.judging.journal_file import JournalFile, checksum_of
from rag.types import Turn

MAX_NAME_CHARS = 200
MAX_HISTORY = 20
"""So many turns before a question are looked at, to read it."""

_ID_BYTES = 8
_SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS conversations (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  within TEXT NOT NULL,
  created TEXT NOT NULL,
  updated TEXT NOT NULL
) STRICT
""",
    """
CREATE TABLE IF NOT EXISTS turns (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation TEXT NOT NULL,
  question TEXT NOT NULL,
  read_as TEXT,
  answer TEXT NOT NULL,
  searched TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT
""",
    "CREATE INDEX IF NOT EXISTS turns_of ON turns (conversation, id)",
)
_LISTED = """
SELECT id, name, within, created, updated,
  (SELECT count(*) FROM turns WHERE conversation = conversations.id)
FROM conversations
"""
_HAS_WORD = """
(instr(folded, ?) OR EXISTS (SELECT 1 FROM turns
  WHERE conversation = conversations.id AND instr(searched, ?)))
"""
_ADD = "INSERT INTO conversations VALUES (?, ?, ?, ?, ?, ?)"
_ADD_TURN = """
INSERT INTO turns (conversation, question, read_as, answer, searched, checksum)
VALUES (?, ?, ?, ?, ?, ?)
"""
_TURNS = """
SELECT question, read_as, answer, id FROM turns
WHERE conversation = ? AND id > ? ORDER BY id
"""
_LAST = """
SELECT question, read_as FROM turns WHERE conversation = ? ORDER BY id DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question as it was asked and read, and its answer as the page wrote it."""

    question: str
    read_as: str | None
    answer: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation; `within` names what was asked last, nothing where all was."""

    id: str
    name: str
    within: tuple[str, ...]
    created: str
    updated: str
    turns: int


class Conversations:
    """The conversations of one library.

    Args:
        path: The journal's file; it is made with the first turn.
    """

    def __init__(self, path: Path) -> None:
        self._file = JournalFile(path, "turns", _make_tables)

    def add(
        self,
        conversation_id: str,
        turn: KeptTurn,
        within: Sequence[str] = (),
        words: Iterable[str] = (),
        new_id: str = "",
    ) -> str:
        """Keep a turn at the end of a conversation.

        Args:
            conversation_id: Which; where it isn't there (any more), a new one begins.
            turn: The turn.
            within: Names of what was asked.
            words: What it is found by, beside its question.
            new_id: What a new one is called; else by chance.

        Returns:
            The conversation's id.

        Raises:
            JournalError: It can't be written.
        """
        now = _now()
        asked = json.dumps(list(within), ensure_ascii=False)
        searched = _folded(" ".join([turn.question, *words]))
        row = (turn.question, turn.read_as, turn.answer)
        with self._file.writing() as database:
            found = database.execute(
                "UPDATE conversations SET within = ?, updated = ? WHERE id = ?",
                (asked, now, conversation_id),
            )
            if not found.rowcount:
                conversation_id = new_id or secrets.token_hex(_ID_BYTES)
                name = turn.question[:MAX_NAME_CHARS]
                begun = (conversation_id, name, _folded(name), asked, now, now)
                database.execute(_ADD, begun)
            kept = (conversation_id, *row, searched, checksum_of(row))
            database.execute(_ADD_TURN, kept)
        return conversation_id

    def turns(self, conversation_id: str, after: int = 0) -> list[KeptTurn]:
        """List the turns of a conversation, oldest first.

        Args:
            conversation_id: Which; one that isn't there has none.
            after: Only those behind the turn of this id.

        Raises:
            JournalError: They can't be read.
        """
        rows = self._file.read(
            lambda database: database.execute(
                _TURNS, (conversation_id, after)
            ).fetchall()
        )
        return [KeptTurn(*row) for row in rows]

    def history(self, conversation_id: str) -> list[Turn]:
        """Give the questions that a new one may follow, oldest first."""
        rows = self._file.read(
            lambda database: database.execute(
                _LAST, (conversation_id, MAX_HISTORY)
            ).fetchall()
        )
        return [Turn(*row) for row in reversed(rows)]

    def get(self, conversation_id: str) -> Conversation:
        """Give one conversation.

        Raises:
            ConversationNotFoundError: There is none of that id.
        """
        for found in self._listed("WHERE id = ?", [conversation_id]):
            return found
        raise _not_found(conversation_id)

    def all(self, words: str = "") -> list[Conversation]:
        """List the conversations that have all of some words, the latest first."""
        each = _folded(words).split()
        condition = f"WHERE {' AND '.join([_HAS_WORD] * len(each))}" if each else ""
        return self._listed(condition, [word for word in each for _ in range(2)])

    def _listed(self, condition: str, values: Sequence[str]) -> list[Conversation]:
        # The condition is one of those above; what a person typed is in the values.
        query = f"{_LISTED} {condition} ORDER BY updated DESC, rowid DESC"
        rows = self._file.read(
            lambda database: database.execute(query, values).fetchall()
        )
        return [
            Conversation(id_, name, tuple(json.loads(within)), *rest)
            for id_, name, within, *rest in rows
        ]

    def rename(self, conversation_id: str, name: str) -> Conversation:
        """Give a conversation another name.

        Raises:
            ConversationNotFoundError: There is none of that id.
            JournalError: The name is empty or too long.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= MAX_NAME_CHARS or not is_unicode(name):
            raise JournalError(
                f"a name has 1 to {MAX_NAME_CHARS} characters, this one {len(name)}"
            )
        self._change(
            "UPDATE conversations SET name = ?, folded = ? WHERE id = ?",
            (name, _folded(name), conversation_id),
        )
        return self.get(conversation_id)

    def remove(self, conversation_id: str) -> None:
        """Delete a conversation with its turns, for good.

        Raises:
            ConversationNotFoundError: There is none of that id.
        """
        self._change(
            "DELETE FROM conversations WHERE id = ?",
            (conversation_id,),
            "DELETE FROM turns WHERE conversation = ?",
        )

    def _change(
        self, change: str, values: tuple[str, ...], further: str | None = None
    ) -> None:
        conversation_id = values[-1]
        if not self._file.exists():
            raise _not_found(conversation_id)
        with self._file.writing() as database:
            if not database.execute(change, values).rowcount:
                raise _not_found(conversation_id)
            if further is not None:
                database.execute(further, (conversation_id,))

    def problems(self) -> list[str]:
        """Say which turns are not what was kept.

        Raises:
            JournalError: They can't be read.
        """
        rows = self._file.read(
            lambda database: database.execute(
                "SELECT checksum, question, read_as, answer FROM turns"
            ).fetchall()
        )
        return [
            f"the turn {row[0]!r} of a conversation was changed; delete that one"
            for checksum, *row in rows
            if checksum != checksum_of(row)
        ]


def _make_tables(database: sqlite3.Connection) -> None:
    for statement in _SCHEMA:
        database.execute(statement)


def _not_found(conversation_id: str) -> ConversationNotFoundError:
    return ConversationNotFoundError(
        f"no conversation {conversation_id[:80]!r}; it may have been deleted"
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
