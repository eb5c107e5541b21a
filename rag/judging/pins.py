"""Pins: quotes that a person keeps on a desk, in an order of their own, with notes.

A pin holds its quote's words, place and hashes as evidence does, and what was known of
the article. So it stays word for word when the article changes or goes, and whoever
shows it can say so.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from rag.disk import is_unicode
from rag.errors import JournalError, PinNotFoundError
from rag.judging.evidence import EvidenceQuote
from rag.judging.journal_home import Execute, JournalHome, JournalPart, checksum_of
from rag.judging.works import Work

MAX_NOTE_CHARS = 2000
REMOVED_FOR = timedelta(days=1)
"""A removed pin can be brought back for so long."""

_ADD = """
INSERT INTO pins (position, article_id, start, "end", quote_sha256, kept, question,
  conversation, note, created, checksum)
VALUES ((SELECT coalesce(max(position), 0) + 1 FROM pins),
  :article_id, :start, :end, :quote_sha256, :kept, :question,
  :conversation, '', :created, :checksum)
ON CONFLICT (article_id, start, "end", quote_sha256) DO UPDATE SET removed = NULL
RETURNING id
"""
_LISTED = """
SELECT id, kept, question, conversation, note, created FROM pins
WHERE removed IS NULL
"""
_ONE, _IN_ORDER = "AND id = :id", "ORDER BY position, id"
_FOUND = "SELECT kept, question FROM pins WHERE id = :id AND removed IS NULL"
_NOTE = "UPDATE pins SET note = :note, checksum = :checksum WHERE id = :id"
_REMOVE = "UPDATE pins SET removed = :now WHERE id = :id AND removed IS NULL"
_AT_PLACE = """
SELECT id, kept, question, note, checksum FROM pins WHERE article_id = :article_id
AND start = :start AND "end" = :end AND quote_sha256 = :quote_sha256
"""
_DROP = "DELETE FROM pins WHERE id = :id"
_DROP_OLD = "DELETE FROM pins WHERE removed < :old"
_RESTORE = "UPDATE pins SET removed = NULL WHERE id = :id"
_ORDER = "SELECT id FROM pins ORDER BY position, id"
_MOVE = "UPDATE pins SET position = :position WHERE id = :id"
_SUMMED = "SELECT kept, question, note, checksum FROM pins ORDER BY id"


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


class Pins(JournalPart):
    """The pins of one library; `home` is where they are kept."""

    def __init__(self, home: JournalHome) -> None:
        super().__init__(home, "pins")

    def add(self, quote: EvidenceQuote, work: Work, asked: Asked = NOT_ASKED) -> Pin:
        """Pin a quote at the end; one that is pinned already is the same pin.

        One that was removed and can still be brought back is, with its note. One that
        another program has spoilt is pinned anew, without.
        """
        kept = json.dumps(asdict(_Kept(quote, work)), ensure_ascii=False)
        place = {
            "article_id": quote.article_id,
            "start": quote.start,
            "end": quote.end,
            "quote_sha256": quote.quote_sha256,
        }
        with self._writing() as execute:
            for pin_id, *said, checksum in execute(_AT_PLACE, **place).fetchall():
                if checksum != checksum_of(said):
                    execute(_DROP, id=pin_id)
            added = execute(
                _ADD,
                **place,
                kept=kept,
                **asdict(asked),
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                checksum=checksum_of((kept, asked.question, "")),
            )
            (pin_id,) = added.fetchone()
        return self.get(pin_id)

    def all(self) -> list[Pin]:
        """List the pins in the person's order.

        One that another program has spoilt is left out; `problems` names it.
        """
        return list(_pins(self._rows(f"{_LISTED} {_IN_ORDER}")))

    def get(self, pin_id: int) -> Pin:
        """Give one pin.

        Raises:
            PinNotFoundError: There is none of that id.
        """
        for pin in _pins(self._rows(f"{_LISTED} {_ONE}", id=pin_id)):
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
        with self._writing() as execute:
            found = execute(_FOUND, id=pin_id).fetchone()
            if found is None:
                raise _not_found(pin_id)
            checksum = checksum_of((*found, note))
            execute(_NOTE, id=pin_id, note=note, checksum=checksum)
        return self.get(pin_id)

    def remove(self, pin_id: int) -> None:
        """Take a pin from the desk; `restore` brings it back, for a day.

        Raises:
            PinNotFoundError: There is none of that id.
        """
        now = datetime.now(UTC).isoformat()
        with self._writing() as execute:
            if not execute(_REMOVE, id=pin_id, now=now).rowcount:
                raise _not_found(pin_id)

    def restore(self, pin_id: int) -> Pin:
        """Bring a pin back to where it was.

        Raises:
            PinNotFoundError: There is none of that id any more.
        """
        with self._writing() as execute:
            execute(_RESTORE, id=pin_id)
        return self.get(pin_id)

    def move(self, pin_id: int, before: int | None = None) -> None:
        """Move a pin before another one, or to the end.

        Raises:
            PinNotFoundError: There is none of one of the ids.
        """
        with self._writing() as execute:
            ids = [found for (found,) in execute(_ORDER).fetchall()]
            for position, each in enumerate(_moved(ids, pin_id, before)):
                execute(_MOVE, id=each, position=position)

    def problems(self) -> list[str]:
        """Say which pins are not what was kept."""
        return [
            f"a pin of the question {question!r} was changed; pin its quote anew"
            for kept, question, note, checksum in self._rows(_SUMMED)
            if checksum != checksum_of((kept, question, note))
        ]

    @contextmanager
    def _writing(self) -> Iterator[Execute]:
        old = (datetime.now(UTC) - REMOVED_FOR).isoformat()
        with super()._writing() as execute:
            # First of all: what was removed too long ago doesn't come back.
            execute(_DROP_OLD, old=old)
            yield execute


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


def _pins(rows: Sequence[tuple[int, str, str, str, str, str]]) -> Iterator[Pin]:
    """Read pins; those that another program has spoilt are left out."""
    # Imported here: the command line asks without it, and starts sooner.
    from pydantic import TypeAdapter

    reader = TypeAdapter(_Kept)
    for pin_id, text, question, conversation, note, created in rows:
        with suppress(ValueError):
            kept = reader.validate_json(text, strict=True)
            yield Pin(
                pin_id, kept.quote, kept.work, question, conversation, note, created
            )


def _not_found(pin_id: int) -> PinNotFoundError:
    return PinNotFoundError(f"no pin {pin_id}; it may have been removed for good")
