"""The fields of an amount: kind, mode, per what, how often, of what, earned by which words."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Interval, Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.numerals import parse_number
from tiaokuan.extractors.parts import Part
from tiaokuan.extractors.words import grant_kind
from tiaokuan.gazetteer.deferred import deferred

ANNUAL = deferred(r"每年|每个?年度|按年度?(?=[，。；、发给拨补奖兑计支申]|$)|逐年|/年|年均")
_PER = deferred(
    r"(?P<each>每满?|单|[注册](?P<noun1>)一|/)(?P<n>\d{1,6}|[一二两三十百](?!瓦)|[千万](?!瓦))?(?P<unit>[人亩台架车班标]次|[个家户件项人名位所台套次辆篇亩头只例场种款幅部集艘间栋吨班床条张届期村镇枚座处站店点担株羽箱斤口船趟年月天日亿万]|平方米|公斤|千克|立方米|千瓦时?|公里|课时|学时|学期|人次|万元|航班|标箱)?"
    r"(?P<noun>[^每，。；、\d给奖补资最不按]{0,10}?)(?P<time>每(?:人)?每?(?:月|年|季度|天|日|学期|次|晚)|每月|每年|每天)?"
    r"(?:可|将|再|增加|增发|提高|上浮|加发|分别|各|一次性|无偿|给予|予以|奖励|奖补|补助|补贴|资助|扶持|发放|按照?|最高|最多|不超过|享受|领取|获得|优惠|减免|另外?|额外|标准|[一-龥]{2,3}费|(?:慰问|护理)金|(?:工作|运行|运营|管护|活动|扶持|补助|奖励|建设|启动|专项|办公)?(?:经费|资金|奖金)|为|的|：|:)*$"
)
_TIMES = frozenset("年月天日次")
_COUNTED_ONE = deferred(r"[一1](?P<unit>[年个家户件项人名位所台套次辆篇头场幅艘栋张座处站])")
#: 每引进一家物流企业，…; 每成功举办一场赛事，…
EACH_ONE = deferred(
    r"每(?:新|成功|多)?(?:吸引|引进|引入|引荐|介绍|新?增加?|培育|孵化|建设|建成|举办|承办|新?建|完成|获得?|取得|招引|推荐|带动|吸纳|招[用收录]|培[养训]|组织|开展|落地|成立|设立|开通|创建|发展|安置|输送|转化|发表|制定|参加)"
    r"[^，。；\d一每]{0,8}?(?:一|1)(?P<unit>[家个户项名场次件人位所台套篇部辆条届座处站])(?![些定般致律直旦])[^。；\d]{0,40}$"
)
_ONE_PER = deferred(r"(?:一|1|每)(?P<unit>[个家户件项人名位所台套辆篇]|次(?!性))(?P<noun>[^，。；、\d]{0,12})$")


def mode_of(value: Interval, kind: Kind, limited: bool) -> str:
    """fixed, up_to, range, rate or at_least, by the ends of the value and the words before it."""
    if limited or (value.min is None and value.max is not None):
        return "up_to"
    if value.max is None:
        return "at_least"
    if not value.is_exact:
        return "range"
    return "rate" if kind is Kind.RATE else "fixed"


_PAUSE = deferred(r"[，。；]")
_KEEP = deferred(r"每[人生户名位]每[月年天日]|每学年|每学期|每月")
_NEXT_SENTENCE = deferred(r"，(?:对|同时|单个|最高|累计|每)|。|；")
_LENDING = deferred(r"贷款[^，。；息利贴补奖]{0,14}$")
_VOUCHER = deferred(r"券[^，。；补贴奖\d]{0,10}(?:额度?|金额|标准|比例)[^，。；补贴奖\d]{0,4}$")
_LOAN = deferred(r"(?:以内)?的?[^，。；：]{0,14}贷款")


def rest_of(ctx: Context, part: Part) -> str:
    """What stands behind the figure in its segment."""
    return ctx.text[part.series.end : part.segment.end]


def kind_of(ctx: Context, grant: Grant) -> str:
    """award, subsidy, compensation or funding, by the nearest word that says it."""
    part = grant.part
    verb = min(part.verb if part.verb is not None else part.series.start, part.series.start)
    own = ctx.text[verb : max(grant.until, part.series.end)]
    after = _PAUSE.split(ctx.text[part.series.end : part.clause.end], maxsplit=1)[0][:16]
    after = after.partition("（")[0] if after.startswith("（") else after
    near = ctx.text[max(part.clause.start, verb - 8) : verb]
    if _LOAN.match(ctx.text, part.series.end, part.clause.end) or (
        _LENDING if part.series.kind is Kind.MONEY else _VOUCHER
    ).search(ctx.text, part.clause.start, part.series.start):
        return "funding"
    if part.relief and "减半" in own:
        return "subsidy"
    behind = grant.announced or (part.verb is not None and part.verb >= part.series.end)
    listed = ctx.text[part.segment.start : part.left]
    announced = listed if behind or "：" in listed else ""
    rest = ctx.text[part.series.end : part.segment.end] if behind else ""
    name, _, title = grant.heading.partition(" ")
    sentence = grant.sentence if part.series.kind is Kind.RATE or grant.announced else None
    earlier = ctx.text[sentence.start : part.segment.start] if sentence is not None else ""
    if part.series.kind is Kind.RATE and grant_kind(after + own) is None and "贴息" in rest_of(ctx, part):
        return "subsidy"
    around = [announced, _NEXT_SENTENCE.split(rest)[0]]
    subject = _OF_GIFT.match(ctx.text, part.clause.start, verb)
    for words in (after, own, near, subject.group() if subject else "", *(around if grant.announced else reversed(around)), earlier, name, title):
        kind = grant_kind(words)
        if kind:
            return kind
    kept = "承担" in own or _STANDARD.search(ctx.text, part.clause.start, part.series.start) is not None
    return "subsidy" if kept or ctx.text.startswith("补", verb) or _KEEP.search(ctx.text, part.left, part.series.start) else "award"


#: 运营补贴按照|服务人数给予每年3万元
_OF_GIFT = deferred(r"[，；]?[^，。；、的对\d]{0,8}(?:补贴|补助|津贴|奖励|资助)(?:标准|资金)?(?=按|根据)")
#: 给予一次性建设补贴，其中|…的补贴20万元；…的补贴10万元
_ONCE_FOR_ALL = deferred(
    r"一次性[^，。；\d]{0,10}(?:奖励|补助|补贴|资助|扶持)，(?:其中|标准为|具体为|具体标准为)[^。每]*$"
)
#: 供养标准由…元|提高到; 在上述标准基础上|增加
_STANDARD = deferred("标准(?:由|提高|调整|基础上)")
#: 每趟专列游客|达到300人的
_EVENT_OF = deferred(r"每(?P<unit>[航场班车架]次|[趟场次届期部集班架艘航件])[^，。；、\d每]{2,10}$")
#: 以新增贡献的30%|，给予不超过300万元的一次性奖励
_UP_TO_ONCE = deferred(r"，?(?:给予|予以)[^，。；]{0,30}一次性")
_AT_ONCE = deferred(r"的?(?:标准|额度)，[^，。；\d]{0,14}一次性")
#: 一级8000元，二级5000元，一次性发放
_ALL_AT_ONCE = deferred(r"，(?:均|全部|由[^，。；]{1,10})?一次性(?:全额)?(?:发放|给付|拨付|兑现|支付|给予)(?:到位)?$")
_EACH = deferred(r"每|单[个项家户件](?!冠军|奖|赛|第一|成绩|技能|优势|能力)")
#: 每人每月|一级120元、二级|100元
_LISTED_PER = deferred(
    r"(?P<per>每[个家户件人项名位生亩头床辆](?:每?[年月天日])?(?:每[年月天日])?|每[年月])(?:[^，。；、\d每元补奖助给发资扶增提标最不可费贷额]{2,12}\d[\d.]*[百千万亿]*元[、和及])*[^，。；、\d每元补奖助给发资扶增提标最不可费贷额]{2,12}$"
)


def _per_of_words(words: str) -> tuple[float, str | None] | None:
    found = _PER.match(words)
    return _read_per(found) if found and found.end() == len(words) else None


#: 按收购量每担给予乡镇|10元
_HANDED = deferred(
    r"每(?P<unit>[个家户件项人名位所台套次辆篇亩头只例场部艘吨栋张村担株])(?:给予|奖励|补助|补贴|资助|发放)[^，。；、\d每]{1,10}$"
)
_ONE_OFF = deferred(r"一次性[^，。；\d]{0,10}(?:奖励|补助|补贴|资助|扶持|支持)[^\d。；每]{0,10}$")


def frequency_of(ctx: Context, grant: Grant, finding: AmountFinding) -> str | None:
    """once or annual, where words beside the figure say so."""
    part = grant.part
    verb = part.verb if part.verb is not None else part.series.start
    around = ctx.text[max(part.clause.start, min(verb, part.series.start) - 8) : max(grant.until, part.series.end)]
    whole = ctx.text[grant.sentence.start : part.series.start] if grant.sentence else ""
    if "一次性" in whole and _ONCE_FOR_ALL.search(whole):
        return "once"
    announced = _ONE_OFF.search(ctx.text[part.segment.start : part.series.start])
    if announced or (grant.announced and "一次性" in ctx.text[part.segment.start : part.clause.start]):
        return "once"
    if "一次性" in around or "一次性" in ctx.text[part.series.end : min(part.clause.end, part.series.end + 12)]:
        return "once"
    if _AT_ONCE.match(ctx.text, part.series.end, part.segment.end) or (
        part.series.kind is Kind.RATE and _UP_TO_ONCE.match(ctx.text, part.series.end, part.segment.end)
    ):
        return "once"
    if grant.announced and "一次性" in ctx.text[part.series.end : part.clause.end]:
        return "once"
    if ctx.text.find("一次性", part.series.end, part.segment.end) >= 0 and _ALL_AT_ONCE.search(
        ctx.text, part.series.end, part.segment.end
    ):
        return "once"
    before = ctx.text[part.clause.start : part.series.start]
    if finding.per_unit and finding.per_unit.endswith("月"):
        return None
    tail = ctx.text[part.series.end - 2 : part.series.end + 2]
    per = ctx.quantities[part.series.indices[0]].per_unit
    return "annual" if ANNUAL.search(before) or "每年" in tail or (per and per.endswith("年")) else None


#: 由每人每月900元|提高到|980元
_RAISED_TO = deferred(r"[^，。；、\d]{0,6}(?:提高|调整|上调|提升)(?:至|到|为)")


def _raised_from(ctx: Context, index: int) -> int | None:
    """Where the sum begins that this one takes the place of; None where it replaces none."""
    own, before = ctx.quantities[index], ctx.quantities[index - 1] if index else None
    if before is None or before.kind is not own.kind or own.kind is not Kind.MONEY:
        return None
    return before.start if _RAISED_TO.fullmatch(ctx.text, before.end, own.core_start) else None


def per_of(ctx: Context, grant: Grant, index: int) -> tuple[float, str | None]:
    """How many of which unit one payment is for: (1, 人) for 每人, (1, None) where nothing is counted."""
    quantity = ctx.quantities[index]
    if quantity.per_unit and not (quantity.per_unit in _TIMES and grant.per is not None):
        unit = _per_unit(quantity.per_unit)
        return 1, (unit if unit.endswith("学年") else unit.removesuffix("年")) or None
    left = ctx.text[grant.part.clause.start : _raised_from(ctx, index) or grant.part.series.start]
    left = re.sub(r"（[^（）]{1,16}）(?=[^（）]{0,6}$)", "", left) if "）" in left else left
    average = "均" in left and re.search(
        r"([户人亩台件])均(?:补[助贴]|奖励|奖补|资助|发放|标准|不超过|不低于|最高|为|本市|当地|本[县区])*$", left
    )
    if average:
        return 1, average[1]
    listed = _LISTED_PER.search(left) if "每" in left else None
    if listed:
        return _per_of_words(listed["per"]) or (1, None)
    match = None
    for match in _EACH.finditer(left):
        found = _PER.match(left, match.start())
        if grant.part.limited and grant.part.series.kind is Kind.RATE and left.startswith("单", match.start()):
            continue  # 单个环节补助不超过服务价格的30%: the scope, no unit
        if found and found.end() == len(left) and not (grant.per is not None and found["unit"] == "年"):
            return _read_per(found)
    handed = _HANDED.search(left) if "每" in left else None
    if handed and grant.per is None:
        return 1, handed["unit"]
    if grant.per is not None:
        per = ctx.quantities[grant.per.series.indices[0]]
        count = per.value.min if isinstance(per.value.min, (int, float)) else 1
        after = ctx.text[per.end : per.end + 5]
        named = re.match(r"国家(?:或|和|、)地区|国家", after)
        return count, named.group() if named and per.unit == "个" else per.unit
    for_one = EACH_ONE.search(ctx.text, grant.part.segment.start, grant.part.series.start)
    if for_one:
        return 1, for_one["unit"]
    if grant.thresholds and (event := _EVENT_OF.search(ctx.text, grant.thresholds[-1].clause.start, grant.thresholds[-1].series.start)):
        return 1, event["unit"]
    one = _ONE_PER.search(
        ctx.text[grant.antecedent.start : min(grant.part.verb or grant.part.series.start, grant.part.series.start)]
    )
    if one and grant.antecedent.trigger is None:
        return 1, one["unit"]
    return 1, None


def _read_per(found: re.Match[str]) -> tuple[float, str | None]:
    unit, noun, time = found["unit"], found["noun"], found["time"]
    if unit == "年":
        return 1, None
    if time and "人" in time and noun and not unit:
        return 1, "人" if "年" in time else "人" + time[-1]
    if time and "年" in time:
        return 1, unit or noun or None
    if time and "月" in time:
        return 1, f"{unit or noun}月" if (unit or noun) else "月"
    if time and re.search(r"天|日|次|学期|季度|晚", time):
        return 1, (unit or noun or "") + time.replace("每", "")
    if unit in ("万", "亿"):
        scale = 10_000 if unit == "万" else 100_000_000
        return scale * (parse_number(found["n"] or "1") or 1), re.sub(
            r"[^人件个次辆吨亩元台].*$", "", noun[:1]
        ) or noun or None
    counted = _COUNTED_ONE.search(noun) if not unit else None
    if counted:
        return 1, counted["unit"]
    if unit:
        count = parse_number(found["n"]) if found["n"] else 1
        return count or 1, unit
    return (1, noun) if noun else (1, None)


def _per_unit(printed: str) -> str:
    return re.sub(r"[·/每]|[（(].*", "", printed)
