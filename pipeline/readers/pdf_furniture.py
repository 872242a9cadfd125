"""Page furniture of a PDF: running heads and feet, page numbers, watermarks, and footnotes set apart.

What is furniture is told by its place on the page and by coming again on other pages, never by place alone, save for
page numbers in one of their usual forms (GB/T 9704-2012, 7.5: — 3 —).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from tiaokuan.pipeline.readers.pdf_lines import make_line
from tiaokuan.pipeline.readers.pdf_model import Grid, Line, PageText

_ZONE = 0.13  # share of the page's height at its top and at its foot where furniture stands
_ALIKE = 6.0  # points by which the places of one running head differ
_DASH = "—–―－─\\-~～·•.|\\s"
_NUMBER = re.compile(rf"[{_DASH}]*(?P<n>\d{{1,4}})[{_DASH}]*")
_ATTACHMENT = re.compile(r"附[件表录]?#?[：:]?")  # the mark over an attachment, its number as #: no running head
_PAGE_FORM = re.compile(
    rf"[{_DASH}]+\d{{1,4}}[{_DASH}]+|第?\d{{1,4}}页?[/／,，、]?[（(]?共?\d{{1,4}}页[）)]?|第\d{{1,4}}页|\d{{1,4}}/\d{{1,4}}"
    r"|Page\d{1,4}(?:of\d{1,4})?|共\d{1,4}页[/／,，、]?第\d{1,4}页",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivxⅰ-ⅿIVX]{1,6}")
_NOTE_MARK = re.compile(
    r"\s*(?:[①-⑳㉑-㉟❶-❿⓵-⓾*＊※†‡]|\[\d{1,2}\]|［\d{1,2}］|〔\d{1,2}〕|\(\d{1,2}\)|\d{1,2}(?![\d.、．年月]))\s*"
)
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Removed:
    """What was taken out: how many page numbers and running heads (with one of them), and the watermarks' words."""

    numbers: int = 0
    heads: int = 0
    shown: str = ""
    watermarks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Edge:
    """A line in a page's top or bottom zone: its distance from that edge, its text for comparing."""

    page: int
    line: Line
    foot: bool
    distance: float
    key: str


def strip_furniture(pages: list[PageText]) -> Removed:
    """Take running heads, page numbers and watermarks out of the pages; what was removed is told."""
    removed = Removed()
    edges = [edge for page in pages for edge in _edges(page)]
    gone = {id(line) for line in _numbers(pages, edges)}
    removed.numbers = len(gone)
    heads = [line for line in _repeated(edges, len(pages)) if id(line) not in gone]
    removed.heads, removed.shown = len(heads), heads[0].text if heads else ""
    gone |= {id(line) for line in heads}
    for page in pages:
        if gone:
            page.items = [item for item in page.items if id(item) not in gone]
        words = "".join(part.text for part in page.askew)
        if words and words not in removed.watermarks:
            removed.watermarks.append(words)
    return removed


def _edges(page: PageText) -> list[_Edge]:
    """The lines in the zones at a page's top and foot."""
    found: list[_Edge] = []
    for line in page.lines:
        foot = line.top > (1 - _ZONE) * page.height
        if foot or line.bottom < _ZONE * page.height:
            distance = page.height - line.bottom if foot else line.top
            found.append(_Edge(page.number, line, foot, distance, _DIGITS.sub("#", "".join(line.text.split()))))
    return found


def _numbers(pages: list[PageText], edges: list[_Edge]) -> list[Line]:
    """The page numbers: the outermost line of a page in a usual form, or bare numbers that count with the pages."""
    found: list[Line] = []
    bare: dict[int, list[_Edge]] = defaultdict(list)
    for edge in edges:
        text = "".join(edge.line.text.split())
        if _PAGE_FORM.fullmatch(text):
            found.append(edge.line)
        elif (match := _NUMBER.fullmatch(text)) is not None:
            bare[int(match["n"]) - edge.page].append(edge)
        elif _ROMAN.fullmatch(text) and edge.foot:
            bare[-10_000].append(edge)
    by_number = {page.number: page for page in pages}
    for group in bare.values():
        found += [e.line for e in group if len(group) > 1 or _apart(by_number[e.page], e)]
    return found


def _apart(page: PageText, edge: _Edge) -> bool:
    """Whether a line stands well apart from the text: the outermost one, a line and a half away from the next."""
    others = [i for i in page.items if i is not edge.line]
    if edge.foot:
        gap = min((edge.line.top - i.bottom for i in others), default=99.0)
    else:
        gap = min((i.top - edge.line.bottom for i in others), default=99.0)
    return gap > 1.2 * edge.line.size


def _repeated(edges: list[_Edge], pages: int) -> list[Line]:
    """Lines that come again at the same place on other pages: on three at least, or on both of two."""
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if not _ATTACHMENT.fullmatch(edge.key):
            groups[edge.foot, edge.key].append(edge)
    found: list[Line] = []
    for group in groups.values():
        middle = median(edge.distance for edge in group)
        alike = [edge for edge in group if abs(edge.distance - middle) <= _ALIKE]
        count = len({edge.page for edge in alike})
        if count >= 3 or (count == 2 and pages <= 4 and middle < 0.09 * 842):
            found += [edge.line for edge in alike]
    return found


def split_notes(page: PageText, body: float) -> None:
    """Move a page's footnotes from its items to its ``notes``; their marks go, at the note and where it is called.

    Footnotes are the last lines of a page, set smaller than ``body`` (points), below a short rule or each with a mark.
    """
    lines = page.lines
    if not lines or isinstance(page.items[-1], Grid):
        return
    start = _note_start(page, lines, body)
    if start is None:
        return
    marks: set[str] = set()
    for line in lines[start:]:
        match = _NOTE_MARK.match(line.text)
        if match and (line.parts[0].raised or match.end() < len(line.text)):
            marks.add(match[0].strip())
            line.text = line.text[match.end() :]
            page.notes.append(line)
        elif page.notes:
            page.notes.append(line)
    notes = {id(line) for line in page.notes}
    page.items = [item for item in page.items if id(item) not in notes]
    for line in page.lines:
        _drop_calls(line, marks)


def _note_start(page: PageText, lines: list[Line], body: float) -> int | None:
    """The index of the first footnote line, None where the page has none."""
    start = len(lines)
    while start > 0 and lines[start - 1].size < 0.93 * body and lines[start - 1].top > 0.4 * page.height:
        start -= 1
    while start < len(lines) and not _NOTE_MARK.match(lines[start].text):
        start += 1
    if start == len(lines) or start == 0:
        return None
    ruled = any(
        r.top == r.bottom
        and 0.1 * page.width < r.x1 - r.x0 < 0.6 * page.width
        and lines[start - 1].bottom - 2 <= r.top <= lines[start].top + 4
        for r in page.rules
    )
    small = lines[start].size < 0.88 * body
    return start if ruled or small else None


def _drop_calls(line: Line, marks: set[str]) -> None:
    """Take the calls of the page's footnotes (raised marks) out of a line."""
    kept = [part for part in line.parts if not (part.raised and part.text.strip() in marks)]
    if kept and len(kept) < len(line.parts):
        fresh = make_line(kept, line.page)
        line.parts, line.text = fresh.parts, fresh.text
