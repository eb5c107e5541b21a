"""What keeps Gradio's server from asking, fetching or keeping anything on its own.

Gradio reads its environment while it is imported, so `go_offline` must have run before.
"""

import os
from typing import NoReturn

from rag.quiet import keep_quiet

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def go_offline(host: str = "127.0.0.1") -> None:
    """Set the environment: no stray setting of Gradio, no proxy, and `rag.quiet`.

    Gradio takes settings from variables where arguments are empty (a set
    GRADIO_ALLOWED_PATHS would open folders), so its variables are dropped first. When
    it starts it asks its own address for a sign of life, which must not go to a proxy.
    Its server believes whoever on this machine says for whom it asks, and so would a
    count of wrong passwords; whoever runs a proxy here names it in FORWARDED_ALLOW_IPS.

    Args:
        host: The address that the page will listen on.
    """
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    keep_quiet(os.environ)
    os.environ.setdefault("FORWARDED_ALLOW_IPS", "")
    for name in ("NO_PROXY", "no_proxy"):
        known = [part for part in os.environ.get(name, "").split(",") if part]
        os.environ[name] = ",".join(dict.fromkeys((*known, *LOOPBACK, host)))


def keep_files_in(folder: str) -> None:
    """Have Gradio's server keep files in `folder`; call it before `launch`.

    Otherwise Gradio 6.31 makes one that stays, in the system's for temporary files.
    """
    from gradio import routes

    os.environ["GRADIO_TEMP_DIR"] = folder
    vars(routes)["DEFAULT_TEMP_DIR"] = folder


class RemoteFileError(Exception):
    """A request named a file on the web; Gradio would have fetched it."""


def refuse_downloads() -> None:
    """Make Gradio refuse files named by address in a request's data.

    Any event that gets `{"path": "http…", "meta": {"_type": "gradio.FileData"}}` would
    make the server fetch it; Gradio 6.31 has no setting against that.
    """
    from gradio import processing_utils

    async def refuse_async(url: str, cache_dir: str) -> NoReturn:
        raise RemoteFileError("files on the web are not fetched")

    def refuse(url: str, cache_dir: str) -> NoReturn:
        raise RemoteFileError("files on the web are not fetched")

    processing_utils.async_ssrf_protected_download = refuse_async
    processing_utils.ssrf_protected_download = refuse
    processing_utils.save_url_to_cache = refuse
