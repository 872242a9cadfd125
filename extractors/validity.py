"""What a document says of its own force: 自…起施行, 有效期…年, 有效期至…; and of the bounds that it uses."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tiaokuan.extractors.base import Span
from tiaokuan.extractors.header import DATE, cn_number, parse_date
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.header_words import header_pattern

_NUMERAL = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})"
_FORCE = r"(?:正式|开始|试)?(?:施行|执行|实施|生效|实行|试行)"
_MARKER = r"(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、])?"
_NEAR = 80
_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Validity:
    """When a policy holds. ``since_issue``: from the day of issue, ``delay_days`` after it. ``years``/``months``: the
    printed duration. The spans are those of the clauses that say so."""

    start: str | None = None
    end: str | None = None
    since_issue: bool = False
    delay_days: int = 0
    years: int = 0
    months: int = 0
    start_span: Span | None = None
    end_span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Patterns:
    start: re.Pattern[str]
    card: re.Pattern[str]
    until: re.Pattern[str]
    ending: re.Pattern[str]
    opening: re.Pattern[str]
    years: re.Pattern[str]
    term: re.Pattern[str]
    own: re.Pattern[str]
    alone: re.Pattern[str]


def _flat(name: str) -> str:
    """The alternation of a list without a group around it: a search then skips what none of its words begins with."""
    return header_pattern(f"{{{name}}}").pattern[3:-1]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        start=header_pattern(
            rf"(?:(?:自|从|于|由)\s?|(?<=通知|办法|细则|规定|意见|措施|方案|政策|公告|条例)(?!\d|二))(?:(?P<issue>(?:本[一-鿿]{{1,6}})?{{issue_word}}(?:之?日|(?=满?[\d一二三四五六七八九十]{{1,3}}个?(?:工作)?[日天][之以]?后)))|(?P<date>{DATE}))(?:之日|日)?起?"
            rf"(?P<delay>满?(?P<days>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})个?(?:工作)?[日天](?:[之以]?后|起))?[一-鿿，]{{0,6}}?{_FORCE}"
        ),
        card=re.compile(rf"时间/频度\s*[：:]?\s*(?:从|自)\s*(?P<date>{DATE})\s*起"),
        until=header_pattern(
            rf"(?:{{term_word}}|(?:执行|实施|施行)时间|政策(?:措施)?(?=(?:执行|实施|延续|延长)至))[一-鿿]{{0,8}}?(?:为|是|：|:|自|从)?\s?"
            rf"(?:(?P<since>{DATE})(?:之?日?起|开始)?[，,]?\s?[至到—–~-]+\s?|[一-鿿]{{0,4}}?(?:截?至|到|截止到?|延长至|调整至)\s?)(?P<date>{DATE})"
            rf"|自\s?(?P<since2>{DATE})(?:之?日?起)?(?:施行|执行|实施|生效)?[，,]?\s?[至到]\s?(?P<date2>{DATE})"
            r"(?:止|有效|失效|废止|期间有效)"
        ),
        ending=header_pattern(
            rf"(?:[，,]除[^，。；]{{2,20}}外)?[，,；;。]?\s?(?:并|其)?(?:(?:截?至|截止到?|到|于|将于)?\s?(?P<date>{DATE})(?:起|后)?(?:自动|自行|即)?"
            r"(?:{end_word}|终止|止|结束|截止|期满|届满|有效)"
            rf"|(?:执行|实施|施行|试行|延续|有效|延长)(?:截?至|到|截止到?)\s?(?P<date2>{DATE}))"
        ),
        opening=re.compile(_flat("term_word") + "|执行时间|实施时间|施行时间|政策|自"),
        years=header_pattern(
            r"{term_word}(?:为|是|：|:)?\s?(?:(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})\s?年\s?[，,]?\s?[（(](?:即)?)?(?P<since>(?:19|20)\d\d)年?\s?[至到—–~-]+\s?(?P<until>(?:19|20)\d\d)年(?!\d)"
        ),
        term=header_pattern(
            rf"(?:{_flat('term_word')}|暂行)(?:暂定|定|限)?(?:为|是|：|:)?\s?{_NUMERAL}\s?(?P<unit>年|个月)"
        ),
        own=header_pattern(
            r"[本此](?:实施|若干|暂行|管理|工作|试行|扶持|奖励|支持|优惠|政策)?{own_noun}|以上(?:政策|措施|规定)|重新(?:印发|发布)"
            r"|各项(?:政策|措施|政策措施)$"
        ),
        alone=header_pattern(
            rf"\s*{_MARKER}\s*(?:[^，。；]{{0,10}}(?:时间|期限|效力|有效期|施行|实施|{{own_noun}})[：:]?)?\s*"
        ),
    )


def find_validity(text: str) -> Validity:
    """The force that the document gives itself; the last clause that speaks of it counts.

    >>> find_validity("本办法自2023年9月8日起施行，有效期3年。").years
    3
    """
    patterns = _patterns()
    start = _last_own(patterns.start, text) or patterns.card.search(text)
    until = _last_own(patterns.until, text) or _following(patterns.until, text, start) or _ended(text, start)
    if start is None and until is None and (years := _last_own(patterns.years, text)):
        span = Span(*years.span())
        count = cn_number(years["n"]) if years["n"] else 0
        return Validity(start=years["since"], end=years["until"], years=count, start_span=span, end_span=span)
    term = (_following(patterns.term, text, start) or _preceding(patterns.term, text, start)) if until is None else None
    if start is None and until is None:
        term = _last_own(patterns.term, text, named=True)
    groups = start.groupdict() if start else {}
    begin = parse_date(groups["date"]) if groups.get("date") else None
    since_issue = groups.get("issue") is not None
    if start is None and until is not None and header_pattern("{issue_word}之?日起").search(until[0]):
        since_issue = True
    begin_span = Span(*start.span()) if start else None
    end = parse_date(until["date"] or until["date2"]) if until else None
    since = (until.groupdict().get("since") or until.groupdict().get("since2")) if until else None
    if until and since and (start is None or since_issue):
        begin, begin_span, since_issue = parse_date(since), Span(*until.span()), False
    count = cn_number(term["n"]) if term else 0
    return Validity(
        start=begin,
        end=end,
        since_issue=since_issue,
        delay_days=cn_number(groups["days"]) if groups.get("days") else 0,
        years=count if term and term["unit"] == "年" else 0,
        months=count if term and term["unit"] != "年" else 0,
        start_span=begin_span,
        end_span=Span(*(until or term).span()) if until or term else None,  # type: ignore[union-attr]
    )


def _last_own(pattern: re.Pattern[str], text: str, *, named: bool = False) -> re.Match[str] | None:
    """The last match whose sentence speaks of the document itself (本办法自…) or, unless it must be ``named``, of nothing
    else (自…起施行)."""
    best = None
    for match in _places(pattern, text):
        low = max(0, match.start() - _SENTENCE)
        start = max(low, max(text.rfind(mark, low, match.start()) for mark in "。；\n") + 1)
        head = text[start : match.start()]
        alone = not named and _patterns().alone.fullmatch(head) and not is_of_measure(text, match.start())
        alone = alone and not _of_event(text, match.start())
        alone = alone or (pattern is _patterns().years and _THAT_POLICY.match(head) is not None)
        if _patterns().own.search(head) or alone:
            best = match
    return best


#: 该优惠政策从2023年执行，有效期3年（2023-2025年）: what a sheet of policies says at its end.
_THAT_POLICY = deferred(r"\s*(?:该|此项?|上述|以上)[^，,。；;]{0,8}(?:政策|措施|办法)[^，,。；;]{0,20}[，,]")
_GRANTS = deferred(r"(?:给予|补贴|补助|奖励|资助|享受|减免|发放|免征|免收|减征)[^。\n]{0,120}。")
_NAMES_MEASURE = deferred(r"(?:该|此项?)?政策(?!措施)")


_EVENT_HEADING = deferred(
    r"(?:活动|申报|申请|受理|报名|征集|培训|展会|展览|展出|比赛|竞赛|投票|公示|招聘|举办|实施|建设|发放|补贴|领取|领券|用券|消费|促销)"
    r"(?:起止|开展|举行)?(?:时间|时段|日期|期间|周期)(?:和|及|与)?[一-鿿]{0,4}[：:]?"
)


def _of_event(text: str, at: int) -> bool:
    """True where the clause stands under the heading of an event (二、活动时间⏎自…起至…止): how long that takes."""
    line = text.rfind("\n", 0, at)
    above = text[text.rfind("\n", 0, max(0, line)) + 1 : line].strip() if line > 0 else ""
    return len(above) <= 24 and _EVENT_HEADING.search(above) is not None and not _patterns().own.search(above)


def is_of_measure(text: str, at: int) -> bool:
    """True where the clause at ``at`` says until when a policy runs that its own paragraph has just granted
    (对…给予补贴。政策执行期限至2025年12月31日。)."""
    line = text.rfind("\n", 0, at) + 1
    begin = max(line, text.rfind("。", line, at) + 1)
    return _NAMES_MEASURE.match(text, begin) is not None and _GRANTS.search(text, line, begin) is not None


#: What a date of coming into force begins with, or stands behind (本办法2023年9月8日起施行).
_FROM = deferred("[自从于由]|通知|办法|细则|规定|意见|措施|方案|政策|公告|条例")


#: No clause of coming into force is longer.
_CLAUSE = 90


def _before_force(text: str) -> Iterator[re.Match[str]]:
    """The openings of dates near enough before a word that brings into force (施行, 执行, 实行, 试行, 实施, 生效)."""
    stops = [at - 1 for at in _each(text, "行") if text[at - 1 : at] in ("施", "执", "实", "试")]
    stops += [*_each(text, "实施"), *_each(text, "生效")]
    last = 0
    for stop in sorted(stops):
        yield from _FROM.finditer(text, max(last, stop - _CLAUSE), stop)
        last = stop


def _each(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _places(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """All matches in order; one that begins with a term of validity is tried only where one stands."""
    patterns = _patterns()
    if pattern is not patterns.until and pattern is not patterns.start:
        yield from pattern.finditer(text)
        return
    behind = 0
    from_day = pattern is patterns.start
    for opening in _before_force(text) if from_day else patterns.opening.finditer(text):
        at = opening.end() if from_day and opening.end() - opening.start() > 1 else opening.start()
        match = pattern.match(text, at) if at >= behind else None
        if match:
            behind = match.end()
            yield match


def _following(pattern: re.Pattern[str], text: str, start: re.Match[str] | None) -> re.Match[str] | None:
    """The first match soon after the start clause, in its paragraph."""
    if start is None:
        return None
    stop = text.find("\n", start.end())
    begin = start.end() - 2 * start[0].endswith("试行")  # 自发布之日起试行一年
    return pattern.search(text, begin, min(len(text) if stop < 0 else stop, start.end() + _NEAR))


def _preceding(pattern: re.Pattern[str], text: str, start: re.Match[str] | None) -> re.Match[str] | None:
    """The term that the start's own sentence states before it (本办法有效期3年，自…起施行)."""
    if start is None:
        return None
    low = max(0, start.start() - 40)
    begin = max(low, max(text.rfind(mark, low, start.start()) for mark in "。；\n") + 1)
    return pattern.search(text, begin, start.start())


