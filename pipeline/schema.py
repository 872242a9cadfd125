"""The JSON contract as pydantic models (schema_version "1"): what downstream systems rely on.

Field meanings are those of the contract document in ``docs/contract.md``; names and meanings never change, keys may be
added. ``text`` is the one string that every span points into.
"""

from __future__ import annotations

import operator
from typing import Final, Literal

from pydantic import Field

from tiaokuan.pipeline.model import Model

SCHEMA_VERSION: Final = "1"

Box = tuple[float, float, float, float]
Role = Literal["applicant", "beneficiary", "lead", "partner"]
Level = Literal["province", "prefecture", "county", "national"]
DocType = Literal["guideline", "measures", "plan", "policies", "notice", "other"]
Style = Literal[
    "part", "chapter", "section", "article", "cn", "cn_paren", "num", "num_paren", "circled", "alpha", "word",
    "attachment", "none",
]  # fmt: skip


class Source(Model):
    """Where something stands: offsets into ``text``, with ``text[start:end] == quote``; page and boxes (points from
    the page's top left) for paged formats; ``confidence`` (0–1) where the text was read by OCR."""

    section_id: str | None = None
    start: int
    end: int
    quote: str
    page: int | None = None
    boxes: list[tuple[float, float, float, float]] | None = None
    confidence: float | None = None


class Region(Model):
    """An administrative region: GB/T 2260 name, six-digit code and level."""

    name: str
    code: str | None = None
    level: Level | None = None


class IntervalValue(Model):
    """A value with bounds; ``min == max`` where exact, an open side null. ``ratio`` for 1:3."""

    min: float | int | str | None = None
    max: float | int | str | None = None
    min_inclusive: bool | None = None
    max_inclusive: bool | None = None
    approximate: bool = False
    ratio: tuple[float, float] | None = Field(default=None, exclude_if=operator.not_)


class Per(Model):
    """What a grant is counted by: 10万元/个 → 1 个."""

    count: float | int = 1
    unit: str


class Tier(Model):
    """The band of a metric that selects one of several figures."""

    metric: str | None = None
    interval: IntervalValue
    unit: str | None = None
    currency: str | None = None


class Metric(Model):
    """A measured demand: its name in the text's words, the interval, the printed unit, the look-back (ISO 8601)."""

    name: str
    value: IntervalValue
    unit: str | None = None
    lookback: str | None = None
    currency: str | None = None


class Fact(Model):
    """Base of all facts: an id, stable for the same bytes, and the clause that states the fact."""

    id: str
    source: Source


class Applicant(Fact):
    """Who may apply or who receives: one class of applicant."""

    label: str
    category: str
    role: Role
    region: Region | None = None
    qualifiers: list[str] = Field(default_factory=list)
    joint: Literal["allowed", "required", "forbidden"] | None = None
    size: list[str] = Field(default_factory=list)
    honours: list[str] = Field(default_factory=list)


class Material(Fact):
    """One thing to hand in."""

    name: str
    ordinal: int | None = None
    form: Literal["original", "copy"] | None = None
    copies: int | None = None
    sealed: bool = False
    attachment: str | None = None
    lookback: str | None = None
    parts: list[str] = Field(default_factory=list)
    condition: str | None = None


class Period(Fact):
    """When or how long (ISO 8601)."""

    role: Literal["implementation", "application", "validity", "milestone", "publicity", "other"]
    duration: str | None = None
    bound: Literal["exact", "max", "min"] | None = None
    start: str | None = None
    end: str | None = None
    milestone: str | None = None
    working_days: bool = False


class Amount(Fact):
    """What is granted: yuan in ``value``, or a fraction in ``rate`` of ``rate_base``."""

    kind: Literal["award", "subsidy", "funding", "budget", "compensation"]
    mode: Literal["fixed", "rate", "up_to", "at_least", "range"]
    value: IntervalValue | None = None
    currency: str = "CNY"
    rate: IntervalValue | None = None
    rate_base: str | None = None
    per: Per | None = None
    label: str | None = None
    trigger: str | None = None
    tier: Tier | None = None
    frequency: Literal["once", "annual"] | None = None


