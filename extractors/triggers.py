"""The words that earn a grant: 获得省级奖项的, 每新增一张床位, 生活补助标准为小学每生每年 …"""

from __future__ import annotations

import re

from tiaokuan.extractors.alike import case_of
from tiaokuan.extractors.amount_fields import EACH_ONE
from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.grant_labels import objects_of
from tiaokuan.extractors.parts import Part
from tiaokuan.extractors.rate_bases import ADDED, ADDS
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_GIVES_ONLY = deferred(
    r"(?:并|另|再|均|各|可|可以|原则上|经审核批准|分别|给予|予以|定额|奖励|补贴|补助|资助|扶持|发放|申请|享受|返还|一次性|每年|额度|标准|建站|启动|运营|单个项目|项目|最高|按照?|根据实际情况|不超过|不低于|不少于|[人户]均|当地|本[市县区]|研发投入|实际支出|由|调整为?|提高到?|视(?![力听障觉频])[^，。；]{2,16}|[省市县区]级给予|[省市县区各本]?级?(?:人民)?(?:财政|政府|专项资金|就业补助资金)(?:部门)?(?:提供|安排)?)+"
)
_SERVED = deferred(r"(?:支持|用于)(?P<what>(?!\d)[^，。；]{2,80})")
_STANDARD_HEAD = deferred(r"^[^，。；：]{0,12}(?:标准|金额|额度|比例)(?:如下|分别为|为)?[：:]")
_CLOSE = deferred(r"的?[，、]?(?:分别)?(?:按照?|以)?$")
_RANK = deferred(r"(?:^|[^一-龥])(?:(?:特|[一二三四五])等等|金金|银银|铜铜|优秀秀)$")


