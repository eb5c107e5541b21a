"""Where a library's journal is: in a file of its folder, or in a database.

That it is in a database, and in which schema, the folder notes in `journal.json`: the
folder's path may be another on each machine, and two libraries' names may be the same.
"""

import re
import uuid
from pathlib import Path

from rag.disk import read_json, replace_json
from rag.errors import JournalError, extra
from rag.judging.journal_file import FILE_NAME, JournalFile
from rag.judging.journal_home import JournalHome
from rag.library.engine import home_of
from rag.library.locks import writers_lock

RECORD = "journal.json"
MAX_NAME_CHARS = 40


def open_journal(root: Path, address: str | None = None) -> JournalHome:
    """Open the journal of the library in a folder.

    Args:
        root: The folder.
        address: The database, postgresql://USER:PASSWORD@HOST:PORT/DB; the first time
            it gets what is in the folder's file. None is that file.

    Raises:
        JournalError: The database is none, can't be used for the first time, or is the
            library's and isn't named.
        LibraryError: The folder can't be written.
    """
    schema, file = _schema(root), JournalFile(root / FILE_NAME)
    if address is None:
        if schema is None:
            return file
        raise JournalError(
            f"this library's journal is in a database, as {schema}; name that with "
            "--journal or QUOTEWELL_JOURNAL"
        )
    with extra("scale", "a journal in a database", JournalError):
        from rag.judging.journal_database import JournalDatabase
    if schema is None:
        with writers_lock(root).held():
            if (schema := _schema(root)) is None:  # nor was another first
                schema = _new_name(root)
                JournalDatabase(address, schema).make(file)
                replace_json(root / RECORD, {"schema": schema})
    return JournalDatabase(address, schema)


def _schema(root: Path) -> str | None:
    """Give the schema that a folder notes, None where it notes none."""
    try:
        return str(read_json(root / RECORD)["schema"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError) as error:
        raise JournalError(
            f"{root / RECORD} can't be read; write the name of its schema into it "
            'again, as {"schema": "NAME"}'
        ) from error


def _new_name(root: Path) -> str:
    """Name a schema after the library, as its engine or its folder is called."""
    called = getattr(home_of(root), "name", root.absolute().name)
    name = re.sub(r"\W+", "_", called.lower(), flags=re.ASCII)[:MAX_NAME_CHARS]
    return f"library_{name}_{uuid.uuid4().hex[:8]}"
