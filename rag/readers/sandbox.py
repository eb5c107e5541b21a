"""A reader's own process: reads one file within limits of time and memory.

    python -m rag.readers.sandbox MODULE < file

prints a draft, or what is wrong with the file, as JSON. `rag.readers.apart` starts it.
"""

import importlib
import json
import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rag.errors import FileTooLargeError, ReadError
from rag.readers.draft import Draft

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's time limit holds there
    resource = None  # type: ignore[assignment]

TIME_LIMIT_S = 60
MEMORY_LIMIT_BYTES = 2**30
"""What a reader may take beyond what Python and its libraries take when idle."""

MAX_TEXT_CHARS = 30_000_000
"""A text beyond that is no article: War and Peace has 3 million characters."""

_STATM = Path("/proc/self/statm")

log = logging.getLogger(__name__)


def answer(module: str, data: bytes) -> dict[str, Any]:
    """Read a file within limits of time and memory, from here on for this process.

    Args:
        module: Name of a module of this package with `read(data: bytes) -> Draft`.
        data: The file.

    Returns:
        The draft as a dictionary, or the keys "error" and "message".
    """
    reader = importlib.import_module(f"rag.readers.{module}")
    _limit_resources()
    try:
        draft: Draft = reader.read(data)
        if len(draft.text) > MAX_TEXT_CHARS:
            raise FileTooLargeError("holds too much text: split it")
    except ReadError as error:
        return {"error": type(error).__name__, "message": str(error)}
    except MemoryError:
        size = MEMORY_LIMIT_BYTES // 2**20
        message = f"needs more than {size} MiB to be read: save it as plain text"
        return {"error": ReadError.__name__, "message": message}
    except Exception as error:  # whatever a parser raises on bad data
        message = f"is damaged, or no {module} file ({type(error).__name__})"
        log.debug("reader failed", exc_info=True)
        return {"error": ReadError.__name__, "message": f"{message}: save it anew"}
    blocks = [(b.start, b.end, b.level, b.page) for b in draft.blocks]
    front = draft.front and (draft.front.start, draft.front.end)
    return asdict(draft) | {"blocks": blocks, "front": front}


def _limit_resources() -> None:
    """Bound time and memory, and forbid writing files and leaving core dumps."""
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT_S, TIME_LIMIT_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if _STATM.exists():
        pages = int(_STATM.read_text().split()[0])
        limit = pages * resource.getpagesize() + MEMORY_LIMIT_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> None:
    """Read the file on standard input with the module named, and print the result."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the braces
    result = answer(sys.argv[1], sys.stdin.buffer.read())
    output.write(json.dumps(result).encode())
    output.flush()


if __name__ == "__main__":
    main()
