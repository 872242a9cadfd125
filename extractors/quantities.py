"""The grammar of quantities beneath all extractors: one scan of the text for every figure, with unit and bounds.

``find_quantities`` anchors on runs of numerals, drops what only looks like a figure (``falsefriends``, ``keeping``),
reads dates (``dates``) and numerals with their units (``figures``, ``measures``, ``rates``), joins ranges (``ranges``)
and takes the words that bound them (``bounds``).
"""

from __future__ import annotations

from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.bounds import Bound, bound_after, bound_before
from tiaokuan.extractors.bounds_said import apply_statement
from tiaokuan.extractors.dates import Moment, read_date
from tiaokuan.extractors.durations import read_half
from tiaokuan.extractors.falsefriends import skip_arabic, web_spans
from tiaokuan.extractors.figures import CHINESE, Figure, Numeral, read_numeral
from tiaokuan.extractors.keeping import in_name, keeps
from tiaokuan.extractors.measures import read_unit
from tiaokuan.extractors.money import currency_before, money_place, per_before, read_per
from tiaokuan.extractors.quantity_values import quantity_of
from tiaokuan.extractors.ranges import CONNECTOR, JOIN, around, join, join_around, listed, merge_bounds, open_range
from tiaokuan.extractors.rates import read_rate_word, read_share
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.quantity_units import quantity_tables

