"""Rates and ratios that no unit word makes: 百分之三点五, 三分之二, 1/3, 1:3, 一比三, 全额, 一半."""

from __future__ import annotations

import re
from decimal import Decimal

from tiaokuan.extractors.figures import CHINESE, Figure
from tiaokuan.extractors.numerals import decimal_of, plain
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.quantity_units import quantity_tables

_FRACTION = deferred(
    rf"(?P<d>百|千|万|[{CHINESE}]{{1,3}}?|[0-9]{{1,3}})分之[ ]?"
    rf"(?P<n>[0-9.．]{{1,8}}|[{CHINESE}]{{1,6}}(?:点[一二三四五六七八九〇零]{{1,6}})?)"
)
_SIDE = r"[0-9０-９]{1,4}(?:\.[0-9]{1,3})?"
_RATIO = deferred(rf"(?P<a>{_SIDE})[ ]?[:：∶︰][ ]?(?P<b>{_SIDE})(?![0-9:：∶./]|[ ]?[年月])")
_CN = "一二三四五六七八九十"
_CN_RATIO = deferred(
    rf"(?P<a>[{_CN}]|[0-9]{{1,3}})比(?P<b>[{_CN}]{{1,2}}|[0-9]{{1,3}})(?![{_CN}0-9]|(?![的配])[\u4e00-\u9fff])"
)
_SLASH = deferred(r"(?P<n>[1-9])[/／](?P<d>[2-9]|10)(?![0-9/年月])")
_BEFORE_SLASH = frozenset("的于达过按约超足满近")
_LABELS = "件表图注话题组号\n.:："  # 附件1：…, 表2：…
_POWERS = {"百": 100, "千": 1000, "万": 10000}
_SIGNS = {100: "%", 1000: "‰"}


#: 租金|全部补贴; 保费|全部由财政承担
_WHOLE = deferred(
    r"全部(?:予以|给予|由[^，。；\d]{1,10})?(?:补贴|补助|减免|免除|免收|免缴|免征|返还|报销|资助|贴息|奖励)(?!资金|对象|项目|款|金|政策|标准|申请|名单|材料|工作|人员|单位)"
)
_OF_COSTS = deferred(r"(?:费用?|租金?|房租|税款?|利息|款|部分|额|成本|支出|收益)(?:，?由[^，。；\d]{1,10})?$")


def read_share(text: str, at: int, floor: int) -> Figure | None:
    """The fraction or ratio that begins at ``at``, or None."""
    if match := _FRACTION.match(text, at):
        return _fraction(match)
    if match := _SLASH.match(text, at):
        said = (at > floor and text[at - 1] in _BEFORE_SLASH) or text[match.end() : match.end() + 1] in ("以", "的")
        return _part(match, int(match["n"]), int(match["d"])) if said and int(match["n"]) < int(match["d"]) else None
    match = _RATIO.match(text, at) or _CN_RATIO.match(text, at)
    if match is None or (at > floor and text[at - 1] in _LABELS):
        return None
    first, second = decimal_of(match["a"]), decimal_of(match["b"])
    if first is None or second is None:
        return None
    return Figure("ratio", at, match.end(), ratio=(plain(first), plain(second)))


def _fraction(match: re.Match[str]) -> Figure | None:
    denominator = _POWERS.get(match["d"]) or decimal_of(match["d"])
    numerator = decimal_of(match["n"].replace("．", "."))
    if not denominator or numerator is None:
        return None
    return _part(match, numerator, int(denominator))


def _part(match: re.Match[str], numerator: int | Decimal, denominator: int) -> Figure:
    value = Decimal(numerator) / Decimal(denominator)
    sign = _SIGNS.get(denominator)
    return Figure("rate", match.start(), match.end(), low=value, high=value, label=sign, denominator=denominator)


def read_rate_word(text: str, at: int, floor: int) -> Figure | None:
    """全额, 一半, 过半 … whose numeral stands at ``at``."""
    char = text[at]
    if char == "全" and text.startswith("部", at + 1) and _WHOLE.match(text, at):
        costs = _OF_COSTS.search(text, max(floor, at - 16), at)
        return Figure("rate", at, at + 2, low=Decimal(1), high=Decimal(1)) if costs else None
    for word in quantity_tables().rate_words:
        if char not in word.word:
            continue
        left = at - word.word.find(char)
        if left < floor or not text.startswith(word.word, left):
            continue
        end = left + len(word.word)
        if text[end : end + 1] in tuple(word.not_before):
            continue
        bound = (word.bound, word.inclusive) if word.bound else None
        return Figure("rate", left, end, low=word.value, high=word.value, bound=bound)
    return None
