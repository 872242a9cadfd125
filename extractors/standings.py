"""Demands that a clause makes in passing of those whom it serves: their standing (离校2年内未就业, 16—24岁失业青年) or
their rank (综合排名前三的地区)."""

from __future__ import annotations

from tiaokuan.extractors.base import Interval, Kind
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import ConditionFinding, MetricFinding
from tiaokuan.extractors.metrics import metric_of
from tiaokuan.extractors.numerals import parse_number
from tiaokuan.gazetteer.deferred import deferred

_STANDING = deferred(
    r"离校[^，。；、]{1,4}年(?:以?内)未就业"
    r"|[\d一二三四五六七八九十]{1,3}(?:岁|周岁)?[—\-－~～至到][\d一二三四五六七八九十]{1,3}周?岁的?[^，。；、（）\d]{0,4}(?:青年|人员|劳动者|毕业生)"
    r"|(?<!应届)毕业[^，。；、]{1,4}年(?:以内|内)(?=的?[^，。；、]{0,6}(?:毕业生|人员|学生))"
    r"|(?:[^，。；、对]{0,16}时)?距(?:离)?(?:法定)?退休年龄(?:不足|不满|不到)[^，。；、]{1,3}年(?!内|以)|距(?:离)?(?:法定)?退休年龄[^，。；、]{1,3}年(?:以内|内)"
)
_HIRES = deferred(
    r"(?:^|[，；：。对])(?P<what>[^，；。：对]{0,16}(?:招用|吸纳|聘用|录用|招收|接收)[^；。]{4,160}?，[^；。]{4,80}?)的(?:[^，。；的]{0,14})，(?:可?按|给予|予以|可|发放|享受)"
)
_CLAUSE_HEAD = deferred(r".*(?:[，；：。】]|(?<![面针相])对(?![应口比外内照]))")
_RANK = deferred(
    r"(?:^|[，；：]|对|将)(?P<what>[^，。；：对将]{3,60}?前(?P<n>\d{1,3}|[二三四五六七八九十]{1,3})(?:名|位|强)?)(?:的|(?=地区|企业|单位))"
)
_RANKED = deferred(r"(?P<name>[^，。；：对将的前\d]{2,16}?(?:排名|排位|名次|总分|得分|成绩|积分|评分))|获得|取得")


