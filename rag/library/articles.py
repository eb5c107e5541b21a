"""The originals: each article's file as it was added, beside its record.

articles/ID/original.*  the file as it was added, never changed, if not in a store
articles/.scans/        pages that OCR has read (see KeptScans)
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from rag.disk import new_folder, remove_folder, replace_file, sha256_of, write_json
from rag.errors import ReadError
from rag.library.article_records import RECORD, ArticleRecords
from rag.library.details import NOTHING_SAID
from rag.library.last_ones import LastOnes
from rag.library.objects import ObjectStore, copy_of
from rag.library.stored_article import StoredArticle, clean_title
from rag.readers import read_article
from rag.readers.ocr.scans import KeptScans
from rag.types import Article

SCANS = ".scans"

MAX_READ_CHARS = 4_000_000
"""So much text of articles that were just added is held for the build that follows:
reading takes a process of its own, and as long as all the rest of a small build."""

Read = tuple[str, str, str | None]
"""The hash of a file, its name, and the title that a person gave it."""


class ArticleStore:
    """The folder of originals. Whatever a method returned from is on the disk.

    Args:
        folder: The folder; it is made with the first article.
        store: Where new files are put instead; those that lie here stay good.
    """

    def __init__(self, folder: Path, store: ObjectStore | None = None) -> None:
        self._folder, self._store = folder, store
        self.scans = KeptScans(folder / SCANS)
        self.records = ArticleRecords(folder, store.url if store else "")
        self._read = LastOnes[Read, Article](MAX_READ_CHARS, lambda it: len(it.text))
        self._listed: dict[str, str] | None = None

    def look_anew(self) -> None:
        """Don't rely on what was there: others may have written since."""
        self._listed = None

    def check(self, data: bytes, name: str, title: str | None = None) -> StoredArticle:
        """Read a file, which may take a minute; gives the record that it would have.

        Args:
            data: The file's content.
            name: Its file name.
            title: A title of the person's own.

        Raises:
            ReadError: The file can't become an article.
        """
        title = clean_title(title) if title is not None else None
        # Bytes of a name on disk that are no text can't be put into JSON.
        name = name.encode("utf-8", "replace").decode()
        article = read_article(data, name, title=title, scans=self.scans)
        sha256 = hashlib.sha256(data).hexdigest()
        self._read.put((sha256, name, title), article)
        # As exact as the clock, since articles are listed in the order of adding.
        added = datetime.now(UTC).isoformat(timespec="microseconds")
        return StoredArticle(article.id, name, title, sha256, len(data), added)

    def add(self, checked: StoredArticle, data: bytes, moment: int) -> StoredArticle:
        """Store a file that was checked; the same bytes again are the same article.

        Args:
            checked: What `check` made of it.
            data: The file's content.
            moment: When this change was made.

        Raises:
            ReadError: It isn't the content that was checked.
        """
        if hashlib.sha256(data).hexdigest() != checked.sha256:
            raise ReadError(f"{checked.name} changed while it was read; add it again")
        new = replace(checked, changed=moment)
        if known := self._ids().get(_digest(new.id)):
            return self._add_again(replace(new, id=known), data)
        with new_folder(self._folder / new.id) as temporary:
            if self._store:
                self._store.put(new.original, data)
            else:
                (temporary / Path(new.original).name).write_bytes(data)
            write_json(temporary / RECORD, asdict(new))
        self._ids()[_digest(new.id)] = new.id
        return new

    def add_all(
        self, checked: Sequence[tuple[StoredArticle, bytes]], moment: int
    ) -> list[StoredArticle]:
        """Store files that were checked: after a kill all of the new ones, or none.

        Raises:
            ReadError: One isn't the content that was checked; nothing is stored.
        """
        new = [each.id for each, _ in checked if _digest(each.id) not in self._ids()]
        self.records.unfinished.begin(new)
        try:
            stored = [self.add(each, data, moment) for each, data in checked]
        except BaseException:
            self.records.unfinished.take_back()
            self.look_anew()
            raise
        self.records.unfinished.end()
        return stored

    def known(self, checked: Iterable[StoredArticle]) -> frozenset[str]:
        """Give the ids of files that were checked, of those in the library already."""
        ids = (self._ids().get(_digest(each.id), each.id) for each in checked)
        found = filter(None, (self.records.read(self._folder / each) for each in ids))
        return frozenset(stored.id for stored in found if not stored.removed)

    def _ids(self) -> dict[str, str]:
        """Give the ids of all that is here, by the hashes that they end with."""
        # Once, however many files are added while nobody else writes.
        if self._listed is None:
            names = (path.name for path in self._folder.glob("[!.]*"))
            self._listed = {_digest(name): name for name in names}
        return self._listed

    def _add_again(self, new: StoredArticle, data: bytes) -> StoredArticle:
        """Bring back what was removed; the file, too, where it was lost or changed.

        A record that can't be read is made anew.
        """
        stored = self.records.read(self._folder / new.id)
        if not self.is_intact(stored or new):
            name = (stored or new).original
            if self._store and not self._here(new):
                self._store.put(name, data)
            else:
                replace_file(self._folder / name, data)
        if stored is None:
            return self.records.put(new)
        is_same = not stored.removed and new.title in (None, stored.title)
        # A person who adds what was only offered keeps it, and that is a change.
        if is_same and (new.offered or not stored.is_untouched_offer):
            # That it was set aside holds for the record as it was.
            return self.records.put(stored)
        # What is here keeps its own; what comes back takes what is said of it now.
        said = new if stored.removed else stored
        details = None if said.details == NOTHING_SAID else said.details
        return self.records.put(
            stored.change(
                new.changed, title=new.title, tags=said.tags or None, details=details
            )
        )

    def delete(self, stored: StoredArticle) -> None:
        """Delete an article's file and record for good."""
        remove_folder(self._folder / stored.id)
        self.look_anew()
        self.scans.drop(stored.sha256)
        copy_of(stored).unlink(missing_ok=True)

    def move(self, indexed: Iterable[str]) -> int:
        """Put files that lie here into the store; gives the bytes deleted there.

        Those were of articles that are gone. The writer's place is held.

        Args:
            indexed: Ids of articles whose files stay, though their records be lost.
        """
        if self._store is None:
            return 0
        for stored in self.records.everything():
            for path in self._here(stored):
                if sha256_of(path) == stored.sha256:
                    self._store.put(stored.original, path.read_bytes())
                    path.unlink()
        here = (path.name for path in self._folder.glob("[!.]*"))
        return self._store.sweep(chain(here, indexed))

    def read(self, stored: StoredArticle) -> Article:
        """Read an article's original anew.

        Raises:
            ReadError: The original is missing or can't be read any more.
        """
        data = self.original(stored).read_bytes()
        # By the bytes that are there now, whatever the record says of them.
        known = hashlib.sha256(data).hexdigest(), stored.name, stored.title
        article = self._read.take(known) or read_article(
            data, stored.name, title=stored.title, scans=self.scans
        )
        # Its title may be another by now, and with it the id that it would be given.
        return replace(article, id=stored.id)

    def state_of(self, stored: StoredArticle) -> str:
        """Give a text that changes when the record or the original does.

        By size and time, not by content: it only tells whether to try something again.
        """
        folder = self._folder / stored.id
        found = sorted((path.name, path.stat()) for path in folder.glob("[!.]*"))
        return " ".join(f"{name}:{s.st_size}:{s.st_mtime_ns}" for name, s in found)

    def is_intact(self, stored: StoredArticle) -> bool:
        """Tell whether the original is there with the hash that it was added with."""
        try:
            if self._store and not self._here(stored):
                return self._store.has(stored)  # whatever copy is here
            return sha256_of(self.original(stored)) == stored.sha256
        except (ReadError, OSError):
            return False

    def original(self, stored: StoredArticle) -> Path:
        """Give the path of the file as it was added, or of a copy of it.

        Raises:
            ReadError: It is missing.
            StoreError: The store that has it is away.
        """
        for path in self._here(stored):
            return path
        if self._store:
            return self._store.path(stored)
        reason = f"the file of article {stored.id} is missing"
        raise ReadError(reason, f"add {stored.name} again")

    def _here(self, stored: StoredArticle) -> list[Path]:
        # By its beginning: the ending is that of the name it was first added with.
        return list((self._folder / stored.id).glob("original*"))


def _digest(article_id: str) -> str:
    """Give the hash of the content; before it stands what it was first called."""
    return article_id.rpartition("-")[2]
