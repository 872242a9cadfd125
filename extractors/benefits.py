"""Who receives a benefit without a figure, read clause by clause.

Official Chinese names the receiver first, as a topic (对…的X，) or as the subject (X…的，), lets adjuncts follow (按照属地管理
原则，由所在街道，经审核), and ends in the predicate: 可按规定享受社会保险补贴. So the predicate is looked for at the start of a
clause, behind its adverbs, and the topic is the first clause of the segment that names a class.
"""

from __future__ import annotations

import re

from tiaokuan.extractors.antecedents import read_antecedent, receives
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.clauses import Piece, clauses, split
from tiaokuan.extractors.context import Context

_WORTH = re.compile(
    r"补贴|补助|津贴|奖励|资助|贴息|代偿|减免|优惠|免费|免除|免收|免缴|减收|缓缴|待遇|担保贷款|创业贷款|岗位|救助|保险金|落户|入户|"
    r"随迁|编制|工龄|工作年限|价格|参保|人事关系|优先|绿色通道|政策|保障|计算为|视为|扣减|失业登记|就业登记"
)
_MONEY = (
    r"(?:[^，。；]{0,16}(?:保险|培训|岗位|生活|创业|就业|求职|交通|住房|租房|租金|安家|购房|医疗|学费|助学|见习|鉴定|贷款|稳岗|"
    r"一次性|抚养|护理|养老|用电|用水|运费|运输|保费|参展|入职|技能|取暖|高温|参保|生育|托育|育儿|安置|搬迁)[^，。；的]{0,10}"
    r"(?:补贴|补助|津贴|奖励|资助|代偿|补偿|减免|救助|奖补)|表彰奖励|奖励|税收减免|税费减免|减免税?费?|贴息|财政贴息)"
)
_ADVERBS = (
    r"(?:可以?|均|都|也|应当?|要|将|须|即|并|则|还|再|另外?|依法|全部|同时|继续|直接|一次性|一律|统一|每[年月]|及时|同等|平等|优先|"
    r"允许|同等条件下|按(?:照)?(?:国家|省|市|县|区)?(?:有关|相关|现行)?(?:规定|标准|政策|程序|比例)?|参照[^，。；]{2,20}?|"
    r"(?:不受|不占)[^，。；]{2,14}限制[，]?|经[^，。；]{2,12}后|视情(?:况)?|(?:在[^，。；]{2,14}|[一二三两五\d]{1,2}年)(?:内|期间|时)|(?:到|向)[^，。；]{2,20}?(?=进行|办理|申请|申领|领取)|由[^，。；]{2,16}?(?=按|给|予|发|向|免|提)|"
    r"通过[^，。；]{2,20}方式)*"
)
_PREDICATE = re.compile(
    r"(?:[^，。；]{0,4}符合[^，。；]{0,8}条件的)?" + _ADVERBS + r"(?:"
    r"(?:给予|予以|发放|发给|落实)(?:一定比例的|相应的?|一定期限的)?" + _MONEY + r"|"
    r"(?:享受|享有)(?!等|[^，。；]{0,12}(?:期间|的[^，。；]))[^，。；]{2,40}|"
    r"(?:领取|申领|申请)[^，。；]{0,16}(?:补贴|补助|津贴|保险金|救助|救助金|贴息|担保贷款|创业贷款|住房|公租房|廉租房|落户|入户)|"
    r"(?:免费|无偿)(?:提供|享受|参加|开展|办理|培训|入学|乘坐|参观|体检|接受|入园|安装|配备|发放)[^，。；]{2,30}|"
    r"(?:免收|免除|免缴|免交|减免|减收|减半收取|缓缴|免征|减征)[^，。；]{2,24}|"
    r"(?:办理)?(?:落户|入户|随迁|入编)|"
    r"(?:录用|聘用|录取|招录|招聘|安置|安排工作|安排上岗|入住|入园|入学|就读|就近入学|轮候|配租)(?:[（(][^）)]*[）)])?(?=[，。；]|$)|"
    r"纳入[^，。；]{0,14}(?:救助|保障|补贴|补助|资助|优惠|参保|保险|安置)[^，。；]{0,6}(?:范围|对象|体系)?|"
    r"(?:提供|发放)(?!的)[^，。；]{0,10}(?:担保贷款|创业贷款|贴息贷款|公租房|周转房|人才公寓|公益性岗位|补贴)(?![^，。；]{0,4}支持)[^，。；]{0,8}|"
    r"(?:保留)[^，。；]{0,8}(?:人事关系|编制|基本工资|公职|原(?:聘)?(?:专业技术)?岗位|学籍|工资关系)|"
    r"[^，。；]{0,14}(?:计算为|视为|计入|认定为)[^，。；]{0,10}(?:工龄|年限|经历|灵活就业人员|就业困难人员)|"
    r"(?:确保|落实|安排)(?:岗位|工作|就业|上岗)[^，。；]{0,6}|延长至[^，。；]{0,4}退休|其?[^，。；]{0,8}(?:补贴|补助)(?:标准)?按[^，。；]{2,30}(?:执行|发放|计发)|"
    r"(?:扣减|扣除|豁免)[^，。；]{2,14}(?:成本|收入|支出)|"
    r"(?:进行|办理)(?:失业|就业|求职)登记|"
    r"(?:[^，。；]{0,10}价格)?(?:按|执行|实行)(?:照)?[^，。；]{0,8}(?:居民|优惠)[^，。；]{0,8}价格[^，。；]{0,4}|"
    r"开辟[^，。；]{0,12}绿色通道|"
    r"(?:评聘|晋升|申报)[^，。；]{0,6}(?:高一级|职称)[^，。；]{0,8}"
    r")"
)
_OPENER = re.compile(r"(?:其中|同时|此外|另外|对于?|针对|凡|凡是|向|给|为|(?:[^，。；：的]{2,24}?)?(?:要|应当?|须|负责|可|全面|积极)(?=[对向给为]))?(?P<lead>对于?|针对|凡是?|向|给|为|将|支持|鼓励)(?![外口接象方台港标账应了此进])")
_ADJUNCT = re.compile(
    r"(?:按照?|由|经|根据|结合|在[^，。；]{2,40}[时内后下上中间]$|自|从|符合条件的$|其中$|同时$|视|凭|以[^，。；]{2,16}方式|可(?:通过|采取|由)|通过|不受|同等条件下|每|给予$|"
    r"工龄|薪级|期满|并)"
)
_VAGUE = re.compile(
    r"适当(?:补助|补贴|奖励|资助|支持)|酌情|指导|宣传|监督|管理|检查|考核|处罚|追究|问责|通报|信贷支持|融资|优先支持$|大力支持|政策支持$|按[^，。；]{0,16}办法执行"
)
_COMMENDED = re.compile(r"(?:贡献|成绩|成效|业绩|事迹|表现)[^，。；的]{0,8}的?(?:[^，。；]{0,8}(?:单位|集体|个人|组织|部门|人员|地区|县|区)[、和及或]?)+")
_BARRED = re.compile(r"不得|不再|不予|取消|停止|追回|骗取|违规|严禁|禁止|拒不|无法|不能")
_AIM = re.compile(r"加快|实现.{2,20}(?:等|企业)$|推动|促进|要为|提供|以")
_ANYBODY = frozenset({"单位", "组织", "个人", "机构", "社会力量", "各类主体"})
_REGISTERED = re.compile(r"(?:进行|办理)(?:失业|就业|求职)登记")
_SPENT = re.compile(
    r"用于对(?P<who>[^，。；]{2,50}?)的(?:直接|一次性|专项)?(?:补贴|补助|奖励|资助|救助)(?=[，。；、]|$)"
)
_OTHERS = frozenset({"government", "project", "other", "park"})


