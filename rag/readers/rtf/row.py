"""How a row of a rich text file's table is defined, before its cells end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Merge = Literal["", "above", "before"]
"""Whether a cell goes on with the one above it, or the one before it."""


@dataclass(slots=True)
class RowDefinition:
    """What is said of a row: how its cells go on with others, whether it is a header.

    `merge` is that of the cell which is being defined.
    """

    merges: list[Merge] = field(default_factory=list)
    is_header: bool = False
    merge: Merge = ""

    def define_cell(self) -> None:
        """End the definition of a cell."""
        self.merges.append(self.merge)
        self.merge = ""


def _setting(name: str, value: object) -> Callable[[RowDefinition], None]:
    return lambda row: setattr(row, name, value)


ROW_WORDS: dict[str, Callable[[RowDefinition], None]] = {
    "trhdr": _setting("is_header", True),
    "clvmrg": _setting("merge", "above"),
    "clmrg": _setting("merge", "before"),
    "cellx": RowDefinition.define_cell,
}
"""Control words that say something of the row that is being defined."""
