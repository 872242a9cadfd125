"""What the words before a list announce: duties of those who apply, whom they prefer, or nothing that one must meet."""

from __future__ import annotations

from tiaokuan.extractors.duties import ADVERB, CLASS, OTHERS
from tiaokuan.gazetteer.deferred import deferred

_DUTIES = deferred(
    rf"(?:^|[，；。])(?P<who>[^，。；：]{{0,30}}?{CLASS}){ADVERB}(?:应当?|须|必须|需|要)?(?:认真|切实|同时)?"
    r"(?:履行|承担|遵守|做到|做好|符合|尽到)(?:以下|下列|如下)(?:[^，。；：]{0,6})?(?:职责|义务|责任|规定|要求|事项|承诺|工作)[：:]?$"
)
_PREFERS = deferred(
    r"(?:以下|下列)[^。；：]{0,40}优先[^。；：]{0,24}[：:]?$"
    r"|优先[^。；：]{0,24}(?:以下|下列)[^。；：]{0,12}(?:企业|单位|人员|项目|情形|条件|申请人|家庭|对象|个人|机构|主体)[：:]?$"
)
_OFFICIALS = deferred(
    r"(?:^|，)[^，。；：向经被由与到在给]{0,30}(?:部门|局|委员会|工作人员|专家|评委|评审|经办|机关)[^，。；：]{0,20}(?:有|存在|是)(?:下列|以下)"
    r"|(?:^|，)[^，。；：向经被由与到在给人企者]{0,20}(?:部门|局|机关)(?:及其工作人员)?[^，。；：]{0,24}，(?:有|存在)(?:下列|以下)[^，。；]{0,4}(?:情形|行为)之一的，由其?(?:上级|本级|同级|所在|任免|监察)"
    rf"|^[^，。；：]{{0,30}}(?:{OTHERS.pattern})[^，。；：]{{0,16}}(?:不得|严禁|禁止)(?:有|存在)"
)
_RECLAIMS = deferred(r"(?:追回|追缴|退回)[^。；]{0,24}[：:]$")
_TURNS_AWAY = deferred(r"不得|不予|不再|取消[^，。；]{0,12}资格")
_STOPS = deferred(
    r"(?:停发|停付|停拨|停止|终止|中止|暂停|解除|退出|收回|取消|不再|腾退)(?:对其|其|与其|继续|签订的|给予|对[^，。；：]{2,12})?(?:发放|享受|领取|拨付|支付|提供|办理|承租)?[^，。；：]{0,14}"
    r"(?:补[贴助]|资助|受助|津贴|救助|待遇|奖励|扶持|保障|住房|租赁|租约|合同|协议|贷款|减免|享受|发放|拨付|服务|优惠|扶助|供养|资金|入驻|孵化|公寓|房源|公租房|周转房|宿舍|工位|场地)[^，。；：]{0,12}(?:，[^。；：]{2,40})?[：:]?$"
)
_STOPPED = deferred(
    r"(?:下列|以下)[^，。；：]{0,12}(?:停止|终止|中止|解除|退出)[^，。；：]{0,20}(?:情形|情况|行为)[^。；：]{0,24}[：:]?$|(?:停止|终止|中止|解除|退出)[^，。；：]{2,24}的(?:情形|情况|条件)(?:包括|为|如下|有)[：:]?$"
)
_CASE = deferred(r"(?:下列|以下|如下)[^，。；]{0,8}(?:情形|情况|行为|条件)(?:之一)?(?:的|时|者)?，")
#: Who judges stands aside, or marks are taken off (评审专家应当回避：; 酌情扣分：).
_SHUNS = deferred(r"(?:应当?|须|实行)[^，。；]{0,6}回避[：:]?$|[扣减加计]\d{0,2}(?:积|考核)?分[：:]?$")
#: A heading alone that says whose duties its list is of.
_HEADS_DUTIES = deferred(
    rf"(?:[^，。；：]{{0,12}}?{CLASS}|[^，。；：]{{0,8}}方)(?:的|应尽|应履行的|须履行的|应当承担的)?(?:主要|基本|工作|主体)?(?:职责|义务|责任|责任与义务|权利[和与及、]义务|权利义务|承诺)(?:和要求|与要求|及要求)?"
)
_ENDS = deferred(r"[。；\n]")
_LINES = deferred(r"[。\n]")
_COMPUTES = deferred(
    r"(?:计入|纳入|列入|不包括在)[^。；：]{0,24}(?:收入|财产|面积|核定|计算|基数|总额|支出)[^。；：]{0,8}[：:]$"
)
#: Who gets nothing (有下列情形之一的，不予受理：).
LEAD_BARS = deferred(
    r"(?:不得|不予|不能|取消|不再|不享受|不纳入|不列入|不属于|不在|不参加|不参评|不准|不属(?!于|地)|不作为|不可|不适用|不给予|不(?:被|将)|不(?:接受|接收|受理|支持|资助|奖励|补助|补贴|安排|推荐|认定|入选|授予|兑现|发放|办理)(?!的)|谢绝|予以驳回|一票否决)[^。；]{0,24}[：:]$|(?:有|存在)(?:以下|下列)[^。；，]{0,8}(?:情形|情况|行为)[^。；]{0,24}[：:]$"
    r"|(?:对象|范围|人员|企业|主体|项目|单位)[^，。；：]{0,6}不(?:包括|包含|含)(?:以下|下列|如下)[^，。；：]{0,12}[：:]$|(?:以下|下列)[^，。；：情况]{1,20}除外[：:]$|(?:严禁|禁止|杜绝)(?:以下|下列)[^，。；：]{0,12}[：:]$|负面清单[^，。；：]{0,6}[：:]$"
)
#: Who is shut out besides what is taken from him (…，收回住房，且五年内不得申请：; …，撤销奖项，今后不得再次申报：).
_SHUTS_OUT = deferred(
    r"[年月]内?[，,]?(?:不得|不再|不予|不能)|不得(?:再次?|重新)?(?:申[报请领]|参[评选赛加])|取消[^，。；]{0,6}[年月]内?[^，。；]{0,8}(?:申报|申请|参评|享受)[^，。；]{0,8}资格"
)
_HEADS_BARS = deferred(
    r"^[^，。；]{0,16}(?:不予|不得|不能|不可|不再|不享受|不纳入|不属于|不适用|不给予|不列入|不参与|不(?:支持|受理|接受|资助|奖励|补助|补贴|认定|推荐|安排|宜)(?!的))[^，。；：]{0,16}(?:情形|情况|行为|范围|对象|人员|企业|单位|项目|产品|条件|要求|事项|类型|领域|方向|条款|作品|成果|区域|主体|活动|内容)(?:（[^（）]*）)?[：:]?$"
    r"|^[^，。；：]{0,8}(?:哪些|什么|何种)[^，。；：]{0,8}(?:不能|不可以?|不得|不予)[^，。；：]{2,16}[？?]?$|^[^，。；：]{0,6}(?:退出|终止|停止|中止|取消)[^，。；：的]{0,8}(?:的)?(?:情形|情况)[：:]?$"
    r"|^[^，。；：]{0,6}(?:限制|禁止|排除|除外|否决)(?:性|类)?(?:申报|申请|支持|准入|资助|补贴|推荐|参评)*的?(?:情形|情况|范围|对象|条件|要求|事项|类型|条款|项目|行业|领域|行为|企业|单位|人员|产品)(?:（[^（）]*）)?[：:]?$"
    r"|^[^，。；：]{0,12}(?:负面清单|禁止清单|禁入清单|否决项|一票否决|除外责任|不予(?:申报|支持|受理|补助|补贴|奖励|资助|认定|推荐|享受))(?:（[^（）]*）)?[：:]?$"
)
#: A heading alone that says whom its list prefers (优先扶持领域, 加分条件, 同等条件下优先考虑的情形).
_HEADS_PREFER = deferred(
    r"^(?!.*(?:不|使用|保障|安排|发展|建设|采购|供应|配置|以下|下列))(?:[^，。；：]{0,10}(?:优先|加分|倾斜)[^，。；：]{0,14}(?:方向|领域|条件|情形|情况|对象|项目|范围|人员|单位|企业|类型|主题|内容|专业|群体|考虑|支持|推荐|入选|事项|项|因素|资格|作品|顺序|要求)|择优(?:条件|情形|因素))(?:（[^（）]*）)?[：:]?$"
)
#: What is good for those who are in the cases of a list (有下列情形之一的，可直接认定为困难学生：).
_FAVOURS = deferred(
    r"的(?:[^，。；不]{1,10})?[，,](?:(?:在)?同等条件下[，,]?|经[^，。；]{1,10}[，,])?(?:均|也)?(?:视同(?!放弃|自动|不)|(?:申请人|申报人|当事人|企业|单位|本人)?可以?申请|可(?:以)?不(?:受|再提)|可(?!不|被)|予以(?:认定|优先|支持|奖励|表彰|照顾|救助|资助|保障)|给予(?!处|警|通)|直接|享受|应当?(?:认定|视为|优先)|认定为|视为符合|优先|免[予于除试]|不受)[^。；]{0,30}[：:]$"
)


