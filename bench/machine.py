"""What a report says of how it was made: the command, the machine, the versions."""

import platform
import shlex
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import torch

FEATURES = ("avx2", "avx512_f", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8")
FOLDERS = ("--cache", "--work", "--out")
"""Arguments that name folders or files of one machine."""


def made_by(module: str, packages: Sequence[str]) -> str:
    """Name the command, the processor and the versions of packages, in a sentence."""
    capabilities: Mapping[str, Any] = torch.cpu.get_capabilities()
    features = [name for name in FEATURES if capabilities.get(name)]
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"Made by `{shlex.join(['python', '-m', module, *_arguments()])}`, on "
        f"{capabilities['num_physical_cores']} cores of an {capabilities['cpu_name']} "
        f"({', '.join(features)}), Python {platform.python_version()}, {versions}."
    )


def _arguments() -> list[str]:
    """Give the command's arguments, but for folders of this machine."""
    given = sys.argv[1:]
    places = [at for at, name in enumerate(given) if name in FOLDERS]
    left_out = {*places, *(at + 1 for at in places)}
    return [name for at, name in enumerate(given) if at not in left_out]


def row(cells: Sequence[object]) -> str:
    """Write a row of a Markdown table."""
    return f"| {' | '.join(map(str, cells))} |"
