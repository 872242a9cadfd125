"""Aligning: sections and sentences find their counterparts whatever their numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaokuan.benchmarks.align import right_counterparts, two_editions
from tiaokuan.pipeline.align import Alignment, align
from tiaokuan.pipeline.align_scores import assign, rising
from tiaokuan.pipeline.diff_view import TextView
from tiaokuan.pipeline.run import structure_text

LINES = [
    "对新获批的研发中心给予建设补助，每家30万元。",
    "支持企业参加境外展会，按展位费的一半给予补贴。",
    "鼓励金融机构开发知识产权质押产品，分担贷款损失。",
    "对引进的技能人才发放租房补贴，每人每月800元。",
    "建立项目绩效评价制度，评价结果与下年度预算挂钩。",
]


def aligned(old: list[str], new: list[str]) -> Alignment:
    """Two texts of one paragraph a line, aligned."""
    return align(structure_text("\n".join(old)), structure_text("\n".join(new)))


def numbered(lines: list[str], marker: str = "{}、") -> list[str]:
    """The lines with markers."""
    numerals = "一二三四五六七八九" if "第" in marker else "123456789"
    return ["若干措施", *(marker.format(numeral) + line for numeral, line in zip(numerals, lines, strict=False))]


def answers(found: Alignment) -> dict[str, str]:
    """Old section's text → new section's text, markers left out."""

    def words(view: TextView, part: int) -> str:
        unit = view.units[view.parts[part].first]
        return view.text[unit.start : unit.end]

    return {words(found.old, i): words(found.new, j) for i, j in found.parts.items()}


@pytest.mark.parametrize("marker", ["第{}条　", "{}."])
def test_renumbered_and_moved_sections_are_found(marker: str) -> None:
    order = [3, 0, 1, 4, 2]
    found = aligned(numbered(LINES, "第{}条　"), numbered([LINES[n] for n in order], marker))
    assert answers(found) == {line: line for line in LINES}
    assert not found.added
    assert not found.removed
    assert any(group.moved for group in found.groups)


def test_a_sentence_cut_in_two_is_one() -> None:
    found = aligned(
        ["若干措施", "一、企业应当建立台账；台账保存五年。"], ["若干措施", "一、企业应当建立台账。台账保存五年。"]
    )
    assert all(group.identical for group in found.groups)


def test_a_new_clause_has_no_counterpart() -> None:
    found = aligned(
        numbered(LINES, "第{}条　"), numbered([*LINES[:2], "设立创业导师库，聘期三年。", *LINES[2:]], "第{}条　")
    )
    assert not found.removed
    texts = [found.new.text[found.new.units[u].start : found.new.units[u].end] for u in found.added]
    assert texts == ["设立创业导师库，聘期三年。"]


def test_one_sure_pair_outweighs_two_doubtful_ones() -> None:
    import numpy as np

    scores = np.array([[0.8, 0.45], [0.45, 0.0]], dtype=np.float32)
    assert assign(scores, 0.4) == [(0, 0)]


def test_heaviest_rising_sequence() -> None:
    assert rising([2, 0, 1, 3], [1, 1, 1, 1]) == {1, 2, 3}
    assert rising([2, 0, 1, 3], [9, 1, 1, 1]) == {0, 3}
    assert rising([], []) == set()


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(7)), st.lists(st.integers(1, 9), min_size=7, max_size=7))
def test_rising_is_rising_and_heaviest(values: list[int], weights: list[int]) -> None:
    kept = sorted(rising(values, weights))
    assert [values[k] for k in kept] == sorted(values[k] for k in kept)
    best = 0
    for mask in range(1 << len(values)):
        chosen = [k for k in range(len(values)) if mask >> k & 1]
        if all(values[a] < values[b] for a, b in pairwise(chosen)):
            best = max(best, sum(weights[k] for k in chosen))
    assert sum(weights[k] for k in kept) == best


def test_every_character_is_in_a_sentence() -> None:
    found = aligned(numbered(LINES, "第{}条　"), LINES)
    for view in (found.old, found.new):
        covered = sum(len("".join(view.text[u.start : u.end].split())) for u in view.units)
        markers = sum(len(p.section.marker or "") for p in view.parts)
        assert covered + markers == len("".join(view.text.split()))


def test_five_hundred_clauses() -> None:
    before, after, origin = two_editions(500)
    found = align(structure_text(before), structure_text(after))
    assert right_counterparts(found, origin) >= 0.97 * len(origin)
