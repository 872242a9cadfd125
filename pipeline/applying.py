"""Applicants where no section lists them: by who applies, by a chapter's title, by what a condition is itself."""

from __future__ import annotations

from tiaokuan.extractors.applicants import (
    as_applicant,
    find_applying,
    read_list_entry,
    read_noun_entry,
    read_scope,
    read_title_class,
)
from tiaokuan.extractors.beneficiaries import read_kin
from tiaokuan.extractors.calls import call_of, class_headed
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding, ApplicantFinding, ConditionFinding, Finding
from tiaokuan.extractors.role_subjects import ROLE_HEADING
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.found import Found, Sink
from tiaokuan.pipeline.section_topics import SectionTopics, after_marker
from tiaokuan.pipeline.tree import Tree

GENERIC = frozenset({"申请人", "人才", "企业", "单位", "个人"})
_HEAD = 3
_SCOPE = deferred(
    r"(?:对象|适用于)[^。；]{0,30}(?:以下|下列)(?:人员|对象|单位|企业|机构|群体)(?:(?:以及|或者|[和及或、])(?:人员|个人|单位|组织|机构|家庭)){0,2}[：:]$"
    r"|(?:对象|主体)(?:主要)?(?:包括|为|是|如下)[：:]$"
    r"|(?:以下|下列)(?:[^，。；、的条情]{0,6}(?:人员|对象|单位|企业|机构|群体|组织|个人|家庭|学生|主体)(?:（[^（）]*）|\([^()]*\))?)[^。；]{0,50}(?:可|均|按规定)[^。；]{0,8}(?:享受|申请|申报|申领|纳入|领取)[^。；]{0,30}[：:]$"
)
_ADMISSION = deferred(r"申请|申报|准入|报名|资格")
ONLY_REGISTERED = deferred(r"(?:依法|合法|正式|已)*(?:登记|注册|设立|成立|经营)+")
_ROLE = deferred(
    r"(?:共同|主|各|联合|主要)?(?:申请|申报|当事|参与|负责|代理|委托)(?:人|者|单位|家庭|企业)|企业|单位|个人|人才|.*管理机构"
)
_NO_CLASS = ("奖励", "参与", "管理", "职责")
_ALL_OF = deferred(
    r"(?:是指|[指为，：]|^\s*)(?P<np>[^，。；：是指为]{2,40}的(?:以下|下列)[^，。；：（(]{0,8}?(?:人员|对象|单位|企业|机构|群体))"
)
_THESE = deferred("(?<=的)(?:以下|下列)")
_ONE_OF = deferred(r"(?:以下|下列)[^。；]{0,10}(?:条件|情形)之一(?:的[，,][^。；]{0,40})?[：:]$")


def read_applying(ctx: Context, tree: Tree, sink: Sink) -> None:
    """In a document about one project: those who the text says apply; else the classes that its conditions describe.
    In a call, those whose demands have a heading of their own come with them; the title's class stands in for none."""
    before = len(sink.found)
    first = min([node.start for node in tree.roots] + [start for start, _ in tree.loose], default=0)
    called = call_of(ctx, 0, first)
    for node in tree.walk():
        headed = class_headed(ctx, node.title_start, node.title_end) if called and node.title else []
        sink.add(node, "applicants", [as_applicant(ctx, m) for m in headed])
        sink.add(node, "applicants", find_applying(ctx, after_marker(node), node.end))
        sink.add(node, "applicants", read_kin(ctx, after_marker(node), node.end))
    for start, end in tree.loose:
        sink.add(None, "applicants", find_applying(ctx, start, end))
    _listed(ctx, tree, sink)
    if called:
        sink.found[before:] = [f for f in sink.found[before:] if not _names_anybody(f.finding)]
    if any(_applies(found.finding) for found in sink.found):
        return
    for found in list(sink.found):
        if found.topic == "conditions" and isinstance(found.finding, ConditionFinding):
            sink.add(found.node, "applicants", read_noun_entry(ctx, found.finding.start, found.finding.end))
    if not any(_applies(found.finding) for found in sink.found):
        sink.add(None, "applicants", [as_applicant(ctx, m) for m in called])


def _applies(finding: Finding) -> bool:
    return isinstance(finding, ApplicantFinding) and finding.role != "beneficiary"


