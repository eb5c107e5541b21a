"""The records of articles: what there is, and what a person said of each.

articles/ID/article.json  a record (see stored_article)
articles/.adding.json     those that aren't all stored yet (see Unfinished)
"""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from rag.disk import read_json, remove_leftovers, replace_json
from rag.errors import ArticleNotFoundError, LibraryError
from rag.library.details import Details
from rag.library.stored_article import (
    StoredArticle,
    clean_tag,
    clean_title,
    decode_record,
    tags_with,
)
from rag.library.unfinished import Unfinished

RECORD = "article.json"


class ArticleRecords:
    """The records in a folder of articles. What a method returned from is on the disk.

    Args:
        folder: The folder; it is made with the first article.
        store: What holds the articles' files, if not the folder.
    """

    def __init__(self, folder: Path, store: str = "") -> None:
        self.unfinished = Unfinished(folder)
        self._folder = folder
        self._files = store or f"quotewell add {shlex.quote(str(folder))}"
        self._known: dict[Path, tuple[tuple[int, ...], StoredArticle]] = {}

    def everything(self) -> list[StoredArticle]:
        """List all records that can be read, removed ones too, oldest first."""
        found = [record for _, record in self._records() if record is not None]
        return sorted(found, key=lambda stored: (stored.added, stored.id))

    def damaged(self) -> list[LibraryError]:
        """Say of each article whose record can't be read what mends that.

        Such an article is listed nowhere else, and nothing of it is deleted.
        """
        found = sorted(folder for folder, record in self._records() if record is None)
        return [
            LibraryError(
                f"the record of article {folder.name} can't be read; it is left out "
                "until its file is added again: "
                f"`{self._files}/{folder.name}/original*`"
            )
            for folder in found
        ]

    def remove_leftovers(self) -> None:
        """Delete what a killed writer left, in hidden folders, too: of scans."""
        remove_leftovers(self._folder)
        for folder in filter(Path.is_dir, self._entries()):
            # Scans have a folder for each file that is read.
            remove_leftovers(folder, below=folder.name.startswith("."))

    def get(self, article_id: str) -> StoredArticle:
        """Give one record that is not removed.

        Raises:
            ArticleNotFoundError: No article has that id.
        """
        (stored,) = self._chosen([article_id])
        return stored

    def rename(self, article_id: str, title: str, moment: int) -> StoredArticle:
        """Give an article a title of the person's own.

        Raises:
            ArticleNotFoundError: No article has that id.
            LibraryError: The title is empty or too long.
        """
        stored, title = self.get(article_id), clean_title(title)
        if stored.title == title:
            return stored
        return self.put(stored.change(moment, title=title))

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
        known = {tag.casefold(): tag for each in self.everything() for tag in each.tags}
        wanted = [known.get(tag.casefold(), tag) for tag in map(clean_tag, add)]
        unwanted = {" ".join(tag.split()).casefold() for tag in drop}
        # All are looked up, and made, before the first is written.
        changed = [
            stored.change(moment, tags=tags)
            for stored in self._chosen(article_ids)
            if (tags := tags_with(stored, wanted, unwanted)) != stored.tags
        ]
        return [self.put(stored) for stored in changed]

    def remove(self, article_ids: Iterable[str], moment: int) -> list[StoredArticle]:
        """Mark articles as removed; their files stay.

        Raises:
            ArticleNotFoundError: No article has one of the ids; none is taken out.
        """
        removed = [
            stored.change(moment, removed=True) for stored in self._chosen(article_ids)
        ]
        return [self.put(stored) for stored in removed]

    def restore(self, article_id: str, moment: int) -> StoredArticle:
        """Bring back an article that was removed, unless it is back already.

        Raises:
            ArticleNotFoundError: No article has that id, or its file is deleted.
        """
        for stored in self.everything():
            if stored.id == article_id:
                return self.put(stored.change(moment)) if stored.removed else stored
        raise ArticleNotFoundError(
            f"no article {article_id!r} was removed, or its file is deleted; add it "
            "again"
        )

    def put(self, stored: StoredArticle) -> StoredArticle:
        """Replace an article's record."""
        replace_json(self._folder / stored.id / RECORD, asdict(stored))
        return stored

    def read(self, folder: Path) -> StoredArticle | None:
        """Read an article's record; None where it can't be, or is another article's.

        One that was read is read anew when its file is another: a change makes one.
        """
        try:
            status = (folder / RECORD).stat()
            state = (status.st_ino, status.st_mtime_ns, status.st_size)
            if (known := self._known.get(folder)) and known[0] == state:
                return known[1]
            raw = read_json(folder / RECORD)
            stored = decode_record(raw)
        except (OSError, ValueError, TypeError):
            return None
        # Else what is done to one article would be done to the folder of another.
        if stored.id != folder.name:
            return None
        self._known[folder] = state, stored
        return stored

    def _chosen(self, article_ids: Iterable[str]) -> list[StoredArticle]:
        """Give the records of these ids, each once, none of them removed."""
        # All are read once, not anew for each id: thousands may be chosen.
        known = {each.id: each for each in self.everything() if not each.removed}
        ids = list(dict.fromkeys(article_ids))
        if missing := [each for each in ids if each not in known]:
            raise ArticleNotFoundError(
                f"no article {missing[0]!r} in the library; `quotewell list` shows all"
            )
        return [known[each] for each in ids]

    def _folders(self) -> Iterator[Path]:
        hidden = self.unfinished.ids()
        for folder in self._entries():
            name = folder.name
            if not name.startswith(".") and name not in hidden and folder.is_dir():
                yield folder

    def _entries(self) -> list[Path]:
        """List what is in the folder.

        Raises:
            LibraryError: It can't be: there may be articles, and none is not some.
        """
        try:
            return list(self._folder.iterdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = f"{self._folder} can't be read ({error.strerror or error})"
            raise LibraryError(reason, "mend that, or name another --index") from error

    def _records(self) -> Iterator[tuple[Path, StoredArticle | None]]:
        return ((folder, self.read(folder)) for folder in self._folders())
