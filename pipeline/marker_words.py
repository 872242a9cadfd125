"""The word tables of markers (``gazetteer/data/markers.json``)."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def vocabulary() -> dict[str, Any]:
    """The word tables of ``gazetteer/data/markers.json``."""
    table: dict[str, Any] = json.loads(files("tiaokuan.gazetteer").joinpath("data/markers.json").read_text("utf-8"))
    return table


def words(key: str) -> str:
    """A regex alternation of one word table, longest first."""
    return "|".join(re.escape(word) for word in sorted(vocabulary()[key]["words"], key=len, reverse=True))


@cache
def ranks() -> dict[str, int]:
    """The default ladder: style → rank, the smallest highest."""
    return {str(style): int(rank) for style, rank in vocabulary()["rank"].items()}
