"""Word lists of the elements of official documents (``data/header.json``): organs, title words, verbs of issue …

Each list says what it is for and carries examples; the tests hold every example to hold a term of its list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer.loading import read_json


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """One named list: what it is for, its terms (longest first), and examples that hold one of them."""

    name: str
    what: str
    terms: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def header_words() -> dict[str, HeaderWords]:
    """All lists by name. Raises GazetteerError where an entry is incomplete or says a term twice."""
    lists = {}
    for name, entry in read_json("header.json").items():
        terms = tuple(sorted(entry["terms"], key=lambda term: (-len(term), term)))
        if len(set(terms)) != len(terms) or not terms or not entry["examples"] or not entry["what"]:
            raise GazetteerError(f"词表 {name} 不完整或有重复词", "请检查 gazetteer/data/header.json")
        lists[name] = HeaderWords(name, entry["what"], terms, tuple(entry["examples"]))
    return lists


@cache
def header_pattern(template: str) -> re.Pattern[str]:
    """Compile ``template`` after putting in the lists that it names as ``{list}``.

    >>> bool(header_pattern("{urgency}").fullmatch("特急"))
    True
    """

    def put(match: re.Match[str]) -> str:
        return f"(?:{'|'.join(map(re.escape, header_words()[match[1]].terms))})"

    return re.compile(re.sub(r"\{([a-z_]+)\}", put, template))
