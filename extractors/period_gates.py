"""Durations and dates that the words beside them settle before the cues are asked: those that state no period, and the
time that a grant, an appeal or an application runs."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.metrics import is_lookback
from tiaokuan.extractors.period_ahead import act_ahead, role_ahead
from tiaokuan.extractors.period_status import is_status
from tiaokuan.extractors.validity import is_of_measure
from tiaokuan.gazetteer.deferred import deferred

_BARRED = deferred(
    r"取消|不得(?![超少低高多晚])|不再|不予|不准|禁止|不接受|不受理|(?<=内)不(?![超少低高多晚足满迟])|(?<=内)(?:停止|暂停|限制)"
)
_BARRED_LATER = deferred(r"(?:以?内)?[对将其所][^，,。；;]{0,20}(?:不得(?![超少低高多晚])|禁止|不准)")
#: 三年内累计补助不超过…, 1年内计分最多…: the time over which a ceiling counts.
_SUMMED = deferred(r"[^，,。；;内]{0,6}(?:累计|合计|总额)[^，,。；;]{0,4}(?:不超过|不得超过|最高|最多)")
_WINDOW = deferred(
    r"(?:以?内|度内|期内)?[^，,。；;]{0,16}?(?:累计|合计|总共|不超过|不得超过|最高|最多|至多|只能|仅限|限)"
)
_STACKED = deferred(r"就高|从高|不重复|重复享受|不兼得")
#: 按1个月最低工资标准: so many months of pay.
_PAY_BEFORE = deferred(r"(?:按照?|相当于)(?:每[月年周日])?$")
_PAY_AFTER = deferred(r"的?[^，,。；;的]{0,12}(?:工资|低保标准|生活保障标准|租金|养老金)")
#: 给予不超过6个月低保标准的救助金.
_PAY_OF = deferred(
    r"的?[^，,。；;的]{0,10}(?:工资|低保标准|生活保障标准|最低生活标准|供养标准|生活补助标准)(?:的|给予|发放|计|$|[，,。；;])"
)
#: 对连续两年保持…的企业, 对出售后1年内重新购买…的纳税人: part of who gets it.
_OF_CLASS = deferred(
    r"[^，,。；;]{4,}的[^，,。；;的]{0,8}(?:企业|单位|机构|个人|人员|人才|纳税人|主体|家庭|职工|毕业生|团队|项目)$"
)
_STAY = deferred(
    r"(?:停留|居留|离境|出境|轮候|等候)(?:时间|期限|期)?$|每满?$|第[一二三四五\d]{1,2}(?:年)?[至到—~-]?$|第[一二三四五六七八九十\d]{1,2}年?[、和及与](?:第?[一二三四五六七八九十][、和及与])*$"
)
_AHEAD = deferred(r"(?:(?:期满|到期|届满|截止)日?|结束|开始|提)前$|原则上$")
#: 按前三年100%、后七年60%给予奖励: years of a grant, counted from its first.
_FIRST_YEARS = deferred(
    r"[，,]?(?:[^，,。；;每内]{2,30}?(?:予以|给予|全额|返还)|每年|内|分别|均|可|都|由|给予|予以|享受|免|减|按|全额|减半|以|每[^，,。；;]{1,8}(?:补|奖)|\d|全部|给)"
)
_COUNTED_FROM = deferred(
    r"(?:起|之?后)[^。；;]{0,16}$|(?:后|第)[一二两三四五六七八九十\d]{1,2}年[^。；;]{0,24}(?:给予|奖|补|减|免|支持|返还|享受)"
)
_SERVED = deferred(r"[满足]$")
_ACTS_FIRST = deferred(r"完成|审核|初审|审查|复审|复核|核实|办结|审批|评审|认定|提出")
#: 每月按22个工作日计算: a basis of calculation.
_BASIS = deferred(r"(?:进行)?(?:计算|计(?=[，,。；;）)]|$)|折算|核算|测算|计发|发放)")
#: 实行为期3年的跟踪管理, 给予为期两年的扶持.
_LASTING = deferred(r"(?:实行|开展|给予|提供|实施|进行|享受|组织|举办|接受|设立|予以)(?:为期|期限为|长达|时间为)$")
#: 自投产之日起两年，由财政部门给予补助: the years in which something is granted.
_SINCE = deferred(r"[自从][^，,。；;]{2,24}起的?$")
_GRANTED_SINCE = deferred(
    r"[，,][^。；;]{0,60}?(?:给予|予以|补助|补贴|奖励|享受|减免|减征|免征|免收|返还|全额|贴息|扶持)"
)
_GRANTED = deferred(r"(?:给予|享受|发放|提供|减免)(?:最长|最多|期限|为期|不超过|至多|连续)?$|为期$")
_GRANT_NOUN = deferred(
    r"的?[^，,。；;的]{0,10}(?:补贴|补助|资助|贴息|扶持|奖励|奖补|期|岗位|活动|减免|优惠|支持|免租)"
)
#: 提前两年实现目标: an achievement.
_EARLY = deferred(r"(?:全面|基本|率先|超额)?(?:实现|完成|达到|建成|达标|翻番)")
_SHORTENED = deferred(r"(?:压缩|压减|提速|由[^，。；]{1,8}缩短|时限[^，。；]{0,6}缩短)[到至为在]?$")
_HOLDS_FOR = deferred(r"(?:(?:之|以)?内)?(?:均|持续|长期)?有效(?=$|[，,。；;、）)])")
_TERM_OF = deferred(r"(?:的?有效期|有效)的[^，,。；;]{2,}")
#: An appeal, or papers asked for later: a term of the procedure, not the time to apply.
_APPEAL = deferred(
    r"异议|复核|复议|申诉|举报|投诉|诉讼|补充(?:提交|提供|材料|资料|完善)|补正|补齐|修改|重新(?:提交|上传|申报|申请)|退回|验收申请|申请验收|续租|续期|延期"
)
#: 建成后3个月内，实施主体书面申请验收; 限期3个月整改.
_CHECKED_THEN = deferred(r"之?内[，,]?[^，,。；;]{0,16}(?:申请验收|验收申请|申请结题|结题申请|申请结项|申请复核)")
_PUT_RIGHT = deferred(r"(?:之?内)?[^，,。；;]{0,4}(?:整改|改正|纠正|补正|完善)")
_AFTER_NOTICE = deferred(r"公示(?:期|时间)?(?:期?满|结束|无异议|之日|后)")
_APPLIES = deferred(
    r"(?:之)?内(?:[，,]?(?:由|向)?[^，。；]{0,14}?(?:提出申请|申请(?!人|者|单位|企业)|申报(?!人|者|单位|企业)|(?:可|可以|应当?|须)申领|报名)(?!材料|表|书|审)"
    r"|[，,]?[^，。；]{0,14}(?:报送|提交|递交|寄送|上报)[^，。；]{0,8}(?:申请|申报|材料|资料)"
    r"|[，,]?[^，。；]{0,4}将[^，。；]{0,10}(?:申请|申报|材料|资料)[^，。；]{0,6}(?:报送|提交|递交|寄送|上报|报))"
)
_AWAITED = deferred(
    r"(?:部门|局|委|办公室|管委会|政府|街道|中心|机构)[^，。；]{0,6}(?:收到|受理|审核)|受理(?:申请)?(?:之日|后)"
)
_RUNS_TO = deferred(r"政策(?:措施)?[^，。；]{0,6}(?:执行|实施|延续|延长|延期)(?:执行|实施)?(?:至|到)$")
_RUNS_FOR = deferred(r"(?:该|此项?)?政策(?:执行|实施|有效)(?:期限?|时间)(?:为|是|：)?(?:截?[至到]|截止到?|自|从)?")
#: 此标准自…起执行: from when a standard holds, not the document.
_STANDARD_FROM = deferred(
    r"(?:^|[，,。；;：:])(?:此|该|上述|以上|新的?|调整后的?|提高后的?)?[^，,。；;：:本]{0,12}(?:标准|比例|待遇|额度|限额|金额|费率|范围|目录)[^，,。；;：:]{0,3}$"
)
_HOLDS = deferred(r"[^，,。；;]{0,6}(?:起|开始)[^，,。；;]{0,4}(?:执行|实施|施行|适用)")
_THING_HOLDS = deferred(
    r"(?:名单|名录|资格|称号|证书?|券|认定|结果|成绩|入库)(?:的)?有效期(?:限)?(?:为|自[^，,。；;]{1,16})?(?:截?[至到]|截止到?)?$"
)
_OWN_POLICY = deferred(r"本(?:办法|细则|规定|意见|政策|措施|方案|通知|文件|公告|若干)|(?:以上|上述|各项)政策")
_LEFT_UNDONE = deferred(r"之?内[^，,。；;]{0,8}未")
_RECURS = deferred(r"[日月年]?起[，,]?每(?:半?年|季度?|月|周|日)(?![^。；]{0,60}(?:申报|申请|受理|办理|报名|登记))")


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
        or ("年度" in text[quantity.start : quantity.end] and "连续" not in before and quantity.bound == "max")
        or (quantity.bound == "max" and not quantity.working_days and _is_demand(text, quantity, clause))
        or (quantity.bound == "min" and re.search(r"服务(?:期限?|时间|年限)$", before) is not None)
        or (not quantity.working_days and _is_bar(ctx, quantity, clause))
        or (not quantity.working_days and _is_window(ctx, quantity, clause))
        or (_PAY_BEFORE.search(before) is not None and _PAY_AFTER.match(after) is not None)
        or _PAY_OF.match(after) is not None
        or before.endswith(("力争", "争取", "力争用", "争取用", "力争在", "计划用", "利用"))
        or (quantity.bound is None and _PAY_BEFORE.search(before) is not None and _BASIS.match(after) is not None)
        or _STACKED.search(after) is not None
        or is_status(ctx, quantity, clause)
        or (before.endswith("提前") and _EARLY.match(after) is not None)
        or (before.startswith(("对", "凡")) and not _GRANTED.search(before) and _OF_CLASS.match(after) is not None)
    )


def _is_demand(text: str, quantity: Quantity, clause: Piece) -> bool:
    """True where the clause is what somebody must have done (并于6个月内在本市就业的，按…): a condition."""
    if text[clause.end - 1] != "的" or text[clause.end : clause.end + 1] not in tuple("，,。；;"):
        return False
    return _APPLIES.match(text, quantity.core_end, clause.end) is None


def _is_bar(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    start, end = max(clause.start, quantity.start - 8), min(clause.end, quantity.end + 6)
    return (
        _BARRED.search(ctx.text, start, end) is not None
        or _BARRED_LATER.match(ctx.text, quantity.core_end, clause.end) is not None
    )


def _is_window(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True where another figure follows that the time bounds."""
    pattern = _WINDOW if quantity.bound == "max" else _SUMMED
    if re.match(r"(?:以?内)?[^，,。；;]{0,4}(?:给予每年|每年给予|每年)", ctx.text[quantity.core_end : clause.end]):
        return False
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
    if quantity.bound == "min" and runs_after_end(ctx, quantity):
        return "other"
    if (role := role_ahead(ctx, quantity, clause, sentence)) is not None:
        return role
    if starts_grant(ctx, quantity, sentence):
        return "other"
    if _APPEAL.search(whole) and quantity.bound == "max":
        return "other"
    if quantity.bound == "max" and _CHECKED_THEN.match(text, quantity.core_end, sentence.end):
        return "other"
    if before.endswith(("限期", "责令")) and _PUT_RIGHT.match(text, quantity.core_end, clause.end):
        return "other"
    if quantity.bound == "max" and _AFTER_NOTICE.search(before):
        return "other"
    if quantity.bound == "max" and _applies(text, quantity, clause, sentence):
        return "application"
    if quantity.bound != "min" and _LASTING.search(before) and text[quantity.core_end : quantity.core_end + 1] == "的":
        return "publicity" if text.find("公示", quantity.core_end, quantity.core_end + 8) > 0 else "other"
    if quantity.bound is None and _SINCE.search(before) and _GRANTED_SINCE.match(text, quantity.core_end, sentence.end):
        return "other"
    if _GRANTED.search(before) and _GRANT_NOUN.match(text, quantity.end, clause.end):
        return "other"
    if _SHORTENED.search(before) or (_AHEAD.search(before) and not before.endswith("原则上")):
        return "other"
    return "validity" if states_term(ctx, quantity, clause) else None


