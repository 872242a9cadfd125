"""Applicants of an 申报主体 section: who may apply, alone or together, leading or as a partner."""

from __future__ import annotations

import re
from dataclasses import replace

from tiaokuan.extractors.acting_patterns import (
    APPLYING,
    BY,
    CALLED,
    DEMANDED,
    GOT_TO,
    MEANT_FOR,
    OBJECT,
    OF_APPLYING,
    SUBMITS,
    TOPIC,
)
from tiaokuan.extractors.antecedents import read_antecedent
from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.class_list import ClassMention, category_of, parse_class_list
from tiaokuan.extractors.clauses import Piece, sentences, split
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import trim
from tiaokuan.extractors.findings import ApplicantFinding, CapFinding, Finding
from tiaokuan.extractors.role_subjects import ROLE_HEADING, role_classes
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.deferred import deferred

_FORBIDDEN = deferred(
    r"[，,；;]?(?:本项目)?(?:不(?:接受|允许|支持|得|可)|禁止|不能)(?:以)?[^，。；]{0,6}联合[^，。；]*"
)
_ALLOWED = deferred(r"(?:可|可以|也可以?|允许|鼓励|支持)[^。；]{0,24}联合")
_ALONE = deferred(r"(?:均?可以?|可)?(?:单独|独立)(?:进行)?(?:申报|申请|报名)")
_UNION = deferred(
    r"(?P<lead>[^。；]*?)[，,]?(?:同时|并)?(?:(?:可以?|也可以?|或|鼓励|支持|允许|须|应)*(?:其)?(?:作为)?(?P<head>牵头(?:单位|申报)?)?[，,]?"
    r"(?:与|和|可|可以|也可以|必须|须|应)?)联合(?!申报|社|体|实验室|会|国|基金|培养|惩戒|重组|开发|攻关|创新|出品|拍摄|制作|主办|举办|承办|研发|建设|创建|培育|印发|发文|下发)(?P<partner>[^。；]+)"
)
_WITH = deferred(
    r"(?P<lead>[^，。；]+?)(?:(?P<may>可以?)|须|应当?|必须)(?:与|和|同)(?P<partner>[^，。；]+?)(?=联合(?:共同)?(?:申报|申请|报名))"
)
_TOGETHER = deferred(r"[，,]?(?:也|均)?(?:可以?|允许|鼓励|支持)(?:以|[^，。；联]{2,6})?联合(?:体|申报)[^。；]*")
_WITH_CONDITION = deferred(r"且(?=已|经|具|取得|获|认定|符合|满足|在|依法|无|拥有|达到|承诺|通过)")
_ANYBODY = frozenset({"个人", "单位", "企业", "本人", "申请人"})
#: Who merely hands in papers of another kind: 个人申请的，提供身份证.
_HANDS_IN = deferred(r"的[，,](?:还|另|须|应当?|需|可)*(?:提供|提交|出具|填写|附)")
_NAMELESS = frozenset({"个人", "单位", "本人", "申请人"})
_STEP_ENDS = frozenset("。：:\n、")
#: What an office does with an application.
_RECEIVES = deferred(r"受理|审核|审批|初审")
_NOT_WHO = deferred(
    r"^(?:可|经(?!营|济|销|纪)|原则上|在.*内$)|通过|委托|对各|各区|条件者|情况之一|情形之一|上述|公示|成果$|协助|组织.|部门|机关(?!事业单位|干部|工作人员)|列入|[每再按将须把该]|被(?!征地|征收|拆迁|保险|监护|安置|赡养|抚养|帮扶)|其(?![他它余])|以及|升级|扩区|调区|变更|更名|退出$"
)
#: Who applies is named by another pattern: 由园区…, 各县组织企业….
_BY_ANOTHER = deferred(r"(?<![自理])由|^[^，。；的]{0,12}?组织(?=[^和、及或的]{2})(?!.{0,6}(?:机构|单位)$)")
_MAY_THEN = deferred("[，,]可以?向")
#: A predicate whose subject stands before: 可申请加入协会，可申请入驻.
_MODAL = deferred(r"[到向](?![期岗任位龄])|可以?|应(?![届急用征聘])|须|需(?!求)|不(?:[得予再能]|受理|接受)")
_SAYS_MORE = deferred(r"的(?=.{2,})")
_DESCRIBES = deferred(r"(?:依法|在|具有|具备|从事|经|已|取得|获得|符合|注册|年|近|持有|拥有)")
#: What a body must have: 具有从事外贸的专业人员，…
_OWNS = deferred("具[有备]|拥有|有|配[备有]")
_OWNED = ("人员", "团队", "队伍", "机构", "单位", "平台", "员工")
_OFFICES = deferred(
    r"(?:主管|管理|行政|财政|业务)部门|(?:局|厅|委|办公室|管委会)(?:(?:即)?(?:可|应|负责)?组织$|联合|会同)"
)
_MAIN_VERB = deferred(r"(?:共同|联合|合作|一并)?(?:进行)?(?:申报|申请|报名|实施|承担|开展|建设|组织)[^，。；]{0,4}$")
_PARTS = deferred(r"[、，的]|以及|和|或|及")
_COUNTED = deferred(
    r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,2})(?:至\d+|-\d+)?(?P<unit>家|个|名|所)(?:以上|以下|以内)?"
)


