"""From recognised lines to paragraphs, by geometry: reading order, columns, page numbers, indents and full lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tiaokuan.pipeline.readers.base import Align, Box
from tiaokuan.pipeline.readers.ocr_engine import TextLine

_PAGE_NUMBER = re.compile(r"[-—–一·•\s第页共/／\d]{1,14}")
_EDGE = 0.08  # of the page's height: where page numbers stand
_MARKER = re.compile(
    r"第?[一二三四五六七八九十百]{1,4}[、条章节.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、)）](?!\d)|[①-⑳•●■◆]"
)
_CLOSED = "。；：！？;:!?"
_WIDE = re.compile(r"[\u1100-\uffdf]")


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its lines in order, and how it is aligned."""

    lines: list[TextLine]
    align: Align | None = None

    @property
    def box(self) -> Box:
        boxes = [line.box for line in self.lines]
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def em_of(lines: list[TextLine]) -> float:
    """The size of a character of body text in pixels: the median over all characters; 0 where there is none."""
    sizes = [(_em(line), len(line.text)) for line in lines]
    spread = [size for size, count in sizes for _ in range(count)]
    return median(spread) if spread else 0.0


def _em(line: TextLine) -> float:
    wide = len(_WIDE.findall(line.text))
    return (line.box[2] - line.box[0]) / max(1.0, wide + 0.5 * (len(line.text) - wide))


def without_page_numbers(lines: list[TextLine], height: float) -> list[TextLine]:
    """The lines but for page numbers at the page's top and bottom edge."""
    def is_number(line: TextLine) -> bool:
        at_edge = line.box[3] < _EDGE * height or line.box[1] > (1 - _EDGE) * height
        return at_edge and _PAGE_NUMBER.fullmatch(line.text.strip()) is not None and any(c.isdigit() for c in line.text)

    return [line for line in lines if not is_number(line)]


def paragraphs(lines: list[TextLine], em: float, width: float, tables: list[Box]) -> list[Paragraph]:
    """The paragraphs of free-standing lines in reading order; two columns are read one after the other. ``tables``: the
    boxes of the page's tables, which tell how wide its text is."""
    if not lines:
        return []
    gutter = _gutter(lines, em, width)
    if gutter is None:
        return _column(lines, em, tables)
    left = [line for line in lines if line.box[2] <= gutter]
    right = [line for line in lines if line.box[0] >= gutter]
    return _column(left, em, []) + _column(right, em, [])


def _gutter(lines: list[TextLine], em: float, width: float) -> float | None:
    """The middle of the empty strip between two columns of running text, or None."""
    for share in (0.5, 0.48, 0.52, 0.46, 0.54):
        x = share * width
        if any(line.box[0] < x + em / 3 and line.box[2] > x - em / 3 for line in lines):
            continue
        left, right = [li for li in lines if li.box[2] < x], [li for li in lines if li.box[0] > x]
        long = (sum(len(li.text) >= 10 for li in side) >= max(6, len(side) * 0.5) for side in (left, right))
        if all(long):
            return x
    return None


def _column(lines: list[TextLine], em: float, tables: list[Box]) -> list[Paragraph]:
    rows = _rows(lines, em)
    left, right = _margins(rows)
    left, right = min([left, *(box[0] for box in tables)]), max([right, *(box[2] for box in tables)])
    pitch = _pitch(rows, em)
    found: list[Paragraph] = []
    for row in rows:
        align = _align(row, left, right, em)
        if found and found[-1].align == align and _goes_on(found[-1].lines[-1], row, (left, right), em, pitch):
            found[-1].lines.append(row)
        elif found and align == "center" and _title_goes_on(found[-1], row, (left, right), em, pitch):
            found[-1].lines.append(row)
            found[-1].align = align
        else:
            found.append(Paragraph([row], align))
    return found


