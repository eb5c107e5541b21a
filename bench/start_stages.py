"""What a program does while it starts, and when: it is run with a clock beside it.

    python -m bench.start_stages EVENTS.jsonl MODULE ARGUMENT...

Runs a module as `python -m` would, and writes a line for each stage that ends: its
name, and when it began and ended, as seconds of the epoch. Watched are the first import
of each heavy library (what it imports itself is part of it) and a few calls.
"""

import builtins
import json
import runpy
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIBRARIES = {
    "gradio": "import Gradio",
    "sentence_transformers": "import sentence-transformers",
    "onnxruntime": "import onnxruntime",
    "faiss": "import FAISS",
}
CALLS = (
    ("load the model", "rag.onnx_encoder", "OnnxEncoder.__init__"),
    ("load the model", "sentence_transformers", "SentenceTransformer.__init__"),
    ("open the index", "rag.library", "Library.open"),
    ("open the index", "faiss", "read_index"),
    ("launch", "gradio", "Blocks.launch"),
    ("answer", "rag.assistant", "Assistant.ask"),
    ("answer", "bench.speed_plain", "Plain.ask"),
)


class Watch:
    """Writes what begins and ends.

    Args:
        path: The file that gets a line for each stage.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8")
        self._write = threading.Lock()
        self._seen: set[str] = set()
        self._pending = list(CALLS)
        self._import = builtins.__import__

    def start(self) -> None:
        """Watch imports from now on."""
        builtins.__import__ = self._imported

    def _imported(self, name: str, *arguments: Any, **named: Any) -> Any:
        root = name.partition(".")[0]
        if root in LIBRARIES and root not in self._seen and root not in sys.modules:
            self._seen.add(root)
            return self._timed(
                LIBRARIES[root], lambda: self._import(name, *arguments, **named)
            )
        try:
            return self._import(name, *arguments, **named)
        finally:
            self._watch_calls()

    def _watch_calls(self) -> None:
        """Wrap the calls whose modules have come."""
        for call in list(self._pending):
            stage, module, path = call
            owner_name, _, attribute = path.rpartition(".")
            owner = _loaded(module, owner_name)
            if owner is not None and hasattr(owner, attribute):
                self._pending.remove(call)
                setattr(
                    owner, attribute, self._wrapped(stage, getattr(owner, attribute))
                )

    def _wrapped(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            return self._timed(stage, lambda: call(*arguments, **named))

        return timed

    def _timed(self, stage: str, work: Callable[[], Any]) -> Any:
        began = time.time()
        try:
            return work()
        finally:
            with self._write:
                print(json.dumps([stage, began, time.time()]), file=self._file)
                self._file.flush()


def _loaded(module: str, owner: str) -> Any:
    """Give a module, or a class in it, if it is there already."""
    if module not in sys.modules:
        # A program runs as the main module, whatever its name is.
        main = sys.modules["__main__"]
        spec = getattr(main, "__spec__", None)
        if spec is None or spec.name != module:
            return None
        return getattr(main, owner, None) if owner else main
    found = sys.modules[module]
    return getattr(found, owner, None) if owner else found


def main() -> None:
    """Run the module that is named, watched."""
    _, events, module, *arguments = sys.argv
    watch = Watch(Path(events))
    sys.argv = [module, *arguments]
    watch.start()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