def _names_anybody(finding: Finding) -> bool:
    return (
        isinstance(finding, ApplicantFinding)
        and finding.label in (*GENERIC, "主体", "法人")
        and all(ONLY_REGISTERED.fullmatch(q) for q in finding.qualifiers)
    )


def _listed(ctx: Context, tree: Tree, sink: Sink) -> None:
    """The classes of a list under 本办法所称对象是指以下人员：, one an entry."""
    for node in tree.walk():
        lead = ctx.text[after_marker(node) : node.end].strip() if len(node.children) > 1 else ""
        if _SCOPE.search(lead):
            shared = _of_all(ctx, after_marker(node), node.end)
            for entry in node.children:
                body = (after_marker(entry), entry.end)
                classes = read_noun_entry(ctx, *body) or read_list_entry(ctx, *body)
                sink.add(entry, "applicants", [_shared(f, shared) for f in classes])
        elif node.title and ROLE_HEADING.fullmatch(node.title) and not lead.replace(node.title, ""):
            for entry in node.children:
                start = after_marker(entry)
                if ctx.text.find("，", start, entry.end) < 0:  # a demand of several clauses names nobody
                    sink.add(entry, "applicants", read_list_entry(ctx, start, entry.end))
        elif _ONE_OF.search(lead):
            named = [read_list_entry(ctx, after_marker(entry), entry.end) for entry in node.children]
            kinds = {f.category for found in named for f in found if isinstance(f, ApplicantFinding)}
            if all(named) and len(kinds) > 1:
                for entry, found in zip(node.children, named, strict=True):
                    sink.add(entry, "applicants", found)


def _of_all(ctx: Context, start: int, end: int) -> ClassMention | None:
    """What the lead-in of a list of persons says of all of them: 具有本市户籍的以下人员."""
    match = _ALL_OF.search(ctx.text, start, end)
    words = _THESE.sub("", match["np"]) if match else ""
    found = parse_class_list(words, 0, len(words), ctx.home)
    return found[0] if len(found) == 1 else None


def _shared(finding: Finding, shared: ClassMention | None) -> Finding:
    if shared is not None and isinstance(finding, ApplicantFinding):
        finding.qualifiers = [*shared.qualifiers, *finding.qualifiers]
        finding.region = finding.region or shared.region
    return finding


def read_class_chapters(ctx: Context, tree: Tree, topics: SectionTopics, sink: Sink) -> None:
    """Chapters that are about a class (引进在职人才入户): those who apply in them, else the class of the title. Where
    the document has neither these nor figures that are granted, it is read as one about one project."""
    for node in tree.walk():
        title = node.title or ""
        if node.style != "chapter" or title.endswith(_NO_CLASS) or topics.of(node) is not None:
            continue
        if not find_classes(title):
            continue
        named = read_title_class(ctx, node.title_start, node.title_end)
        heads = {f.label[-_HEAD:] for f in named if isinstance(f, ApplicantFinding)}
        acting = [f for below in node.walk() for f in find_applying(ctx, after_marker(below), below.end)]
        ours = [f for f in acting if isinstance(f, ApplicantFinding) and f.label[-_HEAD:] in heads]
        sink.add(node, "applicants", [f for f in ours if f.label not in GENERIC] or named)
    divided = any(node.style in ("part", "chapter") and topics.of(node) is None for node in tree.walk())
    if not divided and not any(_of_an_item(found, topics) for found in sink.found):
        read_applying(ctx, tree, sink)
        return
    _listed(ctx, tree, sink)
    for node in tree.walk():
        sink.add(node, "applicants", read_scope(ctx, after_marker(node), node.end))
        if node.style in ("part", "chapter") and _ADMISSION.search(node.title or ""):
            for below in node.walk():
                acting = find_applying(ctx, after_marker(below), below.end)
                sink.add(below, "applicants", [f for f in acting if not _ROLE.fullmatch(getattr(f, "label", ""))])


def _of_an_item(found: Found, topics: SectionTopics) -> bool:
    """Whether the fact is one who applies, or a figure under a heading of its own: 第三章 优秀企业奖励."""
    if isinstance(found.finding, ApplicantFinding):
        return found.finding.role != "beneficiary"
    node = found.node
    if not isinstance(found.finding, AmountFinding) or node is None:
        return False
    return any(n.title and n.style != "article" and topics.of(n) is None for n in (node, *node.ancestors()))
