"""Terms ahead of what is to come: so long before an event an act must be done (有效期届满30日前提出申请, 开班前5个工作日)."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.gazetteer.deferred import deferred

_EVENT = deferred(r"[^，,。；;（(\s近]{2,}(?:(?<!申请日)(?<!申报日)(?<!受理日)前|(?:届满|期满|到期|截止)日)$")
#: Events whose term is counted back by a 前 behind it: 届满三十日前, 起始之日30日前, 活动举办20日前.
_COUNTED_BACK = deferred(
    r"(?:届满|期满|到期|之日|起始日|开始|结束|举办|举行|召开|开标|开班|开工|施工|实施|启动|开业|停业|歇业|变更|解除|终止|离职|生效)(?:之?日)?的?$"
)
_FRONT = deferred(r"[之以]?前")
_ACTS = r"提出|报|申请|提交|递交|送|备案|通知|告知|申办"
_EVENT_ACT = deferred(
    rf"(?!以?内)[之以]?前?[，,]?(?:[^，,。；;]{{0,4}}(?:应当?|须|可|要|需))?(?P<act>[^，,。；;的]{{0,20}}(?:{_ACTS})[^，,。；;的]{{0,6}})"
)
_ACT_FRONT = deferred(
    rf"[之以]?前[，,]?(?:[^，,。；;]{{0,10}}(?:应当?|须|可以?|要|需))?(?P<act>[^，,。；;的]{{0,20}}(?:{_ACTS}|公布|发布|公告|办理)[^，,。；;的]{{0,6}})"
)
_ACT_WITHIN = deferred(
    rf"(?:之|以)?内[，,]?(?:[^，,。；;]{{0,10}}(?:应当?|须|可以?|要|需))?(?P<act>[^，,。；;的未无]{{0,20}}(?:{_ACTS}|办理)[^，,。；;的]{{0,12}})"
    r"(?=$|[，,。；;])"
)
#: 应当在…前, or the end of a right: there the term with 内 is no look-back.
_DUTY = deferred(r"(?:应当?|须|可以?|要|需|请)(?:提前)?[于在][^，,。；;]{2,20}前$|(?:届满|期满|到期)(?:之?日)?之?前$")
_PAST_EVENT = deferred(r"(?:申请|申报|提出|受理|认定|评选|参评|推荐|报名|毕业)(?:之?日)?之?前$")
#: What runs out is a right one has: to ask for more of it is no application for the programme.
_RENEWED = deferred(
    r"(?:有效|保障|资助|补贴|补助|合同|协议|租|承包|许可|证|聘|资格|孵化|管理|享受|服务|使用|经营|贷款|借款|托管|入驻)"
    r"[^，,。；;]{0,4}(?:届满|期满|到期)(?:之?日)?之?前?$"
)
_APPLYING = deferred(r"申请(?!人)|申报(?!人)|提出(?:$|[^，,。；;]{0,12}请求)|提交|递交|报送|报名")
#: 确需延期的，应提前1个月提出申请.
_PROLONGS = deferred(
    r"(?:延期|延长|变更|续[签期租约聘]|注销|调整|退出|终止|中止|停业|歇业|撤销)[^，,。；;]{0,6}[，,]$"
)
_OF_ANOTHER = deferred(
    r"续|延期|延长|停业|歇业|注销|变更|恢复|签注|退出|异议|复核|复评|复审|延续|重新认定|再次认定|申诉|备案"
)


def role_ahead(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> str | None:
    """The role of a term ahead of an event: ``application`` where what must be done by then is to apply, ``other`` for
    other acts and for what prolongs a right (有效期届满30日前提出申请); None where the duration is no such term."""
    act = act_ahead(ctx, quantity, clause, sentence)
    if act is None:
        return None
    lead = _lead(ctx, quantity, clause)
    before = ctx.text[max(sentence.start, clause.start - 16) : clause.start]
    if _RENEWED.search(lead) or _OF_ANOTHER.search(act) or _PROLONGS.search(before):
        return "other"
    return "application" if _APPLYING.search(act) else "other"


def act_ahead(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> str | None:
    """What must be done so long before an event (开班前5个工作日，向…提出申请; 届满三十日前提出…); None where the duration
    says no such thing."""
    lead = _lead(ctx, quantity, clause)
    pattern: re.Pattern[str] | None = None
    if _COUNTED_BACK.search(lead) and _FRONT.match(ctx.text, quantity.core_end):
        pattern = _ACT_FRONT
    elif _EVENT.search(lead) and not re.match(r"[之以]?内", ctx.text[quantity.core_end : quantity.core_end + 2]):
        pattern = _EVENT_ACT
    elif _DUTY.search(lead) and not _PAST_EVENT.search(lead):
        pattern = _ACT_WITHIN
    match = pattern.match(ctx.text, quantity.core_end, sentence.end) if pattern else None
    return match["act"] if match else None


def _lead(ctx: Context, quantity: Quantity, clause: Piece) -> str:
    return ctx.text[max(clause.start, quantity.core_start - 28) : quantity.core_start]
