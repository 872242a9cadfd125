"""What the documents say is so: every example of both READMEs is run, here, and gives what is printed there.

``python tests/test_docs.py`` writes the present output into the examples (then read the difference).
"""

from __future__ import annotations

import ast
import doctest
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pytest

from tiaokuan import errors
from tiaokuan.cli import cli
from tiaokuan.errors import TiaokuanError
from tiaokuan.pipeline.readers.registry import FORMATS

ROOT = Path(__file__).resolve().parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
DOCS = (*sorted((ROOT / "docs").glob("*.md")), *(ROOT / name / "README.md" for name in ("corpus", "benchmarks")))
_FILE = re.compile(r"`(?:python )?((?:pipeline|extractors|gazetteer|output|tests|corpus|benchmarks)/[\w/*.]*)")
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a language, in order."""
    return [body for kind, body in _BLOCK.findall(path.read_text("utf-8")) if kind == language]


def _from_root(path: Path) -> str:
    return str(path.relative_to(ROOT))


def examples(block: str) -> list[tuple[str, str]]:
    """The commands of a console block (lines that begin with ``$ ``), each with what is printed below it."""
    parts = re.split(r"^\$ (.+)\n", block, flags=re.M)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def make_place(folder: Path) -> dict[str, str]:
    """Make ``folder`` look like the checkout with ``tiaokuan`` on the path; the environment for commands there."""
    (folder / "corpus").symlink_to(ROOT / "corpus")
    (folder / "bin").mkdir()
    command = folder / "bin" / "tiaokuan"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tiaokuan "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    dropped = ("TIAOKUAN_", "COLUMNS", "FORCE_COLOR")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(dropped)}
    path = f"{folder / 'bin'}{os.pathsep}{environment.get('PATH', '')}"
    return {**environment, "PATH": path, "PYTHONPATH": str(ROOT / ".root"), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}


def run_example(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command prints on both streams."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return done.stdout


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_example_prints_what_the_readme_says(readme: Path, tmp_path: Path) -> None:
    environment = make_place(tmp_path)
    for block in blocks(readme, "console"):
        for command, printed in examples(block):
            assert run_example(command, tmp_path, environment) == printed, f"$ {command}"


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_python_examples_are_so(readme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_place(tmp_path)
    monkeypatch.chdir(tmp_path)
    sessions = blocks(readme, "pycon")
    assert sessions
    for session in sessions:
        test = doctest.DocTestParser().get_doctest(session, {}, readme.name, str(readme), 0)
        assert doctest.DocTestRunner(verbose=False).run(test).failed == 0


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_command_has_an_example(readme: Path) -> None:
    shown = " ".join(command for block in blocks(readme, "console") for command, _ in examples(block))
    for name, command in cli.commands.items():
        assert f"tiaokuan {name}" in shown
        for option in (param for param in command.params if isinstance(param, click.Option)):
            assert any(form in readme.read_text("utf-8") for form in option.opts), f"{name} {option.opts}"


def test_both_readmes_show_the_same_commands() -> None:
    first, second = (
        [command for block in blocks(path, "console") for command, _ in examples(block)] for path in READMES
    )
    assert first == second
    assert blocks(READMES[0], "sh") == blocks(READMES[1], "sh")


def test_the_first_two_commands_set_up_and_run_and_test() -> None:
    main_job, tests = blocks(READMES[0], "sh")[:2]
    for block in (main_job, tests):
        assert "python3 -m venv" in block
        assert "-c constraints.txt" in block
    assert main_job.rstrip().endswith("tiaokuan structure corpus/samples -o out")
    assert tests.rstrip().endswith("pytest")
    assert "pytest" in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("path", [*sorted(ROOT.glob("*.md")), *DOCS], ids=_from_root)
def test_links_lead_somewhere(path: Path) -> None:
    for target in _LINK.findall(path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", [*READMES, ROOT / "CONTRIBUTING.md", *DOCS], ids=_from_root)
def test_files_that_are_named_are_there(path: Path) -> None:
    for named in _FILE.findall(path.read_text("utf-8")):
        assert any(found for base in (ROOT, path.parent) for found in base.glob(named)), named


def test_every_key_of_the_schema_is_explained() -> None:
    from tiaokuan.pipeline import schema
    from tiaokuan.pipeline.model import Model

    contract = (ROOT / "docs" / "contract.md").read_text("utf-8")
    words = set(re.findall(r"[a-z0-9_]+", " ".join(re.findall(r"`([^`]+)`", contract))))
    models = [value for value in vars(schema).values() if isinstance(value, type) and issubclass(value, Model)]
    missing = {f"{model.__name__}.{name}" for model in models for name in model.model_fields if name not in words}
    assert missing == set()


def test_every_error_code_is_explained() -> None:
    assert _unexplained(_error_codes()) == set()


def test_every_warning_code_is_explained() -> None:
    assert _unexplained(_warning_codes()) == set()


def _unexplained(codes: set[str]) -> set[str]:
    assert len(codes) > 20
    contract = (ROOT / "docs" / "contract.md").read_text("utf-8")
    return {code for code in codes if f"`{code}`" not in contract}


def _error_codes() -> set[str]:
    """``code="…"`` of every ``SomethingError(…)``, and the codes of the error classes themselves."""
    sources = [path for folder in ("pipeline", "extractors", "gazetteer", "output", ".") for path in _sources(folder)]
    nodes = [node for path in sources for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    calls = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Error")]
    keywords = [keyword.value for call in calls for keyword in call.keywords if keyword.arg == "code"]
    classes = [cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, TiaokuanError)]
    given = {value.value for value in keywords if isinstance(value, ast.Constant) and isinstance(value.value, str)}
    return given | {cls.code for cls in classes}


def _warning_codes() -> set[str]:
    """First arguments of whatever makes a warning, and pairs of a code and a Chinese sentence."""
    made = r'(?:Warning|warn|warnings\.append\()\(\s*"([a-z]+_[a-z_]+)"'
    paired = r'\("([a-z]+_[a-z_]+)", (?:f?"[^"]*[一-鿿]|message)'
    texts = [path.read_text("utf-8") for path in _sources("pipeline")]
    found = {code for text in texts for pair in re.findall(f"{made}|{paired}", text) for code in pair if code}
    return found - {entry.id for entry in FORMATS}


def _sources(folder: str) -> list[Path]:
    base = ROOT / folder
    return sorted(base.glob("*.py") if folder == "." else base.rglob("*.py"))


def refresh(readme: Path) -> None:
    """Write the present output of every example into ``readme``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = make_place(folder)

        def renewed(match: re.Match[str]) -> str:
            if match[1] != "console":
                return match[0]
            runs = (f"$ {command}\n{run_example(command, folder, environment)}" for command, _ in examples(match[2]))
            return f"```console\n{''.join(runs)}```"

        readme.write_text(_BLOCK.sub(renewed, readme.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    for path in READMES:
        refresh(path)
