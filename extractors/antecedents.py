"""Antecedents: what stands before a granting verb: who receives (对…的企业) and what earns it (获得…的)."""

from __future__ import annotations

from dataclasses import dataclass, field

from tiaokuan.extractors.class_list import ClassMention, category_of, parse_class_list
from tiaokuan.extractors.clauses import Piece, clauses
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parties import pays, receives
from tiaokuan.extractors.predicates import with_predicate
from tiaokuan.extractors.subject_verbs import VERB_AFTER
from tiaokuan.extractors.takers import takers
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.deferred import deferred

_LEAD = deferred(
    r"(?:【[^】\n]{2,16}】)?(?:(?:同时|此外|其中|另外|并且?|且|以及|现(?![役任有代场])|凡是|凡|如|若|如果|原则上)[，,]?)*(?P<lead>对于|针对|对|凡是|凡|向|为|给予?|(?:组建|培育)并支持|鼓励支持|支持|鼓励|引导|扶持|推动|(?:[^，。；：对的]{0,10}用于)?(?:奖励|补助|补贴|资助){1,2}|用于|优先(?:安置|安排|招用|聘用|录用|保障)(?=..))?"
)
_PREDICATE = deferred(
    r"(?:，|,|可以?在?|申请|申领|享受|将|应当?|再|另外?|额外|统一|分别|各自?|均|一次性|原则上|择优|优先|酌情|适当|直接|累计|最高|首次|当年|每年|年度|其|则|也|还|都|最多|给予|按规定|"
    r"每[^，。；的]{1,8}|按照?[^，；。：]{1,60}|视[^，；。：]{1,40}|在[^，；。：]{1,40}基础上|在[^，；。：]{1,12}(?:期间|期内)|经[^，；。：]{1,24}(?<!博士)后|根据[^，；。：]{1,40}|参照[^，；。：]{1,30}|依据[^，；。：]{1,30}|"
    r"由[^，；。：]{1,24}|从[^，；。：]{1,24}中|以[^，；。：的]{1,20}(?:形式|方式)|通过[^，；。的]{1,16}方式)$"
)
_LATER = deferred(r"[^，；。：的]{1,10}(?<!博士)后$")
#: Without one of these no predicate stands at the end: its fixed words, and what its phrases begin with.
_ENDING_WORDS = (
    "， , 可 可以 可在 可以在 申请 申领 享受 将 应 应当 再 另 另外 额外 统一 分别 各 各自 均 一次性 原则上 择优 优先 酌情 适当 直接 累计 最高 首次 "
    "当年 每年 年度 其 则 也 还 都 最多 给予 按规定 后"
)
_PREDICATE_ENDS = tuple(_ENDING_WORDS.split())
_PREDICATE_LEADS = deferred("[每按视在经根参依由从以通]")
_TAKES = deferred(
    r"获|通过|取得|开展|认定|评为|列入|注册(?!资)|引进|设立|参加|购买|(?:[每再须]|按(?!摩)|将(?!军)|把(?!关))|被(?!征地|征收|拆迁|保险|监护|安置|赡养|抚养|帮扶)|应(?![届急])|培育|入驻|建立"
)
_AFTER_BRACKET = deferred(r"（[^（）]*）|\([^()]*\)")
_GOES_ON = deferred(r"^(?:等|（|\()|项目$")
_BACKED = ("支持", "鼓励", "引导", "鼓励支持")
_PAYER = deferred(r"[^，。；：对的]{0,20}(?:[市县区省州局委办]|政府|财政|部门)对(?![外口接象方台港标账应])")


