"""What a figure measures, as the noun phrase that the text prints for it (营业收入, 商业运营经验, 餐饮商户占比).

Before the figure stands its subject, with the words of place, time and demand around it (在我市连续缴纳社会保险满3年 →
连续缴纳社会保险); behind it the thing counted, or what the years are years of (3年以上从业经验 → 从业经验).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.metric_parts import COMPARED, averaged, each_time, own_part, past_bracket, per_each, share
from tiaokuan.gazetteer.deferred import deferred

_AGES = frozenset({"岁", "周岁"})
_LEFT_TAIL = deferred(
    r"(?:[，、：:]|可?(?:适当)?(?:放宽|延长|缩短|降低|提高|调整)(?:至|到|为)(?:每[周月年日天季])?|达到?了?|(?<!存)在|为|是|于|约|原则上|一般|应当?|(?<!必)须|必须|(?<!所)需|不|(?<![人户亩年月日生班])均|都|合计|总计|共计|累计|至少|超过|(?<!拥|具|占|所|共|享|持|专)有|拥有|具有|具备|含|按|按照|(?<=.{2})由|(?<![之占配同环对])比|(?<=率)占比?|分别|其中|且|并|的|保持|首次|突破)+$"
)
_LEFT_HEAD = deferred(
    r"^(?:[，、：:；”]|共(?=改造|培训|建设|新增|完成|实施|支持|组织|举办|发放|服务|新建|建成)|(?:以上|以下)(?=[^，]{2})|[（(]含[）)]|且|并且?(?![行轨网购联])|或者?|同时|其中|其(?![他它余])|但是?|而且?|的|对于?|须|需(?!求)|应当?(?!届|急|用|收|纳|税)|必须|能够?(?![源耗效力])|可(?![再持支])|(?:满足|符合)(?=.{4})|优先(?:支持|推荐|考虑|安排|资助|扶持)?|至少|及|和|以及|原则上|凡(?=.{2})|要(?!素|件)|每年(?=.{2})|已(?=[经办取获建缴投签完开设通])"
    r"|上一?(?:个)?(?:会计)?年度?(?:末|底)?|本年度?(?!度)|年度(?=.{2})|(?:最?近|前)[一二两三四五六七八九十\d]+(?:个)?(?:会计)?年度?(?:内|来|每年)?"
    r"|(?:拥有|具有|具备|配备|设有|建有|备有)(?!.{0,1}$|[^，]*的)|(?:力争|确保|争取|为[其之])(?=.{2})|有(?![^，]*的)(?![效限关偿机线色害形声利毒源序])(?=.{2})"
    r"|(?:项目)?(?:实施|建设|执行|合同|评价|示范|培育|考核|申报|试点|项目)期(?:间|内)(?=.{2})|项目期?内)+"
)
_EARLIER_DEMAND = deferred(
    r"^(?:.*[^并而](?:并且|且|、(?=近[一二两三四五\d]年|年均|累计|其中|上一?年))(?=.{2})(?!(?:累计|合计|连续|共计|总计)$)|(?:以上|以下)?[（(]含[）)](?=.{2}))"
)
_SAYING = deferred(
    r"^[^，。；]{0,40}?(?:是指|系指|特指)(?=[^，。；]{2})|^[^，。；]{0,16}承诺(?:在|于)?(?=[^，。；]{2})|^.*[。；](?=.)|^(?:按照?|根据|依据|参照)《[^》]*》(?:计算|核算)?(?:的)?(?=.{2})"
)
#: One of which each alternative of what is said before holds.
_SAYS = deferred("[指诺。；》]")
#: One of which all of what is said before, also or owed holds.
_LINKS = deferred("[、上下并同且及应须]")
_RIGHT_STOP = deferred(r"[，。；：、\n（()）,;]|并(?!购)|且|以及|[或和及](?=\d)|组成|构成|的$")
_OPENED = deferred(r"[（(](?=[^（）()]*$)")
_AGED = deferred(r"(?:均|都|已|应当?|须|必须|不得|原则上|一般|需|在|为|于|是|年|满|超过|不|未|低于|高于|的)*$")
_BRACKETED = deferred(r"（[^（）]*）(?=，)")
_SEX = deferred(r"[男女][^，。；、]{0,4}$|(?:[A-Z]类?、){0,3}[A-Z]类(?:人才|人员)?$")
_LETTERED = deferred(r"(?:[A-Z]类?、){0,3}[A-Z]类(?:人才|人员)?$")
_WHO = deferred(
    r"(?:人[员才口]?|[生者工师员民妇户子童]|[男女](?:性|方|生)?|负责人|成员|代表人?|本人|选手|本科|硕士|博士|教授|职称|对象)$"
)
#: What the years, or the share, behind them are of: a noun at the end of the phrase (3年以上从业经验).
_OF_WHAT = deferred(
    r"(?:的)?(?P<what>(?:[^，。；：（）()\d]|[（(][^（）()]{1,6}[）)]){0,24}?(?:经验|经历|阅历|合同|协议|履历|业绩|资历|工龄|教龄|历史|租约|租期|租赁期|服务期限?|聘期|账龄|信用记录|纳税记录|参保记录|缴费记录|质保期?|保修期?))"
    r"(?=$|[，。；：、（）()的并且和及或与])"
)
_PAID = deferred(
    r"(?P<verb>(?:连续|累计|足额|按时|依法|按规定|正常)*(?:缴纳|缴存|缴交|参加|发放|支付|投保|购买))(?:了|其)?$"
)
_DUES = deferred(r"的?(?P<what>[^，。；：（）()]{2,30}?(?:保险费?|公积金|社保费?|个税|所得税|税款|工资|年金))")
_DENIED = deferred(
    r"(?:之)?内?[，,]?(?:均|一律|原则上|(?<=[，,])[^，。；不]{2,14}(?=不得))?(?P<what>(?:不(?=[得再能予准可将改迁减转搬变撤])|禁止)[^，。；：（）;,]{2,40}|[^，。；：（）;,]{0,30}?资格)(?=$|[，。；：（）、;,]|的|并|和|及)"
)
_LOSING = deferred(r"(?:取消|停止|暂停|终止|限制)[^，。；]{0,8}$")
_STATUS = deferred(
    r"^(?:.*[和及或、对在])?(?P<what>(?:离校|毕业|退役|退伍|留学回国|回国|失业|距(?:离)?(?:法定)?退休年龄)(?:时间)?)$|^.+?(?P<rest>距(?:离)?(?:法定)?退休年龄)"
)
_VERB = r"(?:连续|累计|依法|实际|正常|稳定|全职|持续|独立|首次|足额|按时|已|初次|专职)*(?:(?:登记|注册)+(?:成立)?|工作|服务|任职|就业|居住|经营|运营|运行|从业|从事[^，在]{2,16}|执业|执教|任教|参保|就读|落户|设立|成立|[缴参][纳存加][^，在]{2,16}|生活|驻点|实现[^，在]{2,10})"
_PROVIDES = deferred(r"(?:能够?|持续|面向[^，。；]{2,10}|积极|免费)*(?:提供|开发|发布|推出)(?P<what>[^，。；]{2,10})")
_DONE = deferred(rf"(?P<what>{_VERB})$")
_WHERE = deferred(
    r"^(?:.{0,24}?[^存])?在(?![校职岗建研孵编库读产线用训营种养途册])[^在，]{1,24}?(?:内|范围|辖区|市|区|县|省|镇|期间|上|后|前|中)(?=[^内外上中下前后级以的）].)"
)
_ENOUGH = 9
_APPLIES = deferred(
    r"^(?:(?:申报|申请|参评|参选|参赛|承办|承担|运营|建设|实施|牵头|依托|推荐|入驻|参与|试点|培育|征集|认定)(?:单位|企业|主体|机构|者|项目|产品|团队|商家|组织|学校|人)|(?:该|本|所在)?(?:企业|单位|机构|公司)(?=上|近|当年|主营|拥有|具有|年))(?:的|应当?|须|必须)?(?=[^，的及或和、]{3,}$)|^[^，、]{1,10}已(?=[^，、]{2,}$)"
)
#: The one before a mark of enumeration that says something by itself: no part of the name behind it.
_SAID_BEFORE = deferred(
    r"^(?:.*、)?(?:(?:具有|具备|拥有|持有|取得|获得|经|被|无|未|没有|符合|遵守|从事|自愿|诚信|信誉|依法|实际|在|有|新?引进|与|为其?|[^、]{0,30}(?:登记|注册|备案|认定|举办|承办|开放|新引进|就业|创业|良好|健全|完善|规范|合格|达标|清晰|齐全|住房|户籍|国籍))[^、]{0,30}|[^、]{2,30}(?<!规模)(?<!限额)以[上下内])、(?=[^、]{2,}$)|^.*(?:以上|以下)(?:的)?(?:或者?|和|及|且|并)(?=.{2})"
)
_ALSO = deferred(r"^.{2,}?(?<![合兼归一])(?:并且?(?![购轨网])(?:已|且)?|同时|，且|以及)(?=.{2,}$)")
#: Who must, before what he must (获奖教师应当每年示范授课 → 示范授课).
_MUST = deferred(
    r"^[^，、]{2,14}?(?<![相响供适反效对])(?:应当|应(?![届用急收税纳付])|(?<!必)须|必须)(?=[^，、]{2,}$)"
)
#: What may be the case instead (为主办人或出资比例 → 出资比例).
_ALTERNATIVE = deferred(
    r"^[^，、]*[为是有]?[^，、]{2,}或者?(?=(?:[^或]{0,6})(?:比例|占比|金额|数量|面积|人数|总额|收入|资本|年限|产值|利润|纳税额)$)"
)
_OWNED = deferred(
    r"^(?:.{0,8}?(?:纳入|列入|新?引进|新增|实施|拥有|从事|用于|获得|取得|引入|投入)[^的]{0,12})的(?=[^的]{4,}$)"
)
_MEASURES = frozenset({"平方米", "平米", "亩", "公顷", "公里", "千米", "米", "吨", "千瓦", "兆瓦", "立方米"})
_OWNER = deferred(r"(?:[（(]含[^（）()]{0,6}[）)])?(?:及?以[上下内])?的")
_ACTS = deferred(
    r"(?:配备|配置|吸纳|招用|聘用|招聘|雇佣|带动|组织|开展|举办|承办|引进|培育|培养|设立|建立|建有|建成|建设|拥有|服务|提供|新增|完成|接收|接待|录用|安置|覆盖|辐射|发放|购置|投入|获得|取得|承担|主持|参与|发表|持有|有|种植|养殖|流转|改造)了?$"
)
_RUNNING = ("连续", "累计")
_EACH = deferred(r"每(?:[年月周季天日]度?|学[年期]|季度|个?月|星期)|[年月周日]均|全年")
_EXTENTS = ("范围", "半径", "距离")
#: What somebody does, or fails to do, within a time (未在3个月内退回住房的, 三年内再次申请的).
_ACT = deferred(r"(?:之|以)?内(?P<what>[^，。；：（）]{2,24}?)的?(?=$|[，。；：（）])")
_AGAIN = deferred(r"(?:之|以)?内(?:又|再次|再行|重新)")
_FAILS = deferred(r"[未没](?:能|有)?(?:在|于)?[^，。；]{0,8}$")
_BARE_SHARE = deferred(r"^占.{2,}")
_EVENT = deferred(
    r"(?:以?[后前]|之[前后]|期间|以[来后前]|[前后起止]|及|（含）|\(含\)|内|至|首次在|以)*(?:在[^，。；：（）()的]{1,12}?)?(?P<what>(?:授权|建成|出生|注册|登记|引进|开工|成立|设立|签订|认定|投产|完成|取得|获得|毕业|购[买置房]|竣工|上市|发表|出版|退役|入学|就业|投保|首次|新|全职|正式|依法|入驻|入库|立项|备案|参保|落户|购车)[^，。；：（）()的到至在于]{0,10})"
)
_DATED = deferred(r"(?:日期?|时间|期限?|时|年份|年月)$")


def name_of(ctx: Context, index: int, left: int, right: int, entry: int) -> str:
    """The name of the figure within its clause ``text[left:right]`` of the entry that begins at ``entry``."""
    quantity, text = ctx.quantities[index], ctx.text
    opening = left
    for other in ctx.within(left, quantity.start):
        ahead = ctx.quantities[other]
        if ahead.end <= quantity.start and not _past(ctx, ahead) and not _ages_class(text, ahead, quantity):
            left = max(left, ahead.end)
    opened = _OPENED.search(text, left, quantity.start)
    if opened is not None and quantity.start - opened.end() >= 2:
        left = opened.end()
    before_it, behind = text[left : quantity.start], text[quantity.end : right]
    if "均" in before_it and (each := averaged(before_it)):
        prior = [i for i in ctx.within(entry, quantity.start) if ctx.quantities[i].unit == quantity.unit]
        return each + (name_of(ctx, prior[-1], entry, left, entry) if prior else "")
    special = share if quantity.unit == "倍" else _SPECIAL.get(quantity.kind)
    core = quantity.core_end if quantity.kind is Kind.DURATION else quantity.end
    found = special(before_it, text[core:right]) if special else per_each(behind)
    if quantity.unit in _AGES:
        found = _age(before_it)
    if found:
        return found
    if left != opening:
        before_it = own_part(past_bracket(text, entry, left, before_it))
    before = _clean(before_it)
    after = _after(ctx, index, right)
    if quantity.kind in (Kind.COUNT, Kind.NUMBER) and len(after) >= 2 and not _owns(quantity, before, after, behind):
        return after
    if _BARE_SHARE.match(before) and left == opening:
        return _sharer(ctx, entry, left) + before
    if _EACH.fullmatch(before):
        return _provided_before(text, entry, quantity.start) or before + _done_before(text, entry, quantity.start)
    if each := each_time(text, entry, quantity, before, after):
        return each
    if before.endswith(_RUNNING) and len(after) >= 2:
        return before[-2:] + after
    if len(before) >= 2:
        return before
    return after or _clean(_BRACKETED.sub("", text[entry : quantity.start]))[-20:] or quantity.unit or quantity.kind.value


def _past(ctx: Context, quantity: Quantity) -> bool:
    """A look-back, which belongs to the name's own clause (近三年营业收入)."""
    return quantity.kind is Kind.DURATION and (
        ctx.text[quantity.start] in "近前"
        or ctx.text[max(0, quantity.start - 2) : quantity.start].endswith(("近", "前", "上", "过去"))
    )


