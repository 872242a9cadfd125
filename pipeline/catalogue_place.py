"""Where the catalogue lives: a SQLite file of this user unless ``--db`` or ``TIAOKUAN_DB`` names another place.

A place is a path (SQLite) or a URL (``postgresql://user@host/name``). The accepted files stand in a folder of their
own: beside the SQLite file (``catalogue.db`` → ``catalogue.files/``), for PostgreSQL in this user's data folder, or
where ``TIAOKUAN_FILES`` says.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from tiaokuan.errors import UsageError

DB_VARIABLE = "TIAOKUAN_DB"
FILES_VARIABLE = "TIAOKUAN_FILES"


@dataclass(frozen=True, slots=True)
class Place:
    """A database, the folder of the accepted files, and the place as a person reads it: as it was given, without a
    password."""

    url: URL
    files: Path
    shown: str


def find_place(db: str | None = None, files: Path | None = None) -> Place:
    """The place that ``db`` names, else the environment, else this user's own.

    Raises UsageError (``bad_arguments``) for a URL of another kind of database.
    """
    given = db or os.environ.get(DB_VARIABLE) or str(user_folder() / "catalogue.db")
    url = _url(given)
    folder = files or _path(os.environ.get(FILES_VARIABLE))
    if folder is None:
        own = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        folder = own.with_name(own.stem + ".files") if own else user_folder() / "files"
    shown = given if "://" not in given else url.render_as_string(hide_password=True)
    return Place(url, folder, shown)


def user_folder() -> Path:
    """This user's data folder: XDG on Linux, the platform's own elsewhere."""
    home = Path.home()
    if sys.platform == "win32":
        base = _path(os.environ.get("LOCALAPPDATA")) or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = _path(os.environ.get("XDG_DATA_HOME")) or home / ".local" / "share"
    return base / "tiaokuan"


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _url(given: str) -> URL:
    if "://" not in given:
        return URL.create("sqlite", database=str(Path(given).expanduser().absolute()))
    try:
        url = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise UsageError("数据库地址写法不对", _HINT) from error
    backend = url.drivername.split("+")[0]
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database and url.database != ":memory:":
        return URL.create("sqlite", database=str(Path(url.database).absolute()))
    raise UsageError(f"不支持的数据库：{backend}", _HINT)


_HINT = "请给出 SQLite 文件的路径，或 postgresql://用户@主机/库名"
