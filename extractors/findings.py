"""Findings: what the extractors say of a text, before items and ids are known.

Each finding holds the span of the clause that states it and the figures (index into the quantities) that it rests on.
Their fields are those of the contract's facts; ``pipeline.assemble`` turns them into the models of the contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tiaokuan.extractors.base import Interval
from tiaokuan.gazetteer.regions import Region


@dataclass(slots=True)
class Finding:
    """Base: the clause that states the fact (offsets into the text) and the indices of its figures."""

    start: int
    end: int
    figures: tuple[int, ...] = field(default=(), kw_only=True)


@dataclass(slots=True)
class ApplicantFinding(Finding):
    """One class of applicant or beneficiary."""

    label: str
    category: str
    role: str
    region: Region | None = None
    qualifiers: list[str] = field(default_factory=list)
    joint: str | None = None
    size: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()


@dataclass(slots=True)
class MaterialFinding(Finding):
    """One thing to hand in."""

    name: str
    ordinal: int | None = None
    form: str | None = None
    copies: int | None = None
    sealed: bool = False
    attachment: str | None = None
    lookback: str | None = None
    parts: list[str] = field(default_factory=list)
    condition: str | None = None


@dataclass(slots=True)
class PeriodFinding(Finding):
    """A time: ISO 8601 dates and durations."""

    role: str
    duration: str | None = None
    bound: str | None = None
    begin: str | None = None
    until: str | None = None
    milestone: str | None = None
    working_days: bool = False


@dataclass(slots=True)
class TierFinding:
    """The band of a metric that selects one of several figures."""

    metric: str | None
    interval: Interval
    unit: str | None = None
    currency: str | None = None


@dataclass(slots=True)
class AmountFinding(Finding):
    """A grant: ``value`` in yuan (or its own currency) or ``rate`` as a fraction of ``rate_base``."""

    kind: str
    mode: str
    value: Interval | None = None
    currency: str = "CNY"
    rate: Interval | None = None
    rate_base: str | None = None
    per_count: float = 1
    per_unit: str | None = None
    label: str | None = None
    trigger: str | None = None
    tier: TierFinding | None = None
    frequency: str | None = None


@dataclass(slots=True)
class CapFinding(Finding):
    """A ceiling on a grant."""

    measure: str
    value: float
    scope: str | None = None
    unit: str | None = None
    per_period: str | None = None
    currency: str = "CNY"


@dataclass(slots=True)
class MetricFinding:
    """A measured demand."""

    name: str
    value: Interval
    unit: str | None = None
    lookback: str | None = None
    currency: str | None = None


@dataclass(slots=True)
class ConditionFinding(Finding):
    """What an applicant must, or must not, be or do; ``gates``: read off a granting clause."""

    text: str
    polarity: str
    metric: MetricFinding | None = None
    gates: bool = False


@dataclass(slots=True)
class TargetFinding(Finding):
    """What a project must achieve."""

    text: str
    metric: MetricFinding | None = None
