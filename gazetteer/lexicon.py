"""Small word lists that the grammar of clauses is built from (``data/lexicon.json``): verbs of granting, limits …

Each list says what it is for and carries examples; the tests hold every example to hold a term of its list.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tiaokuan.errors import GazetteerError


@dataclass(frozen=True, slots=True)
class WordList:
    """One named list: what it is for, its terms (longest first) and examples that hold one of them."""

    name: str
    what: str
    terms: tuple[str, ...]
    examples: tuple[str, ...]


@lru_cache(maxsize=1)
def lexicon() -> dict[str, WordList]:
    """All lists by name. Raises GazetteerError where an entry is incomplete or says a term twice."""
    raw = json.loads(files("tiaokuan.gazetteer").joinpath("data/lexicon.json").read_text("utf-8"))
    lists = {}
    for name, entry in raw.items():
        terms = tuple(sorted(entry["terms"], key=lambda term: (-len(term), term)))
        if len(set(terms)) != len(terms) or not entry["examples"] or not entry["what"]:
            raise GazetteerError(f"词表 {name} 不完整或有重复词", "请检查 gazetteer/data/lexicon.json")
        lists[name] = WordList(name, entry["what"], terms, tuple(entry["examples"]))
    return lists


def terms(name: str) -> tuple[str, ...]:
    """The terms of the list ``name``, longest first."""
    return lexicon()[name].terms


@lru_cache(maxsize=128)
def alternation(*names: str) -> str:
    """A regular expression's alternation of the terms of these lists, longest first (no group around it)."""
    words = sorted({term for name in names for term in terms(name)}, key=lambda term: (-len(term), term))
    return "|".join(map(re.escape, words))


@lru_cache(maxsize=256)
def pattern(template: str) -> re.Pattern[str]:
    """Compile ``template`` after putting in the lists it names as ``{list}`` or ``{list+list}``.

    Doubled braces stand for single ones, as in ``str.format``.
    """

    def put(match: re.Match[str]) -> str:
        return f"(?:{alternation(*match.group(1).split('+'))})"

    filled = re.sub(r"(?<!\{)\{([a-z_+]+)\}(?!\})", put, template)
    return re.compile(filled.replace("{{", "{").replace("}}", "}"))
