"""Generated edits of known kind over the corpus: what is of substance is found, nothing else is reported."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tiaokuan.pipeline.run import structure_file, structure_text
from tiaokuan.pipeline.schema import Document
from tiaokuan.tests.mutations.edits import EDITORIAL, SUBSTANTIVE
from tiaokuan.tests.mutations.measure import Tally, run

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "corpus/samples").iterdir())
SEEDS = 2


@cache
def document(path: Path) -> Document:
    """A sample, structured from its own normalised text, so that edits are the only difference."""
    return structure_text(structure_file(path).text)


@cache
def tally(kind: str) -> Tally:
    """All samples mutated in one way."""
    counted = Tally()
    for path in SAMPLES:
        for seed in range(SEEDS):
            outcome = run(path.name, document(path), kind, seed)
            if outcome is not None:
                counted.add(outcome)
    return counted


@pytest.mark.parametrize("kind", SUBSTANTIVE)
def test_substantive_edits_are_found(kind: str) -> None:
    counted = tally(kind)
    assert counted.edits, "no sample offers a place for this edit"
    assert counted.recall >= 0.95, counted.notes
    assert counted.precision >= 0.95, counted.notes


@pytest.mark.parametrize("kind", EDITORIAL)
def test_editorial_edits_report_nothing_of_substance(kind: str) -> None:
    counted = tally(kind)
    assert counted.editorial, "no sample offers a place for this edit"
    assert counted.noisy == 0, counted.notes


def test_recall_and_precision_over_all() -> None:
    kinds = [tally(kind) for kind in SUBSTANTIVE]
    edits, hits = sum(t.edits for t in kinds), sum(t.hits for t in kinds)
    right, strays = sum(t.right for t in kinds), sum(t.strays for t in kinds)
    assert hits / edits >= 0.99
    assert right / (right + strays) >= 0.97
