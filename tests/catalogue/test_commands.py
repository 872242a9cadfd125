"""The catalogue's commands as their users meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tiaokuan.tests.catalogue.policies import OTHER, guideline
from tiaokuan.tests.command import Tiaokuan


@pytest.fixture
def tiaokuan(tiaokuan: Tiaokuan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Tiaokuan:
    """Runs the command in this process, on a catalogue of its own."""
    monkeypatch.setenv("TIAOKUAN_DB", str(tmp_path / "c.db"))
    monkeypatch.chdir(tmp_path)
    return tiaokuan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    files = {"2023.txt": guideline(2023), "2024.txt": guideline(2024, amount=8), "other.txt": OTHER, "x.bin": b"\0"}
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path


def test_ingesting_a_folder(tiaokuan: Tiaokuan, folder: Path, tmp_path: Path) -> None:
    done = tiaokuan("ingest", folder)
    assert done.code == 0
    assert done.out.splitlines()[-1] == "前后版　系列 1　2023.txt（2023年） → 2024.txt（2024年）"
    assert "新增 3 个，更新 0 个，已有 0 个，失败 0 个" in done.err
    assert "略过 1 个" in done.err
    again = tiaokuan("ingest", folder)
    assert "新增 0 个，更新 0 个，已有 3 个，失败 0 个" in again.err
    assert "前后版" not in again.out
    assert (tmp_path / "c.files").is_dir()


def test_a_file_that_fails_stops_no_other(tiaokuan: Tiaokuan, folder: Path) -> None:
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    done = tiaokuan("ingest", folder, folder / "missing.txt")
    assert done.code == 1
    assert "新增 3 个，更新 0 个，已有 0 个，失败 2 个" in done.err
    assert "[file_not_found]" in done.err
    assert "bad.docx" in done.err


def test_change_reports_against_the_previous_edition(tiaokuan: Tiaokuan, folder: Path, tmp_path: Path) -> None:
    done = tiaokuan("ingest", folder, "--against-previous", "-o", tmp_path / "reports")
    assert done.code == 0
    assert "比较　2023.txt（2023年） → 2024.txt（2024年）" in done.out
    report = json.loads((tmp_path / "reports" / "2024.diff.json").read_text("utf-8"))
    assert any(change["severity"] == "substantive" for item in report["items"] for change in item["changes"])
    assert (tmp_path / "reports" / "2024.diff.html").is_file()
    tiaokuan("ingest", folder, "--against-previous", "-o", tmp_path / "none")
    assert list((tmp_path / "none").iterdir()) == []


def test_listing(tiaokuan: Tiaokuan, folder: Path) -> None:
    assert tiaokuan("list").out == "没有符合条件的文件\n"
    tiaokuan("ingest", folder)
    head, *rows = tiaokuan("list").out.splitlines()
    assert head.split() == ["标识", "系列", "年度", "类型", "地区", "标题"]
    assert len(rows) == 3
    records = [json.loads(line) for line in tiaokuan("list", "--json", "--type", "申报指南").out.splitlines()]
    assert [record["year"] for record in records] == [2024, 2023]
    assert len(tiaokuan("list", "--region", "清远市", "--year", 2023).out.splitlines()) == 2


def test_searching(tiaokuan: Tiaokuan, folder: Path) -> None:
    tiaokuan("ingest", folder)
    lines = tiaokuan("search", "甲级民宿", "--kind", "支持标准", "--year", 2024).out.splitlines()
    assert lines[0].startswith("支持标准　2024年度清远市民宿品质提升项目申报指南　二、（一）　[")
    assert "8万元" in lines[1]
    (record,) = [json.loads(line) for line in tiaokuan("search", "甲级", "--json", "-n", 1).out.splitlines()]
    assert record["document"]["series"] == 1
    assert tiaokuan("search", "量子").out.startswith("没有找到")
    assert tiaokuan("search", "的", "--kind", "prices").code == 2


def test_series(tiaokuan: Tiaokuan, folder: Path) -> None:
    tiaokuan("ingest", folder)
    assert [line.split()[:2] for line in tiaokuan("series").out.splitlines()] == [
        ["系列", "文件"],
        ["1", "2"],
        ["2", "1"],
    ]
    lines = tiaokuan("history", "民宿").out.splitlines()
    assert lines[0] == "系列 1　清远市民宿品质提升项目申报指南　2 版，2 个文件"
    assert [line.split()[0] for line in lines[2:]] == ["第1版", "第2版"]
    assert "3 个文件" in tiaokuan("series", "join", "1", "2").out
    made = tiaokuan("series", "split", "1", "other.txt")
    assert "1 个文件" in made.out
    records = [json.loads(line) for line in tiaokuan("history", "1", "--json").out.splitlines()]
    assert [(one["edition"], one["file"], one["series_by"]) for one in records] == [
        (1, "2023.txt", "person"),
        (2, "2024.txt", "person"),
    ]
    assert tiaokuan("history", "77").code == 1
    assert "[no_such_series]" in tiaokuan("history", "77").err


def test_the_groups_database_holds_for_its_commands(tiaokuan: Tiaokuan, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    tiaokuan("ingest", folder, "--db", other)
    assert tiaokuan("series", "--db", other, "join", "1", "2").code == 0
    assert tiaokuan("series").out == "目录库是空的\n"


def test_exporting(tiaokuan: Tiaokuan, folder: Path, tmp_path: Path) -> None:
    tiaokuan("ingest", folder)
    done = tiaokuan("export")
    records = [json.loads(line) for line in done.out.splitlines()]
    assert records[0]["record"] == "export"
    assert f"--since {records[0]['cursor']}" in done.err
    assert len(tiaokuan("export", "--since", records[0]["cursor"]).out.splitlines()) == 1
    for form in ("parquet", "xlsx"):
        assert tiaokuan("export", "-f", form, "-o", tmp_path / f"x.{form}").code == 0
        assert (tmp_path / f"x.{form}").stat().st_size > 1000
    missing = tiaokuan("export", "-f", "xlsx")
    assert (missing.code, "请用 -o" in missing.err) == (2, True)
    assert "[bad_output]" in tiaokuan("export", "-f", "xlsx", "-o", tmp_path / "none" / "x.xlsx").err
    assert "可用 jsonl、parquet、xlsx" in tiaokuan("export", "-f", "pdf").err


@pytest.mark.parametrize(
    "command", ["ingest", "list", "search", "history", "series", "series join", "series split", "export"]
)
def test_every_command_has_help(tiaokuan: Tiaokuan, command: str) -> None:
    result = tiaokuan(*command.split(), "--help")
    assert result.code == 0
    assert f"用法：tiaokuan {command}" in result.out
    for english in ("Usage", "Options", "Show this message", "[default", "Commands"):
        assert english not in result.out
