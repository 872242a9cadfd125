"""The whole run: what holds of every document, whatever it says."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tiaokuan.errors import TiaokuanError
from tiaokuan.extractors.base import Interval
from tiaokuan.pipeline.evaluate import find_corpus
from tiaokuan.pipeline.run import structure, structure_file, structure_text
from tiaokuan.tests.extract_briefs import KINDS, load

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SUFFIXES = (".txt", ".md", ".html", ".docx")
REAL = sorted(p for folder in ("seeds", "real") if (SHARED / folder).is_dir() for p in (SHARED / folder).iterdir()
              if p.suffix in SUFFIXES)  # fmt: skip
FIGURED = ("amounts", "caps", "targets")
ISO = re.compile(r"(?:\d{4}(?:-\d{2}){0,2}|--\d{2}(?:-\d{2})?|---\d{2})(?:T\d{2}:\d{2})?")
FIGURE = re.compile(r"[0-9０-９〇○零一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾]|全额|减半|翻番")


def dump(text: str) -> dict[str, Any]:
    return structure_text(text).model_dump(mode="json")


def structured_or_none(text: str) -> dict[str, Any] | None:
    """The document, or None where the project says that there is nothing in it to read."""
    try:
        return dump(text)
    except TiaokuanError:
        return None


def entries(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything that has a source, with what it is."""
    stack = list(document["sections"])
    while stack:
        section = stack.pop()
        yield "section", section
        stack += section["children"]
    for group in [document["common"], *document["items"]]:
        for kind in KINDS:
            for fact in group[kind]:
                yield kind, fact
    for name in ("references", "attachments", "contacts"):
        for entry in document[name]:
            yield name, entry
    for entry in [*document["coverage"]["excluded"], *document["coverage"]["unattributed"]]:
        yield "coverage", entry
    for entry in document["warnings"]:
        if entry.get("source"):
            yield "warnings", entry


def check_document(document: dict[str, Any]) -> None:
    """Spans exact, ids unique, figures in their quotes, the account whole, values in the contract's forms."""
    text, ids = document["text"], []
    sections = {s["id"] for kind, s in entries(document) if kind == "section"}
    for kind, entry in entries(document):
        source = entry["source"]
        assert text[source["start"] : source["end"]] == source["quote"], (kind, source)
        assert source["quote"] or kind == "warnings", kind
        assert source["section_id"] is None or source["section_id"] in sections
        if kind in KINDS:
            ids.append(entry["id"])
            check_fact(kind, entry)
    for source in document["document"]["sources"].values():
        assert text[source["start"] : source["end"]] == source["quote"]
    assert len(ids) == len(set(ids))
    coverage = document["coverage"]
    listed = len(coverage["excluded"]) + len(coverage["unattributed"])
    assert coverage["quantities"] == coverage["attributed"] + listed
    for item in document["items"]:
        assert item["name"]
        assert item["section_id"] is None or item["section_id"] in sections
        assert any(item[kind] for kind in KINDS), item["name"]


def check_fact(kind: str, fact: dict[str, Any]) -> None:
    quote = fact["source"]["quote"]
    if kind in FIGURED or fact.get("metric"):
        assert len(quote) <= 400, (kind, len(quote))
    if kind in FIGURED:
        assert FIGURE.search(quote), (kind, quote)
    if kind == "amounts":
        assert (fact.get("value") is None) != (fact.get("rate") is None)
        check_interval(fact.get("value") or fact["rate"])
    if kind == "caps":
        assert fact["value"] >= 0
    if kind == "periods":
        for end in (fact.get("start"), fact.get("end")):
            assert end is None or ISO.fullmatch(end), end
        assert fact.get("duration") is None or re.fullmatch(r"P[\dTYMWDHS.]+", fact["duration"])
        assert fact.get("duration") or fact.get("start") or fact.get("end")
    if kind in ("conditions", "targets"):
        assert fact["text"].strip()
        if fact.get("metric"):
            assert fact["metric"]["name"]
            check_interval(fact["metric"]["value"])
    if kind == "materials":
        assert len(fact["name"]) >= 2
    if kind == "applicants":
        assert fact["label"]


def check_interval(value: dict[str, Any]) -> None:
    low, high = value.get("min"), value.get("max")
    assert low is not None or high is not None or value.get("ratio")
    if isinstance(low, (int, float)) and isinstance(high, (int, float)):
        assert low <= high


@pytest.mark.parametrize("case", load("documents"), ids=lambda case: case["text"][0][:20])
def test_invented_documents_hold(case: dict[str, Any]) -> None:
    check_document(dump("\n".join(case["text"])))


