"""Reading untrusted binary formats in a process that can be killed without losing the run.

``read`` hands a file to a worker and waits; the worker parses it within the limits of ``pipeline.settings``: memory and
wall-clock time, which is counted anew for each page of a scan. A worker that hangs, swells or crashes is killed with
everything it started; the file ends in a ``ReadError`` and the next file gets a new worker. One worker serves a process
and is kept between files, because its start (and the models of text recognition) cost more than most files.

What comes back is JSON, never pickle: a parser that a file has taken over must not reach this process.
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import IO, Any

from tiaokuan.errors import ReadError
from tiaokuan.pipeline import processes, transfer
from tiaokuan.pipeline.readers.base import SourceDocument
from tiaokuan.pipeline.settings import Settings

_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from tiaokuan.pipeline.worker import serve; serve()"
_FILES_PER_WORKER = 200
_POLL_SECONDS = 0.1
_answers: list[IO[bytes]] = []


def inside() -> bool:
    """Whether this process is a worker: then files are read here."""
    return bool(_answers)


def progress() -> None:
    """Tell the process that waits that a page of a long scan is done: its time counts from now. Nothing elsewhere."""
    for stream in _answers:
        stream.write(bytes(8))
        stream.flush()


def read(data: bytes, name: str, settings: Settings) -> SourceDocument:
    """The document in ``data`` as ``registry.read`` gives it, read in the worker.

    Raises ReadError: what the reader raises, and ``timed_out``, ``too_large`` (memory), ``parser_crashed``.
    """
    return _own_worker(os.getpid()).read(data, name, settings)


@lru_cache(maxsize=1)
def _own_worker(pid: int) -> Worker:
    """This process's worker (``pid``: a forked child must not share its parent's)."""
    worker = Worker(pid)
    atexit.register(worker.close)
    return worker


@dataclass(slots=True)
class Worker:
    """A worker process, started at the first file and after one was killed. Serves one file at a time.

    ``boot`` is the program that it runs; another one is for tests.
    """

    owner: int = field(default_factory=os.getpid)
    process: subprocess.Popen[bytes] | None = None
    replies: queue.SimpleQueue[bytes | None] = field(default_factory=queue.SimpleQueue)
    files: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    boot: str = _BOOT

    def read(self, data: bytes, name: str, settings: Settings) -> SourceDocument:
        """As the module's ``read``."""
        with self.lock:
            if self.files >= _FILES_PER_WORKER:
                self.close()
            reply = json.loads(self._ask(data, name, settings))
        if "error" in reply:
            error = reply["error"]
            raise ReadError(error["message"], error["hint"], code=error["code"])
        return transfer.decode(reply["document"])

    def close(self) -> None:
        """End the worker, if there is one and it is this process's own."""
        process, self.process, self.files = self.process, None, 0
        if process is not None and self.owner == os.getpid():
            processes.kill(process)
            for stream in (process.stdin, process.stdout):
                _close(stream)

    def _ask(self, data: bytes, name: str, settings: Settings) -> bytes:
        """The worker's reply; whatever goes wrong, the worker is gone and the error is coded."""
        process = self.process or self._start()
        self.files += 1
        header = json.dumps({"name": name, "settings": asdict(settings)}).encode()
        threading.Thread(target=_send, args=(process.stdin, header, data), daemon=True).start()
        try:
            reply = self._wait(process, settings)
        except processes.TooSlow as error:
            raise processes.timed_out(name, settings) from error
        except processes.TooLarge as error:
            raise processes.out_of_memory(name) from error
        if reply is None:
            self.close()
            raise crashed(name)
        return reply

    def _wait(self, process: subprocess.Popen[bytes], settings: Settings) -> bytes | None:
        deadline = time.monotonic() + settings.reader_timeout_seconds
        while True:
            try:
                reply = self.replies.get(timeout=_POLL_SECONDS)
                if reply != b"":
                    return reply
                deadline = time.monotonic() + settings.reader_timeout_seconds
            except queue.Empty:
                try:
                    processes.check(process, deadline, settings.reader_memory_bytes)
                except (processes.TooSlow, processes.TooLarge):
                    self.close()
                    raise

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", self.boot, json.dumps([os.path.abspath(entry or ".") for entry in sys.path])]
        process = processes.start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.process, self.replies = process, queue.SimpleQueue()
        threading.Thread(target=_listen, args=(process.stdout, self.replies), daemon=True).start()
        return process


def crashed(name: str) -> ReadError:
    """The error for a file at which the parser broke down."""
    hint = "文件可能已损坏，请用原软件打开后另存，或转成 .docx 再试"
    return ReadError(f"解析文件“{name}”时解析程序异常终止", hint, code="parser_crashed")


def _send(stream: IO[bytes] | None, header: bytes, data: bytes) -> None:
    """Write a request; a worker that has died is noticed where its reply is awaited."""
    if stream is None:
        return
    try:
        stream.write(len(header).to_bytes(8, "big") + header + len(data).to_bytes(8, "big"))
        stream.write(data)
        stream.flush()
    except (OSError, ValueError):
        _close(stream)


def _listen(stream: IO[bytes] | None, replies: queue.SimpleQueue[bytes | None]) -> None:
    """Put each reply into the queue, and None at the end."""
    reply: bytes | None = b""
    while reply is not None:
        try:
            reply = _receive(stream) if stream is not None else None
        except (OSError, ValueError):
            reply = None
        replies.put(reply)


def _receive(stream: IO[bytes]) -> bytes | None:
    """A message, its length before it (empty: progress); None at the end of the stream."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    body = stream.read(size)
    return body if len(body) == size else None


def _close(stream: IO[bytes] | None) -> None:
    if stream is not None:
        try:
            stream.close()
        except OSError:  # the other end is gone: nothing is left to flush to
            return


def serve() -> None:
    """The worker's side: read requests from standard input, answer on standard output, until the input ends."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    _answers.append(answers)
    os.dup2(2, 1)  # what libraries print must not get between the answers
    sys.setrecursionlimit(3000)
    while (header := _receive(requests)) is not None and (data := _receive(requests)) is not None:
        reply = json.dumps(_answer(json.loads(header), data), ensure_ascii=False).encode("utf-8", "surrogatepass")
        answers.write(len(reply).to_bytes(8, "big") + reply)
        answers.flush()


def _answer(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    from tiaokuan.pipeline.readers import registry

    settings = Settings(**request["settings"])
    _limit_memory(settings.reader_memory_bytes)
    try:
        return {"document": transfer.encode(registry.read(data, request["name"], settings))}
    except ReadError as error:
        found = error
    except MemoryError:
        found = processes.out_of_memory(request["name"])
    except Exception as error:  # any failure of a parser is this file's, not the run's
        found = crashed(request["name"])
        found.hint += f"；{type(error).__name__}"
    return {"error": {"code": found.code, "message": found.message, "hint": found.hint}}


def _limit_memory(limit: int) -> None:
    """Let the system refuse more memory than ``limit``, where it can; the parent's watch is beside this."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or limit <= hard:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
