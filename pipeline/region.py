"""The region that a policy is for: the narrowest that its title, its issuers or, failing them, its words name."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from tiaokuan.extractors.base import Span
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.regions import NATIONAL, Region, contains, find_regions, lookup
from tiaokuan.pipeline.tree import NormalText

_OWN = deferred(r"[我本全](?P<level>自治区|[省市区县州盟旗])(?![级场域间别位])")
_STATE = deferred(r"国务院|中华人民共和国|^国家|全国")
_STATE_WIDE = deferred(
    r"省、自治区、直辖市|县级以上(?:地方)?(?:各级)?人民政府|国务院[一-鿿]{2,20}(?:部门|机构)|中华人民共和国境内"
)
_RANKED_ZONE = deferred(r"[国省市](?:家)?级")
#: 各县（市、区）人民政府: one writes to the parts of a prefecture.
_PARTS = deferred(r"各(?:[县区市旗]|有关[县区])")
_PROVINCES = deferred(r"各省、(?:各)?(?:自治区|直辖市)")
_WORDS = 4000
_OFTEN = 2
_SIDE_BY_SIDE = 3


class Fields(Protocol):
    """What is known of the document when its region is looked for."""

    title: str | None
    notice_title: str | None
    issuers: list[str]
    addressees: list[str]
    sources: dict[str, tuple[int, int]]


def region_of_document(found: Fields, normal: NormalText, metadata: dict[str, str], name: str) -> Region | None:
    """The narrowest region that the policy is for; its place goes to ``found.sources["region"]``.

    The title's first region and the issuer's: where one holds the other, the narrower; else the title's. Without both:
    the notice's title, the addressees, the words of the text (我市, 本区 with the names that stand in it), the page's
    publisher, the file's name. A national document: the country.
    """
    text = normal.text
    issuer = _first(found.issuers[0]) if found.issuers else None
    title = _first(found.title or "", issuer[0] if issuer else None)
    chosen, key = title, "title"
    if issuer and (title is None or (title[0] != issuer[0] and contains(title[0], issuer[0]))):
        chosen, key = issuer, "issuers"
    if chosen is None and found.notice_title:
        chosen, key = _first(found.notice_title), "notice_title"
    if chosen is None and _is_national(found, text):
        return lookup(NATIONAL)
    if chosen is not None and issuer is None and found.issuers and found.issuers[0][0] in "市县区":
        local = _local(metadata, chosen[0])
        if local is not None:
            return local  # a city's page carries the province's programme: 市商务局 of that city issues it
    if chosen is not None:
        _place(found, text, key, chosen[1])
        return chosen[0]
    if (addressed := _of_addressees(found.addressees)) is not None:
        _place(found, text, "addressees", addressed[1])
        return addressed[0]
    hit = _of_words(text)
    if hit is not None:
        found.sources["region"] = (hit[1].start, hit[1].end)
        return hit[0]
    for value in (metadata.get("publisher", ""), metadata.get("source", ""), metadata.get("title", ""), name):
        if (other := _first(value)) is not None:
            return other[0]
    return lookup(NATIONAL) if _STATE_WIDE.search(text) else None


def _local(metadata: dict[str, str], wide: Region) -> Region | None:
    """The region of the page that published it, where it lies inside of the one that the title names."""
    for value in (
        metadata.get("publisher", ""),
        metadata.get("source", ""),
        metadata.get("title", "").rpartition("-")[2],
    ):
        found = _first(value, wide)
        if found is not None and found[0] != wide and contains(wide, found[0]):
            return found[0]
    return None


def _first(words: str, within: Region | None = None) -> tuple[Region, str] | None:
    hits = find_regions(words, within) if words else []
    hits = [hit for hit in hits if hit.region.code != NATIONAL]
    if not hits:
        return None
    region, holder = hits[0].region, lookup(hits[0].region.code)
    if holder is not None and _RANKED_ZONE.match(region.name.removeprefix(holder.name)):
        region = holder  # 某省省级高新区: a class of zones, not one
    return region, words[hits[0].start : hits[0].end]


def _is_national(found: Fields, text: str) -> bool:
    head = " ".join([found.title or "", *found.issuers])
    return bool(_STATE.search(head)) and not _OWN.search(text[:_WORDS])


def _of_addressees(addressees: list[str]) -> tuple[Region, str] | None:
    """Whose parts are written to: the prefecture that holds every region that the addressees name (各县（区）人民政府、
    某州高新区管委会), the country (各省、自治区、直辖市…)."""
    words = "、".join(addressees)
    if (state := _PROVINCES.search(words)) is not None and (country := lookup(NATIONAL)) is not None:
        return country, state[0]
    if not _PARTS.search(words):
        return None
    hits = [hit for hit in find_regions(words) if hit.region.code != NATIONAL]
    holders = {hit.region.code[:4] + "00" for hit in hits}
    region = lookup(holders.pop()) if len(holders) == 1 else None
    return (region, words[hits[0].start : hits[0].end]) if region is not None and region.level == "prefecture" else None


def _place(found: Fields, text: str, key: str, words: str) -> None:
    """The place of the region's words within the field that named it."""
    if key in found.sources:
        start, end = found.sources[key]
        at = text.find(words, start, end)
        found.sources["region"] = (at, at + len(words)) if at >= 0 else (start, end)


def _of_words(text: str) -> tuple[Region, Span] | None:
    """The region that the text itself is about, where no title or issuer says so: the level that 我市, 本区 names,
    and the region of that level named most often; a zone in it that is named far oftener."""
    hits = [hit for hit in find_regions(text[:_WORDS]) if hit.region.code != NATIONAL]
    if not hits:
        return None
    counts = Counter(hit.region for hit in hits)
    own = Counter(match["level"] for match in _OWN.finditer(text, 0, _WORDS))
    level = own.most_common(1)[0][0] if own else ""
    fitting = [region for region in counts if region.name.endswith(level)] or list(counts)
    best = max(fitting, key=lambda region: counts[region])
    if (above := _above(best, counts)) is not None and level in ("", "市"):
        first = next(hit for hit in hits if contains(above, hit.region))
        return above, Span(first.start, first.end)
    zones = [region for region in counts if _is_zone(region) and counts[region] > _OFTEN * counts[best]]
    best = max((zone for zone in zones if contains(best, zone)), key=lambda zone: counts[zone], default=best)
    first = next(hit for hit in hits if hit.region == best)
    return best, Span(first.start, first.end)


def _above(best: Region, counts: Counter[Region]) -> Region | None:
    """The prefecture whose districts the words name side by side (沙某县：…、钟某市：…、东某区：…)."""
    beside = {region.code for region in counts if region.code[:4] == best.code[:4] and not region.code.endswith("00")}
    return lookup(best.code[:4] + "00") if len(beside) >= _SIDE_BY_SIDE and best.level == "county" else None


def _is_zone(region: Region) -> bool:
    """True for a park or new area that has its holder's code."""
    holder = lookup(region.code)
    return holder is not None and holder.name != region.name
