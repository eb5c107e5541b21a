"""The straight lines of a page, across and down, that may rule its tables."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # it has no stubs
from pypdfium2 import raw

from rag.readers.pdf.glyphs import upright

SNAP_POINTS = 3.0
"""Lines nearer than that are one, ends nearer than that meet (pdfplumber's default)."""

MIN_LENGTH = 4.0
"""Shorter ones are the ends of thick lines, or parts of a drawing."""

MAX_OBJECTS = 20_000
MAX_SEGMENTS = 5_000
MAX_RULINGS = 400
"""What has more is a drawing, or a map."""


class Ruling(NamedTuple):
    """A straight line: where it is on one axis, and from where to where on the other.

    Points, with y growing downwards, as of runs.
    """

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        """Tell whether it goes past a place along it."""
        return self.start - SNAP_POINTS <= place <= self.end + SNAP_POINTS


class Rulings(NamedTuple):
    """The lines of a page: those across, and those down."""

    across: list[Ruling]
    down: list[Ruling]


NONE = Rulings([], [])
_Point = tuple[float, float]


def rulings_of(page: pdfium.PdfPage, turn: int) -> Rulings:
    """Find the lines of a page, turned as its text is.

    Sides of boxes count, too: many programs draw a table as these.

    Args:
        page: An open page.
        turn: Quarter turns, counter-clockwise, of its text.

    Returns:
        None at all where there are too many to be those of tables.
    """
    # The lines that are drawn, and the sides of what is filled.
    strokes = [stroke for path in paths_of(page) for stroke in _strokes_of(path)]
    if not strokes:
        return NONE
    points = np.array(strokes, np.float64).reshape(-1, 2).T
    turns = np.full(points.shape[1], turn, np.int8)
    xs, ys = upright((points[0], points[1]), turns)
    across, down = [], []
    for (x0, x1), (y0, y1) in zip(
        xs.reshape(-1, 2).tolist(), (-ys).reshape(-1, 2).tolist(), strict=True
    ):
        if abs(y1 - y0) < 1 and abs(x1 - x0) >= MIN_LENGTH:
            across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) < 1 and abs(y1 - y0) >= MIN_LENGTH:
            down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    found = Rulings(_joined(across), _joined(down))
    return NONE if max(map(len, found)) > MAX_RULINGS else found


def _joined(lines: list[Ruling]) -> list[Ruling]:
    """Join lines that lie on one another, or go on where another ends."""
    joined: list[Ruling] = []
    for group in _near(sorted(lines)):
        at = sum(line.at for line in group) / len(group)
        first, *others = sorted(group, key=lambda line: line.start)
        start, end = first.start, first.end
        for line in others:
            if line.start > end + SNAP_POINTS:
                joined.append(Ruling(at, start, end))
                start = line.start
            end = max(end, line.end)
        joined.append(Ruling(at, start, end))
    return joined


def _near(lines: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    group = list(lines[:1])
    for line in lines[1:]:
        if line.at - group[0].at > SNAP_POINTS:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def paths_of(page: pdfium.PdfPage) -> list[raw.FPDF_PAGEOBJECT]:
    """Give the paths of a page that are seen; none where there are too many."""
    paths = []
    count = raw.FPDFPage_CountObjects(page)
    left = MAX_SEGMENTS
    for number in range(count if count <= MAX_OBJECTS else 0):
        found = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(found) != raw.FPDF_PAGEOBJ_PATH:
            continue
        left -= raw.FPDFPath_CountSegments(found)
        if left < 0:
            return []
        if _is_seen(found):
            paths.append(found)
    return paths


def _is_seen(path: raw.FPDF_PAGEOBJECT) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value or stroke.value)


def _strokes_of(path: raw.FPDF_PAGEOBJECT) -> Iterator[tuple[_Point, _Point]]:
    """Give the straight parts of a path, in points of the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = before = (0.0, 0.0)
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, begun
        before = point
