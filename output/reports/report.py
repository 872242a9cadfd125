"""The report that a reviewer signs, as every format shows it: one view model made of a ``ChangeReport``.

All texts are Chinese and ``clean`` (fit for XML, without marks that reorder text); no renderer words anything but its
own column heads. Nothing here depends on the time or the machine: the same comparison gives the same view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaokuan.output import values
from tiaokuan.output.facts import region_words
from tiaokuan.output.labels import KINDS, label
from tiaokuan.output.reports import words
from tiaokuan.output.reports.rows import Places, Row, is_kept, place, rows
from tiaokuan.output.reports.words import BLANK, clean, one_line
from tiaokuan.pipeline.report_model import Accounting, ChangeReport, DocumentHead, Doubt, ItemChange, Summary
from tiaokuan.pipeline.schema import Source

TITLE = "政策文件变化对照报告"
SIGNATURES = ("编制", "复核", "审定")
_QUOTE = 200  # characters of a quote among the doubts


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A line of the head: what it is, for both documents. ``differs`` marks what a reader should see at once."""

    name: str
    old: str
    new: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of the 结论. ``row`` is the number of the row of the table that shows it, None where none does."""

    text: str
    severity: str
    severity_label: str
    effect_label: str
    row: int | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of either document beside its counterpart. ``status`` in words."""

    old: str
    new: str
    code: str
    status: str
    likeness: str
    substantive: int
    others: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What stayed in one item: pairs of a kind's label and the fact in words."""

    item: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeptClause:
    """A clause that both documents have alike: where it stands in each, how it begins, and whether its number or place
    is another."""

    old: str
    new: str
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A line of the accounting, in sentences."""

    name: str
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """Something that a person must look at, with its places and quotes on either side."""

    code: str
    message: str
    old: str
    new: str
    row: int | None


@dataclass(frozen=True, slots=True)
class DoubtGroup:
    """The doubts of one kind."""

    code: str
    name: str
    rows: tuple[DoubtRow, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report, in the order of its parts (a) to (f)."""

    title: str
    subtitle: str
    head: tuple[HeadRow, ...]
    verdict: str
    findings: tuple[Finding, ...]
    items: tuple[ItemRow, ...]
    rows: tuple[Row, ...]
    kept: tuple[Kept, ...]
    kept_clauses: tuple[KeptClause, ...]
    accounts: tuple[AccountRow, ...]
    balance: str
    doubts: tuple[DoubtGroup, ...]
    signatures: tuple[str, ...] = SIGNATURES


def build(report: ChangeReport) -> ReportView:
    """The view of a comparison."""
    places = Places(report)
    table = tuple(rows(report, places))
    row_of = _row_of(report, table)
    return ReportView(
        title=TITLE,
        subtitle=f"{_named(report.old)}　→　{_named(report.new)}",
        head=tuple(_head(report.old, report.new)),
        verdict=verdict(report.summary),
        findings=tuple(_findings(report, row_of)),
        items=tuple(_item(entry) for entry in report.items if entry.scope == "item"),
        rows=table,
        kept=tuple(_kept(report)),
        kept_clauses=tuple(_kept_clauses(report)),
        accounts=tuple(_accounts(report.accounting)),
        balance=_balance(report.accounting),
        doubts=tuple(_doubts(report, places, row_of)),
    )


def _row_of(report: ChangeReport, table: Sequence[Row]) -> dict[str, int]:
    """The row that shows a change, by its id; of an item the row of its first change."""
    found: dict[str, int] = {}
    for row in table:
        for note in row.notes:
            found.setdefault(note.change_id, row.number)
    for item in report.items:
        if item.changes:
            found.setdefault(item.id, found[item.changes[0].id])
    return found


def verdict(summary: Summary) -> str:
    """The comparison in one sentence: what of substance, in which direction, what else."""
    if not summary.substantive:
        first = "未发现实质变化"
    else:
        effects = summary.effects
        parts = [
            f"{name} {effects[code]} 处"
            for code, name in (
                ("down", "支持力度下调"), ("up", "支持力度上调"), ("tightened", "要求收紧"), ("loosened", "要求放宽"),
                ("mixed", "双向变化"),
            )
            if effects.get(code)
        ]  # fmt: skip
        first = f"发现实质变化 {summary.substantive} 处" + (f"（其中{'，'.join(parts)}）" if parts else "")
    return f"{first}；待确认 {summary.to_confirm} 处；文字调整 {summary.editorial} 处。"


def _named(head: DocumentHead) -> str:
    title = one_line(head.title or head.notice_title or head.source_name) or "（无标题）"
    return f"《{title.strip('《》')}》"


# --- (a) head ---


def _head(old: DocumentHead, new: DocumentHead) -> Iterator[HeadRow]:
    for name, first, second, watched in (
        ("标题", old.title, new.title, True),
        ("印发通知", old.notice_title, new.notice_title, True),
        ("文号", old.doc_number, new.doc_number, True),
        ("发文机关", "、".join(old.issuers), "、".join(new.issuers), True),
        ("适用地区", _region(old), _region(new), True),
        ("成文日期", _day(old.issued_on), _day(new.issued_on), True),
        ("有效期", _validity(old), _validity(new), True),
        ("文件名", old.source_name, new.source_name, False),
        ("格式与篇幅", _size(old), _size(new), False),
        ("SHA-256", old.sha256, new.sha256, False),
        ("事项与要素", _found(old), _found(new), False),
        ("要素确认", _confirmed(old), _confirmed(new), False),
        ("数字核对", _figures(old), _figures(new), False),
        ("引擎版本", _engine(old), _engine(new), False),
    ):
        left, right = one_line(first or ""), one_line(second or "")
        if left or right or name in ("文号", "成文日期", "有效期"):
            yield HeadRow(name, left or "未写明", right or "未写明", watched and left != right)


