"""Applicants where no section lists them: by who applies, by a chapter's title, by what a condition is itself."""

from __future__ import annotations

from tiaokuan.extractors.applicants import find_applying, read_noun_entry, read_title_class
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import ApplicantFinding, ConditionFinding
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.pipeline.found import Sink
from tiaokuan.pipeline.section_topics import SectionTopics, after_marker
from tiaokuan.pipeline.tree import Tree

GENERIC = frozenset({"申请人", "人才", "企业", "单位", "个人"})
_HEAD = 3


def read_applying(ctx: Context, tree: Tree, sink: Sink) -> None:
    """In a document about one project: those who the text says apply; else the classes that its conditions describe."""
    for node in tree.walk():
        sink.add(node, "applicants", find_applying(ctx, after_marker(node), node.end))
    for start, end in tree.loose:
        sink.add(None, "applicants", find_applying(ctx, start, end))
    if any(isinstance(f.finding, ApplicantFinding) for f in sink.found):
        return
    for found in list(sink.found):
        if found.topic == "conditions" and isinstance(found.finding, ConditionFinding):
            sink.add(found.node, "applicants", read_noun_entry(ctx, found.finding.start, found.finding.end))


def read_class_chapters(ctx: Context, tree: Tree, topics: SectionTopics, sink: Sink) -> None:
    """Chapters that are about a class (引进在职人才入户): those who apply in them, else the class of the title."""
    for node in tree.walk():
        if node.style != "chapter" or topics.of(node) is not None or not find_classes(node.title or ""):
            continue
        named = read_title_class(ctx, node.title_start, node.title_end)
        heads = {f.label[-_HEAD:] for f in named if isinstance(f, ApplicantFinding)}
        acting = [f for below in node.walk() for f in find_applying(ctx, after_marker(below), below.end)]
        ours = [f for f in acting if isinstance(f, ApplicantFinding) and f.label[-_HEAD:] in heads]
        sink.add(node, "applicants", [f for f in ours if f.label not in GENERIC] or named)
