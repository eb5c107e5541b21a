"""Checks of the installation and the library; each finding says what mends it."""

import os
import platform
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from rag.asking.opening import open_encoder, open_reranker
from rag.asking.quoting import stands_in
from rag.disk import leftovers, size_of
from rag.errors import EngineError, QuotewellError
from rag.judging.conversations import Conversations
from rag.judging.opening import open_journal
from rag.judging.pins import Pins
from rag.judging.verdicts import Verdicts
from rag.library.followed import stale_files
from rag.library.generation.generation import Generation
from rag.library.library import Library
from rag.models.e5 import INSTALLED
from rag.models.encoder import export_problem
from rag.models.second import second_of
from rag.models.second_reader import load_second_reader
from rag.readers.apart.limits import refused_by_kernel
from rag.roles import Encoder, ModelIdentity
from rag.settings import MEBIBYTE, Settings
from rag.types import Article, Passage

PACKAGES = ("sentence-transformers", "faiss-cpu", "gradio", "numpy", "bm25s")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, and whether it is as it should be."""

    ok: bool
    text: str


def examine(settings: Settings) -> Iterator[Finding]:
    """Check packages, disk, originals, folders, models and generations, in turn."""
    library = Library(settings.index)
    yield from _environment()
    yield from _disk(library)
    yield from _guarded(lambda: _originals(library))
    yield from _guarded(lambda: _folders(library))
    yield from _guarded(lambda: _journal(library, settings))
    try:
        encoder = open_encoder(settings)
    except QuotewellError as error:
        yield Finding(False, str(error))
        # All that follows is compared with the model.
        return
    if problem := export_problem(encoder):
        yield Finding(False, f"{problem}; run `quotewell rebuild`")
    identity = encoder.identity
    yield Finding(True, f"model {identity.name}, weights {identity.sha256[:12]}…")
    yield from _guarded(lambda: _second_model(library, encoder))
    yield from _guarded(lambda: _reranker(settings, encoder))
    yield from _guarded(lambda: _index(library, identity))
    # Those that are not in use, too: `undo` goes back to them.
    for number in library.generations.numbers():
        yield from _generation(library, number, identity)


def _guarded(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """Pass a check's findings on; the error that ends it is one more."""
    try:
        yield from check()
    except QuotewellError as error:
        yield Finding(False, str(error))


def _second_model(library: Library, encoder: Encoder) -> Iterator[Finding]:
    """Encode a word with the second model, which checks its files."""
    second = second_of(encoder)
    if second is None:
        return
    second.encode_question("?")
    identity, manifest = second.identity, library.generations.manifest()
    named = f"second model {identity.name}, weights {identity.sha256[:12]}…"
    yield Finding(True, named)
    if manifest is not None and manifest.second_model != identity:
        # No fault: such a library answers as it did.
        yield Finding(
            True,
            "the index has no vectors of the second model, so no question is answered "
            "across languages; run `quotewell rebuild`",
        )


def _reranker(settings: Settings, encoder: Encoder) -> Iterator[Finding]:
    reranker = open_reranker(settings, encoder)
    if reranker is None:
        return
    if settings.reranker is not None:
        yield Finding(True, f"reranker {settings.reranker}")
        return
    yield Finding(True, f"reader {settings.reader or 'that comes with Quotewell'}")
    if second := load_second_reader(second_of(encoder)):
        second.read("?", ["."])  # its files are checked when it first reads
        yield Finding(True, "second reader, for what the second model finds")
    elif second_of(encoder) is not None and not INSTALLED.is_there:
        # No fault: it has no files for Windows and Macs with Intel's processors.
        yield Finding(
            True,
            f"no second reader, as {INSTALLED.what} is not installed: what is found "
            f"in other languages is not read (pip install {INSTALLED.requirement})",
        )


def _finding(ok: bool, text: str, mend: str) -> Finding:
    """Say how something is, and where it isn't as it should be, what to do."""
    return Finding(ok, text if ok else f"{text}; {mend}")


def _environment() -> Iterator[Finding]:
    found = [f"Python {platform.python_version()}"]
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Finding(False, f"{name} is not installed; run: pip install {name}")
    yield Finding(True, ", ".join(found))
    refused = ", ".join(refused_by_kernel())
    text = f"files are read where the kernel refuses {refused}"
    alone = "files are read where only Python refuses connections, programs and writing"
    yield Finding(True, text if refused else alone)


