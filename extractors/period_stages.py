"""Times in the brackets behind the name of a step: 企业自评（6月30日前）, 集中整治（2025年4月—10月）."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.period_values import Cue
from tiaokuan.gazetteer.deferred import deferred

_NAME = deferred(
    r"(?P<name>[一-鿿“”、]{2,20})[（(](?:时间|时限|截止(?:时间|日期)?|即日起|自|从|截?至|于|原则上)?[：:为]?$"
)
_CLOSES = deferred(r"(?:[上中下]旬|[初中末底])?(?:[之以]?前(?:完成|结束|报送|提交)?|起|开始|截?止|完成)?[）)]")
#: Steps of those who apply, of an office, of the public notice; others are stages of a campaign.
_OF_APPLICANT = deferred(
    r"自评|自荐|填报|申报|申请|报名|提交|报送|递交|上传|上报|网报|注册|揭榜|征集|投稿|投递|受理|申领|预约"
)
_OF_OFFICE = deferred(
    r"审核|复核|论证|张榜|发榜|核算|审批|核定|初审|复审|终审|初评|复评|终评|网评|评定|评议|审查|审批|审定|评审|评选|评价|评估|评比|核查|核验|核实|认定|验收|推荐|遴选|拨付|发放|答辩|路演|考察|考评|考核|抽查|公布|发布|命名|授牌|表彰|立项|汇总|面试|笔试"
)
_OF_CAMPAIGN = deferred(
    r"(?:阶段|初赛|复赛|决赛|预赛|海选|颁奖|展演|展示|宣传|发动|动员|部署|启动|筹备|准备|实施|推进|攻坚|整治|整改|提升|总结|巩固|自查|排查|摸底|试点|推广|落实|建设|督导|督查|检查|收官|深化|完善)[^（(]{0,4}$"
)

#: 结果公示（不少于7个自然日）
_SHOWN = deferred(r"公示(?:公告|结果|名单|阶段)?[（(](?:公示)?(?:时间|期限|期)?(?:为|一般|不少于|不得少于|至少|：|:)*$")
#: 建设规划（2021—2035年）: the years of a plan are part of its name.
_PLAN = deferred(r"(?:规划|计划|方案|纲要|办法|意见|措施|项目)$")
_CAMPAIGN_FIRST = deferred(r"(?!.*(?:报名|申报|申请|征集))(?:动员|宣传|总结|启动|部署|筹备|巩固)")


#: Steps of a project's own schedule that are its milestones, whoever takes them.
OF_PROJECT = deferred(r"验收|绩效评价|总结|签约|竣工|完工|投产|建成")


def stage_cue(ctx: Context, quantity: Quantity, clause: Piece, heading: str | None = None) -> Cue | None:
    """The role of a time that stands alone in the brackets behind the name of a step; None where it does not. Under a
    heading ``implementation`` steps without a role of their own are milestones."""
    if quantity.kind is Kind.DURATION and _SHOWN.search(ctx.text, max(clause.start, quantity.start - 16), quantity.start):
        return Cue("publicity")
    if quantity.kind not in (Kind.DATE, Kind.DATE_RANGE) or len(str(quantity.value.min or quantity.value.max)) < 4:
        return None
    if _CLOSES.match(ctx.text, quantity.core_end) is None:
        return None
    named = _NAME.search(ctx.text, max(clause.start, quantity.start - 28), quantity.start)
    if named is None:
        return None
    name = named["name"]
    years = quantity.kind is Kind.DATE_RANGE or len(str(quantity.value.min or quantity.value.max)) == 4
    if (years and _PLAN.search(name)) or ctx.text.rfind("《", named.start() - 20, quantity.start) > ctx.text.rfind(
        "》", named.start() - 20, quantity.start
    ):
        return None
    role = step_role(name)
    if heading == "implementation" and (role is None or (role == "other" and OF_PROJECT.search(name))):
        role = "milestone"
    return Cue(role, name if role == "milestone" else None) if role else None


def step_role(name: str) -> str | None:
    """The role of the time that the name of a step is followed by; None where the name tells nothing.

    >>> step_role("县级初审"), step_role("案例申报"), step_role("总结评估")
    ('other', 'application', 'milestone')
    """
    if _CAMPAIGN_FIRST.match(name):
        return "milestone"
    if "公示" in name:
        return "publicity"
    if _OF_OFFICE.search(name) and not re.search(r"申报|自评|报名|填报", name):
        return "other"
    if _OF_APPLICANT.search(name) and not re.search(r"(?:审核|审查|推荐)$", name):
        return "application"
    return "milestone" if _OF_CAMPAIGN.search(name) else None
