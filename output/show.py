"""A document in the terminal: head, section tree, facts with their places, what is doubtful.

Lines are made first and printed after: on a terminal with colours and hanging indents, into a pipe one plain line
each, never wrapped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from tiaokuan.output import labels, values
from tiaokuan.output.facts import facts_in_words, region_words
from tiaokuan.output.labels import label
from tiaokuan.pipeline.schema import Document, DocumentInfo, Facts, Section, Source

_QUOTE = 36  # characters of a quote or of an untitled section's beginning


@dataclass(frozen=True, slots=True)
class Line:
    """One line: depth of indent, and its pieces as (text, rich style)."""

    depth: int
    pieces: tuple[tuple[str, str], ...]

    @property
    def plain(self) -> str:
        """The line without styles."""
        return "  " * self.depth + "".join(text for text, _ in self.pieces)


def print_document(document: Document, stream: TextIO | None = None) -> None:
    """Print ``document`` to ``stream`` (standard output where None)."""
    stream = stream or sys.stdout
    lines = document_lines(document)
    if stream.isatty():
        _print_rich(lines, stream)
    else:
        stream.writelines(line.plain + "\n" for line in lines)


def _print_rich(lines: Iterator[Line], stream: TextIO) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=stream, highlight=False, no_color=bool(os.environ.get("NO_COLOR")) or None)
    for line in lines:
        console.print(Padding(Text.assemble(*line.pieces), (0, 0, 0, 2 * line.depth), expand=False))


def document_lines(document: Document) -> Iterator[Line]:
    """All lines, in the order: head, sections, items, common facts, references, doubts, coverage."""
    places = section_places(document.sections)
    yield from _head(document.document)
    yield from _heading("章节")
    yield from _tree(document.sections, 1)
    for number, item in enumerate(document.items, start=1):
        yield from _heading(f"事项{number}　{item.name}", places.get(item.section_id or "", ""))
        yield from _facts(item, places)
    if any(facts_in_words(document.common)):
        yield from _heading("全文通用")
        yield from _facts(document.common, places)
    yield from _annexes(document)
    yield from _doubts(document, places)


def section_places(sections: Sequence[Section], above: str = "") -> dict[str, str]:
    """Where each section stands, by id, as a clerk cites it: 三、（二）1."""
    places = {}
    for section in sections:
        own = section.marker or (f"“{_short(section.title, 12)}”" if section.title else "")
        places[section.id] = above + own
        places |= section_places(section.children, above + own)
    return places


def _line(depth: int, *pieces: tuple[str, str] | str) -> Line:
    pairs = (piece if isinstance(piece, tuple) else (piece, "") for piece in pieces)
    return Line(depth, tuple((_visible(text), style) for text, style in pairs if text))


def _visible(text: str) -> str:
    """One line of printable characters: white space becomes a space, control characters U+FFFD, so that nothing in a
    document can steer the terminal."""
    if text.isprintable():
        return text
    return "".join(map(_visible_char, text))


def _visible_char(char: str) -> str:
    if char.isprintable() or char == "\u3000":
        return char
    return " " if char.isspace() else "\ufffd"


def _short(text: str, limit: int = _QUOTE) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _heading(text: str, place: str = "") -> Iterator[Line]:
    yield _line(0)
    yield _line(0, (text, "bold cyan"), (f"　{place}" if place else "", "dim"))


def _head(info: DocumentInfo) -> Iterator[Line]:
    yield _line(0, (info.title or info.source_file.name, "bold"))
    if info.notice_title:
        yield _line(1, ("印发通知：", "dim"), info.notice_title)
    rows = (
        ("类型", label(labels.DOC_TYPES, info.doc_type)),
        ("文号", info.doc_number),
        ("发文机关", "、".join(info.issuers)),
        ("地区", region_words(info.region) if info.region else None),
        ("年度", str(info.year) if info.year else None),
        ("成文日期", values.date(info.issued_on) if info.issued_on else None),
        ("发布日期", values.date(info.published_on) if info.published_on else None),
        ("施行", values.date(info.effective_from) if info.effective_from else None),
        ("有效期至", values.date(info.effective_to) if info.effective_to else None),
        ("主送", "、".join(info.addressees)),
        ("文件", f"{info.source_file.name}（{info.source_file.size:,} 字节）"),
    )
    for name, value in rows:
        if value:
            yield _line(1, (f"{name}：", "dim"), value)


def _tree(sections: Sequence[Section], depth: int) -> Iterator[Line]:
    for section in sections:
        marker = section.marker or ""
        body = section.source.quote.removeprefix(marker).strip()
        gap = "\u3000" if marker and marker[-1].isalnum() else ""  # 第一条, 附件1, ①: printed without punctuation
        title = (section.title, "bold") if section.title else (_short(body), "")
        lost = f"　〔编号缺失，推定为第{section.ordinal}〕" if section.inferred and section.ordinal else ""
        yield _line(depth, (marker + gap, "green"), title, (lost, "yellow"))
        yield from _tree(section.children, depth + 1)


def _facts(facts: Facts, places: dict[str, str]) -> Iterator[Line]:
    for kind, found in facts_in_words(facts):
        yield _line(1, (kind, "bold"))
        for fact, words in found:
            notes = f"〔{'；'.join(words.notes)}〕" if words.notes else ""
            yield _line(2, "· ", words.head, (notes, "cyan"), (f"　{_place(fact.source, places)}", "dim"))


def _place(source: Source, places: dict[str, str]) -> str:
    """Where a fact stands and how its clause begins."""
    page = f"第{source.page}页 " if source.page else ""
    sure = f" 识别置信度{source.confidence:.2f}" if source.confidence is not None else ""
    return f"{page}{places.get(source.section_id or '', '')}“{_short(source.quote)}”{sure}"


def _annexes(document: Document) -> Iterator[Line]:
    if document.references:
        yield from _heading("引用文件")
    for reference in document.references:
        name = reference.title or ""
        number = f"（{reference.doc_number}）" if reference.doc_number else ""
        yield _line(1, "· ", name + number, (f"〔{label(labels.RELATIONS, reference.relation)}〕", "cyan"))
    if document.attachments:
        yield from _heading("附件")
    for attachment in document.attachments:
        yield _line(1, "· ", f"{attachment.label} {attachment.title or ''}".strip())
    if document.contacts:
        yield from _heading("联系方式")
    for contact in document.contacts:
        yield _line(1, "· ", " ".join(filter(None, (contact.name, contact.phone, contact.email, contact.address))))


def _doubts(document: Document, places: dict[str, str]) -> Iterator[Line]:
    coverage = document.coverage
    yield from _heading("核对")
    counts = f"数字 {coverage.quantities} 处：已归入要素 {coverage.attributed}，不属要素 {len(coverage.excluded)}，"
    yield _line(1, counts, (f"未归入 {len(coverage.unattributed)}", "yellow" if coverage.unattributed else ""))
    for entry in coverage.unattributed:
        kind = label(labels.QUANTITY_KINDS, entry.kind)
        yield _line(2, ("未归入", "yellow"), f" {kind}　", (_place(entry.source, places), "dim"))
    alike: dict[tuple[str, str], list[Source | None]] = {}
    for warning in document.warnings:
        alike.setdefault((warning.code, warning.message), []).append(warning.source)
    for (code, message), sources in alike.items():
        first = next((source for source in sources if source is not None and source.quote), None)
        place = f"　{_place(first, places)}" if first else ""
        times = f"（共{len(sources)}处，此为第一处）" if len(sources) > 1 else ""
        yield _line(1, ("提示", "yellow"), f" [{code}] {message}{times}", (place, "dim"))
