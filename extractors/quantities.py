"""The grammar of quantities beneath all extractors: one scan of the text for every figure, with unit and bounds.

``find_quantities`` anchors on runs of numerals, drops what only looks like a figure (``falsefriends``), reads dates
(``dates``) and numerals with their units (``figures``, ``measures``), joins ranges (``ranges``) and takes the words that
bound them (``bounds``).

一 with a measure word is an article (一个平台, 一家企业) and no figure, unless it is bounded (至少一个, 一件以上), in a range,
after a counting cue (仅一家, 限报一项), or the measure counts persons, copies, pieces or physical units (一名, 一份, 一年).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from tiaokuan.extractors.base import Interval, Kind, Quantity
from tiaokuan.extractors.bounds import Bound, bound_after, bound_before
from tiaokuan.extractors.dates import DateSpan, Moment, read_date
from tiaokuan.extractors.falsefriends import skip_arabic, web_spans
from tiaokuan.extractors.figures import CHINESE, Figure, read_numeral
from tiaokuan.extractors.measures import currency_before, ratio_number, read_half, read_per, read_unit
from tiaokuan.extractors.numerals import decimal_of, plain
from tiaokuan.extractors.ranges import CONNECTOR, JOIN, join, listed, merge_bounds, open_range
from tiaokuan.gazetteer.quantity_units import quantity_tables

_ANCHOR = re.compile(rf"[0-9０-９{CHINESE}半几数全]+")
_CN_DATE = re.compile(r"[一二三四五六七八九十廿卅元〇○零ＯOo]{1,4}[ ]?(?:[年月]|世纪|年代)")
_AR_DATE = re.compile(r"[0-9０-９]{1,4}(?:[ \u3000\xa0]?[年月-]|[./:：／．—–~至到]|世纪|年代)")
_FRACTION = re.compile(rf"(?P<d>百|千|万|[{CHINESE}]{{1,3}}?|[0-9]{{1,3}})分之(?P<n>[0-9.．]{{1,8}}|[{CHINESE}]{{1,6}}(?:点[一二三四五六七八九〇零]{{1,6}})?)")
_RATIO = re.compile(r"(?P<a>[0-9０-９]{1,4}(?:\.[0-9]{1,3})?)[ ]?[:：∶︰][ ]?(?P<b>[0-9０-９]{1,4}(?:\.[0-9]{1,3})?)(?![0-9:：∶./]|[ ]?[年月])")
_CN_RATIO = re.compile(r"(?P<a>[一二三四五六七八九十]|[0-9]{1,3})比(?P<b>[一二三四五六七八九十]{1,2}|[0-9]{1,3})(?![一二三四五六七八九十0-9\u4e00-\u9fff])|(?P<a2>一)比(?P<b2>[一二三四五])(?=的|配)")
_SLASH = re.compile(r"(?P<n>[1-9])[/／](?P<d>[2-9]|10)(?![0-9/年月])")
_LOOSE = re.compile("最多|至多|顶多|最少|至少|起码|最高|最低|最大|最长|最小|最短")
_MONTHLY = re.compile(r"(?:每月|当月|次月|同月|本月|上月|下月|该月|每季度首月)(?:的)?$")
_ARTICLE_YEAR = frozenset("同这那某新下又每当第头统今来")
_LIST = re.compile(r"(?<![0-9A-Za-z.．\-—])(?:[0-9]{1,5}(?:\.[0-9]{1,3})?[、和]){1,8}$")
_LIST_ITEM = re.compile(r"[0-9.]+")
_HOTLINE = re.compile(r"12[0-9]{3}|9[56][0-9]{3,4}")
_PAUSE = re.compile(r"[，。；、：\n]")
_WEEKDAY = re.compile(r"[（(](?:星期|周|礼拜)[一二三四五六日天][）)]")
_BARE_STOP = frozenset("·・-/.—_~～×xX*+=#@&〔[【:：→^＋－%％‰$°")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_MONEY_NEXT = frozenset("的左以至到封不和及与或起多余、/／为作奖补资扶给元，。；（）()！？,.;\n 的")


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of ``text`` in order, not overlapping; a range or an interval is one."""
    return find_quantities_in(text, 0, len(text))


