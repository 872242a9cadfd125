"""Headings side by side that each name a benefit (税收优惠 / 土地优惠 / 人才奖励): programmes of their own, though
each of them alone could be the heading of a programme's amounts."""

from __future__ import annotations

from collections.abc import Iterator

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.tree import Node, Tree

_LEAST = 3
_BENEFIT = deferred(
    r"(?!政策|资金|经费|工作|组织|保障|主要|具体|相关|基本|一般)[^，。；：]{1,14}?"
    r"(?:(?:优惠|扶持|支持|激励|奖励|奖补|补贴|补助|资助|减免|优待|贴息|返还|帮扶)(?:政策|措施|办法)?|(?<!政策)(?<!保障)政策)"
)
#: 资金支持, 政策支持 … count beside others, but are none alone.
_KIND = deferred(r"(?:资金|政策|经费)(?:优惠|扶持|支持|激励|奖励|奖补|补贴|补助|资助)(?:政策|措施|办法)?")
_PARTS = frozenset({"applicants", "conditions", "materials", "application", "implementation", "targets", "mixed"})


def benefit_heads(tree: Tree) -> set[int]:
    """The ids of the sections with such headings: at least three side by side, where none of their siblings, or of
    those of the sections above them, is a part of one programme (申报条件 …); and the sections of their look below."""
    found: set[int] = set()
    for siblings in _families(tree):
        heads = [node for node in siblings if node.title and _BENEFIT.fullmatch(node.title)]
        kinds = [node for node in siblings if node.title and _KIND.fullmatch(node.title)]
        titles = {node.title for node in (*heads, *kinds)}
        if not heads or len(titles) < _LEAST or len(titles) < len(heads) + len(kinds):
            continue
        if not any(
            node.title and heading_topic(node.title) in _PARTS for level in _levels(siblings, tree) for node in level
        ):
            found |= {id(node) for node in (*heads, *kinds)}
            below = [child for node in (*heads, *kinds) for child in node.children]
            found |= {id(child) for child in below if child.title and _BENEFIT.fullmatch(child.title)}
    return found


def _families(tree: Tree) -> Iterator[list[Node]]:
    yield tree.roots
    for node in tree.walk():
        if len(node.children) >= _LEAST:
            yield node.children


def _levels(siblings: list[Node], tree: Tree) -> Iterator[list[Node]]:
    """The siblings, and those of each section above them."""
    yield siblings
    parent = siblings[0].parent
    while parent is not None:
        yield parent.parent.children if parent.parent is not None else tree.roots
        parent = parent.parent
