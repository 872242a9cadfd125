"""The rows of the 条款对照表: every change of the report stands in exactly one row, whatever the comparison lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tiaokuan.output.facts import WORDS
from tiaokuan.output.labels import label
from tiaokuan.output.reports import words
from tiaokuan.output.reports.document_fields import FieldChange, field_change
from tiaokuan.output.reports.figures import Figure, comparable, figure
from tiaokuan.output.reports.redline import Mark, side_pieces
from tiaokuan.output.reports.words import clean, one_line
from tiaokuan.pipeline.report_model import (
    AnyFact,
    ChangeReport,
    ClauseRow,
    ClauseSide,
    DocumentChange,
    FactChange,
    FieldName,
    ItemChange,
    Piece,
    SectionChange,
)
from tiaokuan.pipeline.schema import Source


@dataclass(frozen=True, slots=True)
class Note:
    """One change of a row, in words. ``before``/``after`` are the fact or value on either side (empty where there is
    none); ``change_id`` is empty where the row changed by its place or number alone; ``name`` is the field of the head
    that changed."""

    text: str
    field: str
    op: str
    severity: str | None
    effect: str | None
    reason: str = ""
    item: str = ""
    before: str = ""
    after: str = ""
    old_figure: Figure | None = None
    new_figure: Figure | None = None
    change_id: str = ""
    name: str = ""

    @property
    def about(self) -> str:
        """What the change is about: 支持标准, 条款文字 …"""
        return label(words.FIELDS, self.field)

    @property
    def lead(self) -> str:
        """What to put before the words: ``about``, where they do not begin with it themselves."""
        return "" if self.about in self.text[:12] or self.name else self.about

    @property
    def tags(self) -> tuple[str, ...]:
        """The labels of the 类型 column: severity, then direction or operation."""
        kind = label(words.EFFECTS, self.effect) or words.OPS[self.op]
        return tuple(filter(None, (label(words.SEVERITIES, self.severity), kind)))


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
    """How the sections of either document are cited, by id, as far as the report's clauses tell."""

    def __init__(self, report: ChangeReport) -> None:
        self._report = report

    @cached_property
    def old(self) -> dict[str, str]:
        """Citations of the old document's sections."""
        return self._numbers(row.old for row in self._report.clauses)

    @cached_property
    def new(self) -> dict[str, str]:
        """Citations of the new document's sections."""
        return self._numbers(row.new for row in self._report.clauses)

    @staticmethod
    def _numbers(sides: Iterable[ClauseSide | None]) -> dict[str, str]:
        return {side.section_id: _number(side) for side in sides if side is not None and side.section_id}


def _number(side: ClauseSide) -> str:
    return one_line(side.number) or (f"“{one_line(side.title, 20)}”" if side.title else "正文")


def place(side: ClauseSide | None) -> str:
    """How one side of a clause is cited, with its page; a dash where there is none."""
    return words.BLANK if side is None else Cell(_number(side), side.page).place


def is_kept(clause: ClauseRow) -> bool:
    """Whether both documents have the clause alike, be it under another number or in another place: no row of the
    table, but of the list of what stayed."""
    return clause.kind in ("unchanged", "renumbered", "moved") and not clause.change_ids


def rows(report: ChangeReport, places: Places) -> Iterator[Row]:
    """The table: changes of the head that stand in no clause first, then the clauses in their order, then any other
    change that no clause claims."""
    changes = _changes(report)
    claimed = {key for clause in report.clauses for key in clause.change_ids}
    table: list[_Drafted] = [_document_row(change) for change in report.document_changes if change.id not in claimed]
    for clause in report.clauses:
        if not is_kept(clause):
            notes = tuple(changes[key][0] for key in clause.change_ids if key in changes)
            table.append((*_cells(clause, notes), clause.kind, notes or (_clause_note(clause),)))
    for key, (note, old, new) in changes.items():
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


def _cells(clause: ClauseRow, notes: tuple[Note, ...]) -> tuple[Cell, Cell]:
    name = next((note.name for note in notes if note.name), "")
    pieces = clause.redline
    return (
        _cell(clause.old, name, pieces, "-", words.NOT_IN_OLD),
        _cell(clause.new, name, pieces, "+", words.NOT_IN_NEW),
    )


def _cell(side: ClauseSide | None, name: str, redline: list[Piece], own: Mark, missing: str) -> Cell:
    """``name``: what an unnumbered paragraph is (标题, 成文日期), where a change says so."""
    if side is None:
        return Cell(missing=missing)
    pieces = tuple((op, clean(text)) for op, text in side_pieces(redline, own, side.text))
    return Cell(name if name and not side.number else _number(side), side.page, pieces)


