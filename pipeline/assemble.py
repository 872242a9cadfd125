"""Assembling: findings, tree and metadata become the models of the contract, each with its place in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tiaokuan.extractors.base import Interval
from tiaokuan.extractors.findings import (
    AmountFinding,
    ApplicantFinding,
    CapFinding,
    ConditionFinding,
    Finding,
    MaterialFinding,
    MetricFinding,
    PeriodFinding,
    TargetFinding,
)
from tiaokuan.gazetteer.regions import Region
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.items import KINDS, ItemDraft
from tiaokuan.pipeline.tree import Node, NormalText, PlacedRun, Tree


class Placer:
    """Makes ``Source`` values: offsets → section, quote, page, boxes, confidence."""

    def __init__(self, normal: NormalText, tree: Tree) -> None:
        self._text = normal.text
        self._runs = normal.runs
        self._run_starts = [run.start for run in normal.runs]
        spans = sorted(
            [(n.start, n.end, n.id) for n in tree.walk()] + [(a, b, n.id) for n in tree.walk() for a, b in n.tails]
        )
        self._starts = [start for start, _, _ in spans]
        self._spans = spans

    def source(self, start: int, end: int, section: str | None = None) -> schema.Source:
        """The source of ``text[start:end]``, white space at its ends left out; ``section``: its id where known."""
        text = self._text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        page, boxes, confidence = self._place(start, end) if self._runs else (None, None, None)
        return schema.Source.whole({
            "section_id": section or self.section_at(start), "start": start, "end": end, "quote": text[start:end],
            "page": page, "boxes": boxes, "confidence": confidence,
        })  # fmt: skip

    def section_at(self, position: int) -> str | None:
        """The id of the section that the position stands in."""
        at = bisect_right(self._starts, position) - 1
        while at >= 0:
            start, end, name = self._spans[at]
            if start <= position < end:
                return name
            if position - start > 50_000:
                return None
            at -= 1
        return None

    def _place(self, start: int, end: int) -> tuple[int | None, list[schema.Box] | None, float | None]:
        at = max(0, bisect_right(self._run_starts, start) - 1)
        page: int | None = None
        boxes: list[schema.Box] = []
        confidence: float | None = None
        while at < len(self._runs) and self._runs[at].start < end:
            run = self._runs[at]
            at += 1
            if run.end <= start:
                continue
            page = run.page if page is None else page
            box = _part_of(run, start, end)
            if box is not None and run.page == page:
                boxes.append(box)
            if run.confidence is not None:
                confidence = run.confidence if confidence is None else min(confidence, run.confidence)
        return page, boxes or None, confidence


def _part_of(run: PlacedRun, start: int, end: int) -> schema.Box | None:
    """The part of a run's box that the stretch covers, its width shared out evenly over the characters."""
    if run.box is None:
        return None
    x0, y0, x1, y1 = run.box
    length = max(1, run.end - run.start)
    left = x0 + (x1 - x0) * max(0, start - run.start) / length
    right = x0 + (x1 - x0) * min(length, end - run.start) / length
    return (round(left, 1), round(y0, 1), round(right, 1), round(y1, 1))


