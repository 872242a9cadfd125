"""Unmarked lines that are sections all the same: headings whose number was lost, and entries of lists.

Evidence for a heading, the strongest first: the file's own outline level; a list that begins anew right after the
line while one of its kind is still open; a gap in the numbers that just these lines fill; the headings that
regulations print without a number (附则). Evidence for an entry: the numbered entry before it ends with ；; a heading
before it ends with ： and the lines after it end with ；.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from tiaokuan.pipeline.inline_lists import family
from tiaokuan.pipeline.ladder import Ladder
from tiaokuan.pipeline.markers import vocabulary
from tiaokuan.pipeline.scan import Event
from tiaokuan.pipeline.titles import is_bare_heading
from tiaokuan.pipeline.tree import NormalText

HEADING = "heading"
ENTRY = "entry"

_HEADING_LINE = re.compile(r"[^。；;！？!?，,：:]{2,40}+[：:]?$")
_LABELLED_LINE = re.compile(r"[^。；;！？!?，：:]{2,8}[：:][^。；;！？!?：:]{2,30}$")
_FIELD = re.compile(r"([^\s，。；：:（(]{2,8})[：:]")
_RECURS = 3
_LEAD_IN = re.compile(r"如下|以下|下列|应当?|需要?|须|包括|提供|提交|具备|符合|现将|以上")
_ENTRY_LINE = re.compile(r"[^。]{2,120}[；;]$")
_LABELLED_ENTRY = re.compile(r"([^，。；：:（(“《\d]{2,12})[：:](?=.{20})[^\n]*[。；]$")
_LAST_ENTRY = re.compile(r"[^。；;]{2,120}[。；;]?$")


def classify(events: list[Event], ladder: Ladder, normal: NormalText) -> None:
    """Set ``role`` and ``like`` of the unmarked events that open sections."""
    text = normal.text
    _hinted(events, normal)
    _before_restarts(events, text, ladder)
    _fill_gaps(events, text, ladder)
    _closing(events, text)
    _fields(events, text)
    _entries(events, text)


def _looks_like_heading(text: str, event: Event, *, labelled: bool = False) -> bool:
    """True for a short unmarked line without closing punctuation; ``labelled``: 服务对象：高校毕业生 counts too."""
    if event.marker is not None or event.inline or event.end - event.start > 41:
        return False
    line = text[event.start : event.end]
    return (_LABELLED_LINE if labelled else _HEADING_LINE).match(line) is not None


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
                kinds.setdefault(level, family(event.marker))
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
            _put(stack, family(event.marker), event.hint, ladder)
        elif event.role == HEADING:
            _put(stack, event.like, event.hint, ladder)
        elif _looks_like_heading(text, event) and index + 1 < len(events):
            follower = events[index + 1]
            marker = follower.marker
            if marker is None or marker.ordinal != 1 or follower.inline or not _is_label(text, event):
                continue
            names = [name for name, _ in stack]
            if family(marker) in names:
                place = names.index(family(marker))
                event.role, event.like = HEADING, names[place - 1] if place else "top"
                _put(stack, event.like, 0, ladder)
            elif not stack and _recurs(events, index, text, family(marker)):
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
        if event.marker is not None and family(event.marker) != name and event.marker.ordinal == 1:
            continue
        if event.marker is None and follower.marker is not None and follower.marker.ordinal == 1:
            return family(follower.marker) == name and _looks_like_heading(text, event) and _is_label(text, event)
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
        name = family(marker)
        if name in last and marker.ordinal > last[name][0] + 1:
            since = events[last[name][1] + 1 : index]
            between = [e for e in since if _looks_like_heading(text, e) and _is_label(text, e)]
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


def _closing(events: list[Event], text: str) -> None:
    """附则, 总则 … printed without a number, with text after them: beside the document's highest sections."""
    top = next((family(e.marker) for e in events if e.marker is not None and e.marker.style != "attachment"), None)
    for index, event in enumerate(events[:-1]):
        if event.marker is None and not event.role and event.end - event.start <= 8 and top:
            label = "".join(text[event.start : event.end].split()).rstrip("：:")
            if label in _closing_headings() and not events[index + 1].reset:
                event.role, event.like = HEADING, top


