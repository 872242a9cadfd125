"""Unmarked lines that are sections all the same: headings whose number was lost, and entries of lists.

Evidence for a heading, the strongest first: the file's own outline level; a list that begins anew right after the
line while one of its kind is still open; a gap in the numbers that just these lines fill; the headings that
regulations print without a number (附则). Evidence for an entry: the numbered entry before it ends with ；; a heading
before it ends with ： and the lines after it end with ；.
"""

from __future__ import annotations

from functools import cache

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.bullets import find_sign_heads
from tiaokuan.pipeline.entries import find_entries
from tiaokuan.pipeline.facets import find_facets
from tiaokuan.pipeline.fields import find_fields
from tiaokuan.pipeline.ladder import Ladder
from tiaokuan.pipeline.late_labels import find_late_labels
from tiaokuan.pipeline.marker_words import vocabulary
from tiaokuan.pipeline.plain_heads import find_lost_chapters, find_plain_heads
from tiaokuan.pipeline.scan import FIRST, HEADING, Event, looks_like_heading
from tiaokuan.pipeline.tree import NormalText

_LOSABLE = frozenset(("cn", "cn_paren", "num"))

_RUN_IN = deferred(r"(?:附\s{0,4}则|名词解释|总\s{0,4}则)\s?[：:](?=\S)")
_LEAD_IN = deferred(r"如下|以下|下列|应当?|需要?|须|包括|提供|提交|具备|符合|现将|以上")


def classify(events: list[Event], ladder: Ladder, normal: NormalText) -> None:
    """Set ``role`` and ``like`` of the unmarked events that open sections."""
    text = normal.text
    _hinted(events, normal)
    find_sign_heads(events, text)
    _before_restarts(events, text, ladder)
    _fill_gaps(events, text, ladder)
    find_lost_chapters(events, text)
    _closing(events, text, ladder)
    find_facets(events, text)
    find_plain_heads(events, text)
    _lost_firsts(events, ladder)
    find_late_labels(events, text, ladder)
    find_fields(events, text)
    find_entries(events, text)


def _is_label(text: str, event: Event) -> bool:
    """True for a heading without 如下, 应提供 …: 申报材料： but not 申请时须提供以下材料：."""
    line = text[event.start : event.end]
    return not line.endswith(("：", ":")) or _LEAD_IN.search(line) is None


def _hinted(events: list[Event], normal: NormalText) -> None:
    """Headings that the file itself marks as such; where numbered lines of one kind share the outline level, the
    heading is their sibling."""
    kinds: dict[int, str] = {}
    for event in events:
        level = normal.lines[event.line].heading
        if level and not event.inline:
            event.hint = level
            if event.marker is not None:
                kinds.setdefault(level, event.name)
    for event in events:
        if event.hint and event.marker is None:
            event.role, event.like = HEADING, kinds.get(event.hint, f"hint{event.hint}")


def _before_restarts(events: list[Event], text: str, ladder: Ladder) -> None:
    """A heading before a list that begins anew while a list of its kind is open: the sibling of that list's owner."""
    stack: list[tuple[str, int]] = []
    for index, event in enumerate(events):
        if event.reset:
            stack.clear()
        if event.marker is not None:
            _put(stack, event.name, event.hint, ladder)
        elif event.role == HEADING:
            _put(stack, event.like, event.hint, ladder)
        elif looks_like_heading(text, event) and index + 1 < len(events):
            follower = events[index + 1]
            marker = follower.marker
            if marker is None or marker.ordinal != 1 or follower.inline or not _is_label(text, event):
                continue
            names = [name for name, _ in stack]
            if follower.name in names:
                place = names.index(follower.name)
                event.role, event.like = HEADING, names[place - 1] if place else "top"
                _put(stack, event.like, 0, ladder)
            elif not stack and _recurs(events, index, text, follower.name):
                event.role, event.like = HEADING, "top"
                stack.append(("top", 0))


