"""The home of each finding: the section that gathers its programme, the whole document, or what holds for all of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tiaokuan.extractors.findings import AmountFinding, CapFinding, Finding, PeriodFinding
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.benefit_heads import benefit_heads
from tiaokuan.pipeline.found import Found
from tiaokuan.pipeline.interpret import Interpreter
from tiaokuan.pipeline.programme_lists import further_policies, lists_programmes, named_programme, names_measure
from tiaokuan.pipeline.tree import Node, Tree

PARTS = frozenset(
    {
        "part",
        "mixed",
        "applicants",
        "conditions",
        "materials",
        "targets",
        "implementation",
        "application",
        "amounts",
        "procedure",
        "duties",
    }
)
STRONG = frozenset({"applicants", "conditions", "materials", "application", "amounts", "mixed"})
_ASKED = frozenset({"applicants", "conditions", "materials", "application"})
_ADMINISTERED = frozenset({"procedure", "duties", "safeguards", "funds_use", "contacts"})
COMMON = "common"
#: A heading that names what is granted: the demands below it are those of a grant, whatever it is worth.
GRANT_NAME = deferred(r"(?:奖|奖励|奖金|补贴|补助|资助|津贴|贴息|待遇|优惠|补偿|救助金?)$")
_GRADE = deferred(
    r".{0,6}(?:[一二三四五六七八九十特甲乙丙ABC\d]\s?(?:星?级|等奖?|类|档|名|星)|[金银铜]奖|优秀奖|冠军|亚军|季军)"
)
_RATES = deferred(r"(?:标准|额度|金额|档次|等级|比例|奖金)$")
_GRANTS = deferred(r"对|给予|予以|可以?|凡|的[，,]|按照?|\n")
WHOLE = frozenset({"supplementary", "safeguards", "purpose", "validity", "contacts", "funds_use", "goals"})


class Homes:
    """Finds the home of each finding; what the tree says of programmes is worked out once."""

    def __init__(self, interpreter: Interpreter, tree: Tree) -> None:
        self.benefits = benefit_heads(tree)
        self.topic = self._topic if self.benefits else interpreter.topics.of
        self._topic_of = interpreter.topics.of
        self.is_programme = interpreter.topics.is_programme
        self.titled = interpreter.topics.titled
        self.aims = interpreter.aims
        self.text = interpreter.ctx.text
        self._place_of: dict[int, Node | str] = {}
        self.granting = _granting_sections(interpreter, (AmountFinding, CapFinding))
        self.paying = _granting_sections(interpreter, (AmountFinding,))
        self.tree = tree
        self._programmes: list[Node] | None = None
        self._parts_of: dict[int, bool] = {}
        self._kinds_of: dict[int, int] = {}
        self.policies = further_policies(tree.roots)
        self.whole = self._is_one_project([node for node in tree.roots if id(node) not in self.policies])

    def _topic(self, node: Node) -> str | None:
        return None if id(node) in self.benefits else self._topic_of(node)

    def _is_one_project(self, nodes: list[Node]) -> bool:
        """True where the sections at the top are parts of one programme and none is a programme of its own."""
        if any(self.is_programme(node) for root in nodes for node in self._governing(root)):
            return False
        if any(self._lists_programmes(node) for node in nodes):
            return False
        below = [node for root in nodes for node in self._open_walk(root)]
        granting = sum(1 for node in below if self._holds_item(node) and id(node) in self.granting)
        parts = {self.topic(node) for node in nodes} & PARTS
        if granting >= 3:
            return self._is_call(nodes, parts)
        if granting == 2 and parts & STRONG == {"amounts"} and all(node.title for node in nodes):
            return False  # two measures below 补贴措施, and nothing else of one programme
        others = [n for n in nodes if self.topic(n) is None and self.titled(n) and id(n) in self.granting]
        if not self.aims and granting <= 1 and len(parts) >= 2 and not self._classes(nodes):
            return True  # a 办法 of which one chapter pays (社会力量参与) is still about one matter
        paid = {(n.title or "")[-2:] for n in nodes if self.topic(n) == "amounts"}
        others = others if len(parts & STRONG) < 3 else [n for n in others if (n.title or "")[-2:] not in paid]
        if parts & STRONG and (not others or (len(parts) >= 2 and len(others) <= 1)):
            return True
        return not any(
            self._holds_item(node)
            and (self.aims or node.style == "chapter" or id(node) in self.granting or id(node) in self.benefits)
            for root in nodes
            for node in root.walk()
        )

    def _lists_programmes(self, node: Node) -> bool:
        """True for a heading of amounts that lists programmes (补贴项目和标准), or whose entries are measures (支持甲,
        鼓励乙), where each of them pays by a sentence of its own."""
        topic = self.topic(node)
        if topic != "amounts" and (topic is not None or not lists_programmes(node.title or "")):
            return False
        paying = [child for child in node.children if id(child) in self.paying]
        named = [c for c in paying if lists_programmes(node.title or "") or names_measure(node, c)]
        return len(named) >= 2 and len(named) == len(paying) and all(self._holds_item(child) for child in named)

    def _is_call(self, nodes: list[Node], parts: set[str | None]) -> bool:
        """True for a call with all the parts of one programme whose only granting section lists what those chosen get
        (扶持政策: 见习补贴 …, 留用奖励 …)."""
        if self.aims or not (parts >= {"applicants", "conditions"} and parts & {"materials", "application"}):
            return False
        granting = [node for node in nodes if id(node) in self.granting]
        if len(granting) != 1 or self.topic(granting[0]) != "amounts" or lists_programmes(granting[0].title or ""):
            return False
        return not any(child.children for child in granting[0].children)

    def _classes(self, nodes: list[Node]) -> bool:
        """True where several chapters are about a class of people each (引进在职人才入户, 引进毕业生入户)."""
        return sum(1 for n in nodes if n.style == "chapter" and self._holds_item(n)) >= 2

    def _governing(self, node: Node) -> Iterator[Node]:
        """The section and those below it that are not about how a programme is applied for or administered."""
        if self.topic(node) in _ADMINISTERED:
            return
        yield node
        for child in node.children:
            yield from self._governing(child)

    def _open_walk(self, node: Node) -> Iterator[Node]:
        """The sections below ``node`` that may be items of their own: not what stands under 申报条件 …, and of sections
        that stand in each other the lowest only."""
        topic = self.topic(node)
        if topic in PARTS and topic not in ("amounts", "mixed"):
            return
        below = [found for child in node.children for found in self._open_walk(child) if self._holds_item(found)]
        yield from below or [node]

    def _parts(self, node: Node) -> int:
        """How many kinds of parts the sections below have."""
        if id(node) not in self._kinds_of:
            self._kinds_of[id(node)] = len({self.topic(child) for child in node.children} & PARTS)
        return self._kinds_of[id(node)]

    def _holds_item(self, node: Node) -> bool:
        if id(node) in self.benefits:
            return True
        if node.style == "chapter" and id(node) not in self.granting and not find_classes(node.title or ""):
            return False  # 目录的提出与审定 is a stage; 引进在职人才入户 is a matter of its own
        return self.titled(node) and self.topic(node) is None and not self._is_rate(node)

    def _is_rate(self, node: Node) -> bool:
        """True for an entry of the rates of one programme (奖励标准: 甲奖：每人2000元), without a verb of its own."""
        above = node.parent
        if above is None or node.children or not above.title:
            return False
        rated = _RATES.search(above.title) is not None and self.topic(above) == "amounts"
        if rated and sum(1 for child in above.children if self._pays_by_itself(above, child)) >= 2:
            return False
        if rated and node.title and not GRANT_NAME.search(node.title) and not names_measure(above, node):
            return True
        if not rated and not self._are_grades(above):
            return False
        return _GRANTS.search(self.text, node.body_start, node.end) is None

    def _pays_by_itself(self, above: Node, node: Node) -> bool:
        """True for an entry that is named after a grant or measure, with a verb of its own."""
        named = GRANT_NAME.search(node.title or "") is not None or names_measure(above, node)
        if not named or _GRADE.fullmatch(node.title or ""):
            return False
        return _GRANTS.search(self.text, node.body_start, node.end) is not None

    def _are_grades(self, above: Node) -> bool:
        """True where the entries of a section are the grades of one prize (五星级：每户800元)."""
        titles = [child.title or "" for child in above.children]
        return len(titles) > 1 and all(_GRADE.fullmatch(title) for title in titles)

    def of(self, found: Found) -> Node | str | None:
        """The section whose item the finding belongs to; None for the whole document; COMMON."""
        finding, node = found.finding, found.node
        if isinstance(finding, PeriodFinding) and finding.role == "validity" and _of_document(self, node):
            return COMMON
        if self.policies and node is not None:
            root = next((n for n in node.ancestors() if n.parent is None), node)
            if id(root) in self.policies:
                return root
        if self.whole:
            return None
        if node is None:
            return COMMON
        if id(node) not in self._place_of:
            self._place_of[id(node)] = self._place(node)
        return self._place_of[id(node)]

    def _place(self, node: Node) -> Node | str:
        """The section whose item what is said in ``node`` belongs to; COMMON."""
        chain = [node, *node.ancestors()]
        if (named := self._named(chain)) is not None:
            return named
        place: Node | None = None
        fallback: Node | None = None
        for current in chain:
            topic = self.topic(current)
            if id(current) not in self._parts_of:
                self._parts_of[id(current)] = self._is_part(current, topic)
            if self._parts_of[id(current)]:
                place = None
            elif topic in WHOLE and current.parent is None and not self._pays(current, topic):
                return COMMON
            elif topic in PARTS:
                fallback = current if current.title else fallback
            elif (
                place is None
                and (self.titled(current) or id(current) in self.benefits)
                and topic != "tasks"
                and (topic not in WHOLE or current.parent is None)
            ):
                place = current
        if place is not None and place.style == "attachment" and self._gathers(place):
            return COMMON
        return place or fallback or COMMON

    def _gathers(self, node: Node) -> bool:
        """True where several programmes stand in an attachment (申报指南): what is said beside them holds for all."""
        return sum(1 for child in node.children if self.is_programme(child)) > 1

    def _pays(self, node: Node, topic: str) -> bool:
        """True where something below is granted: not under 保障措施, where it is for those who carry the plan."""
        return topic != "safeguards" and id(node) in self.paying

    def _named(self, chain: list[Node]) -> Node | None:
        """The programme that a heading of papers or demands above the words names (境外展会（事项2）)."""
        for current, above in pairwise([*chain, None]):
            if current is None or not current.title or not {self.topic(current), above and self.topic(above)} & _ASKED:
                continue
            if self._programmes is None:
                self._programmes = [
                    n for n in self.tree.walk() if id(n) in self.paying and self._holds_item(n) and not self._shares(n)
                ]
            own = {id(n) for n in self._programmes}
            if len(own) > 1 and not any(id(n) in own for n in chain):
                found = named_programme(current.title, self._programmes)
                if found is not None:
                    return found
        return None

    def _shares(self, node: Node) -> bool:
        """True where several below the section pay: it is no programme itself."""
        return sum(1 for child in node.children if id(child) in self.paying and self._holds_item(child)) > 1

    def _is_part(self, node: Node, topic: str | None) -> bool:
        """True where the section is a part of the programme above it."""
        if self.is_programme(node):
            return False
        if self._is_rate(node):
            return True
        titled = [c for c in node.children if c.title and self.topic(c) is None]
        if topic == "amounts" and len(titled) >= 2:
            return False
        spread = topic == "mixed" or (topic == "amounts" and node.parent is None)
        if spread and sum(1 for c in node.walk() if self._holds_item(c) and id(c) in self.granting) >= 2:
            return False
        if sum(1 for c in titled if self.is_programme(c)) >= 2 or (
            node.parent is None and sum(1 for c in titled if id(c) in self.granting) >= 2
        ):
            return False
        if topic in PARTS:
            return not (node.title and GRANT_NAME.search(node.title) and heading_topic(node.title) is None)
        return node.parent is not None and self._parts(node.parent) >= 2 and id(node) not in self.granting


def _of_document(homes: Homes, node: Node | None) -> bool:
    """True where a validity is the document's own, not of a thing that one measure speaks of (券, 证, 某项优惠)."""
    return node is None or any(homes.topic(one) in WHOLE for one in (node, *node.ancestors()))


def _granting_sections(interpreter: Interpreter, kinds: tuple[type[Finding], ...]) -> set[int]:
    """The sections in which something of these kinds is granted, and those above them."""
    found: set[int] = set()
    for entry in interpreter.sink.found:
        if isinstance(entry.finding, CapFinding) and entry.finding.measure in ("count", "partners"):
            continue  # how often one may apply: no grant
        finding = entry.finding
        if entry.node is not None and isinstance(finding, kinds):
            if isinstance(finding, AmountFinding) and finding.kind == "budget":
                continue  # nor does 每年安排100万元
            found |= {id(entry.node), *(id(node) for node in entry.node.ancestors())}
    return found
