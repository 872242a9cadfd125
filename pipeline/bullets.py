"""Entries that a sign and no number begins (—— ◆ ● ■), and entries that begin with names given before: the groups that
their section lists, the classes that the numbered entry before them belongs to."""

from __future__ import annotations

import re

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.inline_lists import family
from tiaokuan.pipeline.ladder import SIGNED
from tiaokuan.pipeline.scan import ENTRY, HEADING, Event
from tiaokuan.pipeline.titles import is_bare_heading, split_title

_SIGNS = frozenset("—–-◆◇●○■▲△★☆※•·➢►▶➤")
_SIGN = deferred(r"(?:[—–-]{2}|[—–◆◇●○■▲△★☆※•·➢►▶➤])[ \u3000]?(?=[^\s—–-])")
_NAME = deferred(r"([^，。；：:（(“《\d\s]{2,16})(?:(?P<colon>[：:])\s?|[ \u3000])(?=\S.{9})")
_HEAD = deferred(r"[^。；;！？!?，,：:]{2,36}[：:]?")
_LEAST = 2
_SHARED = 3  # characters at the beginning of the names of one class of entries
_KIND = deferred(r".*?((?:类|组|型|级|奖|档|方向|领域|专题|赛道)(?:项目|作品|企业|人才|奖项)?)$")
FAMILY = "bullet"


def read_signs(run: list[Event], text: str) -> None:
    """Mark the paragraphs that begin with the same sign, at least two of them: entries, or headings where paragraphs of
    their own stand under them."""
    found: dict[str, list[int]] = {}
    for index, event in enumerate(run):
        if text[event.start] in _SIGNS and _SIGN.match(text, event.start, event.end):
            found.setdefault(text[event.start], []).append(index)
    for places in found.values():
        if len(places) > 1:
            _mark(run, places, text)


def find_sign_heads(events: list[Event], text: str) -> None:
    """Make headings of the short lines that begin with the same sign, at least two of them, where a list begins anew
    under each (◆基础材料 1. … 2. … ◆专项材料 （一）…): right below the section in which the first of them stands."""
    found: dict[str, list[int]] = {}
    for index, event in enumerate(events):
        if text[event.start] in _SIGNS and not event.role and event.marker is None and not event.inline:
            sign = _SIGN.match(text, event.start, event.end)
            if sign and _HEAD.fullmatch(text, sign.end(), event.end):
                found.setdefault(text[event.start], []).append(index)
    for places in found.values():
        after = [events[place + 1].marker for place in places if place + 1 < len(events)]
        lists = {family(marker) for marker in after if marker is not None and marker.ordinal == 1}
        if len(places) < _LEAST or sum(1 for m in after if m is not None and m.ordinal == 1) < _LEAST:
            continue
        before = (event.name for event in reversed(events[: places[0]]) if event.marker is not None)
        above = next((name for name in before if name not in lists), "top")
        for event in [events[place] for place in places]:
            event.role, event.like, event.title = HEADING, f"{SIGNED}{above}", after_sign(text, event)


def after_sign(text: str, event: Event) -> tuple[int, int] | None:
    """Where the words of a heading with a sign stand; None where it has none."""
    sign = _SIGN.match(text, event.start, event.end)
    return (sign.end(), event.end - (text[event.end - 1] in "：:")) if sign else None


def _mark(run: list[Event], places: list[int], text: str) -> None:
    bare = 0
    for place in places:
        event = run[place]
        sign = _SIGN.match(text, event.start, event.end)
        start = sign.end() if sign else event.start
        end, _, alone = split_title(text[start : event.end], "num")
        event.role = ENTRY
        if end and not (alone and text[event.end - 1] in "。；;"):
            event.title = (start, start + end)
        over = place + 1 < len(run) and place + 1 not in places
        bare += alone and over and is_bare_heading(text[start : event.end].rstrip("：:"), "cn")
    if bare * 2 > len(places):
        for event in (run[place] for place in places):
            event.role, event.like = HEADING, FAMILY


def read_named(event: Event, run: list[Event], after: Event | None, text: str) -> None:
    """Mark paragraphs right after ``event`` that begin with names: those that its own text lists (设甲组、乙组), or,
    among numbered entries that begin in the same way, those of its class (4.甲奖：… 甲奖丙类项目：…)."""
    names: list[re.Match[str]] = []
    lead = 0  # paragraphs before the first name
    for one in run:
        match = _NAME.match(text, one.start, one.end)
        if match is not None:
            names.append(match)
        elif names:
            break
        else:
            lead += 1
    labels = [match[1] for match in names]
    if not names or len(set(labels)) < len(labels):
        return
    own = text[event.start : run[lead - 1].end if lead else event.end]
    listed = (
        len(names) > 1 and all(label in own for label in labels) and any(f"{labels[0]}{j}" in own for j in "、和及与")
    )
    if listed:
        run, like = run[lead:], ""
    elif len(names) == len(run) and _goes_on(event, after) and _are_siblings(own, event, names):
        like = event.name
    else:
        return
    for found, match in zip(run, names, strict=False):
        found.role, found.like = ENTRY, like
        if match["colon"]:
            found.title = match.span(1)


def _goes_on(event: Event, after: Event | None) -> bool:
    """True where the list of ``event`` goes on with its next number after the paragraphs."""
    if event.marker is None or after is None or after.marker is None or after.name != event.name:
        return False
    return after.marker.ordinal == (event.marker.ordinal or 0) + 1


def _are_siblings(own: str, event: Event, names: list[re.Match[str]]) -> bool:
    """True where the paragraphs' names are of one class with the heading of the numbered entry before them."""
    head = _NAME.match(own, len(event.marker.text) if event.marker else 0)
    if head is None or not all(match["colon"] for match in [head, *names]):
        return False
    kind = _KIND.match(head[1])
    return all(
        match[1].startswith(head[1][:_SHARED]) or (kind is not None and match[1].endswith(kind[1])) for match in names
    )
