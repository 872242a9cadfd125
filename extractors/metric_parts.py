"""Names of figures that stand beside others, or at which something is paid (每期不少于2天、40人; 按…的80%发放生活费)."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Quantity
from tiaokuan.gazetteer.deferred import deferred

COMPARED = deferred(
    r"(?P<word>不得?低于|不少于|不小于|不超过|不得?高于|高于|超过|大于|达到|低于|小于|不足|不满)[^，。；\d（(于过]{2,24}$"
)
#: What is counted behind a mark, where the words before it belong to the figure ahead (2年以上劳动合同、缴纳社保满…).
_NEXT_DONE = deferred(
    r"^[^、]{2,16}、(?=(?:并|且|已|并已|连续|累计|足额|正常|依法)*(?:缴[纳存]|参[加保]|工作|服务|从事|任职|就业|居住|注册|登记|经营|运营|成立|就读|落户|持有|取得|拥有|完成|投入|实现|带动|吸纳|开展|组织|配备|从业)[^、]*$)"
)
#: The thing counted ahead, which stands right behind its figure (3项以上著作权、专利不少于2件).
_THING_AHEAD = deferred(r"(?:以[上下内])?的?[^，。；、（）\d]{3,14}、(?=[^、]{2,}$)")
#: Of what there is so much each time (每期不少于2天、40人).
_EACH_TIME = deferred(r"(?:每|单)(?:一?[期场批班次届轮户家站]|个?班次?)(?=$|[^数量员庭长业位点])")
_AVERAGED = deferred(
    r"[，、；（]?(?:且|其中)?(?P<each>[人户亩班生校年月]均)(?:应|须|不|达|至|为|在|要)*(?:到|少|低|小|于|超过)*"
)
_PER_EACH = deferred(
    r"的?(?:比例|标准)(?:配[备置齐]|设置|安排|聘[用请任]|选配|选派|配)(?P<what>[^，。；：（）并且]{2,14}?)(?=$|[，。；：（）并且])"
)
_UNIT_NOUNS = {"人": "人数", "名": "人数", "天": "天数", "日": "天数", "课时": "课时", "学时": "学时", "小时": "时长"}
#: What is paid at a share of something (按不低于最低工资标准的80%按月发放生活费).
_AT_SHARE = deferred(r"按(?:照)?[^，。；、]{0,30}$")
_PAID_AT = deferred(
    r"(?:的?(?:比例|标准|额度))?(?:逐月|按[年月季日]|足额|及时|全额|为(?:其|[^，。；]{2,8}?))*(?:发放|支付|发给|支给|缴纳|缴存|计发|提取|计提|安排)(?P<what>[^，。；：（）并且]{2,14}?)(?=$|[，。；：（）并且])"
)


def own_part(before: str) -> str:
    """Of the words between two figures those of the second one."""
    if "、" not in before:
        return before
    rest = _NEXT_DONE.sub("", before, count=1)
    return rest if rest != before else _THING_AHEAD.sub("", before, count=1)


def past_bracket(text: str, entry: int, at: int, before: str) -> str:
    """The words before a figure without a bracket that another figure stands in (组团来访（住两晚以上），达到2000人次)."""
    opened = text.rfind("（", entry, at) if "），" in before and "（" not in before else -1
    if opened < 0:
        return before
    start = max(text.rfind(mark, entry, opened) + 1 for mark in "，；。、\n")
    return text[max(start, entry) : opened] + before[before.index("）") + 1 :].lstrip("，")


def averaged(before: str) -> str:
    """人均, 亩均 where nothing else is named before a figure that has another before it (面积90平方米，人均6平方米)."""
    match = _AVERAGED.fullmatch(before)
    return match["each"] if match else ""


def per_each(behind: str) -> str | None:
    """What there is one of for so many (按每8名学员1名的比例配备教练 → 教练)."""
    match = _PER_EACH.match(behind) if "比例" in behind[:6] or "标准" in behind[:6] else None
    return match["what"] if match is not None else None


def _paid_at(before: str, behind: str) -> str | None:
    """What is paid at a share of something; None where nothing is."""
    paid = _PAID_AT.match(behind)
    return paid["what"] if paid is not None and _AT_SHARE.search(before) else None


def share(before: str, behind: str) -> str | None:
    """按不低于20%的比例录用学员 → 录用学员的比例; 不低于最低工资80%的补贴 → 补贴."""
    ratio = re.match(r"的?(?:比例|标准|比率)(?P<what>[^，。；：（）]{2,20}?)(?=$|[，。；：（）并且])", behind)
    if ratio is not None and re.search(r"按(?:照)?[^，。；]{0,30}$", before):
        return f"{ratio['what']}的比例"
    paid = _paid_at(before, behind) if ratio is None else None
    if paid is not None:
        return paid
    compared = COMPARED.search(before)
    noun = re.match(r"的(?P<what>[^，。；：（）的]{2,12})(?=$|[，。；：（）并且])", behind) if compared else None
    return noun["what"] if noun else None


def each_time(text: str, entry: int, quantity: Quantity, before: str, after: str) -> str:
    """How much there is of a unit each time, where nothing is named (每期不少于2天、不少于40人 → 每期天数, 每期人数)."""
    what = _UNIT_NOUNS.get(quantity.unit or "")
    if what is None or len(after) >= 2 or not (len(before) < 2 or _EACH_TIME.fullmatch(before)):
        return ""
    start = max(text.rfind(mark, entry, quantity.start) for mark in "。；") + 1
    said = list(_EACH_TIME.finditer(text, max(start, entry), quantity.start))
    return said[-1].group() + what if said else ""
