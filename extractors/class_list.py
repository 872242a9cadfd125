"""Lists of applicant classes as they are printed: 市内注册的知识产权服务机构（含分支机构）、行业协会 …

A Chinese class noun is head-final; what stands before it with 的, and what stands in brackets, qualifies it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tiaokuan.extractors.class_labels import (
    bare,
    before_staff,
    category_of,
    is_clause,
    is_place,
    modifies_with,
    out_of_group,
    within_place,
)
from tiaokuan.extractors.clauses import Piece, split, strip_brackets
from tiaokuan.extractors.label_leads import without_leads
from tiaokuan.extractors.relative_clauses import JOINED_QUALIFIER, SELECTING, after_relative, set_up_by
from tiaokuan.extractors.territory import domicile_region, leading_region, placed_in, registered_region
from tiaokuan.gazetteer.classes import classify
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.regions import Region

__all__ = ["ClassMention", "category_of", "parse_class_list"]

#: What the patterns of lead-ins begin with.
_LEAD_FIRST = frozenset("欢邀动组鼓引支发号本主面针其凡对申适服受办补救保培招征须应必是为包限仅指由：:")
_JOINED_FIRST = ("以及", "或者", "主要", "包括", "包含")
_LEVEL = deferred(r"(?:(?:全?国家?|省|市|州|县|区|镇|乡)级?(?:以上)?[、和及或]?)+")
_ACTS = deferred(r"(?:首次|新|当年)*(?:创办|从事|领办|开办|取得|获得)")
_SCHOOLS = deferred(
    r"(?:^|的)(?:[国省市县区州]内|全[国省市])?(?:普通)?(?:高校|高等院校|高职|中职|大专|职业院校|技工院校|院校)$"
)
_SCHOOLED = deferred(r"(?:高校|高职|中职|大专|职业院校|技工院校|技校)(?:毕业生|学生)")
_CONJUNCTION = deferred(r"以及|或者|及其(?![他它余])|和|及|或|与")
_LEAD = deferred(
    r"^(?:动员|组织(?=符合|具[有备]|有|辖区|本|所属|各|相关|[省市县区]内|满足|达到|条件)|欢迎|邀请|鼓励|引导|支持|发动|号召)(?:支持|引导)?(?=[^、，。；]{2,40}的[^，。；]{2,})|^本(?:办法|细则|政策|措施|规定|意见|方案)适用于|^(?:主要)?面向(?![^，。；、]{1,20}的)|^针对|^其中[，,：:]?|^凡是?(?=[在具符经取获持属年有参被依])|^对(?:于)?(?![外口接象方台港标账应])|^(?:申报主体|申报单位|申请人|申请单位|支持对象|申报对象|本(?:方向|项目|课题|专题|专项|任务|指南|类|批)|(?:适用|服务|受理|办理|补贴|救助|保障|培训|招募|征集)?(?:主体|对象))?(?:须|应|应当|必须)?(?:是|为|包括|包含|主要包括|主要为|限于|仅限|指|由|：|:)+"
)
#: Those left out name nobody: …的企业，其中房地产企业除外.
_BARRED = deferred(r"[，,；;](?:其中|但是?)[，,：:]?[^。；;]*除外|[，,；;](?![^。；;]*(?:其中|但))[^，,。；;]*除外")
_QUOTED = deferred(r"“(?:[（(][一二三四五六七八九十]{1,3}[)）])?")
_HYPERNYM = deferred(r"等(?!级)(?:各类|各种|相关|其他|符合条件的)?(?P<hyper>[^、，；。（）()]{0,12})$")
_TRAILING = deferred(
    r"(?:均可|都可|可以|可)?(?:单独|独立|自愿|共同|联合|自主)?(?:进行)?(?:(?<!专利)(?<!商标)申请|申报|报名|(?:参与|参加)(?![人者方商]|单位|企业|机构|团队|成员|主体|平台|银行|网点|学校|医院|对象|活动))[^，。；、的]{0,6}的?$|等$"
)
#: Without one of these words nothing trails.
_TRAILS = deferred("申请|申报|报名|参与|参加|等")
_RUN_IN = deferred(r"[^，。；：的、（）]{2,12}：(?=[^，。；：]{4,})")
_MUST_BE = deferred(r"^(?:.*，)?(?:申报|申请|牵头|参与|承担)(?:单位|主体|企业|人)(?:须|应当?|必须)为")
#: What joins another list with a relative clause of its own: …的企业，以及开展…的农户.
_AND_ALSO = deferred(
    r"[，,]?(?:以及|或者)(?=[^，。；]{2,60}的.)|(?<=.)[和及](?=(?:受雇|从事|持有|取得|获得|参与|承担|开展|安置|具有|曾)[^，。；、和及]{2,40}的.)"
)
_MAY_ADD = deferred("以及|或者|[和及][受从持取获参承开安具曾]")
_JOINED = deferred(r"^(?:以及|或者|主要包括|包括|包含)(?=..)")
_SAYS_NOTHING = deferred(
    r"(?:同时)?(?:符合|具备|满足|属于|有)(?:以下|下列)[^，。；]{0,8}(?:条件|情形|要求|情况)(?:之一)?|所在"
)
_MID_BRACKET = deferred(r"[（(](?P<in>(?!含|不|包括|限|除|下同|简称)[^（）()]{1,4})[）)](?=[\u4e00-\u9fff])")
#: Parts that name no class are joined to the next up to this many characters; no class is printed longer.
_LONGEST = 300


@dataclass(slots=True)
class ClassMention:
    """One class as printed: its label, its kind of body, what qualifies it, and the region that its words name."""

    start: int
    end: int
    label: str
    category: str
    size: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    qualifiers: list[str] = field(default_factory=list)
    region: Region | None = None


def parse_class_list(text: str, start: int, end: int, home: Region | None) -> list[ClassMention]:
    """The classes listed in ``text[start:end]``, in order; [] where the stretch ends in no class noun.

    Qualifiers with 的 before the first class, and a region before it, hold for those after it as well.
    """
    start, end = _trim(text, start, end)
    mentions: list[ClassMention] = []
    for match in _AND_ALSO.finditer(text, start, end) if _MAY_ADD.search(text, start, end) else ():
        left = text[start : match.start()][-_LONGEST:]
        if category_of(bare(left)) is not None and ("，" in match.group() or "的" in left):
            mentions += _one_list(text, start, match.start(), home)
            start = match.end()
    return [*mentions, *_one_list(text, start, end, home)]


def _one_list(text: str, start: int, end: int, home: Region | None) -> list[ClassMention]:
    """The classes of a list that has one relative clause before it, or one in each entry."""
    start, qualified = set_up_by(text, start, end) or after_relative(text, start, end)
    mentions: list[ClassMention] = []
    shared: list[str] = []
    region: Region | None = None
    for piece in _entries(text, start, end):
        mention = _mention(text, piece, home)
        if mention is None:
            continue
        if not mentions:
            own = [q for q in mention.qualifiers if not q.endswith("中") and not is_place(q)]
            shared = [q for q in own if not _in_brackets(text, piece, q)]
            region = mention.region
        else:
            between = text[mentions[-1].end : mention.start]
            apart = "，" in between and "的" in text[mention.start : mention.end]
            if "；" not in between and not apart:
                mention.qualifiers = [*(q for q in shared if q not in mention.qualifiers), *mention.qualifiers]
            mention.region = mention.region or region
        mentions.append(mention)
    mentions = _out_of_groups(mentions)
    qualified = [q for q in qualified if not _SAYS_NOTHING.fullmatch(q)]
    if qualified:
        placed, qualified = placed_in(qualified, home)
        region = placed or registered_region(qualified, home) or domicile_region(qualified, home)
        for mention in mentions:
            mention.qualifiers = [*qualified, *mention.qualifiers]
            mention.region = mention.region or region
    return mentions


def _out_of_groups(mentions: list[ClassMention]) -> list[ClassMention]:
    """The classes with those that are only the groups of another (低保家庭、残疾人家庭中的毕业生) as its qualifier."""
    for number, mention in enumerate(mentions):
        group = next((q for q in mention.qualifiers if q.endswith("中") and category_of(q[:-1]) is not None), None)
        if number and group:
            groups = "、".join([*(m.label for m in mentions[:number]), group])
            whole = replace(mention, qualifiers=[*(q for q in mention.qualifiers if q != group), groups])
            return [whole, *mentions[number + 1 :]]
    return mentions


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    quoted = _QUOTED.match(text, start, end) if text.startswith("“", start) else None
    if quoted and "”" not in text[start:end]:
        start = quoted.end()
    lead = _LEAD.match(text[start:end]) if text[start : start + 1] in _LEAD_FIRST else None
    if lead:
        start += lead.end()
    barred = _BARRED.search(text, start, end) if text.find("除外", start, end) >= 0 else None
    end = barred.start() if barred else end
    run_in = _RUN_IN.match(text, start, end) if text.find("：", start, end) >= 0 else None
    start = run_in.end() if run_in else start
    while True:
        while end > start and text[end - 1] in "，,；; ":
            end -= 1
        tail = _TRAILING.search(text[start:end]) if _TRAILS.search(text, start, end) else None
        if tail is None:
            return start, end
        end = start + tail.start()


def _in_brackets(text: str, piece: Piece, qualifier: str) -> bool:
    return any(qualifier in inside for inside in strip_brackets(piece.of(text))[1])


def _entries(text: str, start: int, end: int) -> Iterator[Piece]:
    """Pieces that each name a class: cut at 、 and at 和/及/或 between two classes; a part that names none is joined
    to the next (农业、工业企业)."""
    pending: int | None = None
    pieces = split(text, start, end, "、，,；;")
    for number, piece in enumerate(pieces):
        if pending is not None and piece.end - pending > _LONGEST:
            pending = None
        begin = piece.start if pending is None else pending
        last = number == len(pieces) - 1
        body, cut = _without_hypernym(text, begin, piece.end, number > 0 and pending is None)
        if body == begin:
            continue
        parts = _cut_conjunctions(text, begin, body)
        if category_of(bare(text[parts[-1].start : parts[-1].end])) is None or (
            not last and _LEVEL.fullmatch(text[begin:body])
        ):
            pending = None if last else begin
            continue
        if not last and before_staff(text[begin:body], pieces[number + 1].of(text)):
            pending = begin
            continue
        if not last and _SCHOOLS.search(text[begin:body]) and _SCHOOLED.match(text, pieces[number + 1].start):
            pending = begin
            continue
        pending = None
        yield from (_short_of_hypernym(text, p, number > 0) if p.mark else p for p in parts)
        if cut:
            return


def _short_of_hypernym(text: str, part: Piece, listed: bool) -> Piece:
    """宾馆等公共机构 in the midst of a list, before 和: 宾馆."""
    return Piece(part.start, _without_hypernym(text, part.start, part.end, listed)[0], part.mark) if listed else part


def _without_hypernym(text: str, start: int, end: int, listed: bool) -> tuple[int, bool]:
    """Where the entry ends once a closing 等企事业单位 is dropped, and whether one was."""
    found = _HYPERNYM.search(text[start:end]) if text.find("等", start, end) >= 0 else None
    if found is None:
        return end, False
    before = text[start : start + found.start()]
    if category_of(bare(before)) is not None or (listed and category_of(found["hyper"]) is None):
        return start + found.start(), True
    return end, False


def _cut_conjunctions(text: str, start: int, end: int) -> list[Piece]:
    at = start
    cuts = list(_CONJUNCTION.finditer(text, start, end))
    pieces: list[Piece] = []
    outside = strip_brackets(text[start:end])[0] if cuts else ""
    for match in cuts:
        left, right = text[at : match.start()], text[match.end() : end]
        if match.group() not in outside or not right or (_ACTS.match(left) and _ACTS.match(right)):
            continue
        if modifies_with(bare(left), right):
            continue
        if category_of(bare(left)) is not None and _right_is_class(right):
            pieces.append(Piece(at, match.start(), match.group()))
            at = match.end()
    return [*pieces, Piece(at, end, "")]


def _right_is_class(right: str) -> bool:
    following = _CONJUNCTION.split(strip_brackets(right)[0])[0]
    return category_of(bare(following)) is not None or category_of(bare(right)) is not None


#: 单个企业, 每户: what a ceiling holds for; 下列人员, 上述企业: those whom other words name.
_OF_A_SCOPE = deferred(r"其(?![他它余])|该|每|单(?!位)[个家户人名一项]|(?:以下|下列|上述|前述|前款|如下)(?!岗)")
_OPEN_BRACKET = deferred(r"[（(][^）)]*$")
#: Whoever has been named before.
_THEMSELVES = frozenset({"本人", "人才本人", "个人本人", "职工本人", "其本人", "自己"})
_EXAMPLES = deferred(r"(?P<list>[^等]{2,90}(?<![高中初同平])等(?!级))(?P<label>.{2,})$")


def _mention(text: str, piece: Piece, home: Region | None) -> ClassMention | None:
    raw = piece.of(text)
    raw = _JOINED.sub("", raw) if raw.startswith(_JOINED_FIRST) else raw
    kept = _MID_BRACKET.sub("\ue000\\g<in>\ue001", raw) if "（" in raw or "(" in raw else raw
    plain, inside = strip_brackets(kept)
    plain = plain.replace("\ue000", "（").replace("\ue001", "）")
    qualifiers: list[str] = []
    if "的" in plain:
        before, label = plain.rsplit("的", 1)
        before = _MUST_BE.sub("", before.rsplit("；", 1)[-1])
        before = SELECTING.sub("", before) if not before.startswith("属于") else before
        qualifiers += [part.strip() for part in JOINED_QUALIFIER.split(before) if part.strip()]
    else:
        label = plain
    label = label.rsplit("，", 1)[-1]
    label = (_MUST_BE.sub("", label) if "为" in label else label).strip(" ，、")
    if label in _THEMSELVES:
        return None
    label = without_leads(label, qualifiers)
    region, label = leading_region(label, home)
    if region is None and qualifiers:
        region, qualifiers = placed_in(qualifiers, home)
        region = region or registered_region(qualifiers, home) or domicile_region(qualifiers, home)
    qualifiers += [part for part in inside if part and not part.startswith(("以下简称", "下称", "简称", "下同"))]
    example = _EXAMPLES.match(label) if "等" in label else None
    if example and category_of(example["label"]) is not None and len(example["label"]) > 1:
        qualifiers.append(example["list"])
        inner, label = leading_region(example["label"], home)
        region = region or inner
    place, label = within_place(label)
    group, label = out_of_group(label)
    qualifiers += [said for said in (place, group) if said]
    qualifiers = [q for q in qualifiers if not _SAYS_NOTHING.fullmatch(q)]
    found = classify(label) if label and category_of(label) is not None and not is_clause(label) else None
    if found is None or _OF_A_SCOPE.match(label) or _OPEN_BRACKET.search(label):
        return None
    return ClassMention(piece.start, piece.end, label, found.category, found.size, found.honours, qualifiers, region)
