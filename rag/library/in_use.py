"""The file `current`: which generation is in use, and what was the highest ever."""

from dataclasses import asdict, dataclass
from pathlib import Path

from rag.disk import read_json, replace_json

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class InUse:
    """What `current` says: the generation in use, and what was the highest ever.

    No number is given twice, or who has a generation open would take another for it.
    `number` is 0 before the first is published. `as_of` is the moment up to which the
    last build took changes in (see `Generations.moment`).
    """

    number: int = 0
    highest: int = 0
    as_of: int = 0


def read_in_use(root: Path) -> InUse | None:
    """Read what names the generation in use; None where that can't be read."""
    try:
        return InUse(**read_json(root / CURRENT))
    except (OSError, ValueError, TypeError):
        return None


def write_in_use(root: Path, state: InUse) -> None:
    """Name the generation in use."""
    replace_json(root / CURRENT, asdict(state))
