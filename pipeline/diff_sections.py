"""Changes of text that no change of a fact explains, as redlines; moved blocks as moved."""

from __future__ import annotations

from collections.abc import Iterator

from tiaokuan.gazetteer.drafting import force
from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_explain import Explained, unit_explained
from tiaokuan.pipeline.diff_items import ItemPairs
from tiaokuan.pipeline.diff_notes import GONE
from tiaokuan.pipeline.diff_view import TextView
from tiaokuan.pipeline.diff_words import Hunk
from tiaokuan.pipeline.report_model import Effect, SectionChange, SectionOp, Severity
from tiaokuan.pipeline.schema import Source

_MOVED_LENGTH = 8  # folded characters from which a block out of place is worth telling
_MOVED_LIKE = 0.7  # likeness from which a sentence elsewhere is the same one, moved


def section_changes(found: Comparison, done: Explained, items: ItemPairs) -> list[SectionChange]:
    """All of them, in the new document's order, what the new one lacks after its predecessor."""
    placed: list[tuple[float, SectionChange]] = []
    for number, group in enumerate(found.aligned.groups):
        change = _changed(found, done, number)
        if change is not None:
            placed.append((group.new[0], change))
    for run in _runs(found, done, old=False):
        placed.append((run[0], _lone(found, run, old=False)))
    for run in _runs(found, done, old=True):
        placed.append((_place_in_new(found, run[0]) + 0.5, _lone(found, run, old=True)))
    placed += list(_moved(found, items))
    return [change for _, change in sorted(placed, key=lambda entry: entry[0])]


def _changed(found: Comparison, done: Explained, number: int) -> SectionChange | None:
    """The change of a group of sentences, where differences are left that nothing explains."""
    diff = found.diff(number)
    left = [hunk for hunk in diff.hunks if not done.hunk(hunk)]
    if not left:
        return None
    group = found.aligned.groups[number]
    old, new = _place(found, group.old, old=True), _place(found, group.new, old=False)
    severity, reason = _severity(left, (old, new))
    return SectionChange.model_construct(
        id="", old_section=old.section_id, new_section=new.section_id, op="changed", severity=severity,
        redline=diff.pieces, old_source=old, new_source=new, effect=_force_effect(left), reason=reason,
        note=_note(left, severity, reason),
    )  # fmt: skip


def _severity(left: list[Hunk], sources: tuple[Source, Source]) -> tuple[Severity, str | None]:
    real = [hunk for hunk in left if hunk.editorial is None]
    if not real:
        return "editorial", left[0].editorial
    if any(source.confidence is not None for source in sources):
        return "to_confirm", "ocr"
    return "substantive", None


def _force_effect(left: list[Hunk]) -> Effect | None:
    """``tightened`` where what was left free now binds, for one who is addressed; None where it cannot be said."""
    return None


_REASONS = {
    "wording": "同义表述", "edition_year": "随年度顺延", "region_name": "地区名称不同", "issuer_name": "部门名称不同",
    "renumbered": "引用条款序号随之调整", "renamed": "随事项名称调整", "typography": "排版差异",
}  # fmt: skip


def _note(left: list[Hunk], severity: Severity, reason: str | None) -> str:
    if severity == "editorial":
        return _REASONS.get(reason or "", "文字调整")
    forced = [hunk for hunk in left if hunk.editorial is None and force(hunk.old_key)[1] != force(hunk.new_key)[1]]
    if forced:
        softer = force(forced[0].new_key)[1]
        return "约束力减弱（出现“可”“原则上”等表述）" if softer else "约束力增强（不再使用“可”“原则上”等表述）"
    if any(hunk.old_figures or hunk.new_figures for hunk in left):
        return "数字有变，未归入要素"
    return "表述有变"


