"""Ruled tables in a picture: the ruling lines, the cells between them, and which text stands in which cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tiaokuan.pipeline.readers.base import Box
from tiaokuan.pipeline.readers.ocr_engine import TextLine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]

Place = tuple[int, int]
_MAX_TABLES = 50
_MAX_BORDERS = 300
_DRAWN = 0.6  # of a border between two places that must be drawn for them to be two cells
_FRAME = 0.8  # of a table's top and bottom that must be drawn
_RULED = 0.3  # of the borders inside a table that must be drawn: boxes joined by arrows are no table
_NEAR = 0.5  # ems: rulings nearer than this are one


@dataclass(slots=True)
class RuledCell:
    """A cell by its place in the grid, its box in pixels, and the text lines in it."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class RuledTable:
    """A ruled table: its box and its cells in row-major order."""

    box: Box
    rows: int
    cols: int
    cells: list[RuledCell]


def find_tables(picture: Picture, em: float) -> list[RuledTable]:
    """The ruled tables of a straightened page, from top to bottom; ``em`` is the size of a character in pixels."""
    import cv2
    import numpy as np

    level, upright = _rulings(picture, em)
    both = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(both, connectivity=8)
    tables: list[RuledTable] = []
    for x, y, w, h, _ in sorted(stats[1:].tolist(), key=lambda s: s[2] * s[3], reverse=True)[:_MAX_TABLES]:
        if w > 6 * em and h > 1.5 * em and not any(_holds(t.box, x, y) for t in tables):
            area = (slice(y, y + h), slice(x, x + w))
            table = _table(level[area] > 0, upright[area] > 0, x, y, em)
            if table is not None:
                tables.append(table)
    return sorted(tables, key=lambda t: (t.box[1], t.box[0]))


def place_lines(tables: list[RuledTable], lines: list[TextLine]) -> list[TextLine]:
    """Put each character that stands in a cell into it (a line across several cells is cut); what stands outside."""
    outside = []
    for line in lines:
        middle = (line.box[1] + line.box[3]) / 2
        table = next((t for t in tables if _overlap(t.box, line.box) > 0.5), None)
        if table is None:
            outside.append(line)
            continue
        start, cell = 0, _cell_at(table, line, 0, middle)
        for i in range(1, len(line.text) + 1):
            here = _cell_at(table, line, i, middle) if i < len(line.text) else None
            if i == len(line.text) or (here is not cell and here is not None):
                if cell is not None and line.text[start:i].strip():
                    cell.lines.append(cut(line, start, i))
                start, cell = i, here
    return outside


def cut(line: TextLine, start: int, end: int) -> TextLine:
    """A stretch of a line, white space at its ends left out; it holds something else."""
    while line.text[start].isspace():
        start += 1
    while line.text[end - 1].isspace():
        end -= 1
    places = line.places[start:end]
    whole = start == 0 and end == len(line.text)
    box = line.box if whole else (places[0][0], line.box[1], places[-1][1], line.box[3])
    return TextLine(line.text[start:end], box, line.confidences[start:end], places)


def _cell_at(table: RuledTable, line: TextLine, index: int, y: float) -> RuledCell | None:
    """The cell in which a character stands; the nearest one for what hangs over the table's edge."""
    if line.text[index].isspace():
        return None
    x = sum(line.places[index]) / 2

    def distance(cell: RuledCell) -> float:
        x0, y0, x1, y1 = cell.box
        return max(x0 - x, 0, x - x1) + max(y0 - y, 0, y - y1)

    return min(table.cells, key=distance)


