"""Periods: when and how long, with the role that the words beside the figure give them."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece, clauses, segments, sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import PeriodFinding
from tiaokuan.extractors.metrics import counts_from_status
from tiaokuan.extractors.period_cues import (
    CUES,
    DUE_ACT,
    DUE_LEAD,
    DUE_OFFICE,
    LABEL_APPLIES,
    LABEL_EVENT,
    LABEL_OFFICE,
    OFFICE_DUTY,
    REPORTS,
    duration_cue,
    is_office_time,
    sentence_cue,
)
from tiaokuan.extractors.period_gates import (
    holds_from,
    is_no_period,
    is_past,
    recurs,
    recurs_monthly,
    runs_to,
    settled_role,
    shown_after,
    stated_before,
    states_term,
)
from tiaokuan.extractors.period_stages import stage_cue
from tiaokuan.extractors.period_status import is_attribute, runs_from
from tiaokuan.extractors.period_values import Cue, finding_of, is_year_of_label, merge, upper_of
from tiaokuan.extractors.period_windows import (
    DURING,
    SHOWN,
    announced_in,
    applies_after,
    follows_up,
    is_deadline,
    yearly_window,
)

_ITS_TERM = re.compile(r"有效期限?(?:为|是|：|:)?$|有效期[^，。；]{0,4}$")
_OWN = re.compile(r"本(?:办法|细则|规定|意见|政策|措施|方案|通知|文件|公告|指南|条例)|施行|实施|执行|印发")
_OTHER = re.compile(r"兑付|兑现|适用于|竣工|完工|投产|建成投|实际发生|期间(?:完成|发生|取得|获得|新)")
_HANDS_IN = re.compile(
    r"(?:提交|报送|递交|寄送)[^，。；]{0,8}(?:材料|资料|申请|申报)|申报截止|逾期|(?:发送?|送达?|邮寄|寄送|投递)[至到]"
)
_IN_CLASS = re.compile(
    r"期间内?(?:(?:被?授权|公告|毕业|注册|登记|出生|入职|参保|入学|退役|在校|在职)[^，。；的]{0,8})?的(?!本|政策|申报|申请)[^，。；]{2,}"
)
_GRANT_TERM = re.compile(r"(?:补贴|补助|资助|奖励|享受|贴息|减免|优惠|扶持|支持)(?:期限?|时间)(?:为|自|从|是)?$")
_BARE = re.compile(r"\s*(?:最长|最多|一般|原则上|可|可以|暂定|约|自|从)*\s*")
#: …至…，共5个工作日: how long the stretch before is in all.
_IN_ALL = re.compile(r"\s*(?:共计?|总计|合计|为期|历时|时长)\s*")
_STANDS_ALONE = re.compile(r"(?:^|；)\s*(?:自|从|在)?$")
_STATES_TIME = re.compile(r"^(?:公示|受理|申报)?(?:的)?(?:时间|期限|期)(?:为|是|：|:|不少于|不得少于)")
_DRAWN_UP = re.compile(
    r"^[^，。；向报]{0,24}(?:部门|局|厅|委|办公室|政府|管委会|机关|事业单位)[^。；]{0,60}(?:提出|形成|公布|公开|制定|下达|报送|完成)"
)
_PASSES_ON = re.compile(
    r"(?:部门|局|委|办公室|管委会|政府)[^，。；]{0,6}(?:初审|审核|审查|复核|汇总)[^，。；]{0,6}后[于在]$"
)
_OFFICE_ACTS = re.compile(
    r"(?:部门|局|委|办公室|管委会|政府)(?:应当?|须|需|要)?(?:分别)?(?:(?:初审|审核|审查|复核|汇总|核实)[^，。；]{0,6}后)?[于在]$|(?:评审|评选|审核|审批|初审|复核|认定|拨付|考核|推荐)工作(?:应当?|须|将)?[于在]$"
)
#: 自2027年4月1日起，按下列标准给予补贴: from when a grant is paid.
_GRANTED_FROM = re.compile(
    r"之?日?起[，,][^。；]{0,60}?(?:给予|补贴|补助|奖励|资助|减免|发放|享受|免征|免收|(?:标准|比例|额度|范围)[^。；，]{0,12}(?:调整|提高|执行))"
)
#: 9月30日前提出申请的按原标准执行: who is meant.
_WHO_APPLIED = re.compile(
    r"[之以]?前(?:已经?)?(?:提出申请|申请|申报|受理|报名|立项|备案)[^，,。；;的]{0,8}的(?!$|[，,])"
)
_TIMES = frozenset((Kind.DATE, Kind.DATE_RANGE, Kind.DURATION))


def read_periods(
    ctx: Context, start: int, end: int, role: str | None = None, *, deadlines: bool = False
) -> list[PeriodFinding]:
    """The periods of ``text[start:end]``; ``role`` is what the section's heading says (实施周期 → implementation).

    ``deadlines``: dates that only bound a duty (12月底前完成, 自2021年12月1日起不再 …) are periods ``other`` as well.
    """
    found: list[PeriodFinding] = []
    if not any(ctx.quantities[index].kind in _TIMES for index in ctx.within(start, end)):
        return found
    for sentence in sentences(ctx.text, start, end):
        found += _sentence(ctx, sentence, role, deadlines)
    return found


def _sentence(ctx: Context, sentence: Piece, heading: str | None, deadlines: bool) -> list[PeriodFinding]:
    found: list[PeriodFinding] = []
    times = [i for i in ctx.live(sentence.start, sentence.end) if ctx.quantities[i].kind in _TIMES]
    if not times:
        return found
    parts = [p for s in segments(ctx.text, sentence.start, sentence.end) for p in clauses(ctx.text, s.start, s.end)]
    for index in times:
        quantity = ctx.quantities[index]
        if str(quantity.value.min or quantity.value.max).startswith("T"):  # an hour without a day
            continue
        clause = next((p for p in parts if p.start <= quantity.start < p.end), sentence)
        if is_past(ctx, index, clause, sentence) or is_attribute(ctx, quantity, clause):
            continue
        if stated_before(ctx, index, clause):
            continue
        of_status = heading is None and counts_from_status(ctx, index, clause.start, clause.end)
        if of_status and not runs_from(ctx, quantity, clause):
            continue
        if recurs_monthly(quantity):
            ctx.exclude([index], "recurrence")
            continue
        if recurs(ctx, quantity) or is_year_of_label(ctx, quantity, sentence):
            continue
        cue = _cue(ctx, quantity, clause, sentence, heading)
        labelled = cue is not None and is_office_time(ctx, quantity, sentence)
        if heading is None and (cue is None or cue.role == "other") and not labelled:
            cue = _beside(ctx, quantity, clause, sentence, found) or cue
        if heading is None and cue is None:
            cue = _due_with_next(ctx, quantity, clause, sentence)
        if deadlines and heading is None and is_deadline(ctx, quantity) and (cue is None or cue.role == "milestone"):
            cue = Cue("other")
        if cue is None:
            continue
        if (
            cue.role == "validity"
            and not runs_to(ctx, quantity, sentence)
            and (
                quantity.kind is not Kind.DURATION
                or not (_ITS_TERM.search(ctx.text, clause.start, quantity.start) or states_term(ctx, quantity, clause))
                or _OWN.search(ctx.text, sentence.start, clause.end)
            )
        ):
            continue
        finding = finding_of(ctx, index, cue, clause, sentence)
        upper = upper_of(finding, quantity)
        if not merge(found, finding, ctx):
            found.append(finding)
            found += [upper] if upper is not None else []
    return found


def _beside(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece, found: list[PeriodFinding]) -> Cue | None:
    """The role of a bare figure by the label before its colon (实施期限：2年), or by the period that it goes on from
    (实施期限为2年，最长不超过3年)."""
    lead = ctx.text[clause.start : quantity.start]
    if not _BARE.fullmatch(lead) and not _IN_ALL.fullmatch(lead):
        return None
    if ctx.text[clause.start - 1 : clause.start] in ("：", ":") and clause.start > sentence.start:
        label = re.split(r"[，,。；;：:]", ctx.text[sentence.start : clause.start - 1])[-1][-12:]
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


def _due_with_next(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> Cue | None:
    """The role of a date that is a clause of its own before the act that it bounds (每年4月30日前，企业向…提出申请)."""
    dated = quantity.kind is Kind.DATE and len(str(quantity.value.min or quantity.value.max)) >= 7
    if dated and _GRANTED_FROM.match(ctx.text, quantity.core_end, sentence.end):
        return Cue("other") if not ctx.text[clause.start : quantity.core_start].strip(" 自从") else None
    stretch = quantity.kind is Kind.DATE_RANGE or (quantity.kind is Kind.DATE and quantity.bound == "max")
    if not stretch or ctx.text[clause.end : clause.end + 1] not in "，,":
        return None
    lead, rest = ctx.text[clause.start : quantity.start], ctx.text[quantity.core_end : clause.end]
    if not DUE_LEAD.fullmatch(lead.strip()) or len(rest) > 3:
        return None
    if DUE_ACT.match(ctx.text, clause.end + 1, sentence.end):
        return Cue("application")
    return Cue("other") if DUE_OFFICE.match(ctx.text, clause.end + 1, sentence.end) else None


def _cue(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece, heading: str | None) -> Cue | None:
    near = ctx.text[clause.start : clause.end]
    if quantity.kind is Kind.DATE and re.match(
        r"(?:[（(]含[^）)]{0,3}[）)])?(?:以后|之后|后|以前|之前)[^，。；的]{1,12}的",
        ctx.text[quantity.core_end : clause.end],
    ):
        return None
    if heading in (None, "implementation", "application") and (step := stage_cue(ctx, quantity, clause)) is not None:
        return step
    if heading is None and quantity.kind is Kind.DATE and _WHO_APPLIED.match(ctx.text, quantity.core_end, clause.end):
        return None
    if heading == "implementation" and quantity.kind is not Kind.DURATION and _HANDS_IN.search(near):
        return Cue("application")
    if (
        heading == "application"
        and quantity.kind is Kind.DATE
        and _PASSES_ON.search(near[: quantity.start - clause.start])
    ):
        return Cue("other")
    if heading == "application" and is_office_time(ctx, quantity, sentence):
        return Cue("other")
    if (
        heading is not None
        and heading != "validity"
        and quantity.kind is Kind.DURATION
        and _ITS_TERM.search(near[: max(0, quantity.start - clause.start)])
    ):
        return Cue("validity")
    if heading == "implementation" and follows_up(ctx, quantity, clause):
        return Cue("other")
    if heading in ("implementation", "application") and quantity.kind is Kind.DURATION and SHOWN.search(near):
        return Cue("publicity")
    if heading is not None:
        return Cue(heading)
    if holds_from(ctx, quantity, sentence) or announced_in(ctx, quantity):
        return Cue("other")
    if quantity.kind is Kind.DATE and quantity.bound is None and yearly_window(ctx, quantity, clause):
        return Cue("application")
    if quantity.kind is Kind.DATE_RANGE and _GRANT_TERM.search(near[: max(0, quantity.start - clause.start)]):
        return Cue("other")
    other = _OTHER.search(near)
    if other and quantity.kind is not Kind.DURATION:
        return Cue("other", "兑付" if "兑" in other.group() else None)
    if quantity.kind is Kind.DATE_RANGE and LABEL_EVENT.search(near[: max(0, quantity.start - clause.start)]):
        return Cue("other")
    if is_no_period(ctx, quantity, clause):
        return None
    settled = settled_role(ctx, quantity, clause, sentence)
    if settled is not None:
        return Cue(settled)
    if quantity.kind is Kind.DATE and str(quantity.value.min or quantity.value.max).isdigit():
        return None
    if quantity.kind is Kind.DATE_RANGE and _IN_CLASS.match(ctx.text, quantity.end, clause.end):
        return None
    if quantity.kind is Kind.DATE_RANGE and (during := DURING.match(ctx.text, quantity.end)) is not None:
        if applies_after(ctx, during.end(), clause, sentence):
            return Cue("application")
        return Cue("implementation" if len(str(quantity.value.min)) == 4 else "other")
    if (
        quantity.kind is Kind.DATE_RANGE
        and len(str(quantity.value.min)) >= 8
        and _STANDS_ALONE.search(ctx.text[clause.start : quantity.start])
        and ctx.text[quantity.end : clause.end].strip() in ("", "期间", "内", "期间内")
    ):
        return Cue("other")
    if is_office_time(ctx, quantity, sentence):
        return Cue("other")
    if quantity.kind is Kind.DATE and REPORTS.search(ctx.text, quantity.core_end, clause.end):
        return Cue("other")
    if quantity.kind is Kind.DATE and quantity.bound == "max" and OFFICE_DUTY.match(ctx.text, quantity.core_end):
        return Cue("other")
    if quantity.kind is Kind.DATE and _OFFICE_ACTS.search(near[: quantity.start - clause.start]):
        return Cue("other")
    if (
        quantity.kind is Kind.DATE
        and _DRAWN_UP.match(ctx.text[sentence.start : sentence.end])
        and re.match(r"之?前|底前|公布|联合", ctx.text[quantity.core_end : quantity.core_end + 3])
    ):
        return Cue("other")
    if _STATES_TIME.match(near.strip()) and clause.start > sentence.start:
        stated = next(
            (role for role, pattern in CUES[:3] if pattern.search(ctx.text, sentence.start, clause.start)), None
        )
        if stated in ("publicity", "application"):
            return Cue(stated)
    for role, pattern in CUES:
        match = pattern.search(ctx.text, clause.start, clause.end)
        if match is None or (role == "publicity" and shown_after(ctx.text, quantity, match)):
            continue
        behind = match.start() > quantity.core_end and match.group().startswith("有效期")
        if role == "validity" and quantity.kind is Kind.DURATION and behind:
            continue
        if role == "milestone" and (quantity.kind is Kind.DURATION or ctx.text[match.end() : match.end() + 1] == "的"):
            continue
        if role == "implementation" and re.search(
            r"给予[^，。；]{0,4}$|(?:贷款|借款|融资|担保|还款|贴息|租赁)[^，。；]{0,4}周期[^，。；]{0,6}$",
            ctx.text[clause.start : quantity.start],
        ):
            return Cue("other")
        if role in ("publicity", "validity") or quantity.kind is not Kind.DURATION or role == "implementation":
            return Cue(role, match.group() if role == "milestone" else None)
    if quantity.kind is Kind.DURATION:
        return duration_cue(ctx, quantity, near)
    return sentence_cue(ctx, quantity, sentence)
