"""Entries: the items of a list as the extractors of conditions, materials and targets read them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EDGE = " \t\n　，,、；;。.：:！!"
_LEAD_CLAUSE = re.compile(
    r"(?:[，；。]|^)(?P<lead>[^，；。]{0,30}?(?:主要包括|包括|以下|下列|如下|如下条件|条件之一)[^，；。]{0,18})$"
)
_DEFINED_LIST = re.compile(r"是指(?:具有|持有|符合|在)[^，。；]{2,20}(?:以下|下列)")
_ANNOUNCES = re.compile(
    r"(?:同时)?(?:符合|满足|具备)(?:以下|下列)[^，。；]{2,16}[，,](?:且|并)?(?:同时)?(?:符合|满足|具备)(?:以下|下列)[^，。；]{2,24}(?:[，,]可[^，。；]{2,14})?"
)
_SUBJECT = re.compile(
    r"(?:申报|申请|参加|参评|参与|推荐|获得)[^，。；的]{2,24}的(?:组织|单位|企业|个人|人员|机构|主体|项目|团队)"
    r"|[^，。；]{2,16}在[^，。；]{2,16}时"
)


@dataclass(frozen=True, slots=True)
class Entry:
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
    lead = _LEAD_CLAUSE.search(text[start:end])
    if re.search(r"(?:有|存在)?(?:以下|下列)[^，。；]{0,8}(?:情形|情况|行为)", text[start:end]):
        return (start, end) if re.search(r"[年月]内(?:不得|不再|不予)", text[start:end]) else None
    if _ANNOUNCES.fullmatch(text, start, end):
        return None
    if lead is None:
        return (start, end) if end - start >= 4 else None
    if _DEFINED_LIST.search(text, start, end):
        return start, end
    kept = start + lead.start()
    if kept == start:
        return None
    kept_start, kept_end = trim(text, start, kept)
    if _SUBJECT.fullmatch(text[kept_start:kept_end]):
        return None
    return (kept_start, kept_end) if kept_end - kept_start >= 8 else None
