"""The elements of an official document (公文, GB/T 9704-2012) as patterns over plain text.

Dates as they are signed, document numbers, organs, the name of a carried document. Functions take text and give values
with spans into it; they know no documents and no lines: what an element's line is, ``pipeline.layout`` decides.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tiaokuan.extractors.base import Span
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.header_words import header_pattern

_ZERO = "〇○ＯOo零０0"
_CN_YEAR = rf"[一二三四五六七八九{_ZERO}]{{4}}"
_CN_DAY = "[一二三四五六七八九十]{1,3}"
#: 2021年2月10日, 二○○九年五月十三日, 2021-02-10, 2021.2.10, 2021/2/10; the day may be missing after 年.
DATE = (
    r"(?:(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?"
    rf"|{_CN_YEAR}\s?年\s?{_CN_DAY}\s?月(?:\s?{_CN_DAY}(?:\s?日|(?=\s*$)))?"
    r"|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d))"
)
_DATE = deferred(DATE)
_PARTS = deferred(r"[^年月日\s./-]+")
_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys(_ZERO, "0")

_YEAR_MARK = r"(?:[〔\[［﹝（(【]\s?(?:19|20)\d\d\s?[〕\]］﹞）)】]|(?:19|20)\d\d年)"
#: 发文字号: authority code, bracketed year, serial number (GB/T 9704-2012, 7.2.5); brackets as found in practice.
DOC_NUMBER = rf"[一-鿿]{{1,14}}(?:\s(?=[〔\[［﹝（(【]))?{_YEAR_MARK}\s?第?\s?\d{{1,5}}\s?号"
_NUMBER = deferred(DOC_NUMBER)
_ORDER = deferred(r"(?:中华人民共和国)?[一-鿿]{2,16}令\s?第\s?[\d〇零一二三四五六七八九十百]{1,6}\s?号")
_QUOTED = deferred(r"《((?:[^《》]|《[^《》]*》)+)》")
_SEAL_END = r"[（(]{seal_word}[）)]$"
_NAME = "[一-鿿·（）()、—-]"


@dataclass(frozen=True, slots=True)
class DateFinding:
    """A date as printed: ISO 8601 (reduced to the month where no day stands) and its place."""

    iso: str
    start: int
    end: int


def cn_number(text: str) -> int:
    """五 → 5, 二十一 → 21, 两 → 2, 二○○九 → 2009, 12 → 12. Raises ValueError or KeyError for other text."""
    text = text.replace("两", "二")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)
    return int("".join(_DIGITS.get(c, c) for c in text))


def parse_date(text: str) -> str | None:
    """ISO form of one printed date, None where it is no day of the calendar.

    >>> parse_date("二○○九年五月十三日")
    '2009-05-13'
    """
    try:
        numbers = [cn_number(part) for part in _PARTS.findall(text)]
    except (ValueError, KeyError):
        return None
    if len(numbers) == 2 and 1 <= numbers[1] <= 12:
        return f"{numbers[0]:04d}-{numbers[1]:02d}"
    try:
        return dt.date(*numbers).isoformat() if len(numbers) == 3 else None
    except ValueError:
        return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[DateFinding]:
    """Printed dates of ``text[start:end]`` in order."""
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        iso = parse_date(match[0])
        if iso:
            yield DateFinding(iso, match.start(), match.end())


def days_later(date: str, days: int) -> str:
    """The ISO date ``days`` after ``date``; a date of reduced precision is given back unchanged."""
    if not days or len(date) < 10:
        return date
    return (dt.date.fromisoformat(date) + dt.timedelta(days=days)).isoformat()


def find_doc_number(text: str, start: int = 0, end: int | None = None) -> Span | None:
    """The first 文号 of ``text[start:end]`` (清府办〔2018〕27号, 国务院令第487号), a label before it left out."""
    stop = len(text) if end is None else end
    match = _NUMBER.search(text, start, stop) or _ORDER.search(text, start, stop)
    if match is None:
        return None
    label = re.match(r"(?:文\s?号|发文字号|字号)(?=[一-鿿]{2})", match[0])
    lead = label.end() if label else _date_end(text, match.start())
    return Span(match.start() + lead, match.end())


def _date_end(text: str, at: int) -> int:
    """1 where the character at ``at`` is the 日 of a date (…11日某市人民政府令第57号), else 0."""
    before = text[max(0, at - 2) : at].rstrip()
    return int(text[at : at + 1] == "日" and before[-1:] in tuple("0123456789一二三四五六七八九十"))


def standard_number(text: str) -> str:
    """A 文号 in its standard form: no white space, 〔〕 about the year.

    >>> standard_number("穗府办规[2021] 19 号")
    '穗府办规〔2021〕19号'
    """
    return re.sub(r"[\[［﹝（(【](\d{4})[\]］﹞）)】]", r"〔\1〕", re.sub(r"\s+", "", text))


@cache
def _organ_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One organ; what no organ's name begins with or holds."""
    one = header_pattern(rf"{_NAME}{{1,80}}{{organ_tail}}(?:[（(]{{seal_word}}[）)])?")
    return one, header_pattern(r"^{not_organ_lead}|的|应|须|可以|[一二三四五六七八九十]、")


