"""Stretches of time by what is done in them: when one applies every year, what comes when a project is over."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.period_cues import REPORTS
from tiaokuan.gazetteer.deferred import deferred

DURING = deferred(r"(?:年度?)?期间内?")
#: …期间，通过平台提出申请: what is done in a stretch of time is to apply.
_APPLIES_IN = deferred(
    r"[，,]?[^，,。；;的]{0,24}?(?:提出[^，,。；;的]{0,16}?(?:申请|申报)|(?:申请|申报|申领)(?!人|者|单位|企业|主体|材料|书|表|的)|报名"
    r"|(?:提交|报送|递交|上传)[^，,。；;]{0,12}(?:申请|申报|材料|资料|作品|方案|需求))"
)
_MONTHS_TOO = deferred(r"(?:[、和及与][\d一二三四五六七八九十]{1,3}月份?){1,3}(?:[上中下]旬)?")
_OFFICE_ACTS_IN = deferred(r"完成|审核|评审|(?:局|部门|委|政府|管委会|办公室)(?:应当?|须|将)?[于在]")
_OVER = deferred(r"(?:期满|届满|完成|完工|结束|到期|竣工|终止)(?:之?日?[起后]|后)?$")
SHOWN = deferred(
    r"公示(?:期|时间|期限)?(?:为|不少于|不得?少于)?(?=[\d一二三四五六七八九十]{1,3}个?(?:工作日|自然日|日|天))|公示期"
)
_ANNOUNCED = deferred(
    r"(?:左右|前后|份|[上中下]旬)?(?:发布|公布|印发|下发|启动|组织)[^，,。；;]{0,12}(?:通知|公告|指南)"
)
#: 到2017年底前，各地建立1个以上…: the date is that of a target.
_AIMED = deferred(
    r"(?:之|以|底|末)?前?[，,]?[^，,。；;]{0,40}?(?:完成|达到?|提高[到至]?|提升[到至]|增长|覆盖|控制在|不低于|不少于|突破|超过|实现|培育|建成|新增)[^，,。；;\d]{0,16}\d[\d.]*"
    r"(?:[%％个家套名人次件项座处台亩吨辆所户]|[万亿千百余多]{1,2}(?!元|美)|公里)|"
    r"(?:之|以|底)?前[，,]?[^，,。；;]{0,16}?(?:建立|建成|建设|明确|培育|打造|新增|达到|发展|培养|引进|创建|选树|实现|覆盖)[^，,。；;]{0,24}\d"
)


def applies_after(ctx: Context, at: int, clause: Piece, sentence: Piece) -> bool:
    """True where what is done in the stretch that ends ``at`` is to apply (…期间，通过平台提出申请)."""
    return (
        _APPLIES_IN.match(ctx.text, at, sentence.end) is not None
        and _OFFICE_ACTS_IN.search(ctx.text, clause.start, clause.end) is None
    )


#: 于6月1日至6月30日通过平台提交申请表.
_HANDED_IN = deferred(
    r"[^，,。；;的]{0,24}?(?:提交|报送|递交|上传|填报|填写|投递|寄送)(?![^，,。；;]{0,12}(?:总结|年报|进展|决算|绩效))[^，,。；;]{0,14}(?:表|书|材料|资料|作品|申请|申报|简历|视频|论文|信息)"
    r"|[^，,。；;的]{0,6}?(?:报送?|提交|递交|上?交|送)(?!账)(?:至|到|给)?[^，,。；;]{0,10}(?:局|科|处|办公室|办|中心|社区|街道|乡镇|村委会|学校|学院|窗口)(?=$|[，,。；;（(])"
    r"|[^，,。；;的]{0,24}?办理(?:[^，,。；;的]{0,10})(?:汇算清缴|申报|登记|备案|认证|报名|手续|缴费)"
)


#: 于5月6日至6月20日向航运站提出申请; 5月8日至6月9日登录系统，逐项填报.
_ASKS_IN = deferred(
    r"(?:期间)?[^，,。；;的]{0,30}?(?:提出[^，,。；;的]{0,16}?(?:申请|申报)|(?:进行|完成|办理|网上|在线|集中|统一|自主|自愿|前往[^，,。；;的]{2,16})(?:申报|申请|报名|登记|注册))(?=$|[，,。；;（(])"
)
_BY_OFFICE = deferred(
    r"(?:局|部门|委|政府|管委会|办公室|厅|推荐单位|主管单位|街道|乡镇)(?:应当?|须|将|负责|要|需)?[于在]?(?:每年)?$"
)
_LOGS_IN = deferred(
    r"(?:期间)?[^，,。；;的]{0,6}?(?:登[录陆]|进入|通过|关注|打开)[^，,。；;]{2,40}(?:系统|平台|网|网站|小程序|APP|公众号|专栏|模块|页面)[^，,。；;]{0,8}[，,]?"
    r"[^。；;]{0,40}?(?:填报|填写|提交|上传|申请|申报|报名|注册|办理|预约|录入)"
)


def hands_in_during(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> bool:
    """True for days between which papers are handed in (申请人于每年6月1日至6月30日通过平台提交申请表)."""
    if len(str(quantity.value.min)) < 7 or _OFFICE_ACTS_IN.search(ctx.text, clause.start, clause.end):
        return False
    if _BY_OFFICE.search(ctx.text, clause.start, quantity.start):
        return False
    return (
        _HANDED_IN.match(ctx.text, quantity.core_end, clause.end) is not None
        or _ASKS_IN.match(ctx.text, quantity.core_end, clause.end) is not None
        or _LOGS_IN.match(ctx.text, quantity.core_end, sentence.end) is not None
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


_OVER_REPORT = deferred(r"之?内[，,]?[^。；;]{0,24}(?:申请验收|验收申请|结题|结项)")


def reports_after(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> bool:
    """True for the term of a report that comes when the project is over (项目期满后1个月内，单位提交项目总结报告)."""
    if quantity.kind is not Kind.DURATION or not follows_up(ctx, quantity, clause):
        return False
    return (
        REPORTS.search(ctx.text, quantity.core_end, min(sentence.end, quantity.core_end + 40)) is not None
        or _OVER_REPORT.match(ctx.text, quantity.core_end, sentence.end) is not None
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


def is_aimed(ctx: Context, quantity: Quantity) -> bool:
    """True for the date of a target (2022年底前完成80%以上, 到2025年，覆盖率达到90%): it belongs to that."""
    return quantity.kind is Kind.DATE and _AIMED.match(ctx.text, quantity.core_end) is not None


def is_deadline(ctx: Context, quantity: Quantity) -> bool:
    """True for a date with a month that bounds something (12月底前, 自…起) and is no target's."""
    if quantity.kind is not Kind.DATE or len(str(quantity.value.min or quantity.value.max)) < 7:
        return False
    if _AIMED.match(ctx.text, quantity.core_end):
        return False
    return re.match(
        r"(?:之|以)?前|起|底前", ctx.text[quantity.core_end : quantity.core_end + 3]
    ) is not None or quantity.bound in ("min", "max")
