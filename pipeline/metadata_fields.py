"""The finding that metadata is gathered in, and the lines of a document by zone."""

from __future__ import annotations

from dataclasses import dataclass, field

from tiaokuan.extractors.attachments import AttachmentFinding
from tiaokuan.extractors.base import Span
from tiaokuan.extractors.contacts import ContactFinding
from tiaokuan.extractors.references import ReferenceFinding
from tiaokuan.extractors.validity import Validity
from tiaokuan.gazetteer.regions import Region
from tiaokuan.pipeline.page_fields import page_values
from tiaokuan.pipeline.tree import Line, NormalText


@dataclass(slots=True)
class MetadataFinding:
    """The fields of ``document`` (values as the contract has them), the places of those that stand in the text
    (``sources``: field → (start, end)), and the lists that belong to the document as a whole. ``validity`` holds the
    clauses of force as printed."""

    title: str | None = None
    notice_title: str | None = None
    doc_type: str = "other"
    doc_number: str | None = None
    issuers: list[str] = field(default_factory=list)
    region: Region | None = None
    year: int | None = None
    issued_on: str | None = None
    published_on: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    urgency: str | None = None
    disclosure: str | None = None
    addressees: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    bounds_inclusive: bool | None = None
    sources: dict[str, tuple[int, int]] = field(default_factory=dict)
    validity: Validity = field(default_factory=Validity)
    references: list[ReferenceFinding] = field(default_factory=list)
    attachments: list[AttachmentFinding] = field(default_factory=list)
    contacts: list[ContactFinding] = field(default_factory=list)

    def put(self, key: str, value: object, span: Span | None) -> None:
        """Set a field and, where it stands in the text, its place."""
        setattr(self, key, value)
        if span is not None:
            self.sources[key] = (span.start, span.end)


class Zones:
    """The lines by zone, in order; empty lines and the body left out."""

    def __init__(self, normal: NormalText) -> None:
        self.text = normal.text
        self.lines: dict[str, list[Line]] = {}
        self._fields: dict[str, Span] | None = None
        for line in normal.lines:
            if line.zone != "body" and line.end > line.start:
                self.lines.setdefault(line.zone, []).append(line)

    def fields(self) -> dict[str, Span]:
        """The values of the fields that a page prints over the text (发文字号, 成文日期 …), by key."""
        if self._fields is None:
            self._fields = page_values(self.text, [self.span(line) for line in self.of("page_metadata")])
        return self._fields

    def of(self, zone: str) -> list[Line]:
        """The lines of a zone."""
        return self.lines.get(zone, [])

    def span(self, line: Line) -> Span:
        """The line without white space about it."""
        raw = self.text[line.start : line.end]
        return Span(line.start + len(raw) - len(raw.lstrip()), line.start + len(raw.rstrip()))

    def words(self, line: Line) -> str:
        """The line's text without white space about it."""
        return self.text[line.start : line.end].strip()
