"""What the catalogue's commands print: lists for a person in aligned columns, JSON Lines for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tiaokuan.errors import UsageError
from tiaokuan.output import labels, values
from tiaokuan.output.labels import label
from tiaokuan.pipeline.catalogue import History
from tiaokuan.pipeline.catalogue_filter import CLAUSE
from tiaokuan.pipeline.catalogue_models import Document, Series
from tiaokuan.pipeline.catalogue_search import Hit, Hits, normal

HASH = 8
_QUOTE = 90
_BEFORE = 20


def kind_code(given: str) -> str:
    """The code of a kind of fact, or of clauses, given as a code or in Chinese. Raises UsageError."""
    return _coded(given, {**labels.KINDS, CLAUSE: "条文"}, "要素类别")


def type_code(given: str) -> str:
    """The code of a type of document, given as a code or in Chinese. Raises UsageError."""
    return _coded(given, labels.DOC_TYPES, "文件类型")


def _coded(given: str, table: Mapping[str, str], what: str) -> str:
    for code, words in table.items():
        if given in (code, words):
            return code
    known = "、".join(f"{code}（{words}）" for code, words in table.items())
    raise UsageError(f"没有{what}“{given}”", f"可用：{known}")


def document_table(documents: Sequence[Document]) -> Iterator[str]:
    """The documents, one a line, under a head."""
    if not documents:
        yield "没有符合条件的文件"
        return
    yield from columns([("标识", "系列", "年度", "类型", "地区", "标题"), *map(_cells, documents)])


def _cells(document: Document) -> tuple[str, ...]:
    return (
        document.sha256[:HASH],
        str(document.series_id or ""),
        str(document.year or ""),
        label(labels.DOC_TYPES, document.doc_type),
        document.region or "",
        name_of(document),
    )


def name_of(document: Document) -> str:
    """A document's title, or its file's name where it has none."""
    return one_line(document.title or document.name)


def series_table(series: Sequence[tuple[Series, int]]) -> Iterator[str]:
    """All series, one a line, under a head."""
    if not series:
        yield "目录库是空的"
        return
    yield from columns(
        [("系列", "文件", "名称"), *((str(one.id), str(number), one_line(one.name)) for one, number in series)]
    )


def history_lines(history: History) -> Iterator[str]:
    """A series: its editions in order, the files of each."""
    files = sum(map(len, history.editions))
    yield f"系列 {history.series.id}　{one_line(history.series.name)}　{len(history.editions)} 版，{files} 个文件"
    rows: list[tuple[str, ...]] = [("版", "年度", "成文日期", "文号", "标识", "文件", "归入")]
    for number, edition in enumerate(history.editions, 1):
        for document in edition:
            dated = values.date(document.issued_on) if document.issued_on else ""
            cells = (str(document.year or ""), dated, document.doc_number or "", document.sha256[:HASH], document.name)
            rows.append((f"第{number}版", *map(one_line, cells), _belongs(document)))
    yield from columns(rows)


def _belongs(document: Document) -> str:
    """Who put a document into its series, and how alike it was to what was there."""
    if document.series_by == "person":
        return "人工"
    return "首份" if document.likeness is None else f"自动（相似 {document.likeness:.0%}）"


def hit_lines(found: Hits, words: Sequence[str]) -> Iterator[str]:
    """Search results: what and where, then the words."""
    if not found.hits:
        yield "没有找到（几个词要出现在同一条里；可减少词，或去掉筛选）"
    for hit in found.hits:
        where = "　".join(
            filter(None, (_kind(hit), name_of(hit.document), hit.place, f"[{hit.document.sha256[:HASH]}]"))
        )
        yield where
        yield f"    {around(hit.quote, words)}"
    if found.more:
        yield "（符合的很多，只比较了最近收录的一部分；加词或用 --kind、--region、--year 缩小范围）"


def _kind(hit: Hit) -> str:
    return label(labels.KINDS, hit.kind) if hit.fact_id else "条文"


def around(quote: str, words: Sequence[str]) -> str:
    """The stretch of a quote around the first of the words, on one line."""
    flat = one_line(quote)
    places = [place for word in words if (place := normal(flat).find(normal(word))) >= 0]
    start = max(0, min(places, default=0) - _BEFORE)
    if len(flat) <= _QUOTE:
        start = 0
    end = start + _QUOTE
    return ("…" if start else "") + flat[start:end] + ("…" if end < len(flat) else "")


def one_line(words: str) -> str:
    """Printable characters on one line, so that nothing in a document can steer the terminal."""
    flat = " ".join(words.split())
    return flat if flat.isprintable() else "".join(char if char.isprintable() else "\ufffd" for char in flat)


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines with aligned columns; Chinese characters are two cells wide."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def json_lines(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Each record as a line of JSON."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False)


def document_record(document: Document) -> dict[str, Any]:
    """A document as programs get it."""
    keys = ("sha256", "title", "doc_type", "doc_number", "issuers", "region", "region_code", "year", "issued_on")
    record = {key: getattr(document, key) for key in keys}
    return {**record, "series": document.series_id, "series_by": document.series_by, "file": document.name}


def series_record(series: Series, documents: int) -> dict[str, Any]:
    """A series as programs get it."""
    return {"series": series.id, "name": series.name, "documents": documents}


def history_records(history: History) -> Iterator[dict[str, Any]]:
    """The documents of a series with the number of their edition."""
    for number, edition in enumerate(history.editions, 1):
        for document in edition:
            yield {"edition": number, **document_record(document), "likeness": document.likeness}


def hit_record(hit: Hit) -> dict[str, Any]:
    """A search result as programs get it."""
    keys = ("kind", "fact_id", "item", "place", "section_id", "page", "start", "quote", "score")
    return {**{key: getattr(hit, key) for key in keys}, "document": document_record(hit.document)}
