"""tiaokuan in a spaCy pipeline."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

import pytest

spacy = pytest.importorskip("spacy")

from spacy.tokens import Doc  # noqa: E402

from tiaokuan.pipeline.spacy_component import KINDS  # noqa: E402
from tiaokuan.pipeline.text_map import TextMap  # noqa: E402

TEXT = """云海市首店经济奖补申报指南

一、申报主体
在云海市注册的商贸企业。

二、申报材料
（一）项目申报书；
（二）营业执照复印件。

三、奖励标准
对新开设的首店，给予不超过３０万元的一次性奖励。
"""


@pytest.fixture(scope="module")
def nlp() -> Any:
    blank = spacy.blank("zh")
    blank.add_pipe("tiaokuan")
    return blank


def test_is_known_through_the_entry_point() -> None:
    found = [e for e in entry_points(group="spacy_factories") if e.name == "tiaokuan"]
    assert found, "the package is not installed: pip install -e ."
    assert found[0].load().__name__ == "make_component"


def test_figures_with_values(nlp: Any) -> None:
    doc = nlp(TEXT)
    (span,) = [s for s in doc.spans["quantities"] if s._.tiaokuan["kind"] == "money"]
    assert span.text == "不超过３０万元"
    assert span.label_ == "QUANTITY"
    assert span._.tiaokuan["value"]["max"] == 300000


def test_one_group_a_kind(nlp: Any) -> None:
    doc = nlp(TEXT)
    assert {*KINDS, "quantities", "tiaokuan"} <= set(doc.spans)
    names = [span._.tiaokuan["name"] for span in doc.spans["materials"]]
    assert names == ["项目申报书", "营业执照复印件"]
    assert "企业" in doc.spans["applicants"][0].text
    assert {s.label_ for s in doc.spans["tiaokuan"]} >= {"APPLICANT", "MATERIAL", "AMOUNT"}
    (amount,) = doc.spans["amounts"]
    assert "３０万元" in amount.text
    assert amount._.tiaokuan["value"]["max"] == 300000
    assert doc._.tiaokuan["schema_version"] == "1"


def test_survives_serialising(nlp: Any) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [s._.tiaokuan for s in again.spans["tiaokuan"]] == [s._.tiaokuan for s in doc.spans["tiaokuan"]]


def test_settings() -> None:
    only_figures = spacy.blank("zh")
    only_figures.add_pipe("tiaokuan", config={"structure": False, "prefix": "tk:"})
    doc = only_figures("奖励10万元。")
    assert [s.text for s in doc.spans["tk:quantities"]] == ["10万元"]
    assert "tk:amounts" not in doc.spans
    assert doc._.tiaokuan is None


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_empty_texts(nlp: Any, text: str) -> None:
    doc = nlp(text)
    assert all(len(doc.spans[group]) == 0 for group in (*KINDS, "quantities", "tiaokuan"))


@pytest.mark.parametrize(
    ("old", "new", "quote", "expect"),
    [
        ("奖励１０万元", "奖励10万元", "10万元", "１０万元"),
        ("第一行\n - 3 -\n第二行", "第一行\n第二行", "第二行", "第二行"),
        ("给予一次\n性奖励。", "给予一次性奖励。", "一次性奖励", "一次\n性奖励"),
        ("一、目标。二、任务。", "一、目标。\n二、任务。", "二、任务", "二、任务"),
        ("奖励 10 万元", "奖励10万元", "10万元", "10 万元"),
        ("甲\n乙\n甲\n丙", "甲\n甲\n丙", "丙", "丙"),
    ],
)
def test_text_map(old: str, new: str, quote: str, expect: str) -> None:
    start = new.index(quote)
    place = TextMap(old, new).span(start, start + len(quote))
    assert place is not None
    assert old[slice(*place)] == expect
