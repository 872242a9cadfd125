"""Caps: ceilings on grants, with who or what is capped and per which period."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaokuan.extractors.alike import case_of
from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.cap_measures import PARTNER, SENT_TOO, measure_of
from tiaokuan.extractors.cap_words import EACH_TIME, FIELD, GIVES_OUT, MERIT, SCOPE, SENDER, SUM_OF_EACH, WITHIN
from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import Piece, clauses
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import CapFinding, Finding
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.grant_labels import labels_of
from tiaokuan.extractors.grantees import grantee
from tiaokuan.extractors.parts import Part, spread
from tiaokuan.extractors.shares import labels_for
from tiaokuan.extractors.standard_months import months_scope, months_value
from tiaokuan.extractors.stated import class_named
from tiaokuan.extractors.times import class_before, times_limited
from tiaokuan.extractors.winners import holder, winners
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_BEFORE_YEAR = deferred(
    r"^[，、]?年(?=贴息|补[贴助]|奖励|资助)|(?<=[\u4e00-\u9fff])(?<![一二两三四五六七八九十每当])年(?=补[贴助]|奖励|资助|最高|累计|不超过)|年度|每年|每个?自然年度?|当年|全年"
)
_MEASURED = deferred(
    r"^[，、]?(?:享受|申请|其中|每年|年度|单个企业|对)*(?P<np>[^，。；、\d的]{1,10}(?:面积|人数|次数|天数))"
    r"(?:每年|年度|原则上|一般|总计|累计|合计|最高|最多|至多|不超过|不得超过|控制在)*$"
)
#: 遴选网点不超过12家, 其中高校类不超过4家, 选拔拔尖人才20名、优秀人才40名
_PICKED = deferred(
    r"(?:(?:(?:遴选|评选|选拔|认定|择优支持|共支持|支持|推荐)(?P<np>(?!建设|表彰|培育|引进|打造|创建|发展|单位|企业|名额|数量|总数|人数|家数|项目数|不|最|共|出|每|约|其)[^，。；、\d的]{2,10}?))"
    r"|其中(?P<of>[^，。；\d的]{2,12}?)|^(?:、|，?和|以及)(?P<next>(?!不|最|共)[^，。；、\d的]{2,10}?))"
    r"(?:原则上|每年|总共|一般|不超过|不得超过|最多|至多|控制在|为)*$"
)
_MAY_RISE = deferred(
    r"(?P<np>(?!最高|标准|额度|比例|上限)[^，。；、的]{2,14}?)可(?:适当|再)?(?:提高|放宽|上浮)(?:至|到)$"
)
#: 每个摊位|根据销售情况给予
_BY_WHAT = deferred(r"(?<=.{3})(?:根据|依据|按照|视(?:具体|实际|情)|(?:推荐|申报|选送|报送)(?:项目|作品|案例)?(?:总数|数量|名额)?$)|(?<=.{2})(?:街道|政府|园区|财政)承担")


def cap_of(ctx: Context, part: Part, sentence: Piece, grants: list[Grant]) -> list[Finding]:
    """The ceilings that the series states, one for each figure."""
    found: list[Finding] = []
    kind = ctx.quantities[part.series.indices[0]].kind
    months = months_value(ctx, part)
    values = spread(ctx, part) if months is None else [months]
    labels = _labels(ctx, part, grants)
    for number, (index, value) in enumerate(zip(part.series.indices, values, strict=True)):
        limit = value.max if value.max is not None else value.min
        if not isinstance(limit, (int, float)):
            continue
        scope = labels[number] if labels else months_scope(ctx, part) if months else _scope(ctx, part, sentence, grants)
        scope = None if scope is None or scope in ("每年", "年度", "全年") or scope.startswith("同一年度") else scope
        measure, unit = measure_of(ctx, part, index, kind)
        found.append(CapFinding(
            part.clause.start, max(part.clause.end, part.series.end), measure, limit, scope, unit,
            _period(ctx, part), ctx.quantities[index].currency or "CNY", figures=(index,),
        ))  # fmt: skip
    return found


def once_only(ctx: Context, sentence: Piece, found: Sequence[Finding] = ()) -> list[Finding]:
    """只能享受一次 is a ceiling of one time; ``found`` are the findings of the sentence so far."""
    known = {index for finding in found if isinstance(finding, CapFinding) for index in finding.figures}
    return [cap for cap in times_limited(ctx, sentence, SCOPE, known) if not known.intersection(cap.figures)]


def _labels(ctx: Context, part: Part, grants: list[Grant]) -> list[str] | None:
    if len(part.series) < 2:
        return None
    if not grants or grants[-1].part is not part:
        return _paid_out(ctx, part, grants)
    if any(len(p.series) == len(part.series) for p in grants[-1].thresholds):
        return None
    return labels_of(ctx, grants[-1], len(part.series))


_PAID_OUT = deferred(
    r"(?:^|[，；])(?P<list>[^，。；\d]{2,40}?、[^，。；\d]{1,20}?)(?:(?:单|每)[个项家户][^，。；、\d]{0,6})?(?:额度|标准|补助|奖励)?分别(?:最高|不得?超过|为|补助|奖励|给予)*$"
)


def _paid_out(ctx: Context, part: Part, grants: list[Grant]) -> list[str] | None:
    """Whom the ceilings of a list are for (东部、西部单个项目分别不超过9万元、12万元); else the labels of the grant before
    that is as long (分别补助60%、40%，最高分别为20万元、10万元)."""
    first = ctx.quantities[part.series.indices[0]]
    own = _PAID_OUT.search(ctx.text[part.clause.start : first.core_start])
    listed = _PAID_OUT.search(ctx.text[part.segment.start : first.core_start]) if own is None else own
    found = labels_for(listed["list"], len(part.series)) if listed else None
    if found is None and "分别" in ctx.text[part.clause.start : first.core_start] and grants:
        before = grants[-1]
        same = before.part.segment == part.segment and len(before.part.series) == len(part.series)
        found = labels_of(ctx, before, len(part.series)) if same else None
    if found is None and "分别" in ctx.text[part.clause.start : first.core_start] and grants and grants[-1].part.clause == part.clause:
        found = labels_for(ctx.text[grants[-1].antecedent.start : grants[-1].antecedent.end], len(part.series))
    return found


def _scope(ctx: Context, part: Part, sentence: Piece, grants: list[Grant]) -> str | None:
    """The shortest printed phrase for who or what is capped."""
    text = ctx.text
    pieces = [p for p in clauses(text, part.segment.start, part.segment.end) if p.start <= part.series.start]
    first = ctx.quantities[part.series.indices[0]]
    of_rate = part.series.kind is Kind.RATE and (part.limited or first.bound is not None)
    own = text[part.clause.start : first.start if of_rate else part.series.end]
    within = WITHIN.search(own[: first.core_start - part.clause.start]) if part.series.kind is Kind.COUNT else None
    if within:
        return within["np"]
    too = SENT_TOO.search(text, part.segment.start, first.core_start) if part.series.kind is Kind.COUNT else None
    if too:
        return too["np"]
    if ctx.text.endswith("限前", part.left, first.core_start):
        return None
    found = _scopes(own)
    if found and not of_rate:
        kinds = (Kind.MONEY,) if part.series.kind is Kind.MONEY else (Kind.MONEY, Kind.RATE)
        before = [i for i in ctx.within(part.clause.start, first.start) if ctx.quantities[i].kind in kinds]
        since = ctx.quantities[before[-1]].end - part.clause.start if before else 0
        found = [m for m in found if m.start() >= since] if own[since : since + 1] == "、" else found
    if found and re.fullmatch(r"每[人生]", found[-1]["scope"]) and part.series.kind is not Kind.RATE:
        owner = class_before(text, part.clause.start, part.clause.start + found[-1].start())
        if owner:
            return owner
    if found:
        of_same = found[0]["scope"].startswith("同一") and found[-1]["scope"].startswith(("每家", "每个", "每人", "每户", "单个", "每名"))
        return _tidy(found[-1 if of_same or part.series.kind is not Kind.COUNT else 0]["scope"])
    clause = text[part.clause.start : part.clause.end]
    case = case_of(ctx, part) or (
        holder(text, part.segment.start, first.core_start) if part.series.kind is Kind.COUNT else None
    )
    if case:
        return case
    if re.match("[二两三]者|上述|以上[^，。；]{0,4}合计", text[part.clause.start : part.series.start]):
        return None
    raised = _MAY_RISE.match(text, part.clause.start, part.series.start)
    if raised:
        return raised["np"]
    near = re.search(
        r"(?P<who>[^，。；、]{1,12}?)(?:最高|最多|不超过|封顶|限额)*$",
        text[part.left : ctx.quantities[part.series.indices[0]].core_start],
    )
    if (
        near
        and part.series.kind is not Kind.COUNT
        and (_LEVEL.fullmatch(near["who"]) or category_of(_bare(near["who"])))
    ):
        return _bare(near["who"])
    named = class_named(ctx, part) if part.series.kind is Kind.MONEY and part.verb == part.left else None
    if named:
        return named
    if part.series.kind is Kind.COUNT and not PARTNER.search(clause):
        chosen = _chosen(ctx, part)
        if chosen:
            return chosen
    if PARTNER.search(clause):
        match = PARTNER.search(clause)
        return match.group() if match else None
    if len(pieces) > 1 and not (grants and pieces[-2].start < grants[-1].part.series.start < pieces[-2].end):
        earlier = _scopes(pieces[-2].of(text))
        if earlier:
            return _tidy(
                earlier[0 if part.series.kind is Kind.COUNT or own.startswith(("年度", "每年")) else -1]["scope"]
            )
    if of_rate:
        last = grants[-1] if grants and grants[-1].part.segment == part.segment else None
        opened = last is not None and last.antecedent.opened and last.antecedent.mentions
        return winners(ctx, part) or (grantee(ctx, last) if last is not None and opened else None)
    leading = _leading(text, part) if part.series.kind is Kind.MONEY else None
    if leading:
        return leading
    mine = grants[-1] if grants and grants[-1].part is part else None
    if mine is not None:
        return grantee(ctx, mine)
    last = grants[-1] if grants else None
    if (
        last is not None
        and last.part.segment == part.segment
        and last.antecedent.opened
        and part.series.kind is Kind.MONEY
    ):
        return grantee(ctx, last)  # 对X按10%给予支持，最高500万元
    return None


_LEVEL = deferred(r"(?:其中)?(?:全国|全省|全市|国际|区域|省|市|县|国家)[级性][^，。；、每单同\d给予奖补]{0,8}|博士|硕士|本科生?|研究生|[高中初]级|(?:国家|省|市|县|区|县区|区县)级|[特一二三四]等奖|[A-E甲乙丙]类|[一二三四五]星级?|[1-5]A级")
_YEARLY_OWN = deferred(r"^(?:每年|同一年度|每个?年度|一年内)$|(?:每年|年度内|一个年度内|一年内)$")
_YEARLY = deferred(
    rf"{_YEARLY_OWN.pattern}|^每[家个户人名位件项][^，。；\d]{{0,8}}(?:每年|年度内?)(?:可|限|最多|只能)"
)
_STANDARD = deferred(
    r"[^，。；、的]{0,12}(?:标准|额度|金额|总额|限额|补贴|补助|奖励|资助|可(?:适当)?提高[至到]|(?:每年|年度)*可?(?:使用|申请|申领|享受|领取|获得)的)"
)


def _leading(text: str, part: Part) -> str | None:
    """The class that the clause begins with (其他申请人的临时补助标准不超过500元); None where it begins otherwise."""
    lead = re.match(r"其中|对于?|但", text[part.clause.start : part.series.start])
    start = part.clause.start + (lead.end() if lead else 0)
    hits = find_classes(text[start : min(start + 20, part.series.start)])
    if not hits or hits[0].start > 6 or not _STANDARD.match(text, start + hits[0].end, part.series.start):
        return None
    more = 1 if len(hits) > 1 and text[start + hits[0].end : start + hits[1].start] in ("和", "及", "与", "或") else 0
    words = text[start : start + hits[more].end]
    return words if category_of(words) not in (None, "project", "other") and "的" not in words else None


def _bare(who: str) -> str:
    return re.sub(r"^.*最[高多](?:给予|予以|奖励|补助|补贴|资助)(?=.{2})|^(?:其中|对|给予|予以)|(?<=.{2})(?:每年|每人|年度)+$", "", who)


def _chosen(ctx: Context, part: Part) -> str | None:
    """Who or what is chosen: the noun before 面积, 人数; the noun behind the figure (1个项目, 4家…申报单位), else the one before 数量."""
    field = FIELD.search(ctx.text[part.left : ctx.quantities[part.series.indices[0]].core_start])
    if field:
        return field["np"]
    merit = MERIT.fullmatch(ctx.text, part.left, ctx.quantities[part.series.indices[0]].core_start)
    if merit:
        return merit["who"]
    sender = SENDER.match(ctx.text, part.clause.start, part.series.start)
    if sender:
        return sender["np"]
    picked = _PICKED.search(ctx.text[part.left : ctx.quantities[part.series.indices[0]].core_start])
    if picked:
        return picked["np"] or picked["of"] or picked["next"]
    measured = _MEASURED.search(ctx.text[part.left : ctx.quantities[part.series.indices[0]].core_start])
    if measured:
        return measured["np"]
    after = re.match(r"(?:左右)?(?P<np>[^，。；、（(]{2,40})", ctx.text[part.series.end : part.clause.end])
    if after:
        noun = re.split(r"(?:以及|[和及与或])(?=\d)|作为|纳入|给予|进行|予以|开展", after["np"])[0].rsplit("的", 1)[-1]
        if category_of(noun) is not None:
            return noun
        project = re.match(r"[^，。；的]{0,8}?项目", noun)
        if project:
            return project.group()
        if (
            re.fullmatch(r"[一-龥]{2,14}", noun)
            and noun == after["np"]
            and not re.search(r"以|左右|申报|支持|内|给|按|奖|补|可|进|由|为", noun)
        ):
            return noun
    prize = re.search(
        r"(?P<np>[^，。；、的每届设]{1,12}奖)(?:的)?(?:数量|名额|总数)?(?:原则上|每届|每年)*$",
        ctx.text[part.clause.start : part.series.start],
    )
    if prize:
        return GIVES_OUT.sub("", prize["np"])
    before = re.search(
        r"(?P<np>[^，。；、\d]{2,16}?)(?:的)?(?:数量|总数|名额|家数|个数)",
        ctx.text[part.clause.start : part.series.start],
    )
    who = re.sub(r"^(?:每年|年度|原则上|共|全市|全区)+", "", before["np"]) if before else ""
    return who if who and not pattern(r"(?:{grant_verb}|支持|推荐|申报|扶持)+").fullmatch(who) else None


def _scopes(own: str) -> list[re.Match[str]]:
    """The phrases of scope in ``own``, without what is chosen each time (每批) and 单项 within a name."""
    return [
        m
        for m in SCOPE.finditer(own)
        if not EACH_TIME.match(m["scope"])
        and not (m["scope"].startswith("单项") and own[: m.start("scope")].endswith(("或", "和", "及", "、", "与")))
    ]


def _tidy(scope: str) -> str:
    scope = _BY_WHAT.split(SUM_OF_EACH.sub(r"\1", scope), maxsplit=1)[0]
    hits = [hit for hit in find_classes(scope) if hit.start > 1 or scope[:1] != "每" or scope[1:2] not in "个家户件项人名位所"]
    if hits and not scope.startswith(("同一项", "单项")) and "或" not in scope[hits[0].end : hits[0].end + 1]:
        bracket = re.match(r"区?（(?!指|不?含|包括)[^（）]{2,8}）", scope[hits[0].end :])
        more = bracket.end() if bracket else 1 if scope.startswith("区", hits[0].end) else 0
        scope = scope[: hits[0].end + more]
    return re.sub(r"(?:原则上|同一|年度|每年|当年|累计|合计|总计|可|最|按|应|均|只|仅|总|所|须|全|分别|作为|推荐|选送|报送|人员费)+$", "", scope)


def _period(ctx: Context, part: Part) -> str | None:
    start = part.left if ctx.text.startswith("、", part.left) else part.clause.start
    left = ctx.text[start : part.series.end]
    if _BEFORE_YEAR.search(left):
        return "year"
    pieces = clauses(ctx.text, part.segment.start, part.segment.end)
    for number, piece in enumerate(pieces):
        if (
            piece.start == part.clause.start
            and number
            and (_YEARLY_OWN if left.startswith(("每", "单")) else _YEARLY).search(pieces[number - 1].of(ctx.text))
        ):
            return "year"
    return None
