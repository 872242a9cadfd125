"""Folding, variants of drafting, the edition's differences, effects and redlines, each by themselves."""

from __future__ import annotations

import pytest

from tiaokuan.extractors.quantities import find_quantities
from tiaokuan.gazetteer.drafting import drafting_form, force
from tiaokuan.gazetteer.loading import read_json
from tiaokuan.pipeline.diff_edition import Edition
from tiaokuan.pipeline.diff_effect import effect_of
from tiaokuan.pipeline.diff_fold import fold, quantity_key
from tiaokuan.pipeline.diff_view import view
from tiaokuan.pipeline.diff_words import word_diff
from tiaokuan.pipeline.run import structure_text
from tiaokuan.pipeline.schema import Amount, Cap, Condition, IntervalValue, Metric, Source

HERE = Source(start=0, end=0, quote="")


@pytest.mark.parametrize("row", read_json("drafting_variants.json")["same"], ids=lambda row: row["forms"][0])
def test_variants_of_drafting_say_the_same(row: dict[str, list[str]]) -> None:
    one, two = row["example"]
    assert drafting_form(one) == drafting_form(two)
    assert len({drafting_form(form) for form in row["forms"]}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应当提交", (True, False)),
        ("可以提交", (False, True)),
        ("原则上须提交", (True, True)),
        ("可行性报告", (False, False)),
    ],
)
def test_force(text: str, expected: tuple[bool, bool]) -> None:
    assert force(text) == expected


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("（一）最高３０％，", "(一)最高30%,", True),
        ("1.5万元", "15万元", False),
        ("17:00前", "1700前", False),
        ("2-3个", "23个", False),
        ("“专精特新” 企业", "专精特新企业", True),
    ],
)
def test_fold(one: str, two: str, same: bool) -> None:
    assert (fold(one) == fold(two)) is same


@pytest.mark.parametrize(
    ("one", "two"), [("奖励30万元", "奖励三十万元"), ("奖励30万元", "奖励300000元"), ("12个月", "1年")]
)
def test_a_figure_has_one_form(one: str, two: str) -> None:
    keys = [quantity_key(find_quantities(text)[0]) for text in (one, two)]
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("应当", "应", "wording"),
        ("应当", "可以", None),
        ("日2024", "日2025", "edition_year"),
        ("日2024", "日2026", None),
        ("近时P2Y", "近时P3Y", None),
        ("第三条", "第五条", "renumbered"),
        ("第三条", "第九条", None),
        ("山前县商务局", "水北县商务局", "region_name"),
        ("¤2024元", "¤2025元", None),
    ],
)
def test_what_moves_with_the_edition(before: str, after: str, reason: str | None) -> None:
    edition = Edition(1, numbers={("article", 3): {5}})
    edition.add_name("山前县", "水北县", "region_name")
    assert edition.reason(before, after) == reason


def _amount(value: IntervalValue, mode: str = "fixed") -> Amount:
    return Amount(id="a", source=HERE, kind="award", mode=mode, value=value)  # type: ignore[arg-type]


def _exact(value: float) -> IntervalValue:
    return IntervalValue(min=value, max=value)


def _most(value: float) -> IntervalValue:
    return IntervalValue(max=value, max_inclusive=True)


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        (_amount(_exact(10)), _amount(_exact(20)), "up"),
        (_amount(_exact(10)), _amount(_most(10), "up_to"), "down"),
        (_amount(_most(10), "up_to"), _amount(_exact(10)), "up"),
        (_amount(_exact(10)), _amount(_most(30), "up_to"), "mixed"),
        (_amount(_exact(10)), None, "down"),
        (None, _amount(_exact(10)), "up"),
    ],
)
def test_effects_of_amounts(before: Amount | None, after: Amount | None, effect: str) -> None:
    op = "changed" if before and after else "added" if after else "removed"
    assert effect_of("amounts", op, before, after) == effect  # type: ignore[arg-type]


def test_effects_of_what_limits_and_what_is_demanded() -> None:
    low, high = (Cap(id="c", source=HERE, measure="money", value=value) for value in (10, 20))
    assert effect_of("caps", "changed", low, high) == "loosened"
    assert effect_of("caps", "added", None, low) == "tightened"
    metric = [Metric(name="收入", value=IntervalValue(min=value), unit="元") for value in (1, 2)]
    easy, hard = (Condition(id="d", source=HERE, text="收入", polarity="require", metric=m) for m in metric)
    assert effect_of("conditions", "changed", easy, hard) == "tightened"
    prefer = easy.model_copy(update={"polarity": "prefer"})
    assert effect_of("conditions", "changed", easy, prefer) == "loosened"
    assert effect_of("conditions", "added", None, prefer) is None


def test_redlines_split_at_words_and_leave_typography_out() -> None:
    old = view(structure_text("由市科技局组织专家评审，评审结果公示5天。"))
    new = view(structure_text("由市财政局组织专家评审,评审结果公示7天。"))
    diff = word_diff(old, [(0, len(old.text))], new, [(0, len(new.text))])
    assert [(op, text) for op, text in diff.pieces if op != "="] == [
        ("-", "科技局"), ("+", "财政局"), ("-", "5天"), ("+", "7天")
    ]  # fmt: skip
    assert "".join(text for op, text in diff.pieces if op in "=+") == new.text
