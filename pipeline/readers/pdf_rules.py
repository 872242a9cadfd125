"""What a page draws besides text: ruling lines, and how much of it is pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from tiaokuan.pipeline.readers.pdf_frame import Frame
from tiaokuan.pipeline.readers.pdf_model import Rule

_THIN = 3.0  # points: what is no thicker is a line, drawn as a filled box or not
_SHORT = 4.0  # points: shorter strokes rule nothing
_MAX_OBJECTS = 100_000
_MAX_SEGMENTS = 5_000
_MAX_DEPTH = 6
_PAGE_SHARE = 0.95


class Drawing:
    """Ruling lines and the share of the page that pictures cover, collected from the page's objects.

    Forms (groups of objects) are looked into, to a depth and a number that bound the work: ``complete`` is False where
    a bound was met.
    """

    def __init__(self, frame: Frame) -> None:
        self.rules: list[Rule] = []
        self.picture = 0.0
        self.drawn = 0
        self.complete = True
        self._frame = frame
        self._left = _MAX_OBJECTS

    def collect(self, page: Any) -> None:
        """Go through a PDFium page (raw handle)."""
        from pypdfium2 import raw

        self._walk((raw.FPDFPage_GetObject(page, i) for i in range(raw.FPDFPage_CountObjects(page))), _identity(), 0)

    def _walk(self, objects: Iterator[Any], matrix: Matrix, depth: int) -> None:
        from pypdfium2 import raw

        for obj in objects:
            if self._left <= 0 or depth > _MAX_DEPTH:
                self.complete = False
                return
            self._left -= 1
            kind = raw.FPDFPageObj_GetType(obj)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self.drawn += 1
                self._path(obj, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._image(obj, matrix)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                inner = raw.FS_MATRIX()
                raw.FPDFPageObj_GetMatrix(obj, inner)
                parts = (raw.FPDFFormObj_GetObject(obj, i) for i in range(raw.FPDFFormObj_CountObjects(obj)))
                self._walk(parts, _times(_values(inner), matrix), depth + 1)

    def _image(self, obj: Any, matrix: Matrix) -> None:
        box = self._bounds(obj, matrix)
        if box is not None:
            page = self._frame.width * self._frame.height
            x0, top, x1, bottom = (
                max(box[0], 0),
                max(box[1], 0),
                min(box[2], self._frame.width),
                min(box[3], self._frame.height),
            )
            self.picture = min(1.0, self.picture + max(0.0, x1 - x0) * max(0.0, bottom - top) / page if page else 0.0)

    def _bounds(self, obj: Any, matrix: Matrix) -> tuple[float, float, float, float] | None:
        """An object's box in the reading frame."""
        from pypdfium2 import raw

        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not raw.FPDFPageObj_GetBounds(obj, left, bottom, right, top):
            return None
        (xa, ya), (xb, yb) = _point(matrix, left.value, bottom.value), _point(matrix, right.value, top.value)
        return self._frame.box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    def _path(self, obj: Any, matrix: Matrix) -> None:
        from pypdfium2 import raw

        box = self._bounds(obj, matrix)
        if box is None or not _painted(obj):
            return
        width, height = box[2] - box[0], box[3] - box[1]
        if width <= _THIN or height <= _THIN:
            self._add(*box)
            return
        if width >= _PAGE_SHARE * self._frame.width and height >= _PAGE_SHARE * self._frame.height:
            return
        count = raw.FPDFPath_CountSegments(obj)
        if count > _MAX_SEGMENTS:
            self.complete = False
            return
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(obj, own)
        whole = _times(_values(own), matrix)
        for (xa, ya), (xb, yb) in _strokes(obj, count):
            (x0, y0), (x1, y1) = _point(whole, xa, ya), _point(whole, xb, yb)
            self._add(*self._frame.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _add(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """Keep a thin box as a rule along its longer side."""
        width, height = x1 - x0, bottom - top
        if height <= _THIN and width >= _SHORT and width > height:
            middle = (top + bottom) / 2
            self.rules.append(Rule(x0, middle, x1, middle))
        elif width <= _THIN and height >= _SHORT:
            middle = (x0 + x1) / 2
            self.rules.append(Rule(middle, top, middle, bottom))


Matrix = tuple[float, float, float, float, float, float]


def _identity() -> Matrix:
    return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _values(matrix: Any) -> Matrix:
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that applies ``first``, then ``then`` (PDF 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _painted(obj: Any) -> bool:
    """Whether a path is stroked, or filled with something else than white."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(obj, fill, stroke)
    if stroke.value:
        return True
    if not fill.value:
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(obj, red, green, blue, alpha)
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 250


def _strokes(obj: Any, count: int) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight segments of a path, as pairs of points in its own space."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(obj, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield last, start
            last = start
