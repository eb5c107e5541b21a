"""What people said of answers, kept in `journal.sqlite` beside the index.

A verdict belongs to a question and a place: "right" and "wrong" judge a quote that was
given, "here" names the right quote where it was not, "none" (without a place) says that
the articles don't answer. The quote's words are kept with it, so that it can be found
again, or said not to be there any more, when the article has changed.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Literal, get_args

from rag.errors import JournalError

Kind = Literal["right", "wrong", "here", "none"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FILE_NAME = "journal.sqlite"
BUSY_TIMEOUT_S = 5.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS verdicts (
  id INTEGER PRIMARY KEY,
  folded TEXT NOT NULL,
  question TEXT NOT NULL,
  kind TEXT NOT NULL,
  article_id TEXT NOT NULL,
  paragraph INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  quote TEXT NOT NULL,
  created TEXT NOT NULL,
  UNIQUE (folded, article_id, start, "end")
) STRICT
"""
_RECORD = """
INSERT OR REPLACE INTO verdicts
  (folded, question, kind, article_id, paragraph, start, "end", quote, created)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_FORGET = "DELETE FROM verdicts WHERE folded = ? AND kind = ?"
_SELECT = """
SELECT id, question, kind, article_id, paragraph, start, "end", quote, created
FROM verdicts WHERE folded = ? OR ? IS NULL ORDER BY id DESC
"""
_OPPOSITES: dict[Kind, tuple[Kind, ...]] = {
    "right": ("none",),
    "here": ("none",),
    "none": ("right", "here"),
    "wrong": (),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a judged quote stands, and what it says."""

    article_id: str
    paragraph: int
    start: int
    end: int
    quote: str


NOWHERE = Place("", 0, 0, 0, "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement; the place of a "none" is `NOWHERE`."""

    id: int
    question: str
    kind: Kind
    place: Place
    created: str


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with all that was judged of it.

    Args:
        question: As it was asked last.
        right: Quotes that answer it.
        wrong: Quotes that don't.
        unanswered: Somebody said that the articles don't answer it.
    """

    question: str
    right: tuple[Place, ...]
    wrong: tuple[Place, ...]
    unanswered: bool


class Journal:
    """The verdicts of one library. Safe to use from many threads and processes.

    Args:
        path: The SQLite file; it is made with the first verdict.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def record(self, question: str, kind: Kind, place: Place = NOWHERE) -> Verdict:
        """Keep a verdict; it takes the place of an earlier one on the same quote.

        A "none" takes back what was said to be right, and a "right" or "here" a "none".

        Raises:
            JournalError: The file can't be written.
        """
        folded = fold(question)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        where = astuple(place)
        with self._open(write=True) as database:
            for opposite in _OPPOSITES[kind]:
                database.execute(_FORGET, (folded, opposite))
            row = (folded, question, kind, *where, created)
            cursor = database.execute(_RECORD, row)
            return Verdict(int(cursor.lastrowid or 0), question, kind, place, created)

    def remove(self, verdict_id: int) -> bool:
        """Take a verdict back; returns whether there was one of that id.

        Raises:
            JournalError: The file can't be written.
        """
        with self._open(write=True) as database:
            found = database.execute("DELETE FROM verdicts WHERE id = ?", (verdict_id,))
            return found.rowcount > 0

    def verdicts(self, question: str | None = None) -> list[Verdict]:
        """List the verdicts, newest first, of one question or of all.

        Raises:
            JournalError: The file can't be read.
        """
        if not self._path.exists():
            return []
        folded = None if question is None else fold(question)
        with self._open() as database:
            rows = database.execute(_SELECT, (folded, folded))
            return [_verdict(row) for row in rows]

    def judged(self) -> list[JudgedQuestion]:
        """Gather the verdicts by question, the question judged last first."""
        return judged_questions(self.verdicts())

    @contextmanager
    def _open(self, write: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            if write:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            with (
                closing(sqlite3.connect(self._path, BUSY_TIMEOUT_S)) as database,
                database,
            ):
                database.execute("PRAGMA journal_mode = WAL")
                database.execute(_SCHEMA)
                yield database
        except (sqlite3.Error, OSError) as error:
            raise JournalError(
                f"{self._path} can't be used ({error}); move it away to start a new one"
            ) from error


def fold(question: str) -> str:
    """Make a question comparable: case, spaces and end marks don't tell it apart.

    Example:
        >>> fold("  Who  built it?")
        'who built it'
    """
    return " ".join(question.casefold().split()).rstrip("?？!.。 ")


def judged_questions(verdicts: Iterable[Verdict]) -> list[JudgedQuestion]:
    """Gather verdicts by question, in the order in which each question comes first."""
    items = list(verdicts)
    order = list(dict.fromkeys(fold(item.question) for item in items))
    items.sort(key=lambda item: order.index(fold(item.question)))
    return [
        _judged(list(group))
        for _, group in groupby(items, key=lambda item: fold(item.question))
    ]


def _judged(verdicts: Sequence[Verdict]) -> JudgedQuestion:
    return JudgedQuestion(
        question=verdicts[0].question,
        right=tuple(item.place for item in verdicts if item.kind in ("right", "here")),
        wrong=tuple(item.place for item in verdicts if item.kind == "wrong"),
        unanswered=any(item.kind == "none" for item in verdicts),
    )


def _verdict(row: tuple[int, str, Kind, str, int, int, int, str, str]) -> Verdict:
    verdict_id, question, kind, article_id, paragraph, start, end, quote, created = row
    place = Place(article_id, paragraph, start, end, quote)
    return Verdict(verdict_id, question, kind, place, created)
