"""Text run together: paragraphs that only a wide gap tells apart, and whole documents in one paragraph."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from tiaokuan.pipeline.inline_lists import family, inline_entries
from tiaokuan.pipeline.markers import Marker, recognise, words
from tiaokuan.pipeline.pieces import Piece, slice_piece

_GAP = re.compile(r"(?:[ \u3000\xa0\t]|&nbsp;){2,}|[\r\n]+")
_CLOSED = "。；：！？!?;:”）》"
_BLOCK_STYLES = frozenset(("part", "chapter", "section", "article", "cn", "cn_paren"))
_LONG = 160
_TWICE = 400
_MARK = re.compile(r"[，。；]")
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日|二[〇○零]\w{1,3}年\w{1,3}月\w{1,3}日")
_ADDRESSEE = re.compile(
    r"[^。；：:]{3,120}(?:政府|部门|单位|委员会|管委会|办事处|机构|公司|企业|局|院校)[：:](?=\S)"
)
_NOTE = re.compile(r"\s*[（(][^（）()]{2,20}[)）]\s*")
_KINDS = "办法|细则|规定|方案|计划|措施|政策|意见|指南|通知|公告|条例|规则|规划|纲要|要点"
_OPENINGS = "为了|为[^，。]{4,60}[，,]|根据|依据|按照|第一[章条]|一、"
_TITLE = re.compile(rf"[^。；：，]{{5,80}}?(?:{_KINDS})(?:（[^（）]{{1,10}}）)?(?=(?:{_OPENINGS})|$)")
_SIGNED = re.compile(r"。([^。，；：]{4,60})$")
_HEAD_PIECES = 8


def split_gaps(piece: Piece) -> list[Piece]:
    """The paragraphs of a block whose line breaks survive as wide gaps or line feeds only."""
    text = piece.text
    if not _GAP.search(text):
        return [piece]
    cuts: list[tuple[int, int]] = []
    for match in _GAP.finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :]
        if not before.strip() or not after.strip():
            continue
        feed = match[0][0] in "\r\n"
        indent = "\u3000\u3000" in match[0] and min(len(before.strip()), len(after.strip())) >= 6
        wide = len(match[0]) >= 4 and min(len(before.strip()), len(after.strip())) >= 5
        if feed or before[-1] in _CLOSED or wide or indent or recognise(after) is not None:
            cuts.append(match.span())
    parts: list[Piece] = []
    at = 0
    for start, end in cuts:
        parts.append(slice_piece(piece, at, start))
        at = end
    parts.append(slice_piece(piece, at, len(text)))
    return parts


def split_run_on(piece: Piece) -> list[Piece]:
    """The lines of a paragraph that holds several block-level sections (第一条 … 第二条; 一、… 二、…), each section on
    its own; the head before the first one is cut into addressee, text, signature, date and title."""
    if len(piece.text) < _LONG or piece.table is not None:
        return [piece]
    head = recognise(piece.text)
    found = inline_entries(piece.text, head.end if head else 0, head, {})
    blocks = sum(1 for m in found if m.style in _BLOCK_STYLES)
    if blocks < (1 if head and head.style in _BLOCK_STYLES else 2):
        return [piece]
    markers = [head, *found] if head else found
    cuts = {*(m.start for m in markers), *_heading_cuts(piece.text, markers)}
    cuts.update(_head_cuts(piece.text, 0, markers[0].start))
    for before, marker in pairwise(markers):
        if marker.ordinal == 1 and marker.style in _BLOCK_STYLES:
            cuts.update(_head_cuts(piece.text, before.end, marker.start))
    edges = [0, *sorted(cut for cut in cuts if cut > 0), len(piece.text)]
    parts = [_trimmed(slice_piece(piece, a, b)) for a, b in pairwise(edges)]
    parts = [part for part in parts if part.text]
    parts[0].notes.append(("run_on_split", f"一段连排的文字已按序号拆成{len(parts)}行", 0, len(parts[0].text)))
    return parts


def _trimmed(piece: Piece) -> Piece:
    stripped = piece.text.strip()
    lead = piece.text.find(stripped)
    return slice_piece(piece, lead, lead + len(stripped)) if len(stripped) != len(piece.text) else piece


@cache
def _glued() -> re.Pattern[str]:
    """A heading that ends with one of the nouns that headings end with, text glued to it."""
    plain = "[^，。：；、（）]"
    nouns = words("heading_nouns")
    return re.compile(rf"{plain}{{0,14}}?(?:[、与和及]{plain}{{1,8}}?)?(?:{nouns})(?=[^，。：；、]{{4}})")


def _heading_cuts(text: str, markers: list[Marker]) -> list[int]:
    """Where a heading stops whose text follows without any mark (三、支付方式企业按…): at a noun that headings end
    with, in a list that has bare headings besides."""
    ends = [*(m.start for m in markers[1:]), len(text)]
    placed = list(zip(markers, ends, strict=True))
    bare = {family(m) for m, end in placed if end < len(text) and not _MARK.search(text, m.end, end)}
    cuts: list[int] = []
    for marker, end in placed:
        if family(marker) in bare and _MARK.search(text, marker.end, end):
            title = _glued().match(text, marker.end, end)
            if title and len(title[0]) >= 4:
                cuts.append(title.end())
    return cuts


def split_repeats(pieces: list[Piece]) -> list[Piece]:
    """The pieces, cut where the document's beginning comes again inside one (a page that prints its text twice in one
    run), so that the second print can be told by its lines."""
    opening = pieces[0].text[:60] if pieces else ""
    if len(opening) < 12:
        return pieces
    parts: list[Piece] = []
    for piece in pieces:
        again = piece.text.find(opening, 1) if len(piece.text) > _TWICE else -1
        if again > 0 and piece.table is None and piece.text[:again].rstrip()[-1:] in "。！？）”":
            parts += [_trimmed(slice_piece(piece, 0, again)), _trimmed(slice_piece(piece, again, len(piece.text)))]
        else:
            parts.append(piece)
    return parts


def _head_cuts(text: str, start: int, stop: int) -> list[int]:
    """Where the parts of a run-on document's head begin: after the addressee's colon, before the signature that ends
    with a date, after the date (and its note in brackets), after the title."""
    cuts: list[int] = []
    addressee = _ADDRESSEE.match(text, start, stop)
    if addressee:
        cuts.append(addressee.end())
    for date in _DATE.finditer(text, start, stop):
        sentence = max(text.rfind("。", start, date.start()), start - 1)
        if date.start() - sentence <= 60 and (sentence >= start or start == 0):
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
    if not any(code == "run_on_split" for piece in pieces for code, *_ in piece.notes):
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
        edges = [0, *sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)]
        parts += [_trimmed(slice_piece(piece, a, b)) for a, b in pairwise(edges)]
    return parts
