"""The change report: what is reported, how it is judged, and that its parts fit together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tiaokuan.pipeline.diff import COMMON, compare, compare_files, report_json
from tiaokuan.pipeline.report_model import ChangeReport, FactChange
from tiaokuan.pipeline.run import structure_text

ROOT = Path(__file__).resolve().parent.parent
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/cases/diff.json").read_text("utf-8"))
SLOTS = {
    "applicants": "本市工业企业。",
    "conditions": "1.在本市依法注册；\n2.依法纳税。",
    "amounts": "对认定的企业给予最高30万元奖励。",
    "materials": "1.项目申报书；\n2.营业执照复印件。",
    "periods": "项目实施周期为1年。",
    "tail": "六、本指南由澜江市科学技术局负责解释。",
}


def guideline(year: int = 2024, **slots: str) -> str:
    """A guideline of one programme with the given parts."""
    parts = SLOTS | slots
    return (
        f"{year}年度澜江市智能制造项目申报指南\n"
        f"一、申报对象\n{parts['applicants']}\n二、申报条件\n{parts['conditions']}\n"
        f"三、支持标准\n{parts['amounts']}\n四、申报材料\n{parts['materials']}\n"
        f"五、时间安排\n{parts['periods']}\n{parts['tail']}\n"
    )


def changes(report: ChangeReport) -> list[FactChange]:
    """All changes of facts that are of substance."""
    return [change for item in report.items for change in item.changes if change.severity == "substantive"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    old, new = (structure_text(guideline(**{case["slot"]: case[side]})) for side in ("old", "new"))
    report = compare(old, new)
    found = changes(report)
    if not case["expect"]:
        assert report.summary.substantive == 0, (found, report.section_changes)
    for expected in case["expect"]:
        if "substantive" in expected:
            assert report.summary.substantive > 0
            texts = "".join(text for section in report.section_changes for _, text in section.redline)
            assert expected.get("text", "") in texts
            continue
        assert any(_fits(change, expected) for change in found), [(c.field, c.op, c.effect, c.note) for c in found]
    for field in case.get("absent", []):
        assert not [change for change in found if change.field == field]
    for field, count in case.get("count", {}).items():
        assert len([change for change in found if change.field == field]) == count


def _fits(change: FactChange, expected: dict[str, str]) -> bool:
    plain = all(getattr(change, key) == expected[key] for key in ("field", "op", "effect") if key in expected)
    return plain and expected.get("note", "") in change.note


def test_a_text_against_itself_shows_nothing() -> None:
    document = structure_text(guideline())
    report = compare(document, document)
    assert not changes(report)
    assert not report.section_changes
    assert not report.document_changes
    assert report.accounting.identical == report.accounting.old_units == report.accounting.new_units
    assert {item.status for item in report.items} <= {"unchanged"}
    assert not report.substantive


def test_the_next_edition_is_editorial() -> None:
    window = "申报时间：{0}年4月8日至{0}年5月20日。"
    old = structure_text(guideline(2024, periods=window.format(2024)))
    new = structure_text(guideline(2025, periods=window.format(2025)))
    report = compare(old, new)
    assert report.summary.substantive == 0
    assert report.summary.editorial > 0
    moved = [change for item in report.items for change in item.changes if change.field == "periods"]
    assert [change.reason for change in moved] == ["edition_year"]


def test_a_window_that_moves_by_more_than_the_year_is_of_substance() -> None:
    old = structure_text(guideline(2024, periods="申报时间：2024年4月8日至2024年5月20日。"))
    new = structure_text(guideline(2025, periods="申报时间：2025年4月8日至2025年5月10日。"))
    found = changes(compare(old, new))
    assert [(change.field, change.effect) for change in found] == [("periods", "tightened")]


def test_a_fact_that_one_reading_missed_is_to_be_confirmed() -> None:
    old, new = structure_text(guideline()), structure_text(guideline())
    for item in new.items:
        item.amounts.clear()
        item.caps.clear()
    report = compare(old, new)
    assert not changes(report)
    missed = [change for item in report.items for change in item.changes]
    assert missed
    assert {(change.severity, change.reason) for change in missed} == {("to_confirm", "same_words")}
    assert {doubt.code for doubt in report.doubts} >= {"same_words"}


def test_what_was_read_by_ocr_is_to_be_confirmed() -> None:
    old = structure_text(guideline())
    new = structure_text(guideline(amounts="对认定的企业给予最高20万元奖励。"))
    for item in new.items:
        for amount in item.amounts:
            amount.source.confidence = 0.97
    change = next(c for item in compare(old, new).items for c in item.changes if c.field == "amounts")
    assert (change.severity, change.reason) == ("to_confirm", "ocr")


PROGRAMMES = {
    "智能车间建设": "按设备投资额的15%给予补助，单个项目最高100万元。",
    "数字化诊断服务": "每完成1家企业诊断补助0.8万元，单个服务商不超过60万元。",
    "工业互联网平台推广": "对获评省级示范平台的企业，给予一次性奖励50万元。",
}


def several(programmes: dict[str, str], markers: str = "一二三四五") -> str:
    """A guideline of several programmes."""
    parts = [
        f"{marker}、{name}\n（一）支持对象：市内企业。\n（二）支持标准：{text}\n（三）申报材料：1.{name}项目申报书；2.营业执照复印件。"
        for marker, (name, text) in zip(markers, programmes.items(), strict=False)
    ]
    return "2024年度澜江市数字化转型项目申报指南\n" + "\n".join(parts)


def items(old: dict[str, str], new: dict[str, str]) -> ChangeReport:
    """The report on two sets of programmes."""
    return compare(structure_text(several(old)), structure_text(several(new)))


def test_an_item_that_moved_keeps_its_partner() -> None:
    names = list(PROGRAMMES)
    report = items(PROGRAMMES, {name: PROGRAMMES[name] for name in (names[1], names[0], names[2])})
    assert [(item.old, item.status) for item in report.items] == [
        (names[1], "unchanged"), (names[0], "unchanged"), (names[2], "unchanged")
    ]  # fmt: skip
    assert sum(item.moved for item in report.items) == 1
    assert report.summary.substantive == 0


def test_an_item_that_is_gone() -> None:
    names = list(PROGRAMMES)
    report = items(PROGRAMMES, {name: PROGRAMMES[name] for name in names[1:]})
    gone = [item for item in report.items if item.status == "removed"]
    assert [(item.old, item.new) for item in gone] == [(names[0], None)]
    assert any("新文件未见对应条款" in c.text and names[0] in c.text for c in report.conclusions)
    assert not any("取消" in c.text or "废止" in c.text for c in report.conclusions)


def test_an_item_with_another_name() -> None:
    names = list(PROGRAMMES)
    new = {"智能工厂建设": PROGRAMMES[names[0]]} | {name: PROGRAMMES[name] for name in names[1:]}
    report = items(PROGRAMMES, new)
    first = report.items[0]
    assert (first.old, first.new, first.status) == (names[0], "智能工厂建设", "renamed")
    assert not changes(report)


def test_conclusions_put_money_first() -> None:
    old = structure_text(guideline(conditions="1.在本市依法注册；\n2.上年度营业收入不低于2000万元。"))
    new = structure_text(
        guideline(
            conditions="1.在本市依法注册；\n2.上年度营业收入不低于3000万元。",
            amounts="对认定的企业给予最高20万元奖励。",
        )
    )
    report = compare(old, new)
    assert report.conclusions[0].field in ("amounts", "caps")
    assert "由最高30万元调整为最高20万元，下调10万元（33.3%）" in report.conclusions[0].text
    assert [c.field for c in report.conclusions][-1] == "conditions"


def test_every_sentence_is_accounted_for() -> None:
    names = list(PROGRAMMES)
    count = items(PROGRAMMES, {names[2]: PROGRAMMES[names[2]], "人才培训": "每家补助10万元。"}).accounting
    assert count.matched + count.removed + count.unresolved_old == count.old_units
    assert count.matched_new + count.added + count.unresolved_new == count.new_units
    assert count.unresolved == count.unresolved_old + count.unresolved_new


@pytest.fixture(scope="module")
def years() -> ChangeReport:
    """The two years of one guideline in the corpus."""
    samples = ROOT / "corpus/samples"
    return compare_files(samples / "szzx_2024.docx", samples / "szzx_2025.docx")


def test_two_years_of_the_corpus(years: ChangeReport) -> None:
    statuses = {(item.old, item.new): item.status for item in years.items if item.scope == "item"}
    assert statuses["智能车间建设", "智能工厂（车间）建设"] == "renamed"
    assert statuses["首席数据官培训", None] == "removed"
    assert statuses[None, "人工智能应用场景"] == "added"
    notes = [change.note for change in changes(years)]
    assert any("由100万元调整为150万元，上调50万元（50.0%）" in note for note in notes)
    assert any("由1年调整为18个月" in note for note in notes)
    assert "申报材料“近两年审计报告”新文件未见对应条款" in notes


def test_redlines_hold_both_texts(years: ChangeReport) -> None:
    for section in years.section_changes:
        old = "".join(text for op, text in section.redline if op in "=-")
        new = "".join(text for op, text in section.redline if op in "=+")
        if section.old_source and section.op != "moved":
            assert _bare(old) == _bare(section.old_source.quote)
        if section.new_source:
            assert _bare(new) == _bare(section.new_source.quote)


def _bare(text: str) -> str:
    from tiaokuan.pipeline.diff_fold import fold

    return fold(text)


def test_the_table_of_clauses_holds_every_change(years: ChangeReport) -> None:
    shown = {name for row in years.clauses for name in row.change_ids}
    wanted = {change.id for item in years.items for change in item.changes}
    wanted |= {section.id for section in years.section_changes}
    assert wanted <= shown
    assert [row.number for row in years.clauses] == list(range(1, len(years.clauses) + 1))
    order = [row.new.start for row in years.clauses if row.new]
    assert order == sorted(order)


def test_sources_quote_their_documents(years: ChangeReport) -> None:
    for section in years.section_changes:
        for source in (section.old_source, section.new_source):
            assert source is None or len(source.quote) == source.end - source.start


def test_the_report_survives_json(years: ChangeReport) -> None:
    text = report_json(years)
    again = ChangeReport.model_validate_json(text)
    assert report_json(again) == text
    keys = list(json.loads(text))
    assert keys[:8] == [
        "schema_version", "old", "new", "summary", "document_changes", "items", "section_changes", "accounting"
    ]  # fmt: skip


def test_common_facts_stand_under_the_whole_text(years: ChangeReport) -> None:
    common = [item for item in years.items if item.scope == "common"]
    assert [(item.old, item.new) for item in common] == [(COMMON, COMMON)]
