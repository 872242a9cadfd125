"""Who receives, read over the whole tree: prizes and titles bestowed, what a subsidy's definition names, and, where a
document about one project names nobody else, those whom its sentences let have something."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tiaokuan.extractors.applicants import as_applicant, find_applying, read_scope
from tiaokuan.extractors.beneficiaries import beneficiary, read_benefits
from tiaokuan.extractors.bestowals import read_bestowed, read_defined
from tiaokuan.extractors.class_list import ClassMention
from tiaokuan.extractors.clauses import Piece, sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding, ApplicantFinding
from tiaokuan.extractors.role_subjects import leader_classes
from tiaokuan.extractors.title_classes import class_of_title, class_paid
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.backed_classes import read_backed
from tiaokuan.pipeline.demanded_classes import read_demanded, without_short_forms
from tiaokuan.pipeline.found import Sink
from tiaokuan.pipeline.section_topics import SectionTopics, after_marker
from tiaokuan.pipeline.tree import Node, Tree

#: Nobody applies for what a document without these words gives.
_APPLIES = deferred("申请|申报|报名|应征|自荐|推荐|申领|参评|请求|申办|提出|受理")
_BESTOWS = deferred("颁|授予|发给|赠")
_DEFINES = deferred("是指|系指|特指|即|指")
_SILENT = frozenset({"procedure", "stock", "contacts", "funds_use", "safeguards", "purpose", "validity", "duties"})


def read_receivers(
    ctx: Context, tree: Tree, topics: SectionTopics, sink: Sink, *, one_project: bool, plan: bool
) -> None:
    """Add them to ``sink``. ``plan``: a plan or a policy, whose tasks may let somebody have something."""
    _read(ctx, tree, sink, read_bestowed, _BESTOWS)
    if not _named(sink):
        _read(ctx, tree, sink, read_defined, _DEFINES)
    _where_money_is(ctx, sink, one_project=one_project)
    if plan:
        _tasks(ctx, tree, topics, sink)
        if not one_project:
            _scope(ctx, tree, sink)
    read_backed(ctx, tree, sink)
    read_demanded(ctx, tree, sink)
    if one_project:
        without_short_forms(sink, topics)
    if one_project and not _named(sink):
        _instead_of_a_list(ctx, tree, topics, sink)
    if _APPLIES.search(ctx.text) is None:
        for finding in _named(sink):
            finding.role = "beneficiary" if finding.role == "applicant" else finding.role


def _named(sink: Sink) -> list[ApplicantFinding]:
    return [f.finding for f in sink.found if isinstance(f.finding, ApplicantFinding)]


def _tasks(ctx: Context, tree: Tree, topics: SectionTopics, sink: Sink) -> None:
    """The benefits of a plan's tasks (落户企业享受租金优惠), where the section names nobody else."""
    told = {id(f.node) for f in sink.found if isinstance(f.finding, ApplicantFinding)}
    for root in tree.roots:
        for node in root.walk():
            if node.children or id(node) in told:
                continue
            if topics.of(node) == "tasks" or any(topics.of(above) == "tasks" for above in node.ancestors()):
                sink.add(node, "tasks", read_benefits(ctx, after_marker(node), node.end))


def _scope(ctx: Context, tree: Tree, sink: Sink) -> None:
    """Whom a set of measures says that it is for (本措施适用于…的企业), where no section lists who may apply."""
    if "适用于" not in ctx.text or any(finding.role == "applicant" for finding in _named(sink)):
        return
    for node, start, end in _stretches(tree):
        if ctx.text.find("适用于", start, end) >= 0:
            sink.add(node, "applicants", read_scope(ctx, start, end))


def _instead_of_a_list(ctx: Context, tree: Tree, topics: SectionTopics, sink: Sink) -> None:
    """In a document about one project that names nobody: those of its benefits, else the class of its title."""
    for node, start, end in _stretches(tree):
        if node is None or topics.of(node) not in _SILENT:
            sink.add(node, None, read_benefits(ctx, start, end))
    if not _named(sink):
        for node, start, end in _stretches(tree):
            sink.add(node, "applicants", [as_applicant(ctx, m) for m in leader_classes(ctx, start, end)])
    if not _named(sink):
        first = min([node.start for node in tree.roots] + [start for start, _ in tree.loose], default=0)
        sink.add(None, "applicants", [as_applicant(ctx, m) for m in class_of_title(ctx, 0, first)])


def _where_money_is(ctx: Context, sink: Sink, *, one_project: bool) -> None:
    """Sections whose figures name nobody: the class that the heading gives money to (提高护林员补助标准), or that
    applies for the section's own grant (…，由船舶所有人申报)."""
    paid = {id(f.node): f.node for f in sink.found if f.node is not None and isinstance(f.finding, AmountFinding)}
    for f in sink.found:
        if isinstance(f.finding, ApplicantFinding):
            paid.pop(id(f.node), None)
    for node in paid.values():
        if node is None:
            continue
        named = class_paid(ctx, node.title_start, node.title_end) if node.title else []
        sink.add(node, None, [beneficiary(m) for m in named])
        if not named and not one_project:
            sink.add(node, "applicants", find_applying(ctx, after_marker(node), node.end))


def _read(
    ctx: Context,
    tree: Tree,
    sink: Sink,
    reader: Callable[[Context, Piece], list[ClassMention]],
    words: re.Pattern[str],
) -> None:
    """``reader`` over the sentences of the stretches that have one of its words."""
    if words.search(ctx.text) is None:
        return
    for node, start, end in _stretches(tree):
        if words.search(ctx.text, start, end) is None:
            continue
        for sentence in sentences(ctx.text, start, end):
            sink.add(node, None, [beneficiary(m) for m in reader(ctx, sentence)])


def _stretches(tree: Tree) -> Iterator[tuple[Node | None, int, int]]:
    for node in tree.walk():
        yield node, after_marker(node), node.end
        for start, end in node.tails:
            yield node, start, end
    for start, end in tree.loose:
        yield None, start, end