def read_served(ctx: Context, sentence: Piece) -> list[ClassMention]:
    """The classes that the sentence lets have something; [] where it only promises support or asks for something."""
    if _WORTH.search(ctx.text, sentence.start, sentence.end) is None:
        return []
    found: list[ClassMention] = []
    for match in _SPENT.finditer(ctx.text, sentence.start, sentence.end):
        spent = parse_class_list(ctx.text, *match.span("who"), ctx.home)
        found += [m for m in spent if m.category not in _OTHERS and receives(m)]
    for segment in split(ctx.text, sentence.start, sentence.end, "；：;:"):
        found += _segment(ctx, segment)
    return found


def commends(words: str) -> bool:
    """Whether the words only praise: 在…工作中作出突出贡献的单位和个人 are no class that can apply."""
    return _COMMENDED.search(words) is not None


def _segment(ctx: Context, segment: Piece) -> list[ClassMention]:
    words = segment.of(ctx.text)
    if _BARRED.search(words) or commends(words):
        return []
    found: list[ClassMention] = []
    pieces = clauses(ctx.text, segment.start, segment.end)
    since = 0
    for number, piece in enumerate(pieces):
        clause = piece.of(ctx.text)
        match = _PREDICATE.match(clause)
        named: list[ClassMention] = []
        if match and number > since and not _VAGUE.search(clause):
            named = _topic(ctx, pieces[since:number], _REGISTERED.search(match.group()) is not None)
        named = named or _inside(ctx, piece)
        if named:
            since = number + 1
            found += named
    return found


