"""What a period's figure says, once its role is known: dates, durations, bounds; and which figures are one period."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import PeriodFinding
from tiaokuan.extractors.period_gates import is_shortened, runs_after_end
from tiaokuan.gazetteer.deferred import deferred

#: 到期日两个月之前提出: so long ahead at least.
_BEFORE_THAT = deferred(r"[之以]?前(?=[^，,。；;]{0,20}(?:提出|报|申请|提交|递交|送|通知|告知|公布|发布|公告|办理))")


#: 最长可连续减免泊费8个月, 最高连享三年: the most, words before the figure.
_LONGEST = deferred(r"(?:最高|最长|最多|至多)(?!级|等|奖|额)[^，,。；;：:\d一二两三四五六七八九十百千万元%％]{2,16}$")


def _is_longest(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True for a term that the word 最高 or 最长 of its clause bounds, with no other figure between."""
    before = ctx.text.rfind("最", clause.start, quantity.start)
    return before >= 0 and quantity.bound is None and _LONGEST.match(ctx.text, before, quantity.start) is not None


@dataclass(frozen=True, slots=True)
class Cue:
    """The role of a period; for a milestone the words that name it. ``held``: the date is that on which it is held."""

    role: str
    milestone: str | None = None
    held: bool = False


def upper_of(finding: PeriodFinding, quantity: Quantity) -> PeriodFinding | None:
    """1—2年 is two periods: at least one year (the finding itself) and at most two."""
    value = quantity.value
    if quantity.kind is not Kind.DURATION or value.min is None or value.max is None or value.is_exact:
        return None
    finding.duration, finding.bound = str(value.min), "min"
    return replace(finding, duration=str(value.max), bound="max")


def finding_of(ctx: Context, index: int, cue: Cue, clause: Piece, sentence: Piece) -> PeriodFinding:
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
        exact = value.is_exact and not is_shortened(ctx, quantity) and not _is_longest(ctx, quantity, clause)
        finding.bound = "exact" if exact else "min" if value.max is None else "max"
        if exact and _BEFORE_THAT.match(ctx.text, quantity.core_end):
            finding.bound = "min"
        if finding.bound == "min" and runs_after_end(ctx, quantity):
            finding.bound = "max"
        finding.working_days = quantity.working_days
    elif quantity.kind is Kind.DATE_RANGE:
        finding.begin, finding.until = _text(value.min), _text(value.max)
    else:
        _date(ctx, quantity, finding)
        if cue.held:
            finding.begin = finding.until = finding.begin or finding.until
    if "--" in (finding.begin or finding.until or "")[:2] and (year := _year_of_label(ctx, quantity, sentence)):
        finding.begin, finding.until = _in_year(finding.begin, year), _in_year(finding.until, year)
    return finding


#: 2018年集中受理时间为6月27日至7月18日: the year of all days behind it.
_YEAR_LABEL = deferred(
    r"(?:[一二三四五六七八九十\d]{1,2}[、.．])?[^，,。；;：:\d]{0,12}(?P<year>20\d\d)年(?!度)[^，,。；;：:\d]{0,20}(?:时间|期限|日期)[^，,。；;\d]{0,4}"
)


def _year_of_label(ctx: Context, quantity: Quantity, sentence: Piece) -> str | None:
    """The year that the label of a window prints before days without one."""
    match = _YEAR_LABEL.match(ctx.text, sentence.start, quantity.core_start)
    return match["year"] if match else None


def _in_year(day: str | None, year: str) -> str | None:
    return year + day[1:] if day is not None and day.startswith("--") else day


def is_year_of_label(ctx: Context, quantity: Quantity, sentence: Piece) -> bool:
    """True for the year that such a label begins with: no period of its own."""
    if quantity.kind is not Kind.DATE or quantity.end - quantity.start != len("2018年"):
        return False
    match = _YEAR_LABEL.match(ctx.text, sentence.start, sentence.end)
    return match is not None and match.start("year") == quantity.core_start and match.end() < sentence.end


