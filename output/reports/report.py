"""The report that a reviewer signs, as every format shows it: one view model made of a ``ChangeReport``.

All texts are Chinese and ``clean`` (fit for XML, without marks that reorder text); no renderer words anything but its
own column heads. Nothing here depends on the time or the machine: the same comparison gives the same view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tiaokuan.output.labels import label
from tiaokuan.output.reports import tail, words
from tiaokuan.output.reports.head import HeadRow, head_rows
from tiaokuan.output.reports.rows import Places, Row, rows
from tiaokuan.output.reports.words import BLANK, clean, one_line
from tiaokuan.pipeline.report_model import ChangeReport, Conclusion, DocumentHead, ItemChange, Summary

TITLE = "政策文件变化对照报告"
SIGNATURES = ("编制", "复核", "审定")


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence of the 结论. ``effect`` in words; ``row`` is the number of the row of the table that shows it, None
    where none does."""

    number: int
    text: str
    severity: str
    effect: str
    row: int | None

    @property
    def remark(self) -> str:
        """下调，见对照表第3行"""
        return "，".join(filter(None, (self.effect, f"见对照表第{self.row}行" if self.row else "")))


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Conclusions about one matter, numbered through the whole report."""

    name: str
    findings: tuple[Finding, ...]


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
class ReportView:
    """The whole report, in the order of its parts (a) to (f)."""

    title: str
    subtitle: str
    head: tuple[HeadRow, ...]
    verdict: str
    findings: tuple[FindingGroup, ...]
    items: tuple[ItemRow, ...]
    rows: tuple[Row, ...]
    kept: tuple[tail.Kept, ...]
    kept_clauses: tuple[tail.KeptClause, ...]
    accounts: tuple[tail.AccountRow, ...]
    balance: str
    doubts: tuple[tail.DoubtGroup, ...]
    signatures: tuple[str, ...] = SIGNATURES


def build(report: ChangeReport) -> ReportView:
    """The view of a comparison."""
    places = Places(report)
    table = tuple(rows(report, places))
    row_of = _row_of(report, table)
    return ReportView(
        title=TITLE,
        subtitle=f"{_named(report.old)}　→　{_named(report.new)}",
        head=tuple(head_rows(report.old, report.new)),
        verdict=verdict(report.summary),
        findings=tuple(_findings(report, row_of)),
        items=tuple(_item(entry) for entry in report.items if entry.scope == "item"),
        rows=table,
        kept=tuple(tail.kept(report)),
        kept_clauses=tuple(tail.kept_clauses(report, places)),
        accounts=tuple(tail.accounts(report.accounting)),
        balance=tail.balance(report.accounting),
        doubts=tuple(tail.doubts(report, places, row_of)),
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


def _findings(report: ChangeReport, row_of: dict[str, int]) -> Iterator[FindingGroup]:
    """The conclusions in their order, under a heading wherever the matter changes."""
    numbered = enumerate(report.conclusions, 1)
    for name, group in groupby(numbered, key=lambda entry: _matter(entry[1])):
        yield FindingGroup(name, tuple(_finding(number, entry, row_of) for number, entry in group))


def _matter(entry: Conclusion) -> str:
    if entry.severity == "to_confirm":
        return "待确认"
    return next((name for name, fields in words.MATTERS.items() if entry.field in fields), "其他")


def _finding(number: int, entry: Conclusion, row_of: dict[str, int]) -> Finding:
    return Finding(
        number, clean(entry.text), entry.severity, label(words.EFFECTS, entry.effect), row_of.get(entry.change_id)
    )


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
