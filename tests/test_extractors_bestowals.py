"""Who is named by a prize bestowed, a subsidy's definition, a title or a heading: invented clauses."""

from __future__ import annotations

from typing import Any

import pytest

from tiaokuan.extractors.beneficiaries import beneficiary
from tiaokuan.extractors.bestowals import read_bestowed, read_defined
from tiaokuan.extractors.class_list import ClassMention
from tiaokuan.extractors.clauses import sentences
from tiaokuan.extractors.title_classes import class_of_title, class_paid
from tiaokuan.tests.extract_briefs import briefs, context, load


def named(reader: str, text: str) -> list[ClassMention]:
    ctx = context(text)
    if reader in ("title", "paid"):
        return (class_of_title if reader == "title" else class_paid)(ctx, 0, len(text))
    read = read_bestowed if reader == "bestowed" else read_defined
    return [mention for sentence in sentences(text, 0, len(text)) for mention in read(ctx, sentence)]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:30]) for case in load("bestowals")])
def test_those_who_are_given_something(case: dict[str, Any]) -> None:
    found = [beneficiary(mention) for mention in named(case["reader"], case["text"])]
    assert briefs(found, "applicants") == case["expect"], case["why"]
