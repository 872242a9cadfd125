"""Items: which support programme each finding belongs to.

An item is the smallest titled section that gathers one support programme; sections that are parts of one (申报条件,
申报材料 …) lead to the section above them; a document about one project is one item.
"""

from __future__ import annotations

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
from tiaokuan.pipeline.interpret import Found, Interpreter
from tiaokuan.pipeline.tree import Node, Tree

PARTS = frozenset({"applicants", "conditions", "materials", "targets", "implementation", "application", "amounts", "procedure", "duties"})
WHOLE = frozenset({"supplementary", "safeguards", "purpose", "validity", "contacts", "funds_use", "goals"})


@dataclass(slots=True)
class ItemDraft:
    """An item being filled: its section (None for the whole document), its name and findings."""

    name: str
    node: Node | None
    findings: list[Finding] = field(default_factory=list)


def gather(interpreter: Interpreter, tree: Tree, title: str | None) -> tuple[list[ItemDraft], list[Finding]]:
    """Items in reading order, and the findings that hold for the whole document."""
    whole = _one_project(interpreter, tree.roots) or not any(_titled_programme(interpreter, n) for n in tree.walk())
    drafts: dict[int, ItemDraft] = {}
    common: list[Finding] = []
    for found in interpreter.found:
        home = _home(interpreter, found, whole)
        if home == "common":
            common.append(found.finding)
            continue
        node = home if isinstance(home, Node) else None
        key = id(node) if node is not None else 0
        if key not in drafts:
            name = (node.title or "") if node is not None else (title or "")
            drafts[key] = ItemDraft(name, node)
        drafts[key].findings.append(found.finding)
    items = [draft for draft in drafts.values() if draft.name]
    for draft in drafts.values():
        if not draft.name:
            common += draft.findings
    order = {id(node): n for n, node in enumerate(tree.walk())}
    items.sort(key=lambda d: order.get(id(d.node), -1) if d.node is not None else -1)
    kept = [draft for draft in items if _is_item(draft) or draft.node is None]
    for draft in items:
        if draft not in kept:
            common += [f for f in draft.findings if isinstance(f, (PeriodFinding, TargetFinding))]
    return kept, common


def _is_item(draft: ItemDraft) -> bool:
    return any(not isinstance(f, PeriodFinding) for f in draft.findings)


def _titled_programme(interpreter: Interpreter, node: Node) -> bool:
    """A titled section that is no part of a programme and holds a grant or facets of its own."""
    if not node.title or interpreter.topic_of(node) is not None:
        return False
    return True


def _one_project(interpreter: Interpreter, nodes: list[Node]) -> bool:
    """True where the sections at the top are parts of one programme: at least two of different kinds."""
    kinds = [interpreter.topic_of(node) for node in nodes]
    parts = {kind for kind in kinds if kind in PARTS}
    strong = parts & {"applicants", "conditions", "materials", "application", "amounts"}
    others = [n for n, k in zip(nodes, kinds, strict=True) if k is None and n.title and n.children]
    return bool(strong) and len(parts) >= 2 and len(others) <= len(parts) + 2


def _home(interpreter: Interpreter, found: Found, whole: bool) -> Node | str | None:
    """The section whose item the finding belongs to; None for the whole document; "common"."""
    finding, node = found.finding, found.node
    if isinstance(finding, PeriodFinding) and finding.role == "validity":
        return "common"
    if whole:
        return None
    if node is None:
        return "common"
    chain = [node, *node.ancestors()]
    if any(interpreter.topic_of(n) in WHOLE for n in chain) and not isinstance(finding, AmountFinding):
        return "common"
    place: Node | None = None
    for current in chain:
        topic = interpreter.topic_of(current)
        if topic in PARTS or _is_programme_part(interpreter, current):
            place = None
        elif current.title and place is None and topic != "tasks":
            place = current
    return place if place is not None else "common"


def _is_programme_part(interpreter: Interpreter, node: Node) -> bool:
    """True where the section stands under one whose children are parts of a programme (申报条件, 申报材料 …)."""
    if node.parent is None:
        return False
    kinds = {interpreter.topic_of(child) for child in node.parent.children} & PARTS
    return len(kinds) >= 2 or (len(kinds) == 1 and interpreter.topic_of(node) in PARTS)


KINDS: dict[type[Finding], str] = {
    ApplicantFinding: "applicants",
    MaterialFinding: "materials",
    PeriodFinding: "periods",
    AmountFinding: "amounts",
    CapFinding: "caps",
    ConditionFinding: "conditions",
    TargetFinding: "targets",
}
