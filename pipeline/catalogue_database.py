"""The connection to the catalogue's database: opened, brought up to date, one writer at a time.

Writers queue (``BEGIN IMMEDIATE`` on SQLite, an advisory lock on PostgreSQL), so that what one decides about series,
numbers and cursors holds when it commits. Readers never wait for them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from tiaokuan.errors import CatalogueError
from tiaokuan.pipeline.catalogue_models import Base, now
from tiaokuan.pipeline.catalogue_place import Place
from tiaokuan.pipeline.migrations import HEAD

_LOCK = 0x7469616F  # "tiao": the advisory lock that writers to one PostgreSQL catalogue share
_WAIT_MS = 60_000


class Database:
    """An open catalogue database with the newest tables.

    Raises CatalogueError: ``catalogue_unavailable``, ``catalogue_damaged``, ``catalogue_too_new``,
    ``missing_component``.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.sqlite = place.url.get_backend_name() == "sqlite"
        self.engine = self._connect()
        self._reading = self.engine if self.sqlite else self.engine.execution_options(isolation_level="REPEATABLE READ")
        self._writing = self.engine.execution_options(tiaokuan_write=True)
        with self._coded():
            self._migrate()

    def close(self) -> None:
        """Give up all connections."""
        self.engine.dispose()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the catalogue and changes nothing."""
        with self._coded(), Session(self._reading) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are kept together when the block ends, or not at all. No other writer runs."""
        with self._coded(), Session(self._writing, expire_on_commit=False) as session, session.begin():
            _lock(session.connection())
            yield session

    def _connect(self) -> Engine:
        if self.sqlite:
            folder = Path(str(self.place.url.database)).parent
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise _unavailable(self.place, str(error.strerror)) from error
        try:
            engine = create_engine(self.place.url, pool_pre_ping=not self.sqlite)
        except ModuleNotFoundError as error:
            hint = "请安装：pip install 'tiaokuan[postgres]'"
            raise CatalogueError("连接 PostgreSQL 需要 psycopg", hint, code="missing_component") from error
        if self.sqlite:
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        return engine

    @contextmanager
    def _coded(self) -> Iterator[None]:
        """Failures of the database as coded errors; what is wrong with a statement stays what it is."""
        try:
            yield
        except OperationalError as error:
            raise _unavailable(self.place, _first_line(error)) from error
        except DatabaseError as error:
            if not self.sqlite or "database" not in str(error.orig):
                raise
            message = f"目录库“{self.place.shown}”已损坏，或不是本工具的目录库：{_first_line(error)}"
            raise CatalogueError(message, "请从备份恢复，或用 --db 换一个", code="catalogue_damaged") from error

    def _migrate(self) -> None:
        with self.engine.connect() as connection:
            if _revision(connection) == HEAD:
                return
        with self._writing.begin() as connection:
            _lock(connection)
            revision = _revision(connection)
            if revision == HEAD:
                return
            _check_ours(connection, revision, self.place)
            _upgrade(connection)
            if revision is None:
                rows = [{"key": "id", "value": secrets.token_hex(4)}, {"key": "created_at", "value": now()}]
                connection.execute(text("INSERT INTO meta (key, value) VALUES (:key, :value)"), rows)


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Readers beside one writer (WAL), each commit forced to disk; transactions begin where we say."""
    connection.isolation_level = None
    for setting in (f"busy_timeout={_WAIT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("tiaokuan_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _revision(connection: Connection) -> str | None:
    """The migration that the tables stand at; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _check_ours(connection: Connection, revision: str | None, place: Place) -> None:
    """Refuse a newer program's catalogue, and a database in which another program has tables of our names."""
    from alembic.script import ScriptDirectory

    if revision is None:
        if Base.metadata.tables.keys() & set(inspect(connection).get_table_names()):
            message = f"“{place.shown}”是其他程序的数据库"
            raise CatalogueError(message, "请用 --db 换一个", code="catalogue_damaged")
        return
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if revision not in known:
        message = f"目录库“{place.shown}”由更新版本的 tiaokuan 建立（{revision}）"
        raise CatalogueError(message, "请升级 tiaokuan，或用 --db 换一个", code="catalogue_too_new")


def _upgrade(connection: Connection) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@lru_cache(maxsize=1)
def migrations_folder() -> str:
    """The folder of the migrations, in a checkout or an installed wheel."""
    return str(files("tiaokuan.pipeline.migrations"))


def alembic_config() -> Any:
    """Alembic's configuration for the packaged migrations, without a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", migrations_folder().replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _unavailable(place: Place, reason: str) -> CatalogueError:
    hint = "请检查路径、权限和数据库服务，或用 --db 换一个"
    return CatalogueError(f"无法打开目录库“{place.shown}”：{reason}", hint, code="catalogue_unavailable")


def _first_line(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0][:200] if str(error.orig).strip() else "连接失败"
