"""Values, facts and documents in Chinese words."""

from __future__ import annotations

import io

import pytest

from tiaokuan.output import labels, values
from tiaokuan.output.facts import WORDS, facts_in_words
from tiaokuan.output.show import document_lines, print_document, section_places
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.model import Model
from tiaokuan.pipeline.schema import Document, IntervalValue


@pytest.mark.parametrize(
    ("value", "currency", "words"),
    [
        (300000, None, "30万元"),
        (8_000_000_000, None, "80亿元"),
        (5000.0, None, "5000元"),
        (0.5, None, "0.5元"),
        (12_345_678, None, "1234.5678万元"),
        (2_000_000, "USD", "200万美元"),
        (100, "XAU", "100XAU"),
        (99_999.99, "CNY", "9.999999万元"),
    ],
)
def test_money(value: float, currency: str | None, words: str) -> None:
    assert values.money(value, currency) == words


@pytest.mark.parametrize(
    ("value", "words"), [(0.5, "50%"), (1, "100%"), (0.003, "0.3%"), (0.07, "7%"), (0.333333, "33.3333%")]
)
def test_percent(value: float, words: str) -> None:
    assert values.percent(value) == words


@pytest.mark.parametrize(
    ("value", "working_days", "words"),
    [
        ("P3Y", False, "3年"),
        ("P1Y6M", False, "1年6个月"),
        ("P20D", True, "20个工作日"),
        ("P20D", False, "20天"),
        ("PT24H", False, "24小时"),
        ("P0.5Y", False, "0.5年"),
        ("P", False, "P"),
        ("soon", False, "soon"),
    ],
)
def test_duration(value: str, working_days: bool, words: str) -> None:
    assert values.duration(value, working_days=working_days) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024", "2024年"),
        ("2024-06", "2024年6月"),
        ("2024-06-01", "2024年6月1日"),
        ("2025-12-29T17:00", "2025年12月29日17:00"),
        ("--10", "10月"),
        ("--10-15", "10月15日"),
        ("open", "open"),
    ],
)
def test_date(value: str, words: str) -> None:
    assert values.date(value) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ({"min": 5, "max": 5}, "家", "5家"),
        ({"min": 5}, "家", "不低于5家"),
        ({"min": 5, "min_inclusive": False}, "家", "超过5家"),
        ({"max": 5}, "家", "不超过5家"),
        ({"max": 5, "max_inclusive": False}, "家", "低于5家"),
        ({"min": 50_000, "max": 100_000, "max_inclusive": False}, "元", "5万元—10万元（不含10万元）"),
        ({"min": 2_000_000, "max": 2_000_000, "approximate": True}, "元", "约200万元"),
        ({"min": 0.03}, None, "不低于3%"),
        ({"max": "2022-07-30"}, None, "不晚于2022年7月30日"),
        ({"min": "2022-07-30", "min_inclusive": False}, None, "晚于2022年7月30日"),
        ({"min": "P3Y"}, None, "不低于3年"),
        ({"ratio": (1, 3)}, None, "1:3"),
        ({}, "家", "未写明"),
    ],
)
def test_measured(value: dict[str, object], unit: str | None, words: str) -> None:
    assert values.measured(IntervalValue.model_validate(value), unit) == words


def _codes(model: type[Model], field: str) -> set[str]:
    """The closed list of codes of a field."""
    entry = model.model_json_schema()["properties"][field]
    options = entry.get("anyOf", [entry])
    return {code for option in options for code in option.get("enum", [])}


@pytest.mark.parametrize(
    ("table", "model", "field"),
    [
        (labels.DOC_TYPES, schema.DocumentInfo, "doc_type"),
        (labels.ROLES, schema.Applicant, "role"),
        (labels.JOINT, schema.Applicant, "joint"),
        (labels.FORMS, schema.Material, "form"),
        (labels.PERIOD_ROLES, schema.Period, "role"),
        (labels.AMOUNT_KINDS, schema.Amount, "kind"),
        (labels.FREQUENCIES, schema.Amount, "frequency"),
        (labels.MEASURES, schema.Cap, "measure"),
        (labels.PER_PERIODS, schema.Cap, "per_period"),
        (labels.POLARITIES, schema.Condition, "polarity"),
        (labels.RELATIONS, schema.Reference, "relation"),
    ],
)
def test_every_code_of_the_schema_has_a_label(table: dict[str, str], model: type[Model], field: str) -> None:
    codes = _codes(model, field)
    assert codes
    assert codes <= table.keys()


