"""Items: which support programme each finding belongs to.

An item is the smallest titled section that gathers one support programme; sections that are parts of one (申报条件,
申报材料 …) lead to the section above them; a document about one project is one item.
"""

from __future__ import annotations

import re
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
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.homes import COMMON, GRANT_NAME, PARTS, WHOLE, Homes
from tiaokuan.pipeline.interpret import Interpreter
from tiaokuan.pipeline.tree import Node, Tree

_ANNOUNCES = deferred(
    r"现[就将](?:关于)?(?P<what>[^，。；\n]{6,60}?)的?(?:相关|有关)?(?:工作)?(?:的)?(?:事项|事宜|工作|要求)?"
    r"(?:公告|通告|通知|公布|明确)如下"
)


#: The field of a card or guide that names the programme (一、政策名称：某某补助).
_NAMED = deferred(
    r"^(?:[一1]\s?[、.．]\s?|[（(][一1][）)])?(?:政策|项目|事项|补贴|补助|奖励|服务)名称[：:\t]\s?([^\n。；\t]{4,60})$",
    re.MULTILINE,
)
_PAID: frozenset[type[Finding]] = frozenset({AmountFinding, CapFinding, MaterialFinding, TargetFinding})
_PLAN = deferred(r"方案|计划|规划|行动")
_STAFF_WORK = deferred(r"责任|分工|领导|组织|督查|督导|考核|宣传|保障|时间|评估")


_PROMISED = deferred(
    r"(?<!适当)(?:发放|给予|享受|提供)(?![^，。；]{0,6}(?:适当|一定|相应))[^，。；]{0,12}"
    r"(?:补助|补贴|津贴|奖励|资助|待遇|优惠|减免|免费|优先|绿色通道)"
    r"|(?:协调|统筹|对口|优先|就近)[^，。；]{0,4}(?:安排|解决|安置|入学)"
)
_LEAST = 2


@dataclass(slots=True)
class ItemDraft:
    """An item being filled: its section (None for the whole document), its name and findings."""

    name: str
    node: Node | None
    findings: list[Finding] = field(default_factory=list)


def gather(interpreter: Interpreter, tree: Tree, title: str | None) -> tuple[list[ItemDraft], list[Finding]]:
    """Items in reading order, and the findings that hold for the whole document."""
    homes = Homes(interpreter, tree)
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
    sure = {id(draft.node) for draft in items if draft.name and (_is_item(draft) or id(draft.node) in homes.benefits)}
    for draft in items:
        if id(draft.node) in sure or (
            draft.name and (_schedules(interpreter, draft) or _promises(interpreter, draft, sure))
        ):
            kept.append(draft)
        else:
            common += draft.findings
    for draft in kept:
        draft.findings = merge_classes(merge_demands(draft.findings))
    return kept, merge_classes(common)


def _announced(text: str) -> str | None:
    """What a text without a title says that it is about (现就公开征集 … 相关事宜公告如下, 政策名称：…), else None."""
    match = _ANNOUNCES.search(text, 0, 1500)
    if match is None and "名称" in text:
        named = _NAMED.findall(text)
        return named[0] if len(named) == 1 else None
    return match["what"] if match else None


def _is_item(draft: ItemDraft) -> bool:
    if draft.node is None:
        return True
    if draft.node.style == "chapter":
        kinds = {type(f) for f in draft.findings}
        if not kinds & _PAID and not find_classes(draft.name):
            return False  # 组织与规划 is a part of the law; 引进在职人才入户 is a matter of its own
        return len(kinds) >= 2 or len(draft.findings) >= 2
    if any(not isinstance(f, (PeriodFinding, ConditionFinding)) for f in draft.findings):
        return True
    demands = [f for f in draft.findings if isinstance(f, ConditionFinding)]
    return any(f.gates for f in demands) or (len(demands) > 1 and GRANT_NAME.search(draft.name) is not None)


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


def _promises(interpreter: Interpreter, draft: ItemDraft, sure: set[int]) -> bool:
    """True for a titled clause without a figure (配偶就业。…协调安排；…发放生活补助) among the items of one list."""
    node = draft.node
    if node is None or node.children or interpreter.topics.of(node) is not None or not interpreter.topics.titled(node):
        return False
    beside = node.parent.children if node.parent is not None else interpreter.tree.roots
    if sum(1 for other in beside if other.style == node.style and id(other) in sure) < _LEAST:
        return False
    return _PROMISED.search(interpreter.ctx.text, node.body_start, node.end) is not None


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


KINDS: dict[type[Finding], str] = {
    ApplicantFinding: "applicants",
    MaterialFinding: "materials",
    PeriodFinding: "periods",
    AmountFinding: "amounts",
    CapFinding: "caps",
    ConditionFinding: "conditions",
    TargetFinding: "targets",
}
