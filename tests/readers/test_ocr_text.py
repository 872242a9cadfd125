"""Recognised text put right: every confusion rule by its own examples; lengths and places stay."""

from __future__ import annotations

import pytest

from tiaokuan.pipeline.readers import ocr_text

RULES = ocr_text.confusions()


@pytest.mark.parametrize(("wrong", "right"), [fix for rule in RULES for fix in rule.fixes])
def test_what_context_decides_is_put_right(wrong: str, right: str) -> None:
    text, changes = ocr_text.correct(wrong)
    assert text == right
    assert len(text) == len(wrong)
    assert [(change.at, change.wrong) for change in changes] == [
        (i, a) for i, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b
    ]


@pytest.mark.parametrize("text", sorted({text for rule in RULES for text in rule.keeps}))
def test_what_it_does_not_decide_stays(text: str) -> None:
    assert ocr_text.correct(text) == (text, [])


def test_every_rule_has_both_kinds_of_examples() -> None:
    assert all(rule.fixes and rule.keeps for rule in RULES)


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("(一)支持对象", "（一）支持对象"),
        ("本市企业(含分支机构),每家", "本市企业（含分支机构），每家"),
        ("联系电话:0890-5550133", "联系电话：0890-5550133"),
        ("GB/T 39551-2020", "GB/T 39551-2020"),
        ("比例为3:7", "比例为3:7"),
        ("1,000万元", "1,000万元"),
        ("f(x)", "f(x)"),
    ],
)
def test_punctuation_between_chinese_is_full_width(text: str, wide: str) -> None:
    assert ocr_text.widen(text) == wide


def test_spaces_between_chinese_are_found() -> None:
    assert ocr_text.spaces("联系 人 A 座 12 楼") == [2]
