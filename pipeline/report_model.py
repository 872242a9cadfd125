"""The change report of two documents as pydantic models (schema_version "1"): what every renderer reads.

The first eight keys of ``ChangeReport`` are those of the contract ("The change report"); the others are additive and
hold what a reviewer's report needs: the conclusions in words, the table of clauses, what stayed, what is doubtful.
Codes are English; ``note``, ``text`` and ``message`` are Simplified Chinese for people.

``severity``: ``substantive``; ``editorial`` (typography, renumbering, a year that moves with the edition, synonyms of
drafting); ``to_confirm`` (a weak alignment, a fact that only one of two like texts yielded, text read by OCR).
``effect``, from the applicant's side: ``up`` / ``down`` for what is granted, ``tightened`` / ``loosened`` for what is
demanded or limited, ``mixed`` where both move, null where none can be said.
A redline is a list of ``(op, words)``: ``=`` both texts (as the new one prints it), ``-`` only the old, ``+`` only the
new. The ``+`` and ``=`` pieces joined are the new text; the ``-`` and ``=`` pieces are the old one but for typography.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from tiaokuan.pipeline.schema import (
    Amount,
    Applicant,
    Cap,
    Condition,
    Material,
    Period,
    Region,
    Source,
    Target,
)

REPORT_SCHEMA_VERSION: Final = "1"

FieldName = Literal["applicants", "materials", "periods", "amounts", "caps", "conditions", "targets"]
Op = Literal["added", "removed", "changed"]
Severity = Literal["substantive", "editorial", "to_confirm"]
Effect = Literal["up", "down", "tightened", "loosened", "mixed"]
ItemStatus = Literal["added", "removed", "renamed", "changed", "unchanged"]
SectionOp = Literal["added", "removed", "changed", "moved"]
Piece = tuple[Literal["=", "-", "+"], str]
AnyFact = Amount | Cap | Material | Period | Condition | Applicant | Target


class ReportPart(BaseModel):
    """Base: unknown keys are an error."""

    model_config = ConfigDict(extra="forbid")


class DocumentHead(ReportPart):
    """One side of the comparison: what the report's head says of it.

    ``facts``: facts found, common ones included; ``facts_confirmed``: those that a person
    confirmed; ``figures`` / ``figures_explained``: figures in the text, and those attributed to a fact or excluded with
    a reason; ``engine_version``: the version of tiaokuan that compared.
    """

    title: str | None = None
    notice_title: str | None = None
    doc_number: str | None = None
    issuers: list[str] = Field(default_factory=list)
    region: Region | None = None
    year: int | None = None
    issued_on: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    source_name: str = ""
    media_type: str = ""
    pages: int | None = None
    sha256: str = ""
    characters: int = 0
    items: int = 0
    facts: int = 0
    facts_confirmed: int = 0
    figures: int = 0
    figures_explained: int = 0
    engine_version: str = ""
    schema_version: str = REPORT_SCHEMA_VERSION


class Summary(ReportPart):
    """Counts. ``substantive`` / ``editorial`` / ``to_confirm``: all changes of facts, of text and of the document's
    head together. The dictionaries count by code and hold no zeros: ``items`` by status (and ``moved``), ``changes``
    facts' changes by severity, ``fields`` substantive facts' changes by field, ``ops`` and ``effects`` the same by
    operation and effect, ``sections`` changes of text by operation, ``section_severities`` by severity."""

    substantive: int = 0
    editorial: int = 0
    to_confirm: int = 0
    items: dict[str, int] = Field(default_factory=dict)
    changes: dict[str, int] = Field(default_factory=dict)
    fields: dict[str, int] = Field(default_factory=dict)
    ops: dict[str, int] = Field(default_factory=dict)
    effects: dict[str, int] = Field(default_factory=dict)
    sections: dict[str, int] = Field(default_factory=dict)
    section_severities: dict[str, int] = Field(default_factory=dict)
    document_changes: int = 0


class DocumentChange(ReportPart):
    """A field of ``document`` that differs (title, doc_number, issuers, issued_on, effective_to …)."""

    id: str
    field: str
    before: Any = None
    after: Any = None
    severity: Severity
    effect: Effect | None = None
    old_source: Source | None = None
    new_source: Source | None = None
    note: str = ""


class AttributeChange(ReportPart):
    """One attribute of a fact: a dotted path (``value.max``, ``metric.value.min``), and its values."""

    path: str
    before: Any = None
    after: Any = None


class FactChange(ReportPart):
    """One fact added, removed or changed. ``before``/``after`` are whole facts with their sources (null where there is
    none). ``note``: the change in words, a clause without a full stop
    (由最高30万元调整为最高20万元，下调10万元（33.3%）).
    ``reason``: for ``to_confirm`` and ``editorial`` why, as a code (``same_words``, ``weak_alignment``, ``ocr``,
    ``edition_year``, ``wording``, ``region_name``, ``elsewhere``), else null."""

    id: str
    field: FieldName
    op: Op
    before: AnyFact | None = None
    after: AnyFact | None = None
    attributes: list[AttributeChange] = Field(default_factory=list)
    severity: Severity
    effect: Effect | None = None
    reason: str | None = None
    note: str = ""
    confidence: float = 1.0


class ItemChange(ReportPart):
    """One item of either document, or the facts of the whole document (``scope`` ``common``, names 全文).

    ``moved``: its place among the others changed. ``similarity`` 0–1 of the two, null where there is one side only.
    ``relation``: ``split`` / ``merged`` where one item became several or several one; the entries then share a name.
    """

    id: str
    old: str | None = None
    new: str | None = None
    status: ItemStatus
    moved: bool = False
    similarity: float | None = None
    changes: list[FactChange] = Field(default_factory=list)
    scope: Literal["item", "common"] = "item"
    relation: Literal["split", "merged"] | None = None
    old_section: str | None = None
    new_section: str | None = None
    old_item: str | None = None
    new_item: str | None = None


class SectionChange(ReportPart):
    """Text that no change of a fact explains. ``old_section``/``new_section`` are section ids (null outside of every
    section, or where there is none); the sources give the whole stretch that the redline shows."""

    id: str
    old_section: str | None = None
    new_section: str | None = None
    op: SectionOp
    severity: Severity
    redline: list[Piece] = Field(default_factory=list)
    old_source: Source | None = None
    new_source: Source | None = None
    effect: Effect | None = None
    reason: str | None = None
    note: str = ""


class Accounting(ReportPart):
    """Every sentence of both texts, counted once: ``old_units`` = matched + removed + those of ``unresolved`` that are
    old; ``new_units`` = matched on the new side + added + those of ``unresolved`` that are new. ``matched`` counts old
    sentences; ``matched_new`` the new ones (a sentence may be split). ``unresolved``: sentences of both sides whose
    counterpart is uncertain. ``identical`` of ``matched`` differ in typography at most."""

    old_units: int = 0
    new_units: int = 0
    matched: int = 0
    matched_new: int = 0
    added: int = 0
    removed: int = 0
    unresolved: int = 0
    unresolved_old: int = 0
    unresolved_new: int = 0
    identical: int = 0


class Conclusion(ReportPart):
    """One sentence of the 结论, money first. ``change_id``: the change of a fact, text, document field or item."""

    text: str
    change_id: str
    severity: Severity
    effect: Effect | None = None
    field: str
    item: str | None = None


class ClauseSide(ReportPart):
    """A clause of one document as it is cited: ``number`` is the printed marker with those above it (三、（二）1.)."""

    section_id: str | None = None
    number: str = ""
    title: str | None = None
    text: str = ""
    page: int | None = None
    start: int = 0
    end: int = 0


class ClauseRow(ReportPart):
    """A row of the 条款对照表 in the new document's order, removed clauses where they stood.

    ``kind``: ``added``, ``removed``, ``changed``, ``moved``, ``renumbered``, ``editorial``, ``unchanged``. ``note``:
    what changed, in words. ``change_ids``: the changes of facts and text that this row shows. ``review``, ``reviewer``:
    blank, for the reviewer (属实 / 有误 / 存疑).
    """

    number: int
    old: ClauseSide | None = None
    new: ClauseSide | None = None
    kind: Literal["added", "removed", "changed", "moved", "renumbered", "editorial", "unchanged"]
    severity: Severity | None = None
    effect: Effect | None = None
    note: str = ""
    redline: list[Piece] = Field(default_factory=list)
    change_ids: list[str] = Field(default_factory=list)
    review: str = ""
    reviewer: str = ""


class Unchanged(ReportPart):
    """An item, or a fact of one, that both documents state alike: ``text`` in words."""

    item: str | None = None
    field: FieldName | None = None
    text: str
    old_source: Source | None = None
    new_source: Source | None = None


class Doubt(ReportPart):
    """存疑: what a person must look at. ``code``: ``weak_alignment``, ``same_words`` (a fact found in one of two like
    texts), ``unattributed`` (a figure that no fact explains), ``ocr``, ``unresolved`` (a sentence whose counterpart is
    uncertain), ``warning`` (a warning of the structuring)."""

    code: Literal["weak_alignment", "same_words", "elsewhere", "unattributed", "ocr", "unresolved", "warning"]
    message: str
    change_id: str | None = None
    old_source: Source | None = None
    new_source: Source | None = None


class ChangeReport(ReportPart):
    """The whole comparison of two documents."""

    schema_version: Literal["1"] = REPORT_SCHEMA_VERSION
    old: DocumentHead
    new: DocumentHead
    summary: Summary = Field(default_factory=Summary)
    document_changes: list[DocumentChange] = Field(default_factory=list)
    items: list[ItemChange] = Field(default_factory=list)
    section_changes: list[SectionChange] = Field(default_factory=list)
    accounting: Accounting = Field(default_factory=Accounting)
    conclusions: list[Conclusion] = Field(default_factory=list)
    clauses: list[ClauseRow] = Field(default_factory=list)
    unchanged: list[Unchanged] = Field(default_factory=list)
    doubts: list[Doubt] = Field(default_factory=list)

    @property
    def substantive(self) -> bool:
        """True where something of substance changed: what ``tiaokuan diff --fail-on-change`` tells."""
        return self.summary.substantive > 0
