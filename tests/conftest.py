"""For all tests: the command and a policy to run it on; tests over documents that lie beside the checkout are left out
where these are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tiaokuan.tests.command import POLICY, Tiaokuan, in_this_process

#: Real documents and their reviewed results, which are no part of this repository.
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
FOLDERS = ("seeds", "real", "gold")


def _missing() -> list[str]:
    return [f"../shared/{name}" for name in FOLDERS if not (SHARED / name).is_dir()]


def pytest_report_header() -> str:
    """Says by name what is not there."""
    missing = _missing()
    return f"not here: {', '.join(missing)}; the tests marked 'shared' are left out" if missing else ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, rather than skip: a skipped test is one that this machine ought to have run."""
    if _missing():
        items[:] = [item for item in items if item.get_closest_marker("shared") is None]


@pytest.fixture
def tiaokuan(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Tiaokuan:
    """Runs the command in this process."""
    return in_this_process(monkeypatch, capfdbinary)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    """A policy in a text file."""
    path = tmp_path / "民宿.txt"
    path.write_text(POLICY, encoding="utf-8")
    return path
