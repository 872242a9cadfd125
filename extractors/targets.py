"""Targets: what a project must achieve (绩效目标, 工作目标, 工作任务)."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.clauses import sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry, trim
from tiaokuan.extractors.findings import ConditionFinding, Finding, TargetFinding
from tiaokuan.extractors.metrics import ages_class, is_lookback, metric_of
from tiaokuan.gazetteer.deferred import deferred

_LISTED = deferred(
    r"产业(?:比|结构|增加值|占比|协调)|[^，。；\d]{0,6}?(?:“|制度|机制|工程|行动|体系|原则|任务|计划|方面|环节|领域|平台|中心任务|战略|优势|重点|清单)"
)
_HOURS = frozenset({"小时", "分钟", "秒", "秒钟", "个小时"})
_LASTING = deferred(
    r"(?:时间|时长|时限|寿命|用时|耗时)(?:均|都|应|须|要)?(?:缩短|压缩|延长|提高)?(?:不|达|至|到|超|低|少|高|在|为|小|大|于)*$"
)
_SERVED = deferred(
    r"每[人户名位](?:每?[月年周次])?[^，。；\d]{0,4}(?:提供|发放|给予|享受|补[贴助]|资助)[^，。；\d]{0,8}$"
)
_PER = ("每", "每一")


def read_targets(ctx: Context, entry: Entry) -> list[TargetFinding]:
    """One target for each figure of the entry's sentences; what has no figure stays in the section's text."""
    found: list[TargetFinding] = []
    if not ctx.within(entry.start, entry.end):
        return found
    for sentence in sentences(ctx.text, entry.start, entry.end):
        start, end = trim(ctx.text, sentence.start, sentence.end)
        figures = [index for index in ctx.live(start, end) if is_target_figure(ctx, index)]
        found += [
            TargetFinding(
                *quotable(ctx, index, start, end),
                ctx.text[start:end],
                metric_of(ctx, index, start, end),
                figures=(index,),
            )
            for index in figures
        ]
    return found


def is_target_figure(ctx: Context, index: int) -> bool:
    """True where the figure says how much is to be achieved."""
    quantity = ctx.quantities[index]
    if quantity.kind in (Kind.DATE, Kind.DATE_RANGE, Kind.NUMBER) or is_lookback(ctx, index):
        return False
    if quantity.kind is Kind.DURATION:
        return quantity.unit in _HOURS and quantity.bound is not None and _lasts(ctx, quantity.start)
    if _enumerates(ctx, index) or ages_class(ctx, index) or _served_each(ctx, index):
        return False
    return not ctx.text.endswith(_PER, max(0, quantity.start - 2), quantity.start)


def _lasts(ctx: Context, at: int) -> bool:
    return _LASTING.search(ctx.text, max(0, at - 12), at) is not None


def _served_each(ctx: Context, index: int) -> bool:
    """True where money is what each of those who are served gets (为老人每人每月提供价值150元的服务)."""
    quantity = ctx.quantities[index]
    if quantity.kind is not Kind.MONEY or ctx.text.find("每", max(0, quantity.start - 20), quantity.start) < 0:
        return False
    return _SERVED.search(ctx.text, max(0, quantity.start - 20), quantity.start) is not None


def _enumerates(ctx: Context, index: int) -> bool:
    """True where a small Chinese numeral only counts what the text lists (建立四项制度, 实施三大工程)."""
    quantity = ctx.quantities[index]
    printed = ctx.text[quantity.start : quantity.end]
    if quantity.kind is not Kind.COUNT or quantity.bound is not None or any(char.isdigit() for char in printed):
        return False
    return _LISTED.match(ctx.text, quantity.end) is not None


def quotable(ctx: Context, index: int, start: int, end: int) -> tuple[int, int]:
    """The stretch, or a shorter one around the figure where it has over 390 characters."""
    if end - start <= 390:
        return start, end
    quantity = ctx.quantities[index]
    return max(start, quantity.start - 190), min(end, quantity.end + 190)


_AIM = deferred(
    r"(?:力争|争取|确保|至少有|每个?[^，。；\d]{1,8}(?:明确|确定|选定)|到\s?20\d\d年|实现|达到|突破|建成|建有|新建|新增|培育|打造|引进|建立|配置|建设|筹集|创建|改造|培养|推进|培训|升级|治理|提升|布局|设立|支持|实施|扩建|完善|创成|推行|不得?低于|不少于|覆盖率|占比|比例|增长率|增速|率|降低|下降|控制在|提高|提升|完成|组织|举办|开展|开发|累计|年均|压缩|缩短|减少)"
)
_NOT_AIM = deferred(
    r"给予|奖励|对[^，。；]{2,30}(?:的|企业|单位)[，,]|注册资本|企业拥有|符合[^，。]{0,12}条件|申请|申报|必要条件|(?:协议|合同)[^，。；]{0,6}(?:应|须|要|中)[^，。；]{0,8}(?:约定|明确|规定)|凡|收费|罚款|(?:补助|补贴|资助|奖补)[^，。；\d]{0,8}\d"
)
#: Where a sentence that aims at something turns to what it pays for (…，对达到100亩的农场给予奖励).
_GRANT_IN = deferred(
    r"[，；](?:(?:支持|鼓励)[^，。；]{2,24}，)?对(?![外接口标象照应比])[^。；]{2,80}?(?:给予|予以|奖励|补助|补贴|资助)"
)
_AIMING = deferred(
    r"(?:每年|年均|全[省市县区]|力争|计划|新)*(?:建设|新建|建成|培育|引进|举办|开展|投放|争创|创建|组建|打造|完成|改造|培训|发展|推广|实施)(?!.*(?:企业|单位|机构|项目|人员|农户)$)"
)
_STEP = deferred(r"每(?:新?增加?|超过?|满|提高|完成|多)$")
_PAYS = deferred(r"补助|补贴|资助|补偿|贴息")
_MAKES = deferred(
    r"(?:建成|建有|建立|新建|新增|新设|培育|打造|引进|建设|创建|改造|培养|布局|创成|形成|发展|举办|组织|开展|开发|完成|推出|出台|认定|评选|支持)(?:[^，。；、\d]{0,8})$"
)
_SPAN = deferred(r"(?:时间|时限|周期|期限|时长|用时)[^，。；\d]{0,8}$")
_HOW_MANY = deferred(
    r"(?:人数|总数|数量|总量|规模|面积|里程|人次|户数|家数|产量|就业|参保|岗位)(?:均|年均|累计|稳定|保持|力争)*(?:达到?|为|在|突破|超过|新增)*$"
)
_RAISED_TO = deferred(r"(?:以[上下内])?(?:提高|提升|增加|扩大|下降|降低|调整|压缩|缩短)(?:到|至|为)")
_BRINGS_IN = deferred(
    r"(?:完成|实现|引进|带动|撬动|力争)[^，。；\d]{0,8}(?:投资|产值|增加值|销售额?|交易额|零售额|营业?收入|产出|外资|贷款|税收|利润|进出口)(?:额|总额)?(?:达|为)?$"
)
_NAMES_ONLY = frozenset(["次", "届", "期", "版", "年", "小时", "条", "号", "岁", "周岁"])
#: 按照不低于征收额15%的比例，将资金用于…
_ALLOCATES = deferred(r"(?:的比例，?)?(?:安排|提取|计提|用于|列支|统筹|予以单列|单列)|的比例，?[将从]")
#: 辅助用地可再增加3%; 全额保障, 减半收取: leave given, nothing to achieve
_LEAVE = deferred(r"可(?:再|适当|额外|以)*(?:增加|提高|上浮|放宽|下浮)[^，。；]{0,4}$")
_PRINTED_RATE = deferred(r"[\d％%]|分之|[一二三四五六七八九]成")
_ENSURES = deferred(r"(?:^|[，；])确保[^，。；]{0,40}$")
_QUOTED = deferred(r"“[^”]*$")


def without_aims(ctx: Context, granted: list[Finding]) -> list[Finding]:
    """What a granting clause says, without the figures that its sentence aims at before it (建设5家基地，对…给予奖励)."""
    return [f for f in granted if not (isinstance(f, ConditionFinding) and f.gates and _is_before(ctx, f))]


def _is_before(ctx: Context, gate: ConditionFinding) -> bool:
    start = max(ctx.text.rfind(mark, 0, gate.start) for mark in "。\n") + 1
    stop = ctx.text.find("。", gate.end)
    grant = _GRANT_IN.search(ctx.text, start, stop if stop >= 0 else len(ctx.text))
    aims = _AIMING.match(gate.text) is not None and ctx.text[gate.end : gate.end + 1] != "的"
    return aims and grant is not None and gate.end <= grant.start()


def read_aims(ctx: Context, start: int, end: int) -> list[TargetFinding]:
    """Targets in the running text of a plan or of policies: bounded figures and rates that its clauses aim at."""
    found: list[TargetFinding] = []
    if not ctx.within(start, end):
        return found
    for sentence in sentences(ctx.text, start, end):
        figures = ctx.live(sentence.start, sentence.end)
        grant = _GRANT_IN.search(ctx.text, sentence.start, sentence.end) if figures else None
        end_of_aims = grant.start() if grant is not None else sentence.end
        if grant is not None and not _NOT_AIM.search(ctx.text, sentence.start, end_of_aims):
            figures = [i for i in figures if ctx.quantities[i].end <= end_of_aims]
        elif figures and _NOT_AIM.search(ctx.text, sentence.start, sentence.end):
            figures = [i for i in figures if _ENSURES.search(ctx.text[sentence.start : ctx.quantities[i].start])]
        for index in figures:
            if _is_aim(ctx, index, sentence.start):
                place = quotable(ctx, index, sentence.start, sentence.end)
                metric = metric_of(ctx, index, sentence.start, sentence.end)
                found.append(TargetFinding(*place, sentence.of(ctx.text), metric, figures=(index,)))
    return found


def _is_aim(ctx: Context, index: int, start: int) -> bool:
    quantity = ctx.quantities[index]
    clause = max(ctx.text.rfind(mark, start, quantity.start) + 1 for mark in "，、；：,;:")
    before = ctx.text[max(start, clause) : quantity.core_start]
    if _RAISED_TO.match(ctx.text, quantity.end) and re.search("由|从", before):
        return False
    if quantity.kind is Kind.RATE and (
        _ALLOCATES.match(ctx.text, quantity.end)
        or _LEAVE.search(before)
        or _PRINTED_RATE.search(ctx.text, quantity.start, quantity.end) is None
    ):
        return False
    if _STEP.search(before) or _PAYS.search(before) or _QUOTED.search(ctx.text[start : quantity.start]):
        return False
    if quantity.kind is Kind.DURATION:
        return quantity.bound is not None and _SPAN.search(before) is not None
    if quantity.kind is Kind.NUMBER:
        return quantity.bound is not None and _HOW_MANY.search(before) is not None
    if not is_target_figure(ctx, index) or quantity.kind not in (Kind.COUNT, Kind.RATE, Kind.MONEY, Kind.RATIO):
        return False
    if quantity.kind is Kind.COUNT and quantity.unit in _NAMES_ONLY:
        return False
    bounded = quantity.bound is not None or not quantity.value.is_exact
    if quantity.kind is Kind.COUNT and not bounded and _small(ctx, index):
        return _MAKES.search(before) is not None
    if quantity.kind is Kind.RATIO:
        return re.search("比", before) is not None
    if quantity.kind is Kind.MONEY and not bounded:
        return _BRINGS_IN.search(before) is not None
    return _AIM.search(ctx.text, start, quantity.start + 4) is not None


def _small(ctx: Context, index: int) -> bool:
    """True for a count in Chinese numerals (两个新城区, 六支队伍), which more often names what there is."""
    quantity = ctx.quantities[index]
    return not any(char.isdigit() for char in ctx.text[quantity.start : quantity.end])
