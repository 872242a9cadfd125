"""Sections of materials: entries, groups that they are for, notes on the form of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tiaokuan.extractors.attachments import attachment_titles
from tiaokuan.extractors.base import Span
from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry
from tiaokuan.extractors.findings import MaterialFinding, PeriodFinding
from tiaokuan.extractors.grant_tables import RowText
from tiaokuan.extractors.material_notes import means_all, numbered, seals_copies
from tiaokuan.extractors.material_tables import read_material_table
from tiaokuan.extractors.materials import copies_note, find_materials, read_materials, seal_note, whole_note
from tiaokuan.extractors.periods import read_periods
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.found import Found, Sink
from tiaokuan.pipeline.material_groups import Groups, group_of
from tiaokuan.pipeline.repeats import without_repeats
from tiaokuan.pipeline.tree import Node, Tree

__all__ = ["MaterialSections", "group_of"]

_BELOW = deferred(r"以下|下列|如下")
_SEALED_BELOW = deferred(r"(?:以下|下列|如下)[^。；\n]{0,6}(?:材料|资料)[^。；\n]{0,12}(?:加盖|盖)[^。；\n]{0,8}章")
#: 递交下列证件：（复印件，盖章）: what the lead-in of a list says of the form of all its entries.
_COPIED_BELOW = deferred(
    r"(?:以下|下列|如下)[^。；\n（]{0,8}(?:材料|资料|证明|文件|证件)(?!的?原件)[^。；\n（]{0,6}[：:]?(?:（(?:均?为)?复印件[，,）]|的?复印件)"
)


#: …；6.其他材料。以上材料一式三份，加盖公章。
_NOTE_BEHIND = deferred(
    r"[。；]\s?(?:(?:以上|上述|所有|全部)(?=[^。；]{0,6}(?:材料|资料|复印件))|(?:申报|申请|纸质)?材料(?=(?:均|需|须|应|请)*(?:一式|加盖|装订)))"
)


#: 3.工作证明材料⏎劳动合同、社保缴纳证明…: the first line names the kind of what follows.
_HEADS_ENTRY = deferred(
    r"\s*[^，。；：:（(《\n]{2,16}(?:材料|资料|证明|文件|证件)[：:]?\s*\n\s*(?!以上|上述|所有|全部|注|备注|联系|以下|[^\n]{0,6}材料(?:均|应|须|需|请))"
)
_PAPER = deferred(
    r"(?:材料|书|表|证|证明|报告|复印件|原件|合同|协议|发票|执照|凭证|记录|清单|证书|文件|扫描件|证件|资料|说明|函|批文|照片|截图|账单|流水|》)[^，。；]{0,12}$"
)


_NOTED = deferred(r"[（(][^（()）]*[）)]$")


class MaterialSections:
    """Reads sections of materials into a sink."""

    def __init__(
        self, ctx: Context, sink: Sink, tables: Iterable[list[RowText]] = (), tree: Tree | None = None
    ) -> None:
        self.ctx = ctx
        self.sink = sink
        note = whole_note(ctx.text)
        self.sealed, self.copies = seal_note(note), copies_note(note)
        self.timed: set[int] = set()
        self.tabled: list[tuple[int, int]] = []
        self.notes: list[Span] = []
        self.below: dict[int, tuple[bool, bool]] = {}
        self.lists: dict[frozenset[str], int] = {}
        self.titles = attachment_titles(ctx.text)
        self.groups = Groups(ctx.text, tree)
        if tree is not None:
            for rows in tables:
                self._table(tree, rows)

    def entry(self, node: Node, headed: bool, start: int, end: int, group: str | None) -> str | None:
        text = self.ctx.text[start:end]
        named = self.groups.of(node) or group
        if (
            not headed
            and node.title
            and not node.children
            and category_of(re.split(r"[、和或及]", node.title)[-1]) is not None
        ):
            group, start = node.title, max(start, node.body_start)  # 1.金融机构：提供营业执照 …
        if node.children:
            if not headed and text and not _announces(text) and not _heads_group(node, start, end):
                self._material(node, start, end, group, node.ordinal)
            else:
                self._lead_in(node, start, end, group)
            return named
        if headed:
            for sentence in sentences(self.ctx.text, start, end):
                if not self._in_table(sentence.start):
                    self._material(node, sentence.start, sentence.end, group, None)
        else:
            last = node.parent is not None and node.parent.children[-1] is node and node.style != "article"
            start = self._below_heading(start, end)
            note, stop = self.note_of(node) if last and self.ctx.text.rfind("\n", node.start, start) < 0 else (end, end)
            self._material(node, start, note, group, node.ordinal)
            self._times(node, note, stop)
        return named

    def _lead_in(self, node: Node, start: int, end: int, group: str | None) -> None:
        """What the words before a list ask for besides it (填好《某某登记表》（附后），另附下列材料：)."""
        found = find_materials(self.ctx, start, end, group) if self.ctx.text.find("填", start, end) >= 0 else []
        for material in found:
            material.attachment = material.attachment or self._attached(material.name)
        self.sink.add(node, "materials", list(found))
        self._times(node, start, end)

    def _below_heading(self, start: int, end: int) -> int:
        """Where the entry begins: behind its first line where that only heads what stands below (工作证明材料⏎…)."""
        heading = _HEADS_ENTRY.match(self.ctx.text, start, end)
        below = heading and read_materials(self.ctx, Entry(heading.end(), end))
        return heading.end() if heading and below and _PAPER.search(below[0].name) else start

    def part(self, node: Node, start: int, end: int) -> None:
        """What a label inside of a section asks for (申报材料：营业执照复印件、纳税证明。)."""
        for sentence in sentences(self.ctx.text, start, end):
            self._material(node, sentence.start, sentence.end, None, None)

    def _attached(self, name: str) -> str | None:
        """The label of the one attachment whose title is the material's name, or ends with it."""
        if not self.titles:
            return None
        bare = name.strip("《》")
        labels = {label for title, label in self.titles.items() if len(bare) >= 4 and title.endswith(bare)}
        return labels.pop() if len(labels) == 1 else None

    def _times(self, node: Node | None, start: int, end: int, *, behind: bool = False) -> None:
        """What words around the list say of when to apply (每年8月31日前提出…, 截止日期：…), once; ``behind`` it also
        of the public notice and of terms."""
        if start >= end:
            return
        times = [
            f
            for f in read_periods(self.ctx, start, end)
            if (f.role == "application" and not _is_years(f)) or (behind and _told_behind(f))
        ]
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
        sealing = [note for note in notes if seal_note(note)]
        copies = next((number for note in notes if (number := copies_note(note))), None)
        if copies is not None:
            self._counted(before, [Span(start, end), *spans])
        for paper in self._covered(before, notes):
            paper.copies = paper.copies or copies
        self._seal(self._covered(before, sealing), sealing)
        if len(self.sink.found) > before and start >= self.sink.found[-1].finding.end:
            more = find_materials(self.ctx, start, end)
            self.sink.add(self.sink.found[before].node, "materials", list(more))
        if len(self.sink.found) > before:
            self._times(self.sink.found[before].node, start, end, behind=True)

    def _seal(self, papers: list[MaterialFinding], notes: list[str]) -> None:
        """Seal the papers as the notes ask: all of them, or only the copies where the notes speak of copies alone."""
        if not notes:
            return
        entries = [numbered(note) for note in notes]
        if all(entries):
            papers = [p for p in papers if any(p.ordinal in (numbers or ()) for numbers in entries)]
        copied = [p for p in papers if p.form == "copy" or "复印件" in p.name]
        for paper in copied if copied and all(seals_copies(note) for note in notes) else papers:
            paper.sealed = True

    def _covered(self, before: int, notes: list[str]) -> list[MaterialFinding]:
        """The materials that a note speaks of: those of its list, and of the list that its own is an entry of where it
        says 以上材料 (4.承诺书；5.补充材料：①…；②…。以上材料加盖公章)."""
        found = [f for f in self.sink.found[before:] if isinstance(f.finding, MaterialFinding)]
        node = found[-1].node.parent if found and found[-1].node is not None else None
        beside = [n for n in node.parent.children if n is not node] if node is not None and node.parent else []
        if len(beside) >= 2 and not any(n.children for n in beside) and any(means_all(note) for note in notes):
            inside = {id(n) for n in beside}
            found += [f for f in self.sink.found[:before] if id(f.node) in inside and f.topic == "materials"]
        return [f.finding for f in found if isinstance(f.finding, MaterialFinding)]

    def _counted(self, before: int, notes: list[Span]) -> None:
        """The figures of how many copies the notes ask for belong to the list's first material."""
        first = next((f.finding for f in self.sink.found[before:] if isinstance(f.finding, MaterialFinding)), None)
        if first is not None:
            counts = [i for note in notes for i in self.ctx.within(note.start, note.end)]
            first.figures += tuple(i for i in counts if self.ctx.quantities[i].unit in ("份", "套"))

    def _drop_repeated(self, before: int) -> None:
        """Leave out a list of an attachment that the text itself has printed already."""
        found = [f for f in self.sink.found[before:] if isinstance(f.finding, MaterialFinding)]
        if len(found) < 2:
            return
        names = frozenset(f.finding.name for f in found if isinstance(f.finding, MaterialFinding))
        node = found[0].node if found else None
        if len(names) < 2 or node is None:
            return
        place = found[0].finding.start
        if self.lists.setdefault(names, place) != place and any(a.style == "attachment" for a in node.ancestors()):
            self.sink.found[before:] = [f for f in self.sink.found[before:] if f not in found]

    def _table(self, tree: Tree, rows: list[RowText]) -> None:
        """The materials of a table of them; its lines are no entries of a list."""
        found = read_material_table(self.ctx, rows)
        if found:
            start = rows[0].start
            self.tabled.append((self.ctx.text.rfind("\n", 0, max(0, start - 1)) + 1, rows[-1].end))
            within = [n for n in tree.walk() if n.start <= start < n.end or any(a <= start < b for a, b in n.tails)]
            self.sink.add(within[-1] if within else None, "materials", list(found))

    def _in_table(self, start: int) -> bool:
        return any(first <= start < last for first, last in self.tabled)

    def settled(self, whole: bool) -> list[Found]:
        """All that was found, materials that were named before left out."""
        self.sink.found = without_repeats(self.sink.found, whole)
        return self.sink.found

    def _said_below(self, node: Node) -> tuple[bool, bool]:
        """Whether the lead-in of a list has its papers sealed, and whether it asks for copies."""
        if id(node) not in self.below:
            text, start, end = self.ctx.text, node.start, node.end
            listed = _BELOW.search(text, start, end) is not None
            self.below[id(node)] = (
                listed and _SEALED_BELOW.search(text, start, end) is not None,
                listed and _COPIED_BELOW.search(text, start, end) is not None,
            )
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


def _heads_group(node: Node, start: int, end: int) -> bool:
    """True for a list's bare heading that is no paper's name: what its papers are for (境外展会（事项2）)."""
    return node.title is not None and node.title_end + 1 >= end and _PAPER.search(_NOTED.sub("", node.title)) is None


def _is_years(found: PeriodFinding) -> bool:
    """True for bare years (2015—2016年纳税申报表): those that a paper is about, no window."""
    return (found.begin or found.until or "-").isdigit()


def _told_behind(found: PeriodFinding) -> bool:
    """True for what the paragraph behind a list of materials tells of the procedure: a public notice, a term, a day."""
    if found.role == "publicity":
        return True
    return found.role == "other" and (found.bound == "max" or (found.until is not None and found.begin is None))


def _announces(text: str) -> bool:
    """True where the words before a list only announce it (需提供以下材料：)."""
    return text.rstrip().endswith(("：", ":")) or bool(
        re.search(r"(?:提供|提交|如下|以下|下列)[^。；]{0,16}$", text.strip(" 。；：:"))
    )
