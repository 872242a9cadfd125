"""Which documents are editions of one policy, by rule and by people."""

from __future__ import annotations

import itertools

import pytest

from tiaokuan.errors import CatalogueError, TiaokuanError
from tiaokuan.gazetteer.editions import compact, edition_words, plain_title, title_key, weak_words
from tiaokuan.gazetteer.loading import read_json
from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.pipeline.catalogue_series import edition_key, keys_of, likeness
from tiaokuan.tests.catalogue.policies import OTHER, guideline, ingest

EXAMPLES = [(word, title, left) for word in edition_words() for title, left in word.examples]


@pytest.mark.parametrize(("word", "title", "left"), EXAMPLES, ids=lambda value: getattr(value, "name", str(value)))
def test_edition_words_are_taken_off(word: object, title: str, left: str) -> None:
    assert getattr(word, "pattern").search(compact(title))  # noqa: B009
    assert plain_title(title) == left
    assert plain_title(left) == left


@pytest.mark.parametrize(
    "title",
    [
        "鹤州市第三产业发展办法",
        "鹤州市二十条惠企措施",
        "鹤州市一五一十小吃街方案",
        "鹤州市修缮补贴办法",
        "鹤州市试验区管理办法",
    ],
)
def test_words_that_only_look_like_editions_stay(title: str) -> None:
    assert plain_title(title) == title


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            ("清远市2024年技改补助指南", ["清远市工信局"], "441800"),
            ("2025年度技改补助指南", ["清远市工信局"], None),
            True,
        ),
        (("清远市技改补助指南", [], "441800"), ("技改补助指南", [], "441800"), True),
        (
            ("清远市工信局关于印发技改补助指南的通知", ["清远市工信局"], None),
            ("技改补助指南（试行）", ["清远市工信局"], None),
            True,
        ),
        (("清远市技改补助指南", [], "441800"), ("惠州市技改补助指南", [], "441300"), False),
    ],
)
def test_keys(one: tuple[str, list[str], str | None], other: tuple[str, list[str], str | None], same: bool) -> None:
    first, second = (keys_of(*values, None) for values in (one, other))
    shared = first.title == second.title and set(first.authorities) & set(second.authorities)
    assert bool(shared) is same


@pytest.mark.parametrize(("title", "left"), read_json("edition_words.json")["weak"]["examples"])
def test_words_that_come_and_go_are_not_compared(title: str, left: str) -> None:
    assert title_key(title) == left
    assert any(word in title for word in weak_words())


def test_likeness_minds_neither_figures_nor_order() -> None:
    text = guideline().decode()
    moved = "\n".join(reversed(text.splitlines()))
    assert likeness(text, guideline(2025, amount=8).decode()) == 1.0
    assert likeness(text, moved) > 0.8
    assert likeness(text, OTHER.decode()) < 0.2
    assert likeness("", "") == 0.0


def test_editions_are_in_order() -> None:
    keys = [
        edition_key("办法（征求意见稿）", 2023, ("2023-01",)),
        edition_key("办法", 2023, ("2023-01",)),
        edition_key("指南", None, (None, "2024-05-01")),
        edition_key("指南（第一批）", 2025, ()),
        edition_key("指南（第二批）", 2025, ()),
        edition_key("指南（第十二批）", 2025, ()),
    ]
    assert keys == sorted(keys)


def test_successive_years_are_one_series(catalogue: Catalogue) -> None:
    ingest(catalogue, *((f"{year}.txt", guideline(year, amount=year - 2010)) for year in (2024, 2022, 2023)))
    ((series, number),) = catalogue.series()
    assert number == 3
    history = catalogue.history(series.id)
    assert [edition[0].name for edition in history.editions] == ["2022.txt", "2023.txt", "2024.txt"]
    assert history.editions[2][0].likeness is None  # taken in first
    assert all((edition[0].likeness or 0) > 0.9 for edition in history.editions[:2])


def test_another_place_policy_or_text_is_another_series(catalogue: Catalogue) -> None:
    ingest(
        catalogue,
        ("a.txt", guideline(2023)),
        ("place.txt", guideline(2024, place="惠州市")),
        ("policy.txt", guideline(2024, what="露营地建设项目")),
        (
            "text.txt",
            "2024年度清远市民宿品质提升项目申报指南\n\n一、停办通知\n本年度不再受理，已交材料退回原单位。\n".encode(),
        ),
        ("other.txt", OTHER),
    )
    assert [number for _, number in catalogue.series()] == [1, 1, 1, 1, 1]


def test_a_copy_is_the_same_edition(catalogue: Catalogue) -> None:
    page = guideline(2024).replace("\n各有关单位".encode(), "\n\n\n各有关单位".encode())
    ingest(catalogue, ("2023.txt", guideline(2023)), ("2024.txt", guideline(2024)), ("2024-page.txt", page))
    names = [[one.name for one in edition] for edition in catalogue.history(1).editions]
    assert names == [["2023.txt"], ["2024.txt", "2024-page.txt"]]