@pytest.mark.parametrize("path", sorted(find_corpus()[1].iterdir()), ids=lambda path: path.name)
def test_samples_hold(path: Path) -> None:
    check_document(structure_file(path).model_dump(mode="json"))


@pytest.mark.parametrize("path", sorted(find_corpus()[1].iterdir()), ids=lambda path: path.name)
def test_the_same_bytes_give_the_same_json(path: Path) -> None:
    assert structure_file(path).model_dump_json() == structure_file(path).model_dump_json()


def test_ids_do_not_move_when_a_paragraph_is_added_behind() -> None:
    text = "临溪市橘园扶持办法\n第一条 对新建橘园奖励5万元。\n第二条 对改造橘园补助2万元。"
    before = [a["id"] for i in dump(text)["items"] for a in i["amounts"]]
    after = [a["id"] for i in dump(text + "\n第三条 由农业部门负责解释。")["items"] for a in i["amounts"]]
    assert len(before) == 2
    assert before == after[:2]


def test_the_source_file_is_told() -> None:
    data = "临溪市橘园扶持办法\n第一条 对新建橘园奖励5万元。".encode("gb18030")
    source = structure(data, "a.txt").document.source_file
    assert (source.name, source.size) == ("a.txt", len(data))
    assert len(source.sha256) == 64


@pytest.mark.parametrize("data", [b"", b" \n \n", b"\xef\xbb\xbf"])
def test_nothing_to_read_is_told(data: bytes) -> None:
    with pytest.raises(TiaokuanError) as caught:
        structure(data, "a.txt")
    assert caught.value.code


def test_json_goes_round() -> None:
    document = structure_text("临溪市橘园扶持办法\n第一条 对新建橘园奖励5万元。")
    again = type(document).model_validate_json(document.model_dump_json())
    assert again.model_dump(mode="json") == document.model_dump(mode="json")
    assert json.loads(document.model_dump_json())["schema_version"] == "1"


_FRAGMENTS = """
一、 二、 （一） （二） 1. 2． （1） ① 第一条 第二条 第三章 附件1 附件： 申报主体 申报条件 申报材料 支持标准 绩效目标 实施周期
申报时间 附则 联系方式 ： ； 。 ， 、 的 对 给予 奖励 补助 按 分别 最高 不超过 不低于 以上 以下 每 每年 每人 单个项目 同一企业
累计 一次性 20万元 15万元、10万元 50% 30%-50% 1:1 全额 3年 近三年 2件 5家 10人以上 2026年3月1日 至4月30日 17时前 15个工作日内
企业 高校、科研院所 合作社 国家级、省级、市级 金奖 银奖 新认定 获评 未被列入失信名单 不得申报 优先 满足以下条件之一
营业执照复印件 （加盖公章） （附件1，一式两份） 自2026年5月1日起施行，有效期3年 《临溪市管理办法》 （2021-2035年） 〔2022〕15号
择优支持不超过4家 联合1家服务机构 不接受联合申报 临溪市 关于印发 通知 办法 （ ） “ ” 《 》 × = 40周岁 300万美元 叁拾万元整
"""
_PIECES = st.sampled_from([*_FRAGMENTS.split(), "\n", "\n", "\n", " ", "\u3000", "\t"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, min_size=1, max_size=60).map("".join))
def test_any_text_of_the_genre_holds(text: str) -> None:
    document = structured_or_none(text)
    if document is not None:
        check_document(document)
        assert structure_text(text).model_dump(mode="json") == document


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_holds(text: str) -> None:
    document = structured_or_none(text)
    if document is not None:
        check_document(document)


@pytest.mark.parametrize(
    "text",
    ["对获评的企业奖励5万元，" * 3000, "（" * 5000, "20万元、" * 5000, "一、" * 5000, "的" * 50_000, "每" * 20_000,
     "第一条\n" * 2000, "对" + "甲、" * 5000 + "给予5万元奖励。", "申报条件\n" + "（一）甲；\n" * 1500],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_hostile_text_takes_bounded_time(text: str) -> None:
    began = time.perf_counter()
    check_document(dump(text))
    assert time.perf_counter() - began < 20


@pytest.mark.shared
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:24])
def test_real_documents_hold(path: Path) -> None:
    try:
        document = structure_file(path).model_dump(mode="json")
    except TiaokuanError:
        return  # not every format is read: tests/readers
    check_document(document)
    assert len(document["text"]) > 20
    assert document["sections"] or "_att" in path.stem  # a form holds blanks, no sections


def test_an_interval_is_never_both_sides_open() -> None:
    assert Interval.exact(3).is_exact
