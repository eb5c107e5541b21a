"""The originals: each article's file as it was added, and its record.

articles/ID/original.*   the file as it was added, never changed
articles/ID/article.json its name, title, hash, time, and whether it was removed
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rag.errors import ArticleNotFoundError, LibraryError, ReadError
from rag.readers import read_article
from rag.settings import MAX_FILE_BYTES
from rag.storage import (
    is_utf8,
    new_folder,
    remove_folder,
    remove_leftovers,
    replace_file,
    sha256_of,
    write_json,
)
from rag.types import Article

RECORD = "article.json"
MAX_TITLE_CHARS = 200


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article's file in the library; `title` is None where nobody named it."""

    id: str
    name: str
    title: str | None
    sha256: str
    size_bytes: int
    added: str
    removed: bool = False


class ArticleStore:
    """The folder of originals. Whatever a method returned from is on the disk.

    Args:
        folder: The folder; it is made with the first article.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def everything(self) -> list[StoredArticle]:
        """List all records, removed ones too, oldest first."""
        found = map(self._record, self._folders())
        return sorted(found, key=lambda stored: (stored.added, stored.id))

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

    def add(self, data: bytes, name: str, title: str | None) -> StoredArticle:
        """Store a file; the same bytes again are the same article.

        Raises:
            ReadError: The file can't become an article; nothing is stored.
        """
        title = _clean_title(title) if title is not None else None
        name = name.encode(errors="replace").decode()
        article = read_article(data, name, title=title, max_bytes=MAX_FILE_BYTES)
        # The end of an id is the content's hash; the rest comes from the first name.
        _, _, digest = article.id.rpartition("-")
        for folder in self._folder.glob(f"[!.]*-{digest}"):
            return self._add_again(self._record(folder), data, title)
        sha256 = hashlib.sha256(data).hexdigest()
        added = datetime.now(UTC).isoformat(timespec="microseconds")
        stored = StoredArticle(article.id, name, title, sha256, len(data), added)
        with new_folder(self._folder / stored.id) as temporary:
            (temporary / _original_name(name)).write_bytes(data)
            write_json(temporary / RECORD, asdict(stored))
        return stored

    def _add_again(
        self, stored: StoredArticle, data: bytes, title: str | None
    ) -> StoredArticle:
        """Bring back what was removed; the file, too, where it was lost or changed."""
        if not self.is_intact(stored):
            replace_file(self._folder / stored.id / _original_name(stored.name), data)
        return self.put(replace(stored, removed=False, title=title or stored.title))

    def rename(self, article_id: str, title: str) -> StoredArticle:
        """Give an article a title of the person's own.

        Raises:
            ArticleNotFoundError: No article has that id.
            LibraryError: The title is empty or too long.
        """
        return self.put(replace(self.get(article_id), title=_clean_title(title)))

    def put(self, stored: StoredArticle) -> StoredArticle:
        """Replace an article's record."""
        text = json.dumps(asdict(stored), ensure_ascii=False, indent=1)
        replace_file(self._folder / stored.id / RECORD, text.encode() + b"\n")
        return stored

    def delete(self, stored: StoredArticle) -> None:
        """Delete an article's file and record for good."""
        remove_folder(self._folder / stored.id)

    def read(self, stored: StoredArticle) -> Article:
        """Read an article's original anew.

        Raises:
            ReadError: The original is missing or can't be read any more.
        """
        data = self.original(stored).read_bytes()
        article = read_article(data, stored.name, title=stored.title)
        return replace(article, id=stored.id)

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
        for path in (self._folder / stored.id).glob("original*"):
            return path
        raise ReadError(
            f"the file of article {stored.id} is missing; add {stored.name} again"
        )

    def _folders(self) -> Iterator[Path]:
        return filter(Path.is_dir, self._folder.glob("[!.]*"))

    def _record(self, folder: Path) -> StoredArticle:
        try:
            return StoredArticle(**json.loads((folder / RECORD).read_bytes()))
        except (OSError, ValueError, TypeError) as error:
            raise LibraryError(
                f"the record of article {folder.name} can't be read; move its folder "
                "out of the library and add its original file again"
            ) from error


def _original_name(name: str) -> str:
    return f"original{Path(name).suffix.lower()[:10]}"


def _clean_title(title: str) -> str:
    title = " ".join(title.split())
    if not is_utf8(title):
        raise LibraryError("the title has bytes that are no text; send UTF-8")
    if not 0 < len(title) <= MAX_TITLE_CHARS:
        raise LibraryError(
            f"a title has 1 to {MAX_TITLE_CHARS} characters, this one {len(title)}"
        )
    return title