def _clause_note(clause: ClauseRow) -> Note:
    """The note of a clause that no change claims: it moved, was renumbered, or differs in typography."""
    text = one_line(clause.note) or words.OPS[clause.kind]
    return Note(text, "text", clause.kind, clause.severity, clause.effect)


# --- changes ---

_Change = tuple[Note, Source | None, Source | None]
_Drafted = tuple[Cell, Cell, str, tuple["Note", ...]]


def _changes(report: ChangeReport) -> dict[str, _Change]:
    """All changes by id, each with its places: of the head, of items, of facts, of text."""
    found: dict[str, _Change] = {}
    for field in report.document_changes:
        found[field.id] = (_document_note(field, field_change(field)), field.old_source, field.new_source)
    for item in report.items:
        if item.status in ("added", "removed", "renamed"):
            found[item.id] = (_item_note(item), None, None)
        for change in item.changes:
            before, after = (fact.source if fact is not None else None for fact in (change.before, change.after))
            found[change.id] = (_fact_note(item, change), before, after)
    for section in report.section_changes:
        found[section.id] = (_section_note(section), section.old_source, section.new_source)
    return found


def _fact_note(item: ItemChange, change: FactChange) -> Note:
    by_rate = _by_rate(change)
    before, after = _fact(change.field, change.before), _fact(change.field, change.after)
    return Note(
        text=one_line(change.note) or _in_words(change.op, before, after), field=change.field, op=change.op,
        severity=change.severity, effect=change.effect, reason=words.REASONS.get(change.reason or "", ""),
        item=one_line(item.new or item.old or ""), before=before, after=after,
        old_figure=figure(change.before, by_rate=by_rate), new_figure=figure(change.after, by_rate=by_rate),
        change_id=change.id,
    )  # fmt: skip


def _by_rate(change: FactChange) -> bool:
    """Whether the rate is what changed, not the sum."""
    paths = {attribute.path.split(".")[0] for attribute in change.attributes}
    both = figure(change.before), figure(change.after)
    return "rate" in paths and ("value" not in paths or not comparable(*both))


def _fact(field: FieldName, fact: AnyFact | None) -> str:
    if fact is None:
        return ""
    said = WORDS[field](fact)
    return one_line(said.head + (f"〔{'；'.join(said.notes)}〕" if said.notes else ""))


def _in_words(op: str, before: str, after: str) -> str:
    if op == "added":
        return f"新增：{after}"
    if op == "removed":
        return f"{words.NOT_IN_NEW}：{before}"
    return f"由“{before}”改为“{after}”"


def _section_note(change: SectionChange) -> Note:
    before = _side(change.redline, "-", change.old_source)
    after = _side(change.redline, "+", change.new_source)
    return Note(
        text=one_line(change.note) or _text_note(change), field="text", op=change.op, severity=change.severity,
        effect=change.effect, reason=words.REASONS.get(change.reason or "", ""), before=before, after=after,
        change_id=change.id,
    )  # fmt: skip


def _side(redline: list[Piece], own: str, source: Source | None) -> str:
    text = "".join(text for op, text in redline if op in ("=", own))
    return one_line(text or (source.quote if source else ""))


def _text_note(change: SectionChange) -> str:
    if change.op == "added":
        return "新增文字"
    if change.op == "removed":
        return words.NOT_IN_NEW
    if change.op == "moved":
        return "文字移至他处"
    gone, come = (
        "、".join(f"“{one_line(text)}”" for op, text in change.redline if op == own and text.strip()) for own in "-+"
    )
    if gone and come:
        return f"{gone}改为{come}"
    return f"{gone}未再出现" if gone else f"增加{come}" if come else "文字改动"


# --- the head, and what no clause claims ---


def _document_note(change: DocumentChange, said: FieldChange) -> Note:
    return Note(
        text=said.text, field="document", op=said.op, severity=change.severity, effect=change.effect,
        before=said.before, after=said.after, change_id=change.id, name=said.name,
    )  # fmt: skip


def _item_note(item: ItemChange) -> Note:
    old, new = one_line(item.old or ""), one_line(item.new or "")
    text = {"added": f"新增事项“{new}”", "removed": f"事项“{old}”：{words.NOT_IN_NEW}"}.get(
        item.status, f"事项名称由“{old}”改为“{new}”"
    )
    op = item.status if item.status != "renamed" else "changed"
    severity = "editorial" if item.status == "renamed" else "substantive"
    return Note(text, "item", op, severity, None, item=new or old, before=old, after=new, change_id=item.id)


def _document_row(change: DocumentChange) -> _Drafted:
    said = field_change(change)
    note = _document_note(change, said)
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
