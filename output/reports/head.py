"""(a) The head of the report: both documents side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tiaokuan.output import values
from tiaokuan.output.facts import region_words
from tiaokuan.output.labels import label
from tiaokuan.output.reports import words
from tiaokuan.output.reports.words import one_line
from tiaokuan.pipeline.report_model import DocumentHead


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A line of the head: what it is, for both documents. ``differs`` marks what a reader should see at once."""

    name: str
    old: str
    new: str
    differs: bool = False


def head_rows(old: DocumentHead, new: DocumentHead) -> Iterator[HeadRow]:
    """The lines of the head; those that neither document fills are left out, but for 文号, 成文日期 and 有效期."""
    for name, first, second, watched in (
        ("标题", old.title, new.title, True),
        ("印发通知", old.notice_title, new.notice_title, True),
        ("文号", old.doc_number, new.doc_number, True),
        ("发文机关", "、".join(old.issuers), "、".join(new.issuers), True),
        ("适用地区", _region(old), _region(new), True),
        ("成文日期", _day(old.issued_on), _day(new.issued_on), True),
        ("有效期", _validity(old), _validity(new), True),
        ("文件名", old.source_name, new.source_name, False),
        ("格式与篇幅", _size(old), _size(new), False),
        ("SHA-256", old.sha256, new.sha256, False),
        ("事项与要素", _found(old), _found(new), False),
        ("要素确认", _confirmed(old), _confirmed(new), False),
        ("数字核对", _figures(old), _figures(new), False),
        ("引擎版本", _engine(old), _engine(new), False),
    ):
        left, right = one_line(first or ""), one_line(second or "")
        if left or right or name in ("文号", "成文日期", "有效期"):
            yield HeadRow(name, left or "未写明", right or "未写明", watched and left != right)


def _region(head: DocumentHead) -> str:
    return region_words(head.region) if head.region else ""


def _day(day: str | None) -> str:
    return values.date(day) if day else ""


def _validity(head: DocumentHead) -> str:
    start, end = _day(head.effective_from), _day(head.effective_to)
    if start and end:
        return f"{start}至{end}"
    return f"自{start}起" if start else f"至{end}" if end else ""


def _size(head: DocumentHead) -> str:
    pages = f"{head.pages} 页" if head.pages else "不分页"
    kind = label(words.MEDIA_TYPES, head.media_type)
    return "，".join(filter(None, (kind, pages, f"{head.characters:,} 字" if head.characters else "")))


def _found(head: DocumentHead) -> str:
    return f"事项 {head.items} 个，要素 {head.facts} 条"


def _confirmed(head: DocumentHead) -> str:
    state = "" if head.facts_confirmed else "（未经人工确认）"
    return f"已确认 {head.facts_confirmed}／{head.facts} 条{state}"


def _figures(head: DocumentHead) -> str:
    return f"已归入要素或说明原因 {head.figures_explained}／{head.figures} 处"


def _engine(head: DocumentHead) -> str:
    return f"tiaokuan {head.engine_version}" if head.engine_version else ""
