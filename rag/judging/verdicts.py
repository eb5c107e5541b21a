"""What people said of answers, kept in the journal.

A verdict belongs to a question and a place: "right" and "wrong" judge a quote that was
given, "here" names the right quote where it was not, "none" (without a place) says that
the articles don't answer. The quote's words are kept with it, so that it can be found
again, or said not to be there any more, when the article has changed.
"""

from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, datetime
from typing import Literal

from rag.judging.journal_home import JournalHome, JournalPart, checksum_of

Kind = Literal["right", "wrong", "here", "none"]
_Row = tuple[int, str, Kind, str, int, int, int, str, str]

_OPPOSITES: dict[Kind, tuple[Kind, ...]] = {
    "right": ("none",),
    "here": ("none",),
    "none": ("right", "here"),
    "wrong": (),
}


_FORGET = "DELETE FROM verdicts WHERE folded = :folded AND kind = :kind"
_REPLACE = """
DELETE FROM verdicts WHERE folded = :folded AND article_id = :article_id
  AND start = :start AND "end" = :end
"""
_RECORD = """
INSERT INTO verdicts (folded, question, kind, article_id, paragraph, start, "end",
  quote, created, checksum)
VALUES (:folded, :question, :kind, :article_id, :paragraph, :start, :end,
  :quote, :created, :checksum)
RETURNING id
"""
_REMOVE = "DELETE FROM verdicts WHERE id = :id"
_SELECT = """
SELECT id, question, kind, article_id, paragraph, start, "end", quote, created
FROM verdicts
"""
_OF_ONE, _NEWEST_FIRST = "WHERE folded = :folded", "ORDER BY id DESC"
_SUMMED = """
SELECT checksum, folded, question, kind, article_id, paragraph, start, "end", quote,
  created
FROM verdicts ORDER BY id
"""


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
    """A question with what was said to answer it.

    Args:
        question: As it was asked last.
        right: Quotes that answer it.
        unanswered: Somebody said that the articles don't answer it.
    """

    question: str
    right: tuple[JudgedPlace, ...]
    unanswered: bool


class Verdicts(JournalPart):
    """The verdicts of one library; `home` is where they are kept."""

    def __init__(self, home: JournalHome) -> None:
        super().__init__(home, "verdicts")

    def record(
        self, question: str, kind: Kind, place: JudgedPlace = NOWHERE
    ) -> Verdict:
        """Keep a verdict; it takes the place of an earlier one on the same quote.

        A "none" takes back what was said to be right, and a "right" or "here" a "none".
        """
        folded = fold(question)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        row = (folded, question, kind, *astuple(place), created)
        values = asdict(place) | {
            "folded": folded,
            "question": question,
            "kind": kind,
            "created": created,
            "checksum": checksum_of(row),
        }
        with self._writing() as execute:
            # A question is answered or it isn't; what was wrong stays wrong.
            for opposite in _OPPOSITES[kind]:
                execute(_FORGET, folded=folded, kind=opposite)
            execute(_REPLACE, **values)
            (verdict_id,) = execute(_RECORD, **values).fetchone()
        return Verdict(verdict_id, question, kind, place, created)

    def remove(self, verdict_id: int) -> bool:
        """Take a verdict back; returns whether there was one of that id."""
        with self._writing() as execute:
            return bool(execute(_REMOVE, id=verdict_id).rowcount)

    def verdicts(self, question: str | None = None) -> list[Verdict]:
        """List the verdicts, newest first, of one question or of all."""
        if question is None:
            rows = self._rows(f"{_SELECT} {_NEWEST_FIRST}")
        else:
            one = f"{_SELECT} {_OF_ONE} {_NEWEST_FIRST}"
            rows = self._rows(one, folded=fold(question))
        return [_verdict(row) for row in rows]

    def judged(self) -> list[JudgedQuestion]:
        """Gather the verdicts by question, the question judged last first."""
        groups: dict[str, list[Verdict]] = {}
        for verdict in self.verdicts():
            groups.setdefault(fold(verdict.question), []).append(verdict)
        return [_judged(group) for group in groups.values()]

    def problems(self) -> list[str]:
        """Say which verdicts are not what was said, and what mends it."""
        return [
            f"a verdict on {row[1]!r} was changed; take it back and judge anew"
            for checksum, *row in self._rows(_SUMMED)
            if checksum != checksum_of(row)
        ]


def fold(question: str) -> str:
    """Make a question comparable: case, spaces and end marks don't tell it apart.

    Example:
        >>> fold("  Who  built it?")
        'who built it'
    """
    return " ".join(question.casefold().split()).rstrip("?？!.。 ")


def _judged(verdicts: Sequence[Verdict]) -> JudgedQuestion:
    return JudgedQuestion(
        question=verdicts[0].question,
        right=tuple(item.place for item in verdicts if item.kind in ("right", "here")),
        unanswered=any(item.kind == "none" for item in verdicts),
    )


def _verdict(row: _Row) -> Verdict:
    verdict_id, question, kind, article_id, paragraph, start, end, quote, created = row
    place = JudgedPlace(article_id, paragraph, start, end, quote)
    return Verdict(verdict_id, question, kind, place, created)
