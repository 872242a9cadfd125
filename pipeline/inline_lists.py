"""Lists inside one paragraph (绩效目标：1.…。2.…。; 一是…二是…; （1）…；（2）…) and sections run together in one line.

:func:`inline.markers.inline` finds every number that might open an entry; here their sequence decides which do: a list
starts with 1 where another look of marker begins, goes on by one, and has at least two entries, unless the document's
open list already counts on that number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tiaokuan.pipeline.markers import Marker, inline

_OPENS_AFTER = frozenset("。：；！？:;!?）)”」』】…，,、")
_STRONG_AFTER = frozenset("。：；！？:;!?）)”」』】…")
_BLOCK_STYLES = frozenset(("part", "chapter", "section", "article", "cn", "cn_paren"))
_CLAUSE_START = re.compile(r"[。：；！？:;!?]")


def family(marker: Marker) -> str:
    """What counts together in one list: the style, for decimals with the number of their components."""
    return f"num{len(marker.path)}" if marker.path else marker.style


def inline_entries(text: str, start: int, head: Marker | None, expected: Mapping[str, int]) -> list[Marker]:
    """The markers inside ``text[start:]`` that open entries, in order.

    ``head`` is the marker that the line begins with; ``expected`` maps families of the document's open lists to their
    last number, so that a list begun in the lines before goes on inside this one.
    """
    candidates = inline(text, start)
    if not candidates:
        return []
    lists: list[tuple[str, int]] = [(family(head), head.ordinal)] if head and head.ordinal else []
    accepted: list[Marker] = []
    last = dict(expected) | dict(lists)
    for index, marker in enumerate(candidates):
        if _fits(marker, index, candidates, lists, last, text, start):
            _advance(lists, marker)
            last[family(marker)] = marker.ordinal or 0
            accepted.append(marker)
    return accepted


def _fits(
    marker: Marker,
    index: int,
    candidates: list[Marker],
    lists: list[tuple[str, int]],
    expected: Mapping[str, int],
    text: str,
    start: int,
) -> bool:
    """True where the marker goes on an open list, or begins one that goes on."""
    name, number = family(marker), marker.ordinal or 0
    before = text[marker.start - 1 : marker.start] if marker.start > start else ""
    place = _place(text, marker.start, start)
    depth = next((i for i in range(len(lists) - 1, -1, -1) if lists[i][0] == name), None)
    if depth is not None and number == lists[depth][1] + 1:
        return _may_open(marker, place, before)
    if number == 1 and (depth is None or marker.style in _BLOCK_STYLES):
        follower = next((m.ordinal for m in candidates[index + 1 :] if family(m) == name), None)
        goes_on = follower == 2 or (depth is None and any(_is(m, name, 2) for m in candidates[index + 1 :]))
        return goes_on and (_may_open(marker, place, before) if depth is None else place in _STRONG_AFTER)
    if depth is None and marker.style in _BLOCK_STYLES:
        return expected.get(name, 0) + 1 == number and (before in _STRONG_AFTER or _after_block(text, marker, candidates))
    return False


def _is(marker: Marker, name: str, number: int) -> bool:
    return marker.ordinal == number and family(marker) == name


def _place(text: str, at: int, start: int) -> str:
    """The last character before ``at`` that is no white space, "" at the beginning of the entry."""
    while at > start and text[at - 1].isspace():
        at -= 1
    return text[at - 1] if at > start else ""


def _may_open(marker: Marker, place: str, before: str) -> bool:
    """True where an entry may begin: after punctuation or white space; run-on headings end without any, so that
    block styles, brackets and 1. may also follow a word."""
    if place == "" or place in _OPENS_AFTER or before.isspace():
        return marker.style != "word" or place != "、"
    if marker.style in ("circled", "cn_paren", "num_paren", "chapter", "article", "section", "part"):
        return True
    return marker.style in ("cn", "num") and not place.isdigit() and not place.isascii()


def _after_block(text: str, marker: Marker, candidates: list[Marker]) -> bool:
    """True where only a heading stands between this marker and the block marker before it (第三章认定程序第九条)."""
    earlier = [m for m in candidates if m.end <= marker.start and m.style in _BLOCK_STYLES]
    return bool(earlier) and not _CLAUSE_START.search(text, earlier[-1].end, marker.start)


def _advance(lists: list[tuple[str, int]], marker: Marker) -> None:
    """Close what stands below the marker's list, or open a new one."""
    name, number = family(marker), marker.ordinal or 0
    for i in range(len(lists) - 1, -1, -1):
        if lists[i][0] == name and number in (lists[i][1] + 1, 1):
            lists[i:] = [(name, number)]
            return
    lists.append((name, number))
