"""Sums that are only stated: granted where the words before, the heading, or a later figure of the list says so."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.gazetteer.lexicon import pattern

_DUTY = re.compile(
    r"(?:单位|企业|机构|基地|学校|院校|公司|雇主|雇方|用工方|承办方|医院|园区|平台)(?:应当?|须|必须)(?P<how>[^，。；]*)"
)
_PAYS = re.compile(r"提供|支付|发放|缴纳|缴存|给付|购买|计发|承担|出资|配套")
_PAID = re.compile(
    r"奖学金|助学金|[补津]贴|补助|资助|奖励|奖金|救助|抚恤|优待金|慰问金?|救济金|供养金|补偿|代偿|减免|扣减|奖补|扶助|生活费|(?:养育|供养|抚养|救助|护理|低保)(?:金|标准)"
)
_EACH = re.compile(
    r"(?:每(?:一)?(?:[人生名位户个家件项亩头只台辆套张床组对场次篇年月天日]|学年|学期|季度|平方米|课时|班|孩|胎|[一-龥]{2,5}(?=每)|[一-龥]{1,6}[一1]个?[年月天次名人件户家台场亩])[以满]?)+"
    r"(?:(?:标准|金额)?(?:分别)?(?:为|是|：|:)|各|可?(?:享受|领取|发放)|最高|最多|不超过|不高于|限额?|上限|封顶)*$"
)
_OTHERWISE = re.compile(
    r"缴费|缴纳|缴存|交纳|收费|收取|租金|价格|售价|收入|支出|投入|消费|工资|薪酬|成本|[处罚]款|低于|高于|不足|不满|超过|费率|税|筹资|定价|营业额|产值|销售|投资|损失|自付|自负|起付|押金|保证金"
)
_NOT_LESS = re.compile(r"不(?:得)?(?:超过|高于|低于|少于)")
_SUMS_UP = re.compile(r"同一|累计|合计|总计|总额|总量")
_IS = re.compile(r"(?:^|为|是|：|:|标准|最高|不超过)$")
_EXPECTED = re.compile(r"(?:每[^，。；、\d]{1,8}|一次性|标准(?:为|是|：|:)?|分别为?|为|是|：|:|按)$")
_ITS_OWN = re.compile(r"(?:、|和|及|以及)[^，。；、\d的]{1,24}|，[^，。；、\d的]{0,16}每[^，。；、\d]{1,8}")
_LISTED = re.compile(r"，(?!再|另|并|给|奖|补|最|累|单|总|每年)[^，。；、\d的]{2,24}")
_STAGE = (
    r"(?:前|后|第|首|其后|之后|以后|其余|余下|最后)?(?:[一二两三四五六七八九十\d](?:[至到\-—－~～](?:第)?[一二两三四五六七八九十\d])?)?个?"
    r"(?:年|月|季度|学年|学期)(?:内|期间|每年|每月)?"
)
_NEXT_STAGE = re.compile(rf"[，,、；;]{_STAGE}(?:再)?(?:按照?|为|给予)?")
_OF_STAGE = re.compile(
    r"(?P<stage>(?:前|后|第|首|其后|之后|以后|其余|余下|最后)[^，,。；、]{0,8}?(?:年|月|季度|学年|学期))(?:内|期间|每年|每月)?(?:再|可|将)?(?:按照?|为|给予|每人|每月)*$"
)


def is_duty(ctx: Context, part: Part) -> bool:
    """True where those who apply are to pay it to others (用人单位应当每月发放不低于2000元的生活补贴)."""
    clause = ctx.text[part.clause.start : part.clause.end]
    duty = _DUTY.search(clause) if "应" in clause or "须" in clause else None
    return (
        duty is not None
        and duty.start("how") <= part.series.start - part.clause.start
        and "财政" not in clause
        and _PAYS.search(duty["how"]) is not None
    )


def announces(words: str) -> bool:
    """True where the words name something that is paid (国家助学金, 奖励…本专科生)."""
    return _PAID.search(words) is not None


def stage_of(ctx: Context, part: Part) -> str | None:
    """The years that a figure is for (前三年 of 前三年100%，后两年50%); None where none are printed beside it."""
    first = ctx.quantities[part.series.indices[0]]
    stage = _OF_STAGE.search(ctx.text, max(part.clause.start, first.start - 16), first.start)
    return stage["stage"] if stage else None


def expect(ctx: Context, part: Part) -> None:
    """Under a heading that announces what is paid, a sum that is merely stated is granted (每人一次性1000元)."""
    if part.role is not Role.NONE or part.series.kind is not Kind.MONEY or part.limited:
        return
    left = ctx.text[part.left : part.series.start]
    around = ctx.text[max(part.left, part.series.start - 2) : part.series.start]
    formula = re.search(r"[×=＝*/（(]", around + ctx.text[part.series.end : part.series.end + 1])
    if formula is None and (len(left) < 2 or _EXPECTED.search(left)):
        part.role, part.verb = Role.GRANT, part.left


def state(ctx: Context, part: Part, parts: list[Part], *, announced: bool, granted: bool) -> None:
    """Make a grant of a sum without a role, or of a ceiling before which nothing is granted, that is stated per head
    where what is paid has been announced before it in the sentence, by the sentences before or by the heading."""
    if part.series.kind is not Kind.MONEY or part.role not in (Role.NONE, Role.CAP):
        return
    first = ctx.quantities[part.series.indices[0]]
    left = ctx.text[part.left : first.core_start]
    before = ctx.text[part.clause.start : first.core_start]
    if not ("每" in before and _EACH.search(before)) and not (
        first.per_unit and (_IS.search(left) or _in_standard(ctx, part, left))
    ):
        return
    clause = ctx.text[part.clause.start : part.series.start]
    if _OTHERWISE.search(_NOT_LESS.sub("", clause)):
        return
    if part.role is Role.CAP and (
        granted or _SUMS_UP.search(clause) or any(p.role is Role.GRANT and not p.limited for p in parts[:-1])
    ):
        return
    if announced or announces(ctx.text[part.segment.start : part.series.start]):
        part.role, part.verb = Role.GRANT, part.left


def _in_standard(ctx: Context, part: Part, left: str) -> bool:
    """True where the sum stands in a list of standards (慰问金标准：老人2000元/人，党员1000元/人)."""
    listed = re.search(
        r"(?:标准|补贴|补助|津贴|奖励|金额|额度)(?:分别)?(?:为|如下)?[：:]|标准(?:分别)?为",
        ctx.text[part.segment.start : part.series.start],
    )
    return listed is not None and re.fullmatch(r"[，、]?[^，。；、]*?[^，。；、\d]{2,14}", left) is not None


def pay_alike(ctx: Context, parts: list[Part]) -> None:
    """The figures that only their own words, or the years they are for, part from one that is granted are granted with
    it (按A类8万元、B类5万元的标准补助; 前三年100%，后两年50%给予奖励)."""
    if len(parts) < 2 or parts[-1].role is not Role.GRANT:
        return
    later = parts[-1]
    for earlier in reversed(parts[:-1]):
        if earlier.segment != later.segment:
            return
        if earlier.role in (Role.PERIOD, Role.LOOKBACK):
            continue
        if earlier.series.kind is not later.series.kind:
            return
        if earlier.role is not Role.NONE and not (
            earlier.role is Role.CAP and case_of(ctx, earlier) and case_of(ctx, later)
        ):
            return
        gap = ctx.text[earlier.series.end : later.series.start]
        if not _alike(ctx, later, gap, earlier):
            return
        earlier.role = Role.GRANT
        earlier.verb, earlier.limited = earlier.left, later.limited and earlier.limited
        later = earlier


_CASE = re.compile(
    r"(?:^|[，、]|按照?)(?P<case>(?!每|单|同一|累计|合计|总|年度|最|个人)[^，。；、\d]{2,12}?)(?:的|为)?$"
)
_AT_THESE = re.compile(r"[^，。；]{0,60}?的?(?:标准|额度|限额)")


def case_of(ctx: Context, part: Part) -> str | None:
    """The case of its own that a ceiling in a list of standards is for (按小型不超过3万元、中型不超过6万元的标准补助);
    None where it stands in no such list."""
    text = ctx.text
    first = ctx.quantities[part.series.indices[0]]
    if not part.limited or "按" not in text[part.clause.start : first.start]:
        return None
    if (
        _AT_THESE.match(text, part.series.end, part.clause.end) is None
        or "、" not in text[part.clause.start : part.clause.end]
    ):
        return None
    found = _CASE.search(text[max(part.clause.start, part.left) : first.start])
    return found["case"].removeprefix("可按照").removeprefix("按照").removeprefix("按") if found else None


def _alike(ctx: Context, later: Part, gap: str, earlier: Part) -> bool:
    if _NEXT_STAGE.fullmatch(gap):
        return True
    if (
        later.series.kind is Kind.MONEY
        and _LISTED.fullmatch(gap)
        and re.match("按照?", ctx.text[earlier.segment.start : earlier.series.start].split("，")[-1])
    ):
        return later.verb is not None and (later.verb >= later.series.end or later.verb == later.left)
    if later.series.kind is not Kind.MONEY or _ITS_OWN.fullmatch(gap) is None or pattern(r"{grant_verb}").search(gap):
        return False
    return gap[0] != "，" or (later.verb is not None and later.verb >= later.series.end) or later.verb == later.left
