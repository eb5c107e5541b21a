"""What all reports share: how they were made, tables in Markdown, and plots."""

import platform
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

FEATURES = ("avx2", "avx512_f", "avx512_bf16", "avx512_vnni", "amx_bf16", "amx_int8")
FOLDERS = ("--cache", "--work", "--out")
"""Arguments that name folders or files of one machine."""

RESULTS = Path(__file__).parent / "results"
MEBIBYTE = 2**20
OURS, OTHERS = "#b8481f", "#8a94a3"
STYLE = {"font.size": 9, "axes.spines.top": False, "axes.spines.right": False}


Column = tuple[str, str, Callable[[Any], float | str]]
"""Of a table: its name, the format of its figures, and how a record gives them."""

Panels = Mapping[str, Mapping[str, tuple[Sequence[float], Sequence[float]]]]
"""Of a plot: by title and by label, where a line goes, along both axes."""


def head(title: str, module: str, packages: Iterable[str], *text: str) -> list[str]:
    """Begin a report: how it was made, and what holds for all of it."""
    lines = [f"# {title}", made_by(module, packages), "".join(text)]
    return [line for text in lines if text for line in (text, "")]


def made_by(module: str, packages: Iterable[str]) -> str:
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


def section(title: str, *text: str) -> list[str]:
    """Begin a section with some text, and leave the line after it empty."""
    return [f"## {title}", *(["".join(text)] if text else []), ""]


def table(head: str, rows: Iterable[str], align: str = "---") -> list[str]:
    """Write a table, and the empty line after it.

    >>> table("passages | ms", ["15 | 6.8"])
    ['| passages | ms |', '| --- | --- |', '| 15 | 6.8 |', '']
    """
    line = " | ".join([align] * (head.count(" | ") + 1))
    return [*(f"| {cells} |" for cells in (head, line, *rows)), ""]


def table_of(columns: Sequence[Column], records: Iterable[Any]) -> list[str]:
    """Write a table of figures, a row for each record, and the empty line after it.

    >>> table_of([("ms", ".1f", lambda seconds: seconds * 1000)], [0.0068])
    ['| ms |', '| ---: |', '| 6.8 |', '']
    """
    rows = (
        " | ".join(f"{value(record):{form}}" for _, form, value in columns)
        for record in records
    )
    return table(" | ".join(name for name, _, _ in columns), rows, "---:")


@contextmanager
def plot(path: Path, rows: int, columns: int, *size: float, **shared: Any) -> Iterator:
    """Give the axes of a plot, `size` in inches, and save it when they are drawn."""
    # Not at the top: a report is tested without it.
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        figure = Figure(size, dpi=120, layout="constrained")
        yield figure.subplots(rows, columns, **shared)
        figure.savefig(path, metadata={"Software": None})


def draw_growth(path: Path, of: str, panels: Panels) -> list[str]:
    """Draw lines over the number `of` something, both axes logarithmic."""
    with plot(path, 1, len(panels), 16, 4) as axes:
        for axis, (title, lines) in zip(axes, panels.items(), strict=True):
            for name, (numbers, values) in lines.items():
                axis.plot(numbers, values, marker="o", label=name)
            axis.set(xlabel=of, title=title, xscale="log", yscale="log")
            if len(lines) > 1:
                axis.legend()
    return picture("growth", path)


def picture(title: str, path: Path) -> list[str]:
    """Show a plot, and leave the line after it empty."""
    return [f"![{title}]({path.name})", ""]


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a report."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines).rstrip() + "\n", "utf-8")
