"""The name of a material and what its brackets and notes say: form, copies, seal, attachment, parts, look-back."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import split, strip_brackets
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import MaterialFinding
from tiaokuan.extractors.metrics import is_lookback
from tiaokuan.extractors.numerals import parse_number
from tiaokuan.gazetteer.deferred import deferred

_ATTACHMENT = deferred(
    r"(?:见|详见|按照|格式见|模板见|参见|参照)?附(?:件|表)\s*(?P<n>[0-9一二三四五六七八九十]{1,3}(?:-\d{1,2})?)?"
)
#: 《某某申请表》（见附件）: the only one.
_THE_ATTACHMENT = deferred(r"[（(](?:详?见|格式见|模板见|样表见|表格见)?(?:本通知)?附件[）)，,]")
_SEAL = deferred(
    r"(?:加盖|盖(?!有[^，。；）)]{2,12}(?:机关|部门|局|银行|医院|机构)))[^，。；）)]{0,10}?(?:公章|印章|章)|盖章"
)
COPIES = deferred(r"(?:一式|各?)(?P<n>[0-9一二三四五六七八九十两壹贰叁肆伍]{1,3})(?:份|套)")
_PARTS = deferred(
    r"^(?:(?:其|报告|方案|材料|申报书)?的?内容)?(?:主要|应当?|需|须|至少|必须|一般)*(?:包括|包含|含(?![一1]份)|内容包括|如(?!有|无|为|系|属|果|是|需|须|实|期|遇|未|已|不|涉)|即|例如)(?:但不限于)?[：:]?(?P<list>.{3,})$"
)
_FORM_NOTE = deferred(
    r"^(?:原件|复印件|扫描件|电子版|纸质版|原件备查|核原件|验原件|原件及复印件|复印件，?核?验?原件|纸质|纸质件|A4纸?(?:规格)?(?:双面|正反面)?(?:打印|装订|胶装|印制)*)(?:、?(?:原件|复印件|扫描件|电子版|备查))*$"
)
_PRINTED = deferred(
    r"(?:由?(?:系统|网上|在线|平台)?(?:自动)?(?:生成|打印|导出|下载){1,2}|(?:[^，]{0,10}(?:人|本人|代表人|法人|负责人|单位))?(?:手写)?(?:签字|签名)"
    r"|(?:双面|单面|彩色|黑白|正反面|A4纸?)*打印)"
)
#: 从平台打印签名, 上传excel电子文档, 核身份证原件, 实际年限不足2年的按实际年限: how it is made out and handed in.
_MADE = deferred(
    r"(?:可|请)?(?:从|在|登录|通过|经|自)[^，]{2,16}(?:打印|下载|导出|填写|填报|生成)(?:后?[^，]{0,6})?|(?:上传|提供|提交|另附|发送)[^，]{0,12}(?:文档|电子版|电子稿|扫描件|电子文件|文件包)"
    r"|(?:核|验|查验|核对|收|留存?|交)[^，]{0,12}(?:原件|复印件)|(?:电子[版稿件档]|扫描件|同时)?(?:请|须|需)?(?:发送?|报送|寄送|上传)(?:至|到)[^，]{2,40}|[^，]{0,8}(?:不足|未满)[^，]{1,10}的?按[^，]{2,12}"
)
#: 每车不少于3张: how many, no part.
_HOW_MANY = deferred(r"[\d一二两三四五六七八九十][张页份幅枚](?:以上)?$")
_RECENT = deferred(r"[（(].{1,8}以?内[）)]?")
_TWO_BACK = deferred(r"上上一?(?:个)?(?:会计)?年度?|前年(?!度)")
_LOOKBACK_WORDS = deferred(r"(?:上一?(?:个)?(?:会计)?年度|上年|去年|最近一年|前一年度?)")


def read_brackets(finding: MaterialFinding, body: str) -> None:
    """Put the list of a bracket (包括 …) into ``parts``."""
    for inside in strip_brackets(body)[1]:
        parts = _PARTS.match(inside)
        if parts:
            listed = (piece.of(parts["list"]) for piece in split(parts["list"], 0, len(parts["list"]), "、，,；;"))
            finding.parts += unjoined([p for p in listed if not (_MADE.fullmatch(p) or _HOW_MANY.search(p))])


def parts_of(text: str) -> list[str]:
    """The list of a sentence that says what the material before it holds (包括项目概况、资金使用计划等); [] for others."""
    found = _PARTS.match(text)
    if found is None:
        return []
    return unjoined([piece.of(found["list"]) for piece in split(found["list"], 0, len(found["list"]), "、，,")])


_HOLDING = deferred(r"[，,](?:主要|应|需|须)?(?:包括|包含|内容包括)(?:但不限于)?[：:]?(?P<list>[^。；]{3,})$")


def cut_parts(text: str, finding: MaterialFinding) -> str:
    """``text`` up to the clause that lists what the material holds (委托材料，包括委托书和受托人身份证); the list goes to
    ``parts``."""
    match = _HOLDING.search(text) if "包" in text else None
    if match is None or text.count("（", 0, match.start()) != text.count("）", 0, match.start()):
        return text
    held = _IN_BRACKETS.sub("", match["list"])
    if "（" in held or "）" in held:
        return text
    finding.parts += unjoined(
        [piece.of(match["list"]) for piece in split(match["list"], 0, len(match["list"]), "、，,")]
    )
    finding.parts = [_MADE_OUT.sub("", part) for part in finding.parts]
    return text[: match.start()]


#: 查新报告（2024年10月以后出具）, 审计报告（企业提供）: in a list of parts the brackets go.
_MADE_OUT = deferred(r"（[^（）]{2,24}(?:出具|开具|提供|提交|的|颁发|签发|盖章)）$")


_AND_SO_ON = deferred(r"(?<=.{2})等(?:的?(?:复印件|原件|扫描件))?$")


def unjoined(parts: list[str]) -> list[str]:
    """The parts with 甲表及乙表, the last of several, as the two that they are."""
    joined = _JOINED.fullmatch(parts[-1]) if parts else None
    if joined:
        parts = [*parts[:-1], joined["one"], joined["other"]]
    return [*parts[:-1], _AND_SO_ON.sub("", parts[-1])] if len(parts) >= 2 else parts


def material_name(body: str, finding: MaterialFinding) -> str:
    """The material as written, less the brackets that other keys carry and notes on form after a comma."""

    def keep(match: re.Match[str]) -> str:
        inside = match.group()[1:-1].strip()
        first, *rest = (part.strip() for part in re.split(r"[，,；;]", inside))
        if _carried(first) and all(_carried(part) or _GOES_ON.match(part) for part in rest):
            return ""
        return match.group()

    body = _LEADS.sub("", body) if "的" in body else body
    name = _IN_BRACKETS.sub(keep, body) if "（" in body or "(" in body else body
    name = _IN_COPIES.sub("", name) if name.endswith(("份", "套", "张", "）")) else name
    name = _ATTACHED.sub("", name) if name.startswith("附件") else name
    sent = _SENT.search(name) if "至" in name or "到" in name or name.endswith(("填写", "打印", "填报")) else None
    if sent and name.count("（", 0, sent.start()) == name.count("）", 0, sent.start()):
        name = name[: sent.start()]
    name = _SEALED_END.sub("", name) if name.endswith("章") else name
    cut = (_EXPLAINED.search(name) or _ON_FORM.search(name)) if "，" in name or "," in name else None
    if cut and len(name[: cut.start()]) >= 3 and name.count("（", 0, cut.start()) == name.count("）", 0, cut.start()):
        name = name[: cut.start()]
    return (
        _IN_COPIES.sub("", name).strip(" ，,。；;：:、")
        if name.endswith(("份", "套"))
        else name.strip(" ，,。；;：:、")
    )


#: （联合申报的提供）, （仅限个体工商户提供）, （如为代办，需提供）; and whom it is not asked of.
_ASKED_OF = deferred(
    r"[（(](?:仅限|仅|只|限|(?P<case>如果为?|如为|如系|如属于?|如|若为|若系|若|适用于|属于?))?"
    r"(?P<who>(?!由|经|在|从|按|登录|可|需|须|应|均|请|有|必须|原件|复印件|扫描件|电子|纸质|现场|网上|一式)[^（）()，,；;。：:]{2,28}?)"
    r"(?:[，,]|才|均|需要?|须|应当?|必须|单独|另行|另|请)*(?:提供|提交|上传|递交|准备|必填|(?<=[的时需须应])(?:填写|填报|出具))[）)]$"
)
_EXCUSED = deferred(
    r"[（(](?P<who>[^（）()；;。：:]{2,28}?[，,]?(?:可以?不|可免于?|无需|不需要?|无须|毋须|不必|免于?)(?:再|另行)?(?:提供|提交|出具|填写|填报|上传|递交|交))[）)]$"
)
#: 报废证明，属于新增车辆的无需提供.
_EXCUSED_AFTER = deferred(
    r"[，,](?P<who>[^，,。；;（）()]{2,24}?(?:的|者|时)(?:可以?不|可免于?|无需|不需要?|无须|毋须|不必|免于?)(?:再|另行)?(?:提供|提交|出具))$"
)
_FOR_GRANT = deferred(
    r"[（(](?:仅限?|限)?(?P<who>(?:申请|申报|享受)(?!人|表|书)[^（）()，,；;。：:]{2,16}(?:补贴|补助|奖励|资助|扶持|贴息|类|项目))的?[）)]$"
)
_WHO_END = deferred(
    r"(?:的|时|情形|情况|申报|申请|办理|报名|领取|代办|代理|代领|参加|合作|经办|转让|继承|首次|变更|续期|新办|补办)$"
)


def asked_of(body: str) -> tuple[str, str | None]:
    """``body`` without a bracket at its end that says of whom the paper is asked, and the words for them.

    >>> asked_of("合作协议（联合申报的提供）")
    ('合作协议', '联合申报')
    """
    if body.endswith(("提供", "提交", "出具")) and "，" in body:
        spared = _EXCUSED_AFTER.search(body)
        return (body[: spared.start()], spared["who"]) if spared and spared.start() >= 2 else (body, None)
    if not body.endswith(("）", ")")):
        return body, None
    excused = _EXCUSED.search(body)
    if excused and excused.start() >= 2:
        return body[: excused.start()], excused["who"]
    granted = _FOR_GRANT.search(body)
    if granted and granted.start() >= 2:
        return body[: granted.start()], granted["who"]
    match = _ASKED_OF.search(body)
    if match is None or match.start() < 2:
        return body, None
    who = match["who"]
    if (
        not match["case"]
        and not _WHO_END.search(who)
        and category_of(re.split(r"[、和或及的]", who)[-1]) in (None, "project", "other")
    ):
        return body, None
    return body[: match.start()], re.sub(r"[的时]$", "", who)


_IN_BRACKETS = deferred(r"（(?:[^（）]|（[^（）]*）)*）|\((?:[^()]|\([^()]*\))*\)|\([^（）()]*）|（[^（）()]*\)")
_IN_COPIES = deferred(
    r"(?:一式.{1,2}[份套]|各[一二两三四五六七八九十\d]{1,2}[份套]|(?<=版)[一二两三四五六七八九十\d]{1,2}[份套]|(?<=[》）表书函件本证刊稿单盘告案照议同录明据])[一二两三四五六七八九十\d]{1,2}[份套张])(?:（[^）]*）)?$"
)
#: 3000字左右的预申报书: what no key carries.
_LEADS = deferred(
    r"^(?:(?:不超过|不少于|约)?\d{2,5}字(?:左右|以内|以上|以下)?的?)(?=[^，。；]{2})"
)
_EXPLAINED = deferred(
    r"[，,](?:请|须|应当?|需|要|并|其中)*(?:(?:详细|简要|重点|全面|如实|客观|充分|突出|着重|逐项|具体|扼要|简述|分别|详尽)(?:地)?(?:说明|阐述|介绍|描述|反映|陈述|列明|论述|写明|叙述)|(?:明确|约定|载明|注明|写清)[^，,。；]{2,20}$|对[^，,。；]{2,30}(?:进行|作出?|做出?|有)(?:详细|简要|具体|全面|充分)?(?:的)?(?:介绍|说明|阐述|描述|分析)"
    r"|(?:内容|字数|篇幅|字体|文字)(?:应|须|需|不|要|控制|在|限))"
)
_ON_FORM = deferred(
    r"[，,](?=(?:双面|单面|正反面|A4|用A4|逐页|每页|封面|骑缝|胶装|左侧装订|彩色打印|装入|密封))|[，,](?=(?:纸质|电子)(?:文件|材料|[版件稿档])?(?:均|须|应|需|请)*(?:$|加盖|报送|提交|发送))|[，,](?=[^，,]{0,10}(?:签字|签名|签章|手签)|[^，,]{0,12}(?:审核|逾期|过期|以[^，]{2,20}为准|加盖|盖章|一式|装订|附件|原件|复印件需|并|见附|格式|模板)"
    r"|[^，,]{0,10}(?:须|应当?|需要?|必须)(?:在有效期|清晰|完整|真实|有效|齐全|一致)|(?:剩余)?(?:流转|租赁|合同|租|有效|出具|开具|签订|授权|委托)(?:期限?|时间|日期|有效期)[^，,]{0,6}(?:不少于|不低于|不超过|应当?|须|需|为|早于|晚于|截至))"
)
#: 附件《报名表》: the form that is attached.
_ATTACHED = deferred(r"^附件\s*[\d一二三四五六七八九十]{0,2}(?:[-－]\d)?(?:(?=《)|(?<=\d)[：:]\s*(?=[^，。；]{2}))")
_SENT = deferred(
    r"(?<=[》）表书件版稿])(?:请|须|需|应)?(?:发送?|报送|寄送?|提交|上传|邮寄)(?:至|到)[^，。；]{2,40}$|(?<=[》）表书])(?:用|以|使用)[^，。；、]{2,10}(?:填写|打印|填报)$"
)
_SEALED_END = deferred(r"(?<=[\w》）])(?:并|须|需|均|应)*加盖[^，,。；、（）]{0,8}章$")
_CHECKED = deferred(r"(?:核对?|查?验|校验)[^，,。；）)]{0,12}原件|原件备查")
_PAPER_END = (
    r"(?:[表书单证图册注](?:原件|复印件)?|[证文]件|[证说]明|报告|合同|协议|[凭票]据|执照|凭证|材料|制度|清单|名单)"
)
_JOINED = deferred(
    rf"(?P<one>[^和及]{{0,12}}?(?:{_PAPER_END}|表[一二三四五\d]))(?:以?及|和)(?P<other>[^和及]{{1,20}}{_PAPER_END}等?)"
)
_GOES_ON = deferred(r"(?:且|并且?|同时|不得|不能|以及|也|或)(?!.{0,6}(?:提供|提交))")


def _carried(part: str) -> bool:
    return bool(
        not part
        or re.fullmatch(rf"{_ATTACHMENT.pattern}.{{0,6}}", part)
        or (_SEAL.search(part) and len(part) <= 16)
        or re.fullmatch(r"(?:原件|复印件|扫描件|纸质版?|电子版)[^，]{0,4}?[0-9一二三四五六]{1,2}[份套]", part)
        or COPIES.fullmatch(part.removesuffix("复印件").removesuffix("原件"))
        or _FORM_NOTE.match(part)
        or _PRINTED.fullmatch(part)
        or _MADE.fullmatch(part)
        or _PARTS.match(part)
        or re.match(r"(?:需|须|应|均|要|必须)(?!求)", part)
        or re.fullmatch(
            r"(?:近|最近)?[\d一二两三四五六]{1,3}个?[月年]以?内(?:有效|开具|出具)?的?|(?:近|最近)[\d一二两三四五六]{1,2}个?[月年]度?(?:的)?",
            part,
        )
        or re.fullmatch(r".{0,6}一式.{1,4}[份套].{0,8}", part)
    )


def read_form(finding: MaterialFinding, raw: str) -> None:
    """Set seal, attachment, copies and form as ``raw`` says them."""
    finding.sealed = "盖" in raw and _SEAL.search(raw) is not None
    attachment = _ATTACHMENT.search(raw) if "附" in raw else None
    if attachment and attachment["n"]:
        number = attachment["n"]
        arabic = number if number[0].isdigit() else str(parse_number(number))
        finding.attachment = (
            "附表" if attachment.group().startswith(("附表", "见附表", "详见附表")) else "附件"
        ) + arabic
    elif attachment and _THE_ATTACHMENT.search(raw):
        finding.attachment = "附件"
    copies = COPIES.search(raw) if "份" in raw or "套" in raw else None
    if copies:
        number_of = parse_number(copies["n"])
        finding.copies = int(number_of) if number_of is not None else None
    original, copy = "原件" in raw and "原件" in _CHECKED.sub("", raw), "复印件" in raw
    finding.form = "copy" if copy and not original else "original" if original and not copy else None


def lookback(ctx: Context, start: int, end: int) -> tuple[str | None, tuple[int, ...]]:
    """How far back the material reaches (近两年 → P2Y), with the figures that say so."""
    for index in ctx.within(start, end):
        quantity = ctx.quantities[index]
        if quantity.kind is Kind.DURATION and (
            is_lookback(ctx, index) or _RECENT.match(ctx.text[quantity.start - 1 : quantity.end + 2])
        ):
            return str(quantity.value.max or quantity.value.min), (index,)
    if ctx.text.find("年", start, end) < 0:  # every other look-back names years
        return None, ()
    if _TWO_BACK.search(ctx.text, start, end):
        return "P2Y", ()
    return ("P1Y", ()) if _LOOKBACK_WORDS.search(ctx.text, start, end) else (None, ())


#: 照片不少于6张, 自评报告（不超过3万字）: how much of the paper is handed in.
_MEASURES = frozenset({"张", "页", "字", "幅", "本", "册", "枚"})


def counted(ctx: Context, start: int, end: int, *, of_case: bool) -> tuple[int, ...]:
    """The figures that say how much of a paper is handed in, and those of the case in which it is (``of_case``)."""
    return tuple(i for i in ctx.within(start, end) if of_case or ctx.quantities[i].unit in _MEASURES)


#: 将加盖公章的申请书报送至…: in running text the seal is an act; in a list it is part of the name as written.
_SEAL_FIRST = deferred(
    r"^(?:已|经)?加盖(?![^，。；、的]{0,16}(?:机关|部门|局|银行|医院|法院|受理))[^，。；、的（]{0,12}(?:公章|印章|章)(?:并[^，。；、的]{2,10})?的(?=[^，。；]{2})"
)


def unsealed(body: str) -> str:
    """``body`` without the seal that it begins with, where that is something to be done.

    >>> unsealed("加盖公章的推荐函")
    '推荐函'
    """
    return _SEAL_FIRST.sub("", body) if "加盖" in body else body
