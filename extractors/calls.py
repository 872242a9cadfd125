"""Calls for those who take part: 关于征集就业见习单位的公告, 展会参展企业招募通知. Who is called stands in the title, or at
the head of the demands made of each (支付机构应征要求)."""

from __future__ import annotations

import re
from dataclasses import replace

from tiaokuan.extractors.class_list import ClassMention, category_of, parse_class_list
from tiaokuan.extractors.context import Context
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.deferred import deferred

_CALLS = r"(?:公开)?(?:预?征集|招募|遴选|征选|招选|选聘|比选|选定|公开选拔)"
_NOTICE = r"(?:工作)?的?(?:公告|通知|启事|通告|邀请函)"
_OF = deferred(rf"{_CALLS}(?P<who>[^，。；：\n]{{2,60}}?){_NOTICE}\s*$", re.MULTILINE)
_AFTER = deferred(rf"(?:^|关于(?:开展|组织)?)(?P<who>[^，。；：\n]{{2,60}}?){_CALLS}{_NOTICE}\s*$", re.MULTILINE)
_EVENT = deferred(
    r"活动(?=[参承协])|项目|工作|计划|工程|行动|年度?|[^地]区|[省市县]|展会|大会|博览会|大赛|参与(?=活动)|产品|首批|第?[一二三四五六七八九十]批|[一-龥](?=参展)|以旧换新"
)
_HEADED = deferred(
    r"(?P<who>.{2,40}?)(?:的)?(?:应征|申报|申请|报名|参与|参加|准入|入围|遴选|入选|应聘)(?:单位|主体|人员)?(?:的)?(?:基本|资格|具体)?(?:要求|条件)$"
)
_NOT_CALLED = deferred(r"意见|建议|线索|案例|作品|课题|选题|标识|方案|需求")
_BATCH = deferred(r"(?:第?[一二三四五六七八九十\d]+[批期次轮]|.{0,8}年度?|试行|暂行)")
_ANYBODY = deferred(r"(?:应征|申请|申报|报名|参选|推荐)?(?:申请|申报)?(?:单位|人|人员|主体|对象|者|机构)")


def call_of(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """Who the title in ``text[start:end]`` calls; [] where it is no call, or one for works, cases or opinions."""
    for pattern in (_OF, _AFTER):
        match = pattern.search(ctx.text, start, end)
        if match is None or _NOT_CALLED.search(match["who"]):
            continue
        begin, stop = match.span("who")
        cuts = [begin + m.end() for m in _EVENT.finditer(match["who"])]
        for cut in [*reversed(cuts), begin]:
            if stop - cut < 3 or (category_of(ctx.text[cut:stop]) or "project") in ("project", "government", "other"):
                continue
            if not find_classes(ctx.text[cut:stop]) and stop - cut < 4:
                continue
            named = parse_class_list(ctx.text, cut, stop, ctx.home)
            return [replace(m, qualifiers=[q for q in m.qualifiers if not _BATCH.fullmatch(q)]) for m in named]
    return []


def class_headed(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """The class whose demands a heading opens (支付机构应征要求); [] for the general 申报单位条件."""
    match = _HEADED.fullmatch(ctx.text, start, end)
    if match is None or _ANYBODY.fullmatch(match["who"]):
        return []
    found = parse_class_list(ctx.text, *match.span("who"), ctx.home)
    return [m for m in found if m.category not in ("project", "government", "other")]
