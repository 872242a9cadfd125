"""What a rate is taken of: 按设备投资的20%, 减征50%的房产税, 地方留成部分前三年100%、后两年50%."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import clauses
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.metrics import metric_of
from tiaokuan.extractors.parts import Part
from tiaokuan.extractors.stated import stage_of
from tiaokuan.extractors.words import RELIEF
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_SHARE_WORD = deferred(
    r"部分(?:奖励|补助|补贴|给予|按照?)*|年化|(?:之|其|以)后|另?一方|其余|应(?:奖|项|类|档)[^，。；]*|分别|[省市县区各本]*级?财政(?:部门)?|补[贴助]|奖励|资助|(?:支持|补贴|补助|奖励|资助|兑现|贴息|报销|减免|返还)?(?:比例|标准|率|额度)(?:一般|原则上)?为?|(?:实行|执行|给予|按照?)+|[一二三四五国省市区县]星?级(?:按照?)?"
)
_BOUND_WORD = deferred(
    r"^(?:不得?(?:低于|高于|大于|少于|超过)|最高|最低|至少)+|(?:不得?(?:低于|高于|大于|少于|超过)|最高|最低|至少)+$"
)
_BASE = deferred(
    r"(?:按照?|给予|以|依据|奖励|补助|补贴|资助|不得?超过|最高|对于?|享受|报销|返还|退还|为|达|[减免][征缴收交免]|免除)(?P<base>(?:(?!按照?|给予|不超过|最高|对于?|奖励|补助(?!金额|总额)|补贴(?!金额|总额|标准)|资助(?!金额)).)+?)的?(?:比例)?(?:原则上)?(?:不超过|最高|不低于)?$"
)
_OBJECT = deferred(
    r"对(?!应)(?:于)?(?:其|该)?(?P<base>[^，。；]+?)(?:，)?(?:按照?|给予|予以|原则上|可|最高|分别|进行|一次性)"
)


#: Words of giving at the end, or with a rate behind them.
_GIVEN = deferred(r"(?:可|将|均|由[^，。；]{1,10}|[市县区省]?财政)*(?:给予|予以|享受|按照?|实行|补贴|补助|奖励|资助|减免|减收|返还|减按|免除|减半)[^，。；]*$|全[额部][^，。；]*$|\d.*$")


def rate_base_of(ctx: Context, grant: Grant, index: int) -> str | None:
    """What a rate is taken of, as printed; None where it is not said."""
    base = _rate_base(ctx, grant, index)
    base = _BORNE_FOR.sub("", base.removesuffix("年化")) or None if base is not None else None
    if base is not None and base.startswith(("每", "单")) and base[-1] not in "额费金租税息款分本入价":
        base = _object(ctx, grant) or None
    if base is not None and category_of(base) not in (None, "project", "other"):
        base = _base_before(ctx, grant.part)
    if base is not None and base.endswith("项目"):
        base = _base_before(ctx, grant.part)
    if base is None or base[-1] not in _COSTLY:
        base = _before_or_behind(ctx, grant.part) or base
    if base is None:
        return None
    base = re.sub(
        r"^[^，。；]{0,2}(?:标准|额度|金额|比例)(?:为|是|按照?)|^由[^，。；]{0,6}财政$|^(?:收取|征收|缴纳|收缴|计收)(?=.{2})|[^，。；]{0,4}比例可?(?:适当|再)?(?:提高|上浮|放宽|上调)(?:至|到|为)?$|^(?:和|及|以及|并)(?=.{3})",
        "",
        _BOUND_WORD.sub("", base).strip("的，、 "),
    )
    base = base.strip("“”") if base.count("“") != base.count("”") else base
    base = re.split("[=＝]", base)[-1].rstrip("×*xX ") if "×" in base or "＝" in base or "=" in base else base
    base = re.sub(r"(?:再|另外?)?(?:追加|叠加)$", "", base)
    if base.endswith(("可在", "可以在")):
        return None
    bare = re.sub(rf"(?:{RELIEF})$", "", base)
    if bare != base and not re.search(r"[租利税费款金息价]|部分$", bare):
        return None
    base = bare
    return base if len(base) >= 2 and not _SHARE_WORD.fullmatch(base) else None


_BEHIND = deferred(
    r"的?(?P<base>[一-龥]{1,16}?(?:费|税|租金|利息|保费|款))(?=[，。；]|$|的?(?:补贴|补助|减免|奖励|补偿|资助|支持))"
)
_RELIEF_ONLY = deferred(rf"(?:{RELIEF}|给予|享受|予以)*")
_FIRST_STAGE = deferred(
    r"[，、；]?(?:自[^，。；]{2,14}起，?)?(?:按照?)?(?:前|第|首)[一二两三四五六七八九十\d][一二两三四五六七八九十\d、第至到—–~-]*个?(?:年|月|学年|季度)"
)
_STAGE_BASE = deferred(r"(?:按照?|给予|以)(?P<base>(?!第|前|后|首)[^，。；、\d%]{2,40}?)的?$")
_PAID_BY = deferred(r"^.*(?:缴纳|缴交|上缴|实缴|缴付|形成|产生)的|^.*?(?=已缴)|^.*对")


#: 按省级奖励的50%, 按市级标准1:1: the base is itself a grant
_GRANTED_BASE = deferred(
    r"按照?(?:其)?(?P<base>[^，。；、按\d]{2,16}?(?:奖励|补助|补贴|资助|奖金|扶持|标准)(?:资金|金额|额度|标准|总额|部分)?)的?$"
)
#: 期间二手车销售额的0.6%, 1:1配套市级奖励
_WITHIN_BASE = deferred(r"^期间(?:的|内)?(?P<base>[^，。；、按]{2,20}?)的?$")
_MATCHED_BASE = deferred(
    r"的?(?:比例)?(?:给予|予以)?配套(?P<base>(?:国家|省|市|区|县|上级)[^，。；]{0,6}(?:奖励|补助|资助|资金))"
)
#: 差旅费给予全额补贴, 房租按50%补贴
_FEE_BASE = deferred(
    r"(?:^|[，、；])(?P<base>(?:[^，。；、的对按给]{2,8}(?:费|税|租金)[、和及])*[^，。；、的对按给]{2,10}(?:费|税|租金|房租|利息|保费))(?:由[^，。；]{1,10}|可)?(?:给予|予以|享受|按照?|补贴|补助|资助|报销)*$"
)


#: 按单位实际缴纳的养老、医疗、失业保险费给予全额补贴
_PAID_ON = deferred(
    r"(?:按照?|根据)(?:其)?(?P<base>[^，。；按对\d]{2,40}?(?:费|税|税额|租金|金额|利息|保费|支出|成本|价款|利率|LPR))(?:的?标准)?(?:给予|予以|实行|进行)$"
)


#: 保费由各级财政补贴80%, 自付利息的前三年由财政全额贴息
_SHARE_OF = deferred(r"(?P<base>[^，。；、：\d]{2,14}?(?:费|利息|租金|税))(?:的)?(?:补贴|补助|减免|贴息|奖励)比例")
_BORNE = deferred(
    r"(?:^|[，、；：])(?P<base>[^，。；、\d对按由]{1,16}?(?:费|税|利息|租金))(?:的?前[一二三四五\d]年|部分)?(?:全部|全额)?由[^，。；\d]{0,10}(?:财政|资金|经费)[^，。；\d]{0,4}(?:补贴|补助|承担|给予|贴息)?$"
)


#: 企业|前三年|上缴税收区级留成部分; |第一、二年|厂房租金: for which years, and of what
_STAGED = deferred(
    r"(?:^|[，、；])?[^，。；、\d]{0,12}?(?P<stage>(?:第|前|后|首)[一二两三四五六七八九十\d、第至到—–~-]{1,10}个?(?:年|学年|季度)(?:内)?)的?"
    r"(?P<base>[^，。；\d]{0,50}?(?:租金|房租|费用?|税收?|税款|部分|利息|[^名]额|款|保费|成本)(?:（[^（）]*）)?)(?:全部|全额)?$"
)


def staged(words: str) -> tuple[str, str] | None:
    """The years and what their rate is taken of, where the words are both (前两年厂房租金)."""
    found = _STAGED.match(words) if "年" in words or "季" in words else None
    return (found["stage"], found["base"]) if found else None


#: |租金|补贴按首年80%、次年60%
_GIFT_BY = deferred(
    r"(?P<base>[^，。；、\d的]{0,12}?(?:费用?|租金?|税|利息|房租))(?:补贴|补助|奖励|返还|扶持)(?:标准|比例)?按照?(?=第|前|首)"
)
_STAGE_ONLY = deferred(r"(?:(?P<front>.*)，)?(?P<stage>(?:第|前|后|首|次)[一二两三四五六七八九十\d、第至到—–~-]{0,10}个?(?:年|学年|季度)(?:内)?)")


def only_stage(trigger: str, base: str | None) -> str:
    """``trigger`` without what the rate is taken of in front of the years (某税地方留成部分，第1—3年 → 第1—3年)."""
    found = _STAGE_ONLY.fullmatch(trigger)
    return found["stage"] if found and base and (found["front"] or "").endswith(base) else trigger


def _staged_base(ctx: Context, part: Part) -> str | None:
    """What the rates of several years are taken of: named before the first of them (…留成部分，前三年100%，后两年50%)."""
    for piece in clauses(ctx.text, part.segment.start, part.series.start):
        both = staged(_GIVEN.sub("", piece.of(ctx.text)))
        if both:
            return both[1]
    gift = _GIFT_BY.search(ctx.text, part.segment.start, part.series.start)
    if gift:
        return gift["base"]
    first = _FIRST_STAGE.search(ctx.text, part.segment.start, part.series.start)
    named = _SHARE_OF.search(ctx.text, part.segment.start, part.series.start)
    if first is None or named is not None:
        return named["base"] if named else None
    index = next((i for i in ctx.live(first.end(), part.series.end) if ctx.quantities[i].kind is Kind.RATE), None)
    own = _STAGE_BASE.search(ctx.text[first.end() : ctx.quantities[index].core_start]) if index is not None else None
    if own:
        return own["base"]
    before = _STAGE_BASE.search(ctx.text[part.segment.start : first.start()])
    if before:
        return before["base"]
    subject = re.split(r"，(?![^（]*）)", ctx.text[part.segment.start : first.start()])[-1]
    return _PAID_BY.sub("", subject) or None


#: 补贴标准最高上浮25%, 在基本补助标准基础上提高10%
ADDS = deferred("上浮|上调|增发|加发|加计|基础上")
ADDED = deferred(
    r"(?:在|按照?)?(?P<base>[^，。；、\d]{2,24}?)(?:的?基础上)?(?:，|可|再|适当|分别|最高|最多|应|予以)*(?:上浮|上调|增发|加发|加计|(?<=础上)(?:再|可|分别|，)*(?:增加|提高))(?:最高|不超过|最多)*$"
)


_WITHIN_LIMIT = deferred(r"在[^，。；]{0,14}(?:限额|上限|标准|封顶线|额度|范围)[以之]?内")
#: 按上级投入给予1:1配套
_MATCHING = deferred(
    r"按照?其?(?P<base>[^，。；、按\d]{2,24}?)的?(?:比例)?(?:分别|等额|全额)*(?:给予|予以|实行|进行)$"
)
#: 以上年度月平均工资的60%为缴费基数，补贴12%: the base is itself a share
#: 街道承担|改造费用
_BORNE_FOR = deferred(r"^[^，。；]{0,6}承担(?=.{2})")
_COUNTED_ON = deferred(
    r"以(?![^，。；]{0,24}年度以)(?P<base>[^，。；]{2,30}?)(?:标准)?[作为](?:为)?(?:缴费|缴纳|计算|计发|补贴|补助|测算|核算|核定)*(?:基数|基准)，"
)
_PROCEEDS_OF = deferred(
    r"(?P<base>[^，。；、（）]{2,30}?(?:收益|净?收入|所得|结余|净额|利润)(?:部分)?)(?:中|里)?，?(?:可?按照?|以)?(?:至少|不低于|不少于)?$"
)
_NAMED_BASE = deferred(r"按照?其?(?P<base>[^，。；、按\d%]{3,24}?)的\d")


def _base_before(ctx: Context, part: Part) -> str | None:
    """The base of the rate before (按实缴保费的30%返还，小微企业按60%返还); None where none is named."""
    found = list(_NAMED_BASE.finditer(ctx.text, part.segment.start, part.left))
    return found[-1]["base"] if found else None


def _object(ctx: Context, grant: Grant) -> str | None:
    """The end of what the grant is for (对企业发生的展位费，给予 → 展位费); None where nothing is said."""
    start = max(grant.antecedent.start, grant.part.segment.start)
    target = _OBJECT.search(_WITHIN_LIMIT.sub("", ctx.text[start : grant.part.series.start]))
    return re.split(r"的(?=[^的]*$)", target["base"])[-1].strip("的， ") if target else None


_COSTLY = frozenset("额费金租税息款分本入价出资值润得益R准奖助贴")
_OWN_GIFT = deferred("[^，。；、的]{2,12}(?:补助|补贴|奖励|资助)")
#: 按照合同实际支出金额，|给予不超过30%的扶持
_CLAUSE_BEFORE = deferred(
    r"按照?其?(?P<base>[^，。；\d按]{2,30}?(?:[^名]额|费用?|支出|投入|成本|价款|租金))(?:，(?:给予|予以)[^，。；\d]{0,8}|(?:给予|予以)(?:单个|单家|每个|每家)[^，。；\d]{1,8})$"
)
#: 单件价格6000元以下|的手机，: the figure only says which
_OF_CLASS = deferred(r"(?:以[上下内])?(?:（[^（）]{1,6}）)?的(?!部分)[^，。；、\d]")
#: 给予前两年100%、第三年50%|的办公用房租金补贴
_GIFT_BEHIND = deferred(
    r"(?:[、，][^，。；、\d]{1,8}[\d.]+[%％])*的(?P<base>[一-龥]{1,14}?(?:费用?|税|租金|利息|保费))(?=(?:补贴|补助|减免|奖励|资助|支持|扶持))"
)


def _before_or_behind(ctx: Context, part: Part) -> str | None:
    before = _CLAUSE_BEFORE.search(ctx.text, part.segment.start, part.series.start)
    if before:
        return before["base"]
    behind = _GIFT_BEHIND.match(ctx.text, part.series.end, part.clause.end)
    return behind["base"] if behind else None


#: 按实际支付利息的60%|、评估费和担保费的|80%
_JOINED = deferred(r"(?:、|，?和|，?及|以及)(?P<base>[^，。；、\d]{2,14}?)的(?:不超过|最高)?")
#: 保费由市级财政补贴50%|、县级财政补贴|25%
_LEVEL_TOO = deferred(r"[、，](?:中央|省|市|县|区|州)级?财政[^，。；、\d]{0,6}")
_BORNE_BY = deferred(r"(?:^|[，；。])(?P<base>[^，。；、\d]{1,12}?(?:费|利息|租金))由")
#: 企业缴纳的社会保险费，由县财政给予|50%的补贴
_CLAUSE_FEE = deferred(r"(?P<base>[^，。；、的\d]{2,12}(?:费用?|利息|租金|税款?))，(?:可|均|按规定)?由[^，。；\d]{1,10}(?:财政|资金|经费)[^，。；\d]{0,4}(?:按照?|给予|予以|补贴|补助)[^，。；\d]{0,4}$")


def _rate_base(ctx: Context, grant: Grant, index: int) -> str | None:
    part = grant.part
    joined = _JOINED.fullmatch(ctx.text, ctx.quantities[index - 1].end, ctx.quantities[index].core_start) if index in part.series.indices[1:] else None
    if joined:
        return joined["base"]
    of = part.series.indices[0] if ctx.quantities[part.series.indices[0]].kind is ctx.quantities[index].kind else index
    left = _WITHIN_LIMIT.sub("", ctx.text[part.left : ctx.quantities[of].core_start])
    clause = ctx.text[part.clause.start : ctx.quantities[of].core_start]
    own = staged(_GIVEN.sub("", clause)) if "年" in clause else None
    if own and part.left <= part.clause.start + clause.find(own[1]):
        return own[1]
    counted = _COUNTED_ON.search(ctx.text, part.segment.start, part.series.start)
    if counted and re.fullmatch(r"\d+年(?:度)?", counted["base"]) is None:
        return counted["base"]
    proceeds = _PROCEEDS_OF.search(ctx.text, part.segment.start, ctx.quantities[of].core_start)
    if proceeds and part.verb == part.series.end:
        return proceeds["base"]
    if part.relief and part.verb == part.series.start:
        behind = _BEHIND.match(ctx.text, part.series.end, part.clause.end)
        if behind and behind["base"].startswith(("收", "征", "缴", "计收")):
            return behind["base"]
    if stage_of(ctx, part):
        return _staged_base(ctx, part)
    if part.relief or re.search(r"(?:给予|享受|予以)$", left):
        behind = _BEHIND.match(ctx.text, part.series.end, part.clause.end)
        if behind and _RELIEF_ONLY.fullmatch(left[part.verb - part.left if part.verb else 0 :]):
            return behind["base"]
    added = ADDED.search(left) if ADDS.search(left) else None
    if added:
        return added["base"]
    matched = _MATCHED_BASE.match(ctx.text, part.series.end, part.clause.end)
    if matched:
        return matched["base"]
    too = _LEVEL_TOO.fullmatch(left) if "财政" in left else None
    named = _BORNE_BY.search(ctx.text, part.segment.start, part.left) if too else None
    if named:
        return named["base"]
    fee = _CLAUSE_FEE.search(ctx.text, part.segment.start, ctx.quantities[of].core_start)
    if fee:
        return fee["base"]
    borne = _BORNE.search(ctx.text[part.clause.start : part.series.start]) if "由" in left else None
    if borne:
        return borne["base"]
    full = _PAID_ON.search(left) if "按" in left or "根据" in left else None
    if full:
        return full["base"]
    named = _WITHIN_BASE.search(left) or _GRANTED_BASE.search(left) or _FEE_BASE.search(left)
    if named:
        return named["base"]
    matched = _MATCHING.search(left) if ctx.quantities[of].kind is Kind.RATIO else None
    if matched:
        return matched["base"]
    match = _BASE.search(left)
    if match:
        base = re.sub(r"^(?:其|该|单位|企业)?(?:实际)?", "", match["base"]) and match["base"].lstrip("其该")
        base = base.strip("的，、 ")
        if len(base) >= 2 and not re.fullmatch(r"(?:一定|以下|下列|相应)?比例|标准", base):
            return base
    target = _object(ctx, grant)
    if target is not None:
        return target or None
    plain = re.search(r"(?<!\d)(?P<base>[一-龥（）]{2,30}?)的?(?:按照?)?$", left)
    if plain and left.endswith("的") and ctx.text[part.series.start : part.series.end].endswith("减半"):
        return None
    if plain and not _OWN_GIFT.fullmatch(plain["base"]) and len(plain["base"].lstrip("的按")) >= 2 and not pattern(r"(?:{grant_verb})$").search(plain["base"]):
        return plain["base"].lstrip("的按")
    if grant.thresholds:
        name = metric_of(
            ctx,
            grant.thresholds[-1].series.indices[0],
            grant.thresholds[-1].clause.start,
            grant.thresholds[-1].clause.end,
        ).name
        priced = name.endswith("价") or name.endswith("价格")
        return None if priced and _OF_CLASS.match(ctx.text, grant.thresholds[-1].series.end) else name
    return None