#: 新建冷库按库容每立方米, 省级财政按每人每年, 分布式光伏项目按发电量每千瓦时
_BY_UNIT = deferred(
    r"(?<!^)，?按照?(?:其|照)?[^，。；、\d]{0,12}?每(?:一)?[^，。；、\d每]{1,6}(?:每[人年月天日季])*$|^按照?[^，。；、\d]{0,14}每[^，。；、\d]{1,6}$"
)
#: 社会保险补贴按单位实际缴纳的…给予; the name of the benefit before its standard
_BENEFIT_BY = deferred(r"(?P<name>[^，。；、的对\d]{2,10}(?:补贴|补助|津贴|奖励|资助|贴息))按照?[^，。；]*")
#: 岗位|补贴按每人每月300元
_NOUN_BY = deferred(r"(?:补贴|补助|津贴|奖励)(?=按照?每|每[人户车年月])")
_PAID_BY = deferred(r"(?:^|，)?(?:由)?(?:[中央省市县区级本各]*财政(?:资金)?|财政部门)(?:按照?)?$")
#: 经认定为示范街区的，授予牌匾，并|给予
_HONOURED = deferred(
    r"的?，(?:由[^，。；]{2,12})?(?:授予|颁发|授牌|挂牌|予以通报|给予通报|通报表扬)[^，。；]{0,14}(?:，(?:并|同时))?$|(?<=.{3}的)，(?:并|同时)$|，[^，。；\d]{0,8}(?:免费|无偿)?提供[^，。；\d]{1,12}(?:，?并|，?同时)$"
)
_SUPPORTS = deferred(r"(?<=.{2})(?:给予|予以|提供)[^，。；\d]{2,10}(?:支持|扶持)$")
_RAISES = deferred(
    r"(?:补贴|补助|资助|奖励|支持)?(?:比例|标准|额度)?可?(?:适当|再)?(?:提高|上浮|放宽|上调)(?:至|到|为)$"
)
_FROM_DAY = deferred(r"，自[^，。；]{2,12}之日起(?:按[^，。；]{0,20})?$")
_TITLED = deferred(r"^[^，。；：]{2,16}(?:补贴|补助|资助|奖励|津贴|救助)：(?=.{2})")
#: 奖励按照下列标准执行：|罚没款不足5万元
_HEADED = deferred(
    r"^[^，。；：\d]{0,24}(?:标准|下列|如下|以下|分[两二三四五]?[个]?[等级档类])[^，。；：\d]{0,8}：(?=.{2})"
    r"|^[^。；\d]{0,60}(?:给予|予以)[^，。；：\d]{0,8}(?:奖励|补助|补贴|资助|扶持)：(?=\D{2})"
)
#: 每增加1人|，增加运营经费
_ADDS_MORE = deferred(r"，(?:再|另外?|相应|则)?(?:增加|增发|加发|增拨|追加)[^，。；\d]{0,12}$")
#: 参加互保的|，每人保费300元，其中财政补贴150元
#: 设|一等奖|3名
_PRIZE = deferred(r"(?:共|拟|计划|年终|年底|每年|每届)?(?:评选|评出|评选出|设立?|设置|表彰|产生)?(?:出)?(?P<name>“[^”]{2,20}”[^，。；、\d]{0,4}|(?:优秀|先进|最美|十佳|杰出|模范)[^，。；、\d]{1,10}|[^，。；、\d]{1,12}(?:奖|称号|等次))\d+[名个项件篇人位家组支部幅](?:左右)?")
#: 优胜奖|若干名; 颁发优秀组织奖|，共5个
_SO_MANY = deferred(r"(?:若干|，共\d+)[名个项家]$")
_COUNTED_BY = frozenset("名个项件篇人位家组支部幅右")  # the last letter of ``_PRIZE``
#: 最低生活保障标准|由每人每月900元; 基本生活标准|按照不低于低保标准的1.3倍确定
_RAISED_FROM = deferred(r"(?<=.{2})(标准)(?:由[^，。；]{0,12}\d[\d.]*[十百千万亿]*元[^，。；]{0,4}|按照?[^，。；]{2,30}确定)$")
#: 满一年的|再补1000元
_MAKES_UP = deferred("的?(?:再|另|可|各|还)*(?:补|增加|增发|加发)?")
_ALSO = deferred(r"的?，(?:并且?|且|同时)$")
_AMONG = deferred(r"(?:的?，[^，。；]*\d[^，。；]*)?，其中(?:由|[省市县区镇各]*级?财政|财政)*$")
#: 给予一次性建设补贴，其中|面积300平方米以上的
_GIVEN_OF = deferred(r"^[^。；]*(?:给予|予以|发放)[^，。；\d]{0,12}(?:补贴|补助|奖励|资助|扶持|支持)，其中[：:，]?(?=.{2})")
_OF_NOUN = deferred(r"(?<=的)，[^，。；的\d]{1,8}$")
_NOUN = deferred("经费|资金|补助|补贴|奖励|费|金")
_TOPS_UP = deferred(r"(?<=.{2})(?:再|另外?|可)+(?:追加|叠加|增加)?$")
_ON_TOP = deferred("在[^，。；]{1,10}(?:基础|标准)上")
_BY_SCHEME = deferred(r"的?，(?:即)?前[^，。；]{1,3}年[^。；]*$|，(?:按照?|实行)“[^”]+”.*$")
_MEASURED_ONLY = deferred(
    r"[^，。；]{0,6}比例|[^，。；]{0,24}(?:面积|数量|人数|规模)(?:最高)?不超过[^，。；]*|(?:单个|每个|单一|同一|每家)[^，。；]{1,4}年?|[^，。；]{0,4}面不超过[^，。；]*|[^，。；]{0,6}(?:面积|期限|系数|人数)为[^，。；]*|(?:[^，。；]{0,10}(?:金额|保额)[^，。；]*，)?(?:保险)?费率[^，。；]*(?:，保险?费)?"
)
_LEADS_IN = deferred(
    r"(?:[^，。；\d]{0,8}(?:期|期限)为?(?:[\d一二三五]+)个?(?:年|月)|[^，。；]{0,8}(?:采取|采用|实行)[^，。；]{2,16}(?:方式|办法|形式)(?:予以|给予|进行)?(?:支持|资助|补助|奖励|扶持|安排)?)(?:，|$)"
)
_CHOSEN_ONLY = deferred(
    r"(?:[^，。；、\d]{0,14}(?:(?:支持|资助|立项|可补贴|可享受)|(?:评选|遴选|选树|评定)[^，。；、\d“]{0,10}?)(?:不超过|最多|约|至多)?\d+[项个名家件台篇](?:左右|以内)?(?:（[^（）]*）)?[，、]?)+(?:(?:单|每)[项个家户名](?:项目|课题)?)?|(?:[^，。；、\d]{1,10}奖\d+[名个项件篇人位部幅](?:[、，]|$)){2,}"
)