def shuts_out(words: str) -> bool:
    """True where words before a list bar somebody from applying, whatever is taken back besides."""
    return _SHUTS_OUT.search(words) is not None


def favours(words: str) -> bool:
    """True where words before a list of cases announce what is good for those who are in them."""
    return _FAVOURS.search(words) is not None


def lists_duties(words: str) -> bool:
    """True where words before a list announce what those who apply or receive must do (见习单位应当履行下列职责：)."""
    match = _DUTIES.search(words) if "下" in words else None
    return match is not None and not OTHERS.search(match["who"])


def heads_duties(title: str) -> bool:
    """True where a heading says that its list is of the duties of those who take part (参与企业职责, 学员义务)."""
    return ("责" in title or "义务" in title or "承诺" in title) and (
        _HEADS_DUTIES.fullmatch(title) is not None and OTHERS.search(title) is None
    )


def lists_stops(words: str) -> bool:
    """True where words before a list announce what ends a benefit that somebody has (有下列情形之一的，停止发放补贴：;
    下列解除合同的情形应当写明：); a title that is taken away ends none."""
    if not ("下" in words or "情" in words):
        return False
    last = _ENDS.split(words.rstrip("。；\n "))[-1]
    if not ("下" in last or "情" in last) or OTHERS.search(last[:8]):
        return False
    case = _CASE.search(last)
    return (case is not None and _STOPS.search(last, case.end()) is not None) or _STOPPED.search(last) is not None


