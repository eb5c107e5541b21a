"""A generation's manifest: what it is made of, and each file's size and hash."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from rag.disk import read_json, sample_sha256_of, sha256_of, write_json
from rag.errors import REBUILD, IndexDamagedError, IndexMismatchError
from rag.roles import ModelIdentity
from rag.steps import pause

FORMAT_VERSION = 25
MANIFEST = "manifest.json"

LARGE_BYTES = 2**28
"""A file above this size is checked by a sample when it is opened, and whole behind
it: reading and hashing take 1 to 3 s a GB (measured on two shared cores)."""

QUOTED = ".jsonl"
"""What is quoted is read whole before anything is answered, however large it is."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """Size in bytes and SHA-256 of one file of a generation.

    `sample_sha256` is that of blocks spread over it, empty for a file that is read
    whole when it is opened.
    """

    name: str
    size_bytes: int
    sha256: str
    sample_sha256: str = ""


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article as a generation holds it.

    `language` is its ISO 639-1 code.
    """

    id: str
    title: str
    passages: int
    language: str


@dataclass(frozen=True, slots=True)
class LanguageEntry:
    """A language of the library, and how far the encoder knows it (0 to 1).

    `measured` is how many articles in it there were when that was measured.
    """

    code: str
    measured: int
    trust: float


@dataclass(frozen=True, slots=True)
class SetAside:
    """An article that could not be indexed, and why.

    `state` is that of its files, and `version` the program's, when it was tried.
    """

    id: str
    state: str
    version: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation is made of.

    `encoded` is how many passages had to be encoded anew, and `set_aside` are the
    library's articles that it lacks: they can't be indexed. `second_model` made the
    second vectors, None where there are none. The rest is said when it is
    published: `number` counts generations from 1, `parent` is the one before the change
    that it was made for (0: none), `created` is the time, and `as_of` the moment up to
    which it has the changes of the articles (0: it doesn't say).
    """

    format_version: int = FORMAT_VERSION
    number: int = 0
    parent: int = 0
    created: str = ""
    model: ModelIdentity
    articles: tuple[ArticleEntry, ...]
    languages: tuple[LanguageEntry, ...]
    passages: int
    sentences: int
    encoded: int
    files: tuple[FileCheck, ...] = ()
    as_of: int = 0
    set_aside: tuple[SetAside, ...] = ()
    second_model: ModelIdentity | None = None

    @property
    def titles(self) -> dict[str, str]:
        """The title of each article, by its id."""
        return {entry.id: entry.title for entry in self.articles}

    def is_as(self, earlier: "Manifest") -> bool:
        """Tell whether nothing was changed after an earlier one was made.

        Another model, or a version that reads files otherwise, encodes anew.
        """
        has_new = self.encoded or self.second_model != earlier.second_model
        return (
            not has_new
            and self.as_of <= earlier.as_of
            and self.titles == earlier.titles
        )

    @property
    def has_samples(self) -> bool:
        """Whether opening leaves some files to be read whole."""
        return any(check.sample_sha256 for check in self.files)


def program_version() -> str:
    """Give Quotewell's version; none where it runs without being installed."""
    try:
        return version("quotewell")
    except PackageNotFoundError:
        return ""


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a folder that is otherwise whole, with each file's hash."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    # Hashing lets other threads go on, so each core takes a file.
    with ThreadPoolExecutor() as threads:
        checks = threads.map(lambda path: _check_of(folder, path), paths)
        files = []
        for check in checks:
            files.append(check)
            pause()
    write_json(folder / MANIFEST, asdict(replace(manifest, files=tuple(files))))


def read_manifest(folder: Path) -> Manifest:
    """Read and check a generation's manifest.

    Raises:
        IndexDamagedError: It is missing or malformed.
        IndexMismatchError: It is of another format version.
    """
    try:
        raw = read_json(folder / MANIFEST)
        # First of all: in another format the other fields may mean something else.
        found = raw["format_version"]
        if found == FORMAT_VERSION:
            return _decode_manifest(raw)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(
            f"generation {folder.name} has no readable manifest", REBUILD
        ) from error
    raise IndexMismatchError(
        f"generation {folder.name} is of format {found}, this version of Quotewell "
        f"reads format {FORMAT_VERSION}",
        REBUILD,
    )


def _decode_manifest(raw: dict[str, Any]) -> Manifest:
    second = raw["second_model"]
    return Manifest(
        **raw
        | {
            "model": ModelIdentity(**raw["model"]),
            "second_model": ModelIdentity(**second) if second else None,
            "articles": tuple(ArticleEntry(**entry) for entry in raw["articles"]),
            "languages": tuple(LanguageEntry(**entry) for entry in raw["languages"]),
            "files": tuple(FileCheck(**check) for check in raw["files"]),
            "set_aside": tuple(SetAside(**e) for e in raw["set_aside"]),
        }
    )


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with its size and hash, large ones with their sample's hash.

    Raises:
        IndexDamagedError: One is missing, cut short or changed.
    """
    with ThreadPoolExecutor() as threads:
        # What a thread raised comes out when its result is asked for.
        for _ in threads.map(lambda check: _check(folder, check), manifest.files):
            pause()


def check_large_files(folder: Path, manifest: Manifest) -> None:
    """Compare every byte of the files of which `check_files` reads a sample.

    One after another: while this runs in a thread, questions need the cores, and a
    program that ends waits for the threads of a pool.

    Raises:
        IndexDamagedError: One is missing, cut short or changed.
    """
    for check in manifest.files:
        pause()
        if check.sample_sha256:
            _check(folder, check, whole=True)


def _check(folder: Path, check: FileCheck, *, whole: bool = False) -> None:
    problem = _problem(folder / check.name, check, whole)
    if problem:
        raise IndexDamagedError(
            f"{check.name} of generation {folder.name} {problem}", REBUILD
        )


def _check_of(folder: Path, path: Path) -> FileCheck:
    size = path.stat().st_size
    sampled = size > LARGE_BYTES and path.suffix != QUOTED
    return FileCheck(
        name=path.relative_to(folder).as_posix(),
        size_bytes=size,
        sha256=sha256_of(path),
        sample_sha256=sample_sha256_of(path) if sampled else "",
    )


def _problem(path: Path, check: FileCheck, whole: bool) -> str:
    """Say what is wrong with a file, nothing if it is as it was written."""
    try:
        if path.stat().st_size != check.size_bytes:
            return "has another size"
        if check.sample_sha256 and not whole:
            same = sample_sha256_of(path) == check.sample_sha256
        else:
            same = sha256_of(path) == check.sha256
    except OSError:
        return "is missing or can't be read"
    return "" if same else "was changed"
