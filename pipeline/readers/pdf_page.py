"""One PDF page: its text and rules, read into lines and tables in reading order."""

from __future__ import annotations

from typing import Any

from tiaokuan.pipeline.readers.pdf_frame import Frame
from tiaokuan.pipeline.readers.pdf_glyphs import Fragments, text_turn
from tiaokuan.pipeline.readers.pdf_lines import drop_doubles, lines_of, reading_order
from tiaokuan.pipeline.readers.pdf_model import Fragment, Grid, PageText
from tiaokuan.pipeline.readers.pdf_rules import Drawing
from tiaokuan.pipeline.readers.pdf_tables import CellMap, TooDenseError, find_grids

_LARGE = 18.0  # points: pale text from this size on is a watermark
_BAD_SHARE = 0.3  # unreadable characters of a page, from which its text layer counts as none


def read_page(document: Any, index: int, limit: int = 5_000_000) -> PageText:
    """Page ``index`` (0-based) of a pypdfium2 document. The page is closed again, so that memory stays flat.

    Raises pypdfium2.PdfiumError where the page cannot be loaded, OverflowError where it has more than ``limit``
    characters.
    """
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            if text.count_chars() > 2 * limit:  # generated spaces and line ends count
                raise OverflowError
            return _read(page, text, index + 1)
        finally:
            text.close()
    finally:
        page.close()


def _read(page: Any, text: Any, number: int) -> PageText:
    count = text.count_chars()
    crop = tuple(page.get_bbox())
    frame = Frame((crop[0], crop[1], crop[2], crop[3]), text_turn(text.raw, count), page.get_rotation())
    drawing = Drawing(frame)
    drawing.collect(page.raw)
    found = PageText(
        number,
        frame.width,
        frame.height,
        rules=drawing.rules,
        picture=drawing.picture,
        drawn=drawing.drawn,
        complete=drawing.complete,
    )
    if not count:
        return found
    grids = _grids(drawing, found)
    cells = CellMap(grids)
    builder = Fragments(text.raw, frame, cells.locate if grids else None)
    parts = drop_doubles(builder.build(count))
    found.chars = builder.chars
    found.readable = builder.bad <= _BAD_SHARE * builder.chars
    found.hidden = bool(parts) and sum(p.style.hidden for p in parts) * 2 > len(parts)
    _arrange(found, parts, grids, cells, frame)
    return found


def _grids(drawing: Drawing, page: PageText) -> list[Grid]:
    try:
        return find_grids(drawing.rules, page.number, page.height)
    except TooDenseError:
        page.complete = False
        return []


def _arrange(page: PageText, parts: list[Fragment], grids: list[Grid], cells: CellMap, frame: Frame) -> None:
    """Put the fragments into cells and lines."""
    page.askew = [p for p in parts if _is_watermark(p)]
    upright = [p for p in parts if not _is_watermark(p)]
    _pull_up(upright, cells)
    inside: dict[int, list[Fragment]] = {}
    for part in upright:
        if part.cell >= 0:
            inside.setdefault(part.cell, []).append(part)
    for number, found in inside.items():
        cells.cells[number].lines = lines_of(found, page.number)
    used = [grid for grid in grids if any(cell.lines for cell in grid.cells)]
    free = [p for p in upright if p.cell < 0]
    page.items = reading_order(free, used, page.number, page.width)
    for item in page.items:
        for line in [item] if not isinstance(item, Grid) else [line for cell in item.cells for line in cell.lines]:
            line.box = frame.display((line.x0, line.top, line.x1, line.bottom))


def _is_watermark(part: Fragment) -> bool:
    """Whether a fragment lies askew, or is large and pale."""
    return part.turn == -1 or (part.style.light and part.style.size >= _LARGE)


def _pull_up(parts: list[Fragment], cells: CellMap) -> None:
    """Give a line that hangs out of its cell (a row of fixed height cuts it off) back to it: the file prints it right
    after the cell's other lines, and the rest of the cell below elsewhere."""
    for i in range(1, len(parts) - 1):
        before, part, after = parts[i - 1 : i + 2]
        if min(before.cell, part.cell) < 0 or part.cell in (before.cell, after.cell):
            continue
        upper, lower = cells.cells[before.cell], cells.cells[part.cell]
        below = abs(upper.bottom - lower.top) < 1 and upper.x0 <= lower.x0 + 1 and lower.x1 <= upper.x1 + 1
        near = 0 < part.top - before.top < 3.5 * part.style.size
        if below and near and any(p.cell == part.cell for j, p in enumerate(parts) if abs(j - i) > 1):
            part.cell = before.cell
