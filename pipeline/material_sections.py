"""Sections of materials: entries, groups that they are for, notes on the form of all of them."""

from __future__ import annotations

import re

from tiaokuan.extractors.attachments import find_attachments
from tiaokuan.extractors.base import Span
from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry
from tiaokuan.extractors.findings import MaterialFinding, PeriodFinding
from tiaokuan.extractors.materials import copies_note, find_materials, read_materials, seal_note, whole_note
from tiaokuan.extractors.periods import read_periods
from tiaokuan.pipeline.found import Sink
from tiaokuan.pipeline.section_topics import after_marker
from tiaokuan.pipeline.tree import Node

_LISTED = re.compile(
    r"^附[ 　]?件[ 　]?(?:[：:]|\d{1,2}[ 　]?[：:.．]).*(?:\n[ 　]*\d{1,2}[ 　]?[.．、].*)*", re.MULTILINE
)
_SEALED_BELOW = re.compile(r"(?:以下|下列|如下)[^。；\n]{0,6}(?:材料|资料)[^。；\n]{0,12}(?:加盖|盖)[^。；\n]{0,8}章")
#: 递交下列证件：（复印件，盖章）: what the lead-in of a list says of the form of all its entries.
_COPIED_BELOW = re.compile(
    r"(?:以下|下列|如下)[^。；\n（]{0,8}(?:材料|资料|证明|文件|证件)[^。；\n（]{0,6}[：:]?(?:（(?:均?为)?复印件[，,）]|的?复印件)"
)


#: …；6.其他材料。以上材料一式三份，加盖公章。
_NOTE_BEHIND = re.compile(r"[。；]\s?(?:以上|上述|所有|全部)(?=[^。；]{0,6}(?:材料|资料|复印件))")


class MaterialSections:
    """Reads sections of materials into a sink."""

    def __init__(self, ctx: Context, sink: Sink) -> None:
        self.ctx = ctx
        self.sink = sink
        note = whole_note(ctx.text)
        self.sealed, self.copies = seal_note(note), copies_note(note)
        self.timed: set[int] = set()
        self.notes: list[Span] = []
        self.below: dict[int, tuple[bool, bool]] = {}
        self.lists: dict[frozenset[str], int] = {}
        self.titles = _attachment_titles(ctx.text)

    def entry(self, node: Node, headed: bool, start: int, end: int, group: str | None) -> str | None:
        text = self.ctx.text[start:end]
        named = group_of(self.ctx.text, node) or group
        if (
            not headed
            and node.title
            and not node.children
            and category_of(re.split(r"[、和或及]", node.title)[-1]) is not None
        ):
            group, start = node.title, max(start, node.body_start)  # 1.金融机构：提供营业执照 …
        if node.children:
            if not headed and text and not _announces(text):
                self._material(node, start, end, group, node.ordinal)
            else:
                self._times(node, start, end)
            return named
        if headed:
            for sentence in sentences(self.ctx.text, start, end):
                self._material(node, sentence.start, sentence.end, group, None)
        else:
            last = node.parent is not None and node.parent.children[-1] is node and node.style != "article"
            note, stop = self.note_of(node) if last else (end, end)
            self._material(node, start, note, group, node.ordinal)
            self._times(node, note, stop)
        return named

    def part(self, node: Node, start: int, end: int) -> None:
        """What a label inside of a section asks for (申报材料：营业执照复印件、纳税证明。)."""
        for sentence in sentences(self.ctx.text, start, end):
            self._material(node, sentence.start, sentence.end, None, None)

    def _attached(self, name: str) -> str | None:
        """The label of the one attachment whose title is the material's name, or ends with it."""
        bare = name.strip("《》")
        labels = {label for title, label in self.titles.items() if len(bare) >= 4 and title.endswith(bare)}
        return labels.pop() if len(labels) == 1 else None

    def _times(self, node: Node | None, start: int, end: int) -> None:
        """What words around the list say of when to apply (每年8月31日前提出…, 截止日期：…), once."""
        if start >= end:
            return
        times = [f for f in read_periods(self.ctx, start, end) if f.role == "application" and not _is_years(f)]
        self.sink.add(node, "materials", [f for f in times if not self.timed.intersection(f.figures)])
        self.timed.update(index for f in times for index in f.figures)

    def note_of(self, node: Node) -> tuple[int, int]:
        """Of the last entry of a list, the paragraphs behind its first: they speak of the whole list."""
        at = self.ctx.text.find("\n", node.start, node.end)
        return (
            (node.end, node.end)
            if at < 0 or node.parent is None or len(node.parent.children) < 2
            else (at + 1, node.end)
        )

    def handed_in(self, start: int, end: int, before: int) -> None:
        """A note on the form of all materials of the list (每页加盖公章, 一式两份): to those found since ``before``."""
        self._drop_repeated(before)
        spans, self.notes = self.notes, []
        notes = [self.ctx.text[start:end], *(note.of(self.ctx.text) for note in spans)]
        sealed = any(seal_note(note) for note in notes)
        copies = next((number for note in notes if (number := copies_note(note))), None)
        if copies is not None:
            self._counted(before, [Span(start, end), *spans])
        for found in self.sink.found[before:]:
            if isinstance(found.finding, MaterialFinding):
                found.finding.sealed = found.finding.sealed or sealed
                found.finding.copies = found.finding.copies or copies
        if len(self.sink.found) > before and start >= self.sink.found[-1].finding.end:
            more = find_materials(self.ctx, start, end)
            self.sink.add(self.sink.found[before].node, "materials", list(more))
        if len(self.sink.found) > before:
            self._times(self.sink.found[before].node, start, end)

    def _counted(self, before: int, notes: list[Span]) -> None:
        """The figures of how many copies the notes ask for belong to the list's first material."""
        first = next((f.finding for f in self.sink.found[before:] if isinstance(f.finding, MaterialFinding)), None)
        if first is not None:
            counts = [i for note in notes for i in self.ctx.within(note.start, note.end)]
            first.figures += tuple(i for i in counts if self.ctx.quantities[i].unit in ("份", "套"))

    def _drop_repeated(self, before: int) -> None:
        """Leave out a list of an attachment that the text itself has printed already."""
        found = [f for f in self.sink.found[before:] if isinstance(f.finding, MaterialFinding)]
        names = frozenset(f.finding.name for f in found if isinstance(f.finding, MaterialFinding))
        node = found[0].node if found else None
        if len(names) < 2 or node is None:
            return
        place = found[0].finding.start
        if self.lists.setdefault(names, place) != place and any(a.style == "attachment" for a in node.ancestors()):
            self.sink.found[before:] = [f for f in self.sink.found[before:] if f not in found]

    def _said_below(self, node: Node) -> tuple[bool, bool]:
        """Whether the lead-in of a list has its papers sealed, and whether it asks for copies."""
        if id(node) not in self.below:
            lead = self.ctx.text[node.start : node.end]
            self.below[id(node)] = _SEALED_BELOW.search(lead) is not None, _COPIED_BELOW.search(lead) is not None
        return self.below[id(node)]

    def _material(self, node: Node, start: int, end: int, group: str | None, ordinal: int | None) -> None:
        found = read_materials(self.ctx, Entry(start, end, ordinal=ordinal, group=group))
        if not found and start < end:
            self.notes.append(Span(start, end))
        elif found and (note := _NOTE_BEHIND.search(self.ctx.text, start, end)) is not None:
            self.notes.append(Span(note.end() - 2, end))
        said = [self._said_below(above) for above in node.ancestors()]
        sealed, copied = self.sealed or any(seal for seal, _ in said), any(copy for _, copy in said)
        for material in found:
            material.sealed = material.sealed or sealed
            material.form = material.form or ("copy" if copied else None)
            material.copies = material.copies or self.copies
            material.attachment = material.attachment or self._attached(material.name)
        self.sink.add(node, "materials", list(found))
        self._times(node, start, end)


