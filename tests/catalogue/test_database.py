"""Opening a catalogue: where it is, what is made, what is refused."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tiaokuan.errors import CatalogueError, TiaokuanError
from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.pipeline.catalogue_database import alembic_config
from tiaokuan.pipeline.catalogue_engine import engine_of
from tiaokuan.pipeline.catalogue_files import FileStore
from tiaokuan.pipeline.catalogue_models import Base
from tiaokuan.pipeline.catalogue_place import find_place
from tiaokuan.pipeline.migrations import HEAD

#: Made by the migrations beside the tables of the models: the search index of either database.
OURS = ("entry_fts", "vector", "alembic_version")


def _shared(object_: Any, name: str | None, *_: Any) -> bool:
    return not (name or "").startswith(OURS) and name != "ix_entry_vector"


def test_the_migrations_make_what_the_models_say(catalogue: Catalogue) -> None:
    with catalogue.database.engine.connect() as connection:
        options = {"include_object": _shared, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_the_head_is_the_newest_revision() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_down_and_up_again(catalogue: Catalogue) -> None:
    config = alembic_config()
    with catalogue.database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        command.upgrade(config, "head")
        assert connection.execute(text("SELECT count(*) FROM document")).scalar() == 0


def test_a_newer_catalogue_is_refused(catalogue: Catalogue, open_again: Any) -> None:
    with catalogue.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CatalogueError) as caught:
        open_again()
    assert caught.value.code == "catalogue_too_new"


@pytest.mark.parametrize(
    "content", [b"not a database at all, but long enough to be one" * 30, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_damaged_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "catalogue.db"
    path.write_bytes(content)
    with pytest.raises(CatalogueError) as caught:
        Catalogue.open(str(path))
    assert caught.value.code in ("catalogue_damaged", "catalogue_unavailable")
    assert path.read_bytes() == content


def test_another_programs_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE document (x)")
    with pytest.raises(CatalogueError) as caught:
        Catalogue.open(str(path))
    assert caught.value.code == "catalogue_damaged"


@pytest.mark.parametrize(
    ("db", "code"),
    [
        ("postgresql://nobody@127.0.0.1:1/none", "catalogue_unavailable"),
        ("mysql://localhost/x", "bad_arguments"),
        ("sqlite:///:memory:", "bad_arguments"),
        ("/proc/none/catalogue.db", "catalogue_unavailable"),
    ],
)
def test_what_cannot_be_opened_is_told(db: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(TiaokuanError) as caught:
        Catalogue.open(db, tmp_path)
    assert caught.value.code == code


def test_a_password_is_never_shown() -> None:
    with pytest.raises(CatalogueError) as caught:
        Catalogue.open("postgresql://me:geheim@127.0.0.1:1/none")
    assert "geheim" not in str(caught.value)


def test_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIAOKUAN_DB", raising=False)
    monkeypatch.delenv("TIAOKUAN_FILES", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if os.name == "posix":
        assert find_place().files == tmp_path / "tiaokuan" / "catalogue.files"
    monkeypatch.setenv("TIAOKUAN_DB", str(tmp_path / "a.db"))
    assert find_place().shown == str(tmp_path / "a.db")
    assert find_place(str(tmp_path / "b.db")).files == tmp_path / "b.files"
    assert find_place("postgresql://u@h/n").url.drivername == "postgresql+psycopg"
    monkeypatch.setenv("TIAOKUAN_FILES", str(tmp_path / "kept"))
    assert find_place("postgresql://u@h/n").files == tmp_path / "kept"


def test_an_up_to_date_catalogue_opens_without_alembic(tmp_path: Path) -> None:
    import subprocess
    import sys

    path = str(tmp_path / "c.db")
    Catalogue.open(path).close()
    code = (
        "import sys; from tiaokuan.pipeline.catalogue import Catalogue; Catalogue.open(sys.argv[1]).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / ".root")}
    subprocess.run([sys.executable, "-c", code, path], check=True, env=environment)


def test_the_engine_names_the_rules(tmp_path: Path) -> None:
    table = tmp_path / "terms.jsonl"
    table.write_text("{}\n", encoding="utf-8")
    assert engine_of() == engine_of()
    assert engine_of(table).startswith(f"{engine_of()}~")


def test_the_file_store_keeps_by_content(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    sha256 = store.put(b"abc")
    assert store.put(b"abc") == sha256
    assert store.get(sha256) == b"abc"
    store.path(sha256).write_bytes(b"ab")  # cut short by something else: putting it again repairs it
    with pytest.raises(CatalogueError):
        store.get(sha256)
    store.put(b"abc")
    assert store.get(sha256) == b"abc"
    left = store.path(sha256).with_name(".half.tmp")
    left.write_bytes(b"a")
    os.utime(left, (0, 0))
    store.tidy()
    assert not left.exists()
    assert [path.name for path in store.root.rglob("*") if path.is_file()] == [sha256]
