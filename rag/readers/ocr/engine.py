"""Lines of text in a picture, by RapidOCR and the models that it brings along.

It runs in a reader's process alone: without a network, and within its limits.
"""

from dataclasses import dataclass
from math import atan2, cos, sin
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

from rag.readers.pdf.runs import Run

Pixels = NDArray[np.uint8]
"""A picture of shape (height, width, 3), blue first."""

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
}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    corners: NDArray[np.float64]
    """Shape (4, 2), in points, from the top left on, clockwise; y grows downwards."""


def runs_in(pixels: Pixels, page: int, dpi: float = DPI) -> list[Run]:
    """Read the lines of a picture, turned level.

    Args:
        pixels: The picture.
        page: Its page's number, from 1.
        dpi: Its pixels an inch.
    """
    found: Any = RapidOCR(params=_PARAMETERS)(pixels)
    if not found.txts:
        return []
    corners = np.asarray(found.boxes, dtype=np.float64) * POINTS_PER_INCH / dpi
    lines = [
        _Line(text.strip(), each)
        for text, each in zip(found.txts, corners, strict=True)
        if text.strip()
    ]
    return _levelled(lines, page)


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
        )
        for line, box, height in zip(lines, boxes, heights, strict=True)
    ]
