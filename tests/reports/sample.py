"""A change report of two invented guidelines, built by hand: every kind of row, every severity, hostile text."""

from __future__ import annotations

from typing import Any

from tiaokuan.pipeline.report_model import ChangeReport

HOSTILE = '=cmd|"/c calc"!A1 <script>alert(1)</script> & | *星* [链](javascript:x) \x07\u202e倒'


def source(section: str | None, quote: str, page: int | None = 1, **more: Any) -> dict[str, Any]:
    """A place; offsets do not matter to a renderer."""
    return {"section_id": section, "start": 10, "end": 10 + len(quote), "quote": quote, "page": page, **more}


def amount(quote: str, value: float, section: str, **more: Any) -> dict[str, Any]:
    """An award of an exact sum."""
    return {
        "id": f"a-{section}-{value}",
        "source": source(section, quote),
        "kind": "award",
        "mode": "fixed",
        "value": {"min": value, "max": value},
        "per": {"unit": "家"},
        **more,
    }


def condition(quote: str, least: float, section: str, **more: Any) -> dict[str, Any]:
    """A condition with a least value."""
    metric = {"name": "联网率", "value": {"min": least}}
    fact = {"id": f"c-{section}-{least}", "source": source(section, quote), "text": quote, "polarity": "require"}
    return {**fact, "metric": metric, **more}


def head(year: int, **more: Any) -> dict[str, Any]:
    """One side of the head."""
    return {
        "title": f"{year}年度云岭市智能车间申报指南",
        "doc_number": f"云工信〔{year}〕12号",
        "issuers": ["云岭市工业和信息化局"],
        "region": {"name": "云岭市", "code": "440100", "level": "prefecture"},
        "year": year,
        "issued_on": f"{year}-03-28",
        "effective_from": f"{year}-04-01",
        "source_name": f"{year}.pdf",
        "media_type": "application/pdf",
        "pages": 6,
        "sha256": "0123456789abcdef" * 4,
        "characters": 3210,
        "items": 3,
        "facts": 24,
        "facts_confirmed": 5,
        "figures": 20,
        "figures_explained": 19,
        "engine_version": "0.1.0",
        **more,
    }


def side(section: str, number: str, text: str, page: int | None = 1, title: str | None = None) -> dict[str, Any]:
    """One side of a clause."""
    return {"section_id": section, "number": number, "title": title, "text": text, "page": page, "end": len(text)}


def report(**more: Any) -> ChangeReport:
    """The whole sample; ``more`` replaces keys."""
    return ChangeReport.model_validate({**_sample(), **more})


def _sample() -> dict[str, Any]:
    return {
        "old": head(2024),
        "new": head(2025, doc_number=None, effective_to="2027-12-31", facts_confirmed=0),
        "summary": {
            "substantive": 5,
            "editorial": 2,
            "to_confirm": 2,
            "effects": {"down": 1, "tightened": 1, "up": 1},
        },
        "document_changes": [
            {
                "id": "d1",
                "field": "doc_number",
                "before": "云工信〔2024〕12号",
                "after": None,
                "severity": "substantive",
            },
            {
                "id": "d2",
                "field": "title",
                "before": "2024年度云岭市智能车间申报指南",
                "after": "2025年度云岭市智能车间申报指南",
                "severity": "editorial",
            },
        ],
        "items": _items(),
        "section_changes": _sections(),
        "accounting": {
            "old_units": 10,
            "new_units": 11,
            "matched": 7,
            "matched_new": 8,
            "identical": 4,
            "added": 2,
            "removed": 2,
            "unresolved": 2,
            "unresolved_old": 1,
            "unresolved_new": 1,
        },
        "conclusions": [
            {
                "text": "“智能车间”奖励由30万元/家调整为20万元/家，下调10万元（33.3%）",
                "change_id": "f1",
                "severity": "substantive",
                "effect": "down",
                "field": "amounts",
                "item": "智能车间",
            },
            {"text": "新增事项“人工智能应用场景”", "change_id": "i2", "severity": "substantive", "field": "item"},
            {
                "text": f"新文件未见对应条款：{HOSTILE}",
                "change_id": "f3",
                "severity": "to_confirm",
                "field": "materials",
            },
        ],
        "clauses": _clauses(),
        "unchanged": [
            {"item": "智能车间", "field": "materials", "text": "营业执照复印件"},
            {"item": "智能车间", "field": "applicants", "text": "制造业企业"},
            {"item": None, "field": "periods", "text": "申报时间 4月8日起"},
        ],
        "doubts": [
            {
                "code": "weak_alignment",
                "message": "条款对应相似度 0.52",
                "change_id": "f3",
                "old_source": source("o4", HOSTILE, 2),
                "new_source": source("n3", "承诺书", 2),
            },
            {"code": "unattributed", "message": "金额未归入要素", "old_source": source("o2", "另有5万元", 1)},
            {"code": "ocr", "message": "识别置信度低", "new_source": source("n2", "2O万元", 1, confidence=0.62)},
        ],
    }


