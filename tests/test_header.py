"""Elements of official documents over plain text: dates, numbers, organs, names carried, force, citations, contacts."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaokuan.errors import GazetteerError
from tiaokuan.extractors import header
from tiaokuan.extractors.attachments import find_attachments
from tiaokuan.extractors.base import Span
from tiaokuan.extractors.contacts import contacts_of_rows, find_contacts
from tiaokuan.extractors.references import find_references
from tiaokuan.extractors.validity import end_of_term, find_bounds_statement, find_validity
from tiaokuan.gazetteer import header_words

CASES = Path(__file__).parent / "cases"


def load(name: str) -> Any:
    return json.loads((CASES / f"{name}.json").read_text("utf-8"))


def of(kind: str) -> list[Any]:
    return [pytest.param(case, id=case["text"][:24]) for case in load("header")[kind]]


def listed(name: str) -> list[Any]:
    return [pytest.param(case, id=case["why"]) for case in load(name)]


@pytest.mark.parametrize("case", of("dates"))
def test_date(case: dict[str, Any]) -> None:
    found = list(header.find_dates(case["text"]))
    assert (found[0].iso if found else None) == case["expect"], case["why"]


@pytest.mark.parametrize("case", of("numbers"))
def test_document_number(case: dict[str, Any]) -> None:
    span = header.find_doc_number(case["text"])
    assert (header.standard_number(span.of(case["text"])) if span else None) == case["expect"], case["why"]


@pytest.mark.parametrize("case", of("organs"))
def test_organ(case: dict[str, Any]) -> None:
    assert header.is_organ(case["text"]) is case["expect"], case["why"]


def test_organs_side_by_side_stand_apart() -> None:
    text = "梅州市财政局　梅州市科学技术局（代章）"
    organs = header.split_organs(text, 10)
    assert [name for name, _ in organs] == ["梅州市财政局", "梅州市科学技术局"]
    assert [Span(s.start - 10, s.end - 10).of(text) for _, s in organs] == [name for name, _ in organs]


@pytest.mark.parametrize("case", of("carried"))
def test_carried_name(case: dict[str, Any]) -> None:
    span = header.carried_name(case["text"])
    assert (span.of(case["text"]) if span else None) == case["expect"], case["why"]


@pytest.mark.parametrize("case", of("leading"))
def test_leading_organs(case: dict[str, Any]) -> None:
    span = header.leading_organs(case["text"])
    assert (span.of(case["text"]) if span else None) == case["expect"], case["why"]


@pytest.mark.parametrize("case", of("transmittal"))
def test_transmittal_sentence(case: dict[str, Any]) -> None:
    assert header.is_transmittal(case["text"]) is case["expect"], case["why"]


@pytest.mark.parametrize("case", listed("header_validity"))
def test_validity(case: dict[str, Any]) -> None:
    found = find_validity(case["text"])
    assert (found.start, found.since_issue, found.years, found.end) == (
        case["start"], case["since_issue"], case["years"], case["end"],
    )  # fmt: skip
    assert found.delay_days == case.get("delay", 0)


@pytest.mark.parametrize(
    ("start", "years", "months", "end"),
    [
        ("2023-09-08", 3, 0, "2026-09-07"),
        ("2020-02-29", 1, 0, "2021-02-28"),
        ("2022-01-01", 0, 6, "2022-06-30"),
        ("2022", 1, 0, None),
    ],
)
def test_end_of_term(start: str, years: int, months: int, end: str | None) -> None:
    assert end_of_term(start, years, months) == end


def test_bounds_statement() -> None:
    text = "本办法所称“以上”“不超过”均包括本数。"
    span = find_bounds_statement(text)
    assert span is not None
    assert "包括本数" in span.of(text)
    assert find_bounds_statement("达到100人以上的，每含税销售1万元奖励100元。") is None


@pytest.mark.parametrize("case", listed("header_references"))
def test_references(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_references(text, [Span(0, len(text))] if case.get("notice") else [])
    assert [[ref.title, ref.doc_number, ref.relation] for ref in found] == case["expect"], case["why"]
    assert all(text[ref.start] == "《" for ref in found)


def test_own_number_is_no_reference() -> None:
    text = "梅市府办〔2020〕15号\n请按梅市府办〔2019〕2号文执行。"
    assert [ref.doc_number for ref in find_references("\n梅市府〔2019〕2号", [], [])] == ["梅市府〔2019〕2号"]
    assert not [ref for ref in find_references(text, [], [Span(0, 13)]) if ref.start == 0]


@pytest.mark.parametrize("case", listed("header_attachments"))
def test_attachments(case: dict[str, Any]) -> None:
    text, spans = "", []
    for line in case["lists"]:
        spans.append(Span(len(text), len(text) + len(line)))
        text += line + "\n"
    found = find_attachments(text, spans)
    assert [[one.label, one.title] for one in found] == case["expect"], case["why"]
    assert all((one.title or "")[:4] in text[one.start : one.end] for one in found)


def test_attachment_in_the_file_comes_once() -> None:
    text = "附件：1.报名表\n2.承诺书\n附件2\n承诺书"
    marks = [(Span(15, 18), Span(19, 22))]
    found = find_attachments(text, [Span(0, 8), Span(9, 14)], marks)
    assert [(one.label, one.content) for one in found] == [("附件1", None), ("附件2", Span(15, 18))]


@pytest.mark.parametrize("case", listed("header_contacts"))
def test_contacts(case: dict[str, Any]) -> None:
    found = find_contacts(case["text"])
    fields = ("organisation", "name", "phone", "email", "address")
    shown = [{key: value for key in fields if (value := getattr(one, key)) is not None} for one in found]
    assert shown == case["expect"], case["why"]
    assert all(one.phone is None or one.phone in case["text"][one.start : one.end] for one in found)


def test_contacts_of_a_table() -> None:
    text = "镇街\t地址\t电话\n城北镇\t中兴路8号\t0753-2288000"
    rows = [[("镇街", Span(9, 12)), ("地址", Span(13, 18)), ("联系电话", Span(19, 31))]]
    (found,) = contacts_of_rows(text, rows)
    assert (found.organisation, found.address, found.phone) == ("城北镇", "中兴路8号", "0753-2288000")


def test_every_example_of_the_lists_holds_a_term() -> None:
    for words in header_words.header_words().values():
        for example in words.examples:
            assert any(term in example for term in words.terms), (words.name, example)


def test_a_bad_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    header_words.header_words.cache_clear()
    monkeypatch.setattr(header_words, "read_json", lambda _: {"x": {"what": "", "terms": [], "examples": []}})
    with pytest.raises(GazetteerError, match="x"):
        header_words.header_words()
    header_words.header_words.cache_clear()


SIGNS = "《》（）()〔〕[]关于印发的通知2021年第3号日月、，。：附件自之日起施行有效期至 \n"


@given(st.text(alphabet=SIGNS, max_size=200))
def test_nothing_breaks_on_any_text(text: str) -> None:
    find_validity(text)
    for ref in find_references(text, [Span(0, len(text))]):
        assert 0 <= ref.start < ref.end <= len(text)
    for contact in find_contacts(text):
        assert 0 <= contact.start < contact.end <= len(text)
    for attachment in find_attachments(text, [Span(0, len(text))]):
        assert 0 <= attachment.start < attachment.end <= len(text) + 1
    if span := header.carried_name(text):
        assert 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize(
    "text", ["局" * 100_000 + "x", "《a法》" * 50_000, "《" * 100_000, "某局 0753-2345678\n" * 20_000,
             "附件1：" * 50_000, "自2021年1月1日起施行，" * 20_000, "1" * 100_000, "（" * 50_000 + "2021年"]
)  # fmt: skip
def test_hostile_text_takes_bounded_time(text: str) -> None:
    began = time.perf_counter()
    header.is_organ(text[:160])
    find_validity(text)
    find_references(text)
    find_contacts(text)
    find_attachments(text, [Span(0, len(text))])
    assert time.perf_counter() - began < 3
