"""How the case files write what the extractors find: a short line for each fact, with all that the contract keys on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from tiaokuan.extractors.base import Interval
from tiaokuan.extractors.context import Context
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
from tiaokuan.extractors.quantities import find_quantities
from tiaokuan.gazetteer.regions import Region, lookup

CASES = Path(__file__).parent / "cases"
KINDS: dict[str, type[Finding]] = {
    "amounts": AmountFinding, "caps": CapFinding, "applicants": ApplicantFinding, "materials": MaterialFinding,
    "periods": PeriodFinding, "conditions": ConditionFinding, "targets": TargetFinding,
}  # fmt: skip


def load(name: str) -> list[Any]:
    """The cases of ``cases/extract_<name>.json``."""
    return list(json.loads((CASES / f"extract_{name}.json").read_text("utf-8")))


@lru_cache(maxsize=1)
def home() -> Region:
    """The region that 我市 means in the cases: 嘉兴市."""
    found = lookup("330400")
    assert found is not None
    return found


def context(text: str) -> Context:
    """The text as an extractor is given it."""
    return Context(text, find_quantities(text), home())


def briefs(findings: Iterable[Finding], kind: str) -> list[str]:
    """The findings of one kind, one line each, in order."""
    return [brief(finding) for finding in findings if isinstance(finding, KINDS[kind])]


def brief(finding: Finding) -> str:
    """One finding in one line."""
    parts = _PARTS[type(finding)](finding)
    return " ".join(part for part in parts if part)


def interval(value: Interval | None) -> str:
    """5 for an exact value, [5,) for at least 5, (,5] for at most 5, 1:2 for a ratio; ~ where it is approximate."""
    if value is None:
        return ""
    if value.ratio is not None:
        return ":".join(f"{side:g}" for side in value.ratio)
    mark = "~" if value.approximate else ""
    if value.is_exact:
        return side(value.min) + mark
    opened = "[" if value.min_inclusive and value.min is not None else "("
    closed = "]" if value.max_inclusive and value.max is not None else ")"
    return f"{opened}{side(value.min)},{side(value.max)}{closed}{mark}"


def side(value: object) -> str:
    """A number without a needless fraction."""
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, (int, float)) else str(value)


def _currency(currency: str | None) -> str:
    return "" if currency in (None, "CNY") else str(currency)


def _amount(f: AmountFinding) -> list[str]:
    tier = f"tier={interval(f.tier.interval)}{f.tier.unit or ''}{_currency(f.tier.currency)}" if f.tier else ""
    count = "" if f.per_count == 1 else side(f.per_count)
    per = f"/{count}{f.per_unit}" if f.per_unit else ""
    label = f"label={f.label}" if f.label else ""
    value = interval(f.value) or interval(f.rate)
    return [f.kind, f.mode, value, per, label, tier, f.frequency or "", _currency(f.currency)]


def _cap(f: CapFinding) -> list[str]:
    period = f"/{f.per_period}" if f.per_period else ""
    unit = "" if f.measure == "money" else f.unit or ""
    return [f.measure, side(f.value), unit, f"scope={f.scope}" if f.scope else "", period, _currency(f.currency)]


def _applicant(f: ApplicantFinding) -> list[str]:
    region = f"@{f.region.code}" if f.region else ""
    qualifiers = "{" + "；".join(f.qualifiers) + "}" if f.qualifiers else ""
    axes = f"[{','.join((*f.size, *f.honours))}]" if f.size or f.honours else ""
    return [f.label, f.category, f.role, f.joint or "", region, qualifiers, axes]


def _material(f: MaterialFinding) -> list[str]:
    copies = f"{f.copies}份" if f.copies else ""
    parts = f"[{'、'.join(f.parts)}]" if f.parts else ""
    condition = f"if={f.condition}" if f.condition else ""
    sealed = "sealed" if f.sealed else ""
    return [f.name, f.form or "", copies, sealed, f.attachment or "", f.lookback or "", parts, condition]


def _period(f: PeriodFinding) -> list[str]:
    span = f"{f.begin or ''}..{f.until or ''}" if f.begin or f.until else ""
    return [f.role, f.duration or "", f.bound or "", "working" if f.working_days else "", span]


def _metric(metric: MetricFinding | None) -> str:
    if metric is None:
        return ""
    back = f" <{metric.lookback}" if metric.lookback else ""
    return f"{interval(metric.value)}{metric.unit or ''}{_currency(metric.currency)}{back}"


def _condition(f: ConditionFinding) -> list[str]:
    return [f.polarity, _metric(f.metric)]


def _target(f: TargetFinding) -> list[str]:
    return [_metric(f.metric)]


_PARTS: dict[type[Finding], Any] = {
    AmountFinding: _amount, CapFinding: _cap, ApplicantFinding: _applicant, MaterialFinding: _material,
    PeriodFinding: _period, ConditionFinding: _condition, TargetFinding: _target,
}  # fmt: skip
