"""Adding a file, which may hold several articles: each is stored by itself.

An article's original is its own file, as it was in the archive or the message. So each
is renamed, removed, read again and verified like any other; what was stored of one file
is one change, which one `undo` takes back. A kill leaves all of
them or none, and adding the file again adds them.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.errors import ReadError
from rag.library.library import Library
from rag.library.stored_article import StoredArticle
from rag.readers.bundles.contents import contents
from rag.steps import advance, within

Checked = tuple[StoredArticle, bytes]
"""An article that was read, but is not stored yet, and its bytes."""


@dataclass(frozen=True, slots=True)
class Additions:
    """The articles that a file became, one at least, and why others in it didn't.

    `known` are the ids of those that were in the library before.
    """

    stored: tuple[StoredArticle, ...]
    known: frozenset[str]
    refused: tuple[ReadError, ...]


def add_file(
    library: Library, data: bytes, name: str, title: str | None = None
) -> Additions:
    """Store each article that a file holds; the same bytes again are the same article.

    Args:
        library: Where they go.
        data: The file's content.
        name: Its file name, for titles and formats.
        title: A title of the person's own, for a file of one article.

    Raises:
        ReadError: No article can be made of it, or several where a title is given;
            nothing is stored.
        LibraryBusyError: Another process is writing.
    """
    checked, refused = check_file(library, data, name, title)
    if not checked:
        raise refused[0]
    with library.writing():
        known = library.originals.known(article for article, _ in checked)
        stored = library.store_all(checked)
    return Additions(tuple(stored), known, tuple(refused))


def check_file(
    library: Library, data: bytes, name: str, title: str | None = None
) -> tuple[Sequence[Checked], Sequence[ReadError]]:
    """Read each article that a file holds, which may take a minute each.

    Returns:
        The articles, each once, and why others in it are refused; one of the two has
        something.

    Raises:
        ReadError: It can't be opened, or holds several where a title is given.
    """
    found = contents(data, name)
    if title is not None and len(found.files) > 1:
        raise ReadError(
            f"{name} holds {len(found.files):,} articles, and a title names one; add "
            "it without a title"
        )
    # By content: the same bytes under two names are one article.
    checked: dict[str, Checked] = {}
    refused = list(found.refused)
    with within("reading", len(found.files)):
        for inner, content in found.files:
            try:
                article = library.originals.check(content, inner, title)
            except ReadError as error:
                refused.append(error)
            else:
                checked.setdefault(article.sha256, (article, content))
            advance()
    return tuple(checked.values()), refused


def with_content(
    checked: Sequence[StoredArticle], data: bytes, name: str
) -> Iterator[Checked]:
    """Give each article that was checked with its bytes, out of the file again.

    Args:
        checked: The articles.
        data: The file's content.
        name: Its file name.

    Raises:
        ReadError: The file has changed since.
    """
    each_content = (content for _, content in contents(data, name).files)
    files = {hashlib.sha256(content).hexdigest(): content for content in each_content}
    for each in checked:
        if each.sha256 not in files:
            raise ReadError(f"{name} changed while it was read; add it again")
        yield each, files[each.sha256]
