"""Whether a document, or its attachment, is about one project that one applies for."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.section_topics import SectionTopics
from tiaokuan.pipeline.tree import Tree

_PARTS = {"applicants", "conditions", "materials", "application", "procedure"}
#: A call for entries is about one thing (关于征集年度选题的启事).
_CALLS = deferred(
    r"(?:征集|申报|评选|招募|遴选|推荐|选拔|报名|大赛|竞赛|比赛)[^《》]{0,30}(?:通知|公告|启事|指南|规程|通告)$"
    r"|(?:项目|课题|专项|基金|攻关|榜单)[^《》，。]{0,10}(?:指南|榜单)(?:的(?:通知|公告|通告))?$"
)


def about_one(tree: Tree, topics: SectionTopics, title: str) -> tuple[bool, bool]:
    """Whether two of the parts of a programme stand side by side at the top; and whether the document asks something
    of those who apply all through, which it does as well with one of them under the title of a call."""
    lists = [tree.roots, *(root.children for root in tree.roots if root.style == "attachment")]
    most = max((len(_PARTS & {topics.of(node) for node in nodes}) for nodes in lists), default=0)
    return most >= 2, most >= 2 or (most == 1 and _CALLS.search(title) is not None)