def _rows(lines: list[TextLine], em: float) -> list[TextLine]:
    """Lines from top to bottom and left to right; pieces of one printed line are put together."""
    groups: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda li: (li.box[1] + li.box[3]) / 2):
        if groups and _same_row(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    rows: list[TextLine] = []
    for group in groups:
        group.sort(key=lambda li: li.box[0])
        start = len(rows)
        for line in group:
            if len(rows) > start and line.box[0] - rows[-1].box[2] <= 2.5 * em:
                rows[-1] = _together(rows[-1], line, em)
            else:
                rows.append(line)
    return rows


def _same_row(first: TextLine, second: TextLine) -> bool:
    overlap = min(first.box[3], second.box[3]) - max(first.box[1], second.box[1])
    return overlap > 0.5 * min(first.box[3] - first.box[1], second.box[3] - second.box[1])


def _together(first: TextLine, second: TextLine, em: float) -> TextLine:
    """Two pieces as one line, a space between them where there is a gap of a character."""
    gap = " " if second.box[0] - first.box[2] > 0.8 * em else ""
    edge = [(first.box[2], second.box[0])] if gap else []
    box = (first.box[0], min(first.box[1], second.box[1]), second.box[2], max(first.box[3], second.box[3]))
    return TextLine(first.text + gap + second.text, box, first.confidences + [1.0] * len(gap) + second.confidences,
                    first.places + edge + second.places)


def _margins(rows: list[TextLine]) -> tuple[float, float]:
    """Where full lines begin and end."""
    widest = max(row.box[2] - row.box[0] for row in rows)
    full = [row for row in rows if row.box[2] - row.box[0] > 0.8 * widest]
    lefts, rights = sorted(row.box[0] for row in full), sorted(row.box[2] for row in full)
    return lefts[len(lefts) // 10], rights[-1 - len(rights) // 10]


def _pitch(rows: list[TextLine], em: float) -> float:
    """The usual distance from line to line."""
    steps = [b.box[1] - a.box[1] for a, b in pairwise(rows) if b.box[1] - a.box[1] > 0.8 * em]
    return median(steps) if steps else 2 * em


def _align(row: TextLine, left: float, right: float, em: float) -> Align | None:
    before, after = row.box[0] - left, right - row.box[2]
    if before > 2.5 * em and after > 2.5 * em and abs(before - after) < max(2 * em, 0.12 * (right - left)):
        return "center"
    return "right" if before > 0.45 * (right - left) and after < 8 * em else None


def _goes_on(last: TextLine, row: TextLine, margins: tuple[float, float], em: float, pitch: float) -> bool:
    """Whether ``row`` is the next line of the paragraph that ``last`` is the end of."""
    left, right = margins
    step = row.box[1] - last.box[1]
    if step > 1.6 * pitch or step <= 0 or _same_row(last, row):
        return False
    if not 0.75 < _em(row) / _em(last) < 1.33 and min(len(row.text), len(last.text)) > 4:
        return False
    full = last.box[2] > right - 1.8 * em
    if not full or row.box[0] > left + 1.2 * em:
        return False
    return not (_MARKER.match(row.text) and last.text[-1] in _CLOSED)


def _title_goes_on(last: Paragraph, row: TextLine, margins: tuple[float, float], em: float, pitch: float) -> bool:
    """Whether a centred line ends a title whose other lines fill the page's width without an indent."""
    lines, (left, right) = last.lines, margins
    full = all(line.box[0] < left + em and line.box[2] > right - 1.8 * em for line in lines)
    near = row.box[1] - lines[-1].box[1] <= 1.6 * max(pitch, _em(row) * 1.6)
    return full and near and last.align is None and lines[-1].text[-1] not in _CLOSED and not _MARKER.match(row.text)


def cell_paragraphs(lines: list[TextLine], box: Box, em: float) -> list[list[TextLine]]:
    """The lines of a table cell as paragraphs; narrow cells wrap after every few characters, wherever these end."""
    wide = box[2] - box[0]
    found: list[list[TextLine]] = []
    for row in _rows(lines, em):
        last = found[-1][-1] if found else None
        if last is None or _ends_in_cell(last, row, box, em, narrow=wide < 14 * em):
            found.append([row])
        else:
            found[-1].append(row)
    return found


def _ends_in_cell(last: TextLine, row: TextLine, box: Box, em: float, *, narrow: bool) -> bool:
    """Whether a cell's paragraph ends with ``last``."""
    room = box[2] - last.box[2]
    if last.text[-1] in _CLOSED:
        return room > 2.5 * em or _MARKER.match(row.text) is not None
    return not narrow and (room > 0.4 * (box[2] - box[0]) or (room > 2.5 * em and _MARKER.match(row.text) is not None))
