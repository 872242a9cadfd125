"""The command line as its users meet it: results on standard output, everything else on standard error, exit codes,
and no traceback whatever comes in. ``structure`` has tests/test_cli_structure.py, the catalogue's commands
tests/catalogue/, ``diff`` tests/reports/."""

from __future__ import annotations

import json
import os
import pty
import resource
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from tiaokuan import __version__
from tiaokuan.cli import cli
from tiaokuan.pipeline.schema import Document
from tiaokuan.tests.command import POLICY, ROOT, Tiaokuan, process

COMMANDS = sorted(cli.commands)
LONG_ARTICLE = "第{0}条　对第{0}类民宿，按改造投入的30%给予补贴，每家最高{0}万元，每年评定不超过{0}家，须经营满2年。\n"


# --- help, version, usage errors ---


def test_help_lists_every_command_in_chinese(tiaokuan: Tiaokuan) -> None:
    result = tiaokuan("--help")
    assert result.code == 0
    assert "用法：tiaokuan" in result.out
    for command in COMMANDS:
        assert f"\n  {command} " in result.out
    for english in ("Usage", "Options", "Commands", "Show this message"):
        assert english not in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(tiaokuan: Tiaokuan, command: str) -> None:
    result = tiaokuan(command, "--help")
    assert result.code == 0
    assert f"用法：tiaokuan {command}" in result.out
    assert "显示本页并退出" in result.out


