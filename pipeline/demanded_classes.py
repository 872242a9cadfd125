"""Who may apply, read off demands: 申报单位应为…的企业 wherever it stands, and an entry of a list of conditions whose
attributes end in the class that they are about (（一）在本市登记、具有独立法人资格的企业，运营满1年；)."""

from __future__ import annotations

from bisect import bisect_left

from tiaokuan.extractors.applicants import as_applicant
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import ApplicantFinding, ConditionFinding
from tiaokuan.extractors.role_subjects import applying_roles, role_places
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.applying import ONLY_REGISTERED
from tiaokuan.pipeline.found import Found, Sink
from tiaokuan.pipeline.section_topics import SectionTopics, after_marker
from tiaokuan.pipeline.tree import Node, Tree

#: 在本地登记注册、具有独立法人资格的: what a body is, up to the class and the comma behind it.
_IS = deferred(
    r"\s*(?:申报(?:单位|主体|人)?(?:应当?|须)?(?:为|是))?(?P<who>(?:依法|合法|正式|已|经|在|于|具有|具备|注册|登记|凡|独立|年满|从事|持有|取得|本[市省县区]|我[市省县区])[^。；\n]{2,90}?的"
    r"(?:[^，。；：的\n]{2,60}?))(?P<after>[，,；;。\n]|$)"
)
_STANDS = deferred("登记|注册|法人|户籍|设立|成立|纳税|执业|从业资格|许可")
_BODIES = frozenset(
    {
        "enterprise", "public_institution", "social_organisation", "organisation", "individual_business",
        "agricultural_operator", "university", "school", "research_institute", "service_agency", "medical_institution",
        "industry_association", "financial_institution", "ip_service_agency", "training_base", "individual",
    }
)  # fmt: skip
#: Words for whoever applies; a class read off the demands says who they are.
_ROLE = deferred(
    r"(?:申报|申请|依托|承担|承建|建设|牵头|实施|参评|创建|项目|推荐|认定|申请认定|申请设立)+(?:单位|主体|机构|人|者|企业)"
)


def read_demanded(ctx: Context, tree: Tree, sink: Sink) -> None:
    """Add them to ``sink``, where the section's own list of applicants names nobody; a mere 依托单位 goes."""
    covered = [(f.finding.start, f.finding.end) for f in sink.found if _applies(f)]
    told = [f for f in sink.found if _applies(f) and f.topic == "applicants" and not _role_word(f)]
    homes = {id(f.node.parent) if f.node is not None and f.node.parent is not None else 0 for f in told}
    places = role_places(ctx.text) if 0 not in homes else []
    for node in tree.walk() if places else ():
        if bisect_left(places, node.start) == bisect_left(places, node.end) or (homes and _under(node, homes)):
            continue
        for mention in applying_roles(ctx, after_marker(node), node.end):
            inside = any(start < mention.end and mention.start < end for start, end in covered)
            if not inside and not _anybody(mention):
                sink.add(node, "applicants", [as_applicant(ctx, mention)])
    if 0 in homes:
        return
    entries: list[tuple[Node | None, ClassMention]] = []
    for found in sink.found:
        if (
            found.topic == "conditions"
            and isinstance(found.finding, ConditionFinding)
            and (not homes or found.node is None or not _under(found.node, homes))
        ):
            entries += [(found.node, m) for m in _of_entry(ctx, found.finding)]
    kept = list({(m.start, m.label): (node, m) for node, m in entries}.values())
    if not kept or len({m.start for _, m in kept}) > _MOST:
        return
    sink.found[:] = [f for f in sink.found if not (_applies(f) and _role_word(f))]
    for home, mention in kept:
        sink.add(home, "applicants", [as_applicant(ctx, mention)])


_MOST = 8
_GENERIC = frozenset({"企业", "单位", "主体", "法人", "机构", "个人"})


def _anybody(mention: ClassMention) -> bool:
    """依法注册的主体 says no more than that somebody applies."""
    return mention.label in _GENERIC and all(ONLY_REGISTERED.fullmatch(q) for q in mention.qualifiers)


def _under(node: Node, homes: set[int]) -> bool:
    """Whether a section that names the applicants stands beside the node or one above it."""
    return any(id(above) in homes for above in node.ancestors())


def without_short_forms(sink: Sink, topics: SectionTopics) -> None:
    """A class called by its last word in passing (符合条件的职工, where 企业职工 may apply) is no class of its own."""
    acting = [f for f in sink.found if isinstance(f.finding, ApplicantFinding) and f.finding.role == "applicant"]
    named = [f.finding for f in acting if isinstance(f.finding, ApplicantFinding)]
    listed = {
        id(f.finding)
        for f in acting
        if f.node is not None and any(topics.of(n) == "applicants" for n in (f.node, *f.node.ancestors()))
    }
    short = {
        id(f)
        for f in named
        if id(f) not in listed
        and all(_MEETING.fullmatch(q) for q in f.qualifiers)
        and any(
            _same(o, f) or (f.label in _GENERIC and not f.region and o.label not in _GENERIC)
            for o in named
            if o is not f
        )
    }
    sink.found[:] = [f for f in sink.found if id(f.finding) not in short]


_MEETING = deferred(
    "符合(?:上述|以上|规定|相关|有关|申领|申请|申报|本)*条件|申请[^，。；的]{0,10}|申报[^，。；的]{0,10}"
)


def _same(other: ApplicantFinding, short: ApplicantFinding) -> bool:
    return len(other.label) > len(short.label) and other.label.endswith(short.label) and other.start < short.start


def _applies(found: Found) -> bool:
    return isinstance(found.finding, ApplicantFinding) and found.finding.role != "beneficiary"


def _role_word(found: Found) -> bool:
    finding = found.finding
    return (
        isinstance(finding, ApplicantFinding) and _ROLE.fullmatch(finding.label) is not None and not finding.qualifiers
    )


def _of_entry(ctx: Context, condition: ConditionFinding) -> list[ClassMention]:
    """The classes that end the attributes which open the entry; [] for what a body has or a person is not."""
    if condition.polarity != "require" or ctx.text.find("的", condition.start, condition.end) < 0:
        return []
    match = _IS.match(ctx.text, condition.start, min(len(ctx.text), condition.end + 1))
    if match is None or _STANDS.search(match["who"]) is None:
        return []
    named = parse_class_list(ctx.text, *match.span("who"), ctx.home)
    if not named or named[-1].end < match.end("who") or not named[0].qualifiers:
        return []
    return named if all(m.category in _BODIES for m in named) else []
