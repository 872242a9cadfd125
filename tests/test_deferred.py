"""Patterns whose compilation is put off: all of them compile, and the first use leaves a plain pattern behind."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import tiaokuan.extractors
import tiaokuan.pipeline
from tiaokuan.gazetteer.deferred import _Deferred, deferred

_LATER = deferred("[甲乙]+")
_BROKEN = deferred("(未闭合")
_MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (tiaokuan.extractors, tiaokuan.pipeline)
    for module in pkgutil.iter_modules(package.__path__)
    if not module.ispkg and not module.name.startswith(("catalogue", "spacy"))
]


def _patterns(name: str) -> list[tuple[str, int]]:
    """Source and flags of the patterns among a module's names, those still put off included."""
    found: list[tuple[str, int]] = []
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, re.Pattern):
            found.append((str(value.pattern), value.flags))
        elif isinstance(value, _Deferred):
            found.append((value.pattern, value._flags))
    return found


def test_every_pattern_of_a_module_compiles() -> None:
    found = [pattern for name in _MODULES for pattern in _patterns(name)]
    assert len(found) > 1000
    for source, flags in found:
        assert re.compile(source, flags).pattern == source


def test_first_use_binds_the_pattern_itself() -> None:
    assert _LATER.pattern == "[甲乙]+"
    assert not isinstance(_LATER, re.Pattern)
    assert _LATER.search("丙甲乙丁", 1) is not None
    assert isinstance(_LATER, re.Pattern)
    assert _LATER.sub("", "甲丙") == "丙"


def test_a_fault_shows_at_the_first_use() -> None:
    with pytest.raises(re.error):
        _BROKEN.search("文")
