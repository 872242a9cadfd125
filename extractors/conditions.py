"""Conditions: what an applicant must be or do, must not, or is preferred for."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Interval, Kind
from tiaokuan.extractors.clauses import clauses, sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry, demands_itself, trim
from tiaokuan.extractors.findings import ConditionFinding, MetricFinding
from tiaokuan.extractors.metrics import acted_within, ages_class, counts_from_status, dates_back, is_lookback, metric_of
from tiaokuan.extractors.polarity import polarity_of
from tiaokuan.gazetteer.deferred import deferred

_BARRED_FOR = deferred(
    r"(?:之)?内[，,]?(?:均|一律|原则上|(?<=[，,])[^，。；不]{2,14}(?=不得))?(?:不(?=[得再能予准可迁变改转搬减出注撤离调享受接办支安列])|禁止|限制|[^，。；完]{0,10}(?:迁出|迁离|搬离|撤离|注销|离职|辞职|调离|拆除|更换|转让|转租|出租|出售|变卖|闲置|停用|停止(?:经营|运营|营业|服务)|停业|歇业|停产|关停))"
)
_LOSES = deferred(
    r"(?:之)?内?(?:的)?[^，。；]{0,16}(?:申报|申请|参评|参加|参与|参选|评选|享受|减[缴免]|补贴|资助|扶持|受助|租赁)[^，。；]{0,12}资格"
)
_PLURAL = deferred(
    r"两([个人家名位])(?:(?:[及或]者?)两\1以上|以上(?=的?(?:个人|单位|申请人|主体|权利人|业主)))|(?<=[及或者])两[个人家名位]以上"
)
_COUNTED_AS = deferred(r"的，(?:则)?(?:按|以)[^，。；]{2,24}(?:计算|核算|折算|计|为准)")
_LASTS = deferred(
    r"(?:[时期]间?|期限)?(?:共计?|为期|历时)$|(?:试点|建设|实施|培育|执行|示范|项目|孵化|公示|有效|研究|培训|任|聘)(?:期限?|周期)(?:一般|原则上|均)*为$"
)
#: How long something is granted or let is no demand (租期一般为3年，最长不超过5年).
_TERM = deferred(
    r"(?<!剩余)(?:租[期住赁]|入驻|孵化|补贴|补助|资助|享受|承租|配租|扶持|支持|贴息|减免|发放)(?:期限?|时间|时长)?(?:一般|原则上|均|最长)*(?:为|是)?$|(?<!限)期限?(?:一般|原则上|均)*(?:为|是)?[^，。；]{0,3}[\d一二两三四五六][^，。；]{0,4}，(?:最长)?$"
)
_TERM_OF_STUDY = deferred(r"一贯|制(?!度|定|造|药|作)")
_WITHIN_LEFT = deferred(r"(?:日期?|时间|期)(?:应当?|须|必须)?(?:为|在|处于|介于|于)$")
_WITHIN_RIGHT = deferred(
    r"(?:期间|之间|内|以内)?[^，。；]{0,4}(?:获得|取得|获|授权|完成|通过|新?认定|登记|注册|购[买置]|签订|发生|出版|发表|立项|建成|竣工|投产)[^，。；]*的"
)
#: The same at the head of a clause (2021年1月1日至12月31日期间建成投产).
_WITHIN_OPEN = deferred(
    r"(?:期间|之间)(?:新|已|首次|正式|实际)*(?:建成|发放|增|缴纳|支付|生产|采购|竣工|投产|投入|完成|开工|获得|取得|授权|认定|登记|注册|购[买置]|签订|发生|发表|出版|立项|通过|入驻|毕业)"
)
#: What is measured in bare numbers (容积率不低于1.5, 平均绩点达到3.0).
_SCALE = deferred(r"(?:率|系数|指数|绩点|GPA|成绩|倍数|配比|强度)(?:均|应当?|须|要)?$")
_TIMES = frozenset("×＊*")
_FORMULA = frozenset("×÷*＝=+＋")
_EXCEPT = deferred(r"(?<![扣消拆解排清删])除[^。；]{2,80}?外[，,]")
_CHINESE = deferred(r"[两二三四五六][项类个种大级档]")
_AGAIN = deferred(r"(?![的以及或和])[一-鿿]")
#: What is charged or paid out at a rate is no demand (按市场租金的2倍收取); nor is what one is only urged to do.
_CHARGED = deferred(r"的?(?:标准|比例|额度)?(?:计收|收取|加收|征收|扣除|扣减|折算|计发|核拨|核发)")
#: How many go on (按3:1确定面试人选), as the office has it.
_PICKED = deferred(r"的?(?:比例)?(?:确定|进入|遴选|选取|择优|产生|开考|组成|计算)")
#: How long, old or far a thing may be (贷款期限在1年以内, 车程30分钟以内): no term for doing something.
_OF_LENGTH = deferred(
    r"(?<!办理)(?<!办结)(?<!审批)(?<!承诺)(?<!申报)(?<!申请)(?<!受理)(?:期限|年限|周期|账期|车程|工期|车龄|船龄|房龄|时长)(?:应当?|须|均|原则上)*(?:控制)?(?:在|为)?$"
)
_URGED = deferred(r"(?:并|且|同时)?(?:鼓励|提倡|倡导|建议)")
#: The year since when something must have come to be (2025年以来新建的).
_SINCE_YEAR = deferred(
    r"(?:度)?及?(?:起|以来|以后|之后|后)[，,]?(?:新|首次|在[^，。；]{2,12})?(?:创作|完成|成立|注册|登记|设立|新?[办建增]|取得|获得?|毕业|出生|入职|引进|建成|投产|落户|认定|退役|购[置买]|开工|签约|竣工)"
)
#: A day by which one applies.
_HANDED_IN = deferred(r"(?:之?前)?[，,]?(?:向[^，。；]{2,10})?(?:提出|提交|报送|报至|申报|申请|递交|寄|发送|填报)")
_ROUND_THE_CLOCK = deferred(
    r"(?:24|二十四)小时(?:不间断|全天|连续|自助)?(?:开放|营业|服务|值[守班]|在线|运行|监控|响应|供应|热线)"
)
_WANTED = deferred(r"(?:有|满|达到?|取得|获得?|完成|设立?|备|提供|由|与|同|含|过|建立?|签订|中)$")
_CASES = deferred(r"有(?:以下|下列)[^，。；]{0,8}(?:行为|情形|情况)")
_MEANS = deferred(r"(?:所[称指述]|[本中])[^。；]{1,40}?，?(?:是指|系指|特指|指(?!导|定|标|出|明|数|挥|南|引))")
_ANNEX_DATE = deferred(r"^(?:[（(]含[）)])?及?(?:之?前|之?后|以前|以后|之日|起|止|（)")


def read_conditions(ctx: Context, entry: Entry) -> list[ConditionFinding]:
    """The conditions of a list entry or sentence: one, or one for each figure that it demands."""
    start, end = trim(ctx.text, entry.start, entry.end)
    if ctx.text[start : start + 1] == "【":  # the title of an article (【支持引客】旅行社 …)
        start = max(start, ctx.text.find("】", start, end) + 1)
    if entry.lead_in:
        own = demands_itself(ctx.text, start, end)
        if own is None:
            return []
        start, end = own
    if end - start < 2:
        return []
    text = ctx.text[start:end]
    polarity = "exclude" if entry.lead_in and _CASES.search(text) else polarity_of(text)
    live = ctx.live(start, end)
    figures = [i for i in live if not _left_aside(ctx, i, start, end)]
    figures = [i for i in figures if demands_figure(ctx, i) or (entry.listed and acted_within(ctx, i, start, end))]
    meaning = _MEANS.match(text, text.find("本")) if "指" in text and "本" in text[:4] else None
    if meaning:  # what the defined word itself says (毕业2年内未就业毕业生，是指 …) is said again in what it means
        polarity = "require"
        told = [i for i in figures if ctx.quantities[i].start >= start + meaning.end()]
        figures = told or figures
    looks = tuple(index for index in live if is_lookback(ctx, index) or _runs_on(ctx, index))
    if not figures:
        return [ConditionFinding(start, end, text, polarity, figures=looks)]
    return [
        ConditionFinding(
            *_place(ctx, index, start, end), text, polarity, _metric(ctx, index, start, end), figures=(index, *looks)
        )
        for index in figures
    ]


def _left_aside(ctx: Context, index: int, start: int, end: int) -> bool:
    """True where the figure only says what is left out of account (除5万元以下消费贷款外，无其他贷款)."""
    at = ctx.quantities[index].start
    if ctx.text.find("除", start, at) < 0:
        return False
    return any(m.start() < at < m.end() for m in _EXCEPT.finditer(ctx.text, start, end))


def _metric(ctx: Context, index: int, start: int, end: int) -> MetricFinding:
    """The figure as a metric; how long somebody loses the right to apply is at most that long (取消3年申报资格)."""
    metric = metric_of(ctx, index, start, end)
    quantity = ctx.quantities[index]
    if quantity.kind is Kind.DURATION and quantity.value.is_exact and _LOSES.match(ctx.text, quantity.core_end):
        metric.value = Interval(None, metric.value.max)
    return metric


def _place(ctx: Context, index: int, start: int, end: int) -> tuple[int, int]:
    """The clause of the figure where the entry is too long to be a quote, else the entry."""
    if end - start <= 390:
        return start, end
    quantity = ctx.quantities[index]
    for sentence in sentences(ctx.text, start, end):
        if sentence.start <= quantity.start < sentence.end and sentence.end - sentence.start <= 390:
            return sentence.start, sentence.end
    for clause in clauses(ctx.text, start, end):
        if clause.start <= quantity.start < clause.end:
            return max(clause.start, quantity.start - 190), min(clause.end, quantity.end + 190)
    return quantity.start, quantity.end


def demands_figure(ctx: Context, index: int) -> bool:
    """True where the figure of a condition is demanded: not a look-back, a bare date or a bare number."""
    quantity = ctx.quantities[index]
    if quantity.kind is Kind.DATE_RANGE:
        return _lies_within(ctx, index)
    if ctx.text[quantity.start - 1 : quantity.start] in _FORMULA or ctx.text[quantity.end : quantity.end + 1] in _TIMES:
        return False
    if ages_class(ctx, index):
        return False
    if quantity.kind is Kind.NUMBER:
        return (
            quantity.bound is not None
            and _SCALE.search(ctx.text, max(0, quantity.start - 8), quantity.start) is not None
        )
    if is_lookback(ctx, index) or _runs_on(ctx, index):
        return False
    if quantity.kind is Kind.RATE and ctx.text.startswith("全", quantity.core_start):
        return False
    if quantity.kind is Kind.COUNT and _PLURAL.match(ctx.text, max(0, quantity.start)):
        return False
    if (
        quantity.kind is Kind.COUNT
        and quantity.value.is_exact
        and quantity.value.min == 1
        and "一" in ctx.text[quantity.start : quantity.end]
    ):
        return re.search(r"(?:至少|不少于|不低于)$", ctx.text[max(0, quantity.start - 4) : quantity.start]) is not None
    if quantity.kind is Kind.COUNT and quantity.bound is None and _named(ctx, index):
        return False
    if quantity.bound is None and quantity.value.is_exact and _CHARGED.match(ctx.text, quantity.end):
        return False
    if quantity.kind is Kind.COUNT and quantity.bound is None and ctx.text.startswith("每", max(0, quantity.start - 1)):
        return False  # 每5名学员
    if quantity.unit == "分" and quantity.bound is None and quantity.value.is_exact:
        return False  # 满分100分
    if quantity.kind is Kind.RATIO and _PICKED.match(ctx.text, quantity.end):
        return False
    if _URGED.match(ctx.text, _clause_of(ctx, quantity.start)[0]):
        return False
    if quantity.kind is Kind.DATE:
        after = ctx.text[quantity.end : quantity.end + 6]
        if re.search(r"截[止至]$", ctx.text[max(0, quantity.start - 2) : quantity.start + 2]) or ctx.text.startswith(
            "截", quantity.start
        ):
            return False
        if _HANDED_IN.match(after + ctx.text[quantity.end + 6 : quantity.end + 12]):
            return False
        if quantity.bound == "min" and _SINCE_YEAR.match(ctx.text, quantity.core_end):
            return not _since_counts(ctx, quantity.end)
        if after[:3].find("以来") >= 0 or ctx.text.startswith("以来", quantity.core_end):
            return False  # 2020年3月以来有出口实绩
        return len(str(quantity.value.min or quantity.value.max)) >= 7 and (
            quantity.bound is not None or _ANNEX_DATE.match(after) is not None
        )
    if quantity.kind is Kind.DURATION and _COUNTED_AS.match(ctx.text, quantity.end):
        return False
    if quantity.kind is Kind.DURATION and _LASTS.search(ctx.text, max(0, quantity.start - 10), quantity.start):
        return False
    if quantity.kind is Kind.DURATION and quantity.bound != "min" and _is_term(ctx, quantity.start):
        return False
    if quantity.kind is Kind.DURATION and ctx.text.startswith("每", max(0, quantity.start - 1)):
        return False
    if quantity.kind is Kind.DURATION and quantity.unit == "小时" and _ROUND_THE_CLOCK.match(ctx.text, quantity.start):
        return False
    if quantity.kind is Kind.DURATION:
        after = ctx.text[quantity.end : quantity.end + 2]
        if _TERM_OF_STUDY.match(after):
            return False
        if _BARRED_FOR.match(ctx.text, quantity.core_end) or _LOSES.search(
            ctx.text, quantity.core_end, quantity.end + 24
        ):
            return True
        if dates_back(ctx, index) or counts_from_status(ctx, index, *_clause_of(ctx, quantity.start)):
            return True
        if not quantity.working_days and _OF_LENGTH.search(ctx.text, max(0, quantity.start - 10), quantity.start):
            return True
        return not quantity.working_days and (
            quantity.bound != "max" or "内" not in ctx.text[quantity.core_end : quantity.end] + after[:1]
        )
    return True


def _since_counts(ctx: Context, at: int) -> bool:
    """True where a clause only counts since a day (2018年以来完成项目不少于2个)."""
    counted = ctx.live(at, _clause_of(ctx, at)[1]) if ctx.text.find("以来", at - 3, at + 3) >= 0 else []
    return any(ctx.quantities[i].kind in (Kind.COUNT, Kind.MONEY) for i in counted)


def _is_term(ctx: Context, at: int) -> bool:
    """True where a duration says how long something is granted or let."""
    left = max(0, at - 20)
    return ctx.text.find("期", left, at) >= 0 and _TERM.search(ctx.text, left, at) is not None


def _named(ctx: Context, index: int) -> bool:
    """True where a small Chinese numeral only names what the text speaks of (享受两项补贴, 三类人员)."""
    quantity = ctx.quantities[index]
    if quantity.unit == "次" and ctx.text.startswith("二", quantity.start) and _AGAIN.match(ctx.text, quantity.end):
        return True  # 二次装修, 二次派送费
    if not quantity.value.is_exact or _CHINESE.fullmatch(ctx.text, quantity.start, quantity.end) is None:
        return False
    return _WANTED.search(ctx.text, max(0, quantity.start - 4), quantity.start) is None


def _runs_on(ctx: Context, index: int) -> bool:
    """True where the years only say how long another figure of the clause must hold (连续2年营业收入超过800万元)."""
    quantity = ctx.quantities[index]
    if quantity.kind is not Kind.DURATION or not ctx.text.startswith("连续", max(0, quantity.start - 2)):
        return False
    end = _clause_of(ctx, quantity.end)[1]
    return any(
        ctx.quantities[other].kind in (Kind.COUNT, Kind.RATE, Kind.MONEY) for other in ctx.live(quantity.end, end)
    )


def _lies_within(ctx: Context, index: int) -> bool:
    """True where a date must lie in a stretch of time (授权公告日在1月1日至6月30日期间的专利)."""
    quantity = ctx.quantities[index]
    before = ctx.text[max(0, quantity.start - 10) : quantity.start]
    if _WITHIN_LEFT.search(before):
        return True
    if before[-1:] in "在于为是" and _WITHIN_RIGHT.match(ctx.text, quantity.end) is not None:
        return True
    return not before[-1:].isalnum() and _WITHIN_OPEN.match(ctx.text, quantity.end) is not None


_STOPS = "，。；\n"


def _clause_of(ctx: Context, at: int) -> tuple[int, int]:
    start, end = at, at
    while start > 0 and ctx.text[start - 1] not in _STOPS:
        start -= 1
    while end < len(ctx.text) and ctx.text[end] not in _STOPS:
        end += 1
    return start, end
