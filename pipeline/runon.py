"""Text run together: paragraphs that only a wide gap tells apart, and whole documents in one paragraph."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.ends import head_cuts
from tiaokuan.pipeline.inline_lists import family, inline_entries
from tiaokuan.pipeline.marker_words import words
from tiaokuan.pipeline.markers import Marker, recognise
from tiaokuan.pipeline.pieces import Piece, cut_piece, slice_piece, trimmed
from tiaokuan.pipeline.titles import split_title

_GAP = deferred(r"(?:[ \u3000\xa0\t]|&nbsp;){2,}|[\r\n]+")
_SPACE = deferred(r"[ \u3000\xa0\t&\r\n]")
_CLOSED = "。；：！？!?;:”）》"
_BLOCK_STYLES = frozenset(("part", "chapter", "section", "article", "cn", "cn_paren"))
#: What every block marker inside a line holds: 二、 · （二） · 第二条.
_BLOCK_MARK = deferred(
    r"[一二三四五六七八九十]、|[〇零一二两三四五六七八九十百千]\s?[)）]|第.{1,5}(?:[条章节]|部分)|[㈠-㈩]"
)
_OWN = deferred(r"\s*[本该各]")  # 本办法适用于 …: no heading, though a noun of headings stands in it
_LONG = 160
_TWICE = 400
_LEAST = 3
_BARE = 22
_MARK = deferred(r"[，。；;：:]")


def split_gaps(piece: Piece) -> list[Piece]:
    """The paragraphs of a block whose line breaks survive as wide gaps or line feeds only."""
    text = piece.text
    if not _SPACE.search(text) or not _GAP.search(text):
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
    if not cuts:
        return [piece]
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
    if not _BLOCK_MARK.search(piece.text, 1):
        return [piece]
    head = recognise(piece.text)
    found = inline_entries(piece.text, head.end if head else 0, head, {})
    blocks = sum(1 for m in found if m.style in _BLOCK_STYLES)
    if blocks < (1 if head and head.style in _BLOCK_STYLES else 2):
        return [piece]
    markers = [head, *found] if head else found
    cuts = {*(m.start for m in markers), *_heading_cuts(piece.text, markers)}
    cuts.update(head_cuts(piece.text, 0, markers[0].start))
    for before, marker in pairwise(markers):
        if marker.ordinal == 1 and marker.style in _BLOCK_STYLES:
            cuts.update(head_cuts(piece.text, before.end, marker.start))
    parts = cut_piece(piece, cuts)
    parts[0].notes.append(("run_on_split", f"一段连排的文字已按序号拆成{len(parts)}行", 0, len(parts[0].text)))
    return parts


@cache
def _glued() -> re.Pattern[str]:
    """A heading that ends with one of the nouns that headings end with, text glued to it."""
    plain = "[^，。：；、（）]"
    nouns = words("heading_nouns")
    joined = f"{nouns}|[的之和及与或所等为是中内下上]"
    return re.compile(
        rf"{plain}{{0,14}}?(?:[、与和及]{plain}{{1,8}}?)?(?:{nouns})(?!{joined})(?=[^，。：；、]{{4}})"
    )


@cache
def _opened(openers: str) -> re.Pattern[str]:
    """A heading without any mark after it, told by its last word and the first word of the sentence glued to it."""
    ends = f"{words('heading_nouns')}|{words('heading_ends')}"
    first = f"(?!{words('no_openers')})(?:{words(openers)})"
    return re.compile(rf"[^，。：；（）\d]{{2,28}}?(?:{ends})(?={first}[^，。；：]{{4}}|(?:19|20)\d\d年)")


def _glued_heading(text: str, start: int, end: int) -> int:
    """Where the heading at ``start`` ends, text glued to it; 0 where that cannot be told."""
    if _OWN.match(text, start, end):
        return 0
    found = _opened("sentence_openers").match(text, start, end) or _opened("verb_openers").match(text, start, end)
    return found.end() if found else 0


def _glued_title(text: str, start: int, end: int) -> int:
    """The same for a list that has bare headings besides."""
    title = _glued().match(text, start, end) if not _OWN.match(text, start, end) else None
    if title and len(title[0]) >= 4:
        return title.end()
    return 0 if _has_title(text, start, end) else _glued_heading(text, start, end)


def _heading_cuts(text: str, markers: list[Marker]) -> list[int]:
    """Where a heading stops whose text follows without any mark (三、支付方式企业按…): at a noun that headings end
    with, in a list that has bare headings besides; or, in a list none of whose headings has a mark after it, where most
    show such an end and the beginning of a sentence."""
    ends = [*(m.start for m in markers[1:]), len(text)]
    families: dict[str, list[tuple[int, int]]] = {}
    for marker, end in zip(markers, ends, strict=True):
        families.setdefault(family(marker), []).append((marker.end, end))
    cuts: list[int] = []
    for name, places in families.items():
        marked = [place for place in places if _MARK.search(text, *place)]
        bare = [end - start for start, end in places if end < len(text) and not _MARK.search(text, start, end)]
        if bare and max(bare) <= _BARE:
            cuts += [_glued_title(text, *place) for place in marked]
        elif len(places) >= _LEAST and name in _BLOCK_STYLES and not any(_has_title(text, *p) for p in places):
            heads = [head for place in places if (head := _glued_heading(text, *place))]
            cuts += heads if len(heads) * 2 > len(places) else []
    return [cut for cut in cuts if cut]


def _has_title(text: str, start: int, end: int) -> bool:
    """True where a heading with a mark after it stands at ``start``."""
    return split_title(text[start : min(end, start + 60)], "cn_paren")[0] > 0


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
            parts += [trimmed(slice_piece(piece, 0, again)), trimmed(slice_piece(piece, again, len(piece.text)))]
        else:
            parts.append(piece)
    return parts
