"""Conditions: what an applicant must be or do, must not, or is preferred for."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Interval, Kind
from tiaokuan.extractors.clauses import clauses, segments, sentences, strip_brackets
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.duties import BARS, answers_for
from tiaokuan.extractors.entries import Entry, demands_itself, full_width, trim
from tiaokuan.extractors.findings import ConditionFinding, MetricFinding
from tiaokuan.extractors.metrics import acted_within, counts_from_status, dates_back, is_lookback, metric_of
from tiaokuan.gazetteer.lexicon import pattern

_PREFER = r"优先(?!由|保证)|重点安置|同等条件|从优|择优|加分|倾斜支持"
_ABSENCE = r"(?:^|^[^，]{2,16}期间|近[^，]{1,5}年?内?|[，、]|均|且|应|并|以及|及|或|人|位|业|者|构|女|员|称号)(?:{absence_word})(?<!无(?=法(?!定|律|人)|人机|人驾|障碍|线|纸|害化|烟|废))(?<!未(?=成年|来))(?<!非(?=营利|全日制|遗|物质|公有|公经|农|金融|法人|国有|学历|标准|机动|税|师范|在编))|^不为[^，]{2,20}增设|没有|^不具备|不得(?!高于|低于|少于|超过|超出|大于|小于)|不能|不存在|禁止|未(?=[曾被受发出列纳因履按经达通])|无(?=[^论需]{{2}})(?!法(?!定|律|人)|人机|人驾|障碍|线|纸|害化|烟|废)"
_DEMAND = re.compile(
    r"依法|(?<![得能])用于|(?<=[位业家户体])要|应当?|须|必须|具有|具备|拥有|符合|满足|不低于|不少于|达到|以上|已|能够|承诺|遵守|恪守|诚信|良好|健全|正常|注册|合法|取得|通过|遵纪|守法|端正|拥护|热爱|健康|规范|自愿|敬业|完善|完备|稳定|较强|较好"
)
_BARRED_FOR = re.compile(
    r"(?:之)?内[，,]?(?:均|一律|原则上)?(?:不(?=[得再能予准可迁变改转搬减出注撤离调享受接办支安列])|禁止|限制|[^，。；完]{0,10}(?:迁出|迁离|搬离|撤离|注销|离职|辞职|调离|拆除|更换|转让|转租|出租|出售|变卖|闲置|停用|停止(?:经营|运营|营业|服务)|停业|歇业|停产|关停))"
)
_LOSES = re.compile(
    r"(?:之)?内?(?:的)?[^，。；]{0,16}(?:申报|申请|参评|参加|参与|参选|评选|享受|减[缴免]|补贴|资助|扶持|受助|租赁)[^，。；]{0,12}资格"
)
_LOSES_STANDING = re.compile(
    r"(?:取消|停止|暂停|终止)[^，。；]{0,16}(?:参与|参评|参加|入选|申报|申请|享受|租赁|减[缴免]|补贴|资助|扶持|培训|参训|参赛|报名|立项|承办|入库|录取|租住|居住|配租|承接|考试|录用|招聘|应聘|聘用)(?![^，。；]{0,8}职称)[^，。；]{0,8}(?<!受理)资格"
    r"|不(?:能|得|可)再次?(?:申请|申报|享受|参加|参评|租赁)"
)
_PLURAL = re.compile(
    r"两([个人家名位])(?:(?:[及或]者?)两\1以上|以上(?=的?(?:个人|单位|申请人|主体|权利人|业主)))|(?<=[及或者])两[个人家名位]以上"
)
_COUNTED_AS = re.compile(r"的，(?:则)?(?:按|以)[^，。；]{2,24}(?:计算|核算|折算|计|为准)")
_LASTS = re.compile(r"(?:[时期]间?|期限)?(?:共计?|为期|历时)$")
#: How long something is granted or let is no demand (租期一般为3年，最长不超过5年).
_TERM = re.compile(
    r"(?<!剩余)(?:租[期住赁]|入驻|孵化|补贴|补助|资助|享受|承租|配租|扶持|支持|贴息|减免|发放)(?:期限?|时间|时长)?(?:一般|原则上|均|最长)*(?:为|是)?$|期限?(?:一般|原则上|均)*(?:为|是)?[^，。；]{1,6}，(?:最长)?$"
)
_TERM_OF_STUDY = re.compile(r"一贯|制(?!度|定|造|药|作)")
_WITHIN_LEFT = re.compile(r"(?:日期?|时间|期)(?:应当?|须|必须)?(?:为|在|处于|介于|于)$")
_WITHIN_RIGHT = re.compile(
    r"(?:期间|之间|内|以内)?[^，。；]{0,4}(?:获得|取得|获|授权|完成|通过|新?认定|登记|注册|购[买置]|签订|发生|出版|发表|立项|建成|竣工|投产)[^，。；]*的"
)
#: The same at the head of a clause (2021年1月1日至12月31日期间建成投产).
_WITHIN_OPEN = re.compile(
    r"(?:期间|之间)(?:新|已|首次|正式|实际)?(?:建成|竣工|投产|投入|完成|开工|获得|取得|授权|认定|登记|注册|购[买置]|签订|发生|发表|出版|立项|通过|入驻|毕业)"
)
_OR_IS = re.compile(r"或者?(?:\d{4}年|首次|已经?(?!被)|具有|取得|符合|属于|持有)")
#: What is demanded before an absence that is joined to it (从事养老服务2年以上且无不良记录).
_STANDS = re.compile(
    r"\d[^，。；]{0,6}以上|满\d|从事|连续|取得|持有|缴纳|经营(?=[满良正合])|良好|健全|完善|齐全|合格|合法(?!权)|注册|登记|稳定|达标|正常"
)
_JOINING = ("且", "并", "、")
#: What is measured in bare numbers (容积率不低于1.5, 平均绩点达到3.0).
_SCALE = re.compile(r"(?:率|系数|指数|绩点|GPA|成绩|倍数|配比|强度)(?:均|应当?|须|要)?$")
_FORMULA = frozenset("×÷*＝=+＋")
_EXCEPT = re.compile(r"(?<![扣消拆解排清删])除[^。；]{2,80}?外[，,]")
#: What a crime leads to says nothing of who may apply.
_CRIME = re.compile(r"(?:构成|涉嫌|触犯)[^，。；]{0,6}(?:犯罪|刑法|刑律)")
#: What a breach costs besides, no demand of its own.
_SANCTION = re.compile(
    r"的，[^，。；]{0,16}(?:(?:给予|予以)[^，。；]{0,6}(?:警告|通报|批评|处分|罚款)|责令|(?:立即)?(?:暂停|停用|下架)|予以(?:注销|撤销|收回|没收|除名)|处以?[^，。；]{0,8}罚款|追[回缴][^；。]{0,16}$|撤销[^，。；]{0,8}(?:决定|批准))(?![^；。]*(?:不得|不予|不再|资格))"
)
_BARRED_LIST = re.compile(
    r"[^，。；：]{0,12}(?:下列|以下)[^，。；：]{0,24}(?:不在|不属于|不予|不得|不纳入|不列入|不享受|取消)[^，。；：]{2,24}：(?=.)"
)
_LEFT_OUT = re.compile(r"(?:均|但)?不(?:含|包括|包含)")
_DEMAND_THEN_BAR = re.compile(
    r"^[^。；]{0,60}(?:应当|应(?![届急用对])|必须|须)[^。；]{4,}[，,](?:若|如(?!实|期)|一旦|否则|[^，。；]{2,30}的[，,]?[^，。；]{0,6}(?:不(?:予|得|再)|视为|取消|撤销|收回|追[回缴]))"
)
_HOLDS = re.compile(r"适用于|(?<!不)具有|(?<!不)具备|拥有|(?<!不)符合|依法(?:注册|登记|纳税)")
_CHINESE = re.compile(r"[两二三四五六][项类个种大级档]")
_WANTED = re.compile(r"(?:有|满|达到?|取得|获得?|完成|设立?|备|提供|由|与|同|含|过|建立?|签订|中)$")
_CASES = re.compile(r"有(?:以下|下列)[^，。；]{0,8}(?:行为|情形|情况)")
_MEANS = re.compile(r"(?:所[称指述]|[本中])[^。；]{1,40}?，?(?:是指|系指|特指|指(?!导|定|标|出|明|数|挥|南|引))")
_ANNEX_DATE = re.compile(r"^(?:[（(]含[）)])?及?(?:之?前|之?后|以前|以后|之日|起|止|（)")


def read_conditions(ctx: Context, entry: Entry) -> list[ConditionFinding]:
    """The conditions of a list entry or sentence: one, or one for each figure that it demands."""
    start, end = trim(ctx.text, entry.start, entry.end)
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
    if ctx.text[quantity.start - 1 : quantity.start] in _FORMULA:
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
    if quantity.kind is Kind.DATE:
        after = ctx.text[quantity.end : quantity.end + 6]
        if re.search(r"截[止至]$", ctx.text[max(0, quantity.start - 2) : quantity.start + 2]) or ctx.text.startswith(
            "截", quantity.start
        ):
            return False
        return len(str(quantity.value.min or quantity.value.max)) >= 7 and (
            quantity.bound is not None or _ANNEX_DATE.match(after) is not None
        )
    if quantity.kind is Kind.DURATION and _COUNTED_AS.match(ctx.text, quantity.end):
        return False
    if quantity.kind is Kind.DURATION and _LASTS.search(ctx.text, max(0, quantity.start - 6), quantity.start):
        return False
    if quantity.kind is Kind.DURATION and quantity.bound != "min" and _is_term(ctx, quantity.start):
        return False
    if quantity.kind is Kind.DURATION and ctx.text.startswith("每", max(0, quantity.start - 1)):
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
        return not quantity.working_days and (
            quantity.bound != "max" or "内" not in ctx.text[quantity.core_end : quantity.end] + after[:1]
        )
    return True


def _is_term(ctx: Context, at: int) -> bool:
    """True where a duration says how long something is granted or let."""
    left = max(0, at - 20)
    return ctx.text.find("期", left, at) >= 0 and _TERM.search(ctx.text, left, at) is not None


def _named(ctx: Context, index: int) -> bool:
    """True where a small Chinese numeral only names what the text speaks of (享受两项补贴, 三类人员)."""
    quantity = ctx.quantities[index]
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
    if before[-1:] in "在于" and _WITHIN_RIGHT.match(ctx.text, quantity.end) is not None:
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


def polarity_of(text: str) -> str:
    """require, exclude or prefer, by the grammar of the entry.

    exclude: every sentence of it bars an applicant or demands nothing but an absence; mixed entries are require.
    """
    text = full_width(text)
    parts = [piece.of(text) for s in sentences(text, 0, len(text)) for piece in segments(text, s.start, s.end)]
    parts = [part for part in parts if not _CRIME.match(part) and not _SANCTION.search(part)] or parts
    if _BARRED_LIST.match(text) and not re.search(_PREFER, text):
        return "exclude"
    if any(re.search(_PREFER, part) for part in parts):
        return "prefer"
    if parts and all(_excludes(part) for part in parts):
        return "exclude"
    return "require"


def loses_standing(text: str) -> bool:
    """True where a sentence takes away from somebody the right to apply or to take part (取消该企业参与资格)."""
    return _LOSES_STANDING.search(text) is not None


def _excludes(part: str) -> bool:
    if _DEMAND_THEN_BAR.search(part) or answers_for(part):
        return False
    if pattern(r"{exclude_word}").search(part) or part.endswith("除外") or loses_standing(part):
        return True
    if BARS.search(part) or _LEFT_OUT.match(part):
        return True
    part = strip_brackets(part)[0]
    pieces = [piece.of(part) for piece in clauses(part, 0, len(part))]
    absent = [pattern(_ABSENCE).search(piece) for piece in pieces]
    first = next((at for at, found in enumerate(absent) if found), None)
    if first is None or not all(absent[first:]):
        return False
    if any(_OR_IS.search(piece) for piece in pieces[first:]):
        return False
    opening = absent[first]
    if opening is not None and _HOLDS.search(pieces[first], 0, opening.start()):
        return False
    joined = opening is not None and pieces[first].startswith(_JOINING, opening.start())
    if opening is not None and joined and _STANDS.search(pieces[first], 0, opening.start()):
        return False
    return not any(_DEMAND.search(piece) for piece in pieces[:first])
