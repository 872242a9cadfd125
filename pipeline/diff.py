"""Comparing two structured documents: the change report of the contract.

    >>> report = compare(structure_file("2024.docx"), structure_file("2025.docx"))

align → pair items → pair facts → judge what differs by the words → explain the words → text that no fact explains →
conclusions, table of clauses, accounting.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

from tiaokuan.pipeline.accounting import account
from tiaokuan.pipeline.align import align
from tiaokuan.pipeline.diff_changes import Judged, judge_pair
from tiaokuan.pipeline.diff_clauses import clause_rows
from tiaokuan.pipeline.diff_conclusions import conclusions, doubts, unchanged
from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_document import document_changes, head
from tiaokuan.pipeline.diff_edition import edition_of
from tiaokuan.pipeline.diff_explain import explain
from tiaokuan.pipeline.diff_facts import FIELDS, pair_facts
from tiaokuan.pipeline.diff_fold import fold
from tiaokuan.pipeline.diff_items import Entry, ItemPairs, pair_items
from tiaokuan.pipeline.diff_sections import section_changes
from tiaokuan.pipeline.report_model import ChangeReport, ItemChange, ItemStatus, SectionChange, Summary
from tiaokuan.pipeline.schema import Document

COMMON = "全文"
_DIGITS = re.compile(r"\d+")


def compare(old: Document, new: Document) -> ChangeReport:
    """The change report of two documents, ``old`` before ``new``."""
    aligned = align(old, new)
    found = Comparison(aligned, edition_of(aligned))
    items = pair_items(found)
    _note_renames(found, items)
    pairs = pair_facts(found, items)
    judged = [one for pair in pairs if (one := judge_pair(found, items, pair)) is not None]
    fields = document_changes(found)
    done = explain(found, judged, items, fields)
    report = ChangeReport.model_construct(
        schema_version="1", old=head(old), new=head(new), summary=Summary(), document_changes=fields,
        section_changes=section_changes(found, done, items), accounting=account(found), items=[],
    )  # fmt: skip
    report.items = _item_changes(found, items, judged, report.section_changes)
    _number(report)
    report.summary = summarise(report)
    report.conclusions = conclusions(report)
    report.clauses = clause_rows(found, report)
    report.unchanged = unchanged(pairs, {id(one.pair) for one in judged}, report, items.of_new)
    report.doubts = doubts(found, report)
    return report


def compare_files(old: str | Path, new: str | Path) -> ChangeReport:
    """The change report of two files of any readable format. Raises ``TiaokuanError`` where one cannot be read."""
    from tiaokuan.pipeline.run import structure_file

    return compare(structure_file(old), structure_file(new))


def report_json(report: ChangeReport, *, indent: int | None = 2) -> str:
    """The report as JSON: what ``tiaokuan diff OLD NEW --format json`` prints."""
    return report.model_dump_json(indent=indent)


def _note_renames(found: Comparison, items: ItemPairs) -> None:
    """An item's new name may stand wherever the old one stood (《…项目申报书》)."""
    for entry in items.entries:
        if entry.old is None or entry.new is None or entry.old_name is None or entry.new_name is None:
            continue
        before, after = fold(entry.old_name), fold(entry.new_name)
        if found.edition.reason(before, after) is not None or _DIGITS.findall(before) != _DIGITS.findall(after):
            continue
        found.edition.add_name(before, after, "renamed")
        lead = _common(before, after)
        tail = _common(before[lead:][::-1], after[lead:][::-1])
        one, two = before[lead : len(before) - tail], after[lead : len(after) - tail]
        if len(one) < 2:
            tail -= min(tail, 2)
            one, two = before[lead : len(before) - tail], after[lead : len(after) - tail]
        if len(one) >= 2 and len(two) >= 2:
            found.edition.add_name(one, two, "renamed")


def _common(one: str, two: str) -> int:
    """The length of the common beginning."""
    length = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        length += 1
    return length


# ----------------------------------------------------------------------------------------------------------- items


def _item_changes(
    found: Comparison, items: ItemPairs, judged: list[Judged], sections: list[SectionChange]
) -> list[ItemChange]:
    """The entries of the items with their changes; the facts of the whole document last."""
    by_entry: dict[int | None, list[Judged]] = defaultdict(list)
    for one in judged:
        by_entry[_entry_of(items, one)].append(one)
    changed = [_text_changed(found, entry, sections) for entry in items.entries]
    made = [_item(found, entry, by_entry[n], changed[n]) for n, entry in enumerate(items.entries)]
    if by_entry[None]:
        status: ItemStatus = "changed" if any(_counts(one) for one in by_entry[None]) else "unchanged"
        made.append(
            ItemChange.model_construct(
                id="", old=COMMON, new=COMMON, status=status, moved=False, similarity=None,
                changes=_in_order(by_entry[None]), scope="common", relation=None, old_section=None, new_section=None,
                old_item=None, new_item=None,
            )
        )  # fmt: skip
    return made