def _ages_class(text: str, ahead: Quantity, quantity: Quantity) -> bool:
    """True where an age belongs to the class whose share follows it (65岁以上老年人健康管理率)."""
    between = text[ahead.end : quantity.start] if ahead.unit in _AGES and quantity.kind is Kind.RATE else "，"
    return re.fullmatch(r"[^，。；、（）]{3,24}", between) is not None


def _owns(quantity: Quantity, before: str, after: str, behind: str) -> bool:
    """True where what stands before a count is what it counts (床位50张以上的民宿, 面积300平方米门店), and what stands
    behind it the owner; a verb counts what stands behind (配备3名以上的社工)."""
    if after.startswith(_EXTENTS):
        return True
    if len(before) < 2 or _ACTS.search(before):
        return False
    return quantity.unit in _MEASURES or _OWNER.match(behind) is not None


def _after(ctx: Context, index: int, right: int) -> str:
    quantity = ctx.quantities[index]
    later = ctx.within(quantity.end, right)
    if later:
        right = ctx.quantities[later[0]].start
    words = ctx.text[quantity.end : right].removeprefix("期间").removeprefix("及").lstrip("的以上下含前后之")
    if words.startswith(("或", "和", "及", "为", "者", "方可", "可", "视为")):
        return ""
    return _RIGHT_STOP.split(words, maxsplit=1)[0].strip().rstrip("和或及与")


