"""Materials, kinds of document, authorities, heading words: every entry against its examples."""

from __future__ import annotations

import pytest

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer import tables
from tiaokuan.gazetteer.loading import read_json, read_text, read_tsv
from tiaokuan.gazetteer.tables import (
    authorities,
    find_authorities,
    find_materials,
    is_authority,
    material_heads,
    material_kind,
)


@pytest.mark.parametrize(("kind", "example"), [(h.kind, x) for h in material_heads() for x in h.examples])
def test_materials(kind: str, example: str) -> None:
    assert material_kind(example) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("企业营业执照（副本）复印件", "certificate"),
        ("近两年财务报表（须加盖公章）", "financial"),
        ("身份证原件及复印件", "identity"),
        ("复印件", "media"),
        ("市级推荐函", "report"),
        ("蓝天白云", None),
        ("", None),
    ],
)
def test_material_kind(name: str, kind: str | None) -> None:
    assert material_kind(name) == kind


def test_find_materials() -> None:
    text = "提交项目申报书、营业执照复印件和审计报告。"
    assert [text[h.start : h.end] for h in find_materials(text)] == ["申报书", "营业执照", "复印件", "审计报告"]


@pytest.mark.parametrize("example", authorities().examples)
def test_authorities(example: str) -> None:
    assert is_authority(example)
    assert find_authorities(example)


@pytest.mark.parametrize("example", read_json("authorities.json")["not"]["examples"])
def test_not_authorities(example: str) -> None:
    assert not is_authority(example)


def test_find_authorities_with_region_and_level() -> None:
    text = "经清远市财政局审核后，由区科技局报省工业和信息化厅备案，并抄送市委组织部。"
    found = [text[start:end] for start, end in find_authorities(text)]
    assert found == ["清远市财政局", "区科技局", "省工业和信息化厅", "市委组织部"]


def test_longer_words_are_no_authorities() -> None:
    text = "区民政部门负责，税务部分数据、科技办法、政府采购合同，报工业园区管委会。"
    assert [text[start:end] for start, end in find_authorities(text)] == ["工业园区管委会"]


def test_missing_and_broken_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GazetteerError, match=r"没有这个|缺少词表文件"):
        read_text("no_such_table.json")
    with pytest.raises(GazetteerError, match="应有 2 列"):
        list(read_tsv("region_zones.tsv", 2))
    monkeypatch.setattr(tables, "read_json", lambda name: {"entries": [{"kind": "form", "terms": ["申报书"]}]})
    tables.material_heads.cache_clear()
    with pytest.raises(GazetteerError, match="示例"):
        tables.material_heads()
    tables.material_heads.cache_clear()
