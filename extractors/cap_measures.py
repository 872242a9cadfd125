"""What a ceiling counts: money, a share, how many are supported, how often one may apply, partners."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.cap_words import AIDED, MERIT, SCOPE
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part
from tiaokuan.gazetteer.deferred import deferred

PARTNER = deferred(r"联合(?:申报)?(?:的)?(?:单位|体|成员|企业)|合作单位|参与单位")
_QUOTA_WORD = deferred(
    r"择优|选拔|遴选|引进|评选|遴选|支持|名额|共|选取|认定|评定|企业数量|获支持|扶持|表彰|推荐|入选|立项|计划|不超过[^，]{0,6}[家户]|授予|奖"
)
_OWN_COUNT = deferred(r"资助(?!名额)[^，。]{0,8}(?:数量|件数)|(?:申报|申请|推荐|享受|限报)[^，。；]{0,8}$")
#: 每个县推荐项目不超过5项，高新区|不超过8项
SENT_TOO = deferred(
    r"(?:推荐|申报|限报|报送|选送)[^，。；\d]{0,12}\d+[项个家名件]，(?:其中)?(?P<np>(?!参与|主持|承担|推荐|申报|牵头|参加|总数|合计)[^，。；、\d]{1,10}?)(?:不(?:得)?超过|最多|至多|限)*$"
)


def measure_of(ctx: Context, part: Part, index: int, kind: Kind) -> tuple[str, str | None]:
    """The measure of a ceiling and its unit."""
    quantity = ctx.quantities[index]
    clause = ctx.text[part.clause.start : part.clause.end]
    if kind is Kind.MONEY:
        return "money", "元"
    if kind in (Kind.RATE, Kind.DURATION):
        return "rate", None
    unit = quantity.unit
    named = re.match(r"(?:外国)?国家(?:或|和|、)地区", ctx.text[quantity.end : quantity.end + 8])
    if unit == "个" and named:
        unit = "国家或地区"
    if PARTNER.search(clause):
        return "partners", unit
    left = ctx.text[part.clause.start : part.series.start]
    if not left.strip("约不超过最多原则上") and ctx.text.startswith(("，每", "，单"), part.series.end):
        return "quota", unit
    if left.endswith("限前") or MERIT.fullmatch(left):
        return "quota", unit
    if re.search(r"每(?:届|批|轮)|每次评", left) and _QUOTA_WORD.search(left):
        return "quota", unit
    if unit == "次" or (SCOPE.search(left) and not re.search(r"择优|名额|评选|选择|遴选", left)):
        return "count", unit
    around = ctx.text[part.segment.start : part.clause.start] + left + ctx.text[part.series.end : part.clause.end]
    if _OWN_COUNT.search(left) or SENT_TOO.search(ctx.text, part.segment.start, part.series.start):
        return "count", unit
    return ("quota" if (_QUOTA_WORD.search(around) or AIDED.search(left)) else "count"), unit
