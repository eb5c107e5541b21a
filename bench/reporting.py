"""What all reports share: how they were made, and tables in Markdown."""

import platform
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

FEATURES = ("avx2", "avx512_f", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8")
RESULTS = Path(__file__).parent / "results"
MEBIBYTE = 2**20
PACKAGES = (
    "sentence-transformers",
    "torch",
    "onnxruntime",
    "faiss-cpu",
    "bm25s",
    "gradio",
)
"""What the figures depend on most: a report names their versions."""


def made_by(module: str) -> str:
    """Name the command, the processor and the versions of packages, in a sentence."""
    capabilities: Mapping[str, Any] = torch.cpu.get_capabilities()
    features = [name for name in FEATURES if capabilities.get(name)]
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    command = shlex.join(["python", "-m", module, *sys.argv[1:]])
    # Paths of this machine.
    command = re.sub(r" --work \S+", "", command)
    command = re.sub(r" --peers \S+", " --peers PYTHON", command)
    return (
        f"Made by `{command}`, on "
        f"{capabilities['num_physical_cores']} cores of an {capabilities['cpu_name']} "
        f"({', '.join(features)}), Python {platform.python_version()}, {versions}."
    )


def section(title: str, text: str = "") -> list[str]:
    """Begin a section with some text, and leave the line after it empty."""
    return [f"## {title}", text, ""] if text else [f"## {title}", ""]


def table(head: str, rows: Iterable[str]) -> list[str]:
    """Write a table, and the empty line after it.

    >>> table("passages | ms", ["15 | 6.8"])
    ['| passages | ms |', '| --- | ---: |', '| 15 | 6.8 |', '']
    """
    line = "---" + " | ---:" * head.count(" | ")
    return [*(f"| {cells} |" for cells in (head, line, *rows)), ""]


def table_of(forms: Sequence[str], rows: Sequence[Mapping[str, float]]) -> list[str]:
    """Write a table of figures by column, each in its form.

    >>> table_of([",", ".1f"], [{"n": 1000, "ms": 6.84}])[2]
    '| 1,000 | 6.8 |'
    """
    cells = (map(format, row.values(), forms) for row in rows)
    return table(" | ".join(rows[0]), map(" | ".join, cells))


def compared(
    names: Sequence[str], rows: Mapping[str, Sequence[float]], form: str = ".2f"
) -> list[str]:
    """Write a table of our figures (first) and others', ours divided by each of theirs.

    >>> compared(["ours", "plain"], {"ms": [5, 10]})[2]
    '| ms | 0.50 | 5.00 | 10.00 |'
    """
    lines = []
    for name, figures in rows.items():
        ratios = (f"{figures[0] / each:.2f}" for each in figures[1:])
        lines.append(
            " | ".join([name, *ratios, *(f"{each:{form}}" for each in figures)])
        )
    head = ["", *(f"ratio to {name}" for name in names[1:]), *names]
    return table(" | ".join(head), lines)


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a report, and say where it is."""
    path.write_text("\n".join(lines).rstrip() + "\n", "utf-8")
    print(path)