def _bare(ctx: Context, grant: Grant, words: str) -> str | None:
    """``words`` without who pays, what a standard is counted on, an honour that comes with it, or how one pays."""
    if _CHOSEN_ONLY.fullmatch(words):
        return None
    words = _LEADS_IN.sub("", words, count=1) if _LEADS_IN.match(words) else words
    if "：" in words and grant.heading.startswith(words.partition("：")[0]):
        words = words.partition("：")[2] or words
    words = _HEADED.sub("", words.removeprefix("答：")) if "：" in words else words
    words = _RAISED_FROM.sub(r"\1", words) if "标准" in words else words
    words = _ADDS_MORE.sub("", words) if "增" in words or "追加" in words else words
    words = _SO_MANY.sub("", words) if words.endswith(("名", "个", "项", "家")) else words
    prize = _PRIZE.fullmatch(words) if words[-1:] in _COUNTED_BY else None
    words = prize["name"] if prize else words
    words = _GIVEN_OF.sub("", _AMONG.sub("", words)) if "，其中" in words else words
    words = words[:-1] if words.endswith("各") and len(words) > 3 else words
    words = _OF_NOUN.sub("", words) if "的，" in words and _cut_noun(ctx, grant) else words
    if "按" in words and "每" in words and grant.part.series.kind is Kind.MONEY:
        words = _BY_UNIT.sub("", words)
    words = _PAID_BY.sub("", words) if "财政" in words else words
    if (
        words.endswith("平")
        and ctx.text.find(words + "均", max(0, grant.antecedent.start - 20), grant.part.series.start) >= 0
    ):
        words = words[:-1].rstrip("，")
    if len(words) < 2:
        return None
    if words.endswith("对") and ctx.text.startswith(
        "应", ctx.text.find(words, max(0, grant.part.clause.start - 80)) + len(words)
    ):
        words = words[:-1]
    words = _untitled(words)
    words = _ALSO.sub("", words) if words.endswith(("并", "且", "时")) else words
    words = _BY_OFFICE.sub("", words) if "，经" in words else words
    words = _TOPS_UP.sub("", words) if words.endswith(("再", "外", "可", "加")) else words
    if _MEASURED_ONLY.fullmatch(words):
        return None
    named = _BENEFIT_BY.fullmatch(words) if "按" in words else None
    words = named["name"] if named else words
    return _BY_SCHEME.sub("", _HONOURED.sub("", words)) if "，" in words else words


def _cut_noun(ctx: Context, grant: Grant) -> bool:
    """True where the words end within the noun of what is paid (…10人的，运营|经费2万元)."""
    verb = grant.part.verb
    return verb is not None and verb < grant.part.series.start and _NOUN.match(ctx.text, verb) is not None


def _untitled(words: str) -> str:
    """``words`` without a day from which, a support or a raise that closes them, and a benefit's name before a colon."""
    words = _FROM_DAY.sub("", words) if "，自" in words else words
    words = _SUPPORTS.sub("", words) if words.endswith("持") else words
    words = _RAISES.sub("", words) if words.endswith(("至", "到", "为")) else words
    return _TITLED.sub("", words) if "：" in words else words


def trigger_of(ctx: Context, grant: Grant, ladder: Part | None) -> str | None:
    """The words that earn the grant; None where none are printed."""
    words = case_of(ctx, grant.part) or _trigger(ctx, grant)
    words = _bare(ctx, grant, words) if words else words
    words = _CLOSE.sub("", words.rstrip("（(")) if words and words[-1] in "的，、别按照以（(" else words or None
    if words and words.endswith(("基数", "基准")):
        words = re.sub(r"(?:20\d\d[^，。；以]{0,8})?以[^。；]*$", "", words) or None
    return None if not words or _GIVES_ONLY.fullmatch(words) else words


def _trigger(ctx: Context, grant: Grant) -> str | None:
    part = grant.part
    left = ctx.text[part.left : ctx.quantities[part.series.indices[0]].core_start]
    if part.series.kind is Kind.RATE and ADDS.search(left) and ADDED.search(left):
        return _said_before(ctx, grant)
    before = ctx.text[part.segment.start : min(part.verb or part.series.start, part.series.start)]
    if grant.antecedent.trigger is not None and "每" in before and "：" in before:
        step = _STEP.search(before)
        if step:
            return step["what"]
    words = grant.antecedent.trigger_text(ctx.text)
    if words is None and part.verb is not None:
        words = objects_of(ctx, grant)
    if words is not None:
        words = _STANDARD_HEAD.sub("", words) if ":" in words or "：" in words else words
        end = grant.antecedent.trigger[1] if grant.antecedent.trigger else 0
        if ctx.text.startswith("项目", end) and words and not words.endswith("项目"):
            words += "项目"
        if ctx.text.startswith(("奖学金", "助学金"), end) and len(words) <= 4:
            words += ctx.text[end : end + 3]
        if ctx.text.startswith("均", end) and words[-1:] in "户人亩台件" and len(words) > 2:
            words = words[:-1]
        noun = _NOUN_BY.match(ctx.text, end) if words and len(words) <= 12 and "的" not in words else None
        if noun and not words.endswith(("补贴", "补助", "津贴", "奖励")) and part.clause.start == end - len(words):
            words += noun.group()
        words = words + "奖" if ctx.text.startswith("奖", end) and _RANK.search(words + ctx.text[end - 1]) else words
    if words is not None and _GIVES_ONLY.fullmatch(words):
        words = None
    if words is not None and words.startswith("经") and _BY_OFFICE_ONLY.fullmatch(words):
        words = _said_before(ctx, grant) or words
    each = _FOR_EACH.match(ctx.text, part.clause.start, part.series.start) if words is None else None
    if each:
        return each["what"]
    if words is None and grant.per is None and not grant.announced:
        words = _said_before(ctx, grant)
    named = _STANDARD_OF.search(ctx.text[grant.part.left : grant.part.series.start])
    if named and _BY_COUNT.search(named["who"]) is None:
        return named["who"]
    if grant.announced:
        own = re.sub(
            r"^[，、；]?(?:按照?(?=[^，。；]{2,14}每)|其中)|(?:分别|每|为|是|：|:|标准(?=为|是|：|按|每|最|不|分别|一次|$)|按|最高|不超过).*$",
            "",
            _own_words(ctx, part),
        ).strip("，,、 ")
        own = own.lstrip("的") if _MAKES_UP.fullmatch(own) is None else ""
        if own and (_GIVES_ONLY.fullmatch(own) or _ON_TOP.fullmatch(own)):
            return words if words is not None else _said_before(ctx, grant)
        if words is None and not own and ctx.text.endswith("的，", part.segment.start, part.clause.start):
            return _said_before(ctx, grant)
        return words if not own or pattern(r"(?:一次性)?(?:{grant_verb}|{weak_grant_verb})").match(own) else own
    if words is None and grant.per is not None:
        return ctx.text[grant.per.clause.start : grant.per.clause.end]
    if words is None:
        step = EACH_ONE.search(ctx.text, part.segment.start, part.clause.start)
        if step:
            return ctx.text[step.start() : part.clause.start].strip("，,的")
    if words is None or words in ("每年", "年度"):
        served = _SERVED.search(ctx.text, grant.part.series.end, grant.part.segment.end)
        return served["what"] if served else None
    return words