_AIMS = deferred(r"力争|争取|努力|确保")
_AGES = frozenset({"岁", "周岁"})
_JOINS = deferred(r"且|并且|同时|与[其之]|并?[为与][其之]|并(?!购)")
_HIRER = deferred(
    r"(?:各类|本市)?(?:用人单位|企业|个体工商户|社会组织|单位|机构|、|和|或|等)+(?=招用|吸纳|新?招|录用|聘用|接收|安置|引进)"
)
_OTHER_CLASS = deferred(
    r".*、.*(?:人[员口才]|者|[学考毕]业?生|户|企业|单位|机构|组织|家庭|居民|职工|农民|军人)(?:、|[和及或与]|以及|或者)(?=.{2})"
)
_AGED = deferred(
    r"(?:^|(?<=[，；：、。对]))(?P<what>[^，。；：、（）对]{0,14}?\d{2}周?岁(?:（含）)?及?以[下内](?:（含[^（）]{0,8}）)?(?:的?(?:具有|取得|获得?)[^，。；、（）]{2,18}?(?:职务|职称|资格|学历|学位))?)"
    r"(?=的?[^，。；]{2,80})"
)
_BENEFITS = deferred(r"给予|享受|发放|补[助贴]\d|奖励|可(?:以)?(?:申[请报领]|享受|办理)")
#: What follows the 可 of those who may have something.
_ENTITLED = deferred(r"以?(?:申[请报领]|享受|领取|参[加评赛])")
_COMES_TO_BE = r"(?:首次|新|正式|依法|在[^，。；]{2,10})*(?:取得|获得|引进|认定|注册|登记|成立|设立|建成|竣工|投产|入职|就业|毕业|落户|购[买置]|签订|参保|退休|出生|开工|入库|备案|授权|立项|入驻|获批)[^，。；的]{0,20})的"
#: A day since, or before, which something must have come to be (2019年5月1日之后取得证书的，标准为 …), or a stretch in
#: which it must for one to apply (3月1日至6月30日期间建成的项目，可以申报).
_DATED = deferred(
    r"(?:^|[，；：。对])(?P<what>(?:在|于|自)?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:（含(?:当日)?）)?(?:及)?(?:之后|以后|之前|以前|后|前|起)"
    + _COMES_TO_BE
    + r"(?=[^，。；]{0,14}，)"
)
_DATED_WITHIN = deferred(
    r"(?:^|[，；：。对])(?P<what>(?:在|于|自)?\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:至|到|—|-|~|～)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:（含）)?(?:期间|之间|内)"
    + _COMES_TO_BE
    + r"(?=[^，。；]{0,14}，(?:均|方|才|都)?(?:可(?:以)?(?:申[请报领]|享受|参[评加])|纳入|列入))"
)
_CHANGED = deferred("放宽|调整|扩|延长|缩短|降|提高")
_CHANGES = deferred(
    r"(?:^|[，；：。])(?P<what>(?:将|把)?[^，。；：]{2,44}?(?:调整|放宽|扩大|扩展|扩围|延长|缩短|降低|降|提高)(?:为|至|到)(?:[^，。；]{2,60}|：[^。；]{2,120}))(?=$|[，。；])"
)
_CHANGED_NAME = deferred(
    r"(?:将|把)?(?P<name>[^，。；：]{2,30}?)(?:统一)?(?:由|从|调整|放宽|扩大|扩展|扩围|延长|缩短|降低|降|提高)"
)
_WORDS = deferred(r"[一-鿿]{2}")
_OF_WHOM = deferred(r"人员|毕业生|青年|企业|单位|劳动者|家庭|[参投]保|缴费|岁|个?学[生员]|户籍")
_OF_STANDING = deferred(r"[参投]保|缴费|年龄")
_ELIGIBLE = deferred(
    r"(?:范围|对象|条件|年龄|年限|门槛|要求|资格|参保|户籍|工龄|居住)[^，。；：]{0,40}?(?:调整|放宽|扩大|扩展|扩围|延长|缩短|降低|降|提高)(?:为|至|到)"
)
_SERVES = deferred(
    r"(?P<rest>[^，。；：的（）]{0,16}(?:（[^（）]{1,16}）)?[^，。；：的]{0,6}(?:，(?:且|并)?[^，。；：的]{4,40}|的[^，。；：的]{2,10}，[^，。；：的]{4,30})?)的(?!部分|[^，。；]{0,8}(?:岗位|名额|指标|资金|用地|房源))(?:[^，。；的]{2,14}?)?，?(?:(?:也|还|均|都)?可(?!持续)|由[^，。；的]{2,14}(?:给予|予以|牵头|提供|建立|安排|指定|协调|开通)|开通|实行|提供|建立|给予|予以|按规定|享受|优先|办理|纳入)"
)


def read_gates(ctx: Context, sentence: Piece) -> list[ConditionFinding]:
    """The lower bounds that a benefit without a sum asks for (流转土地60亩以上的给予奖补, 工作满5年的人员可 …)."""
    live = ctx.live(sentence.start, sentence.end)
    if any(_is_sum(ctx, i, sentence.end) for i in ctx.within(sentence.start, sentence.end)):
        return []
    found = []
    for index in live:
        quantity = ctx.quantities[index]
        served = _SERVES.match(ctx.text, quantity.end, sentence.end)
        if quantity.working_days or served is None:
            continue
        start = _start_of(ctx, sentence.start, quantity.start)
        of_them = ctx.text[start - 1 : start] == "对" or _ENTITLED.match(ctx.text, served.end(), sentence.end)
        if not _gates(ctx, index, of_them=bool(of_them)):
            continue
        if _AIMS.search(ctx.text, start, quantity.end):
            continue
        end = served.end("rest")
        if quantity.core_start - start >= 2:
            metric = metric_of(ctx, index, start, end)
            found.append(
                ConditionFinding(start, end, ctx.text[start:end], "require", metric, gates=True, figures=(index,))
            )
    return found


