"""Changes of facts in words, as a conclusion states them: 由最高30万元调整为最高20万元，下调10万元（33.3%）.

What the new document lacks is 新文件未见对应条款; that something was revoked is never said here, only printed text can.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from tiaokuan.pipeline import value_words as words
from tiaokuan.pipeline.diff_effect import comparable
from tiaokuan.pipeline.report_model import AnyFact, AttributeChange, FactChange
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

GONE = "新文件未见对应条款"
FIELD_WORDS = {
    "amounts": "支持标准", "caps": "限额", "periods": "时间期限", "conditions": "条件",
    "targets": "绩效目标", "materials": "申报材料", "applicants": "对象",
}  # fmt: skip
_KINDS = {"award": "奖励", "subsidy": "补助", "funding": "扶持资金", "budget": "资金总额", "compensation": "补偿"}
_ROLES = {
    "implementation": "实施周期", "application": "申报时间", "validity": "有效期", "milestone": "节点时间",
    "publicity": "公示期", "other": "期限",
}  # fmt: skip
_CODES: dict[str, str] = {
    "require": "必备条件", "exclude": "禁止情形", "prefer": "优先条件", "original": "原件", "copy": "复印件",
    "once": "一次性", "annual": "每年", "year": "每年", "project": "每项目",
    "allowed": "可联合申报", "required": "须联合申报", "forbidden": "不接受联合申报",
    "applicant": "申报主体", "beneficiary": "受益对象", "lead": "牵头单位", "partner": "联合单位",
    "fixed": "定额", "rate": "比例", "up_to": "上限", "at_least": "下限", "range": "区间",
    "exact": "固定", "max": "最长", "min": "最短",
    "money": "金额", "count": "数量", "quota": "名额", "partners": "联合单位数",
    **_KINDS, **_ROLES,
}  # fmt: skip
_ATTRIBUTES = {
    "label": "名目", "trigger": "适用情形", "tier": "档次", "frequency": "频次", "per": "计算单位", "kind": "类别",
    "mode": "方式", "rate_base": "计算基数", "currency": "币种",
    "scope": "限额对象", "measure": "限额类别", "unit": "单位", "per_period": "限额周期",
    "name": "材料名称", "form": "形式", "copies": "份数", "sealed": "盖章要求", "attachment": "对应附件",
    "lookback": "回溯期", "parts": "包含内容", "condition": "适用情形",
    "role": "性质", "milestone": "节点", "bound": "长短限定", "start": "起始时间", "end": "截止时间",
    "duration": "时长", "working_days": "按工作日计算", "text": "表述", "polarity": "性质", "metric": "指标",
    "category": "类别", "region": "地区", "qualifiers": "限定条件", "joint": "联合申报", "size": "规模",
    "honours": "资质",
}  # fmt: skip
_LONG = 40
_AROUND = 8
_DIGITS = re.compile(r"[\d.,%一二三四五六七八九十百千万亿元]+")


def short(text: str, limit: int = _LONG) -> str:
    """``text`` on one line, cut after ``limit`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def contrast(before: str, after: str) -> str:
    """由“…甲…”改为“…乙…”: of two long texts only what differs, with a few characters around it."""
    one, two = " ".join(before.split()), " ".join(after.split())
    if max(len(one), len(two)) > _LONG:
        head = next((n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
        tail = next(
            (n for n, (a, b) in enumerate(zip(one[head:][::-1], two[head:][::-1], strict=False)) if a != b),
            min(len(one), len(two)) - head,
        )
        one, two = (_window(text, head, len(text) - tail) for text in (one, two))
    return f"由“{short(one)}”改为“{short(two)}”"


def _window(text: str, start: int, end: int) -> str:
    """``text[start:end]`` with its surroundings, dots where something is left out."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def describe(fact: AnyFact) -> str:
    """A fact in a few words, as the object of a sentence."""
    return _DESCRIBE[type(fact)](fact)


def change_note(change: FactChange) -> str:
    """The change as a clause without a full stop."""
    if change.before is None or change.after is None:
        fact = cast(AnyFact, change.after or change.before)
        name = FIELD_WORDS[change.field]
        return f"新增{name}“{describe(fact)}”" if change.op == "added" else f"{name}“{describe(fact)}”{GONE}"
    figure = _FIGURES.get(change.field)
    said = figure(change.before, change.after) if figure else None
    rest = [_attribute(a) for a in change.attributes if said is None or a.path.split(".")[0] not in _SAID[change.field]]
    clauses = ([said] if said else []) + [clause for clause in dict.fromkeys(rest) if clause]
    return "；".join(clauses[:4]) or "表述调整"


def subject(change: FactChange) -> str:
    """What the change is about: a label, a material's name, a scope; empty where there is nothing to name."""
    fact = cast(AnyFact, change.after or change.before)
    if change.before is None or change.after is None:
        return ""
    if isinstance(fact, Amount):
        return short(fact.label or fact.trigger or _KINDS[fact.kind], 30)
    if isinstance(fact, Cap):
        return f"{fact.scope}限额" if fact.scope else "限额"
    if isinstance(fact, Period):
        return fact.milestone or _ROLES[fact.role]
    if isinstance(fact, Material):
        return f"材料“{short(fact.name, 30)}”"
    if isinstance(fact, Applicant):
        return f"对象“{short(fact.label, 30)}”"
    return "条件" if isinstance(fact, Condition) else "绩效目标"


# ---------------------------------------------------------------------------------------------------- descriptions


def _amount_value(fact: Amount) -> str:
    per = f"/{words.number(fact.per.count) if fact.per.count != 1 else ''}{fact.per.unit}" if fact.per else ""
    lead = "最高" if fact.mode == "up_to" else "不低于" if fact.mode == "at_least" else ""
    sums = _bare(fact.value, "元", fact.currency) if fact.value else ""
    rates = (f"{fact.rate_base}的" if fact.rate_base else "") + _bare(fact.rate, None, None) if fact.rate else ""
    return f"{lead}{'、'.join(filter(None, (rates, sums)))}{per}"


def _bare(value: IntervalValue | None, unit: str | None, currency: str | None) -> str:
    """The figure alone, its bound said by the mode."""
    if value is None:
        return ""
    if value.min is not None and value.max is not None:
        return words.interval(value, unit, currency)
    end = value.max if value.max is not None else value.min
    return ("约" if value.approximate else "") + words.end_words(end, unit, currency) if end is not None else "未写明"


def _amount(fact: Amount) -> str:
    lead = short(fact.label or fact.trigger or "", 30)
    once = "一次性" if fact.frequency == "once" else "每年" if fact.frequency == "annual" else ""
    return f"{lead + '：' if lead else ''}{once}{_KINDS[fact.kind]}{_amount_value(fact)}"


def _cap_value(fact: Cap) -> str:
    if fact.measure == "money":
        return words.money(fact.value, fact.currency)
    return words.percent(fact.value) if fact.measure == "rate" else words.number(fact.value) + (fact.unit or "")


def _cap(fact: Cap) -> str:
    period = {"year": "每年", "project": "每项目", None: ""}[fact.per_period]
    return f"{fact.scope or ''}{period}最多{_cap_value(fact)}"


def _period_value(fact: Period) -> str:
    bound = {"max": "不超过", "min": "不少于"}.get(fact.bound or "", "")
    span = bound + words.duration(fact.duration, working_days=fact.working_days) if fact.duration else ""
    if fact.start and fact.end:
        dates = (
            words.date(fact.start) if fact.start == fact.end else f"{words.date(fact.start)}至{words.date(fact.end)}"
        )
    else:
        dates = f"自{words.date(fact.start)}起" if fact.start else f"截至{words.date(fact.end)}" if fact.end else ""
    return " ".join(filter(None, (dates, span)))


def _period(fact: Period) -> str:
    return f"{fact.milestone or _ROLES[fact.role]}：{_period_value(fact)}"


_DESCRIBE: dict[type[Any], Callable[[Any], str]] = {
    Amount: _amount,
    Cap: _cap,
    Period: _period,
    Condition: lambda fact: short(fact.text),
    Target: lambda fact: short(fact.text),
    Material: lambda fact: short(fact.name),
    Applicant: lambda fact: short("".join(f"{q}的" for q in fact.qualifiers[:1]) + fact.label),
}


# ------------------------------------------------------------------------------------------------------ comparisons


def _from_to(before: str, after: str, one: float | None, two: float | None, step: Callable[[float], str]) -> str:
    """由A调整为B，上调X（y%）."""
    said = f"由{before}调整为{after}"
    if one is None or two is None or one == two:
        return said
    share = f"（{abs(two - one) / abs(one) * 100:.1f}%）" if one else ""
    return f"{said}，{'上调' if two > one else '下调'}{step(abs(two - one))}{share}"


def _single(value: IntervalValue | None) -> float | None:
    """The one figure of an interval that is exact or has one side."""
    if value is None or value.ratio is not None:
        return None
    ends = {end for end in (value.min, value.max) if end is not None}
    end = ends.pop() if len(ends) == 1 else None
    return float(end) if isinstance(end, int | float) else None


def _amount_change(a: Amount, b: Amount) -> str | None:
    before, after = _amount_value(a), _amount_value(b)
    if before == after:
        return None
    if not comparable(a, b):
        return f"由{before}调整为{after}"
    if a.currency == b.currency and a.rate is None and b.rate is None:
        return _from_to(before, after, _single(a.value), _single(b.value), lambda d: words.money(d, a.currency))
    if a.value is None and b.value is None:
        return _from_to(before, after, _single(a.rate), _single(b.rate), _points)
    return f"由{before}调整为{after}"


def _points(step: float) -> str:
    return f"{words.number(round(step * 100, 6))}个百分点"


def _cap_change(a: Cap, b: Cap) -> str | None:
    if a.value == b.value and a.measure == b.measure:
        return None
    if a.measure != b.measure or a.currency != b.currency:
        return f"由{_cap(a)}调整为{_cap(b)}"
    step: Callable[[float], str] = lambda d: words.number(d) + (a.unit or "")  # noqa: E731
    if a.measure == "money":
        step = lambda d: words.money(d, a.currency)  # noqa: E731
    elif a.measure == "rate":
        step = _points
    return _from_to(_cap_value(a), _cap_value(b), float(a.value), float(b.value), step)


def _period_change(a: Period, b: Period) -> str | None:
    before, after = _period_value(a), _period_value(b)
    return f"由{before}调整为{after}" if before != after else None


def _metric_value(metric: Metric) -> str:
    past = f"（近{words.duration(metric.lookback)}）" if metric.lookback else ""
    return words.interval(metric.value, metric.unit, metric.currency) + past


def _metric_change(a: Condition | Target, b: Condition | Target) -> str | None:
    if a.metric is None or b.metric is None:
        return contrast(a.text, b.text) if a.text != b.text else None
    before, after = _metric_value(a.metric), _metric_value(b.metric)
    if before == after:
        return contrast(a.text, b.text) if a.text != b.text else None
    return f"{short(b.metric.name, 24)}由{before}调整为{after}"


def _name_change(a: Material | Applicant, b: Material | Applicant) -> str | None:
    before, after = (f.name if isinstance(f, Material) else f.label for f in (a, b))
    return contrast(before, after) if before != after else None


_FIGURES = cast(
    "dict[str, Callable[[Any, Any], str | None]]",
    {
        "amounts": _amount_change, "caps": _cap_change, "periods": _period_change, "conditions": _metric_change,
        "targets": _metric_change, "materials": _name_change, "applicants": _name_change,
    },
)  # fmt: skip
_SAID = {
    "amounts": {"value", "rate", "mode", "rate_base", "per", "currency"},
    "caps": {"value", "measure", "unit", "currency"},
    "periods": {"start", "end", "duration", "bound", "working_days"},
    "conditions": {"metric", "text"},
    "targets": {"metric", "text"},
    "materials": {"name"},
    "applicants": {"label", "category"},
}


def _attribute(change: AttributeChange) -> str:
    """An attribute's change in words; empty for one that another clause says already."""
    root = change.path.split(".")[0]
    if root in ("value", "rate") or change.path.endswith(("_inclusive", "approximate", "code", "level")):
        return ""
    name = _ATTRIBUTES.get(root, root)
    before, after = _said(change.before), _said(change.after)
    if _DIGITS.sub("", before) == _DIGITS.sub("", after):
        return ""
    if isinstance(change.before, bool) or isinstance(change.after, bool):
        return f"{name}：{'增加' if change.after else '不再写明'}"
    if not before:
        return f"{name}增加“{short(after)}”"
    if not after:
        return f"{name}“{short(before)}”不再写明"
    return f"{name}{contrast(before, after)}"


def _said(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        return "、".join(str(entry) for entry in value)
    if isinstance(value, str):
        return _CODES.get(value) or words.end_words(value)
    return words.number(value)
