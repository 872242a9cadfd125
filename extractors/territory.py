"""Region words before a class noun: 市内, 我省, 广东省内, 天河区行政区域内."""

from __future__ import annotations

import re

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.regions import Region, find_regions, parent

_HOME = deferred(
    r"^(?:在)?(?P<whose>我|本|全|该|所在)?(?P<level>[省市县区州盟旗]|辖区|自治区)"
    r"(?P<inside>行政区域内|行政区域|行政辖区内|辖区内|范围内|境内|区域内|域内|内|本级|属|直)?(?P<de>的)?"
)
#: What the patterns of a home region and of 本地 begin with.
_HOME_FIRST = frozenset("在我本全该所省市县区州盟旗辖自")
_LOCAL_FIRST = frozenset("本当辖区")
_INSIDE = deferred(r"^(?:行政区域|行政辖区|辖区|范围|区域|全)?(?:之)?内(?:的)?|^境内|^(?:本地|当地)")
_LOCAL = deferred(r"^(?:本地|当地|辖区内|辖区|区域内)(?=[^户籍])")
_REGISTERED = deferred(
    r"新办|兴办|创办|开办|注册|登记|设立|成立|行政区域内|范围内|境内|[省市县区]内|纳税|落户|就业|居住|工作"
)
#: 在本县注册的船厂聘用: another body is registered there.
_OF_ANOTHER = deferred(
    r"(?:注册|登记|纳税|设立|成立)[^的]*的[^的]*(?:聘用|招用|引进|任职|受聘|工作|就业|创办|推荐|录用|派遣)"
)
_LEVELS = {
    "省": "province",
    "自治区": "province",
    "市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}


def home_at(level_word: str, home: Region | None) -> Region | None:
    """The region that 我省/我市/我区 means in a document for ``home``: home itself, or the one above it of that level."""
    if home is None or level_word == "辖区":
        return home
    level = _LEVELS[level_word]
    region: Region | None = home
    while region is not None and region.level != level:
        region = parent(region)
    if region is not None:
        return region
    return home if level_word in home.name else None


def leading_region(label: str, home: Region | None) -> tuple[Region | None, str]:
    """The region that ``label`` begins with, and the label without it; (None, label) where there is none."""
    own = _HOME.match(label) if label[:1] in _HOME_FIRST else None
    if own and label[own.end() :].startswith("性"):
        own = None
    if own and (own["whose"] or own["inside"] in _INSIDE_WORDS) and own.end() < len(label):
        return home_at(own["level"], home), label[own.end() :]
    if label[:1] in _LOCAL_FIRST and _LOCAL.match(label) and not label.startswith(("本地户籍", "当地户籍")):
        return home, label[_LOCAL.match(label).end() :]  # type: ignore[union-attr]
    for hit in find_regions(label[:24]):
        if hit.start > 1 or (hit.start == 1 and label[0] != "在"):
            break
        rest = label[hit.end :]
        inside = _INSIDE.match(rest)
        if inside and inside.end() < len(rest):
            return hit.region, rest[inside.end() :]
        if (
            hit.full_form
            and len(rest) >= 4
            and not rest.startswith(("级", "及", "以上", "人民政府", "政府", "户籍", "或", "、"))
        ):
            return hit.region, rest
        other = re.match(r"(?:或者?|和|及|、)", rest)
        second = find_regions(rest[other.end() :][:16]) if other and hit.full_form else []
        if (
            other
            and second
            and second[0].start == 0
            and second[0].full_form
            and len(rest) - other.end() - second[0].end >= 4
        ):
            return None, rest[other.end() + second[0].end :]
        break
    return None, label


def placed_in(qualifiers: list[str], home: Region | None) -> tuple[Region | None, list[str]]:
    """The region whose name a qualifier is (本市的法人), and the other qualifiers; 本市行政区域内 stays one."""
    for number, qualifier in enumerate(qualifiers):
        if len(qualifier) > _LONGEST_PLACE or qualifier[-1:] not in _PLACE_ENDS:
            continue
        region, rest = leading_region(qualifier.removeprefix("在") + _CLASS, home)
        if region is not None and rest == _CLASS:
            return region, qualifiers[:number] + qualifiers[number + 1 :]
    return None, qualifiers


#: A class noun, to be read behind a place; and how long the words for a place may be.
_CLASS = "用人单位"
_LONGEST_PLACE = 12
_PLACE_ENDS = frozenset("省市县区州盟旗镇地围域")
_INSIDE_WORDS = {"行政区域内", "行政区域", "行政辖区内", "辖区内", "范围内", "境内", "区域内", "域内", "内"}


def registered_region(qualifiers: list[str], home: Region | None) -> Region | None:
    """The region in which the qualifiers say that the body is registered, placed or taxed; None where none does."""
    for qualifier in qualifiers:
        if not _REGISTERED.search(qualifier) or _OF_ANOTHER.search(qualifier):
            continue
        for at in re.finditer(r"(?:^|在|于)(?=[我本全市省区县])|^在?", qualifier):
            own = _HOME.match(qualifier[at.end() :])
            if own and (own["whose"] or own["inside"] in _INSIDE_WORDS):
                return home_at(own["level"], home)
        hits = find_regions(qualifier)
        if hits and hits[0].start <= 2 and hits[0].region.code != _NATION:
            return hits[0].region
    return None


_NATION = "000000"  # 在中华人民共和国境内 limits nobody
_DOMICILE = deferred(r"(?:本|我)(?P<level>[省市县区州盟旗])[^，。；外]{0,8}(?:户籍|户口|学籍|居住证)")


def domicile_region(qualifiers: list[str], home: Region | None) -> Region | None:
    """The region whose registered people the qualifiers ask for: 具有本市户籍, 本省正式学籍."""
    for qualifier in qualifiers:
        match = _DOMICILE.search(qualifier)
        if match and not qualifier.startswith("非"):
            return home_at(match["level"], home)
    return None
