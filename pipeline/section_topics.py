"""What each section is about: by its heading, by the lead-in of its list, by what recurs."""

from __future__ import annotations

import re

from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.lead_ins import (
    heads_bars,
    heads_preferred,
    lists_duties,
    lists_no_demand,
    lists_preferred,
    lists_stops,
    shuts_out,
)
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.heading_frames import frame_topic, names_both
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.facets import LED, grant_before, labelled_parts
from tiaokuan.pipeline.schedules import NO_STEP, is_step
from tiaokuan.pipeline.tree import Node, Tree

CORE = frozenset({"part", "mixed", "applicants", "conditions", "materials", "targets", "amounts", "implementation"})
_HEADING = 24
#: 将第五条修改为, 增加一条: what an amendment does to the text it amends.
_AMENDS = deferred(
    r"(?:将|把|对|在|删[除去])(?:原)?第[一二三四五六七八九十百\d]{1,4}[条款项章]|增加[一二三]?[条款项章]"
    r"|(?:原)?第[一二三四五六七八九十百\d]{1,4}[条款项章](?:第|中|的|修改|改|作|增加|删)"
)
_CALLED = deferred(r"[（(]以下(?:简称|统称)[^（）()]{1,24}[）)]$")
#: Topics of headings whose list may still be one of bars.
_LOOSE = frozenset({"duties", "safeguards", "procedure", "supplementary"})
_SUBJECT_PARTS = frozenset({"applicants", "conditions", "materials", "application", "procedure", "duties", "mixed"})
_LEAD_MATERIALS = deferred(
    r"(?:提供|提交|报送|递交|携带|准备|出具|附上)[^。；，]{0,16}(?:材料|资料|证件|文件)(?:[（(][^（）()。；]{2,30}[）)])?(?:[^。；，]{0,8})?(?:[，,](?:并|且|均|同时|统一)*(?:加盖|盖|签字|签章|装订|一式|逾期|过期|对[^。；，]{2,12}真实性|其中)[^。；，]{0,20})?[：:]?$"
    r"|[持凭带](?:以下|下列|如下)(?:有关|相关|申请|申报|证明)?(?:材料|资料|证件|证明|文件|凭证)[^。；]{0,40}$"
    r"|(?:申报|申请|报名|报送|提交|提供|所需|须交)的?(?:书面|纸质|证明)?(?:材料|资料|证件)(?:清单|目录)?(?:主要|应|需|须)?(?:包括|包含|有|为|如下)(?:但不限于)?(?:以下|下列)?(?:内容)?[：:]?$"
)
#: 资助对象为具有本市户籍的下列学生：…
_LEAD_WHO = deferred(
    r"(?:资助|补助|补贴|奖励|救助|保障|扶持|支持|申请|申报|享受|发放|帮扶|服务)的?(?:对象|范围|主体|人员)(?:为|是|包括|限于)[^。；]{0,60}"
    r"(?:以下|下列)[^。；，]{0,8}(?:人员|对象|单位|企业|机构|个人|学生|家庭|群体|人群|主体|组织|类别|之一)$"
)
#: 申报组织应当提交：（一）申报表；…: papers without the word; never what an office hands on.
_LEAD_HANDS_IN = deferred(
    r"(?:应当?|须|需要?|同时|一并|分别|如实|[年月日底]前)(?:同时|一并|分别|如实|还|另)?(?:向[^，。；]{2,20})?"
    r"(?:提交|报送|递交|携带|附送|附上|提报|(?<=时)提供|(?<=[需须应当并还])提供|出具)(?:以下|下列|如下)?$"
)
_OFFICE_HANDS_IN = deferred(r"(?:部门|机关|政府|办公室|小组|[局委厅]|机构)(?:应当?|须|需要?|要|于)[^，。；]*$")
_LEAD_CONDITIONS = deferred(
    r"(?:符合|具备|满足|达到|遵循)[^。；，]{0,16}(?:条件|要求|标准|之一)[^。；，]{0,8}[：:]?$|(?:符合|具备|满足)(?:以下|下列)[^。；]{0,40}[：:]?$|(?:以下|下列)[^。；，]{0,6}(?:条件|要求)[^。；]{0,24}[：:]?$|(?:以下|下列)[^。；，]{0,8}(?:之一)[^。；]{0,24}[：:]?$|是指[^。；]{0,100}(?:以下|下列)[^。；，]{0,8}(?:人员|对象|单位|企业|机构|个人|[疾军老]人|学生|家庭|居民|劳动者|群体)[：:]?$"
)
_LEAD_BARS = deferred(
    r"(?:不得|不予|不能|取消|不再|不享受|不纳入|不列入|不属于|不在|不参加|不参评|不准|不属(?!于|地)|不作为|不可)[^。；]{0,24}[：:]$|(?:有|存在)(?:以下|下列)[^。；，]{0,8}(?:情形|情况|行为)[^。；]{0,24}[：:]$"
)
_LEAD_AMOUNTS = deferred(
    r"(?:补贴|补助|奖励|资助|救助|扶持|奖补|保障|支持|津贴|补偿|供养|抚恤|慰问|发放|待遇|奖金|激励|减免)(?:金|资金|经费)?的?"
    r"(?:标准|金额|额度|比例|档次|待遇)[^。；]{0,24}$|按照?(?:以下|下列|如下)(?:标准|档次|比例)[^。；]{0,16}$"
)
_PUNISHES = deferred(
    r"(?:给予|处以|责令|予以)[^。；]{0,16}(?:警告|处分|罚款|通报|批评|改正|处罚)|追究[^。；]{0,10}责任|依法处理"
)
_REVOKES = deferred(
    r"取消[^。；，]{0,12}(?:称号|荣誉|奖项|命名)[^。；]{0,8}[：:]$|(?:撤销|收回|终止|解除|报告|退出|收缴)[^。；]{0,24}[：:]$"
)


