"""Who fills a role: 牵头申报单位和参与单位应为注册在本省的企业, 参赛选手须是在职职工, 以各县区为参评单位.

The subject is a word for one who takes part (申报单位, 参展商家, 候选人), or several of them; what follows 为, 是 or 限于 names
the classes. The preposition 为 (申报单位为职工缴纳保险) and a case (申报主体为企业的，提供执照) name nobody.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.clauses import split
from tiaokuan.extractors.context import Context
from tiaokuan.gazetteer.deferred import deferred

_ACT = (
    r"(?:申报|申请|申领|参评|参赛|参展|参选|参会|参训|报名|参与|参加|牵头|联合|合作|协作|承担|承办|承接|实施|依托|推荐|自荐|候选|报送|投稿|"
    r"应征|应聘|招募|征集|评选|遴选|选拔|推选|创建|试点|培育|资助|支持|补贴|补助|奖补|扶持|救助|帮扶|保障|享受|表彰|受助|受益|入驻|"
    r"入选|培训|慰问|服务|项目|课题|任务|创作)"
)
_NOUN = r"(?:单位|主体|企业|人员|人选|人|者|机构|对象|团队|队伍|人群|选手|组织|个人|作者)"
_ROLE = rf"(?:(?<!第[一二三])(?<!同一)(?:{_ACT}{{1,4}}{_NOUN}|候选(?:人|单位|集体)|(?:作品|稿件|论文|案例|课件)作者))"
_SUBJECT = deferred(
    rf"(?P<role>{_ROLE}(?:(?:、|以及|[和及与或/]){_ROLE}){{0,3}})(?:（[^（）]{{1,16}}）)?(?:范围|类型)?"
    r"(?:原则上|一般|主要|必须|应当?|须|需|均|仅|只能|可)*(?:为|是|系|限于|限为|限定[为在]|仅限于?|面向|包括)(?![以下列]{2}|[何否])"
)
_AS_ROLE = deferred(
    r"以(?P<who>[^，。；：\n以]{2,30}?)(?:为|作为)(?:基本)?(?:参评|参赛|参展|申报|推荐|报送|组队|报名|评选)(?:主体|单位)"
)
_AWARDED_TO = deferred(
    r"(?<![^；。\n：\s])(?P<award>“[^”\n]{2,20}”|[^，。；：\n、]{2,16}?(?:奖|组|类|称号|名额))(?:主要)?(?:面向|授予|从)(?P<who>[^，。；\n]{3,80}?)(?:中(?:评选|产生|推荐|遴选|选拔)[^，。；\n]{0,12})?(?=[，；。\n]|$)"
)
_AWARDS = deferred("[”奖组类号额](?:主要)?(?:面向|授予|从)")
_NOMINATED = deferred(
    r"推荐(?!单位|表|书|材料|名额|意见|函|工作|人(?![才选员])|部门|渠道|程序|方式|信|资格|其|名单|情况|机构|参加|者|时|项目|的|我|给|至|到|报)"
    r"(?P<who>[^。；\n：]{2,80}的[^，。；：的\n]{2,20})(?=[。；\n]|$)"
)
_LEADER = deferred(
    r"(?:项目|课题|选题|基金)?(?:负责人|主持人|首席专家)(?:原则上|一般|必须|应当?|须|需|均|限)+(?:为|是|系)(?![以下列]{2}|[何否])"
)
#: A heading that names a role and no class: 参赛人员, 申报单位资格要求.
ROLE_HEADING = deferred(
    rf"{_ROLE}(?:(?:、|以及|[和及与或/]){_ROLE}){{0,2}}(?:的)?(?:基本|具体)?(?:条件|要求|资格|范围|限制|资格要求|资格条件)?"
)
#: …村民委员会，以及在民族乡注册的合作社: the list goes on.
_ADDS = ("以及", "或者", "或", "及", "和")
#: What a closed class may be followed by.
_CLOSED = deferred(r"(?:等(?!级)[^，。；：\n]{0,8})?(?:（[^（）\n]*）|\([^()\n]*\))?\s*(?=[，,。；;\n]|$)")
_LONGEST = 200
_UNNAMED = frozenset({"project", "other"})
_GENERAL = deferred(r"同一|多[个家]|一[个家]|[两二三四五六七八九\d]+[家个人名]|其(?![他它余])|该|第[一二三]")


class RoleMention(NamedTuple):
    """A class and its role as the contract has it (applicant, lead or partner)."""

    role: str
    mention: ClassMention


def role_classes(ctx: Context, start: int, end: int) -> list[RoleMention]:
    """The classes that the stretch says fill a role, in order."""
    text = ctx.text
    found: list[RoleMention] = []
    for match in _SUBJECT.finditer(text, start, end):
        found += [RoleMention(_role(match["role"], text), m) for m in _named(ctx, match.end(), end)]
    for match in _AS_ROLE.finditer(text, start, end) if text.find("以", start, end) >= 0 else ():
        found += [RoleMention("applicant", m) for m in parse_class_list(text, *match.span("who"), ctx.home)]
    for match in _AWARDED_TO.finditer(text, start, end) if _AWARDS.search(text, start, end) else ():
        named = parse_class_list(text, *match.span("who"), ctx.home)
        found += [RoleMention("applicant", m) for m in named if m.category not in _UNNAMED]
    for match in _NOMINATED.finditer(text, start, end) if text.find("推荐", start, end) >= 0 else ():
        named = parse_class_list(text, *match.span("who"), ctx.home)
        last = text.rfind("的", match.start(), match.end())
        whole = [m for m in named if named[-1].end == match.end() and m.end > last]
        found += [RoleMention("applicant", m) for m in whole if m.category not in _UNNAMED and m.qualifiers]
    return found


_APPLIES = deferred("申报|申请|申领|参评|参赛|报名|牵头|承担|支持|补贴|补助|奖补|资助")
_OUGHT = deferred("应|须|需|限|为")


def role_places(text: str) -> list[int]:
    """Where a text says of a role what it must be: few sections do."""
    return [match.start() for match in _SUBJECT.finditer(text)]


def applying_roles(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """Who the words say applies (申报单位应为…的企业), wherever they stand; the papers of another case are not meant."""
    found: list[ClassMention] = []
    text = ctx.text
    for match in _SUBJECT.finditer(text, start, end):
        said = text[match.end("role") : match.end()]
        if _APPLIES.search(match["role"]) and _OUGHT.search(said):
            found += [m for m in _named(ctx, match.end(), end) if m.qualifiers or m.region]
    return found


def leader_classes(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """Who may lead a project (项目负责人须为本校在岗教师): who applies where nobody else is named."""
    found: list[ClassMention] = []
    for match in _LEADER.finditer(ctx.text, start, end):
        found += _named(ctx, match.end(), end)
    return found


def _role(words: str, text: str) -> str:
    """牵头单位 leads and 合作单位 is a partner where the text knows both; 牵头单位和参与单位 together apply."""
    leads = "牵头" in words
    joins = re.search(r"(?:参与|合作|联合|协作)[^、和及与或]{0,4}单位", words) is not None
    if leads == joins or "牵头" not in text:
        return "applicant"
    return "lead" if leads else "partner"


def _named(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """The classes behind the verb, up to the first comma that closes a class noun; [] for a case or a mere number."""
    stop = min([end, start + _LONGEST, *(at for mark in "。；\n" if (at := ctx.text.find(mark, start, end)) >= 0)])
    if _GENERAL.match(ctx.text, start, stop):
        return []
    pieces = split(ctx.text, start, stop, "，,")
    for number, piece in enumerate(pieces):
        if number + 1 < len(pieces) and ctx.text.startswith(_ADDS, pieces[number + 1].start):
            continue
        named = parse_class_list(ctx.text, start, piece.end, ctx.home)
        if not named:
            continue
        closed = ctx.text[piece.end - 1] != "的" and _CLOSED.match(ctx.text, named[-1].end, end)
        return [m for m in named if m.category not in _UNNAMED] if closed else []
    return []