def _ended(text: str, start: re.Match[str] | None) -> re.Match[str] | None:
    """The clause right behind the start's that ends the force (…起施行，2027年7月31日废止)."""
    return _patterns().ending.match(text, start.end()) if start is not None else None


def end_of_term(start: str, years: int, months: int) -> str | None:
    """The last day of a term that begins on ``start`` (2023-09-08 and 3 years → 2026-09-07); None where ``start`` has
    no day."""
    try:
        first = dt.date.fromisoformat(start)
    except ValueError:
        return None
    year, month = divmod(first.year * 12 + first.month - 1 + years * 12 + months, 12)
    month += 1
    last = calendar.monthrange(year, month)[1]
    if first.day > last:
        return dt.date(year, month, last).isoformat()
    return (dt.date(year, month, first.day) - dt.timedelta(days=1)).isoformat()


_INCLUDED = deferred("含本数|含本级|含本省|含该数|含本值|括本数|括本级|括本省|括该数|括本值")


def find_bounds_statement(text: str) -> Span | None:
    """The clause that says of 以上、不超过 … that they include the figure itself."""
    if _INCLUDED.search(text) is None:
        return None
    match = header_pattern(
        r"{bound_word}[^。；\n]{0,60}?(?:均|都)?[，,]?(?:包含|包括|均含|含)(?:本数|本级|本省|该数|本值)"
    ).search(text)
    return Span(*match.span()) if match else None
