"""Stretches of time by what is done in them: when one applies every year, what comes when a project is over."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.period_cues import REPORTS

DURING = re.compile(r"(?:年度?)?期间内?")
#: …期间，通过平台提出申请: what is done in a stretch of time is to apply.
_APPLIES_IN = re.compile(
    r"[，,]?[^，,。；;的]{0,24}?(?:提出[^，,。；;的]{0,16}?(?:申请|申报)|(?:申请|申报|申领)(?!人|者|单位|企业|主体|材料|书|表|的)|报名"
    r"|(?:提交|报送|递交|上传)[^，,。；;]{0,12}(?:申请|申报|材料|资料|作品|方案|需求))"
)
_MONTHS_TOO = re.compile(r"(?:[、和及与][\d一二三四五六七八九十]{1,3}月份?){1,3}(?:[上中下]旬)?")
_OFFICE_ACTS_IN = re.compile(r"完成|审核|评审|(?:局|部门|委|政府|管委会|办公室)(?:应当?|须|将)?[于在]")
_OVER = re.compile(r"(?:期满|届满|完成|完工|结束|到期|竣工|终止)(?:之?日?[起后]|后)?$")
SHOWN = re.compile(
    r"公示(?:期|时间|期限)?(?:为|不少于|不得?少于)?(?=[\d一二三四五六七八九十]{1,3}个?(?:工作日|自然日|日|天))|公示期"
)
_ANNOUNCED = re.compile(
    r"(?:左右|前后|份|[上中下]旬)?(?:发布|公布|印发|下发|启动|组织)[^，,。；;]{0,12}(?:通知|公告|指南)"
)
#: 到2017年底前，各地建立1个以上…: the date is that of a target.
_AIMED = re.compile(
    r"(?:之|以|底)?前[，,]?[^，,。；;]{0,16}?(?:建立|建成|建设|明确|培育|打造|新增|达到|发展|培养|引进|创建|选树|实现|覆盖)[^，,。；;]{0,24}\d"
)


def applies_after(ctx: Context, at: int, clause: Piece, sentence: Piece) -> bool:
    """True where what is done in the stretch that ends ``at`` is to apply (…期间，通过平台提出申请)."""
    return (
        _APPLIES_IN.match(ctx.text, at, sentence.end) is not None
        and _OFFICE_ACTS_IN.search(ctx.text, clause.start, clause.end) is None
    )


def follows_up(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True for the day of a report (每年12月20日前报送进展报告) and for the term of what comes when the project is over
    (建设期满后3个月内申请验收): no part of how long the project takes."""
    if quantity.kind is Kind.DATE:
        return REPORTS.search(ctx.text, quantity.core_end, clause.end) is not None
    return (
        quantity.kind is Kind.DURATION
        and quantity.bound == "max"
        and _OVER.search(ctx.text, clause.start, quantity.start) is not None
    )


def yearly_window(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True for a month of each year in which one applies (每年6月和12月向…提出申请)."""
    before = ctx.text[clause.start : quantity.start]
    iso = str(quantity.value.min or quantity.value.max)
    if not iso.startswith("--") or "每年" not in before or _OFFICE_ACTS_IN.search(clause.of(ctx.text)):
        return False
    also = _MONTHS_TOO.match(ctx.text, quantity.core_end, clause.end)
    return _APPLIES_IN.match(ctx.text, also.end() if also else quantity.core_end, clause.end) is not None


def announced_in(ctx: Context, quantity: Quantity) -> bool:
    """True for the month in which the call is published (每年6月发布申报通知): what the authority does."""
    return (
        quantity.kind is Kind.DATE
        and quantity.bound is None
        and _ANNOUNCED.match(ctx.text, quantity.core_end) is not None
    )


def is_deadline(ctx: Context, quantity: Quantity) -> bool:
    """True for a date with a month that bounds something (12月底前, 自…起) and is no target's."""
    if quantity.kind is not Kind.DATE or len(str(quantity.value.min or quantity.value.max)) < 7:
        return False
    if _AIMED.match(ctx.text, quantity.core_end):
        return False
    return re.match(
        r"(?:之|以)?前|起|底前", ctx.text[quantity.core_end : quantity.core_end + 3]
    ) is not None or quantity.bound in ("min", "max")
