"""Administrative regions of GB/T 2260 down to counties: finding them in a text, and their tree.

The names are those of ``region_table``. Zones without a code of their own (高新区, 临港新片区 …) are found by its
list and by a rule: a zone carries the code and level of the region that holds it, under its own name. The country
has no code in GB/T 2260; it carries ``000000``, as the national catalogues of government services have it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tiaokuan.gazetteer.matcher import TermMatcher
from tiaokuan.gazetteer.region_table import NATIONAL, Level, Region, region_table
from tiaokuan.gazetteer.user import active_gazetteer, active_hits

__all__ = [
    "NATIONAL", "Level", "Region", "RegionHit", "candidates", "contains", "find_regions", "lookup", "parent",
    "region_names", "resolve",
]  # fmt: skip

_ZONE_TAIL = re.compile(
    r"(?:国家级?|省级|市级)?(?:高新技术产业(?:开发区|园区)|高新技术开发区|高新区|经济技术开发区|经济开发区|经开区|"
    r"(?:自由贸易|自贸)(?:试验区|片区|区)|综合保税区|综保区|保税港?区|出口加工区|临空经济(?:示范|区)?区?|工业园区|"
    r"农业高新技术产业示范区)"
)
_LONGER_WORD = re.compile("市[场值容面况]|区[域间块位别划]")
_OF_A_NAME = re.compile(
    "街道|镇(?!街)|乡(?!村|镇)|村(?!级|民|镇|集体)|路(?!径|线)|大道|山(?!区)|湖|河|江|寺|公园|广场|大厦|大学|学院|中学|小学|医院|"
    "银行|机场|港(?!澳|口|湾)|站(?!点)|汽车|日报|啤酒|时间"
)
_NEAR = 16  # regions on either side that may decide an ambiguous name
_LONGEST_FALSE_FRIEND = 12
_DIGITS = {"national": 0, "province": 2, "prefecture": 4, "county": 6}
_BOUNDARY = frozenset("在于赴到驻来离从由自对向与和或及至我经原《〈（(【[、，。；：！？,;:!? \t\n\r\u3000—-·")


class RegionHit(NamedTuple):
    """A region in a text: half-open span in code points; ``full_form`` where its last link is written out (佛山市, not
    佛山)."""

    start: int
    end: int
    region: Region
    full_form: bool


class _Found(NamedTuple):
    start: int
    end: int
    candidates: Sequence[Region]
    full: bool
    needs_holder: bool
    needs_boundary: bool


def lookup(code: str) -> Region | None:
    """The current region with this code, or None."""
    return region_table().by_code.get(code)


def parent(region: Region) -> Region | None:
    """The next region up (a zone's is the region that holds it; the country has none)."""
    own = lookup(region.code)
    if own is not None and own != region:
        return own
    if region.code == NATIONAL:
        return None
    code = region.code
    outer = [code[:4] + "00", code[:2] + "0000", NATIONAL]
    return next(r for c in outer if c != code and (r := lookup(c)) is not None)


def contains(outer: Region, inner: Region) -> bool:
    """True where ``inner`` is ``outer`` or lies in it."""
    if outer == inner or outer.code == NATIONAL:
        return True
    if lookup(outer.code) != outer:
        return False
    return inner.code.startswith(outer.code[: _DIGITS[outer.level]])


def candidates(name: str) -> list[Region]:
    """Every region that the name can mean: current names first, then former names, then short names."""
    names = region_table()
    zone = names.zones.get(name) or _user_zones().get(name)
    return [zone] if zone else names.full.get(name) or names.former.get(name) or names.short.get(name) or []


def resolve(name: str, within: Region | None = None) -> Region | None:
    """The one region that ``name`` means: a full, former or short name, a zone, or a chain (广东省广州市天河区).

    ``within`` decides between regions of one name; where nothing decides, None. A province comes before smaller regions
    of its short name, a city before the county of the same name inside it.
    """
    found = _choose(candidates(name), within)
    if found is not None:
        return found
    hits = find_regions(name, within)
    return hits[0].region if len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(name)) else None


def find_regions(text: str, within: Region | None = None) -> list[RegionHit]:
    """All regions named in ``text``, in order, not overlapping.

    A chain from wide to narrow (广东省广州市天河区) is one hit for the narrowest. A name that several regions bear is
    decided by ``within``, else by the nearest other region in the text that holds one of them; else it is left out.
    Short names count only where they are no part of another word (``data/region_false_friends*.tsv``).
    """
    found = _found(text)
    if not found:
        return []
    chained = list(_chains(text, found, within))
    anchors = [(hit.start, hit.end, r) for hit, r in chained if r is not None]
    hits: list[RegionHit] = []
    for hit, region in chained:
        chosen = region or _by_context(hit, anchors)
        if chosen is not None:
            hits.append(_with_zone(text, hit, chosen))
    return hits


def _by_context(hit: _Found, anchors: list[tuple[int, int, Region]]) -> Region | None:
    place = bisect_left(anchors, hit.start, key=lambda a: a[0])
    near = anchors[max(0, place - _NEAR) : place + _NEAR]
    ranked = sorted(near, key=lambda a: (hit.start - a[1]) if a[1] <= hit.start else (a[0] - hit.end) * 2)
    for _, _, anchor in ranked:
        held = [c for c in hit.candidates if contains(anchor, c) or _siblings(anchor, c)]
        if len(held) == 1:
            return held[0]
    return None


