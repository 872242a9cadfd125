"""The 条款对照表: old and new clauses side by side in the new document's order, each with its redline and its
changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_notes import GONE, subject
from tiaokuan.pipeline.diff_view import TextView
from tiaokuan.pipeline.report_model import (
    ChangeReport,
    ClauseRow,
    ClauseSide,
    DocumentChange,
    Effect,
    FactChange,
    ItemChange,
    Piece,
    SectionChange,
    Severity,
)

_ORDER: dict[str | None, int] = {None: 0, "editorial": 1, "to_confirm": 2, "substantive": 3}


@dataclass(slots=True)
class _Row:
    """A row being filled: units of both sides of one clause."""

    old: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Told:
    """What the report tells of one clause."""

    ids: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    severity: Severity | None = None
    effects: set[Effect] = field(default_factory=set)

    def add(self, name: str, note: str, severity: Severity, effect: Effect | None) -> None:
        """Take in one change."""
        if name in self.ids:
            return
        self.ids.append(name)
        self.notes.append(note)
        self.severity = max(self.severity, severity, key=lambda s: _ORDER[s])
        if effect is not None and severity == "substantive":
            self.effects.add(effect)

    @property
    def effect(self) -> Effect | None:
        """The one effect, ``mixed`` for several."""
        return None if not self.effects else next(iter(self.effects)) if len(self.effects) == 1 else "mixed"


def clause_rows(found: Comparison, report: ChangeReport) -> list[ClauseRow]:
    """All rows; every sentence of both documents is in one."""
    told = _told(found, report)
    rows = []
    for number, row in enumerate(_rows(found), 1):
        one = _Told()
        for unit, is_old in [*((u, True) for u in row.old), *((u, False) for u in row.new)]:
            for change in told[is_old, unit]:
                one.add(*change)
        rows.append(_made(found, number, row, one))
    return rows


def _rows(found: Comparison) -> list[_Row]:
    """Clauses in the new document's order; one that the new document lacks stands after its predecessor."""
    own_new, own_old = _by_part(found.new), _by_part(found.old)
    partner = _partners(found, own_new)
    taken = {old for old in partner.values() if old is not None}
    lost: dict[tuple[int | None, int] | None, list[tuple[int | None, int]]] = defaultdict(list)
    last: tuple[int | None, int] | None = None
    reverse = {old: new for new, old in partner.items() if old is not None}
    for key in own_old:
        if key in taken:
            last = reverse[key]
        else:
            lost[last].append(key)
    rows = [_Row(old=own_old[key]) for key in lost[None]]
    for key, units in own_new.items():
        old = partner.get(key)
        rows.append(_Row(own_old[old] if old is not None else [], units))
        rows += [_Row(old=own_old[gone]) for gone in lost[key]]
    return rows


_Key = tuple[int | None, int]


def _by_part(view: TextView) -> dict[_Key, list[int]]:
    """Units by the clause that they stand in; loose paragraphs (title, signature) each by itself."""
    found: dict[_Key, list[int]] = defaultdict(list)
    for unit in view.units:
        key = (None, unit.index) if unit.loose or unit.part is None else (unit.part, -1)
        found[key].append(unit.index)
    return dict(found)


def _partners(found: Comparison, own_new: dict[_Key, list[int]]) -> dict[_Key, _Key | None]:
    """For each new clause the old one that most of its text comes from; an old clause is given once."""
    votes: Counter[tuple[_Key, _Key]] = Counter()
    for key, units in own_new.items():
        for unit in units:
            number = found.aligned.group_of_new.get(unit)
            if number is None:
                continue
            group = found.aligned.groups[number]
            for i in group.old:
                old = found.old.units[i]
                target: _Key = (None, i) if old.loose or old.part is None else (old.part, -1)
                votes[key, target] += len(found.new.units[unit].key)
    partner: dict[_Key, _Key | None] = {}
    taken: set[_Key] = set()
    for (key, target), _ in votes.most_common():
        if key not in partner and target not in taken:
            partner[key] = target
            taken.add(target)
    return partner


def _told(
    found: Comparison, report: ChangeReport
) -> dict[tuple[bool, int], list[tuple[str, str, Severity, Effect | None]]]:
    """The changes by the sentence that they are about: (is old, unit) → (id, note, severity, effect)."""
    told: dict[tuple[bool, int], list[tuple[str, str, Severity, Effect | None]]] = defaultdict(list)
    for item in report.items:
        for unit, is_old in _names(found, item):
            told[is_old, unit].append((item.id, *_status(item), None))
        for change in item.changes:
            entry = (change.id, _fact_note(change), change.severity, change.effect)
            for fact, view, is_old in ((change.before, found.old, True), (change.after, found.new, False)):
                for unit in view.units_in(fact.source.start, fact.source.end) if fact else ():
                    told[is_old, unit].append(entry)
    others: list[SectionChange | DocumentChange] = [*report.section_changes, *report.document_changes]
    for other in others:
        line = (other.id, other.note, other.severity, other.effect)
        for source, view, is_old in ((other.old_source, found.old, True), (other.new_source, found.new, False)):
            for unit in view.units_in(source.start, source.end) if source else ():
                told[is_old, unit].append(line)
    return told


