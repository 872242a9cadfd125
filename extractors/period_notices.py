"""Periods told by their own verb where no cue names them: a list put up for so many days, works finished by a day, the
day from which costs count; and the years that only measure a figure."""

from __future__ import annotations

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.period_cues import OFFICE_DUTY
from tiaokuan.extractors.period_values import Cue
from tiaokuan.gazetteer.deferred import deferred

#: 张榜公布，公布时间不少于4天; 将名单在村务公开栏张贴7日; 评审结果在网站公告5个工作日.
_PUT_UP = deferred(
    r"(?:(?:张榜|上墙|张贴)(?:公布|公告|公开|公示)?|(?:公布|公告|张贴|公开|张榜|亮榜)(?:的)?(?:时间|期限|期|时长)"
    r"|(?:结果|名单|名册|情况|对象|初审|复核|审核|评审|核实)[^，,。；;]{0,30}(?:公布|公告|张贴|公开))"
    r"(?:[，,](?:公布|公告)?(?:时间|期限|期))?(?:应当?|须|一般|原则上|均|不得|为|是|期限)*$"
)
#: 公告7天无异议的.
_UNDISPUTED = deferred(r"[^，,。；;]{0,4}[，,]?(?:期满)?无异议")
#: A call that is out for so many days is a window to apply, 公开招标 none at all.
_OF_CALL = deferred(r"申报|报名|申请|征集|招标|采购|比选|遴选公告|通知|指南")
#: 栈桥于8月20日前全部完工; 应在2025年底前竣工验收.
_FINISHED = deferred(
    r"(?:之|以|底|末)?前(?:全部|全面|基本|如期|按期|按时|整体|应当?|须|实现|达到|予以|建成)*"
    r"(?:完工|竣工|建成|投产|交付|投运|投入(?:使用|运营|运行|生产)|改造完毕|安装完毕|施工完毕|完成[^，,。；;的]{0,10}(?:建设|施工|改造|安装|工程|调试|竣工|签约|任务))"
    r"(?:验收|投产|投用|并?投入(?:使用|运营)|并?交付使用)?(?=$|[，,。；;（(])"
)
#: 市文旅局7月上旬组织专家评审.
_BY_OFFICE = deferred(r"(?:局|厅|部门|委员会|办公室|管委会|政府|各地|各县|各区|组委会)(?:将|拟|计划|应当?|须)?[于在]?$")
#: 2026年4月至10月组织实施.
_CARRIED_OUT = deferred(
    r"(?:期间)?(?:分期|分批|集中|陆续|全面|具体)?(?:组织)?(?:实施|施工|推进实施|开展(?:建设|改造|施工|研究|研发))(?:项目)?(?=$|[，,。；;（(])"
)
#: 2024年1月至12月组织实施的项目可以申报: when what is paid for was done, not the time to apply.
_DONE_IN = deferred(
    r"(?:期间内?|之间|内)?[^，,。；;的]{0,14}(?:实施|发生|开展|举办|承办|建成|竣工|完工|验收|购置|投产|开工|完成|执行|签订)的[^，,。；;申]{0,12}(?:项目|费用|支出|投入|活动|业务|订单|合同|设备|展会|培训|工程)"
)
#: 首次申请应在取得执照之日起12个月内提出.
_ASKED_WITHIN = deferred(
    r"(?:之|以)?内(?:[，,]?向[^，,。；;]{2,20})?(?:一次性|书面|统一|按季度?|集中)?(?:提出|办理|提交|递交)(?=$|[，,。；;（(])"
)
_AN_APPLICATION = deferred(r"(?:申请|申报|报名)(?:应当?|须|需|要|可|原则上|最迟|一般|均|统一)*(?:在|于|自|从)")
_OF_ANOTHER = deferred(r"异议|复核|复议|申诉|变更|验收|延期|续|撤|退出|注销|举报|投诉|公示|结题")
#: 资金使用期限为2026年12月31日前，逾期收回; 消费券使用截止时间为…: no time to apply.
_TO_USE = deferred(
    r"(?:使用|核销|消费|保管|质保|履行|租赁|整改|还款|支付|入住|签约|提货)(?:截止)?(?:期限|时限|时间|日期)(?:为|至|到|是|截至|截止到?|：|:)*$"
)
#: 补贴起算日期为2月1日.
_COUNTS_FROM = deferred(
    r"(?:起始|起算|开始|起计|发生)(?:日期?|时间)(?:统一|均|一律)?(?:为|是|从|自|：|:|以[^，,。；;]{0,2})$"
)
_APPLYING = deferred(r"(?:申报|申请|报名|受理|填报|征集|预约|投稿|申领|登记|系统|平台)(?:工作)?$")
#: 四年内任意一年; 三年累计的营业收入.
_ANY_YEAR = ("任意", "任一", "任何", "其中", "任选")
_SUM_OF = deferred(r"(?:之?内)?(?:累计|合计|年均|平均|总和)(?:对|的|实现|形成|产生|缴纳|贡献|营业|销售|投入|研发|增|纳税|上缴)")


