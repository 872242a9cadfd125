"""Which rules made a result: the program's version and a digest of the code and tables that decide what is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_FOLDERS = ("extractors", "gazetteer", "pipeline")
_SUFFIXES = (".py", ".json", ".jsonl", ".tsv", ".txt")
#: Modules of ``pipeline`` that work on finished results: changing them changes no extraction.
_AFTERWARDS = ("catalogue", "align", "diff", "accounting", "report_model", "evaluate", "doctor", "migrations")


def engine_of(gazetteer: Path | None = None) -> str:
    """``0.1.0+3f9a0c2b71``: the same for the same rules. A user's table of terms is part of them (``~`` and its
    digest). Raises OSError where that file cannot be read."""
    own = _own_engine()
    if gazetteer is None:
        return own
    return f"{own}~{hashlib.sha256(gazetteer.read_bytes()).hexdigest()[:10]}"


@lru_cache(maxsize=1)
def _own_engine() -> str:
    from tiaokuan import __version__

    digest = hashlib.sha256()
    root = files("tiaokuan")
    for folder in _FOLDERS:
        for path, file in sorted(_below(root.joinpath(folder), folder)):
            digest.update(f"{path}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return f"{__version__}+{digest.hexdigest()[:10]}"


def _below(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if path == "pipeline" and entry.name.startswith(_AFTERWARDS):
            continue
        if entry.is_dir():
            yield from _below(entry, f"{path}/{entry.name}")
        elif entry.name.endswith(_SUFFIXES):
            yield f"{path}/{entry.name}", entry
