"""The measure: what counts as found, and that it measures as the shared scorer does."""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tiaokuan.errors import ReadError, UsageError
from tiaokuan.pipeline.evaluate import KINDS, Report, evaluate_folders, score
from tiaokuan.pipeline.measures import MEASURES, plain

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
TEXT = "一、奖励10万元。"


def _document(**facts: list[dict[str, Any]]) -> dict[str, Any]:
    return {"document": {"title": "办法"}, "text": TEXT, "items": [{"name": "奖励", **facts}]}


def _fact(start: int = 2, end: int = 7, **keys: Any) -> dict[str, Any]:
    return {"source": {"start": start, "end": end, "quote": TEXT[start:end]}, **keys}


def _scored(gold: dict[str, Any], found: dict[str, Any]) -> Report:
    report = Report()
    score(gold, found, report, "x")
    return report


AMOUNT = _fact(kind="award", mode="fixed", value={"min": 100000, "max": 100000})


def test_a_result_equals_itself() -> None:
    report = _scored(_document(amounts=[AMOUNT]), _document(amounts=[AMOUNT]))
    assert report.macro_f1 == 1.0
    assert report.misses == []


def test_a_wrong_figure_is_missing_and_extra() -> None:
    wrong = {**AMOUNT, "value": {"min": 200000, "max": 200000}}
    report = _scored(_document(amounts=[AMOUNT]), _document(amounts=[wrong]))
    tally = report.tallies["amounts"]
    assert (tally.gold, tally.found, tally.hit, tally.f1) == (1, 1, 0, 0.0)
    assert len(report.misses) == 2


def test_a_wrong_role_is_a_wrong_attribute() -> None:
    report = _scored(_document(amounts=[AMOUNT]), _document(amounts=[{**AMOUNT, "mode": "up_to"}]))
    tally = report.tallies["amounts"]
    assert tally.hit == 1
    assert tally.attributes - tally.attributes_right == 1
    assert report.misses == ["x amounts 奖励 · (100000.0, 100000.0) · None: mode gold 'fixed', found 'up_to'"]


def test_a_fact_in_another_item_is_not_found() -> None:
    found = {**_document(), "items": [{"name": "奖励"}, {"name": "完全不同的另一件事", "amounts": [AMOUNT]}]}
    gold = {**_document(amounts=[AMOUNT])}
    gold["items"].append({"name": "完全不同的另一件事"})
    assert _scored(gold, found).tallies["amounts"].hit == 0


def test_common_facts_of_a_one_project_document_are_its_items() -> None:
    found = {**_document(), "common": {"amounts": [AMOUNT]}}
    assert _scored(_document(amounts=[AMOUNT]), found).tallies["amounts"].hit == 1


def test_conditions_are_paired_by_likeness() -> None:
    gold = _document(conditions=[_fact(text="在本市登记注册满三年", polarity="require")])
    near = _document(conditions=[_fact(text="在本市登记注册满三年的", polarity="exclude")])
    far = _document(conditions=[_fact(text="无不良信用记录", polarity="require")])
    assert _scored(gold, near).tallies["conditions"].hit == 1
    assert _scored(gold, near).tallies["conditions"].attribute_share == pytest.approx(2 / 3)
    assert _scored(gold, far).tallies["conditions"].hit == 0


def test_targets_without_a_figure_are_not_asked() -> None:
    assert _scored(_document(), _document(targets=[_fact(text="做好服务")])).tallies["targets"].found == 0


@pytest.mark.parametrize(
    ("entry", "good"),
    [
        (_fact(), True),
        (_fact(2, 4), False),  # no figure in the quote of an amount
        ({"source": {"start": 2, "end": 7, "quote": "奖励20万"}}, False),  # not what stands there
        ({"source": None}, False),
    ],
)
def test_spans_are_exact_and_hold_their_figure(entry: dict[str, Any], good: bool) -> None:
    tally = _scored(_document(), _document(amounts=[{**AMOUNT, **entry}])).tallies["spans"]
    assert (tally.found, tally.hit) == (1, int(good))


def test_outline_and_tree_are_comparable() -> None:
    gold = {"outline": [[1, "一、", "奖励"], [2, "（一）", "企业 A"]]}
    inner = {"level": 2, "marker": "（一）", "title": None, "source": {"quote": "（一）企业A"}}
    tree = {"sections": [{"level": 1, "marker": "一、", "title": "奖励", "children": [inner]}]}
    assert _scored(gold, tree).tallies["sections"].hit == 2


@pytest.mark.parametrize(
    ("a", "b"), [("《办法》 （试行）", "《办法》(试行)"), ("企业。", "企业"), ("２０２４", "2024"), (None, "")]
)
def test_plain_forms_are_equal(a: str | None, b: str) -> None:
    assert plain(a) == plain(b)


def test_every_kind_of_fact_has_a_measure() -> None:
    assert set(MEASURES) | {"metadata", "sections", "items", "spans"} == set(KINDS)


def test_folders_are_paired_by_stem(tmp_path: Path) -> None:
    gold, documents = tmp_path / "gold", tmp_path / "documents"
    for folder in (gold, documents):
        folder.mkdir()
    for name in ("a", "b", "c"):
        (gold / f"{name}.json").write_text(json.dumps(_document(amounts=[AMOUNT])), encoding="utf-8")
    for name in ("a.txt", "a.docx", "b.txt", "unasked.txt"):
        (documents / name).touch()

    def load(path: Path) -> dict[str, Any]:
        if path.name == "b.txt":
            raise ReadError("文件损坏", code="damaged_file")
        return _document(amounts=[AMOUNT])

    report = evaluate_folders(gold, documents, load)
    assert [(name, error.code) for name, error in report.failures] == [
        ("b.txt", "damaged_file"),
        ("c.json", "no_document"),
    ]
    assert (report.documents, report.tallies["amounts"].gold, report.tallies["amounts"].hit) == (4, 4, 2)


@pytest.mark.parametrize("content", ["[]", "not json", None])
def test_gold_that_is_none_is_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        evaluate_folders(tmp_path, tmp_path, lambda path: {})
    assert caught.value.code == "no_corpus"


# --- against the shared scorer ---


def _shared_scorer() -> ModuleType:
    path = SHARED / "score.py"
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _damaged(gold: dict[str, Any], luck: random.Random) -> dict[str, Any]:
    """A result as a mediocre extractor would give it: facts lost, strings cut, names shortened."""
    found = copy.deepcopy(gold)
    for group in [found.get("common") or {}, *found.get("items", [])]:
        if "name" in group and luck.random() < 0.3:
            group["name"] = group["name"][:4]
        for kind in MEASURES:
            group[kind] = [fact for fact in group.get(kind) or [] if luck.random() > 0.2]
            for fact in group[kind]:
                key = luck.choice(list(fact))
                if isinstance(fact[key], str) and luck.random() < 0.3:
                    fact[key] = fact[key][: len(fact[key]) // 2]
    return found


@pytest.mark.shared
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_are_those_of_the_shared_scorer(seed: int) -> None:
    scorer, luck = _shared_scorer(), random.Random(seed)
    ours, theirs = Report(), defaultdict[str, Counter[str]](Counter)
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        found = _damaged(gold, luck)
        score(gold, found, ours, path.stem)
        scorer.score(gold, found, theirs, [], path.stem)
    for kind, tally in ours.tallies.items():
        counts = {name: getattr(tally, name) for name in ("gold", "found", "hit", "attributes", "attributes_right")}
        assert counts == {name: theirs[kind][name] for name in counts}, kind
