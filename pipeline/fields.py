"""Documents without numbers whose headings show by the fields that recur under them (政策内容：… 申请渠道：…)."""

from __future__ import annotations

from collections import Counter

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.scan import HEADING, Event, looks_like_heading

_FIELD = deferred(r"([^\s，。；：:（(]{2,8})[：:]")
_RECURS = 3


def find_fields(events: list[Event], text: str) -> None:
    """Documents without numbers that repeat the same fields (政策内容：… 申请渠道：…) under each heading: the line
    before a recurring field is a heading, a recurring field before the first of them is a higher one (服务对象：某类人,
    its whole line the title), and the fields under a heading are its parts."""
    if any(event.marker is not None for event in events):
        return
    labels = [_field(text, event) for event in events]
    recurring = {label for label, count in Counter(labels).items() if label and count >= _RECURS}
    if not recurring:
        return
    plain = [not label and looks_like_heading(text, e) for label, e in zip(labels, events, strict=True)]
    heads: set[int] = {i for i in range(len(events) - 1) if plain[i] and labels[i + 1] in recurring}
    first = min(heads, default=0)
    upper = labels[first - 1] if first else ""
    last = Counter(labels[i - 1] for i in sorted(heads) if i and labels[i - 1] not in ("", upper)).most_common(1)
    closing = last[0][0] if last else ""
    if closing:
        heads |= {i for i in range(1, len(events) - 1) if plain[i] and labels[i - 1] == closing}
    for index in sorted(heads):
        _set_heading(events[index], 2)
        above, before = (labels[index - 1], events[index - 1]) if index else ("", events[index])
        if above and above == upper and above in recurring and looks_like_heading(text, before, labelled=True):
            _set_heading(before, 1)
            before.title = (before.start, before.end)
    for event, label in list(zip(events, labels, strict=True))[first if heads else len(events) :]:
        if label and not event.role:
            _set_heading(event, 3)


def _set_heading(event: Event, level: int) -> None:
    event.role, event.like, event.hint = HEADING, f"hint{level}", level


def _field(text: str, event: Event) -> str:
    """The label of a line 政策内容：…, "" where it has none."""
    match = _FIELD.match(text, event.start, event.end)
    return match[1] if match else ""
