"""Who receives a benefit without a figure, read clause by clause.

Official Chinese names the receiver first, as a topic (对…的X，) or as the subject (X…的，), lets adjuncts follow (按照属地管理
原则，由所在街道，经审核), and ends in the predicate: 可按规定享受社会保险补贴. So the predicate is looked for at the start of a
clause, behind its adverbs, and the topic is the first clause of the segment that names a class.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tiaokuan.extractors.antecedents import read_antecedent
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.clauses import Piece, clauses, split
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parties import is_party, receives
from tiaokuan.gazetteer.deferred import deferred

_WORTH = deferred(
    r"加\d{1,2}分|降\d{1,2}分|学分|学时|助学金|奖学金|慰问|安家|抚恤|对待|统筹(?:安排|解决)|协调解决|协调安排|补贴|补助|津贴|奖励|资助|贴息|代偿|减免|优惠|免费|免除|免收|免缴|减收|缓缴|待遇|担保贷款|创业贷款|岗位|救助|保险金|落户|入户|"
    r"随迁|编制|工龄|工作年限|价格|参保|用于|对象|人事关系|优先|绿色通道|政策|保障|计算为|视为|扣减|失业登记|就业登记|供应|配租|配售|出租|补偿|返还|照顾|优待|减按|晋升|享受|享有|援助|退休|灵活就业|困难人员|工龄|录用|聘用|招聘|安置|入学|就读|入住|限制|证|税|费|成本|优惠"
)
_MONEY = (
    r"(?:[^，。；的\d]{0,18}(?:补贴|补助|津贴|奖励|资助|代偿|补偿|减免|救助|奖补|助学金|奖学金|慰问金?|安家费|抚恤金|生活费|(?:食宿|住房|医疗|生活)保障)(?:金|资金|政策)?(?=[，。；、和及或（(]|$)|减免税?费?|[^，。；]{0,4}贴息|"
    r"[^，。；]{0,8}(?:托底|兜底|优先)?安置(?=[，。；]|$))"
)
_ADVERBS = (
    r"(?:可以?|均|都|也|应当?|要|将|须|即|并|则|还|再|另外?|依法|全部|凭[^，。；]{1,10}?(?=享|免|可|优|申)|申请(?=缓缴|减免|免|展期)|同时|再次|免试|依申请|按[月季年次]度?|就近|破格|提前|自[^，。；]{2,14}起|继续|直接|一次性|一律|统一|每[年月]|及时|同等|平等|优先|"
    r"允许|同等条件下|按(?:照)?(?:国家|省|市|县|区)?(?:有关|相关|现行)?(?:规定|标准|政策|程序|比例)?|参照[^，。；]{2,20}?|按(?:照)?[^，。；]{2,44}?(?=给予|予以|发放|返还|享受|优先|安排|办理|落实|解决)|"
    r"(?:不受|不占)[^，。；]{2,14}限制[，]?|经[^，。；]{2,12}后|视情(?:况)?|由[^，。；]{2,10}(?=组织)|(?:在[^，。；]{2,14}|[一二三两五\d]{1,2}年)(?:内|期间|时|上|方面)|[前首][一二三两五\d]{1,2}(?:年|个月)|[到向在][^，。；]{2,24}?(?=进行|办理|申请|申领|领取|享受|落户|入户|入学|就读)|采取[^，。；]{2,40}?方式|由[^，。；]{2,16}?(?=按|给|予|发|向|免|提)|"
    r"通过[^，。；]{2,20}方式)*"
)
_PREDICATE = deferred(
    r"(?:[^，。；]{0,4}符合[^，。；]{0,8}条件的)?" + _ADVERBS + r"(?:"
    r"(?:给予|予以|发放|发给|落实|实行|实施)(?:一定比例的|相应的?|一定期限的|一定的(?=[^，。；]{0,6}(?:安家费|助学金|慰问金|生活费|抚恤金)))?"
    + _MONEY
    + r"|"
    r"(?:享受|享有)(?=[，。；]|$)|(?:享受|享有)(?!等|[^，。；]{0,12}期间|[^，。；]{0,24}的[^，。；]{0,6}(?:企业|单位|人员|个人|对象|家庭|机构|项目|条件|资格|期限|人|家属|遗属|成员)(?=[、，。；和及等]|$))(?![^，。；]{0,10}(?:咨询|指导|对接|辅导|信息)服务)[^，。；]{2,40}|"
    r"(?:领取|申领|申请)[^，。；]{0,16}(?:补贴|补助|津贴|保险金|救助|救助金|贴息|返还|担保贷款|创业贷款|住房|公租房|廉租房|落户|入户)|"
    r"(?:免费|无偿)(?!开放|项目|政策|范围)[^，。；的]{2,30}|(?:组织|提供|开展|举办)[^，。；]{0,4}免费的?[^，。；]{2,24}|申请[^，。；]{0,12}(?:减免|缓缴|免除|缓征)|"
    r"(?:免收|免除|免缴|免交|减免|减收|减半收取|缓缴|免征|减征)(?!金额|标准|比例|额度|幅度|条件|手续|程序|办法|申请|情况)[^，。；]{2,24}|"
    r"(?:办理)?(?:落户|入户|随迁|入编)(?=[，。；、）]|$|手续|和|并|及|或)|"
    r"(?:录用|聘用|录取|招录|招聘|安置|安排工作|安排上岗|入住|入园|入学|就读|就近入学|轮候|配租)(?:[（(][^）)]*[）)])?(?=[，。；]|$)|"
    r"纳入[^，。；]{0,14}(?:救助|援助|保障|补贴|补助|资助|优惠|参保|保险|安置)[^，。；]{0,6}(?:范围|对象|体系)?|"
    r"(?:提供|发放)(?!的)[^，。；]{0,10}(?:担保贷款|创业贷款|贴息贷款|公租房|周转房|人才公寓|公益性岗位|补贴)(?![^，。；]{0,4}支持)[^，。；]{0,8}|"
    r"(?:保留)[^，。；]{0,8}(?:人事关系|编制|基本工资|公职|原(?:聘)?(?:专业技术)?岗位|学籍|工资关系)|"
    r"[^，。；]{0,14}(?:计算为|视为|计入|认定为)[^，。；]{0,10}(?:工龄|年限|经历|学分|学时|灵活就业人员|就业困难人员)|"
    r"(?:确保|落实|安排)(?:岗位|工作|就业|上岗)[^，。；]{0,6}|延长至[^，。；]{0,4}退休|其?[^，。；]{0,8}(?:补贴|补助)(?:标准)?按[^，。；]{2,30}(?:执行|发放|计发)|"
    r"(?:予以)?(?:定额|限额)?(?:依次)?(?:扣减|扣除|抵减|豁免)[^，。；]{2,24}(?:成本|收入|支出|税款?|费)(?=[，。；、]|$)|"
    r"(?:进行|办理)(?:失业|就业|求职)登记|"
    r"(?:[^，。；]{0,10}价格)?(?:按|执行|实行)(?:照)?[^，。；]{0,8}(?:居民|优惠)[^，。；]{0,8}价格[^，。；]{0,4}|"
    r"(?:定向)?(?:供应|配租|配售|出租|出售)(?=[，。；]|$)|配[租售][^，。；]{2,12}|"
    r"返还[^，。；]{0,24}(?:保险费|税|费用?|税款)|减按[^，。；]{2,20}(?:征收|计征|缴纳|计入)[^，。；]{0,10}|由[^，。；]{2,16}?(?:统筹|协调|优先|就近|妥善)(?:安排|解决)(?=[，。；]|$)|[^，。；]{0,6}(?:优先|适当)?(?:照顾|优待)(?=[，。；]|$)|"
    r"按(?:照)?[^，。；]{2,20}(?:协调|统筹|优先|妥善|就近)(?:安排|解决)(?=[，。；]|$)|"
    r"按(?:照)?[^，。；]{2,20}(?:(?:政策|待遇)(?:对待|执行|落实)|(?:标准|条件|原则)对待)|"
    r"(?:考核)?(?:招聘|聘用|录用|招录)[到为至][^，。；]{2,40}|[^，。；]{0,6}不受[^，。；]{2,20}限制(?=[，。；]|$)|认定为就业困难人员|"
    r"开辟[^，。；]{0,12}绿色通道|"
    r"(?:加|降)\d{1,2}分[^，。；]{0,8}|(?:在[^，。；]{2,12}|[^，。；的]{0,10}(?:海关|局|部门|机关|机构|窗口|中心|学校|银行))?优先(?:办理|审批|安排|保障|提供|评定|评审|推荐|就诊|就医|挂号|乘[车船坐]|购票|通行|使用|租用|靠泊|通关|查验|验放|受理|选派|聘任)[^，。；]{0,24}|晋升[^，。；]{0,10}(?:等级|级别|职级)|"
    r"(?:评聘|评审|晋升|申报|聘任)[^，。；]{0,6}(?:高一级|职称|岗位|职务)[^，。；]{0,8}"
    r")"
)
_OPENER = deferred(
    r"(?:其中|同时|此外|另外|(?:[^，。；：的]{2,24}?)?(?:要|应当?|须|负责|可|全面|积极|优先|原则上)(?=[对向给为面]))?"
    r"(?P<lead>对于?|针对|凡是?|面?向|给|为|将|支持|鼓励)(?![外口接象方台港标账应了此进])"
)
_ADJUNCT = deferred(
    r"(?:按照?|由|经(?![营济销纪])|根据|结合|在[^，。；]{2,40}[时内后下上中间]$|自(?!主|愿|由|谋|然|行)|从(?![事业教])|符合条件的$|其中$|同时$|视|凭|以[^，。；]{2,16}方式|可(?:通过|采取|由)|通过|不受|同等条件下|每|给予$|"
    r"工龄|薪级|期满|并)"
)
_VAGUE = deferred(
    r"权利|适当(?:给予|予以|补助|补贴|奖励|资助|支持)|酌情|指导|宣传|监督|管理|检查|考核|处罚|追究|问责|通报|信贷支持|融资|优先支持$|大力支持|政策支持$|按[^，。；]{0,16}办法执行|按(?:照)?[^，。；]{0,16}(?:有关|相关|现行)政策(?:给予|予以)|(?:表|书|名单|办法|细则)$"
)
_COMMENDED = deferred(
    r"(?:贡献|成绩|成效|业绩|事迹|表现)[^，。；的]{0,8}的?(?:[^，。；]{0,8}(?:单位|集体|个人|组织|部门|人员|地区|县|区)[、和及或]?)+"
)
_BARRED = deferred(r"不得|退出|注销|终止|不再|不予|取消|停止|追回|骗取|违规|严禁|禁止|拒不|无法|不能")
_AIM = deferred(r"加快|实现.{2,20}(?:等|企业)$|推动|促进|要为|提供|以")
_ANYBODY = frozenset({"单位", "组织", "个人", "机构", "社会力量", "各类主体"})
_NOBODY = frozenset({"家庭", "对象", "申请人"})
_SHORT_NOUNS = frozenset({"企业", "单位", "机构", "人员", "个人", "学校", "公司", "用人单位"})
_REGISTERED = deferred(r"(?:进行|办理)(?:失业|就业|求职)登记")
_RECEIVERS = deferred(
    r"(?:发放|补贴|补助|资助|救助|享受)对象(?:主要)?(?:为|是|包括)(?P<who>[^，。；：]{2,80})(?=[。；，]|$)"
)
_SPENT = deferred(
    r"用于(?:专项|重点)?(?:培养|资助|奖励|救助|帮扶)(?P<who2>[^，。；的]{3,20}?)(?=[。；]|$)|用于对(?P<who>[^，。；]{2,50}?)的(?:直接|一次性|专项)?(?:补贴|补助|奖励|资助|救助)(?=[，。；、]|$)"
)


def read_served(ctx: Context, sentence: Piece) -> list[ClassMention]:
    """The classes that the sentence lets have something; [] where it only promises support or asks for something."""
    if _WORTH.search(ctx.text, sentence.start, sentence.end) is None:
        return []
    found: list[ClassMention] = []
    words = sentence.of(ctx.text)
    for match in _RECEIVERS.finditer(ctx.text, sentence.start, sentence.end) if "对象" in words else ():
        found += [m for m in parse_class_list(ctx.text, *match.span("who"), ctx.home) if _served(m)]
    for match in _SPENT.finditer(ctx.text, sentence.start, sentence.end) if "用于" in words else ():
        spent = parse_class_list(ctx.text, *match.span("who" if match["who"] else "who2"), ctx.home)
        whole = [m for m in spent if m.category in ("individual", "team") or match["who"]]
        found += [m for m in whole if _served(m) and receives(m)]
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
        if _WORTH.search(clause) is None:
            continue
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
        closed = words.endswith(("的", "期间")) or (number == 0 and words.endswith(("后", "时")))
        if closed and last is None:
            last = piece
        among = words.startswith("其中")
        if (
            _ADJUNCT.match(words)
            or not (opener or closed or among or number in (0, len(pieces) - 1))
            or (opener and subject)
        ):
            continue
        begin = _begin(ctx, opener, piece.start + 2 * among)
        end = last.end if last is not None else piece.end
        found = _named(ctx, begin, end, closed=last is not None, opened=bool(opener))
        if found or opener:
            return _first_named(ctx, pieces[0], found) if number else found
    return []


def _first_named(ctx: Context, first: Piece, found: list[ClassMention]) -> list[ClassMention]:
    """重点领域的各类船厂，…，船厂对其进行培训的: the noun repeated in short is the class that opens the sentence."""
    if len(found) != 1 or found[0].label not in _SHORT_NOUNS:
        return found
    meant = parse_class_list(ctx.text, first.start, first.end, ctx.home)
    whole = len(meant) == 1 and meant[0].end == first.end and meant[0].label.endswith(found[0].label)
    return meant if whole and meant[0].qualifiers and receives(meant[0]) else found


def _begin(ctx: Context, opener: re.Match[str] | None, start: int) -> int:
    if opener is None:
        return start
    return opener.end("lead") if opener["lead"] in ("将", "面向") else opener.start("lead")


def _named(ctx: Context, start: int, end: int, *, closed: bool, opened: bool) -> list[ClassMention]:
    mentions = read_antecedent(ctx, start, end).mentions
    if not mentions:
        return []
    told = mentions[-1].qualifiers[-1:]  # 渔民乘坐客船，享受优惠: what the subject does closes the clause
    whole = bool(told) and len(told[0]) > 3 and ctx.text.endswith(told[0], mentions[-1].end, end)
    whole = (whole and _MEASURE.search(told[0]) is None) or _DOES.fullmatch(ctx.text, mentions[-1].end, end) is not None
    if not opened and not closed and mentions[-1].end < end - 1 and not whole:
        return []
    kept = [m for m in mentions if _served(m) and receives(m) and m.label not in _NOBODY and not _aims(m)]
    if all(m.label in _ANYBODY for m in kept) and not (len(kept) == 1 and kept[0].qualifiers):
        return []
    said = _SHORT.sub("", ctx.text[mentions[-1].end : end]).rstrip("，,、 的") if closed else ""
    if len(said) < 4 or said[0] in "，,、" or any(said.startswith(q) or said in q for m in kept for q in m.qualifiers):
        return kept
    return [replace(m, qualifiers=[*m.qualifiers, said]) for m in kept]


_DOES = deferred(r"(?:就学|入学|就读|入园|入托|就医|住院|入户|落户|购房|购票|乘车|参观|出行|参保|退休|上岸|进站|、)+")
#: A clause that ends in these is about a figure: 新生入学后减免金额，按…执行.
_MEASURE = deferred(r"(?:金额|标准|费用?|部分|比例|期限|时间|人数|条件|程序|方式|办法|手续|材料|工作|情况|名额)$")


def _served(mention: ClassMention) -> bool:
    return is_party(mention) and mention.category != "park"


def _aims(mention: ClassMention) -> bool:
    """Whether the words before the class are themselves a measure: 加快实现…企业."""
    return any(_AIM.match(q) for q in mention.qualifiers)


_SHORT = deferred(r"^[）)]?等?(?:(?:重点)?(?:群体|人员|对象|主体|企业|单位|组织))?")
_START = deferred(
    r"可以?|均|都|要|应|将|每[年月季]|由(?=[^，。；]{2,16}?(?:统筹|协调|优先|就近|妥善)(?:安排|解决))|同等|优先|继续|免费|按|直接|依法|统一|享[受有]|给予|予以|发[放给]|落实|实[施行]|提供|免[收除缴交征]|减[免收征按]|缓缴|凭|返还|照顾|优待|配租|供应|参照|纳入|不受|全部"
)


_PROVIDES = deferred(
    r"(?:免费|无偿)的?(?:向|为|对|提供|组织|开展|举办|发放|开放|安装|配备|培训)|(?:提供|组织|开展|举办|发放|实施|实行)"
)
_SETTLES = deferred("(?:落户|入户|随迁|入编)$")
_GIVES = deferred("(?:给予|予以|发放|发给)")
_AFTERWARDS = deferred(r"(?:退役|毕业|随军|就业|入职|退休|返乡|落户|创业|回国|入学|结业|期满|上岗)(?:后|时|期间)$")
_USES = deferred(r"的?(?:生产|生活|日常)?(?:用?[水电气热暖][、和及]?){1,4}(?:等)?(?:价格|费用)?")


def _inside(ctx: Context, piece: Piece) -> list[ClassMention]:
    """The subject in the clause of the predicate itself: 随军家属可享受…, 对参训人员给予培训补贴."""
    opener = _OPENER.match(ctx.text, piece.start, piece.end)
    begin = _begin(ctx, opener, piece.start)
    for start in _START.finditer(ctx.text, begin + 2, piece.end):
        if start.start() - begin > 90:
            return []
        match = _PREDICATE.match(ctx.text, start.start(), piece.end)
        if match is None or _VAGUE.search(ctx.text, start.start() - 2, piece.end):
            continue
        closed = ctx.text[start.start() - 1] == "的"
        if opener is None and not closed and _PROVIDES.search(match.group()):
            continue
        uses = _USES.search(ctx.text, begin, start.start())
        end = uses.start() if uses and uses.end() == start.start() else start.start()
        later = _AFTERWARDS.search(ctx.text, begin, end)
        end = later.start() if later and later.end() == end else end
        found = _named(ctx, begin, end, closed=closed, opened=bool(opener))
        if _SETTLES.search(match.group()):
            found = [
                m for m in found if m.category in ("individual", "team")
            ]  # 招引企业落户: a body that settles gets nothing
        if opener is None and not closed and _GIVES.match(match.group()):
            found = [m for m in found if m.category == "individual" or m.qualifiers]  # 基金会予以奖励: who gives
        if found:
            return found
    return []
