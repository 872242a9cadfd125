"""The worker: what it gives back is what the reader gave; whatever happens to it, the run goes on."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest

from tiaokuan.errors import ReadError
from tiaokuan.pipeline import processes, transfer, worker
from tiaokuan.pipeline.readers import registry
from tiaokuan.pipeline.readers.base import Block, Cell, ReaderWarning, Run, SourceDocument, Table
from tiaokuan.pipeline.settings import Settings

pytestmark = pytest.mark.skipif(not os.path.isdir("/proc"), reason="watches memory through /proc")

_FAULTY = (
    "import json, os, signal, sys, time; sys.path[:] = json.loads(sys.argv[1])\n"
    "from tiaokuan.pipeline import worker\n"
    "from tiaokuan.pipeline.readers import registry\n"
    "def read(data, name, settings):\n"
    "    {}\n"
    "registry.read = read\n"
    "worker.serve()\n"
)


def workbook(text: str = "单位名称") -> bytes:
    book = openpyxl.Workbook()
    book.active.append([text, "金额（万元）"])
    book.active.append(["甲公司", 12])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def faulty() -> Iterator[list[worker.Worker]]:
    """Workers to be closed."""
    made: list[worker.Worker] = []
    yield made
    for one in made:
        one.close()


def _worker(action: str, made: list[worker.Worker]) -> worker.Worker:
    made.append(worker.Worker(boot=_FAULTY.format(action)))
    return made[-1]


@pytest.mark.parametrize(
    ("action", "code", "settings"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "parser_crashed", Settings()),
        ("os._exit(0)", "parser_crashed", Settings()),
        ("raise KeyError('x')", "parser_crashed", Settings()),
        ("raise MemoryError", "too_large", Settings()),
        ("time.sleep(60)", "timed_out", Settings(reader_timeout_seconds=1)),
        (
            "x = bytearray(400_000_000); x[::4096] = b'1' * len(x[::4096]); time.sleep(60)",
            "too_large",
            Settings(reader_memory_bytes=200_000_000),
        ),
        ("print('noise', flush=True); raise KeyError", "parser_crashed", Settings()),
    ],
)
def test_a_fault_ends_in_a_coded_error(action: str, code: str, settings: Settings, faulty: list[worker.Worker]) -> None:
    began = time.monotonic()
    with pytest.raises(ReadError) as caught:
        _worker(action, faulty).read(b"x", "甲.xlsx", settings)
    assert caught.value.code == code
    assert "甲.xlsx" in caught.value.message
    assert caught.value.hint
    assert time.monotonic() - began < 20


def test_after_a_crash_the_next_file_is_read(faulty: list[worker.Worker]) -> None:
    one = _worker("os.abort()", faulty)
    with pytest.raises(ReadError):
        one.read(b"x", "坏.xlsx", Settings())
    one.boot = worker._BOOT
    assert one.read(workbook(), "好.xlsx", Settings()).blocks


def test_a_crash_leaves_no_process(faulty: list[worker.Worker]) -> None:
    one = _worker("import subprocess; subprocess.Popen(['sleep', '60']); time.sleep(60)", faulty)
    process = one._start()
    group = process.pid
    with pytest.raises(ReadError):
        one.read(b"x", "甲.xlsx", Settings(reader_timeout_seconds=2))
    assert processes.resident_bytes(group) == 0


def test_progress_gives_a_long_scan_more_time(faulty: list[worker.Worker]) -> None:
    action = "[(time.sleep(0.4), worker.progress()) for _ in range(5)]; raise MemoryError"
    with pytest.raises(ReadError) as caught:
        _worker(action, faulty).read(b"x", "甲.jpg", Settings(reader_timeout_seconds=1))
    assert caught.value.code == "too_large"  # it came to its end, which took two seconds


def test_the_registry_reads_through_the_worker() -> None:
    data = workbook()
    assert registry.format_of(data).isolated
    document = registry.read(data, "表.xlsx")
    assert document.blocks[0].table is not None
    assert not worker.inside()


def test_errors_come_through_with_code_and_hint() -> None:
    with pytest.raises(ReadError) as caught:
        registry.read(workbook(), "表.xlsx", replace(Settings(), max_table_cells=2))
    assert caught.value.code == "too_large"
    assert "TIAOKUAN_MAX_TABLE_CELLS" in caught.value.hint


def test_a_document_survives_the_way_back_and_forth() -> None:
    runs = [Run(0, 2, 1, (1.0, 2.0, 3.5, 4.0), 0.5), Run(2, 3)]
    table = Table(1, 2, [Cell("甲\n乙", 0, 0, 1, 2, True, runs)])
    part = SourceDocument([Block("附件")], "text/plain", "gbk")
    document = SourceDocument(
        [Block("一、甲", "footnote", 1, "一、", "center", True, None, True, runs), Block(kind="table", table=table)],
        "application/pdf",
        None,
        3,
        {"title": "甲"},
        [ReaderWarning("code", "句子", 1)],
        [("附件.txt", part)],
    )
    assert transfer.decode(transfer.encode(document)) == document