def _siblings(a: Region, b: Region) -> bool:
    return a.level == b.level == "county" and a.code[:4] == b.code[:4]


def _chains(text: str, found: list[_Found], within: Region | None) -> Iterator[tuple[_Found, Region | None]]:
    """Joins adjacent hits from wide to narrow; yields each chain with its region, None where that is still open."""
    i = 0
    while i < len(found):
        head = found[i]
        i += 1
        if head.needs_holder and not (within and _choose(head.candidates, within)):
            continue
        if head.needs_boundary and head.start and not _open_before(text, head.start):
            continue
        region = _choose(head.candidates, within)
        while i < len(found) and found[i].start == head.end:
            link = found[i]
            outers = [region] if region else head.candidates
            inner = [c for c in link.candidates for o in outers if c != o and contains(o, c)]
            if len(set(inner)) != 1:
                break
            region = inner[0]
            head = link._replace(start=head.start, needs_holder=False, needs_boundary=False)
            i += 1
        yield head, region


def _open_before(text: str, start: int) -> bool:
    char = text[start - 1]
    return char in _BOUNDARY or (char not in "“‘\"'「『" and not "\u4e00" <= char <= "\u9fff")


def _with_zone(text: str, hit: _Found, region: Region) -> RegionHit:
    tail = _ZONE_TAIL.match(text, hit.end)
    if tail is None or lookup(region.code) != region:
        return RegionHit(hit.start, hit.end, region, hit.full)
    return RegionHit(hit.start, tail.end(), Region(region.name + tail.group(), region.code, region.level), True)


def _choose(found: Sequence[Region], within: Region | None) -> Region | None:
    if within is not None:
        found = [r for r in found if contains(within, r)] or [r for r in found if contains(r, within)] or found
    if len(found) <= 1:
        return found[0] if found else None
    best = min(found, key=lambda r: r.code.endswith("0000") * -2 + r.code.endswith("00") * -1)
    if best.level == "province" or (best.level == "prefecture" and all(contains(best, r) for r in found)):
        return best
    return None


def _found(text: str) -> list[_Found]:
    """The names in the text: full ones first, then short ones in what is left; leftmost, longest."""
    names = region_table()
    matcher, kinds = _matcher()
    full: list[_Found] = []
    short: list[_Found] = []
    blocked: dict[int, int] = {}
    for index, start, end in matcher.overlapping(text):
        name = matcher.terms[index]
        kind = kinds[index]
        if kind == "false":
            blocked[start] = max(end, blocked.get(start, 0))
        elif kind == "short":
            alone = names.alone[name]
            short.append(_Found(start, end, names.short[name], False, alone == 0, alone == 1))
        else:
            zone = names.zones.get(name)
            meant = [zone] if zone else [*names.full.get(name, ()), *names.former.get(name, ())]
            if not _LONGER_WORD.match(text, end - 1):
                touchy = end - start == 2 or name in names.straddling
                common = name in names.generic and not (start == 0 and text.startswith("人民政府", end))
                full.append(_Found(start, end, meant, True, common, touchy))
    own = [
        _Found(h.start, h.end, [_zone(text[h.start : h.end], h.entry.detail)], True, False, False)
        for h in active_hits("REGION", text)
    ]
    taken = _leftmost(full, own)
    if short:
        free = [s for s in short if not _covered(s, blocked)]
        for firm in (True, False):
            taken = _leftmost([s for s in free if (not s.needs_holder and not s.needs_boundary) is firm], taken)
        starts = {hit.start for hit in taken}
        taken = [h for h in taken if h.full or h.end in starts or not _OF_A_NAME.match(text, h.end)]
    return taken


def _covered(hit: _Found, blocked: dict[int, int]) -> bool:
    """True where a false friend (start → end) covers the hit."""
    return any(blocked.get(start, 0) >= hit.end for start in range(hit.start - _LONGEST_FALSE_FRIEND, hit.start + 1))


def _user_zones() -> dict[str, Region]:
    """Places that the user's gazetteer in force names, each in the region that holds it."""
    user = active_gazetteer()
    if user is None:
        return {}
    return {entry.term: _zone(entry.term, entry.detail) for entry in user.of_kind("REGION").entries if entry.term}


def _zone(name: str, code: str) -> Region:
    holder = region_table().by_code[code]
    return Region(name, holder.code, holder.level)


def _leftmost(hits: list[_Found], taken: list[_Found]) -> list[_Found]:
    """``taken`` with those of ``hits`` that overlap none of it, leftmost and longest first; sorted."""
    result = list(taken)
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        place = bisect_left(result, hit.start, key=lambda t: t.start)
        before_ok = place == 0 or result[place - 1].end <= hit.start
        if before_ok and (place == len(result) or hit.end <= result[place].start):
            result.insert(place, hit)
    return result


def region_names() -> list[str]:
    """All current full names and the names of zones, for a dictionary of words."""
    names = region_table()
    return [*names.full, *names.zones]


@lru_cache(maxsize=1)
def _matcher() -> tuple[TermMatcher, list[str]]:
    names = region_table()
    kinds: dict[str, str] = dict.fromkeys(names.false_friends, "false")
    kinds |= dict.fromkeys(names.short, "short")
    kinds |= dict.fromkeys([*names.full, *names.former, *names.zones], "full")
    return TermMatcher(kinds), list(kinds.values())
