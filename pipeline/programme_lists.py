"""Which sections are programmes of their own: what a heading lists (补贴项目和标准; the rates of one: 补贴标准), what a
heading of papers names, further policies in one file."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.markers import ordinal
from tiaokuan.pipeline.tree import Node

_LISTS = deferred(
    r"(?:项目|类别|事项|品种|种类|(?:支持|扶持|资助|奖补|补助|补贴|奖励|申报)(?:方向|领域|重点|类型))(?:(?:及其?|和|与|、)[^，。；：]{0,6}(?:标准|金额|额度|办法|方式|内容|比例|政策|待遇))?$"
)
_POLICY = deferred(r"..(?:办法|细则|规定|措施|政策|意见|方案|条例)(?:[（(][^（()）]{2,8}[)）])?$")
_MEASURE = deferred(
    r"(?:支持|鼓励|推动|促进|培育|推进|引导|加快|加大|加强|强化|扶持|助力|激励|提升|扩大|降低|减轻|缓解|落实|做大|做强|引进|吸引)"
    r"(?!(?:标准|额度|金额|方式|办法|比例|对象|条件|范围|力度|强度|数|名额|期限|资金|经费|内容))[^，。；：]{2,}"
)


def lists_programmes(title: str) -> bool:
    """True for 支持项目, 补贴项目和标准, 资助类别."""
    return _LISTS.search(title) is not None


def names_measure(above: Node, node: Node) -> bool:
    """True where an entry of amounts is a measure by its name (支持设备更新), or stands under a list of programmes."""
    return lists_programmes(above.title or "") or _MEASURE.match(node.title or "") is not None


#: 境外展会（事项2）: the number of the programme that a group of papers is for.
_NUMBER = deferred(
    r"(?:[（(【]|^)(?:对应|适用|申报|支持|奖励|补贴|第)*(?:事项|项目|专题|类别|条款|政策)第?\s?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?=[）)】：:、\s]|$)"
)
_BRACKETS = deferred(r"[（(【][^（()）】]*[）)】]|[“”\"《》]")
_LEADS = deferred(r"^(?:关于|申报|申请|申领|享受|办理|符合|报名)(?=..)")
_TAILS = deferred(
    r"(?:类|项)?的?(?:申报|申请|申领|报名|办理|所需|需要?|须|应当?|还|另|补充|专项|专属|特定|附加|提交|提供|报送|证明|佐证)*的?"
    r"(?:材料|资料|要件|条件|对象|主体|要求|时间|程序|流程|清单|目录)?$"
)
_LEAST, _SPARE = 4, 3


def named_programme(title: str, programmes: list[Node]) -> Node | None:
    """The one of the programmes that a heading of papers or demands names (境外展会（事项2）, 设备补贴申报材料): by its
    number or by its name; None where none or several fit."""
    number = _NUMBER.search(title)
    if number:
        asked = ordinal(number["n"])
        counted = [node for node in programmes if node.ordinal == asked]
        return counted[0] if len(counted) == 1 else None
    core = _core(title)
    if len(core) < _LEAST:
        return None
    fits = [node for node in programmes if _same(core, _core(node.title or ""))]
    return fits[0] if len(fits) == 1 else None


def _core(title: str) -> str:
    bare = _LEADS.sub("", _BRACKETS.sub("", title).strip(" \u3000：:。"))
    return _TAILS.sub("", bare)


def _same(core: str, name: str) -> bool:
    """True where a heading's words are a programme's name or a large part of it, or that with little beside it."""
    return core in name or (len(name) >= _LEAST and name in core and len(core) - len(name) <= _SPARE)


def further_policies(roots: list[Node]) -> set[int]:
    """The sections that are policies of their own behind the first (a notice that carries two 办法): a name of one, and
    articles that begin again below it."""
    if not any(node.style in ("article", "chapter") and node.ordinal == 1 for node in roots):
        return set()
    return {
        id(node)
        for node in roots
        if node.style in ("none", "attachment") and _POLICY.search(node.title or "") and _begins_again(node)
    }


def _begins_again(node: Node) -> bool:
    return any(child.style in ("article", "chapter") and child.ordinal == 1 for child in node.children[:2])
