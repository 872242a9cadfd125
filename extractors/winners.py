"""Ceilings on how many of those who take part may win or be sent (名额不超过参评人数的3%, 每个县可推荐5个村)."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.gazetteer.deferred import deferred

_CHOOSES = r"名额|获奖|评[定选审优奖比]|入围|入选|晋级|推荐|遴选|选拔|表彰|受助|资助面|奖励面|优秀|优等|良好|先进|[特一二三四五甲乙丙丁]等|[金银铜]奖|奖学金|助学金|获评|当选|通过率|立项"
_PICKS = deferred(
    rf"(?:^|[，、；：])[^，。；]{{0,60}}?(?:{_CHOOSES})[^，。；]{{0,60}}?(?:不(?:得)?(?:超过|高于|多于|突破)|控制在|以内|最多|至多|最高|限)"
)
_PAYS = deferred(
    r"费用?|投资|金额|资金|(?<!名)额|成本|价|利息|支出|收入|贷款|税|租|薪|工资|补[贴助]|奖金|资助(?!面)|分数|得分|股|岗位"
)
_WHO = deferred(
    r"(?P<who>[特一二三四五甲乙丙丁]等(?:奖学金|助学金|奖)?|[金银铜]奖|优秀奖|[^，。；、：\d的每]{0,8}?(?:奖学金|助学金)|[^，。；、：\d的每]{0,6}?等次|优秀[^，。；、：\d的]{0,6}?(?=人数|名额|比例|的))"
)
_SORT = deferred(
    r"[，、；]?(?P<who>[^，。；、\d的]{0,8}(?:奖|等|等次|[档级类]|奖学金|助学金|优秀|良好|合格|先进))(?:比例|名额|人数)?(?:均|原则上|一般)?(?:不(?:得)?(?:超过|高于)|控制在|为)+$"
)
_PICKED = deferred(
    r"的?(?:比例(?:[^，。；]{0,6}?(?:推荐|遴选|评选|选送|择优))?)?(?P<who>作品|项目|选手|单位|团队|论文|课题|队伍|学生|人员|案例)"
)


def is_winners_share(ctx: Context, part: Part, parts: list[Part]) -> bool:
    """True where a rate bounds how many may win (一等奖不超过参赛作品数的5%, 二等奖不超过15%)."""
    if not part.limited:
        return False
    first = ctx.quantities[part.series.indices[0]]
    left = ctx.text[part.clause.start : first.core_start]
    tail = ctx.text[part.series.end : part.series.end + 8]
    if tail.startswith(("的奖励", "的补", "的资助", "给予")) or _PAYS.search(left):
        return False
    before = parts[-2] if len(parts) > 1 else None
    if before is not None and before.role is Role.CAP and before.series.kind is Kind.RATE:
        return _SORT.fullmatch(ctx.text[part.left : first.core_start]) is not None
    if re.match("以上|的(?:单位|企业|学校|地区|班级)，", tail):
        return False
    return _PICKS.match(left) is not None or (
        "比例" in tail
        and re.search(r"按照?[^，。；]{0,10}$", left) is not None
        and re.search(_CHOOSES, tail + left) is not None
    )


def winners(ctx: Context, part: Part) -> str | None:
    """The class of prizes or of entries that such a rate is for; None where none is printed."""
    first = ctx.quantities[part.series.indices[0]]
    own = ctx.text[part.left : first.core_start]
    sort = _SORT.fullmatch(own)
    found = (
        sort
        or _WHO.search(own)
        or _PICKED.match(ctx.text, part.series.end)
        or _WHO.match(ctx.text, part.segment.start, part.series.start)
    )
    return found["who"] if found else None


#: 每个县（市、区）可推荐|5个村; 每所学校限报|3项
_SENDS = deferred(
    r"(?:每(?:一)?[个家所名位校县市区乡镇村单学组人支类州盟旗][^，。；\d]{0,18}?|(?:^|[，；])各[^，。；、\d]{1,10}?)"
    r"(?:可以?|均可|限|最多|至多|仅限|只能|原则上|一般|统一|只可|遴选|择优|组织|评选|各)*(?:推荐|申报|报送|选送|推选|选报|提交|限报|限推|参赛|报名|推送|上报)(?:最多|至多|限|作品|项目)*$"
)
_SENT = frozenset("件个名人项篇部幅首支家队户位场组套种村")


def sends(quantity: Quantity, left: str) -> bool:
    """True where the count says how many each may send or apply for."""
    return (
        quantity.unit in _SENT
        and quantity.value.max is not None
        and ("报" in left or "推" in left or "送" in left or "提交" in left or "参赛" in left)
        and _SENDS.search(left) is not None
    )


#: 负责人主持的在研课题总数不得超过|2项; 每名教师最多指导|3支队伍
_HOLDS = deferred(
    r"(?:主持|承担|参与|参加|牵头|负责|在研|承接)[^，。；\d]*(?:项目|课题|任务)[^，。；\d]{0,12}\d+[项个]|最多(?:可)?指导\d+"
)
#: who it is that may hold so many
_HOLDER = deferred(
    r"(?:（?[一二三四五六七八九\d]+[）.、])?(?P<who>(?!每|同一|限|在|其中|原则上)[^，。；\d的]{2,24}?)(?:的|同期|同时|当年|同年度|原则上|限|只能|最多|可)*(?=主持(?!人)|承担(?!单位)|申报(?!人|单位)|申请(?!人)|参与(?!者|人)|参加|牵头(?!人|单位)|负责(?!人)|在研|的|限报|限申|限推)"
)


def holds(quantity: Quantity, words: str) -> bool:
    """True where a count says how many projects one may have, or teams one may guide, at a time."""
    return quantity.unit in ("项", "个", "支") and _HOLDS.search(words) is not None


def holder(text: str, start: int, end: int) -> str | None:
    """Who may have no more than so many projects (课题负责人同期主持的课题总数 → 课题负责人); None where nobody is said."""
    words = text[start:end]
    if "项目" not in words and "课题" not in words and "限报" not in words and "限申" not in words:
        return None
    found = _HOLDER.match(words)
    return found["who"] if found and not re.search(r"不得|不超|期间|年度|周期|项目$|课题$", found["who"]) else None
