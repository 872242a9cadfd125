"""Whom a list of materials is for: a class, or one programme among several."""

from __future__ import annotations

import re

from tiaokuan.extractors.class_list import category_of
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.section_topics import after_marker
from tiaokuan.pipeline.tree import Node, Tree

_GROUP = deferred(
    r"(?P<who>[^，。；]{2,40}?)(?:申请材料要求|申报材料|申请材料|还?需要?提供|应?提供|需?提交|应当?提交|须提供|所需材料|材料)"
)


#: 持有人才卡的非本地户籍人才，在本市购房的，需提交下列材料：
_GROUP_AND_CASE = deferred(
    r"(?P<who>[^，。；：\n]{4,60}?)，(?:[^。；：\n]{2,60}?，)?(?:还|另|均)?(?:需要?|应当?|须)(?:提交|提供|准备|携带)(?:以下|下列|如下)(?:申请|申报|证明)?(?:材料|资料|证件)?[：:]?$"
)
_JOINTS = deferred(r"[、和或及的]")
_ANYONE = deferred(
    r"(?:申报|申请|参评|参选)(?:单位|主体|人员?|企业|个人|项目|组织|机构|团队|者|方|公司|院校|学校|作品)"
    r"|单位|企业|人员|个人|机构|项目|团队|组织|本人"
)
_ACTING = deferred(r"应当?(?:于|在|向|按)|须(?:于|在|向)|(?:于|在)(?:每年|次年|\d)|向[^，。；]{2,}$")
_ASKED_OF = deferred(
    r"(?:^|\n|。)\s*(?P<who>(?:申请|申报|办理)[^，。；：:\n]{2,30}?|[^，。；：:\n]{2,12}(?:申请|申报|办理))(?:的)?[，,]?(?:应当?|需要?|须)?(?:提交|提供|报送)"
    r"(?:以下|下列|如下)?(?:申请|申报|证明)?(?:材料|资料)?[：:]?$"
)


#: What ``_ASKED_OF`` ends with.
_ASKING_ENDS = ("：", ":", "材料", "资料", "提交", "提供", "报送", "以下", "下列", "如下", "申请", "申报", "证明")


def _beside_another(text: str, node: Node) -> bool:
    """True where another section beside this one asks for papers of its own (申请甲项提交材料, 申请乙项提交材料)."""
    if node.parent is None or not node.children:
        return False
    asked = (_asked_of(text, other) for other in node.parent.children)
    return len({match["who"] for match in asked if match}) > 1


def _asked_of(text: str, node: Node) -> re.Match[str] | None:
    """Who hands in what is listed below the node; its words end with that."""
    words = text[after_marker(node) : node.end].strip()
    return _ASKED_OF.search(words) if words.endswith(_ASKING_ENDS) else None


def group_of(text: str, node: Node) -> str | None:
    """The class that a list of materials is for, where its heading names one (重点企业需提供：)."""
    words = (node.title or text[after_marker(node) : node.end]).strip(" \u3000：:。；")
    asked = _asked_of(text, node) if _beside_another(text, node) else None
    if asked:
        return asked["who"]
    wide = _GROUP_AND_CASE.match(words) if "，" in words and "提" in words else None
    if (
        wide
        and not _ANYONE.fullmatch(wide["who"])
        and category_of(_JOINTS.split(wide["who"])[-1]) not in (None, "other")
    ):
        return wide["who"]
    match = _GROUP.match(words) if "材料" in words or "提供" in words or "提交" in words else None
    if match and _ACTING.search(match["who"]):
        return None  # 申请补助的场馆应当于每年2月底前向文化主管部门提交: all who apply
    if match and not _ANYONE.fullmatch(match["who"]) and category_of(_JOINTS.split(match["who"])[-1]) is not None:
        return match["who"]
    return None


#: 申请引客奖励，应当提交下列材料：; （一）申报示范项目的; 申请场租补贴所需材料: one programme among several.
_FOR_ONE = deferred(
    r"(?:凡|对|如)?(?P<who>(?:申请|申报|享受|办理|申领)(?!人|者|单位|企业|主体|对象|材料|书|表|条件)(?P<what>[^，。；：:\n]{2,24}?))(?:的|时)?[，,]?"
    r"(?:(?:还|另|均)?(?:应当?|须|需要?)?(?:提交|提供|报送|准备|携带)(?:以下|下列|如下)?(?:的)?(?:申请|申报|证明)?(?:材料|资料)?|(?:所需|应提交|需提交|需提供)?(?:的)?(?:申请|申报)?(?:材料|资料))?"
)
#: 申请其他补助的，提交…; 申请开业补贴的，另需提供…: what the words behind the list ask for another programme.
_OF_OTHERS = deferred(
    r"(?:^|[\n。；])\s*(?:凡|对)?(?:申请|申报|享受|办理|申领)(?!人|者|单位|企业|主体|对象|材料|书|表|条件)(?P<what>[^，。；：\n]{2,24}?)的?[，,]"
    r"(?=[^。；\n]{0,40}(?:提交|提供|报送))"
)
_QUOTES = deferred(r"[“”\"《》\s]")


class Groups:
    """What the headings and lead-ins of the lists of materials of one document say of whom they are for."""

    def __init__(self, text: str, tree: Tree | None) -> None:
        self.text = text
        self.tree = tree
        self._titles: list[str] | None = None

    def of(self, node: Node) -> str | None:
        """The class, or the one programme among several, that the list of the section is for."""
        return group_of(self.text, node) or (self._programme(node) if node.children else None)

    def _programme(self, node: Node) -> str | None:
        words = (node.title or self.text[after_marker(node) : node.end]).strip(" \u3000：:。；")
        match = _FOR_ONE.fullmatch(words) if words.startswith(("申", "享", "办", "凡", "对", "如")) else None
        if match is None or _ANYONE.fullmatch(match["what"]):
            return None
        what = _QUOTES.sub("", match["what"])
        behind = _OF_OTHERS.finditer(self.text, node.end, node.last)
        others = any(_QUOTES.sub("", other["what"]) != what for other in behind)
        return match["who"] if others or self._beside(node) or self._is_title(what) else None

    def _beside(self, node: Node) -> bool:
        """True where the section beside this one is for another programme."""
        beside = node.parent.children if node.parent is not None else []
        return any(
            other is not node
            and other.title
            and other.title != node.title
            and other.title.startswith(("申请", "申报", "享受"))
            and _FOR_ONE.fullmatch(other.title) is not None
            for other in beside
        )

    def _is_title(self, what: str) -> bool:
        """True where another section of the document is about that programme, and none of the first is the whole."""
        if self._titles is None:
            roots = self.tree.roots if self.tree is not None else []
            nodes = (node for root in roots if root.style != "attachment" for node in root.walk())
            self._titles = [_QUOTES.sub("", node.title) for node in nodes if node.title]
        return len(what) >= 4 and what in self._titles
