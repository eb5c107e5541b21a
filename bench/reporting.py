"""What all reports share: how they were made, and tables in Markdown."""

import platform
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from itertools import chain, repeat
from typing import Any

import torch

from bench.measuring import Figures

FEATURES = ("avx2", "avx512_f", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8")
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


def section(title: str, text: str, table: Iterable[str]) -> list[str]:
    """Write a section: what is measured, and the figures."""
    return [f"## {title}", *([text] if text else []), "", *table]


def table(rows: Sequence[Mapping[str, object]], *forms: str) -> list[str]:
    """Write a table of figures by column, and the empty line after it.

    Args:
        rows: None is a dash.
        forms: How each column is written; the last one holds for all that follow.

    >>> table([{"n": 1000, "ms": 6.84}], ",", ".1f")
    ['| n | ms |', '| --- | ---: |', '| 1,000 | 6.8 |', '']
    """
    lines = [list(rows[0]), ["---", *["---:"] * (len(rows[0]) - 1)]]
    for row in rows:
        formed = zip(row.values(), chain(forms, repeat(forms[-1])), strict=False)
        lines.append(["–" if v is None else format(v, form) for v, form in formed])
    return [*(f"| {' | '.join(cells)} |" for cells in lines), ""]


def compared(found: Mapping[str, Figures]) -> list[str]:
    """Write a table of our figures (first) and others', ours divided by each of theirs.

    >>> compared({"ours": {"ms": 5}, "plain": {"ms": 10}})[2]
    '| ms | 0.50 | 5.00 | 10.00 |'
    """
    (_, ours), *others = found.items()
    rows = []
    for name, figure in ours.items():
        ratios = {f"ratio to {who}": figure / its[name] for who, its in others}
        figures = {who: its[name] for who, its in found.items()}
        rows.append({"": name} | ratios | figures)
    return table(rows, "", ".2f")
