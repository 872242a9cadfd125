"""The head of the report: both documents' particulars, and which of them differ."""

from __future__ import annotations

from typing import Any

from tiaokuan.pipeline import value_words as words
from tiaokuan.pipeline.diff_context import Comparison
from tiaokuan.pipeline.diff_facts import FIELDS, same_value
from tiaokuan.pipeline.diff_fold import fold
from tiaokuan.pipeline.report_model import DocumentChange, DocumentHead, Effect, Severity
from tiaokuan.pipeline.schema import Document, Source

_WORDS = {
    "title": "标题", "notice_title": "印发通知标题", "doc_type": "文种", "doc_number": "文号", "issuers": "发文机关",
    "region": "适用地区", "year": "年度", "issued_on": "成文日期", "published_on": "发布日期",
    "effective_from": "施行日期", "effective_to": "有效期截止", "urgency": "紧急程度", "disclosure": "公开方式",
    "addressees": "主送机关", "cc": "抄送机关", "bounds_inclusive": "“以上”“以下”是否含本数",
}  # fmt: skip
_OF_EDITION = frozenset(
    {"doc_number", "year", "issued_on", "published_on", "addressees", "cc", "urgency", "disclosure"}
)
_DERIVED = frozenset({"doc_type", "region", "bounds_inclusive"})


def head(document: Document) -> DocumentHead:
    """One document's particulars."""
    import tiaokuan

    info, file, coverage = document.document, document.document.source_file, document.coverage
    holders = [document.common, *document.items]
    return DocumentHead(
        title=info.title, notice_title=info.notice_title, doc_number=info.doc_number, issuers=info.issuers,
        region=info.region, year=info.year, issued_on=info.issued_on, effective_from=info.effective_from,
        effective_to=info.effective_to, source_name=file.name, media_type=file.media_type, pages=file.pages,
        sha256=file.sha256, characters=len(document.text), items=len(document.items),
        facts=sum(len(getattr(holder, name)) for holder in holders for name in FIELDS),
        figures=coverage.quantities, figures_explained=coverage.quantities - len(coverage.unattributed),
        engine_version=tiaokuan.__version__, schema_version=document.schema_version,
    )  # fmt: skip


def document_changes(found: Comparison) -> list[DocumentChange]:
    """The particulars that differ, in the order of the contract."""
    changes: list[DocumentChange] = []
    old, new = found.old.document.document, found.new.document.document
    for name in _WORDS:
        before, after = _value(getattr(old, name)), _value(getattr(new, name))
        if same_value(before, after):
            continue
        one, two = old.sources.get(name), new.sources.get(name)
        severity = _severity(found, name, before, after, (one, two))
        changes.append(
            DocumentChange(
                id="", field=name, before=before, after=after, severity=severity, effect=_effect(name),
                old_source=one, new_source=two, note=_note(name, before, after),
            )
        )  # fmt: skip
    return changes


def _value(value: Any) -> Any:
    return value.name if hasattr(value, "code") else value


def _severity(
    found: Comparison, name: str, before: Any, after: Any, sources: tuple[Source | None, Source | None]
) -> Severity:
    if name in _OF_EDITION:
        return "editorial"
    if found.edition.shifted_date(before, after):
        return "editorial"
    named = name in ("title", "notice_title") and before and after
    if named and found.edition.reason(fold(before), fold(after)) is not None:
        return "editorial"
    derived = name in _DERIVED and found.edition.reason(*map(_title, _both(found))) is not None
    if derived or not _words_differ(found, sources):
        return "to_confirm"
    if any(source is not None and source.confidence is not None for source in sources):
        return "to_confirm"
    return "substantive"


def _both(found: Comparison) -> tuple[Document, Document]:
    return found.old.document, found.new.document


def _title(document: Document) -> str:
    return fold(document.document.title or "")


def _words_differ(found: Comparison, sources: tuple[Source | None, Source | None]) -> bool:
    """True where the words that a field was read from are missing on the other side, or changed in substance."""
    for source, is_old in zip(sources, (True, False), strict=True):
        if source is None:
            continue
        if found.without_counterpart(source.start, source.end, old=is_old) > 0.5:
            return True
        if any(h.editorial is None for h in found.touching(source.start, source.end, old=is_old)):
            return True
    return False


def _effect(name: str) -> Effect | None:
    return None


def _note(name: str, before: Any, after: Any) -> str:
    one, two = _said(before), _said(after)
    if not one:
        return f"{_WORDS[name]}：新文件写明“{two}”"
    if not two:
        return f"{_WORDS[name]}：旧文件为“{one}”，新文件未写明"
    return f"{_WORDS[name]}由“{one}”改为“{two}”"


def _said(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, bool):
        return "包含本数" if value else "不含本数"
    return _TYPES.get(value) or words.date(value) if isinstance(value, str) else str(value)


_TYPES = {
    "guideline": "申报指南", "measures": "办法", "plan": "方案", "policies": "若干措施", "notice": "通知",
    "other": "其他",
}  # fmt: skip
