"""The command line as its users meet it: results on standard output, everything else on standard error, exit codes,
and no traceback whatever comes in."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import pytest

from tiaokuan import __version__, cli, structure, structure_text
from tiaokuan.output import json_file
from tiaokuan.pipeline import run as pipeline_run
from tiaokuan.pipeline.schema import Document

ROOT = Path(__file__).resolve().parent.parent

POLICY = """云岭市民宿品质提升补贴办法

第一条　为推动乡村旅游发展，制定本办法。
第二条　对新评定的甲级民宿，给予每家一次性奖励10万元；对新评定的乙级民宿，给予每家一次性奖励6万元。
第三条　同一企业年度补贴总额最高不超过20万元。
第四条　申报时间为2026年3月1日至2026年4月15日。
"""

LONG_ARTICLE = "第{0}条　对第{0}类民宿，按改造投入的30%给予补贴，每家最高{0}万元，每年评定不超过{0}家，须经营满2年。\n"


@dataclass(frozen=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str


Tiaokuan = Callable[..., Result]


@pytest.fixture
def tiaokuan(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Tiaokuan:
    """Runs ``main`` in this process with the given arguments and standard input."""

    def call(*arguments: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["tiaokuan", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stop:
            cli.main()
        captured = capfdbinary.readouterr()
        return Result(int(stop.value.code or 0), captured.out.decode("utf-8"), captured.err.decode("utf-8"))

    return call


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "民宿.txt"
    path.write_text(POLICY, encoding="utf-8")
    return path


def process(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".root"), **options.pop("env", {})}  # type: ignore[dict-item]
    command = [sys.executable, "-m", "tiaokuan", *map(str, arguments)]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command, capture_output=True, encoding="utf-8", env=environment, timeout=120, check=False, **options
    )


# --- help, version, usage errors ---


def test_help_lists_every_command_in_chinese(tiaokuan: Tiaokuan) -> None:
    result = tiaokuan("--help")
    assert result.code == 0
    assert "用法：tiaokuan" in result.out
    for command in ("structure", "show", "schema", "quantities", "evaluate", "doctor"):
        assert f"\n  {command} " in result.out
    for english in ("Usage", "Options", "Commands", "Show this message"):
        assert english not in result.out


@pytest.mark.parametrize("command", ["structure", "show", "schema", "quantities", "evaluate", "doctor"])
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
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


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


# --- structure ---


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
