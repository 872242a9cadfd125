"""The one figure of a fact that a spreadsheet computes with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tiaokuan.output.labels import CURRENCIES, label
from tiaokuan.pipeline.report_model import AnyFact
from tiaokuan.pipeline.schema import Amount, Cap, Condition, IntervalValue, Target

Measure = Literal["money", "rate", "count"]


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in yuan (or the ``unit``'s currency), as a fraction, or as a count of ``unit``."""

    value: float
    measure: Measure
    unit: str = ""


def figure(fact: AnyFact | None, *, by_rate: bool = False) -> Figure | None:
    """A fact's figure: of an amount the sum (``by_rate``: the rate where it has one), the top of a range; of a cap the
    ceiling; of a condition or target the metric. None where there is none, or it is a date or duration."""
    if isinstance(fact, Amount):
        money = _end(fact.value, "money", label(CURRENCIES, fact.currency))
        rate = _end(fact.rate, "rate", "")
        return (rate or money) if by_rate else (money or rate)
    if isinstance(fact, Cap):
        measure: Measure = fact.measure if fact.measure in ("money", "rate") else "count"
        unit = label(CURRENCIES, fact.currency) if measure == "money" else fact.unit or ""
        return Figure(float(fact.value), measure, "" if measure == "rate" else unit)
    if isinstance(fact, Condition | Target) and fact.metric is not None:
        metric = fact.metric
        if metric.currency is not None or metric.unit == "元":
            return _end(metric.value, "money", label(CURRENCIES, metric.currency or "CNY"))
        return _end(metric.value, "count" if metric.unit else "rate", metric.unit or "")
    return None


def comparable(before: Figure | None, after: Figure | None) -> bool:
    """Whether both are there and measure the same, so that a difference means something."""
    return before is not None and after is not None and (before.measure, before.unit) == (after.measure, after.unit)


def _end(value: IntervalValue | None, measure: Measure, unit: str) -> Figure | None:
    end = None if value is None else value.max if value.max is not None else value.min
    if end is None or isinstance(end, str):
        return None
    if measure == "rate" and isinstance(end, int) and end != 1:
        measure = "count"
    return Figure(float(end), measure, unit)