def read_applicants(ctx: Context, start: int, end: int) -> list[Finding]:
    """The applicants that a section's text names; a stated number of partners gives a cap as well."""
    found: list[Finding] = []
    for sentence in sentences(ctx.text, start, end):
        found += _sentence(ctx, sentence)
    return _once(found)


def read_heading_class(ctx: Context, start: int, end: int) -> list[Finding]:
    """The applicants that a list entry's heading names (1.高层次人才, 1.金融机构符合以下条件); [] where it names no class."""
    lead = re.search(r"(?:应当?|须|需)?(?:同时)?(?:符合|具备|满足)(?:以下|下列)", ctx.text[start:end])
    end = start + lead.start() if lead else end
    if ROLE_HEADING.fullmatch(ctx.text, start, end):
        return []
    mentions = parse_class_list(ctx.text, start, end, ctx.home)
    whole = sum(m.end - m.start for m in mentions) + 2 * len(mentions)
    if not mentions or whole < (end - start) * 0.6:
        return []
    return [_finding(ctx, mention, "applicant", None) for mention in mentions if mention.category != "project"]


def read_list_entry(ctx: Context, start: int, end: int) -> list[Finding]:
    """The classes that an entry of a list consists of (（三）农村劳动力；); [] where it says anything else."""
    start, end = trim(ctx.text, start, end)
    mentions = parse_class_list(ctx.text, start, end, ctx.home) if end - start <= 90 else []
    if not mentions or mentions[-1].end < end or not all(m.category != "project" for m in mentions):
        return []
    return [_finding(ctx, mention, "applicant", None) for mention in mentions]


def read_noun_entry(ctx: Context, start: int, end: int) -> list[Finding]:
    """The applicant that an entry of a list of conditions is itself: 依法登记注册的从事产品销售的线上经营主体."""
    start, end = trim(ctx.text, start, end)
    words = ctx.text[start:end]
    if (
        len(words) > 60
        or words.count("，") > 1
        or "的" not in words
        or not _DESCRIBES.match(words)
        or category_of(words.rsplit("的", 1)[1]) is None
    ):
        return []
    return [_finding(ctx, m, "applicant", None) for m in parse_class_list(ctx.text, start, end, ctx.home)]


def read_title_class(ctx: Context, start: int, end: int) -> list[Finding]:
    """The class that a chapter's title is about (引进在职人才入户 → 在职人才); [] where it names none."""
    hits = find_classes(ctx.text[start:end])
    if not hits:
        return []
    verbs = re.match(r"(?:引进|支持|扶持|奖励|培育|培养|补贴|补助|认定|接收|安置)*", ctx.text[start:end])
    begin = start + (verbs.end() if verbs else 0)
    return [
        _finding(ctx, m, "applicant", None) for m in parse_class_list(ctx.text, begin, start + hits[-1].end, ctx.home)
    ]