def _names(found: Comparison, item: ItemChange) -> Iterator[tuple[int, bool]]:
    """The headings of an item that came, went or has another name."""
    if item.status not in ("added", "removed", "renamed"):
        return
    for view, section, is_old in ((found.old, item.old_section, True), (found.new, item.new_section, False)):
        part = view.by_id.get(section or "")
        if part is not None and view.units[view.parts[part].first].heading:
            yield view.parts[part].first, is_old


def _status(item: ItemChange) -> tuple[str, Severity]:
    if item.status == "renamed":
        return f"事项名称由“{item.old}”改为“{item.new}”", "editorial"
    return ("新增事项" if item.status == "added" else GONE), "substantive"


def _fact_note(change: FactChange) -> str:
    about = subject(change)
    return f"{about}{change.note}" if about else change.note


def _made(found: Comparison, number: int, row: _Row, told: _Told) -> ClauseRow:
    old, new = _side(found.old, row.old), _side(found.new, row.new)
    kind, note = _kind(found, row, old, new, told)
    return ClauseRow.model_construct(
        number=number, old=old, new=new, kind=kind, severity=told.severity, effect=told.effect, note=note,
        redline=_redline(found, row), change_ids=told.ids, review="", reviewer="",
    )  # fmt: skip


def _kind(found: Comparison, row: _Row, old: ClauseSide | None, new: ClauseSide | None, told: _Told) -> tuple[str, str]:
    notes = "；".join(dict.fromkeys(note for note in told.notes if note))
    if old is None:
        return "added", notes or "新增条款"
    if new is None:
        return "removed", notes or GONE
    if told.severity in ("substantive", "to_confirm"):
        return "changed", notes
    if told.severity == "editorial" and any(note != "位置调整" for note in told.notes):
        return "editorial", notes
    groups = {found.aligned.group_of_new.get(unit) for unit in row.new} - {None}
    if any(found.aligned.groups[n].moved for n in groups if n is not None):
        return "moved", "位置调整"
    if old.number != new.number:
        return "renumbered", f"序号由{old.number or '无'}变为{new.number or '无'}"
    return "unchanged", ""


def _side(view: TextView, units: list[int]) -> ClauseSide | None:
    if not units:
        return None
    first = view.units[units[0]]
    part = None if first.loose or first.part is None else view.parts[first.part]
    start, end = first.start, view.units[units[-1]].end
    return ClauseSide.model_construct(
        section_id=part.section.id if part else None, number=part.label if part else "",
        title=part.section.title if part else None, text=view.text[start:end], page=view.page_at(start), start=start,
        end=end,
    )  # fmt: skip


def _redline(found: Comparison, row: _Row) -> list[Piece]:
    """The clause with its differences, sentence by sentence; old sentences that are gone after their predecessor."""
    pieces: list[Piece] = []
    shown: set[int] = set()
    done: set[int] = set()
    for unit in row.new:
        number = found.aligned.group_of_new.get(unit)
        if number is None:
            pieces.append(("+", _words(found.new, [unit])))
            continue
        if number in done:
            continue
        done.add(number)
        group = found.aligned.groups[number]
        shown |= set(group.old)
        pieces += [("=", _words(found.new, group.new))] if group.identical else found.diff(number).pieces
        pieces += _gone(found, group.old[-1], row.old, shown)
    lost = [u for u in row.old if u not in shown and u not in found.aligned.group_of_old]
    return (
        [("-", _words(found.old, [u])) for u in lost if not row.new or u < min(shown, default=0)]
        + pieces
        + [("-", _words(found.old, [u])) for u in lost if row.new and u > min(shown, default=0)]
    )


def _gone(found: Comparison, after: int, units: list[int], shown: set[int]) -> Iterator[Piece]:
    """Old sentences of the clause right after ``after`` that have no counterpart."""
    for unit in units:
        if unit == after + 1 and unit not in found.aligned.group_of_old:
            shown.add(unit)
            after = unit
            yield "-", _words(found.old, [unit])


def _words(view: TextView, units: Iterable[int]) -> str:
    places = [view.units[u] for u in units]
    return view.text[places[0].start : places[-1].end]
