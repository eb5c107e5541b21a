"""How the command line is set up: environment, flags, and where the library lies."""

import errno
import ipaddress
import os
import re
import stat
from argparse import Namespace
from collections.abc import MutableMapping
from dataclasses import replace
from pathlib import Path

from rag.errors import LibraryError, ServeError
from rag.library.engine import EngineAddress, adopt, read_address
from rag.library.objects import adopt as put_originals
from rag.settings import Settings

HOST_NAME = re.compile(r"[A-Za-z0-9._-]+")
CHECKOUT = Path(__file__).parents[2]


def read_settings(arguments: Namespace, env: MutableMapping[str, str]) -> Settings:
    """Join the environment with the flags that were given.

    Raises:
        ServeError: The environment names no port where it should.
        LibraryError: One of them names no engine or no store where it should.
    """
    names = (
        "model",
        "reranker",
        "reader",
        "second_model",
        "host",
        "port",
        "password",
        "journal",
    )
    given = {
        name: value
        for name in names
        if (value := getattr(arguments, name, None)) is not None
    }
    if getattr(arguments, "no_browser", False):
        given["open_browser"] = False
    named = arguments.index or read_address(env.get("QUOTEWELL_INDEX") or "")
    if arguments.beside and not (isinstance(named, EngineAddress) and named.server):
        # Passed over, it would leave the command to another library.
        raise LibraryError(
            "--beside is of an engine's server, and none is named; name it with "
            "--index milvus://HOST:PORT/NAME, or the folder alone with --index DIR"
        )
    if isinstance(named, EngineAddress):
        named = _folder_of(named, arguments.beside or env.get("QUOTEWELL_BESIDE"))
        if arguments.index:
            arguments.index = named  # commands look there whether it was given
    if named:
        given["index"] = named
    settings = replace(Settings.from_env(env, default_index(CHECKOUT)), **given)
    if url := arguments.originals or env.get("QUOTEWELL_ORIGINALS"):
        check_folder(settings.index)
        put_originals(settings.index, url)
    return settings


def _folder_of(engine: EngineAddress, beside: str | Path | None) -> Path:
    """Give the folder of a library that has an engine, and have it note that."""
    default = default_index(CHECKOUT)
    folder = engine.folder or Path(beside or default.with_name(f"index-{engine.name}"))
    check_folder(folder)
    adopt(folder, engine)
    return folder


def default_index(root: Path) -> Path:
    """Give the library's folder where none is named.

    Args:
        root: The folder that holds the package `rag`.

    Returns:
        In a clone its own `index`; for an installed program, which has no place of its
        own to write to, one in the folder where the system keeps a person's data.
    """
    if (root / "pyproject.toml").is_file():
        return root / "index"
    # Imported here: a clone has no need of it.
    from platformdirs import user_data_path

    return user_data_path("quotewell", appauthor=False) / "index"


def check_folder(index: Path) -> None:
    """Refuse what can't be a library's folder, whatever the command.

    Raises:
        LibraryError: It is a file, or can't be looked at or into.
    """
    try:
        if not stat.S_ISDIR(index.stat().st_mode):
            reason = "it is a file"
        elif os.access(index, os.R_OK | os.X_OK):
            return
        else:
            reason = os.strerror(errno.EACCES)
    except FileNotFoundError:
        return  # the first article makes it
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
    raise LibraryError(
        f"{index} can't be a library's folder ({reason}); name one with --index"
    )


def check_host(host: str) -> None:
    """Refuse what no host can be called; libraries read it while they are imported.

    Raises:
        ServeError: It isn't formed as a name or an address.
    """
    try:
        # Only IPv6 has colons: a host with its port is refused, too.
        if ":" in host:
            ipaddress.ip_address(host)
        elif not HOST_NAME.fullmatch(host):
            raise ValueError("no name")
    except ValueError as error:
        raise ServeError(f"{host!r} is no address; name one with --host") from error
