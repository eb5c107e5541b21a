"""What people said of answers, kept in `journal.sqlite` beside the index.

A verdict belongs to a question and a place: "right" and "wrong" judge a quote that was
given, "here" names the right quote where it was not, "none" (without a place) says that
the articles don't answer. The quote's words are kept with it, so that it can be found
again, or said not to be there any more, when the article has changed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from rag.judging.journal_file import JournalFile, checksum_of
from rag.judging.verdict_table import (
    FORGET,
    RECORD,
    SELECT,
    make_table,
    problems_in,
)

Kind = Literal["right", "wrong", "here", "none"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MAX_QUOTE_CHARS = 2000
"""A judged quote is a sentence or some paragraphs, not a whole article."""

_Row = tuple[int, str, Kind, str, int, int, int, str, str]

_OPPOSITES: dict[Kind, tuple[Kind, ...]] = {
    "right": ("none",),
    "here": ("none",),
    "none": ("right", "here"),
    "wrong": (),
}


@dataclass(frozen=True, slots=True)
class JudgedPlace:
    """Where a judged quote stands, and what it says: the journal's columns."""

    article_id: str
    paragraph: int
    start: int
    end: int
    quote: str


NOWHERE = JudgedPlace("", 0, 0, 0, "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement; the place of a "none" is `NOWHERE`."""

    id: int
    question: str
    kind: Kind
    place: JudgedPlace
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
    right: tuple[JudgedPlace, ...]
    wrong: tuple[JudgedPlace, ...]
    unanswered: bool


class Journal:
    """The verdicts of one library. Safe to use from many threads and processes.

    Args:
        path: The SQLite file; it is made with the first verdict.
    """

    def __init__(self, path: Path) -> None:
        self._file = JournalFile(path, "verdicts", make_table)

    def record(
        self, question: str, kind: Kind, place: JudgedPlace = NOWHERE
    ) -> Verdict:
        """Keep a verdict; it takes the place of an earlier one on the same quote.

        A "none" takes back what was said to be right, and a "right" or "here" a "none".

        Raises:
            JournalError: The file can't be written.
        """
        folded = fold(question)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        with self._file.writing() as database:
            # A question is answered or it isn't; what was wrong stays wrong.
            for opposite in _OPPOSITES[kind]:
                database.execute(FORGET, (folded, opposite))
            row = (folded, question, kind, *astuple(place), created)
            cursor = database.execute(RECORD, (*row, checksum_of(row)))
            return Verdict(int(cursor.lastrowid or 0), question, kind, place, created)

    def remove(self, verdict_id: int) -> bool:
        """Take a verdict back; returns whether there was one of that id.

        Raises:
            JournalError: The file can't be written.
        """
        with self._file.writing() as database:
            found = database.execute("DELETE FROM verdicts WHERE id = ?", (verdict_id,))
            return found.rowcount > 0

    def verdicts(self, question: str | None = None) -> list[Verdict]:
        """List the verdicts, newest first, of one question or of all.

        Raises:
            JournalError: The file can't be read.
        """
        folded = None if question is None else fold(question)
        rows = self._file.read(
            lambda database: database.execute(SELECT, (folded, folded)).fetchall()
        )
        return [_verdict(row) for row in rows]

    def judged(self) -> list[JudgedQuestion]:
        """Gather the verdicts by question, the question judged last first."""
        return judged_questions(self.verdicts())

    def problems(self) -> list[str]:
        """Say what is wrong with the file and its verdicts, and what mends it.

        Raises:
            JournalError: The file can't be read.
        """
        return self._file.read(problems_in)


def fold(question: str) -> str:
    """Make a question comparable: case, spaces and end marks don't tell it apart.

    Example:
        >>> fold("  Who  built it?")
        'who built it'
    """
    return " ".join(question.casefold().split()).rstrip("?？!.。 ")


def judged_questions(verdicts: Iterable[Verdict]) -> list[JudgedQuestion]:
    """Gather verdicts by question, in the order in which each question comes first."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(fold(verdict.question), []).append(verdict)
    return [_judged(group) for group in groups.values()]


def _judged(verdicts: Sequence[Verdict]) -> JudgedQuestion:
    return JudgedQuestion(
        question=verdicts[0].question,
        right=tuple(item.place for item in verdicts if item.kind in ("right", "here")),
        wrong=tuple(item.place for item in verdicts if item.kind == "wrong"),
        unanswered=any(item.kind == "none" for item in verdicts),
    )


def _verdict(row: _Row) -> Verdict:
    verdict_id, question, kind, article_id, paragraph, start, end, quote, created = row
    place = JudgedPlace(article_id, paragraph, start, end, quote)
    return Verdict(verdict_id, question, kind, place, created)
