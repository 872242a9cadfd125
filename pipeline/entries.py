"""Unmarked entries of lists: after a numbered entry that ends with ；, below a heading that announces them with ：, and
labelled paragraphs below a bare heading."""

from __future__ import annotations

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.bullets import read_named, read_signs
from tiaokuan.pipeline.scan import ENTRY, HEADING, Event
from tiaokuan.pipeline.titles import is_bare_heading

_ENTRY_LINE = deferred(r"[^。]{2,120}[；;]$")
_LAST_ENTRY = deferred(r"[^。；;]{2,120}[。；;]?$")
_ANNOUNCES_LIST = deferred(
    r"(?:以下|下列|如下)[^。；：]{0,16}(?:材料|资料|证件|文件|凭证|条件|要求|情形|之一|人员|对象|单位|企业|项目)[^。；：]{0,6}[：:]$"
    r"|(?:材料|资料|证件|条件|要求|情形|对象)(?:如下|包括|为|有)[：:]$"
)
_CONTACT = deferred(r"电话|邮箱|网址|传真|https?:|www\.|@|联系人")
_BARE_ENTRY = deferred(r"(?!附件|联系|注[：:]|备注|以上|上述)[^。；;：:？！\t]{3,60}(?<![，,、])")
_LABELLED_ENTRY = deferred(r"([^，。；：:（(“《\d]{2,12})[：:](?=.{20})[^\n]*[。；]$")


def find_entries(events: list[Event], text: str) -> None:
    """Unmarked entries: after a numbered one that ends with ；, and below a heading that ends with ：."""
    index = 0
    while index < len(events):
        event = events[index]
        run = _run(events, index + 1) if event.marker is not None or event.role == HEADING or not index else 0
        if run:
            paragraphs = events[index + 1 : run]
            read_signs(paragraphs if index or event.marker else events[:run], text)
            if event.marker is not None or event.role:
                _read_run(event, paragraphs, text)
                if not paragraphs[0].role:
                    read_named(event, paragraphs, events[run] if run < len(events) else None, text)
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
    _below_lead_ins([before, *lines], run)
    heading = before[len(event.marker.text) :] if event.marker else before
    if is_bare_heading(heading.rstrip("：:"), "cn") and not any(found.role for found in run):
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


def _below_lead_ins(lines: list[str], run: list[Event]) -> None:
    """Mark the lines below a line that announces a list: those that end with ；and the one behind them; or, below one
    that announces papers or demands, all short lines without closing punctuation. ``lines[0]`` is the line before."""
    for place, line in enumerate(lines[:-2]):
        if not line.endswith(("：", ":")):
            continue
        below = lines[place + 1 :]
        count = next((n for n, text in enumerate(below) if not _ENTRY_LINE.match(text)), len(below))
        if any(_CONTACT.search(text) for text in below[:count]):
            continue
        if count and count < len(below) and _LAST_ENTRY.match(below[count]):
            count += 1
        elif not count and _ANNOUNCES_LIST.search(line):
            count = next((n for n, text in enumerate(below) if not _BARE_ENTRY.fullmatch(text)), len(below))
        for event in run[place : place + count] if count > 1 else []:
            if not event.role:
                event.role = ENTRY


def _label_entries(run: list[Event], lines: list[str]) -> None:
    """Paragraphs right under a bare heading that all begin with a label of their own (前期评估：… 现场评估：…)."""
    found = [_LABELLED_ENTRY.match(line) for line in lines]
    labels = {match[1] for match in found if match}
    if len(labels) < len(lines):
        return
    for event, match in zip(run, found, strict=True):
        if match:
            event.role, event.title = ENTRY, (event.start, event.start + match.end(1))