def test_a_document_without_a_title_stands_alone(catalogue: Catalogue) -> None:
    ingest(catalogue, ("x.txt", "补贴10万元。".encode()), ("y.txt", "补贴20万元。".encode()))
    assert [number for _, number in catalogue.series()] == [1, 1]


def test_what_follows_what(catalogue: Catalogue) -> None:
    first, second, other = ingest(
        catalogue, ("2022.txt", guideline(2022)), ("2024.txt", guideline(2024)), ("other.txt", OTHER)
    )
    assert [(one.old.id, one.new.id) for one in catalogue.pairs([second])] == [(first, second)]
    assert [(one.old.id, one.new.id) for one in catalogue.pairs([first])] == [(first, second)]
    assert catalogue.pairs([other]) == []
    (between,) = ingest(catalogue, ("2023.txt", guideline(2023)))
    assert [(one.old.id, one.new.id) for one in catalogue.pairs([between])] == [(first, between), (between, second)]


def _names(catalogue: Catalogue, given: str | int) -> list[str]:
    return [one.name for edition in catalogue.history(given).editions for one in edition]


def test_joining_sticks(catalogue: Catalogue) -> None:
    ingest(catalogue, ("a.txt", guideline(2023)), ("b.txt", guideline(2024, what="乡村露营地建设项目")))
    joined = catalogue.join(["1", "2"])
    assert joined.series.id == 1
    assert _names(catalogue, 1) == _names(catalogue, 2) == ["a.txt", "b.txt"]
    ingest(catalogue, ("a.txt", guideline(2023)), ("b.txt", guideline(2024, what="乡村露营地建设项目")), engine="9+new")
    assert _names(catalogue, 1) == ["a.txt", "b.txt"]
    ingest(catalogue, ("c.txt", guideline(2025, what="乡村露营地建设项目")))
    assert _names(catalogue, 1) == ["a.txt", "b.txt", "c.txt"]
    assert [number for _, number in catalogue.series()] == [3]


def test_splitting_sticks(catalogue: Catalogue) -> None:
    camping = "\n六、露营地\n" + "露营地应当设置消防通道、污水收集设施和夜间照明，由所在乡镇统一管理和验收。\n" * 6
    files = [("2022.txt", guideline(2022)), ("2023.txt", guideline(2023)), ("2024.txt", guideline(2024, extra=camping))]
    ingest(catalogue, *files)
    made = catalogue.split("1", ["2024.txt"])
    assert [one.name for edition in made.editions for one in edition] == ["2024.txt"]
    ingest(catalogue, *files, engine="9+new")
    assert (_names(catalogue, 1), _names(catalogue, made.series.id)) == (["2022.txt", "2023.txt"], ["2024.txt"])
    ingest(catalogue, ("2025.txt", guideline(2025, extra=camping)), ("2021.txt", guideline(2021)))
    assert _names(catalogue, made.series.id) == ["2024.txt", "2025.txt"]
    assert _names(catalogue, 1) == ["2021.txt", "2022.txt", "2023.txt"]


@pytest.mark.parametrize("given", ["1", "S1", "系列1", "民宿品质", "{sha}"])
def test_ways_to_name_a_series(catalogue: Catalogue, given: str) -> None:
    (document, _) = ingest(catalogue, ("a.txt", guideline()), ("b.txt", OTHER))
    sha = catalogue.document(document).sha256[:8]
    assert catalogue.history(given.format(sha=sha)).series.id == 1


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (lambda c: c.history("7"), "no_such_series"),
        (lambda c: c.history("露营%"), "no_such_series"),
        (lambda c: c.history("清远市"), "ambiguous_series"),
        (lambda c: c.history("ffffffffff"), "no_such_document"),
        (lambda c: c.join(["1", "1"]), "nothing_to_do"),
        (lambda c: c.split("1", ["a.txt"]), "nothing_to_do"),
        (lambda c: c.split("1", ["b.txt"]), "nothing_to_do"),
        (lambda c: c.split("1", ["z.txt"]), "no_such_document"),
    ],
)
def test_what_cannot_be_done_is_said(catalogue: Catalogue, action: object, code: str) -> None:
    ingest(catalogue, ("a.txt", guideline()), ("b.txt", OTHER))
    with pytest.raises(TiaokuanError) as caught:
        action(catalogue)  # type: ignore[operator]
    assert caught.value.code == code


def test_a_failed_ruling_changes_nothing(catalogue: Catalogue) -> None:
    ingest(catalogue, ("a.txt", guideline()), ("b.txt", OTHER))
    with pytest.raises(CatalogueError):
        catalogue.join(["1", "2", "99"])
    assert [number for _, number in catalogue.series()] == [1, 1]


def test_the_order_of_arrival_does_not_matter(catalogue: Catalogue) -> None:
    years = (2021, 2022, 2023)
    for number, order in enumerate(itertools.permutations(years)):
        what = f"第{number}类农家书屋项目".translate(str.maketrans("012345", "甲乙丙丁戊己"))
        ingest(catalogue, *((f"{number}-{year}.txt", guideline(year, what=what)) for year in order))
        names = _names(catalogue, what)
        assert names == [f"{number}-{year}.txt" for year in years]
