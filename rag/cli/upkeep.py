"""Commands that keep a library in order: adding, comparing, compacting."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from rag.asking.opening import open_encoder, open_reranker
from rag.cli.files import read_file, read_standard_input
from rag.cli.terminal import complain, finish, progress_bar, say
from rag.errors import QuotewellError, ReadError
from rag.judging.changes import FirstQuote, compare_with_parent
from rag.judging.opening import open_journal
from rag.judging.verdicts import Verdicts
from rag.library.adding import add_file
from rag.library.folders import FolderChanges, follow_all, follow_folder
from rag.library.library import Library
from rag.library.undoing import Undone
from rag.readers.apart.workers import WORKERS
from rag.settings import MEBIBYTE, Settings

if TYPE_CHECKING:
    from rag.cli.doctor import Finding

STANDARD_INPUT = "-"
STOPPED = (
    "stopped; the index in use is unchanged, and pages that OCR has read are kept: "
    "the same command goes on from there"
)


def add_all(
    library: Library, names: Sequence[str], title: str | None, *, prune: bool
) -> list[ReadError]:
    """Add files, folders, addresses and standard input, and say of each what became.

    Args:
        library: Where they go.
        names: Paths, addresses, or "-" for standard input.
        title: A title of one's own, for a single article.
        prune: Remove the articles of files that are gone from a folder.

    Returns:
        Why what was refused was.

    Raises:
        QuotewellError: A person has stopped it.
    """
    refused: list[ReadError] = []
    with WORKERS.kept():
        for name in names:
            try:
                refused.extend(_add(library, name, title, prune))
            except ReadError as error:
                # This file alone. A full disk or a busy library would stop the next.
                refused.append(error)
            except KeyboardInterrupt as error:
                raise QuotewellError(STOPPED) from error
    return refused


def look_into_folders(library: Library) -> None:
    """Look again into all followed folders, and say what became of their files.

    One that can't be read keeps its articles: the index can be built all the same.
    """
    for path, found in follow_all(library):
        if isinstance(found, ReadError):
            is_gone = isinstance(found.__cause__, FileNotFoundError)
            complain(_gone(path) if is_gone else str(found))
        else:
            _print_changes(path, found)
            for error in found.refused:
                complain(str(error))


def _add(
    library: Library, name: str, title: str | None, prune: bool
) -> Sequence[ReadError]:
    """Add what one name is of, and say so; gives why parts of it were refused."""
    if is_folder(name):
        with progress_bar():
            changes = follow_folder(library, Path(name), prune=prune)
        _print_changes(name, changes)
        return changes.refused
    with progress_bar():
        additions = add_file(library, *_read(name), title=title)
    for stored in additions.stored:
        is_known = stored.id in additions.known
        say(f"{'Already in the library:' if is_known else 'Added'} {stored.id}")
    return additions.refused


def _gone(path: str) -> str:
    return (
        f"the followed folder {path} is gone, moved or not mounted; its articles stay: "
        "put it back, or stop following it on the page (`quotewell serve`)"
    )


def _print_changes(name: str, changes: FolderChanges) -> None:
    for verb, files in (("Added", changes.added), ("Replaced", changes.changed)):
        for file in files:
            say(f"{verb} {file}")
    verb = "Removed" if changes.pruned else "Gone, its article kept (--prune removes):"
    for file in changes.vanished:
        say(f"{verb} {file}")
    say(
        f"{name}: {len(changes.added)} new, {len(changes.changed)} changed, "
        f"{len(changes.vanished)} gone, {changes.unchanged} as before, "
        f"{len(changes.refused)} refused"
    )


def is_folder(name: str) -> bool:
    """Tell whether a folder has this name; what can't be looked at is none.

    Raises:
        ReadError: The name is empty, which to the system is the folder one is in.
    """
    if not name.strip():
        raise ReadError("a name is empty; name a file, or . for this folder")
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _read(name: str) -> tuple[bytes, str]:
    """Read a file, an address or standard input; gives its bytes and its name."""
    if name == STANDARD_INPUT:
        return read_standard_input(), "standard-input.txt"
    # Imported here: whoever adds files needs nothing of the web.
    from rag.library.fetching import fetch, names_page

    if names_page(name):
        fetched = fetch(name)
        return fetched.data, fetched.url
    path = Path(name)
    return read_file(path), path.name


def print_differences(settings: Settings, questions: Sequence[str]) -> None:
    """Say which questions the index in use answers otherwise than the one before it.

    Args:
        settings: Where the library and its journal are, and which models answer.
        questions: What to ask; none asks what people judged.
    """
    asked = list(questions)
    if not asked:
        journal = Verdicts(open_journal(settings.index, settings.journal))
        asked = [item.question for item in journal.judged()]
    if not asked:
        raise QuotewellError(
            "no answer was judged yet; name questions: `quotewell diff QUESTION …`"
        )
    encoder = open_encoder(settings)
    reranker = open_reranker(settings, encoder)
    found = compare_with_parent(Library(settings.index), encoder, asked, reranker)
    for difference in found.differences:
        say(difference.question)
        say(f"  before: {_said(difference.before)}")
        say(f"  now:    {_said(difference.after)}")
    say(
        f"{len(found.differences)} of {found.asked} questions are answered otherwise "
        f"by generation {found.after} than by {found.before}."
    )


def _said(quote: FirstQuote | None) -> str:
    if quote is None:
        return "(not answered)"
    # A quote may run over lines; what was and what is stand on one each.
    return f"{' '.join(quote.quote.split())} ({quote.title})"


def undo(library: Library) -> None:
    """Take back the last change, and say what that was."""
    _tell("Undone", library, library.undo)


def redo(library: Library) -> bool:
    """Make again what was undone last; tells whether the index is to be built."""
    _tell("Redone", library, library.redo)
    return bool(library.pending())


def _tell(verb: str, library: Library, change: Callable[[], Undone]) -> None:
    called = library.called()
    undone = change()
    called |= library.called()
    say(f"{verb}: {undone.change}.")
    for stored in undone.articles:
        state = "is out of" if stored.removed else "is in"
        say(f"{stored.id} {state} the library ({called.get(stored.id, stored.name)}).")
    if (manifest := undone.manifest) is not None:
        say(
            f"The index is generation {manifest.number} of {manifest.created}: "
            f"{len(manifest.articles)} articles."
        )


def compact(library: Library) -> None:
    """Delete what isn't needed to answer, and say how much that was."""
    done = library.compact()
    say(
        f"Deleted {done.articles} removed articles and {done.generations} earlier "
        f"generations: {done.freed_bytes / MEBIBYTE:.1f} MiB freed."
    )


def print_findings(settings: Settings, *, airgap: bool) -> bool:
    """Check everything and print each finding; tells whether all is sound."""
    # Imported here: these load the model's libraries.
    from rag.cli.doctor import examine

    sound = True
    for finding in chain(examine(settings), _airgap() if airgap else ()):
        say(f"{'ok ' if finding.ok else 'BAD'} {finding.text}")
        finish()  # each as soon as it is known
        sound = sound and finding.ok
    return sound


def _airgap() -> "Iterator[Finding]":
    from rag.cli.airgap import watch
    from rag.cli.doctor import Finding

    watched = watch()
    if watched.attempted:
        attempts = ", ".join(watched.attempted)
        text = f"the outside was asked: {attempts}; report this as a fault"
    else:
        text = f"no connection to the outside was tried: {', '.join(watched.done)}"
    yield Finding(not watched.attempted, f"{text} ({watched.way.value})")
    text = "nothing was left in the user's home or the folder for temporary files"
    if watched.written:
        text = f"left behind: {', '.join(watched.written)}; report this as a fault"
    yield Finding(not watched.written, text)