def _age(before: str) -> str:
    """年龄, with whose it is where the figure follows its owner (女性年满50周岁, 项目负责人不超过45周岁)."""
    at = before.rfind("年龄")
    sex = (_SEX if at >= 0 else _LETTERED).search(_AGED.sub("", before[at + 2 if at >= 0 else 0 :]))
    if sex is not None:
        return f"{sex.group()}年龄"
    head = before[:at] if at >= 0 else _AGED.sub("", before)
    head = re.split(r"[，。；：、（(）)]", _SAYING.sub("", head))[-1]
    whose = _clean(head, whole=False)
    if len(whose) > 14 or not (_WHO.search(whose) or (at >= 0 and whose.endswith("时"))):
        return "年龄"
    return _APPLIES.sub("", whose) + "年龄"


def _duration(before: str, behind: str) -> str | None:
    denied = _DENIED.match(behind)
    if denied is not None and (_LOSING.search(before) or not denied["what"].endswith("资格")):
        return denied["what"].lstrip("的")
    act = _ACT.match(behind)
    if act is not None and (_FAILS.search(before) or _AGAIN.match(behind) or before.endswith(("后", "起"))):
        return act["what"]
    bounded = re.match(r"(?:[（(]含[^（）()]{0,6}[）)])?(?:及?以[上下内])?(?:[（(]含[^（）()]{0,6}[）)])?", behind)
    behind = behind[bounded.end() :] if bounded else behind
    paid = _PAID.search(before)
    dues = _DUES.match(behind) if paid else None
    if paid is not None and dues is not None:
        return paid["verb"] + dues["what"]
    of = _OF_WHAT.match(behind)
    if of is not None:
        return of["what"].lstrip("的").removeprefix("期限").lstrip("的") or of["what"]
    status = _STATUS.search(before)
    return (status["what"] or status["rest"]) if status else None


