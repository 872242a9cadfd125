"""A PostgreSQL server of our own for tests and benchmarks: in a temporary folder, on a socket only, gone afterwards.

``initdb`` refuses to work for root: then the server runs as the system user ``postgres`` (made by Debian's package), or
``nobody``.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Server:
    """A running server: where its programs and its socket are, and who it runs as (None for ourselves)."""

    programs: Path
    folder: Path
    port: int
    user: str | None

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"t{secrets.token_hex(6)}"
        self._run("createdb", name)
        return f"postgresql://tester@/{name}?host={self.folder}&port={self.port}"

    def drop(self, url: str) -> None:
        """Remove a database that ``new_database`` made, whoever is connected to it."""
        self._run("dropdb", "--force", url.removeprefix("postgresql://tester@/").partition("?")[0])

    def _run(self, program: str, *arguments: str) -> None:
        where: list[str | Path] = ["-h", self.folder, "-p", str(self.port), "-U", "tester"]
        _run([self.programs / program, *where, *arguments], self.user)


def find_programs() -> Path | None:
    """The folder with ``initdb``; None where PostgreSQL's server is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    return max(versions, key=lambda path: int(path.parent.name), default=None)


@contextmanager
def private_server(*, durable: bool = False) -> Iterator[Server]:
    """A server for the block. ``durable`` forces each commit to disk, as in use; tests need not."""
    programs = find_programs()
    assert programs is not None
    user = _other_user() if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="tk-pg-", dir="/tmp"))  # short: a socket's path has at most 107 bytes
    server = Server(programs, folder, 20_000 + secrets.randbelow(40_000), user)
    try:
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
        data = folder / "data"
        init: list[str | Path] = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "tester",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        _run(init, user)
        with _started(server, data, durable):
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(server: Server, data: Path, durable: bool) -> Iterator[None]:
    fast = "" if durable else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-c listen_addresses='' -k {server.folder} -p {server.port}{fast}"
    control: list[str | Path] = [server.programs / "pg_ctl", "-D", data, "-l", server.folder / "log", "-w", "-t", "60"]
    _run([*control, "-o", options, "start"], server.user)
    try:
        yield
    finally:
        _run([*control, "-m", "immediate", "stop"], server.user)


def _other_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(
        list(map(str, command)), user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")[-2000:]
