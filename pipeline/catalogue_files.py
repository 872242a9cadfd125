"""The accepted files, by content: ``ab/ab3f…`` under one folder, each written whole or not at all.

A file is written beside its place, forced to disk, renamed, and its folder forced to disk: after ``put`` returns it is
there whatever happens to the process, and nothing but its content ever stands under its name.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from tiaokuan.errors import CatalogueError

_STALE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class FileStore:
    """The folder ``root``; made when the first file comes."""

    root: Path

    def put(self, data: bytes) -> str:
        """Keep ``data``; its SHA-256 in hex. Bytes that are there already are left alone. Raises CatalogueError."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        try:
            if not (target.is_file() and target.stat().st_size == len(data)):
                self._write(target, data)
        except OSError as error:
            message = f"无法保存文件到“{self.root}”：{error.strerror}"
            raise CatalogueError(message, "请检查磁盘空间和权限", code="catalogue_unavailable") from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes kept under this SHA-256. Raises CatalogueError (``lost_file``) where they are gone or altered."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError as error:
            raise _lost(sha256, self.root) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise _lost(sha256, self.root)
        return data

    def path(self, sha256: str) -> Path:
        """Where the bytes with this SHA-256 stand, or would stand."""
        return self.root / sha256[:2] / sha256

    def tidy(self) -> None:
        """Remove what writers that were killed left behind an hour ago or earlier."""
        for left in self.root.glob("*/.*.tmp"):
            try:
                if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                    left.unlink()
            except FileNotFoundError:  # another process was faster
                continue

    def _write(self, target: Path, data: bytes) -> None:
        for folder in (self.root, target.parent):
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                _sync(folder.parent)
        temporary = target.with_name(f".{target.name[:16]}.{secrets.token_hex(6)}.tmp")
        try:
            with temporary.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync(target.parent)


def _sync(folder: Path) -> None:
    """Force a folder's entries to disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lost(sha256: str, root: Path) -> CatalogueError:
    message = f"原文件 {sha256[:12]} 不在“{root}”里，或内容已变"
    return CatalogueError(message, "请从备份恢复该文件夹，或重新 ingest 原文件", code="lost_file")
