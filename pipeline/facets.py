"""Parts of a programme that stand under labels without numbers: 申请条件 on a line of its own, 补贴标准：8000元 before
its value, as pages of services print them."""

from __future__ import annotations

import re
from collections import Counter

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.scan import HEADING, Event
from tiaokuan.pipeline.tree import Node

_BLOCKS = frozenset(("part", "chapter", "section", "article", "cn", "cn_paren"))
_CORE = frozenset(("applicants", "conditions", "materials", "amounts", "application", "procedure"))
_TOLD = _CORE | {"targets", "implementation"}
_LABEL = deferred(r"(?P<label>[一-鿿、]{2,12})(?P<colon>[：:])?(?P<value>.*)", re.DOTALL)
_GRANTED = deferred(
    r"(?:给予|予以|奖励|补贴|补助|资助|贴息|扶持|发放)[^。；\n]{0,24}?\d[\d.]*(?:万|元|%|‰)|\d[\d.]*(?:万?元|%|‰)[^。；\n]{0,12}(?:奖励|补贴|补助|资助|贴息|扶持)"
)
LED = frozenset(("materials", "conditions"))
_ASKED = frozenset(("materials", "conditions"))
_LEAST = 2
_LINES = deferred(r"[^\n]+")
_LABELLED = deferred(r"\s*(?P<label>[一-鿿]{2,10})[：:]\s*")


def find_facets(events: list[Event], text: str) -> None:
    """Make headings of the labels of a text that numbers no blocks, where they name at least two parts of a programme.
    Labels that recur under one heading after the other are left to ``fields``."""
    if any(event.marker is not None and not event.inline and event.marker.style in _BLOCKS for event in events):
        return
    found = [(event, _place(event, text), topic) for event in events if (topic := _topic(event, text))]
    printed = Counter(text[slice(*place)] for _, place, _ in found)
    if len({topic for _, _, topic in found} & _CORE) < _LEAST or max(printed.values()) > 1:
        return
    for event, title, _ in found:
        event.role, event.like = HEADING, "top"
        event.title = title


def _topic(event: Event, text: str) -> str | None:
    """What part a line's label names; None for other lines and for headings that are known already with a level."""
    if event.marker is not None or event.inline or event.final or (event.role and event.like != "top"):
        return None
    match = _LABEL.fullmatch(text, event.start, event.end)
    if match is None or (match["value"] and not match["colon"]):
        return None
    return heading_topic(match["label"])


def _place(event: Event, text: str) -> tuple[int, int]:
    match = _LABEL.match(text, event.start, event.end)
    return match.span("label") if match else (event.start, event.end)


def labelled_parts(text: str, node: Node) -> list[tuple[str, int, int]]:
    """The parts of a programme whose labels begin lines of one section (政策内容：…, 申报条件：…), by topic and place
    of their text; [] where fewer than two different parts are labelled so."""
    found: list[tuple[str, int, int]] = []
    places = [(node.body_start, node.end), *node.tails]
    if sum(text.count("：", *place) + text.count(":", *place) for place in places) < _LEAST:
        return _last_part(text, node)
    for start, end in places:
        for line in _LINES.finditer(text, start, end):
            label = _LABELLED.match(text, line.start(), line.end())
            topic = heading_topic(label["label"]) if label else None
            if label and topic is not None:
                found.append((topic, label.end(), line.end()))
            elif found and label is None:
                found[-1] = (found[-1][0], found[-1][1], line.end())
            elif label:
                found.append(("", label.end(), line.end()))
    topics = {topic for topic, _, _ in found}
    return found if len(topics & _TOLD) >= _LEAST else _last_part(text, node)


def grant_before(text: str, node: Node) -> int:
    """Where the last sentence of a section begins, if those before it grant something; 0 else."""
    end = node.end - 1
    at = max(text.rfind("\n", node.body_start, end), text.rfind("。", node.body_start, end)) + 1
    return at if at > node.body_start and _GRANTED.search(text, node.body_start, at) else 0


def _last_part(text: str, node: Node) -> list[tuple[str, int, int]]:
    """The same for a programme whose text goes before, where its last line only is labelled: the papers or demands
    that it lists (申报材料：①… ②…; 申请条件：…)."""
    at = max(text.rfind("\n", node.body_start, node.end), text.rfind("。", node.body_start, node.end - 1)) + 1
    label = _LABELLED.match(text, at, node.end) if at > node.body_start else None
    topic = heading_topic(label["label"]) if label else None
    if label is None or topic not in _ASKED or not (label.end() < node.end or node.children):
        return []
    return [("", node.body_start, at), (topic, label.end(), node.end)]
