"""Periods: when and how long, with the role that the words beside the figure give them."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece, clauses, segments, sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import PeriodFinding
from tiaokuan.extractors.metrics import counts_from_status
from tiaokuan.extractors.period_gates import (
    is_no_period,
    is_past,
    recurs,
    runs_to,
    settled_role,
    states_term,
)
from tiaokuan.extractors.period_values import Cue, finding_of, merge, upper_of

_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "validity",
        re.compile(
            r"有效期(?!内)|施行|执行至|实施至|试行(?:期|[一二两三四五\d]年)|适用期限|政策(?:执行|实施)(?:期限?|时间)|自.{0,12}起(?:施行|实施|执行|生效)|废止|本(?:办法|细则|规定|意见|政策|措施|方案|通知).{0,12}(?:至|止)"
        ),
    ),
    ("publicity", re.compile(r"公示(?:期|时间|[^，。稿]{0,8}(?:天|日))|公示(?!稿)")),
    (
        "application",
        re.compile(
            r"申报(?:时间|截止|期限|期)|申请(?:时间|期限|截止)|受理(?:时间|期限)|报名(?:时间|截止)?|截止|逾期|报送|提交(?:材料|至)|征集(?:时间|期)|集中(?:申报|受理)|申报期|(?:前|内)[^，。]{0,12}(?:申报|报送|提交|提出申请|提出[^，。；]{0,16}的?申请|递交|寄送|报名)|受理|填报|申报"
        ),
    ),
    (
        "implementation",
        re.compile(
            r"实施(?:周期|期限|期|时间)|建设(?:周期|期限|期)|项目(?:周期|期限|期|执行期)|服务(?:时间|期限|期)|活动(?:时间|期限|期)|执行期|合作期|培育期|试点期|工作周期|周期"
        ),
    ),
    ("milestone", re.compile(r"完成|验收|签订|签约|竣工|开工|建成|投产|阶段|启动|总结")),
)
_ITS_TERM = re.compile(r"有效期限?(?:为|是|：|:)?$|有效期[^，。；]{0,4}$")
_OWN = re.compile(r"本(?:办法|细则|规定|意见|政策|措施|方案|通知|文件|公告|指南|条例)|施行|实施|执行|印发")
_OTHER = re.compile(r"兑付|兑现|适用于|竣工|完工|投产|建成投|实际发生|期间(?:完成|发生|取得|获得|新)")
_HANDS_IN = re.compile(r"(?:提交|报送|递交|寄送)[^，。；]{0,8}(?:材料|资料|申请|申报)|申报截止|逾期")
_IN_CLASS = re.compile(r"期间内?的(?!本|政策|申报|申请)[^，。；]{2,}")
_GRANT_TERM = re.compile(r"(?:补贴|补助|资助|奖励|享受|贴息|减免)(?:期限?|时间)(?:为|自|从|是)?$")
_BARE = re.compile(r"\s*(?:最长|最多|一般|原则上|可|可以|暂定|约|自|从)*\s*")
_STANDS_ALONE = re.compile(r"(?:^|；)\s*(?:自|从|在)?$")
_STATES_TIME = re.compile(r"^(?:公示|受理|申报)?(?:的)?(?:时间|期限|期)(?:为|是|：|:|不少于|不得少于)")
_DRAWN_UP = re.compile(
    r"^[^，。；向报]{0,24}(?:部门|局|厅|委|办公室|政府|管委会|机关|事业单位)[^。；]{0,60}(?:提出|形成|公布|公开|制定|下达|报送|完成)"
)
_PASSES_ON = re.compile(
    r"(?:部门|局|委|办公室|管委会|政府)[^，。；]{0,6}(?:初审|审核|审查|复核|汇总)[^，。；]{0,6}后[于在]$"
)
_OFFICE_ACTS = re.compile(
    r"(?:部门|局|委|办公室|管委会|政府)(?:应当?|须|需|要)?(?:分别)?(?:(?:初审|审核|审查|复核|汇总|核实)[^，。；]{0,6}后)?[于在]$"
)
_TIMES = frozenset((Kind.DATE, Kind.DATE_RANGE, Kind.DURATION))
_AUTHORITY = re.compile(
    r"工作日|审核|审批|公示|受理|答复|办结|拨付|反馈|核实|批复|出具|告知|通知|送达|公布|作出|予以|决定|补正"
)
_GRANT_TIME = re.compile(r"补贴|补助|资助|奖励|享受|扶持|支持|给予|发放|减免|贴息|期限|拨付|每年|连续|内")


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
        if is_past(ctx, index):
            continue
        if str(quantity.value.min or quantity.value.max).startswith("T"):  # an hour without a day
            continue
        clause = next((p for p in parts if p.start <= quantity.start < p.end), sentence)
        if heading is None and counts_from_status(ctx, index, clause.start, clause.end):
            continue
        if recurs(ctx, quantity):
            continue
        cue = _cue(ctx, quantity, clause, sentence, heading)
        if heading is None and (cue is None or cue.role == "other"):
            cue = _beside(ctx, quantity, clause, sentence, found) or cue
        if deadlines and heading is None and _is_deadline(ctx, quantity) and (cue is None or cue.role == "milestone"):
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
    if not _BARE.fullmatch(ctx.text[clause.start : quantity.start]):
        return None
    if ctx.text[clause.start - 1 : clause.start] in ("：", ":") and clause.start > sentence.start:
        label = re.split(r"[，,。；;：:]", ctx.text[sentence.start : clause.start - 1])[-1][-12:]
        return next((Cue(role) for role, pattern in _CUES[1:4] if pattern.search(label)), None)
    last = found[-1] if found else None
    goes_on = quantity.kind is Kind.DURATION and last is not None and last.duration and last.end <= clause.start
    return Cue(last.role) if goes_on and last is not None and last.role == "implementation" else None


def _is_deadline(ctx: Context, quantity: Quantity) -> bool:
    if quantity.kind is not Kind.DATE or len(str(quantity.value.min or quantity.value.max)) < 7:
        return False
    return re.match(
        r"(?:之|以)?前|起|底前", ctx.text[quantity.core_end : quantity.core_end + 3]
    ) is not None or quantity.bound in ("min", "max")


def _cue(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece, heading: str | None) -> Cue | None:
    near = ctx.text[clause.start : clause.end]
    if quantity.kind is Kind.DATE and re.match(
        r"(?:[（(]含[^）)]{0,3}[）)])?(?:以后|之后|后|以前|之前)[^，。；的]{1,12}的",
        ctx.text[quantity.core_end : clause.end],
    ):
        return None
    if heading == "implementation" and quantity.kind is not Kind.DURATION and _HANDS_IN.search(near):
        return Cue("application")
    if (
        heading == "application"
        and quantity.kind is Kind.DATE
        and _PASSES_ON.search(near[: quantity.start - clause.start])
    ):
        return Cue("other")
    if heading is not None:
        return Cue(heading)
    if quantity.kind is Kind.DATE_RANGE and _GRANT_TERM.search(near[: max(0, quantity.start - clause.start)]):
        return Cue("other")
    other = _OTHER.search(near)
    if other and quantity.kind is not Kind.DURATION:
        return Cue("other", "兑付" if "兑" in other.group() else None)
    if is_no_period(ctx, quantity, clause):
        return None
    settled = settled_role(ctx, quantity, clause, sentence)
    if settled is not None:
        return Cue(settled)
    if quantity.kind is Kind.DATE and str(quantity.value.min or quantity.value.max).isdigit():
        return None
    if quantity.kind is Kind.DATE_RANGE and _IN_CLASS.match(ctx.text, quantity.end, clause.end):
        return None
    if quantity.kind is Kind.DATE_RANGE and re.match(
        r"(?:年)?期间|年度期间", ctx.text[quantity.end : quantity.end + 4]
    ):
        return Cue("implementation" if len(str(quantity.value.min)) == 4 else "other")
    if (
        quantity.kind is Kind.DATE_RANGE
        and len(str(quantity.value.min)) >= 8
        and _STANDS_ALONE.search(ctx.text[clause.start : quantity.start])
        and ctx.text[quantity.end : clause.end].strip() in ("", "期间", "内", "期间内")
    ):
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
            (role for role, pattern in _CUES[:3] if pattern.search(ctx.text, sentence.start, clause.start)), None
        )
        if stated in ("publicity", "application"):
            return Cue(stated)
    for role, pattern in _CUES:
        match = pattern.search(near)
        if match is None or (
            role == "milestone" and (quantity.kind is Kind.DURATION or near[match.end() : match.end() + 1] == "的")
        ):
            continue
        if role == "implementation" and re.search(
            r"给予[^，。；]{0,4}$|(?:贷款|借款|融资|担保|还款|贴息|租赁)[^，。；]{0,4}周期[^，。；]{0,6}$",
            ctx.text[clause.start : quantity.start],
        ):
            return Cue("other")
        if role in ("publicity", "validity") or quantity.kind is not Kind.DURATION or role == "implementation":
            return Cue(role, match.group() if role == "milestone" else None)
    if quantity.kind is Kind.DURATION:
        return _duration_cue(ctx, quantity, near)
    return _sentence_cue(ctx, quantity, sentence)


def _duration_cue(ctx: Context, quantity: Quantity, near: str) -> Cue | None:
    after = ctx.text[quantity.end : quantity.end + 3]
    if quantity.bound == "min" or (
        re.match(r"(?:以?内)?(?:的|未|新|每|且|后|前|有)", after) and not quantity.working_days
    ):
        return None
    if quantity.working_days or (_AUTHORITY.search(near) and quantity.bound == "max"):
        return Cue("other")
    if quantity.bound == "max" or re.search(
        r"连续|期限|分$|为期|(?:管理|培养|资助|支持|补贴|孵化|过渡|试点|考核|聘|见习)期(?:一般|暂定|原则上)?[为是：]?$",
        ctx.text[max(0, quantity.start - 8) : quantity.start],
    ):
        return Cue("other")
    return Cue("other") if _GRANT_TIME.search(near) and quantity.bound != "min" else None


def _sentence_cue(ctx: Context, quantity: Quantity, sentence: Piece) -> Cue | None:
    whole = ctx.text[sentence.start : sentence.end]
    for role, pattern in _CUES[:3]:
        if (
            pattern.search(whole)
            and quantity.kind in (Kind.DATE, Kind.DATE_RANGE)
            and len(str(quantity.value.min or quantity.value.max)) >= 5
        ):
            return Cue(role)
    return None
