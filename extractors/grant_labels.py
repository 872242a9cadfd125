"""Labels of the figures of a series (国家级、省级、市级 … 分别)."""

from __future__ import annotations

import re

from tiaokuan.extractors.cap_words import GIVES_OUT
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.shares import labels_for
from tiaokuan.gazetteer.deferred import deferred

#: 按国家级、省级类别，分别给予; 按照优秀、良好、合格三个等次，分别奖励
_SORTED_BY = deferred(
    r"(?:按照?|根据|视|分)(?:其)?(?P<list>[^，。；、按的]{1,14}?(?:、[^，。；、按的]{1,14}?)+?)"
    r"的?(?:等)?(?:[两三四五六2-6]?个?(?:类别|类型|等次|等级|档次|档|层次|级别|类|情况|情形|标准|等))?，?分别"
    r"|(?:按照?|根据|分)(?P<sorts>[^，。；、按的]{1,10}?(?:、[^，。；、按的]{1,10}?)+?)[两三四五六2-6]个(?:层次|等次|等级|档次|类别|类型|级别|档)，"
)


_GIVES_EACH = deferred(
    r"分别(?:给予|奖励|补助|资助|补贴|对)(?P<list>[^，。；\d]{4,60}?)(?:一次性|最高|不超过|不少于|不低于|奖励|补助|资助|补贴|每年|各|的)*$"
)


def objects_of(ctx: Context, grant: Grant) -> str | None:
    """What stands between 分别给予 and the figures (分别给予省级、市级众创空间80万元、30万元); None where nothing does."""
    found = _GIVES_EACH.search(ctx.text, grant.part.clause.start, grant.part.series.start)
    return found["list"] if found and "、" in found["list"] else None


#: 给予|招商方和落户方|各20万元; |一、二等奖|各奖励5000元
_EACH_OF = deferred(
    r"(?:^|给予|对于?|奖励|补助|向|为|，)(?P<list>(?:[一二三四五]、){1,3}[一二三四五][^，。；：、的\d]{1,8}|[^，。；：、的在中对给予按每\d]{2,16}(?:[、和与及][^，。；：、的在中按每\d]{2,16})+)各(?:给予|奖励|补助|补贴|资助|一次性|发放|奖)*$"
)
_PAYER = deferred(r"^[^，。；]{0,12}由(?=[中央省市县区镇])")
_NUMBER = deferred(r"(?<=.{2})\d+[个名项件篇位家部幅]$")


def labels_of(ctx: Context, grant: Grant, count: int) -> list[str] | None:
    """One label a figure, or None where the figures have none of their own; without how many of each there are (共评出
    金奖5个、银奖10个 → 金奖, 银奖)."""
    found = _labels_of(ctx, grant, count)
    if found is not None and count > 1 and "由" in found[0]:
        found[0] = _PAYER.sub("", found[0])
    if found is None or count < 2 or not any(_NUMBER.search(label) for label in found):
        return found
    return [GIVES_OUT.sub("", _NUMBER.sub("", label)) for label in found]


def _labels_of(ctx: Context, grant: Grant, count: int) -> list[str] | None:
    text = ctx.text
    before = text[grant.antecedent.start : grant.part.series.start]
    shared = "分别" in before or "各" in before[-4:] or count > 1
    each = None
    if count == 1 and "各" in before:
        each = _EACH_OF.search(text, grant.part.clause.start, grant.part.series.start)
    if each:
        return [each["list"]]
    if not shared or (count == 1 and "分别" not in before):
        return None
    sorted_by = _SORTED_BY.search(before) if count > 1 else None
    sorts = labels_for(sorted_by["list"] or sorted_by["sorts"], count) if sorted_by else None
    if sorts:
        return sorts
    within = objects_of(ctx, grant) if count > 1 else None
    inside_verb = labels_for(within, count) if within else None
    if inside_verb:
        return inside_verb
    if grant.recipients and len(grant.recipients) == count and count > 1:
        return [m.label for m in grant.recipients]
    last = re.split(r"[，,]", text[grant.antecedent.start : grant.antecedent.end].rstrip("，,"))[-1]
    results = re.search(r"(?:结果|等次|等级|档次|类别)(?:为|是|被评为)(?P<list>[^，。；]{2,40})$", last.rstrip("的"))
    if count > 1 and results and labels_for(results["list"], count):
        return labels_for(results["list"], count)
    mentions = grant.antecedent.mentions
    area = text[grant.antecedent.start : grant.antecedent.end]
    own = re.sub(r"分别.*$", "", text[max(grant.part.clause.start, grant.part.left) : grant.part.series.start])
    if count > 1 and grant.part.verb == grant.part.left and labels_for(own, count):
        return labels_for(own, count)
    if mentions and count > 1:
        label_at = text.find(mentions[0].label, mentions[0].start, mentions[0].end)
        inside = (
            labels_for(text[grant.antecedent.start : label_at], count) if label_at > grant.antecedent.start else None
        )
        if inside:
            return inside
    if count > 1 and len(mentions) == count:
        own_words = labels_for(area, count) or [m.label for m in mentions]
        pairs = zip(own_words, mentions, strict=True)
        return [
            o if o.startswith(m.label) and re.search(r"[的\d]", o[len(m.label) :]) is None and len(o) < 16 else m.label
            for o, m in pairs
        ]
    if count == 1:
        listed = re.search(r"(?P<a>[^，。；、的在中]{1,12}、[^，。；、的]{1,12}?)(?:胜诉|的|，|分别|$)", area)
        if listed is None:
            return None
        return ["、".join(labels_for(listed["a"], listed["a"].count("、") + 1) or [listed["a"]])]
    return labels_for(area, count)
