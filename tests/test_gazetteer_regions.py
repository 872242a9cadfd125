"""Regions: finding, resolving, the tree, and the tables behind them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaokuan.gazetteer.loading import read_tsv
from tiaokuan.gazetteer.regions import Region, candidates, contains, find_regions, lookup, parent, resolve

CASES = json.loads((Path(__file__).parent / "cases" / "gazetteer_regions.json").read_text("utf-8"))


def region(name: str) -> Region:
    found = resolve(name)
    assert found is not None
    return found


@pytest.mark.parametrize("case", CASES, ids=[f"{case['text']}|{case.get('within', '')}" for case in CASES])
def test_find(case: dict[str, Any]) -> None:
    within = region(case["within"]) if "within" in case else None
    hits = find_regions(case["text"], within)
    assert [[case["text"][h.start : h.end], h.region.code] for h in hits] == case["expect"], case["why"]


@pytest.mark.parametrize(
    ("name", "within", "code"),
    [
        ("佛山", None, "440600"),
        ("鼓楼区", None, None),
        ("鼓楼区", "江苏省", None),
        ("鼓楼区", "南京市", "320106"),
        ("海南", None, "460000"),
        ("长沙", None, "430100"),
        ("朝阳", None, None),
        ("朝阳", "北京市", "110105"),
        ("和平", "天津市", "120101"),
        ("襄樊市", None, "420600"),
        ("广东省清远市清新区", None, "441803"),
        ("临港新片区", None, "310000"),
        ("没有这个地方", None, None),
        ("", None, None),
    ],
)
def test_resolve(name: str, within: str | None, code: str | None) -> None:
    found = resolve(name, region(within) if within else None)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("name", "above"),
    [
        ("天河区", "广州市"),
        ("广州市", "广东省"),
        ("广东省", "中华人民共和国"),
        ("仙桃市", "湖北省"),
        ("浦东新区", "上海市"),
    ],
)
def test_parent(name: str, above: str) -> None:
    assert parent(region(name)) == region(above)
    assert contains(region(above), region(name))
    assert not contains(region(name), region(above))


def test_zone_lies_in_its_holder() -> None:
    zone = region("张江科学城")
    assert zone.name == "张江科学城"
    assert parent(zone) == lookup("310115")
    assert contains(region("上海市"), zone)
    assert not contains(zone, region("浦东新区"))


def test_country_has_no_parent() -> None:
    assert parent(region("中华人民共和国")) is None


def test_every_region_has_its_parents_and_level() -> None:
    rows = list(read_tsv("regions.tsv", 5))
    assert len(rows) > 3200
    assert len({row[0] for row in rows}) == len(rows)
    for code, name, *_ in rows:
        assert len(code) == 6
        assert code.isdigit()
        found = lookup(code)
        assert found is not None
        assert found.name == name
        assert code == "000000" or parent(found) is not None


def test_every_former_name_leads_to_a_current_region() -> None:
    for date, old, code, name in read_tsv("region_changes.tsv", 4):
        found = lookup(code)
        assert found is not None, (date, old)
        assert found.name == name
        assert old == "-" or any(r.code for r in candidates(old))


def test_every_zone_is_found_in_its_example() -> None:
    for name, code, example in read_tsv("region_zones.tsv", 3):
        hits = [h for h in find_regions(example) if name in example[h.start : h.end]]
        assert hits, example
        assert hits[0].region.code == code, example


def test_no_region_in_the_false_friends() -> None:
    for string, _, example in read_tsv("region_false_friends.tsv", 3):
        assert string in example
        place = example.index(string)
        inside = [h for h in find_regions(example) if place <= h.start and h.end <= place + len(string)]
        assert [h for h in inside if not h.full_form] == [], example


def test_former_name_does_not_shadow_a_current_one() -> None:
    assert region("石家庄市桥西区").code == "130104"
    assert region("邢台市桥西区").code == "130503"


@given(st.text(alphabet="广东省州市天河区佛山鼓楼高新海南朝阳城和平、，的 a1", max_size=60))
def test_hits_are_ordered_and_within_the_text(text: str) -> None:
    end = 0
    for hit in find_regions(text):
        assert end <= hit.start < hit.end <= len(text)
        end = hit.end
        assert lookup(hit.region.code) is not None
