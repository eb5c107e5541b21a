"""The published generations of a library: which is in use, and which came before."""

import logging
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from rag.disk import new_folder, remove_folder, remove_leftovers
from rag.errors import (
    REBUILD,
    GenerationError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
)
from rag.library.generation.generation import Generation
from rag.library.generation.manifest import (
    Manifest,
    check_files,
    check_large_files,
    read_manifest,
    write_manifest,
)
from rag.library.generation.nearest import VectorHome
from rag.library.generation.vectors import ON_DISK
from rag.library.in_use import CURRENT, InUse, read_in_use, write_in_use
from rag.roles import ModelIdentity

log = logging.getLogger(__name__)

KEPT_GENERATIONS = 3
FOLDER, SESSIONS = "generations", "sessions"


class Generations:
    """The folder of generations, and the file that names the one in use.

    Args:
        root: The library's folder.
        pinned: Number of the generation to read, whichever is in use; None reads that.
        home: Where their vectors are searched.
    """

    def __init__(
        self, root: Path, pinned: int | None = None, home: VectorHome = ON_DISK
    ) -> None:
        self._root = root
        self._home = home
        self._folder = root / FOLDER
        self._pinned = pinned

    def current(self) -> int | None:
        """Give the number of the generation in use, None before the first.

        Where the file that names it is damaged or missing, it is the newest.
        """
        if self._pinned is not None:
            return self._pinned
        number = self._in_use().number
        if self.folder(number).is_dir():
            return number
        return max(self.numbers(), default=None)

    def is_named(self) -> bool:
        """Tell whether the file that names the one in use does so, or none is there."""
        if not (self._root / CURRENT).exists():
            return True
        named = read_in_use(self._root)
        return named is not None and (
            named.number == 0 or self.folder(named.number).is_dir()
        )

    def moment(self) -> int:
        """Give the time in microseconds, later than what was built, by any clock.

        So what was changed since is told from what a build took in, though the clock
        was set back.
        """
        return max(time.time_ns() // 1000, self._in_use().as_of + 1)

    def taken_up(self) -> int:
        """Give the moment up to which a build, which may still run, took changes in."""
        return self._in_use().as_of

    def folder(self, number: int) -> Path:
        """Give the folder of a generation."""
        return self._folder / f"{number:04d}"

    def numbers(self) -> list[int]:
        """List the generations on disk, oldest first."""
        names = (path.name for path in self._folder.glob("[0-9]*"))
        # What copies and programs that synchronize call so is no generation's.
        return sorted(int(name) for name in names if name.isdecimal())

    def manifest(self) -> Manifest | None:
        """Read what the generation in use is made of, None before the first.

        Raises:
            GenerationError: It is damaged, or of another format.
        """
        number = self.current()
        return None if number is None else read_manifest(self.folder(number))

    def check(self) -> Manifest | None:
        """Read the manifest of the generation in use, and every byte of its files.

        Raises:
            GenerationError: It is damaged, or of another format.
        """
        manifest = self.manifest()
        if manifest is not None:
            self._check(manifest)
        return manifest

    def check_large_files(self, manifest: Manifest) -> None:
        """Read every byte of the files of which `open` reads a sample.

        Raises:
            IndexDamagedError: One is damaged.
        """
        check_large_files(self.folder(manifest.number), manifest)

    def open(self, model: ModelIdentity, *, whole: bool = False) -> Generation:
        """Open the generation in use, or the newest whole one if it is damaged.

        Args:
            model: The model that will encode the questions.
            whole: Read every byte of large files, too; else samples of them.

        Raises:
            IndexMissingError: Nothing has been published.
            IndexDamagedError: No generation is whole.
            IndexMismatchError: It is of another format or model.
        """
        current = self.current()
        if current is None:
            raise IndexMissingError(
                f"no index in {self._root}", "add an article with `quotewell add FILE`"
            )
        try:
            generation = self._read(current, whole)
        except IndexDamagedError as error:
            if self.current() != current:
                # A writer published, and deleted what was about to be opened.
                return self.open(model, whole=whole)
            generation = self._open_older(current, error, whole)
        _check_model(generation.manifest.model, model)
        return generation

    def _open_older(
        self, current: int, error: IndexDamagedError, whole: bool
    ) -> Generation:
        for number in reversed(self.numbers()):
            # Later ones were gone back from, or are of a writer that was killed.
            if number >= current:
                continue
            try:
                generation = self._read(number, whole)
            except GenerationError:
                # Damaged, too, or of another format: the next older may be whole.
                continue
            log.warning("%s; generation %d is used meanwhile", error, number)
            return generation
        raise error

    def _read(self, number: int, whole: bool) -> Generation:
        try:
            generation = Generation.open(self.folder(number), self._home)
        except OSError as error:
            # A writer may delete what is being opened, between one file and the next.
            reason = f"generation {number} can't be read ({error.strerror})"
            raise IndexDamagedError(reason, REBUILD) from error
        if whole:
            self.check_large_files(generation.manifest)
        return generation

    def publish(self, fill: Callable[[Path], Manifest], as_of: int) -> Manifest:
        """Write a generation aside, then make it the one in use.

        Args:
            fill: Writes all files but the manifest into the folder that it is given,
                and describes them; number, parent, time and hashes are set here.
            as_of: The moment up to which it has the changes of the articles.

        Returns:
            The manifest as published.
        """
        number = self._highest() + 1
        before = parent = self.current() or 0
        with new_folder(self.folder(number)) as temporary:
            filled = replace(fill(temporary), as_of=as_of)
            # Else a few rebuilds without a change would end what can be undone.
            if (was := self.manifest_of(before)) and filled.is_as(was):
                parent = was.parent
            manifest = replace(
                filled,
                number=number,
                parent=parent,
                created=datetime.now(UTC).isoformat(timespec="seconds"),
            )
            write_manifest(temporary, manifest)
        # Until this is done a crash leaves the old one in use, so it is kept till then,
        # and a while longer for those who answer from it.
        self.use(number, as_of)
        self.forget_old(KEPT_GENERATIONS, {before})
        return manifest

    def use(self, number: int, as_of: int = 0) -> None:
        """Make a generation the one in use; a later moment than `as_of` stays.

        Raises:
            GenerationError: Its vectors can't be searched; the old one stays in use.
        """
        self._home.use(self.folder(number))
        self._write(number, as_of)

    def note(self, as_of: int) -> None:
        """Have every later change be made at a later moment than `as_of`."""
        self._write(self.current() or 0, as_of)

    def _write(self, number: int, as_of: int) -> None:
        as_of = max(as_of, self._in_use().as_of)
        write_in_use(self._root, InUse(number, self._highest(), as_of))

    def _highest(self) -> int:
        return max(self._in_use().highest, *self.numbers(), 0)

    def _in_use(self) -> InUse:
        """Give what is said of the one in use: nothing, where that can't be read."""
        return read_in_use(self._root) or InUse()

    def whole_before(self) -> Iterator[Manifest]:
        """Go through the whole generations that the one in use came from."""
        return filter(self._is_whole, islice(self.lineage(), 1, None))

    def manifest_of(self, number: int | None) -> Manifest | None:
        """Read the manifest of a generation, None where it isn't there or readable."""
        try:
            return read_manifest(self.folder(number or 0))
        except GenerationError:
            return None

    def whole(self, number: int | None) -> Manifest | None:
        """Give the manifest of a generation that is there and whole, else None."""
        manifest = self.manifest_of(number)
        return manifest if manifest and self._is_whole(manifest) else None

    def lineage(self) -> Iterator[Manifest]:
        """Go from the generation in use back through those it came from.

        One whose manifest can't be read ends the line: there is no going back to it.
        """
        number = self.current()
        while number and (manifest := self.manifest_of(number)):
            yield manifest
            number = manifest.parent

    def old(self, kept: int) -> set[int]:
        """List all but the newest `kept` of the line; the one in use never is old."""
        lineage = islice(self.lineage(), kept)
        # Where its manifest can't be read, the line doesn't have it.
        known = {self.current(), *(manifest.number for manifest in lineage)}
        return set(self.numbers()) - known

    def forget_old(self, kept: int, spared: Collection[int] = ()) -> int:
        """Delete what `old` lists, but for some; returns how many that was."""
        forgotten = self.old(kept).difference(spared)
        for number in forgotten:
            remove_folder(self.folder(number))
        self._home.keep(map(self.folder, self.numbers()))
        return len(forgotten)

    def remove_leftovers(self) -> None:
        """Delete what a killed writer left."""
        for folder in (self._root, self._folder, self._root / SESSIONS):
            remove_leftovers(folder)
        self._home.keep(map(self.folder, self.numbers()))

    def _is_whole(self, manifest: Manifest) -> bool:
        try:
            self._check(manifest)
        except IndexDamagedError:
            return False
        return True

    def _check(self, manifest: Manifest) -> None:
        check_files(self.folder(manifest.number), manifest)
        self.check_large_files(manifest)


def _check_model(made_by: ModelIdentity, model: ModelIdentity) -> None:
    if (made_by.sha256, made_by.dimension) != (model.sha256, model.dimension):
        raise IndexMismatchError(
            f"the index was made by {made_by.name} ({made_by.dimension} dimensions), "
            f"the model in use is {model.name} ({model.dimension})",
            "run `quotewell rebuild` with it, or name the other with --model",
        )
