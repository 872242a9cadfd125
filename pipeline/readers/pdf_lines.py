"""From fragments to printed lines, columns and the order in which a page is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tiaokuan.pipeline.readers.pdf_characters import space_between
from tiaokuan.pipeline.readers.pdf_model import Fragment, Grid, Line

_GUTTER = 9.0  # points between two columns, at least
_MIN_LINES = 5  # lines that each of two columns has, at least
_TALLEST = 1.35  # ems: fonts that declare more room above their characters would give boxes over two lines
_FULL = 0.72  # share of its column that the middle line of flowing text fills, at least

Unit = Fragment | Grid


def drop_doubles(parts: list[Fragment]) -> list[Fragment]:
    """The fragments without those printed twice over one another (bold by overprinting, shadows)."""
    seen: dict[str, list[Fragment]] = {}
    kept: list[Fragment] = []
    for part in parts:
        twins = seen.setdefault(part.text, [])
        if any(abs(t.x0 - part.x0) < 2 and abs(t.top - part.top) < 2 for t in twins):
            continue
        twins.append(part)
        kept.append(part)
    return kept


def lines_of(parts: list[Fragment], page: int) -> list[Line]:
    """The lines that fragments of one column or cell make, from top to bottom. Turned fragments are lines of their
    own."""
    groups: list[list[Fragment]] = []
    lows: list[tuple[float, float]] = []
    for part in sorted(parts, key=lambda p: p.top + p.bottom):
        place = None if part.turn else _group_of(part, lows)
        if place is None:
            groups.append([part])
            lows.append((part.top, part.bottom) if not part.turn else (-1.0, -1.0))
            continue
        groups[place].append(part)
        if part.bottom - part.top > lows[place][1] - lows[place][0]:
            lows[place] = (part.top, part.bottom)
    return [make_line(group, page) for group in groups]


def _group_of(part: Fragment, lows: list[tuple[float, float]]) -> int | None:
    """The line (of the last few) that a fragment stands on: they share most of the lower one's height."""
    for place in range(len(lows) - 1, max(-1, len(lows) - 4), -1):
        top, bottom = lows[place]
        overlap = min(bottom, part.bottom) - max(top, part.top)
        if overlap >= 0.5 * min(bottom - top, part.bottom - part.top) and overlap > 0:
            return place
    return None


def make_line(parts: list[Fragment], page: int) -> Line:
    """One line out of the fragments on it: gaps between them become spaces, wide ones several."""
    parts.sort(key=lambda p: p.x0)
    size = max(parts, key=lambda p: len(p.text)).style.size or 10.0
    base = [p for p in parts if not p.raised] or parts
    text = parts[0].text
    spread = _is_spread(parts, size)
    for before, after in pairwise(parts):
        gap = (after.x0 - before.x1) / size
        text += ("" if spread else space_between(text[-1], after.text[0], gap, after.space)) + after.text
    bottom = max(p.bottom for p in base)
    top = min(p.top for p in base)
    if not parts[0].turn:
        top = max(top, bottom - _TALLEST * size)
    return Line(
        page,
        parts,
        text,
        parts[0].x0,
        top,
        max(p.x1 for p in parts),
        bottom,
        size,
        bold=all(p.style.bold for p in parts),
        red=all(p.style.red for p in parts),
    )


def _is_spread(parts: list[Fragment], size: float) -> bool:
    """Whether single characters are spread evenly over a line, as justified lines that are cut short are."""
    if len(parts) < 5 or any(len(part.text) > 1 for part in parts):
        return False
    gaps = [b.x0 - a.x1 for a, b in pairwise(parts)]
    return max(gaps) - min(gaps) < 0.3 * size


def reading_order(parts: list[Fragment], grids: list[Grid], page: int, width: float) -> list[Line | Grid]:
    """Lines and tables in the order in which they are read: two columns one after the other."""
    units: list[Unit] = [*parts, *grids]
    items: list[Line | Grid] = []
    for column, group in _columns(units, width):
        lines = lines_of([u for u in group if isinstance(u, Fragment)], page)
        tables = [u for u in group if isinstance(u, Grid)]
        found: list[Line | Grid] = [*lines, *tables]
        for item in found:
            item.column = column
        items += sorted(found, key=lambda item: item.top if isinstance(item, Grid) else (item.top + item.bottom) / 2)
    return items


def _columns(units: list[Unit], width: float) -> list[tuple[int, list[Unit]]]:
    """The units in groups that are read one after the other: one group, or what stands above two columns, the left
    column (1), the right one (2), and the same again for what follows."""
    gutter = _gutter(units, width)
    if gutter is None:
        return [(0, units)]
    across = sorted((u for u in units if u.x0 < gutter - 2 and u.x1 > gutter), key=lambda u: u.top)
    rest = [u for u in units if not (u.x0 < gutter - 2 and u.x1 > gutter)]
    groups: list[tuple[int, list[Unit]]] = []
    top = float("-inf")
    for bar in [*across, None]:
        end = bar.top + 2 if bar is not None else float("inf")
        band = [u for u in rest if top <= (u.top + u.bottom) / 2 < end]
        sides = [u for u in band if u.x0 < gutter - 2], [u for u in band if u.x0 >= gutter - 2]
        if all(sides) and min(_depth(side) for side in sides) >= 2:
            groups += [(1, sides[0]), (2, sides[1])]
        else:
            _across(groups, band)
        if bar is not None:
            _across(groups, [bar])
            top = end
    return groups


def _across(groups: list[tuple[int, list[Unit]]], units: list[Unit]) -> None:
    """Add units that stand across the page to the last group, where that does too."""
    if groups and groups[-1][0] == 0:
        groups[-1] = (0, groups[-1][1] + units)
    elif units:
        groups.append((0, units))


def _depth(units: Sequence[Unit]) -> int:
    """How many lines units make, by their tops."""
    return len({round(u.top / 4) for u in units})


def _gutter(units: list[Unit], width: float) -> float | None:
    """The left edge of a right column, where the page has two columns of flowing text; None where it has one.

    Many fragments begin there, few cross it, a gap stands before it, and in both columns the middle line is full.
    """
    parts = [u for u in units if isinstance(u, Fragment) and not u.turn]
    starts = Counter(round(p.x0 / 2) for p in parts if 0.35 * width < p.x0 < 0.65 * width)
    for start, count in starts.most_common(2):
        if count < _MIN_LINES - 1:
            break
        edge = 2.0 * start
        right = [p for p in parts if p.x0 >= edge - 2.5]
        left = [p for p in parts if p.x1 <= edge - _GUTTER + 2]
        crossing = len(parts) - len(right) - len(left)
        if min(_depth(left), _depth(right)) < _MIN_LINES or crossing * 3 > len(parts):
            continue
        if _flowing(left) and _flowing(right):
            return edge
    return None


def _flowing(parts: list[Fragment]) -> bool:
    """Whether fragments read like a column of text: their middle line fills most of it."""
    left, right = min(p.x0 for p in parts), max(p.x1 for p in parts)
    rows: dict[int, list[Fragment]] = {}
    for part in parts:
        rows.setdefault(round((part.top + part.bottom) / 8), []).append(part)
    widths = sorted(max(p.x1 for p in row) - min(p.x0 for p in row) for row in rows.values())
    text = max(len("".join(p.text for p in row)) for row in rows.values())
    return widths[len(widths) // 2] >= _FULL * (right - left) and text >= 8
