"""A catalogue's documents and facts as flat records, the same columns in every export format."""

from __future__ import annotations

from typing import Any

from tiaokuan.output.facts import WORDS
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.catalogue_export import Exported
from tiaokuan.pipeline.catalogue_models import Document, Fact

Record = dict[str, Any]

MODELS: dict[str, type[schema.Fact]] = {
    "applicants": schema.Applicant,
    "materials": schema.Material,
    "periods": schema.Period,
    "amounts": schema.Amount,
    "caps": schema.Cap,
    "conditions": schema.Condition,
    "targets": schema.Target,
}

#: The columns of a document: name → type (``str``, ``int``, ``list``).
DOCUMENT_COLUMNS: dict[str, type] = {
    "sha256": str, "title": str, "doc_type": str, "doc_number": str, "issuers": list, "region": str,
    "region_code": str, "year": int, "issued_on": str, "series": int, "file": str, "size": int, "engine": str,
    "schema_version": str, "facts": int,
}  # fmt: skip

#: The columns of a fact: name → type; ``words`` says it in Chinese, ``fact`` is the whole fact of the contract.
FACT_COLUMNS: dict[str, type] = {
    "sha256": str, "fact_id": str, "kind": str, "item_id": str, "item": str, "words": str, "label": str, "code": str,
    "mode": str, "value_min": float, "value_max": float, "rate_min": float, "rate_max": float, "unit": str,
    "currency": str, "starts": str, "ends": str, "duration": str, "place": str, "section_id": str, "page": int,
    "start": int, "end": int, "quote": str, "fact": dict, "schema_version": str,
}  # fmt: skip


def document_row(exported: Exported) -> Record:
    """A document as a record with the columns ``DOCUMENT_COLUMNS``."""
    document: Document = exported.document
    own: Record = {"series": document.series_id, "file": document.name, "facts": len(exported.facts)}
    own |= {"engine": exported.engine, "schema_version": exported.schema_version}
    return {key: own[key] if key in own else getattr(document, key) for key in DOCUMENT_COLUMNS}


def fact_row(exported: Exported, fact: Fact) -> Record:
    """A fact as a record with the columns ``FACT_COLUMNS``."""
    whole = {**fact.data, "source": {**fact.data["source"], "quote": fact.quote}}
    own: Record = {"sha256": exported.document.sha256, "schema_version": exported.schema_version}
    own |= {"words": in_words(fact.kind, whole), "fact": whole}
    return {key: own[key] if key in own else getattr(fact, key) for key in FACT_COLUMNS}


def in_words(kind: str, whole: Record) -> str:
    """A fact as a person reads it: 30万元/家（奖励；一次性）."""
    words = WORDS[kind](MODELS[kind].model_validate(whole))
    return words.head + (f"（{'；'.join(words.notes)}）" if words.notes else "")
