"""What all reports share: how they were made, and tables in Markdown."""

import platform
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

from bench.measuring import Figures

FEATURES = ("avx2", "avx512_f", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8")
PACKAGES = ("sentence-transformers", "torch", "onnxruntime", "faiss-cpu", "bm25s")
"""What the figures depend on most: a report names their versions."""


def made_by(module: str) -> str:
    """Name the command, the processor and the versions of packages, in a sentence."""
    import torch  # here, as it is slow and most of what reports has no use for it

    command = shlex.join(["python", "-m", module, *sys.argv[1:]])
    # A path of this machine.
    command = re.sub(r" --peers \S+", " --peers PYTHON", command)
    has: dict[str, Any] = torch.cpu.get_capabilities()
    features = ", ".join(name for name in FEATURES if has.get(name))
    machine = f"{has['num_physical_cores']} cores of an {has['cpu_name']} ({features})"
    python = f"Python {platform.python_version()}"
    versions = ", ".join([python, *(f"{name} {version(name)}" for name in PACKAGES)])
    return f"Made by `{command}`, on {machine}, {versions}."


def section(title: str, text: str, table: Iterable[str]) -> list[str]:
    """Write a section: what is measured, and the figures."""
    return [f"## {title}", *([text] if text else []), "", *table]


def cell(value: object) -> str:
    """Write a number in about three digits, a text as it is, and a dash for None.

    >>> cell(0.9481), cell(1.0), cell(15.69), cell(1345.2), cell(10_000)
    ('0.948', '1.000', '15.7', '1,345', '10,000')
    """
    if isinstance(value, float):
        digits = sum(value < limit for limit in (100, 10)) + (value <= 1)
        return f"{value:,.{digits}f}"
    if isinstance(value, int):
        return f"{value:,}"
    return "–" if value is None else str(value)


def row(*cells: object) -> str:
    """Write a row of a table."""
    return f"| {' | '.join(map(cell, cells))} |"


def table(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Write a table, and the empty line after it; rows name their columns.

    >>> table([{"n": 1000, "ms": 6.84}])
    ['| n | ms |', '| --- | ---: |', '| 1,000 | 6.84 |', '']
    """
    line = row("---", *["---:"] * (len(rows[0]) - 1))
    return [row(*rows[0]), line, *(row(*each.values()) for each in rows), ""]


def compared(found: Mapping[str, Figures]) -> list[str]:
    """Write a table of our figures (first) and others', ours divided by each of theirs.

    >>> compared({"ours": {"ms": 5}, "plain": {"ms": 10}})[2]
    '| ms | 0.500 | 5 | 10 |'
    """
    (_, ours), *others = found.items()
    rows = []
    for name, figure in ours.items():
        figures = {who: its[name] for who, its in found.items()}
        ratios = {
            f"ratio to {who}": figure / its[name] if its[name] else None
            for who, its in others
        }
        rows.append({"": name} | ratios | figures)
    return table(rows)
