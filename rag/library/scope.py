"""What to ask: all articles, or some, by title, id, tag or folder.

    Tides              an article, by its title, its id or its file's name
    tag:physics        all articles that have a tag
    folder:reports/24  all articles of a followed folder, or of a folder in one

A name is read whatever its case and spaces, and however its accents are written; of a
folder the last parts of its path are enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath
from typing import Literal
from unicodedata import normalize

from rag.errors import ScopeError
from rag.library.followed import articles_of_folders
from rag.library.library import Library

ChoiceKind = Literal["article", "tag", "folder"]
TAG, FOLDER = "tag:", "folder:"
NEAREST = 3
LEAST_LIKENESS = 0.5
MAX_NAME_CHARS = 300
MAX_WITHIN = 1000


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be asked by itself.

    Args:
        name: What chooses it, and nothing else: "tag:physics", or an article's id.
        label: How it is called: a tag, a title, the last part of a path.
        kind: What it is.
        articles: Ids of its articles that are indexed.
        also: What else chooses it: a title, a file's name.
    """

    name: str
    label: str
    kind: ChoiceKind
    articles: tuple[str, ...]
    also: tuple[str, ...] = ()


def choices(library: Library, titles: Mapping[str, str]) -> list[Choice]:
    """List all that can be asked by itself: tags, then folders, then articles.

    Args:
        library: Knows tags and folders.
        titles: The titles of the articles that are indexed, by their ids.

    Raises:
        LibraryError: The record of the folders is damaged.
    """
    stored = library.articles()
    tags: dict[str, list[str]] = {}
    for each in stored:
        for tag in each.tags:
            tags.setdefault(tag, []).append(each.id)
    files = {each.id: each.name for each in stored}
    # Once: there may be as many folders as articles.
    places = {id_: place for place, id_ in enumerate(titles)}
    return [
        *(
            Choice(f"{TAG}{tag}", tag, "tag", _indexed(tags[tag], places))
            for tag in sorted(tags, key=str.casefold)
        ),
        *(
            Choice(f"{FOLDER}{path}", PurePath(path).name, "folder", found)
            for path, ids in articles_of_folders(library).items()
            if (found := _indexed(ids, places))
        ),
        *(
            Choice(id_, title, "article", (id_,), (title, files.get(id_, "")))
            for id_, title in titles.items()
        ),
    ]


def _indexed(ids: Sequence[str], places: Mapping[str, int]) -> tuple[str, ...]:
    """Leave out what isn't indexed; in the order of the index."""
    wanted = {each for each in ids if each in places}
    return tuple(sorted(wanted, key=places.__getitem__))


def choose(names: Sequence[str], among: Sequence[Choice]) -> list[Choice]:
    """Find what is called by some names, each once, in their order.

    Raises:
        ScopeError: Nothing is called by one of them, or nothing of it is indexed; the
            message has the nearest names.
    """
    exact = {choice.name: [choice] for choice in among}
    # Made once, and only if it is needed: a thousand names may be of ten thousand.
    called = {} if all(name in exact for name in names) else _by_names(among)
    found = [
        choice
        for name in names
        for choice in _sure(name, exact.get(name) or called.get(_folded(name)), among)
    ]
    return list({choice.name: choice for choice in found}.values())


def _sure(
    name: str, found: list[Choice] | None, among: Sequence[Choice]
) -> list[Choice]:
    """Give what a name was found to be of, or say why nothing can be asked of it."""
    if not found:
        raise ScopeError(
            f"no article, tag or folder is called {name[:MAX_NAME_CHARS]!r}",
            f"{_nearest(name, among)}`quotewell list` shows all",
        )
    if not any(choice.articles for choice in found):
        raise ScopeError(f"no article of {name!r} is indexed yet; ask again later")
    if found[0].kind == "folder" and len(found) > 1:
        paths = " or ".join(choice.name for choice in found[:NEAREST])
        raise ScopeError(f"{name!r} may be {paths}; name one of them")
    return found


def _by_names(among: Sequence[Choice]) -> dict[str, list[Choice]]:
    """List all choices by each of the names that they may be called."""
    called: dict[str, list[Choice]] = {}
    for choice in among:
        names = {choice.name, *choice.also}
        if choice.kind == "folder":
            parts = PurePath(choice.name.removeprefix(FOLDER)).parts
            names = {f"{FOLDER}{PurePath(*parts[n:])}" for n in range(len(parts))}
        for each in set(map(_folded, names)):
            called.setdefault(each, []).append(choice)
    return called


def _folded(name: str) -> str:
    """Write a name as all are compared.

    Example:
        >>> _folded("Tag:  High  TIDE"), _folded("Folder: Reports/2024/")
        ('tag:high tide', 'folder:reports/2024')
    """
    folded = " ".join(normalize("NFC", name).casefold().split())
    if folded.startswith(FOLDER):
        return f"{FOLDER}{PurePath(folded.removeprefix(FOLDER).strip())}"
    if folded.startswith(TAG):
        return f"{TAG}{folded.removeprefix(TAG).strip()}"
    return folded


def _nearest(name: str, among: Sequence[Choice]) -> str:
    """Name what comes nearest to a name, as it would be typed."""
    typed = {
        key.casefold(): choice.label if choice.kind == "article" else choice.name
        for choice in reversed(among)
        for key in (choice.label, choice.name, *choice.also)
        if key
    }
    near = get_close_matches(
        name[:MAX_NAME_CHARS].casefold(), typed, NEAREST, LEAST_LIKENESS
    )
    names = ", ".join(map(repr, dict.fromkeys(typed[each] for each in near)))
    return f"the nearest: {names}; " if names else ""
