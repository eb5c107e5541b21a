"""Conversations, kept in the journal: what was asked, where, and what was quoted.

A conversation is named by its first question until a person names it. Its turns are
kept in the order in which they were answered, whichever page asked; what an answer
looks like is the page's business, and is kept as the page wrote it.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from rag.disk import is_unicode
from rag.errors import ConversationNotFoundError, JournalError
from rag.judging.journal_home import JournalHome, JournalPart, Value, checksum_of
from rag.types import Turn

MAX_NAME_CHARS = 200
MAX_HISTORY = 20
"""So many turns before a question are looked at, to read it."""

_ID_BYTES = 8
_LISTED = """
SELECT id, name, within, created, updated,
  (SELECT count(*) FROM turns WHERE conversation = conversations.id)
FROM conversations
"""
_LATEST_FIRST = """
ORDER BY updated DESC,
  (SELECT max(id) FROM turns WHERE conversation = conversations.id) DESC
"""
_HAS_WORD = """
(instr(folded, :word{n}) > 0 OR EXISTS (SELECT 1 FROM turns
  WHERE conversation = conversations.id AND instr(searched, :word{n}) > 0))
"""
_ASKED = "UPDATE conversations SET within = :within, updated = :now WHERE id = :id"
_ADD = """
INSERT INTO conversations (id, name, folded, within, created, updated)
VALUES (:id, :name, :folded, :within, :now, :now)
"""
_ADD_TURN = """
INSERT INTO turns (conversation, question, read_as, answer, searched, checksum)
VALUES (:id, :question, :read_as, :answer, :searched, :checksum)
"""
_TURNS = """
SELECT question, read_as, answer, id FROM turns
WHERE conversation = :id AND id > :after ORDER BY id
"""
_LAST = """
SELECT question, read_as FROM turns
WHERE conversation = :id ORDER BY id DESC LIMIT :most
"""
_KEYED = """
SELECT conversation FROM turns
WHERE conversation IN (:id, :key) AND instr(answer, :key) > 0
"""
_SUMMED = "SELECT checksum, question, read_as, answer FROM turns ORDER BY id"
_RENAME = "UPDATE conversations SET name = :name, folded = :folded WHERE id = :id"
_REMOVE = "DELETE FROM conversations WHERE id = :id"
_REMOVE_TURNS = "DELETE FROM turns WHERE conversation = :id"


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


class Conversations(JournalPart):
    """The conversations of one library; `home` is where they are kept."""

    def __init__(self, home: JournalHome) -> None:
        super().__init__(home, "turns")

    def add(
        self,
        conversation_id: str,
        turn: KeptTurn,
        within: Sequence[str] = (),
        words: Iterable[str] = (),
        key: str = "",
    ) -> str:
        """Keep a turn at the end of a conversation.

        One whose key a turn of it has already is that turn: it was sent twice.

        Args:
            conversation_id: Which; where it isn't there (any more), a new one begins.
            turn: The turn.
            within: Names of what was asked.
            words: What it is found by, beside its question.
            key: What stands in the answer of this turn alone, and names a new
                conversation; without one that is named by chance.

        Returns:
            The conversation's id.
        """
        said = (turn.question, turn.read_as, turn.answer)
        values: dict[str, Value] = {
            "id": conversation_id,
            "key": key,
            "within": json.dumps(list(within), ensure_ascii=False),
            "now": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "question": turn.question,
            "read_as": turn.read_as,
            "answer": turn.answer,
            "searched": _folded(" ".join([turn.question, *words])),
            "checksum": checksum_of(said),
        }
        with self._writing() as execute:
            if key and (known := execute(_KEYED, **values).fetchone()):
                return str(known[0])
            if not execute(_ASKED, **values).rowcount:
                values["id"] = conversation_id = key or secrets.token_hex(_ID_BYTES)
                name = turn.question[:MAX_NAME_CHARS]
                execute(_ADD, name=name, folded=_folded(name), **values)
            execute(_ADD_TURN, **values)
        return conversation_id

    def keyed(self, conversation_id: str, key: str) -> str | None:
        """Say which conversation, a new one or this, has the turn of a key."""
        for (found,) in self._rows(_KEYED, id=conversation_id, key=key):
            return str(found)
        return None

    def turns(self, conversation_id: str, after: int = 0) -> list[KeptTurn]:
        """List the turns of a conversation, oldest first.

        Args:
            conversation_id: Which; one that isn't there has none.
            after: Only those behind the turn of this id.
        """
        found = self._rows(_TURNS, id=conversation_id, after=after)
        return [KeptTurn(*row) for row in found]

    def history(self, conversation_id: str) -> list[Turn]:
        """Give the questions that a new one may follow, oldest first."""
        rows = self._rows(_LAST, id=conversation_id, most=MAX_HISTORY)
        return [Turn(*row) for row in reversed(rows)]

    def get(self, conversation_id: str) -> Conversation:
        """Give one conversation.

        Raises:
            ConversationNotFoundError: There is none of that id.
        """
        for found in self._listed("WHERE id = :id", {"id": conversation_id}):
            return found
        raise _not_found(conversation_id)

    def all(self, words: str = "") -> list[Conversation]:
        """List the conversations that have all of some words, the latest first."""
        each = _folded(words).split()
        has_all = " AND ".join(_HAS_WORD.format(n=n) for n in range(len(each)))
        condition = f"WHERE {has_all}" if each else ""
        return self._listed(condition, {f"word{n}": w for n, w in enumerate(each)})

    def _listed(
        self, condition: str, values: Mapping[str, Value]
    ) -> list[Conversation]:
        # The condition is one of those above; what a person typed is in the values.
        rows = self._rows(f"{_LISTED} {condition} {_LATEST_FIRST}", **values)
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
        named = {"id": conversation_id, "name": name, "folded": _folded(name)}
        self._change(named, _RENAME)
        return self.get(conversation_id)

    def remove(self, conversation_id: str) -> None:
        """Delete a conversation with its turns, for good.

        Raises:
            ConversationNotFoundError: There is none of that id.
        """
        self._change({"id": conversation_id}, _REMOVE, _REMOVE_TURNS)

    def _change(self, values: Mapping[str, str], *statements: str) -> None:
        """Run statements on a conversation that is there."""
        self.get(values["id"])  # first: to look for what isn't there makes no file
        with self._writing() as execute:
            for statement in statements:
                if not execute(statement, **values).rowcount:
                    raise _not_found(values["id"])

    def problems(self) -> list[str]:
        """Say which turns are not what was kept."""
        return [
            f"the turn {row[0]!r} of a conversation was changed; delete that one"
            for checksum, *row in self._rows(_SUMMED)
            if checksum != checksum_of(row)
        ]


def _not_found(conversation_id: str) -> ConversationNotFoundError:
    return ConversationNotFoundError(
        f"no conversation {conversation_id[:80]!r}; it may have been deleted"
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
