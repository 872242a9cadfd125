"""Demands and bars of single constructions in running text: who gets nothing of one clause, what must be true of papers,
what a definition asks of its class, and what is said of who applies behind their class."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import Piece, strip_brackets
from tiaokuan.extractors.context import Context
from tiaokuan.gazetteer.deferred import deferred

#: Who is left out of one clause (属于…的企业，不享受本条补助; 已享受…的，不适用本款).
_NOT_THIS = deferred(
    r"(?:的|企业|单位|机构|个人|人员|项目|家庭|主体)，?(?:均|一律|原则上)?不(?:再)?(?:享受|适用)(?:本|上述|该项|此项|前款|前述)[^，。；]{0,12}$"
)
#: What is handed in must be true (申报材料须真实有效).
_TRUE = deferred(
    r"(?:所?有?(?:申报|申请|提交|提供|报送|填报|参评|参赛|上述|以上)?的?(?:各类|各项|所有|全部)?(?:材料|资料|信息|数据|内容)(?:内容)?)(?:均|都)?(?:应当?|须|必须|需)(?:确保|保证)?(?:内容)?真实"
)
#: Only one of several may apply (夫妻双方均符合条件的，只能由一方申请).
_ONE_OF_THEM = deferred(
    r"(?:的|时)，(?:原则上)?(?:只能|仅能|仅限|限)(?:由)?(?:其中)?(?:[一1](?:方|人|名|家|户|个单位|家单位|个主体)|任[一意](?:方|人))[^，。；]{0,6}(?:申[请报领]|享受|领取)"
)
#: A clause of a definition that asks for something (具有本市户籍, 在市内登记注册).
_ASKS = deferred(
    r"(?:且|并|同时)*(?:具有|持有|具备|取得|拥有|获得|符合|属于|依法|经[^，。；]{2,20}(?:认定|批准|登记|备案)|在[^，。；]{2,20}(?:登记|注册|纳税|居住|就业|设立|落户|参保))[^，。；]{2,}"
)
_SEQUEL = deferred(
    r"(?:若|如|凡)?(?:一经|一旦|经|若|如|凡)(?:发现|查实|核实|查出|有|存在|被)?[^。；]{0,20}(?:取消|不予|不得|撤销|追[回缴])"
)
PLACES = deferred(r"(?:优先|重点)安置(?=[^，。；]{4})")
#: How many are helped in all (今年全市支持改造300户).
_HOW_MANY = deferred(
    r"(?:今年|全年|本年度?|\d{4}年度?|本次|本批|计划|全[市县区省]|共|名额|每年|首批)[^，。；]{0,24}\d"
)
_REDUCES = deferred(
    r"(?:同比例|按比例|等比例|相应|酌情)(?:予以)?(?:核减|扣减|递减|折减|减少|调减|减扣)[^，。；]{0,8}$"
)
_DASHES = deferred(r"[，,]")
_WHO_IS = deferred(
    r"^(?:本[^，。；]{1,10}的?)?(?:可)?(?:申报|申请|支持|奖励|补贴|补助|扶持|资助|享受)(?:的)?(?:主体|对象|单位|企业|人|机构)(?:范围)?(?:为|是|限于)(?!以下|下列)[^。；]{4,}?"
    r"(?:企业|单位|机构|组织|院校|院所|个人|人员|团队|合作社|农场|个体工商户|居民|家庭|毕业生)(?:等)?，(?=(?:且|并且?|同时)?(?:近[一二三两\d]|无|未|不存在|没有|具有|具备|信用|经营状况|经营规范|财务|遵守|依法|申报前|注册满|成立满)[^。；]{4,}$)"
)
#: What is asked of a class behind it (…的法人、社会团体，且符合…，经营状况良好，无失信行为).
_BEHIND_CLASS = deferred(
    r"(?:企业|单位|机构|组织|院校|院所|个人|人员|团队|合作社|农场|个体工商户|居民|家庭|毕业生|法人|对象)(?:（[^（）]{1,40}）)?(?:等)?，(?:且|并且?|同时)?(?:(?:近[一二三两\d]+个?年度?内?)?(?:无|未|不存在|没有)(?!论|偿)|信用[良状]|经营状况|经营规范|财务[管制状]|(?:且|并)(?:符合|具有|具备))[^。]{4,}$"
)


def asks_in_passing(text: str) -> bool:
    """True where a sentence bars from one clause, wants papers to be true, or says who alone applies."""
    return bool(
        (("不享受" in text or "不适用" in text) and _NOT_THIS.search(text))
        or ("真实" in text and _TRUE.match(text))
        or (("限" in text or "能" in text) and _ONE_OF_THEM.search(text))
    )


def with_sequels(text: str, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The sentences, what follows from papers that are not true joined to the one that wants them true."""
    if len(pieces) < 2 or text.find("真实", pieces[0].start, pieces[-1].end) < 0:
        return pieces
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and _SEQUEL.match(text, piece.start, piece.end) and _TRUE.match(text, last.start, last.end):
            found[-1] = Piece(last.start, piece.end, piece.mark)
        else:
            found.append(piece)
    return found


def reduces(text: str) -> bool:
    """True where a part only says that a sum is cut in proportion (低于80%的，补助额度同比例核减)."""
    return "减" in text and _REDUCES.search(text) is not None


def defines_by_demands(what: str) -> bool:
    """True where a definition says what its class must have or be (具有本市户籍，且属于低收入家庭的居民)."""
    clauses = _DASHES.split(strip_brackets(what)[0].strip("，、：: "))
    return len(clauses) > 1 and _ASKS.match(clauses[0]) is not None and category_of(clauses[-1]) is not None


def behind_who(text: str) -> int:
    """Where the demands begin that stand behind who may apply (申报主体为…的企业，近三年无…记录); 0 where none do."""
    match = _WHO_IS.match(text) if "，" in text else None
    return match.end() if match else 0


def preference(ctx: Context, piece: Piece) -> int | None:
    """Where the preference begins in a sentence that else only encourages (支持企业参与 …，优先支持 …), or says how many
    there are (全年支持260户，重度残疾人家庭优先安排)."""
    placed = PLACES.search(ctx.text, piece.start, piece.end)
    if placed:
        return max(piece.start, ctx.text.rfind("，", piece.start, placed.start()) + 1)
    at = ctx.text.find("优先", piece.start, piece.end)
    clause = max(piece.start, ctx.text.rfind("，", piece.start, at) + 1) if at > 0 else piece.start
    if at < 0 or clause <= piece.start:
        return None
    if re.match(r"支持|鼓励|引导", piece.of(ctx.text)):
        return clause
    counted = ctx.live(piece.start, clause) and not ctx.live(clause, piece.end) and at - clause >= 4
    return (
        clause
        if counted and "的" not in ctx.text[clause - 3 : clause] and _HOW_MANY.match(piece.of(ctx.text))
        else None
    )


def says_more_of_class(text: str) -> bool:
    """True where a sentence that names classes demands something of them behind their names."""
    return "，" in text and _BEHIND_CLASS.search(text) is not None
