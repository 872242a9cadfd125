"""Periods: when and how long, with the role that the words beside the figure give them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece, clauses, segments, sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import PeriodFinding
from tiaokuan.extractors.metrics import counts_from_status, is_lookback

_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "validity",
        re.compile(
            r"有效期(?!内)|施行|执行至|实施至|试行(?:期|[一二两三四五\d]年)|适用期限|自.{0,12}起(?:施行|实施|执行|生效)|废止|本(?:办法|细则|规定|意见|政策|措施|方案|通知).{0,12}(?:至|止)"
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
            r"实施(?:周期|期限|期|时间)|建设(?:周期|期限|期)|项目(?:周期|期限|期|执行期)|服务(?:时间|期限|期)|活动(?:时间|期限|期)|执行期|合作期|培育期|工作周期|周期"
        ),
    ),
    ("milestone", re.compile(r"完成|验收|签订|签约|竣工|开工|建成|投产|阶段|启动|总结")),
)
_ITS_TERM = re.compile(r"有效期限?(?:为|是|：|:)?$|有效期[^，。；]{0,4}$")
_OWN = re.compile(r"本(?:办法|细则|规定|意见|政策|措施|方案|通知|文件|公告|指南|条例)|施行|实施|执行|印发")
_OTHER = re.compile(r"兑付|兑现|适用于|竣工|完工|投产|建成投|实际发生|期间(?:完成|发生|取得|获得|新)")
_HANDS_IN = re.compile(r"(?:提交|报送|递交|寄送)[^，。；]{0,8}(?:材料|资料|申请|申报)|申报截止|逾期")
_APPLY_WITHIN = re.compile(r"(?:之)?内[，,]?(?:由|向)?[^，。；]{0,14}(?:提出申请|申请|申报)(?!材料|表|书)")
_STANDS_ALONE = re.compile(r"(?:^|；)\s*(?:自|从|在)?$")
_STATES_TIME = re.compile(r"^(?:公示|受理|申报)?(?:的)?(?:时间|期限|期)(?:为|是|：|:|不少于|不得少于)")
_DRAWN_UP = re.compile(
    r"^[^，。；向报]{0,24}(?:部门|局|厅|委|办公室|政府|管委会|机关|事业单位)[^。；]{0,60}(?:提出|形成|公布|公开|制定|下达|报送|完成)"
)
_OFFICE_ACTS = re.compile(r"(?:部门|局|委|办公室|管委会|政府)(?:应|须|需|要)?(?:分别)?[于在]$")
_AUTHORITY = re.compile(
    r"工作日|审核|审批|公示|受理|答复|办结|拨付|反馈|核实|批复|出具|告知|通知|送达|公布|作出|予以|决定|补正"
)
_GRANT_TIME = re.compile(r"补贴|补助|资助|奖励|享受|扶持|支持|给予|发放|减免|贴息|期限|拨付|每年|连续|内")


@dataclass(frozen=True, slots=True)
class _Cue:
    role: str
    milestone: str | None = None


def read_periods(
    ctx: Context, start: int, end: int, role: str | None = None, *, deadlines: bool = False
) -> list[PeriodFinding]:
    """The periods of ``text[start:end]``; ``role`` is what the section's heading says (实施周期 → implementation).

    ``deadlines``: dates that only bound a duty (12月底前完成, 自2021年12月1日起不再 …) are periods ``other`` as well.
    """
    found: list[PeriodFinding] = []
    for sentence in sentences(ctx.text, start, end):
        found += _sentence(ctx, sentence, role, deadlines)
    return found


def _sentence(ctx: Context, sentence: Piece, heading: str | None, deadlines: bool) -> list[PeriodFinding]:
    found: list[PeriodFinding] = []
    parts = [p for s in segments(ctx.text, sentence.start, sentence.end) for p in clauses(ctx.text, s.start, s.end)]
    for index in ctx.live(sentence.start, sentence.end):
        quantity = ctx.quantities[index]
        if quantity.kind not in (Kind.DATE, Kind.DATE_RANGE, Kind.DURATION) or is_lookback(ctx, index):
            continue
        if str(quantity.value.min or quantity.value.max).startswith("T"):  # an hour without a day
            continue
        clause = next((p for p in parts if p.start <= quantity.start < p.end), sentence)
        if heading is None and counts_from_status(ctx, index, clause.start, clause.end):
            continue
        cue = _cue(ctx, quantity, clause, sentence, heading)
        if deadlines and heading is None and _is_deadline(ctx, quantity) and (cue is None or cue.role == "milestone"):
            cue = _Cue("other")
        if cue is None:
            continue
        if cue.role == "validity" and (
            quantity.kind is not Kind.DURATION
            or not _ITS_TERM.search(ctx.text, clause.start, quantity.start)
            or _OWN.search(ctx.text, sentence.start, clause.end)
        ):
            continue
        finding = _finding(ctx, index, cue, clause, sentence)
        upper = _upper(finding, quantity)
        if not _merge(found, finding, ctx):
            found.append(finding)
            found += [upper] if upper is not None else []
    return found


def _is_deadline(ctx: Context, quantity: Quantity) -> bool:
    if quantity.kind is not Kind.DATE or len(str(quantity.value.min or quantity.value.max)) < 7:
        return False
    return re.match(
        r"(?:之|以)?前|起|底前", ctx.text[quantity.core_end : quantity.core_end + 3]
    ) is not None or quantity.bound in ("min", "max")


def _upper(finding: PeriodFinding, quantity: Quantity) -> PeriodFinding | None:
    """1—2年 is two periods: at least one year (the finding itself) and at most two."""
    value = quantity.value
    if quantity.kind is not Kind.DURATION or value.min is None or value.max is None or value.is_exact:
        return None
    finding.duration, finding.bound = str(value.min), "min"
    return replace(finding, duration=str(value.max), bound="max")


def _cue(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece, heading: str | None) -> _Cue | None:
    near = ctx.text[clause.start : clause.end]
    if quantity.kind is Kind.DATE and re.match(
        r"(?:以后|之后|后|以前|之前)[^，。；的]{1,12}的", ctx.text[quantity.core_end : clause.end]
    ):
        return None
    if heading == "implementation" and quantity.kind is not Kind.DURATION and _HANDS_IN.search(near):
        return _Cue("application")
    if heading is not None:
        return _Cue(heading)
    other = _OTHER.search(near)
    if other and quantity.kind is not Kind.DURATION:
        return _Cue("other", "兑付" if "兑" in other.group() else None)
    if quantity.kind is Kind.DURATION and re.search(
        r"取消|不得|不再|不予", ctx.text[max(clause.start, quantity.start - 8) : min(clause.end, quantity.end + 6)]
    ):
        return None
    if (
        quantity.kind is Kind.DURATION
        and quantity.bound == "max"
        and _APPLY_WITHIN.match(ctx.text[quantity.core_end : clause.end])
    ):
        return _Cue("application")
    if quantity.kind is Kind.DATE and str(quantity.value.min or quantity.value.max).isdigit():
        return None
    if quantity.kind is Kind.DATE_RANGE and re.match(
        r"(?:年)?期间|年度期间", ctx.text[quantity.end : quantity.end + 4]
    ):
        return _Cue("implementation" if len(str(quantity.value.min)) == 4 else "other")
    if (
        quantity.kind is Kind.DATE_RANGE
        and len(str(quantity.value.min)) >= 8
        and _STANDS_ALONE.search(ctx.text[clause.start : quantity.start])
        and ctx.text[quantity.end : clause.end].strip() in ("", "期间", "内", "期间内")
    ):
        return _Cue("other")
    if quantity.kind is Kind.DATE and _OFFICE_ACTS.search(near[: quantity.start - clause.start]):
        return _Cue("other")
    if (
        quantity.kind is Kind.DATE
        and _DRAWN_UP.match(ctx.text[sentence.start : sentence.end])
        and re.match(r"之?前|底前|公布|联合", ctx.text[quantity.core_end : quantity.core_end + 3])
    ):
        return _Cue("other")
    if _STATES_TIME.match(near.strip()) and clause.start > sentence.start:
        stated = next(
            (role for role, pattern in _CUES[:3] if pattern.search(ctx.text, sentence.start, clause.start)), None
        )
        if stated in ("publicity", "application"):
            return _Cue(stated)
    for role, pattern in _CUES:
        match = pattern.search(near)
        if match is None or (
            role == "milestone" and (quantity.kind is Kind.DURATION or near[match.end() : match.end() + 1] == "的")
        ):
            continue
        if role == "implementation" and re.search(r"给予[^，。；]{0,4}$", ctx.text[clause.start : quantity.start]):
            return _Cue("other")
        if role in ("publicity", "validity") or quantity.kind is not Kind.DURATION or role == "implementation":
            return _Cue(role, match.group() if role == "milestone" else None)
    if quantity.kind is Kind.DURATION:
        return _duration_cue(ctx, quantity, near)
    return _sentence_cue(ctx, quantity, sentence)


def _duration_cue(ctx: Context, quantity: Quantity, near: str) -> _Cue | None:
    after = ctx.text[quantity.end : quantity.end + 3]
    if quantity.bound == "min" or (
        re.match(r"(?:以?内)?(?:的|未|新|每|且|后|前|有)", after) and not quantity.working_days
    ):
        return None
    if quantity.working_days or (_AUTHORITY.search(near) and quantity.bound == "max"):
        return _Cue("other")
    if quantity.bound == "max" or re.search(
        r"连续|期限|分$|为期", ctx.text[max(0, quantity.start - 6) : quantity.start]
    ):
        return _Cue("other")
    return _Cue("other") if _GRANT_TIME.search(near) and quantity.bound != "min" else None


def _sentence_cue(ctx: Context, quantity: Quantity, sentence: Piece) -> _Cue | None:
    whole = ctx.text[sentence.start : sentence.end]
    for role, pattern in _CUES[:3]:
        if (
            pattern.search(whole)
            and quantity.kind in (Kind.DATE, Kind.DATE_RANGE)
            and len(str(quantity.value.min or quantity.value.max)) >= 5
        ):
            return _Cue(role)
    return None


def _finding(ctx: Context, index: int, cue: _Cue, clause: Piece, sentence: Piece) -> PeriodFinding:
    quantity = ctx.quantities[index]
    place = (
        (clause.start, clause.end)
        if clause.start <= quantity.start and quantity.end <= clause.end
        else (sentence.start, sentence.end)
    )
    finding = PeriodFinding(*place, cue.role, milestone=cue.milestone, figures=(index,))
    value = quantity.value
    if quantity.kind is Kind.DURATION:
        finding.duration = str(value.max if value.max is not None else value.min)
        finding.bound = "exact" if value.is_exact else "min" if value.max is None else "max"
        finding.working_days = quantity.working_days
    elif quantity.kind is Kind.DATE_RANGE:
        finding.begin, finding.until = _text(value.min), _text(value.max)
    else:
        _date(ctx, quantity, finding)
    return finding


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _date(ctx: Context, quantity: Quantity, finding: PeriodFinding) -> None:
    day = _text(quantity.value.min if quantity.value.min is not None else quantity.value.max)
    after = ctx.text[quantity.core_end : quantity.core_end + 6]
    before = re.sub(
        r"截[止至](?:日期?|时间)(?:为|是|：|:)?$", "截止", ctx.text[max(0, quantity.start - 6) : quantity.start]
    )[-4:]
    starts = re.match(r"[（(]?起|之?日?起|开始|以后|之后|后", after) or before.endswith(("自", "从"))
    if starts:
        finding.begin = day
    elif (finding.role == "milestone" and re.search(r"阶段", ctx.text[finding.start : finding.end])) or (
        finding.role == "application"
        and quantity.bound is None
        and not re.search(r"截[止至]|至|到|于$", before)
        and not re.match(r"之?前|止|截止|以前", after)
    ):
        finding.begin = finding.until = day
    else:
        finding.until = day


def _merge(found: list[PeriodFinding], new: PeriodFinding, ctx: Context) -> bool:
    """自2023年9月8日起施行，有效期3年 is one period: put a start, an end or a duration into the one before."""
    if not found or found[-1].role != new.role or new.role not in ("validity", "application", "implementation"):
        return False
    last = found[-1]
    if new.duration and not last.duration and (last.begin or last.until):
        last.duration, last.bound = new.duration, new.bound
    elif new.until and not new.begin and not last.until and last.begin:
        last.until = new.until
    elif new.begin and not new.until and not last.begin and last.duration:
        last.begin = new.begin
    else:
        return False
    last.end = max(last.end, new.end)
    last.figures = (*last.figures, *new.figures)
    return True
