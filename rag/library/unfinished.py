"""Articles that are being added together: until the last is stored, there are none.

A note names them before the first is stored, and goes when all are on the disk. While
it is there they aren't listed, and the next writer deletes what a killed one left.
"""

from collections.abc import Sequence
from pathlib import Path

from rag.disk import read_json, remove_folder, replace_json, sync

NOTE = ".adding.json"


class Unfinished:
    """The note of a folder of articles.

    Args:
        folder: The folder that holds a folder for each article.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._note = folder / NOTE

    def ids(self) -> frozenset[str]:
        """Give the ids of the articles that aren't all there yet."""
        try:
            return frozenset(map(str, read_json(self._note)["ids"]))
        # It is replaced whole, so what can't be read was never written by a writer.
        except (OSError, ValueError, KeyError, TypeError):
            return frozenset()

    def begin(self, ids: Sequence[str]) -> None:
        """Note which articles are to be stored; none of them is there."""
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_json(self._note, {"ids": list(ids)})

    def end(self) -> None:
        """Note that all are stored: from now on they are there."""
        self._note.unlink(missing_ok=True)
        sync(self._folder)

    def take_back(self) -> None:
        """Delete what is there of them; the writer's lock is held."""
        if not self._note.exists():
            return
        for article_id in self.ids():
            if (self._folder / article_id).is_dir():
                remove_folder(self._folder / article_id)
        self.end()