def lists_preferred(words: str) -> bool:
    """True where words before a list announce who is preferred (属于下列人员的，优先安排：)."""
    return "优先" in words and _PREFERS.search(words) is not None


def heads_bars(title: str) -> bool:
    """True where a heading says that its list is of those who get nothing (不予扶持项目, 负面清单)."""
    return _HEADS_BARS.search(title) is not None


def heads_preferred(title: str) -> bool:
    """True where a heading says that its list is of those who are preferred (优先扶持领域, 加分条件)."""
    return ("优先" in title or "加分" in title or "倾斜" in title or "择优" in title) and (
        _HEADS_PREFER.match(title) is not None
    )


def lists_no_demand(words: str) -> bool:
    """True where a list is about officials or judges (评审专家有下列行为之一的，…：), about money taken back
    (有下列情形的，追回补贴：, where it bars nobody), or about how something is counted (下列收入不计入家庭收入：)."""
    if "下" not in words:
        return False
    last = _LINES.split(words.rstrip("。\n "))[-1]
    if _OFFICIALS.search(last) or _COMPUTES.search(last) or _SHUNS.search(last):
        return True
    return _RECLAIMS.search(last) is not None and _TURNS_AWAY.search(last) is None


def bars_list(words: str) -> bool:
    """True where words before a list, or its heading, say that those in its cases get nothing or lose what they have
    (有下列情形之一的，不予受理：; 不予返还的情形)."""
    if LEAD_BARS.search(words) is not None and not favours(words) and not lists_preferred(words.rstrip("：:")):
        return True
    return _HEADS_BARS.search(words) is not None or lists_stops(words.rstrip("：:"))
