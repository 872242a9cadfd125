"""The smaller tables: materials, kinds of document, authorities, heading words. Each is read once, checked as it is
read, and every entry carries examples which the tests hold it to.

Units, currencies and bounds of quantities are in ``quantity_units``; words of the clause grammar in ``lexicon``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer.loading import read_json
from tiaokuan.gazetteer.matcher import TermMatcher
from tiaokuan.gazetteer.regions import find_regions
from tiaokuan.gazetteer.user import active_hits, suffix_entry

DOC_TYPES = ("guideline", "measures", "plan", "policies", "notice", "other")
_ALL_BRACKETS = re.compile(r"[（(〔【][^（()）〔〕【】]{0,60}[)）〕】]")
_NOT_WORD = re.compile(r"[\s“”‘’\"'《》「」：:；;。，,、.]+$")
_LEVEL = re.compile(
    r"(?:中共)?(?:各级|各|有关|国家|本级|上级|[省市区县]级|自治区|(?:产业|工业)?园区|高新区|[经开]*开发区|经开区|示范区|试验区|集聚区|度假区|[省市区县州]委|省|市|区|县|州|盟|旗)*$"
)
_LONGER_WORD = re.compile(
    "部[门分署长队位级]|局[面限部势长]|委[托任派培]|办[法理学公证结事班]|署名|政府(?:采购|性|网站)"
)
_COPY = re.compile(r"(?<=.)(?:原件|复印件|扫描件|正本|副本|电子版|及|或|和|、)+$")


@dataclass(frozen=True, slots=True)
class MaterialHead:
    """Heads of one kind of material, with examples."""

    kind: str
    terms: tuple[str, ...]
    examples: tuple[str, ...]


class TermHit(NamedTuple):
    """A term in a text: half-open span in code points, and the kind of its entry."""

    start: int
    end: int
    kind: str


# ---------------------------------------------------------------------------------------------------- materials


@lru_cache(maxsize=1)
def material_heads() -> tuple[MaterialHead, ...]:
    """The table of materials."""
    table = read_json("materials.json")["entries"]
    return tuple(MaterialHead(r["kind"], _terms("materials.json", r), _examples("materials.json", r)) for r in table)


def material_kind(name: str) -> str | None:
    """The kind of material that ``name`` names by its head (项目申报书 → form), or None. Brackets do not count."""
    plain = _COPY.sub("", _NOT_WORD.sub("", _ALL_BRACKETS.sub("", name).strip()))
    own = suffix_entry("MATERIAL", plain)
    if own is not None:
        return own.detail
    heads = _material_index()
    for size in range(min(len(plain), 12), 1, -1):
        kind = heads.get(plain[-size:])
        if kind is not None:
            return kind
    return "report" if plain.endswith("函") else None


def find_materials(text: str) -> list[TermHit]:
    """Heads of materials in running text, leftmost and longest."""
    matcher, kinds = _material_finder()
    return [TermHit(start, end, kinds[index]) for index, start, end in matcher.longest(text)]


@lru_cache(maxsize=1)
def _material_index() -> dict[str, str]:
    index: dict[str, str] = {}
    for entry in material_heads():
        for term in entry.terms:
            index.setdefault(term, entry.kind)
    return index


@lru_cache(maxsize=1)
def _material_finder() -> tuple[TermMatcher, list[str]]:
    index = {term: kind for term, kind in _material_index().items() if len(term) > 1}
    return TermMatcher(index), list(index.values())


# ---------------------------------------------------------------------------------------------------- authorities


@dataclass(frozen=True, slots=True)
class Authorities:
    """The parts that names of authorities are made of."""

    organs: tuple[str, ...]
    fields: tuple[str, ...]
    suffixes: tuple[str, ...]
    bodies: tuple[str, ...]
    not_authorities: tuple[str, ...]
    examples: tuple[str, ...]


@lru_cache(maxsize=1)
def authorities() -> Authorities:
    """The table of authorities; ``not_authorities`` are words that only end like one (布局, 干部)."""
    table = read_json("authorities.json")
    rows = [table[name] for name in ("organs", "fields", "suffixes", "bodies", "not")]
    organs, fields, suffixes, bodies, wrong = (_terms("authorities.json", row) for row in rows)
    examples = tuple(example for row in rows[:-1] for example in _examples("authorities.json", row))
    return Authorities(organs, fields, suffixes, bodies, wrong, examples)


def find_authorities(text: str) -> list[tuple[int, int]]:
    """Spans of authorities named in running text, the region or level before them included (经清远市财政局审核 →
    清远市财政局); in order, not overlapping."""
    hits = _authority_hits(text)
    own = [(hit.start, hit.end) for hit in active_hits("AUTHORITY", text)]
    if own:
        hits = sorted([*own, *(h for h in hits if not any(o[0] < h[1] and h[0] < o[1] for o in own))])
    spans: list[tuple[int, int]] = []
    for start, end in hits:
        floor = spans[-1][1] if spans else 0
        spans.append((_name_start(text, start, floor), end))
    return spans


def is_authority(name: str) -> bool:
    """True where the whole of ``name`` reads as the name of one authority."""
    plain = _NOT_WORD.sub("", name.strip())
    table = authorities()
    if not 2 < len(plain) <= 40 or plain.endswith(table.not_authorities):
        return False
    spans = find_authorities(plain)
    return bool(spans) and spans[-1][1] == len(plain) and re.search(r"[，。；：]", plain) is None


def _authority_hits(text: str) -> list[tuple[int, int]]:
    hits = [(start, end) for _, start, end in _authority_finder().longest(text)]
    return [h for h in hits if not _LONGER_WORD.match(text, h[1] - 1) and not _LONGER_WORD.match(text, h[1] - 2)]


def _name_start(text: str, start: int, floor: int) -> int:
    """The start of the region or level words that stand directly before ``start``, not before ``floor``."""
    window = max(floor, start - 24)
    for hit in find_regions(text[window:start]):
        if window + hit.end == start:
            return window + hit.start
    level = _LEVEL.search(text[window:start])
    return window + level.start() if level else start


@lru_cache(maxsize=1)
def _authority_finder() -> TermMatcher:
    table = authorities()
    with_field = [field + suffix for field in table.fields for suffix in table.suffixes]
    return TermMatcher([*table.organs, *with_field, *table.bodies])


# --------------------------------------------------------------------------------------------------------- reading


def _terms(table: str, row: dict[str, Any]) -> tuple[str, ...]:
    terms = tuple(row.get("terms", ()))
    if not terms or len(set(terms)) != len(terms):
        raise GazetteerError(f"词表 {table} 中有空的或重复的词条", "请检查各条 terms")
    return terms


def _examples(table: str, row: dict[str, Any]) -> tuple[str, ...]:
    examples = tuple(row.get("examples", ()))
    if not examples:
        raise GazetteerError(f"词表 {table} 中有词条没有示例", "每个词条须有 examples")
    return examples
