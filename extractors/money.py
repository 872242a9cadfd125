"""Sums of money: yuan with 角 and 分, other currencies, marks before the figure, and what a sum is per."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from tiaokuan.extractors.figures import Figure, Numeral
from tiaokuan.extractors.numerals import decimal_of
from tiaokuan.extractors.unit_words import unit_at
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.quantity_units import QuantityTables, quantity_tables

_DIGIT = "0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_CHANGE = deferred(
    rf"[零又]?([{_DIGIT}]{{1,2}})[角毛]钱?(?:([{_DIGIT}]{{1,2}})分钱?)?[整正]?|[零又]([{_DIGIT}]{{1,2}})分钱?"
    rf"|([{_DIGIT}])(?![{_DIGIT}十百千万.．%\u4e00-\u9fff])"
)
_PER = deferred(
    r"[/／∕]([\u4e00-\u9fffA-Za-z㎡]{1,5})(?:[·•・.．*×/／]([\u4e00-\u9fff]{1,2}))?(?![\u4e00-\u9fffA-Za-z])"
    r"|每(平方米|公里|千瓦时?|课时|人次|[个件人家户项次吨亩])(?:每([年月天日]))?"
)
_EACH = deferred(r"(?:每([^，。；、\n每]{1,3}?))?(?:每([年月天日次晚夜]))?$")
_BRACKETED_PER = deferred(r"[（(]([人户家个床生件亩][·/每]?[年月天日次])[）)]")
_NEXT_SUM = deferred(r"(?:每[年月天日])?(?:标准为?|发放|给予|补[助贴]|奖励|资助|最高|不超过|为)*[0-9]")
_PER_TIME = ("年", "月", "天", "日", "晚", "夜", "次")
_STROKES = ("·", "•", "・", "/", "／", "*", ".")
_SENT = deferred(r"[。；\n！？]")
_AFTER_BARE = frozenset("的左以至到封不和及与或起上多余、/／为作奖补资扶给元，。；（）()！？,.;\n ")
#: 100万元人民币: the name belongs to the sum before it
_UNITS = frozenset("元圆币镑")
#: 人民币|一次性补贴: a numeral that counts no money
_NO_SUM = deferred(r"[一二两三四五六七八九十]+(?![十百千万亿元圆块角分整正、，。；）)\s])")
_LISTED = ("、", "和", "或", "，", "及", "或者", "到")


def set_money(text: str, figure: Figure) -> None:
    """Give ``figure`` its sum, currency and change; 元 without a numeral of its own (单位：万元) is weak."""
    unit, numeral = figure.unit, figure.numeral
    if unit is None or numeral is None:
        return
    figure.currency = unit.currency
    figure.low, figure.high = numeral.low * unit.factor, numeral.high * unit.factor
    figure.weak = numeral.chinese and not text[numeral.start : numeral.end].strip("万亿千萬億")
    figure.weak = figure.weak and text[numeral.start] in "万亿萬億"
    if unit.word in ("元", "块", "圆"):
        _add_change(text, figure)
    mark = currency_before(text, figure.start)
    if mark is not None:
        figure.start = mark[0]


def _add_change(text: str, figure: Figure) -> None:
    """三块五毛, 12元5角3分, 12块5."""
    match = _CHANGE.match(text, figure.end)
    if match is None or (match[4] and (figure.unit is None or figure.unit.word != "块")):
        return
    tenths, cents = decimal_of(match[1] or match[4] or "0"), decimal_of(match[2] or match[3] or "0")
    more = (tenths or 0) * Decimal("0.1") + (cents or 0) * Decimal("0.01")
    figure.low, figure.high, figure.end = figure.low + more, figure.high + more, match.end()


@lru_cache(maxsize=1)
def _mark_ends() -> frozenset[str]:
    return frozenset(mark[-1] for mark in quantity_tables().symbols)


def currency_before(text: str, at: int) -> tuple[int, str] | None:
    """Where a currency mark that ends just before ``at`` begins, and its ISO code."""
    end = at - 1 if at and text[at - 1] in " \u3000\xa0" else at
    if end == 0 or text[end - 1] not in _mark_ends():
        return None
    symbols = quantity_tables().symbols
    for size in (5, 4, 3, 2, 1):
        code = symbols.get(text[end - size : end]) if size <= end else None
        if code is not None and not _inside_word(text, end - size):
            return None if text[end - size - 1 : end - size] in _UNITS and end > size else (end - size, code)
    return None


def _inside_word(text: str, at: int) -> bool:
    """True where a mark of letters is the tail of a longer word."""
    before = text[at - 1 : at]
    return text[at].isascii() and text[at].isalpha() and before.isascii() and before.isalpha()


def marked_money(numeral: Numeral, text: str, tables: QuantityTables) -> Figure | None:
    """US$500万, ￥300: a bare numeral with a currency mark before it."""
    mark = currency_before(text, numeral.start)
    if mark is None or (numeral.chinese and _NO_SUM.match(text, numeral.start)):
        return None
    start, code = mark
    name = "元" if code == "CNY" else next(u.unit for us in tables.units.values() for u in us if u.currency == code)
    figure = Figure("money", start, numeral.end, numeral, numeral.low, numeral.high, tables.units["元"][0], name)
    figure.currency, figure.approximate = code, numeral.approximate
    return figure


def money_place(text: str, figure: Figure, floor: int, *, follows_money: bool) -> bool:
    """True where a bare figure with 万 or 亿 (补助5万) is yuan: after a word of money, or in a list of sums."""
    following = text[figure.end : figure.end + 1]
    if following and following not in _AFTER_BARE:
        return False
    if follows_money and text[floor : figure.start] in _LISTED:
        return True
    tables = quantity_tables()
    window = _SENT.split(text[max(floor, figure.start - 14) : figure.start])[-1]
    return any(word in window for word in tables.money_before) or text.startswith(tables.money_after, figure.end)


def read_per(text: str, figure: Figure) -> int:
    """Set ``per_unit`` from 元/个, 元/人·月, 元每人每月; returns where it ends (``figure.end`` where there is none)."""
    mark = text[figure.end : figure.end + 1]
    if not mark or mark not in "/／∕每":
        return figure.end
    if mark != "每" and (end := _per_word(text, figure)):
        return end
    match = _PER.match(text, figure.end)
    if match is None or (mark == "每" and _NEXT_SUM.match(text, match.end())):
        return figure.end
    figure.per_unit = "".join(group for group in match.groups() if group)
    return match.end()


def _per_word(text: str, figure: Figure) -> int:
    """10万元/个奖励, 20元/人·月: a unit word after the stroke, and a time after that; 0 where there is none."""
    at = figure.end + 1
    if at >= len(text):
        return 0
    if bracketed := _BRACKETED_PER.match(text, at):
        figure.per_unit = re.sub(r"[·/每]", "", bracketed[1])
        return bracketed.end()
    unit = unit_at(text, at, quantity_tables())
    word = unit.word if unit else text[at] if text[at] in "年月天日证" else ""
    if not word:
        return 0
    end = at + len(word)
    if word == "项" and text.startswith("目", end):
        word, end = "项目", end + 1
    if text[end : end + 1] in _STROKES and text[end + 1 : end + 2] in _PER_TIME:
        word, end = word + text[end + 1], end + 2
    elif word in _PER_TIME and text[end : end + 1] in _STROKES and text[end + 1 : end + 2] in ("人", "户", "家"):
        word, end = text[end + 1] + word, end + 2
    elif word not in _PER_TIME and text[end : end + 1] in _PER_TIME:
        word, end = word + text[end], end + 1
    figure.per_unit = word
    return end


def per_before(text: str, floor: int, at: int) -> str | None:
    """What a 每 that touches the figure from the left says: 每人每月|500元 → 人月, 每年|3万元 → 年."""
    if at <= floor or "每" not in text[max(floor, at - 8) : at]:
        return None
    match = _EACH.search(text[max(floor, at - 8) : at])
    if match is None or (match[1] and match[1] not in quantity_tables().units):
        return None
    return (match[1] or "") + (match[2] or "") or None
