"""Every change of a report in words: what the 变化说明 and 类型 columns say, and what filters and figures go by."""

from __future__ import annotations

from dataclasses import dataclass

from tiaokuan.output.facts import WORDS
from tiaokuan.output.labels import label
from tiaokuan.output.reports import words
from tiaokuan.output.reports.document_fields import FieldChange, field_change
from tiaokuan.output.reports.figures import Figure, comparable, figure
from tiaokuan.output.reports.words import one_line
from tiaokuan.pipeline.report_model import (
    AnyFact,
    ChangeReport,
    ClauseRow,
    DocumentChange,
    FactChange,
    FieldName,
    ItemChange,
    Piece,
    SectionChange,
)
from tiaokuan.pipeline.schema import Source

_WORDS = 40  # characters of a changed stretch in a note; the cells beside it show the whole
_TEXT_OPS = {"added": "新增内容", "removed": words.NOT_IN_NEW, "moved": "位置调整", "changed": "表述有变"}


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


Change = tuple[Note, Source | None, Source | None]


def changes(report: ChangeReport) -> dict[str, Change]:
    """All changes by id, each with its places: of the head, of items, of facts, of text."""
    found: dict[str, Change] = {}
    for field in report.document_changes:
        found[field.id] = (document_note(field, field_change(field)), field.old_source, field.new_source)
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
        text=_text_note(change), field="text", op=change.op, severity=change.severity,
        effect=change.effect, reason=words.REASONS.get(change.reason or "", ""), before=before, after=after,
        change_id=change.id,
    )  # fmt: skip


def _side(redline: list[Piece], own: str, source: Source | None) -> str:
    text = "".join(text for op, text in redline if op in ("=", own))
    return one_line(text or (source.quote if source else ""))


def _text_note(change: SectionChange) -> str:
    """What changed, with the words: 表述有变：“原则上”改为“应当”."""
    said = one_line(change.note) or _TEXT_OPS[change.op]
    gone, come = (
        "、".join(f"“{one_line(text, _WORDS)}”" for op, text in change.redline if op == own and text.strip())
        for own in "-+"
    )
    if "“" in said or change.op == "moved" or not (gone or come):
        return said
    if gone and come:
        return f"{said}：{gone}改为{come}"
    if change.op != "changed":
        return f"{said}：{gone or come}"
    return f"{said}：{gone}未再出现" if gone else f"{said}：增加{come}"


def document_note(change: DocumentChange, said: FieldChange) -> Note:
    """A change of the head as a note."""
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


def clause_note(clause: ClauseRow) -> Note:
    """The note of a clause that no change claims: it moved, was renumbered, or differs in typography."""
    text = one_line(clause.note) or words.OPS[clause.kind]
    return Note(text, "text", clause.kind, clause.severity, clause.effect)