_AT_OWN = deferred(r"^[，、；]?按照?(?=[^，。；、每为的\d]{2,14}$)")


def _own_words(ctx: Context, part: Part) -> str:
    """The words between the figure before and this one; with the class before a bracket that holds the former."""
    own = ctx.text[part.left : part.series.start]
    if own[:1] in ("）", ")"):
        opening = max(ctx.text.rfind(mark, part.clause.start, part.left) for mark in "（(")
        clause = ctx.text[part.clause.start : part.series.start]
        return clause if opening > part.clause.start and not re.search(r"\d", clause.partition("（")[0]) else own[1:]
    return _AT_OWN.sub("", own) if part.series.kind is Kind.MONEY and "按" in own else own


#: 生活补助标准为小学每生每年1000元: what the sum is for stands behind 标准
_STANDARD_OF = deferred(
    r"(?:标准(?:分别)?(?:为|是|：|:)+|(?:补贴|补助|津贴|奖励)(?:按照?|：))"
    r"(?P<who>(?!每|不|最|一次|人民币|单|实际|其|上述|同期|当地|[户人]均|上一?年)[^，。；：\d每的]{2,16})(?:每|$)"
)


_BY_COUNT = deferred("给予|数量|人数|情况|实际")
_EACH = (
    r"(?P<what>每(?:新?增加?|引进|培[养训]|完成|组织|举办|承办|接待|建成|招[用收录]|吸纳|孵化|推荐|开发|获得?|取得|提升|提高|降低|节约|安置|开通|发表|实现|达到|超过|输送|转化)"
    r"[^，。；：]{1,24}?)的?"
)
_FOR_EACH = deferred(_EACH + r"(?:再|额外|另外?|可|一次性)*(?:给予|奖励|奖补|补助|补贴|资助|发放|增发|加发)")


_STEP = deferred(_EACH + "，?(?:再|额外|另外?|可|一次性|分别|给予)*$")


#: 新设立总部的，|经认定
_BY_OFFICE = deferred(r"(?<=.{4})的?，经[^，。；的]{0,12}?(?:认定|评估|核定|审核|评审|审定|批准|核实|认可|公示|验收)(?:合格|通过|同意|无异议)?后?$")
_BY_OFFICE_ONLY = deferred(r"经[^，。；的]{0,12}?(?:认定|评估|核定|审核|评审|审定|批准|核实|认可)(?:合格|通过|同意|无异议)?后?")


def _said_before(ctx: Context, grant: Grant) -> str | None:
    """The clauses between the grant before and the one that only gives (…设立联络站，给予建站补助2万元)."""
    before = ctx.text[max(grant.antecedent.start, grant.part.segment.start) : grant.part.clause.start].strip(
        "，,、；：: "
    )
    before = _BY_OFFICE.sub("", before) if "经" in before else before
    words = before if len(before) <= 80 else before.rsplit("，", 1)[-1]
    words = re.sub(r"^(?:对于?|凡|并|同时)(?=[^，。；]{3,})", "", words).strip("，的 ")
    return words if len(words) >= 4 and not _GIVES_ONLY.fullmatch(words) else None