class Cap(Fact):
    """A ceiling on a grant."""

    scope: str | None = None
    measure: Literal["money", "rate", "count", "quota", "partners"]
    value: float | int
    unit: str | None = None
    per_period: Literal["year", "project"] | None = None
    currency: str = "CNY"


class Condition(Fact):
    """What an applicant must, or must not, be or do."""

    text: str
    polarity: Literal["require", "exclude", "prefer"]
    metric: Metric | None = None


class Target(Fact):
    """What a project must achieve."""

    text: str
    metric: Metric | None = None


class Facts(Model):
    """The seven lists of facts."""

    applicants: list[Applicant] = Field(default_factory=list)
    materials: list[Material] = Field(default_factory=list)
    periods: list[Period] = Field(default_factory=list)
    amounts: list[Amount] = Field(default_factory=list)
    caps: list[Cap] = Field(default_factory=list)
    conditions: list[Condition] = Field(default_factory=list)
    targets: list[Target] = Field(default_factory=list)


class Item(Facts):
    """事项: one support programme with its facts."""

    id: str
    name: str
    section_id: str | None = None
    source: Source | None = None


class Section(Model):
    """A node of the section tree; ``source`` runs from the marker through its own text, children excluded."""

    id: str
    marker: str | None
    style: Style
    ordinal: int | None = None
    inferred: bool = False
    level: int
    title: str | None = None
    children: list[Section] = Field(default_factory=list)
    source: Source


class SourceFile(Model):
    """The file as it came: size in bytes, SHA-256 in hex, pages for paged formats."""

    name: str
    media_type: str
    size: int
    sha256: str
    pages: int | None = None
    encoding: str | None = None


class DocumentInfo(Model):
    """公文 elements (GB/T 9704-2012); ``sources`` gives the place of each field, by key."""

    title: str | None = None
    notice_title: str | None = None
    doc_type: DocType = "other"
    doc_number: str | None = None
    issuers: list[str] = Field(default_factory=list)
    region: Region | None = None
    year: int | None = None
    issued_on: str | None = None
    published_on: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    urgency: str | None = None
    disclosure: str | None = None
    addressees: list[str] = Field(default_factory=list)
    cc: list[str] = Field(default_factory=list)
    bounds_inclusive: bool | None = None
    source_file: SourceFile
    sources: dict[str, Source] = Field(default_factory=dict)


class Reference(Model):
    """A document cited."""

    title: str | None = None
    doc_number: str | None = None
    relation: Literal["basis", "repeals", "forwards", "mentions"]
    source: Source


class Attachment(Model):
    """附件: its label, title, and the section that holds it where it is in the file."""

    label: str
    title: str | None = None
    section_id: str | None = None
    source: Source


class Contact(Model):
    """联系方式."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    source: Source


class Exclusion(Model):
    """A figure that is no fact, and why."""

    reason: str
    source: Source


class Unattributed(Model):
    """A figure that no fact explains."""

    kind: str
    source: Source


class Coverage(Model):
    """The recall audit: every figure is attributed, excluded with a reason, or listed here."""

    quantities: int = 0
    attributed: int = 0
    excluded: list[Exclusion] = Field(default_factory=list)
    unattributed: list[Unattributed] = Field(default_factory=list)


class DocumentWarning(Model):
    """Anything repaired, guessed or unreadable: a stable code and a Chinese sentence."""

    code: str
    message: str
    source: Source | None = None


class Document(Model):
    """The whole result."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    document: DocumentInfo
    text: str
    sections: list[Section]
    items: list[Item]
    common: Facts = Field(default_factory=Facts)
    references: list[Reference] = Field(default_factory=list)
    attachments: list[Attachment] = Field(default_factory=list)
    contacts: list[Contact] = Field(default_factory=list)
    coverage: Coverage = Field(default_factory=Coverage)
    warnings: list[DocumentWarning] = Field(default_factory=list)
