"""A reader's own process: reads one file within limits, and reaches nothing else.

    python -m rag.readers.apart.child MODULE FOLDER < file

prints a draft, or what is wrong with the file, as JSON. `parent` starts it, with an
empty folder to be in. MODULE:unpack prints the files that the file holds.
"""

import importlib
import json
import logging
import os
import sys
from base64 import b64encode
from dataclasses import asdict, astuple
from typing import Any

from rag.errors import FileTooLargeError, ReadError
from rag.readers.apart.limits import MEMORY_LIMIT_BYTES, confine
from rag.readers.bundles.member import Member
from rag.readers.draft import Draft

MAX_TEXT_CHARS = 30_000_000
"""A text beyond that is no article: War and Peace has 3 million characters."""

log = logging.getLogger(__name__)


def answer(module: str, folder: str, data: bytes) -> dict[str, Any]:
    """Read a file; this process can do nothing else from here on.

    Args:
        module: Name of a module of this package with `read(data: bytes) -> Draft`, or
            that name and ":unpack" for its `unpack(data: bytes) -> list[Member]`.
        folder: An empty folder, which becomes the working directory.
        data: The file.

    Returns:
        The draft as a dictionary, or the key "members", each a name, its bytes in
            base 64 and an error or None; or else the keys "error" and "message".
    """
    module, _, function = module.partition(":")
    reader = importlib.import_module(f"rag.readers.{module}")
    confine(folder)
    try:
        if function:
            return {"members": list(map(_packed, reader.unpack(data)))}
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
    blocks = list(map(astuple, draft.blocks))
    front = draft.front and (draft.front.start, draft.front.end)
    return asdict(draft) | {"blocks": blocks, "front": front}


def _packed(member: Member) -> tuple[str, str, str | None]:
    return member.name, b64encode(member.data).decode(), member.error


def main() -> None:
    """Read the file on standard input with the module named, and print the result."""
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the braces
    result = answer(sys.argv[1], sys.argv[2], sys.stdin.buffer.read())
    output.write(json.dumps(result).encode())
    output.flush()


if __name__ == "__main__":
    main()
