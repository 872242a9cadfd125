"""The borders and the pitch of a document's text, which tell where its paragraphs begin and end."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from tiaokuan.pipeline.readers.pdf_model import Grid, GridCell, Line, PageText

_NEAR = 3.0
_PARITY = 6.0  # points by which the borders of odd and even pages differ where they are set in mirror image
_LOOSEST = 1.5  # times the usual pitch: lines farther apart are two paragraphs'


def body_size(pages: list[PageText]) -> float:
    """The font size of most characters outside of tables, else inside, in points; 0 where there is no text."""
    for inside in (False, True):
        weight: dict[float, int] = defaultdict(int)
        for page in pages:
            for item in page.items:
                if isinstance(item, Grid) == inside:
                    for line in _lines(item):
                        weight[round(line.size * 2) / 2] += len(line.text)
        if sum(weight.values()) > 100 or (inside and weight):
            return max(weight, key=lambda size: weight[size])
    return max(weight, key=lambda size: weight[size]) if weight else 0.0


def _lines(item: Line | Grid) -> list[Line]:
    return [item] if isinstance(item, Line) else [line for cell in item.cells for line in cell.lines]


def set_borders(pages: list[PageText]) -> None:
    """Set ``left`` and ``right`` of every line: the borders of its column over all like pages, or of its cell."""
    groups: dict[tuple[int, int, int], list[tuple[PageText, Line]]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if not line.turned:
                groups[round(page.width), round(page.height), line.column].append((page, line))
        for item in page.items:
            if isinstance(item, Grid):
                for cell in item.cells:
                    _set_cell_borders(cell)
        for note in page.notes:
            note.left, note.right = min(n.x0 for n in page.notes), max(n.x1 for n in page.notes)
    for group in groups.values():
        for part in _by_parity(group):
            _set_group_borders(part)


def _by_parity(group: list[tuple[PageText, Line]]) -> list[list[tuple[PageText, Line]]]:
    """The lines of odd and of even pages apart where their borders differ throughout."""
    sides = [[entry for entry in group if entry[0].number % 2 == side] for side in (0, 1)]
    if min(len(side) for side in sides) < 20:
        return [group]
    lefts = [_left([line for _, line in side]) for side in sides]
    return sides if abs(lefts[0] - lefts[1]) > _PARITY else [group]


def _set_group_borders(group: list[tuple[PageText, Line]]) -> None:
    lines = [line for _, line in group]
    left, right = _left(lines), _right(lines)
    if sum(line.x1 >= right - _NEAR for line in lines) < 3:
        right = max(right, group[0][0].width - left) if left < 0.3 * group[0][0].width else right
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


def limits(lines: list[Line]) -> dict[int, float]:
    """Font size (rounded points) → distance of two lines' tops from which on they are two paragraphs'."""
    steps: dict[int, list[float]] = defaultdict(list)
    for above, below in zip(lines, lines[1:], strict=False):
        step = below.top - above.top
        same = above.page == below.page and above.column == below.column and round(above.size) == round(below.size)
        if same and 0 < step < 4 * below.size:
            steps[round(below.size)].append(step)
    return {size: max(median(found) * _LOOSEST, 1.2 * size) for size, found in steps.items() if len(found) >= 2}
