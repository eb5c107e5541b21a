"""What was undone, so that it can be redone: `undone.json`, the last step last.

A step is of use as long as the articles are as its undo left them: any change ends it,
and so does an undo that was cut short.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rag.disk import read_json, replace_json
from rag.library.stored_article import StoredArticle, decode_record

FILE_NAME = "undone.json"
MAX_STEPS = 20


@dataclass(frozen=True, slots=True)
class UndoneStep:
    """One undo.

    Args:
        records: The records that it changed, as they were before it.
        generation: The index that was in use before it, None where it stayed in use.
        after: The fingerprint of all records after it.
    """

    records: tuple[StoredArticle, ...]
    generation: int | None
    after: str


def fingerprint(records: Sequence[StoredArticle]) -> str:
    """Hash what people have said of all articles, and the moments of what was before.

    When the last change was made is left out: what is redone after a build is new.
    """
    said = [
        (
            each.id,
            each.removed,
            each.title,
            each.tags,
            asdict(each.details),
            [e.changed for e in each.earlier],
        )
        for each in sorted(records, key=lambda each: each.id)
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


class UndoneSteps:
    """The steps of one library.

    Args:
        root: The library's folder.
    """

    def __init__(self, root: Path) -> None:
        self._path = root / FILE_NAME

    def last(self, records: Sequence[StoredArticle]) -> UndoneStep | None:
        """Give the step that a redo would take, None where there is none.

        Args:
            records: All records as they are.
        """
        steps = self._read()
        if steps and steps[-1].after == fingerprint(records):
            return steps[-1]
        return None

    def push(self, step: UndoneStep, records: Sequence[StoredArticle]) -> None:
        """Note an undo that is about to be made.

        Args:
            step: What it is.
            records: All records as they are before it.
        """
        earlier = self._read() if self.last(records) else []
        self._write([*earlier, step][-MAX_STEPS:])

    def pop(self) -> None:
        """Forget the last step, which was redone."""
        self._write(self._read()[:-1])

    def _read(self) -> list[UndoneStep]:
        """Read all steps; what can't be read is no loss but of a redo."""
        try:
            raw = read_json(self._path)
            return [_decode(step) for step in raw["steps"]]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def _write(self, steps: Sequence[UndoneStep]) -> None:
        replace_json(self._path, {"steps": [asdict(step) for step in steps]})


def _decode(raw: dict[str, Any]) -> UndoneStep:
    records = tuple(decode_record(record) for record in raw["records"])
    return UndoneStep(records, raw["generation"], raw["after"])
