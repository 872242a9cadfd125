"""Sections of materials: entries, groups that they are for, notes on the form of all of them."""

from __future__ import annotations

import re

from tiaokuan.extractors.class_list import category_of
from tiaokuan.extractors.clauses import sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.entries import Entry
from tiaokuan.extractors.findings import MaterialFinding
from tiaokuan.extractors.materials import copies_note, read_materials, seal_note
from tiaokuan.extractors.periods import read_periods
from tiaokuan.pipeline.found import Sink
from tiaokuan.pipeline.section_topics import after_marker
from tiaokuan.pipeline.tree import Node


class MaterialSections:
    """Reads sections of materials into a sink."""

    def __init__(self, ctx: Context, sink: Sink) -> None:
        self.ctx = ctx
        self.sink = sink

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
            return named
        if headed:
            for sentence in sentences(self.ctx.text, start, end):
                self._material(node, sentence.start, sentence.end, group, None)
        else:
            last = node.parent is not None and node.parent.children[-1] is node and node.style != "article"
            self._material(node, start, self.note_of(node)[0] if last else end, group, node.ordinal)
        return named

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
        note = self.ctx.text[start:end]
        sealed, copies = seal_note(note), copies_note(note)
        for found in self.sink.found[before:]:
            if isinstance(found.finding, MaterialFinding):
                found.finding.sealed = found.finding.sealed or sealed
                found.finding.copies = found.finding.copies or copies

    def _material(self, node: Node, start: int, end: int, group: str | None, ordinal: int | None) -> None:
        self.sink.add(
            node, "materials", list(read_materials(self.ctx, Entry(start, end, ordinal=ordinal, group=group)))
        )
        self.sink.add(node, "materials", [f for f in read_periods(self.ctx, start, end) if f.role == "application"])


def _announces(text: str) -> bool:
    """True where the words before a list only announce it (需提供以下材料：)."""
    return text.rstrip().endswith(("：", ":")) or bool(
        re.search(r"(?:提供|提交|如下|以下|下列)[^。；]{0,16}$", text.strip(" 。；：:"))
    )


def group_of(text: str, node: Node) -> str | None:
    """The class that a list of materials is for, where its heading names one (重点企业需提供：)."""
    words = (node.title or text[after_marker(node) : node.end]).strip(" ：:。；")
    match = re.match(
        r"^(?P<who>[^，。；]{2,40}?)(?:申请材料要求|申报材料|申请材料|还?需要?提供|应?提供|需?提交|应当?提交|须提供|所需材料|材料)",
        words,
    )
    if (
        match
        and category_of(re.split(r"[、和或及的]", match["who"])[-1]) is not None
        and not re.fullmatch(r"申报单位|申请人|申报主体|申请单位|单位|企业", match["who"])
    ):
        return match["who"]
    return None
