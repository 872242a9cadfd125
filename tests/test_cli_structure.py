"""``tiaokuan structure``: one file or many, what cannot be read, what is written where."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tiaokuan import structure, structure_text
from tiaokuan.output import json_file
from tiaokuan.pipeline import run as pipeline_run
from tiaokuan.pipeline.schema import Document
from tiaokuan.tests.command import POLICY, ROOT, Tiaokuan, process


def test_one_file_goes_to_standard_output(tiaokuan: Tiaokuan, policy: Path) -> None:
    result = tiaokuan("structure", policy)
    assert (result.code, result.err) == (0, "")
    document = Document.model_validate_json(result.out)
    assert document.document.title == "云岭市民宿品质提升补贴办法"
    assert {100000, 60000} <= {amount.value.max for item in document.items for amount in item.amounts if amount.value}
    assert "云岭市" in result.out, "Chinese stands as it is, not as escapes"


def test_the_same_bytes_give_the_same_json(tiaokuan: Tiaokuan, policy: Path) -> None:
    assert tiaokuan("structure", policy).out == tiaokuan("structure", policy).out


def test_standard_input(tiaokuan: Tiaokuan, policy: Path) -> None:
    document = json.loads(tiaokuan("structure", "-", stdin=policy.read_bytes()).out)
    assert document["document"]["source_file"]["name"] == "stdin"
    assert document["document"]["title"] == "云岭市民宿品质提升补贴办法"


def test_python_api_gives_the_same(tiaokuan: Tiaokuan, policy: Path) -> None:
    assert json_file.dumps(structure(policy)) == tiaokuan("structure", policy).out
    assert structure_text(POLICY).items == structure(policy).items


def test_a_lone_surrogate_is_no_reason_to_fail() -> None:
    assert "\ufffd" in structure_text("第一条 对企业给予奖励5万元\ud800。").text


def test_several_files_become_one_json_each(tiaokuan: Tiaokuan, policy: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(POLICY, encoding="utf-8")
    out = tmp_path / "deep" / "out"
    result = tiaokuan("structure", policy, other, "-o", out)
    assert (result.code, result.out) == (0, "")
    assert sorted(path.name for path in out.iterdir()) == ["other.json", "民宿.json"]
    assert "完成 2 个，失败 0 个" in result.err
    for path in out.iterdir():
        Document.model_validate_json(path.read_bytes())


def test_several_files_without_a_folder_go_to_the_working_directory(
    tiaokuan: Tiaokuan, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "b.txt").write_text(POLICY, encoding="utf-8")
    assert tiaokuan("structure", policy, tmp_path / "b.txt").code == 0
    assert sorted(path.name for path in Path().iterdir()) == ["b.json", "民宿.json"]


def test_a_folder_is_its_readable_files(tiaokuan: Tiaokuan, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("a.txt", "sub/b.MD", ".git/c.txt", "~$a.docx", "list.tsv"):
        (folder / name).write_text(POLICY, encoding="utf-8")
    result = tiaokuan("structure", folder, folder / "a.txt", "-o", tmp_path / "out")
    assert result.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.json", "b.json"]
    assert "略过 1 个暂不支持的文件（.tsv）" in result.err


def test_an_empty_folder_is_an_error(tiaokuan: Tiaokuan, tmp_path: Path) -> None:
    result = tiaokuan("structure", tmp_path, "-o", tmp_path / "out")
    assert result.code == 2
    assert "[nothing_to_do]" in result.err


def test_a_failure_does_not_stop_the_others(tiaokuan: Tiaokuan, policy: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = tiaokuan("structure", empty, tmp_path / "gone.txt", policy, "-o", tmp_path / "out")
    assert result.code == 1
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["民宿.json"]
    assert "[empty_file] empty.txt：" in result.err
    assert "[file_not_found] gone.txt：" in result.err
    assert "完成 1 个，失败 2 个" in result.err
    assert "Traceback" not in result.err


def test_inputs_that_share_a_stem_keep_their_extension(tiaokuan: Tiaokuan, tmp_path: Path) -> None:
    for name in ("a.txt", "a.md", "b.txt"):
        (tmp_path / name).write_text(POLICY, encoding="utf-8")
    tiaokuan("structure", tmp_path / "a.txt", tmp_path / "a.md", tmp_path / "b.txt", "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.md.json", "a.txt.json", "b.json"]


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (["x/a.docx"], ["a.json"]),
        (["a.docx", "a.pdf"], ["a.docx.json", "a.pdf.json"]),
        (["x/a.txt", "y/a.txt"], ["a.txt.json", "a.txt.2.json"]),
        (["A.txt", "a.html"], ["A.txt.json", "a.html.json"]),
        (["a.b.txt", "a.txt"], ["a.b.json", "a.json"]),
        (["通知", "通知.txt"], ["通知.json", "通知.txt.json"]),
        (["-", "a.txt"], ["stdin.json", "a.json"]),
        (["a.txt", "a.md", "a.txt.html"], ["a.txt.json", "a.md.json", "a.txt.2.json"]),
    ],
)
def test_output_names_never_meet(files: list[str], names: list[str]) -> None:
    assert json_file.output_names([Path(file) for file in files]) == names


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: None, "file_not_found"),
        (lambda path: path.touch(), "empty_file"),
        (os.mkfifo, "not_a_file"),
        (lambda path: path.write_bytes(b"Rar!\x1a\x07\x00data"), "unsupported_format"),
        (lambda path: path.write_bytes(b"PK\x03\x04 and no more"), "damaged_file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_a_way_out(
    tiaokuan: Tiaokuan, tmp_path: Path, make: Callable[[Path], object], code: str
) -> None:
    path = tmp_path / "file.docx"
    make(path)
    result = tiaokuan("structure", path)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"错误 [{code}] ")
    assert result.err.endswith("）\n"), "the way out stands in brackets at the end"
    assert result.err.count("\n") == 1


def test_a_file_over_the_limit_is_refused(policy: Path) -> None:
    done = process("structure", policy, env={"TIAOKUAN_MAX_FILE_BYTES": "100"})
    assert (done.returncode, done.stdout) == (1, "")
    assert "[too_large]" in done.stderr
    assert "TIAOKUAN_MAX_FILE_BYTES" in done.stderr


def test_a_wrong_setting_is_told(policy: Path) -> None:
    done = process("structure", policy, env={"TIAOKUAN_MAX_FILE_BYTES": "-1"})
    assert done.returncode == 2
    assert "[bad_settings]" in done.stderr


def test_what_nobody_foresaw_is_an_internal_error(
    tiaokuan: Tiaokuan, policy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Document:
        raise RecursionError("too deep")

    monkeypatch.setattr(pipeline_run, "structure", broken)
    result = tiaokuan("structure", policy)
    assert result.code == 1
    assert "[internal_error] 程序内部错误：RecursionError：too deep（请设 TIAOKUAN_DEBUG=1" in result.err
    assert "Traceback" not in result.err
    monkeypatch.setenv("TIAOKUAN_DEBUG", "1")
    assert "Traceback" in tiaokuan("structure", policy).err


def test_a_json_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    json_file.write_atomic(target, "old")

    def power_cut(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", power_cut)
    with pytest.raises(OSError, match="No space"):
        json_file.write_atomic(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_results_are_replaced_but_nothing_else(tiaokuan: Tiaokuan, policy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert tiaokuan("structure", policy, "-o", out).code == 0
    assert tiaokuan("structure", policy, "-o", out).code == 0, "a second run replaces the first one's result"
    (out / "民宿.json").write_text('{"name": "mine"}', encoding="utf-8")
    result = tiaokuan("structure", policy, "-o", out)
    assert result.code == 1
    assert "[output_exists]" in result.err
    assert (out / "民宿.json").read_text() == '{"name": "mine"}'


def test_an_output_folder_that_cannot_be(tiaokuan: Tiaokuan, policy: Path, tmp_path: Path) -> None:
    result = tiaokuan("structure", policy, "-o", policy / "out")
    assert result.code == 2
    assert "[bad_output]" in result.err


def test_a_bad_gazetteer_is_told(tiaokuan: Tiaokuan, policy: Path, tmp_path: Path) -> None:
    terms = tmp_path / "terms.jsonl"
    terms.write_text("not json\n", encoding="utf-8")
    result = tiaokuan("structure", policy, "--gazetteer", terms)
    assert (result.code, result.out) == (1, "")
    assert "[bad_gazetteer]" in result.err


def test_a_closed_pipe_is_no_error(policy: Path) -> None:
    command = f"{sys.executable} -m tiaokuan structure '{policy}' | head -c 10"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".root")}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
