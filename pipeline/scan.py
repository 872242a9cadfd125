"""Cut the lines of a text into events: a marker with the text up to the next one, or an unmarked paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.inline_lists import family, has_ranked_labels, inline_entries, ranked_labels
from tiaokuan.pipeline.markers import Marker, recognise
from tiaokuan.pipeline.programme_tables import ProgrammeRow, programme_rows
from tiaokuan.pipeline.rare_markers import rare_markers
from tiaokuan.pipeline.tree import Line, NormalText

HEADING = "heading"
ENTRY = "entry"
FIRST = "first"  # a heading or paragraph that is the first entry of a list, its number lost

_HEADING_LINE = deferred(r"[^。；;！？!?，,：:]{2,40}+[：:]?$")
_LABELLED_LINE = deferred(r"[^。；;！？!?，：:]{2,8}[：:][^。；;！？!?：:]{2,30}$")
_DECIMALS = deferred(
    r"^\d{1,2}[ \u3000]{1,3}[一-鿿][^\n]{1,40}\n\d{1,2}[.．]1[ \u3000.．、]{0,2}[一-鿿]", re.MULTILINE
)
_BARE_NUMBER = deferred(r"(\d{1,2})[ \u3000]{1,3}(?=[一-鿿])")
_RESETS = frozenset(("title", "notice_title", "attachment_mark"))
_FINAL = deferred(
    r"^本(?:办法|细则|规定|意见|措施|方案|通知|指南|政策|公告|条例|规则|决定|实施细则|实施办法|若干措施|实施意见)"
    r"[^。]{0,30}(?:施行|实施|执行|解释|有效期|包含本数|包括本数)"
)


@dataclass(slots=True)
class Event:
    """A piece of the body: ``marker`` with its text, or a paragraph (``marker`` None).

    ``start``/``end`` are offsets into the text, ``line`` the line's number, ``inline`` True for what begins inside a
    line. ``role`` (HEADING, ENTRY, FIRST or "") and ``like`` (the family whose sibling it is) are set by ``repair``;
    ``hint``: the outline level that the file gives; ``reset``: a title stands before it; ``title``: where an
    attachment's or a table row's title stands; ``facets``: the cells of such a row by topic; ``final``: a closing
    provision of the whole document.
    """

    marker: Marker | None
    start: int
    end: int
    line: int
    inline: bool = False
    reset: bool = False
    final: bool = False
    role: str = ""
    like: str = ""
    hint: int = 0
    title: tuple[int, int] | None = None
    facets: list[tuple[str, int, int]] = field(default_factory=list)
    name: str = field(init=False)  # the marker's family, "" for a paragraph

    def __post_init__(self) -> None:
        self.name = family(self.marker) if self.marker is not None else ""


def scan(normal: NormalText) -> list[Event]:
    """The events of all body lines, in order. Inside table rows no number opens a section."""
    events: list[Event] = []
    expected: dict[str, int] = {}
    reset = False
    seen_body = False
    if _DECIMALS.search(normal.text):
        expected["path"] = 0
    ranked = has_ranked_labels(normal.text)
    programmes = programme_rows(normal)
    rare = rare_markers(normal.text, normal.lines)
    for number, line in enumerate(normal.lines):
        if line.zone == "attachment_mark" and seen_body:
            events.append(_attachment(normal.text, line, number))
            expected.clear()
            continue
        if line.zone != "body":
            _attachment_title(events, line, normal.text)
            reset = reset or line.zone in _RESETS
            continue
        if line.end <= line.start:
            continue
        seen_body = True
        found = (
            _programme(normal.text, line, number, programmes[number])
            if number in programmes
            else _line_events(normal.text, line, number, expected, rare.get(number))
        )
        if ranked:
            found = [part for event in found for part in _ranked(normal.text, event)]
        found[0].reset, reset = reset, False
        events.extend(found)
    after = [*events[1:], None]
    events = [e for e, follower in zip(events, after, strict=False) if not _is_empty_attachment(e, follower)]
    _mark_final(events, normal.text)
    return events


def _is_empty_attachment(event: Event, after: Event | None) -> bool:
    """True for an attachment mark without content below it."""
    if event.marker is None or event.marker.style != "attachment":
        return False
    return after is None or (after.marker is not None and after.marker.style == "attachment")


def _attachment_title(events: list[Event], line: Line, text: str) -> None:
    """Take an attachment's title into the event of its mark right above."""
    if line.zone != "attachment_title" or not events or line.end <= line.start:
        return
    event = events[-1]
    if event.marker is not None and event.marker.style == "attachment" and not text[event.end : line.start].strip():
        event.title = (event.title[0] if event.title else line.start, line.end)
        event.end = line.end


def _attachment(text: str, line: Line, number: int) -> Event:
    marker = recognise(text[line.start : line.end])
    if marker is None or marker.style != "attachment":
        shown = text[line.start : line.end]
        marker = Marker(shown, "attachment", None, 0, len(shown), "attachment")
    return Event(marker, line.start, line.end, number)