def _overlap(outer: Box, inner: Box) -> float:
    """The share of ``inner`` that lies in ``outer``."""
    width = min(outer[2], inner[2]) - max(outer[0], inner[0])
    height = min(outer[3], inner[3]) - max(outer[1], inner[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return max(0.0, width) * max(0.0, height) / area if area else 0.0


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _rulings(picture: Picture, em: float) -> tuple[Picture, Picture]:
    """Masks of level and of upright ruling lines: dark strokes longer than any stroke of a character."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    block = max(15, int(em) * 2 | 1)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12)
    masks = []
    for across, length in ((True, 3.0), (False, 1.7)):
        size = max(12, int(length * em))
        near = np.ones((2, 1) if across else (1, 2), np.uint8)
        kernel = np.ones((1, size) if across else (size, 1), np.uint8)
        masks.append(cv2.morphologyEx(cv2.dilate(dark, near), cv2.MORPH_OPEN, kernel))
    return masks[0], masks[1]


def _table(level: Picture, upright: Picture, x: int, y: int, em: float) -> RuledTable | None:
    """The table of one group of rulings (masks cut to it), or None where they make no grid of two cells or more."""
    height, width = level.shape
    ys = _borders(level.sum(axis=1), 3 * em, em, height)
    xs = _borders(upright.sum(axis=0), 1.5 * em, em, width)
    if len(ys) < 2 or len(xs) < 2 or (len(ys) - 1) * (len(xs) - 1) < 2 or max(len(ys), len(xs)) > _MAX_BORDERS:
        return None
    reach = max(2, int(em / 4))
    xs = [x for i, x in enumerate(xs) if i in (0, len(xs) - 1) or _is_whole(upright, x, ys, reach)]
    if not _framed(level, upright, ys, xs, reach):
        return None
    cells = _merge(level, upright, ys, xs, reach)
    if cells is None or len(cells) < 2:
        return None
    for cell in cells:
        x0, y0, x1, y1 = cell.box
        cell.box = (x0 + x, y0 + y, x1 + x, y1 + y)
    return RuledTable((x, y, x + width, y + height), len(ys) - 1, len(xs) - 1, cells)


def _borders(profile: Picture, least: float, em: float, end: int) -> list[int]:
    """Where rulings lie, by how many pixels each row (or column) of a mask has; the outer edges are borders."""
    import numpy as np

    found: list[int] = [0]
    for at in np.flatnonzero(profile >= least).tolist():
        if at - found[-1] > _NEAR * em:
            found.append(at)
        elif len(found) > 1:
            found[-1] = at
    if end - 1 - found[-1] <= _NEAR * em and len(found) > 1:
        found[-1] = end - 1
    else:
        found.append(end - 1)
    return found


def _is_whole(upright: Picture, x: int, ys: list[int], reach: int) -> bool:
    """Whether an upright ruling fills the height of some row: strokes of large characters do not."""
    return any(_drawn(upright, x, a, b, reach, across=False, margin=0.02) > 0.92 for a, b in pairwise(ys))


def _framed(level: Picture, upright: Picture, ys: list[int], xs: list[int], reach: int) -> bool:
    """Whether a table has its outer lines: top and bottom, and left and right both or neither."""
    height, width = level.shape
    if any(_drawn(level, y, 0, width, reach, across=True, margin=0.02) < _FRAME for y in (ys[0], ys[-1])):
        return False
    sides = [_drawn(upright, x, 0, height, reach, across=False, margin=0.02) for x in (xs[0], xs[-1])]
    return min(sides) >= _FRAME or max(sides) < 1 - _FRAME


def _drawn(mask: Picture, at: int, start: int, end: int, reach: int, *, across: bool,
           margin: float = 0.125) -> float:
    """The share of a border, from ``start`` to ``end`` but for a ``margin`` at both, along which a ruling is drawn."""
    low = max(0, at - reach)
    inner = int((end - start) * margin)
    start, end = start + inner, end - inner
    if across:
        part = mask[low : at + reach + 1, start:end].any(axis=0)
    else:
        part = mask[start:end, low : at + reach + 1].any(axis=1)
    return float(part.mean()) if part.size else 1.0


def _merge(level: Picture, upright: Picture, ys: list[int], xs: list[int], reach: int) -> list[RuledCell] | None:
    """The cells of a grid: places without a ruling between them are one, if they make a rectangle. None where too few
    rulings are drawn for a table."""
    rows, cols = len(ys) - 1, len(xs) - 1
    open_borders = [((r, c), (r, c + 1)) for r in range(rows) for c in range(cols - 1)
                    if _drawn(upright, xs[c + 1], ys[r], ys[r + 1], reach, across=False) < _DRAWN]
    open_borders += [((r, c), (r + 1, c)) for r in range(rows - 1) for c in range(cols)
                     if _drawn(level, ys[r + 1], xs[c], xs[c + 1], reach, across=True) < _DRAWN]
    inside = rows * (cols - 1) + (rows - 1) * cols
    if inside - len(open_borders) < _RULED * inside:
        return None
    groups = _groups([(r, c) for r in range(rows) for c in range(cols)], open_borders)
    return sorted((cell for places in groups for cell in _cells(places, ys, xs)), key=lambda cell: (cell.row, cell.col))


def _groups(places: list[Place], pairs: list[tuple[Place, Place]]) -> list[list[Place]]:
    """The places, those that pairs join together in one group."""
    owner = {place: place for place in places}

    def root(place: Place) -> Place:
        while owner[place] != place:
            place = owner[place]
        return place

    for a, b in pairs:
        first, second = sorted((root(a), root(b)))
        owner[second] = first
    groups: dict[Place, list[Place]] = {}
    for place in places:
        groups.setdefault(root(place), []).append(place)
    return list(groups.values())


def _cells(places: list[Place], ys: list[int], xs: list[int]) -> list[RuledCell]:
    """A group of places as one cell where they fill a rectangle, else as one cell for each."""
    top, bottom = min(r for r, _ in places), max(r for r, _ in places)
    left, right = min(c for _, c in places), max(c for _, c in places)
    if len(places) != (bottom - top + 1) * (right - left + 1):
        return [RuledCell(r, c, 1, 1, (xs[c], ys[r], xs[c + 1], ys[r + 1])) for r, c in places]
    box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
    return [RuledCell(top, left, bottom - top + 1, right - left + 1, box)]
