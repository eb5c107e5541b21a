"""The originals: each article's file as it was added, and its record.

articles/ID/original.*   the file as it was added, never changed
articles/ID/article.json its record: see stored_article
articles/.adding.json    those that aren't all stored yet: see Unfinished
articles/.scans/         pages that OCR has read: see KeptScans
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from rag.disk import (
    is_unicode,
    new_folder,
    remove_folder,
    remove_leftovers,
    replace_file,
    sealed,
    sha256_of,
    unsealed,
    write_json,
)
from rag.errors import ArticleNotFoundError, LibraryError, ReadError
from rag.library.details import Details
from rag.library.just_read import JustRead
from rag.library.stored_article import (
    StoredArticle,
    clean_tag,
    decode_record,
    tags_with,
)
from rag.library.unfinished import Unfinished
from rag.readers import read_article
from rag.readers.ocr.scans import KeptScans
from rag.types import Article

RECORD = "article.json"
SCANS = ".scans"
MAX_TITLE_CHARS = 200

# Such an ending any disk takes, whatever else stands in a name.
_SUFFIX = re.compile(r"\.[a-z0-9]{1,9}$", re.ASCII)


class ArticleStore:
    """The folder of originals. Whatever a method returned from is on the disk.

    Args:
        folder: The folder; it is made with the first article.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.scans = KeptScans(folder / SCANS)
        self.unfinished = Unfinished(folder)
        self._known: dict[Path, tuple[tuple[int, ...], StoredArticle]] = {}
        self._read = JustRead()

    def everything(self) -> list[StoredArticle]:
        """List all records that can be read, removed ones too, oldest first."""
        found = [record for _, record in self._records() if record is not None]
        return sorted(found, key=lambda stored: (stored.added, stored.id))

    def damaged(self) -> list[Path]:
        """List the folders whose records can't be read."""
        return sorted(folder for folder, record in self._records() if record is None)

    def remove_leftovers(self) -> None:
        """Delete what a killed writer left."""
        for folder in (self._folder, *self._folders()):
            remove_leftovers(folder)

    def get(self, article_id: str) -> StoredArticle:
        """Give one record that is not removed.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        for stored in self.everything():
            if stored.id == article_id and not stored.removed:
                return stored
        raise ArticleNotFoundError(
            f"no article {article_id!r} in the library; `quotewell list` shows all"
        )

    def check(self, data: bytes, name: str, title: str | None = None) -> StoredArticle:
        """Read a file, which may take a minute; gives the record that it would have.

        Args:
            data: The file's content.
            name: Its file name.
            title: A title of the person's own.

        Raises:
            ReadError: The file can't become an article.
        """
        title = _clean_title(title) if title is not None else None
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
        # The end of an id is the content's hash; the rest comes from the first name.
        _, _, digest = new.id.rpartition("-")
        for folder in self._folder.glob(f"[!.]*-{digest}"):
            return self._add_again(replace(new, id=folder.name), data)
        with new_folder(self._folder / new.id) as temporary:
            (temporary / _original_name(new.name)).write_bytes(data)
            write_json(temporary / RECORD, asdict(new))
        return new

    def add_all(
        self, checked: Sequence[tuple[StoredArticle, bytes]], moment: int
    ) -> list[StoredArticle]:
        """Store files that were checked: after a kill all of the new ones, or none.

        Raises:
            ReadError: One isn't the content that was checked; nothing is stored.
        """
        new = [each.id for each, _ in checked if not self._has(each)]
        self.unfinished.begin(new)
        try:
            stored = [self.add(each, data, moment) for each, data in checked]
        except BaseException:
            self.unfinished.take_back()
            raise
        self.unfinished.end()
        return stored

    def _has(self, checked: StoredArticle) -> bool:
        digest = checked.id.rpartition("-")[2]
        return any(self._folder.glob(f"[!.]*-{digest}"))

    def _add_again(self, new: StoredArticle, data: bytes) -> StoredArticle:
        """Bring back what was removed; the file, too, where it was lost or changed.

        A record that can't be read is made anew.
        """
        stored = self._record(self._folder / new.id)
        if not self.is_intact(stored or new):
            name = _original_name((stored or new).name)
            replace_file(self._folder / new.id / name, data)
        if stored is None:
            return self.put(new)
        is_same = not stored.removed and new.title in (None, stored.title)
        # A person who adds what was only offered keeps it, and that is a change.
        if is_same and (new.offered or not stored.is_untouched_offer):
            return stored
        return self.put(stored.change(new.changed, title=new.title))

    def rename(self, article_id: str, title: str, moment: int) -> StoredArticle:
        """Give an article a title of the person's own.

        Raises:
            ArticleNotFoundError: No article has that id.
            LibraryError: The title is empty or too long.
        """
        stored = self.get(article_id)
        return self.put(stored.change(moment, title=_clean_title(title)))

    def describe(self, article_id: str, details: Details, moment: int) -> StoredArticle:
        """Say who wrote an article, when, and where it is.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        stored = self.get(article_id)
        if stored.details == details:
            return stored
        return self.put(stored.change(moment, details=details))

    def tag(
        self,
        article_ids: Iterable[str],
        moment: int,
        *,
        add: Iterable[str] = (),
        drop: Iterable[str] = (),
    ) -> list[StoredArticle]:
        """Give articles tags, or take some from them; gives those that changed.

        A tag is spelt as it is in the library already, whatever its case.

        Raises:
            ArticleNotFoundError: No article has one of the ids; nothing is changed.
            LibraryError: A tag is empty or too long, or an article has too many.
        """
        every = {stored.id: stored for stored in self.everything()}
        known = {tag.casefold(): tag for each in every.values() for tag in each.tags}
        wanted = [known.get(tag.casefold(), tag) for tag in map(clean_tag, add)]
        unwanted = {tag.casefold() for tag in drop}
        # All are looked up, and made, before the first is written.
        chosen = [self.get(article_id) for article_id in dict.fromkeys(article_ids)]
        changed = [
            stored.change(moment, tags=tags)
            for stored in chosen
            if (tags := tags_with(stored, wanted, unwanted)) != stored.tags
        ]
        return [self.put(stored) for stored in changed]

    def restore(self, article_id: str, moment: int) -> StoredArticle:
        """Bring back an article that was removed.

        Raises:
            ArticleNotFoundError: No article has that id, or its file is deleted.
        """
        for stored in self.everything():
            if stored.id == article_id:
                return self.put(stored.change(moment))
        raise ArticleNotFoundError(
            f"no article {article_id!r} was removed, or its file is deleted; add it "
            "again"
        )

    def put(self, stored: StoredArticle) -> StoredArticle:
        """Replace an article's record."""
        replace_file(self._folder / stored.id / RECORD, sealed(asdict(stored)))
        return stored

    def delete(self, stored: StoredArticle) -> None:
        """Delete an article's file and record for good."""
        remove_folder(self._folder / stored.id)
        self.scans.drop(stored.sha256)

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
            return sha256_of(self.original(stored)) == stored.sha256
        except (ReadError, OSError):
            return False

    def original(self, stored: StoredArticle) -> Path:
        """Give the path of the file as it was added.

        Raises:
            ReadError: It is missing.
        """
        # By its beginning: the ending is that of the name it was first added with.
        for path in (self._folder / stored.id).glob("original*"):
            return path
        reason = f"the file of article {stored.id} is missing"
        raise ReadError(reason, f"add {stored.name} again")

    def _folders(self) -> Iterator[Path]:
        hidden = self.unfinished.ids()
        folders = filter(Path.is_dir, self._folder.glob("[!.]*"))
        return (folder for folder in folders if folder.name not in hidden)

    def _records(self) -> Iterator[tuple[Path, StoredArticle | None]]:
        return ((folder, self._record(folder)) for folder in self._folders())

    def _record(self, folder: Path) -> StoredArticle | None:
        """Read a record; None where it can't be, or is another article's.

        One that was read is read anew when its file is another: a change makes one.
        """
        try:
            status = (folder / RECORD).stat()
            state = (status.st_ino, status.st_mtime_ns, status.st_size)
            if (known := self._known.get(folder)) and known[0] == state:
                return known[1]
            raw = unsealed((folder / RECORD).read_bytes())
            stored = decode_record(raw)
        except (OSError, ValueError, TypeError):
            return None
        # Else what is done to one article would be done to the folder of another.
        if stored.id != folder.name:
            return None
        self._known[folder] = state, stored
        return stored


def _original_name(name: str) -> str:
    suffix = _SUFFIX.search(name.lower())
    return f"original{suffix[0] if suffix else ''}"


def _clean_title(title: str) -> str:
    title = " ".join(title.split())
    if not 0 < len(title) <= MAX_TITLE_CHARS:
        raise LibraryError(
            f"a title has 1 to {MAX_TITLE_CHARS} characters, this one {len(title)}"
        )
    if not is_unicode(title):
        raise LibraryError("the title is no text in Unicode; type it again")
    return title
