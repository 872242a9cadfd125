"""The document's fields read off its zones, each with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tiaokuan.pipeline.layout import label_zones
from tiaokuan.pipeline.metadata import MetadataFinding, doc_type, read_metadata
from tiaokuan.pipeline.readers.base import SourceDocument
from tiaokuan.pipeline.tree import Line, NormalText

CASES = json.loads((Path(__file__).parent / "cases" / "header_metadata.json").read_text("utf-8"))


def read(texts: list[str], metadata: dict[str, str] | None = None) -> tuple[NormalText, MetadataFinding]:
    lines, at = [], 0
    for number, text in enumerate(texts):
        lines.append(Line(at, at + len(text), number))
        at += len(text) + 1
    normal = NormalText("\n".join(texts), lines)
    source = SourceDocument([], "text/plain", metadata=metadata or {})
    label_zones(normal, source.metadata)
    return normal, read_metadata(normal, source, "file.txt")


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in CASES])
def test_fields(case: dict[str, Any]) -> None:
    _, found = read(case["lines"], case.get("metadata"))
    shown = {key: getattr(found, key) for key in case["expect"]}
    if shown.get("region") is not None:
        shown["region"] = shown["region"].code
    assert shown == case["expect"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in CASES])
def test_places_stand_in_the_text(case: dict[str, Any]) -> None:
    normal, found = read(case["lines"], case.get("metadata"))
    for key, (start, end) in found.sources.items():
        quote = normal.text[start:end].replace("\n", "")
        assert quote, key
        if key in ("title", "notice_title"):
            assert quote.replace(" ", "") == str(getattr(found, key)).replace(" ", "")


@pytest.mark.parametrize(
    ("title", "expect"),
    [
        ("梅州市科技项目申报指南", "guideline"),
        ("关于组织申报2022年科技项目的通知", "guideline"),
        ("关于公开征选平台企业的公告", "guideline"),
        ("2024年梅州市古琴修复项目申请相关要求", "guideline"),
        ("第三届梅州青年琴师创业大赛", "guideline"),
        ("梅州市展会补贴办法（试行）", "measures"),
        ("梅州市展会补贴实施细则", "measures"),
        ("梅州市质量提升三年行动计划（2021—2023年）", "plan"),
        ("梅州市促进消费十条", "policies"),
        ("关于加快外贸发展的若干意见", "policies"),
        ("关于做好防汛工作的通知", "notice"),
        ("参与活动承诺函", "other"),
        ("梅州市展会补贴支持外贸企业", "other"),
        (None, "other"),
    ],
)
def test_document_type(title: str | None, expect: str) -> None:
    assert doc_type(title) == expect


def test_lists_of_the_document() -> None:
    _, found = read(
        [
            "梅州市商务局关于征集展会项目的公告",
            "根据《梅州市展会补贴办法》（梅商字〔2020〕1号），现公开征集展会项目。",
            "一、联系方式", "联系人：陈小明，联系电话：0753-2345678。", "附件：1.项目申报表", "2.诚信承诺书",
            "梅州市商务局", "2022年2月1日", "附件2", "诚信承诺书", "我单位承诺所报材料真实。",
        ]
    )  # fmt: skip
    assert [(ref.doc_number, ref.relation) for ref in found.references] == [("梅商字〔2020〕1号", "basis")]
    assert [(one.label, one.content is not None) for one in found.attachments] == [("附件1", False), ("附件2", True)]
    assert [(one.name, one.phone) for one in found.contacts] == [("陈小明", "0753-2345678")]


def test_the_own_title_is_no_reference() -> None:
    _, found = read(["梅州市展会补贴办法", "第一条 为规范补贴，制定本办法。"])
    assert found.references == []
