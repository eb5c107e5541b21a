"""The process that is watched: does everything, and prints what was attempted.

    python -m rag.cli.airgap WAY FOLDER SECONDS

It is started by `rag.cli.airgap.watch`. What is imported here must be light: one with
several threads, as numpy's, can't have a network of its own.
"""

import json
import os
import socket
import sys
import time
from pathlib import Path

from rag.cli.airgap import NOT_HERE, TIME_LIMIT_S, Way
from rag.cli.airgap.python_events import refuse_outside
from rag.network import asked_outside, be_alone
from rag.settings import Settings

QUESTION = "What is this about?"


def main() -> None:
    """Do everything while watched, and print what was done and attempted."""
    way, folder, rest_s = Way[sys.argv[1]], Path(sys.argv[2]), float(sys.argv[3])
    if way is Way.NAMESPACE and not be_alone():
        sys.exit(NOT_HERE)
    attempted = refuse_outside()
    done = _do_everything(folder / "index", rest_s)
    if way is Way.NAMESPACE and (count := asked_outside()):
        attempted.append(f"native code, {count} times (`strace -f` names the address)")
    sys.stdout.write(f"{json.dumps({'done': done, 'attempted': attempted})}\n")
    sys.stdout.flush()
    # Gradio's threads would be waited for.
    os._exit(0)


def _do_everything(index: Path, rest_s: float) -> list[str]:
    """Start up, build, ask, serve and rest; gives the names of what was done."""
    from rag.page.offline import go_offline

    go_offline()
    settings = Settings(index=index, port=_free_port(), open_browser=False)
    built = _build_and_ask(settings)
    return ["start", *built, *_ask_the_page(settings, rest_s)]


def _build_and_ask(settings: Settings) -> list[str]:
    from rag.asking.opening import open_assistant, open_encoder
    from rag.building.indexing import build_index, prepare_library
    from rag.library.library import Library
    from rag.suggesting.suggestions import make_starters

    library = Library(settings.index)
    encoder = open_encoder(settings)
    prepare_library(library)
    library.add(b"<html><body><p>A page is read apart.</p></body></html>", "page.html")
    build_index(library, encoder, suggest=make_starters)
    open_assistant(settings, encoder).ask(QUESTION)
    return ["build", "ask"]


def _ask_the_page(settings: Settings, rest_s: float) -> list[str]:
    import httpx

    from rag.page.serving import running

    with running(settings) as page:
        httpx.get(page.url).raise_for_status()
        asked = httpx.post(
            f"{page.url}api/ask",
            json={"question": QUESTION},
            headers={"Origin": page.url.rstrip("/")},
            timeout=TIME_LIMIT_S,
        )
        asked.raise_for_status()
        time.sleep(rest_s)
    return ["open the page", "ask the page", f"rest for {rest_s:g} s"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
