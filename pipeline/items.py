"""Items: which support programme each finding belongs to.

An item is the smallest titled section that gathers one support programme; sections that are parts of one (申报条件,
申报材料 …) lead to the section above them; a document about one project is one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tiaokuan.extractors.findings import (
    AmountFinding,
    ApplicantFinding,
    CapFinding,
    ConditionFinding,
    Finding,
    MaterialFinding,
    PeriodFinding,
    TargetFinding,
)
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


_ANNOUNCES = re.compile(
    r"现[就将](?:关于)?(?P<what>[^，。；\n]{6,60}?)的?(?:相关|有关)?(?:工作)?(?:的)?(?:事项|事宜|工作|要求)?"
    r"(?:公告|通告|通知|公布|明确)如下"
)


_PAID: frozenset[type[Finding]] = frozenset({AmountFinding, CapFinding, MaterialFinding, TargetFinding})
_PLAN = re.compile(r"方案|计划|规划|行动")
_STAFF_WORK = re.compile(r"责任|分工|领导|组织|督查|督导|考核|宣传|保障|时间|评估")


@dataclass(slots=True)
class ItemDraft:
    """An item being filled: its section (None for the whole document), its name and findings."""

    name: str
    node: Node | None
    findings: list[Finding] = field(default_factory=list)


def gather(interpreter: Interpreter, tree: Tree, title: str | None) -> tuple[list[ItemDraft], list[Finding]]:
    """Items in reading order, and the findings that hold for the whole document."""
    homes = _Homes(interpreter, tree)
    title = title or _announced(interpreter.ctx.text)
    drafts: dict[int, ItemDraft] = {}
    common: list[Finding] = []
    for found in interpreter.sink.found:
        home = homes.of(found)
        if home is COMMON:
            common.append(found.finding)
            continue
        node = home if isinstance(home, Node) else None
        key = id(node) if node is not None else 0
        if key not in drafts:
            drafts[key] = ItemDraft((node.title or "") if node is not None else (title or ""), node)
        drafts[key].findings.append(found.finding)
    order = {id(node): n for n, node in enumerate(tree.walk(), 1)}
    items = sorted(drafts.values(), key=lambda draft: order.get(id(draft.node), 0))
    kept: list[ItemDraft] = []
    for draft in items:
        if draft.name and (_is_item(draft) or _schedules(interpreter, draft)):
            kept.append(draft)
        else:
            common += draft.findings
    for draft in kept:
        draft.findings = merge_classes(merge_demands(draft.findings))
    return kept, merge_classes(common)


def _announced(text: str) -> str | None:
    """What a notice without a title says that it is about (现就公开征集 … 相关事宜公告如下); None where it does not."""
    match = _ANNOUNCES.search(text, 0, 1500)
    return match["what"] if match else None


def _is_item(draft: ItemDraft) -> bool:
    if draft.node is None:
        return True
    if draft.node.style == "chapter":
        kinds = {type(f) for f in draft.findings}
        if not kinds & _PAID and not find_classes(draft.name):
            return False  # 组织与规划 is a part of the law; 引进在职人才入户 is a matter of its own
        return len(kinds) >= 2 or len(draft.findings) >= 2
    return any(not isinstance(f, (PeriodFinding, ConditionFinding)) for f in draft.findings) or any(
        isinstance(f, ConditionFinding) and f.gates for f in draft.findings
    )


def _schedules(interpreter: Interpreter, draft: ItemDraft) -> bool:
    """True where a measure of a policy only says when it starts, or what figure it asks for."""
    if not interpreter.aims or draft.node is None or _STAFF_WORK.search(draft.name):
        return False
    if _PLAN.search(interpreter.title):
        return False  # what a plan sets dates for is the authority's own work
    if any(interpreter.topics.of(node) in WHOLE | PARTS for node in draft.node.ancestors()):
        return False
    return any(
        (isinstance(f, PeriodFinding) and f.role in ("other", "milestone"))
        or (isinstance(f, ConditionFinding) and f.metric is not None)
        for f in draft.findings
    )


def merge_demands(findings: list[Finding]) -> list[Finding]:
    """One entry for a demand that several clauses of an item print in the same words."""
    first: dict[tuple[str, str], ConditionFinding] = {}
    kept: list[Finding] = []
    for finding in findings:
        if not isinstance(finding, ConditionFinding):
            kept.append(finding)
            continue
        known = first.setdefault((finding.text, repr(finding.metric)), finding)
        if known is finding:
            kept.append(finding)
        else:
            known.figures = (*known.figures, *finding.figures)
    return kept


def merge_classes(findings: list[Finding]) -> list[Finding]:
    """One entry for a class that several clauses name: it keeps the region, and all the qualifiers, that any gives."""
    first: dict[str, ApplicantFinding] = {}
    kept: list[Finding] = []
    for finding in findings:
        if not isinstance(finding, ApplicantFinding):
            kept.append(finding)
            continue
        known = first.get(finding.label)
        if known is None:
            first[finding.label] = finding
            kept.append(finding)
            continue
        known.region, known.joint = known.region or finding.region, known.joint or finding.joint
        known.role = finding.role if known.role == "beneficiary" else known.role
        known.qualifiers += [q for q in finding.qualifiers if q not in known.qualifiers]
        known.figures = (*known.figures, *finding.figures)
    return kept


class _Homes:
    """Finds the home of each finding; what the tree says of programmes is worked out once."""

    def __init__(self, interpreter: Interpreter, tree: Tree) -> None:
        self.topic = interpreter.topics.of
        self.is_programme = interpreter.topics.is_programme
        self.titled = interpreter.topics.titled
        self.aims = interpreter.aims
        self.granting = _granting_sections(interpreter, (AmountFinding, CapFinding))
        self.paying = _granting_sections(interpreter, (AmountFinding,))
        self._parts_of: dict[int, bool] = {}
        self._kinds_of: dict[int, int] = {}
        self.whole = self._is_one_project(tree.roots)

    def _is_one_project(self, nodes: list[Node]) -> bool:
        """True where the sections at the top are parts of one programme and none is a programme of its own."""
        if any(self.is_programme(node) for root in nodes for node in self._governing(root)):
            return False
        if (
            sum(
                1
                for root in nodes
                for node in self._open_walk(root)
                if self._holds_item(node) and id(node) in self.granting
            )
            >= 3
        ):
            return False
        parts = {self.topic(node) for node in nodes} & PARTS
        others = [n for n in nodes if self.topic(n) is None and self.titled(n) and id(n) in self.granting]
        if parts & STRONG and (not others or (len(parts) >= 2 and len(others) <= 1)):
            return True
        return not any(
            self._holds_item(node) and (self.aims or node.style == "chapter" or id(node) in self.granting)
            for root in nodes
            for node in root.walk()
        )

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
        if isinstance(finding, PeriodFinding) and finding.role == "validity":
            return COMMON
        if self.whole:
            return None
        if node is None:
            return COMMON
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
        if topic == "mixed" and sum(1 for c in node.walk() if self._holds_item(c) and id(c) in self.granting) >= 2:
            return False
        if sum(1 for c in titled if self.is_programme(c)) >= 2 or (
            node.parent is None and sum(1 for c in titled if id(c) in self.granting) >= 2
        ):
            return False
        if topic in PARTS:
            return True
        return node.parent is not None and self._parts(node.parent) >= 2 and id(node) not in self.granting


def _granting_sections(interpreter: Interpreter, kinds: tuple[type[Finding], ...]) -> set[int]:
    """The sections in which something of these kinds is granted, and those above them."""
    found: set[int] = set()
    for entry in interpreter.sink.found:
        if entry.node is not None and isinstance(entry.finding, kinds):
            found |= {id(entry.node), *(id(node) for node in entry.node.ancestors())}
    return found


KINDS: dict[type[Finding], str] = {
    ApplicantFinding: "applicants",
    MaterialFinding: "materials",
    PeriodFinding: "periods",
    AmountFinding: "amounts",
    CapFinding: "caps",
    ConditionFinding: "conditions",
    TargetFinding: "targets",
}
