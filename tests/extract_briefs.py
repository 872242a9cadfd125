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


def json_briefs(facts: dict[str, Any]) -> dict[str, list[str]]:
    """The facts of an item (or the common ones) of the JSON, one line each, by kind; kinds without a fact left out."""
    return {kind: [json_brief(kind, fact) for fact in facts[kind]] for kind in KINDS if facts[kind]}


def json_brief(kind: str, fact: dict[str, Any]) -> str:
    """One fact of the JSON, written as ``brief`` writes a finding."""
    return " ".join(part for part in _JSON_PARTS[kind](fact) if part)


def _json_interval(value: dict[str, Any] | None) -> str:
    if value is None:
        return ""
    ratio = value.get("ratio")
    low, high = (value.get(f"{end}_inclusive") is not False for end in ("min", "max"))
    approximate = bool(value.get("approximate"))
    sides = (ratio[0], ratio[1]) if ratio else None
    return interval(Interval(value.get("min"), value.get("max"), low, high, approximate, sides))


def _json_amount(f: dict[str, Any]) -> list[str]:
    tier, per = f.get("tier"), f.get("per")
    count = "" if per is None or per["count"] == 1 else side(per["count"])
    band = f"tier={_json_interval(tier['interval'])}{tier['unit'] or ''}{_currency(tier['currency'])}" if tier else ""
    value = _json_interval(f.get("value")) or _json_interval(f.get("rate"))
    label = f"label={f['label']}" if f.get("label") else ""
    unit = f"/{count}{per['unit']}" if per else ""
    return [f["kind"], f["mode"], value, unit, label, band, f.get("frequency") or "", _currency(f.get("currency"))]


def _json_cap(f: dict[str, Any]) -> list[str]:
    scope, period = f.get("scope"), f.get("per_period")
    unit = "" if f["measure"] == "money" else f.get("unit") or ""
    where = f"scope={scope}" if scope else ""
    return [f["measure"], side(f["value"]), unit, where, f"/{period}" if period else "", _currency(f.get("currency"))]


def _json_applicant(f: dict[str, Any]) -> list[str]:
    region = f"@{f['region']['code']}" if f.get("region") else ""
    return [f["label"], f["category"], f["role"], f.get("joint") or "", region]


def _json_material(f: dict[str, Any]) -> list[str]:
    keys = [f["name"], f.get("form") or "", f"{f['copies']}份" if f.get("copies") else ""]
    keys += ["sealed" if f.get("sealed") else "", f.get("attachment") or "", f.get("lookback") or ""]
    return [*keys, f"if={f['condition']}" if f.get("condition") else ""]


def _json_period(f: dict[str, Any]) -> list[str]:
    span = f"{f.get('start') or ''}..{f.get('end') or ''}" if f.get("start") or f.get("end") else ""
    working = "working" if f.get("working_days") else ""
    return [f["role"], f.get("duration") or "", f.get("bound") or "", working, span]


def _json_metric(f: dict[str, Any]) -> str:
    metric = f.get("metric")
    if not metric:
        return ""
    back = f" <{metric['lookback']}" if metric.get("lookback") else ""
    return f"{_json_interval(metric['value'])}{metric.get('unit') or ''}{_currency(metric.get('currency'))}{back}"


_JSON_PARTS: dict[str, Any] = {
    "amounts": _json_amount, "caps": _json_cap, "applicants": _json_applicant, "materials": _json_material,
    "periods": _json_period, "targets": lambda f: [_json_metric(f)],
    "conditions": lambda f: [f["polarity"], _json_metric(f)],
}  # fmt: skip