def _is_years(found: PeriodFinding) -> bool:
    """True for bare years (2015—2016年纳税申报表): those that a paper is about, no window."""
    return (found.begin or found.until or "-").isdigit()


def _attachment_titles(text: str) -> dict[str, str]:
    """Title → label of the attachments that lists in the text name (附件：1.申请表 2.承诺书)."""
    titles: dict[str, str] = {}
    for block in _LISTED.finditer(text):
        lines = [Span(block.start() + m.start(), block.start() + m.end()) for m in re.finditer(r".+", block.group())]
        titles.update({found.title: found.label for found in find_attachments(text, lines) if found.title})
    return titles


def _announces(text: str) -> bool:
    """True where the words before a list only announce it (需提供以下材料：)."""
    return text.rstrip().endswith(("：", ":")) or bool(
        re.search(r"(?:提供|提交|如下|以下|下列)[^。；]{0,16}$", text.strip(" 。；：:"))
    )


_GROUP = re.compile(
    r"(?P<who>[^，。；]{2,40}?)(?:申请材料要求|申报材料|申请材料|还?需要?提供|应?提供|需?提交|应当?提交|须提供|所需材料|材料)"
)


_ACTING = re.compile(r"应当?(?:于|在|向|按)|须(?:于|在|向)|(?:于|在)(?:每年|次年|\d)|向[^，。；]{2,}$")
_ASKED_OF = re.compile(
    r"(?:^|\n|。)\s*(?P<who>(?:申请|申报|办理)[^，。；：:\n]{2,30}?|[^，。；：:\n]{2,12}(?:申请|申报|办理))(?:的)?[，,]?(?:应当?|需要?|须)?(?:提交|提供|报送)"
    r"(?:以下|下列|如下)?(?:申请|申报|证明)?(?:材料|资料)?[：:]?$"
)


def _beside_another(text: str, node: Node) -> bool:
    """True where another section beside this one asks for papers of its own (申请甲项提交材料, 申请乙项提交材料)."""
    if node.parent is None or not node.children:
        return False
    asked = (_ASKED_OF.search(text[after_marker(other) : other.end].strip()) for other in node.parent.children)
    return len({match["who"] for match in asked if match}) > 1


def group_of(text: str, node: Node) -> str | None:
    """The class that a list of materials is for, where its heading names one (重点企业需提供：)."""
    words = (node.title or text[after_marker(node) : node.end]).strip(" ：:。；")
    asked = _ASKED_OF.search(text[after_marker(node) : node.end].strip()) if _beside_another(text, node) else None
    if asked:
        return asked["who"]
    match = _GROUP.match(words)
    if match and _ACTING.search(match["who"]):
        return None  # 申请补助的场馆应当于每年2月底前向文化主管部门提交: all who apply
    if (
        match
        and category_of(re.split(r"[、和或及的]", match["who"])[-1]) is not None
        and not re.fullmatch(r"申报单位|申请人|申报主体|申请单位|单位|企业", match["who"])
    ):
        return match["who"]
    return None
