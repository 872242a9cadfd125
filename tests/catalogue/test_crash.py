"""kill -9 at any point: the catalogue stays consistent and no accepted file is lost."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.tests.catalogue.crash_child import check
from tiaokuan.tests.catalogue.policies import OTHER, guideline
from tiaokuan.tests.catalogue.private_postgres import Server

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / ".root")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"a.txt": guideline(2023), "b.txt": guideline(2024), "c.txt": OTHER}
    path = tmp_path / "in"
    path.mkdir()
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path


def _kill_at_steps(folder: Path, tmp_path: Path, stride: int, urls: list[str]) -> None:
    command = [sys.executable, "-m", "tiaokuan.tests.catalogue.crash_child", str(folder), str(stride), "0", *urls]
    environment = {**ENVIRONMENT, "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = re.fullmatch(r"(\d+) of (\d+) points\n", done.stdout)
    assert found is not None
    assert int(found[1]) >= 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_many_steps_on_sqlite(folder: Path, tmp_path: Path) -> None:
    _kill_at_steps(folder, tmp_path, 23, [])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_many_steps_on_postgresql(folder: Path, tmp_path: Path, postgres: Server) -> None:
    _kill_at_steps(folder, tmp_path, 31, [postgres.new_database() for _ in range(14)])


def test_killed_from_outside_at_any_time(tmp_path: Path) -> None:
    """The command itself, killed at moments that it does not know, until everything is in."""
    folder = tmp_path / "in"
    folder.mkdir()
    for year in range(2005, 2025):
        (folder / f"{year}.txt").write_bytes(guideline(year))
    db = tmp_path / "catalogue.db"
    command = [sys.executable, "-m", "tiaokuan", "ingest", str(folder), "--db", str(db)]
    chance = random.Random(9)
    killed = 0
    for _ in range(4):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        assert process.stdout is not None
        process.stdout.readline()  # the first file is in: the work has begun
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        check(str(db), tmp_path / "catalogue.files", tmp_path / "none")
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT, check=True)
    assert killed
    with Catalogue.open(str(db)) as catalogue:
        assert [number for _, number in catalogue.series()] == [20]