def _topic(ctx: Context, pieces: tuple[Piece, ...], subject: bool) -> list[ClassMention]:
    """The class that the clauses before the predicate are about, the nearest first; ``subject``: only one without 对."""
    last: Piece | None = None
    for number in range(len(pieces) - 1, -1, -1):
        piece = pieces[number]
        words = piece.of(ctx.text)
        opener = _OPENER.match(ctx.text, piece.start, piece.end)
        closed = words.endswith("的")
        if closed and last is None:
            last = piece
        if _ADJUNCT.match(words) or not (opener or closed or number == 0) or (opener and subject):
            continue
        begin = _begin(ctx, opener, piece.start)
        end = last.end if last is not None else piece.end
        found = _named(ctx, begin, end, closed=last is not None, opened=bool(opener))
        if found or opener:
            return found
    return []


def _begin(ctx: Context, opener: re.Match[str] | None, start: int) -> int:
    if opener is None:
        return start
    return opener.end("lead") if opener["lead"] == "将" else opener.start("lead")


def _named(ctx: Context, start: int, end: int, *, closed: bool, opened: bool) -> list[ClassMention]:
    mentions = read_antecedent(ctx, start, end).mentions
    if not mentions:
        return []
    if not opened and not closed and mentions[-1].end < end - 1:
        return []
    return [m for m in mentions if m.category not in _OTHERS and receives(m)]


_START = re.compile(
    r"可以?|均|都|要|应|将|同等|优先|继续|免费|按|直接|依法|统一|享[受有]|给予|予以|发[放给]|落实|提供|免[收除缴交征]|减[免收征]|缓缴|参照|纳入|不受|全部"
)


def _inside(ctx: Context, piece: Piece) -> list[ClassMention]:
    """The subject in the clause of the predicate itself: 随军家属可享受…, 对参训人员给予培训补贴."""
    opener = _OPENER.match(ctx.text, piece.start, piece.end)
    begin = _begin(ctx, opener, piece.start)
    for start in _START.finditer(ctx.text, begin + 2, piece.end):
        if start.start() - begin > 90:
            return []
        match = _PREDICATE.match(ctx.text, start.start(), piece.end)
        if match is None or _VAGUE.search(ctx.text, start.start(), piece.end):
            continue
        closed = ctx.text[start.start() - 1] == "的"
        found = _named(ctx, begin, start.start(), closed=closed, opened=bool(opener))
        if found:
            return found
    return []
