"""The floors: what the project's own reviewed documents must score, and reviewed real notices where they are at hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tiaokuan.pipeline.evaluate import KINDS, Report, evaluate_folders, find_corpus
from tiaokuan.pipeline.run import structure_file

MACRO = 0.96
KIND = 0.90
EXACT = ("metadata", "sections", "spans")


@lru_cache(maxsize=1)
def report() -> Report:
    gold, documents = find_corpus()
    return evaluate_folders(gold, documents, load)


def load(path: Path) -> Mapping[str, Any]:
    return dict(json.loads(structure_file(path).model_dump_json()))


def test_every_sample_is_read() -> None:
    assert report().failures == []
    assert report().documents >= 12


def test_macro_f1() -> None:
    assert report().macro_f1 >= MACRO, report().misses


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind(kind: str) -> None:
    tally = report().tallies[kind]
    misses = [miss for miss in report().misses if f" {kind} " in miss]
    assert tally.f1 >= KIND, misses


@pytest.mark.parametrize("kind", EXACT)
def test_what_has_no_excuse(kind: str) -> None:
    assert report().tallies[kind].f1 >= 0.99, [miss for miss in report().misses if f" {kind}" in miss]


def test_attributes() -> None:
    for kind, tally in report().rows:
        if tally.attribute_share is not None:
            assert tally.attribute_share >= 0.9, kind


SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
REAL_MACRO, REAL_KIND, REAL_ATTRIBUTES = 0.97, 0.94, 0.90


@pytest.mark.shared
def test_real_notices(tmp_path: Path) -> None:
    gold = SHARED / "gold"
    for folder in ("seeds", "real"):
        for file in (SHARED / folder).iterdir():
            if (gold / f"{file.stem}.json").is_file():
                (tmp_path / file.name).symlink_to(file)
    found = evaluate_folders(gold, tmp_path, load)
    assert found.failures == []
    assert found.macro_f1 >= REAL_MACRO, found.misses
    for kind, tally in found.rows:
        assert tally.f1 >= REAL_KIND, (kind, [miss for miss in found.misses if f" {kind}" in miss])
        assert tally.attribute_share is None or tally.attribute_share >= REAL_ATTRIBUTES, kind
