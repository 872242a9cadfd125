"""From bytes to the finished Document: the one module that knows the order of the stages.

read → normalise → label zones → segment → read metadata → find quantities → interpret → gather items → assemble →
audit.
"""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from pathlib import Path

from tiaokuan.errors import ReadError
from tiaokuan.extractors.clauses import forget_cuts
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant_tables import CellText, RowText
from tiaokuan.extractors.quantities import find_quantities
from tiaokuan.gazetteer.user import UserGazetteer
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.assemble import (
    Numberer,
    Placer,
    fact_lists,
    item_model,
    number_sections,
    region_model,
    section_models,
)
from tiaokuan.pipeline.coverage import audit
from tiaokuan.pipeline.found import Found
from tiaokuan.pipeline.interpret import Interpreter
from tiaokuan.pipeline.items import gather
from tiaokuan.pipeline.layout import label_zones
from tiaokuan.pipeline.metadata import MetadataFinding, read_metadata
from tiaokuan.pipeline.normalise import normalise
from tiaokuan.pipeline.readers import registry
from tiaokuan.pipeline.readers.base import SourceDocument
from tiaokuan.pipeline.segment import segment
from tiaokuan.pipeline.settings import current
from tiaokuan.pipeline.tree import NormalText, Tree
from tiaokuan.pipeline.validity import validity_periods


def structure(data: bytes, name: str, *, gazetteer: Path | None = None) -> schema.Document:
    """Structure one file: ``data`` are its bytes, ``name`` its file name (a hint only, formats go by content).

    Raises ``TiaokuanError`` with a stable code where the file cannot be read or holds no text.
    """
    source = registry.read(data, name)
    document = structure_source(source, name, gazetteer=gazetteer)
    document.document.source_file = schema.SourceFile(
        name=name, media_type=source.media_type, size=len(data), sha256=hashlib.sha256(data).hexdigest(),
        pages=source.pages, encoding=source.encoding,
    )  # fmt: skip
    return document


def structure_file(path: str | Path, *, gazetteer: Path | None = None) -> schema.Document:
    """Structure the file at ``path``."""
    path = Path(path)
    return structure(path.read_bytes(), path.name, gazetteer=gazetteer)


def structure_text(text: str, name: str = "text", *, gazetteer: Path | None = None) -> schema.Document:
    """Structure a text: one paragraph a line."""
    return structure(text.encode("utf-8"), f"{name}.txt", gazetteer=gazetteer)


def structure_source(source: SourceDocument, name: str, *, gazetteer: Path | None = None) -> schema.Document:
    """Everything after reading; ``gazetteer`` adds the terms of a user's own JSONL file for this one document."""
    with UserGazetteer.read(gazetteer).active() if gazetteer is not None else nullcontext():
        return _structure(source, name)


def _structure(source: SourceDocument, name: str) -> schema.Document:
    normal = normalise(source)
    current().check_text_length(len(normal.text), name)
    if not normal.text.strip():
        raise ReadError(f"文件 {name} 里没有文字", "请确认文件内容；扫描件需要先安装 OCR 组件", code="empty_document")
    label_zones(normal, source.metadata)
    tree = segment(normal)
    number_sections(tree)
    metadata = read_metadata(normal, source, name)
    forget_cuts()
    ctx = Context(normal.text, find_quantities(normal.text), metadata.region)
    return _assemble(ctx, normal, tree, metadata)


def _assemble(ctx: Context, normal: NormalText, tree: Tree, metadata: MetadataFinding) -> schema.Document:
    placer = Placer(normal, tree)
    interpreter = Interpreter(
        ctx, tree, _tables(normal, tree), metadata.title or metadata.notice_title or "", metadata.doc_type
    )
    found = interpreter.run()
    found += [Found(period, None, "validity") for period in validity_periods(ctx, metadata)]
    drafts, common = gather(interpreter, tree, metadata.title or metadata.notice_title)
    ids = Numberer({})
    info = _document_info(metadata, placer)
    items = [item_model(draft, number, placer, ids) for number, draft in enumerate(drafts, 1)]
    facts = schema.Facts.model_construct(**fact_lists(common, placer, ids))  # type: ignore[arg-type]
    used = {index for f in found for index in f.finding.figures}
    contacts = [(c.start, c.end) for c in metadata.contacts]
    coverage = audit(
        ctx, used, interpreter, normal,
        tree=tree, placer=placer, fields=list(metadata.sources.values()), contacts=contacts,
    )  # fmt: skip
    return schema.Document.model_construct(
        schema_version=schema.SCHEMA_VERSION, document=info, text=normal.text, sections=section_models(tree, placer),
        items=items, common=facts, references=_references(metadata, placer),
        attachments=_attachments(metadata, placer), contacts=_contacts(metadata, placer), coverage=coverage,
        warnings=_warnings(normal, tree, placer),
    )  # fmt: skip


def _tables(normal: NormalText, tree: Tree) -> list[list[RowText]]:
    """The rows below the heads of all data tables, table by table; those of programmes are sections instead."""
    tables: dict[int, list[RowText]] = {}
    sections = {cell[1] for node in tree.walk() for cell in node.facets}
    for line in normal.lines:
        if sections and any(cell.start in sections for cell in line.cells):
            continue
        if line.table is None or line.header_row or not line.cells or line.zone != "body":
            continue
        cells = tuple(CellText(c.start, c.end, tuple(normal.text[a:b] for a, b in c.headers)) for c in line.cells)
        tables.setdefault(line.table, []).append(RowText(line.start, line.end, cells))
    return list(tables.values())


def _document_info(m: MetadataFinding, placer: Placer) -> schema.DocumentInfo:
    return schema.DocumentInfo.model_construct(
        title=m.title, notice_title=m.notice_title, doc_type=m.doc_type, doc_number=m.doc_number, issuers=m.issuers,
        region=region_model(m.region), year=m.year, issued_on=m.issued_on, published_on=m.published_on,
        effective_from=m.effective_from, effective_to=m.effective_to, urgency=m.urgency, disclosure=m.disclosure,
        addressees=m.addressees, cc=m.cc, bounds_inclusive=m.bounds_inclusive,
        source_file=schema.SourceFile(name="", media_type="", size=0, sha256=""),
        sources={key: placer.source(*place) for key, place in m.sources.items()},
    )  # fmt: skip


def _references(m: MetadataFinding, placer: Placer) -> list[schema.Reference]:
    return [
        schema.Reference.model_construct(
            title=r.title, doc_number=r.doc_number, relation=r.relation, source=placer.source(r.start, r.end)
        )
        for r in m.references
    ]


def _attachments(m: MetadataFinding, placer: Placer) -> list[schema.Attachment]:
    return [
        schema.Attachment.model_construct(
            label=a.label,
            title=a.title,
            source=placer.source(a.start, a.end),
            section_id=placer.section_at(a.content.start) if a.content else None,
        )
        for a in m.attachments
    ]


def _contacts(m: MetadataFinding, placer: Placer) -> list[schema.Contact]:
    return [
        schema.Contact.model_construct(
            name=c.name, phone=c.phone, email=c.email, address=c.address, source=placer.source(c.start, c.end)
        )
        for c in m.contacts
    ]


def _warnings(normal: NormalText, tree: Tree, placer: Placer) -> list[schema.DocumentWarning]:
    found = [schema.DocumentWarning(code=w.code, message=w.message) for w in normal.warnings]
    for code, message, start, end in [*normal.warning_spans, *tree.warnings]:
        found.append(schema.DocumentWarning(code=code, message=message, source=placer.source(start, end)))
    return found