def notice_cue(ctx: Context, quantity: Quantity, clause: Piece, sentence: Piece) -> Cue | None:
    """The role that the verb of the clause gives the figure; None for all others.

    公布时间不少于4天 → ``publicity``; 于8月20日前全部完工 → ``milestone``; 补贴起算日期为2月1日 → ``other``.
    """
    if quantity.kind is Kind.DURATION:
        if _is_put_up(ctx, quantity, sentence):
            return Cue("publicity")
        return Cue("application") if _is_asked_within(ctx, quantity, clause) else None
    if quantity.kind is Kind.DATE_RANGE and len(str(quantity.value.min)) >= 7:
        if _CARRIED_OUT.match(ctx.text, quantity.core_end, clause.end):
            return Cue("implementation")
        return Cue("other") if _DONE_IN.match(ctx.text, quantity.core_end, clause.end) else None
    day = str(quantity.value.min or quantity.value.max)
    if quantity.kind is not Kind.DATE or (len(day) < 7 and not day.startswith("--")):
        return None
    if counts_from(ctx, quantity, clause):
        return Cue("other")
    if _FINISHED.match(ctx.text, quantity.core_end, clause.end) is not None:
        return Cue("milestone")
    if _BY_OFFICE.search(ctx.text, max(clause.start, quantity.start - 16), quantity.start) and OFFICE_DUTY.match(
        ctx.text, quantity.core_end, clause.end
    ):
        return Cue("other")
    if _TO_USE.search(ctx.text, max(clause.start, quantity.start - 16), quantity.start) is not None:
        return Cue("other")
    return None


def _is_put_up(ctx: Context, quantity: Quantity, sentence: Piece) -> bool:
    begin = max(sentence.start, quantity.start - 44)
    lead = ctx.text[begin : quantity.start]
    if "公" not in lead and "张" not in lead and "榜" not in lead:  # one of them is in every wording of the pattern
        return False
    if _OF_CALL.search(lead[-16:]) is not None:
        return False
    return _PUT_UP.search(lead) is not None or (
        lead.endswith(("公告", "公布")) and _UNDISPUTED.match(ctx.text, quantity.core_end) is not None
    )


def _is_asked_within(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    if quantity.bound != "max" or _ASKED_WITHIN.match(ctx.text, quantity.core_end, clause.end) is None:
        return False
    lead = ctx.text[clause.start : quantity.start]
    return _AN_APPLICATION.search(lead) is not None and _OF_ANOTHER.search(lead) is None


def counts_from(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True for the day from which what is applied for counts (补贴起算日期为2月1日), not that on which one applies."""
    if quantity.kind is not Kind.DATE:
        return False
    lead = ctx.text[max(clause.start, quantity.start - 24) : quantity.start]
    found = _COUNTS_FROM.search(lead) if "日" in lead or "时" in lead else None
    return found is not None and _APPLYING.search(lead[: found.start()]) is None


def measures_sum(ctx: Context, quantity: Quantity) -> bool:
    """True for years of which only what falls into them is told (任意一年, 三年累计的营业收入)."""
    if quantity.kind is not Kind.DURATION or quantity.working_days:
        return False
    if ctx.text.endswith(_ANY_YEAR, 0, quantity.start):
        return True
    return _SUM_OF.match(ctx.text, quantity.core_end) is not None