def runs_after_end(ctx: Context, quantity: Quantity) -> bool:
    """True for a term that begins when another is over (实施期满6个月内提交结题报告): 满 belongs to 期, no least."""
    return (
        ctx.text.startswith("满", quantity.start)
        and ctx.text[quantity.start - 1 : quantity.start] == "期"
        and re.match(r"[之以]?内", ctx.text[quantity.core_end : quantity.core_end + 2]) is not None
    )


def shown_after(text: str, quantity: Quantity, notice: re.Match[str]) -> bool:
    """True where a term is for what comes before the public notice (10个工作日内完成初审并公示)."""
    if quantity.bound == "max" and notice.start() > quantity.core_end and text.startswith("内", quantity.core_end):
        return True  # 3个工作日内在网站公示: when, not how long
    return quantity.bound == "max" and _ACTS_FIRST.search(text, quantity.core_end, notice.start()) is not None


def starts_grant(ctx: Context, quantity: Quantity, sentence: Piece) -> bool:
    """True where 前N年 are the first years of a grant (自投产之年起，前三年按100%…), not the years past."""
    text = ctx.text
    mark = text[max(0, quantity.start - 1) : quantity.start + 1]
    if not _FIRST_YEARS.match(text, quantity.core_end) or not any(one in mark for one in "前头后"):
        return False
    if "后" in mark:
        return re.search(r"[前头][一二两三四五六七八九十\d]{1,2}年", text[sentence.start : quantity.start]) is not None
    return (
        _COUNTED_FROM.search(text[sentence.start : quantity.start].rstrip("前头按，,")) is not None
        or re.search(r"(?:后|第)[一二两三四五六七八九十\d]{1,2}年", text[quantity.core_end : sentence.end]) is not None
    )


