"""What the PDF reader's steps hand to each other: fragments of text, lines, grids and pages.

Coordinates are points in a page's *reading frame*: the origin is the top left corner once the page is turned so that
most of its text stands upright; y grows downwards. ``pdf_frame.Frame`` turns them into boxes of the page as displayed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from tiaokuan.pipeline.readers.base import Box


@dataclass(frozen=True, slots=True)
class Style:
    """How a fragment is printed. ``size``: font size in points; ``light``: pale or see-through; ``hidden``: not
    painted at all (the text layer under a scan)."""

    size: float
    bold: bool = False
    red: bool = False
    light: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Fragment:
    """Characters printed one after the other on one baseline, inside one table cell or outside of all.

    ``cell``: number of the cell (``pdf_tables.CellMap``) or -1. ``turn``: degrees by which the text is turned against
    the reading frame (0, 90, 180, 270, or -1: askew). ``raised``: a superscript. ``space``: what stands before it (see
    ``pdf_characters.space_between``). ``end_size``: the font size of the last character.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    style: Style
    cell: int = -1
    turn: int = 0
    raised: bool = False
    space: int = 0
    end_size: float = 0.0


@dataclass(slots=True)
class Line:
    """A printed line of a column or a cell; ``parts`` are its fragments from left to right. ``left`` and ``right`` are
    the borders of the text around it (``pdf_margins``), ``large``: set larger than the running text; ``box`` is its
    place on the page as displayed. ``column``: 0 across the page, 1 left, 2 right."""

    page: int
    parts: list[Fragment]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    red: bool
    column: int = 0
    box: Box | None = None
    left: float = 0.0
    right: float = 0.0
    large: bool = False

    @property
    def turned(self) -> bool:
        """Whether the line does not run from left to right."""
        return self.parts[0].turn != 0

    @property
    def gap(self) -> float:
        """The widest gap between two fragments, in ems."""
        return max(((b.x0 - a.x1) / self.size for a, b in pairwise(self.parts)), default=0.0)


@dataclass(slots=True)
class Rule:
    """A ruling line: ``x0 == x1`` (upright) or ``top == bottom`` (level)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class GridCell:
    """A cell of a ruled table with its place in the grid and its box."""

    row: int
    col: int
    rowspan: int
    colspan: int
    x0: float
    top: float
    x1: float
    bottom: float
    lines: list[Line] = field(default_factory=list)
    header: bool = False


@dataclass(slots=True)
class Grid:
    """A table; ``page`` is the last one that it stands on."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    rows: int
    cols: int
    cells: list[GridCell]
    column: int = 0


@dataclass(slots=True)
class PageText:
    """A page as read: what stands on it in reading order, and what was set apart.

    ``askew``: turned or pale fragments, taken for watermarks. ``picture``: share of the page that pictures cover;
    ``drawn``: number of drawn paths; ``hidden``: its text is not painted (a scan's text layer); ``readable`` is False
    where the fonts give no usable characters; ``complete`` where all that is drawn was looked at.
    """

    number: int
    width: float
    height: float
    items: list[Line | Grid] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    askew: list[Fragment] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    picture: float = 0.0
    drawn: int = 0
    hidden: bool = False
    chars: int = 0
    readable: bool = True
    complete: bool = True

    @property
    def lines(self) -> list[Line]:
        """The lines outside of tables, in reading order."""
        return [item for item in self.items if isinstance(item, Line)]


def page_numbers(numbers: list[int]) -> str:
    """第3、5页, for messages; eight of them at most."""
    shown = "、".join(str(number) for number in numbers[:8])
    return f"第{shown}页" if len(numbers) <= 8 else f"第{shown}等{len(numbers)}页"
