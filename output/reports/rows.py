"""The rows of the 条款对照表: every change of the report stands in some row, whatever clauses the comparison lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tiaokuan.output.reports import words
from tiaokuan.output.reports.document_fields import FieldChange, field_change
from tiaokuan.output.reports.notes import Note, changes, clause_note, document_note
from tiaokuan.output.reports.redline import Mark, side_pieces
from tiaokuan.output.reports.words import clean, one_line
from tiaokuan.pipeline.report_model import ChangeReport, ClauseRow, ClauseSide, DocumentChange, Piece
from tiaokuan.pipeline.schema import Source

_Drafted = tuple["Cell", "Cell", str, tuple[Note, ...]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One side of a row: how the clause is cited, its page, its text as a redline (``=`` and this side's own words).
    ``missing``: what to say where the document has no such clause; then all else is empty."""

    number: str = ""
    page: int | None = None
    pieces: tuple[Piece, ...] = ()
    missing: str = ""

    @property
    def place(self) -> str:
        """三、（二）1.　第3页"""
        return "　".join(filter(None, (self.number, f"第{self.page}页" if self.page else "")))

    @property
    def text(self) -> str:
        """The clause without marks."""
        return "".join(text for _, text in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; ``kind`` is the clause's own, ``notes`` at least one."""

    number: int
    old: Cell
    new: Cell
    kind: str
    notes: tuple[Note, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """All labels of its notes, each once."""
        return tuple(dict.fromkeys(tag for note in self.notes for tag in note.tags))

    @property
    def items(self) -> tuple[str, ...]:
        """The items that its notes are about."""
        return tuple(dict.fromkeys(note.item for note in self.notes if note.item))

    @property
    def item(self) -> str:
        """The item where there is one only; of several each note names its own (``lead``)."""
        return self.items[0] if len(self.items) == 1 else ""

    def lead(self, note: Note) -> str:
        """What to print before a note's words: its item where the row is about several, and what it is about."""
        item = f"【{note.item}】" if note.item and len(self.items) > 1 else ""
        return item + note.lead

    @property
    def severity(self) -> str:
        """The gravest of its notes, for colour: empty where none has one."""
        found = {note.severity for note in self.notes}
        return next((code for code in words.SEVERITIES if code in found), "")

    def codes(self, name: str) -> str:
        """The codes of an attribute of its notes, for filters: separated by spaces."""
        return " ".join(dict.fromkeys(filter(None, (getattr(note, name) for note in self.notes))))


class Places:
    """How clauses are cited: by number, else by title, a paragraph without either by the clause before it."""

    def __init__(self, report: ChangeReport) -> None:
        self._old = [row.old for row in report.clauses if row.old is not None]
        self._new = [row.new for row in report.clauses if row.new is not None]
        self._before = {id(side): name for sides in (self._old, self._new) for side, name in _followed(sides)}

    @cached_property
    def old(self) -> dict[str, str]:
        """Citations of the old document's sections, by id."""
        return {side.section_id: self.number(side) for side in self._old if side.section_id}

    @cached_property
    def new(self) -> dict[str, str]:
        """Citations of the new document's sections, by id."""
        return {side.section_id: self.number(side) for side in self._new if side.section_id}

    def number(self, side: ClauseSide) -> str:
        """How a clause is cited."""
        if side.number:
            return one_line(side.number)
        return f"“{one_line(side.title, 20)}”" if side.title else self._before[id(side)]

    def place(self, side: ClauseSide | None) -> str:
        """How a clause is cited, with its page; a dash where there is none."""
        return words.BLANK if side is None else Cell(self.number(side), side.page).place


def _followed(sides: list[ClauseSide]) -> Iterator[tuple[ClauseSide, str]]:
    """Every clause of a document with the words for what stands right after the last numbered one before it."""
    name = "正文"
    for side in sorted(sides, key=lambda side: side.start):
        if side.number:
            name = f"{one_line(side.number)}之后"
        yield side, name


def is_kept(clause: ClauseRow) -> bool:
    """Whether both documents have the clause alike, be it under another number or in another place: no row of the
    table, but of the list of what stayed."""
    return clause.kind in ("unchanged", "renumbered", "moved") and not clause.change_ids


def rows(report: ChangeReport, places: Places) -> Iterator[Row]:
    """The table: changes of the head that stand in no clause first, then the clauses in their order, then any other
    change that no clause claims."""
    found = changes(report)
    claimed = {key for clause in report.clauses for key in clause.change_ids}
    table: list[_Drafted] = [_document_row(change) for change in report.document_changes if change.id not in claimed]
    for clause in report.clauses:
        if not is_kept(clause):
            notes = tuple(found[key][0] for key in clause.change_ids if key in found)
            table.append((*_cells(clause, notes, places), clause.kind, notes or (clause_note(clause),)))
    for key, (note, old, new) in found.items():
        if key not in claimed and note.field not in ("document", "item"):
            table.append((*_loose_cells(note, old, new, places), note.op, (note,)))
    seen: dict[str, int] = {}
    for number, (old_cell, new_cell, kind, notes) in enumerate(table, 1):
        yield Row(number, old_cell, new_cell, kind, tuple(_referring(note, seen) for note in notes))
        seen |= {note.change_id: number for note in notes if note.change_id and note.change_id not in seen}


def _referring(note: Note, seen: dict[str, int]) -> Note:
    """A change that an earlier row has already shown says so."""
    earlier = seen.get(note.change_id)
    return note if earlier is None else replace(note, text=f"同第{earlier}行：{note.text}")


# --- clauses ---


def _cells(clause: ClauseRow, notes: tuple[Note, ...], places: Places) -> tuple[Cell, Cell]:
    name = next((note.name for note in notes if note.name), "")
    gone, come = (any(op == mark for op, _ in clause.redline) for mark in "-+")
    return (
        _cell(clause, clause.old, "-", name, places) or Cell(missing=words.NOT_IN_OLD if come else words.ELSEWHERE_OLD),
        _cell(clause, clause.new, "+", name, places) or Cell(missing=words.NOT_IN_NEW if gone else words.ELSEWHERE_NEW),
    )


def _cell(clause: ClauseRow, side: ClauseSide | None, own: Mark, name: str, places: Places) -> Cell | None:
    """One side of a clause; ``name``: what an unnumbered paragraph is (标题, 成文日期), where a change says so."""
    if side is None:
        return None
    pieces = tuple((op, clean(text)) for op, text in side_pieces(clause.redline, own, side.text))
    return Cell(name if name and not side.number else places.number(side), side.page, pieces)


# --- the head, and what no clause claims ---


def _document_row(change: DocumentChange) -> _Drafted:
    said = field_change(change)
    note = document_note(change, said)
    old = _field_cell(said, said.old, change.old_source, "旧文件未写明")
    return old, _field_cell(said, said.new, change.new_source, "新文件未写明"), said.op, (note,)


def _field_cell(said: FieldChange, pieces: tuple[Piece, ...], source: Source | None, missing: str) -> Cell:
    if not pieces:
        return Cell(missing=f"{said.name}：{missing}")
    return Cell(said.name, source.page if source else None, pieces)


def _loose_cells(note: Note, old: Source | None, new: Source | None, places: Places) -> tuple[Cell, Cell]:
    return (
        _loose_cell(old, places.old, "-" if note.op in ("changed", "removed") else "=", words.NOT_IN_OLD),
        _loose_cell(new, places.new, "+" if note.op in ("changed", "added") else "=", words.NOT_IN_NEW),
    )


def _loose_cell(source: Source | None, numbers: dict[str, str], op: Any, missing: str) -> Cell:
    if source is None:
        return Cell(missing=missing)
    return Cell(numbers.get(source.section_id or "", "正文"), source.page, ((op, clean(source.quote)),))


#: The columns of the table, as the contract names them.
COLUMNS = ("序号", "旧条款·页", "新条款·页", "变化说明", "类型", "复核意见", "复核人")
KEPT_COLUMNS = ("旧条款·页", "新条款·页", "内容", "状态")