def _line_events(
    text: str, line: Line, number: int, expected: dict[str, int], rare: Marker | None = None
) -> list[Event]:
    """The events of one line; ``rare``: what it begins with, where a list of such lines makes that a marker."""
    if line.cells:
        return [Event(None, line.start, line.end, number)]
    body = text[line.start : line.end]
    quoted = int(body[:1] == "“" and "”" not in body[:-1])  # “（一）… of a text that is quoted over several lines
    head = recognise(body, pos=quoted)
    amends = quoted and head is not None and head.style == "article" and "cn" in expected  # 二、改为：“第九条 …
    if quoted and head is not None and not amends and head.style not in ("cn_paren", "num", "num_paren"):
        head = None
    head = head or rare
    if head is None and "path" in expected:
        head = _bare_number(body, expected)
    if head is not None and (head.style == "attachment" or (head.weak and not _expected(head, expected))):
        head = None
    begin = head.end if head else 0
    markers = inline_entries(body, begin, head, expected) if len(body) - begin > 6 else []
    if head is not None:
        markers.insert(0, head)
    events: list[Event] = []
    if head is None:
        first_end = markers[0].start if markers else len(body)
        events.append(Event(None, line.start, line.start + len(body[:first_end].rstrip()), number))
    for index, marker in enumerate(markers):
        stop = markers[index + 1].start if index + 1 < len(markers) else len(body)
        stop = len(body[:stop].rstrip())
        is_inline = index > 0 or head is None
        events.append(Event(marker, line.start + marker.start, line.start + stop, number, is_inline))
        if amends and index == 0:
            events[-1].name = "quoted"
        if marker.ordinal:
            expected[events[-1].name] = marker.ordinal
            if marker.path:
                expected["path"] = marker.path[0]
    return events


def _programme(text: str, line: Line, number: int, row: ProgrammeRow) -> list[Event]:
    """The events of a row of a table of programmes, or of a numbered card with the texts beside its label."""
    if row.name is None:
        return [Event(None, line.start, line.end, number, facets=row.facets)]
    end = row.name[1] if row.texts else line.end
    if row.number is None:
        return [Event(None, row.name[0], end, number, role=HEADING, like="row", title=row.name, facets=row.facets)]
    shown = text[slice(*row.number)]
    marker = Marker(shown, "num", int(shown), 0, len(shown), "row")
    event = Event(marker, row.number[0], end, number, title=row.name, facets=row.facets)
    event.name = "card" if row.texts else "row"
    events = [event]
    for start, stop in row.texts:
        events += _line_events(text, Line(start, stop, line.block), number, {})
    return events


def _bare_number(body: str, expected: dict[str, int]) -> Marker | None:
    """``2 某标准`` in a document with decimals (2.1 …): the number without any mark, where it goes on the list."""
    match = _BARE_NUMBER.match(body)
    if match is None or int(match[1]) != expected.get("bare", 0) + 1:
        return None
    expected["bare"] = int(match[1])
    return Marker(match[1], "num", int(match[1]), 0, match.end(1), "num ")


def _ranked(text: str, event: Event) -> list[Event]:
    """An event, and the entries that its text ranks by name after a colon or sentence (一等奖：… 二等奖：…)."""
    places = ranked_labels(text, event.start, event.end)
    if not places or text[event.start : event.start + 1] == "\t":
        return [event]
    stops = [start for start, _ in places[1:]] + [event.end]
    entries = [
        Event(None, start, start + len(text[start:stop].rstrip()), event.line, True, role=ENTRY, title=(start, end))
        for (start, end), stop in zip(places, stops, strict=True)
    ]
    if places[0][0] == event.start:
        return entries
    event.end = event.start + len(text[event.start : places[0][0]].rstrip())
    return [event, *entries]


def _expected(marker: Marker, expected: dict[str, int]) -> bool:
    """True where a weak marker goes on or opens a list: n after n - 1, 1, or 2.1 below 2."""
    last, number = expected.get(family(marker), 0), marker.ordinal or 0
    if not marker.path:
        return number in (1, last + 1)
    chapter, before = marker.path[0], expected.get("path", 0)
    if number == 1:
        return chapter == before + 1 or chapter in _chapters(expected)
    return chapter == before and last < number <= last + 3


def _chapters(expected: dict[str, int]) -> list[int]:
    """The numbers of the open sections that a decimal's first part may repeat."""
    return [expected[name] for name in ("num", "bare", "cn", "chapter", "article") if name in expected]


def _mark_final(events: list[Event], text: str) -> None:
    """Closing provisions (本办法自…施行, …负责解释) after the last section, back to the first of them."""
    first = len(events)
    for index in range(len(events) - 1, -1, -1):
        event = events[index]
        if event.marker is not None:
            break
        if _FINAL.match(text[event.start : event.end]):
            first = index
    for event in events[first:]:
        event.final = True


def looks_like_heading(text: str, event: Event, *, labelled: bool = False) -> bool:
    """True for a short unmarked line without closing punctuation; ``labelled``: 服务对象：高校毕业生 counts too."""
    if event.marker is not None or event.inline or event.end - event.start > 41:
        return False
    line = text[event.start : event.end]
    return (_LABELLED_LINE if labelled else _HEADING_LINE).match(line) is not None
