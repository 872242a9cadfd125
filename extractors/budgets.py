"""Sums that are set aside for a fund or a programme, before anyone is granted anything."""

from __future__ import annotations

import re

from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.extractors.rungs import is_rung
from tiaokuan.gazetteer.deferred import deferred

_SETS_ASIDE = deferred(
    r"(?:安排|设立|出资(?!额|人|比例)|预算|统筹|列支|筹集|规模|总额|资金池|基金|首期|注资)[^，。；]{0,20}$"
)
SET_UP = deferred(r"安排|设立|出资(?!额|人|比例)|预算|统筹|列支|筹集|注资|组建")
_FUND_IS = deferred(
    r"资金(?:总盘子|总盘|池)(?:为|共|约)*$|(?:项目|建设|任务|本年度|年度)资金(?:总额|规模|预算)?(?:为|是|共|：|:|约)*$"
)
#: 年度纳税总额在|200万元以上: what an applicant has, no fund
_TURNOVER = deferred(
    r"(?:纳税|税收|营业|营收|销售|产值|交易|进出口|贷款|收入|融资|出口|进口|合同|利润|资产)[^，。；]{0,6}(?:总额|规模)"
)
#: 每年安排3000万元|用于…的专项资金; 市财政每年安排3000万元|用于…
_FUND_OF = deferred(r"[^，。；]{0,50}的(?:专项|扶持|补助|奖励|引导|发展|财政)*(?:资金|经费|基金)(?=[，。；]|$)")
_FROM = deferred(r"(?:财政|预算|专项资金|资金池)[^，。；]{0,10}安排[^，。；\d]{0,8}$")


def is_budget(left: str, rest: str, granted: bool) -> bool:
    """True where the sum is set aside for a fund or a programme (每年安排5000万元专项资金)."""
    sets_aside = _SETS_ASIDE.search(left)
    if _FUND_IS.search(left):
        return True
    if sets_aside is not None and "安排" not in sets_aside.group() and _TURNOVER.search(left):
        return False
    if sets_aside is None or (granted and "安排" not in sets_aside.group()):
        return False
    if re.match(r"的?[^，。；]{0,6}贷款", rest):
        return False
    if "安排" in sets_aside.group() and (_FUND_OF.match(rest) or (rest.startswith("用于") and _FROM.search(left))):
        return True
    if re.match(r"^的(?![^，。；]{0,12}(?:资金|基金|经费|预算))", rest):
        return False
    return re.match(r"^(?:的)?[^。；]{0,16}?(?:支持|予以|给予|用于|奖励|补助|补贴)", rest) is None


#: 列入同级财政预算，每年|不少于50万元
_BUDGETED = deferred(r"(?:列入|纳入)[^，。；]{0,14}预算，(?:每年|年度|全年)[^，。；\d每]{0,8}$")


def budgeted(ctx: Context, part: Part) -> bool:
    """True where the clause before puts the money into a budget."""
    if ctx.text.find("预算", part.segment.start, part.series.start) < 0:
        return False
    return _BUDGETED.search(ctx.text, part.segment.start, part.series.start) is not None


_EACH = deferred(
    r"(?:每(?!年|月|批|期|季|学年|届)[个所名家户件人项位村校县镇乡社]?[^，。；、\d每]{0,14}|单个[^，。；、\d]{2,10})安排"
)


def for_each(ctx: Context, part: Part, parts: list[Part], left: str) -> bool:
    """True where a sum is set aside for each of those who get it (每个村安排5万元; 10人以下的，安排2万元)."""
    if "安排" not in left:
        return False
    rung = parts[-2] if len(parts) > 1 else None
    if rung is not None and rung.role is Role.METRIC and rung.segment == part.segment and is_rung(ctx, rung):
        return True
    return _EACH.search(left) is not None
