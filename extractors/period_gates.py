"""Durations and dates that the words beside them settle before the cues are asked: those that state no period, and the
time that a grant, an appeal or an application runs."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.metrics import is_lookback

_BARRED = re.compile(r"取消|不得(?![超少低高多晚])|不再|不予|不准|禁止|不接受|不受理")
#: 三年内累计补助不超过…, 1年内计分最多…: the time over which a ceiling counts.
_SUMMED = re.compile(r"[^，,。；;内]{0,6}(?:累计|合计|总额)[^，,。；;]{0,4}(?:不超过|不得超过|最高|最多)")
_WINDOW = re.compile(
    r"(?:以?内|度内|期内)?[^，,。；;]{0,16}?(?:累计|合计|总共|不超过|不得超过|最高|最多|至多|只能|仅限|限)"
)
_STACKED = re.compile(r"就高|从高|不重复|重复享受|不兼得")
#: 按1个月最低工资标准: so many months of pay.
_PAY_BEFORE = re.compile(r"(?:按照?|相当于)$")
_PAY_AFTER = re.compile(r"的?[^，,。；;的]{0,12}(?:工资|低保标准|生活保障标准|租金|养老金)")
#: 对连续两年保持…的企业, 对出售后1年内重新购买…的纳税人: part of who gets it.
_OF_CLASS = re.compile(
    r"[^，,。；;]{4,}的[^，,。；;的]{0,8}(?:企业|单位|机构|个人|人员|人才|纳税人|主体|家庭|职工|毕业生|团队|项目)$"
)
_STAY = re.compile(r"(?:停留|居留|离境|出境)(?:时间)?$|每$|第[一二三四五\d]{1,2}(?:年)?[至到—~-]?$")
_AHEAD = re.compile(r"(?:期满|到期|届满|结束|开始|提)前$|原则上$")
_GRANTED = re.compile(r"(?:给予|享受|发放|提供|减免)(?:最长|最多|期限|为期)?$|为期$")
_GRANT_NOUN = re.compile(r"的?[^，,。；;的]{0,10}(?:补贴|补助|资助|贴息|扶持|奖励|奖补|期|岗位|活动)")
_SHORTENED = re.compile(r"(?:压缩|压减|提速|由[^，。；]{1,8}缩短|时限[^，。；]{0,6}缩短)[到至为在]?$")
_TERM_OF = re.compile(r"(?:的?有效期|有效)的[^，,。；;]{2,}")
#: An appeal, or papers asked for later: a term of the procedure, not the time to apply.
_APPEAL = re.compile(r"异议|复核|复议|申诉|举报|投诉|诉讼|补充(?:提交|提供|材料|资料)|补正|补齐|续租|续期|延期")
_AFTER_NOTICE = re.compile(r"公示(?:期|时间)?(?:期?满|结束|无异议|之日|后)")
_APPLIES = re.compile(
    r"(?:之)?内(?:[，,]?(?:由|向)?[^，。；]{0,14}(?:提出申请|申请|申报|(?:可|可以|应当?|须)申领|报名)(?!材料|表|书|审)"
    r"|[，,]?[^，。；]{0,14}(?:报送|提交|递交|寄送|上报)[^，。；]{0,8}(?:申请|申报|材料|资料)"
    r"|[，,]?[^，。；]{0,4}将[^，。；]{0,10}(?:申请|申报|材料|资料)[^，。；]{0,6}(?:报送|提交|递交|寄送|上报|报))"
)
_AWAITED = re.compile(
    r"(?:部门|局|委|办公室|管委会|政府|街道|中心|机构)[^，。；]{0,6}(?:收到|受理|审核)|受理(?:申请)?(?:之日|后)"
)
_RUNS_TO = re.compile(r"政策(?:措施)?[^，。；]{0,6}(?:执行|实施|延续|延长|延期)(?:执行|实施)?(?:至|到)$")
_OWN_POLICY = re.compile(r"本(?:办法|细则|规定|意见|政策|措施|方案|通知|文件|公告|若干)|(?:以上|上述|各项)政策")
_RECURS = re.compile(r"[日月年]?起[，,]?每(?:半?年|季度?|月|周|日)(?![^。；]{0,12}(?:申报|申请|受理))")


def is_no_period(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True where a duration of ``clause`` says nothing of when or how long: a pay of so many months, the window of a
    ceiling (三年内累计不超过…), a bar (两年内不准…), part of a class's description, or a service level in minutes."""
    if quantity.kind is not Kind.DURATION:
        return False
    text = ctx.text
    before, after = text[clause.start : quantity.start], text[quantity.core_end : clause.end]
    iso = str(quantity.value.max or quantity.value.min)
    return (
        (iso.startswith("PT") and iso.endswith(("M", "S")))
        or _STAY.search(before) is not None
        or (quantity.bound == "min" and re.search(r"服务(?:期限?|时间|年限)$", before) is not None)
        or (not quantity.working_days and _is_bar(ctx, quantity, clause))
        or (not quantity.working_days and _is_window(ctx, quantity, clause))
        or (_PAY_BEFORE.search(before) is not None and _PAY_AFTER.match(after) is not None)
        or _STACKED.search(after) is not None
        or (before.startswith(("对", "凡")) and not _GRANTED.search(before) and _OF_CLASS.match(after) is not None)
    )