def test_version(tiaokuan: Tiaokuan) -> None:
    assert tiaokuan("--version").out == f"tiaokuan {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["structure"], "[bad_arguments] 缺少参数 文件（用法见 tiaokuan structure --help）"),
        (["show"], "[bad_arguments] 缺少参数 文件（用法见 tiaokuan show --help）"),
        (["structure", "--fast", "x.txt"], "[bad_arguments] 没有选项 --fast（用法见 tiaokuan structure --help）"),
        (["render"], "[bad_arguments] 没有命令 render（用法见 tiaokuan --help）"),
        (["evaluate", "--min", "high"], "[bad_arguments] 参数 --min 的值不对"),
        (["evaluate", "--gold", "x"], "[bad_arguments] --gold 和 --documents 要一起给出"),
        (["schema", "extra"], "[bad_arguments] 命令行有误"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(tiaokuan: Tiaokuan, arguments: list[str], expected: str) -> None:
    result = tiaokuan(*arguments)
    assert (result.code, result.out) == (2, "")
    assert expected in result.err


def test_help_starts_in_less_than_300_ms() -> None:
    assert process("--help").returncode == 0  # the first run may have to compile
    assert min(_seconds(lambda: process("--help")) for _ in range(3)) < 0.3


def test_one_text_of_25_kb_takes_less_than_a_second(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(POLICY + "".join(map(LONG_ARTICLE.format, range(5, 180))), encoding="utf-8")
    assert 24_000 < path.stat().st_size < 30_000
    assert process("structure", path).returncode == 0
    assert min(_seconds(lambda: process("structure", path)) for _ in range(3)) < 1.0


def _seconds(call: Callable[[], object]) -> float:
    """Processor time of the processes that ``call`` starts and waits for: what the wall clock says on an idle machine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_loads_nothing_heavy() -> None:
    heavy = ("pydantic", "lxml", "rich", "spacy", "jieba", "regex")
    code = f"import sys, tiaokuan.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT / ".root")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"


# --- show ---


def test_show_is_what_a_person_reads(tiaokuan: Tiaokuan, policy: Path) -> None:
    result = tiaokuan("show", policy)
    assert (result.code, result.err) == (0, "")
    for words in ("云岭市民宿品质提升补贴办法", "第二条", "支持标准", "10万元", "6万元", "一次性", "限额", "20万元"):
        assert words in result.out
    assert "2026年3月1日至2026年4月15日" in result.out
    assert "\x1b" not in result.out, "no colours into a pipe"
    for code in ("amounts", "fixed", "award", "applicant"):
        assert code not in result.out


def test_show_reads_a_result_too(tiaokuan: Tiaokuan, policy: Path, tmp_path: Path) -> None:
    tiaokuan("structure", policy, "-o", tmp_path)
    assert tiaokuan("show", tmp_path / "民宿.json").out == tiaokuan("show", policy).out


def test_show_of_a_foreign_json(tiaokuan: Tiaokuan, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    result = tiaokuan("show", tmp_path / "x.json")
    assert result.code == 1
    assert "[bad_result]" in result.err


@pytest.mark.parametrize(
    ("environment", "coloured"), [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False)]
)
def test_colours_only_on_a_terminal_that_wants_them(policy: Path, environment: dict[str, str], coloured: bool) -> None:
    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "tiaokuan", "show", str(policy)]
    base = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    variables = {**base, "PYTHONPATH": str(ROOT / ".root"), "PYTHONUTF8": "1", **environment}
    child = subprocess.Popen(command, stdout=terminal, stderr=subprocess.PIPE, env=variables)
    os.close(terminal)
    seen = b""
    while True:
        try:
            chunk = os.read(main, 4096)
        except OSError:  # Linux says EIO when the other end has closed
            break
        if not chunk:
            break
        seen += chunk
    _, errors = child.communicate(timeout=60)
    os.close(main)
    assert (child.returncode, errors) == (0, b"")
    assert "10万元" in seen.decode("utf-8")
    assert (b"\x1b[3" in seen) is coloured


# --- schema, quantities, doctor ---


def test_schema_is_the_contract(tiaokuan: Tiaokuan) -> None:
    schema = json.loads(tiaokuan("schema").out)
    assert schema == Document.model_json_schema()
    assert {"document", "text", "sections", "items", "common", "coverage"} <= schema["properties"].keys()


def test_quantities_answers_line_by_line(tiaokuan: Tiaokuan) -> None:
    lines = ["不超过30万元", "", "没有数字", "配比为1:3", "20个工作日内"]
    result = tiaokuan("quantities", stdin="\n".join(lines).encode())
    answers = [json.loads(line) for line in result.out.splitlines()]
    assert len(answers) == len(lines)
    assert answers[1] == answers[2] == []
    money = answers[0][0]
    assert money["kind"] == "money"
    assert (money["value"]["min"], money["value"]["max"], money["value"]["max_inclusive"]) == (None, 300000, True)
    assert lines[0][money["start"] : money["end"]] == money["quote"]
    assert answers[3][0]["value"] == {"ratio": [1, 3]}
    assert answers[4][0]["working_days"] is True


def test_quantities_of_windows_text(tiaokuan: Tiaokuan) -> None:
    result = tiaokuan("quantities", stdin="\ufeff5万元\r\n3年\r\n".encode())
    first, second = (json.loads(line) for line in result.out.splitlines())
    assert (first[0]["quote"], second[0]["quote"]) == ("5万元", "3年")


def test_quantities_of_another_encoding(tiaokuan: Tiaokuan) -> None:
    result = tiaokuan("quantities", stdin="5万元\n".encode() + "奖励五万元\n".encode("gb18030"))
    assert result.code == 1
    assert len(result.out.splitlines()) == 1
    assert "[undecodable_text] 标准输入第 2 行不是 UTF-8（" in result.err


def test_doctor_names_every_part(tiaokuan: Tiaokuan) -> None:
    result = tiaokuan("doctor")
    for part in ("Python", "LibreOffice", "文字识别", "PostgreSQL", "Chromium", "中文字体", "可读格式"):
        assert part in result.out
    assert result.code == 0


def test_doctor_says_how_to_get_what_is_missing(tiaokuan: Tiaokuan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    out = tiaokuan("doctor").out
    assert "✗ LibreOffice：未找到 soffice" in out
    assert "apt install libreoffice-writer libreoffice-calc" in out
    assert "apt install fonts-noto-cjk" in out


def test_doctor_notices_a_missing_package(tiaokuan: Tiaokuan, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["click>=8.2", "no-such-package>=1.0", "rich>=9999", 'pytest>=8 ; extra == "dev"']
    monkeypatch.setattr(metadata, "requires", lambda _: wanted)
    result = tiaokuan("doctor")
    assert result.code == 1
    assert "✗ no-such-package：未安装" in result.out
    assert "pip install 'no-such-package>=1.0'" in result.out
    assert "缺少必需的部件：no-such-package、rich" in result.out
    assert "pytest" not in result.out


# --- evaluate ---


def test_evaluate_prints_a_table_by_kind(tiaokuan: Tiaokuan, policy: Path, tmp_path: Path) -> None:
    gold, documents = tmp_path / "gold", tmp_path / "documents"
    gold.mkdir()
    tiaokuan("structure", policy, "-o", gold)
    tiaokuan("structure", policy, "-o", documents)
    result = tiaokuan("evaluate", "--gold", gold, "--documents", documents, "--min", "1")
    assert result.code == 0
    assert "准确率" in result.out
    assert "支持标准 amounts" in result.out
    assert "宏平均 F1 1.000，共 1 个文件" in result.out


def test_evaluate_fails_below_the_minimum_and_lists_misses(tiaokuan: Tiaokuan, policy: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    wanted = {"document": {"title": "别的办法"}, "items": []}
    (gold / "民宿.json").write_text(json.dumps(wanted, ensure_ascii=False), encoding="utf-8")
    result = tiaokuan("evaluate", "--gold", gold, "--documents", policy.parent, "--misses", "--min", "0.9")
    assert result.code == 1
    assert "民宿.txt metadata title: gold '别的办法', found '云岭市民宿品质提升补贴办法'" in result.out


def test_evaluate_without_its_corpus(tiaokuan: Tiaokuan, tmp_path: Path) -> None:
    result = tiaokuan("evaluate", "--gold", tmp_path, "--documents", tmp_path)
    assert result.code == 2
    assert "[no_corpus]" in result.err
