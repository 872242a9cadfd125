"""What a count is in a granting sentence: per what, a ceiling, a threshold, a number in a name."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Quantity
from tiaokuan.extractors.cap_words import MERIT
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.money_roles import CAP_CONTEXT, LIMIT_FAR, bounded, gates
from tiaokuan.extractors.parts import BAND_PAID, MAY_HAVE, PAID_SUM, Part, Role, far_limit, is_band
from tiaokuan.extractors.rungs import is_rung
from tiaokuan.extractors.winners import holds, sends
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_EACH_AT_MOST = deferred(r"每[名位个家户人所][^，。；\d]{0,10}?(?:最多|至多|限)[^，。；\d]{0,6}$")
_PAID_EACH = deferred(r"[^，。；、\d]{0,10}?(?:每[人户名位生家个床][^，。；、\d]{0,8}|奖励|补助|补贴)")
_SHARE_OUT = deferred(
    r"每(?!班|天|日|周|月|期|间|组|车|名|次)|同一|单[个家户项]|累计|合计|年度|全年|个人|一家|最多|至多|人数|数量|次数|面积|天数|总数|提供"
)
_PER = deferred(r"每(?![年轮届批月期季周]|学[年期])(?:[^，。；、\d每]{0,10})$")
#: “世界500强”指某刊每年评选的五百家公司
_DEFINES = deferred(r"(?:^|[”》）])(?:，)?(?:是|系|均)?指(?!导|标|定|南|数|挥)")
#: 每年开展创业培训800人: what is to be done, no number of places
_TASK = deferred(
    r"(?:每年|期间|期末|年底前?|^(?:内|，)*(?:总?共|累计))[^，。；、\d]{0,4}?(?:开展|举办|组织|完成|新增|实施|建设|新建|改造|打造|培育|培养|推广|培训|服务|接待|带动|吸引|惠及)(?!.*(?:择优|评选|遴选|最多|不超过))[^，。；、\d]{0,12}$"
)
_PAID_TO_EACH = deferred(r"，(?:每[人名个位]|各)")
#: 不超过3个|组织和|2名个人
_AND_SO_MANY = deferred(r"[^，。；、\d]{1,8}(?:和|及|以及|与)")
#: 支持数量及经费：不超过|3项|，每项不超过20万元
_EACH_PAID = deferred(r"(?:左右|以内)?，(?:每|单)个?[项个家名户件][^，。；]{0,14}\d[\d.]*万?元")
_CHOSEN_FIRST = deferred(r"^$|[：:]$|支持$|资助$")
#: 不足20亩的不补
_BARS = deferred(r"(?:以[下内])?的?，?(?:则|均|一律)?(?:不[予补奖再得享计纳支]|取消|按比例)")
#: 每趟专列游客|达到300人、500人的: a threshold of each event
_EVENT_OF = deferred(r"每[趟场次届期部集班架艘航件][^，。；、\d每]{2,10}$")
#: 每增加|1次
_STEP_OF = deferred(r"每(?:新?增加?|超过?|多|举办|开展|组织|完成)[^，。；、\d每]{0,6}$")
#: 千人以下|分散工程按每人每年15元补助
_KIND_OF = deferred(r"(?<=[下内满])[^，。；、的\d]{2,10}，?(?:按|每[^，。；\d]{1,4}[补奖]|给予|补助|奖励)")
#: 每类设一等奖|2名
_SETS_PRIZES = deferred(r"每[^，。；、\d]{0,6}(?:设|评|选|表彰)[^，。；、\d]*奖")
#: 年终评选“十佳项目”|10个
_NAMED_PRIZE = deferred(
    r"(?:评选|评出|设立?|表彰|命名|选树|推选|奖励)[^，。；、\d]{0,6}“[^”]{2,20}”[^，。；、\d]{0,4}$|^[，、；]?“[^”]{2,20}”$"
)
_NUMBERED = deferred(r"(?:政策|意见|措施|办法|方案|计划|若干|服务|金融|创新|共有?)[^，。；\d]{0,6}$")
_ATTRIBUTED = deferred(r"的[^，。；\d]{2,24}?(?:给予|予以|奖励|补助|补贴|资助)")
_QUOTA = r"每(?:季度?|学[年期]|月)(?:评选|遴选|表彰|选树|推选|评定)[^，。；、\d]{{0,8}}$|拟[^，。；、\d]{{0,18}}$|(?:共|总共|合计|拟|计划|择优|每年|年度|每批|每届|全年|首批)[^，。；、\d]{{0,10}}$|(?:{quota_word})[^，。；、\d]{{0,6}}$|(?:名额|数量|总数|奖)(?:为|是|：|:|原则上|共|各|控制在|总数)*$"


def _names_only(quantity: Quantity, left: str, *, limited: bool) -> bool:
    """True where the figure belongs to a name or is counted in points (世界500强, 金融支持科创20条, 第3批)."""
    if quantity.unit in ("期", "批", "轮", "届"):
        return not limited
    return quantity.unit in ("分", "强") or (quantity.unit in ("条", "款") and _NUMBERED.search(left) is not None)


def _is_throng(quantity: Quantity) -> bool:
    """True for numbers that a plan reaches (支持6万户家庭), too many to be chosen."""
    return isinstance(quantity.value.min, (int, float)) and quantity.value.min >= _THRONG


_THRONG = 5000


def count_role(ctx: Context, part: Part, granted: bool, left: str, before: Role | None) -> None:
    """Set the role of a count: per what, a ceiling, a threshold, or none. ``before``: the role of the figure before."""
    whole = ctx.text[part.segment.start : part.clause.end]
    part.limited = bounded(ctx, part, "max") or far_limit(LIMIT_FAR, left) is not None
    quantity = ctx.quantities[part.series.indices[0]]
    if (
        quantity.value.is_exact
        and quantity.value.min == 1
        and _STEP_OF.search(left) is None
        and (quantity.unit == "次" or re.search(r"(?:只能|仅能|仅可|只可|仅限|只限)[^，。；]{0,8}$", left))
    ):
        return
    if quantity.unit == "倍" and left.endswith(("数量", "名额", "人数", "家数", "总数", "项目数")):
        return
    if left.endswith("等") or ("指" in whole and _DEFINES.search(whole)):
        return
    if _names_only(quantity, left, limited=part.limited) and not (quantity.unit == "分" and is_rung(ctx, part)):
        return
    if (
        (is_band(quantity) and _PAID_EACH.fullmatch(ctx.text, part.series.end, part.right))
        or (is_band(quantity) and PAID_SUM.match(ctx.text, quantity.end, part.clause.end))
        or (is_band(quantity) and gates(ctx, part, ctx.text[part.series.end : part.right]))
        or (quantity.bound == "max" and not left.strip("，、；：") and _KIND_OF.match(ctx.text, quantity.end, part.segment.end))
        or (quantity.bound == "max" and _ATTRIBUTED.match(ctx.text, quantity.end, part.clause.end))
        or (part.limited and BAND_PAID.match(ctx.text, max(quantity.end - 2, 0), part.clause.end))
        or is_rung(ctx, part)
    ):
        part.role = Role.METRIC
    elif ("每" in left and quantity.value.is_exact and quantity.unit != "次" and MAY_HAVE.search(left)) or sends(
        quantity, ctx.text[part.left : quantity.core_start]
    ):
        part.role = Role.CAP
    elif quantity.bound == "max" and _BARS.match(ctx.text, part.series.end):
        part.role = Role.NONE
    elif "每" in left and quantity.bound == "min" and _EVENT_OF.search(left):
        part.role = Role.METRIC
    elif _PER.search(left) and not part.limited and not left.endswith("（") and not _SETS_PRIZES.search(left):
        part.role = Role.PER
    elif (
        part.limited
        and re.search(r"(?:提供|提出|列出|推荐)[^，。；]{0,4}$", left)
        and "名单" in ctx.text[part.series.end : part.clause.end]
    ):
        part.role = Role.NONE
    elif (
        (
            part.limited
            and _EACH_AT_MOST.search(ctx.text[part.left : quantity.core_start])
            and pattern("{grant_verb}").search(ctx.text[part.series.end : part.segment.end])
        )
        or (
            part.limited
            and not bounded(ctx, part, "min")
            and ((granted and _SHARE_OUT.search(left)) or pattern(CAP_CONTEXT).search(whole) or holds(quantity, whole))
        )
        or (part.limited and before is Role.CAP and left.startswith(("其中", "，其中", "（其中")))
    ):
        part.role = Role.CAP
    elif bounded(ctx, part, "min"):
        part.role = Role.METRIC
    elif (
        ("”" in left and _NAMED_PRIZE.search(left))
        or left.endswith("限前")
        or (MERIT.fullmatch(left) and _PAID_TO_EACH.match(ctx.text, part.series.end))
        or (
            pattern(_QUOTA).search(left)
            and not is_band(quantity)
            and quantity.unit not in ("次", "批", "期")
            and (part.limited or not _is_throng(quantity))
            and not _TASK.search(left)
        )
        or (before is Role.CAP and (left.startswith("、") or _AND_SO_MANY.fullmatch(left)))
        or (part.limited and _EACH_PAID.match(ctx.text, part.series.end) and _CHOSEN_FIRST.search(left))
    ):
        part.role = Role.CAP
    else:
        part.role = Role.NONE