def find_quantities_in(text: str, start: int, end: int) -> list[Quantity]:
    """The quantities of ``text[start:end]``, with offsets into ``text``; nothing outside of the slice is read."""
    return _Scan(text if end >= len(text) else text[:end], start).run()


class _Scan:
    """One pass over ``text`` from ``start``; ``pos`` is behind what has been taken."""

    __slots__ = ("found", "loose", "pos", "start", "text", "web")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = self.pos = start
        self.found: list[Quantity] = []
        self.web = web_spans(text, start)
        self.loose = [match.end() for match in _LOOSE.finditer(text, start)]

    def run(self) -> list[Quantity]:
        for match in _ANCHOR.finditer(self.text, self.start):
            at, stop = match.span()
            at = max(at, self.pos)
            while at < stop:
                figure, after = self.read(at, stop)
                at = max(at + 1, after if figure is None else self.take(figure))
            self.pos = max(self.pos, at)
        return self.found

    @property
    def floor(self) -> int:
        """Where the last quantity that was kept ends: no other may begin before it."""
        return self.found[-1].end if self.found else self.start

    def read(self, at: int, stop: int) -> tuple[Figure | None, int]:
        """The figure at ``at`` and where the reading ended; ``stop`` is the end of the run of numerals."""
        char = self.text[at]
        if char.isdigit():
            return self.read_arabic(at, stop)
        return self.read_chinese(at, stop)

    def read_arabic(self, at: int, stop: int) -> tuple[Figure | None, int]:
        text = self.text
        if self.web and any(left <= at < right for left, right in self.web):
            return None, stop
        if (not at or currency_before(text, at) is None) and (end := skip_arabic(text, at, self.start)):
            return None, end
        figure = self.dated(at) if _AR_DATE.match(text, at) else None
        figure = figure or (self.ratio(at) if text[stop : stop + 1] in tuple(" :：∶︰./／比分") and stop < len(text) else None)
        return self.measured(at, stop) if figure is None else (figure, figure.end)

    def read_chinese(self, at: int, stop: int) -> tuple[Figure | None, int]:
        text, char = self.text, self.text[at]
        tables = quantity_tables()
        following = text[at + 1 : at + 2]
        if char in "半全一" and (figure := self.rate_word(at)) is not None:
            return figure, figure.end
        if char == "半":
            figure = read_half(text, at)
            return figure, figure.end if figure else at + 1
        if char == "全" or (char in "几数" and following not in "十百千万亿") or not following:
            return None, at + 1
        if char == "一" and stop == at + 1 and following not in tables.lengths and following not in "分比月世":
            return None, stop
        if at > self.start and text[at - 1] == "第":
            return None, stop
        if following in "分比" or text[stop : stop + 1] in "分比":
            figure = self.ratio(at)
            if figure is not None:
                return figure, figure.end
        figure = self.dated(at) if _CN_DATE.match(text, at) else None
        return self.measured(at, stop) if figure is None else (figure, figure.end)

    def dated(self, at: int) -> Figure | None:
        span: DateSpan | None = read_date(self.text, at)
        if span is None:
            return None
        kind = "date" if span.last is None else "date_range"
        return Figure(kind, at, span.end, first=span.first, last=span.last)

    def measured(self, at: int, stop: int) -> tuple[Figure | None, int]:
        numeral = read_numeral(self.text, at)
        if numeral is None:
            return None, stop
        figure = read_unit(self.text, numeral)
        if figure is None and numeral.fuzzy_tail:
            return None, stop
        if figure is None:
            figure = Figure("number", at, numeral.end, numeral, numeral.low, numeral.high, approximate=numeral.approximate)
        elif figure.label in ("日", "号") and numeral.low <= 31 and _MONTHLY.search(self.text, max(self.start, at - 6), at):
            figure = Figure("date", at, figure.end, first=Moment(day=int(numeral.low)))
        return figure, max(figure.end, numeral.end)

    def ratio(self, at: int) -> Figure | None:
        """1:3, 一比三, 百分之三点五, 三分之二, 1/3."""
        text = self.text
        if match := _FRACTION.match(text, at):
            return _fraction(match)
        if match := _SLASH.match(text, at):
            said = text[at - 1 : at] in tuple("的于达过按约超足满近") or text[match.end() : match.end() + 1] in ("以", "的")
            return _slash(match) if said else None
        match = _RATIO.match(text, at) or _CN_RATIO.match(text, at)
        if match is None or (at > self.start and text[at - 1] in "件表图注话题组号\n.:："):
            return None
        groups = match.groupdict()
        first, second = ratio_number(groups["a"] or groups["a2"]), ratio_number(groups["b"] or groups["b2"])
        if first is None or second is None:
            return None
        return Figure("ratio", at, match.end(), ratio=(plain(first), plain(second)))

    def rate_word(self, at: int) -> Figure | None:
        """全额, 一半, 过半 … around the numeral at ``at``."""
        text = self.text
        for word in quantity_tables().rate_words:
            left = at - max(word.word.find(text[at]), 0)
            end = left + len(word.word)
            if left >= self.floor and text.startswith(word.word, left) and text[end : end + 1] not in tuple(word.not_before):
                bound = (word.bound, word.inclusive) if word.bound else None
                return Figure("rate", left, end, low=word.value, high=word.value, bound=bound)
        return None

    def take(self, figure: Figure) -> int:
        """Join ``figure`` to a range, bound it, and keep it where it counts; returns where the scan goes on."""
        figure = self.ranged(figure)
        if figure.kind == "number":
            self.as_money(figure)
        end = read_per(self.text, figure) if figure.kind in ("money", "count", "rate") else figure.end
        after = self.after(figure, end)
        before = self.before(figure)
        if not self.keeps(figure, before, after):
            return figure.end if figure.kind != "number" else max(figure.start + 1, figure.end)
        self.add_list(figure)
        self.add(figure, max(end, after.at if after else 0), before, after)
        return self.found[-1].end

    def ranged(self, figure: Figure) -> Figure:
        text = self.text
        match = JOIN.match(text, figure.end) if figure.kind.startswith("date") else CONNECTOR.match(text, figure.end)
        if match is None:
            return figure
        at = match.end()
        if opened := open_range(text, figure, at):
            return opened
        if at >= len(text) or not (_ANCHOR.match(text, at) or text[at] in "人¥￥$€£RUH"):
            return figure
        at = self.past_symbol(at)
        other = self.read_second(at, figure)
        return (join(text, figure, other, match) if other is not None else None) or figure

    def past_symbol(self, at: int) -> int:
        for mark in quantity_tables().symbols:
            if self.text.startswith(mark, at):
                return at + len(mark)
        return at

    def read_second(self, at: int, first: Figure) -> Figure | None:
        run = _ANCHOR.match(self.text, at)
        if run is None:
            return None
        if self.text[at].isdigit():
            figure = self.dated(at) if _AR_DATE.match(self.text, at) and first.kind in ("date", "date_range", "number") else None
            return figure or (self.ratio(at) if first.kind == "ratio" else None) or self.measured(at, run.end())[0]
        return self.read_chinese(at, run.end())[0]

    def as_money(self, figure: Figure) -> None:
        """5万 in a money place is yuan."""
        numeral = figure.numeral
        if numeral is None or numeral.scale < 10**4:
            return
        text, tables = self.text, quantity_tables()
        following = text[figure.end : figure.end + 1]
        previous = self.found[-1] if self.found else None
        listed = previous is not None and previous.kind == Kind.MONEY and text[previous.end : figure.start] in ("、", "和", "或", "，", "及", "或者", "到")
        window = text[max(self.floor, figure.start - 14) : figure.start]
        window = re.split(r"[。；\n！？]", window)[-1]
        if following and following not in _MONEY_NEXT:
            return
        if listed or any(word in window for word in tables.money_before) or text.startswith(tables.money_after, figure.end):
            figure.kind, figure.label, figure.currency = "money", "元", "CNY"

    def after(self, figure: Figure, end: int) -> Bound | None:
        if figure.kind.startswith("date") and (match := _WEEKDAY.match(self.text, end)):
            end = match.end()
        return bound_after(self.text, end, figure.kind)

    def before(self, figure: Figure) -> Bound | None:
        at, floor = figure.start, self.floor
        loose = any(at - 10 < end <= at and not _PAUSE.search(self.text, end, at) for end in self.loose)
        return bound_before(self.text, floor, at, figure.kind, loose=loose)

    def keeps(self, figure: Figure, before: Bound | None, after: Bound | None) -> bool:
        bounded = before is not None or after is not None or figure.is_range
        if figure.kind == "number":
            return self.keeps_bare(figure, bounded)
        numeral = figure.numeral
        if figure.kind == "duration" and numeral is not None and numeral.chinese and not bounded:
            return self.keeps_time(figure)
        head = self.text[max(self.start, figure.start - 3) : figure.start]
        if figure.kind == "count" and self.names(figure, head) and (not bounded or (numeral is not None and numeral.chinese)):
            return False
        if not figure.weak or bounded or figure.approximate:
            return True
        if numeral is not None and numeral.chinese and numeral.low == 1:
            return head.endswith(quantity_tables().figure_cues) and figure.kind == "count"
        following = self.text[figure.end : figure.end + 1]
        return figure.kind == "count" and not (numeral is not None and numeral.chinese and numeral.low >= 100) and not _CJK.match(following or "，")

    def names(self, figure: Figure, head: str) -> bool:
        """前3名, 十二届九次全会, “四个…”, 最后一公里: ranks and names."""
        chinese = figure.numeral is not None and figure.numeral.chinese
        if chinese:
            around = self.text[max(self.start, figure.start - 3) : figure.end + 2]
            if any(name in around for name in quantity_tables().names):
                return True
        return head.endswith("前") and figure.label in ("名", "位") or (chinese and head.endswith(("届", "“", "「")))

    def keeps_time(self, figure: Figure) -> bool:
        """百年, 一日, 这一年, 一年一度 are no lengths of time."""
        numeral = figure.numeral
        if numeral is None:
            return True
        if numeral.low in (100, 1000, 10000) and numeral.end - numeral.start == 1:
            return False
        if numeral.low != 1 or numeral.end - numeral.start != 1:
            return True
        before = self.text[figure.start - 1] if figure.start > self.start else ""
        following = self.text[figure.end : figure.end + 1]
        if before in _ARTICLE_YEAR and before:
            return False
        if figure.label in ("日", "天", "秒", "分钟"):
            return before in ("为", "期", "前", "满")
        return following not in ("来", "一") or not following

    def keeps_bare(self, figure: Figure, bounded: bool) -> bool:
        """A number without a unit: only where nothing beside it makes it part of a name, a code or a list."""
        text, numeral = self.text, figure.numeral
        before = text[figure.start - 1] if figure.start > self.start else "\n"
        following = text[figure.end : figure.end + 1]
        if numeral is None or before in _BARE_STOP or following in _BARE_STOP and following:
            return False
        if before.isascii() and before.isalpha() or (following.isascii() and following.isalpha()):
            return False
        if bounded:
            return not (numeral.chinese and numeral.low < 10 and not figure.is_range and before == "于")
        if following == "、" or before in "件表图附" or _CJK.match(following or "，") or following in ("）", ")", "〕", "]", "】", "”", "》"):
            return False
        printed = text[numeral.start : numeral.end]
        if _HOTLINE.fullmatch(printed):
            return False
        if numeral.chinese:
            return len(printed) > 1 and not printed.isalpha() or (len(printed) > 1 and any(char in "十百千万亿点" for char in printed) and before not in "“（(、")
        return not (printed.endswith((".0", ".00")) or (len(printed) > 6 and "," not in printed and not printed.endswith("000")) or (following in (".", "．") and len(printed) < 3))

    def add_list(self, figure: Figure) -> None:
        """The bare figures of a list that take the unit of its last one: 30、20、10万元; 2021、2022年."""
        text = self.text
        if figure.start <= self.floor or text[figure.start - 1] not in "、和" or figure.is_range or figure.kind not in ("money", "rate", "date"):
            return
        match = _LIST.search(text, max(self.floor, figure.start - 40), figure.start)
        if match is None or text[match.start() - 1 : match.start()] in ("\n", "第", ""):
            return
        for part in _LIST_ITEM.finditer(text, match.start(), figure.start):
            item = listed(text, read_numeral(text, part.start()), figure)
            if item is None:
                return
            self.add(item, item.end, None, None)

    def add(self, figure: Figure, end: int, before: Bound | None, after: Bound | None) -> None:
        start = before.at if before is not None else figure.start
        if start == figure.start and figure.kind.startswith("date") and start > self.floor and self.text[start - 1] in "自从":
            start -= 1
        quantity = _quantity(figure, start, max(end, figure.end), before, after)
        merged = merge_bounds(self.text, self.found[-1], quantity) if self.found else None
        if merged is not None:
            self.found[-1] = merged
        else:
            self.found.append(quantity)


