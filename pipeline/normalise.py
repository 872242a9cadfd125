"""One clean text out of a document's blocks, every character of it traceable.

Postconditions: ``text`` is the lines joined by line feeds; characters are translated one to one or deleted, never
moved; nothing is deleted but converter residues, page furniture, white space that a converter put between Chinese and
figures, and a second print of the same text (each with a warning); a paragraph cut in two is joined, headings, entries,
titles and table rows never are.
"""

from __future__ import annotations

from tiaokuan.pipeline import furniture
from tiaokuan.pipeline.clean import clean_piece, close_gaps
from tiaokuan.pipeline.ends import split_heads, split_tails
from tiaokuan.pipeline.pieces import Piece
from tiaokuan.pipeline.readers.base import Block, ReaderWarning, SourceDocument
from tiaokuan.pipeline.rejoin import rejoin
from tiaokuan.pipeline.runon import split_gaps, split_repeats, split_run_on
from tiaokuan.pipeline.tables import table_pieces
from tiaokuan.pipeline.tree import Line, NormalText, PlacedRun


def normalise(source: SourceDocument) -> NormalText:
    """The normalised text of a document, with its lines, the places of its runs, and a warning for each repair."""
    warnings: list[ReaderWarning] = list(source.warnings)
    pieces: list[Piece] = []
    tables = 0
    for number, block in enumerate(source.blocks):
        if block.kind == "table" and block.table is not None:
            pieces.extend(table_pieces(block.table, number, tables, page_break=block.page_break))
            tables += 1
        else:
            pieces.extend(_paragraph(block, number))
    if closed := close_gaps(pieces):
        warnings.append(ReaderWarning("stray_space_removed", f"已删除句子中间的{closed}处多余空格"))
    pieces = furniture.strip(pieces, warnings)
    pieces = split_repeats(rejoin(pieces))
    pieces = [part for piece in pieces for part in split_run_on(piece)]
    pieces = split_tails(split_heads(furniture.drop_second_print(pieces, warnings)))
    return _assemble(pieces, warnings)


def _paragraph(block: Block, number: int) -> list[Piece]:
    """The cleaned parts of a paragraph; several where gaps or line feeds show that it was run together."""
    piece = Piece(block.text, number, heading=block.heading, marker=block.marker, align=block.align, bold=block.bold,
                  page_break=block.page_break, footnote=block.kind == "footnote", runs=list(block.runs))
    parts: list[Piece] = []
    for part in split_gaps(piece):
        cleaned = clean_piece(part)
        if cleaned.text:
            parts.append(cleaned)
    return parts


def _assemble(pieces: list[Piece], warnings: list[ReaderWarning]) -> NormalText:
    """Lay the pieces end to end: lines, runs and warnings in offsets of the whole text."""
    lines: list[Line] = []
    runs: list[PlacedRun] = []
    spans: list[tuple[str, str, int, int]] = []
    at = 0
    for piece in pieces:
        line = Line(at, at + len(piece.text), piece.block, piece.heading, piece.marker, piece.align, piece.bold,
                    piece.page_break, table=piece.table, row=piece.row, col=piece.col, header_row=piece.header_row)
        line.cells = piece.cells
        if piece.footnote:
            line.zone = "footnote"
        lines.append(line)
        if piece.runs:
            runs += [PlacedRun(at + r.start, at + r.end, r.page, r.box, r.confidence) for r in piece.runs]
        if piece.notes:
            spans += [(code, message, at + start, at + end) for code, message, start, end in piece.notes]
        at += len(piece.text) + 1
    _place_cells(lines)
    return NormalText("\n".join(piece.text for piece in pieces), lines, runs, warnings, spans)


def _place_cells(lines: list[Line]) -> None:
    """Move the cells of table rows from offsets into their line to offsets into the text, and tie each to the header
    cells above it (``headers`` come as (row, index) pairs from ``pipeline.tables``)."""
    placed: dict[tuple[int, int, int], tuple[int, int]] = {}
    for line in lines:
        for index, cell in enumerate(line.cells):
            cell.start += line.start
            cell.end += line.start
            placed[line.table or 0, line.row or 0, index] = (cell.start, cell.end)
            cell.headers = [placed[key] for row, i in cell.headers if (key := (line.table or 0, row, i)) in placed]