_ANCHOR = deferred(rf"[0-9０-９{CHINESE}半几数全]+")
_CN_DATE = deferred(r"[一二三四五六七八九十廿卅元〇○零ＯOo]{1,4}[ ]?(?:[年月]|世纪|年代)")
_AR_DATE = deferred(r"[0-9０-９]{1,4}(?:[ \u3000\xa0]?[年月-]|[./:：／．—–~至到]|世纪|年代)")
_LOOSE = deferred("最多|至多|顶多|最少|至少|起码|最高|最低|最长|最短")
_MONTHLY = deferred(r"(?:每月|当月|次月|同月|本月|上月|下月|该月|每季度首月)的?$")
_LIST = deferred(r"(?<![0-9A-Za-z.．\-—])(?:[0-9]{1,5}(?:\.[0-9]{1,3})?[、和]){1,8}$")
_LIST_ITEM = deferred(r"[0-9.]+")
_PAUSE = deferred(r"[，。；、：\n]")
_WEEKDAY = deferred(r"[（(](?:星期|周|礼拜)[一二三四五六日天][）)]")
_DECIMAL_SHARE = deferred(r"\.[0-9]{1,3} ?[:：∶︰][0-9]")
_COLONS = (":", "：", "∶")
_SHARE_NEXT = frozenset(" :：∶︰/／比分")
_LIST_KINDS = ("money", "rate", "date")
_TEN_THOUSANDS = frozenset("万亿萬億")
_AFTER_NUMERAL = frozenset("分比月世点OoＯ多余几来-－—–―~～至到（( \u3000\xa0")  # besides the first characters of units
_PER_KINDS = ("money", "count", "rate")
_CURRENCY_HEADS = frozenset("人¥￥$€£RUHCN")


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of ``text`` in order, not overlapping; a range or an interval is one."""
    return find_quantities_in(text, 0, len(text))


def find_quantities_in(text: str, start: int, end: int) -> list[Quantity]:
    """The quantities of ``text[start:end]``, with offsets into ``text``; nothing outside of the slice is read."""
    if start <= 0:
        text = text if end >= len(text) else text[: max(end, 0)]
        return apply_statement(text, _Scan(text).run())
    return [_moved(quantity, start) for quantity in find_quantities(text[start:end])]


def _moved(quantity: Quantity, by: int) -> Quantity:
    q = quantity
    return q._replace(start=q.start + by, end=q.end + by, core_start=q.core_start + by, core_end=q.core_end + by)


class _Scan:
    """One pass over ``text``; ``floor`` is behind the last quantity that was kept."""

    __slots__ = ("floor", "found", "loose", "tables", "text", "web")

    def __init__(self, text: str) -> None:
        self.text = text
        self.floor = 0
        self.found: list[Quantity] = []
        self.web = web_spans(text)
        self.loose = [match.end() for match in _LOOSE.finditer(text)]
        self.tables = quantity_tables()

    def run(self) -> list[Quantity]:
        """Read the text from its beginning to its end."""
        text, read_arabic, read_chinese, take = self.text, self.read_arabic, self.read_chinese, self.take
        pos = 0  # behind what has been read
        for match in _ANCHOR.finditer(text):
            at, stop = match.span()
            at = max(at, pos)
            while at < stop:
                figure, after = read_arabic(at, stop) if text[at].isdigit() else read_chinese(at, stop)
                if figure is not None:
                    after = take(figure)
                at = after if after > at else at + 1
            pos = max(pos, at)
        return self.found

    def read_arabic(self, at: int, stop: int) -> tuple[Figure | None, int]:
        """The figure at ``at`` and where the reading ended; ``stop`` is the end of the run of numerals."""
        text = self.text
        if self.web and any(left <= at < right for left, right in self.web):
            return None, stop
        if (not at or currency_before(text, at) is None) and (end := skip_arabic(text, at)):
            return None, end
        figure = dated(text, at) if _AR_DATE.match(text, at) else None
        if figure is None and (
            text[stop : stop + 1] in _SHARE_NEXT
            or (_DECIMAL_SHARE.match(text, stop) and text[max(0, at - 2) : at].strip()[-1:] not in _COLONS)
        ):
            figure = read_share(text, at, self.floor)
        return self.measured(at, stop) if figure is None else (figure, figure.end)

    def read_chinese(self, at: int, stop: int) -> tuple[Figure | None, int]:
        text, char = self.text, self.text[at]
        following = text[at + 1 : at + 2]
        if char in "半全一" and (figure := read_rate_word(text, at, self.floor)) is not None:
            return figure, figure.end
        if char == "半":
            figure = read_half(text, at)
            return figure, figure.end if figure else at + 1
        if char == "全" or not following or (char in "几数" and following not in "十百千万亿"):
            return None, at + 1
        if stop == at + 1 and following not in _AFTER_NUMERAL and following not in self.tables.lengths:
            return None, stop
        if at and text[at - 1] == "第":
            return None, stop
        figure = None
        if following in "分比" or text[stop : stop + 1] in ("分", "比"):
            figure = read_share(text, at, self.floor)
        if figure is None and _CN_DATE.match(text, at):
            figure = dated(text, at)
        return self.measured(at, stop) if figure is None else (figure, figure.end)

    def measured(self, at: int, stop: int) -> tuple[Figure | None, int]:
        """A numeral with its unit, or bare."""
        text = self.text
        numeral = read_numeral(text, at)
        if numeral is None:
            return None, stop
        figure = read_unit(text, numeral)
        if figure is None:
            if numeral.fuzzy_tail:
                return None, stop
            figure = Figure("number", at, numeral.end, numeral, numeral.low, numeral.high)
            figure.approximate = numeral.approximate
        elif figure.kind == "duration" and (moment := as_date(text, figure, numeral)) is not None:
            start = at - 2 if moment.month else at
            figure = Figure("date", start, figure.end, first=moment)
        return figure, figure.end

    def take(self, figure: Figure) -> int:
        """Join ``figure`` to a range, bound it, and keep it where it counts; returns where the scan goes on."""
        text = self.text
        figure = self.ranged(figure)
        if figure.kind == "number":
            self.as_money(figure)
            if figure.kind == "number" and in_name(text, figure, self.floor):
                return figure.end
        end = read_per(text, figure) if figure.kind in _PER_KINDS else figure.end
        if (
            figure.start > self.floor
            and text[figure.start - 1] == "负"
            and figure.first is None
            and figure.ratio is None
        ):
            figure.low, figure.high, figure.start = -figure.high, -figure.low, figure.start - 1
        after = self.bound_after(figure, end)
        before = self.bound_before(figure)
        if figure.kind == "money" and figure.per_unit is None:
            figure.per_unit = per_before(text, self.floor, before.at if before else figure.start)
        bounded = before is not None or after is not None or figure.is_range
        if not keeps(text, figure, self.floor, bounded=bounded):
            return figure.end
        self.add_list(figure)
        self.add(figure, max(end, after.at if after else 0), before, after)
        return self.floor

    def ranged(self, figure: Figure) -> Figure:
        """``figure`` with the second end of its range, where one follows."""
        text = self.text
        match = (JOIN if figure.kind.startswith("date") else CONNECTOR).match(text, figure.end)
        joiner = join
        if match is None:
            match, joiner = around(text, figure), join_around
        if match is None:
            return figure
        at = match.end()
        if opened := open_range(text, figure, at):
            return opened
        if at >= len(text) or not (_ANCHOR.match(text, at) or text[at] in _CURRENCY_HEADS):
            return figure
        other = self.read_second(self.past_mark(at), figure)
        return (joiner(text, figure, other, match) if other is not None else None) or figure

    def past_mark(self, at: int) -> int:
        if self.text[at] in _CURRENCY_HEADS:
            for mark in self.tables.symbols:
                if self.text.startswith(mark, at):
                    return at + len(mark)
        return at

    def read_second(self, at: int, first: Figure) -> Figure | None:
        run = _ANCHOR.match(self.text, at)
        if run is None:
            return None
        if not self.text[at].isdigit():
            return self.read_chinese(at, run.end())[0]
        figure = None
        if first.kind in ("date", "date_range", "number") and _AR_DATE.match(self.text, at):
            figure = dated(self.text, at)
        if figure is None and first.kind == "ratio":
            figure = read_share(self.text, at, self.floor)
        return figure or self.measured(at, run.end())[0]

    def as_money(self, figure: Figure) -> None:
        """5万 in a money place is yuan."""
        if figure.numeral is None or _TEN_THOUSANDS.isdisjoint(self.text[figure.start : figure.end]):
            return
        follows = bool(self.found) and self.found[-1].kind == Kind.MONEY
        if money_place(self.text, figure, self.floor, follows_money=follows):
            figure.kind, figure.label, figure.currency = "money", "元", "CNY"
            figure.unit = self.tables.units["元"][0]

    def bound_after(self, figure: Figure, end: int) -> Bound | None:
        if figure.first is not None and (match := _WEEKDAY.match(self.text, end)):
            end = match.end()
        return bound_after(self.text, end, figure.kind)

    def bound_before(self, figure: Figure) -> Bound | None:
        at = figure.start
        if at <= self.floor:
            return None
        while self.loose and self.loose[0] < at - 10:
            del self.loose[0]
        near = self.loose
        loose = near and near[0] <= at and any(end <= at and not _PAUSE.search(self.text, end, at) for end in near[:2])
        return bound_before(self.text, self.floor, at, figure.kind, loose=bool(loose))

    def add_list(self, figure: Figure) -> None:
        """The bare figures of a list that take the unit of its last one: 30、20、10万元; 2021、2022年."""
        text = self.text
        if figure.start <= self.floor or text[figure.start - 1] not in "、和" or figure.kind not in _LIST_KINDS:
            return
        left = max(self.floor, figure.start - 40)
        match = None if figure.is_range else _LIST.search(text[left : figure.start])
        if match is None:
            return
        before = text[left + match.start() - 1] if left + match.start() else "\n"
        if before == "第" or (before == "\n" and figure.kind != "date"):  # 1、3万元: a marker
            return
        for part in _LIST_ITEM.finditer(text, left + match.start(), figure.start):
            item = listed(text, read_numeral(text, part.start()), figure)
            if item is None:
                return
            self.add(item, item.end, None, None)

    def add(self, figure: Figure, end: int, before: Bound | None, after: Bound | None) -> None:
        start = before.at if before is not None else figure.start
        if start == figure.start and figure.first is not None and start > self.floor and self.text[start - 1] in "自从":
            start -= 1
        quantity = quantity_of(figure, start, max(end, figure.end), before, after)
        merged = merge_bounds(self.text, self.found[-1], quantity) if self.found else None
        if merged is not None:
            self.found[-1] = merged
        else:
            self.found.append(quantity)
        self.floor = self.found[-1].end


def dated(text: str, at: int) -> Figure | None:
    """The date at ``at`` as a figure."""
    span = read_date(text, at)
    if span is None:
        return None
    return Figure("date" if span.last is None else "date_range", at, span.end, first=span.first, last=span.last)


def as_date(text: str, figure: Figure, numeral: Numeral) -> Moment | None:
    """The date that a length of time is after all: 两千零四年, 每月15日, 元月10日."""
    if figure.label == "年" and numeral.chinese and 1900 <= numeral.low == numeral.high <= 2100:
        return Moment(int(numeral.low))
    if figure.label == "日" and 1 <= numeral.low <= 31 and text.endswith("元月", 0, figure.start):
        return Moment(month=1, day=int(numeral.low))
    if (
        figure.label == "日"
        and 1 <= numeral.low <= 31
        and _MONTHLY.search(text[max(0, figure.start - 6) : figure.start])
    ):
        return Moment(day=int(numeral.low))
    return None
