"""Page furniture and second prints: page numbers, running heads, and a text that the page prints twice."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.markers import recognise
from tiaokuan.pipeline.pieces import Piece
from tiaokuan.pipeline.readers.base import ReaderWarning

_PAGE_NUMBER = deferred(
    r"[—–―－\-·•~～\s]{1,6}\s?\d{1,4}\s?[—–―－\-·•~～\s]{1,6}"
    r"|第\s?\d{1,4}\s?页(?:\s?[,，/／、]?\s?[（(]?共\s?\d{1,4}\s?页[)）]?)?"
    r"|共\s?\d{1,4}\s?页\s?第\s?\d{1,4}\s?页|\d{1,4}\s?/\s?\d{1,4}|Page\s?\d{1,4}(?:\s?of\s?\d{1,4})?|[上下]一页",
    re.IGNORECASE,
)
_LONE_NUMBER = deferred(r"\d{1,3}")
_CLOSED = "。；：:;！？!?，,、"
_REPEATS = 3
_PAGE_LINES = 6
_PERIODS = 60  # distances tried in looking for a second print
_SECOND_PRINT = 200


def strip(pieces: list[Piece], warnings: list[ReaderWarning]) -> list[Piece]:
    """The pieces without page numbers and running heads."""
    gone = {i for i, p in enumerate(pieces) if p.table is None and len(p.text) <= 24 and _PAGE_NUMBER.fullmatch(p.text)}
    gone |= _lone_numbers(pieces)
    if gone:
        warnings.append(ReaderWarning("page_number_removed", f"已删除{len(gone)}处页码"))
    heads = _running_heads(pieces, gone)
    if heads:
        shown = pieces[min(heads)].text[:20]
        warnings.append(ReaderWarning("running_head_removed", f"已删除{len(heads)}处重复的页眉页脚（“{shown}”等）"))
    gone |= heads
    return [piece for i, piece in enumerate(pieces) if i not in gone] if gone else pieces


def _lone_numbers(pieces: list[Piece]) -> set[int]:
    """Lines that are nothing but a number, where they count pages: one in the middle of the last line, or 1, 2, 3 …, at
    least three in steps of one, pages apart. (At even short distances they are the first column of a table that a
    converter has taken apart.)"""
    lone = [(i, int(p.text)) for i, p in enumerate(pieces) if p.table is None and _LONE_NUMBER.fullmatch(p.text)]
    if len(lone) == 1 and lone[0][0] == len(pieces) - 1 and pieces[-1].align in ("center", "right"):
        return {lone[0][0]}
    if len(lone) < _REPEATS or any(b[1] != a[1] + 1 for a, b in pairwise(lone)):
        return set()
    apart = [b[0] - a[0] for a, b in pairwise(lone)]
    breaks = sum(1 for i, _ in lone if pieces[i].page_break or (i + 1 < len(pieces) and pieces[i + 1].page_break))
    if breaks * 2 < len(lone) and (len(set(apart)) == 1 or min(apart) < _PAGE_LINES):
        return set()
    return {i for i, _ in lone}


def _running_heads(pieces: list[Piece], gone: set[int]) -> set[int]:
    """Short lines that come again on page after page: at least three times, each time where a page begins or ends,
    or in the middle of a sentence. The first print is kept where it stands before the first section (a title)."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        text = piece.text
        if i not in gone and piece.table is None and len(text) <= 40 and text[-1] not in _CLOSED:
            places["".join(text.split())].append(i)
    heads: set[int] = set()
    for found in places.values():
        if len(found) < _REPEATS or recognise(pieces[found[0]].text) is not None:
            continue
        same = set(found)
        at_page = [i for i in found if _at_page(pieces, i, gone, same)]
        if len(at_page) * 2 >= len(found):
            heads.update(found[1:] if found[0] not in at_page else found)
    return heads


def _at_page(pieces: list[Piece], index: int, gone: set[int], same: set[int]) -> bool:
    """True where a page begins or ends at the line, or it stands in the middle of a sentence."""
    if pieces[index].page_break or index - 1 in gone or index + 1 in gone:
        return True
    near = range(index - 1, max(index - 4, -1), -1)
    before = next((pieces[i] for i in near if i not in gone and i not in same), None)
    if index + 1 < len(pieces) and pieces[index + 1].page_break:
        return True
    return before is not None and len(before.text) > 25 and before.text[-1] not in "。；：！？”）》"


def drop_second_print(pieces: list[Piece], warnings: list[ReaderWarning]) -> list[Piece]:
    """The pieces without a repeat of all the lines before it (a page that prints its text twice)."""
    seen: dict[str, int] = {}
    tried: set[int] = set()
    keys = ["".join(piece.text.split()) for piece in pieces]
    for j, key in enumerate(keys):
        if len(key) < 12:
            continue
        i = seen.setdefault(key, j)
        if i == j or j - i in tried or len(tried) >= _PERIODS:
            continue
        tried.add(j - i)
        first, period = i, j - i
        while first > 0 and period and keys[first - 1] == keys[first - 1 + period] and first > i - period:
            first -= 1
        stop = j
        while stop < len(keys) and keys[stop] == keys[stop - period]:
            stop += 1
        start = first + period
        if stop - start >= period and sum(map(len, keys[first:start])) >= _SECOND_PRINT and period >= 3:
            warnings.append(ReaderWarning("printed_twice", f"正文重复印了一遍，重复的{stop - start}行已略去"))
            return pieces[:start] + pieces[stop:]
    return pieces
