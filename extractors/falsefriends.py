"""Digits that are no quantity: document numbers, standards, ordinals, list markers, phones, addresses on the web."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred

_D = "0-9０-９"
_DOC_NUMBER = deferred(r"[0-9]{4}[ 年]?[〕﹞\]】）)}][ ]?第?[ ]?[0-9]{1,5}(?:[、，,][0-9]{1,5}){0,8}[ ]?号")
_PHONE = deferred(
    r"0[0-9]{2,3}[ ]?[-—–－―][ ]?[0-9]{7,8}(?:[-—–转/、][0-9]{1,8}){0,4}|1[3-9][0-9]{9}(?![0-9])"
    r"|[48]00[-—–－]?[0-9]{3,4}[-—–－]?[0-9]{3,4}(?![0-9])|[2-9][0-9]{6,7}(?:[-—–转/、][0-9]{1,8}){0,4}(?=[^0-9\u4e00-\u9fff%％.．,，]|[，,。][^0-9]|$)"
)
_CODE = deferred(r"[0-9A-Za-z]+(?:[-./:_—][0-9A-Za-z]+)*")
_ORDINAL = deferred(rf"[{_D}]{{1,6}}(?:[ ]?[-—–~～至、][ ]?[{_D}]{{1,4}}(?![{_D}]|[\u4e00-\u9fff]?元)){{0,6}}")
_SUM = deferred(rf"[{_D}XN]{{1,4}}(?:[ ]?[+＋][ ]?[{_D}XNx]{{1,4}})+")
_MARKER = deferred(
    rf"[{_D}]{{1,2}}(?:[.．][{_D}]{{1,2}}){{0,3}}(?:[.．](?![{_D}])|[、)）](?![{_D}])|[.．](?=(?:19|20)[0-9]{{2}}年))"
)
_OUTLINE = deferred(rf"[{_D}]{{1,2}}(?:[.．][{_D}]{{1,2}}){{1,3}}[ \u3000]+(?=[\u4e00-\u9fff])")
_CLOCK = deferred(r"[0-9]{1,2}[:：][0-5][0-9](?![0-9])")
_YEAR = deferred(r"(?:19|20)[0-9]{2}年")
_YEAR_MARKER = deferred(r"[0-9]{1,2}[.．](?=(?:19|20)[0-9]{2}(?:[、和及至到/\-－—–～~](?:19|20)?[0-9]{2})*年)")
_WEB = deferred(r"(?:https?://|www\.)[A-Za-z0-9./?=&%_#:~+@!$,;\-]+|[A-Za-z0-9._\-]+@[A-Za-z0-9.\-]+")
_LINE_START = " \t\u3000\xa0（(【"
_HARD_BEFORE = frozenset("_#@^&=")
_IDENTIFIER = deferred(r"[0-9]{10,}+(?!元|万|亿|[ ]?元)[0-9A-Za-z]*")
_LONGER = deferred("|".join(found.pattern for found in (_SUM, _PHONE, _IDENTIFIER)))


def web_spans(text: str) -> list[tuple[int, int]]:
    """Web and mail addresses in ``text``."""
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    return [match.span() for match in _WEB.finditer(text)]


def skip_arabic(text: str, at: int) -> int:
    """Where the false friend that the digits at ``at`` belong to ends; 0 where they may be a figure."""
    before = text[at - 1] if at else "\n"
    if before in "〔﹝[【（({" and (match := _DOC_NUMBER.match(text, at)):
        return match.end()
    if before in "第 " and _ordinal(text, at) and (match := _ORDINAL.match(text, at)):
        return match.end()
    if (before == "\n" or before in _LINE_START) and (end := _marker(text, at)):
        return end
    if match := _YEAR_MARKER.match(text, at):
        return match.end()
    if before in _HARD_BEFORE or (before.isascii() and before.isalpha()):
        match = _CODE.match(text, at)
        return match.end() if match else at + 1
    return _joined(text, at)


def _joined(text: str, at: int) -> int:
    """Parts of codes (39551-2020, 24/7), sums (1+1+9), phones, identifiers."""
    before = text[at - 1] if at else "\n"
    if before in "+＋" and (match := _CODE.match(text, at)):
        return match.end()
    if before in ".．" and _YEAR.match(text, at):
        return 0
    if before in "-./—·・:：" and at > 1 and text[at - 2].isascii() and text[at - 2].isalnum():
        match = None if _CLOCK.match(text, at) else _CODE.match(text, at)
        return match.end() if match else 0
    if not text[at + 2 : at + 3].isdigit() and "+" not in text[at + 1 : at + 6] and "＋" not in text[at + 1 : at + 6]:
        return 0  # a phone and an identifier begin with three digits, a sum has its sign after four at most
    match = _LONGER.match(text, at)
    return match.end() if match else 0


def _ordinal(text: str, at: int) -> bool:
    return text[at - 1] == "第" or (at > 1 and text[at - 2 : at] == "第 ")


def _marker(text: str, at: int) -> int:
    """The end of a list marker that stands at the beginning of its line: 1. （2） 3、 1.2 …; else 0."""
    left = at
    while left and text[left - 1] in _LINE_START:
        left -= 1
    if left and text[left - 1] != "\n":
        return 0
    match = _MARKER.match(text, at) or _OUTLINE.match(text, at)
    return match.end() if match else 0