@dataclass(slots=True)
class Numberer:
    """Gives facts their ids: kind and running number, the same for the same bytes."""

    counts: dict[str, int]

    def next(self, kind: str) -> str:
        """The next id of this kind."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"{kind.rstrip('s')}-{self.counts[kind]}"


def number_sections(tree: Tree) -> None:
    """Give each node its id by its place in the tree: s1, s1.2, s1.2.3."""

    def visit(nodes: list[Node], prefix: str) -> None:
        for number, node in enumerate(nodes, 1):
            node.id = f"{prefix}{number}"
            visit(node.children, node.id + ".")

    visit(tree.roots, "s")


def section_models(tree: Tree, placer: Placer) -> list[schema.Section]:
    """The section tree of the contract."""

    def build(node: Node) -> schema.Section:
        return schema.Section.whole({
            "id": node.id, "marker": node.marker, "style": node.style, "ordinal": node.ordinal,
            "inferred": node.inferred, "level": node.level, "title": node.title,
            "children": [build(child) for child in node.children],
            "source": placer.source(node.start, node.end, node.id),
        })  # fmt: skip

    return [build(root) for root in tree.roots]


def fact_lists(findings: Iterable[Finding], placer: Placer, ids: Numberer) -> dict[str, list[schema.Fact]]:
    """The findings as the seven lists of facts."""
    lists: dict[str, list[schema.Fact]] = {kind: [] for kind in KINDS.values()}
    for finding in findings:
        kind = KINDS[type(finding)]
        place = placer.source(finding.start, finding.end)
        lists[kind].append(_BUILDERS[type(finding)](finding, ids.next(kind), place))
    return lists


def item_model(draft: ItemDraft, number: int, placer: Placer, ids: Numberer) -> schema.Item:
    """An item with its facts."""
    node = draft.node
    source = placer.source(node.start, node.end) if node is not None else None
    return schema.Item.trusted(
        id=f"item-{number}", name=draft.name, section_id=node.id if node is not None else None, source=source,
        **fact_lists(draft.findings, placer, ids),
    )  # fmt: skip


def region_model(region: Region | None) -> schema.Region | None:
    """A region as the contract has it."""
    if region is None:
        return None
    return schema.Region.trusted(name=region.name, code=region.code or None, level=region.level)


def interval_model(value: Interval | None) -> schema.IntervalValue | None:
    """An interval as the contract has it: an open side has no inclusion."""
    if value is None:
        return None
    return schema.IntervalValue.whole({
        "min": value.min, "max": value.max,
        "min_inclusive": value.min_inclusive if value.min is not None else None,
        "max_inclusive": value.max_inclusive if value.max is not None else None,
        "approximate": value.approximate, "ratio": value.ratio,
    })  # fmt: skip


def _metric(value: MetricFinding | None) -> schema.Metric | None:
    if value is None:
        return None
    interval = interval_model(value.value)
    assert interval is not None
    return schema.Metric.trusted(
        name=value.name, value=interval, unit=value.unit, lookback=value.lookback, currency=value.currency
    )


def _applicant(f: ApplicantFinding, name: str, source: schema.Source) -> schema.Fact:
    return schema.Applicant.trusted(
        id=name, source=source, label=f.label, category=f.category, role=f.role, region=region_model(f.region),
        qualifiers=f.qualifiers, joint=f.joint, size=list(f.size), honours=list(f.honours),
    )  # fmt: skip


def _material(f: MaterialFinding, name: str, source: schema.Source) -> schema.Fact:
    return schema.Material.trusted(
        id=name, source=source, name=f.name, ordinal=f.ordinal, form=f.form, copies=f.copies, sealed=f.sealed,
        attachment=f.attachment, lookback=f.lookback, parts=f.parts, condition=f.condition,
    )  # fmt: skip


def _period(f: PeriodFinding, name: str, source: schema.Source) -> schema.Fact:
    return schema.Period.trusted(
        id=name, source=source, role=f.role, duration=f.duration, bound=f.bound, start=f.begin, end=f.until,
        milestone=f.milestone, working_days=f.working_days,
    )  # fmt: skip


def _amount(f: AmountFinding, name: str, source: schema.Source) -> schema.Fact:
    tier = None
    if f.tier is not None:
        tier = schema.Tier.trusted(
            metric=f.tier.metric, interval=interval_model(f.tier.interval), unit=f.tier.unit, currency=f.tier.currency
        )
    per = schema.Per.trusted(count=f.per_count, unit=f.per_unit) if f.per_unit else None
    return schema.Amount.trusted(
        id=name, source=source, kind=f.kind, mode=f.mode, value=interval_model(f.value), currency=f.currency,
        rate=interval_model(f.rate), rate_base=f.rate_base, per=per, label=f.label, trigger=f.trigger, tier=tier,
        frequency=f.frequency,
    )  # fmt: skip


def _cap(f: CapFinding, name: str, source: schema.Source) -> schema.Fact:
    return schema.Cap.trusted(
        id=name, source=source, scope=f.scope, measure=f.measure, value=f.value, unit=f.unit, per_period=f.per_period,
        currency=f.currency,
    )  # fmt: skip


def _condition(f: ConditionFinding, name: str, source: schema.Source) -> schema.Fact:
    return schema.Condition.trusted(
        id=name, source=source, text=f.text, polarity=f.polarity, metric=_metric(f.metric)
    )


def _target(f: TargetFinding, name: str, source: schema.Source) -> schema.Fact:
    return schema.Target.trusted(id=name, source=source, text=f.text, metric=_metric(f.metric))


_BUILDERS: dict[type[Finding], Callable[..., schema.Fact]] = {
    ApplicantFinding: _applicant,
    MaterialFinding: _material,
    PeriodFinding: _period,
    AmountFinding: _amount,
    CapFinding: _cap,
    ConditionFinding: _condition,
    TargetFinding: _target,
}
