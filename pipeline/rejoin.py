"""Join paragraphs that a page end, a hard line break or a converter cut in two."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.markers import recognise
from tiaokuan.pipeline.pieces import Piece, join_pieces

_CLOSING = "。；：！？!?;:…"
_CLOSING_BRACKETS = "”’）)》】〕"
_DANGLING = "，、,（(《“〔"
_CANNOT_BEGIN = "，。；：、！？）)》”’】〕,.;:%"
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("〔", "〕"))
_INSIDE = deferred(r"[，。；、](?=.)")
_MIN = 22
_LONGEST = 20_000
_HEADING = 40
_DATE_LINE = deferred(r"[（(]?(?:\d{4}|[一二〇○零]{2,4}\w{0,3})年\d{0,2}\w{0,3}月")
_OF = deferred(r"的(?![士确])")
_NAMED = deferred(r"[^，。；：\s\d]{1,12}?([一-鿿])[ \u3000]")  # 甲组 重点支持…
_FIELD = deferred(r"[^，。；]{2,10}[：:]")


def rejoin(pieces: list[Piece]) -> list[Piece]:
    """The pieces with cut paragraphs joined. Table rows, lines with a marker, titles and addressees are never
    joined to what stands before them."""
    width = _wrap_width(pieces)
    whole = {piece.text for piece in pieces if 8 <= len(piece.text) <= _HEADING * 2 and piece.table is None}
    joined: list[Piece] = []
    for piece in pieces:
        if joined and (_continues(joined[-1], piece, width) or _is_cut_heading(joined[-1], piece, whole)):
            joined[-1] = _join(joined[-1], piece)
        else:
            joined.append(piece)
    return joined


def _join(first: Piece, second: Piece) -> Piece:
    """The two as one, a space between Latin words, with a note at the seam."""
    latin = first.text[-1].isascii() and first.text[-1].isalnum() and second.text[0].isascii()
    seam = len(first.text)
    whole = join_pieces(first, second, " " if latin and not second.text[0].isdigit() else "")
    whole.notes.append(("paragraph_joined", "被断开的段落已拼接", seam, seam))
    return whole


def _is_cut_heading(first: Piece, second: Piece, whole: set[str]) -> bool:
    """True for a heading set over two lines that stands elsewhere (in the table of contents) in one."""
    if first.heading is None and not first.text.startswith("第"):
        return False
    if len(first.text) > _HEADING or len(second.text) > _HEADING or first.table is not None or second.table is not None:
        return False
    return second.heading is None and recognise(second.text) is None and first.text + second.text in whole


def _wrap_width(pieces: list[Piece]) -> int:
    """The width at which a text was wrapped by hand, 0 where it was not: many lines of all but equal length, none
    longer, sentences running through them."""
    paragraphs = [piece for piece in pieces if piece.table is None]
    lengths = [len(piece.text) + (2 if piece.indented else 0) for piece in paragraphs]
    if len(lengths) < 12 or not 16 <= max(lengths) <= 60:
        return 0
    widest = max(lengths)
    full = [piece.text for piece, length in zip(paragraphs, lengths, strict=True) if length >= widest - 3]
    running = sum(1 for text in full if _INSIDE.search(text))
    return widest if len(full) >= len(lengths) * 0.35 and running * 2 >= len(full) else 0


def _continues(first: Piece, second: Piece, width: int) -> bool:
    """True where ``second`` is the rest of ``first``."""
    if first.table is not None or second.table is not None or first.footnote or second.footnote:
        return False
    if first.heading is not None or second.heading is not None or second.marker or not second.text:
        return False
    a, b = first.text, second.text
    if len(a) > _LONGEST:
        return False
    if a[-1] in _CLOSING or recognise(b) is not None or first.align in ("center", "right"):
        return False
    if a[-1] in _DANGLING or b[0] in _CANNOT_BEGIN or _OF.match(b) or _open_pair(a, b):
        return len(a) >= 6
    if second.align in ("center", "right") or _DATE_LINE.match(b):
        return False
    last_line = len(a) - max((s for c, _, s, _ in first.notes if c == "paragraph_joined"), default=0)
    if width and last_line + (2 if first.indented else 0) >= width - 3 and not second.indented:
        return True
    return _mid_sentence(a, b, second.indented and not first.page_break)


def _open_pair(a: str, b: str) -> bool:
    """True where a bracket or quotation mark opened in ``a`` is closed in ``b`` first thing."""
    for left, right in _PAIRS:
        if a.rfind(left) <= a.rfind(right):
            continue
        close, opened = b.find(right), b.find(left)
        if close < 0 and right == "）":
            close = b.find(")")
        if close >= 0 and not 0 <= opened < close:
            return True
    return False


def _mid_sentence(a: str, b: str, indented: bool) -> bool:
    """True where ``a`` is a long paragraph that stops inside a sentence and ``b`` ends one."""
    if a[-1] in _CLOSING_BRACKETS or indented or _FIELD.match(b):
        return False
    if len(a) < _MIN or not any(mark in a for mark in "，。；,"):
        return False
    name, other = _NAMED.match(a), _NAMED.match(b)
    if name and other and name[1] == other[1]:
        return False
    ends = b[-1] in "。；！？：" or len(b) >= 60
    sentence = max(a.rfind("。"), a.rfind("；"), a.rfind("："))
    return ends and (len(a) - sentence >= 4)