def _is_bar(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    start, end = max(clause.start, quantity.start - 8), min(clause.end, quantity.end + 6)
    return _BARRED.search(ctx.text, start, end) is not None


def _is_window(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True where another figure follows that the time bounds."""
    pattern = _WINDOW if quantity.bound == "max" else _SUMMED
    return (
        quantity.bound != "min"
        and pattern.match(ctx.text, quantity.core_end, clause.end) is not None
        and any(ctx.quantities[i].kind is not Kind.DURATION for i in ctx.within(quantity.end, clause.end))
    )


def settled_role(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> str | None:
    """The role of a duration that the words right beside it settle: the term of a grant (给予1年的社会保险补贴), of a
    permit (2年有效的居留许可), a time to apply (30日内提出申请), to object or after a notice (``other``)."""
    if quantity.kind is not Kind.DURATION:
        return None
    text = ctx.text
    before, whole = text[clause.start : quantity.start], clause.of(text)
    if _APPEAL.search(whole) and quantity.bound == "max":
        return "other"
    if quantity.bound == "max" and _AFTER_NOTICE.search(before):
        return "other"
    if quantity.bound == "max" and _applies(text, quantity, clause, sentence):
        return "application"
    if _GRANTED.search(before) and _GRANT_NOUN.match(text, quantity.end, clause.end):
        return "other"
    if _SHORTENED.search(before) or _AHEAD.search(before):
        return "other"
    return "validity" if states_term(ctx, quantity, clause) else None


def states_term(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True where the duration is the term of a permit or certificate: 两年有效的居留许可, 2至5年有效期的专家证."""
    return quantity.bound is None and _TERM_OF.match(ctx.text, quantity.end, clause.end) is not None


def _applies(text: str, quantity: Quantity, clause: Piece, sentence: Piece) -> bool:
    stop = sentence.end if re.match(r"之?内[，,]", text[quantity.core_end : quantity.core_end + 3]) else clause.end
    if _APPLIES.match(text, quantity.core_end, stop) is None:
        return False
    return _AWAITED.search(text, clause.start, quantity.start) is None and not _acts(text, quantity, clause, stop)


def _acts(text: str, quantity: Quantity, clause: Piece, stop: int) -> bool:
    """True where it is an authority that hands something on within the time."""
    office = r"(?:部门|局|委|办公室|管委会|政府|街道|办事处\)?|镇|乡|中心|委员会|机构)"
    lead = text[clause.start : quantity.start]
    return (
        re.search(rf"^(?:[^，。；]{{0,16}}){office}(?:应当?|须|要|需)?(?:[在于自]|收到|$)", lead) is not None
        or re.match(rf"之?内[，,]?(?:由)?[^，。；向到至]{{0,10}}{office}", text[quantity.core_end : stop]) is not None
    )


def is_past(ctx: Context, index: int) -> bool:
    """``is_lookback``, but for the time ahead of a day (期满前3个月, 提前1个月) and 原则上."""
    return is_lookback(ctx, index) and not _AHEAD.search(
        ctx.text, max(0, ctx.quantities[index].start - 6), ctx.quantities[index].start
    )


def is_shortened(ctx: Context, quantity: Quantity) -> bool:
    """True where a time is cut to the duration (压缩至5个工作日): it is the longest."""
    return _SHORTENED.search(ctx.text, max(0, quantity.start - 16), quantity.start) is not None


def recurs(ctx: Context, quantity: Quantity) -> bool:
    """True for the date from which something is done again and again (自…起，每半年更新): a duty of the authority."""
    return quantity.kind is Kind.DATE and _RECURS.match(ctx.text, quantity.core_end) is not None


def runs_to(ctx: Context, quantity: Quantity, sentence: Piece) -> bool:
    """True for the end of one policy among several (…优惠政策执行至2027年12月31日), not of the document itself."""
    if quantity.kind is not Kind.DATE:
        return False
    before = ctx.text[sentence.start : quantity.start]
    return _RUNS_TO.search(before) is not None and _OWN_POLICY.search(before) is None
