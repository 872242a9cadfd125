"""Recognising section markers: what is printed before a section, its style and its number.

Only what a marker *is* is decided here; how deep it stands is decided by ``pipeline.segment`` from the sequence of
markers. The marker ladder follows GB/T 9704-2012, 7.3.3 (一、 → （一） → 1. → （1）); 章 / 节 / 条 follow legislative
practice. Numbers that are no markers (1.5万元, 4.26世界知识产权日, 2023.5.1, （2021-2035年）, 〔2019〕79号, 第三条规定)
are refused; what only the sequence can decide is returned with ``weak`` set.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.citations import is_cited
from tiaokuan.pipeline.marker_words import words

_CN = "〇零一二两三四五六七八九十百千"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿❶❷❸❹❺❻❼❽❾❿"
_UNIT_STYLE = {"编": "part", "篇": "part", "部分": "part", "章": "chapter", "节": "section", "条": "article"}
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
#: What a year that follows a marker goes on with: 1.2024年度…, 3.2022、2023年度…, 2.2021—2023年….
_YEARS = deferred(r"\d{4}(?:[、，和及至到/\-—–~～](?:19|20)?\d\d)*(?:学|财|会计|自然)?[年度届级版]")
_GLUED = frozenset(".．〔[第")  # characters that make what follows part of a number or a citation
_ENTRY_ENDS = frozenset("。；：，:; \u3000")
_SCALE = {"十": 10, "百": 100, "千": 1000}


class Marker(NamedTuple):
    """A marker as printed, its punctuation included (``一、`` ``（二）`` ``1．`` ``第三条``).

    ``start``/``end`` are offsets into the text that was given; white space after the marker is outside. ``ordinal`` is
    its number (the last component of 2.1.3), None for a bare 附件. ``series`` tells looks of one style apart
    (``num.`` / ``num、``); ``path`` holds all components of a decimal marker. ``weak``: a marker only where the
    numbers before and after it fit.
    """

    text: str
    style: str
    ordinal: int | None
    start: int
    end: int
    series: str
    weak: bool = False
    path: tuple[int, ...] = ()


def ordinal(numeral: str) -> int | None:
    """The number that a marker's numeral names: 二十一 → 21, 12 → 12, ③ → 3; None for what is no number."""
    if numeral.isascii():
        return int(numeral) if numeral.isdigit() else None
    total = digit = 0
    for char in numeral:
        if char in _SCALE:
            total += (digit or 1) * _SCALE[char]
            digit = 0
        elif char in _DIGIT:
            digit = digit * 10 + _DIGIT[char]
        else:
            return None
    return total + digit


@cache
def _line_pattern() -> re.Pattern[str]:
    """One alternative per look of a marker at the beginning of a line."""
    return re.compile(
        rf"""
        第\s?(?P<unit_n>[{_CN}]{{1,7}}|\d{{1,3}})\s?(?P<unit>编|篇|部分|章|节|条)(?:之[一二三四五六七八九十])?
      | (?P<cn>[{_CN}]{{1,4}})\s?(?P<cn_d>[、.．])(?!\d(?!\d{{0,3}}[年月—-]))
      | [（(]\s?(?P<cnp>[{_CN}]{{1,4}})\s?[)）]
      | (?P<path>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})(?P<path_d>[、.．]?)(?=[\s一-鿿《“（])
      | (?P<num>\d{{1,3}})\s?(?P<num_d>[.．、,，])(?P<num_next>\d*)
      | [（(]\s?(?P<nump>\d{{1,3}})\s?[)）]
      | (?P<half>\d{{1,2}})\s?[)）]
      | (?P<circled>[{_CIRCLED}])
      | (?P<special>[⑴-⒇⒈-⒛㈠-㈩])
      | (?P<roman>[Ⅰ-Ⅻ])\s?[、.．]
      | (?P<alpha>[A-Za-z])\s?(?P<alpha_d>[.．、)）])(?![A-Za-z.\d@])
      | [（(](?P<alphap>[A-Za-z])[)）]
      | (?P<word>[一二三四五六七八九十]{{1,2}})(?P<word_d>是|要)(?!否|求|素|件)
      | 第(?P<nth>[一二三四五六七八九十])[，,、]
      | 第(?P<step_n>[一二三四五六七八九十]{{1,2}}|\d{{1,2}})\s?(?P<step>{words("steps")})
        (?P<step_d>[：:]?)(?=[（(\s《“一-鿿]|$)
      | (?P<label>{words("labels")})\s?(?P<label_n>\d{{1,2}}|[{_CN}]{{1,3}})(?P<label_d>[：:]|(?=[\s]|$))
      | (?P<att>附件|附表|附录)\s?(?:(?P<att_n>\d{{1,2}}|[{_CN}]{{1,3}})(?!\d|[{_CN}])|(?=[：:\s]|$))[：:]?
        """,
        re.VERBOSE,
    )


