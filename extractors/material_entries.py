"""The entries of a list of materials: one or several papers each, with what brackets, labels and classes say of them."""

from __future__ import annotations

import re

from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import Piece, segments, sentences, strip_brackets
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry, trim
from tiaokuan.extractors.findings import MaterialFinding
from tiaokuan.extractors.material_labels import after_group_label, is_note, label_of, rest_of
from tiaokuan.extractors.material_names import (
    COPIES,
    asked_of,
    cut_parts,
    lookback,
    material_name,
    parts_of,
    read_brackets,
    read_form,
)
from tiaokuan.gazetteer.user import active_hits

_GIVE = re.compile(
    r"^(?:(?:按照?|根据|凡)[^，。；]{2,30}，)?(?:(?:此外|另外|同时)[，,])?(?:(?:还|也|均|另|另外|同时|并|应|应当|须|需|需要|要|可|请|分别|统一|由?(?:申报|申请)(?:单位|人|主体)?)*"
    r"(?:提供|提交|报送|递交|出具(?![^，。；]{2,24}的[^，。；]{0,6}(?:机构|单位|部门|医院|事务所|公司|银行))|上传|附上|附(?!件|表|近|属)|携带|出示|填写|填报|准备|交验|备齐))+(?:以下|下列|如下)?(?:材料|资料)?[：:]?(?!的)(?=[^，。；]{2,})"
)
_MORE = re.compile(
    r"[，,。](?=[^，。；《（(]{1,24}(?:的[，,]?|人|业|位|员|者|类|户|校|才|家|生|队|的[^，,。；的《]{2,8}(?=还|另|应|须|需))(?:还|另|同时|应当?|须|需要?|另行)*(?:提供|提交|出具|出示|附上)(?!的)[^，。；]{3,})"
)
#: Commas between materials: behind copies that are counted (样稿各6份，合同2份), between brackets on form (委托书（原件），以及
#: 证件（复印件）). Brackets are masked.
_COUNTED = re.compile(
    r"(?:一式|各)?[一二两三四五六七八九十\d]{1,2}[份套张]＃*(?P<cut>[，,])(?:以及|及|和|并附)?(?=[^，,＃]{4})(?!均|须|需|应|请|由|每|其中|并|装|用|按|纸|打|正|双|左|胶|同|统|于|在|以|分|原件|电子|材料|加盖|A)"
)
_BY_FORM = re.compile(
    r"(?<=件[）)])(?P<cut>[，,](?:以?及|和))(?=[^，,；。（(]{2,40}[（(][^（）()]{0,12}(?:原件|复印件|扫描件))"
)
_BRACKET = re.compile(r"（(?:[^（）]|（[^（）]*）)*）|\([^()]*\)")
_OR = re.compile(r"^(?:或者?|和|及|以及|以及其|并)(?=[^，。；]{3,})")
_CLASS_GIVES = re.compile(
    r"^(?P<who>[^，。；《》“”：:（(]{2,40}?)[，,]?(?:的，?)?(?:还|均|另|同时|应当?|须|需要?|另行|可)*(?:提供|提交|报送|出具|出示|附上|携带|上传)(?!的)(?:以下|下列)?(?:材料|资料)?[：:]?(?=[^，。；]{2,})"
)
#: 若是授权代表人签署的，须另附委托书; 如申请变更还应提交证明.
_IN_CASE = re.compile(
    r"^(?:如果|若|如)(?P<who>[^，。；《》：:]{2,30}?)(?:的)?[，,]?(?:(?:还|另|则|应当?|须|需要?|可|同时)*(?:另附|附上?(?!件|表|近|属|则)|提供|提交|报送|出具|上传|出示))(?!的)(?=[^，。；]{2,})"
)
#: 个体工商户：营业执照、经营者身份证.
_OF_CLASS = re.compile(r"(?P<who>[^，。；：:（(《]{2,16})[：:](?:需|应|须)?(?:提供|提交)?(?=[^，。；]{3,})")
#: 个体户提供…，企业提供…: the plain word is a class where the first piece names another.
_OTHER_CLASS = re.compile(r"(?P<who>企业|单位|个人)(?:还|均|另|应当?|须|需要?)*(?:提供|提交|出具)")
_GIVEN_PAPER = re.compile(r"(?:一式.{1,3}[份套]|[书表证件单函]|材料|资料)$")
_NOTE_ONLY = re.compile(
    r"^(?:(?:以上|上述|所有|全部|纸质|申报)?(?:各项)?(?:申报|申请|报名)?(?:材料|资料|复印件|证件)(?:均|应|需|须|请|一律|要求|一式|按|用|装订|如|为|统一|的|不)|(?:联\s?系\s?(?:人|方式|电话)|联络人|[^，。；：:]{0,4}(?:咨询|支持|热线|电话|邮箱|地址))[：:]|纸质[版件稿]?[^，。；《]{0,10}(?:寄|送|交|报送)|电子[版件稿][^，。；《]{0,10}(?:发|寄|送|传)|注[：:]|备注|如有|以上|上述)"
)
_NOT_ASKED = re.compile(r"(?:无需|不需|免于|不再|无须|毋须|不必)(?:要|另行|重复|再)?(?:提交|提供|出具|报送)")
_ALSO_IF = re.compile(
    r"[（(](?:(?P<who>[^（）()，,]{2,24})的[，,]?(?:需|应|须|还|另)*(?:提供|提交|出具|出示)(?P<list>[^（）()]{3,40})"
    r"|(?P<kind>[^（）()，,的]{2,16}?)(?:(?:还|另)(?:需要?|须|应当?)(?:提供|提交|出具|出示|附)?|(?<=企业|单位|机构|人员|学生|公司|个人|申请|以上|以下)(?:需要?|须|应当?)?(?:提供|提交|(?<=[需须应])附))(?P<more>[^（）()]{2,40}))[）)]"
)
#: 申报单位于…前将纸质材料…报送至…: how the papers are handed in.
_HANDED = re.compile(
    r"将[^，,。；;]{0,12}(?:材料|资料|文件|原件|复印件)(?:[（(][^（）()]{0,60}[）)])?[^，,。；;]{0,24}(?:报送?|提交|递交|寄送?|送达?|上传|交)[至到往给]?"
)
#: 请各县区于…前将推荐函、汇总表…寄送至…: what an office hands on.
_PASSED_ON = re.compile(
    r"请?(?:各[^，,。；;]{0,20}|[^，,。；;]{0,16}(?:局|部门|委|街道|乡镇|政府))(?:应当?|须|要)?[于在]?[^，,。；;]{0,16}[前内]?将[^。；;]{2,80}(?:报送?|寄送?|送|提交|递交|交)"
)
#: 附件材料, 网上申报材料: no material of its own.
_NO_NAME = re.compile(
    r"(?:(?:附件|网上|线上|在线|纸质|书面|电子|申报|申请|报名|以上|上述|以下|下列|全部|所有|各类|各项|整套|全套|申报书|相应)的?)*(?:材料|资料)(?:清单)?"
)
#: 查验材料：2027年8月7日至9月6日: when, not what.
_ONLY_TIME = re.compile(r"[自从即起日\d年月号时点分上下午至到—–~\-：:.，止前后\s]+")
_MATERIAL_HEAD = re.compile(
    r"(?:材料|书|表|证|证明|证件|报告|复印件|原件|方案|清单|合同|协议|发票|函|文件|资料|执照|说明|单据|票据|凭证|报表|记录|照片|批复|名单|目录|章程|计划|简介|制度|批文|图|账户|账号|承诺|协议书|公证|户口簿|户口本|身份证|回执|成果|佐证|附件|流水|名册|台账|数据|情况|意见|备案|资质|单|申请|册|网站|截图|光盘|U盘|证书|名单及[^，。；、]{2,6}|扫描件|影印件|电子版|电子档|照片(?:原件)?|等)(?:的)?(?:[\d一二两三四五六]{1,2}[份套张页本])?$"
)


