"""Classes of applicants: the taxonomy's own examples, labels of ours, and running text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tiaokuan.gazetteer.classes import (
    CATEGORIES,
    ClassEntry,
    class_entries,
    classify,
    find_classes,
    is_class_noun,
    modifiers,
)
from tiaokuan.gazetteer.loading import read_json

HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases" / "gazetteer_classes.json").read_text("utf-8"))
GOLD = HERE.parent.parent / "shared" / "gold"


@pytest.mark.parametrize("case", CASES, ids=[case["label"] or "empty" for case in CASES])
def test_classify(case: dict[str, Any]) -> None:
    found = classify(case["label"])
    assert (found.category if found else None) == case["category"], case["why"]
    assert is_class_noun(case["label"]) is (case["category"] is not None)
    if found:
        assert list(found.size) == case.get("size", [])
        assert list(found.honours) == case.get("honours", [])


@pytest.mark.parametrize(
    ("entry", "example"), [(entry, x) for entry in class_entries() for x in entry.examples], ids=lambda x: str(x)[:12]
)
def test_every_example_is_of_its_entry(entry: ClassEntry, example: str) -> None:
    found = classify(example)
    assert found is not None
    assert found.category in {entry.category, *(rule.category for rule in entry.when)}
    start, end = found.head
    assert 0 <= start < end <= len(example)


def test_every_category_has_an_entry() -> None:
    assert {entry.category for entry in class_entries()} == set(CATEGORIES)


def test_every_refinement_holds_in_some_label() -> None:
    labels = [x for entry in class_entries() for x in (*entry.examples, *entry.terms)]
    labels += [case["label"] for case in CASES]
    for entry in class_entries():
        for rule in entry.when:
            assert any(rule.match.search(label) for label in labels), rule.match.pattern


def test_every_modifier_matches_its_examples() -> None:
    for modifier in modifiers():
        for example in modifier.examples:
            found = classify(example)
            assert found is not None
            assert set(modifier.size) <= set(found.size), example
            assert set(modifier.honours) <= set(found.honours), example


def test_head_span_in_label_with_brackets_and_quotes() -> None:
    label = "“小巨人”企业（不含外资）"
    found = classify(label)
    assert found is not None
    assert label[slice(*found.head)] == "企业"


def test_find_classes_in_running_text() -> None:
    text = "对高新技术企业、行业协会和个体工商户给予奖励，企业所得税按规定缴纳，组织实施由单位负责。"
    found = [text[h.start : h.end] for h in find_classes(text)]
    assert found == ["企业", "行业协会", "个体工商户", "单位"]


def test_no_class_in_the_false_friends() -> None:
    for row in read_json("class_false_friends.json")["entries"]:
        string, example = row["string"], row["example"]
        start = example.index(string)
        inside = [h for h in find_classes(example) if start <= h.start and h.end <= start + len(string)]
        assert inside == [], example


@pytest.mark.shared
def test_agrees_with_reviewed_labels() -> None:
    """Reviewed labels of real notices, where they are at hand: at least 95 in 100 get their category by the label alone
    (the rest need their context: 分支机构 of an agency of patent agents)."""
    files = sorted(GOLD.glob("*.json"))
    assert files, "no reviewed labels"
    right = total = 0
    for file in files:
        document = json.loads(file.read_text("utf-8"))
        for facts in [*document["items"], document.get("common") or {}]:
            for applicant in facts.get("applicants", []):
                found = classify(applicant["label"])
                right += found is not None and found.category == applicant["category"]
                total += 1
    assert right / total >= 0.95, f"{right}/{total}"
