"""From normalised lines to the section tree.

``scan`` cuts the body into events (a marker with its text, or an unmarked paragraph), ``repair`` tells which unmarked
paragraphs are headings and entries, and the builder here decides depth from the sequence of markers.

Postcondition: every body line stands in exactly one place: the own text of one node (``start``–``end``), a tail
(``Node.tails``) or ``Tree.loose``; put in order, these pieces give the body text again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.ladder import Ladder
from tiaokuan.pipeline.late_labels import speaks_for_all
from tiaokuan.pipeline.markers import Marker
from tiaokuan.pipeline.repair import classify
from tiaokuan.pipeline.scan import ENTRY, FIRST, HEADING, Event, looks_like_heading, scan
from tiaokuan.pipeline.settle import is_only_heading, is_only_marker, settle_title
from tiaokuan.pipeline.titles import HEADING_STYLES, bracketed_title, is_bare_heading, split_title
from tiaokuan.pipeline.tree import Node, NormalText, Tree

_SUMS_UP = deferred(r"(?:以上|上述|前述)(?!海)[^，。：；]{0,12}")
_ANNOUNCES = ("：", ":")
_DEEPEST = 12
_LINE = 60
_NEAR = 12


def segment(normal: NormalText) -> Tree:
    """The section tree of a text whose lines have their zones. Sections come from lines of the zones ``body`` and
    ``attachment_mark`` only; a title line between them closes all sections before it."""
    events = scan(normal)
    ladder = Ladder((e.name, e.marker.ordinal or 0) for e in events if e.marker and e.marker.ordinal)
    classify(events, ladder, normal)
    builder = _Builder(normal, ladder, events)
    for event in events:
        builder.add(event)
    return builder.finish()


@dataclass(slots=True)
class _Open:
    """An open section. ``anchor`` is the last printed number of its list, ``ordinal`` the number that it has or would
    have; ``guessed``: the unnumbered siblings since the anchor."""

    node: Node
    family: str
    ordinal: int
    anchor: int
    series: str = ""
    guessed: list[Node] = field(default_factory=list)
    line: int = -1
    entry: bool = False
    hint: int = 0


class _Builder:
    """Adds events in order; ``stack`` holds the open sections, the deepest last."""

    def __init__(self, normal: NormalText, ladder: Ladder, events: list[Event]) -> None:
        self.text = normal.text
        self.ladder = ladder
        self.events = events
        self.tree = Tree([])
        self.stack: list[_Open] = []
        self.closed_at = -1

    def add(self, event: Event) -> None:
        """Put one event into the tree."""
        if event.reset:
            self.stack.clear()
        if event.start == event.end:
            return
        if event.facets and event.title is None and self.stack and self.stack[-1].node.facets:
            self.stack[-1].node.facets += event.facets
            self.stack[-1].node.end = event.end
        elif event.marker is not None:
            self._add_marker(event, event.marker)
        elif event.role in (HEADING, FIRST):
            self._add_heading(event)
        elif event.role == ENTRY:
            self._add_entry(event)
        else:
            self._add_paragraph(event)

    # -- sections -----------------------------------------------------------------------------------------------

    def _add_marker(self, event: Event, marker: Marker) -> None:
        name, number = event.name, marker.ordinal or 0
        if marker.style == "attachment":
            self.stack.clear()
        place = self._sibling(name, number)
        if place is None:
            while self.stack and not self.ladder.above(self.stack[-1].family, name):
                self.stack.pop()
            guessed: list[Node] = []
        else:
            guessed = self._close_sibling(place, number, event, marker.text)
        node = self._new(event, marker.text, marker.style, marker.ordinal)
        node.inline = event.inline
        self.stack.append(_Open(node, name, number, number, marker.series, line=event.line, hint=event.hint))
        for place, lost in enumerate(guessed):
            self._infer(lost, marker.style, number - len(guessed) + place)

    def _sibling(self, name: str, number: int) -> int | None:
        """The place on the stack of the list that the marker goes on; None where it opens a new one."""
        nearest = -1
        for i in range(len(self.stack) - 1, -1, -1):
            if self.stack[i].family == name:
                if number in (self.stack[i].ordinal + 1, self.stack[i].anchor + 1):
                    return i
                nearest = max(nearest, i)
        if nearest < 0:
            return None
        if number == 1:
            deepest = self.stack[-1]
            announced = self.text.endswith(_ANNOUNCES, 0, deepest.node.end)
            if announced and deepest is self.stack[nearest] and len(self.stack) < _DEEPEST:
                self.stack[nearest].family += ">"  # a list of the same look below its own kind: 1. … ： 1. 2.
                return None
        return nearest

    def _close_sibling(self, place: int, number: int, event: Event, shown: str) -> list[Node]:
        """Close the sibling at ``place`` and what is below it; the unnumbered siblings before, if the numbers prove
        that theirs were lost."""
        before = self.stack[place]
        del self.stack[place:]
        guessed = before.guessed
        if 0 < len(guessed) < number and (number == before.ordinal + 1 or number == before.anchor + len(guessed) + 1):
            return guessed
        if number > before.anchor + 1:
            lost = "、".join(str(n) for n in range(before.anchor + 1, min(number, before.anchor + 6)))
            self._warn("number_gap", f"“{shown}”之前缺少第{lost}项的序号", event)
        elif 1 < number <= before.anchor:
            self._warn("duplicate_number", f"序号“{shown}”重复或倒退", event)
        return []

    def _add_heading(self, event: Event) -> None:
        """A heading without a number: the next sibling of the section that ``repair`` found for it."""
        if event.like.startswith("hint"):
            while self.stack and self.stack[-1].family != "attachment" and not 0 < self.stack[-1].hint < event.hint:
                self.stack.pop()
        else:
            self._close_to(event.like)
        before = self.stack.pop() if self.stack and self.stack[-1].family == event.like else None
        node = self._new(event, None, "none", None)
        number, anchor = (before.ordinal + 1, before.anchor) if before else (int(event.role == FIRST), 0)
        opened = _Open(node, event.like, number, anchor, line=event.line, hint=event.hint)
        opened.guessed = before.guessed if before else []
        opened.guessed.append(node)
        self.stack.append(opened)

    def _close_to(self, name: str) -> None:
        """Close sections until the last one of this family is on top, or one that stands above it."""
        if any(opened.family == name for opened in self.stack):
            while self.stack[-1].family != name:
                self.stack.pop()
        while self.stack and self.stack[-1].family != name and not self.ladder.above(self.stack[-1].family, name):
            self.stack.pop()

    def _add_entry(self, event: Event) -> None:
        """An entry without a number, after numbered ones or below a heading that announces a list."""
        before = None
        if event.like:
            while self.stack and self.stack[-1].family != event.like:
                self.stack.pop()
            before = self.stack.pop() if self.stack else None
        elif self.stack and self.stack[-1].entry:
            before = self.stack.pop()
        node = self._new(event, None, "none", None)
        number, anchor = (before.ordinal + 1, before.anchor) if before else (1, 0)
        node.inline = event.inline
        opened = _Open(node, event.like or "entry", number, anchor, line=event.line, entry=True)
        opened.guessed = before.guessed if before and event.like else []
        opened.guessed.append(node)
        self.stack.append(opened)

    def _new(self, event: Event, marker: str | None, style: str, number: int | None) -> Node:
        parent = self.stack[-1].node if self.stack else None
        body = event.start + len(marker or "")
        while body < event.end and (self.text[body].isspace() or (marker and self.text[body] in "：:")):
            body += 1
        node = Node(marker, style, number, len(self.stack) + 1, event.start, event.end, body, parent=parent)
        siblings = parent.children if parent else self.tree.roots
        siblings.append(node)
        prefix = f"{parent.id}." if parent else "s"
        node.id = f"{prefix}{len(siblings)}"
        self._entitle(node, event)
        node.facets = list(event.facets)
        return node

    def _entitle(self, node: Node, event: Event) -> None:
        if event.title:
            node.title_start, node.title_end = event.title
            node.title = "".join(self.text[node.title_start : node.title_end].split("\n"))
            node.body_start = min(node.title_end + 1, node.end)
            return
        if event.role == ENTRY and node.marker is None:
            return
        if label := bracketed_title(self.text, node.body_start, event.end, node.style):
            node.title_start, node.title_end = label.span(1)
            node.title, node.body_start = label[1], label.end()
            return
        if event.role == FIRST and not looks_like_heading(self.text, event):
            return
        style = "cn" if event.role in (HEADING, FIRST) else node.style
        title_end, text_start, _ = split_title(self.text[node.body_start : event.end], style)
        if title_end:
            node.title_start, node.title_end = node.body_start, node.body_start + title_end
            node.title = self.text[node.title_start : node.title_end]
            node.body_start += text_start

    def _infer(self, node: Node, style: str, number: int) -> None:
        node.style, node.ordinal, node.inferred = style, number, True
        shown = node.title or self.text[node.start : node.end][:20]
        message = f"“{shown}”的序号缺失，按前后顺序推定为第{node.ordinal}项"
        self.tree.warnings.append(("number_inferred", message, node.start, node.end))

    # -- paragraphs ---------------------------------------------------------------------------------------------

    def _add_paragraph(self, event: Event) -> None:
        """A paragraph without a marker goes to the section that it stands in."""
        owner = self._owner(event)
        if owner is None:
            self.tree.loose.append((event.start, event.end))
            return
        node = owner.node
        contiguous = not self.text[node.end : event.start].strip()
        if contiguous and not node.children and not node.tails:
            bare = is_only_marker(node)
            if node.body_start == node.end:
                node.body_start = event.start
            node.end = event.end
            if bare:
                self._entitle(node, event)
        else:
            node.tails.append((event.start, event.end))

    def _owner(self, event: Event) -> _Open | None:
        """The open section that an unmarked paragraph belongs to: never an entry of a list that is complete."""
        if event.final and not (self.stack and is_only_heading(self.text, self.stack[-1].node)):
            self.stack.clear()
            return None
        while self.stack and (self.stack[-1].node.inline or self.stack[-1].entry or self._complete(self.stack[-1])):
            self.stack.pop()
        if self.stack and speaks_for_all(self.text, event.start, event.end, self.stack[-1].node):
            self.stack.pop()
        if self.stack and _SUMS_UP.match(self.text, event.start) and self._ends_list(self.stack[-1].node):
            self.stack.pop()
        return self.stack[-1] if self.stack else None

    def _complete(self, opened: _Open) -> bool:
        """True for a plain entry of a list that its parent announces with ：, when its text is closed."""
        node = opened.node
        if node.title is not None or node.parent is None or node.style in ("article", *HEADING_STYLES):
            return False
        if self._is_heading_among_headings(node):
            return False
        first = node.parent.children[0]
        lead_in = self.text.endswith(_ANNOUNCES, 0, node.parent.end)
        listed = self.text.endswith(("；", ";"), 0, first.last)
        return (lead_in or listed) and self.text.endswith(("。", "；", ";"), 0, node.end)

    def _is_heading_among_headings(self, node: Node) -> bool:
        """True for （二）适配评估。 whose siblings before it have titles: its text follows in paragraphs of its own."""
        if node.end - node.body_start > _LINE or node.parent is None:
            return False
        siblings = node.parent.children[-_NEAR:]
        titled = sum(1 for sibling in siblings if sibling.title is not None)
        own = self.text[node.body_start : node.end]
        return titled > 0 and titled * 2 >= len(siblings) - 1 and is_bare_heading(own, node.style)

    def _ends_list(self, node: Node) -> bool:
        """True for the last entry so far of a list, its text on one line: 以上… after it speaks for the whole list."""
        siblings = node.parent.children[-2:] if node.parent else []
        plain = all("\n" not in self.text[n.start : n.end] and not n.children for n in siblings)
        return len(siblings) > 1 and plain and node.style not in ("article", *HEADING_STYLES)

    def finish(self) -> Tree:
        """The tree, its titles settled."""
        for node in self.tree.walk():
            settle_title(self.text, node)
        return self.tree

    def _warn(self, code: str, message: str, event: Event) -> None:
        self.tree.warnings.append((code, message, event.start, event.end))