_ROLE_ASKED = deferred(
    r"[^，。；：、的]{1,8}(?:[^地对多]方|[应销厂营展]商|商户|单位|企业|机构|人员?|者|主体|团队|选手|对象)(?:的|应具备的?)?(?:基本|资格|资质|准入|入围)?(?:条件|资格)"
)


class SectionTopics:
    """What each section of a tree is about; worked out once a section."""

    def __init__(self, text: str, tree: Tree, subject: str = "") -> None:
        self.text = text
        self.subject = subject  # the document's title: its matter need not be said again in a heading
        self.tree = tree
        self.recurring = recurring_titles(tree)
        self.known: dict[int, str | None] = {}
        self.led: dict[int, list[tuple[str, int, int]]] = {}
        self._untitled: set[str] | None = None

    def of(self, node: Node) -> str | None:
        """What the section is about by its heading or lead-in; remembered."""
        key = id(node)
        if key not in self.known:
            topic = _own_topic(self.text, node) or self._topic_of_subject(node)
            if topic is not None and (at := self._led_in(node, topic)):
                self.led[key] = [("", node.body_start, at), (topic, node.end if topic == "materials" else at, node.end)]
                topic = None  # 对…给予10万元奖励。⏎申报时应提供以下材料：1.… 2.…
            if topic == "applicants" and node.children and self.names_both(node):
                topic = "conditions"  # the list below is of demands; who applies stands in the lead-in
            if topic == "safeguards" and node.parent is not None and self.of(node.parent) == "conditions":
                topic = None  # 基本要求: 安全保障 …, 师资力量 …
            if topic in NO_STEP and is_step(node) and self.of(node.parent or node) in ("implementation", "procedure"):
                topic = None  # 遴选主体（2023年6月） under 实施步骤
            if topic is None and node.title in self.recurring and not self._grades(node):
                topic = "part"
            self.known[key] = topic
        return self.known[key]

    def _led_in(self, node: Node, topic: str) -> int:
        """Where the last sentence of a section, behind those that grant, announces papers or demands; else 0."""
        if not node.children or topic not in LED or (topic == "conditions" and not node.title):
            return 0
        return 0 if node.title and heading_topic(node.title) is not None else grant_before(self.text, node)

    def parts(self, node: Node) -> list[tuple[str, int, int]]:
        """The parts of a programme within one section, by topic and place: those that labels tell, and the list that
        its last sentence announces."""
        return self.led.get(id(node)) or labelled_parts(self.text, node)

    def _topic_of_subject(self, node: Node) -> str | None:
        """The topic of a top heading once the words that the document's title has are taken off
        (实训基地的申请条件和程序 in 某市实训基地管理办法)."""
        title = node.title or ""
        if node.parent is not None or not self.subject or len(title) > _HEADING:
            return None
        shared = next((n for n in range(len(title), 1, -1) if title[:n] in self.subject), 0)
        topic = frame_topic(title[shared:].removeprefix("的")) if 0 < shared < len(title) - 1 else None
        return topic if topic in _SUBJECT_PARTS else None  # 创业扶持 is a programme of its own

    def names_both(self, node: Node) -> bool:
        """True where the heading names who may apply and what they must meet."""
        return names_both(re.sub(r"\W+", "、", node.title or "").strip("、"))

    def _grades(self, node: Node) -> bool:
        """True where the entries of standards recur (一等奖, 二等奖 under each class): they are demands, no parts."""
        return node.parent is not None and not node.children and self.of(node.parent) == "conditions"

    def titled(self, node: Node) -> bool:
        """True where the section's heading is one: a run-in first sentence is none where the other entries of its style
        begin in the same way without one, unless most of those beside it have one too."""
        if not node.title or _AMENDS.match(node.title):
            return False
        if self._untitled is None:
            counts: dict[str, list[int]] = {}
            for other in self.tree.walk():
                counts.setdefault(other.style, []).append(1 if other.title else 0)
            self._untitled = {
                style for style, marks in counts.items() if len(marks) >= 6 and sum(marks) < 0.2 * len(marks)
            }
        if node.style not in self._untitled or node.body_start >= node.end:
            return True
        beside = [n for n in node.parent.children if n.style == node.style] if node.parent is not None else []
        return len(beside) >= 2 and 2 * sum(1 for n in beside if n.title) > len(beside)

    def is_programme(self, node: Node) -> bool:
        """True where the titled section's children, or the labels of its lines, are the parts of a support programme
        (政策内容, 申请条件 …)."""
        if not node.title or self.of(node) is not None:
            return False
        if not node.children:
            return "\n" in self.text[node.body_start : node.end] and bool(labelled_parts(self.text, node))
        kinds = [kind for child in node.children if (kind := self.of(child))]
        return len(set(kinds)) >= 2 and not CORE.isdisjoint(kinds)

    def in_class_chapter(self, node: Node) -> bool:
        return any(
            n.style == "chapter" and self.of(n) is None and find_classes(n.title or "") for n in node.ancestors()
        )


