"""Sums that are set aside for a fund or a programme, before anyone is granted anything."""

from __future__ import annotations

import re

_SETS_ASIDE = re.compile(
    r"(?:安排|设立|出资(?!额|人|比例)|预算|统筹|列支|筹集|规模|总额|资金池|基金|首期|注资)[^，。；]{0,20}$"
)
SET_UP = re.compile(r"安排|设立|出资(?!额|人|比例)|预算|统筹|列支|筹集|注资|组建")
_FUND_IS = re.compile(
    r"资金(?:总盘子|总盘|池)(?:为|共|约)*$|(?:项目|建设|任务|本年度|年度)资金(?:总额|规模|预算)?(?:为|是|共|：|:|约)*$"
)


def is_budget(left: str, rest: str, granted: bool) -> bool:
    """True where the sum is set aside for a fund or a programme (每年安排5000万元专项资金)."""
    sets_aside = _SETS_ASIDE.search(left)
    if _FUND_IS.search(left):
        return True
    if sets_aside is None or (granted and "安排" not in sets_aside.group()):
        return False
    if re.match(r"的?[^，。；]{0,6}贷款", rest):
        return False
    if re.match(r"^的(?![^，。；]{0,12}(?:资金|基金|经费|预算))", rest):
        return False
    return re.match(r"^(?:的)?[^。；]{0,16}?(?:支持|予以|给予|用于|奖励|补助|补贴)", rest) is None