def read_materials(ctx: Context, entry: Entry) -> list[MaterialFinding]:
    """The materials of one entry: ；and 。separate them, 、and 及 do not. Notes on form (装订成册, 均需盖章) give none;
    see ``seal_note``."""
    found: list[MaterialFinding] = []
    labelled: MaterialFinding | None = None
    for sentence in sentences(ctx.text, entry.start, entry.end):
        for piece in _pieces(ctx.text, sentence.start, sentence.end):
            start, end = trim(ctx.text, piece.start, piece.end)
            if found and (parts := parts_of(ctx.text[start:end])):
                found[-1].parts = found[-1].parts or parts
                continue
            label = label_of(ctx.text[start:end])
            words = ctx.text[start:end]
            if labelled is not None and label is None and (is_note(words) or not _CLASS_GIVES.match(words)):
                _hold(labelled, words)
                continue
            material = _material(ctx, entry, start, end, first=not found)
            if material is not None:
                if found and entry.listed and material.condition is None:
                    other = _OTHER_CLASS.match(words) if found[0].condition else None
                    material.condition = other["who"] if other else found[0].condition
                found.append(material)
                found += _also_if(ctx, entry, material)
                labelled = material if label else labelled
                if label:
                    _hold(material, ctx.text[start + label.rest : end])
    return found


