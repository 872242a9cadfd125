"""What follows a list of programmes and holds for all of them, printed without a number: 申报材料 on a line of its own
after the last part of the last programme, 申请程序：… as a paragraph after the last of them."""

from __future__ import annotations

from itertools import pairwise

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.ladder import Ladder
from tiaokuan.pipeline.scan import HEADING, Event, looks_like_heading
from tiaokuan.pipeline.tree import Node

_SHARED = frozenset({"materials", "application", "procedure", "contacts", "supplementary"})
_PARTS = _SHARED | {"applicants", "conditions", "amounts", "targets", "implementation"}
_HEAD = deferred(r"[^，。；：:\n]{2,24}")
_SHORT = 9
_LEAST = 2
_LEAD_IN = deferred(r"以下|下列|如下|提[交供]|应当")
_LABEL = deferred(r"(?P<label>[一-鿿、]{3,10})[：:](?=[^\n]{8})")


def find_late_labels(events: list[Event], text: str, ladder: Ladder) -> None:
    """Make headings at the top of short lines that name what all programmes share, where the open section is a part of
    one of several programmes."""
    _after_labels(events, text)
    if not any(not e.role and e.end - e.start <= _SHORT and _label_topic(text, e) for e in events):
        return
    programme: Event | None = None
    seen = 0
    late = False
    part: tuple[Event, str] | None = None
    for before, event in zip([None, *events], events, strict=False):
        if event.marker is not None or event.role == HEADING:
            topic = _topic(event, text)
            late = late or (seen > 1 and event.role == HEADING and event.like == "top")
            if late and programme is not None and event.name != programme.name:
                continue
            late = False
            if topic in _PARTS:
                part = (event, topic)
            elif part is None or _is_above(ladder, event, part[0]):
                programme, part, seen = event, None, seen + 1
        elif (
            programme and (late or (part and seen > 1 and before is not part[0])) and not event.role and not event.final
        ):
            own = _label_topic(text, event) if event.end - event.start <= _SHORT else None
            if own and (late or (part and own != part[1] and _is_above(ladder, programme, part[0]))):
                event.role, event.like, late = HEADING, "top", True


def _after_labels(events: list[Event], text: str) -> None:
    """The same for a short line between the last of several labels (课题2 …) and a list that none of them has."""
    labels = [index for index, event in enumerate(events) if event.name.startswith("label") and not event.inline]
    if len(labels) < _LEAST:
        return
    within = {event.name for event in events[labels[0] : labels[-1]]}
    for event, follower in pairwise(events[labels[-1] + 1 :]):
        marker = follower.marker
        if marker is None or follower.inline or follower.name in within or event.role or event.marker is not None:
            continue
        if marker.ordinal == 1 and marker.style in ("cn", "cn_paren", "num") and looks_like_heading(text, event):
            event.role, event.like = HEADING, "top"
            return


def _label_topic(text: str, event: Event) -> str | None:
    """What a short line names that programmes share; None for other lines."""
    if not looks_like_heading(text, event) or _LEAD_IN.search(text, event.start, event.end):
        return None
    own = heading_topic(text[event.start : event.end].rstrip("：:"))
    return own if own in _SHARED else None


def _topic(event: Event, text: str) -> str | None:
    head = _HEAD.match(text, event.start + len(event.marker.text if event.marker else ""), event.end)
    return heading_topic(head[0].strip()) if head else None


def _is_above(ladder: Ladder, one: Event, other: Event) -> bool:
    names = [event.name or event.like for event in (one, other)]
    return ladder.above(names[0], names[1]) or names[0] == names[1]


def speaks_for_all(text: str, start: int, end: int, node: Node) -> bool:
    """True for a paragraph 申请程序：… after the last of several measures whose text is closed, none of which has such
    a paragraph of its own."""
    label = _LABEL.match(text, start, end)
    if label is None or heading_topic(label["label"]) not in _SHARED or node.title is None or node.children:
        return False
    if heading_topic(node.title) is not None or node.body_start >= node.end or "\n" in text[node.start : node.end]:
        return False
    siblings = node.parent.children if node.parent is not None else []
    return len(siblings) != 1 and not any(f"\n{label['label']}" in text[n.start : n.last] for n in siblings)
