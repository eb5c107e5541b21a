"""The one home of the environment: what keeps libraries quiet, what children get.

`rag/__init__.py` sets it, so that it holds before any library is imported, in whatever
process imports anything of Quotewell.
"""

from collections.abc import Mapping, MutableMapping
from pathlib import Path

QUIET = {
    # onnxruntime 1.32 reports to its maker, and keeps a number for the machine in the
    # user's cache, from its import on: `disable_telemetry_events` comes too late.
    "ORT_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    # pymilvus would read a `.env` of whatever folder it is installed in.
    "PYTHON_DOTENV_DISABLED": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
    # torch makes this folder on import, in the system's one for temporary files. One
    # that is there is left alone: nothing is compiled, so nothing comes into it.
    "TORCHINDUCTOR_CACHE_DIR": str(Path(__file__).parent),
}
"""Each says to one library: ask nothing, tell nothing, keep nothing."""

_SYSTEM = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "HOME", "USERPROFILE")
_TEMPORARY = ("TMPDIR", "TEMP", "TMP")
_LANGUAGE = ("LANG", "LC_ALL", "LC_CTYPE")
_NEEDED = frozenset((*_SYSTEM, *_TEMPORARY, *_LANGUAGE))
"""What Python and the system's libraries need to start and to find their files."""


def keep_quiet(environment: MutableMapping[str, str]) -> None:
    """Set what keeps libraries quiet, whatever was set before.

    Args:
        environment: This process's own, `os.environ`.
    """
    environment.update(QUIET)


def for_children(environment: Mapping[str, str]) -> dict[str, str]:
    """Give a program of ours what it needs to start, and nothing that is private.

    A process's first environment can be read in /proc as long as it runs, so what is
    to be kept from it must not be given.

    Example:
        >>> for_children({"PATH": "/bin", "QUOTEWELL_PASSWORD": "x"}).keys() - QUIET
        {'PATH'}
    """
    given = {
        name: value
        for name, value in environment.items()
        if name.upper() in _NEEDED or name.startswith("PYTHON")
    }
    return given | QUIET
