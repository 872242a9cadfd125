"""What the running text of plans and policies aims at: text → targets, with why."""

from __future__ import annotations

from typing import Any

import pytest

from tiaokuan.extractors.targets import read_aims
from tiaokuan.tests.extract_briefs import briefs, context, load


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:30]) for case in load("aims")])
def test_aims(case: dict[str, Any]) -> None:
    found = read_aims(context(case["text"]), 0, len(case["text"]))
    assert briefs(found, "targets") == case["expect"], case["why"]
