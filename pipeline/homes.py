"""The home of each finding: the section that gathers its programme, the whole document, or what holds for all of it."""

from __future__ import annotations

from collections.abc import Iterator

from tiaokuan.extractors.findings import AmountFinding, CapFinding, Finding, PeriodFinding
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.pipeline.found import Found
from tiaokuan.pipeline.interpret import Interpreter
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
_ADMINISTERED = frozenset({"procedure", "duties", "safeguards", "funds_use", "contacts"})
COMMON = "common"
WHOLE = frozenset({"supplementary", "safeguards", "purpose", "validity", "contacts", "funds_use", "goals"})


class Homes:
    """Finds the home of each finding; what the tree says of programmes is worked out once."""

    def __init__(self, interpreter: Interpreter, tree: Tree) -> None:
        self.topic = interpreter.topics.of
        self.is_programme = interpreter.topics.is_programme
        self.titled = interpreter.topics.titled
        self.aims = interpreter.aims
        self._place_of: dict[int, Node | str] = {}
        self.granting = _granting_sections(interpreter, (AmountFinding, CapFinding))
        self.paying = _granting_sections(interpreter, (AmountFinding,))
        self._parts_of: dict[int, bool] = {}
        self._kinds_of: dict[int, int] = {}
        self.whole = self._is_one_project(tree.roots)

    def _is_one_project(self, nodes: list[Node]) -> bool:
        """True where the sections at the top are parts of one programme and none is a programme of its own."""
        if any(self.is_programme(node) for root in nodes for node in self._governing(root)):
            return False
        below = [node for root in nodes for node in self._open_walk(root)]
        granting = sum(1 for node in below if self._holds_item(node) and id(node) in self.granting)
        if granting >= 3:
            return False
        parts = {self.topic(node) for node in nodes} & PARTS
        others = [n for n in nodes if self.topic(n) is None and self.titled(n) and id(n) in self.granting]
        if not self.aims and granting <= 1 and len(parts) >= 2 and not self._classes(nodes):
            return True  # a 办法 of which one chapter pays (社会力量参与) is still about one matter
        if parts & STRONG and (not others or (len(parts) >= 2 and len(others) <= 1)):
            return True
        return not any(
            self._holds_item(node) and (self.aims or node.style == "chapter" or id(node) in self.granting)
            for root in nodes
            for node in root.walk()
        )

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
        if node.style == "chapter" and id(node) not in self.granting and not find_classes(node.title or ""):
            return False  # 目录的提出与审定 is a stage; 引进在职人才入户 is a matter of its own
        return self.titled(node) and self.topic(node) is None

    def of(self, found: Found) -> Node | str | None:
        """The section whose item the finding belongs to; None for the whole document; COMMON."""
        finding, node = found.finding, found.node
        if isinstance(finding, PeriodFinding) and finding.role == "validity" and _of_document(self, node):
            return COMMON
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
        place: Node | None = None
        fallback: Node | None = None
        for current in chain:
            topic = self.topic(current)
            if id(current) not in self._parts_of:
                self._parts_of[id(current)] = self._is_part(current, topic)
            if self._parts_of[id(current)]:
                place = None
            elif topic in WHOLE and current.parent is None and id(current) not in self.paying:
                return COMMON
            elif topic in PARTS:
                fallback = current if current.title else fallback
            elif (
                place is None
                and self.titled(current)
                and topic != "tasks"
                and (topic not in WHOLE or current.parent is None)
            ):
                place = current
        return place or fallback or COMMON

    def _is_part(self, node: Node, topic: str | None) -> bool:
        """True where the section is a part of the programme above it."""
        if self.is_programme(node):
            return False
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
            return True
        return node.parent is not None and self._parts(node.parent) >= 2 and id(node) not in self.granting


def _of_document(homes: Homes, node: Node | None) -> bool:
    """True where a validity is the document's own, not of a thing that one measure speaks of (券, 证, 某项优惠)."""
    return node is None or any(homes.topic(one) in WHOLE for one in (node, *node.ancestors()))


def _granting_sections(interpreter: Interpreter, kinds: tuple[type[Finding], ...]) -> set[int]:
    """The sections in which something of these kinds is granted, and those above them."""
    found: set[int] = set()
    for entry in interpreter.sink.found:
        if entry.node is not None and isinstance(entry.finding, kinds):
            found |= {id(entry.node), *(id(node) for node in entry.node.ancestors())}
    return found
