"""Times that describe who or what is meant (退役1年以内的军人, …之前注册的企业, 三年内再次申请的): no time to act."""

from __future__ import annotations

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.metrics import acted_within
from tiaokuan.gazetteer.deferred import deferred

#: 专利申请日在…, 发票开具日期应在…: the day of something that is there already.
_DATED_BY = deferred(
    r"(?:专利申请|授权|公告|生效|注册|登记|发证|颁证|开票|开具|成立|设立|取得|获得|获批|发生|毕业|购置|购买|采购|交易|付款|支付|缴纳"
    r"|出生|入职|参保|到账|落户|签订)(?:日期?|时间|之日)(?:应当?|须|需|要|必须|均|统一)*(?:在|介于|早于|晚于|不早于|不晚于|处于|限)+(?:自|从)?$"
)
#: 车辆报废时间应在…至…之间: when something must have happened, unless it is to apply or to carry out.
_MUST_LIE = deferred(
    r"(?P<what>[^，,。；;：:]{2,20}?)(?:时间|日期|时段)(?:均|统一|原则上)*(?:应当?|须|必须|需要?|要)(?:在|为|处于|介于|于)(?:自|从)?$"
)
#: 产品须于…期间上市: what is demanded of it.
_SINCE_WHEN = deferred(
    r"(?:期间内?|之间|内)(?:首次|正式|已)?(?:上市|取得|获得|购买|购置|发生|发表|出版|竣工|投产|认定|授权|注册|登记|成立|缴纳|签订|支付|首发|首映|播出|开业)(?=$|[，,。；;、或并且的])"
)
_BOUND_TO = deferred(r"(?:应当?|须|必须|需)(?:是|为)?[于在]?$")
_TO_ACT = deferred(
    r"(?:申报|申请|报名|受理|征集|报送|提交|递交|公示|实施|建设|投稿|活动|举办|培训|申领|预约|填报|执行|开展|(?<!作品)(?<!成果)(?<!论文)完成|验收|服务|施工|研究)$"
)
_COME_ABOUT = deferred(
    r"(?:[（(]含[^）)]{0,6}[）)]|及)?(?:之|以)?[前后](?:[（(]含[^）)]{0,6}[）)])?"
    r"(?:(?:已|已经|依法)?(?:在[^，,。；;的]{2,14})?(?:依法|完成|办理)?(?:工商|税务)?(?:登记|注册|成立|设立|开业)(?:$|[，,。；;、的并且])"
    r"|(?![^，,。；;的]{0,20}[将把向])[^，,。；;的]{0,14}(?:登记|注册|成立|设立|取得|获得|认定|毕业|购买|购置|签订|开业|落户|入职|就业|备案|授权|缴纳|招用|竣工|投产|建成|完工|通车|上市|挂牌|入库)"
    r"的[^，,。；;]{0,16}(?:企业|单位|机构|户|人员|人|者|项目|专利|车辆|设备|组织|主体|产品|学生|毕业生|家庭|住房|房屋)"
    r"|[^，,。；;（）()]{0,8}(?:出具|开具|颁发|签发|签订|打印|发表|出版|形成|授权|拍摄|完成|退役|退伍|毕业|出生|入职|参保|入学|成立|注册|登记|离职|失业|落户|取得|获得|购买|入库)[）)]"
    r"|[^，,。；;]{0,12}(?:无|没有|未曾?)[^，,。；;]{2,20}的(?:企业|单位|机构|人员|个人|人|者|户|项目|家庭|主体))"
)
#: 3月1日至9月30日期间登记的，…; …期间的持证人员: who or what is meant.
_CAME_ABOUT_IN = deferred(
    r"(?:期间内?|之间|内)?(?:首次|已经?|正式|在[^，,。；;的]{2,14})?(?:取得|获得|通过|领取|考取|入职|毕业|离职|退役|注册|登记|成立|新注册|出生|参保|购买|购置|签订|完成|发生|入选|认定|新认定|新增|办理|落户|参加|出院|住院|患病|认证|授权)[^，,。；;的]{0,24}的[，,]"
    r"|期间内?的?[^，,。；;的]{0,8}(?:领证|取证|持证|毕业|入职|参保|退役|失业|离校|在校|服役|就读|在岗|就业|登记|注册|新增|新办|新生|出生|购房|购车|获证|获奖|参赛|在编)(?:的)?(?:人员|学生|毕业生|职工|企业|单位|对象|家庭|者|户|儿童|婴幼儿)"
)
_TO_NOW = deferred(r"以来|(?:之?日?起)?至今")
_STATUS = deferred(
    r"(?:退役|退伍|退出现役|转业|释放|失业|返乡|回国|归国|离校|毕业|离职|下岗|复员)(?:时间)?(?:不超过|未超过|未满|在)?$"
)
_OF_STATUS = deferred(r"(?:之|以)?内(?:[（(]|的|[、，,][^。；;]{0,40}的[^，,。；;的]{0,8}(?:人员|军人|士兵|毕业生|人才|职工|青年|者)|[^，,。；;内]{0,4}(?:人员|军人|士兵|毕业生|人才|职工|青年))")
_IN_CLASS = deferred(r"(?:之|以)?内[^，,。；;]{2,24}的[^，,。；;的]{0,8}(?:企业|单位|机构|人员|个人|项目|团队|人才)$")