def recurring_titles(tree: Tree) -> set[str]:
    """Headings that stand under at least three parents: labels of parts (政策内容, 补贴测算), no programmes."""
    parents: dict[str, set[int]] = {}
    for node in tree.walk():
        if node.title and node.parent is not None:
            parents.setdefault(node.title, set()).add(id(node.parent))
    return {title for title, above in parents.items() if len(above) >= 3}


def _own_topic(text: str, node: Node) -> str | None:
    if node.title:
        topic = heading_topic(node.title)
        lead = text[node.start : node.end].rstrip("：: \n") if topic == "procedure" and node.children else ""
        if lead and _LEAD_MATERIALS.search(lead):
            return "materials"  # （一）申请。用人单位应于…提出申请，并提供下列材料：
        barred = _LEAD_BARS.search(f"{node.title}：") is not None and not lists_no_demand(f"{node.title}：")
        if barred and not _REVOKES.search(f"{node.title}："):
            return "conditions"  # 下列机构不在征集范围：…
        if topic in _LOOSE and node.children and node.body_start < node.end and _bars(text, node):
            return "conditions"  # 动态管理 … 有下列情形之一的，移出名单：
        if topic is None and (heads_bars(node.title) or heads_preferred(node.title)) and _stands_alone(text, node):
            return "conditions"  # 不予扶持项目, 优先扶持领域
        if topic is not None or category_of(node.title) is not None:
            return topic
        if node.children and _ROLE_ASKED.fullmatch(node.title):
            return "conditions"  # 揭榜方条件, 供应商资格条件
    words = text[node.start : node.end].strip()
    if not node.children:
        return None
    if lists_no_demand(words):
        return None
    words = re.split(r"[。；\n]", words.rstrip("。；"))[-1]
    if len(words) > 160:
        return None
    closing = _CALLED.sub("", words.rstrip("：:。 "))
    if lists_stops(closing):
        return "conditions"
    if (_REVOKES.search(words) and not shuts_out(words)) or _PUNISHES.search(words):
        return None
    if _LEAD_BARS.search(words) or lists_duties(closing) or lists_preferred(closing):
        return "conditions"
    if _LEAD_WHO.search(closing):
        return "applicants"
    if _LEAD_MATERIALS.search(closing) or (closing != words and _hands_in(closing)):
        return "materials"
    if re.search(r"给予|予以", closing):
        return None
    if words.endswith(("：", ":")) and _LEAD_AMOUNTS.search(closing):
        return "amounts"
    return "conditions" if _LEAD_CONDITIONS.search(closing) else None


def _hands_in(lead: str) -> bool:
    """True for the words before a list of what those who apply hand in (申报组织应当提交)."""
    return _LEAD_HANDS_IN.search(lead) is not None and _OFFICE_HANDS_IN.search(lead) is None


def _bars(text: str, node: Node) -> bool:
    """True where the last words of a section announce a list of those who are barred or lose what they have."""
    words = text[node.body_start : node.end].strip()
    last = re.split(r"[。；\n]", words.rstrip("。；"))[-1]
    if lists_no_demand(words) or _PUNISHES.search(last):
        return False
    return lists_stops(last.rstrip("：: ")) or (_LEAD_BARS.search(last) is not None and not _REVOKES.search(last))


def _stands_alone(text: str, node: Node) -> bool:
    """True where nothing stands behind the heading on its line."""
    return node.title_end >= node.end or "\n" in text[node.title_end : node.title_end + 2]


def after_marker(node: Node) -> int:
    """Where a section's words begin."""
    return node.start + len(node.marker or "")


def heading_of(node: Node, topic: str | None) -> str:
    """The section's title; of a plain entry of amounts, that of the list that it stands in."""
    if node.title or topic != "amounts" or node.parent is None:
        return node.title or ""
    return node.parent.title or ""