def _date(before: str, behind: str) -> str | None:
    if _DATED.search(_LEFT_TAIL.sub("", before)):
        return None
    event = _EVENT.match(behind)
    return event["what"] if event is not None and len(event["what"]) >= 2 else None


_SPECIAL: dict[Kind, Callable[[str, str], str | None]] = {
    Kind.DURATION: _duration,
    Kind.DATE: _date,
    Kind.DATE_RANGE: _date,
    Kind.RATE: share,
    Kind.RATIO: share,
}


def _done_before(text: str, entry: int, at: int) -> str:
    """What is done every year, where the clause before says it (全职在岗工作，每年不少于9个月)."""
    here = text.rfind("，", entry, at)
    start = max(text.rfind(mark, entry, here) for mark in "，；。：、") + 1 if here > 0 else 0
    done = _DONE.search(text[max(start, entry) : here]) if here > 0 else None
    return done["what"] if done else ""


def _provided_before(text: str, entry: int, at: int) -> str:
    """What is provided so often, where the clause before says it (持续提供泊位，每年不少于10个)."""
    here = text.rfind("，", entry, at)
    start = max(text.rfind(mark, entry, here) for mark in "，；。：") + 1 if here > 0 else 0
    given = _PROVIDES.fullmatch(text, max(start, entry), here) if here > 0 else None
    return given["what"] if given else ""


