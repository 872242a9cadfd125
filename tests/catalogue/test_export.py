"""Exports: every format holds every fact, increments hold what changed, nothing half written stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from tiaokuan.errors import UsageError
from tiaokuan.output.export import FORMATS, export_file
from tiaokuan.output.export_rows import DOCUMENT_COLUMNS, FACT_COLUMNS, MODELS
from tiaokuan.output.export_xlsx import DOCUMENTS, FACTS
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.pipeline.catalogue_filter import Filter
from tiaokuan.tests.catalogue.policies import OTHER, guideline, ingest

FORMULA = guideline(2023, extra='\n六、其他\n（一）=HYPERLINK("http://x")须提交的材料。\n')


@pytest.fixture
def filled(catalogue: Catalogue) -> Catalogue:
    ingest(catalogue, ("=2023.txt", FORMULA), ("2024.txt", guideline(2024)), ("other.txt", OTHER))
    return catalogue


def lines(catalogue: Catalogue, target: Path, *, since: str | None = None, **wanted: Any) -> list[dict[str, Any]]:
    export_file(catalogue.export(Filter(**wanted), since), "jsonl", target)
    return [json.loads(line) for line in target.read_text("utf-8").splitlines()]


def test_json_lines_hold_the_facts_of_the_contract(filled: Catalogue, tmp_path: Path) -> None:
    head, *rest = lines(filled, tmp_path / "x.jsonl")
    assert (head["record"], head["schema_version"], head["whole"]) == ("export", schema.SCHEMA_VERSION, True)
    facts = [line for line in rest if line["record"] == "fact"]
    read = {one.sha256: filled.result(one.id) for one in filled.documents()}
    assert {line["sha256"] for line in rest if line["record"] == "document"} == set(read)
    total = 0
    for sha256, result in read.items():
        own = {line["fact_id"]: line for line in facts if line["sha256"] == sha256}
        for group in (result.common, *result.items):
            for kind, model in MODELS.items():
                for fact in getattr(group, kind):
                    assert model.model_validate(own[fact.id]["fact"]) == fact
                    total += 1
    assert total == len(facts)


def test_an_increment_holds_what_changed(filled: Catalogue, tmp_path: Path) -> None:
    cursor = lines(filled, tmp_path / "a.jsonl")[0]["cursor"]
    assert [line["record"] for line in lines(filled, tmp_path / "b.jsonl", since=cursor)] == ["export"]
    ingest(filled, ("2025.txt", guideline(2025)))
    later = lines(filled, tmp_path / "c.jsonl", since=cursor)
    assert [line["file"] for line in later if line["record"] == "document"] == ["2025.txt"]
    assert later[0]["whole"] is False
    filled.join(["1", "2"])
    moved = lines(filled, tmp_path / "d.jsonl", since=later[0]["cursor"])
    assert [(line["file"], line["series"]) for line in moved if line["record"] == "document"] == [("other.txt", 1)]
    ingest(filled, ("2024.txt", guideline(2024)), engine="9+new")
    again = lines(filled, tmp_path / "e.jsonl", since=moved[0]["cursor"])
    assert [(one["file"], one["engine"]) for one in again if one["record"] == "document"] == [("2024.txt", "9+new")]


def test_many_documents_changed_at_once_all_come(catalogue: Catalogue, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tiaokuan.pipeline.catalogue_export._BATCH", 2)
    ingest(catalogue, *((f"{year}.txt", guideline(year)) for year in range(2018, 2025)), ("other.txt", OTHER))
    cursor = catalogue.export().cursor
    catalogue.join(["2", "1"])  # seven documents move in one change
    names = [line["file"] for line in lines(catalogue, tmp_path / "x", since=cursor) if line["record"] == "document"]
    assert sorted(names) == [f"{year}.txt" for year in range(2018, 2025)]


def test_a_filter_takes_a_part(filled: Catalogue, tmp_path: Path) -> None:
    rest = lines(filled, tmp_path / "x.jsonl", years=(2024,), kinds=("amounts",), region="清远市")
    assert {line["kind"] for line in rest if line["record"] == "fact"} == {"amounts"}
    assert "=2023.txt" not in {line.get("file") for line in rest}


@pytest.mark.parametrize("cursor", ["x", "00000000-1", "12", "{own}-99999999", "{own}--1"])
def test_a_foreign_cursor_is_refused(filled: Catalogue, cursor: str) -> None:
    own = filled.export().cursor.split("-")[0]
    with pytest.raises(UsageError) as caught:
        filled.export(since=cursor.format(own=own))
    assert caught.value.code == "bad_cursor"


def test_parquet(filled: Catalogue, tmp_path: Path) -> None:
    done = export_file(filled.export(), "parquet", tmp_path / "x.parquet")
    facts, documents = (pq.read_table(path) for path in done.files)
    assert (facts.column_names, documents.column_names) == (list(FACT_COLUMNS), list(DOCUMENT_COLUMNS))
    assert (facts.num_rows, documents.num_rows) == (done.facts, done.documents)
    for table in (facts, documents):
        assert table.schema.metadata[b"schema_version"] == schema.SCHEMA_VERSION.encode()
        assert table.schema.metadata[b"cursor"] == filled.export().cursor.encode()
    awards = [row for row in facts.to_pylist() if row["kind"] == "amounts" and row["code"] == "award"]
    assert {row["value_max"] for row in awards} >= {100_000.0}
    assert json.loads(awards[0]["fact"])["source"]["quote"] == awards[0]["quote"]
    assert documents.to_pylist()[0]["issuers"] == ["清远市文化广电旅游体育局"]


def test_xlsx(filled: Catalogue, tmp_path: Path) -> None:
    done = export_file(filled.export(), "xlsx", tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["要素", "文件", "材料清单", "说明"]
    sheet = book["要素"]
    assert [cell.value for cell in sheet[1]] == [column.heading for column in FACTS]
    assert (sheet.max_row - 1, book["文件"].max_row - 1) == (done.facts, done.documents)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(FACTS)).column_letter}{sheet.max_row}"
    notes = {row[0].value: row[1].value for row in book["说明"].iter_rows()}
    assert (notes["JSON 结构版本"], notes["游标"]) == (schema.SCHEMA_VERSION, filled.export().cursor)
    for page in book:
        assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)
    names = [row[[column.heading for column in DOCUMENTS].index("文件名")] for row in book["文件"].values]
    assert "=2023.txt" in names
    award = next(row for row in sheet.iter_rows(min_row=2) if row[6].value == "支持标准" and row[9].value)
    assert award[9].number_format == "#,##0"
    assert not any(word in str(cell.value) for cell in sheet[1] for word in ("kind", "amount", "value"))


def test_a_full_sheet_goes_on_in_another(filled: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiaokuan.output.export_xlsx._ROWS", 6)
    done = export_file(filled.export(), "xlsx", tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    pages = [page for page in book if page.title.startswith("要素")]
    assert len(pages) > 2
    assert sum(page.max_row - 1 for page in pages) == done.facts


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_that_fails_leaves_the_old_file(
    filled: Catalogue, tmp_path: Path, form: str, monkeypatch: Any
) -> None:
    target = tmp_path / f"x.{form}"
    target.write_text("old", "utf-8")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tiaokuan.output.export.os.fsync", broken)
    with pytest.raises(UsageError) as caught:
        export_file(filled.export(), form, target)
    assert caught.value.code == "bad_output"
    assert target.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []
    monkeypatch.undo()


def test_an_empty_catalogue_exports_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    for form in FORMATS:
        done = export_file(catalogue.export(), form, tmp_path / f"x.{form}")
        assert (done.documents, done.facts) == (0, 0)
        assert all(path.is_file() for path in done.files)