def read_scope(ctx: Context, start: int, end: int) -> list[Finding]:
    """Who a document says that it is for: 本办法适用于新设立的金融机构, 资助对象为在校学生."""
    return find_applying(ctx, start, end, (OBJECT, MEANT_FOR))


def find_applying(
    ctx: Context, start: int, end: int, patterns: tuple[re.Pattern[str], ...] | None = None
) -> list[Finding]:
    """Applicants named by the act itself where no section lists them: 符合条件的企业可自愿申报, 由园区提出申请."""
    found: list[Finding] = []
    text = ctx.text[start:end]
    for pattern in patterns or (APPLYING, SUBMITS, TOPIC, BY, GOT_TO, CALLED, DEMANDED, OF_APPLYING, OBJECT, MEANT_FOR):
        for match in pattern.finditer(text):
            by_another = pattern is APPLYING and _BY_ANOTHER.search(match["who"])
            if by_another or _OFFICES.search(match["who"]) or _MODAL.match(match["who"]):
                continue
            if match["who"] in _NAMELESS and text[match.end() : match.end() + 1] in _STEP_ENDS:
                continue  # （一）个人申请。
            who = (start + match.start("who"), start + match.end("who"))
            mentions = parse_class_list(ctx.text, *who, ctx.home)
            if not mentions and (match["who"].endswith("的") or _MAY_THEN.match(text, match.end("who"))):
                mentions = read_antecedent(ctx, *who).mentions
            if pattern is APPLYING and match["who"] in _ANYBODY and _HANDS_IN.match(text, match.end()):
                continue
            if any(m.category == "government" for m in mentions) and _RECEIVES.search(
                text, match.end(), match.end() + 12
            ):
                continue
            if mentions and _SAYS_MORE.search(ctx.text, mentions[-1].end, who[1]):
                continue
            found += [
                _finding(ctx, m, "applicant", None)
                for m in mentions
                if m.category not in ("other", "project")
                and not (m.category == "government" and len(m.label) <= 2)
                and not _NOT_WHO.search(m.label)
            ]
    if patterns is None:
        found += [_finding(ctx, m, role, None) for role, m in role_classes(ctx, start, end)]
    return _once(found)


def _sentence(ctx: Context, sentence: Piece) -> list[Finding]:
    text = ctx.text
    start, end = sentence.start, sentence.end
    if text.find("联合", start, end) < 0:  # each of the patterns below has it
        roles = role_classes(ctx, start, end)
        named: list[Finding] = [_finding(ctx, m, role, None) for role, m in roles]
        return named or [*_plain(ctx, start, end)] or find_applying(ctx, start, end, (BY,))
    forbidden = _FORBIDDEN.search(text, start, end)
    if forbidden:
        return [_with_joint(f, "forbidden") for f in _plain(ctx, start, forbidden.start())]
    union = _WITH.match(text, start, end) or _UNION.match(text, start, end)
    if union is None:
        together = _TOGETHER.search(text, start, end)
        if together:
            return [_with_joint(f, "allowed") for f in _plain(ctx, start, together.start())]
        return [*_plain(ctx, start, end)]
    alone = _ALONE.search(text, start, union.end("lead"))
    allowed = (
        alone is not None
        or bool(union.groupdict().get("may"))
        or _ALLOWED.search(text, start, union.start("partner")) is not None
    )
    lead_end = alone.start() if alone else union.end("lead")
    joint = "allowed" if allowed else "required"
    leads = [_with_joint(f, joint, "applicant" if allowed else "lead") for f in _plain(ctx, start, lead_end)]
    return [*leads, *_partners(ctx, union.start("partner"), union.end("partner"), joint)]