@cache
def _refusals() -> dict[str, re.Pattern[str]]:
    """What must not follow: an enumeration (一、二审), a citation (（二）项, 第三条规定), a quantity (1.5万元)."""
    return {
        "listing": re.compile(rf"([{_CN}]{{1,3}})(?:、|(?:{words('listing_suffix')}))"),
        "cited": re.compile(rf"(?!{words('no_reference_after')})(?:{words('reference_after')})"),
        "article": re.compile(rf"(?:{words('article_reference_after')})"),
        "after_path": re.compile(
            r"[万亿千百]|[元%‰倍米吨亩件次月℃]|年(?![度龄])|项(?!目)|个(?![人体])|人(?![员才民工])|家(?![庭电具])"
            r"|分(?![公配支类])|度(?!假)|日(?!常)|版(?!权)|平方|公[里斤顷]|[多余]|以[上下内]|左右|[世国][界际]|劳动节"
        ),
    }


def recognise(line_text: str, at_line_start: bool = True, pos: int = 0) -> Marker | None:
    """The marker that ``line_text`` begins with at ``pos`` (white space skipped), or None.

    ``at_line_start=False``: the text stands after other text of its line; then bare 附件 and weak markers are refused.
    """
    while pos < len(line_text) and line_text[pos].isspace():
        pos += 1
    match = _line_pattern().match(line_text, pos)
    if match is None:
        return None
    marker = _read(match, line_text)
    if marker is not None and not at_line_start and (marker.weak or marker.style == "attachment"):
        return None
    return marker


def _read(match: re.Match[str], text: str) -> Marker | None:
    """The marker of a match, by the group that matched; None for its false friends."""
    kind = match.lastgroup  # the last group of the alternative that matched
    if kind == "num_next":
        return _number(match, text)
    if kind in ("cnp", "nump", "half"):
        return _bracketed(match, text)
    if kind == "cn_d":
        return None if _listed(text, match) else _make(match, "cn", match["cn"], "cn" + match["cn_d"])
    if kind == "unit":
        return _unit(match, text)
    if kind == "path_d":
        return _path(match, text)
    if kind in ("word_d", "nth"):
        return _make(match, "word", match["word"] or match["nth"], "word" + (match["word_d"] or "第"))
    if kind in ("label_d", "step_d"):
        return _label(match)
    if kind in ("att", "att_n"):
        number = ordinal(match["att_n"]) if match["att_n"] else None
        weak = text[match.end() : match.end() + 1].strip() != "" and match[0][-1] not in "：:"
        return Marker(match[0], "attachment", number, match.start(), match.end(), "attachment", weak)
    return _symbol(match)


def _label(match: re.Match[str]) -> Marker | None:
    """政策1：, 条款一：, 第一阶段: a word with a number; without a colon only where the numbers about it fit."""
    word, numeral = match["label"] or match["step"], match["label_n"] or match["step_n"]
    number, colon = ordinal(numeral), match["label_d"] or match["step_d"]
    if not number:
        return None
    return Marker(match[0], "word", number, match.start(), match.end(), f"label{word}", not colon)


def _make(match: re.Match[str], style: str, numeral: str, series: str) -> Marker | None:
    number = ordinal(numeral)
    if not number:
        return None
    return Marker(match[0], style, number, match.start(), match.end(), series)


def _listed(text: str, match: re.Match[str]) -> bool:
    """True for an enumeration: the next numeral stands after 、 and before 审, 级, 等 … (一、二审)."""
    follower = _refusals()["listing"].match(text, match.end())
    return bool(follower and (ordinal(follower[1]) or 0) == (ordinal(match["cn"]) or 0) + 1)


def _bracketed(match: re.Match[str], text: str) -> Marker | None:
    """（一）, (1), 1); a cited number (（二）项) is refused."""
    if _refusals()["cited"].match(text, match.end()):
        return None
    if match["cnp"]:
        return _make(match, "cn_paren", match["cnp"], "cn_paren")
    return _make(match, "num_paren", match["nump"] or match["half"], "num_paren" if match["nump"] else "num)")


def _symbol(match: re.Match[str]) -> Marker:
    """①, ⑴ ⒈ ㈠, Ⅰ、 and letters."""
    start, end = match.span()
    if match["circled"]:
        index = _CIRCLED.index(match["circled"])
        return Marker(match[0], "circled", index + 1 if index < 50 else index - 49, start, end, "circled")
    if match["special"]:
        return _special(match)
    if match["roman"]:
        return Marker(match[0], "alpha", ord(match["roman"]) - 0x215F, start, end, "roman")
    letter = match["alpha"] or match["alphap"]
    series = "alpha" + ("A" if letter.isupper() else "a") + (match["alpha_d"] or "(")
    return Marker(match[0], "alpha", ord(letter.lower()) - 96, start, end, series)