def _runs(found: Comparison, done: Explained, *, old: bool) -> Iterator[list[int]]:
    """Unexplained sentences without a counterpart, neighbours of one section together."""
    view = found.side(old=old)
    run: list[int] = []
    for unit in found.aligned.removed if old else found.aligned.added:
        if unit_explained(found, done, unit, old=old):
            continue
        if run and (unit != run[-1] + 1 or not _one_section(view, run, unit)):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _one_section(view: TextView, run: list[int], unit: int) -> bool:
    """True where the sentence stands in the run's section, or is the first one under the heading that the run is."""
    last = view.units[run[-1]]
    if view.units[unit].loose != last.loose:
        return False
    if view.units[unit].part == last.part:
        return True
    return all(view.units[u].heading for u in run) and last.part in tuple(view.ancestors(view.units[unit].part))


def _lone(found: Comparison, run: list[int], *, old: bool) -> SectionChange:
    """Text that was added, or that the new document lacks."""
    source = _place(found, run, old=old)
    severity: Severity = "substantive" if source.confidence is None else "to_confirm"
    op: SectionOp = "removed" if old else "added"
    return SectionChange.model_construct(
        id="", old_section=source.section_id if old else None, new_section=None if old else source.section_id, op=op,
        severity=severity, redline=[("-" if old else "+", source.quote)], old_source=source if old else None,
        new_source=None if old else source, effect=None, reason=None if severity == "substantive" else "ocr",
        note=GONE if old else "新增内容",
    )  # fmt: skip


def _place(found: Comparison, units: list[int], *, old: bool) -> Source:
    view = found.side(old=old)
    return view.source(view.units[units[0]].start, view.units[units[-1]].end)


def _place_in_new(found: Comparison, unit: int) -> float:
    """Where in the new document an old sentence would stand: after the counterpart of the one before it."""
    for before in range(unit - 1, -1, -1):
        number = found.aligned.group_of_old.get(before)
        if number is not None and not found.aligned.groups[number].moved:
            return found.aligned.groups[number].new[-1]
    return -1.0


# ----------------------------------------------------------------------------------------------------------- moved


def _moved(found: Comparison, items: ItemPairs) -> Iterator[tuple[float, SectionChange]]:
    """Blocks that stand elsewhere now: whole sections where all of one moved, else single sentences; those that moved
    with their item are told by the item."""
    told: set[int] = set()
    for entry in items.entries:
        if entry.moved and entry.new_part is not None:
            part = found.new.parts[entry.new_part]
            told |= set(range(part.first, part.last))
    moved = {u for group in found.aligned.groups if group.moved and group.similarity >= _MOVED_LIKE for u in group.new}
    moved -= told
    for units in _blocks(found, moved):
        number = found.aligned.group_of_new[units[0]]
        group = found.aligned.groups[number]
        new = _place(found, units, old=False)
        last = found.aligned.groups[found.aligned.group_of_new[units[-1]]]
        old_units = [group.old[0], last.old[-1]] if last.old[-1] >= group.old[0] else group.old
        old = _place(found, old_units, old=True)
        if sum(len(found.new.units[u].key) for u in units) < _MOVED_LENGTH:
            continue
        yield units[0] + 0.2, SectionChange.model_construct(
            id="", old_section=old.section_id, new_section=new.section_id, op="moved", severity="editorial",
            redline=[("=", new.quote)], old_source=old, new_source=new, effect=None, reason="moved", note="位置调整",
        )  # fmt: skip


def _blocks(found: Comparison, moved: set[int]) -> Iterator[list[int]]:
    """Neighbouring moved sentences together."""
    run: list[int] = []
    for unit in sorted(moved):
        if run and (unit != run[-1] + 1 or not _together(found, run[-1], unit)):
            yield run
            run = []
        run.append(unit)
    if run:
        yield run


def _together(found: Comparison, first: int, second: int) -> bool:
    """True where the counterparts follow each other, too."""
    one = found.aligned.groups[found.aligned.group_of_new[first]]
    two = found.aligned.groups[found.aligned.group_of_new[second]]
    return one is two or 0 < two.old[0] - one.old[-1] <= 2
