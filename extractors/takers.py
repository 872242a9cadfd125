"""Who takes others on: in 单位招用持证的失业人员 the noun at the end is the object, and the subject is who is meant.

A relative clause ends in its verb (单位招用的人员: those taken on); where words stand between the verb and 的, these
belong to the object (单位招用持证的人员: the unit).
"""

from __future__ import annotations

from tiaokuan.extractors.class_labels import bare, category_of
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.context import Context
from tiaokuan.gazetteer.deferred import deferred

_VERBS = r"(?:招用|吸纳|招收|录用|聘用|安置|接收|引进|培养|带动|雇用|招聘|聘请|推荐|接纳|招录|留用|资助|帮扶)"
_TAKES = deferred(
    rf"(?P<who>[^，。；：、的\d]{{2,16}}?)(?P<verb>(?:当年|当月|每年|首次|新|每|连续|直接|成功|全职|柔性|自主)*{_VERBS})"
    r"(?=[^，。；的]{2,30}的[^，。；的]{2,})(?!后|时|期|年|满|的|并|且|、|或|和|到|在|从|为|至|及|以)"
)
_BUILDS = deferred(
    r"(?P<who>[^，。；：的\d]{2,40}?)(?P<verb>(?:新|联合|共同|自主|独立|合作|牵头|参与)*(?:建设|搭建|打造|创建|组建|共建|新建|设立|创办|举办|建立|开发|研制))"
    r"(?=[^，。；的]{2,30}的[^，。；的]{2,})(?!后|时|期|年|满|的|并|且|、|或|和|到|在|从|为|至|及|以|单位|主体|企业|方|运营|管理)"
)
#: What is built by somebody, who receives.
_BUILT = frozenset({"platform", "innovation_platform", "training_base", "incubator", "park", "project"})
_PEOPLE = frozenset({"individual", "team"})
_BODIES = frozenset(
    {
        "enterprise", "organisation", "individual_business", "other", "social_organisation", "public_institution",
        "agricultural_operator", "school", "university", "medical_institution", "service_agency", "training_base", "park",
    }
)  # fmt: skip
_ASSOCIATIONS = frozenset({"industry_association", "research_institute", "alliance", "financial_institution"})


def takers(ctx: Context, start: int, end: int, mentions: list[ClassMention]) -> list[ClassMention]:
    """``mentions`` of ``text[start:end]``, or the subject that takes them on, with what it does as its qualifier."""
    if not mentions:
        return mentions
    if all(m.category in _BUILT for m in mentions):
        match = _BUILDS.match(ctx.text, start, end)
    elif all(m.category in _PEOPLE for m in mentions):
        match = _TAKES.match(ctx.text, start, end)
    else:
        return mentions
    if match is None or category_of(bare(match["who"])) not in _BODIES | _ASSOCIATIONS:
        return mentions
    found = parse_class_list(ctx.text, *match.span("who"), ctx.home)
    for mention in found:
        mention.qualifiers.append(ctx.text[match.start("verb") : mentions[-1].end])
    return found or mentions
