"""Ruled tables of a page: from ruling lines to grids of cells.

The lattice is pdfplumber's (edges → intersections → cells → tables), fed with the rules that PDFium found, so that no
page is parsed twice. Tables whose outer sides are left open, as statistical tables are, get those sides first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tiaokuan.pipeline.readers.base import Box
from tiaokuan.pipeline.readers.pdf_model import Grid, GridCell, Rule

_SNAP = 3.0
_OPEN_SIDE = 10.0  # points by which level rules reach beyond the outermost upright one where a side is left open
_MAX_POINTS = 4_000
_MAX_RULES = 20_000
_MIN_SIDE = 4.0
_TALL = 20.0  # points: shorter upright rules alone make no table

Edge = dict[str, Any]


class TooDenseError(Exception):
    """A page with more ruling lines than a table could have; it is read without tables."""


def find_grids(rules: list[Rule], page: int, height: float) -> list[Grid]:
    """The tables of a page, from top to bottom. One cell alone (a frame around text) is none. Raises TooDenseError."""
    if len(rules) > _MAX_RULES:
        raise TooDenseError
    level = sum(rule.top == rule.bottom for rule in rules)
    if level == len(rules) or (level < 2 and len(rules) - level < 2):
        return []
    grids: list[Grid] = []
    for group in _clusters(_capped(_merged(rules))):
        for cells in _tables(_closed(group)):
            grids.append(_grid(cells, page))
    return sorted((grid for grid in grids if len(grid.cells) > 1), key=lambda grid: (grid.top, grid.x0))


def _merged(rules: list[Rule]) -> list[Edge]:
    """The rules as pdfplumber's edges, those along one line joined."""
    return _joined([_edge(rule) for rule in rules])


def _joined(edges: list[Edge]) -> list[Edge]:
    from pdfplumber.table import merge_edges

    merged: list[Edge] = merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    return [edge for edge in merged if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _MIN_SIDE]


def _edge(rule: Rule) -> Edge:
    level = rule.top == rule.bottom
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "doctop": rule.top,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if level else "v",
    }


def _capped(edges: list[Edge]) -> list[Edge]:
    """The edges, with a level one added where several upright ones begin or end at one height without one: a row that
    goes on over the page's end is often left open there."""
    level = [e for e in edges if e["orientation"] == "h"]
    upright = [e for e in edges if e["orientation"] == "v" and e["height"] >= _TALL]
    added = []
    for end in ("top", "bottom"):
        groups: dict[int, list[Edge]] = {}
        for edge in sorted(upright, key=lambda e: float(e[end])):
            key = next((k for k in groups if abs(k - edge[end]) <= _SNAP), round(edge[end]))
            groups.setdefault(key, []).append(edge)
        for group in groups.values():
            x0, x1 = min(e["x0"] for e in group), max(e["x0"] for e in group)
            y = sum(e[end] for e in group) / len(group)
            there = sum(
                min(e["x1"], x1) - max(e["x0"], x0)
                for e in level
                if abs(e["top"] - y) <= 2 * _SNAP and e["x0"] < x1 and e["x1"] > x0
            )
            if x1 - x0 >= _TALL and there < 0.8 * (x1 - x0):
                added.append(_edge(Rule(x0, y, x1, y)))
    return _joined(edges + added) if added else edges


