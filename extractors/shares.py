"""分别: which of several figures belongs to which of several entries (国际标准、国家标准、行业标准 … 20万元、15万元、10万元)."""

from __future__ import annotations

import re

from tiaokuan.extractors.clauses import split
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_SPLIT_LAST = deferred(r"以及|及其|或者|[和及与或]")
_HEAD_CUT = r".*(?:的|{name_getting_verb})(?=.)"
_TAIL_CUT = deferred(r"(?:的|等|称号的|，.*|并.*|之一的?|分别.*)$")
#: 中超、中甲、中乙|资格; 5A、4A、3A|等级
_KIND_TAIL = deferred(r"(?P<own>.{2,6}?)(?P<tail>资格|等级|级别|称号|等次|评级|资质|荣誉|层次)")
_RANK_END = deferred(r"(?:^|[^一-龥])[特一二三四五]等的?$")
#: 国家、省绿色工厂|名单
_ROLL = deferred(r"(?<=[^”]{2})(?:名单|名录|目录|序列)$")
_RANKS = frozenset("金银铜特一二三优")
_OPENING = deferred(
    r"^(?:承办|举办|主办|申办|(?:年度|绩效|综合|最终)*(?:考核|评价|评估|评定|验收)(?:结果|等次)?(?:为|是)?(?=[优良合特一])|对于?|向|凡|新|首次|当年|成功|按照?|将|以|给予)+"
)


def labels_for(text: str, count: int) -> list[str] | None:
    """The entries of the list in ``text`` that ``count`` figures are paid out over, as printed; None where no list of
    that length stands there.

    The list nearest to the end is taken; a run of levels (国家级、省级 …) before a longer list counts as well.
    """
    bare = text.rstrip("，,、的 ")
    quoted = re.search(rf"(?:“[^”]+”){{{count}}}", bare)
    if quoted:
        return re.findall(r"“[^”]+”", quoted.group())
    for piece in reversed(split(bare, 0, len(bare), "，,；;：:")):
        body = piece.of(bare)
        entries = _entries(body, count)
        if entries is not None:
            return entries
    return None


def _entries(body: str, count: int) -> list[str] | None:
    levels = _levels(body, count)
    parts = [p.of(body) for p in split(body, 0, len(body), "、")]
    parts = _cut_last(parts, count)
    if len(parts) == count:
        return _cleaned(parts)
    if levels is not None:
        return levels
    if len(parts) > count:
        grouped = _regroup(parts, count)
        return _cleaned(grouped) if grouped else None
    return None


def _cut_last(parts: list[str], count: int) -> list[str]:
    """Cut 和/及/或 in the entries where that gives the wanted number."""
    if not parts or len(parts) >= count:
        return parts
    for number in range(len(parts) - 1, -1, -1):
        pieces = [p for p in _SPLIT_LAST.split(parts[number]) if p]
        if len(pieces) > 1 and len(parts) + len(pieces) - 1 == count:
            return [*parts[:number], *pieces, *parts[number + 1 :]]
    return parts


def _regroup(parts: list[str], count: int) -> list[str] | None:
    """The last ``count`` entries, where the ones before belong to an earlier list."""
    return parts[-count:] if count >= 3 and len(parts) - count <= 1 else None


def _levels(body: str, count: int) -> list[str] | None:
    found = pattern(r"(?:{level_word})(?:(?:、|和|及|或)(?:{level_word})){{1,6}}").search(body)
    if found is None:
        return None
    words = re.split(r"、|和|及|或", found.group())
    if len(words) != count:
        return None
    rest = body[found.end() :]
    quoted = re.match(r"“[^”]*”[^的，、]*", rest)
    tail = quoted.group() if quoted else re.split(r"的|，|、", rest)[0]
    if tail and "、" not in rest.split("的")[0]:
        words[-1] += tail
    return words


def _cleaned(parts: list[str]) -> list[str]:
    first = _OPENING.sub("", parts[0])
    head = pattern(_HEAD_CUT).match(first)
    if head and head.end() < len(first):
        first = first[head.end() :]
    whole = "”" in parts[-1] or _RANK_END.search(parts[-1]) is not None
    last = parts[-1].rstrip("的") if whole else _TAIL_CUT.sub("", parts[-1]).split("的")[0] or parts[-1]
    last = last.rstrip("的")
    if len(first) > 2 and first[-1] in _RANKS and len(parts) > 2 and all(p in _RANKS for p in parts[1:-1]):
        first = first[-1]
    rest = parts[1:]
    size, tail = len(rest[0]), rest[0][-2:]
    if len(rest) > 1 and len(first) > size > 2 and all(len(p) == size and p.endswith(tail) for p in rest[:-1]):
        first = first[-size:] if first.endswith(tail) and last.endswith(tail) else first
    kind = _KIND_TAIL.fullmatch(last)
    others = [first, *parts[1:-1]]
    if kind and len(parts) > 2 and all(len(o) == len(kind["own"]) and not o.endswith(kind["tail"]) for o in others):
        last = kind["own"]
    last = _ROLL.sub("", last)
    if first.endswith("奖") and "奖" in last[:-1]:
        last = last[: last.rindex("奖") + 1]
    return [first, *parts[1:-1], last]