def _put(stack: list[tuple[str, int]], name: str, hint: int, ladder: Ladder) -> None:
    """Close what the section ends and open it, as the builder will."""
    if name.startswith("hint"):
        while stack and not 0 < stack[-1][1] < hint:
            stack.pop()
    else:
        places = [i for i, (open_name, _) in enumerate(stack) if open_name == name]
        if places:
            del stack[places[-1] :]
        while stack and not ladder.above(stack[-1][0], name):
            stack.pop()
    stack.append((name, hint))


def _recurs(events: list[Event], index: int, text: str, name: str) -> bool:
    """True where another heading before 1 of the same list follows: the document's headings have no numbers."""
    for here in range(index + 2, len(events) - 1):
        event, follower = events[here], events[here + 1]
        if event.marker is not None and event.name != name and event.marker.ordinal == 1:
            continue
        if event.marker is None and follower.marker is not None and follower.marker.ordinal == 1:
            return follower.name == name and looks_like_heading(text, event) and _is_label(text, event)
    return False


def _fill_gaps(events: list[Event], text: str, ladder: Ladder) -> None:
    """Where a list jumps from k to n and just n - k - 1 heading-like lines stand between, they are its headings."""
    last: dict[str, tuple[int, int]] = {}
    for index, event in enumerate(events):
        marker = event.marker
        if event.reset:
            last.clear()
        if marker is None or not marker.ordinal or event.inline:
            continue
        name = event.name
        if name in last and marker.ordinal > last[name][0] + 1:
            since = events[last[name][1] + 1 : index]
            between = [e for e in since if looks_like_heading(text, e) and _is_label(text, e)]
            marked = [e for e in between if e.role == HEADING and e.like == name]
            if not marked and len(between) == marker.ordinal - last[name][0] - 1:
                for found in between:
                    found.role, found.like = HEADING, name
        for other in [o for o in last if o != name and ladder.above(name, o)]:
            del last[other]
        last[name] = (marker.ordinal, index)


@cache
def _closing_headings() -> frozenset[str]:
    return frozenset(vocabulary()["closing_headings"]["words"])


def _closing(events: list[Event], text: str, ladder: Ladder) -> None:
    """附则, 总则 … printed without a number, with text after them (附则：以上政策…, or on the next line): beside the
    document's highest sections."""
    top = ""
    for event in events:
        if event.marker is not None and event.marker.style != "attachment" and not event.inline:
            top = event.name if not top or ladder.above(event.name, top) else top
    for index, event in enumerate(events if top else ()):
        if event.marker is not None or event.role:
            continue
        label = "".join(text[event.start : min(event.end, event.start + 8)].split())
        alone = event.end - event.start <= 8 and label.rstrip("：:") in _closing_headings()
        follower = events[index + 1] if index + 1 < len(events) else None
        run_in = _RUN_IN.match(text, event.start, event.end) and not event.inline
        if (alone and follower is not None and not follower.reset) or run_in:
            event.role, event.like = HEADING, top


def _lost_firsts(events: list[Event], ladder: Ladder) -> None:
    """A list that begins with 2: the one unmarked paragraph under its owner is its first entry, the number lost."""
    if not _has_late_list(events):
        return
    stack: list[tuple[str, int]] = []
    owners: list[int] = []
    last: dict[str, int] = {}
    for index, event in enumerate(events):
        if event.reset:
            stack.clear()
            last.clear()
        marker = event.marker
        if marker is None:
            continue
        name = event.name
        opens = marker.ordinal == 2 and name not in [n for n, _ in stack] and last.get(name) != 1
        _put(stack, name, event.hint, ladder)
        del owners[len(stack) - 1 :]
        if opens and owners and marker.style in _LOSABLE and not event.inline:
            first, follower = events[owners[-1] + 1], events[owners[-1] + 2 : index + 1]
            if first.marker is None and not first.role and not first.inline and follower and follower[0].marker:
                first.role, first.like = FIRST, name
        owners.append(index)
        last[name] = marker.ordinal or 0


def _has_late_list(events: list[Event]) -> bool:
    """True where a 2 stands without a 1 of its kind before it."""
    last: dict[str, int] = {}
    for event in events:
        if event.marker is not None:
            name, number = event.name, event.marker.ordinal or 0
            if number == 2 and last.get(name) != 1 and event.marker.style in _LOSABLE:
                return True
            last[name] = number
    return False
