"""The table of regions as it is read: names of all kinds, each with the regions that it may mean.

Codes and current names: ``data/regions.tsv`` (made by ``build_regions``); former names with their successors:
``data/region_changes.tsv``; zones without a code of their own: ``data/region_zones.tsv``; words in which a short name
is no region: ``data/region_false_friends.tsv`` and ``data/region_false_friends_auto.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer.loading import read_tsv

Level = Literal["province", "prefecture", "county", "national"]
NATIONAL = "000000"


class Region(NamedTuple):
    """A region: its name (a zone's own name), the six digits of GB/T 2260, and its level."""

    name: str
    code: str
    level: Level


@dataclass(slots=True)
class RegionTable:
    """All names, each with the regions that it may mean. ``alone``: how far a short name stands by itself (see
    ``regions.tsv``); ``generic``, ``straddling``: full names that need what holds them, or a boundary, before them."""

    by_code: dict[str, Region] = field(default_factory=dict)
    full: dict[str, list[Region]] = field(default_factory=dict)
    former: dict[str, list[Region]] = field(default_factory=dict)
    short: dict[str, list[Region]] = field(default_factory=dict)
    alone: dict[str, int] = field(default_factory=dict)
    generic: set[str] = field(default_factory=set)
    straddling: set[str] = field(default_factory=set)
    zones: dict[str, Region] = field(default_factory=dict)
    false_friends: set[str] = field(default_factory=set)


@lru_cache(maxsize=1)
def region_table() -> RegionTable:
    """The tables, read once. Raises GazetteerError where one refers to a code that there is not."""
    names = RegionTable()
    for code, name, short, alone, generic in read_tsv("regions.tsv", 5):
        _add(names, Region(name, code, _level(code)), short, int(alone), generic)
    for _, old, code, _ in read_tsv("region_changes.tsv", 4):
        if old != "-" and (old not in names.full or all(r.code[:4] != code[:4] for r in names.full[old])):
            names.former.setdefault(old, []).append(_holder(names, code, "region_changes.tsv"))
    for zone, code, _ in read_tsv("region_zones.tsv", 3):
        holder = _holder(names, code, "region_zones.tsv")
        names.zones[zone] = Region(zone, holder.code, holder.level)
    names.false_friends = {row[0] for row in read_tsv("region_false_friends.tsv", 3)}
    names.false_friends |= {row[0] for row in read_tsv("region_false_friends_auto.tsv", 1)}
    return names


def _add(names: RegionTable, region: Region, short: str, alone: int, generic: str) -> None:
    names.by_code[region.code] = region
    names.full.setdefault(region.name, []).append(region)
    if generic != "0":
        (names.generic if generic == "1" else names.straddling).add(region.name)
    if not short:
        return
    names.short.setdefault(short, []).append(region)
    names.alone[short] = max(alone, names.alone.get(short, 0))
    autonomous = re.search(r"自治([州县])$", region.name)
    if autonomous:  # 凉山州, 连南县: written so in practice
        names.full.setdefault(short + autonomous.group(1), []).append(region)


def _holder(names: RegionTable, code: str, table: str) -> Region:
    region = names.by_code.get(code)
    if region is None:
        raise GazetteerError(f"行政区划表 {table} 引用了不存在的代码：{code}", "请核对该行的六位代码")
    return region


def _level(code: str) -> Level:
    if code == NATIONAL:
        return "national"
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