def states_term(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True where the duration is the term of a permit or certificate: 两年有效的居留许可, 2至5年有效期的专家证."""
    if quantity.bound == "max" and _HOLDS_FOR.match(ctx.text, quantity.core_end, clause.end):
        return True
    return quantity.bound is None and _TERM_OF.match(ctx.text, quantity.end, clause.end) is not None


def _applies(text: str, quantity: Quantity, clause: Piece, sentence: Piece) -> bool:
    stop = sentence.end if re.match(r"之?内[，,]", text[quantity.core_end : quantity.core_end + 3]) else clause.end
    if _APPLIES.match(text, quantity.core_end, stop) is None:
        return False
    return _AWAITED.search(text, clause.start, quantity.start) is None and not _acts(text, quantity, clause, stop)


def _acts(text: str, quantity: Quantity, clause: Piece, stop: int) -> bool:
    """True where it is an authority that hands something on within the time."""
    office = r"(?:部门|局|委|办公室|管委会|政府|街道|办事处\)?|镇|乡|委员会|(?<!培训|服务|医疗|养老|托育|中介|科研|检测|金融|研发|研究|教育)(?:中心|机构))"
    lead = text[clause.start : quantity.start]
    return (
        re.search(rf"^(?:[^，。；]{{0,16}}){office}(?:应当?|须|要|需)?(?:[在于自]|收到|$)", lead) is not None
        or re.match(rf"之?内[，,]?(?:由)?[^，。；向到至]{{0,10}}{office}", text[quantity.core_end : stop]) is not None
    )


def is_past(ctx: Context, index: int, clause: Piece, sentence: Piece) -> bool:
    """``is_lookback``, but for the time ahead of a day (期满前3个月, 提前1个月), the first years of a grant and 原则上."""
    quantity = ctx.quantities[index]
    if quantity.kind is Kind.DURATION and _SERVED.search(ctx.text, clause.start, quantity.start):
        return re.match(r"(?:以上)?(?:的)?(?:之|以)?后", ctx.text[quantity.core_end : clause.end]) is not None
    return (
        is_lookback(ctx, index)
        and not _AHEAD.search(ctx.text, max(0, quantity.start - 6), quantity.start)
        and not starts_grant(ctx, quantity, sentence)
        and act_ahead(ctx, quantity, clause, sentence) is None
    )


def is_shortened(ctx: Context, quantity: Quantity) -> bool:
    """True where a time is cut to the duration (压缩至5个工作日): it is the longest."""
    return _SHORTENED.search(ctx.text, max(0, quantity.start - 16), quantity.start) is not None


def stated_before(ctx: Context, index: int, clause: Piece) -> bool:
    """True for the term of an omission (5个工作日内未提交的，视为放弃) that the sentence before has stated already."""
    quantity = ctx.quantities[index]
    if quantity.kind is not Kind.DURATION or not _LEFT_UNDONE.match(ctx.text, quantity.core_end, clause.end):
        return False
    before = ctx.quantities[max(0, index - 2) : index]
    return any(
        q.kind is quantity.kind and q.value == quantity.value and q.working_days == quantity.working_days
        for q in before
    )


def holds_from(ctx: Context, quantity: Quantity, sentence: Piece) -> bool:
    """True for the day from which a standard holds (该标准从次年秋季起执行)."""
    if quantity.kind is not Kind.DATE or _HOLDS.match(ctx.text, quantity.core_end, sentence.end) is None:
        return False
    return _STANDARD_FROM.search(ctx.text[sentence.start : quantity.core_start].rstrip("自从由于")) is not None


def recurs(ctx: Context, quantity: Quantity) -> bool:
    """True for the date from which something is done again and again (自…起，每半年更新): a duty of the authority."""
    return quantity.kind is Kind.DATE and _RECURS.match(ctx.text, quantity.core_end) is not None


def recurs_monthly(quantity: Quantity) -> bool:
    """True for a day of every month (每月5日前, 次月10日至15日): it recurs, and names no date."""
    return any(str(value).startswith("---") for value in (quantity.value.min, quantity.value.max))


def runs_to(ctx: Context, quantity: Quantity, sentence: Piece) -> bool:
    """True for the end of one policy among several (…优惠政策执行至2027年12月31日), not of the document itself."""
    if quantity.kind not in (Kind.DATE, Kind.DATE_RANGE):
        return False
    before = ctx.text[sentence.start : quantity.start]
    if _THING_HOLDS.search(before):
        return True
    if _OWN_POLICY.search(before) is not None:
        return False
    return _RUNS_TO.search(before) is not None or (
        _RUNS_FOR.fullmatch(before) is not None and is_of_measure(ctx.text, sentence.start)
    )