def _fields(events: list[Event], text: str) -> None:
    """Documents without numbers that repeat the same fields (政策内容：… 申请渠道：…) under each heading: the line
    before a recurring field is a heading, a recurring field before such a heading is a higher one (服务对象：某类人, its
    whole line the title), and the fields under a heading are its parts."""
    if any(event.marker is not None for event in events):
        return
    labels = [_field(text, event) for event in events]
    recurring = {label for label, count in Counter(labels).items() if label and count >= _RECURS}
    if not recurring:
        return
    plain = [not label and _looks_like_heading(text, e) for label, e in zip(labels, events, strict=True)]
    heads = {i for i in range(len(events) - 1) if plain[i] and labels[i + 1] in recurring}
    upper = labels[min(heads) - 1] if heads and min(heads) else ""
    last = Counter(labels[i - 1] for i in sorted(heads) if i and labels[i - 1] not in ("", upper)).most_common(1)
    closing = last[0][0] if last else ""
    if closing:
        heads |= {i for i in range(1, len(events) - 1) if plain[i] and labels[i - 1] == closing}
    for index in sorted(heads):
        _set_heading(events[index], 2)
        above, before = (labels[index - 1], events[index - 1]) if index else ("", events[index])
        if above and above == upper and above in recurring and _looks_like_heading(text, before, labelled=True):
            _set_heading(before, 1)
            before.title = (before.start, before.end)
    for event, label in list(zip(events, labels, strict=True))[min(heads, default=len(events)) :]:
        if label and not event.role:
            _set_heading(event, 3)


def _set_heading(event: Event, level: int) -> None:
    event.role, event.like, event.hint = HEADING, f"hint{level}", level


def _field(text: str, event: Event) -> str:
    """The label of a line 政策内容：…, "" where it has none."""
    match = _FIELD.match(text, event.start, event.end)
    return match[1] if match else ""


def _entries(events: list[Event], text: str) -> None:
    """Unmarked entries: after a numbered one that ends with ；, and below a heading that ends with ：."""
    index = 0
    while index < len(events):
        event = events[index]
        run = _run(events, index + 1) if event.marker is not None or event.role == HEADING else 0
        if run:
            _read_run(event, events[index + 1 : run], text)
            index = run
        else:
            index += 1


def _run(events: list[Event], start: int) -> int:
    """The end of the unmarked paragraphs from ``start`` on, 0 where there are none."""
    stop = start
    while stop < len(events):
        event = events[stop]
        if event.marker is not None or event.role or event.reset or event.inline or event.final:
            break
        stop += 1
    return stop if stop > start else 0


def _read_run(event: Event, run: list[Event], text: str) -> None:
    """Mark the entries among the unmarked paragraphs after ``event``."""
    before = text[event.start : event.end]
    lines = [text[e.start : e.end] for e in run]
    if before.endswith(("；", ";")) and event.marker is not None and not event.inline:
        like = family(event.marker)
        for found, line in zip(run, lines, strict=True):
            if not (_ENTRY_LINE.match(line) or _LAST_ENTRY.match(line)):
                return
            found.role, found.like = ENTRY, like
            if not line.endswith(("；", ";")):
                return
        return
    if len(run) < 2:
        return
    if is_bare_heading(before[len(event.marker.text) :] if event.marker else before, "cn"):
        _label_entries(run, lines)
    if not before.endswith(("：", ":")):
        return
    count = 0
    while count < len(run) and _ENTRY_LINE.match(lines[count]):
        count += 1
    if count == 0:
        return
    if count < len(run) and _LAST_ENTRY.match(lines[count]):
        count += 1
    for found in run[:count] if count > 1 else []:
        found.role = ENTRY


def _label_entries(run: list[Event], lines: list[str]) -> None:
    """Paragraphs right under a bare heading that all begin with a label of their own (前期评估：… 现场评估：…)."""
    found = [_LABELLED_ENTRY.match(line) for line in lines]
    labels = {match[1] for match in found if match}
    if len(labels) < len(lines):
        return
    for event, match in zip(run, found, strict=True):
        if match:
            event.role, event.title = ENTRY, (event.start, event.start + match.end(1))
