"""Modules that are slow to import, for tests that need them.

Every worker imports all tests, to list them, and runs a part of them.
"""

from importlib import import_module

LISTING = ("__test__", "__bases__", "__wrapped__", "_mock_name")
"""What pytest and doctest ask of all that a module of tests has."""


class Later:
    """Stands for a module, and imports it when something of it is needed.

    To change something in it give `monkeypatch` the name of that.
    """

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> object:
        if name in LISTING:
            raise AttributeError(name)
        return getattr(import_module(self._module), name)
