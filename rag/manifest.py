"""A generation's manifest: what it is made of, and each file's size and hash."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rag.errors import IndexDamagedError, IndexMismatchError
from rag.storage import sha256_of, write_json
from rag.types import ModelIdentity

FORMAT_VERSION = 2
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """Size in bytes and SHA-256 of one file of a generation."""

    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article as a generation holds it."""

    id: str
    title: str
    passages: int


@dataclass(frozen=True, slots=True)
class LanguageEntry:
    """A language of the library, and how far the encoder knows it (0 to 1).

    `measured` is how many articles in it there were when that was measured.
    """

    code: str
    measured: int
    trust: float


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of.

    `number` counts published generations from 1, `parent` is the one it was made
    after (0: none), `encoded` is how many passages had to be encoded anew.
    """

    format_version: int
    number: int
    parent: int
    created: str
    model: ModelIdentity
    articles: tuple[ArticleEntry, ...]
    languages: tuple[LanguageEntry, ...]
    passages: int
    sentences: int
    encoded: int
    files: tuple[FileCheck, ...] = ()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a folder that is otherwise whole, with each file's hash."""
    files = tuple(
        FileCheck(
            path.relative_to(folder).as_posix(), path.stat().st_size, sha256_of(path)
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )
    write_json(folder / MANIFEST, asdict(replace(manifest, files=files)))


def read_manifest(folder: Path) -> Manifest:
    """Read and check a generation's manifest.

    Raises:
        IndexDamagedError: It is missing or malformed.
        IndexMismatchError: It is of another format version.
    """
    try:
        raw = json.loads((folder / MANIFEST).read_bytes())
        version = raw["format_version"]
        if version == FORMAT_VERSION:
            return _decode_manifest(raw)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(
            f"generation {folder.name} has no readable manifest; "
            "run `quotewell rebuild`"
        ) from error
    raise IndexMismatchError(
        f"generation {folder.name} is of format {version}, this version of Quotewell "
        f"reads format {FORMAT_VERSION}; run `quotewell rebuild`"
    )


def _decode_manifest(raw: dict[str, Any]) -> Manifest:
    return Manifest(
        **raw
        | {
            "model": ModelIdentity(**raw["model"]),
            "articles": tuple(ArticleEntry(**entry) for entry in raw["articles"]),
            "languages": tuple(LanguageEntry(**entry) for entry in raw["languages"]),
            "files": tuple(FileCheck(**check) for check in raw["files"]),
        }
    )


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the size and hash in the manifest.

    Raises:
        IndexDamagedError: One is missing, cut short or changed.
    """
    for check in manifest.files:
        path = folder / check.name
        try:
            same_size = path.stat().st_size == check.size_bytes
            if same_size and sha256_of(path) == check.sha256:
                continue
            problem = "was changed" if same_size else "has another size"
        except OSError:
            problem = "is missing or can't be read"
        raise IndexDamagedError(
            f"{check.name} of generation {folder.name} {problem}; "
            "run `quotewell rebuild`"
        )