_KIN = ("配偶", "子女", "父母", "家属")
_GIVES_WITHIN = deferred(r"(?:再|另|另外)?(?:给予|予以|发放|实行)[^，。；\d]{2,20}$")
_PLACE = deferred(
    r"在(?=[我本全]?[省市县区州][^外]|境内|[^校职岗编读册站粤京华]{2,}(?:举办|召开|设立|建设))|[于到]|从(?!业|教|事)"
)
_READS_AT = deferred(r"[^，。；的]{0,12}(?:就读|任教|任职|工作|就业|实习|见习|学习|务工|住院|执业|参保)的")
_IN_PLACE = deferred(r"(?P<cls>[^在向]{2,16})(?:在(?![职岗编校读册站园籍院孕建])|向(?!导))")
_COSTS = deferred(r"[^，。；：的（）\d应缴]{0,12}(?:费用|费|支出|租金|利息|保费)(?:部分)?(?=[按由，]|$)")
#: What a person or body bears itself (个人自付医疗费用) makes it no subject.
_OWN_SHARE = deferred(r"(?:自付|自负|自理|负担|应缴|实际支付)[^，。；]{0,8}(?:费|部分|金额|支出)")
_NEWLY = deferred(r"^(?:新(?:设立|注册|认定|成立|入驻|迁入)(?:或者?|、)?)+")
_TOKEN = deferred(r"[^、，。；和或及的（(]{2,16}")
_RELATIVE_HEAD = deferred(r"[^，。；]{2,24}的(?=[^，。；、]{2,})")
_JOINT = deferred(r"以及|或者|[、和或及]")
_PLACES = frozenset({"农村", "社区", "城镇", "乡镇", "县区", "全市", "全区", "全县", "全省", "本市", "本区"})
_RELATIVE_CLASS = deferred(
    r"(?P<rel>[^，。；]{2,30}的)(?P<cls>人员|个人|人才|企业|单位|家庭(?!成员)|职工|劳动者|子女|配偶|家属)(?P<after>.?)"
)
#: Subjects whose head is too general to be looked for: 物业服务人员被评为…, 码头经营人完成….
_PLAIN_SUBJECT = deferred(
    r"(?P<cls>[^，。；、的在与和对向为]{1,12}(?:人员|成员|所有人|经营人|承包人|使用人|持有人|经营者|从业者|创业者|志愿者|游客|子女|户|员|手)|持[卡证][人者]|子女|配偶|家属)(?=[^，。；、的])"
)
_COUNTERS = frozenset("名个家户所支位")
_CHOICE = deferred(
    r"[^，。；、]{0,30}?(?:评选|选树|遴选|选取|选拔|推选|评定|评出|选出|命名)(?:表彰|奖励|命名|认定|出)?(?:不超过)?"
)
_COUNTED_CLASS = deferred(r"(?P<who>[^，。；、\d]{2,24}?)(?:不超过|约)?\d{1,4}余?[名个家户所支位](?:、|和|$)?")
#: 且对本地作出贡献的: a further demand on those named before.
_FURTHER = deferred(
    r"(?:并且?|且|同时)对(?:[我本全][省市县区国镇乡]|当地|本地|社会|经济|地方|产业|行业)[^，。；]*的$"
)
_SENT = deferred(r"组织(?P<who>[^，。；]{2,20}?)(?:参加|参与)")
_SELECTED = deferred(r"^(?:新)?(?:入选|当选|引进|选派|招引)")


@dataclass(slots=True)
class Antecedent:
    """The words before a grant: where they stand, the classes that receive, the stretch that earns it (trigger), and
    whether a 对 opens it."""

    start: int
    end: int
    mentions: list[ClassMention] = field(default_factory=list)
    trigger: tuple[int, int] | None = None
    opened: bool = False

    def trigger_text(self, text: str) -> str | None:
        """The words that earn the grant, without a closing 的; None where there are none."""
        if self.trigger is None:
            return None
        words = text[self.trigger[0] : self.trigger[1]].strip(" ，,、：:的")
        return words or None


