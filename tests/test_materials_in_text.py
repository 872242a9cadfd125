"""Materials that running text asks for, and what notes elsewhere say of those of a list."""

from __future__ import annotations

from typing import Any

import pytest

from tiaokuan.extractors.materials import find_materials, whole_note
from tiaokuan.pipeline.run import structure_text
from tiaokuan.tests.extract_briefs import briefs, context, json_brief, load

GUIDELINE = (
    "临溪市陶艺工坊扶持项目申报通知\n一、申报条件\n在本市登记满一年的陶艺工坊。\n二、申报材料\n"
    "（一）陶艺工坊扶持项目申请表；\n（二）诚信承诺书；\n（三）营业执照复印件。\n{after}三、申报程序\n{how}\n{listed}"
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:30]) for case in load("materials_in_text")])
def test_materials_of_running_text(case: dict[str, Any]) -> None:
    text = case["text"]
    assert briefs(find_materials(context(text), 0, len(text)), "materials") == case["expect"], case["why"]


def facts(kind: str, **parts: str) -> list[str]:
    """The facts of a kind in a guideline with a list of three materials."""
    text = GUIDELINE.format(**{"after": "", "how": "由各镇统一报送。", "listed": ""} | parts)
    document = structure_text(text).model_dump(mode="json")
    return [json_brief(kind, fact) for group in (*document["items"], document["common"]) for fact in group[kind]]


def test_a_note_on_the_full_set_holds_for_every_material() -> None:
    found = facts("materials", how="全套材料一式三份，加盖单位公章后报送。")
    assert found == ["陶艺工坊扶持项目申请表 3份 sealed", "诚信承诺书 3份 sealed", "营业执照复印件 copy 3份 sealed"]


def test_a_material_is_tied_to_the_attachment_of_its_name() -> None:
    found = facts("materials", listed="附件：1.临溪市陶艺工坊扶持项目申请表\n2.诚信承诺书\n")
    assert found == ["陶艺工坊扶持项目申请表 附件1", "诚信承诺书 附件2", "营业执照复印件 copy"]


def test_a_deadline_behind_the_list_is_kept() -> None:
    assert facts("periods", after="截止日期：2026年5月20日，逾期不予受理。\n") == ["application ..2026-05-20"]


def test_a_note_on_single_papers_is_none_on_the_full_set() -> None:
    assert whole_note("申请表一式两份。") == ""
