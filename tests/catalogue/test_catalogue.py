"""What the catalogue promises of documents and extractions, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tiaokuan.errors import CatalogueError, ReadError
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.pipeline.catalogue_filter import Filter
from tiaokuan.pipeline.catalogue_ingest import Ingest
from tiaokuan.pipeline.catalogue_models import Base, Clause, Document, Entry, Extraction, Fact, Run, Sighting
from tiaokuan.pipeline.catalogue_rows import clean
from tiaokuan.pipeline.run import structure
from tiaokuan.tests.catalogue.policies import OTHER, guideline, ingest

ROOT = Path(__file__).resolve().parents[2]


def counts(catalogue: Catalogue) -> dict[str, int]:
    """The number of rows of every table."""
    with catalogue.database.read() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_the_same_bytes_twice_change_nothing(catalogue: Catalogue) -> None:
    first = ingest(catalogue, ("a.txt", guideline()), ("b.txt", OTHER))
    before = counts(catalogue)
    assert ingest(catalogue, ("a.txt", guideline()), ("b.txt", OTHER)) == first
    assert counts(catalogue) == before
    assert before["document"] == before["extraction"] == 2


def test_the_same_bytes_elsewhere_are_the_same_document(catalogue: Catalogue) -> None:
    first = ingest(catalogue, ("a.txt", guideline()))
    assert ingest(catalogue, ("copy.txt", guideline())) == first
    with catalogue.database.read() as session:
        assert set(session.scalars(select(Sighting.path))) == {"/in/a.txt", "/in/copy.txt"}
    assert counts(catalogue)["extraction"] == 1


def test_newer_rules_make_a_new_extraction_and_keep_the_old(catalogue: Catalogue) -> None:
    (document,) = ingest(catalogue, ("a.txt", guideline()), engine="0.0.1+old")
    with catalogue.database.read() as session:
        old = session.scalars(select(Extraction)).one()
        old_facts = session.scalar(select(func.count()).where(Fact.extraction_id == old.id))
    assert ingest(catalogue, ("a.txt", guideline()), engine="0.0.2+new") == [document]
    extractions = catalogue.extractions(document)
    assert [(one.engine, one.current) for one in extractions] == [("0.0.1+old", False), ("0.0.2+new", True)]
    with catalogue.database.read() as session:
        assert session.get_one(Extraction, old.id).payload == old.payload
        assert session.scalar(select(func.count()).where(Fact.extraction_id == old.id)) == old_facts
        assert set(session.scalars(select(Entry.extraction_id))) == {extractions[1].id}
        assert session.scalars(select(Run.engine).order_by(Run.id)).all() == ["0.0.1+old", "0.0.2+new"]


def test_renewing_reads_the_kept_bytes_again(catalogue: Catalogue) -> None:
    documents = ingest(catalogue, ("a.txt", guideline()), ("b.txt", OTHER), engine="0.0.1+old")
    run = catalogue.ingest(structure)
    assert [(one.document_id, one.status) for one in run.renew()] == [(one, "renewed") for one in documents]
    assert not list(run.renew())
    assert all(len(catalogue.extractions(one)) == 2 for one in documents)


def test_what_was_read_comes_back_whole(catalogue: Catalogue) -> None:
    (document,) = ingest(catalogue, ("a.txt", guideline()))
    result = catalogue.result(document)
    assert result.model_dump_json() == structure(guideline(), "a.txt").model_dump_json()


def test_facts_are_rows_with_their_figures(catalogue: Catalogue) -> None:
    (document,) = ingest(catalogue, ("a.txt", guideline(amount=12)))
    result = catalogue.result(document)
    total = sum(
        len(getattr(group, kind)) for group in [result.common, *result.items] for kind in schema.Facts.model_fields
    )
    with catalogue.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Fact)) == total
        award = session.scalars(select(Fact).where(Fact.kind == "amounts", Fact.code == "award")).one()
        assert (award.value_min, award.value_max, award.unit, award.currency) == (120000, 120000, "家", "CNY")
        assert award.place == "二、（一）"
        cap = session.scalars(select(Fact).where(Fact.kind == "caps", Fact.value_max >= 200_000)).one()
        assert "20万元" in cap.quote
        window = session.scalars(select(Fact).where(Fact.kind == "periods", Fact.code == "application")).one()
        assert (window.starts, window.ends) == ("2024-03-01", "2024-04-15")
        text = result.text
        for fact in session.scalars(select(Fact)):
            assert text[fact.start : fact.end] == fact.quote


def test_the_clauses_hold_the_whole_text(catalogue: Catalogue) -> None:
    (document,) = ingest(catalogue, ("a.txt", guideline()))
    text = catalogue.result(document).text
    with catalogue.database.read() as session:
        clauses = session.scalars(select(Clause).order_by(Clause.start)).all()
    assert "".join("".join(clause.text for clause in clauses).split()) == "".join(text.split())
    assert all(text[clause.start :].startswith(clause.text) for clause in clauses)


def test_a_file_that_cannot_be_read_is_kept_and_read_later(catalogue: Catalogue) -> None:
    def broken(data: bytes, name: str) -> schema.Document:
        raise ReadError("坏了", "修好", code="damaged_file")

    run = Ingest(catalogue.database, catalogue.files, "0.0.1+old", broken)
    done = run.add(guideline(), "a.txt", "/in/a.txt")
    assert (done.status, getattr(done.error, "code", None)) == ("failed", "damaged_file")
    document = catalogue.document(done.document_id)
    assert document.error_code == "damaged_file"
    assert catalogue.files.get(document.sha256) == guideline()
    assert catalogue.documents() == []
    with pytest.raises(CatalogueError) as caught:
        catalogue.result(done.document_id)
    assert caught.value.code == "no_such_document"
    again = Ingest(catalogue.database, catalogue.files, "0.0.1+old", structure)
    assert again.add(guideline(), "a.txt", "/in/a.txt").status == "added"
    assert catalogue.document(done.document_id).error_code is None


def test_an_unforeseen_failure_stops_its_file_only(catalogue: Catalogue) -> None:
    def fragile(data: bytes, name: str) -> schema.Document:
        if name == "a.txt":
            raise ZeroDivisionError
        return structure(data, name)

    run = Ingest(catalogue.database, catalogue.files, "0.0.1+old", fragile)
    assert [run.add(data, name).status for name, data in (("a.txt", guideline()), ("b.txt", OTHER))] == [
        "failed",
        "added",
    ]
    assert dict(run.counts) == {"failed": 1, "added": 1}


def test_a_lost_file_is_put_back_by_ingesting_it_again(catalogue: Catalogue) -> None:
    (document,) = ingest(catalogue, ("a.txt", guideline()))
    sha256 = catalogue.document(document).sha256
    catalogue.files.path(sha256).unlink()
    with pytest.raises(CatalogueError) as caught:
        catalogue.files.get(sha256)
    assert caught.value.code == "lost_file"
    ingest(catalogue, ("a.txt", guideline()))
    assert catalogue.files.get(sha256) == guideline()


def test_documents_are_listed_by_type_region_year_and_series(catalogue: Catalogue) -> None:
    files = [
        (f"{place}{year}.txt", guideline(year, place=place)) for place in ("清远市", "惠州市") for year in (2023, 2024)
    ]
    ingest(catalogue, *files, ("other.txt", OTHER))

    def names(**wanted: object) -> list[str]:
        return [one.name for one in catalogue.documents(Filter(**wanted))]  # type: ignore[arg-type]

    assert names(years=(2023,)) == ["惠州市2023.txt", "清远市2023.txt"]
    assert (
        names(region="惠州市") == names(region="441300") == names(region="惠州") == ["惠州市2024.txt", "惠州市2023.txt"]
    )
    assert len(names(region="广东省")) == 5
    assert names(region="云岭市") == []
    assert names(doc_types=("measures",)) == ["other.txt"]
    series = catalogue.document("惠州市2023.txt").series_id
    assert names(series=(series,), years=(2024,)) == ["惠州市2024.txt"]


@pytest.mark.parametrize("value", ["a\0b", {"x": ["\0"]}, "\ud800"])
def test_what_no_database_can_hold_is_replaced(value: object) -> None:
    cleaned = str(clean(value))
    assert "\0" not in cleaned
    cleaned.encode()


def test_strange_characters_survive_the_database(catalogue: Catalogue) -> None:
    data = guideline(extra="\n六、其他\n备注：𠮷、㊙、“”、%、'引号'、\\反斜杠。\n")
    (document,) = ingest(catalogue, ("a'%.txt", data))
    assert "𠮷" in catalogue.result(document).text
    assert catalogue.search(["反斜杠"]).hits


def test_several_processes_at_once(db: str, tmp_path: Path, open_again: Callable[[], Catalogue]) -> None:
    names = [f"{year}.txt" for year in range(2019, 2025)]
    for name in names:
        (tmp_path / name).write_bytes(guideline(int(name[:4])))
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".root"), "TIAOKUAN_FILES": str(tmp_path / "files")}
    command = [sys.executable, "-m", "tiaokuan", "ingest", "--db", db]
    workers = [
        subprocess.Popen([*command, *order], cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL)
        for order in (names, names[::-1])
    ]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    with open_again() as catalogue:
        rows = counts(catalogue)
        assert (rows["document"], rows["extraction"], rows["series"]) == (6, 6, 1)
        with catalogue.database.read() as session:
            assert len(set(session.scalars(select(Document.changed)))) == 6
        assert [edition[0].name for edition in catalogue.history(1).editions] == names