def read_antecedent(ctx: Context, start: int, end: int) -> Antecedent:
    """Read ``text[start:end]``, from the start of the segment (or the end of the grant before) to the granting verb."""
    end = _before_predicate(ctx.text, start, end)
    result = Antecedent(start, end)
    if end <= start:
        return result
    pieces = clauses(ctx.text, start, end)
    for number in range(len(pieces) - 1, -1, -1):
        piece = pieces[number]
        lead = _LEAD.match(ctx.text, piece.start, piece.end)
        begin = lead.end() if lead else piece.start
        if begin >= piece.end:
            continue
        payer = _PAYER.match(ctx.text, begin, piece.end) if ctx.text.find("对", begin, piece.end) >= 0 else None
        begin = payer.end() if payer else begin
        opened = bool(payer) or bool(lead and lead["lead"] in ("对", "对于", "针对", "凡", "凡是", "向", "给"))
        if opened and number and _FURTHER.match(ctx.text, piece.start, piece.end):
            continue
        own = ctx.text.startswith("其", begin) and not ctx.text.startswith(("其中", "其他", "其它", "其余"), begin)
        supported = bool(lead and lead["lead"] in _BACKED)
        if not own and not (number < len(pieces) - 1 and result.opened and not supported):
            gives = _GIVES_WITHIN.search(ctx.text, begin, piece.end) if opened else None
            named = _mentions(ctx, begin, _before_predicate(ctx.text, begin, gives.start()) if gives else piece.end)
            if not (named and not opened and number and all(pays(m) for m in named)):
                result.mentions = result.mentions or named
        if own:
            result.trigger = (begin, end)
            continue
        if result.trigger is None or opened or not result.opened:
            first = begin
            result.trigger = (first, end)
        result.opened = result.opened or opened
        if opened and result.mentions:
            break
        if opened:
            result.mentions = _supported(ctx, pieces[:number])
            break
    return result


def _supported(ctx: Context, pieces: tuple[Piece, ...]) -> list[ClassMention]:
    """The classes that an earlier clause of the sentence supports (鼓励中小学校开展…，对获认定…的给予…)."""
    for piece in reversed(pieces):
        lead = _LEAD.match(ctx.text, piece.start, piece.end)
        if lead and lead["lead"] in _BACKED:
            return [m for m in _head_classes(ctx, lead.end(), piece.end) if receives(m)]
    return []


