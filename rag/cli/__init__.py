"""The command line: `quotewell COMMAND`.

Exit status 0 is done, 1 an error said in one line on stderr, 2 wrong usage.
"""

import os
from collections.abc import Sequence
from typing import NoReturn

from rag.cli.terminal import abandon_output, complain, finish, set_up_logging
from rag.errors import QuotewellError


def program(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one command as a program, which ends with its status.

    It ends without the interpreter's farewell. That would stop threads which still work
    for nobody inside native code, on which C++ aborts the program; and it would give
    the status of an interrupt, had one come in code that a library compiles. Whatever
    is being written is safe from being cut short.
    """
    os._exit(main(argv))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    try:
        _run(argv)
    except QuotewellError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return _failed("stopped; the index in use is unchanged")
    except BrokenPipeError:
        abandon_output()  # whoever read it has gone
    except MemoryError:
        return _failed("there is too little memory; close other programs")
    except OSError as error:
        reason = error.strerror or error
        return _failed(f"{error.filename or 'the system'}: {reason}; mend that first")
    return 0


def _run(argv: Sequence[str] | None) -> None:
    set_up_logging()
    # Imported here: it takes a while, in which an interrupt is one like any other.
    from rag.cli.commands import run

    try:
        run(argv)
    finally:
        finish()


def _failed(message: str) -> int:
    abandon_output()
    complain(message)
    return 1