def _is_sum(ctx: Context, index: int, end: int) -> bool:
    """True where money is what is paid, not what those who are served must reach (投资3000万元以上的项目，由专班服务)."""
    quantity = ctx.quantities[index]
    if quantity.kind is not Kind.MONEY:
        return False
    return quantity.bound != "min" or _SERVES.match(ctx.text, quantity.end, end) is None


def _of(ctx: Context, index: int, start: int, end: int) -> ConditionFinding:
    metric = metric_of(ctx, index, start, end)
    return ConditionFinding(start, end, ctx.text[start:end], "require", metric, figures=(index,))


def _hiring(ctx: Context, sentence: Piece, at: int) -> list[ConditionFinding]:
    """What is asked of those who hire somebody of a standing, each figure with the whole phrase (招用离校2年内未就业
    毕业生，签订1年以上劳动合同的企业，给予 …); nothing where the standing is all that has a figure."""
    for match in _HIRES.finditer(sentence.of(ctx.text)):
        start, end = sentence.start + match.start("what"), sentence.start + match.end("what")
        if start <= at < end:
            figures = [i for i in ctx.live(start, end) if _asks(ctx, i)]
            return [_of(ctx, i, start, end) for i in figures] if len(figures) > 1 else []
    return []


def _asks(ctx: Context, index: int) -> bool:
    quantity = ctx.quantities[index]
    if quantity.kind not in (Kind.DURATION, Kind.COUNT) or quantity.working_days:
        return False
    return (
        quantity.bound == "min"
        or _STANDING.match(ctx.text, max(0, quantity.start - 2)) is not None
        or _STANDING.match(ctx.text, quantity.start) is not None
    )


def _gates(ctx: Context, index: int, *, of_them: bool) -> bool:
    """True where a figure is a lower bound, or an upper one of a rate, an age (利率不超过5%的贷款给予贴息), or of those
    whom the clause is about (对耕地不足2亩的农户，可 …)."""
    quantity = ctx.quantities[index]
    return quantity.bound == "min" or (
        quantity.bound == "max"
        and (quantity.kind is Kind.RATE or quantity.unit in _AGES or (of_them and quantity.kind is Kind.COUNT))
    )


def _start_of(ctx: Context, start: int, at: int) -> int:
    """Where the words begin that belong to the figure at ``at``: its clause, with the one before where 且 joins them,
    without the other classes of a list (应届生、现役军人和居住半年以上的居民)."""
    head = _CLAUSE_HEAD.search(ctx.text, start, at)
    begin = head.end() if head else start
    if _JOINS.match(ctx.text, begin, at):
        head = _CLAUSE_HEAD.search(ctx.text, start, begin - 1)
        begin = head.end() if head else start
    hirer = _HIRER.match(ctx.text, begin, at)
    if hirer:
        return hirer.end()
    other = _OTHER_CLASS.search(ctx.text, begin, at)
    return other.end() if other else begin


def read_standings(ctx: Context, sentence: Piece) -> list[ConditionFinding]:
    """The demands of a sentence on the standing of those whom it serves, each as its own words."""
    found: list[ConditionFinding] = []
    text = sentence.of(ctx.text)
    named = "校" in text or "岁" in text or "毕业" in text or "退休" in text
    for match in _STANDING.finditer(ctx.text, sentence.start, sentence.end) if named else ():
        start, end = match.span()
        indices = ctx.live(start, end)
        if len(indices) != 1 or any(f.start <= start < f.end for f in found):
            continue
        found += _hiring(ctx, sentence, start) or [_of(ctx, indices[0], start, end)]
    found += read_ranks(ctx, sentence) + _ages(ctx, sentence, found) + _dated(ctx, sentence)
    return found or _changed(ctx, sentence)


