"""The entries of a list of materials: one or several papers each, with what brackets, labels and classes say of them."""

from __future__ import annotations

import re

from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import Piece, segments, sentences, strip_brackets
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry, trim
from tiaokuan.extractors.findings import MaterialFinding
from tiaokuan.extractors.material_duty import duty_of
from tiaokuan.extractors.material_labels import after_group_label, is_note, label_of, rest_of
from tiaokuan.extractors.material_names import (
    COPIES,
    asked_of,
    counted,
    cut_parts,
    lookback,
    material_name,
    parts_of,
    read_brackets,
    read_form,
    unsealed,
)
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.user import active_hits

_GIVE = deferred(
    r"^(?:(?:按照?|根据|凡)[^，。；]{2,30}，)?(?:(?:此外|另外|同时)[，,])?(?:(?:还|也|均|另|另外|同时|并|应|应当|须|需|需要|要|可|请|分别|统一|由?(?:申报|申请)(?:单位|人|主体)?)*"
    r"(?:提供|提交|报送|递交|出具(?![^，。；]{2,24}的[^，。；]{0,6}(?:机构|单位|部门|医院|事务所|公司|银行))|上传|附上|附(?!件|表|近|属)|携带|出示|填写|填报|准备|交验|备齐))+(?:以下|下列|如下)?(?:材料|资料)?[：:]?(?!的)(?=[^，。；]{2,})"
)
#: 申请人须在规定时间内…，并向学院提交以下材料：申请书一式三份: the words before a list in the same paragraph.
_ANNOUNCED = deferred(
    r"^(?=[^。；：:]{4,100}?(?:提交|提供|报送|递交|准备|上传|附上|携带))[^。；：:]*?(?:以下|下列|如下)[^，。；：:]{0,8}(?:材料|资料|文件|证件|证明)(?:的?(?:原件|复印件|扫描件)(?:[和及、](?:原件|复印件))?)?[：:]\s*(?=[^\s])"
)
#: All who apply, whatever they are called.
_ANY_APPLICANT = deferred(
    r"由?(?:(?:申报|申请|参赛|参评|报名|申领|推荐)(?:单位|人员?|主体|企业|作品|项目|者|对象|选手|团队|个人|机构)|企业|单位|报人|参赛者|候选人)"
)
_MORE = deferred(
    r"[，,。](?!(?:还|另|均|也)*(?:应当?|须|需要?|必须)?由)(?=[^，。；《（(]{1,24}(?:的[，,]?|人|业|位|员|者|类|户|校|才|家|生|队|的[^，,。；的《]{2,8}(?=还|另|应|须|需))(?:还|另|同时|应当?|须|需要?|另行)*(?:提供|提交|出具|出示|附上)(?!的)[^，。；]{3,})"
)
#: Commas between materials: behind copies that are counted (样稿各6份，合同2份), between brackets on form (委托书（原件），以及
#: 证件（复印件）). Brackets are masked.
_COUNTED = deferred(
    r"(?:一式|各)?[一二两三四五六七八九十\d]{1,2}[份套张]＃*(?P<cut>[，,])(?:以及|及|和|并附)?(?=[^，,＃]{4})(?!均|须|需|应|请|由|每|其中|并|装|用|按|纸|打|正|双|左|胶|同|统|于|在|以|分|原件|电子|材料|加盖|A)"
)
_BY_FORM = deferred(
    r"(?<=件[）)])(?P<cut>[，,](?:以?及|和))(?=[^，,；。（(]{2,40}[（(][^（）()]{0,12}(?:原件|复印件|扫描件))"
)
_BRACKET = deferred(r"（(?:[^（）]|（[^（）]*）)*）|\([^()]*\)")
_OR = deferred(r"^(?:或者?|和|及|以及|以及其|并)(?=[^，。；]{3,})")
_VERB = deferred(r"提供|提交|报送|出具|出示|附上|携带|上传|(?:另|[，,][须应需]?)附(?!件|表|近|属|加|设|带)")
_CLASS_GIVES = deferred(
    r"^(?P<who>[^，。；《》“”：:（(]{2,40}?)[，,]?(?:的，?)?(?:还|均|另|同时|应当?|须|需要?|另行|可)*(?:提供|提交|报送|出具|出示|附上|携带|上传|(?:(?<=[另，,])|(?<=[，,][须应需]))附(?!件|表|近|属|加|设|带))(?!的)(?:以下|下列)?(?:材料|资料)?[：:]?(?=[^，。；]{2,})"
)
#: 若是授权代表人签署的，须另附委托书; 如申请变更还应提交证明.
_IN_CASE = deferred(
    r"^(?:如果|若|如)(?P<who>[^，。；《》：:]{2,30}?)(?:的)?[，,]?(?:(?:还|另|则|应当?|须|需要?|可|同时)*(?:另附|附上?(?!件|表|近|属|则)|提供|提交|报送|出具|上传|出示))(?!的)(?=[^，。；]{2,})"
)
#: 个体工商户：营业执照、经营者身份证.
_OF_CLASS = deferred(r"(?P<who>[^，。；：:（(《]{2,16})[：:](?:需|应|须)?(?:提供|提交)?(?=[^，。；]{3,})")
#: 个体户提供…，企业提供…: the plain word is a class where the first piece names another.
_OTHER_CLASS = deferred(r"(?P<who>企业|单位|个人)(?:还|均|另|应当?|须|需要?)*(?:提供|提交|出具)")
#: 出国前具有高级职称，出国后进修的，须提供…: a class whose description has commas or brackets of its own.
_LONG_CLASS = deferred(
    r"(?P<who>(?:[^。；《》：:（）()]|[（(][^（）()]{1,12}[）)]){4,90}?的)[，,](?:还|均|另|同时|应当?|须|需要?|另行|可|请)*(?:提供|提交|报送|出具|出示|附上|携带|上传)(?!的)(?=[^，。；]{2,})"
)
#: 立项后另行通知报送申报书: when, not who.
_GIVEN_WHEN = deferred(r"(?:另行|再|书面)?通知$|(?:[^，。；的]{2,}[后前]|时间|日期)$")
_GIVEN_PAPER = deferred(r"(?:一式.{1,3}[份套]|[书表证件单函]|材料|资料)$")
_NOTE_ONLY = deferred(
    r"^(?:[^，。；：:]{0,8}(?:邮件|文件|压缩包|文档|材料)?(?:标题|命名|文件名|主题)(?:的)?(?:统一)?(?:格式)?(?:请|应|须|需)?(?:为|以|按|注明|标注|：|:)|(?:以上|上述|所有|全部|纸质|申报)?(?:各项)?(?:申报|申请|报名)?(?:材料|资料|复印件|证件)(?:均|应|需|须|请|一律|要求|一式|按|用|装订|如|为|统一|的|不)|(?:联\s?系\s?(?:人|方式|电话)|联络人|[^，。；：:]{0,4}(?:咨询|支持|热线|电话|邮箱|地址))[：:]|纸质[版件稿]?[^，。；《]{0,10}(?:寄|送|交|报送)|电子[版件稿][^，。；《]{0,10}(?:发|寄|送|传)|注[：:]|备注|(?:相关|上述|以上|各类|申请|申报)?(?:表格|样表|模板|表样|文本|格式)(?:文本)?(?:均)?(?:可|请)?(?:从|在|到|登录|通过|向|于|见)|如有|以上|上述)"
)
#: 以下两样任交一样：船员证、租船合同: one of the papers that follow.
_ONE_OF = deferred(
    r"(?:以下|下列|如下)?(?:[\d一二两三四五六七八九十]{1,2})?(?:项|种|类|份|个)?(?:证明|佐证|申请|申报|有效|相关)?(?:材料|资料|证件|文件|凭证|证明|单据)?"
    r"(?:中|当中)?的?(?:之一|(?:任意?|其中|任选其?)(?:意|何|选)?(?:[一1](?:项|种|类|份|个)?|其一))(?:的|者|即可)?(?:材料|资料|证件|证明)?(?:即可|均可)?[：:](?=[^，。；]{3,})"
)
#: …，须由所在学校出具伦理审查意见: what somebody else makes out for the class named before.
_MADE_OUT_BY = deferred(
    r"(?P<who>[^。；：:]{2,60}?)[，,]?(?:还|另|均)?(?:应当?|须|需要?|必须)由[^，,。；;]{2,20}?(?:同时|分别)?(?:提供|出具)(?=[^，,。；;]{2,30}$)"
)
#: …，成绩单由研究生院统一打印，无须个人提供: said of what is not handed in.
_SPARED = deferred(
    r"[，,](?:[^，,。；;]{0,24}(?:由|通过)[^，,。；;]{2,24}(?:打印|提供|核验|核查|查询|调取|共享|获取|出具|比对|生成)[，,])?"
    r"(?:故|则|可)?(?:无需|不需要?|免于|不再|无须|毋须|不必|免)(?:个人|申请人|申报人|申报单位|企业|本人|考生|要|另行|重复|再)*(?:提交|提供|出具|报送|邮寄|寄送)[^，,。；;]*$"
)
_NOT_ASKED = deferred(
    r"(?:无需|不需|免于|不再|无须|毋须|不必)(?:要|另行|重复|再)?(?:提交|提供|出具|报送|邮寄|寄送)|(?:自带|自备|另行通知)$"
)
_ALSO_IF = deferred(
    r"[（(](?:(?P<who>[^（）()，,]{2,24})的[，,]?(?:需|应|须|还|另)*(?:提供|提交|出具|出示)(?P<list>[^（）()]{3,40})"
    r"|(?P<else>[^（）()]{4,40}[，,]否则)(?:还|另)?(?:需要?|须|应当?|要)(?:另行|补充|一并)?(?:提供|提交|出具|附上?)(?P<then>[^（）()，,]{3,40})[^（）()]*"
    r"|(?P<those>[^（）()，,的由]{2,12}?)(?:须|需要?|应当?)(?:提供|提交|附上?)(?P<theirs>[^（）()，,]{3,30}(?:认证|证明|证书|材料|报告|复印件|证|表|书|合同|协议|证件))"
    r"|(?P<kind>[^（）()，,的]{2,16}?)(?:(?:还|另)(?:需要?|须|应当?)(?:提供|提交|出具|出示|附)?|(?<=企业|单位|机构|人员|学生|公司|个人|申请|以上|以下)(?:需要?|须|应当?)?(?:提供|提交|(?<=[需须应])附))(?P<more>[^（）()]{2,40}))[）)]"
)
#: 申报单位于…前将纸质材料…报送至…: how the papers are handed in.
_HANDED = deferred(
    r"将[^，,。；;]{0,12}(?:材料|资料|文件|原件|复印件)(?:[（(][^（）()]{0,60}[）)])?[^，,。；;]{0,24}(?:报送?|提交|递交|寄送?|送达?|上传|交)[至到往给]?"
)
#: 请各县区于…前将推荐函、汇总表…寄送至…: what an office hands on.
_PASSED_ON = deferred(
    r"请?(?:各[^，,。；;]{0,20}|[^，,。；;]{0,16}(?:局|部门|委|街道|乡镇|政府))(?:应当?|须|要)?[于在]?[^，,。；;]{0,16}[前内]?将[^。；;]{2,80}(?:报送?|寄送?|送|提交|递交|交)"
)
#: 附件材料, 网上申报材料: no material of its own.
_NO_NAME = deferred(
    r"(?:(?:附件|网上|线上|在线|纸质|书面|电子|申报|申请|报名|推荐|以上|上述|以下|下列|全部|所有|各类|各项|整套|全套|申报书|相应)的?)*(?:材料|资料)(?:清单)?"
    r"|[^，。；《》、]{0,24}(?:获取|提交|报送|递交|下载|查询|办理|打印|缴纳|申请|填报|开具|领取)(?:方式|途径|渠道|流程|地址|时间|步骤|方法|入口|链接)"
    r"|[!-~]+|(?:哪些|什么|何种|哪几种|以下哪些)(?:申请|申报|证明)?(?:材料|资料|证件|手续)"
)
#: 查验材料：2027年8月7日至9月6日: when, not what.
_ONLY_TIME = deferred(r"[自从即起日\d年月号时点分上下午至到—–~\-：:.，止前后\s]+")
_MATERIAL_HEAD = deferred(
    r"(?:材料|书|表|证|证明|证件|报告|复印件|原件|方案|清单|合同|协议|发票|函|文件|资料|执照|说明|单据|票据|凭证|报表|记录|照片|批复|名单|目录|章程|计划|简介|制度|批文|图|账户|账号|承诺|协议书|公证|户口簿|户口本|身份证|回执|成果|佐证|附件|流水|名册|台账|数据|情况|意见|备案|资质|单|申请|册|网站|截图|光盘|U盘|证书|名单及[^，。；、]{2,6}|扫描件|影印件|电子版|电子档|照片(?:原件)?|介绍|简历|推荐信|介绍信|视频|PPT|演示文稿|音频|样品|图纸|等)(?:的)?(?:[\d一二两三四五六]{1,2}[份套张页本])?$"
)


