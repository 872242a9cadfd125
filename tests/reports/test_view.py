"""The view model: every change in a row, exact quotes, words for every code, nothing in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest

from tiaokuan.output.reports import words
from tiaokuan.output.reports.document_fields import field_change
from tiaokuan.output.reports.figures import Figure, figure
from tiaokuan.output.reports.redline import side_pieces
from tiaokuan.output.reports.report import build, verdict
from tiaokuan.pipeline import report_model
from tiaokuan.pipeline.diff import compare
from tiaokuan.pipeline.report_model import ChangeReport, DocumentChange, Piece, Summary
from tiaokuan.pipeline.run import structure_file
from tiaokuan.pipeline.schema import Amount, Cap, Condition, DocumentInfo
from tiaokuan.tests.reports.sample import HOSTILE, amount, condition, report, source

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


@pytest.fixture(scope="module")
def compared() -> ChangeReport:
    """Two editions of an invented guideline, compared for real."""
    return compare(structure_file(SAMPLES / "szzx_2024.docx"), structure_file(SAMPLES / "szzx_2025.docx"))


def _change_ids(found: ChangeReport) -> set[str]:
    ids = {change.id for item in found.items for change in item.changes}
    return ids | {change.id for change in found.section_changes} | {change.id for change in found.document_changes}


@pytest.mark.parametrize("which", ["by hand", "compared"])
def test_every_change_stands_in_a_row(which: str, compared: ChangeReport) -> None:
    found = report() if which == "by hand" else compared
    view = build(found)
    assert [row.number for row in view.rows] == list(range(1, len(view.rows) + 1))
    assert _change_ids(found) <= {note.change_id for row in view.rows for note in row.notes}
    assert all(row.notes for row in view.rows)


@pytest.mark.parametrize("which", ["by hand", "compared"])
def test_every_clause_is_a_row_or_stayed(which: str, compared: ChangeReport) -> None:
    found = report() if which == "by hand" else compared
    view = build(found)
    claimed = {key for clause in found.clauses for key in clause.change_ids}
    loose = _change_ids(found) - claimed
    assert len(view.rows) + len(view.kept_clauses) == len(found.clauses) + len(loose)


def test_both_columns_quote_their_document_to_the_letter(compared: ChangeReport) -> None:
    view = build(compared)
    texts = {row.old.text for row in view.rows} | {row.new.text for row in view.rows}
    shown = [clause for clause in compared.clauses if clause.change_ids]
    assert shown
    for clause in shown:
        assert clause.old is None or clause.old.text in texts
        assert clause.new is None or clause.new.text in texts


@pytest.mark.parametrize(
    ("redline", "own", "text", "expected"),
    [
        # The redline shows the new text's typography; the old cell keeps its own.
        (
            [("=", "每家（含分公司）"), ("-", "5家"), ("+", "8家")],
            "-",
            "每家(含分公司)5家",
            [("=", "每家(含分公司)"), ("-", "5家")],
        ),
        (
            [("=", "每家（含分公司）"), ("-", "5家"), ("+", "8家")],
            "+",
            "每家（含分公司）8家",
            [("=", "每家（含分公司）"), ("+", "8家")],
        ),
        # A sentence that the old document has in another clause is not this clause's.
        ([("=", "甲。"), ("=", "乙丙丁。"), ("-", "戊")], "-", "甲。戊", [("=", "甲。"), ("-", "戊")]),
        # What does not stand there whole is not marked.
        ([("=", "甲"), ("-", "乙丙")], "-", "甲乙戊丙", [("=", "甲乙戊丙")]),
        ([("-", "甲"), ("-", "乙")], "-", "甲乙", [("-", "甲乙")]),
        ([], "-", "甲", [("=", "甲")]),
        ([("=", "甲"), ("+", "")], "+", "甲", [("=", "甲")]),
    ],
)
def test_a_side_of_a_redline(redline: list[Piece], own: Any, text: str, expected: list[Piece]) -> None:
    found = side_pieces(redline, own, text)
    assert list(found) == expected
    assert "".join(words for _, words in found) == text


def test_conclusions_are_grouped_numbered_and_lead_to_their_row() -> None:
    view = build(report())
    assert [group.name for group in view.findings] == ["资金", "事项", "待确认"]
    findings = [finding for group in view.findings for finding in group.findings]
    assert [finding.number for finding in findings] == [1, 2, 3]
    for finding in findings:
        row = view.rows[(finding.row or 0) - 1]
        assert any(note.field in ("amounts", "materials", "item") for note in row.notes)
    assert findings[0].remark == f"下调，见对照表第{findings[0].row}行"


def test_a_removed_clause_is_never_said_to_be_repealed() -> None:
    view = build(report())
    (row,) = [row for row in view.rows if row.notes[0].change_id == "f3"]
    assert row.new.missing == "新文件未见对应条款"
    assert row.notes[0].text.startswith("新文件未见对应条款")
    assert "取消" not in " ".join(words.OPS.values())


def test_a_clause_whose_text_moved_into_another_is_not_said_to_be_gone() -> None:
    clauses = report().model_dump()["clauses"]
    moved = {**clauses[1], "redline": [], "kind": "removed"}
    (row,) = [r for r in build(report(clauses=[moved])).rows if r.notes[0].change_id == "f3"]
    assert row.new.missing == "内容见新文件他处"


def test_a_change_that_two_clauses_show_is_told_once() -> None:
    clauses = report().model_dump()["clauses"]
    again = {**clauses[4], "change_ids": ["f1"], "number": 9}
    rows = [row for row in build(report(clauses=[clauses[0], again])).rows if "f1" in {n.change_id for n in row.notes}]
    assert rows[1].notes[0].text == f"同第{rows[0].number}行：{rows[0].notes[0].text}"


def test_places() -> None:
    view = build(report())
    by_id = {note.change_id: row for row in view.rows for note in row.notes}
    assert by_id["f1"].old.place == "一、（三）　第1页"
    assert by_id["d1"].old.place == "文号"
    assert by_id["d1"].new.missing == "文号：新文件未写明"
    assert by_id["s2"].old.place == "二、　第3页", "a change that no clause claims is cited by its section"


def test_a_paragraph_without_a_number_is_cited_by_the_clause_before_it() -> None:
    text = "评审结果公示5日。"
    tail = {"section_id": None, "number": "", "title": None, "text": text, "page": 2, "start": 500, "end": 509}
    clauses = report().model_dump()["clauses"][:1]
    clauses.append({"number": 2, "kind": "added", "severity": "substantive", "new": tail, "redline": [["+", text]]})
    rows = build(report(clauses=clauses)).rows
    (place,) = [row.new.place for row in rows if row.new.text == text]
    assert place == "一、3.之后　第2页"


def test_what_stayed_and_doubts() -> None:
    view = build(report())
    assert [(group.item, len(group.entries)) for group in view.kept] == [("智能车间", 2), ("全文", 1)]
    assert [(clause.old, clause.new, clause.state) for clause in view.kept_clauses] == [
        ("四、　第3页", "五、　第3页", "编号调整"),
        ("五、", "六、", "未变"),
    ]
    assert [group.code for group in view.doubts] == ["weak_alignment", "unattributed", "ocr"]
    ocr = view.doubts[2].rows[0]
    assert (ocr.old, ocr.new) == ("", "第1页　一、3.“2O万元”（识别置信度 0.62）")


def test_the_accounting_says_whether_it_adds_up() -> None:
    assert build(report()).balance.startswith("核算相符")
    accounting = {**report().accounting.model_dump(), "new_units": 12}
    assert build(report(accounting=accounting)).balance.startswith("核算不符（新文件）")


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ({}, "未发现实质变化；待确认 0 处；文字调整 0 处。"),
        ({"to_confirm": 2, "editorial": 3}, "未发现实质变化；待确认 2 处；文字调整 3 处。"),
        (
            {"substantive": 4, "effects": {"up": 1, "mixed": 1}},
            "发现实质变化 4 处（其中支持力度上调 1 处，双向变化 1 处）；待确认 0 处；文字调整 0 处。",
        ),
        ({"substantive": 1}, "发现实质变化 1 处；待确认 0 处；文字调整 0 处。"),
    ],
)
def test_verdict(summary: dict[str, Any], expected: str) -> None:
    assert verdict(Summary.model_validate(summary)) == expected


@pytest.mark.parametrize(
    ("field", "before", "after", "text", "old", "new"),
    [
        (
            "title",
            "2024年度指南",
            "2025年度指南",
            "标题由“2024年度指南”改为“2025年度指南”",
            [("-", "2024"), ("=", "年度指南")],
            [("+", "2025"), ("=", "年度指南")],
        ),
        ("effective_to", None, "2027-12-31", "有效期至：新增“2027年12月31日”", [], [("+", "2027年12月31日")]),
        (
            "issuers",
            ["甲局", "乙局"],
            ["甲局"],
            "发文机关由“甲局、乙局”改为“甲局”",
            [("=", "甲局"), ("-", "、乙局")],
            [("=", "甲局")],
        ),
        ("doc_type", "plan", "measures", "文种由“方案”改为“办法”", [("-", "方案")], [("+", "办法")]),
        (
            "region",
            {"name": "甲市", "code": None},
            {"name": "乙市", "code": None},
            "适用地区由“甲市”改为“乙市”",
            [("-", "甲"), ("=", "市")],
            [("+", "乙"), ("=", "市")],
        ),
        ("year", 2024, 2025, "年度由“2024年”改为“2025年”", [("-", "2024"), ("=", "年")], [("+", "2025"), ("=", "年")]),
        ("bounds_inclusive", True, None, "数字含本数：新文件未写明（原为“是”）", [("-", "是")], []),
    ],
)
def test_fields_of_the_head(  # noqa: PLR0917
    field: str, before: Any, after: Any, text: str, old: list[Piece], new: list[Piece]
) -> None:
    change = DocumentChange(id="d", field=field, before=before, after=after, severity="substantive")
    found = field_change(change)
    assert (found.text, list(found.old), list(found.new)) == (text, old, new)


@pytest.mark.parametrize(
    ("fact", "by_rate", "expected"),
    [
        (Amount.model_validate(amount("甲", 300000, "s")), False, Figure(300000, "money", "元")),
        (
            Amount.model_validate({**amount("甲", 1, "s"), "value": None, "rate": {"max": 0.5}}),
            False,
            Figure(0.5, "rate"),
        ),
        (Amount.model_validate({**amount("甲", 9, "s"), "rate": {"max": 0.5}}), True, Figure(0.5, "rate")),
        (Amount.model_validate({**amount("甲", 9, "s"), "currency": "USD"}), False, Figure(9, "money", "美元")),
        (
            Cap.model_validate({"id": "c", "source": source("s", "甲"), "measure": "quota", "value": 4, "unit": "家"}),
            False,
            Figure(4, "count", "家"),
        ),
        (Condition.model_validate(condition("甲", 0.6, "s")), False, Figure(0.6, "rate")),
        (
            Condition.model_validate(
                {**condition("甲", 1, "s"), "metric": {"name": "营收", "unit": "元", "value": {"min": 5e6}}}
            ),
            False,
            Figure(5e6, "money", "元"),
        ),
        (
            Condition.model_validate(
                {**condition("甲", 1, "s"), "metric": {"name": "日期", "value": {"max": "2022-07-30"}}}
            ),
            False,
            None,
        ),
        (None, False, None),
    ],
)
def test_the_figure_of_a_fact(fact: Any, by_rate: bool, expected: Figure | None) -> None:
    assert figure(fact, by_rate=by_rate) == expected


def _codes(model: Any, name: str) -> set[str]:
    """The codes that a field of a model may hold."""
    return set(_literals(model.model_fields[name].annotation))


def _literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from _literals(part)


@pytest.mark.parametrize(
    ("table", "model", "field"),
    [
        (words.SEVERITIES, "FactChange", "severity"),
        (words.EFFECTS, "FactChange", "effect"),
        (words.OPS, "FactChange", "op"),
        (words.OPS, "SectionChange", "op"),
        (words.OPS, "ClauseRow", "kind"),
        (words.FIELDS, "FactChange", "field"),
        (words.ITEM_STATUS, "ItemChange", "status"),
        (words.ITEM_RELATIONS, "ItemChange", "relation"),
        (words.DOUBTS, "Doubt", "code"),
    ],
)
def test_every_code_of_the_model_has_words(table: dict[str, str], model: str, field: str) -> None:
    codes = _codes(getattr(report_model, model), field)
    assert codes
    assert codes <= table.keys()


def test_every_field_of_the_head_has_words() -> None:
    assert set(DocumentInfo.model_fields) - {"source_file", "sources"} <= words.DOCUMENT_FIELDS.keys()


def test_every_reason_that_the_comparison_gives_has_words() -> None:
    """The reasons that the model's own documentation names."""
    named = set(re.findall(r"``([a-z_]+)``", report_model.FactChange.__doc__ or ""))
    assert {"weak_alignment", "ocr", "edition_year"} <= named
    known = {"before", "after", "note", "reason", "to_confirm", "editorial"}
    assert named - known <= words.REASONS.keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\r\n乙\u2028丙", "甲\n乙\n丙"),
        ("a\x00b\x1b[31m", "a\ufffdb\ufffd[31m"),
        ("\u202e倒\u2066", "\ufffd倒\ufffd"),
        ("\ud800\uffff", "\ufffd\ufffd"),
        ("制表\t符", "制表\t符"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert words.clean(text) == expected


def test_hostile_text_is_shown_but_cannot_steer() -> None:
    view = build(report())
    (row,) = [row for row in view.rows if row.notes[0].change_id == "f3"]
    assert row.old.text == HOSTILE.replace("\x07", "\ufffd").replace("\u202e", "\ufffd")
