"""Periods: when and how long, with the role that the words beside the figure give them."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece, clauses, segments, sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import PeriodFinding
from tiaokuan.extractors.metrics import counts_from_status
from tiaokuan.extractors.period_beside import beside, due_with_next, reported_cue
from tiaokuan.extractors.period_cues import (
    CUES,
    LABEL_EVENT,
    OFFICE_DUTY,
    REPORTS,
    acts_before,
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
from tiaokuan.extractors.period_headed import ITS_TERM, headed_cue
from tiaokuan.extractors.period_notices import counts_from, measures_sum, notice_cue
from tiaokuan.extractors.period_openings import window_cue
from tiaokuan.extractors.period_stages import stage_cue
from tiaokuan.extractors.period_status import is_attribute, runs_from
from tiaokuan.extractors.period_values import Cue, finding_of, in_year_of, is_year_of_label, merge, upper_of
from tiaokuan.extractors.period_windows import (
    DURING,
    announced_in,
    applies_after,
    hands_in_during,
    is_aimed,
    is_deadline,
    reports_after,
    yearly_window,
)
from tiaokuan.gazetteer.deferred import deferred

_OWN = deferred(r"本(?:办法|细则|规定|意见|政策|措施|方案|通知|文件|公告|指南|条例)|施行|实施|执行|印发")
_OTHER = deferred(r"兑付|兑现|适用于|竣工|完工|投产|建成投|实际发生|期间(?:完成|发生|取得|获得|新)")
_IN_CLASS = deferred(
    r"期间内?(?:(?:被?授权|公告|毕业|注册|登记|出生|入职|参保|入学|退役|在校|在职)[^，。；的]{0,8})?的(?!本|政策|申报|申请)[^，。；]{2,}"
)
_GRANT_TERM = deferred(r"(?:补贴|补助|资助|奖励|享受|贴息|减免|优惠|扶持|支持)(?:期限?|时间)(?:为|自|从|是)?$")
_STANDS_ALONE = deferred(r"(?:^|；)\s*(?:自|从|在)?$")
_STATES_TIME = deferred(r"^(?:公示|受理|申报)?(?:的)?(?:时间|期限|期)(?:为|是|：|:|不少于|不得少于)")
_DRAWN_UP = deferred(
    r"^[^，。；向报]{0,24}(?:部门|局|厅|委|办公室|政府|管委会|机关|事业单位)[^。；]{0,60}(?:提出|形成|公布|公开|制定|下达|报送|完成)"
)
_OFFICE_ACTS = deferred(
    r"(?:部门|局|委|办公室|管委会|政府)(?:应当?|须|需|要)?(?:分别)?(?:(?:初审|审核|审查|复核|汇总|核实)[^，。；]{0,6}后)?[于在]$|(?:评审|评选|审核|审批|初审|复核|认定|拨付|考核|推荐)工作(?:应当?|须|将)?[于在]$"
)
#: 9月30日前提出申请的按原标准执行: who is meant.
_WHO_APPLIED = deferred(
    r"[之以]?前(?:已经?)?(?:提出申请|申请|申报|受理|报名|立项|备案)[^，,。；;的]{0,8}的(?!$|[，,])"
)
_WHO_BY_DATE = deferred(r"(?:[（(]含[^）)]{0,3}[）)])?(?:以后|之后|后|以前|之前)[^，。；的]{1,12}的")
_TIMES = frozenset((Kind.DATE, Kind.DATE_RANGE, Kind.DURATION))


def read_periods(
    ctx: Context, start: int, end: int, role: str | None = None, *, deadlines: bool = False
) -> list[PeriodFinding]:
    """The periods of ``text[start:end]``; ``role`` is what the section's heading says (实施周期 → implementation).

    ``deadlines``: dates that only bound a duty (12月底前完成, 自2021年12月1日起不再 …) are periods ``other`` as well.
    """
    found: list[PeriodFinding] = []
    figures = ctx.within(start, end)
    for index in figures:
        if ctx.quantities[index].kind in _TIMES:
            break
    else:
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
        if measures_sum(ctx, quantity):
            continue
        cue = _cue(ctx, quantity, clause, sentence, heading)
        if cue is None or cue.role in ("other", "milestone", "application"):
            cue = window_cue(ctx, quantity, clause, sentence) or cue
        labelled = cue is not None and is_office_time(ctx, quantity, sentence)
        if heading is None and (cue is None or cue.role == "other") and not labelled:
            cue = beside(ctx, quantity, clause, sentence, found) or cue
        if heading is None and cue is None:
            cue = due_with_next(ctx, quantity, clause, sentence)
        if deadlines and heading is None and is_deadline(ctx, quantity) and (cue is None or cue.role == "milestone"):
            cue = Cue("other")
        if cue is None:
            continue
        if (
            cue.role == "validity"
            and not runs_to(ctx, quantity, sentence)
            and (
                quantity.kind is not Kind.DURATION
                or not (ITS_TERM.search(ctx.text, clause.start, quantity.start) or states_term(ctx, quantity, clause))
                or _OWN.search(ctx.text, sentence.start, clause.end)
            )
        ):
            continue
        if cue.role == "application" and counts_from(ctx, quantity, clause):
            cue = Cue("other")
        finding = finding_of(ctx, index, cue, clause, sentence)
        if cue.role == "other" and counts_from(ctx, quantity, clause):
            finding.begin, finding.until = finding.begin or finding.until, None
        if cue.role == "milestone" and found and found[-1].role == cue.role:
            in_year_of(finding, found[-1])
        upper = upper_of(finding, quantity)
        if not merge(found, finding, ctx):
            found.append(finding)
            found += [upper] if upper is not None else []
    return found


def _cue(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece, heading: str | None) -> Cue | None:
    near = ctx.text[clause.start : clause.end]
    if quantity.kind is Kind.DATE and _WHO_BY_DATE.match(ctx.text, quantity.core_end, clause.end):
        return None
    if (
        heading in (None, "implementation", "application")
        and (step := stage_cue(ctx, quantity, clause, heading)) is not None
    ):
        return step
    if heading is None and quantity.kind is Kind.DATE and _WHO_APPLIED.match(ctx.text, quantity.core_end, clause.end):
        return None
    if heading is not None:
        return headed_cue(ctx, quantity, clause, sentence, heading)
    if reports_after(ctx, quantity, clause, sentence):
        return Cue("other")
    if (told := notice_cue(ctx, quantity, clause, sentence)) is not None:
        return told
    if holds_from(ctx, quantity, sentence) or announced_in(ctx, quantity):
        return Cue("other")
    if quantity.kind is Kind.DATE and quantity.bound is None and yearly_window(ctx, quantity, clause):
        return Cue("application")
    if quantity.kind is Kind.DATE_RANGE and _GRANT_TERM.search(near[: max(0, quantity.start - clause.start)]):
        return Cue("other")
    if quantity.kind is Kind.DATE and (reported := reported_cue(ctx, quantity, sentence)) is not None:
        return reported
    if quantity.kind is Kind.DATE_RANGE and hands_in_during(ctx, quantity, clause, sentence):
        return Cue("application")
    other = _OTHER.search(near)
    if other and quantity.kind is Kind.DATE and str(quantity.value.min or quantity.value.max).isdigit():
        return None
    if other and quantity.kind is not Kind.DURATION:
        return Cue("other", "兑付" if "兑" in other.group() else None)
    if (
        quantity.kind is not Kind.DURATION
        and LABEL_EVENT.search(near[: max(0, quantity.start - clause.start)])
        and (quantity.kind is Kind.DATE_RANGE or quantity.bound is None)
    ):
        return Cue("other", held=True)
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
        if role == "publicity" and quantity.kind is Kind.DATE and acts_before(ctx, quantity, match.start()):
            return Cue("other")
        behind = match.start() > quantity.core_end and match.group().startswith("有效期")
        if role == "validity" and quantity.kind is Kind.DURATION and behind:
            continue
        if role == "milestone" and heading is None and is_aimed(ctx, quantity):
            return None
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
