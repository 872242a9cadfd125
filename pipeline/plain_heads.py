"""Headings without numbers: short lines over paragraphs in a text that numbers nothing (甲政策 / 乙政策), and lines
between the articles of a list that goes on through them (总则, 补助标准 …)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.bullets import after_sign
from tiaokuan.pipeline.scan import HEADING, Event, looks_like_heading

_SENTENCE_ENDS = ("。", "；", ";", "！")
_LEAST = 3
_LONG = 30
_SHORT = 16
_FIELD = deferred(r"[^，。；：:\s]{2,8}[：:]\S")
_PLAIN = deferred(r"[一-鿿、]{4,16}")
_PLAIN_HEAD = deferred(r"[一-鿿、]{1,8}\s{0,6}[一-鿿、]{1,12}")  # 总 则, 补助对象与条件
_FRAME = frozenset(("总则", "附则"))
_CHAPTERS = frozenset(("part", "chapter", "section"))
_RUNNING = frozenset(("article", "cn"))
_AIMS = deferred(r"^(?:为了?|根据|按照|依据|经)[^。]{4,}|制[定订](?:本|如下|以下)|如下[：:]$")


def find_plain_heads(events: list[Event], text: str) -> None:
    """Make headings of at least three short lines, each over a paragraph of its own, where all other lines end like
    sentences; or, where some do not, are long, and the headings end with one noun."""
    if any(event.marker is not None and not event.inline for event in events) or any(e.role for e in events):
        return
    heads = [looks_like_heading(text, event) for event in events]
    over = [heads[i] and not heads[i + 1] for i in range(len(events) - 1)] + [False]
    if sum(over) < _LEAST or sum(over) < sum(heads):
        return
    others = [text[e.start : e.end] for e, head in zip(events, heads, strict=True) if not head]
    if not all(line.endswith(_SENTENCE_ENDS) for line in others):
        shown = [text[e.start : e.end] for e, head in zip(events, over, strict=True) if head]
        if not all(_is_text(line) for line in others) or not _alike(shown):
            return
    for event, head in zip(events, over, strict=True):
        if head:
            event.role, event.like = HEADING, "top"
            event.title = after_sign(text, event)


def find_lost_chapters(events: list[Event], text: str) -> None:
    """Make headings of the short lines between the numbers of a list that goes on through them (总则 第一条 … 补助标准
    第五条 …): at least three of them, in a text without chapters; two, where 总则 or 附则 is one."""
    if any(event.name in _CHAPTERS for event in events):
        return
    last: dict[str, int] = {}
    found: dict[str, list[Event]] = {}
    for event, follower in zip(events, [*events[1:], None], strict=False):
        if event.marker is not None and not event.inline:
            last[event.name] = event.marker.ordinal or 0
        elif (
            follower is not None and follower.marker is not None and not (event.role or event.inline or follower.inline)
        ):
            goes_on = follower.marker.ordinal == last.get(follower.name, 0) + 1
            if goes_on and follower.marker.style in _RUNNING and _PLAIN_HEAD.fullmatch(text, event.start, event.end):
                found.setdefault(follower.name, []).append(event)
    for name, heads in found.items():
        labels = ["".join(text[head.start : head.end].split()) for head in heads]
        known = any(label in _FRAME for label in labels)
        if len(set(labels)) == len(labels) >= (_LEAST - known) and last[name] >= len(labels) + 2:
            for head in heads:
                head.role, head.like = HEADING, "top"


def _is_text(line: str) -> bool:
    return len(line) >= _LONG or "，" in line or line.endswith(_SENTENCE_ENDS) or _FIELD.match(line) is not None


def _alike(heads: list[str]) -> bool:
    """True where most of the headings end with the same two characters."""
    most = Counter(head[-2:] for head in heads).most_common(1)
    return bool(most) and most[0][1] * 2 > len(heads)


def is_first_head(texts: Sequence[str], row: int) -> bool:
    """True for the first line of a text that is no title but the first of several headings of one look: others that end
    with the same noun follow, and under each of them stands a paragraph."""
    if not _PLAIN.fullmatch(texts[row]):
        return False
    ending = texts[row][-2:]
    below = [text for text in texts[row + 1 :] if text]
    if not below or not _is_text(below[0]) or _AIMS.search(below[0]):
        return False
    same = 0
    for line, after in pairwise(below):
        if len(line) <= _SHORT and line.endswith(ending) and _PLAIN.fullmatch(line):
            if not _is_text(after):
                return False
            same += 1
    return same >= _LEAST - 1