def subjects_of(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """The classes that open a clause as its subject, with their own qualifiers: 在海外设点的船厂在本地新建总部."""
    first = clauses(ctx.text, start, end)[0]
    heads = [m for m in _head_classes(ctx, start, end) if receives(m)]
    return with_predicate(ctx, heads, first.end, closed=True)


def _before_predicate(text: str, start: int, end: int) -> int:
    """The end of the antecedent once adverbs and 按…, 每户 … before the verb are taken off."""
    while end > start:
        window = text[max(start, end - 64) : end]
        if not window.endswith(_PREDICATE_ENDS) and _PREDICATE_LEADS.search(window) is None:
            break
        at = _predicate_at(window)
        if at < 0:
            break
        stop = end - len(window) + at
        kept = text[start:stop].rstrip()
        inside = kept and kept[-1] not in "，,；;：:的、"
        if window[at] in "按视在经根参依由从以通" and inside and not (window[at] == "按" and _ends_class(kept)):
            break
        end = stop
        while end > start and text[end - 1].isspace():
            end -= 1
    return end


def _ends_class(words: str) -> bool:
    """乡村医生按服务年限每月…: the class right before the 按."""
    hits = find_classes(words[-8:])
    return bool(hits) and hits[-1].end == len(words[-8:])


def _predicate_at(window: str) -> int:
    """Where the leftmost phrase begins that ends the window and belongs to the predicate; -1 without one."""
    cut = _PREDICATE.search(window)
    later = _LATER.search(window) if window.endswith("后") else None
    if cut is None or later is None:
        found = cut or later
        return found.start() if found else -1
    return min(cut.start(), later.start())


def _mentions(ctx: Context, start: int, end: int) -> list[ClassMention]:
    text = ctx.text
    stop = end
    while stop > start and text[stop - 1] in "的，,、 ":
        stop -= 1
    if stop <= start:
        return []
    chosen = _chosen_counted(ctx, start, stop) if text[stop - 1] in _COUNTERS else []
    if chosen:
        return chosen
    closing = text[stop:end].startswith("的")
    tail = [] if closing else parse_class_list(text, start, stop, ctx.home)
    rest = text[tail[-1].end : stop + 2] if tail and tail[-1].end < stop else ""
    if rest and not _GOES_ON.search(rest):
        tail = []  # A、B创业贷款损失: the whole names no class
    if tail and any(m.category != "project" for m in tail):
        return [m for m in takers(ctx, start, stop, tail) if receives(m)]
    if closing and _SELECTED.match(text[start:stop]):
        chosen = [
            m
            for m in parse_class_list(text, start, stop, ctx.home)
            if m.category in ("individual", "team") and m.end == stop
        ]
        if chosen and receives(chosen[-1]):
            return chosen
    return with_predicate(ctx, [m for m in _head_classes(ctx, start, stop) if receives(m)], stop, closed=closing)


def _chosen_counted(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """评选先进集体10个、先进个人20名: those who are chosen, their number behind them."""
    choice = _CHOICE.match(ctx.text, start, end)
    found: list[ClassMention] = []
    for match in _COUNTED_CLASS.finditer(ctx.text, choice.end(), end) if choice else ():
        found += [m for m in parse_class_list(ctx.text, *match.span("who"), ctx.home) if receives(m)]
    return found


def _head_classes(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """The classes that the stretch begins with: 企业获国外发明专利授权, 我市单位或个人取得…, 入驻基地的服务机构每推荐…"""
    text = ctx.text[start:end]
    sent = _SENT.match(text)
    if sent:
        taken = parse_class_list(ctx.text, start + sent.start("who"), start + sent.end("who"), ctx.home)
        return [m for m in taken if m.category == "individual"]
    for hit in find_classes(text[:64]):
        head = text[: hit.end]
        own = head.rsplit("的", 1)[-1]
        if _PLACE.match(own) and _READS_AT.match(text, hit.end):
            continue  # 在我市高校就读的毕业生留…工作: the class stands behind the 的
        if _TAKES.search(_NEWLY.sub("", own)) or len(own) > 24 or _PLACE.match(own):
            return []
        placed = _IN_PLACE.match(own) if ("在" in own or "向" in own) and "的" not in head else None
        if (
            placed and category_of(placed["cls"]) is not None
        ):  # 码头在沿江媒体投放广告: a head too short to be looked for
            return parse_class_list(ctx.text, start, start + placed.end("cls"), ctx.home)
        stop = list_end(text, hit.end + 2 * text.startswith("本人", hit.end))
        stop += 2 if text.startswith(("成员", *_KIN), stop) else 0
        bracket = _AFTER_BRACKET.match(text, stop)
        after = text[bracket.end() if bracket else stop :]
        if _OWN_SHARE.match(after):
            return []
        if not after or not (
            VERB_AFTER.match(after) or after[0] in "，等" or (_COSTS.match(after) and not find_classes(after[:8]))
        ):
            continue
        mentions = parse_class_list(ctx.text, start, start + (bracket.end() if bracket else stop), ctx.home)
        if mentions:
            return mentions
    plain = _RELATIVE_CLASS.match(text)
    if plain and VERB_AFTER.match(plain["after"]) and not _TAKES.search(plain["cls"]):
        return parse_class_list(ctx.text, start, start + plain.end("cls"), ctx.home)
    subject = _PLAIN_SUBJECT.match(text)
    if subject and not _TAKES.search(subject["cls"]) and VERB_AFTER.match(text, subject.end()):
        return parse_class_list(ctx.text, start, start + subject.end(), ctx.home)
    return []


def list_end(text: str, end: int) -> int:
    """The end of the list of classes that goes on behind one of them (商场、超市设立…)."""
    while joint := _JOINT.match(text, end):
        base = joint.end()
        token = _TOKEN.match(text, base)
        relative = _RELATIVE_HEAD.match(text, base)
        if relative and (token is None or category_of(token.group()) is None):
            base = relative.end()
            token = _TOKEN.match(text, base)
        if token is None:
            return end
        whole = token.group()
        sizes = [n for n in range(len(whole), 1, -1) if category_of(whole[:n]) is not None]
        acting = [
            n
            for n in sizes
            if VERB_AFTER.match(whole[n:]) and not whole[n:].startswith(("成员", "申请人")) and whole[:n] not in _PLACES
        ]
        size = acting[-1] if acting else sizes[0] if sizes else 0
        if not size:
            return end
        end = base + size
    return end