def _partners(ctx: Context, start: int, end: int, joint: str) -> list[Finding]:
    cut = _MAIN_VERB.search(ctx.text, start, end)
    stop = re.search(r"(?:共同|联合)?(?:申报|申请|报名)|[，,]", ctx.text[start : cut.start() if cut else end])
    end = start + stop.start() if stop else (cut.start() if cut else end)
    counted = _COUNTED.match(ctx.text, start, end)
    mentions = parse_class_list(ctx.text, start, end, ctx.home)
    found: list[Finding] = [_with_joint(_finding(ctx, m, "partner", None), joint) for m in mentions]
    if counted and mentions:
        figure = next((i for i in ctx.within(start, counted.end()) if ctx.quantities[i].kind is Kind.COUNT), None)
        limit = ctx.quantities[figure].value.max if figure is not None else None
        if figure is not None and isinstance(limit, (int, float)):
            found.append(
                CapFinding(start, end, "partners", limit, mentions[0].label, counted["unit"], figures=(figure,))
            )
    return found


def _plain(ctx: Context, start: int, end: int) -> list[ApplicantFinding]:
    condition = next(
        (
            m
            for m in _WITH_CONDITION.finditer(ctx.text, start, end)
            if category_of(_tail(ctx.text[start : m.start()])) is not None and "的" not in ctx.text[m.end() : end]
        ),
        None,
    )
    stop = condition.start() if condition else end
    mentions = parse_class_list(ctx.text, start, stop, ctx.home) or before_more(ctx, start, stop)
    if len(mentions) == 1 and _OWNS.match(ctx.text, start, stop) and mentions[0].label.endswith(_OWNED):
        return []
    if condition:
        demanded = re.sub(r"[（(]以下简称[^）)]*[）)]", "", ctx.text[condition.end() : end]).strip("，。 ")
        mentions = [replace(m, qualifiers=[*m.qualifiers, demanded]) for m in mentions]
    return [_finding(ctx, mention, "applicant", None) for mention in mentions if mention.category != "project"]


def before_more(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """年满80周岁的老人，失能老人放宽至75周岁: the classes before the comma behind which more is said of them."""
    for piece in split(ctx.text, start, end, "，,")[:-1]:
        found = parse_class_list(ctx.text, start, piece.end, ctx.home)
        if found and found[-1].end == piece.end and _DESCRIBES.search(ctx.text, start, piece.end):
            owned = _OWNS.match(ctx.text, start, piece.end) and found[-1].label.endswith(_OWNED)
            return [] if owned else found
    return []


def _tail(text: str) -> str:
    return _PARTS.split(text)[-1]


def _finding(ctx: Context, mention: ClassMention, role: str, joint: str | None) -> ApplicantFinding:
    figures = tuple(ctx.live(mention.start, mention.end))
    return ApplicantFinding(
        mention.start, mention.end, mention.label, mention.category, role, mention.region, mention.qualifiers, joint,
        mention.size, mention.honours, figures=figures,
    )  # fmt: skip


def as_applicant(ctx: Context, mention: ClassMention) -> ApplicantFinding:
    """The class as one that may apply."""
    return _finding(ctx, mention, "applicant", None)


def _with_joint(finding: ApplicantFinding, joint: str, role: str | None = None) -> ApplicantFinding:
    finding.joint = joint
    finding.role = role or finding.role
    return finding


def _once(found: list[Finding]) -> list[Finding]:
    """Each class once; a later mention adds what the first does not say."""
    kept: list[Finding] = []
    seen: dict[tuple[str, str], ApplicantFinding] = {}
    for finding in found:
        if not isinstance(finding, ApplicantFinding):
            kept.append(finding)
            continue
        first = seen.get((finding.label, finding.role))
        if first is None:
            seen[finding.label, finding.role] = finding
            kept.append(finding)
        else:
            first.region = first.region or finding.region
            first.qualifiers += [q for q in finding.qualifiers if q not in first.qualifiers]
            first.joint = first.joint or finding.joint
    return kept
