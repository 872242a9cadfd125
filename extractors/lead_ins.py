"""What the words before a list announce: duties of those who apply, whom they prefer, or nothing that one must meet."""

from __future__ import annotations

import re

from tiaokuan.extractors.duties import ADVERB, CLASS, OTHERS

_DUTIES = re.compile(
    rf"(?:^|[，；。])(?P<who>[^，。；：]{{0,30}}?{CLASS}){ADVERB}(?:应当?|须|必须|需|要)?(?:认真|切实|同时)?"
    r"(?:履行|承担|遵守|做到|做好|符合|尽到)(?:以下|下列|如下)(?:[^，。；：]{0,6})?(?:职责|义务|责任|规定|要求|事项|承诺|工作)[：:]?$"
)
_PREFERS = re.compile(
    r"(?:以下|下列)[^。；：]{0,40}优先[^。；：]{0,24}[：:]?$"
    r"|优先[^。；：]{0,24}(?:以下|下列)[^。；：]{0,12}(?:企业|单位|人员|项目|情形|条件|申请人|家庭|对象|个人|机构|主体)[：:]?$"
)
_OFFICIALS = re.compile(
    r"(?:^|，)[^，。；：向经被由与到在给]{0,30}(?:部门|局|委员会|工作人员|专家|评委|评审|经办|机关)[^，。；：]{0,20}(?:有|存在|是)(?:下列|以下)"
    r"|(?:^|，)[^，。；：向经被由与到在给人企者]{0,20}(?:部门|局|机关)(?:及其工作人员)?[^，。；：]{0,24}，(?:有|存在)(?:下列|以下)[^，。；]{0,4}(?:情形|行为)之一的，由其?(?:上级|本级|同级|所在|任免|监察)"
    rf"|^[^，。；：]{{0,30}}(?:{OTHERS.pattern})[^，。；：]{{0,16}}(?:不得|严禁|禁止)(?:有|存在)"
)
_RECLAIMS = re.compile(r"(?:追回|追缴|退回)[^。；]{0,24}[：:]$")
_TURNS_AWAY = re.compile(r"不得|不予|不再|取消[^，。；]{0,12}资格")
_STOPS = re.compile(
    r"(?:停止|终止|中止|暂停|解除|退出|收回|取消|不再|腾退)(?:对其|其|与其|继续|签订的|给予|对[^，。；：]{2,12})?(?:发放|享受|领取|拨付|支付|提供|办理|承租)?[^，。；：]{0,14}"
    r"(?:补[贴助]|资助|津贴|救助|待遇|奖励|扶持|保障|住房|租赁|租约|合同|协议|贷款|减免|享受|发放|拨付|服务|优惠|扶助|供养|资金|入驻|孵化)[^，。；：]{0,12}(?:，[^。；：]{2,40})?[：:]?$"
)
_STOPPED = re.compile(
    r"(?:下列|以下)[^，。；：]{0,12}(?:停止|终止|中止|解除|退出)[^，。；：]{0,20}(?:情形|情况|行为)[^。；：]{0,24}[：:]?$|(?:停止|终止|中止|解除|退出)[^，。；：]{2,24}的(?:情形|情况|条件)(?:包括|为|如下|有)[：:]?$"
)
_CASE = re.compile(r"(?:下列|以下|如下)[^，。；]{0,8}(?:情形|情况|行为|条件)(?:之一)?(?:的|时|者)?，")
_COMPUTES = re.compile(
    r"(?:计入|纳入|列入|不包括在)[^。；：]{0,24}(?:收入|财产|面积|核定|计算|基数|总额|支出)[^。；：]{0,8}[：:]$"
)


def lists_duties(words: str) -> bool:
    """True where words before a list announce what those who apply or receive must do (见习单位应当履行下列职责：)."""
    match = _DUTIES.search(words) if "下" in words else None
    return match is not None and not OTHERS.search(match["who"])


def lists_stops(words: str) -> bool:
    """True where words before a list announce what ends a benefit that somebody has (有下列情形之一的，停止发放补贴：;
    下列解除合同的情形应当写明：); a title that is taken away ends none."""
    last = re.split(r"[。；\n]", words.rstrip("。；\n "))[-1]
    if not ("下" in last or "情" in last) or OTHERS.search(last[:8]):
        return False
    case = _CASE.search(last)
    return (case is not None and _STOPS.search(last, case.end()) is not None) or _STOPPED.search(last) is not None


def lists_preferred(words: str) -> bool:
    """True where words before a list announce who is preferred (属于下列人员的，优先安排：)."""
    return "优先" in words and _PREFERS.search(words) is not None


def lists_no_demand(words: str) -> bool:
    """True where a list is about officials or judges (评审专家有下列行为之一的，…：), about money taken back
    (有下列情形的，追回补贴：, where it bars nobody), or about how something is counted (下列收入不计入家庭收入：)."""
    if "下" not in words:
        return False
    last = re.split(r"[。\n]", words.rstrip("。\n "))[-1]
    if _OFFICIALS.search(last) or _COMPUTES.search(last):
        return True
    return _RECLAIMS.search(last) is not None and _TURNS_AWAY.search(last) is None
