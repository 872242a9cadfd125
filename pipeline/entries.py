"""Unmarked entries of lists: after a numbered entry that ends with ；, below a heading that announces them with ：, and
labelled paragraphs below a bare heading."""

from __future__ import annotations

import re

from tiaokuan.pipeline.scan import ENTRY, HEADING, Event
from tiaokuan.pipeline.titles import is_bare_heading

_ENTRY_LINE = re.compile(r"[^。]{2,120}[；;]$")
_LAST_ENTRY = re.compile(r"[^。；;]{2,120}[。；;]?$")
_LABELLED_ENTRY = re.compile(r"([^，。；：:（(“《\d]{2,12})[：:](?=.{20})[^\n]*[。；]$")


def find_entries(events: list[Event], text: str) -> None:
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
        like = event.name
        for found, line in zip(run, lines, strict=True):
            if not (_ENTRY_LINE.match(line) or _LAST_ENTRY.match(line)):
                return
            found.role, found.like = ENTRY, like
            if not line.endswith(("；", ";")):
                return
        return
    if len(run) < 2:
        return
    heading = before[len(event.marker.text) :] if event.marker else before
    if is_bare_heading(heading.rstrip("：:"), "cn"):
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
