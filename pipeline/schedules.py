"""Schedules: sections whose entries are steps with their times in the heading (（二）遴选主体（2023年6月）)."""

from __future__ import annotations

from tiaokuan.extractors.period_stages import step_role
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.tree import Node

TIMED_END = deferred(r"[（(][^（）()]{0,16}\d[年月日号][^（）()]{0,8}[）)]$")
#: What the heading of a step may seem to be about; its time says that it is a step.
NO_STEP = frozenset({"applicants", "conditions", "targets", "amounts", "safeguards", "duties", "tasks", "goals"})


def is_step(node: Node) -> bool:
    """True for an entry with its time at the end of its heading beside another one like it."""
    if node.parent is None or not _timed(node):
        return False
    return sum(1 for other in node.parent.children if _timed(other)) >= 2


def campaign_step(node: Node) -> bool:
    """True for a step of a schedule of work that has none in which one applies (制定方案, 遴选主体, 组织实施):
    the time of each is a milestone, whoever acts."""
    if not is_step(node) or node.parent is None:
        return False
    roles = [step_role(TIMED_END.sub("", other.title or "")) for other in node.parent.children if _timed(other)]
    work = sum(1 for role in roles if role in (None, "milestone"))
    return "application" not in roles and "publicity" not in roles and work >= 2


def _timed(node: Node) -> bool:
    title = node.title or ""
    return title.endswith(("）", ")")) and TIMED_END.search(title) is not None
