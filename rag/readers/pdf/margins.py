"""Running heads in the margin: beside the text, in its lines, and none of it.

Journals have a short title there, and the page's number, at one place on each page or
on each second one.
"""

from collections.abc import Callable, Sequence
from math import inf

from rag.readers.pdf.running_heads import is_again
from rag.readers.pdf.runs import Run, is_beside
from rag.readers.pdf.stretches import GAP_EMS

MIN_TEXT_CHARS = 40
"""Lines of at least that many are the text's; what they leave free is the margin."""

MAX_HEADS = 3
"""More of one page that others have are the labels of a form, or notes."""

STEPS = (1, -1, 2, -2)
"""So many pages further the like is looked for: left pages may have their own."""

Near = Callable[[Run, int], str]
"""Gives what stands at the place of a run, so many pages further."""


def without_margins(runs: Sequence[Run], near: Near) -> list[Run]:
    """Leave out what stands beside the text of a page, and of another one, too.

    Args:
        runs: The runs of a page.
        near: Reads the pages before and behind.

    Returns:
        The other runs; all of them where no words in the margin are on a line of text.
    """
    text = [run for run in runs if len(run.text) >= MIN_TEXT_CHARS]
    left = min((run.x0 for run in text), default=0.0)
    right = max((run.x1 for run in text), default=inf)
    beside = [
        run for run in runs if max(left - run.x1, run.x0 - right) > GAP_EMS * run.size
    ]
    # Most margins are empty, and other pages take their time.
    if not any(_is_worded(run) and _beside(run, text) for run in beside):
        return list(runs)
    heads = [run for run in beside if _is_head(run, runs, near)]
    is_sure = any(_is_worded(run) and _beside(run, text) for run in heads)
    found = set(map(id, heads)) if is_sure and len(heads) <= MAX_HEADS else set()
    return [run for run in runs if id(run) not in found]


def _is_worded(run: Run) -> bool:
    return any(map(str.isalpha, run.text))


def _beside(run: Run, runs: Sequence[Run]) -> list[Run]:
    """Give what stands on the line of a run."""
    return [each for each in runs if each is not run and is_beside(run, each)]


def _is_head(run: Run, runs: Sequence[Run], near: Near) -> bool:
    """Tell whether a run comes again on another page, and nothing else of its line.

    The names of a table's columns come again together; a caption has a line for itself.
    """

    def comes_again(each: Run, step: int) -> bool:
        return is_again(each.text, near(each, step), step)

    line = _beside(run, runs)
    steps = [step for step in STEPS if comes_again(run, step)] if line else []
    return bool(steps) and not any(comes_again(each, steps[0]) for each in line)
