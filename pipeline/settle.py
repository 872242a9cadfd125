"""What a section is once all of it is known: an entry or a heading."""

from __future__ import annotations

from tiaokuan.pipeline.titles import HEADING_STYLES, heads_parts, is_bare_heading
from tiaokuan.pipeline.tree import Node


def settle_title(text: str, node: Node) -> None:
    """A leaf that is nothing but a line is an entry, not a heading; a short sentence with children is a heading."""
    bare = node.body_start >= node.end and not node.children and not node.tails
    if node.title is not None and bare and node.marker and node.style not in HEADING_STYLES:
        node.body_start = node.title_start
        node.title, node.title_start, node.title_end = None, 0, 0
    elif node.title is None and node.marker:
        first, feed, _ = text[node.body_start : node.end].partition("\n")
        if ((feed or node.children) and is_bare_heading(first, node.style)) or (
            not feed and heads_parts(first, [child.title or "" for child in node.children])
        ):
            node.title_start = node.body_start
            node.title_end = node.body_start + len(first.rstrip("。：: "))
            node.title = text[node.title_start : node.title_end]
            node.body_start = min(node.body_start + len(first) + len(feed), node.end)


def is_only_marker(node: Node) -> bool:
    """True for a section that is nothing but its marker."""
    return node.marker is not None and node.title is None and node.body_start >= node.end and not node.children


def is_only_heading(text: str, node: Node) -> bool:
    """True for a section that is nothing but its marker or heading so far."""
    if node.children:
        return False
    own = text[node.body_start : node.end]
    return not own or (node.title is None and "\n" not in own and is_bare_heading(own, node.style))
