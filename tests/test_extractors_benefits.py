"""Who receives a named benefit without a figure, and who applies where no section lists them: invented clauses."""

from __future__ import annotations

from typing import Any

import pytest

from tiaokuan.extractors.applicants import find_applying
from tiaokuan.extractors.beneficiaries import read_benefits
from tiaokuan.extractors.calls import call_of, class_headed
from tiaokuan.tests.extract_briefs import briefs, context, load


def table(name: str) -> list[Any]:
    return [pytest.param(case, id=case["text"][:30]) for case in load(name)]


@pytest.mark.parametrize("case", table("beneficiaries_named"))
def test_beneficiaries_of_a_named_benefit(case: dict[str, Any]) -> None:
    text = case["text"]
    assert briefs(read_benefits(context(text), 0, len(text)), "applicants") == case["expect"], case["why"]


@pytest.mark.parametrize("case", table("applicants_acting"))
def test_those_who_apply(case: dict[str, Any]) -> None:
    text = case["text"]
    assert briefs(find_applying(context(text), 0, len(text)), "applicants") == case["expect"], case["why"]


@pytest.mark.parametrize("case", table("calls"))
def test_those_who_are_called(case: dict[str, Any]) -> None:
    read = class_headed if case.get("headed") else call_of
    found = read(context(case["text"]), 0, len(case["text"]))
    assert [mention.label for mention in found] == case["expect"], case["why"]