def _ages(ctx: Context, sentence: Piece, found: list[ConditionFinding]) -> list[ConditionFinding]:
    """The ages of those who are granted something (45岁以下的高级渔技师、35岁以下的硕士，给予 …), each with its item."""
    if "岁" not in ctx.text[sentence.start : sentence.end] or not _BENEFITS.search(
        ctx.text, sentence.start, sentence.end
    ):
        return []
    ages = []
    for match in _AGED.finditer(sentence.of(ctx.text)):
        start, end = sentence.start + match.start("what"), sentence.start + match.end("what")
        indices = [i for i in ctx.live(start, end) if ctx.quantities[i].unit in _AGES]
        if len(indices) == 1 and not any(f.start < end and start < f.end for f in found):
            aged = _of(ctx, indices[0], start, end)
            if aged.metric is not None and "年龄" not in aged.metric.name:
                aged.metric.name = "年龄"
            ages.append(aged)
    return ages


def says_when(text: str) -> bool:
    """True where a sentence says in which stretch of time something must have come to be for one to apply."""
    return ("期间" in text or "之间" in text) and _DATED_WITHIN.search(text) is not None


def _dated(ctx: Context, sentence: Piece) -> list[ConditionFinding]:
    """The days since or before which, or between which, something must have come to be."""
    text = sentence.of(ctx.text)
    if "年" not in text:
        return []
    since = _DATED.finditer(text) if "后" in text or "前" in text or "起" in text else ()
    within = _DATED_WITHIN.finditer(text) if "间" in text or "内" in text else ()
    found = []
    for match in (*since, *within):
        start, end = sentence.start + match.start("what"), sentence.start + match.end("what")
        indices = ctx.live(start, end)
        if len(indices) == 1 and ctx.quantities[indices[0]].kind in (Kind.DATE, Kind.DATE_RANGE):
            found.append(_of(ctx, indices[0], start, end))
    return found


def _changed(ctx: Context, sentence: Piece) -> list[ConditionFinding]:
    """What is asked from now on (由N年以上者调整为M年以上者): the figures of the new demand."""
    text = sentence.of(ctx.text)
    if (
        _CHANGED.search(text) is None
        or not _ELIGIBLE.search(text)
        or any(ctx.quantities[i].kind is Kind.MONEY for i in ctx.within(sentence.start, sentence.end))
    ):
        return []
    found = []
    for match in _CHANGES.finditer(text):
        change = _ELIGIBLE.search(match["what"])
        if change is None or not (_OF_WHOM.search(match["what"], change.end()) or _OF_STANDING.search(match["what"])):
            continue
        start, end = sentence.start + match.start("what"), sentence.start + match.end("what")
        for index in ctx.live(start + change.end(), end):
            if (
                ctx.quantities[index].kind in (Kind.DURATION, Kind.COUNT, Kind.RATE)
                and not ctx.quantities[index].working_days
            ):
                metric = metric_of(ctx, index, start + change.end(), end)
                named = _CHANGED_NAME.match(match["what"])
                if named is not None and (metric.name == metric.unit or not _WORDS.search(metric.name)):
                    metric.name = named["name"]
                found.append(ConditionFinding(start, end, ctx.text[start:end], "require", metric, figures=(index,)))
    return found


def read_ranks(ctx: Context, sentence: Piece) -> list[ConditionFinding]:
    """Ranks that a benefit without a sum asks for; where sums are paid by rank they only name the tiers."""
    if ctx.text.find("前", sentence.start, sentence.end) < 0:
        return []
    if any(ctx.quantities[i].kind is Kind.MONEY for i in ctx.within(sentence.start, sentence.end)):
        return []
    found = []
    for match in _RANK.finditer(sentence.of(ctx.text)):
        limit = parse_number(match["n"])
        if limit is None:
            continue
        named = _RANKED.search(match["what"])
        name = named["name"] if named and named["name"] else "名次"
        metric = MetricFinding(name, Interval(None, limit), "名")
        start, end = sentence.start + match.start("what"), sentence.start + match.end("what")
        found.append(ConditionFinding(start, end, match["what"], "require", metric, gates=True))
    return found