def _disk(library: Library) -> Iterator[Finding]:
    """Check the folder: may it be written, is there room, was a write cut short."""
    root = library.root
    if not root.exists():
        yield Finding(True, f"{root} is not there yet; the first article makes it")
        return
    size, free = size_of(root), shutil.disk_usage(root).free
    room = f"{root} takes {size / MEBIBYTE:,.1f} MiB, {free / MEBIBYTE:,.0f} MiB free"
    # A rebuild writes a whole generation beside those that are there.
    yield _finding(free > size, room, "free space before the next rebuild")
    if not os.access(root, os.W_OK):
        # A library that is only read is no fault.
        yield Finding(True, f"{root} can't be written: it can be asked, not changed")
    found = leftovers(root)
    # What is being written now wasn't cut short; what was written since has its name.
    if found and not library.is_busy() and (found := [p for p in found if p.exists()]):
        mend = "the next rebuild deletes them, or `quotewell compact`"
        yield Finding(False, f"{len(found)} writes were cut short in {root}; {mend}")


def _originals(library: Library) -> Iterator[Finding]:
    stored = library.articles()
    for article in stored:
        if not library.originals.is_intact(article):
            problem = f"the file of {article.id} was changed or is missing"
            yield Finding(False, f"{problem}; add {article.name} again")
    yield from (Finding(False, str(error)) for error in library.damaged())
    yield Finding(True, f"{len(stored)} articles in {library.root}")


def _folders(library: Library) -> Iterator[Finding]:
    for folder, stale in stale_files(library):
        yield _finding(
            not stale,
            f"{stale} files of the followed folder {folder} have changed or gone",
            f"run `quotewell add {shlex.quote(str(folder))}`",
        )


def _journal(library: Library, settings: Settings) -> Iterator[Finding]:
    home = open_journal(library.root, settings.journal)
    # A line that can't be read stops no other, so nothing else would tell of it.
    for records in (home, Verdicts(home), Conversations(home), Pins(home)):
        for problem in records.problems():
            yield Finding(False, f"{home.where}: {problem}")
    if settings.journal:
        yield Finding(True, f"the journal is in {home.where}")


def _index(library: Library, model: ModelIdentity) -> Iterator[Finding]:
    for aside in library.set_aside().values():
        yield Finding(False, f"{aside.id} is set aside: {aside.reason}")
    manifest = library.generations.manifest_of(library.current())
    indexed = manifest.titles if manifest else {}
    for stored in library.pending():
        state = "isn't indexed"
        if stored.removed:
            state = "was removed but is still indexed"
        elif stored.id in indexed:
            state = "is indexed under another title"
        yield Finding(False, f"{stored.id} {state}; run `quotewell rebuild`")
    if not library.generations.is_named():
        text = "the file that names the generation in use is damaged"
        mend = "run `quotewell rebuild`"
        yield Finding(False, f"{text}, and the newest is taken; {mend}")
    current = library.current()
    if current is not None:
        # Opening passes over a damaged one: what it gives tells whether it had to.
        used = library.open(model).manifest.number
        if used == current:
            yield Finding(True, f"generation {used} is in use")
        else:
            text = f"generation {current} is damaged, and {used} answers instead"
            yield Finding(False, f"{text}; run `quotewell rebuild`")


def _generation(
    library: Library, number: int, model: ModelIdentity
) -> Iterator[Finding]:
    """Check one generation: its files by their hashes, and the range of every quote."""
    mend = "run `quotewell rebuild`"
    if number != library.current():
        mend = "it is not in use, and `quotewell compact` deletes it"
    try:
        folder = library.generations.folder(number)
        generation = Generation.open(folder, library.home)
        library.generations.check_large_files(generation.manifest)
        generation.check_vectors()
    except EngineError as error:  # of the generation that says nothing
        yield Finding(False, str(error))
        return
    except QuotewellError as error:
        yield Finding(False, f"{error.reason}; {mend}")
        return
    made_by = generation.manifest.model
    # Two models may have one name, and their vectors can't be compared.
    if made_by.sha256 != model.sha256:
        text = f"generation {number} was made by {made_by.name}, {made_by.sha256[:12]}…"
        yield Finding(False, f"{text}; {mend}")
    checked = [
        is_verbatim
        for article in generation.articles
        for row in generation.passage_rows(article.id)
        for is_verbatim in _quotes(article, generation.passages[row])
    ]
    text = (
        f"generation {number}: {sum(checked):,} of {len(checked):,} quotes stand word "
        f"for word in their articles, {len(generation.passages):,} passages"
    )
    yield _finding(all(checked), text, mend)


def _quotes(article: Article, passage: Passage) -> Iterator[bool]:
    """Tell of each sentence whether it is cut from its article, where it says."""
    for sentence in passage.sentences:
        yield stands_in(article, passage, sentence)
