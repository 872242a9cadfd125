"""Lists inside one paragraph (绩效目标：1.…。2.…。; 一是…二是…; （1）…；（2）…) and sections run together in one line.

:func:`inline.markers.inline` finds every number that might open an entry; here their sequence decides which do: a list
starts with 1 where another look of marker begins, goes on by one, and has at least two entries, unless the document's
open list already counts on that number.
"""

from __future__ import annotations

from collections.abc import Mapping

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.markers import Marker, inline

_OPENS_AFTER = frozenset("。：；！？:;!?）)”」』】…，,、")
_STRONG_AFTER = frozenset("。：；！？:;!?）)”」』】…")
_ENDS = frozenset("。！？）)”")
_SKIPPED = {"article": 30, "chapter": 3, "cn": 2, "cn_paren": 2}  # how many numbers may be lost on the way
_BLOCK_STYLES = frozenset(("part", "chapter", "section", "article", "cn", "cn_paren"))
_RANKED = deferred(r"(?<=[。；：:;\n])\s?([特一二三四五六七八])(等奖|等|级|类|档)[：:](?=\S{4})")
_HAS_RANKED = deferred(r"[。；：:;\n]\s?(?:[特一二三四五六七八])(?:等奖|等|级|类|档)[：:](?=\S{4})")
_CLAUSE_START = deferred(r"[。：；！？:;!?]")


def family(marker: Marker) -> str:
    """What counts together in one list: the style, for decimals with the number of their components, for labels
    (政策1：) the label."""
    if marker.path:
        return f"num{len(marker.path)}"
    return marker.series if marker.series.startswith("label") else marker.style


def inline_entries(text: str, start: int, head: Marker | None, expected: Mapping[str, int]) -> list[Marker]:
    """The markers inside ``text[start:]`` that open entries, in order.

    ``head`` is the marker that the line begins with; ``expected`` maps families of the document's open lists to their
    last number, so that a list begun in the lines before goes on inside this one.
    """
    candidates = inline(text, start)
    if not candidates:
        return []
    return _Lists(text, start, candidates, head, expected).accepted()


class _Lists:
    """The lists open at a place of the line, the innermost last, each with its family and last number."""

    def __init__(
        self, text: str, start: int, candidates: list[Marker], head: Marker | None, expected: Mapping[str, int]
    ) -> None:
        self.text, self.start, self.candidates = text, start, candidates
        self.open = [(family(head), head.ordinal)] if head and head.ordinal else []
        self.last = dict(expected) | dict(self.open)
        self._look_ahead()

    def _look_ahead(self) -> None:
        """For each candidate: the next number of its family, whether a 2 comes later, the block marker before it."""
        following: dict[str, int] = {}
        seconds: set[str] = set()
        self.next: list[int] = []
        self.second: list[bool] = []
        for marker in reversed(self.candidates):
            name = family(marker)
            self.next.append(following.get(name, 0))
            self.second.append(name in seconds)
            following[name] = marker.ordinal or 0
            if marker.ordinal == 2:
                seconds.add(name)
        self.next.reverse()
        self.second.reverse()
        self.block: Marker | None = None

    def accepted(self) -> list[Marker]:
        """The candidates that go on a list, or begin one that goes on."""
        found: list[Marker] = []
        for index, marker in enumerate(self.candidates):
            if self._fits(marker, index):
                self._advance(marker)
                found.append(marker)
            if marker.style in _BLOCK_STYLES:
                self.block = marker
        return found

    def _fits(self, marker: Marker, index: int) -> bool:
        name, number = family(marker), marker.ordinal or 0
        before = self.text[marker.start - 1 : marker.start] if marker.start > self.start else ""
        place = _place(self.text, marker.start, self.start)
        last = next((n for open_name, n in reversed(self.open) if open_name == name), None)
        if last is not None and number == last + 1:
            return _may_open(marker, place, before)
        if last is not None and self._jumps(marker, last, place):
            return True
        block = marker.style in _BLOCK_STYLES
        if last is None and not block and 1 < number == self.last.get(name, 0) + 1 and self._after_block(marker):
            return True  # 二、科技创新3.建设平台: a list that goes on below the next heading
        if number == 1 and (last is None or block):
            goes_on = self.next[index] == 2 or (last is None and self.second[index])
            return goes_on and (_may_open(marker, place, before) if last is None else place in _STRONG_AFTER)
        if last is None and block and name in self.last:
            if self.last[name] + 1 == number:
                return before in _STRONG_AFTER or self._after_block(marker)
            return self._jumps(marker, self.last[name], place) or (self._leaps(marker) and self._after_block(marker))
        if last is None and block and number == 1 + self.last.get(name, 0):
            return before in _STRONG_AFTER or self._after_block(marker)
        return False

    def _jumps(self, marker: Marker, last: int, place: str) -> bool:
        """True where a number that skips some goes on a list all the same: 第十条 after 第七条, at a sentence's end."""
        gap = (marker.ordinal or 0) - last
        return place in _ENDS and 1 < gap <= _SKIPPED.get(marker.style, 0)

    def _leaps(self, marker: Marker) -> bool:
        return 1 < (marker.ordinal or 0) - self.last[family(marker)] <= _SKIPPED.get(marker.style, 0)

    def _after_block(self, marker: Marker) -> bool:
        """True where only a heading stands between the block marker before and this one (第二章受理程序第七条)."""
        block = self.block
        return block is not None and not _CLAUSE_START.search(self.text, block.end, marker.start)

    def _advance(self, marker: Marker) -> None:
        """Close what stands below the marker's list, or open a new one."""
        name, number = family(marker), marker.ordinal or 0
        self.last[name] = number
        for i in range(len(self.open) - 1, -1, -1):
            if self.open[i][0] == name and number in (self.open[i][1] + 1, 1):
                del self.open[i:]
                break
        self.open.append((name, number))


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


def has_ranked_labels(text: str) -> bool:
    """True where any label of :func:`ranked_labels` stands in the text."""
    return _HAS_RANKED.search(text) is not None


def ranked_labels(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Entries without a number that are ranked by their names (特等奖：… 一等奖：… 二等奖：…): the place of each label.

    They count where at least two follow each other by rank, under one noun.
    """
    found: list[tuple[int, int]] = []
    noun, last = "", 0
    for match in _RANKED.finditer(text, start, end):
        rank = "特一二三四五六七八".index(match[1])
        if found and (match[2] != noun or rank != last + 1):
            break
        if not found and rank > 1:
            return []
        found.append((match.start(1), match.end(2)))
        noun, last = match[2], rank
    return found if len(found) > 1 else []