def read_materials(ctx: Context, entry: Entry) -> list[MaterialFinding]:
    """The materials of one entry: ；and 。separate them, 、and 及 do not. Notes on form (装订成册, 均需盖章) give none;
    see ``seal_note``."""
    found: list[MaterialFinding] = []
    labelled: MaterialFinding | None = None
    for sentence in sentences(ctx.text, entry.start, entry.end):
        for piece in _pieces(ctx.text, sentence.start, sentence.end, prose=not entry.listed):
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
    if ctx.text.find("（", material.start, material.end) < 0 and ctx.text.find("(", material.start, material.end) < 0:
        return []
    for match in _ALSO_IF.finditer(ctx.text, material.start, material.end):
        place = next(match.span(name) for name in ("list", "then", "theirs", "more") if match[name])
        other = _material(ctx, entry, *place, first=True)
        if other is not None:
            other.condition = match["who"] or match["else"] or match["those"] or match["kind"]
            other.sealed = other.sealed or (material.sealed and match["kind"] is not None)
            found.append(other)
            material.name = material.name.replace(match.group(), "")
    return found


#: 提交章程等文件，近三年活动介绍，场地照片等资料: what a comma in prose stands between.
_ONE_PAPER = deferred(
    r"(?!须|应|并|且|由|在|以|按|均|其中|如|若|包括|即|含|有|与|对|每|共|一式|加盖|或|以及|同时)[^，,]{3,40}(?:材料|资料|文件|证明|介绍|报告|方案|说明|证书|合同|协议|复印件|清单|简介|照片|表|函|凭证|记录)"
)


