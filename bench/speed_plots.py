"""The plots of `bench.speed`: small, dark on white."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl

from bench.page_speed import PageSpeed
from bench.speed_peers import PeerComparison, PeerFigures
from bench.speed_questions import Parts
from bench.speed_start import STAGES, Stages

OURS, OTHERS = "#b8481f", "#8a94a3"
mpl.use("agg")
mpl.rcParams |= {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "savefig.dpi": 120,
}


def peers(compared: PeerComparison, folder: Path) -> Iterator[str]:
    """Draw every program's ratios to the plain one."""
    plain = next(f for f in compared.figures if f.program.module == "plain")
    figures = compared.figures[::-1]
    panels: tuple[tuple[str, Callable[[PeerFigures], float]], ...] = (
        ("question p50", lambda f: f.p50_ms / plain.p50_ms),
        ("cold start", lambda f: f.cold_s / plain.cold_s),
        ("memory", lambda f: f.memory_mb / plain.memory_mb),
        (
            "passages built a second",
            lambda f: f.per_second[0] / plain.per_second[0],
        ),
        ("hit@1 (itself, no ratio)", lambda f: f.hit_at_1),
    )
    figure, axes = _subplots(1, len(panels), (12, 2.8), sharey=True)
    for axis, (name, value) in zip(axes, panels, strict=True):
        values = [value(one) for one in figures]
        names = [one.program.title.partition(" + ")[0] for one in figures]
        ours = [one.program.module == "quotewell" for one in figures]
        bars = axis.barh(names, values, color=[OURS if is_ else OTHERS for is_ in ours])
        axis.bar_label(bars, fmt="%.2f", padding=2, fontsize=8)
        axis.set_title(name, fontsize=9)
        axis.set_xlim(0, max(values) * 1.25)
        axis.axvline(1, color="black", linewidth=0.6, linestyle=":")
    yield from _saved(figure, folder / "speed-peers.png", "Ratios to the plain script")


def question_parts(columns: Mapping[str, Parts], folder: Path) -> Iterator[str]:
    """Draw where a question's time goes, a bar for each library."""
    figure, axis = _subplots(1, 1, (9, 2.4))
    colors = mpl.colormaps["tab20"].colors
    left = [0.0] * len(columns)
    for number, part in enumerate(next(iter(columns.values()))):
        widths = [parts[part] for parts in columns.values()]
        axis.barh(list(columns), widths, left=left, color=colors[number], label=part)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    axis.set_xlabel("ms")
    axis.legend(ncols=5, fontsize=7, loc="lower center", bbox_to_anchor=(0.5, 1))
    yield from _saved(figure, folder / "speed-question.png", "A question's time")


def start_stages(ours: Stages, plain: Stages, folder: Path) -> Iterator[str]:
    """Draw what a start does when, before and after."""
    figure, axes = _subplots(2, 1, (9, 4), sharex=True)
    for axis, (name, stages, color) in zip(
        axes,
        (("before: plain", plain, OTHERS), ("after: Quotewell", ours, OURS)),
        strict=True,
    ):
        shown = [stage for stage in reversed(STAGES) if stage in stages]
        for stage in shown:
            span = stages[stage]
            width = max(span.ended_s - span.began_s, 0.02)
            axis.barh(stage, width, left=span.began_s, color=color)
        axis.set_title(name, fontsize=9, loc="left")
    axes[-1].set_xlabel("seconds from the command")
    yield from _saved(figure, folder / "speed-start.png", "What a start does when")


def page_turns(speed: PageSpeed, folder: Path) -> Iterator[str]:
    """Draw what the page adds to each turn of a conversation."""
    figure, axis = _subplots(1, 1, (6, 2.4))
    axis.plot(range(1, len(speed.turns) + 1), speed.turns, marker="o", color=OURS)
    axis.set(xlabel="turn", ylabel="ms beside retrieval", ylim=(0, None))
    axis.set_xticks(range(1, len(speed.turns) + 1))
    yield from _saved(figure, folder / "speed-page.png", "Enter to answer, by turn")


def _subplots(
    rows: int, columns: int, size: tuple[float, float], **shared: Any
) -> tuple[Any, Any]:
    from matplotlib import pyplot

    return pyplot.subplots(rows, columns, figsize=size, layout="constrained", **shared)


def _saved(figure: Any, path: Path, title: str) -> Iterator[str]:
    """Write a plot, and give the lines that show it."""
    from matplotlib import pyplot

    figure.savefig(path, metadata={"Software": None})
    pyplot.close(figure)
    yield f"![{title}]({path.name})"
    yield ""
