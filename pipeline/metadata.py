"""From zones and findings to the contract's ``document`` fields, each with its place in the text."""

from __future__ import annotations

import re

from tiaokuan.extractors.attachments import find_attachments
from tiaokuan.extractors.base import Span
from tiaokuan.extractors.contacts import contacts_of_rows, find_contacts
from tiaokuan.extractors.references import find_references
from tiaokuan.extractors.validity import find_bounds_statement
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.metadata_fields import MetadataFinding, Zones
from tiaokuan.pipeline.metadata_files import file_disclosure, page_files
from tiaokuan.pipeline.metadata_issue import (
    read_dates,
    read_issuers,
    read_number,
    read_validity,
    read_year,
)
from tiaokuan.pipeline.metadata_titles import doc_type, doc_type_within, read_titles
from tiaokuan.pipeline.readers.base import SourceDocument
from tiaokuan.pipeline.region import region_of_document
from tiaokuan.pipeline.tree import Line, NormalText

__all__ = ["MetadataFinding", "doc_type", "read_metadata"]

_SPLIT_AT = deferred(r"[，,；;](?![^（(]*[）)])")
_REACHABLE = deferred(r"\d{7}|@")


def read_metadata(normal: NormalText, source: SourceDocument, name: str = "") -> MetadataFinding:
    """All ``document`` fields of a text whose lines carry zones, with references, attachments and contacts.

    ``source`` gives what the file or page says of itself; it never comes before what is printed. ``name``, the file's
    name, is the last place where a region is looked for.
    """
    zones, found = Zones(normal), MetadataFinding()
    read_titles(found, zones, source.metadata)
    name_given = found.title or found.notice_title
    found.doc_type = doc_type(name_given) if name_given else doc_type_within(zones.text)
    _simple_elements(found, zones, source.metadata)
    read_number(found, zones, source.metadata)
    read_dates(found, zones, source.metadata)
    read_issuers(found, zones, source.metadata)
    read_year(found)
    read_validity(found, zones, source.metadata)
    found.region = region_of_document(found, normal, source.metadata, name)
    _lists(found, zones, normal)
    return found


def _simple_elements(found: MetadataFinding, zones: Zones, metadata: dict[str, str]) -> None:
    if lines := zones.of("urgency"):
        found.put("urgency", re.sub(r"\s+|紧急程度[：:]", "", zones.words(lines[0])), zones.span(lines[0]))
    if lines := zones.of("disclosure"):
        found.put("disclosure", standard_disclosure(zones.words(lines[-1])), zones.span(lines[-1]))
    elif span := file_disclosure(found.title, zones.text):
        found.put("disclosure", standard_disclosure(span.of(zones.text)), span)
    elif value := metadata.get("disclosure"):
        found.disclosure = standard_disclosure(value)
    if lines := zones.of("addressee"):
        found.put("addressees", _parties(zones.words(lines[0]).rstrip("：: ")), zones.span(lines[0]))
    if lines := zones.of("cc"):
        found.put("cc", _parties(re.split(r"[：:]", zones.words(lines[0]), maxsplit=1)[-1]), zones.span(lines[0]))
    if span := find_bounds_statement(zones.text):
        found.put("bounds_inclusive", True, span)


def standard_disclosure(text: str) -> str | None:
    """公开方式 in the standard words of 政府信息公开 (主动公开, 依申请公开, 不予公开); 公开发布 where no more is said.

    >>> standard_disclosure("（此件公开发布）"), standard_disclosure("公开方式：公开")
    ('公开发布', '主动公开')
    """
    for words in ("依申请公开", "不予公开", "不公开", "主动公开", "公开发布", "公开"):
        if words in text:
            return {"不公开": "不予公开", "公开": "主动公开"}.get(words, words)
    return None


def _parties(text: str) -> list[str]:
    """Addressees or copies: ， parts the classes; 、 stands inside one class (市委各部、委、办) and is kept."""
    parts = (part.strip("。.") for part in _SPLIT_AT.split(re.sub(r"\s+", "", text)))
    return [part for part in parts if part]


def _lists(found: MetadataFinding, zones: Zones, normal: NormalText) -> None:
    """References, attachments, contacts."""
    own = [Span(*found.sources["doc_number"])] if "doc_number" in found.sources else []
    own += [zones.span(line) for line in zones.of("title")]
    own += [files] if (files := page_files(zones.text)) else []
    notice = [zones.span(line) for zone in ("notice_title", "notice_body") for line in zones.of(zone)]
    found.references = find_references(zones.text, notice, own)
    lists = [zones.span(line) for line in zones.of("attachment_list")]
    marks = zones.of("attachment_mark")
    if _is_attachment_itself(zones):
        marks = marks[1:]
    found.attachments = find_attachments(zones.text, lists, _titled_marks(zones, marks))
    found.contacts = find_contacts(zones.text) + contacts_of_rows(zones.text, _rows(normal))
    found.contacts.sort(key=lambda contact: contact.start)


def _is_attachment_itself(zones: Zones) -> bool:
    """The file is an attachment: 附件1 stands over the document's own title."""
    marks, titles = zones.of("attachment_mark"), zones.of("title")
    return bool(marks and titles and marks[0].start < titles[0].start and not zones.of("notice_body"))


def _titled_marks(zones: Zones, marks: list[Line]) -> list[tuple[Span, Span | None]]:
    """Each attachment's mark with the title lines that follow it directly."""
    titles = zones.of("attachment_title")
    pairs: list[tuple[Span, Span | None]] = []
    at = 0
    for mark in marks:
        while at < len(titles) and titles[at].start < mark.end:
            at += 1
        first, end = None, mark.end
        while at < len(titles) and not zones.text[end : titles[at].start].strip():
            first = first or zones.span(titles[at])
            end = titles[at].end
            at += 1
        pairs.append((zones.span(mark), Span(first.start, end) if first else None))
    return pairs


def _rows(normal: NormalText) -> list[list[tuple[str, Span]]]:
    """Table rows as (header words, cell) pairs, where a telephone or mailbox stands in them."""
    rows = []
    for line in normal.lines:
        if line.header_row or len(line.cells) < 2 or not _REACHABLE.search(normal.text, line.start, line.end):
            continue
        heads = ["".join(normal.text[a:b] for a, b in cell.headers) for cell in line.cells]
        rows.append([(head, Span(cell.start, cell.end)) for head, cell in zip(heads, line.cells, strict=True)])
    return rows
