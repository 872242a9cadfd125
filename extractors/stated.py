"""Sums that are only stated: granted where the words before, the heading, or a later figure of the list says so."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_DUTY = deferred(
    r"(?:单位|企业|机构|基地|学校|院校|公司|雇主|雇方|用工方|承办方|医院|园区|平台)(?:应当?|须|必须)(?P<how>[^，。；]*)"
)
_PAYS = deferred(r"提供|支付|发放|缴纳|缴存|给付|购买|计发|承担|出资|配套")
#: Each alternative begins with a letter of its own: the search skips what begins none.
_PAID = deferred(
    r"奖学金|助学金|补贴|津贴|补助|资助|奖励|奖金|救助|抚恤|优待金|慰问|抚慰|救济金|供养金|免费体检|补偿|代偿|减免|扣减|奖补|扶助|生活费|养育(?:金|标准)|最低生活保障标准(?=提高|调整|由|为|$)|供养标准|抚养(?:金|标准)|护理(?:金|标准)|低保(?:金|标准)"
)
_EACH = deferred(
    r"(?:每(?:一)?(?:[人生名位户个家件项亩头只台辆套张床组对场次篇年月天日]|学年|学期|季度|平方米|课时|班|孩|胎|[一-龥]{2,5}(?=每)|[一-龥]{1,6}[一1]个?[年月天次名人件户家台场亩])(?:（[人户家个]）)?[以满]?)+"
    r"(?:(?:标准|金额)?(?:分别)?(?:为|是|：|:)|各|可?(?:享受|领取|发放)|(?<!每年)再?(?:增加|增发|加发|提高|上浮)|最高|最多|不超过|不高于|不低于|不少于|限额?|上限|封顶)*$"
)
_OTHERWISE = deferred(
    r"缴费|缴纳|缴存|交纳|收费|收取|租金|价格|售价|收入|支出|投入|消费|工资|薪酬|成本|[处罚]款|低于|高于|不足|不满|超过|费率|税|筹资|定价|保险金额|保额|保险费率|营业额|产值|销售|投资|损失|自[付负缴理]|起付|押金|保证金|赔付|理赔|保费(?!用?补)|(?:咨询|劳务|评审|差旅|会议|监考)费(?![^，。；]{0,4}补)"
)
_NOT_LESS = deferred(r"不(?:得)?(?:超过|高于|低于|少于)")
_SUMS_UP = deferred(r"同一|累计|合计|总计|总额|总量")
_IS = deferred(r"(?:^|为|是|：|:|标准|最高|不超过)$")
_EXPECTED = deferred(r"(?:每[^，。；、\d]{1,8}|一次性|标准(?:为|是|：|:)?|分别为?|为|是|：|:|按)$")
_OF_STAGE = deferred(
    r"(?P<stage>(?:前|后|第|首|次(?=年)|其后|之后|以后|其余|余下|最后)[^，,。；、]{0,8}?(?:年|月|季度|学年|学期))(?:内|期间|每年|每月)?(?:再|可|将)?(?:按照?|为|给予|每人|每月|补贴|补助|奖励|资助|减免)*$"
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


_NO_CLASS = deferred(
    _OTHERWISE.pattern
    + r"|资本|资产|总额|贷款|自筹|自[缴付负理]|赔付|保费|出资|合同|达到|以上|以下|规模|其中|共计?|合计|预算|单价|市值|估值|融资|余额|最低|利润|产出|拨付|下达|承担|负担|分担|配套|财政|第[一二三四]批|可|额度?$|限额"
)
_SUM = r"\d[\d,.]*[十百千万亿]*元"
_PER_SUM = r"(?:[（(]?[/／每][^，。；、\d]{1,6})?"
#: A类人才|200万元、B类人才100万元: what such a sum has beside it
_NEXT_CLASS = deferred(
    rf"{_PER_SUM}(?:[、，；]|和|及)(?:第\d{{1,2}}(?:[—–至到-]第?\d{{1,2}})?名|(?:[1-5]A级?)?[^，。；、\d]{{2,24}})(?:（[^）]*）)?[^，。；、\d]{{0,6}}{_SUM}{_PER_SUM}(?:[，。；、（）]|和|及|以[上下内]|$)"
)
_LAST_CLASS = deferred(rf"\d[十百千万亿]*元{_PER_SUM}(?:[、，；]|和|及)$")
_OF_CLASS = deferred(
    r"(?:[、，；：]|和|及)?(?P<who>第\d{1,2}(?:[—–至到-]第?\d{1,2})?名|(?!每|单[个项家户]|同一|年度|累计|最|个人|不|封顶|上限|限额|合计|总)(?:[1-5]A级?|[^，。；、\d]){2,24}?)(?:的|标准|为|：|最高|最多|不超过)*"
)
_SUM_ENDS = deferred(rf"{_PER_SUM}(?:[，。；、（）()\n]|和|及|$)")
_AT_SHARE = deferred(r"(?:^|[，、；：])[^，。；：\d]{0,24}按照?(?:[^，。；：\d]{2,16}的)?$")
_HAS_SHARE = deferred(r"(?:的(?:比例|标准))?(?:享受|兑现|计发|发放)")
#: 获评省级的按国家级标准的50%|执行
_OF_STANDARD = deferred(r"按照?[^，。；：\d]{0,12}(?:标准|奖励|补助|补贴|资助|额度|金额)的?$")
_AT_IT = deferred(r"的?(?:比例|标准)?(?:执行|享受|兑现|发放|计发|确定)")
_SET_RATE = deferred(r"缴|[费税利汇]率|工资|薪|价格|[收罚押]|首付|基数|贷款|出资|持股|股[权份]|占")


def class_named(ctx: Context, part: Part) -> str | None:
    """The class beside a sum in a list of such pairs; None where the sum stands in none."""
    if not _of_class(ctx, part):
        return None
    named = _OF_CLASS.fullmatch(ctx.text[part.left : ctx.quantities[part.series.indices[0]].core_start])
    return named["who"] if named else None


def _of_class(ctx: Context, part: Part) -> bool:
    """True where the sum stands beside its class in a list of such pairs (A类人才200万元、B类人才100万元)."""
    text, first = ctx.text, ctx.quantities[part.series.indices[0]]
    left = text[part.left : first.core_start]
    named = _OF_CLASS.fullmatch(left)
    if named is None or len(part.series) > 1 or _NO_CLASS.search(_NOT_LESS.sub("", left)):
        return False
    if _SUM_ENDS.match(text, part.series.end) is None or pattern(r"{grant_verb}").search(left):
        return False
    before = text[max(0, part.left - 14) : part.left + left.index(named["who"])]
    return _NEXT_CLASS.match(text, part.series.end) is not None or _LAST_CLASS.search(before) is not None


#: 国家级绿色工厂100万元，省级绿色工厂50万元: the levels of one thing, each with its sum, and nothing else
_LEVEL = r"(?:国家|省|市|[区县]|县区|部)级|[特一二三四]等奖?|[金银铜]奖|[A-E][类级档]|[1-5]A级?|[甲乙丙][级类等]|[一二三四五]星级?|[一二三]类|优秀|良好|合格|重[大点]|一般|博士|硕士|本科|大专|专科|[高中初]级"
_PAIR = rf"[^，。；、：\d]{{0,4}}(?:{_LEVEL})[^，。；、：\d]{{0,14}}(?:为|：)?{_SUM}{_PER_SUM}"
_EACH_PAIR = rf"[^，。；、：\d]{{2,14}}每[人户生名][每年月天学期]{{2,4}}(?:为)?{_SUM}"
_LEVELS = deferred(
    rf"(?:[^，。；：\d]{{2,20}}[：。])?(?:{_PAIR}(?:[，、；]|和){_PAIR}(?:(?:[，、；]|和){_PAIR}){{0,6}}|{_EACH_PAIR}(?:[，、；]|和){_EACH_PAIR}(?:(?:[，、；]|和){_EACH_PAIR}){{0,6}})[。；]?$"
)
_LEAST_SUMS = 2
_FUND = deferred(r"(?:专项|扶持|补助|奖励|引导)资金|若干政策|若干措施|奖补|扶持")


_NO_GIFT = deferred(_NO_CLASS.pattern + "|费(?!用?补)|价|薪|工资")


def lists_sums(text: str, start: int, end: int, heading: str) -> bool:
    """True where a sentence of a document on what is paid is nothing but a list of levels or classes with their sums."""
    return (
        text.count("元", start, end) >= _LEAST_SUMS
        and (_FUND.search(heading) is not None or announces(heading))
        and _LEVELS.match(text, start, end) is not None
        and _NO_GIFT.search(text, start, end) is None
    )


#: 裁判员劳务费按每人每天|600元
_FEES_PAID = deferred(r"(?:咨询|劳务|评审|差旅|会议|监考|讲课|授课)费[^，。；补资奖]{0,12}$")
_INSURED = deferred(r"保险金额|保额|保险费率|保费(?!补)|筹资|起付|自[付缴负理]|赔付|理赔")


def share(ctx: Context, part: Part) -> None:
    """A rate that is merely stated (一级能效：按售价的20%；另一方按50%享受) is granted where something is."""
    left = ctx.text[part.clause.start : ctx.quantities[part.series.indices[0]].start]
    if _SET_RATE.search(left):
        return
    has = _HAS_SHARE.match(ctx.text, part.series.end)
    if _AT_SHARE.search(left) and (has or _SUM_ENDS.match(ctx.text, part.series.end)):
        part.role, part.verb = Role.GRANT, part.series.end if has else part.left


#: 肢体残疾的，每户不超过8000元；视力残疾的，|每户不超过5000元: each case its sum, under a heading of standards
_OWN_CASE = deferred(r"\s*(?![^，]*(?:叠加|同时|累计|多次|重复|均|逾|超过|以上))[^，。；：\d]{2,24}的，")
_EACH_TOP = deferred(r"，?每[人户名位个家件][^，。；\d累总]{0,4}(?:不(?:得)?超过|最高)")


def _own_case(ctx: Context, part: Part) -> bool:
    """True where the ceiling is all that is said of a case of its own in a list of standards."""
    core = ctx.quantities[part.series.indices[0]].core_start
    return (
        _OWN_CASE.fullmatch(ctx.text, part.segment.start, part.clause.start) is not None
        and _EACH_TOP.fullmatch(ctx.text, part.clause.start, core) is not None
    )


def expect(ctx: Context, part: Part, parts: list[Part], *, granted: bool) -> None:
    """Under a heading that announces what is paid, a sum that is merely stated is granted (每人一次性1000元)."""
    if part.role not in (Role.NONE, Role.CAP) or (part.role is Role.CAP) != part.limited:
        return
    if part.series.kind is Kind.RATE and not part.limited:
        share(ctx, part)
    if part.series.kind is not Kind.MONEY:
        return
    bounds = part.limited and (granted or any(p.role is Role.GRANT and not p.limited for p in parts[:-1]))
    if bounds and _own_case(ctx, part):
        part.role, part.verb = Role.GRANT, part.left
    if not bounds and _of_class(ctx, part):
        part.role, part.verb = Role.GRANT, part.left
    if part.limited or part.role is Role.GRANT:
        return
    left = ctx.text[part.left : part.series.start]
    around = ctx.text[max(part.left, part.series.start - 2) : part.series.start]
    formula = re.search(r"[×=＝*/（(]", around + ctx.text[part.series.end : part.series.end + 1])
    if _INSURED.search(left) or ("费" in left and _FEES_PAID.search(left)):
        return
    if formula is None and (len(left) < 2 or _EXPECTED.search(left)):
        part.role, part.verb = Role.GRANT, part.left


def granted_here(parts: list[Part], granted: bool) -> bool:
    """True where the sentences before, or the figures before in this one, grant something."""
    return granted or any(p.role is Role.GRANT for p in parts[:-1])


#: 补贴比例为：首年50%、次年|40%
_SHARES_LISTED = deferred(
    r"(?:补[贴助]|奖励|资助|贴息|支持|报销|救助)比例(?:分别)?[为是]?[：:]?(?:[^，。；、\d]{1,12}?[为第\d]{0,2}年?[\d.]+[%％][、，])*[^，。；、\d]{1,12}$"
)
#: 烈属为每人每年2万元；病故军人遗属|为每人每年1万元
_ALSO_EACH = deferred(r"[^，。；、\d]{2,24}?(?:标准)?为每[人户生](?:每[年月])?")


def state(ctx: Context, part: Part, parts: list[Part], *, announced: bool, granted: bool) -> None:
    """Make a grant of a sum without a role, or of a ceiling before which nothing is granted, that is stated per head
    where what is paid has been announced before it in the sentence, by the sentences before or by the heading."""
    opened = not announced and ctx.text.find("：", part.segment.start, part.clause.start) >= 0
    told = announced or (opened and announces(ctx.text[part.segment.start : part.clause.start]))
    stands = part.role is Role.NONE and told and part.series.kind is Kind.MONEY and not part.limited
    if stands and _of_class(ctx, part):
        part.role, part.verb = Role.GRANT, part.left
        return
    if (
        part.role is Role.NONE
        and part.series.kind is Kind.RATE
        and not part.limited
        and (
            announced
            or granted_here(parts, granted)
            or announces(ctx.text[part.segment.start : part.series.start])
            or ctx.text.find("标准基础上", part.clause.start, part.series.start) >= 0
        )
    ):
        own = ctx.text[part.clause.start : part.series.start]
        listed = ctx.text[part.segment.start : part.series.start]
        if ("比例" in listed and _SHARES_LISTED.search(listed) and _SUM_ENDS.match(ctx.text, part.series.end)) or (granted_here(parts, granted) and _RAISED_BY.search(own)):
            part.role, part.verb = Role.GRANT, part.left
        elif granted_here(parts, granted) and _OF_STANDARD.search(own) and _AT_IT.match(ctx.text, part.series.end):
            part.role, part.verb = Role.GRANT, part.series.end
        elif "基础上" in own and _ADDED_TO.search(own):
            part.role, part.verb = Role.GRANT, part.left
        elif _HAS_SHARE.match(ctx.text, part.series.end):
            share(ctx, part)
        return
    least = part.role is Role.METRIC and _at_least_each(ctx, part)
    if part.series.kind is not Kind.MONEY or not (part.role in (Role.NONE, Role.CAP) or least):
        return
    first = ctx.quantities[part.series.indices[0]]
    left = ctx.text[part.left : first.core_start]
    before = ctx.text[part.clause.start : first.core_start]
    if not ("每" in before and _EACH.search(before)) and not (
        first.per_unit
        and (_IS.search(left) or _in_standard(ctx, part, left) or (announced and _CLASS_ONLY.fullmatch(left) and ctx.text[part.series.end : part.series.end + 1] in _ENDS))
    ):
        return
    clause = ctx.text[part.clause.start : part.series.start]
    if _OTHERWISE.search(_NOT_LESS.sub("", clause)):
        return
    if part.role is Role.CAP and (
        (granted and _ITS_GIFT.search(ctx.text, part.segment.start, part.clause.start) is None) or _SUMS_UP.search(clause) or any(p.role is Role.GRANT and not p.limited for p in parts[:-1])
    ):
        return
    more = before.endswith(("增加", "增发", "加发")) and granted_here(parts, granted)
    more = more or any(p.role is Role.GRANT and p.verb == p.left < p.series.start for p in parts[:-1])
    more = more or _FUNDS.search(ctx.text, part.segment.start, part.clause.start) is not None
    more = more or _CHOSEN.search(ctx.text, part.segment.start, part.clause.start) is not None
    more = more or (_ALSO_EACH.fullmatch(before) is not None and any(p.role is Role.GRANT for p in parts[:-1]))
    if announced or more or announces(ctx.text[part.segment.start : part.series.start]):
        part.role, part.verb = Role.GRANT, part.left


#: 一等18000元/年，硕士研究生一等12000元/年
#: 可申请一次性困难补助，|每人不超过3000元
_ITS_GIFT = deferred(
    r"(?:申[请领]|给予|享受|发放|予以|提供)(?!上述|以上|该)[^，。；\d]{0,12}(?:补助|补贴|救助|慰问金|资助|奖励|津贴)，$"
)
#: 维修养护经费：|大型水闸每座每年8万元
_FUNDS = deferred(r"(?:经费|资金)(?:补助|安排)?(?:标准)?(?:如下)?[：:]$")
_CLASS_ONLY = deferred(
    r"[，、；]?(?:第[\d一二三四五六七八九十]{1,2}(?:[—–至到-]第?[\d一二三四五六七八九十]{1,2})?名|[^，。；、：\d]{2,12})"
)
#: 在上述标准基础上|增加10%
_ADDED_TO = deferred(r"(?:标准|补助|补贴|奖励|资助|额度|金额)的?基础上，?(?:再|可|分别|适当)*(?:增加|提高|上浮|增发|上调)$")
#: 内部举报人|上浮50%
_RAISED_BY = deferred(r"(?:分别)?(?:上浮|上调|增发|加发)$")
#: 拟支持15个左右，|每个2万元
_CHOSEN = deferred(
    r"(?:(?:支持|资助|扶持|立项|遴选|评选|认定|奖励|命名|评定)[^，。；\d]{0,16}|(?:^|[：:\n])(?:不超过|最多|约)?)\d+[个家项名部件位篇所户](?:左右|以内)?[^，。；\d]{0,8}，$"
)


def _at_least_each(ctx: Context, part: Part) -> bool:
    """True where a least sum for each is stated in a list of standards (津贴标准：博士每人每月不低于1500元)."""
    first = ctx.quantities[part.series.indices[0]]
    before = ctx.text[part.clause.start : first.core_start]
    return first.bound == "min" and "每" in before and ctx.text[part.series.end : part.series.end + 1] in _ENDS


_ENDS = frozenset("，。；、）")


def _in_standard(ctx: Context, part: Part, left: str) -> bool:
    """True where the sum stands in a list of standards (慰问金标准：老人2000元/人，党员1000元/人)."""
    listed = re.search(
        r"(?:标准|补贴|补助|津贴|奖励|金额|额度)(?:分别)?(?:为|如下)?[：:]|标准(?:分别)?为",
        ctx.text[part.segment.start : part.series.start],
    )
    return listed is not None and re.fullmatch(r"[，、]?[^，。；、]*?[^，。；、\d]{2,14}", left) is not None
