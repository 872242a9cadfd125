"""Patterns whose compilation is put off: all of them compile, and the first use leaves a plain pattern behind."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import tiaokuan.extractors
import tiaokuan.pipeline
from tiaokuan.gazetteer.deferred import deferred

_LATER = deferred("[甲乙]+")
_BROKEN = deferred("(未闭合")
_MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (tiaokuan.extractors, tiaokuan.pipeline)
    for module in pkgutil.iter_modules(package.__path__)
    if not module.ispkg and not module.name.startswith(("catalogue", "spacy"))
]


@pytest.mark.parametrize("name", _MODULES)
def test_every_pattern_of_a_module_compiles(name: str) -> None:
    found = [value for value in vars(importlib.import_module(name)).values() if hasattr(type(value), "__getattr__")]
    for value in found:
        if type(value).__name__ == "_Deferred":
            assert re.compile(value.pattern, value._flags).pattern == value.pattern


def test_first_use_binds_the_pattern_itself() -> None:
    assert _LATER.pattern == "[甲乙]+"
    assert not isinstance(_LATER, re.Pattern)
    assert _LATER.search("丙甲乙丁", 1) is not None
    assert isinstance(_LATER, re.Pattern)
    assert _LATER.sub("", "甲丙") == "丙"


def test_a_fault_shows_at_the_first_use() -> None:
    with pytest.raises(re.error):
        _BROKEN.search("文")
