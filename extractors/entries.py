"""Entries: the items of a list as the extractors of conditions, materials and targets read them."""

from __future__ import annotations

import re
from typing import NamedTuple

from tiaokuan.gazetteer.deferred import deferred

_EDGE = " \t\n　，,、；;。.：:！!"
_LEAD_CLAUSE = deferred(
    r"(?:[，；。]|^)(?P<lead>[^，；。]{0,30}?(?:主要包括|包括|以下|下列|如下|如下条件|条件之一)[^，；。]{0,18})$"
)
_BUT = deferred(r"，但(?:是)?(?:有|属于|符合)?(?:以下|下列)[^，。；]{1,12}(?:除外|例外|不受此限)(?:制)?$")
_MUST_DO = deferred(
    r"[^，。；]{0,30}?(?:须|应当?|必须|需要?|要)?(?:同时|分别)?(?:满足|符合|具备|达到|做到|遵守|包括)"
)
_DEFINED_LIST = deferred(r"是指(?:具有|持有|符合|在)[^，。；]{2,20}(?:以下|下列)")
_BOUNDED_LIST = deferred(
    r"(?:\d|户籍|居住|常住|注册|登记|参保|缴纳|纳税)[^，。；：]{0,30}的(?:以下|下列|如下)[^，。；：]{1,12}(?:，[^，。；：]{0,6}可(?:以)?[^，。；：]{2,12})?$"
)
_IN_BRACKETS = deferred(r"（[^（）]*）")
_CUTS = deferred(r"[，；。：]")
_ANNOUNCES = deferred(
    r"(?:同时)?(?:符合|满足|具备)(?:以下|下列)[^，。；]{2,16}[，,](?:且|并)?(?:同时)?(?:符合|满足|具备)(?:以下|下列)[^，。；]{2,24}(?:[，,]可[^，。；]{2,14})?"
)
_ANNOUNCED_GRANT = deferred(
    r"(?:[，；。]|^)(?P<lead>[^，。；]{0,30}?(?:符合|具备|满足|达到|属于|有|^)(?:以下|下列|如下)(?:(?:范围|类别|种类|领域|类型)[^，。；]{0,20}|[^，。；]{0,8}))，(?!(?:且|并|同时|还)?(?:应|须|必须|不得|具备|具有|符合))[^。；]{2,40}$"
)
_JOINED = deferred(r"(?:且|并|并且|同时|还应|还须|还应当)*(?:且|并|同时|还)(?:应当?|须|需|要)?(?:符合|具备|满足)")
_OWN_DEMAND = deferred(
    r"应|须|需(?!求)|具有|具备|拥有|符合|满足|依法|已|未|无|不得|不存在|不含|以[^，。；]{2,16}(?:名义|地址|身份)|注册|登记|户籍|缴纳|从事|连续|能够|\d|[一二三四五六七八九十]年|以上|良好|合法|自愿|取得|获得|[经被][^，。；]{2,12}认定"
)
_ASKS = deferred(
    r"(?![^，。；]*(?:应|须|需|不得))(?:拟|凡|如)?(?:申请|申报|办理|享受|领取|入驻|参加)[^，。；]{2,30}(?:的|时|，)?"
)
#: How long somebody is shut out besides (…，且5年内不得申请：; …，取消其三年内申报资格：).
_BARS_FOR = deferred(
    r"[年月](?:之?内)?[，,]?(?:均|一律)?(?:不得|不再|不予|不准|不能)|(?:取消|停止|暂停|限制)[^，。；]{0,6}[\d一二两三四五]个?[年月](?:之?内)?(?:的)?[^，。；]{0,12}(?:资格|权利)"
)
#: A demand joined to the list without a comma (得分达到60分以上或满足下列条件之一：; 注册满2年且符合以下条件的：).
_OWN_AND_LIST = deferred(
    r"(?=[^，。；：]{0,40}?(?:\d|[一二三四五六七八九十两半]年|以上|[持具]有|取得|注册|登记|户籍|依法|认定))[^，。；：]{4,60}?(?:或者?|且|并且?)(?:还|同时)?(?:须|应当?)?(?:符合|满足|具备|达到|属于)(?:以下|下列|如下)"
)
_SUBJECT = deferred(
    r"(?:申报|申请|参加|参评|参与|推荐|获得)[^，。；的]{2,24}的(?:组织|单位|企业|个人|人员|机构|主体|项目|团队)"
    r"|[^，。；]{2,16}在[^，。；]{2,16}时"
)


class Entry(NamedTuple):
    """One entry of a list, or a sentence: a stretch of the text, marker excluded.

    ``ordinal`` is its place in the list, ``lead_in`` true where a list follows it, ``group`` the words of the heading
    that it stands under where that names a class (重点企业需提供).
    """

    start: int
    end: int
    ordinal: int | None = None
    lead_in: bool = False
    group: str | None = None
    listed: bool = True


_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")


_HALF_WIDTH = deferred("[,;:()]")


def full_width(text: str) -> str:
    """The same characters with the commas, semicolons, colons and brackets of a page typed in half width made full."""
    return text.translate(_FULL_WIDTH) if _HALF_WIDTH.search(text) else text


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space and closing punctuation at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def demands_itself(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Of a lead-in, the part that demands something by itself, without the words that only announce the list;
    None where it does nothing else (申报单位应符合以下条件：)."""
    start, end = trim(text, start, end)
    words = _IN_BRACKETS.sub(lambda match: _CUTS.sub("、", match.group()), full_width(text[start:end]))
    lead = _LEAD_CLAUSE.search(words) or _ANNOUNCED_GRANT.search(words)
    but = _BUT.search(words)
    if but is not None and _OWN_DEMAND.search(words, 0, but.start()):
        return trim(text, start, start + but.start())
    if re.search(r"(?:有|存在)?(?:以下|下列)[^，。；]{0,8}(?:情形|情况|行为)", text[start:end]):
        return (start, end) if _BARS_FOR.search(text, start, end) else None
    if _ANNOUNCES.fullmatch(text, start, end) or _MUST_DO.fullmatch(text, start, end):
        return None
    if lead is None and "（" in words and _LEAD_CLAUSE.match(_IN_BRACKETS.sub("", words)):
        return None
    if lead is None:
        return (start, end) if end - start >= 4 else None
    if _DEFINED_LIST.search(text, start, end) or _BOUNDED_LIST.search(words):
        return start, end
    kept = start + lead.start()
    if kept == start:
        return (start, end) if _OWN_AND_LIST.match(words) else None
    kept_start, kept_end = trim(text, start, kept)
    kept_words = text[kept_start:kept_end]
    if _SUBJECT.fullmatch(kept_words) or _ASKS.fullmatch(kept_words):
        return None
    if _JOINED.match(words, lead.start("lead")) and len(kept_words) >= 8:
        return start, end
    if not _OWN_DEMAND.search(kept_words):
        return None
    return (kept_start, kept_end) if kept_end - kept_start >= 8 else None
