"""Each kind of fact as a person reads it: the thing itself, and what qualifies it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tiaokuan.output import labels, values
from tiaokuan.output.labels import label
from tiaokuan.pipeline.schema import (
    Amount,
    Applicant,
    Cap,
    Condition,
    Fact,
    Facts,
    Material,
    Metric,
    Period,
    Region,
    Target,
    Tier,
)


@dataclass(frozen=True, slots=True)
class Words:
    """A fact in words: its head (the thing, the sum, the time) and notes that qualify it."""

    head: str
    notes: list[str]


def facts_in_words(facts: Facts) -> Iterator[tuple[str, list[tuple[Fact, Words]]]]:
    """For each kind that has facts: its Chinese label, and the facts with their words, in the contract's order."""
    for kind, words in WORDS.items():
        found = getattr(facts, kind)
        if found:
            yield labels.KINDS[kind], [(fact, words(fact)) for fact in found]


def region_words(region: Region) -> str:
    """清远市（441800）"""
    return f"{region.name}（{region.code}）" if region.code else region.name


def metric_words(metric: Metric) -> str:
    """研发投入占比 不低于3%（近2年）"""
    value = values.measured(metric.value, metric.unit, metric.currency)
    past = f"（近{values.duration(metric.lookback)}）" if metric.lookback else ""
    return f"{metric.name} {value}{past}"


def _applicant(fact: Applicant) -> Words:
    category = label(labels.CATEGORIES, fact.category)
    notes = [label(labels.ROLES, fact.role), "" if category == fact.label else category]
    notes += [region_words(fact.region) if fact.region else "", label(labels.JOINT, fact.joint), *fact.qualifiers]
    return _words(fact.label, notes)


def _material(fact: Material) -> Words:
    notes = [
        label(labels.FORMS, fact.form),
        f"{fact.copies}份" if fact.copies else "",
        "加盖公章" if fact.sealed else "",
        fact.attachment or "",
        f"近{values.duration(fact.lookback)}" if fact.lookback else "",
        f"适用：{fact.condition}" if fact.condition else "",
        f"包括：{'、'.join(fact.parts)}" if fact.parts else "",
    ]
    return _words(fact.name, notes)


def _period(fact: Period) -> Words:
    bound = {"max": "不超过", "min": "不少于"}.get(fact.bound or "", "")
    span = bound + values.duration(fact.duration, working_days=fact.working_days) if fact.duration else ""
    head = " ".join(filter(None, (fact.milestone, _from_to(fact), span)))
    return _words(head, [label(labels.PERIOD_ROLES, fact.role)])


def _from_to(fact: Period) -> str:
    start, end = (values.date(day) if day else "" for day in (fact.start, fact.end))
    if start == end:
        return start
    if start and end:
        return f"{start}至{end}"
    return f"自{start}起" if start else f"截至{end}"


def _amount(fact: Amount) -> Words:
    per = "/" + (values.number(fact.per.count) if fact.per.count != 1 else "") + fact.per.unit if fact.per else ""
    money = values.interval(fact.value, lambda end: values.money(end, fact.currency)) if fact.value else ""
    rate = (fact.rate_base or "") + values.interval(fact.rate, values.percent) if fact.rate else ""
    notes = [label(labels.AMOUNT_KINDS, fact.kind), label(labels.FREQUENCIES, fact.frequency), fact.label or ""]
    notes += [_tier(fact.tier) if fact.tier else "", fact.trigger or ""]
    return _words(" ".join(filter(None, (money, rate))) + per, notes)


def _tier(tier: Tier) -> str:
    return f"{tier.metric or '档次'} {values.measured(tier.interval, tier.unit, tier.currency)}"


def _cap(fact: Cap) -> Words:
    form: dict[str, Callable[[], str]] = {
        "money": lambda: values.money(fact.value, fact.currency),
        "rate": lambda: values.percent(fact.value),
    }
    value = form.get(fact.measure, lambda: values.number(fact.value) + (fact.unit or ""))()
    notes = [label(labels.MEASURES, fact.measure), label(labels.PER_PERIODS, fact.per_period)]
    return _words(f"{fact.scope or '（未写明对象）'} 最多{value}", notes)


def _stated(fact: Condition | Target) -> Words:
    polarity = label(labels.POLARITIES, fact.polarity) if isinstance(fact, Condition) else ""
    return _words(fact.text, [polarity, metric_words(fact.metric) if fact.metric else ""])


def _words(head: str, notes: list[str]) -> Words:
    return Words(head, [note for note in notes if note])


#: The words of each kind, in the contract's order.
WORDS: dict[str, Callable[[Any], Words]] = {
    "applicants": _applicant,
    "materials": _material,
    "periods": _period,
    "amounts": _amount,
    "caps": _cap,
    "conditions": _stated,
    "targets": _stated,
}
