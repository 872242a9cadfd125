"""The package as others install it: whole, under one name, working away from the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import tiaokuan

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NO_PACKAGES = {"tests", "corpus", "benchmarks", "docs", "build", "dist", "out"}


def _source_packages() -> set[str]:
    """Every folder with Python modules that belongs to the package, by dotted name."""
    found = {"tiaokuan"}
    for folder, subfolders, files in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT)
        subfolders[:] = [
            name for name in subfolders if not name.startswith((".", "__")) and not name.endswith(".egg-info")
        ]
        if not here.parts:
            subfolders[:] = [name for name in subfolders if name not in NO_PACKAGES]
        elif any(name.endswith(".py") for name in files):
            found.add(".".join(("tiaokuan", *here.parts)))
    return found


def test_the_package_list_is_whole() -> None:
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == _source_packages()


def test_every_package_has_an_init() -> None:
    for package in _source_packages():
        assert (ROOT.joinpath(*package.split(".")[1:]) / "__init__.py").is_file(), package


def test_the_version_stands_in_one_place_or_agrees() -> None:
    assert PROJECT["project"]["version"] == tiaokuan.__version__


def _required() -> list[Requirement]:
    project = PROJECT["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    return [Requirement(line) for line in lines]


def _locked() -> dict[str, str]:
    lines = (line.strip() for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines())
    pairs = [line.split("==") for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, version in pairs}


def test_the_lock_holds_versions_and_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    assert "://" not in text
    for line in text.splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.+!]*", line), line


@pytest.mark.parametrize("requirement", _required(), ids=str)
def test_every_dependency_is_locked_within_its_bounds(requirement: Requirement) -> None:
    version = _locked().get(canonicalize_name(requirement.name))
    assert version is not None
    assert requirement.specifier.contains(version)


def test_the_lock_holds_what_the_dependencies_bring_along() -> None:
    """The whole closure, as far as it is installed here (an extra that is not installed cannot be asked)."""
    locked, missing = _locked(), set()
    todo = [(requirement.name, frozenset(requirement.extras)) for requirement in _required()]
    seen = set(todo)
    while todo:
        name, extras = todo.pop()
        if canonicalize_name(name) not in locked:
            missing.add(name)
        for requirement in _brought(name, extras):
            entry = (requirement.name, frozenset(requirement.extras))
            if entry not in seen:
                seen.add(entry)
                todo.append(entry)
    assert missing == set()


def _brought(name: str, extras: frozenset[str]) -> list[Requirement]:
    """What an installed distribution requires here, with the given extras; nothing where it is not installed."""
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    requirements = [Requirement(line) for line in lines]
    wanted = [{"extra": extra} for extra in ("", *extras)]
    return [r for r in requirements if r.marker is None or any(r.marker.evaluate(extra) for extra in wanted)]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy, so that no ``build/`` of an earlier run can leak into it."""
    base = tmp_path_factory.mktemp("wheel")
    ignored = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "out", "tests")
    shutil.copytree(ROOT, base / "source", ignore=ignored)
    code = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
    built = subprocess.run(
        [sys.executable, "-c", code, str(base)], cwd=base / "source", capture_output=True, encoding="utf-8", check=False
    )
    assert built.returncode == 0, built.stderr[-2000:]
    (path,) = base.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` of a new environment that holds the wheel; its dependencies are those of the running one."""
    home = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(home, symlinks=True, with_pip=False)
    python = home / "bin" / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
        "-q",
        str(wheel),
    ]
    subprocess.run(install, check=True, env=_clean_environment())
    site = next((home / "lib").glob("python3*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python.parent


def _clean_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PIP_"))}


def test_the_wheel_holds_all_code_and_data_under_one_name(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"tiaokuan"}
    for package in _source_packages():
        folder = ROOT.joinpath(*package.split(".")[1:])
        for file in folder.glob("*.py"):
            assert f"{package.replace('.', '/')}/{file.name}" in names
    for place in ("gazetteer/data", "output/reports/templates", "pipeline/migrations"):
        for file in (ROOT / place).iterdir():
            assert file.name.startswith("__") or file.is_dir() or f"tiaokuan/{place}/{file.name}" in names
    for file in (ROOT / "output" / "reports" / "templates").iterdir():
        assert f"tiaokuan/output/reports/templates/{file.name}" in names
    assert "tiaokuan/py.typed" in names
    assert any(name.endswith("dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_works_away_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    """Folders named like ours beside the user's file shadow nothing."""
    for folder in ("output", "pipeline", "gazetteer"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "__init__.py").write_text("raise RuntimeError('shadowed')", encoding="utf-8")
    text = "云岭市民宿补贴办法\n\n第一条　对新评定的甲级民宿，给予每家一次性奖励10万元。\n"
    (tmp_path / "办法.txt").write_text(text, encoding="utf-8")

    def run(*command: str) -> str:
        done = subprocess.run(
            command, cwd=tmp_path, env=_clean_environment(), capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = run(str(installed / "python"), "-c", "import tiaokuan; print(tiaokuan.__file__)")
    assert Path(where.strip()).is_relative_to(installed.parent)
    assert "structure" in run(str(installed / "tiaokuan"), "--help")
    assert "100000" in run(str(installed / "tiaokuan"), "structure", "办法.txt")
    assert "100000" in run(str(installed / "python"), "-m", "tiaokuan", "structure", "办法.txt")
    run(str(installed / "tiaokuan"), "structure", "办法.txt", "-o", "output")
    assert (tmp_path / "output" / "办法.json").is_file()
    (tmp_path / "新办法.txt").write_text(text.replace("10万元", "20万元"), encoding="utf-8")
    for report in ("md", "html", "docx", "xlsx"):
        run(str(installed / "tiaokuan"), "diff", "办法.txt", "新办法.txt", "-o", f"变化.{report}")
    run(str(installed / "tiaokuan"), "ingest", "办法.txt", "--db", "policies.db")
    assert "甲级民宿" in run(str(installed / "tiaokuan"), "search", "民宿", "--db", "policies.db")
    code = "nlp = spacy.blank('zh'); nlp.add_pipe('tiaokuan'); doc = nlp('给予奖励5万元。'); print(doc.spans['quantities'])"
    assert "5万元" in run(str(installed / "python"), "-c", f"import spacy; {code}")
