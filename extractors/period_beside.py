"""The role of a figure by what stands beside it: the label before its colon, the period that it goes on from, the act
in the clause behind it."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import PeriodFinding
from tiaokuan.extractors.period_cues import (
    CUES,
    DUE_ACT,
    DUE_LEAD,
    DUE_OFFICE,
    HANDS_ON,
    LABEL_APPLIES,
    LABEL_EVENT,
    LABEL_OFFICE,
    OFFICE_DUTY,
)
from tiaokuan.extractors.period_openings import WAITS
from tiaokuan.extractors.period_stages import OF_PROJECT, step_role
from tiaokuan.extractors.period_values import Cue
from tiaokuan.gazetteer.deferred import deferred

_BARE = deferred(r"\s*(?:最长|最多|一般|原则上|可|可以|暂定|约|自|从)*\s*")
#: …至…，共5个工作日: how long the stretch before is in all.
_IN_ALL = deferred(r"\s*(?:共计?|总计|合计|为期|历时|时长)\s*")
#: 自2027年4月1日起，按下列标准给予补贴: from when a grant is paid.
_GRANTED_FROM = deferred(
    r"之?日?起[，,][^。；]{0,60}?(?:给予|补贴|补助|奖励|资助|减免|发放|享受|免征|免收|(?:标准|比例|额度|范围)[^。；，]{0,12}(?:调整|提高|执行))"
)
#: （以寄出时间为准）
_NOTED = deferred(r"（[^（）]{1,24}）|\([^()]{1,24}\)")


def beside(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece, found: list[PeriodFinding]) -> Cue | None:
    """The role of a bare figure by the label before its colon (实施期限：2年), or by the period that it goes on from
    (实施期限为2年，最长不超过3年)."""
    lead = ctx.text[clause.start : quantity.start]
    if not _BARE.fullmatch(lead) and not _IN_ALL.fullmatch(lead):
        return None
    if ctx.text[clause.start - 1 : clause.start] in ("：", ":") and clause.start > sentence.start:
        label = re.split(r"[，,。；;：:]", ctx.text[sentence.start : clause.start - 1])[-1][-12:]
        if quantity.kind is Kind.DURATION and WAITS.search(label):
            return Cue("other")
        stated = next((Cue(role) for role, pattern in CUES[1:4] if pattern.search(label)), None)
        if stated is None and quantity.kind is not Kind.DURATION and LABEL_EVENT.search(label):
            return Cue("other")
        hands_in = LABEL_APPLIES.search(label) and not LABEL_OFFICE.search(label)
        return stated or (Cue("application") if hands_in and quantity.kind is not Kind.DURATION else None)
    last = found[-1] if found else None
    if (
        last
        and last.begin
        and last.until
        and not last.duration
        and _IN_ALL.fullmatch(ctx.text[clause.start : quantity.start])
    ):
        return Cue(last.role) if quantity.kind is Kind.DURATION else None
    if last is None or last.role != "implementation" or quantity.kind is not Kind.DURATION:
        return None
    return Cue(last.role) if (last.duration or last.until) and last.end <= clause.start else None


def due_with_next(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> Cue | None:
    """The role of a date that is a clause of its own before the act that it bounds (每年4月30日前，企业向…提出申请)."""
    dated = quantity.kind is Kind.DATE and len(str(quantity.value.min or quantity.value.max)) >= 7
    if dated and _GRANTED_FROM.match(ctx.text, quantity.core_end, sentence.end):
        return Cue("other") if not ctx.text[clause.start : quantity.core_start].strip(" 自从") else None
    until = _FROM_NOW.search(ctx.text, clause.start, quantity.start) is not None
    stretch = quantity.kind is Kind.DATE_RANGE or (quantity.kind is Kind.DATE and (until or quantity.bound == "max"))
    if not stretch or ctx.text[clause.end : clause.end + 1] not in "，,":
        return None
    lead, rest = ctx.text[clause.start : quantity.start], ctx.text[quantity.core_end : clause.end]
    lead = _FROM_NOW.sub("", lead)
    if not DUE_LEAD.fullmatch(lead.strip()) or len(_NOTED.sub("", rest)) > 3:
        return None
    if HANDS_ON.search(lead) and DUE_ACT.match(ctx.text, clause.end + 1, sentence.end):
        return Cue("other")
    if DUE_ACT.match(ctx.text, clause.end + 1, sentence.end):
        return Cue("application")
    return Cue("other") if DUE_OFFICE.match(ctx.text, clause.end + 1, sentence.end) else None


#: 即日起至5月16日，各单位提交申报材料.
_FROM_NOW = deferred(
    r"(?:自|从)?(?:即日|(?:本)?(?:通知|公告|指南|通告)?(?:发布|印发|公布|下发)之?日)起?(?:开始)?[，,]?(?:截?至|截?止至?|到)$"
)
#: What is done by a day of a schedule (7月底前，市级抽查复核；8月上旬公示).
_DONE_THEN = deferred(r"(?:[上中下]旬|[初末底])?(?:之|以|左右)?前?后?[，,]?(?P<act>[^；;。]{2,40})")


def scheduled_cue(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> Cue | None:
    """The role of a day in a schedule by what is done then; None where that tells nothing of who acts."""
    if (due := due_with_next(ctx, quantity, clause, sentence)) is not None:
        return due
    then = _DONE_THEN.match(ctx.text, quantity.core_end, sentence.end)
    if then is None or OF_PROJECT.search(then["act"]):
        return None
    role = step_role(then["act"])
    return Cue(role) if role in ("other", "application", "publicity") else None


#: 于4月30日前报所在地县级人社部门, …前报至市局.
_REPORTED = deferred(
    r"(?:[上下]午)?(?:下班)?(?:之|以|底)?前(?:（[^（）]{1,20}）)?[，,]?(?:统一|一并|书面|集中)?报(?!告|名|到|考|废|价|关|警|销|道|酬)(?:送)?[至到给]?[^，,。；;]{0,14}?(?:局|部门|委|办公室|中心|科|处|站|街道|乡镇|镇政府|社区|村委会|园区|政府|单位|我[局委办厅])"
)
#: …前将推荐表（加盖公章）及作品打包发送至邮箱.
_SENT_IN = deferred(
    r"(?:[上下]午)?(?:下班)?(?:之|以|底)?前(?:（[^（）]{1,20}）)?[，,]?将(?:[^。；;，,（()）]|（[^（）]*）|\([^()]*\)){2,80}?(?:(?:报送?|寄送?|邮寄|快递|发送?|送达?|送交|提交|递交|上传|交)[至到给往](?!位|账)"
    r"|报(?!告|名|表|销|价|道|酬)送?[^，,。；;]{0,14}?(?:局|部门|委|办公室|中心|科|处|站|街道|乡镇|镇政府|社区|园区|单位))"
)
#: 社区于2月5日前统一报街道: what others have filed goes up together.
_PASSED_UP = deferred(
    r"(?:之|以|底)?前[，,]?(?:[^，,。；;]{0,10}(?:汇总|审核)后)?(?:统一|汇总|集中)(?:后)?(?:上?报|报送)"
)
_OFFICE = deferred(
    r"(?:局|残联|妇联|团委|科协|工会|总工会|联社|学院|厅|部门|委员会|委|办公室|管委会|政府|街道办?|乡镇|中心|院系|各?[县市区州][（(][^（）()]{1,8}[）)]|各[县市区州地镇]|各地|各[县区]市?区?)(?:应当?|须|要|请|负责|经?[^，,。；;]{0,12}[后并])*[于在]?$"
)


def reported_cue(ctx: Context, quantity: Quantity, sentence: Piece) -> Cue | None:
    """``application`` for the date by which those who apply report to an office (于4月30日前报所在地人社部门), ``other``
    where one office reports to another; None for all other dates."""
    if ctx.text.find("前", quantity.core_end, quantity.core_end + 5) < 0:
        return None
    sent = _SENT_IN.match(ctx.text, quantity.core_end, sentence.end)
    if sent is None and _REPORTED.match(ctx.text, quantity.core_end, sentence.end) is None:
        return None
    if OFFICE_DUTY.match(ctx.text, quantity.core_end, sentence.end):
        return Cue("other")
    lead = ctx.text[sentence.start : quantity.start].rstrip("于在，, ")
    if _PASSED_UP.match(ctx.text, quantity.core_end, sentence.end):
        return Cue("other")
    by_office = any(_OFFICE.search(part) for part in re.split(r"[，,；;：:]", lead))
    return Cue("other" if by_office or HANDS_ON.search(lead) else "application")