def _unit(match: re.Match[str], text: str) -> Marker | None:
    """第X编 / 章 / 节 / 条; a cited article is refused."""
    style = _UNIT_STYLE[match["unit"]]
    if style == "article" and _refusals()["article"].match(text, match.end()):
        return None
    return _make(match, style, match["unit_n"], style)


def _path(match: re.Match[str], text: str) -> Marker | None:
    """2.1 or 1.2.3 before a heading; decimals of a quantity, dates and festivals (4.26) are refused."""
    parts = re.split(r"[.．]", match["path"])
    after = match.end()
    if any(part.startswith("0") for part in parts) or _refusals()["after_path"].match(text, after):
        return None
    spaced = (after < len(text) and text[after].isspace()) or bool(match["path_d"])
    if not spaced and any(int(part) > 12 for part in parts[1:]):
        return None
    path = tuple(int(part) for part in parts)
    weak = len(parts) == 2
    return Marker(match[0], "num", path[-1], match.start(), after, f"num{len(path)}", weak, path)


def _number(match: re.Match[str], text: str) -> Marker | None:
    """1. / 1． / 1、; followed by a digit only where that begins a year or (weak) another figure after 、."""
    rest, end = match["num_next"], match.start("num_next")
    if int(match["num"]) == 0 or (len(match["num"]) > 1 and match["num"].startswith("0")):
        return None
    weak = slip = match["num_d"] in ",，"  # 6,自入驻之日… after 5.: a slip, where the numbers fit
    if slip and rest:
        return None
    if rest:
        year = len(rest) == 4 and rest[:2] in ("19", "20") and _YEARS.match(text, end) is not None
        after = text[match.end() : match.end() + 1]
        named = len(rest) == 1 and "A" <= after <= "Z"  # 9.3C产品, 2.5G网络
        if not year and not named and (match["num_d"] != "、" or after in ("、", "，", "和", "")):
            return None
        weak = not year
    elif _refusals()["cited"].match(text, end) or text[end : end + 1] in ("、", "，", "。", "%"):
        return None
    series = "num." if slip else "num" + match["num_d"]
    return Marker(text[match.start() : end], "num", int(match["num"]), match.start(), end, series, weak)


def _special(match: re.Match[str]) -> Marker:
    """⑴ ⒈ ㈠: one character holds the whole marker."""
    code = ord(match["special"])
    if code >= 0x3220:
        style, number = "cn_paren", code - 0x321F
    elif code >= 0x2488:
        style, number = "num", code - 0x2487
    else:
        style, number = "num_paren", code - 0x2473
    return Marker(match[0], style, number, match.start(), match.end(), style + "*")


@cache
def _inline_pattern() -> re.Pattern[str]:
    """Where a marker may begin inside a line; each hit is then read by :func:`recognise`. It begins with one set of
    characters, so that the search skips what cannot begin a marker."""
    numerals = "一二三四五六七八九十"
    return re.compile(
        rf"""[\d（(第{numerals}a-zA-Z{_CIRCLED}⑴-⒇⒈-⒛㈠-㈩]
        (?:(?<=\d)\d?\s?[.．、)）]
         | (?<=[（(])\s?(?:\d{{1,2}}|[{_CN}]{{1,3}}|[a-zA-Z])\s?[)）]
         | (?<=[{numerals}])[{numerals}]?[是要、]
         | (?<=第)(?:[{_CN}]{{1,5}}(?:[条章节，]|部分)|\d{{1,3}}条)
         | (?<=[a-zA-Z])[.．、](?![a-zA-Z.\d])
         | (?<=[{_CIRCLED}⑴-⒇⒈-⒛㈠-㈩]))""",
        re.VERBOSE,
    )


def inline(text: str, start: int = 0, end: int | None = None) -> list[Marker]:
    """All markers that may open an entry inside a line, in order; which of them do, their sequence decides
    (``pipeline.inline_lists``). Cited numbers (第（二）项, 上述1.) are left out."""
    found: list[Marker] = []
    for match in _inline_pattern().finditer(text, start, len(text) if end is None else end):
        at = match.start()
        before = text[at - 1] if at else ""
        if before in _GLUED or ("0" <= before <= "9") or (before.isascii() and before.isalpha()):
            continue
        if match[0][-1] in ")）" and match[0][0] not in "（(" and before not in _ENTRY_ENDS:
            continue
        marker = recognise(text, False, at)
        if marker is None or marker.path:
            continue
        if not is_cited(text, marker.start, is_article=marker.style == "article" and marker.ordinal != 1):
            found.append(marker)
    return found
