"""``tiaokuan diff``: formats and files, exit codes, atomic writes."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from tiaokuan import cli
from tiaokuan.errors import UsageError
from tiaokuan.output.reports import formats
from tiaokuan.output.reports.formats import FORMATS, Target, render, targets
from tiaokuan.pipeline.report_model import ChangeReport
from tiaokuan.tests.reports.sample import report

OLD = """云岭市民宿品质提升补贴办法

第一条　对新评定的甲级民宿，给予每家一次性奖励10万元。
第二条　申报时间为2025年3月1日至2025年4月15日。
"""
NEW = OLD.replace("10万元", "8万元")
RESTYLED = OLD.replace("第一条　", "一、").replace("第二条　", "二、").replace("，", ", ")
MAGIC = {
    "html": b"<!DOCTYPE html>",
    "xlsx": b"PK\x03\x04",
    "docx": b"PK\x03\x04",
    "json": b"{",
    "md": "# 政策".encode(),
}
Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs ``tiaokuan diff`` in this process: exit code, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, bytes, str]:
        monkeypatch.setattr(sys, "argv", ["tiaokuan", "diff", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(OLD.encode())))
        with pytest.raises(SystemExit) as stop:
            cli.main()
        captured = capfdbinary.readouterr()
        return int(stop.value.code or 0), captured.out, captured.err.decode("utf-8")

    return call


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "2025.txt", tmp_path / "2026.txt"
    for path, text in zip(paths, (OLD, NEW), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.mark.parametrize(
    ("forms", "outputs", "expected"),
    [
        ([], [], [("md", None)]),
        (["html"], [], [("html", None)]),
        (["html", "html"], [], [("html", None)]),
        ([], ["a.html", "b.XLSX", "c.htm"], [("html", "a.html"), ("xlsx", "b.XLSX"), ("html", "c.htm")]),
        (["json"], ["a.txt"], [("json", "a.txt")]),
        (["html", "docx"], ["报告"], [("html", "报告.html"), ("docx", "报告.docx")]),
        (["html", "docx"], ["报告.html"], [("html", "报告.html"), ("docx", "报告.docx")]),
        (["html", "md"], ["2025.v2"], [("html", "2025.v2.html"), ("md", "2025.v2.md")]),
        (["docx"], ["报告"], [("docx", "报告.docx")]),
    ],
)
def test_what_goes_where(forms: list[str], outputs: list[str], expected: list[tuple[str, str | None]]) -> None:
    wanted = [Target(form, None if file is None else Path(file)) for form, file in expected]
    assert targets(forms, [Path(output) for output in outputs]) == wanted


def test_a_folder_gets_a_file_of_each_format(tmp_path: Path) -> None:
    found = targets(["html", "xlsx"], [tmp_path])
    assert [target.file for target in found] == [tmp_path / "变化报告.html", tmp_path / "变化报告.xlsx"]


@pytest.mark.parametrize(
    ("forms", "outputs"), [(["html", "md"], []), ([], ["a.zip"]), ([], ["a"]), (["html"], ["a.html", "b.html"])]
)
def test_what_cannot_be_told_apart_is_refused(forms: list[str], outputs: list[str]) -> None:
    with pytest.raises(UsageError):
        targets(forms, [Path(output) for output in outputs])


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_rendered(form: str) -> None:
    assert render(report(), form).startswith(MAGIC[form])


def test_json_is_the_report_itself() -> None:
    assert ChangeReport.model_validate_json(render(report(), "json")) == report()


def test_the_command_knows_the_formats() -> None:
    (option,) = [p for p in cli.cli.commands["diff"].params if p.name == "forms"]
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == FORMATS


def test_markdown_on_standard_output_and_the_verdict_beside_it(run: Run, files: tuple[Path, Path]) -> None:
    code, out, err = run(*files)
    assert code == 0
    assert "10万元" in out.decode()
    assert "8万元" in out.decode()
    assert err.startswith("发现实质变化 ")


def test_all_formats_into_files(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    options = [part for form in FORMATS for part in ("-f", form)]
    code, out, err = run(*files, *options, "-o", tmp_path / "out" / "报告")
    assert (code, out) == (0, b"")
    for form in FORMATS:
        assert (tmp_path / "out" / f"报告.{form}").read_bytes().startswith(MAGIC[form])
    assert zipfile.is_zipfile(tmp_path / "out" / "报告.docx")
    assert "报告.xlsx" in err


def test_results_of_an_earlier_run_are_compared_as_well(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    from tiaokuan.output.json_file import dumps
    from tiaokuan.pipeline.run import structure

    old = tmp_path / "old.json"
    old.write_text(dumps(structure(OLD.encode(), "2025.txt")), encoding="utf-8")
    _, direct, _ = run(*files, "-f", "json")
    _, stored, _ = run(old, files[1], "-f", "json")
    assert json.loads(stored) == json.loads(direct)


@pytest.mark.parametrize(("text", "code"), [(NEW, 3), (OLD, 0), (RESTYLED, 0)])
def test_fail_on_change_tells_of_substance_only(
    run: Run, files: tuple[Path, Path], tmp_path: Path, text: str, code: int
) -> None:
    files[1].write_text(text, encoding="utf-8")
    target = tmp_path / "r.html"
    assert run(*files, "--fail-on-change", "-o", target)[0] == code
    assert target.exists(), "the report is written first"
    assert run(*files)[0] == 0


def test_one_side_may_come_from_standard_input(run: Run, files: tuple[Path, Path]) -> None:
    assert run("-", files[1])[0] == 0
    code, _, err = run("-", "-")
    assert (code, "标准输入只能读一次" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "要给出旧、新两个文件"),
        (["a.txt"], "要给出旧、新两个文件"),
        (["a", "b", "-f", "pdf"], "可用"),
        (["a", "--series", "1"], "--series"),
    ],
)
def test_wrong_calls(run: Run, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, b"")
    assert message in err
    assert err.count("\n") == 1


def test_a_source_is_never_written_over(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    for target in (files[0], tmp_path / "x" / ".." / files[1].name):
        code, _, err = run(*files, "-f", "md", "-o", target)
        assert (code, "[bad_output]" in err) == (2, True)
    assert (files[0].read_text("utf-8"), files[1].read_text("utf-8")) == (OLD, NEW)


def test_a_report_is_written_whole_or_not_at_all(
    run: Run, files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "r.docx"
    target.parent.mkdir()
    target.write_bytes(b"old")

    def power_cut(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", power_cut)
    code, _, err = run(*files, "-o", target)
    assert (code, "[bad_output]" in err) == (2, True)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_the_last_two_editions_of_a_series(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    from tiaokuan.pipeline.catalogue import Catalogue
    from tiaokuan.pipeline.run import structure

    db = tmp_path / "catalogue.db"
    with Catalogue.open(str(db), tmp_path / "store") as catalogue:
        task = catalogue.ingest(structure)
        for path in files:
            task.add(path.read_bytes(), path.name)
        (series, number), *others = catalogue.series()
        assert (number, others) == (2, [])
    code, out, err = run("--series", series.id, "--db", db, "-f", "json", "--fail-on-change")
    assert (code, "发现实质变化" in err) == (3, True)
    assert json.loads(out)["old"]["source_name"] == "2025.txt"


def test_rendering_loads_no_library_of_another_format(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("xlsxwriter", "docx", "jinja2"):
        monkeypatch.setitem(sys.modules, name, None)
    assert formats.render(report(), "md").startswith(MAGIC["md"])
    assert formats.render(report(), "json").startswith(MAGIC["json"])
