"""The 结论 of a change report: what a reviewer must know, one sentence a change, money first; and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator

from tiaokuan.pipeline.accounting import unresolved
from tiaokuan.pipeline.diff_changes import WEAK_ITEM
from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_facts import FactPair
from tiaokuan.pipeline.diff_notes import FIELD_WORDS, GONE, describe, short, subject
from tiaokuan.pipeline.report_model import (
    ChangeReport,
    Conclusion,
    Doubt,
    FactChange,
    ItemChange,
    SectionChange,
    Unchanged,
)

_RANK = {name: rank for rank, name in enumerate(FIELD_WORDS)}
_ITEM_RANK, _DOCUMENT_RANK, _TEXT_RANK = 1.5, 7.5, 8.0


def conclusions(report: ChangeReport) -> list[Conclusion]:
    """Changes of substance first, then what is to be confirmed; within each money, items, periods, conditions, targets,
    materials, applicants, the document's particulars, other text. Editorial changes are no conclusions."""
    found: list[tuple[int, float, int, Conclusion]] = []
    for number, (rank, conclusion) in enumerate(_all(report)):
        if conclusion.severity != "editorial":
            found.append((int(conclusion.severity == "to_confirm"), rank, number, conclusion))
    return [conclusion for *_, conclusion in sorted(found, key=lambda entry: entry[:3])]


def _all(report: ChangeReport) -> Iterator[tuple[float, Conclusion]]:
    for item in report.items:
        yield from _of_item(item)
        for change in item.changes:
            yield _RANK[change.field], _of_fact(item, change)
    for field in report.document_changes:
        text = field.note + "。"
        yield _DOCUMENT_RANK, Conclusion(text=text, change_id=field.id, severity=field.severity, field="document")
    for section in report.section_changes:
        yield _TEXT_RANK, _of_section(section)


def _of_item(item: ItemChange) -> Iterator[tuple[float, Conclusion]]:
    text = None
    if item.status == "added":
        text = f"新增事项“{item.new}”。"
    elif item.status == "removed":
        text = f"事项“{item.old}”：{GONE}。"
    elif item.relation == "split":
        text = f"事项“{item.new}”由原事项“{item.old}”拆分而来。"
    elif item.relation == "merged":
        text = f"原事项“{item.old}”并入事项“{item.new}”。"
    if text:
        yield (
            _ITEM_RANK,
            Conclusion(text=text, change_id=item.id, severity="substantive", field="items", item=_name(item)),
        )


def _name(item: ItemChange) -> str | None:
    return item.new or item.old


def _of_fact(item: ItemChange, change: FactChange) -> Conclusion:
    place = f"【{_name(item)}】" if _name(item) else ""
    about = subject(change)
    said = f"{about}：{change.note}" if about else change.note
    doubt = "（待核对）" if change.severity == "to_confirm" else ""
    return Conclusion(
        text=f"{place}{said}{doubt}。", change_id=change.id, severity=change.severity, effect=change.effect,
        field=change.field, item=_name(item),
    )  # fmt: skip


def _of_section(section: SectionChange) -> Conclusion:
    gone = "".join(text for op, text in section.redline if op == "-")
    come = "".join(text for op, text in section.redline if op == "+")
    if section.op == "changed" and gone and come:
        text = f"{section.note}：“{short(gone)}”改为“{short(come)}”。"
    elif section.op == "changed":
        text = f"{section.note}：{'增加' if come else '不再有'}“{short(come or gone)}”。"
    elif section.op == "removed":
        text = f"{GONE}：“{short(gone)}”。"
    else:
        text = f"新增内容：“{short(come)}”。"
    return Conclusion(text=text, change_id=section.id, severity=section.severity, effect=section.effect, field="text")


def unchanged(
    pairs: list[FactPair], changed: set[int], report: ChangeReport, of_new: dict[int, int]
) -> list[Unchanged]:
    """Items that did not change, then every fact that both documents state alike."""
    found = [
        Unchanged(item=item.new, text=f"事项“{item.new}”未变")
        for item in report.items
        if item.status == "unchanged" and item.scope == "item"
    ]
    for pair in pairs:
        if id(pair) in changed or pair.old is None or pair.new is None:
            continue
        item = None if pair.new.item is None else report.items[of_new[pair.new.item]].new
        found.append(
            Unchanged(
                item=item, field=pair.field, text=describe(pair.new.fact), old_source=pair.old.fact.source,
                new_source=pair.new.fact.source,
            )
        )  # fmt: skip
    return found


_DOUBTS = {
    "same_words": "两份文件文字相同或相近，但只有一份提取出该要素",
    "elsewhere": "另一文件把相同文字列在其他事项下",
    "weak_alignment": "新旧条款对应关系不确定",
    "ocr": "文字由 OCR 识别，请核对原件",
}


def doubts(found: Comparison, report: ChangeReport) -> list[Doubt]:
    """存疑: changes to be confirmed, figures that no fact explains on either side, uncertain counterparts."""
    listed: list[Doubt] = []
    for item in report.items:
        if item.similarity is not None and item.similarity < WEAK_ITEM and item.old != item.new:
            message = f"事项“{item.old}”与“{item.new}”相似度较低（{item.similarity:.0%}），是否对应请核对"
            listed.append(Doubt(code="weak_alignment", message=message, change_id=item.id))
        for change in item.changes:
            if change.severity == "to_confirm":
                listed.append(_of_change(change))
    for section in report.section_changes:
        if section.severity == "to_confirm":
            listed.append(
                Doubt(
                    code="ocr", message=_DOUBTS["ocr"], change_id=section.id, old_source=section.old_source,
                    new_source=section.new_source,
                )
            )  # fmt: skip
    listed += _unattributed(found)
    for number in unresolved(found):
        group = found.aligned.groups[number]
        old = found.old.source(found.old.units[group.old[0]].start, found.old.units[group.old[-1]].end)
        new = found.new.source(found.new.units[group.new[0]].start, found.new.units[group.new[-1]].end)
        message = f"新旧两句相似度较低（{group.similarity:.0%}），是否对应请核对"
        listed.append(Doubt(code="unresolved", message=message, old_source=old, new_source=new))
    return listed


def _of_change(change: FactChange) -> Doubt:
    reason = change.reason if change.reason in _DOUBTS else "same_words"
    message = f"{FIELD_WORDS[change.field]}：{change.note}——{_DOUBTS[reason or 'same_words']}"
    return Doubt(
        code=reason, message=message, change_id=change.id,  # type: ignore[arg-type]
        old_source=change.before.source if change.before else None,
        new_source=change.after.source if change.after else None,
    )  # fmt: skip


def _unattributed(found: Comparison) -> Iterator[Doubt]:
    for view, is_old in ((found.old, True), (found.new, False)):
        for figure in view.document.coverage.unattributed:
            side = "旧文件" if is_old else "新文件"
            yield Doubt(
                code="unattributed", message=f"{side}数字“{short(figure.source.quote)}”未归入任何要素",
                old_source=figure.source if is_old else None, new_source=None if is_old else figure.source,
            )  # fmt: skip
