"""The extractors of the seven kinds against tables of invented clauses: text → facts, with why."""

from __future__ import annotations

from typing import Any

import pytest

from tiaokuan.extractors.applicants import read_applicants
from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.conditions import read_conditions
from tiaokuan.extractors.eligibility import read_eligibility
from tiaokuan.extractors.entries import Entry
from tiaokuan.extractors.findings import AmountFinding, ConditionFinding, Finding
from tiaokuan.extractors.grants import read_caps, read_grants
from tiaokuan.extractors.materials import read_materials
from tiaokuan.extractors.periods import read_periods
from tiaokuan.extractors.targets import read_targets
from tiaokuan.tests.extract_briefs import briefs, context, load


def table(name: str) -> list[Any]:
    return [pytest.param(case, id=case["text"][:30]) for case in load(name)]


def check(case: dict[str, Any], found: list[Any], kind: str) -> None:
    assert briefs(found, kind) == case["expect"], case["why"]
    within(case["text"], found)


def within(text: str, found: list[Any]) -> None:
    """Every finding is a stretch of the text, and what is a figure's holds its figure."""
    ctx = context(text)
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)
        for index in finding.figures:
            assert 0 <= index < len(ctx.quantities)


def granted(case: dict[str, Any]) -> list[Finding]:
    text = case["text"]
    if case.get("alone"):
        return read_caps(context(text), 0, len(text))
    return read_grants(context(text), 0, len(text), case.get("heading", ""), expected=case.get("expected", False))


@pytest.mark.parametrize("case", table("amounts"))
def test_amounts(case: dict[str, Any]) -> None:
    found = granted(case)
    check(case, found, "amounts")
    amounts = [f for f in found if isinstance(f, AmountFinding)]
    if "triggers" in case:
        assert [f.trigger for f in amounts] == case["triggers"], case["why"]
    if "bases" in case:
        assert [f.rate_base for f in amounts] == case["bases"], case["why"]


@pytest.mark.parametrize("case", table("caps"))
def test_caps(case: dict[str, Any]) -> None:
    check(case, granted(case), "caps")


@pytest.mark.parametrize("case", table("beneficiaries"))
def test_beneficiaries(case: dict[str, Any]) -> None:
    check(case, granted(case), "applicants")


@pytest.mark.parametrize("case", table("gates"))
def test_conditions_that_gate_a_grant(case: dict[str, Any]) -> None:
    found = granted(case)
    check(case, found, "conditions")
    if "texts" in case:
        assert [f.text for f in found if isinstance(f, ConditionFinding)] == case["texts"], case["why"]


@pytest.mark.parametrize("case", table("applicants"))
def test_applicants_of_a_section(case: dict[str, Any]) -> None:
    found = read_applicants(context(case["text"]), 0, len(case["text"]))
    if "expect" in case:
        check(case, found, "applicants")
    if "expect_caps" in case:
        assert briefs(found, "caps") == case["expect_caps"], case["why"]


@pytest.mark.parametrize("case", table("materials"))
def test_materials(case: dict[str, Any]) -> None:
    entry = Entry(0, len(case["text"]), group=case.get("group"))
    check(case, list(read_materials(context(case["text"]), entry)), "materials")


@pytest.mark.parametrize("case", table("conditions"))
def test_conditions_of_a_list(case: dict[str, Any]) -> None:
    entry = Entry(0, len(case["text"]), lead_in=case.get("lead_in", False))
    found = read_conditions(context(case["text"]), entry)
    check(case, list(found), "conditions")
    if "names" in case:
        assert [f.metric.name if f.metric else None for f in found] == case["names"], case["why"]


@pytest.mark.parametrize("case", table("eligibility"))
def test_conditions_of_running_text(case: dict[str, Any]) -> None:
    found = read_eligibility(context(case["text"]), 0, len(case["text"]), one_project=case.get("one_project", True))
    check(case, list(found), "conditions")


@pytest.mark.parametrize("case", table("targets"))
def test_targets(case: dict[str, Any]) -> None:
    check(case, list(read_targets(context(case["text"]), Entry(0, len(case["text"])))), "targets")


@pytest.mark.parametrize("case", table("periods"))
def test_periods(case: dict[str, Any]) -> None:
    text = case["text"]
    found = read_periods(context(text), 0, len(text), case.get("role"), deadlines=case.get("deadlines", False))
    check(case, list(found), "periods")


@pytest.mark.parametrize("case", table("amounts"))
def test_an_amount_rests_on_a_figure_of_its_clause(case: dict[str, Any]) -> None:
    ctx = context(case["text"])
    for finding in granted(case):
        if isinstance(finding, AmountFinding):
            first = ctx.quantities[finding.figures[0]]
            assert first.kind in (Kind.MONEY, Kind.RATE, Kind.RATIO, Kind.DURATION)
            assert finding.start <= first.start < first.end <= finding.end
            assert finding.end - finding.start <= 400


def test_every_case_says_why() -> None:
    for name in ("amounts", "caps", "beneficiaries", "gates", "applicants", "materials", "conditions", "eligibility",
                 "targets", "periods"):  # fmt: skip
        cases = load(name)
        assert all(case["why"] for case in cases), name
        assert len({case["text"] + str(case.get("role")) for case in cases}) == len(cases), name
