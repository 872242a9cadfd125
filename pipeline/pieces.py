"""The unit that normalising works on: a stretch of text that will become one line, with what its block said of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from tiaokuan.pipeline.readers.base import Align, Run
from tiaokuan.pipeline.tree import TableCell

Edit = tuple[int, int, str]


@dataclass(slots=True)
class Piece:
    """A future line. ``indented``: the paragraph began with an indent; ``notes``: warnings (code, message, start,
    end) in offsets of ``text``; ``cells`` in offsets of ``text`` too."""

    text: str
    block: int
    heading: int | None = None
    marker: str | None = None
    align: Align | None = None
    bold: bool = False
    page_break: bool = False
    footnote: bool = False
    indented: bool = False
    table: int | None = None
    row: int | None = None
    col: int | None = None
    header_row: bool = False
    cells: list[TableCell] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    notes: list[tuple[str, str, int, int]] = field(default_factory=list)


def slice_piece(piece: Piece, start: int, end: int) -> Piece:
    """The part ``text[start:end]`` of a piece, runs and notes cut to it; only the first part keeps marker, heading
    and page break."""
    first = start == 0
    return replace(
        piece,
        text=piece.text[start:end],
        heading=piece.heading if first else None,
        marker=piece.marker if first else None,
        page_break=piece.page_break and first,
        runs=[
            replace(r, start=max(r.start, start) - start, end=min(r.end, end) - start)
            for r in piece.runs
            if r.start < end and r.end > start
        ],
        notes=[
            (code, message, max(a, start) - start, min(b, end) - start)
            for code, message, a, b in piece.notes
            if a <= end and b >= start
        ],
    )


def edit_piece(piece: Piece, edits: list[Edit]) -> None:
    """Replace stretches of the text (start, end, new text), given in order and without overlap; runs move along."""
    if not edits:
        return
    kept: list[str] = []
    at = 0
    for start, end, new in edits:
        kept.append(piece.text[at:start])
        kept.append(new)
        at = end
    kept.append(piece.text[at:])
    piece.text = "".join(kept)
    if piece.runs:
        piece.runs = _moved(piece.runs, edits)


def _moved(runs: list[Run], edits: list[Edit]) -> list[Run]:
    """The runs at their new places; those that held nothing but deleted text go."""
    ends = [end for _, end, _ in edits]
    shift = [0]
    for start, end, new in edits:
        shift.append(shift[-1] + len(new) - (end - start))

    def place(offset: int) -> int:
        index = bisect_right(ends, offset)
        moved = offset + shift[index]
        if index < len(edits) and edits[index][0] < offset:
            moved = edits[index][0] + shift[index] + min(offset - edits[index][0], len(edits[index][2]))
        return moved

    moved = [replace(r, start=place(r.start), end=place(r.end)) for r in runs]
    return [r for r in moved if r.end > r.start]


def join_pieces(first: Piece, second: Piece, between: str = "") -> Piece:
    """One piece out of two, in order."""
    offset = len(first.text) + len(between)
    runs = [*first.runs, *(replace(r, start=r.start + offset, end=r.end + offset) for r in second.runs)]
    notes = [*first.notes, *((c, m, s + offset, e + offset) for c, m, s, e in second.notes)]
    return replace(first, text=first.text + between + second.text, runs=runs, notes=notes)


def trimmed(piece: Piece) -> Piece:
    """The piece without white space at its ends."""
    stripped = piece.text.strip()
    lead = piece.text.find(stripped)
    return slice_piece(piece, lead, lead + len(stripped)) if len(stripped) != len(piece.text) else piece


def cut_piece(piece: Piece, cuts: Iterable[int]) -> list[Piece]:
    """The parts of a piece between the cuts (offsets in any order), without empty ones."""
    edges = [0, *sorted({cut for cut in cuts if 0 < cut < len(piece.text)}), len(piece.text)]
    parts = [trimmed(slice_piece(piece, start, end)) for start, end in pairwise(edges)]
    return [part for part in parts if part.text]
