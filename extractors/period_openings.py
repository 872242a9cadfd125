"""When a window opens and closes, how long it is, and on what day a contest or a show takes place."""

from __future__ import annotations

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.period_values import CLOSED, OPENED, Cue
from tiaokuan.gazetteer.deferred import deferred

#: 从指南发布日到申报截止日不少于50天, 自公告之日起至报名截止之日不少于30日.
_FROM_CALL = deferred(
    r"[从自由][^，,。；;]{0,16}(?:发布|公布|印发|通知|公告|发出|启动)[^，,。；;]{0,6}(?:起)?[，,]?[到至][^，,。；;]{2,20}(?:截止|结束|受理|申报|报名|投递|提交)[^，,。；;]{0,6}?(?:原则上|一般|应当?|须|为|不得|是)*$"
)
#: 正式申报书受理时间为30天, 申报期为20天, 报名时间为公告发布之日起15日内.
_WINDOW_LASTS = deferred(
    r"(?:(?:申报|报名|申请|征集|投稿|填报|网报|揭榜|征求|申领)(?:书|材料|作品|表)?(?:受理|提交|报送)?(?:时间|期限|期|窗口期)|受理(?:时间|窗口期|期))"
    r"(?:一般|原则上|均|应当?|须|暂定|共|共计|为期|为|是|：|:)*(?:[自从][^，,。；;]{2,16}起)?$"
)
WAITS = deferred(r"受理(?:时限|期限)|(?:办理|审核|审查|办结|答复|承诺|评审|审批)(?:时限|期限|时间)")
_OF_WINDOW = deferred(
    r"申报|报名|申请|填报|受理|征集|投稿|网报|申领|(?:系统|平台|通道|端口|入口)[^。；]{0,24}(?:开放|开通|开启)[^。；]{0,30}关闭"
)
_CONTEST = r"(?:赛|路演|颁奖|答辩会|评审会|展示会|交流会|推介会|演示会|展演|展评|仪式|晚会|论坛|大会|展会|展览)"
#: 于10月在杭州举办全国赛; 决赛拟于11月中旬举行.
_HELD = deferred(
    rf"(?:[上中下]旬|[初末底])?(?:左右|前后)?[，,]?(?:在[^，,。；;]{{2,20}})?(?:(?:举办|举行|召开)(?P<name>[^，,。；;（(]{{0,30}}(?:{_CONTEST}|问辩|答辩|展示))|(?:开展|组织)(?P<contest>[^，,。；;（(]{{0,30}}赛)(?![^，,。；;]))"
)
_TAKES_PLACE = deferred(
    rf"(?P<event>[^，,。；;：:的]{{1,20}}(?:会|节|活动|展))(?:拟|暂定|初定|将|预计|定)于$|(?P<name>[^，,。；;：:的]{{0,16}}{_CONTEST})(?:活动)?(?:拟|暂定|初定|计划|将|预计|定|原则上)*[于在]$"
)
_PLACED = deferred(
    r"(?:[上中下]旬|[初末底])?(?:左右|前后)?[，,]?(?:在[^，,。；;]{2,20})?(?:举办|举行|召开|开赛|进行)"
)
_YEARLY = deferred(r"每(?:年|届|季度?|两年|半年)[^，,。；;]{0,4}$")
_APPLIED = deferred(r"申报|申请|报名|截止|之?前|提交|报送")


def window_cue(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> Cue | None:
    """The role of a figure that tells of an application window or of the day of a contest; None for all others."""
    if quantity.kind is Kind.DURATION:
        return _lasting(ctx, quantity, clause, sentence)
    day = str(quantity.value.min or quantity.value.max)
    if quantity.kind is Kind.DATE and (len(day) >= 7 or day.startswith("--")):
        if _opening(ctx, quantity, sentence):
            return Cue("application")
        return event_of(ctx, quantity, clause, sentence)
    if quantity.kind is Kind.DATE_RANGE and len(day) >= 7:
        return event_of(ctx, quantity, clause, sentence)
    return None


def _lasting(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> Cue | None:
    lead = ctx.text[sentence.start : quantity.start].rstrip()
    if WAITS.search(lead, max(0, len(lead) - 10)):
        return Cue("other")
    if _FROM_CALL.search(lead):
        return Cue("application")
    if quantity.working_days or quantity.start < clause.start:
        return None
    return Cue("application") if _WINDOW_LASTS.search(lead) else None


def _opening(ctx: Context, quantity: Quantity, sentence: Piece) -> bool:
    at = quantity.core_end + (1 if ctx.text.startswith("起", quantity.core_end) else 0)
    at_edge = OPENED.match(ctx.text, at, sentence.end) or CLOSED.match(ctx.text, at, sentence.end)
    return at_edge is not None and _OF_WINDOW.search(ctx.text, sentence.start, sentence.end) is not None


def event_of(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> Cue | None:
    """A milestone for the month or day on which a contest or show is held, named after it."""
    near = ctx.text[quantity.core_end : min(sentence.end, quantity.core_end + 60)]
    if _YEARLY.search(ctx.text, sentence.start, quantity.start):
        return None
    if "办" not in near and "行" not in near and "开" not in near and "织" not in near:
        return None
    if _APPLIED.match(near):
        return None
    held = _HELD.match(near)
    if held is not None:
        return Cue("milestone", held["name"] or held["contest"], held=True)
    place = _TAKES_PLACE.search(ctx.text, max(sentence.start, quantity.start - 30), quantity.start)
    return (
        Cue("milestone", place["event"] or place["name"], held=True)
        if place is not None and _PLACED.match(near)
        else None
    )