def _clusters(edges: list[Edge]) -> list[list[Edge]]:
    """Edges that touch one another, in groups; a group without an upright or without two level ones rules no table."""
    level = sorted((e for e in edges if e["orientation"] == "h"), key=lambda e: e["top"])
    tops = [e["top"] for e in level]
    upright = [e for e in edges if e["orientation"] == "v"]
    parent = list(range(len(level)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    touched: list[int] = []
    for edge in upright:
        first, last = bisect_left(tops, edge["top"] - _SNAP), bisect_right(tops, edge["bottom"] + _SNAP)
        hits = [i for i in range(first, last) if level[i]["x0"] - _SNAP <= edge["x0"] <= level[i]["x1"] + _SNAP]
        touched.append(hits[0] if hits else -1)
        for i in hits[1:]:
            parent[root(i)] = root(hits[0])
    groups: dict[int, list[Edge]] = {}
    for i, edge in enumerate(level):
        groups.setdefault(root(i), []).append(edge)
    for edge, hit in zip(upright, touched, strict=True):
        if hit >= 0:
            groups[root(hit)].append(edge)
    return [g for g in groups.values() if len(g) >= 3 and sum(e["orientation"] == "h" for e in g) >= 2]


def _closed(edges: list[Edge]) -> list[Edge]:
    """The edges, with the outer sides added where the level rules reach beyond the outermost upright one."""
    level = [e for e in edges if e["orientation"] == "h"]
    upright = [e["x0"] for e in edges if e["orientation"] == "v"]
    if not upright:
        return edges
    top, bottom = min(e["top"] for e in level), max(e["top"] for e in level)
    added = []
    for side, outer in (("x0", min(upright)), ("x1", max(upright))):
        ends = sorted(e[side] for e in level)
        end = ends[len(ends) // 2]
        alike = [e for e in level if abs(e[side] - end) <= 2 * _SNAP]
        if abs(end - outer) >= _OPEN_SIDE and len(alike) >= 2 and (end < outer) == (side == "x0"):
            added.append(_edge(Rule(end, top, end, bottom)))
            for edge in alike:
                edge[side] = end
    return edges + added


def _tables(edges: list[Edge]) -> list[list[Box]]:
    """The cells of each table that the edges rule."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    points = edges_to_intersections(edges, _SNAP, _SNAP)
    if len(points) > _MAX_POINTS:
        raise TooDenseError
    cells = [c for c in intersections_to_cells(points) if c[2] - c[0] >= _MIN_SIDE and c[3] - c[1] >= _MIN_SIDE]
    found: list[list[Box]] = cells_to_tables(cells)
    return found


def _grid(boxes: list[Box], page: int) -> Grid:
    """Cells with their places: rows and columns are where a cell begins."""
    xs, tops = sorted({box[0] for box in boxes}), sorted({box[1] for box in boxes})
    cells = []
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (box[1], box[0])):
        row, col = tops.index(top), xs.index(x0)
        rowspan, colspan = bisect_left(tops, bottom - 0.5) - row, bisect_left(xs, x1 - 0.5) - col
        cells.append(GridCell(row, col, max(1, rowspan), max(1, colspan), x0, top, x1, bottom))
    right, foot = max(b[2] for b in boxes), max(b[3] for b in boxes)
    cells += _gaps(cells, [*xs, right], [*tops, foot])
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return Grid(page, xs[0], tops[0], right, foot, len(tops), len(xs), cells)


def _gaps(cells: list[GridCell], xs: list[float], tops: list[float]) -> list[GridCell]:
    """Cells for the places of a grid that no cell covers, as where a border is not drawn."""
    taken = {
        (r, c)
        for cell in cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    }
    return [
        GridCell(r, c, 1, 1, xs[c], tops[r], xs[c + 1], tops[r + 1])
        for r in range(len(tops) - 1)
        for c in range(len(xs) - 1)
        if (r, c) not in taken
    ]


@dataclass(slots=True)
class _Map:
    grid: Grid
    xs: list[float]
    tops: list[float]
    places: dict[tuple[int, int], int]


class CellMap:
    """Which cell of a page's tables a point lies in; cells are numbered through all tables."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        self.cells: list[GridCell] = []
        self._maps: list[_Map] = []
        for grid in grids:
            xs, tops = sorted({c.x0 for c in grid.cells}), sorted({c.top for c in grid.cells})
            places: dict[tuple[int, int], int] = {}
            for cell in grid.cells:
                number = len(self.cells)
                self.cells.append(cell)
                for row in range(cell.row, cell.row + cell.rowspan):
                    for col in range(cell.col, cell.col + cell.colspan):
                        places[row, col] = number
            self._maps.append(_Map(grid, xs, tops, places))

    def locate(self, x: float, y: float) -> int:
        """The number of the cell at a point, -1 outside of all."""
        for entry in self._maps:
            grid = entry.grid
            if grid.x0 <= x <= grid.x1 and grid.top <= y <= grid.bottom:
                place = (bisect_right(entry.tops, y) - 1, bisect_right(entry.xs, x) - 1)
                return entry.places.get(place, -1)
        return -1