def _entry_of(items: ItemPairs, one: Judged) -> int | None:
    old, new = one.pair.old, one.pair.new
    if new is not None and new.item is not None:
        return items.of_new[new.item]
    if old is not None and old.item is not None:
        return items.of_old[old.item]
    return None


def _counts(one: Judged) -> bool:
    return one.change.severity != "to_confirm"


def _item(found: Comparison, entry: Entry, judged: list[Judged], text_changed: bool) -> ItemChange:
    status: ItemStatus
    if entry.old_name is None:
        status = "added"
    elif entry.new_name is None:
        status = "removed"
    elif _renamed(found, entry):
        status = "renamed"
    else:
        status = "changed" if text_changed or any(map(_counts, judged)) else "unchanged"
    old, new = found.old, found.new
    return ItemChange.model_construct(
        id="", old=entry.old_name, new=entry.new_name, status=status, moved=entry.moved, similarity=entry.similarity,
        changes=_in_order(judged), scope="item", relation=entry.relation,
        old_section=old.parts[entry.old_part].section.id if entry.old_part is not None else None,
        new_section=new.parts[entry.new_part].section.id if entry.new_part is not None else None,
        old_item=old.document.items[entry.old].id if entry.old is not None else None,
        new_item=new.document.items[entry.new].id if entry.new is not None else None,
    )  # fmt: skip


def _renamed(found: Comparison, entry: Entry) -> bool:
    """True where both sides have the item and its name differs by more than edition or typography."""
    if entry.old is None or entry.new is None:
        return False
    reason = found.edition.reason(fold(entry.old_name or ""), fold(entry.new_name or ""))
    return reason is None or reason == "renamed"


def _in_order(judged: list[Judged]) -> list:  # type: ignore[type-arg]
    rank = {name: n for n, name in enumerate(FIELDS)}
    ordered = sorted(judged, key=lambda one: (rank[one.change.field], _position(one)))
    return [one.change for one in ordered]


def _position(one: Judged) -> int:
    fact = one.change.after or one.change.before
    return fact.source.start if fact else 0


def _text_changed(found: Comparison, entry: Entry, sections: list[SectionChange]) -> bool:
    """True where text of the item's section changed in substance, facts aside."""
    for part, is_old in ((entry.new_part, False), (entry.old_part, True)):
        if part is None:
            continue
        view = found.side(old=is_old)
        own = view.parts[part]
        if own.first >= own.last:
            continue
        start, end = view.units[own.first].start, view.units[own.last - 1].end
        for change in sections:
            source = change.old_source if is_old else change.new_source
            if change.severity == "substantive" and source is not None and start <= source.start < end:
                return True
    return False


# --------------------------------------------------------------------------------------------------------- summary


def _number(report: ChangeReport) -> None:
    """Give every change its id: item-1, change-1, text-1, field-1, in reading order."""
    count = 0
    for number, item in enumerate(report.items, 1):
        item.id = f"item-{number}"
        for change in item.changes:
            count += 1
            change.id = f"change-{count}"
    for number, section in enumerate(report.section_changes, 1):
        section.id = f"text-{number}"
    for number, field in enumerate(report.document_changes, 1):
        field.id = f"field-{number}"


def summarise(report: ChangeReport) -> Summary:
    """The counts of a report."""
    changes = [change for item in report.items for change in item.changes]
    real = [change for change in changes if change.severity == "substantive"]
    statuses = Counter(item.status for item in report.items if item.scope == "item")
    total = Counter(change.severity for change in changes)
    total.update(section.severity for section in report.section_changes)
    total.update(field.severity for field in report.document_changes)
    items: dict[str, int] = {str(status): count for status, count in statuses.items()}
    if moved := sum(item.moved for item in report.items):
        items["moved"] = moved
    lone = statuses["added"] + statuses["removed"]
    return Summary(
        substantive=total["substantive"] + lone,
        editorial=total["editorial"],
        to_confirm=total["to_confirm"],
        items=items,
        changes=dict(Counter(change.severity for change in changes)),
        fields=dict(Counter(change.field for change in real)),
        ops=dict(Counter(change.op for change in real)),
        effects=dict(Counter(change.effect for change in real if change.effect)),
        sections=dict(Counter(section.op for section in report.section_changes)),
        section_severities=dict(Counter(section.severity for section in report.section_changes)),
        document_changes=len(report.document_changes),
    )
