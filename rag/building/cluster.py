"""Building on many machines: Ray Data's workers read, split and encode parts.

All machines reach the library's folder by one path: originals are read there, and parts
put there. Ray tries again what a lost worker had; a part is named beforehand, so it is
there once, whoever made it. What a worker can't read, the build itself tries again.
"""

import logging
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout, suppress
from functools import lru_cache, partial
from io import StringIO
from pathlib import Path
from socket import create_connection
from typing import Any

import ray
import ray.data
from ray.exceptions import RayError

from rag.building.before import PARTS, Before
from rag.building.filling import Filling, no_questions
from rag.building.texts import read_texts
from rag.disk import new_folder
from rag.errors import LibraryError, QuotewellError
from rag.library.generation.manifest import (
    FORMAT_VERSION,
    program_version,
    write_manifest,
)
from rag.library.generation.vectors import ON_DISK
from rag.library.library import ARTICLES, Library
from rag.models.encoder import Opened, keep_export, open_alike, opened
from rag.models.onnx import EXPORTS
from rag.models.second import EncoderPair
from rag.models.sentence import has_gpu
from rag.roles import Encoder
from rag.steps import advance, begin

PART_ARTICLES, MOST_PARTS = 16, 1000
"""A part has so many articles, or more where there would be too many parts: of each a
build has some twenty files open."""

GPU_SHARE = 0.25
"""Where there are GPUs, so many parts are made on one at a time: while one is encoded,
others are read."""

PATIENCE_S = 5.0


def make_parts(
    address: str, library: Library, encoder: Encoder, article_ids: Sequence[str]
) -> None:
    """Have a cluster's machines read and encode articles.

    Args:
        address: HOST:PORT of a Ray cluster of which this machine is a node.
        library: Where the articles lie, and where the parts go.
        encoder: What is to encode them.
        article_ids: Which ones.

    Raises:
        QuotewellError: It can't be done; the parts that are made stay.
    """
    keep_export(encoder)  # workers have it open in a moment, and share its memory
    size = max(PART_ARTICLES, -(-len(article_ids) // MOST_PARTS))
    parts = [
        {"name": uuid.uuid4().hex, "articles": article_ids[start : start + size]}
        for start in range(0, len(article_ids), size)
    ]
    root, models = str(library.root.absolute()), opened(encoder)
    make = partial(make_part, root=root, version=_version(), models=models)
    with _connected(address):
        rows = ray.data.from_items(parts, override_num_blocks=max(1, len(parts)))
        all_has = ray.cluster_resources()
        gpus = GPU_SHARE if "GPU" in all_has else 0
        begin("encoding", len(article_ids))
        # With GPUs a worker would end after each part, and the next load all anew.
        for made in rows.map(make, num_gpus=gpus, max_calls=0).iter_rows():
            advance(made["articles"])


@contextmanager
def _connected(address: str) -> Iterator[None]:
    host, _, port = address.rpartition(":")
    try:
        # Ray itself would try for minutes.
        create_connection((host, int(port)), PATIENCE_S).close()
        # It prints what becomes of nodes, which is its own affair.
        with redirect_stdout(StringIO()):
            ray.init(address, log_to_driver=False, logging_level=logging.ERROR)
            logging.getLogger("ray.data").setLevel(logging.CRITICAL)
            context = ray.data.DataContext.get_current()
            context.enable_progress_bars = False
            context.raise_original_map_exception = True
            yield
    except (RayError, OSError, ValueError, RuntimeError) as error:
        cause = getattr(error, "cause", error)
        # Ray adds lines of its own, and some errors say nothing.
        said = str(cause).partition("\n")[0] or type(cause).__name__
        if isinstance(cause, QuotewellError):
            raise type(cause)(said) from error
        raise LibraryError(
            f"Ray at {address} can't help ({said}); "
            "what was added is kept: have this machine be a node of that cluster, with "
            "the same Quotewell on all nodes, and run `quotewell rebuild`, with --ray "
            "or without"
        ) from error
    finally:
        ray.shutdown()


def make_part(
    part: dict[str, Any], root: str, version: str, models: tuple[Opened, ...]
) -> dict[str, Any]:
    """Make a part, in a worker, unless it is there; says how many articles it is of.

    Raises:
        LibraryError: This machine has another version, or can't write to the library.
        ModelError: It has another model.
    """
    if _version() != version:
        raise LibraryError(
            f"a worker has Quotewell {_version()}, expected {version}; install the "
            "same on all machines of the cluster"
        )
    place, library = Path(root, PARTS, part["name"]), Library(Path(root))
    if not place.exists():
        records = (Path(root, ARTICLES, each) for each in part["articles"])
        stored = list(filter(None, map(library.originals.records.read, records)))
        encoder = _encoder(root, models)
        texts = read_texts(library, stored, encoder, Before(), retry=True)
        filling = Filling(texts, encoder, Before(), no_questions, ON_DISK)
        # One that Ray had taken for lost may be the first after all.
        with suppress(FileExistsError), new_folder(place) as folder:
            write_manifest(folder, filling.write_part(folder))
    return {"articles": len(part["articles"])}


@lru_cache(maxsize=1)
def _encoder(root: str, models: tuple[Opened, ...]) -> Encoder:
    device = "cuda" if ray.get_gpu_ids() and has_gpu() else "cpu"
    first, *second = [open_alike(e, Path(root, EXPORTS), device) for e in models]
    return EncoderPair(first, *second) if second else first


def _version() -> str:
    return f"{program_version()} (format {FORMAT_VERSION})"