def _sharer(ctx: Context, entry: int, left: int) -> str:
    """Of what the share is, where the clause before names it (研发费用不低于100万元，且占营业收入比重 …)."""
    earlier = [i for i in ctx.within(entry, left) if ctx.quantities[i].kind in (Kind.MONEY, Kind.COUNT)]
    if not earlier:
        return ""
    at = ctx.quantities[earlier[-1]].start
    start = max(ctx.text.rfind(mark, entry, at) for mark in "，；。：")
    name = _clean(ctx.text[max(entry, start + 1) : at])
    return name if 2 <= len(name) <= 16 else ""


def _clean(before: str, *, whole: bool = True) -> str:
    """The words before a figure without what only demands, bounds, places or dates it."""
    named = before.strip()
    if _SAYS.search(named):
        named = _SAYING.sub("", named, count=1)
    if "且" in named or "、" in named or "含" in named:  # one of which each of its alternatives holds
        named = _EARLIER_DEMAND.sub("", named, count=1)
    compared = COMPARED.search(named)
    if compared is not None and compared.start() >= 2:
        named = named[: compared.start()]
    named = _LEFT_TAIL.sub("", _LEFT_HEAD.sub("", named))
    named = _placed(named) if named.startswith("在") and _DONE.search(named) else named
    for cut in (_SAID_BEFORE, _ALSO, _MUST) if whole and _LINKS.search(named) else ():
        rest = cut.sub("", named, count=1)
        named = _LEFT_HEAD.sub("", rest) if rest != named else named
    named = _placed(named)
    for cut in (_APPLIES, _OWNED) if whole else ():
        named = cut.sub("", named, count=1)
    return _balanced(_LEFT_HEAD.sub("", _ALTERNATIVE.sub("", named, count=1)))


def _placed(name: str) -> str:
    """Without the place (在我市高校任教 → 任教), which stays with a verb where both are short (在本市就业)."""
    bare = _DONE.fullmatch(name, 1) if name.startswith("在") else None
    if bare is not None:
        return bare["what"]
    if "在" not in name or (len(name) <= _ENOUGH and name.startswith("在") and _DONE.search(name)):
        return name
    done = _DONE.search(name, max(name.rfind("在"), 0))
    if done is not None:
        return done["what"]
    where = _WHERE.match(name)
    return name[where.end() :] if where and len(name) - where.end() >= 2 else name


def _balanced(name: str) -> str:
    name = name.strip()
    name = name + "比" if name.endswith("占") and len(name) > 2 else name
    if name.endswith("）") and "（" in name[1:]:
        opened = name.rindex("（")
        return name if len(name) - opened <= 30 else name[:opened]
    return name.strip("（()） ") if name.count("（") + name.count("(") != name.count("）") + name.count(")") else name