def _region(head: DocumentHead) -> str:
    return region_words(head.region) if head.region else ""


def _day(day: str | None) -> str:
    return values.date(day) if day else ""


def _validity(head: DocumentHead) -> str:
    start, end = _day(head.effective_from), _day(head.effective_to)
    if start and end:
        return f"{start}至{end}"
    return f"自{start}起" if start else f"至{end}" if end else ""


def _size(head: DocumentHead) -> str:
    pages = f"{head.pages} 页" if head.pages else "不分页"
    kind = label(words.MEDIA_TYPES, head.media_type)
    return "，".join(filter(None, (kind, pages, f"{head.characters:,} 字" if head.characters else "")))


def _found(head: DocumentHead) -> str:
    return f"事项 {head.items} 个，要素 {head.facts} 条"


def _confirmed(head: DocumentHead) -> str:
    state = "" if head.facts_confirmed else "（未经人工确认）"
    return f"已确认 {head.facts_confirmed}／{head.facts} 条{state}"


def _figures(head: DocumentHead) -> str:
    return f"已归入要素或说明原因 {head.figures_explained}／{head.figures} 处"


def _engine(head: DocumentHead) -> str:
    return f"tiaokuan {head.engine_version}" if head.engine_version else ""


# --- (b) conclusions, items ---


def _findings(report: ChangeReport, row_of: dict[str, int]) -> Iterator[Finding]:
    for entry in report.conclusions:
        yield Finding(
            clean(entry.text), entry.severity, words.SEVERITIES[entry.severity], label(words.EFFECTS, entry.effect),
            row_of.get(entry.change_id),
        )  # fmt: skip


def _item(entry: ItemChange) -> ItemRow:
    still = entry.status == "unchanged" and entry.moved
    status = ["内容未变" if still else words.ITEM_STATUS[entry.status], label(words.ITEM_RELATIONS, entry.relation)]
    status += ["移位"] if entry.moved else []
    substantive = sum(change.severity == "substantive" for change in entry.changes)
    return ItemRow(
        old=one_line(entry.old or "") or BLANK,
        new=one_line(entry.new or "") or BLANK,
        code=entry.status,
        status="、".join(filter(None, status)),
        likeness=BLANK if entry.similarity is None else f"{entry.similarity:.0%}",
        substantive=substantive,
        others=len(entry.changes) - substantive,
    )


# --- (d) what stayed, accounting ---


def _kept(report: ChangeReport) -> Iterator[Kept]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for entry in report.unchanged:
        kind = KINDS[entry.field] if entry.field else "事项"
        groups.setdefault(one_line(entry.item or "") or "全文", []).append((kind, one_line(entry.text)))
    for item, entries in groups.items():
        yield Kept(item, tuple(entries))


def _kept_clauses(report: ChangeReport) -> Iterator[KeptClause]:
    for row in report.clauses:
        if is_kept(row):
            text = next((side.text or side.title or "" for side in (row.new, row.old) if side is not None), "")
            yield KeptClause(place(row.old), place(row.new), one_line(text, 60), words.OPS[row.kind])


def _accounts(a: Accounting) -> Iterator[AccountRow]:
    yield AccountRow("对应，文字一致（至多标点、编号不同）", a.identical, None)
    yield AccountRow("对应，文字有改动", a.matched - a.identical, None)
    yield AccountRow("对应小计", a.matched, a.matched_new)
    yield AccountRow("仅旧文件有（新文件未见）", a.removed, None)
    yield AccountRow("仅新文件有（新增）", None, a.added)
    yield AccountRow("未能确定对应", a.unresolved_old, a.unresolved_new)
    yield AccountRow("合计", a.matched + a.removed + a.unresolved_old, a.matched_new + a.added + a.unresolved_new)
    yield AccountRow("全文句数", a.old_units, a.new_units)


def _balance(a: Accounting) -> str:
    old = a.matched + a.removed + a.unresolved_old == a.old_units
    new = a.matched_new + a.added + a.unresolved_new == a.new_units
    if old and new:
        return "核算相符：两个文件的每一句都已计入，无遗漏。"
    sides = "、".join(name for name, fits in (("旧文件", old), ("新文件", new)) if not fits)
    return f"核算不符（{sides}）：合计与全文句数不等，请人工通读，并反馈给维护者。"


# --- (e) doubts ---


def _doubts(report: ChangeReport, places: Places, row_of: dict[str, int]) -> Iterator[DoubtGroup]:
    for code, name in words.DOUBTS.items():
        found = [doubt for doubt in report.doubts if doubt.code == code]
        if found:
            yield DoubtGroup(code, name, tuple(_doubt(doubt, places, row_of) for doubt in found))


def _doubt(doubt: Doubt, places: Places, row_of: dict[str, int]) -> DoubtRow:
    return DoubtRow(
        doubt.code,
        one_line(doubt.message),
        _quoted(doubt.old_source, places.old),
        _quoted(doubt.new_source, places.new),
        row_of.get(doubt.change_id or ""),
    )


def _quoted(source: Source | None, numbers: dict[str, str]) -> str:
    """第2页　三、（二）“……”（识别置信度 0.62）"""
    if source is None:
        return ""
    where: Sequence[str] = (f"第{source.page}页" if source.page else "", numbers.get(source.section_id or "", ""))
    sure = f"（识别置信度 {source.confidence:.2f}）" if source.confidence is not None else ""
    return "　".join(filter(None, where)) + f"“{one_line(source.quote, _QUOTE)}”{sure}"