def test_every_kind_of_fact_has_words() -> None:
    assert list(WORDS) == list(schema.Facts.model_fields) == list(labels.KINDS)


TEXT = "一、支持标准\n（一）对获评企业每家奖励30万元。\n（二）\x1b[31m红色"


def _source(quote: str, section: str | None = None) -> dict[str, object]:
    start = TEXT.index(quote)
    return {"section_id": section, "start": start, "end": start + len(quote), "quote": quote}


def _document() -> Document:
    first = {
        "id": "s2",
        "marker": "（一）",
        "style": "cn_paren",
        "level": 2,
        "source": _source("（一）对获评企业每家奖励30万元。"),
    }
    second = {
        **first,
        "id": "s3",
        "marker": "（二）",
        "ordinal": 2,
        "inferred": True,
        "source": _source("（二）\x1b[31m红色"),
    }
    root = {
        "id": "s1",
        "marker": "一、",
        "style": "cn",
        "level": 1,
        "title": "支持标准",
        "source": _source("一、支持标准"),
    }
    source = _source("对获评企业每家奖励30万元", "s2")
    amount = {
        "id": "f1",
        "source": source,
        "kind": "award",
        "mode": "fixed",
        "value": {"min": 300000, "max": 300000},
        "per": {"unit": "家"},
        "trigger": "获评",
    }
    condition = {
        "id": "f2",
        "source": source,
        "text": "研发占比达标",
        "polarity": "require",
        "metric": {"name": "研发占比", "value": {"min": 0.03}, "lookback": "P2Y"},
    }
    material = {"id": "f3", "source": source, "name": "申请表", "form": "original", "copies": 2, "sealed": True}
    cap = {"id": "f4", "source": source, "scope": "单个企业", "measure": "quota", "value": 2, "unit": "个"}
    period = {"id": "f5", "source": source, "role": "application", "end": "2026-04-15"}
    facts = {
        "amounts": [amount],
        "conditions": [condition],
        "materials": [material],
        "caps": [cap],
        "periods": [period],
    }
    file = {"name": "a.txt", "media_type": "text/plain", "size": 99, "sha256": "0" * 64}
    return Document.model_validate(
        {
            "document": {"title": "办法", "issued_on": "2026-01", "source_file": file},
            "text": TEXT,
            "sections": [{**root, "children": [first, second]}],
            "items": [{"id": "i1", "name": "支持标准", "section_id": "s1", **facts}],
            "coverage": {"quantities": 2, "attributed": 1, "unattributed": [{"kind": "money", "source": source}]},
            "warnings": [{"code": "lost_number", "message": "编号缺失"}],
        }
    )


def test_facts_in_words() -> None:
    found = {kind: words for kind, ((_, words),) in facts_in_words(_document().items[0])}
    assert (found["支持标准"].head, found["支持标准"].notes) == ("30万元/家", ["奖励", "获评"])
    assert found["条件"].notes == ["须", "研发占比 不低于3%（近2年）"]
    assert found["材料"].notes == ["原件", "2份", "加盖公章"]
    assert (found["限额"].head, found["限额"].notes) == ("单个企业 最多2个", ["名额上限"])
    assert found["时间期限"].head == "截至2026年4月15日"


def test_places_are_as_a_clerk_cites_them() -> None:
    assert section_places(_document().sections) == {"s1": "一、", "s2": "一、（一）", "s3": "一、（二）"}


def test_a_document_in_lines() -> None:
    stream = io.StringIO()
    print_document(_document(), stream)
    text = stream.getvalue()
    lines = text.splitlines()
    assert lines[0] == "办法"
    assert "  成文日期：2026年1月" in lines
    assert "  一、支持标准" in lines
    assert "    （一）对获评企业每家奖励30万元。" in lines
    assert "    · 30万元/家〔奖励；获评〕　一、（一）“对获评企业每家奖励30万元”" in lines
    assert "  提示 [lost_number] 编号缺失" in lines
    assert any(line.startswith("    未归入 金额") for line in lines)
    assert "编号缺失，推定为第2" in text


def test_a_document_cannot_steer_the_terminal() -> None:
    assert all(line.plain.isprintable() or "\u3000" in line.plain for line in document_lines(_document()))
    assert not any("\x1b" in line.plain for line in document_lines(_document()))
