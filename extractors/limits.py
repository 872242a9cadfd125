"""Ceilings on how much one may apply for, that no granting clause states (每人限报1项; 每校可推荐3名; 在研项目总数不得超过2个)."""

from __future__ import annotations

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import CapFinding
from tiaokuan.gazetteer.deferred import deferred

_UNITS = frozenset("项个件篇名人家部套幅组份首支张种本队所处班节门场台辆艘") | {"人次"}
_TAKES = r"(?:申报(?![单主材]|人(?!数))|推荐|报送|上报|选送|选报|选派|申请(?![单主材]|人(?!数))|参赛|参评|参加|报名|提交|主持|承担|牵头|参与|在研|入选|投(?![资入诉保标])|限报|填报)"
_LIMIT = (
    r"(?:限(?![额制期定])|只能|仅[能可]|只可|最多(?:可|只能)?|至多(?:可)?|不得?超过|不能超过|不多于|不得多于|上限为)"
)
_PERSONS = frozenset(["人", "名", "支", "队"])
#: Without one of these no such ceiling is stated.
_CUE = deferred(r"限|只能|仅[能可]|只可|最多|至多|超过|多于|可(?:以)?(?:遴选|择优|申报|推荐|报送|选[送报派]|再|另)")
_LEFT = deferred(
    rf"(?P<who>[^，。；：\n]{{0,70}}?)(?:的)?(?:原则上|各|均|每次|每年|同时|同期|当年|本年度|年度|在本次[^，。；]{{0,8}}中)*"
    rf"(?:{_LIMIT}[^，。；：\n\d]{{0,10}}?{_TAKES}[^，。；：\n\d]{{0,8}}"
    rf"|{_TAKES}[^，。；：\n]{{0,60}}?{_LIMIT}[^，。；：\n\d]{{0,4}}"
    rf"|(?<=.)可(?:以)?(?:遴选|择优|统一|同时)*(?P<may>{_TAKES})[^，。；：\n\d]{{0,8}}"
    rf"|(?<=.)可(?:以)?(?:再|另)(?:外|行)?(?:以[^，。；]{{2,12}}身份)?{_TAKES}[^，。；：\n\d]{{0,8}}"
    rf"|限(?:报|推|投)?)$"
)
_EACH = deferred(r"(?:每|各|同一|单[个位家])[^，。；：]{1,16}$")
_EDGES = deferred(
    r"^(?:其中|并且?|且|原则上|同时|此外|对|对于|但)+|(?:在本次[^，。；]{0,8}中|原则上|同时|同期|目前|每年|当年|本年度|(?<=.{2})同|的|各|均)+$"
)
_YEARLY = deferred(r"每年|年度|当年|每一年")
#: What is restricted is a way or a time, or is measured otherwise.
_OTHERWISE = deferred(r"年限|期限|时限|限额|限价|字|页|分钟|经费|金额|费用|人数|规模|团队成员|组成|年龄")


def applying_limits(
    ctx: Context, start: int, end: int, known: set[int] | frozenset[int] = frozenset()
) -> list[CapFinding]:
    """The ceilings of ``text[start:end]`` on how much one may apply for, but those whose figures are ``known``."""
    if _CUE.search(ctx.text, start, end) is None:
        return []
    found = []
    for index in ctx.live(start, end):
        quantity = ctx.quantities[index]
        value = quantity.value.max
        if (
            index in known
            or quantity.kind is not Kind.COUNT
            or quantity.unit not in _UNITS
            or not isinstance(value, int | float)
        ):
            continue
        if quantity.bound == "min":
            continue
        begin = max(start, *(ctx.text.rfind(mark, start, quantity.core_start) + 1 for mark in "，。；：\n"))
        match = _LEFT.fullmatch(ctx.text, begin, quantity.core_start)
        if match is None or _OTHERWISE.search(ctx.text, begin, quantity.core_start):
            continue
        who = _EDGES.sub("", match["who"].strip())
        if match["may"] and _EACH.match(who) is None:
            continue
        if ctx.text[quantity.core_start - 1] == "限" and quantity.unit in _PERSONS:
            continue  # 每个团队限6人
        period = "year" if _YEARLY.search(ctx.text, begin, quantity.core_start) else None
        scope = who if 1 < len(who) <= 24 else None
        found.append(CapFinding(
            begin, _clause_end(ctx.text, quantity.end, end), "count", value, scope, quantity.unit, period, figures=(index,)
        ))  # fmt: skip
    return found


def _clause_end(text: str, at: int, end: int) -> int:
    return min((p for mark in "，。；\n" if (p := text.find(mark, at, end)) >= 0), default=end)