def _hold(material: MaterialFinding, words: str) -> None:
    """Put what stands behind the label of a material into its parts, or read its form off it."""
    rest = rest_of(words)
    material.parts += [part for part in rest.parts if part not in material.parts]
    words = rest.note or (words if re.search(r"(?:复印|原)件$", words) else "")
    if words:
        noted = MaterialFinding(material.start, material.end, material.name)
        read_form(noted, words)
        material.form, material.copies = material.form or noted.form, material.copies or noted.copies
        material.sealed, material.attachment = material.sealed or noted.sealed, material.attachment or noted.attachment


def _also_if(ctx: Context, entry: Entry, material: MaterialFinding) -> list[MaterialFinding]:
    """What a bracket asks of some besides or instead (职称证书（不满足条件的，需提供纳税清单）): a material of its own."""
    found = []
    for match in _ALSO_IF.finditer(ctx.text, material.start, material.end):
        place = match.span("list") if match["list"] else match.span("more")
        other = _material(ctx, entry, *place, first=True)
        if other is not None:
            other.condition = match["who"] or match["kind"]
            other.sealed = other.sealed or (material.sealed and match["kind"] is not None)
            found.append(other)
            material.name = material.name.replace(match.group(), "")
    return found


def _pieces(text: str, start: int, end: int) -> list[Piece]:
    """Parts of a sentence that are materials of their own: cut at ；, and at ，before a class that hands in more."""
    found: list[Piece] = []
    for segment in segments(text, start, end):
        words = segment.of(text)
        if "，" not in words and "," not in words and "。" not in words:
            found.append(segment)
            continue
        bare = _BRACKET.sub(lambda match: "＃" * len(match[0]), words) if "（" in words or "(" in words else words
        cuts = [match.span() for match in _MORE.finditer(bare)]
        cuts += [match.span("cut") for match in (*_COUNTED.finditer(bare), *_BY_FORM.finditer(words))]
        at = segment.start
        for first, last in sorted(cuts):
            if segment.start + first >= at:
                found.append(Piece(at, segment.start + first, "，"))
                at = segment.start + last
        found.append(Piece(at, segment.end, segment.mark))
    return found


def _material(ctx: Context, entry: Entry, start: int, end: int, *, first: bool) -> MaterialFinding | None:
    start += after_group_label(ctx.text[start:end])
    raw = ctx.text[start:end]
    label = label_of(raw)
    if label:
        end, raw = start + label.end, label.name
    raw, whom = asked_of(raw)
    if (
        not raw
        or _NOTE_ONLY.match(raw)
        or ("将" in raw and (_HANDED.search(raw) or _PASSED_ON.match(raw)))
        or _NOT_ASKED.search(raw)
    ):
        return None
    condition, at = _condition(raw, entry.group)
    body = raw[at:]
    given = _GIVE.match(body)
    if given:
        body = body[given.end() :]
    alternative = _OR.match(body)
    if alternative:
        body = body[alternative.end() :]
    finding = MaterialFinding(start, end, body, entry.ordinal, condition=whom or condition)
    whole, body = body, cut_parts(body, finding)
    raw = raw.removesuffix(whole[len(body) :]) if body != whole else raw
    read_brackets(finding, body)
    finding.name = material_name(body, finding)
    bare = strip_brackets(finding.name)[0].rstrip("》”")
    if (
        len(bare) < 2
        or _NO_NAME.fullmatch(bare)
        or _ONLY_TIME.fullmatch(bare)
        or (not first and not _MATERIAL_HEAD.search(bare) and not active_hits("MATERIAL", bare))
    ):
        return None
    read_form(finding, raw)
    finding.lookback, finding.figures = lookback(ctx, start, end)
    copies = COPIES.search(raw)
    if copies:
        finding.figures += tuple(ctx.within(start + copies.start(), start + copies.end()))
    return finding


def _condition(raw: str, group: str | None) -> tuple[str | None, int]:
    """The class that must hand it in, and where the material itself begins."""
    case = _IN_CASE.match(raw)
    if case:
        return ("若" if case["who"][0] == "是" else "") + case["who"], case.end()
    kind = _OF_CLASS.match(raw)
    if kind and category_of(kind["who"]) not in (None, "project", "other"):
        return kind["who"], kind.end()
    gives = _CLASS_GIVES.match(raw)
    if gives and not _GIVE.match(raw):
        who = gives["who"].strip("，,的 ")
        if _GIVEN_PAPER.search(who) and raw[gives.end("who")] in "，,":
            return group, 0
        if who in ("其他", "其它", "应", "还", "另", "要求", "按要求", "根据要求"):
            return group, 0
        if not re.fullmatch(r"申报单位|申请人|申报主体|申请单位|企业|单位|由?申报?人|申报企业|申请企业", who):
            return (who if not re.search(r"部门|机关|机构$|医院|政府|银行|事务所|出具", who) else group), (
                gives.end() if not re.search(r"部门|机关|机构$|医院|政府|银行|事务所|出具", who) else 0
            )
        return group, gives.end()
    return group, 0
