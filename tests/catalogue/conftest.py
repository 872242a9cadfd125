"""Catalogues to test on: in SQLite files, and on a private PostgreSQL server where one is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.tests.catalogue.private_postgres import Server, find_programs, private_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running server; skips where PostgreSQL is not installed."""
    if find_programs() is None:
        pytest.skip("PostgreSQL's server (Debian: postgresql) is not installed")
    with private_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new catalogue may be made: a path, then a URL."""
    if request.param == "sqlite":
        yield str(tmp_path / "catalogue.db")
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.new_database()
    yield url
    server.drop(url)


@pytest.fixture
def catalogue(db: str, tmp_path: Path) -> Iterator[Catalogue]:
    """A new, empty catalogue on either database."""
    with Catalogue.open(db, tmp_path / "files") as opened:
        yield opened


@pytest.fixture
def open_again(db: str, tmp_path: Path) -> Callable[[], Catalogue]:
    """Opens the same catalogue as another process would."""
    return lambda: Catalogue.open(db, tmp_path / "files")