def _items() -> list[dict[str, Any]]:
    return [
        {
            "id": "i1",
            "old": "智能车间",
            "new": "智能车间（工厂）",
            "status": "renamed",
            "moved": True,
            "similarity": 0.83,
            "changes": [
                {
                    "id": "f1",
                    "field": "amounts",
                    "op": "changed",
                    "severity": "substantive",
                    "effect": "down",
                    "before": amount("每家奖励30万元", 300000, "o2"),
                    "after": amount("每家奖励20万元", 200000, "n2"),
                    "attributes": [{"path": "value.max", "before": 300000, "after": 200000}],
                    "note": "由30万元/家调整为20万元/家，下调10万元（33.3%）",
                },
                {
                    "id": "f2",
                    "field": "conditions",
                    "op": "changed",
                    "severity": "substantive",
                    "effect": "tightened",
                    "before": condition("联网率不低于60%", 0.6, "o2"),
                    "after": condition("联网率不低于70%", 0.7, "n2"),
                    "note": "由不低于60%调整为不低于70%",
                },
                {
                    "id": "f3",
                    "field": "materials",
                    "op": "removed",
                    "severity": "to_confirm",
                    "reason": "weak_alignment",
                    "before": {"id": "m1", "source": source("o4", HOSTILE, 2), "name": HOSTILE},
                    "note": "",
                },
            ],
        },
        {
            "id": "i2",
            "new": "人工智能应用场景",
            "status": "added",
            "changes": [
                {
                    "id": "f4",
                    "field": "amounts",
                    "op": "added",
                    "severity": "substantive",
                    "effect": "up",
                    "after": amount("每个场景资助30万元", 300000, "n5"),
                    "note": "新增：30万元/家",
                }
            ],
        },
        {"id": "i3", "old": "培训", "new": "培训", "status": "unchanged", "similarity": 1.0},
    ]


def _sections() -> list[dict[str, Any]]:
    return [
        {
            "id": "s1",
            "old_section": "o3",
            "new_section": "n4",
            "op": "changed",
            "severity": "substantive",
            "effect": "tightened",
            "redline": [["=", "项目单位"], ["-", "原则上"], ["+", "应当"], ["=", "按期验收。"]],
        },
        {
            "id": "s2",
            "op": "removed",
            "severity": "to_confirm",
            "redline": [["-", "未列入条款表的一句。"]],
            "old_source": source("o3", "未列入条款表的一句。", 3),
        },
    ]


def _clauses() -> list[dict[str, Any]]:
    redline = [
        ["=", "对认定企业，每家奖励"],
        ["-", "30万元"],
        ["+", "20万元"],
        ["=", "，联网率不低于"],
        ["-", "60%"],
        ["+", "70%"],
        ["=", "。"],
    ]
    return [
        {
            "number": 1,
            "kind": "changed",
            "severity": "substantive",
            "effect": "down",
            "redline": redline,
            "old": side("o2", "一、（三）", "对认定企业，每家奖励30万元，联网率不低于60%。"),
            "new": side("n2", "一、3.", "对认定企业，每家奖励20万元，联网率不低于70%。"),
            "change_ids": ["f1", "f2"],
        },
        {
            "number": 2,
            "kind": "removed",
            "severity": "to_confirm",
            "old": side("o4", "一、（四）", HOSTILE, 2),
            "redline": [["-", HOSTILE]],
            "change_ids": ["f3"],
        },
        {
            "number": 3,
            "kind": "changed",
            "severity": "substantive",
            "old": side("o3", "二、", "项目单位原则上按期验收。", 2),
            "new": side("n4", "二、", "项目单位应当按期验收。", 2),
            "change_ids": ["s1"],
            "redline": [["=", "项目单位"], ["-", "原则上"], ["+", "应当"], ["=", "按期验收。"]],
        },
        {
            "number": 4,
            "kind": "added",
            "severity": "substantive",
            "effect": "up",
            "redline": [["+", "每个场景资助30万元。"]],
            "new": side("n5", "三、", "每个场景资助30万元。", 3),
            "change_ids": ["f4"],
        },
        {
            "number": 5,
            "kind": "renumbered",
            "severity": "editorial",
            "note": "编号由“四、”改为“五、”",
            "old": side("o6", "四、", "本指南由市工业和信息化局解释。", 3),
            "new": side("n6", "五、", "本指南由市工业和信息化局解释。", 3),
        },
        {
            "number": 6,
            "kind": "unchanged",
            "old": side("o7", "五、", "联系电话见官网。", None),
            "new": side("n7", "六、", "联系电话见官网。", None),
        },
    ]
