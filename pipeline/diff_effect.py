"""Which way a change goes for the applicant.

``up`` / ``down`` for what is granted (a fixed sum that becomes a ceiling goes down), ``tightened`` / ``loosened`` for
what is demanded or limited, ``mixed`` where both move, None where it cannot be said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from tiaokuan.gazetteer.drafting import force
from tiaokuan.pipeline.diff_fold import fold
from tiaokuan.pipeline.report_model import AnyFact, Effect, FieldName, Op
from tiaokuan.pipeline.schema import (
    Amount,
    Applicant,
    Cap,
    Condition,
    IntervalValue,
    Material,
    Metric,
    Period,
    Target,
)

_MODE_RANK = {"up_to": 0, "range": 1, "rate": 1, "fixed": 2, "at_least": 3}
_DURATION = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?)?")
_DAYS = (365.0, 30.4, 7.0, 1.0, 1 / 24)
_EITHER: dict[FieldName, tuple[Effect | None, Effect | None]] = {  # effect of one more, and of one less
    "amounts": ("up", "down"),
    "caps": ("tightened", "loosened"),
    "materials": ("tightened", "loosened"),
    "targets": ("tightened", "loosened"),
    "applicants": ("loosened", "tightened"),
    "periods": (None, None),
    "conditions": ("tightened", "loosened"),
}


def effect_of(field: FieldName, op: Op, before: AnyFact | None, after: AnyFact | None, years: int = 0) -> Effect | None:
    """The effect of one change of a fact; ``years`` by which the new edition is later do not count in dates."""
    if op != "changed" or before is None or after is None:
        fact = before or after
        if isinstance(fact, Condition) and fact.polarity == "prefer":
            return None
        if isinstance(fact, Amount) and fact.kind == "budget":
            return None
        return _EITHER[field][0 if op == "added" else 1]
    if isinstance(before, Period) and isinstance(after, Period):
        return _periods(before, after, years * 365.25)
    return _CHANGED[field](before, after)


def _joined(*steps: int, up: Effect, down: Effect) -> Effect | None:
    """One effect out of several signs: ``mixed`` where they point both ways."""
    signs = {(step > 0) - (step < 0) for step in steps} - {0}
    if len(signs) == 2:
        return "mixed"
    return (up if 1 in signs else down) if signs else None


def _compare(before: float | None, after: float | None) -> int:
    if before is None or after is None:
        return 0
    return (after > before) - (after < before)


def _ends(before: IntervalValue | None, after: IntervalValue | None) -> list[int]:
    """How both ends of an interval of numbers moved."""
    if before is None or after is None:
        return []
    pairs = ((before.min, after.min), (before.max, after.max))
    return [_compare(_number(one), _number(two)) for one, two in pairs]


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        return days(value)
    return float(value) if value is not None else None


def days(duration: str | None) -> float | None:
    """An ISO 8601 duration in days, a date as a number that rises with time; None for neither."""
    if not duration:
        return None
    match = _DURATION.fullmatch(duration)
    if match and any(match.groups()):
        return sum(float(count) * size for count, size in zip(match.groups(), _DAYS, strict=True) if count)
    digits = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", duration)
    if digits:
        return int(digits[1]) * 365.25 + int(digits[2] or 0) * 30.44 + int(digits[3] or 0)
    return None


def _amounts(a: Amount, b: Amount) -> Effect | None:
    if a.currency != b.currency or not comparable(a, b):
        return None
    values, rates = _ends(a.value, b.value), _ends(a.rate, b.rate)
    steps = [*values, *rates]
    if a.mode != b.mode and (a.value is None) == (b.value is None):
        steps = [*_top(a.value, b.value), *_top(a.rate, b.rate), _MODE_RANK[b.mode] - _MODE_RANK[a.mode]]
    if a.frequency != b.frequency and {a.frequency, b.frequency} == {"once", "annual"}:
        steps.append(1 if b.frequency == "annual" else -1)
    if a.tier and b.tier and a.tier.metric == b.tier.metric and not any(steps):
        return _joined(*_ends(a.tier.interval, b.tier.interval), up="tightened", down="loosened")
    return _joined(*steps, up="up", down="down")


def comparable(a: Amount, b: Amount) -> bool:
    """True where two sums are counted alike: per the same unit, rates of the same base."""
    one = (a.per.count, a.per.unit) if a.per else None
    two = (b.per.count, b.per.unit) if b.per else None
    bases = a.rate is None or b.rate is None or fold(a.rate_base or "") == fold(b.rate_base or "")
    return one == two and bases


def _top(before: IntervalValue | None, after: IntervalValue | None) -> list[int]:
    """How the highest sum that can be had moved, an open end standing for the other one."""
    if before is None or after is None:
        return []
    one = before.max if before.max is not None else before.min
    two = after.max if after.max is not None else after.min
    return [_compare(_number(one), _number(two))]


def _caps(a: Cap, b: Cap) -> Effect | None:
    if a.measure != b.measure or a.currency != b.currency:
        return None
    step = _compare(a.value, b.value)
    if step == 0 and a.per_period != b.per_period:
        return None
    return _joined(step, up="loosened", down="tightened")


def _materials(a: Material, b: Material) -> Effect | None:
    steps = [
        {("copy", "original"): 1, ("original", "copy"): -1}.get((a.form or "", b.form or ""), 0),
        b.sealed - a.sealed,
        _compare(a.copies, b.copies),
        _compare(len(a.parts), len(b.parts)) if a.parts and b.parts else 0,
        _compare(days(a.lookback), days(b.lookback)),
    ]
    return _joined(*steps, up="tightened", down="loosened")


def _metric(a: Metric | None, b: Metric | None) -> list[int]:
    """Signs of how much more is demanded: a higher floor, a lower ceiling."""
    if a is None or b is None or a.currency != b.currency or a.unit != b.unit:
        return []
    floor = _compare(_number(a.value.min), _number(b.value.min))
    ceiling = _compare(_number(a.value.max), _number(b.value.max))
    if a.value.min is not None and a.value.min == a.value.max:
        return [floor]
    return [floor, -ceiling]


def _conditions(a: Condition, b: Condition) -> Effect | None:
    if a.polarity != b.polarity:
        rank = {"prefer": 0, "require": 1, "exclude": 1}
        return _joined(rank[b.polarity] - rank[a.polarity], up="tightened", down="loosened")
    steps = _metric(a.metric, b.metric)
    if a.polarity == "exclude" and a.metric and b.metric:
        steps = [-step for step in steps] + [_compare(days(a.metric.lookback), days(b.metric.lookback))]
    steps.append(_force(a.text, b.text))
    return None if a.polarity == "prefer" else _joined(*steps, up="tightened", down="loosened")


def _force(before: str, after: str) -> int:
    """+1 where what was left free is now binding (可 → 应当), -1 the other way."""
    return int(force(before)[1]) - int(force(after)[1])


def _targets(a: Target, b: Target) -> Effect | None:
    return _joined(*_metric(a.metric, b.metric), _force(a.text, b.text), up="tightened", down="loosened")


def _applicants(a: Applicant, b: Applicant) -> Effect | None:
    freedom = {"forbidden": 0, "required": 0, "allowed": 2, None: 1}
    steps = [freedom[b.joint] - freedom[a.joint] if a.joint != b.joint else 0]
    mine, theirs = set(a.qualifiers), set(b.qualifiers)
    if mine != theirs and (mine < theirs or theirs < mine):
        steps.append(-1 if mine < theirs else 1)
    return _joined(*steps, up="loosened", down="tightened")


def _later(before: str | None, after: str | None, shift: float) -> int:
    """Whether a date is later, the edition's years apart (a day of slack for leap years)."""
    one, two = days(before), days(after)
    if one is None or two is None or abs(two - one - shift) < 0.9:
        return 0
    return 1 if two - shift > one else -1


def _periods(a: Period, b: Period, shift: float) -> Effect | None:
    if a.role != b.role:
        return None
    if a.role == "application":
        steps = [_later(a.end, b.end, shift), -_later(a.start, b.start, shift)]
        return _joined(*steps, up="loosened", down="tightened")
    if a.role == "milestone":
        return _joined(_later(a.end, b.end, shift), up="loosened", down="tightened")
    if a.role == "implementation":
        longer = _compare(days(a.duration), days(b.duration)) or _later(a.end, b.end, shift)
        return _joined(-longer if a.bound == b.bound == "min" else longer, up="loosened", down="tightened")
    return None


_CHANGED = cast(
    "dict[FieldName, Callable[[Any, Any], Effect | None]]",
    {
        "amounts": _amounts,
        "caps": _caps,
        "materials": _materials,
        "conditions": _conditions,
        "targets": _targets,
        "applicants": _applicants,
    },
)