def _comma_list(bare: str) -> list[tuple[int, int]]:
    """The commas of a sentence that hands in three papers or more with nothing else between them."""
    parts = re.split(r"[，,]", bare)
    if len(parts) < 3 or not all(_ONE_PAPER.fullmatch(part) for part in parts):
        return []
    return [match.span() for match in re.finditer(r"[，,]", bare)]


def _pieces(text: str, start: int, end: int, *, prose: bool = False) -> list[Piece]:
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
        cuts += _comma_list(bare) if prose else []
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
    if ("：" in raw or ":" in raw) and (announced := _ANNOUNCED.match(raw)) is not None:
        start, raw = start + announced.end(), raw[announced.end() :]
    spared = _SPARED.search(raw) if "无" in raw or "不" in raw or "免" in raw or "毋" in raw else None
    if spared is not None and raw.count("（", 0, spared.start()) == raw.count("）", 0, spared.start()):
        end, raw = start + spared.start(), raw[: spared.start()]
        if not _MATERIAL_HEAD.search(_BRACKET.sub("", raw)):
            return None
    label = label_of(raw)
    if label:
        end, raw = start + label.end, label.name
    duty = duty_of(raw)
    raw, whom = asked_of(duty.body)
    if (
        not raw
        or _NOTE_ONLY.match(raw)
        or ("将" in raw and (_HANDED.search(raw) or _PASSED_ON.match(raw)))
        or _NOT_ASKED.search(_BRACKET.sub("", raw) if "（" in raw else raw)
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
    if one_of := _ONE_OF.match(body):
        body = body[one_of.end() :]
    finding = MaterialFinding(start, end, body, entry.ordinal, condition=whom or condition)
    if condition == entry.group:
        finding.condition = whom or duty.condition or condition
    finding.parts += parts_of(duty.holds) if duty.holds else []
    body = body if entry.listed else unsealed(body)
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
    read_form(finding, raw + duty.bracket)
    finding.lookback, finding.figures = lookback(ctx, start, end)
    finding.figures += counted(ctx, start, end, of_case=bool(whom or duty.condition))
    copies = COPIES.search(ctx.text, start, end) if finding.copies is not None else None
    if copies:
        finding.figures += tuple(ctx.within(copies.start(), copies.end()))
    return finding


def _condition(raw: str, group: str | None) -> tuple[str | None, int]:
    """The class that must hand it in, and where the material itself begins."""
    case = _IN_CASE.match(raw) if raw[0] in "如若" else None
    if case:
        return ("若" if case["who"][0] == "是" else "") + case["who"], case.end()
    kind = _OF_CLASS.match(raw) if "：" in raw or ":" in raw else None
    if kind and category_of(kind["who"]) not in (None, "project", "other"):
        return kind["who"], kind.end()
    if not _VERB.search(raw):
        return group, 0
    if "由" in raw and (made := _MADE_OUT_BY.match(raw)) is not None:
        who = made["who"].strip("，, ")
        return (None if _ANY_APPLICANT.fullmatch(who) else who) or group, made.end()
    gives = _CLASS_GIVES.match(raw)
    if gives is None and (long := _LONG_CLASS.match(raw)) is not None:
        return long["who"], long.end()
    if gives and not _GIVE.match(raw):
        who = gives["who"].strip("，,的 \u3000")
        if _GIVEN_PAPER.search(who) and raw[gives.end("who")] in "，,":
            return group, 0
        if _GIVEN_WHEN.search(who) and category_of(who) is None:
            return group, gives.end()
        if who in ("其他", "其它", "应", "还", "另", "要求", "按要求", "根据要求"):
            return group, 0
        if not _ANY_APPLICANT.fullmatch(who):
            return (who if not re.search(r"部门|机关|机构$|医院|政府|银行|事务所|出具", who) else group), (
                gives.end() if not re.search(r"部门|机关|机构$|医院|政府|银行|事务所|出具", who) else 0
            )
        return group, gives.end()
    return group, 0
