"""Programs and workers beside this process: started in a group of their own, watched, ended with all they started."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tiaokuan.errors import ReadError

if TYPE_CHECKING:
    from tiaokuan.pipeline.settings import Settings

_POLL_SECONDS = 0.05


class TooSlow(Exception):  # noqa: N818 - says what happened; never leaves this package's readers
    """A program did not end within its time."""


class TooLarge(Exception):  # noqa: N818
    """A program and its children took more memory than allowed."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended: its exit code (negative: the signal) and the last of what it printed."""

    code: int
    output: str


def run(command: Sequence[str], *, seconds: float, memory_bytes: int, folder: Path,
        environment: Mapping[str, str] | None = None) -> Finished:
    """Run a program to its end with no input. Raises TooSlow or TooLarge, the program then being gone; OSError where
    it cannot be started. Whatever happens, nothing that it started is left running."""
    with tempfile.TemporaryFile(dir=folder) as output:
        process = start(command, stdin=subprocess.DEVNULL, stdout=output, folder=folder, environment=environment)
        try:
            deadline = time.monotonic() + seconds
            while process.poll() is None:
                check(process, deadline, memory_bytes)
                try:
                    process.wait(_POLL_SECONDS)
                except subprocess.TimeoutExpired:
                    continue
        finally:
            kill(process)
        size = output.seek(0, os.SEEK_END)
        output.seek(max(0, size - 4000))
        return Finished(process.returncode, output.read().decode("utf-8", "replace"))


def start(command: Sequence[str], *, stdin: int, stdout: int | IO[bytes], folder: Path | None = None,
          environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, so that ``kill`` reaches its children too."""
    errors = subprocess.STDOUT if not isinstance(stdout, int) else subprocess.DEVNULL
    return subprocess.Popen(list(command), stdin=stdin, stdout=stdout, stderr=errors, cwd=folder,
                            env=None if environment is None else dict(environment), start_new_session=True)


def check(process: subprocess.Popen[bytes], deadline: float, memory_bytes: int) -> None:
    """Raises TooSlow after ``deadline`` (``time.monotonic``), TooLarge where the group holds more than
    ``memory_bytes`` of memory."""
    if time.monotonic() > deadline:
        raise TooSlow
    if resident_bytes(process.pid) > memory_bytes:
        raise TooLarge


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a program that ``start`` started and all of its group, and wait for it."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:  # all of the group is gone
            process.poll()
        except PermissionError:
            process.kill()  # macOS, where a member of the group is a zombie
    else:
        process.kill()
    process.wait()


def resident_bytes(group: int) -> int:
    """The memory that the processes of a group hold together; 0 where the system does not tell (no /proc)."""
    total = 0
    for folder in _process_folders():
        try:
            with open(f"/proc/{folder}/stat", "rb") as stream:
                fields = stream.read().rpartition(b")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if len(fields) > 21 and int(fields[2]) == group:
            total += int(fields[21]) * _page_size()
    return total


def _process_folders() -> list[str]:
    try:
        return [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []


def _page_size() -> int:
    return int(os.sysconf("SC_PAGE_SIZE"))


def timed_out(name: str, settings: Settings) -> ReadError:
    """The error for a file whose reading takes too long."""
    hint = "请拆分文件后再试；确需处理时可设环境变量 TIAOKUAN_READER_TIMEOUT_SECONDS 提高上限"
    return ReadError(f"读取文件“{name}”超过 {settings.reader_timeout_seconds} 秒，已停止", hint, code="timed_out")


def out_of_memory(name: str) -> ReadError:
    """The error for a file whose reading takes too much memory."""
    hint = "请拆分文件后再试；确需处理时可设环境变量 TIAOKUAN_READER_MEMORY_BYTES 提高上限"
    return ReadError(f"读取文件“{name}”占用内存超过上限，已停止", hint, code="too_large")