#: 3月31日和9月30日为集中受理截止日: the days that windows close.
_CLOSES = deferred(r"[^，,。；;]{0,20}为[^，,。；;]{0,8}截止")
_SAME_STRETCH = deferred(r"[，,]?\s*[（(]?\s*(?:即|自|从|时间为|为)?")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _date(ctx: Context, quantity: Quantity, finding: PeriodFinding) -> None:
    day = _text(quantity.value.min if quantity.value.min is not None else quantity.value.max)
    after = ctx.text[quantity.core_end : quantity.core_end + 6]
    before = re.sub(
        r"截[止至](?:日期?|时间)(?:为|是|：|:)?$", "截止", ctx.text[max(0, quantity.start - 6) : quantity.start]
    )[-4:]
    starts = (
        (finding.role == "application" and OPENED.match(ctx.text, quantity.core_end))
        or re.match(r"[（(]?起|之?日?起|开始|开放|开通|以后|之后|后", after)
        or before.endswith(("自", "从"))
        or ctx.text[quantity.start] in "自从"
        or (finding.role == "application" and _OPENS.search(ctx.text, max(0, quantity.start - 10), quantity.start))
    )
    alone = finding.role in ("milestone", "other") and before.endswith(("（", "(")) and after[:1] in ("）", ")")
    if starts:
        finding.begin = day
    elif (
        alone
        or (finding.role == "milestone" and re.search(r"阶段", ctx.text[finding.start : finding.end]))
        or (
            finding.role == "application"
            and quantity.bound is None
            and not re.search(r"截[止至]|至|到|于$", before)
            and not re.match(r"之?前|止|截止|以前|关闭|结束", after)
            and not CLOSED.match(ctx.text, quantity.core_end)
            and not _CLOSES.match(ctx.text, quantity.core_end)
            and not _NEXT_BATCH.search(ctx.text, max(0, quantity.start - 40), quantity.start)
        )
    ):  # 动员部署（2025年3月）
        finding.begin = finding.until = day
    else:
        finding.until = day


#: 填报开始时间为3月2日，截止时间为4月5日.
_OPENS = deferred(r"(?:开始|起始|开放|启动|开通)(?:日期?|时间)(?:为|是|：|:|定于)?$")
#: 第一批截止时间为3月31日，第二批为9月30日.
_NEXT_BATCH = deferred(r"截止[^。]{4,30}第[一二三四\d][批次期轮](?:截止时间)?[为是：:]$")
#: 9:00开放, 正式启动; 17:30申报截止, 24时系统关闭.
OPENED = deferred(r"(?:正式)?(?:开放|开通|启动|上线|开启)")
CLOSED = deferred(
    r"(?:在线|网上|正式)?(?:申报|报名|受理|申请|申领|预约|登记|征集|系统|平台|通道|投稿|填报)?(?:工作|系统|通道)?(?:截止|关闭|结束|终止)"
)


def _same_deadline(last: PeriodFinding, new: PeriodFinding) -> bool:
    """True where ``new`` prints the day that ``last`` ends on once more, with its hour, and perhaps without its year."""
    if not (last.role == new.role == "application" and last.until and new.until and new.begin in (None, new.until)):
        return False
    day, _, hour = new.until.partition("T")
    return bool(hour) and (day == last.until or (day.startswith("--") and last.until.endswith(day[1:])))


_MERGED = frozenset(("validity", "application", "implementation", "publicity"))


def _with_year(begin: str, until: str) -> str:
    """``until`` in the year of ``begin`` where it prints none and is no earlier in the year."""
    if until.startswith("--") and begin[:4].isdigit() and until[2:7] >= begin[5:10]:
        return begin[:5] + until[2:]
    return until


def in_year_of(finding: PeriodFinding, before: PeriodFinding) -> None:
    """Put a month without a year (2024年10月举办初赛，11月举办决赛) into the year of the one before it."""
    begin = before.begin or before.until or ""
    if begin[:4].isdigit():
        finding.begin = _with_year(begin, finding.begin) if finding.begin else None
        finding.until = _with_year(begin, finding.until) if finding.until else None


def merge(found: list[PeriodFinding], new: PeriodFinding, ctx: Context) -> bool:
    """自2023年9月8日起施行，有效期3年 is one period: put a start, an end or a duration into the one before."""
    if found and _same_deadline(found[-1], new):
        found[-1].until = f"{found[-1].until}T{str(new.until).partition('T')[2]}"
        found[-1].end, found[-1].figures = max(found[-1].end, new.end), (*found[-1].figures, *new.figures)
        return True
    if not found or found[-1].role != new.role or new.role not in _MERGED:
        return False
    last = found[-1]
    gap = ctx.text[ctx.quantities[last.figures[-1]].end : ctx.quantities[new.figures[0]].start]
    if new.begin and new.until and last.duration and last.bound == "exact" and not (last.begin or last.until):
        if _SAME_STRETCH.fullmatch(gap) is None:
            return False
        last.begin, last.until = new.begin, new.until
    elif new.duration and not last.duration and (last.begin or last.until) and not new.duration.startswith("PT"):
        last.duration, last.bound, last.working_days = new.duration, new.bound, new.working_days
    elif new.until and not new.begin and not last.until and last.begin:
        last.until = _with_year(last.begin, new.until)
    elif new.begin and not new.until and not last.begin and last.duration:
        last.begin = new.begin
    else:
        return False
    last.end = max(last.end, new.end)
    last.figures = (*last.figures, *new.figures)
    return True
