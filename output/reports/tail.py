"""(d) What stayed and the accounting of every sentence, (e) what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaokuan.output.labels import KINDS
from tiaokuan.output.reports import words
from tiaokuan.output.reports.rows import Places, is_kept
from tiaokuan.output.reports.words import one_line
from tiaokuan.pipeline.report_model import Accounting, ChangeReport, Doubt
from tiaokuan.pipeline.schema import Source

_QUOTE = 200  # characters of a quote among the doubts


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


def kept(report: ChangeReport) -> Iterator[Kept]:
    """What both documents state alike, by item."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for entry in report.unchanged:
        kind = KINDS[entry.field] if entry.field else "事项"
        groups.setdefault(one_line(entry.item or "") or "全文", []).append((kind, one_line(entry.text)))
    for item, entries in groups.items():
        yield Kept(item, tuple(entries))


def kept_clauses(report: ChangeReport, places: Places) -> Iterator[KeptClause]:
    """The clauses that no row of the table shows."""
    for row in report.clauses:
        if is_kept(row):
            text = next((side.text or side.title or "" for side in (row.new, row.old) if side is not None), "")
            yield KeptClause(places.place(row.old), places.place(row.new), one_line(text, 60), words.OPS[row.kind])


def accounts(a: Accounting) -> Iterator[AccountRow]:
    """Where every sentence of both texts went."""
    yield AccountRow("对应，文字一致（至多标点、编号不同）", a.identical, None)
    yield AccountRow("对应，文字有改动", a.matched - a.identical, None)
    yield AccountRow("对应小计", a.matched, a.matched_new)
    yield AccountRow("仅旧文件有（新文件未见）", a.removed, None)
    yield AccountRow("仅新文件有（新增）", None, a.added)
    yield AccountRow("未能确定对应", a.unresolved_old, a.unresolved_new)
    yield AccountRow("合计", a.matched + a.removed + a.unresolved_old, a.matched_new + a.added + a.unresolved_new)
    yield AccountRow("全文句数", a.old_units, a.new_units)


def balance(a: Accounting) -> str:
    """Whether the accounting adds up, in words."""
    old = a.matched + a.removed + a.unresolved_old == a.old_units
    new = a.matched_new + a.added + a.unresolved_new == a.new_units
    if old and new:
        return "核算相符：两个文件的每一句都已计入，无遗漏。"
    sides = "、".join(name for name, fits in (("旧文件", old), ("新文件", new)) if not fits)
    return f"核算不符（{sides}）：合计与全文句数不等，请人工通读，并反馈给维护者。"


def doubts(report: ChangeReport, places: Places, row_of: dict[str, int]) -> Iterator[DoubtGroup]:
    """What a person must look at, by kind."""
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
