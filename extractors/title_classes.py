"""Whom a title or heading itself names: 归侨子女助学金发放办法, 提高护林员补助标准."""

from __future__ import annotations

import re

from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.context import Context
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.deferred import deferred

_MONEY = r"(?:经费|资金|待遇|补助|补贴|津贴|报酬|工资|薪酬|生活费|奖励|扶持|资助|奖补|奖学金|助学金|救助金?|慰问金?|补偿|贴息|学费|保险)"
_TITLE = deferred(
    r"(?:^|关于(?:开展|组织|做好|发放|申领|申报|下达|兑现|加强|实施)?|年度?|[省市县区州]|印发)(?P<who>[^，。；：、\n年省市县区州《》（）]{2,20}?)"
    rf"(?:引进|入户|落户|安置|帮扶|慰问|选拔|选聘|招聘|招募|遴选|(?:专项|生活|就业|创业|一次性|临时|交通|住房|培训|岗位|医疗)*{_MONEY})"
    r"(?:[^，。；：\n]{0,24}?)(?:通知|公告|通告|指南|要求|办法|细则|方案|须知|规定|启事|流程)(?:（[^（）\n]{1,12}）)?》?(?:的通知)?\s*$",
    re.MULTILINE,
)
_PAID = deferred(
    r"(?:做好|加强|保障|提高|落实|完善|加大|强化|健全|调整|提升|发放|规范|优化|足额保障|给予|实施|建立)*(?P<who>[^，。；：、]{2,16}?)(?:的)?"
    rf"(?:运行|运转|工作|办公|日常|基本|专项|岗位|生活|劳务|绩效|意外|交通|通讯|一次性|伙食|养老|医疗)*{_MONEY}(?:及|和|与)?{_MONEY}?"
    r"(?:保障|标准|投入|政策|力度|办法|机制|制度|水平|发放|落实|工作)*"
)
_MONEYED = deferred(_MONEY[3:-1])
_NOBODY = frozenset({"government", "project", "other", "park", "platform"})
#: Endings of persons' names that are too short to be looked for.
_PERSONS = ("员", "师", "手", "工", "者", "民", "户", "生")
_GENERIC = frozenset(
    {"企业", "单位", "个人", "人员", "机构", "人才", "对象", "申请人", "引进人才", "组织", "群体", "重点群体"}
)


def class_of_title(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """The class that a title's money or measure is for; [] where it names none, or only 企业 or 人才."""
    for match in _TITLE.finditer(ctx.text, start, end):
        named = _named(ctx, *match.span("who"))
        if named:
            return named
    return []


def class_paid(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """The class that a heading gives money to."""
    match = _PAID.fullmatch(ctx.text, start, end) if _MONEYED.search(ctx.text, start, end) else None
    return _named(ctx, *match.span("who")) if match else []


def _named(ctx: Context, start: int, end: int) -> list[ClassMention]:
    found = parse_class_list(ctx.text, start, end, ctx.home)
    if not found or found[-1].end != end:
        return []
    if not find_classes(ctx.text[start:end]) and not found[-1].label[2:].endswith(_PERSONS):
        return []
    return [m for m in found if m.category not in _NOBODY and m.label not in _GENERIC]
