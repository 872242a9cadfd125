"""The head and the close of a document whose text was run together: where title, number, addressee, signature, date,
list of attachments and the page's own words begin, when nothing parts them but what they are (GB/T 9704-2012)."""

from __future__ import annotations

import re
from functools import cache

from tiaokuan.extractors import header
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.header_words import header_pattern
from tiaokuan.pipeline.markers import recognise
from tiaokuan.pipeline.pieces import Piece, cut_piece

_DATE = deferred(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|二[〇○零]\w{1,3}年\w{1,3}月\w{1,3}日")
_ADDRESSEE = deferred(r"[^。；：:]{3,120}(?:政府|部门|单位|委员会|管委会|办事处|机构|公司|企业|局|院校)[：:](?=\S)")
_NOTE = deferred(r"\s*[（(][^（）()]{2,20}[)）]\s*")
_KINDS = "办法|细则|规定|方案|计划|措施|政策|意见|指南|通知|公告|条例|规则|规划|纲要|要点"
_OPENINGS = "为了|为[^，。]{4,60}[，,]|根据|依据|按照|第一[章条]|一、"
_TITLE = deferred(rf"[^。；：，]{{5,80}}?(?:{_KINDS})(?:（[^（）]{{1,10}}）)?(?=(?:{_OPENINGS})|$)")
_SIGNED = deferred(r"。([^。，；：]{4,60})$")
_NUMBERED = deferred(
    rf"[^。；：]{{5,100}}?(?:{_KINDS}|函)(?:（[^（）]{{1,10}}）)?\s{{0,4}}"
    r"(?P<number>(?=[一-鿿]{1,10}[〔\[［(（]\d{4})[一-鿿]{1,10}[〔\[［(（]\d{4}[〕\]］)）]\s?\d{1,5}\s?号)"
)
#: A title with its date, its number or both glued to it, and perhaps the addressee.
_GLUED_HEAD = deferred(
    rf"(?!根据|按照|依据|经|为|现|贯彻)[^。；：:，]{{5,100}}?(?:{_KINDS}|函)"
    r"(?:（[^（）]{1,10}）)?\s{0,4}"
    r"(?=[（(]?(?:发布)?(?:日期|时间)?[：:]?(?:19|20)\d\d[-年./]|[一-鿿]{1,12}[〔\[［（(]\s?\d{4})"
    rf"(?P<date>(?:(?:发布)?(?:日期|时间)[：:]?)?{header.DATE}(?!\d)(?:\s?\d{{1,2}}:\d\d(?::\d\d)?)?)?\s{{0,4}}"
    r"(?P<number>[一-鿿]{1,12}[〔\[［（(]\s?\d{4}\s?[〕\]］)）]\s?第?\s?\d{1,5}\s?号)?"
    r"(?:\s{0,4}(?P<addressee>(?![^：:]*(?:如下|现将|现就|要求|规定))[^。；：:]{2,120}[：:]))?"
)
_HEAD_PIECES = 8
_TAIL_PIECES = 8
_REACH = 3000
_SIGNATURE = deferred(
    rf"(?<=[。；）)”])\s{{0,4}}(?P<organs>[一-鿿（）()、][一-鿿（）()、\s]{{3,80}}?)(?P<date>{header.DATE})(?!\d)"
)
_AFTER_DATE = deferred(r"\s{0,4}(?:$|[（(]|相关附件|附\s?件|公开|信息公开|抄送|主动公开|\s)")
_LISTED = deferred(
    r"(?<=[。；）)”日])\s{0,4}(?P<list>附\s?件\s?[：:]\s?(?P<title>[^。；：]{6,60}?)?)(?=(?P=title)|1\s?[.．、]|$)"
)
_GLUED_ADDRESSEE = deferred(
    r"各[^。；：:\d]{3,100}[：:]\s?(?=为[^，。]{4,60}[，,]|根据|依据|按照|现[将就]|经|近日|近期)"
)
_LAST_DATE = deferred(rf"\s(?P<date>{header.DATE})\s*$")
_LAST_WORD = deferred(r"(?:(?<=\s)|(?<=[。；]))(?P<name>[^\s。；，：:]{4,50})\s*$")
_LIST_WITHIN = deferred(r"(?<=[。；）)”])\s*(?P<list>附\s?件\s?[：:])")
_PAGE = deferred(r"相关附件[：:]|二维码开始|扫一扫在?手机打开")


def head_cuts(text: str, start: int, stop: int) -> list[int]:
    """Where the parts of a run-on document's head begin: number after the title, addressee after it, text after the
    addressee's colon, the signature that ends with a date, what follows the date (and its note in brackets), the text
    after a title."""
    cuts: list[int] = []
    titled = _NUMBERED.match(text, start, stop)
    begin = start
    if titled:
        begin = titled.end()
        cuts += [titled.start("number"), begin]
    addressee = _ADDRESSEE.match(text, begin, stop)
    if addressee:
        cuts.append(addressee.end())
    for date in _DATE.finditer(text, begin, stop):
        sentence = max(text.rfind("。", begin, date.start()), begin - 1)
        if date.start() - sentence <= 60 and (sentence >= begin or begin == 0):
            cuts += [sentence + 1, date.start(), date.end(), *_title_cuts(text, date.end(), stop)]
            break
    return cuts


def _title_cuts(text: str, start: int, stop: int) -> list[int]:
    """The ends of a note in brackets and of the title that stand at ``start``, text glued to it."""
    note = _NOTE.match(text, start, stop)
    begin = note.end() if note else start
    title = _TITLE.match(text, begin, min(stop, begin + 100))
    return [begin, title.end()] if title else [begin]


def split_heads(pieces: list[Piece]) -> list[Piece]:
    """Cut the head of a document that is run on in part: addressee, signature before a date, title before its text."""
    ran_on = any(code == "run_on_split" for piece in pieces for code, *_ in piece.notes)
    pieces = [part for piece in _split_glued(pieces) for part in _split_signed(piece)]
    pieces = [part for piece in pieces[:_HEAD_PIECES] for part in _split_addressee(piece)] + pieces[_HEAD_PIECES:]
    if not ran_on:
        return pieces
    parts: list[Piece] = []
    for index, piece in enumerate(pieces):
        text, cuts = piece.text, set[int]()
        if index < _HEAD_PIECES and piece.table is None and recognise(text) is None:
            addressee = _ADDRESSEE.match(text) if index < 3 else None
            title = _TITLE.match(text)
            after = pieces[index + 1].text if index + 1 < len(pieces) else ""
            signed = _SIGNED.search(text) if _DATE.match(after) else None
            cuts = {m.end() for m in (addressee, title) if m} | {m.start(1) for m in (signed,) if m}
        parts += cut_piece(piece, cuts)
    return parts


def _split_glued(pieces: list[Piece]) -> list[Piece]:
    """Cut title, date, number and addressee of a first paragraph apart that holds all of them (…的通知2017-08-28某办
    通〔2017〕23号各单位：)."""
    if not pieces or pieces[0].table is not None or len(pieces[0].text) < 24:
        return pieces
    match = _GLUED_HEAD.match(pieces[0].text)
    if match is None or not (match["date"] or match["number"]):
        return pieces
    marks = [match.span(name) for name in ("date", "number", "addressee") if match[name]]
    if match.end() < len(pieces[0].text) and not match["addressee"]:
        return pieces
    parts = cut_piece(pieces[0], {at for mark in marks for at in mark})
    note = f"连排的标题、日期、文号和主送机关已拆成{len(parts)}行"
    parts[0].notes.append(("run_on_split", note, 0, len(parts[0].text)))
    return [*parts, *pieces[1:]]


def _split_addressee(piece: Piece) -> list[Piece]:
    """Cut an addressee off the sentence glued to its colon (各区县财政局、残联：为鼓励…)."""
    match = _GLUED_ADDRESSEE.match(piece.text) if piece.table is None else None
    return cut_piece(piece, [match.end()]) if match else [piece]


def _split_signed(piece: Piece) -> list[Piece]:
    """Cut the organs and the date off that a paragraph ends with, parted from it by spaces only (…审批表 某市财政局
    某市残联 二○○七年九月二日)."""
    text = piece.text
    date = _LAST_DATE.search(text, max(0, len(text) - 40)) if piece.table is None and len(text) > 60 else None
    if date is None:
        return [piece]
    cuts = [date.start("date")]
    while (word := _LAST_WORD.search(text, max(0, cuts[-1] - 60), cuts[-1])) and header.is_organ(word["name"]):
        cuts.append(word.start("name"))
    if len(cuts) == 1 or cuts[-1] == 0:
        return [piece]
    listed = _LIST_WITHIN.search(text, max(0, cuts[-1] - 400), cuts[-1])
    parts = cut_piece(piece, [*cuts, *([listed.start("list")] if listed else [])])
    seam = len(parts[0].text)
    parts[0].notes.append(("run_on_split", "与正文连排的落款、附件等已拆成单独的行", seam, seam))
    return parts


def split_tails(pieces: list[Piece]) -> list[Piece]:
    """Cut what closes a document off the paragraph that it is glued to: signature, date, list of attachments, how
    open the document is, and the page's own words."""
    parts: list[Piece] = pieces[:-_TAIL_PIECES]
    for piece in pieces[-_TAIL_PIECES:]:
        cuts = tail_cuts(piece.text) if piece.table is None and len(piece.text) > 40 else []
        found = cut_piece(piece, cuts) if cuts else [piece]
        if len(found) > 1:
            seam = len(found[0].text)
            found[0].notes.append(("run_on_split", "与正文连排的落款、附件等已拆成单独的行", seam, seam))
        parts += found
    return parts


def tail_cuts(text: str) -> list[int]:
    """Where the closing elements that stand at the end of ``text`` begin and end."""
    cuts: list[int] = []
    first = max(0, len(text) - _REACH)
    page = _PAGE.search(text, first)
    stop = page.start() if page else len(text)
    if page:
        cuts.append(stop)
    for match in _disclosure().finditer(text, first, stop):
        cuts += [match.start(1), match.end(1)]
    if listed := _LISTED.search(text, first, stop):
        cuts += [listed.start("list"), *([listed.end("list")] if listed["title"] else [])]
    for match in _SIGNATURE.finditer(text, first, stop):
        if header.is_organ(match["organs"]) and _AFTER_DATE.match(text, match.end()):
            cuts += [match.start("organs"), match.start("date"), match.end()]
    return cuts


@cache
def _disclosure() -> re.Pattern[str]:
    label = r"(?:政府)?(?:信息)?公开(?:方式|选项|属性|类别|形式)"
    return header_pattern(rf"(?<=[。；）)\d日])\s{{0,4}}({label}\s?[：:]\s?{{disclosure}})")
