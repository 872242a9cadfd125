"""The role of a figure under a heading that tells it: what the words beside it make of the heading's role."""

from __future__ import annotations

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.period_beside import scheduled_cue
from tiaokuan.extractors.period_cues import OFFICE_DUTY, is_office_time
from tiaokuan.extractors.period_values import Cue
from tiaokuan.extractors.period_windows import SHOWN, follows_up
from tiaokuan.gazetteer.deferred import deferred

ITS_TERM = deferred(r"有效期限?(?:为|是|：|:)?$|有效期[^，。；]{0,4}$")
_HANDS_IN = deferred(
    r"(?:提交|报送|递交|寄送)[^，。；]{0,8}(?:材料|资料|申请|申报)|申报截止|逾期|(?:发送?|送达?|邮寄|寄送|投递)[至到]"
)
_PASSES_ON = deferred(
    r"(?:部门|局|委|办公室|管委会|政府)[^，。；]{0,6}(?:初审|审核|审查|复核|汇总)[^，。；]{0,6}后[于在]$"
)
#: 实施时间：本细则自…起施行: the document's force, not a project's time.
_OWN_FORCE = deferred(
    r"本(?:实施|管理|暂行|若干)?(?:办法|细则|规定|意见|政策|措施|方案|通知|条例)[^，,。；;]{0,4}[自从于][^。；;]{2,24}(?:施行|执行|实施|生效)"
    r"|(?:参照|按照?|适用)本(?:实施|管理|暂行)?(?:办法|细则|规定|政策|措施|通知)"
)


def headed_cue(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece, heading: str) -> Cue | None:
    """The role of a figure in a section whose heading says ``heading`` (实施周期 → implementation)."""
    before = ctx.text[clause.start : max(clause.start, quantity.start)]
    if heading == "implementation" and (cue := _implementing(ctx, quantity, clause, sentence)) is not None:
        return cue if cue.role else None
    if heading == "application" and quantity.kind is Kind.DATE and _PASSES_ON.search(before):
        return Cue("other")
    if quantity.kind is Kind.DATE and _PAID_FROM.match(ctx.text, quantity.core_end) is not None:
        return None
    if heading == "application" and quantity.kind is Kind.DATE and _office_acts(ctx, quantity, before):
        return Cue("other")
    if heading == "application" and is_office_time(ctx, quantity, sentence):
        return Cue("other")
    if heading != "validity" and quantity.kind is Kind.DURATION and ITS_TERM.search(before):
        return Cue("validity")
    if (
        heading in ("implementation", "application", "other")
        and quantity.kind is Kind.DURATION
        and SHOWN.search(clause.of(ctx.text))
    ):
        return Cue("publicity")
    return Cue(heading)


#: 从1月起补发: from when it is paid, under 办理时间.
_PAID_FROM = deferred(r"(?:份|初)?起(?:予以|按月|统一)?(?:补发|发放|停发|计发|计算|享受|补贴)")
_BY_OFFICE = deferred(
    r"(?:局|厅|部门|委|办公室|管委会|政府|中心|机构|街道|乡镇|协会|学会|组委会|推荐单位)(?:应当?|须|将|负责)?[于在]?$"
)


def _office_acts(ctx: Context, quantity: Quantity, before: str) -> bool:
    """True for the date by which an office has judged or handed on what was filed (各市局于3月15日前完成初评)."""
    return _BY_OFFICE.search(before) is not None and OFFICE_DUTY.match(ctx.text, quantity.core_end) is not None


#: 15日内可就有关事项进行咨询, 3个工作日内完成初审: what is done beside the work, no time that it takes.
_SIDE_ACT = deferred(
    r"(?:之|以)?内[^。；;]{0,24}?(?:咨询|查询|异议|补正|反馈|答复|复核|领取|审核|初审|审查|受理|评审|核查|拨付|公布|公示|通知|告知|签订|报送|提交|备案)"
)


def _implementing(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> Cue | None:
    """What a figure under 实施周期, 时间安排 … is instead; a cue without a role where it is no period at all."""
    if _OWN_FORCE.search(ctx.text, sentence.start, sentence.end):
        return Cue("validity" if quantity.kind is not Kind.DATE_RANGE else "")
    if quantity.kind is not Kind.DURATION and _HANDS_IN.search(clause.of(ctx.text)):
        return Cue("application")
    if follows_up(ctx, quantity, clause):
        return Cue("other")
    if quantity.kind is Kind.DURATION and quantity.bound == "max" and _SIDE_ACT.match(ctx.text, quantity.core_end, clause.end):
        return Cue("other")
    return scheduled_cue(ctx, quantity, clause, sentence) if quantity.kind is Kind.DATE else None
