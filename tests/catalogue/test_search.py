"""Searching: complete, filtered, and the same on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaokuan.errors import UsageError
from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.pipeline.catalogue_filter import Filter
from tiaokuan.pipeline.catalogue_search import query_tokens, tokens_of
from tiaokuan.tests.catalogue.policies import OTHER, guideline, ingest
from tiaokuan.tests.catalogue.private_postgres import Server

TEXT = (
    "对首次获评鄢陵县知识产权优势示范企业的服务机构，给予一次性奖励30万元；博罗县的民宿、电商直播基地（含3C数码）"
    "按照贷款实际利息的50%给予贴息，同一企业每年最高不超过200万元，由澄迈县工业和信息化局会同财政局审核后拨付。"
)


@settings(deadline=None)  # the first query reads jieba's dictionary
@given(st.integers(0, len(TEXT) - 1), st.integers(1, 14))
def test_whatever_is_printed_is_found(start: int, length: int) -> None:
    """A query that is a stretch of a text never asks for a token that the text lacks (Latin and digits: whole runs)."""
    query = TEXT[start : start + length]
    for run in ("30", "3C", "50", "200"):  # cut through a figure, it is another figure
        if any(part in query for part in run) and run not in query:
            return
    assert query_tokens(query) <= tokens_of(TEXT)


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    files = [
        (f"{place}{year}.txt", guideline(year, place=place)) for place in ("清远市", "惠州市") for year in (2023, 2024)
    ]
    ingest(catalogue, *files, ("other.txt", OTHER))
    return catalogue


def found(catalogue: Catalogue, *words: str, **wanted: Any) -> list[tuple[str, str, str]]:
    """Kind, file and quote of each hit."""
    hits = catalogue.search(words, Filter(**wanted), 50).hits
    return [(hit.kind, hit.document.name, hit.quote) for hit in hits]


@pytest.mark.parametrize("words", [["甲级民宿"], ["甲级", "一次性"], ["民宿奖励申报表"], ["ＪＩＡ"], ["远市民"]])
def test_words_are_found_where_they_stand(filled: Catalogue, words: list[str]) -> None:
    hits = found(filled, *words)
    if words == ["ＪＩＡ"]:
        assert hits == []
        return
    if words == ["远市民"]:  # cut through words: found all the same
        assert {name for _, name, _ in hits} == {"清远市2023.txt", "清远市2024.txt"}
        return
    assert hits
    assert all(word in quote for word in words for _, _, quote in hits[:4])


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"region": "清远市"}, {"清远市2023.txt", "清远市2024.txt"}),
        ({"region": "441300", "years": (2024,)}, {"惠州市2024.txt"}),
        ({"region": "广东省", "years": (2023,)}, {"清远市2023.txt", "惠州市2023.txt"}),
        ({"region": "云岭市"}, set()),
        ({"years": (2023, 2024)}, {f"{place}{year}.txt" for place in ("清远市", "惠州市") for year in (2023, 2024)}),
        ({"doc_types": ("measures",)}, set()),
        ({"series": (1,)}, {"清远市2023.txt", "清远市2024.txt"}),
    ],
    ids=str,
)
def test_filters(filled: Catalogue, wanted: dict[str, Any], names: set[str]) -> None:
    assert {name for _, name, _ in found(filled, "民宿", **wanted)} == names


def test_kinds(filled: Catalogue) -> None:
    assert {kind for kind, _, _ in found(filled, "民宿")} > {"amounts", "clause"}
    assert {kind for kind, _, _ in found(filled, "民宿", kinds=("amounts", "caps"))} <= {"amounts", "caps"}
    assert {kind for kind, _, _ in found(filled, "民宿", kinds=("clause",))} == {"clause"}
    with pytest.raises(UsageError):
        Filter(kinds=("prices",))


def test_a_fact_is_found_by_the_item_it_belongs_to(filled: Catalogue) -> None:
    hits = found(filled, "品质提升", "一次性", kinds=("amounts",))
    assert hits
    assert all("品质提升" not in quote and "一次性" in quote for _, _, quote in hits)


def test_the_best_come_first_and_no_more_than_asked_for(filled: Catalogue) -> None:
    hits = filled.search(["奖励"], limit=3).hits
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("words", [["……"], ["，"], [" "]])
def test_words_without_a_character_are_refused(filled: Catalogue, words: list[str]) -> None:
    with pytest.raises(UsageError):
        filled.search(words)


@pytest.mark.parametrize("words", [["'"], ['"民宿" OR'], ["民宿*"], ["民宿 & !奖励"], ["zzkamounts"], ["NEAR(民宿)"]])
def test_query_languages_mean_nothing(filled: Catalogue, words: list[str]) -> None:
    try:
        found(filled, *words)
    except UsageError as error:
        assert error.code == "nothing_to_do"  # noqa: PT017


def test_only_current_extractions_are_found(filled: Catalogue) -> None:
    before = found(filled, "民宿")
    files = [(f"清远市{year}.txt", guideline(year)) for year in (2023, 2024)]
    ingest(filled, *files, engine="9+new")
    assert sorted(found(filled, "民宿")) == sorted(before)


def test_both_databases_answer_alike(tmp_path: Path, postgres: Server) -> None:
    answers = []
    for db in (str(tmp_path / "catalogue.db"), postgres.new_database()):
        with Catalogue.open(db, tmp_path / "files") as catalogue:
            ingest(catalogue, *((f"{year}.txt", guideline(year)) for year in range(2018, 2025)), ("other.txt", OTHER))
            answers.append([found(catalogue, *words) for words in (["民宿"], ["补贴", "最高"], ["申报"], ["的"])])
    assert answers[0] == answers[1]
