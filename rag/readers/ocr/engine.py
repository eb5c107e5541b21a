"""Lines of text in a picture, by RapidOCR and the models that it brings along.

It runs in a reader's process alone: without a network, and within its limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import atan2, cos, sin
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

from rag.readers.pdf.runs import Run

Pixels = NDArray[np.uint8]
"""A picture of shape (height, width, 3), blue first."""

Boxes = NDArray[np.float32]
"""Shape (n, 4), left, top, right and bottom, in shares (0 to 1) of a page."""

POINTS_PER_INCH = 72
DPI = 200
"""How fine pages are drawn: at that skewed and noisy scans were read without fault."""

SAME_SIZE = 0.35
"""Heights of lines in one font differ by so much, with their letters."""

_PARAMETERS = {
    "Global.log_level": "critical",
    # The kernel lets a reader start no thread.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    # Where each letter was read, which its model knows anyway.
    "Global.return_word_box": True,
    "Global.return_single_char_box": True,
}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    corners: NDArray[np.float64]
    """Shape (4, 2), in points, from the top left on, clockwise; y grows downwards."""

    drawn: tuple[int, ...] = ()
    """The number on the page of each character that is no space."""


def runs_in(pixels: Pixels, page: int, dpi: float) -> tuple[list[Run], Boxes]:
    """Read the lines of a picture, turned level.

    Args:
        pixels: The picture.
        page: Its page's number, from 1.
        dpi: Its pixels an inch.

    Returns:
        The lines, and the box of each character that is no space, as it stands in the
        picture; `drawn` of a line has their numbers.
    """
    found: Any = RapidOCR(params=_PARAMETERS)(pixels)
    if not found.txts:
        return [], np.zeros((0, 4), dtype=np.float32)
    corners = np.asarray(found.boxes, dtype=np.float64)
    texts = [text.strip() for text in found.txts]
    # It leaves out a line's letters where it has none.
    is_each = len(found.word_results) == len(texts)
    letters = found.word_results if is_each else [()] * len(texts)
    boxes = list(map(letter_boxes, texts, corners, letters))
    ends = list(accumulate(map(len, boxes)))
    lines = [
        _Line(text, each * POINTS_PER_INCH / dpi, tuple(range(end - len(box), end)))
        for text, each, box, end in zip(texts, corners, boxes, ends, strict=True)
        if text
    ]
    height, width, _ = pixels.shape
    shares = np.concatenate(boxes) / (width, height, width, height)
    runs = _levelled(lines, page) if lines else []
    return runs, shares.clip(0, 1).astype(np.float32)


def letter_boxes(
    text: str, corners: NDArray[np.float64], found: Sequence[tuple[str, float, Any]]
) -> NDArray[np.float64]:
    """Give the box of each character of a line that is no space.

    Args:
        text: The line.
        corners: Shape (4, 2), its corners, from the top left on, clockwise.
        found: Its characters as they were found, each with four corners.

    Returns:
        Shape (n, 4). Where others were found than those of the line, they are taken
        to be as wide as each other.
    """
    places = [at for at, letter in enumerate(text) if not letter.isspace()]
    if places and [letter for letter, _, _ in found] == [text[at] for at in places]:
        quads = np.array([quad for _, _, quad in found], dtype=np.float64)
    else:
        top_left, top_right, bottom_right, bottom_left = corners
        edges = np.array([(at, at + 1) for at in places]).reshape(-1, 2, 1)
        shares = edges / max(1, len(text))
        above = top_left + shares * (top_right - top_left)
        below = bottom_left + shares * (bottom_right - bottom_left)
        quads = np.concatenate((above, below), 1)
    return np.concatenate((quads.min(1), quads.max(1)), 1)


def _levelled(lines: list[_Line], page: int) -> list[Run]:
    """Turn lines by the angle that most of them have, and give them their sizes."""
    angles = [atan2(*(line.corners[1] - line.corners[0])[::-1]) for line in lines]
    angle = median(angles)
    turn = np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])
    boxes = [line.corners @ turn for line in lines]
    heights = [float(box[:, 1].max() - box[:, 1].min()) for box in boxes]
    usual = median(heights)
    return [
        Run(
            text=line.text,
            page=page,
            x0=float(box[:, 0].min()),
            x1=float(box[:, 0].max()),
            top=float(box[:, 1].min()),
            bottom=float(box[:, 1].max()),
            size=usual if abs(height - usual) <= SAME_SIZE * usual else height,
            is_bold=False,
            drawn=line.drawn,
        )
        for line, box, height in zip(lines, boxes, heights, strict=True)
    ]
