"""The name of a material and what its brackets and notes say: form, copies, seal, attachment, parts, look-back."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.clauses import split, strip_brackets
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import MaterialFinding
from tiaokuan.extractors.metrics import is_lookback
from tiaokuan.extractors.numerals import parse_number

_ATTACHMENT = re.compile(
    r"(?:见|详见|按照|格式见|模板见|参见|参照)?附(?:件|表)\s*(?P<n>[0-9一二三四五六七八九十]{1,3}(?:-\d{1,2})?)?"
)
_SEAL = re.compile(r"(?:加盖|盖)[^，。；）)]{0,10}?(?:公章|印章|章)|盖章")
COPIES = re.compile(r"(?:一式|各?)(?P<n>[0-9一二三四五六七八九十两壹贰叁肆伍]{1,3})(?:份|套)")
_PARTS = re.compile(
    r"^(?:主要|应|需|须|至少|必须)?(?:包括|包含|含|内容包括|如|即|例如)(?:但不限于)?[：:]?(?P<list>.{3,})$"
)
_FORM_NOTE = re.compile(
    r"^(?:原件|复印件|扫描件|电子版|纸质版|原件备查|核原件|验原件|原件及复印件|复印件，?核?验?原件|纸质|纸质件|A4纸)(?:、?(?:原件|复印件|扫描件|电子版|备查))*$"
)
_PRINTED = re.compile(
    r"(?:由?(?:系统|网上|在线|平台)?(?:自动)?(?:生成|打印|导出|下载)|(?:[^，]{0,10}(?:人|本人|代表人|法人|负责人|单位))?(?:手写)?(?:签字|签名)"
    r"|(?:双面)?打印)"
)
_RECENT = re.compile(r"[（(].{1,8}以?内[）)]?")
_TWO_BACK = re.compile(r"上上一?(?:个)?(?:会计)?年度?|前年(?!度)")
_LOOKBACK_WORDS = re.compile(r"(?:上一?(?:个)?(?:会计)?年度|上年|去年|最近一年|前一年度?)")


def read_brackets(finding: MaterialFinding, body: str) -> None:
    """Put the list of a bracket (包括 …) into ``parts``."""
    for inside in strip_brackets(body)[1]:
        parts = _PARTS.match(inside)
        if parts:
            finding.parts += [
                piece.of(parts["list"]) for piece in split(parts["list"], 0, len(parts["list"]), "、，,；;")
            ]


def parts_of(text: str) -> list[str]:
    """The list of a sentence that says what the material before it holds (包括项目概况、资金使用计划等); [] for others."""
    found = _PARTS.match(text)
    return [piece.of(found["list"]) for piece in split(found["list"], 0, len(found["list"]), "、，,")] if found else []


def material_name(body: str, finding: MaterialFinding) -> str:
    """The material as written, less the brackets that other keys carry and notes on form after a comma."""

    def keep(match: re.Match[str]) -> str:
        inside = match.group()[1:-1].strip()
        first, *rest = (part.strip() for part in re.split(r"[，,；;]", inside))
        if _carried(first) and all(_carried(part) or _GOES_ON.match(part) for part in rest):
            return ""
        return match.group()

    name = _IN_BRACKETS.sub(keep, body)
    name = _IN_COPIES.sub("", name)
    cut = _ON_FORM.search(name)
    if cut and len(name[: cut.start()]) >= 4 and name.count("（", 0, cut.start()) == name.count("）", 0, cut.start()):
        name = name[: cut.start()]
    return name.strip(" ，,。；;：:、")


_IN_BRACKETS = re.compile(r"（(?:[^（）]|（[^（）]*）)*）|\((?:[^()]|\([^()]*\))*\)")
_IN_COPIES = re.compile(r"(?:一式.{1,2}[份套]|(?<=[》）表书函])[一二两三四五六七八九十\d]{1,2}[份套])(?:（[^）]*）)?$")
_ON_FORM = re.compile(
    r"[，,](?=[^，,]{0,12}(?:审核|以[^，]{2,20}为准|加盖|盖章|一式|装订|附件|原件|复印件需|并|见附|格式|模板))"
)
_GOES_ON = re.compile(r"(?:且|并且?|同时|不得|不能|以及|也|或)(?!.{0,6}(?:提供|提交))")


def _carried(part: str) -> bool:
    return bool(
        not part
        or re.fullmatch(rf"{_ATTACHMENT.pattern}.{{0,6}}", part)
        or (_SEAL.search(part) and len(part) <= 16)
        or re.fullmatch(r"(?:原件|复印件|扫描件|纸质版?|电子版)[^，]{0,4}?[0-9一二三四五六]{1,2}[份套]", part)
        or COPIES.fullmatch(part.removesuffix("复印件").removesuffix("原件"))
        or _FORM_NOTE.match(part)
        or _PRINTED.fullmatch(part)
        or _PARTS.match(part)
        or re.match(r"(?:需|须|应|均|要|必须)(?!求)", part)
        or re.fullmatch(r"(?:近|最近)?[\d一二两三四五六]{1,3}个?[月年]以?内(?:有效|开具|出具)?的?", part)
        or re.fullmatch(r".{0,6}一式.{1,4}[份套].{0,8}", part)
    )


def read_form(finding: MaterialFinding, raw: str) -> None:
    """Set seal, attachment, copies and form as ``raw`` says them."""
    finding.sealed = _SEAL.search(raw) is not None
    attachment = _ATTACHMENT.search(raw)
    if attachment and attachment["n"]:
        number = attachment["n"]
        arabic = number if number[0].isdigit() else str(parse_number(number))
        finding.attachment = f"附件{arabic}"
    copies = COPIES.search(raw)
    if copies:
        number_of = parse_number(copies["n"])
        finding.copies = int(number_of) if number_of is not None else None
    original, copy = "原件" in raw.replace("原件备查", "").replace("核原件", "").replace("验原件", ""), "复印件" in raw
    finding.form = "copy" if copy and not original else "original" if original and not copy else None


def lookback(ctx: Context, start: int, end: int) -> tuple[str | None, tuple[int, ...]]:
    """How far back the material reaches (近两年 → P2Y), with the figures that say so."""
    for index in ctx.within(start, end):
        quantity = ctx.quantities[index]
        if quantity.kind is Kind.DURATION and (
            is_lookback(ctx, index) or _RECENT.match(ctx.text[quantity.start - 1 : quantity.end + 2])
        ):
            return str(quantity.value.max or quantity.value.min), (index,)
    if _TWO_BACK.search(ctx.text, start, end):
        return "P2Y", ()
    return ("P1Y", ()) if _LOOKBACK_WORDS.search(ctx.text, start, end) else (None, ())