def is_status(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True where the duration tells who is meant: 退役1年以内（…）的军人, 三年内再次申请的."""
    if quantity.bound != "max" or quantity.working_days:
        return False
    before = ctx.text[clause.start : quantity.start]
    if _STATUS.search(before) and _OF_STATUS.match(ctx.text, quantity.core_end):
        return True
    if not ctx.text.startswith("的", clause.end - 1) and not ctx.text.startswith("的", clause.end):
        return False
    index = ctx.quantities.index(quantity)
    return not before.endswith(("起", "后")) and acted_within(ctx, index, clause.start, clause.end)


def runs_from(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True for a term whose beginning is the clause before (自收到通知之日起，1个月内完成…), no time of somebody's status."""
    return (
        quantity.bound == "max"
        and quantity.start == clause.start
        and ctx.text[clause.start - 2 : clause.start] in ("起，", "起,")
        and _IN_CLASS.match(ctx.text, quantity.core_end, clause.end) is None
    )


def is_attribute(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True where a date says since or until when something must have come about (专利申请日在…之前的专利, …前注册的企业,
    须在…之前成立): part of what is demanded, no time to act."""
    if quantity.kind not in (Kind.DATE, Kind.DATE_RANGE):
        return False
    if quantity.kind is Kind.DATE and _TO_NOW.match(ctx.text, quantity.core_end, clause.end):
        return True
    if quantity.kind is Kind.DATE_RANGE and _CAME_ABOUT_IN.match(ctx.text, quantity.core_end, clause.end + 1):
        return True
    if _DATED_BY.search(ctx.text, max(clause.start, quantity.start - 16), quantity.start):
        return True
    if (
        quantity.kind is Kind.DATE_RANGE
        and _SINCE_WHEN.match(ctx.text, quantity.core_end, clause.end)
        and _BOUND_TO.search(ctx.text, clause.start, quantity.start)
    ):
        return True
    if quantity.kind is Kind.DATE and _is_demand(ctx, quantity, clause):
        return True
    lie = _MUST_LIE.search(ctx.text, max(clause.start, quantity.start - 30), quantity.start)
    if lie is not None and not _TO_ACT.search(lie["what"]):
        return True
    return quantity.kind is Kind.DATE and _COME_ABOUT.match(ctx.text, quantity.core_end, clause.end) is not None


_SINCE_THEN = deferred(
    r"(?:[（(]含[^）)]{0,6}[）)])?(?:之|以)?(?:[前后]|起)(?![^，,。；;]{0,30}(?:申请|申报|报名|提交|报送|受理|登记|投稿|提出|缴纳))"
)


#: 4月底前申请的，从1月起补发: how those who did so are treated.
_TREATED = deferred(r"[，,](?:从|自|仍|按(?:原|照原|以前)|参照原)")


def _is_demand(ctx: Context, quantity: Quantity, clause: Piece) -> bool:
    """True where the clause is what somebody must have done (模型在2024年1月1日后首次通过备案的，奖励…)."""
    if ctx.text[clause.end - 1] != "的" or ctx.text[clause.end : clause.end + 1] not in ("，", ","):
        return False
    if _TREATED.match(ctx.text, clause.end) is not None:
        return True
    return _SINCE_THEN.match(ctx.text, quantity.core_end, clause.end) is not None
