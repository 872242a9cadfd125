"""The borders and the pitch of a document's text, which tell where its paragraphs begin and end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tiaokuan.pipeline.readers.pdf_model import Grid, GridCell, Line, PageText

_NEAR = 3.0
_WIDE = 0.5  # share of the page that the text of one column takes, at least
_LOOSEST = 1.5  # times the usual pitch: lines farther apart are two paragraphs'


def body_size(pages: list[PageText]) -> float:
    """The font size of most characters outside of tables, else inside, in points; 0 where there is no text."""
    weights: list[dict[float, int]] = [defaultdict(int), defaultdict(int)]
    for page in pages:
        for item in page.items:
            for line in _lines(item):
                weights[isinstance(item, Grid)][round(line.size * 2) / 2] += len(line.text)
    outside, inside = weights
    best = outside if sum(outside.values()) > 100 or not inside else inside
    return max(best, key=lambda size: best[size], default=0.0)


def _lines(item: Line | Grid) -> list[Line]:
    return [item] if isinstance(item, Line) else [line for cell in item.cells for line in cell.lines]


def set_borders(pages: list[PageText], body: float) -> None:
    """Set ``left`` and ``right`` of every line: the borders of its column, or of its cell; and ``large`` against the
    size of the running text.

    A page shows its borders where several of its lines are full. Other pages have those of the nearest page of the
    same size before them (else after them) that shows some; where none does, all pages of a size are looked at.
    """
    groups: dict[tuple[int, int, int], list[_Column]] = defaultdict(list)
    for page in pages:
        columns: dict[int, list[Line]] = defaultdict(list)
        for item in page.items:
            if isinstance(item, Grid):
                for cell in item.cells:
                    _set_cell_borders(cell)
                continue
            item.large = item.size >= 1.15 * body
            item.left, item.right = item.x0, item.x1
            if not item.turned:
                columns[item.column].append(item)
        for note in page.notes:
            note.left, note.right = min(n.x0 for n in page.notes), max(n.x1 for n in page.notes)
        for number, lines in columns.items():
            least = page.width * (_WIDE if len(columns) == 1 else _WIDE / 2)
            groups[round(page.width), round(page.height), number].append(
                _Column(page.width, lines, _shown(lines, least))
            )
    for group in groups.values():
        _spread(group)


@dataclass(slots=True)
class _Column:
    """The lines of one column of a page; ``borders`` where they show them."""

    width: float
    lines: list[Line]
    borders: tuple[float, float] | None


def _shown(lines: list[Line], least: float) -> tuple[float, float] | None:
    """The borders that a column's own lines show: three of them at least end at the right one, few beyond it, and two
    begin at the left one, at least ``least`` points away."""
    if len(lines) < 4:
        return None
    ends = sorted((line.x1 for line in lines), reverse=True)
    em = lines[0].size
    for i, x in enumerate(ends[:-2]):
        if x - ends[i + 2] <= _NEAR:
            left = _left(lines)
            beyond = sum(end > x + em for end in ends)
            return (left, x) if beyond <= 2 and x - left >= least else None
    return None


def _spread(group: list[_Column]) -> None:
    """Give each column of a group its own borders, or its neighbour's, or those of all."""
    known = [column.borders for column in group]
    if any(known):
        last = next(borders for borders in known if borders)
        for column in group:
            last = column.borders or last
            _set(column.lines, *last)
        return
    lines = [line for column in group for line in column.lines]
    left, right = _left(lines), _right(lines)
    if sum(line.x1 >= right - _NEAR for line in lines) < 3 and left < 0.3 * group[0].width:
        right = max(right, group[0].width - left)
    _set(lines, left, right)


def _set(lines: list[Line], left: float, right: float) -> None:
    for line in lines:
        line.left, line.right = left, right


def _left(lines: list[Line]) -> float:
    """The left border: the leftmost place at which one line in 25 begins."""
    starts = sorted(line.x0 for line in lines)
    needed = max(2, len(starts) // 25)
    for i, x in enumerate(starts):
        if sum(1 for other in starts[i : i + needed] if other <= x + _NEAR) >= needed:
            return x
    return starts[0]


def _right(lines: list[Line]) -> float:
    """The right border: where lines end, those few that hang out of it left aside."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    needed = max(2, len(ends) // 25)
    for i, x in enumerate(ends):
        if sum(1 for other in ends[i : i + needed] if other >= x - _NEAR) >= needed:
            return x
    return ends[0]


def _set_cell_borders(cell: GridCell) -> None:
    if not cell.lines:
        return
    padding = min(max(min(line.x0 for line in cell.lines) - cell.x0, 1.0), 7.0)
    for line in cell.lines:
        line.left, line.right = cell.x0 + padding, cell.x1 - padding


class Pitch:
    """How far apart two lines of one paragraph may stand, by page and font size, learnt from ``lines``."""

    def __init__(self, lines: list[Line]) -> None:
        steps: dict[tuple[int, int], list[float]] = defaultdict(list)
        for above, below in pairwise(lines):
            step = below.top - above.top
            same = above.page == below.page and above.column == below.column and round(above.size) == round(below.size)
            if same and 0 < step < 4 * below.size:
                steps[below.page, round(below.size)].append(step)
                steps[0, round(below.size)].append(step)
        self._limits = {
            key: max(median(found) * _LOOSEST, 1.2 * key[1])
            for key, found in steps.items()
            if len(found) >= (5 if key[0] else 2)
        }

    def limit(self, line: Line) -> float:
        """The distance of a line's top from the one before from which on they are two paragraphs', in points."""
        size = round(line.size)
        return self._limits.get((line.page, size)) or self._limits.get((0, size)) or 2.6 * line.size
