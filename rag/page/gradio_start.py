"""Keeping Gradio from what it does at a start that the page has no use for.

Gradio 6.31 parses and rewrites a `.pyi` file for each of its components: for editors, a
third of the time it takes to import, and a change to an installed package that another
process may be reading. Where `mcp` is installed it imports that too, for servers that
the page isn't: a fifth of the rest. And it makes its app twice for blocks that are not
launched yet, with all of its routes, which a launch does anew. There is no setting
against any of these. (Its queue `tabs.blocks` leaves out.)
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

MODULE = "gradio.component_meta"
WRITER = "create_or_modify_pyi"


def keep_stubs() -> None:
    """Have Gradio leave its stubs as they are; call it before Gradio is imported."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


@contextmanager
def without_mcp() -> Iterator[None]:
    """Have Gradio, imported in this context, find no `mcp`."""
    if "mcp" in sys.modules:
        yield
        return
    sys.modules["mcp"] = None  # type: ignore[assignment]  # how Python blocks a module
    try:
        yield
    finally:
        del sys.modules["mcp"]


@contextmanager
def without_app() -> Iterator[None]:
    """Have Gradio make no app for blocks that are made in this context."""
    from gradio.routes import App

    make = App.create_app
    App.create_app = staticmethod(_make_none)  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        App.create_app = staticmethod(make)  # type: ignore[method-assign]


def _make_none(*_: object, **__: object) -> None:
    """Stand in for what makes Gradio's app."""


class _Finder(MetaPathFinder):
    """Finds the one module, where the usual way finds it."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname != MODULE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(Loader):
    """Loads a module as another loader does, then takes its writer away."""

    def __init__(self, usual: Loader) -> None:
        self._usual = usual

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._usual.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._usual.exec_module(module)
        if hasattr(module, WRITER):
            setattr(module, WRITER, _write_nothing)


def _write_nothing(*_: object) -> None:
    """Stand in for Gradio's writer of stubs."""