def is_organ(text: str) -> bool:
    """True where the whole text is the name of an organ, or several side by side, seals in brackets allowed.

    >>> is_organ("某某市商务局"), is_organ("某某市商务局  某某市财政局"), is_organ("支持建设服务中心")
    (True, True, False)
    """
    text = text.strip()
    one, other = _organ_patterns()
    if not 3 <= len(text) <= 160 or other.search(text):
        return False
    return all(one.fullmatch(name) for name in re.split(r"[\s，]+", text))


def is_signing_organ(text: str) -> bool:
    """The same for a line that stands over a date: there 的 may stand in a name (某局防控某病的工作领导小组).

    >>> is_signing_organ("某某厅防治某病的工作领导小组")
    True
    """
    return is_organ(text) or (text.strip().endswith(("小组", "指挥部", "委员会")) and is_organ(text.replace("的", "")))


def split_organs(text: str, offset: int = 0) -> list[tuple[str, Span]]:
    """The organs of a signature, mark or title beginning, without 代章; ``offset`` is added to the spans.

    Joint issuers stand apart by white space (GB/T 9704-2012, 7.3.5.1) or 、 between whole names.
    """
    found = []
    for match in re.finditer(r"[^\s，,]+", text):
        piece = header_pattern(_SEAL_END).sub("", match[0])
        start = match.start()
        for part in _joint(piece):
            at = text.index(part, start)
            found.append((part, Span(offset + at, offset + at + len(part))))
            start = at + len(part)
    return found


def _joint(text: str) -> list[str]:
    """``A局、B局`` → both; 、 inside one name (市、县人民政府) stays."""
    parts = text.split("、")
    one = _organ_patterns()[0]
    return parts if len(parts) > 1 and all(len(p) > 3 and one.fullmatch(p) for p in parts) else [text]


def leading_organs(title: str) -> Span | None:
    """The organs with which a title begins (某市人民政府关于…), None where it begins with none.

    >>> leading_organs("某某市人民政府办公室关于印发某办法的通知")
    Span(start=0, end=10)
    """
    pattern = header_pattern(
        r"(?P<organ>[一-鿿·（）()、\s—-]{2,120}?{organ_tail})\s*(?=关于|{forward_verb}|公告|通告|公开征|公开选)"
    )
    match = pattern.match(title.split("《", 1)[0] + ("印发" if "《" in title else ""))
    if match is None or not is_organ(match["organ"]):
        return None
    return Span(*match.span("organ"))


def carried_name(title: str) -> Span | None:
    """The name of the document that a transmittal title carries (关于印发X的通知 → X, without 《》).

    >>> title = "某某市商务局关于印发《某某办法》的通知"
    >>> carried_name(title).of(title)
    '某某办法'
    """
    pattern = header_pattern(r"{forward_verb}[了]?(?P<name>.{4,200}?)(?:等\S{0,8})?的(?:通知|公告|通告|决定|函)")
    match = pattern.search(title)
    if match is None:
        return None
    start, end = match.span("name")
    quoted = _QUOTED.search(title, start)
    if quoted and quoted.start() - start < 4 and quoted.start() < end:
        return Span(*quoted.span(1))
    name = match["name"]
    return Span(start + len(name) - len(name.lstrip("《 ")), start + len(name.rstrip("》 ")))


def quoted_names(text: str) -> list[str]:
    """What stands in 《》 in the text, in order."""
    return [match[1] for match in _QUOTED.finditer(text)]


def is_transmittal(text: str) -> bool:
    """True for the sentence by which a notice carries a document (现将《…》印发给你们; 已经…通过，现印发…)."""
    return bool(
        header_pattern(
            r"现(?:将|把).{2,160}?{forward_verb}(?:给)?(?:你|各|如下|施行|实施|执行|[，,。])"
            r"|现(?:予以?)?{forward_verb}(?:给)?(?:你|各|[，,。；]|实施|施行|执行)"
            r"|(?:审议|批准|研究|会议|政府|领导|备案|区委).{0,6}(?:通过|同意|批准)[，,].{0,12}?{forward_verb}"
        ).search(text)
    )
