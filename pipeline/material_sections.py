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
from tiaokuan.extractors.material_tables import read_material_table
from tiaokuan.extractors.materials import copies_note, find_materials, read_materials, seal_note, whole_note
from tiaokuan.extractors.periods import read_periods
from tiaokuan.pipeline.found import Found, Sink
from tiaokuan.pipeline.repeats import without_repeats
from tiaokuan.pipeline.section_topics import after_marker
from tiaokuan.pipeline.tree import Node, Tree

_BELOW = re.compile(r"以下|下列|如下")
_SEALED_BELOW = re.compile(r"(?:以下|下列|如下)[^。；\n]{0,6}(?:材料|资料)[^。；\n]{0,12}(?:加盖|盖)[^。；\n]{0,8}章")
#: 递交下列证件：（复印件，盖章）: what the lead-in of a list says of the form of all its entries.
_COPIED_BELOW = re.compile(
    r"(?:以下|下列|如下)[^。；\n（]{0,8}(?:材料|资料|证明|文件|证件)(?!的?原件)[^。；\n（]{0,6}[：:]?(?:（(?:均?为)?复印件[，,）]|的?复印件)"
)


#: …；6.其他材料。以上材料一式三份，加盖公章。
_NOTE_BEHIND = re.compile(
    r"[。；]\s?(?:(?:以上|上述|所有|全部)(?=[^。；]{0,6}(?:材料|资料|复印件))|(?:申报|申请|纸质)?材料(?=(?:均|需|须|应|请)*(?:一式|加盖|装订)))"
)


#: 3.工作证明材料⏎劳动合同、社保缴纳证明…: the first line names the kind of what follows.
_HEADS_ENTRY = re.compile(
    r"\s*[^，。；：:（(《\n]{2,16}(?:材料|资料|证明|文件|证件)[：:]?\s*\n\s*(?!以上|上述|所有|全部|注|备注|联系|以下|[^\n]{0,6}材料(?:均|应|须|需|请))"
)
_PAPER = re.compile(
    r"(?:材料|书|表|证|证明|报告|复印件|原件|合同|协议|发票|执照|凭证|记录|清单|证书|文件|扫描件|证件|资料|说明|函|批文|照片|截图|账单|流水|》)[^，。；]{0,12}$"
)


_NOTED = re.compile(r"[（(][^（()）]*[）)]$")


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
        if tree is not None:
            for rows in tables:
                self._table(tree, rows)

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
            if not headed and text and not _announces(text) and not _heads_group(node, start, end):
                self._material(node, start, end, group, node.ordinal)
            else:
                self._times(node, start, end)
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
            self._times(self.sink.found[before].node, start, end, behind=True)

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


_GROUP = re.compile(
    r"(?P<who>[^，。；]{2,40}?)(?:申请材料要求|申报材料|申请材料|还?需要?提供|应?提供|需?提交|应当?提交|须提供|所需材料|材料)"
)


#: 持有人才卡的非本地户籍人才，在本市购房的，需提交下列材料：
_GROUP_AND_CASE = re.compile(
    r"(?P<who>[^，。；：\n]{4,60}?)，(?:[^。；：\n]{2,60}?，)?(?:还|另|均)?(?:需要?|应当?|须)(?:提交|提供|准备|携带)(?:以下|下列|如下)(?:申请|申报|证明)?(?:材料|资料|证件)?[：:]?$"
)
_JOINTS = re.compile(r"[、和或及的]")
_ANYONE = re.compile(r"(?:申报|申请)(?:单位|主体|人员?|企业|个人|项目)|单位|企业|人员|个人|机构|项目|团队|组织|本人")
_ACTING = re.compile(r"应当?(?:于|在|向|按)|须(?:于|在|向)|(?:于|在)(?:每年|次年|\d)|向[^，。；]{2,}$")
_ASKED_OF = re.compile(
    r"(?:^|\n|。)\s*(?P<who>(?:申请|申报|办理)[^，。；：:\n]{2,30}?|[^，。；：:\n]{2,12}(?:申请|申报|办理))(?:的)?[，,]?(?:应当?|需要?|须)?(?:提交|提供|报送)"
    r"(?:以下|下列|如下)?(?:申请|申报|证明)?(?:材料|资料)?[：:]?$"
)


#: What ``_ASKED_OF`` ends with.
_ASKING_ENDS = ("：", ":", "材料", "资料", "提交", "提供", "报送", "以下", "下列", "如下", "申请", "申报", "证明")


def _beside_another(text: str, node: Node) -> bool:
    """True where another section beside this one asks for papers of its own (申请甲项提交材料, 申请乙项提交材料)."""
    if node.parent is None or not node.children:
        return False
    asked = (_asked_of(text, other) for other in node.parent.children)
    return len({match["who"] for match in asked if match}) > 1


def _asked_of(text: str, node: Node) -> re.Match[str] | None:
    """Who hands in what is listed below the node; its words end with that."""
    words = text[after_marker(node) : node.end].strip()
    return _ASKED_OF.search(words) if words.endswith(_ASKING_ENDS) else None


def group_of(text: str, node: Node) -> str | None:
    """The class that a list of materials is for, where its heading names one (重点企业需提供：)."""
    words = (node.title or text[after_marker(node) : node.end]).strip(" \u3000：:。；")
    asked = _asked_of(text, node) if _beside_another(text, node) else None
    if asked:
        return asked["who"]
    wide = _GROUP_AND_CASE.match(words) if "，" in words and "提" in words else None
    if (
        wide
        and not _ANYONE.fullmatch(wide["who"])
        and category_of(_JOINTS.split(wide["who"])[-1]) not in (None, "other")
    ):
        return wide["who"]
    match = _GROUP.match(words) if "材料" in words or "提供" in words or "提交" in words else None
    if match and _ACTING.search(match["who"]):
        return None  # 申请补助的场馆应当于每年2月底前向文化主管部门提交: all who apply
    if match and not _ANYONE.fullmatch(match["who"]) and category_of(_JOINTS.split(match["who"])[-1]) is not None:
        return match["who"]
    return None