def _fraction(match: re.Match[str]) -> Figure | None:
    denominator, numerator = decimal_of(match["d"]), decimal_of(match["n"].replace("．", "."))
    if match["d"] in "百千万":
        denominator = {"百": 100, "千": 1000, "万": 10000}[match["d"]]
    if not denominator or numerator is None:
        return None
    value = Decimal(numerator) / Decimal(denominator)
    label = {100: "%", 1000: "‰"}.get(int(denominator))
    return Figure("rate", match.start(), match.end(), low=value, high=value, label=label, denominator=int(denominator))


def _slash(match: re.Match[str]) -> Figure | None:
    if int(match["n"]) >= int(match["d"]):
        return None
    value = Decimal(match["n"]) / Decimal(match["d"])
    return Figure("rate", match.start(), match.end(), low=value, high=value)


@lru_cache(maxsize=16)
def _kind(name: str) -> Kind:
    return Kind(name)


def _ends(figure: Figure) -> tuple[float | int | str, float | int | str]:
    if figure.first is not None:
        last = figure.last or figure.first
        return figure.first.iso(), last.iso()
    if figure.kind == "duration":
        return figure.iso_low, figure.iso_high
    return plain(figure.low), plain(figure.high)


def _interval(low: float | int | str | None, high: float | int | str | None, figure: Figure, before: Bound | None, after: Bound | None) -> tuple[Interval, str | None]:
    approximate = figure.approximate or bool(before and before.approximate) or bool(after and after.approximate)
    side, inclusive = _side(figure, before, after)
    if figure.ratio is not None and side is None:
        return Interval(ratio=figure.ratio), None
    if figure.is_range or side is None:
        closed = figure.closed if after is None or after.inclusive is None else after.inclusive
        closed = closed is not False
        return Interval(low, high, True, closed, approximate, figure.ratio), side if not figure.is_range else None
    if side == "min":
        return Interval(low, None, inclusive, True, approximate, figure.ratio), side
    return Interval(None, high, True, inclusive, approximate, figure.ratio), side


def _side(figure: Figure, before: Bound | None, after: Bound | None) -> tuple[str | None, bool]:
    """The side that words bound, and whether it includes the figure; the words before go first (不低于3年以上)."""
    if figure.bound is not None:
        return figure.bound
    for bound in (before, after):
        if bound is not None and bound.side is not None:
            inclusive = bound.inclusive is not False and figure.closed is not False
            if bound is before and after is not None and after.side is None and after.inclusive is not None:
                inclusive = after.inclusive
            return bound.side, inclusive
    return None, True


def _quantity(figure: Figure, start: int, end: int, before: Bound | None, after: Bound | None) -> Quantity:
    low, high = (None, None) if figure.ratio is not None else _ends(figure)
    value, bound = _interval(low, None if figure.open_end else high, figure, before, after)
    number = None
    if figure.kind == "duration":
        number = _interval(plain(figure.low), plain(figure.high), figure, before, after)[0] if figure.label else None
    currency = figure.currency if figure.kind == "money" and figure.currency != "CNY" else None
    working = figure.unit is not None and figure.unit.working
    per = figure.per_unit
    return Quantity(_kind(figure.kind), value, figure.label, start, end, figure.start, figure.end, currency, working, bound, per, number)
