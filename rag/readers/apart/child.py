"""A reader's own process: reads one file within limits, and reaches nothing else.

    python -m rag.readers.apart.child MODULE FOLDER [WANTED] < file

prints a draft, or what is wrong with the file, as JSON; with WANTED, a JSON object,
what the module's `make` makes of it. `parent` starts it, with an empty folder to be in.
"""

import importlib
import json
import logging
import os
import sys
from dataclasses import asdict, astuple
from typing import Any

from rag.errors import FileTooLargeError, ReadError
from rag.readers.apart.limits import MEMORY_LIMIT_BYTES, confine
from rag.readers.draft import Draft

MAX_TEXT_CHARS = 30_000_000
"""A text beyond that is no article: War and Peace has 3 million characters."""

log = logging.getLogger(__name__)


Wanted = dict[str, int]


def answer(
    module: str, folder: str, data: bytes, wanted: Wanted | None = None
) -> dict[str, Any]:
    """Read a file; this process can do nothing else from here on.

    Args:
        module: Name of a module of this package with `read(data: bytes) -> Draft`, or
            `make(data: bytes, **wanted)`, which gives what can be said in JSON.
        folder: An empty folder, which becomes the working directory.
        data: The file.
        wanted: What `make` is to make; None reads a draft.

    Returns:
        The draft as a dictionary, what was made, or the keys "error" and "message".
    """
    reader = importlib.import_module(f"rag.readers.{module}")
    confine(folder)
    try:
        if wanted is None:
            return _fields(reader.read(data))
        made: dict[str, Any] = reader.make(data, **wanted)
        return made
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


def _fields(draft: Draft) -> dict[str, Any]:
    if len(draft.text) > MAX_TEXT_CHARS:
        raise FileTooLargeError("holds too much text: split it")
    blocks = list(map(astuple, draft.blocks))
    front = draft.front and (draft.front.start, draft.front.end)
    return asdict(draft) | {"blocks": blocks, "front": front}


def main() -> None:
    """Read the file on standard input with the module named, and print the result."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the braces
    module, folder, *wanted = sys.argv[1:]
    given = json.loads(wanted[0]) if wanted else None
    result = answer(module, folder, sys.stdin.buffer.read(), given)
    output.write(json.dumps(result).encode())
    output.flush()


if __name__ == "__main__":
    main()
