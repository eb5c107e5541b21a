"""What a program does while it starts, and when: it is run with a clock beside it.

    python -m bench.stages EVENTS.jsonl MODULE ARGUMENT...

Runs a module as `python -m` would, and writes a line for each stage that ends: its
name, and when it began and ended, by the clock that all processes of Linux share.
Watched are the first import of each heavy library, with what it imports itself, and
`CALLS`.
"""

import builtins
import json
import runpy
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

LIBRARIES = {
    "gradio": "import Gradio",
    "sentence_transformers": "import sentence-transformers",
    "onnxruntime": "import onnxruntime",
    "faiss": "import FAISS",
}
CALLS = (
    ("load the model", "rag.models.onnx", "OnnxEncoder.__init__"),
    ("load the model", "sentence_transformers", "SentenceTransformer.__init__"),
    ("open the index", "rag.library.library", "Library.open"),
    ("open the index", "faiss", "read_index"),
    ("launch", "gradio", "Blocks.launch"),
    ("answer", "rag.asking.assistant", "Assistant.ask"),
    ("answer", "bench.peers.plain", "Plain.ask"),
)
Note = Callable[[float, float], None]


def watch(owner: Any, name: str, note: Note) -> Callable[[], None]:
    """Note when each call of a function begins and ends; give what stops that."""
    call = getattr(owner, name)

    def watched(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return call(*arguments, **named)
        finally:
            note(began, time.perf_counter())

    setattr(owner, name, watched)
    return partial(setattr, owner, name, call)


def watch_imports(note: Callable[[str, float, float], None]) -> None:
    """Watch libraries, and calls as soon as the modules that have them are there."""
    libraries, calls = dict(LIBRARIES), list(CALLS)
    plain_import = builtins.__import__

    def watched(name: str, *arguments: Any, **named: Any) -> Any:
        root = name.partition(".")[0]
        stage = None if root in sys.modules else libraries.pop(root, None)
        began = time.perf_counter()
        try:
            return plain_import(name, *arguments, **named)
        finally:
            if stage:
                note(stage, began, time.perf_counter())
            for call in list(calls):
                if _watch_call(*call, note):
                    calls.remove(call)

    builtins.__import__ = watched


def _watch_call(
    stage: str, module: str, path: str, note: Callable[[str, float, float], None]
) -> bool:
    """Watch a call, if it is there by now."""
    owner_name, _, name = path.rpartition(".")
    owner = sys.modules.get(module)
    if owner_name:
        owner = getattr(owner, owner_name, None)
    if not hasattr(owner, name):
        return False
    watch(owner, name, partial(note, stage))
    return True


def main() -> None:
    """Run the module that is named, watched."""
    _, events, module, *arguments = sys.argv
    with Path(events).open("w", buffering=1, encoding="utf-8") as file:
        watch_imports(lambda *stage: print(json.dumps(stage), file=file))
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
