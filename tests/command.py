"""The command ``tiaokuan`` as tests run it: in this process (the fixture ``tiaokuan``) or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tiaokuan import cli

ROOT = Path(__file__).resolve().parent.parent

POLICY = """云岭市民宿品质提升补贴办法

第一条　为推动乡村旅游发展，制定本办法。
第二条　对新评定的甲级民宿，给予每家一次性奖励10万元；对新评定的乙级民宿，给予每家一次性奖励6万元。
第三条　同一企业年度补贴总额最高不超过20万元。
第四条　申报时间为2026年3月1日至2026年4月15日。
"""


@dataclass(frozen=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str


Tiaokuan = Callable[..., Result]


def in_this_process(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Tiaokuan:
    """Runs ``main`` here with the given arguments and standard input."""

    def call(*arguments: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["tiaokuan", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as stop:
            cli.main()
        captured = capfdbinary.readouterr()
        return Result(int(stop.value.code or 0), captured.out.decode("utf-8"), captured.err.decode("utf-8"))

    return call


def process(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / ".root"), **options.pop("env", {})}  # type: ignore[dict-item]
    command = [sys.executable, "-m", "tiaokuan", *map(str, arguments)]
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        command, capture_output=True, encoding="utf-8", env=environment, timeout=120, check=False, **options
    )
